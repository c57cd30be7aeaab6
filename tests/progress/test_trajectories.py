"""Trajectories: where a goal should be by now."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError, MissingExtraError

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
ROAD = p.Road(START.toordinal(), END.toordinal(), 100.0, 200.0)
SHAPES = [
    p.Linear(),
    p.Linear(day_count="inclusive"),
    p.Compound(),
    p.Workdays(),
    p.Profile((1, 0, 2, 4)),
    p.Piecewise([("2026-01-01", 100), ("2026-06-30", 120), ("2026-12-31", 200)]),
    p.Step([("2026-03-01", 120), ("2026-09-01", 200)]),
    p.Phased([("2026-03-31", 10), ("2026-12-31", 90)]),
]
shape = pytest.mark.parametrize("trajectory", SHAPES, ids=lambda each: each.name)


@shape
def test_a_trajectory_ends_at_the_target(trajectory: p.Trajectory) -> None:
    """All of the way is expected at the deadline and after it."""
    assert 1 == pytest.approx(trajectory.expected(ROAD, ROAD.end))
    assert 1 == pytest.approx(trajectory.expected(ROAD, ROAD.end + 100))
    assert trajectory.expected(ROAD, ROAD.start - 5) == pytest.approx(0)


@shape
@given(days=st.tuples(st.integers(0, 364), st.integers(0, 364)))
def test_more_is_expected_later(trajectory: p.Trajectory, days: tuple[int, int]) -> None:
    """No trajectory asks for less on a later day."""
    early, late = sorted(days)
    assert trajectory.expected(ROAD, ROAD.start + early) <= trajectory.expected(ROAD, ROAD.start + late) + 1e-12


@shape
@given(share=st.floats(-0.5, 1.5))
def test_earned_schedule_turns_the_trajectory_round(trajectory: p.Trajectory, share: float) -> None:
    """By the day that a share is earned it is expected, and a day before it is not yet."""
    days = trajectory.earned(ROAD, share)
    assert 0 <= days <= ROAD.end - ROAD.start
    if 0.01 < share < 1:
        assert trajectory.expected(ROAD, ROAD.start + days) >= share - 1e-6
        assert trajectory.expected(ROAD, ROAD.start + days - 1) <= share + 1e-6


def test_growth_needs_one_sign() -> None:
    """A constant rate cannot lead from nought or across it."""
    assert p.expected_value_compound(0.5, baseline=0, target=5) is None
    assert p.expected_value_compound(0.5, baseline=-1, target=5) is None
    road = p.Road(0, 10, 0.0, 5.0)
    assert p.Compound().expected(road, 5) is None
    assert p.Compound().earned(road, 0.5) is None
    assert p.expected_value_compound(0.5, baseline=5, target=5).fraction is None
    assert 1.0 == p.Compound().expected(p.Road(0, 10, 5.0, 5.0), 3)


def test_growth_asks_less_early_of_a_rising_goal() -> None:
    """And more of a falling one, in absolute terms."""
    assert p.Compound().expected(ROAD, ROAD.start + 100) < p.Linear().expected(ROAD, ROAD.start + 100)
    falling = p.Road(ROAD.start, ROAD.end, 200.0, 100.0)
    assert p.Compound().expected(falling, ROAD.start + 100) > p.Linear().expected(falling, ROAD.start + 100)


def test_days_are_counted_as_instants_or_whole() -> None:
    """The convention is a parameter; a goal of a single day is over on that day."""
    given = {"start": "2025-04-01", "end": "2025-04-30"}
    assert 14 / 29 == p.expected_fraction_linear("2025-04-15", **given)
    assert 0.5 == p.expected_fraction_linear("2025-04-15", day_count="inclusive", **given)
    assert [0.0, 1.0] == [p.expected_fraction_linear(day, start=5, end=5) for day in (4, 5)]
    with pytest.raises(InvalidValueError, match="before the start"):
        p.expected_fraction_linear(1, start=5, end=4)
    with pytest.raises(InvalidValueError, match="day_count"):
        p.expected_fraction_linear(1, start=0, end=4, day_count="thirty")
    assert [0.0, 1.0] == [p.Linear().expected(p.Road(5, 5, 0, 1), day) for day in (4, 5)]


def test_the_straight_line_has_values() -> None:
    """Time is held between start and end; without a way there is no share of it."""
    assert p.Expected(value=200, fraction=1) == p.expected_value_linear(1.5, baseline=100, target=200)
    assert p.expected_value_linear(0.5, baseline=1, target=1).fraction is None


def test_weights_make_a_profile() -> None:
    """Weights are of any scale, none below nought, and not all nought."""
    assert p.profile_fraction(0.375, weights=[1, 1, 2, 4]) == pytest.approx(0.1875)
    assert p.profile_fraction(0.5, weights=[0, 0]) is None
    with pytest.raises(InvalidValueError, match="below 0"):
        p.profile_fraction(0.5, weights=[1, -1])
    with pytest.raises(InvalidValueError, match="carry nothing"):
        p.Profile((0, 0))


SALES = [
    (f"{year}-{month:02}-15", amount)
    for year in (2024, 2025)
    for month, amount in enumerate([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 10, 40], start=1)
]


def test_a_profile_is_learned_from_complete_years() -> None:
    """Earlier years give the season, and the profile says which were used."""
    found = p.Profile.learned(SALES, start=START, end=END)
    assert "learned from 2024, 2025" == found.origin
    assert found.expected(ROAD, ROAD.start + 333) == pytest.approx(0.6, abs=0.02)


@pytest.mark.parametrize(
    ("readings", "end", "origin"),
    [
        ([], END, "linear, as no earlier year is complete"),
        (SALES[:3], END, "linear, as no earlier year is complete"),
        ([("2025-01-15", 1), ("2025-06-15", -1), ("2025-12-15", 1)], END, "linear, as no earlier year is complete"),
        (SALES, dt.date(2028, 1, 1), "linear, as the goal is longer than a year"),
    ],
    ids=["none", "a quarter", "negative", "long"],
)
def test_without_complete_years_a_profile_is_the_straight_line(readings: list, end: dt.date, origin: str) -> None:
    """The fallback is stated."""
    found = p.Profile.learned(readings, start=START, end=end)
    assert origin == found.origin
    assert 0.5 == found.expected(p.Road(0, 100, 0, 1), 50)


def test_learning_needs_a_span() -> None:
    """A goal of no days has no season."""
    with pytest.raises(InvalidValueError, match="after the start"):
        p.Profile.learned([], start=START, end=START)
    with pytest.raises(InvalidValueError, match="parts"):
        p.Profile.learned([], start=START, end=END, parts=0)


def test_phases_come_evenly_or_by_window() -> None:
    """To date, what is planned comes evenly; by window, only reported phases that are over count."""
    phases = [("2026-03-31", 10), ("2026-06-30", 30), ("2026-12-31", 60)]
    day = dt.date(2026, 9, 30).toordinal()
    assert 0.7 == pytest.approx(p.Phased(phases).expected(ROAD, day), abs=0.01)
    reported = p.Road(ROAD.start, ROAD.end, 0.0, 100.0, (dt.date(2026, 3, 20).toordinal(),))
    assert 0.1 == p.Phased(phases, windowed=True).expected(reported, day)
    with pytest.raises(InvalidValueError, match="add up to nothing"):
        p.Phased([("2026-03-31", 0)])


def test_points_are_dated() -> None:
    """Points are put in order; none, or one without a date, is refused."""
    assert p.Piecewise([("2026-12-31", 2), ("2026-01-01", 1)]).points[0] == (START, 1.0)
    with pytest.raises(InvalidValueError, match="is empty"):
        p.Step([])
    with pytest.raises(InvalidValueError, match="is no date"):
        p.Step([("soon", 1)])


def test_working_days_leave_out_weekends_and_holidays() -> None:
    """Only Mondays to Fridays after the start count."""
    assert 261 == p.working_days("2025-12-31", "2026-12-31")
    assert 4 == p.working_days("2026-01-01", "2026-01-08", holidays=[dt.date(2026, 1, 6), dt.date(2026, 1, 4)])
    assert 0 == p.working_days("2026-01-02", "2026-01-04")
    with pytest.raises(InvalidValueError, match="before the start"):
        p.working_days("2026-01-02", "2026-01-01")


def test_a_weekend_asks_for_nothing() -> None:
    """Friday and Sunday are alike; a goal without working days follows the calendar."""
    road = p.Road(dt.date(2026, 1, 2).toordinal(), dt.date(2026, 1, 30).toordinal(), 0, 1)
    friday = dt.date(2026, 1, 9).toordinal()
    assert p.Workdays().expected(road, friday) == p.Workdays().expected(road, friday + 2) == 0.25
    assert 0.25 == p.Workdays().expected(p.Road(road.start, road.start + 2, 0, 1), road.start + 0.5)
    with pytest.raises(InvalidValueError, match="is no date"):
        p.Workdays(holidays=["soon"])


def test_countries_have_holidays() -> None:
    """Swedish Epiphany is free, and a German state has days of its own."""
    pytest.importorskip("holidays")
    assert dt.date(2026, 1, 6) in p.holidays_of("SE", 2026, 2026)
    assert dt.date(2026, 6, 4) in p.holidays_of("DE-BY", 2026, 2026)
    with pytest.raises(InvalidValueError, match="country"):
        p.holidays_of("XX", 2026, 2026)
    road = p.Road(dt.date(2026, 1, 2).toordinal(), dt.date(2026, 1, 9).toordinal(), 0, 1)
    assert 0.25 == p.Workdays(country="SE").expected(road, dt.date(2026, 1, 6).toordinal())


def test_the_extra_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error says what to install."""
    p.holidays_of.cache_clear()
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtraError, match=r"smartgoals\[holidays\]"):
        p.holidays_of("NO", 2026, 2026)


def test_names_find_trajectories() -> None:
    """Those that need points or weights are built, not named."""
    assert p.Linear() == p.trajectory_named("linear")
    with pytest.raises(InvalidValueError, match="build Piecewise"):
        p.trajectory_named("profile")
