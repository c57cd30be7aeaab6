"""The board: one page, nothing outside it, every text escaped."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from smartgoals import (
    Ballot,
    Band,
    Baseline,
    Context,
    Decision,
    Goal,
    Horizon,
    Level,
    Metric,
    Objective,
    Portfolio,
    Process,
    Quantity,
    Series,
    Unit,
    Workshop,
    review,
    track,
)
from smartgoals.adapters import board
from smartgoals.adapters.board import to_board
from smartgoals.adapters.board.cards import anchors, standing
from smartgoals.adapters.csv import read_measurements
from smartgoals.adapters.toml import read_portfolio
from smartgoals.cli import cli
from smartgoals.errors import MissingExtraError
from smartgoals.model import Cadence
from smartgoals.progress import StatusPolicy

EXAMPLE = Path(__file__).parents[2] / "examples" / "portfolio"
TODAY = "2026-11-25"
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}"


def example(language: str) -> str:
    """The board of the example."""
    context = Context(TODAY, language)
    portfolio = read_portfolio((EXAMPLE / f"portfolio.{language}.toml").read_text(encoding="utf-8"), context=context)
    readings = read_measurements(
        (EXAMPLE / "measurements.csv").read_text(encoding="utf-8"), portfolio=portfolio, strict=False
    )
    return to_board(portfolio, context=context, series=readings.series)


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Business objectives", "Coming days", "As of 25 Nov 2026")),
        ("sv", ("Affärsmål", "Dagar som kommer", "Läget den 25 nov. 2026")),
    ],
)
def test_a_board_shows_the_portfolio(language: str, words: tuple[str, ...]) -> None:
    """Objectives, goals, pictures, findings and the coming days are there, in the language that was asked for."""
    page = example(language)
    assert f'<html lang="{language}">' in page
    for word in words:
        assert word in page
    assert 14 == page.count("<article ")
    assert page.count('class="sketch" viewBox="0 0 640') >= 10
    assert len(page.encode()) < 100_000


def test_nothing_is_fetched_and_only_the_named_style_and_script_run() -> None:
    """The policy forbids everything but what its hashes name, and the page holds no handler, style or source."""
    page = example("sv")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    for tag in ("style", "script"):
        text = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert text is not None
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]
    elements = Elements(page).found
    assert 1 == sum(tag == "script" for tag, _ in elements)
    for tag, attributes in elements:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base"}
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
        assert not (attributes.get("href") or "#").partition("#")[0]


def test_names_are_unique_and_links_lead_somewhere() -> None:
    """Every link goes to something on the page, and no two things share a name."""
    elements = Elements(example("en")).found
    names = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(set(names)) == len(names)
    wanted = {(attributes["href"] or "")[1:] for tag, attributes in elements if tag == "a"}
    assert wanted <= set(names)


def test_hostile_text_stays_text() -> None:
    """Whatever stands in a field is shown, not obeyed."""
    goal = Goal(
        HOSTILE, id=HOSTILE, owner=HOSTILE, area=HOSTILE, supports=[f"o{HOSTILE}"], metric=Metric(HOSTILE),
        baseline=Baseline(Quantity(1)), target=Level(Quantity(9)), horizon=Horizon("2026-01-01", "2026-12-31"),
    )  # fmt: skip
    portfolio = Portfolio([goal], name=HOSTILE, objectives=[Objective(f"o{HOSTILE}", HOSTILE, owner=HOSTILE)])
    page = to_board(portfolio, context=Context(TODAY), series={HOSTILE: Series.of({"2026-03-01": 2, "2026-06-01": 4})})
    tags = [tag for tag, _ in Elements(page).found]
    assert 1 == tags.count("script")
    assert "img" not in tags
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;" in page


def test_a_goal_says_what_it_is_and_where_it_stands() -> None:
    """Status with sign and word, numbers with units, and what to ask."""
    page = example("en")
    article = page[page.index('id="goal-returgrad"') :].split("</article>")[0]
    assert "24%" in article
    assert "19%" in article
    assert re.search(r'<p class="pill \w+"><span aria-hidden="true">.</span> \w+', article)
    assert "Forecast at the deadline" in article
    assert "Latest readings" in article


def test_two_hundred_goals_take_less_than_a_megabyte() -> None:
    """Also with a review, what moved since the one before, readings and pictures."""
    context = Context(TODAY, "sv")
    portfolio = read_portfolio((EXAMPLE / "portfolio.sv.toml").read_text(encoding="utf-8"), context=context)
    text = (EXAMPLE / "measurements.csv").read_text(encoding="utf-8")
    series = read_measurements(text, portfolio=portfolio, strict=False).series
    before = review(portfolio, context=Context("2026-08-25", "sv"), series=series)
    found = review(portfolio, context=context, series=series, since=before)
    bare = len(to_board(Portfolio(), context=context).encode())
    whole = len(to_board(portfolio, context=context, series=series, review=found).encode())
    assert bare + (whole - bare) / len(portfolio) * 200 < 1_000_000


def test_what_a_review_tracked_is_not_tracked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A review of the same day knows where goals stand; one of another day does not count."""
    portfolio = Portfolio([Goal("Cut returns from 9 % in December 2025 to 6 % in December 2026", id="a")])
    series = {"a": Series.of({"2026-06-30": 8}, Unit.percent())}
    found = review(portfolio, context=Context(TODAY), series=series)
    page = to_board(portfolio, context=Context(TODAY), series=series)
    told = to_board(portfolio, context=Context(TODAY), series=series, review=found)
    assert (
        page[page.index("<article") : page.index("</article")] == told[told.index("<article") : told.index("</article")]
    )

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("tracked again")

    monkeypatch.setattr(board, "track", fail)
    to_board(portfolio, context=Context(TODAY), series=series, review=found)
    with pytest.raises(AssertionError, match="tracked again"):
        to_board(portfolio, context=Context("2026-11-26"), series=series, review=found)


def workshop() -> Workshop:
    """Two teams that want different things, one of them in hostile words."""
    found = Workshop.start(f"Next {HOSTILE}", question=HOSTILE, language="en")
    for number, text in enumerate([f"We sold {HOSTILE}", "Returns were halved", "The site never failed"], start=1):
        found = found.write(text, id=str(number))
    found = found.move("vote")
    for voter, card in {"a": "1", "b": "1", "c": "1", "d": "2", "e": "3", "f": "3"}.items():
        found = found.join(voter, team=f"{HOSTILE} {card}").vote(Ballot.dots(voter, {card: 2}))
    return found.vote(Ballot.dots("g", {"9": 1}))


def test_a_workshop_is_shown_with_two_ways_of_choosing() -> None:
    """Themes with votes, equal shares beside totals, drafts that lead to their goals with where they come from."""
    held = workshop()
    drafts = held.drafts(2, context=Context(TODAY, "en"), tally=held.tally(cap=2))
    page = to_board(drafts.portfolio, context=Context(TODAY, "en"), workshop=held, drafts=drafts)
    told = page[page.index('id="workshop"') : page.index('id="goals"')]
    rows = re.findall(r"<tr.*?</tr>", told)
    assert ["1", "2", "3"] == [re.sub("<.*?>", " ", row).split()[0] for row in rows if "<svg" in row]
    assert "✓" in told
    for draft in drafts:
        assert f'href="#goal-{draft.goal.id}"' in told
        assert str(escape(draft.goal.rationale or "", quote=False))[:20] in told
    assert "“9”, which is not there" in told
    for words in (
        "Equal shares",
        "Totals alone",
        "Everybody",
        "To answer next, for every draft",
        "All ideas, by group",
    ):
        assert words in told
    assert "<script" not in told
    assert "<img" not in told
    names = [attributes["id"] for _, attributes in Elements(page).found if "id" in attributes]
    assert len(set(names)) == len(names)


def test_a_workshop_without_votes_shows_its_ideas() -> None:
    """Before the vote there are groups and ideas, and after a blank one there are no drafts either."""
    held = Workshop.start("Next year", language="sv").write("Vi halverade returerna", id="1").move("group")
    page = to_board(Portfolio(), context=Context(TODAY, "sv"), workshop=held)
    assert "Vi halverade returerna" in page
    assert "Teman efter röster" not in page
    voted = to_board(Portfolio(), context=Context(TODAY, "sv"), workshop=held.vote(Ballot.dots("a", {"1": 1})))
    assert "Teman efter röster" in voted
    assert "Lika andelar" not in voted
    blank = held.vote(Ballot.dots("a", {}))
    assert "Räknade valsedlar" not in to_board(Portfolio(), context=Context(TODAY, "sv"), workshop=blank)


def test_days_are_told_once_with_their_goals() -> None:
    """Goals that end on one day stand together under it."""
    goals = [Goal(f"Reach {number} by 2026-12-31", id=f"g{number}") for number in range(2)]
    page = to_board(Portfolio(goals), context=Context(TODAY, "en"))
    days = page[page.index('id="dates"') :]
    assert 1 == days.count("31 Dec 2026")
    assert {"#goal-g0", "#goal-g1"} <= set(re.findall(r'href="(#[^"]*)"', days))


def test_what_a_review_says_stands_first() -> None:
    """Goals to talk about and what changed lead to their goals, with the reasons; what is gone is only named."""
    context = Context(TODAY, "en")
    before = review(
        Portfolio([Goal("Grow", id="grow", owner="Ada"), Goal("Open <b>two</b> shops", id="gone")]), context=context
    )
    portfolio = Portfolio([Goal("Grow", id="grow", owner="Bo"), Goal("Shrink")])
    found = review(portfolio, context=context, since=before)
    page = to_board(portfolio, context=context, review=found)
    for entry in found.attention:
        for reason in entry.reasons:
            assert escape(reason.message("en"), quote=False).replace("'", "&#39;").replace('"', "&#34;") in page
    assert page.index("What needs attention") < page.index("What changed since last time") < page.index("<article")
    assert 'href="#goal-2"' in page[: page.index("What changed")]
    moved = page[page.index("What changed") : page.index("<article")]
    assert found.since is not None
    assert str(escape(found.since.movements[0].title)) in moved
    assert "<b>" not in moved


def test_the_ways_of_working_stand_on_the_board() -> None:
    """Who reviews, when next, and what was decided and why are there for everybody."""
    process = Process(
        ["Ada"], cadence=Cadence("quarter"), decisions=[Decision("Close <b>B</b>", "2026-01-12", reason="It costs")]
    )
    portfolio, context = Portfolio([Goal("Grow", id="grow")], process=process), Context(TODAY, "en")
    page = to_board(portfolio, context=context, review=review(portfolio, context=context))
    part = page[page.index("How the goals are followed up") :]
    for told in ("Reviewed by Ada.", "Next review: ", "12 January 2026: Close &lt;b&gt;B&lt;/b&gt;. Reason: It costs."):
        assert told in part
    assert "How the goals are followed up" not in to_board(portfolio, context=context)


def test_an_empty_portfolio_has_a_board() -> None:
    """Nothing to show is said, kindly, and nothing fails."""
    page = to_board(Portfolio(), context=Context(TODAY))
    assert "There are no goals yet." in page
    assert '<html lang="en">' in page


def test_the_language_is_that_of_most_goals() -> None:
    """Without being told, the board speaks as its goals do, and each statement bears its own language."""
    goals = ["Öka försäljningen till 10 mkr 2027", "Minska returerna till 5 % 2027", "Grow sales to 10 by 2027"]
    page = to_board(Portfolio([Goal(text) for text in goals]), context=Context(TODAY))
    assert '<html lang="sv">' in page
    assert 1 == page.count('-name" lang="en"')


def test_goals_need_neither_id_nor_number() -> None:
    """Goals without ids get names of their own."""
    assert ["goal-1", "goal-a-b", "goal-a-b-3"] == anchors([None, "a b", "a/b"])
    page = to_board(Portfolio([Goal("Be better"), Goal("Be better")]), context=Context(TODAY))
    assert 'id="goal-1"' in page
    assert 'id="goal-2"' in page


@pytest.mark.parametrize(
    ("policy", "reading", "kind"),
    [
        ("eurostat", 3, "warn"), ("eurostat", 4.9, "good"), ("eurostat", 0.5, "bad"), ("eurostat", 10, "done"),
        (StatusPolicy("own", version="1", bands=[("fine", 0.9), ("talk", 0.7), ("act", None)]), 4.6, "good"),
        (StatusPolicy("own", version="1", bands=[("fine", 0.9), ("talk", 0.7), ("act", None)]), 3.9, "warn"),
        (StatusPolicy("own", version="1", bands=[("fine", 0.9), ("talk", 0.7), ("act", None)]), 1, "bad"),
    ],
)  # fmt: skip
def test_every_policy_has_its_good_and_its_bad(policy: str | StatusPolicy, reading: float, kind: str) -> None:
    """Statuses of one's own are placed by their order."""
    goal = Goal(
        "Grow", baseline=Baseline(Quantity(0)), target=Level(Quantity(10)), horizon=Horizon("2026-01-01", "2026-12-31")
    )
    assert kind == standing(track(goal, Series.of({"2026-07-01": reading}), on="2026-07-02", status=policy))


def test_too_little_to_go_on_is_an_open_question() -> None:
    """A goal without readings is neither good nor bad."""
    assert "open" == standing(track(Goal("Grow"), on=TODAY))


def test_a_range_to_keep_and_a_level_line_are_drawn() -> None:
    """A goal without a way has a picture, and values that never move do no harm."""
    percent = Unit.percent()
    goal = Goal(
        "Keep stock at 4 to 6 %",
        id="a",
        target=Band(Quantity(4, percent), Quantity(6, percent)),
        horizon=Horizon("2026-01-01", "2026-12-31"),
    )
    readings = Series.of([(f"2026-{1 + day // 28:02}-{1 + day % 28:02}", 5) for day in range(100)], percent)
    page = to_board(Portfolio([goal]), context=Context(TODAY, "en"), series={"a": readings})
    line = re.search(r'class="read" d="([^"]*)"', page)
    assert line is not None
    assert 60 == 1 + line[1].count("l")


def test_the_command_writes_a_board(tmp_path: Path) -> None:
    """The page is written, and written again; rows that cannot be used are named."""
    file, rows = tmp_path / "board.html", tmp_path / "m.csv"
    rows.write_text("goal;date;value\nreturgrad;2026-06;21 %\nnothing;2026-06;1\n", encoding="utf-8")
    call = ["board", str(EXAMPLE / "portfolio.sv.toml"), "--measurements", str(rows), "--today", TODAY, "-o"]
    done = CliRunner().invoke(cli, [*call, str(file)])
    assert 0 == done.exit_code, done.output
    assert "'nothing' is no goal here" in done.stderr
    assert '<html lang="sv">' in file.read_text(encoding="utf-8")
    assert 0 == CliRunner().invoke(cli, [*call, str(file)]).exit_code
    assert "<!DOCTYPE html>" in CliRunner().invoke(cli, [*call[:2], "--today", TODAY, "-o", "-"]).stdout


def test_the_command_tells_what_changed(tmp_path: Path) -> None:
    """An earlier review in JSON is compared with today's."""
    known = [str(EXAMPLE / "portfolio.sv.toml"), "--measurements", str(EXAMPLE / "measurements.csv")]
    before = CliRunner().invoke(cli, ["review", *known, "--on", "2026-07-06", "--format", "json"])
    (tmp_path / "before.json").write_text(before.stdout, encoding="utf-8")
    call = ["board", *known, "--today", TODAY, "--since", str(tmp_path / "before.json"), "-o", "-"]
    page = CliRunner().invoke(cli, call).stdout
    assert "Det som behöver uppmärksamhet" in page
    assert "Det som har ändrats sedan sist" in page


def test_the_command_shows_a_workshop(tmp_path: Path) -> None:
    """A record stands on the board of a portfolio, in whichever language, and `workshop --format board` writes one of the drafts."""
    folder = EXAMPLE.parent / "workshop"
    files = [str(folder / "ideer.csv"), "--votes", str(folder / "roster.csv"), "--title", "Mål 2027", "--today", TODAY]
    record = tmp_path / "record.json"
    record.write_text(CliRunner().invoke(cli, ["workshop", *files, "--format", "record"]).stdout, encoding="utf-8")
    terms = ["--budget", "5", "--cap", "2", "--themes", "3"]
    for language, words in {"sv": ("Workshoppen: ", "Lika andelar"), "en": ("The workshop: ", "Equal shares")}.items():
        portfolio = str(EXAMPLE / f"portfolio.{language}.toml")
        call = ["board", portfolio, "--today", TODAY, "--workshop", str(record), *terms, "-o", "-"]
        done = CliRunner().invoke(cli, call)
        assert 0 == done.exit_code, done.output
        for word in (*words, "[slutdatum]"):  # drafts are in the language of the workshop
            assert word in done.stdout
    made = CliRunner().invoke(cli, ["workshop", *files, *terms, "--format", "board"]).stdout
    assert 3 == made.count("<article ")
    assert "Workshoppen: " in made


def test_the_command_needs_a_policy_that_exists(tmp_path: Path) -> None:
    """A slip in the name of a policy is answered with the names there are, and nothing is written."""
    call = ["board", str(EXAMPLE / "portfolio.sv.toml"), "--status", "eurostatt", "-o", str(tmp_path / "b.html")]
    done = CliRunner().invoke(cli, call)
    assert done.exit_code
    assert not (tmp_path / "b.html").exists()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the template library is told what to install."""
    board._template.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match="board"):
        to_board(Portfolio(), context=Context(TODAY))
    board._template.cache_clear()
