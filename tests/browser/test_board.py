"""The board in a browser: opened from disk, used, read by a machine that checks for barriers, and printed.

Runs with `pytest -m browser`, where Playwright, axe and Chromium are installed; see CONTRIBUTING.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from smartgoals import Context, Goal, Portfolio, review
from smartgoals.adapters.board import to_board
from smartgoals.adapters.csv import read_measurements
from smartgoals.adapters.toml import read_portfolio
from smartgoals.session import Session

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]

EXAMPLE = Path(__file__).parents[2] / "examples" / "portfolio"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def written(language: str, folder: Path) -> Path:
    """The board of the example on disk, with its review, what moved, and a workshop."""
    context = Context("2026-11-25", language)
    text = (EXAMPLE / f"portfolio.{language}.toml").read_text(encoding="utf-8")
    portfolio = read_portfolio(text, context=context)
    readings = (EXAMPLE / "measurements.csv").read_text(encoding="utf-8")
    series = read_measurements(readings, portfolio=portfolio, strict=False).series
    before = review(portfolio, context=Context("2026-08-25", language), series=series)
    found = review(portfolio, context=context, series=series, since=before)
    folder_of_workshop = EXAMPLE.parent / "workshop"
    session = Session.read(
        [("ideas", (folder_of_workshop / "ideer.csv").read_text(encoding="utf-8"))],
        [("votes", (folder_of_workshop / "roster.csv").read_text(encoding="utf-8"))],
        title="Mål 2027",
    )
    _, drafts = session.outcome(context=context, budget=5, cap=2)
    page = to_board(portfolio, context=context, series=series, review=found, workshop=session.workshop, drafts=drafts)
    file = folder / f"board.{language}.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Swedish board."""
    return written("sv", tmp_path_factory.mktemp("board"))


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a file in a fresh window; whatever leaves the page or goes wrong in it fails the test."""
    windows, asked, wrong = [], [], []

    def open_file(file: Path, *, width: int = 1440, anchor: str = "", **options: Any) -> Any:
        window = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        windows.append(window)
        page = window.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"file://{file}{anchor}")
        return page

    yield open_file
    for window in windows:
        window.close()
    assert [] == wrong
    assert len(windows) == len(asked)


def shown(page: Any) -> list[str]:
    """The names of the goals that can be seen, in order."""
    names: list[str] = page.eval_on_selector_all(
        "#list > li:not([hidden]) > article", "all => all.map(each => each.id)"
    )
    return names


def test_goals_are_searched_filtered_sorted_and_all_shown_again(opened: Callable[..., Any], example: Path) -> None:
    """Each control does what it says, and the count is told."""
    page = opened(example)
    every = shown(page)
    assert 14 == len(every)
    page.fill("#search", "RETUR kläder")
    assert ["goal-returgrad"] == shown(page)
    assert "1 av 14 mål visas" == page.text_content("#shown")
    page.fill("#search", "finns ej")
    assert [] == shown(page)
    assert page.is_visible("#none")
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelectorAll('#list > li[hidden]').length === 0")
    page.select_option("[data-filter=area]", "B2B")
    assert 2 == len(shown(page))
    page.select_option("[data-filter=status]", "ur kurs")
    assert 0 < len(shown(page)) <= 2
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelectorAll('#list > li[hidden]').length === 0")
    page.select_option("#sort", "deadline")
    ends = page.eval_on_selector_all("article", "all => all.map(each => each.dataset.byDeadline)")
    assert sorted(ends) == ends
    page.select_option("#sort", "share")
    shares = page.eval_on_selector_all("article", "all => all.map(each => Number(each.dataset.byShare))")
    assert sorted(shares) == shares
    page.select_option("#sort", "place")
    assert every == shown(page)


def test_a_link_leads_to_its_goal_also_when_it_is_filtered_out(opened: Callable[..., Any], example: Path) -> None:
    """An address with a goal in it opens there, and shows the goal whatever was filtered."""
    page = opened(example, anchor="#goal-nps")
    page.wait_for_function("document.activeElement.id === 'goal-nps'")
    page.fill("#search", "retur")
    assert "goal-nps" not in shown(page)
    page.evaluate("location.hash = ''")
    page.evaluate("location.hash = '#goal-nps'")
    page.wait_for_function("!document.getElementById('goal-nps').parentElement.hidden")
    assert page.locator("#goal-nps").is_visible()


def test_the_keyboard_alone_is_enough(opened: Callable[..., Any], example: Path) -> None:
    """Skip to the goals, search, choose, open what is folded: no mouse."""
    page = opened(example)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "search" == page.evaluate("document.activeElement.id")
    page.keyboard.type("nps")
    assert "goal-nps" in shown(page)
    page.keyboard.press("Tab")
    assert "area" == page.evaluate("document.activeElement.dataset.filter")
    page.keyboard.press("ArrowDown")
    for _ in range(40):
        if "SUMMARY" == page.evaluate("document.activeElement.tagName"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_there_are_no_barriers(opened: Callable[..., Any], example: Path, scheme: str, width: int) -> None:
    """No fault that axe knows, in either theme and width, with everything unfolded; nothing wider than the window."""
    page = opened(example, width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = axe.Axe().run(page)
    assert [] == [(each["id"], each["impact"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_english_board_has_no_barriers_either(opened: Callable[..., Any], tmp_path: Path) -> None:
    """The other language, and texts in two languages on one page."""
    page = opened(written("en", tmp_path))
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = axe.Axe().run(page)
    assert [] == [(each["id"], each["impact"], each["nodes"][0]["html"][:120]) for each in found.response["violations"]]
    page.select_option("[data-filter=term]", "short-term")
    assert f"{len(shown(page))} of 14 goals shown" == page.text_content("#shown")
    page.select_option("[data-filter=owner]", index=1)
    assert page.is_visible("#none") or shown(page)


def test_it_prints_with_everything_unfolded(opened: Callable[..., Any], example: Path, tmp_path: Path) -> None:
    """Print shows what is folded and hides the controls."""
    page = opened(example)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 0 == page.locator("details:not([open])").count()
    assert not page.is_visible("#controls")
    assert page.pdf(path=str(tmp_path / "board.pdf")).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count()


def test_script_in_a_goal_does_not_run(opened: Callable[..., Any], tmp_path: Path) -> None:
    """Hostile text is text, and even a script that got onto the page would be refused by its policy."""
    file = tmp_path / "board.html"
    board = to_board(
        Portfolio([Goal(HOSTILE, id=HOSTILE, owner=HOSTILE, area=HOSTILE)], name="Safe"), context=Context("2026-11-25")
    )
    file.write_text(board, encoding="utf-8")
    page = opened(file)
    page.wait_for_timeout(200)
    assert page.title().startswith("Safe")
    assert HOSTILE in (page.text_content("article h3") or "")
