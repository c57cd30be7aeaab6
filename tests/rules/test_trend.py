"""What rules read off a series: the best stretch and the usual slope."""

from __future__ import annotations

from datetime import date

from smartgoals.model import Baseline, Change, Level, Measurement, Quantity, Series, Unit
from smartgoals.rules.trend import best_pace, known, level_of, slope


def _series(*readings: tuple[str, float]) -> Series:
    return Series(tuple(Measurement(day, Quantity(value)) for day, value in readings))


def test_best_pace_needs_a_long_stretch() -> None:
    """One lucky day does not count for a month."""
    series = _series(("2026-01-01", 0), ("2026-01-02", 30), ("2026-01-31", 30), ("2026-03-02", 30))
    assert best_pace(series, sign=1, window=1) == 30
    assert best_pace(series, sign=1, window=30) == 1


def test_best_pace_is_below_nought_when_all_went_the_other_way() -> None:
    """A figure that only rose has no pace downwards."""
    series = _series(("2026-01-01", 0), ("2026-01-11", 10), ("2026-01-21", 20))
    assert best_pace(series, sign=-1, window=5) == -1


def test_best_pace_of_a_single_day_is_unknown() -> None:
    """Two readings of one day make no pace."""
    assert best_pace(_series(("2026-01-01", 0), ("2026-01-01", 10)), sign=1, window=5) is None


def test_slope_shrugs_off_an_odd_reading() -> None:
    """One wild value among many leaves the usual change as it is."""
    calm = [(f"2026-01-{day:02}", float(day)) for day in range(1, 20)]
    assert slope(_series(*calm[:9], ("2026-01-10", 400.0), *calm[10:])) == 1


def test_guesses_and_the_future_are_not_known() -> None:
    """Only what was read, up to the day, counts."""
    quantity = Quantity(1)
    series = Series(
        (
            Measurement("2026-01-01", quantity),
            Measurement("2026-01-02", quantity, estimated=True),
            Measurement("2026-01-03", quantity),
        )
    )
    assert [reading.on for reading in known(series, date(2026, 1, 2))] == [date(2026, 1, 1)]


def test_change_without_baseline_counts_from_the_latest_reading() -> None:
    """Ten percent more, from a latest reading of 50, is 55."""
    target = Change(Quantity(10, Unit.percent()))
    found = level_of(target, None, _series(("2026-01-01", 40), ("2026-02-01", 50)))
    assert found == (Quantity(50), Quantity(55))


def test_other_units_cannot_be_compared() -> None:
    """A target in percent says nothing beside readings in plain numbers."""
    target = Level(Quantity(10, Unit.percent()))
    assert level_of(target, Baseline.unknown(), _series(("2026-01-01", 40))) is None
