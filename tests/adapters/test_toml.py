"""Portfolios from TOML: everything a portfolio can hold, and every slip named at once."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from smartgoals.adapters.csv import read_measurements
from smartgoals.adapters.toml import read_portfolio
from smartgoals.assessment import assess, assess_portfolio
from smartgoals.errors import DocumentError
from smartgoals.model import (
    Band,
    Baseline,
    Bounds,
    Cadence,
    Change,
    Context,
    FiscalCalendar,
    Habit,
    Horizon,
    Level,
    Milestone,
    Milestones,
    Multiple,
    Period,
    Portfolio,
    Quantity,
    Role,
    Term,
    Unit,
)
from smartgoals.rules import Severity

EXAMPLE = Path(__file__).parents[2] / "examples" / "portfolio"
PERCENT = Unit.percent()


def goal(text: str, **options: object) -> object:
    """The one goal of a portfolio, from the lines after its statement."""
    return read_portfolio(f'[[goals]]\nstatement = "x"\n{text}', **options).goals[0]  # type: ignore[arg-type]


def problems(text: str) -> tuple[str, ...]:
    """What is wrong with a document."""
    with pytest.raises(DocumentError) as caught:
        read_portfolio(text, path="p.toml")
    assert "p.toml" == caught.value.path
    return tuple(re.sub(r", line \d+ column \d+$", "", problem) for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("target = 6\nmetric.name = 'm'\nmetric.unit = 'percent'", Level(Quantity(6, PERCENT))),
        ("target = { level = 6.5, unit = 'hour', bound = 'at_most', commit = 8 }", Level(Quantity("6.5", Unit.physical("hour")), "at_most", commit=Quantity(8, Unit.physical("hour")))),
        ("target = { level = { value = '6', unit = 'SEK' } }", Level(Quantity(6, Unit.currency("SEK")))),
        ("target = { change = -20, unit = 'percent' }", Change(Quantity(-20, PERCENT))),
        ("target = { multiple = 2 }", Multiple(2)),
        ("target = { low = 2, high = 3 }", Band(Quantity(2), Quantity(3))),
        ("target = { milestones = ['a', { name = 'b', weight = 2, done_on = 2026-05-18 }] }", Milestones(["a", Milestone("b", 2, "2026-05-18")])),
        ("target = { habit = 3, per = 'week', unit = 'visits' }", Habit(Quantity(3, Unit.count("visits")), Cadence("week"))),
    ],
)  # fmt: skip
def test_each_kind_of_target_is_told_by_its_keys(text: str, target: object) -> None:
    """Amounts are numbers in the unit of the target or the metric, or tables of their own."""
    assert target == goal(text).target  # type: ignore[attr-defined]


def test_what_belongs_to_a_goal_is_read() -> None:
    """Baselines, horizons, metrics and the rest, in their short and their long forms."""
    read = goal(
        """
        metric = { name = "m", unit = "percent", kind = "ratio", bounds = [0, 100], cadence = { every = "week", interval = 2 } }
        baseline = { value = 9.5, period = "2025-Q4" }
        horizon = { start = "2026", end = "2026-06", checkpoints = [2026-03-31] }
        accepted_by = ["Bo", { by = "Ada", on = "2026-01-02" }]
        tags = ["a", "b", "a"]
        filed_under = "short"
        waivers = [{ code = "S201", reason = "agreed" }]
        budget = { value = 5, unit = "SEK" }
        activities = ["do it"]
        """
    )
    assert Bounds(Quantity(0, PERCENT), Quantity(100, PERCENT)) == read.metric.bounds  # type: ignore[attr-defined]
    assert Cadence("week", 2) == read.metric.cadence  # type: ignore[attr-defined]
    assert Baseline(Quantity("9.5", PERCENT), Period("2025-Q4")) == read.baseline  # type: ignore[attr-defined]
    assert Horizon("2026-01-01", "2026-06-30", ["2026-03-31"]) == read.horizon  # type: ignore[attr-defined]
    assert (frozenset("ab"), Term.SHORT) == (read.tags, read.filed_under)  # type: ignore[attr-defined]
    assert [None, dt.date(2026, 1, 2)] == [each.on for each in read.accepted_by]  # type: ignore[attr-defined]
    assert Baseline.unknown() == goal("baseline = 'unknown'").baseline  # type: ignore[attr-defined]
    assert Baseline(Quantity(3)) == goal("baseline = 3").baseline  # type: ignore[attr-defined]
    assert Baseline(None, Period("2025")) == goal("metric = 'm'\nbaseline = { period = '2025' }").baseline  # type: ignore[attr-defined]
    assert Baseline(Quantity(3, PERCENT)) == goal("baseline = { value = 3, unit = 'percent' }").baseline  # type: ignore[attr-defined]


def test_what_belongs_to_a_portfolio_is_read() -> None:
    """Names are enough where names are all there is to say."""
    portfolio = read_portfolio(
        """
        schema = "smartgoals/portfolio/1"
        areas = ["Web"]
        process = { reviewers = ["Ada"], minutes = 60, roles = ["lead", { name = "scribe", holder = "Bo" }] }
        objectives = [{ id = "o", name = "Margin", metric = "margin", target = 5 }]
        goals = [{ id = "g", statement = "x", area = "Web", supports = ["o"] }]
        weights = { g = 2.5 }
        """
    )
    assert portfolio.process is not None
    assert (Role("lead"), Role("scribe", "Bo")) == portfolio.process.roles
    assert Decimal("2.5") == portfolio.weight("g")
    assert Level(Quantity(5)) == portfolio.objective("o").target
    assert Portfolio() == read_portfolio("")


def test_what_a_goal_leaves_unsaid_is_read_from_its_statement() -> None:
    """With a context, and only what goes with the rest; without one, nothing is read."""
    text = '[[goals]]\nstatement = "Cut the return rate from 9 % in FY2025 to 6 % by June 2027"\nmetric = { name = "m", unit = "SEK" }\nbaseline.period = "FY2026-Q1"\n'
    context = Context("2026-01-15", "en", FiscalCalendar(5))
    read = read_portfolio(text, context=context).goals[0]
    assert (None, Horizon(None, "2027-06-30").end) == (read.target, read.horizon and read.horizon.end)
    assert Period("FY2026-Q1", FiscalCalendar(5)) == (read.baseline and read.baseline.period)
    assert None is read_portfolio(text).goals[0].horizon


def test_every_slip_is_named_at_once() -> None:
    """Each has its path, what is wrong, and the word that may have been meant."""
    expected = {
        "'x' is not read here; write 'smartgoals/portfolio/1' @ schema",
        "'statement' is missing; say it @ goals[0].statement",
        "'ratioo' is no metric kind; did you mean 'ratio' @ goals[0].metric.kind",
        "Bounds.high: '1 %' is below the lower bound 5 %; give bounds that rise @ goals[0].metric.bounds",
        "Quantity.magnitude: 'x' is no number; give a finite int, float, Decimal or a text such as '12.5' @ goals[0].target.level",
        "Horizon.end: '2026-01-31' is before the start 2026-05-01; give an end on or after the start @ goals[0].horizon",
        "'shrt' is no term; did you mean 'short' @ goals[0].filed_under",
        "5 is no term; give one of short, medium, long @ goals[2].filed_under",
        "'x' is no list; write it in brackets, even a single one @ goals[0].tags",
        "unknown key 'statment'; did you mean 'statement' @ goals[0].statment",
        "Cadence.every: 'monthly' is no unit of time; give one of day, week, month, quarter, year @ goals[1].metric.cadence",
        "it does not say what kind of target it is; did you mean 'multiple' @ goals[1].target",
        "'soon' is no date; write it as 2026-06-30 @ goals[1].horizon.end",
        "'reason' is missing; say it @ goals[1].waivers[0].reason",
        "'id' is missing; say it @ objectives[0].id",
        "it does not say what kind of target it is; use one of level, change, multiple, low, high, milestones, habit @ objectives[0].target",
        "5 is no text; put it in quotes @ areas[0].name",
        "'o' is no list; write it in brackets, even a single one @ areas[0].objectives",
        "unknown key 'colour'; the keys here are goals, name, objectives, areas, activities, weights, process @ colour",
        "'an hour' is no whole number @ process.minutes",
        "{'valeu': 5} is no amount; give value and unit, and nothing else @ goals[2].budget",
        "datetime.datetime(2026, 1, 1, 0, 0) is no date; write it as 2026-06-30 @ goals[2].horizon.end",
        "5 is no table; give its fields by name @ goals[2].metric",
        "7 is no table; give its fields by name @ activities[0]",
    }  # fmt: skip
    text = """
schema = "x"
colour = 1
process.minutes = "an hour"
activities = [7]
areas = [{ name = 5, objectives = "o" }]
objectives = [{ name = "Margin", target = {} }]
[[goals]]
statment = "x"
filed_under = "shrt"
target = { level = "x" }
metric = { name = "a", unit = "percent", kind = "ratioo", bounds = [5, 1] }
horizon = { start = "2026-05", end = "2026-01" }
tags = "x"
[[goals]]
statement = "a"
horizon = { end = "soon" }
metric = { name = "a", cadence = "monthly" }
waivers = [{ code = "A" }]
target = { mulitple = 5 }
[[goals]]
statement = "b"
filed_under = 5
budget = { valeu = 5 }
horizon = { end = 2026-01-01T00:00:00 }
metric = 5
"""
    assert expected == set(problems(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("goals = [", ("this is no TOML: Invalid value (at end of document)",)),
        ("name = ''", ("Portfolio.name: '' is empty; write what it is, or leave it out if it may be left out @ the document",)),
        ("weights = { g = 1 }", ("Portfolio.weights: 'g' is the id of nothing here; weigh what is in this portfolio only @ weights",)),
        ("goals = [{ statement = 'x', id = 'a' }, { statement = 'y', id = 'a' }]", ("Portfolio.goals: 'a' is the id of both goals[0] and goals[1]; give each its own id @ the document",)),
        ("goals = [{ statement = 'x', supports = ['margn'] }]\nobjectives = [{ id = 'margin', name = 'M' }]", ("'margn' is no objective or goal here; did you mean 'margin'? @ goals[0].supports[0]",)),
        ("goals = [{ statement = 'x', budget = true }]", ("Quantity.magnitude: True is a truth value, not a number; give a finite int, float, Decimal or a text such as '12.5' @ goals[0].budget",)),
        ("goals = 5", ("5 is no list; write it in brackets, even a single one @ goals",)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_whole_is_named(text: str, expected: tuple[str, ...]) -> None:
    """Broken TOML, doubled ids, weights and links of nothing."""
    assert expected == problems(text)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_example_is_sound(language: str) -> None:
    """Fourteen goals that are measured and judged: nothing of weight is missing but what the story needs."""
    context = Context("2026-10-05", language)
    text = (EXAMPLE / f"portfolio.{language}.toml").read_text(encoding="utf-8")
    portfolio = read_portfolio(text, context=context)
    assert (14, (), ()) == (len(portfolio), portfolio.loose_ends, portfolio.circles)
    found = {
        (goal.id, finding.code)
        for goal in portfolio
        for finding in assess(goal, context=context, portfolio=portfolio).findings
        if finding.severity is not Severity.HINT
    }
    assert found <= {("ny-plattform", "M101"), ("laddtid", "A104")}  # a month from its end, read once a month
    assert [] == [f.message() for f in assess_portfolio(portfolio, context=context) if f.code.startswith("P6")]


def test_the_twins_are_the_same_portfolio() -> None:
    """The Swedish and the English example differ in words only."""
    one, other = (
        read_portfolio(
            (EXAMPLE / f"portfolio.{language}.toml").read_text(encoding="utf-8"),
            context=Context("2026-10-05", language),
        )
        for language in ("sv", "en")
    )
    assert [g.id for g in one] == [g.id for g in other]
    for ours, theirs in zip(one, other, strict=True):
        assert (ours.horizon, ours.supports) == (theirs.horizon, theirs.supports)
        assert str(ours.baseline).replace("kunder", "customers") == str(theirs.baseline)


def test_the_measurements_of_the_example_tell_a_story() -> None:
    """Gaps, late readings, an estimate, one that went silent, one that was reached and lost, one with a season."""
    context = Context("2026-12-31", "sv")
    portfolio = read_portfolio((EXAMPLE / "portfolio.sv.toml").read_text(encoding="utf-8"), context=context)
    text = (EXAMPLE / "measurements.csv").read_text(encoding="utf-8")
    series = read_measurements(text, portfolio=portfolio).series
    assert {goal.id for goal in portfolio} - {"ny-plattform"} == set(series)
    assert 24 == len(series["webbforsaljning"])
    assert dt.date(2026, 5, 31) == (series["svarstid"].last and series["svarstid"].last.on)
    assert 20 == len(series["aterkop"])
    late = [reading for each in series.values() for reading in each if reading.note == "kom in i efterhand"]
    assert 3 == len(late)
    assert series["webbforsaljning"].last is not None
    assert series["webbforsaljning"].last.estimated
    on_time = [reading.value.magnitude for reading in series["leveransprecision"]]
    assert max(on_time) >= 96 > on_time[-1]
    sales = [reading.value.magnitude for reading in series["webbforsaljning"]]
    assert sales[10] > 1.5 * float(sales[0])  # type: ignore[operator]  # a decimal and a float compare
