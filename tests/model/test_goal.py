"""Goals, their versions, and goals together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smartgoals.model import (
    Band,
    Baseline,
    Cadence,
    Change,
    Changed,
    Goal,
    Habit,
    Horizon,
    Level,
    Measurement,
    Metric,
    Multiple,
    Portfolio,
    Quantity,
    Series,
    Unit,
)


def q(number: int) -> Quantity:
    """So many of nothing in particular."""
    return Quantity(number)


BASE = {
    "metric": Metric("m", direction="increase"),
    "baseline": Baseline(q(10)),
    "target": Level(q(20)),
    "horizon": Horizon(None, "2026-06-30"),
}


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ({}, {"owner": "Ada"}, "unchanged"),
        ({}, {"target": Level(q(30))}, "harder"),
        ({}, {"target": Level(q(15))}, "easier"),
        ({}, {"horizon": Horizon(None, "2026-05-31")}, "harder"),
        ({}, {"horizon": Horizon(None, "2026-07-31")}, "easier"),
        ({}, {"horizon": None}, "unclear"),
        ({}, {"target": None}, "unclear"),
        ({}, {"baseline": Baseline(q(5))}, "unclear"),
        ({}, {"target": Level(q(30)), "horizon": Horizon(None, "2026-07-31")}, "unclear"),
        ({}, {"metric": Metric("n")}, "different_metric"),
        ({}, {"metric": Metric("m", direction="decrease")}, "unclear"),
        ({}, {"metric": Metric("m", direction="increase", source="s")}, "unchanged"),
        ({}, {"target": Level(q(5))}, "easier"),
        ({"target": Change(q(5))}, {"target": Change(q(8))}, "harder"),
        ({"target": Change(q(5))}, {"target": Change(q(-5))}, "unclear"),
        ({"target": Change(q(5), "at_most")}, {"target": Change(q(8), "at_most")}, "easier"),
        ({"target": Band(q(10), q(20))}, {"target": Band(q(12), q(18))}, "harder"),
        ({"target": Band(q(10), q(20))}, {"target": Band(q(5), q(25))}, "easier"),
        ({"target": Band(q(10), q(20))}, {"target": Band(q(15), q(25))}, "unclear"),
        ({"target": Band(q(10), q(20))}, {"target": Level(q(15))}, "unclear"),
        ({"target": Habit(q(1), Cadence("day"))}, {"target": Habit(q(1), Cadence("week"))}, "unclear"),
        ({"target": Habit(q(1), Cadence("day"))}, {"target": Habit(q(2), Cadence("day"))}, "harder"),
        ({"target": Multiple(2)}, {"target": Multiple(3)}, "harder"),
        ({"target": Level(q(20), "at_most")}, {"target": Level(q(15), "at_most")}, "harder"),
        ({"metric": None}, {"target": Level(q(30))}, "harder"),
        ({"metric": None, "baseline": None}, {"target": Level(q(30))}, "unclear"),
    ],
)
def test_what_a_change_means(before: dict[str, object], after: dict[str, object], verdict: str) -> None:
    """Further or sooner is harder, and what cannot be told is unclear."""
    old = Goal("x", **(BASE | before))
    assert verdict == Goal("x", **(BASE | before | after)).diff(old).verdict


def test_revisions_are_kept_flat() -> None:
    """Each version before is kept once, and never holds versions of its own."""
    goal = Goal("x", owner="a")
    for number in range(1, 300):
        goal = goal.revise(reason="a new owner", on="2026-03-01", owner=str(number))
    assert list(range(1, 300)) == [revision.number for revision in goal.revisions]
    assert {()} == {revision.previous.revisions for revision in goal.revisions}
    assert goal == eval(repr(goal), vars(__import__("smartgoals.model", fromlist=["*"])))
    assert (Changed("owner", "a", "299"),) == goal.diff(goal.revisions[0].previous).changes


def test_units_that_go_together_are_accepted() -> None:
    """Points change a share, and physical units may differ."""
    km, m = Unit.physical("km"), Unit.physical("m")
    Goal("x", baseline=Baseline(Quantity(5, Unit.percent())), target=Change(Quantity(1, Unit.percentage_point())))
    Goal("x", metric=Metric("d", km), baseline=Baseline(Quantity(5, km)), target=Change(Quantity(5, m)))
    assert "x" == str(Goal("x", baseline=Baseline(Quantity(5, km)), target=Level(Quantity(5, m))))


def test_a_series_is_in_order() -> None:
    """Readings are sorted by day, and those of a day keep their order."""
    readings = [
        Measurement("2026-02-01", q(1)),
        Measurement("2026-01-01", q(2), estimated=True),
        Measurement("2026-02-01", q(3)),
    ]
    series = Series(readings)
    assert [2, 1, 3] == [reading.value.magnitude for reading in series]
    assert (3, q(2), q(3)) == (len(series), series.first.value, series.last.value)
    assert (readings[1],) == series.until(dt.date(2026, 1, 31)).measurements
    assert (None, None, readings[0]) == (Series().first, Series().last, series[1])
    assert "2026-01-01: 2 (estimated)" == str(series[0])


def test_a_portfolio_gives_new_portfolios() -> None:
    """Goals are added, removed and replaced in a new value."""
    one, two = Goal("x", id="a"), Goal("y", id="b")
    portfolio = Portfolio([one], areas=["shop"], weights={"a": 2}).add(two)
    assert (2, [one, two], one) == (len(portfolio), list(portfolio), portfolio["a"])
    assert (Decimal(2), Decimal(1)) == (portfolio.weight(one), portfolio.weight(two))
    assert [True, True, False] == ["a" in portfolio, two in portfolio, "c" in portfolio]
    assert Portfolio([two], areas=["shop"]) == portfolio.remove("a")
    assert "z" == portfolio.replace(Goal("z", id="a"))["a"].statement
    for change in (lambda: portfolio.remove("c"), lambda: portfolio.replace(Goal("q"))):
        with pytest.raises(KeyError):
            change()


def test_texts_stand_for_simple_values() -> None:
    """A text is a name where only a name is needed."""
    goal = Goal("x", accepted_by=["Ada"], activities=["build"])
    assert ("Ada", "build") == (goal.accepted_by[0].by, goal.activities[0].name)


def test_a_goal_is_completed_only_where_it_is_silent() -> None:
    """What is said stays, what fits is taken over, and what does not go with the rest is left out."""
    sek = Unit.currency("SEK")
    said = Goal("x", metric=Metric("m", sek), owner="Ada")
    other = Goal("y", owner="Bo", area="Shop", baseline=Baseline(Quantity(3, Unit.percent())), rationale="why")
    assert said is said.completed(other, ["owner"])
    assert Goal("x", metric=Metric("m", sek), owner="Ada", area="Shop") == said.completed(other, ["area", "baseline"])
