"""Goals against their readings."""

from __future__ import annotations

import datetime as dt
import pickle

import attrs
import pytest

from smartgoals import (
    Band,
    Baseline,
    Change,
    Goal,
    Habit,
    Horizon,
    Level,
    Measurement,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Series,
    Unit,
    track,
)
from smartgoals import progress as p
from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model import Bound, Cadence, Window

PERCENT = Unit.percent()
GOAL = Goal(
    "Cut returns from 9 % to 6 % in the first half of 2026",
    metric=Metric("return rate", PERCENT, direction="decrease", cadence=Cadence("month")),
    baseline=Baseline(Quantity(9, PERCENT)),
    target=Level(Quantity(6, PERCENT)),
    horizon=Horizon("2025-12-31", "2026-06-30"),
)
READINGS = Series.of({"2026-01-31": 8.7, "2026-02-28": 8.1, "2026-03-31": 7.5, "2026-04-30": 7.2}, PERCENT)


def percent(readings: dict[str, float]) -> Series:
    """A series in percent."""
    return Series.of(readings, PERCENT)


def test_progress_says_how_far_how_fast_and_what_it_is_called() -> None:
    """One call gives fraction, expectation, pace, lead, status, coverage and forecast."""
    found = track(GOAL, READINGS, on="2026-05-05")
    assert 0.6 == found.fraction == found.fraction_clamped
    assert "0.0" == str(track(GOAL, percent({"2026-01-31": 9}), on="2026-02-01").fraction)
    assert 120 / 181 == pytest.approx(found.expected)
    assert 0.6 / (120 / 181) == pytest.approx(found.pace_ratio)
    assert 0.6 - 120 / 181 == pytest.approx(found.gap)
    assert 0.6 * 181 - 120 == pytest.approx(found.lead_days)
    assert ("at_risk", False, 1.0, False) == (found.status, found.achieved, found.coverage, found.stale)
    assert 9 - 3 * 120 / 181 == pytest.approx(found.expected_value)
    assert -1.2 / 56 == pytest.approx(found.required_per_day)
    assert -1.8 / 120 == pytest.approx(found.pace_per_day)
    assert -0.6 / 28 == pytest.approx(found.best_per_day)
    assert dt.date(2026, 4, 30) == found.value_on == found.compared_on
    assert (5, 56) == (found.age_days, found.days_left)
    assert 6 < found.forecast.value < 7.3
    assert found.forecast.low < found.forecast.value < found.forecast.high
    assert 0 < found.forecast.probability <= found.forecast.probability_by < 1
    assert 0.8 == found.forecast.level
    assert found.forecast is found.forecast
    assert repr(found).startswith("<Progress on 2026-05-05: At risk")


@pytest.mark.parametrize(
    ("on", "readings", "status"),
    [
        ("2026-05-05", {}, "no_data"),
        ("2026-05-05", {"2026-06-01": 8}, "no_data"),
        ("2026-05-05", {"2025-11-30": 9.2}, "no_data"),
        ("2025-12-01", {"2025-11-30": 9.2}, "not_started"),
        ("2026-01-05", {"2026-01-05": 9}, "too_early"),
        ("2026-05-05", {"2026-04-30": 6}, "achieved"),
        ("2026-05-05", {"2026-04-30": 9.3}, "moving_away"),
        ("2026-06-30", {"2026-06-30": 6.1}, "on_track"),
        ("2026-07-01", {"2026-06-30": 6.1}, "missed"),
        ("2026-07-01", {"2026-06-30": 5.9}, "achieved"),
        ("2026-08-10", {"2026-06-30": 5.9, "2026-07-31": 5.8}, "sustaining"),
        ("2026-08-10", {"2026-06-30": 5.9, "2026-07-31": 6.3}, "achieved"),
        ("2026-08-10", {"2026-06-30": 7.0, "2026-07-31": 6.3}, "recovering"),
        ("2026-08-10", {"2026-06-30": 7.0, "2026-07-31": 7.3}, "missed"),
        ("2026-08-10", {"2026-06-30": 7.0, "2026-07-31": 5.9}, "achieved"),
        ("2026-08-10", {"2026-07-31": 7.3}, "missed"),
    ],
)
def test_states_come_before_pace(on: str, readings: dict[str, float], status: str) -> None:
    """Nothing to go on, time and target are settled first; after the deadline no pace is left."""
    assert status == track(GOAL, percent(readings), on=on).status


def test_late_is_said() -> None:
    """A target reached after the deadline is reached, and late."""
    found = track(GOAL, percent({"2026-06-30": 7.0, "2026-07-31": 5.9}), on="2026-08-10")
    assert (True, dt.date(2026, 7, 31)) == (found.is_late, found.reached_on)
    assert not track(GOAL, READINGS, on="2026-05-05").is_late
    assert found.forecast is None


def test_the_future_does_not_count() -> None:
    """Readings dated after the day are left out and counted."""
    found = track(GOAL, READINGS, on="2026-03-01")
    assert (0.3, 2) == (found.fraction, found.history.future)


def test_a_late_report_is_no_lost_pace() -> None:
    """Pace is that of the last reading's day, unless the policy carries it forward."""
    early, late = (track(GOAL, READINGS, on=day) for day in ("2026-05-01", "2026-06-20"))
    assert early.pace_ratio == late.pace_ratio
    assert (False, True) == (early.stale, late.stale is False)
    carried = track(GOAL, READINGS, on="2026-06-20", missing="carried_forward")
    assert carried.pace_ratio < late.pace_ratio
    assert (p.Origin.CARRIED_FORWARD, dt.date(2026, 6, 20)) == (carried.value_origin, carried.compared_on)


def test_stale_needs_an_interval() -> None:
    """The cadence tells it, else the usual gap between readings; one reading tells nothing."""
    plain = attrs.evolve(GOAL, metric=None)
    assert track(GOAL, percent({"2026-01-31": 8.7}), on="2026-04-15").stale
    assert track(plain, percent({"2026-01-31": 8.7}), on="2026-04-15").stale is None
    weekly = percent({"2026-01-07": 8.9, "2026-01-14": 8.8, "2026-01-21": 8.7})
    assert track(plain, weekly, on="2026-02-05").stale
    assert not track(plain, weekly, on="2026-02-03").stale
    assert not track(GOAL, percent({"2026-06-30": 6.5}), on="2026-12-01").stale
    assert track(GOAL, on="2026-12-01").stale is None


@pytest.mark.parametrize(
    ("on", "coverage"), [("2026-05-05", 1.0), ("2026-05-31", 0.8), ("2026-01-15", None), ("2025-12-31", None)]
)
def test_coverage_counts_what_was_due(on: str, coverage: float | None) -> None:
    """A month that is over without a reading is a gap; before anything was due there is no share."""
    assert coverage == track(GOAL, READINGS, on=on).coverage


def test_coverage_looks_at_readings_not_at_windows() -> None:
    """Weekly readings of a monthly sum are due weekly."""
    weekly = Metric("hours", kind="cumulative", cadence=Cadence("week"), window=Window("calendar", Cadence("month")))
    goal = Goal(
        "Save hours", metric=weekly, baseline=Baseline(Quantity(0)), target=Level(Quantity(20)), horizon=GOAL.horizon
    )
    days = [dt.date(2026, 1, 4) + dt.timedelta(weeks=week) for week in range(8)]
    found = track(goal, Series.of([(day, 1) for day in days]), on=days[-1])
    assert (1.0, 0.2, dt.date(2026, 1, 31)) == (found.coverage, found.fraction, found.value_on)


def test_without_cadence_nobody_knows_what_was_due() -> None:
    """Coverage is not known then, and a strict policy does not hold that against the goal."""
    found = track(attrs.evolve(GOAL, metric=None), READINGS, on="2026-05-05", missing="strict")
    assert (None, "at_risk") == (found.coverage, found.status)


def test_a_strict_policy_judges_nothing_from_little() -> None:
    """Too few readings, or too many gaps, are insufficient data; estimates do not count."""
    assert "insufficient_data" == track(GOAL, percent({"2026-01-31": 8}), on="2026-02-05", missing="strict").status
    gaps = percent({"2026-01-31": 8.7, "2026-04-30": 7.2})
    assert "insufficient_data" == track(GOAL, gaps, on="2026-05-05", missing="strict").status
    guess = Series((*READINGS, Measurement("2026-05-05", Quantity(5, PERCENT), estimated=True)))
    assert "achieved" == track(GOAL, guess, on="2026-05-05").status
    assert p.Origin.CARRIED_FORWARD is track(GOAL, guess, on="2026-05-05").value_origin
    assert "at_risk" == track(GOAL, guess, on="2026-05-05", missing="strict").status


def test_an_unknown_baseline_is_not_guessed() -> None:
    """There is no fraction without a baseline, unless the policy takes the first reading for it."""
    goal = attrs.evolve(GOAL, baseline=Baseline.unknown())
    found = track(goal, READINGS, on="2026-05-05")
    assert (None, "no_baseline", p.Origin.UNKNOWN) == (found.fraction, found.status, found.baseline_origin)
    taken = track(goal, READINGS, on="2026-05-05", missing="first_reading")
    assert 1.5 / 2.7 == pytest.approx(taken.fraction)
    assert (Quantity(8.7, PERCENT), p.Origin.READ) == (taken.baseline, taken.baseline_origin)
    change = attrs.evolve(goal, target=Change(Quantity(-2.7, Unit.percentage_point())))
    assert 1.5 / 2.7 == pytest.approx(track(change, READINGS, on="2026-05-05", missing="first_reading").fraction)
    assert "no_baseline" == track(change, READINGS, on="2026-05-05").status
    assert "no_baseline" == track(change, READINGS, on="2026-08-05").status
    met = track(goal, percent({"2026-04-30": 5}), on="2026-05-05")
    assert "achieved" == met.status


def test_a_goal_from_x_to_x_is_achieved_by_comparison() -> None:
    """There is no way to go, so there is no fraction."""
    goal = attrs.evolve(GOAL, baseline=Baseline(Quantity(6, PERCENT)))
    below, above = (track(goal, percent({"2026-04-30": value}), on="2026-05-05") for value in (6, 7))
    assert (None, True, "achieved") == (below.fraction, below.achieved, below.status)
    assert (None, False, "off_track") == (above.fraction, above.achieved, above.status)
    nothing = Goal("x", baseline=Baseline(Quantity(0)), target=Multiple(2), horizon=GOAL.horizon)
    assert "not_assessable" == track(nothing, Series.of({"2026-04-30": 1}), on="2026-05-05").status


def test_relative_targets_resolve_against_the_baseline() -> None:
    """A third less, three points less and two thirds are one level."""
    for target in (
        Change(Quantity("-33.3333", PERCENT)),
        Change(Quantity(-3, Unit.percentage_point())),
        Multiple("0.6666667"),
    ):
        found = track(attrs.evolve(GOAL, target=target), READINGS, on="2026-05-05")
        assert 0.6 == pytest.approx(found.fraction, abs=1e-5)
        assert p.Origin.DERIVED is found.target_origin
    assert p.Origin.TYPED is track(GOAL, READINGS, on="2026-05-05").target_origin


def test_units_do_not_change_progress() -> None:
    """A goal in kilometres with readings in metres; other dimensions are refused."""
    km, metre = Unit.physical("kilometer"), Unit.physical("meter")
    goal = Goal("Run", baseline=Baseline(Quantity(2000, metre)), target=Level(Quantity(10, km)), horizon=GOAL.horizon)
    found = track(goal, Series.of({"2026-03-31": 6000}, metre), on="2026-04-01")
    assert (0.5, p.Origin.CONVERTED) == (found.fraction, found.value_origin)
    assert (Quantity(6, km), 2 + 8 * found.expected) == (found.value, found.expected_value)
    trend = track(
        attrs.evolve(goal, target=None), Series.of({"2026-03-31": 3}, km), on="2026-04-01", status="istat_trend"
    )
    assert "clear_improvement" == trend.status
    with pytest.raises(UnitMismatchError):
        track(goal, Series.of({"2026-03-31": 6}, Unit.physical("kilogram")), on="2026-04-01")
    with pytest.raises(UnitMismatchError):
        track(GOAL, Series.of({"2026-03-31": 6}, Unit.currency("SEK")), on="2026-04-01")


SALES = Metric("new customers", Unit.count("customer"), kind="cumulative")
CUSTOMERS = Unit.count("customer")


def test_amounts_add_up_to_a_total() -> None:
    """Readings of a cumulative metric add up from the start."""
    goal = Goal(
        "Win 100 customers",
        metric=SALES,
        target=Level(Quantity(100, CUSTOMERS)),
        horizon=Horizon("2026-01-01", "2026-12-31"),
    )
    series = Series.of({"2025-12-15": 50, "2026-01-31": 10, "2026-02-28": 20}, CUSTOMERS)
    found = track(goal, series, on="2026-03-01")
    assert (0.3, p.Origin.DERIVED, p.Origin.DERIVED) == (found.fraction, found.value_origin, found.baseline_origin)
    assert Quantity(30, CUSTOMERS) == found.value


def test_a_total_of_last_year_is_compared_with() -> None:
    """The new total starts from nothing, while the target is set against the old one; a stock is added to."""
    horizon = Horizon("2025-12-31", "2026-12-31")
    series = Series.of({"2025-12-31": 900, "2026-01-31": 60, "2026-02-28": 60}, CUSTOMERS)
    last_year = Baseline(Quantity(1000, CUSTOMERS), Period("2025"))
    goal = Goal("More", metric=SALES, baseline=last_year, target=Change(Quantity(20, PERCENT)), horizon=horizon)
    found = track(goal, series, on="2026-03-01")
    assert (0.1, Quantity(1200, CUSTOMERS)) == (found.fraction, found.target)
    stock = attrs.evolve(goal, baseline=Baseline(Quantity(1000, CUSTOMERS), Period("2025-12-31")))
    assert (0.6, p.Origin.TYPED) == (
        track(stock, series, on="2026-03-01").fraction,
        track(stock, series, on="2026-03-01").baseline_origin,
    )
    assert (None, "no_data") == (track(stock, on="2026-03-01").fraction, track(stock, on="2026-03-01").status)
    bare = attrs.evolve(goal, metric=attrs.evolve(SALES, unit=None), baseline=Baseline(Quantity(5, CUSTOMERS)))
    assert Quantity(1025, CUSTOMERS) == track(bare, series, on="2026-03-01").value


def test_limits_are_kept() -> None:
    """A goal to maintain has no pace: it is kept, left, or on its way back."""
    goal = Goal(
        "Keep availability at 99.5 % or more",
        metric=Metric("availability", PERCENT, direction="maintain"),
        target=Level(Quantity("99.5", PERCENT), Bound.AT_LEAST),
        horizon=GOAL.horizon,
    )

    def after(*values: float, on: str = "2026-05-05") -> p.Progress:
        return track(goal, percent({f"2026-0{n}-01": value for n, value in enumerate(values, start=1)}), on=on)

    assert (1.0, "sustaining", True) == (after(99.5).fraction, after(99.5).status, after(99.5).is_kept)
    assert (0.0, "off_track") == (after(99.4).fraction, after(99.4).status)
    assert "recovering" == after(99.0, 99.4).status
    assert "off_track" == after(99.4, 99.0).status
    assert "off_track" == after(99.9, 99.4).status  # broken for the first time, though nearer in number
    assert "recovering" == after(99.9, 99.0, 99.4).status
    assert ["achieved", "missed"] == [after(value, on="2026-07-01").status for value in (99.6, 99.4)]
    assert after(99.6).expected is None
    assert 31 / 124 == pytest.approx(after(99.6, 99.4).share_kept)
    assert (None, None, None) == (after(99.6).required_per_day, after(99.6).pace_per_day, after(99.6).best_per_day)
    assert dt.date(2026, 2, 1) == after(99.0, 99.6, 99.7).reached_on


@pytest.mark.parametrize("direction", [None, "reach"])
@pytest.mark.parametrize(
    ("bound", "values", "status"),
    [
        (Bound.AT_MOST, (7.5, 7.6, 7.0), "sustaining"),
        (Bound.AT_MOST, (7.5, 8.2), "off_track"),
        (Bound.AT_MOST, (7.5, 8.4, 8.2), "recovering"),
        (Bound.AT_LEAST, (9, 8, 7.9), "off_track"),
        (Bound.AT_LEAST, (7, 7.5), "no_baseline"),
        (Bound.AT_LEAST, (7, 8.5), "achieved"),
        (Bound.EXACTLY, (8, 7.5), "no_baseline"),
    ],
)
def test_a_limit_that_held_from_the_first_is_kept(
    direction: str | None, bound: Bound, values: tuple[float, ...], status: str
) -> None:
    """A limit that the baseline keeps, or without one the first reading, is to be kept; other levels are to be reached."""
    goal = Goal(
        "Staff turnover may not exceed 8 %",
        metric=Metric("turnover", PERCENT, direction=direction),
        target=Level(Quantity(8, PERCENT), bound),
        horizon=GOAL.horizon,
    )
    series = percent({f"2026-0{n}-01": value for n, value in enumerate(values, start=1)})
    found = track(goal, series, on="2026-05-05")
    assert status == found.status
    assert (status in {"sustaining", "off_track", "recovering"}) == found.is_kept
    for start in (6, 8, 10):
        based = attrs.evolve(goal, baseline=Baseline(Quantity(start, PERCENT)))
        keeps = {Bound.AT_MOST: start <= 8, Bound.AT_LEAST: start >= 8, Bound.EXACTLY: False}[bound]
        assert keeps == track(based, series, on="2026-05-05").is_kept
    falling = attrs.evolve(goal, metric=Metric("turnover", PERCENT, direction="decrease"))
    assert not track(falling, series, on="2026-05-05").is_kept


@pytest.mark.parametrize(
    ("cadence", "start"),
    [
        (Cadence("quarter"), dt.date(2026, 1, 1)),
        (Cadence("month"), dt.date(2026, 3, 1)),
        (Cadence("day"), dt.date(2026, 3, 31)),
        (Cadence("month", 5), dt.date(2026, 3, 31)),
        (None, dt.date(2026, 3, 31)),
    ],
)
def test_what_adds_up_has_come_since_its_first_period_began(cadence: Cadence | None, start: dt.date) -> None:
    """Without a start, the first reading of a metric that adds up covers the period that its cadence tells."""
    metric = Metric("new customers", kind="cumulative", cadence=cadence)
    goal = Goal("Win 40 new customers", metric=metric, target=Level(Quantity(40)), horizon=Horizon.until("2026-12-31"))
    found = track(goal, Series.of({"2026-03-31": 8, "2026-06-30": 11, "2026-09-30": 7}), on="2026-10-15")
    assert (start, p.Origin.DERIVED, 0.65) == (found.start, found.start_origin, found.fraction)
    if cadence == Cadence("quarter"):
        assert 272 / 364 == pytest.approx(found.expected)
        assert ("at_risk", 1.0) == (found.status, found.coverage)


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year"])
def test_what_adds_up_may_begin_with_the_calendar(every: str) -> None:
    """The first period that the calendar knows has a first day, too."""
    metric = Metric("new customers", kind="cumulative", cadence=Cadence(every))
    goal = Goal("Win 40 new customers", metric=metric, target=Level(Quantity(40)), horizon=Horizon.until("0001-12-31"))
    assert dt.date.min == track(goal, Series.of({"0001-01-01": 8}), on="0001-01-05").start


def test_what_cannot_be_compared_is_not_assessable() -> None:
    """A change without a baseline keeps nothing; a bare level is kept by standing on it."""
    metric = Metric("index", direction="maintain")
    change = Goal("Keep it", metric=metric, target=Change(Quantity(0)), horizon=GOAL.horizon)
    found = track(change, Series.of({"2026-01-31": 5, "2026-02-28": 6}), on="2026-03-01")
    assert ("not_assessable", None, 0.0) == (found.status, found.fraction, found.share_kept)
    level = attrs.evolve(change, target=Level(Quantity(5)))
    still = track(level, Series.of({"2026-01-31": 5, "2026-03-01": 6}), on="2026-03-01")
    assert ("off_track", 1.0) == (still.status, still.share_kept)


def test_ranges_are_kept_or_reached() -> None:
    """A range is to be kept; a goal that starts outside is to come into it first."""
    band = Band(Quantity(60, PERCENT), Quantity(80, PERCENT))
    keep = Goal("Keep the load", target=band, horizon=GOAL.horizon)
    series = percent({"2026-01-31": 85, "2026-02-28": 72, "2026-03-31": 75, "2026-04-30": 70})
    found = track(keep, series, on="2026-05-05")
    assert ("sustaining", 1.0, dt.date(2026, 2, 28)) == (found.status, found.fraction, found.reached_on)
    assert 0 < found.forecast.probability <= 1
    assert "recovering" == track(keep, percent({"2026-01-31": 99, "2026-02-28": 81}), on="2026-03-05").status
    reach = attrs.evolve(keep, baseline=Baseline(Quantity(40, PERCENT)))
    there = track(reach, percent({"2026-03-31": 50}), on="2026-04-05")
    assert (0.5, False, "on_track") == (there.fraction, there.is_kept, there.status)
    one = track(keep, percent({"2026-03-31": 50}), on="2026-04-05")
    assert one.forecast.probability is None


def test_milestones_carry_their_dates() -> None:
    """The share that is done by the day is compared with time; a series is not needed."""
    steps = (Milestone("plan", 1, "2026-01-15"), Milestone("build", 2, "2026-04-15"), Milestone("launch", 1))
    goal = Goal("Launch", target=Milestones(steps), horizon=GOAL.horizon)
    found = track(goal, on="2026-03-01")
    assert (0.25, "at_risk", 1.0, dt.date(2026, 1, 15)) == (
        found.fraction,
        found.status,
        found.coverage,
        found.value_on,
    )
    assert (None, None, p.Origin.TYPED) == (found.forecast, found.reached_on, found.value_origin)
    done = attrs.evolve(goal, target=Milestones(steps[:2]))
    assert ("achieved", dt.date(2026, 4, 15)) == (
        track(done, on="2026-05-01").status,
        track(done, on="2026-05-01").reached_on,
    )
    assert "missed" == track(goal, on="2026-07-01").status
    assert "not_started" == track(goal, on="2025-12-01").status
    assert "no_horizon" == track(attrs.evolve(goal, horizon=None), on="2026-03-01").status


def test_habits_are_kept_window_by_window() -> None:
    """Whole weeks count as kept or not; the one that runs says whether it still can be."""
    goal = Goal("Exercise", target=Habit(Quantity(3), Cadence("week")), horizon=Horizon("2026-01-01", "2026-03-29"))
    amounts = [
        ("2025-12-31", 9),
        ("2026-01-05", 1),
        ("2026-01-06", 1),
        ("2026-01-06", 1),
        ("2026-01-13", 1),
        ("2026-01-20", 2),
    ]
    series = Series.of(amounts[1:])
    assert track(goal, series, on="2026-01-22").fraction == track(goal, Series.of(amounts), on="2026-01-22").fraction
    found = track(goal, series, on="2026-01-22")
    assert (0.5, 1.0, 0.5, -0.5) == (found.fraction, found.expected, found.pace_ratio, found.gap)
    assert ("off_track", 2 / 3, True) == (found.status, found.coverage, found.habit.can_still)
    assert (None, None, None) == (found.forecast, found.required_per_day, found.best_per_day)
    assert "too_early" == track(goal, series, on="2026-01-07").status
    over = track(goal, series, on="2026-04-01")
    assert (False, "missed", None) == (over.achieved, over.status, over.habit)
    assert "no_data" == track(goal, on="2026-01-22").status
    assert "not_started" == track(goal, Series.of({"2025-12-20": 1}), on="2025-12-31").status
    daily = attrs.evolve(goal, target=Habit(Quantity(1), Cadence("day")), horizon=Horizon("2026-01-05", "2026-01-06"))
    kept = track(daily, series, on="2026-01-07")
    assert (True, "achieved", None) == (kept.achieved, kept.status, kept.reached_on)
    open_end = attrs.evolve(goal, horizon=None)
    assert 0 == track(open_end, series, on="2026-01-07").habit.missing
    assert p.Origin.DERIVED is track(open_end, series, on="2026-01-07").start_origin


def test_a_habit_may_be_a_ceiling() -> None:
    """At most so much in each period, where less is better."""
    goal = Goal(
        "Fly less",
        metric=Metric("flights", direction="decrease"),
        target=Habit(Quantity(2), Cadence("month")),
        horizon=Horizon("2026-01-01", "2026-12-31"),
    )
    found = track(goal, Series.of({"2026-01-10": 2, "2026-02-10": 3}), on="2026-03-10")
    assert (0.5, True) == (found.fraction, found.habit.can_still)


def test_levels_are_graded() -> None:
    """The highest of commit, target and stretch that is met is named."""
    target = Level(Quantity(6, PERCENT), commit=Quantity(7.5, PERCENT), stretch=Quantity(5, PERCENT))
    goal = attrs.evolve(GOAL, target=target)
    grades = {value: track(goal, percent({"2026-04-30": value}), on="2026-05-05").grade for value in (8, 7.5, 6, 4)}
    assert {8: "below", 7.5: "commit", 6: "target", 4: "stretch"} == grades
    assert track(GOAL, READINGS, on="2026-05-05").grade is None
    assert track(goal, on="2026-05-05").grade is None
    zone = track(goal, percent({"2026-04-30": 6.2}), on="2026-05-05", status="okr_zone")
    assert (0.7, "target") == (zone.measured, zone.status)
    assert "target" == track(GOAL, percent({"2026-06-30": 6.9}), on="2026-08-05", status="okr_zone").status
    assert "green" == track(GOAL, percent({"2026-06-30": 6.9}), on="2026-08-05", status="okr_google").status
    only_stretch = attrs.evolve(GOAL, target=Level(Quantity(6, PERCENT), stretch=Quantity(5, PERCENT)))
    assert "target" == track(only_stretch, percent({"2026-04-30": 5.5}), on="2026-05-05").grade


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        ("eurostat_growth", "acceleration_needed"),
        ("statcan_score", "acceleration_needed"),
        ("un_progress_chart", "acceleration_needed"),
        ("eurostat_trend", "on_track"),
        ("upraise", "lagging"),
        ("servicenow", "green"),
        ("engagedly", "on_track"),
        ("planview", "on_track"),
        ("viva", "behind"),
        ("mooncamp", "on_track"),
        ("ally_alert", "on_track"),
        ("okr_google", "yellow"),
    ],
)
def test_the_policy_decides_the_word(policy: str, status: str) -> None:
    """The same progress has as many names as there are policies, and the result says which was used."""
    found = track(GOAL, READINGS, on="2026-05-05", status=policy)
    assert (status, policy) == (found.status, found.policy.name)


def test_policies_that_count_as_done_do_so() -> None:
    """Engagedly calls a goal achieved at 100 percent, also one that wants to land exactly."""
    goal = attrs.evolve(
        GOAL,
        metric=attrs.evolve(GOAL.metric, direction="reach"),
        target=Band(Quantity(5, PERCENT), Quantity(6, PERCENT)),
    )
    found = track(goal, percent({"2026-04-30": 4.5}), on="2026-05-05", status="engagedly")
    assert (False, "achieved") == (found.achieved, found.status)


def test_growth_policies_say_when_they_cannot_tell() -> None:
    """Growth from nought, or without a start or an end, is not assessable."""
    goal = Goal("x", baseline=Baseline(Quantity(-5)), target=Level(Quantity(5)), horizon=GOAL.horizon)
    for policy in ("eurostat_growth", "un_progress_chart", "statcan_score"):
        assert "not_assessable" == track(goal, Series.of({"2026-04-30": 1}), on="2026-05-05", status=policy).status
    open_end = attrs.evolve(GOAL, horizon=None)
    assert "no_horizon" == track(open_end, READINGS, on="2026-05-05", status="eurostat_growth").status
    rising = attrs.evolve(GOAL, metric=None)
    assert "on_track" == track(rising, READINGS, on="2026-05-05", status="eurostat_trend").status


def test_without_a_target_there_is_only_a_trend() -> None:
    """A policy that reads the trend judges it; any other has nothing to measure against."""
    goal = attrs.evolve(GOAL, target=None)
    assert "no_target" == track(goal, READINGS, on="2026-05-05").status
    assert "no_target" == track(goal, READINGS, on="2026-08-05").status
    assert "clear_improvement" == track(goal, READINGS, on="2026-05-05", status="istat_trend").status
    assert (
        "not_assessable"
        == track(attrs.evolve(goal, baseline=None), READINGS, on="2026-05-05", status="istat_trend").status
    )
    bare = Goal("x", baseline=Baseline(Quantity(9, PERCENT)))
    assert "clear_worsening" == track(bare, READINGS, on="2026-05-05", status="istat_trend").status
    found = track(goal, READINGS, on="2026-05-05")
    assert (None, None, p.Origin.UNKNOWN, None) == (
        found.expected_value,
        found.reached_on,
        found.target_origin,
        found.share_kept,
    )
    assert (True, None) == (found.forecast.value is not None, found.forecast.probability)


def test_time_is_taken_from_what_is_said() -> None:
    """Without a start the baseline's period gives it, else the first reading; without a deadline there is no pace."""
    goal = attrs.evolve(
        GOAL, horizon=Horizon.until("2026-06-30"), baseline=Baseline(Quantity(9, PERCENT), Period("2025"))
    )
    found = track(goal, READINGS, on="2026-05-05")
    assert (dt.date(2025, 12, 31), p.Origin.DERIVED) == (found.start, found.start_origin)
    bare = attrs.evolve(goal, baseline=Baseline(Quantity(9, PERCENT)))
    assert dt.date(2026, 1, 31) == track(bare, READINGS, on="2026-05-05").start
    late = attrs.evolve(bare, horizon=Horizon.until("2025-06-30"))
    assert track(late, READINGS, on="2026-05-05").start is None
    later = attrs.evolve(goal, horizon=Horizon.until("2025-06-30"))
    assert track(later, READINGS, on="2026-05-05").start is None
    open_end = track(attrs.evolve(GOAL, horizon=None), READINGS, on="2026-05-05")
    assert ("no_horizon", None, None, None) == (
        open_end.status,
        open_end.forecast,
        open_end.days_left,
        open_end.best_per_day,
    )
    assert track(attrs.evolve(GOAL, horizon=None), on="2026-05-05").pace_per_day is None


def test_trajectories_change_what_is_expected() -> None:
    """By name or built; one that cannot be drawn leaves no pace."""
    linear, compound = (track(GOAL, READINGS, on="2026-05-05", trajectory=name) for name in ("linear", "compound"))
    assert compound.expected > linear.expected
    season = track(GOAL, READINGS, on="2026-05-05", trajectory=p.Profile((1, 1, 1, 9)))
    assert (True, "on_track", "profile") == (season.lead_days > 0, season.status, season.trajectory.name)
    plan = p.Piecewise([("2025-12-31", 9), ("2026-04-30", 7.2), ("2026-06-30", 6)])
    assert 1 == pytest.approx(track(GOAL, READINGS, on="2026-05-05", trajectory=plan).pace_ratio)
    across = Goal("x", baseline=Baseline(Quantity(-5)), target=Level(Quantity(5)), horizon=GOAL.horizon)
    found = track(across, Series.of({"2026-04-30": 1}), on="2026-05-05", trajectory="compound")
    assert (0.6, None, "not_assessable") == (found.fraction, found.expected, found.status)


def test_an_override_stays_visible_with_its_author() -> None:
    """It holds from its day until a later reading, unless it is to stay; the computed status stands beside it."""
    by_hand = p.Override("off_track", by="Ada", on="2026-05-04", reason="the supplier is late")
    found = track(GOAL, READINGS, on="2026-05-05", override=by_hand)
    assert ("off_track", "at_risk", "Ada") == (found.status, found.computed_status, found.override.by)
    assert "at_risk" == track(GOAL, READINGS, on="2026-05-03", override=by_hand).status
    more = Series((*READINGS, Measurement("2026-05-05", Quantity(7.1, PERCENT))))
    cancelled = track(GOAL, more, on="2026-05-05", override=by_hand)
    assert ("at_risk", False, "Ada") == (cancelled.status, cancelled.is_overridden, cancelled.override.by)
    stays = attrs.evolve(by_hand, until_next_reading=False)
    assert "off_track" == track(GOAL, more, on="2026-05-05", override=stays).status


def test_each_stretch_is_judged_by_its_version() -> None:
    """A target that was moved does not rewrite what came before it."""
    eased = GOAL.revise(reason="the warehouse burned", on="2026-04-01", target=Level(Quantity(7, PERCENT)))
    moved = eased.revise(reason="slip", on="2026-04-10", target=Level(Quantity(8, PERCENT)))
    moved = moved.revise(reason="mended", on="2026-04-10", target=Level(Quantity(7.2, PERCENT)))
    assert GOAL == p.goal_on(moved, dt.date(2026, 3, 31))
    assert 0.5 == track(moved, READINGS, on="2026-03-31").fraction
    assert 1.0 == track(moved, READINGS, on="2026-05-05").fraction
    found = p.track_versions(moved, READINGS, on="2026-05-05")
    assert [0, 1, 3] == [segment.number for segment in found]
    assert [None, "the warehouse burned", "mended"] == [segment.reason for segment in found]
    assert [0.5, 0.75, 1.0] == [segment.progress.fraction for segment in found]
    assert dt.date(2026, 3, 31) == found[0].until
    assert 1 == len(p.track_versions(moved, READINGS, on="2026-03-01"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"goal": "Cut returns"}, "goal"),
        ({"series": [1, 2]}, "series"),
        ({"on": "soon"}, "on"),
        ({"status": "traffic_light"}, "name"),
        ({"trajectory": "spline"}, "trajectory"),
        ({"missing": "guess"}, "name"),
        ({"override": "green"}, "override"),
        ({"status": 5}, "status"),
        ({"trajectory": [1, 2]}, "trajectory"),
        ({"missing": None}, "missing"),
        ({"level": 80}, "level"),
        ({"method": "magic"}, "method"),
        ({"season": 0}, "season"),
    ],
)
def test_bad_input_is_named(given: dict, field: str) -> None:
    """The error names the parameter and what to give instead."""
    inputs = {"goal": GOAL, "series": READINGS, "on": "2026-05-05", **given}
    with pytest.raises(InvalidValueError, match=field):
        track(inputs.pop("goal"), inputs.pop("series"), **inputs)


def test_nan_never_gets_in() -> None:
    """A reading that is no number is refused where it is written."""
    with pytest.raises(InvalidValueError, match="not finite"):
        percent({"2026-01-31": float("nan")})


def test_one_reading_is_enough_for_progress_but_not_for_a_forecast() -> None:
    """The forecast says what it lacks, never a number."""
    found = track(GOAL, percent({"2026-04-30": 7.2}), on="2026-05-05")
    assert (0.6, None, ("too_few_readings",)) == (found.fraction, found.forecast.value, found.forecast.limits)
    guess = Series((Measurement("2026-05-05", Quantity(5, PERCENT), estimated=True),))
    assert track(GOAL, guess, on="2026-05-05").forecast is None


def test_progress_is_a_value() -> None:
    """It compares, hashes and pickles as one, whether or not its forecast was asked for."""
    one, other = track(GOAL, READINGS, on="2026-05-05"), track(GOAL, READINGS, on="2026-05-05")
    ahead = one.forecast
    assert (one, hash(one)) == (other, hash(other))
    again = pickle.loads(pickle.dumps(one))
    assert (one, ahead) == (again, again.forecast)


def test_forecasts_take_options() -> None:
    """A method by name and another level stand in the result."""
    found = track(GOAL, READINGS, on="2026-05-05", method="drift", level=0.5).forecast
    assert ("drift", 0.5, 4) == (found.method, found.level, found.readings)
    wide = track(GOAL, READINGS, on="2026-05-05", method="drift", level=0.9).forecast
    assert wide.low < found.low < found.high < wide.high


def test_a_forecast_dates_the_target() -> None:
    """A goal ahead of its line is expected before the deadline."""
    ahead = percent({f"2026-0{month}-28": 9 - 0.7 * month for month in range(1, 5)})
    found = track(GOAL, ahead, on="2026-05-05", method="drift").forecast
    assert dt.date(2026, 4, 28) < found.date < dt.date(2026, 6, 30)


def test_a_ceiling_on_what_adds_up_is_kept_until_it_breaks() -> None:
    """At most 100 in a year is not achieved in March; with 110 it is broken, whatever the pace."""
    count = Unit.count("incident")
    goal = Goal(
        "At most 100 incidents",
        metric=Metric("incidents", count, kind="cumulative", direction="decrease"),
        target=Level(Quantity(100, count), Bound.AT_MOST),
        horizon=Horizon("2026-01-01", "2026-12-31"),
    )
    for values, status in (((10, 20, 15), "sustaining"), ((60, 50), "off_track")):
        series = Series.of({f"2026-0{n}-28": value for n, value in enumerate(values, start=1)}, count)
        assert status == track(goal, series, on="2026-04-02").status
