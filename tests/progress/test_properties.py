"""What holds for every goal and every series."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smartgoals import Baseline, Goal, Horizon, Level, Measurement, Quantity, Series, Unit, track
from smartgoals import progress as p

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
METRE, KILOMETRE = Unit.physical("meter"), Unit.physical("kilometer")
numbers = st.decimals(-10_000, 10_000, places=2)
days = st.dates(START, END)
readings = st.lists(st.tuples(days, numbers), min_size=1, max_size=12)
policies = st.sampled_from(sorted(p.policies()))
FACTS = (
    "fraction",
    "expected",
    "pace_ratio",
    "gap",
    "lead_days",
    "achieved",
    "status",
    "coverage",
    "stale",
    "value_on",
)


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """A goal with a way to go."""
    start, end = draw(numbers), draw(numbers)
    assume(start != end)
    return Goal(
        "Walk",
        baseline=Baseline(Quantity(start, METRE)),
        target=Level(Quantity(end, METRE)),
        horizon=Horizon(START, END),
    )


def series(pairs: list[tuple[dt.date, Decimal]]) -> Series:
    """A series in metres."""
    return Series.of(pairs, METRE)


@given(goals(), days)
def test_nought_at_the_baseline_and_one_at_the_target(goal: Goal, day: dt.date) -> None:
    """Progress is 0 at the baseline and 1 at the target, where it is achieved."""
    ends = [
        track(goal, Series.of({day: end.magnitude}, METRE), on=day)
        for end in (goal.baseline.quantity, goal.target.quantity)
    ]
    assert [0.0, 1.0] == [found.fraction for found in ends]
    assert [False, True] == [found.achieved for found in ends]


@given(goals(), numbers, numbers)
def test_nearer_the_target_is_further_along(goal: Goal, one: Decimal, other: Decimal) -> None:
    """Progress is monotone towards the target."""
    way = goal.target.quantity.magnitude - goal.baseline.quantity.magnitude
    fractions = [track(goal, Series.of({START: each}, METRE), on=START).fraction for each in (one, other)]
    assert ((other - one) * way >= 0) is (fractions[0] <= fractions[1]) or fractions[0] == pytest.approx(fractions[1])


@given(goals(), readings, days, policies)
def test_a_change_of_unit_changes_nothing(goal: Goal, pairs: list, on: dt.date, policy: str) -> None:
    """The same readings in kilometres give the same progress."""
    in_metres = series(pairs)
    in_kilometres = Series(tuple(attrs.evolve(reading, value=reading.value.to(KILOMETRE)) for reading in in_metres))
    one, other = (track(goal, each, on=on, status=policy) for each in (in_metres, in_kilometres))
    assert [getattr(one, fact) for fact in FACTS] == [getattr(other, fact) for fact in FACTS]


@given(
    goals(),
    st.lists(st.tuples(days, numbers), min_size=1, max_size=8, unique_by=lambda pair: pair[0]),
    days,
    st.randoms(),
)
def test_shuffling_the_readings_changes_nothing(goal: Goal, pairs: list, on: dt.date, random) -> None:
    """Readings come in the order of their days."""
    one, other = (track(goal, series(each), on=on) for each in (pairs, random.sample(pairs, len(pairs))))
    assert one == other


@given(
    goals(),
    readings,
    st.dates(dt.date(2025, 6, 1), dt.date(2027, 6, 1)),
    policies,
    st.sampled_from(sorted(p.MISSING_DATA)),
)
def test_every_day_has_a_status(goal: Goal, pairs: list, on: dt.date, policy: str, missing: str) -> None:
    """Before the first reading, at the deadline and after it: there is always exactly one status, and words for it."""
    found = track(goal, series(pairs), on=on, status=policy, missing=missing)
    names = {band.name for band in found.policy.bands} | {state.value for state in p.State} | {found.policy.achieved}
    assert found.status in names
    assert found.to_text("sv")
    assert all(reading <= on.toordinal() for reading in found.history.days)
    if on < min(day for day, _ in pairs):
        assert "no_data" == found.status


@given(goals(), readings, numbers)
def test_what_comes_later_changes_nothing_earlier(goal: Goal, pairs: list, number: Decimal) -> None:
    """A reading of the future leaves progress on a day as it was, but for being counted."""
    on = dt.date(2026, 6, 1)
    one = track(goal, series(pairs), on=on)
    more = Series((*series(pairs), Measurement(dt.date(2026, 12, 31), Quantity(number, METRE))))
    other = track(goal, more, on=on)
    assert [getattr(one, fact) for fact in FACTS] == [getattr(other, fact) for fact in FACTS]


@given(goals(), readings)
def test_the_deadline_is_not_yet_over(goal: Goal, pairs: list) -> None:
    """On the last day a goal may still be met; only the day after is it missed."""
    assert "missed" != track(goal, series(pairs), on=END).status
    after = track(goal, series(pairs), on=END + dt.timedelta(days=1))
    assert after.status == ("achieved" if after.achieved else "missed")
