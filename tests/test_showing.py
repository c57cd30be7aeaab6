"""Every result shows itself in a notebook: as HTML and as Markdown, safe, and without loading anything heavy."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from smartgoals import (
    Ballot,
    Baseline,
    Context,
    Goal,
    Horizon,
    Level,
    Measurement,
    Metric,
    Objective,
    Portfolio,
    Quantity,
    RuleSet,
    Schedule,
    Series,
    Unit,
    Workshop,
    assess,
    improve,
    parse,
    read_document,
    review,
    track,
)
from smartgoals.model.showing import goal_page, portfolio_page, schedule_page, series_page
from smartgoals.reviewing import Overview

CONTEXT = Context("2026-01-15", "sv")
HOSTILE = "<script>alert(1)</script> *b* | \"q\" 'q' \u202eevil x"
PERCENT = Unit.percent()
GOAL = Goal(
    f"Minska returgraden från 9,5 % till 6 % {HOSTILE}",
    id="retur",
    owner=HOSTILE,
    area="Butik",
    metric=Metric("returgrad", PERCENT),
    baseline=Baseline(Quantity("9.5", PERCENT)),
    target=Level(Quantity(6, PERCENT)),
    horizon=Horizon("2025-12-31", "2026-06-30"),
    supports=["margin"],
    means=["mäta plagg"],
    tags={"b", "a"},
)
READINGS = Series((Measurement("2026-01-10", Quantity(9, PERCENT), estimated=True, note=HOSTILE),), name="retur")
PORTFOLIO = Portfolio([GOAL], name=HOSTILE, objectives=[Objective("margin", "Högre marginal")])
WORKSHOP = (
    Workshop.start(HOSTILE, language="en")
    .write(HOSTILE, id="1")
    .write("We halved the returns", id="2")
    .move("vote")
    .vote(Ballot.dots("a", {"1": 2, "2": 1}))
)
RESULTS: dict[str, Any] = {
    "goal": GOAL,
    "statement": parse(GOAL.statement, context=CONTEXT),
    "document": read_document(f"- {GOAL.statement}\n- Öka försäljningen till 10 mkr 2027\n", context=CONTEXT),
    "assessment": assess(GOAL, context=CONTEXT),
    "improvement": improve(Goal(f"Öka försäljningen {HOSTILE}"), context=CONTEXT),
    "progress": track(GOAL, READINGS, on="2026-01-15"),
    "series": READINGS,
    "portfolio": PORTFOLIO,
    "schedule": Schedule.of(PORTFOLIO, start="2026-01-01", end="2026-12-31"),
    "review": review(PORTFOLIO, context=CONTEXT, series={"retur": READINGS}),
    "rules": RuleSet.builtin(),
    "workshop": WORKSHOP,
    "grouping": WORKSHOP.propose(),
    "tally": WORKSHOP.tally(),
    "selection": WORKSHOP.tally().select(2),
    "drafts": WORKSHOP.drafts(2, context=CONTEXT),
    "map": PORTFOLIO.map(),
    "overview": Overview([review(PORTFOLIO, context=CONTEXT)]),
}
BARE = {"rules", "grouping", "tally", "selection"}
"""Results that hold no text of anybody's; cards are told by their ids."""
each_result = pytest.mark.parametrize("name", list(RESULTS))


class Balance(HTMLParser):
    """Which elements are open, and every attribute seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


@each_result
def test_it_shows_itself_as_sound_html(name: str) -> None:
    """Every element is closed, nothing hostile is obeyed, and nothing is left out for want of a method."""
    shown = RESULTS[name]._repr_html_()
    found = Balance(shown)
    assert [] == found.open
    assert "script" not in found.tags
    if name not in BARE:
        assert "&lt;script&gt;" in shown
        assert shown.count("\u202e") == shown.count("\u202c")


@each_result
def test_it_shows_itself_as_markdown(name: str) -> None:
    """Where HTML cannot be shown, Markdown does, with hostile signs escaped."""
    shown = RESULTS[name]._repr_markdown_()
    assert shown.strip()
    assert "<script>" not in shown


@each_result
def test_it_speaks_the_language_that_is_asked_for(name: str) -> None:
    """`to_html()` and `to_markdown()` take a language where the result is not in one of its own."""
    result = RESULTS[name]
    if name in {"statement", "document"}:
        return
    assert '<div lang="sv">' in result.to_html("sv")
    assert result.to_html("sv") != result.to_html("en")
    assert result.to_markdown("sv") != result.to_markdown("en")


@pytest.mark.parametrize("name", ["goal", "assessment", "progress", "portfolio", "rules", "statement"])
def test_it_says_which_language_it_is_in(name: str) -> None:
    """Those who are read to hear the right voice."""
    expected = "sv" if name in {"assessment", "statement"} else "en"
    assert f'<div lang="{expected}">' in RESULTS[name]._repr_html_()


def test_parts_of_a_statement_are_named_in_its_language() -> None:
    """A Swedish sentence has Swedish labels and numbers, an English one English."""
    swedish = parse("Minska returgraden från 9,5 % 2025 till 6 % i juni 2027", context=CONTEXT)._repr_html_()
    for word in ("riktning", "minska", "nuläge", "9,5", "slutdatum", "en nivå", ">procent<"):
        assert word in swedish
    english = parse("Cut returns from 9.5 % to 6 % by June 2027", context=Context("2026-01-15"))._repr_html_()
    for word in ("direction", "decrease", "9.5", "deadline", "a level"):
        assert word in english


def test_values_show_themselves_in_the_language_that_is_asked_for() -> None:
    """Words and decimal marks follow; a language without words is answered in English."""
    assert "9,5 %" in GOAL.to_markdown("sv")
    assert "nuläge" in GOAL.to_html("sv")
    assert "9.5 %" in GOAL.to_html()
    assert goal_page(GOAL, "xx") == goal_page(GOAL)
    assert "genomgång" in schedule_page(RESULTS["schedule"], "sv").to_markdown()
    assert "uppskattat" in READINGS.to_html("sv")
    assert READINGS.to_markdown() == series_page(READINGS).to_markdown()
    assert RESULTS["schedule"].to_markdown().startswith("### ")


def test_little_is_shown_as_little() -> None:
    """A goal of which nothing is said, no readings, no goals."""
    assert '<div lang="en">\n<blockquote>Grow</blockquote>\n</div>' == Goal("Grow").to_html()
    unknown = Goal("Grow", baseline=Baseline.unknown())
    assert "unknown" in unknown.to_html()
    for page in (
        series_page(Series()),
        portfolio_page(Portfolio()),
        schedule_page(Schedule("2026-01-01", "2026-01-02")),
    ):
        assert "Nothing is in it yet." in page.to_html()


def test_long_series_are_cut_and_say_so() -> None:
    """The latest two dozen readings are shown, and how many there are before them."""
    long = Series.of([(f"2026-{1 + day // 28:02}-{1 + day % 28:02}", day) for day in range(60)])
    shown = long.to_html()
    assert "… and 36 more" in shown
    assert 24 == shown.count("<tr><td")


def test_a_portfolio_names_its_loose_ends() -> None:
    """Names that name nothing stand below the goals."""
    assert "margn" in Portfolio([Goal("Grow", supports=["margn"])])._repr_html_()


def test_a_verdict_has_a_sign_and_a_word() -> None:
    """No meaning by colour alone."""
    shown = RESULTS["assessment"]._repr_html_()
    assert "● uppfyllt" in shown
    assert "color" not in shown
