"""Whatever comes in: an error that names its place, or an answer that holds together."""

from __future__ import annotations

import datetime as dt
import math
import re
from contextlib import suppress
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Band,
    Baseline,
    Change,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Multiple,
    Quantity,
    Series,
    Unit,
    track,
)
from smartgoals import progress as p
from smartgoals.errors import InvalidValueError
from smartgoals.model import Bounds, Cadence, Window

PERCENT = Unit.percent()
SHARES = (
    "fraction",
    "expected",
    "pace_ratio",
    "gap",
    "lead_days",
    "expected_value",
    "required_per_day",
    "pace_per_day",
    "best_per_day",
    "measured",
)
KINDS = ["level", "cumulative", "ratio"]
DIRECTIONS = [None, "increase", "decrease", "maintain"]
WINDOWS = [None, None, Window("rolling", Cadence("day", 30)), Window("calendar", Cadence("month"))]
AGGREGATIONS = ["last", "sum", "mean", "max", "min"]
numbers = (
    st.decimals(-10_000, 10_000, places=2)
    | st.floats(-1e12, 1e12)
    | st.sampled_from([0, 1e-300, 1e99, Decimal("1E+400")])
)
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1))
amounts = st.builds(Quantity, numbers, st.just(PERCENT))


@st.composite
def targets(draw: st.DrawFn) -> Level | Change | Multiple | Band | Habit | None:
    """A target of any kind that is measured in percent."""
    one, other = draw(amounts), draw(amounts)
    kinds = [
        Level(one, draw(st.sampled_from(["exactly", "at_least", "at_most"]))),
        Change(Quantity(one.magnitude, Unit.percentage_point())),
        Change(one),
        Multiple(draw(st.sampled_from(["0.5", "1", "2"]))),
        Band(min(one, other), max(one, other)),
        Habit(one, Cadence("week")),
        None,
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """A goal that may lack anything."""
    metric = None
    if draw(st.booleans()):
        metric = Metric(
            "share",
            PERCENT,
            kind=draw(st.sampled_from(KINDS)),
            direction=draw(st.sampled_from(DIRECTIONS)),
            aggregation=draw(st.sampled_from(AGGREGATIONS)),
            window=draw(st.sampled_from(WINDOWS)),
            bounds=draw(st.sampled_from([None, Bounds(Quantity(0, PERCENT), Quantity(100, PERCENT))])),
        )
    start, end = sorted([draw(days), draw(days)])
    return Goal(
        "Share",
        metric=metric,
        baseline=draw(st.sampled_from([None, Baseline.unknown()]) | st.builds(Baseline, amounts)),
        target=draw(targets()),
        horizon=draw(st.sampled_from([None, Horizon(start, end), Horizon(None, end)])),
    )


@given(
    goals(),
    st.lists(st.tuples(days, numbers), max_size=10),
    days,
    st.sampled_from(sorted(p.policies())),
    st.sampled_from(sorted(p.MISSING_DATA)),
    st.sampled_from(["auto", "auto", *p.METHODS]),
)
def test_an_answer_holds_together(goal: Goal, pairs: list, on: dt.date, policy: str, missing: str, method: str) -> None:
    """Numbers are finite, shares are shares, intervals are in order, and chances agree with them and each other."""
    series = Series.of(pairs, PERCENT)
    with suppress(InvalidValueError):  # an amount too large, or ratios without their parts
        found = track(goal, series, on=on, status=policy, missing=missing, method=method)
        assert all(math.isfinite(getattr(found, name) or 0.0) for name in SHARES)
        assert all(0 <= (getattr(found, name) or 0.0) <= 1 for name in ("coverage", "share_kept", "fraction_clamped"))
        assert found.explain("sv")
        assert found.to_text()
        ahead = found.forecast
        if ahead is None or ahead.value is None:
            return
        if ahead.low is not None:
            assert ahead.low <= ahead.value <= ahead.high
            assert all(map(math.isfinite, (ahead.low, ahead.value, ahead.high)))
        if ahead.probability is not None:
            assert 0 <= ahead.probability <= 1
        if ahead.probability_by is not None:
            assert ahead.probability <= ahead.probability_by <= 1
        dates = [day for day in (ahead.date_low, ahead.date, ahead.date_high) if day is not None]
        assert sorted(dates) == dates


@given(st.lists(st.tuples(days, st.integers(0, 100)), min_size=2, max_size=10), st.integers(-50, 150), st.booleans())
def test_chance_and_interval_stay_within_the_bounds_of_the_metric(pairs: list, aim: int, rising: bool) -> None:
    """What cannot be has no chance, what must be is certain, and no end of the interval lies beyond the bounds."""
    bounds = Bounds(Quantity(0, PERCENT), Quantity(100, PERCENT))
    direction = "increase" if rising else "decrease"
    goal = Goal(
        "Share",
        metric=Metric("share", PERCENT, direction=direction, bounds=bounds),
        target=Level(Quantity(aim, PERCENT)),
        horizon=Horizon("2024-01-01", "2029-12-31"),
    )
    ahead = track(goal, Series.of(pairs, PERCENT), on="2028-01-01").forecast
    if ahead.value is None:
        return
    assert 0 <= ahead.low <= ahead.value <= ahead.high <= 100
    if aim > 100 or aim < 0:
        assert float((aim < 0) is rising) == ahead.probability == ahead.probability_by
        assert ahead.probability == 1 or ahead.date is None


def test_bounds_in_no_comparable_unit_bound_nothing() -> None:
    """A goal whose target is in another unit than the bounds of its metric is forecast all the same."""
    customer = Unit.count("customer")
    metric = Metric("customers", bounds=Bounds(Quantity(0, PERCENT), Quantity(1, PERCENT)))
    goal = Goal("Win", metric=metric, target=Level(Quantity(9, customer)), horizon=Horizon("2025-01-01", "2026-12-31"))
    readings = Series.of({"2026-01-31": 3, "2026-02-28": 4, "2026-03-31": 5}, customer)
    assert 4 < track(goal, readings, on="2026-04-01").forecast.value


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (float("nan"), "Series.reading of 2026-02-01: 'NaN' is not finite"),
        (None, "Series.reading of 2026-02-01: None is no number"),
        ("1E+400", "Series.reading of 2026-02-01: 1E+400 is too large"),
        (1e200, "Series.reading of 2026-02-01: 1e+200 is beyond 1e100; give it in a larger unit"),
    ],
)
def test_a_reading_that_cannot_be_used_is_named_by_its_day(number: float, problem: str) -> None:
    """The error says which reading it is, and what to do."""
    goal = Goal("Share", target=Level(Quantity(5, PERCENT)), horizon=Horizon("2026-01-01", "2026-12-31"))
    with pytest.raises(InvalidValueError, match=re.escape(problem)):
        track(goal, Series.of({"2026-01-01": 1, "2026-02-01": number}, PERCENT), on="2026-06-01")


@pytest.mark.parametrize("field", ["target", "baseline"])
def test_a_goal_too_large_for_arithmetic_is_refused(field: str) -> None:
    """The field is named."""
    kinds = {"target": Level(Quantity("1E+400")), "baseline": Baseline(Quantity("1E+400"))}
    goal = attrs.evolve(Goal("Grow", target=Level(Quantity(5))), **{field: kinds[field]})
    with pytest.raises(InvalidValueError, match=rf"Goal.{field}: 1E\+400 is too large"):
        track(goal, Series.of({"2026-01-01": 1}), on="2026-06-01")


def test_a_unit_that_is_none_is_not_the_fault_of_a_reading() -> None:
    """The error names the unit."""
    with pytest.raises(InvalidValueError, match=r"Quantity\.unit"):
        Series.of({"2026-01-01": 1}, "percent")


def test_forecasts_take_any_iterable_of_real_numbers() -> None:
    """Generators and the numbers of other libraries are as good as lists of floats."""
    from fractions import Fraction

    expected = p.forecast([1, 2, 3], [2.0, 3.0, 5.0], at=4, target=6)
    assert expected == p.forecast(iter([1, 2, 3]), map(Fraction, (2, 3, 5)), at=Fraction(4), target=Decimal(6))
