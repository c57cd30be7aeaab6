"""From a series as people report it to one value a day."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from smartgoals import Measurement, Metric, Quantity, Series, Unit
from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model import Cadence, Window
from smartgoals.progress.history import History, bucket, bucket_ends, history

ON = dt.date(2026, 12, 31)
PERCENT = Unit.percent()


def values(readings, metric: Metric | None = None, on: dt.date = ON, **options) -> dict[str, float]:
    """The values by day."""
    found = history(Series.of(readings), on=on, unit=None, metric=metric, **options)
    return {dt.date.fromordinal(day).isoformat(): value for day, value in zip(found.days, found.values, strict=True)}


def test_nothing_is_nothing() -> None:
    """Without readings by the day there are no values, and those left out are counted."""
    assert History(None) == history(None, on=ON, unit=None)
    assert History(PERCENT) == history(Series(), on=ON, unit=PERCENT)
    late = Series.of({"2027-01-01": 5})
    assert History(None, future=1) == history(late, on=ON, unit=None)


def test_order_does_not_matter() -> None:
    """Unsorted readings come in the order of their days."""
    readings = [(f"2026-{month:02}-01", month) for month in range(1, 13)]
    shuffled = random.Random(1).sample(readings, len(readings))
    assert values(readings) == values(shuffled)


@pytest.mark.parametrize(("aggregation", "value"), [("last", 4), ("sum", 10), ("mean", 2.5), ("max", 4), ("min", 1)])
def test_readings_of_a_day_become_one(aggregation: str, value: float) -> None:
    """How is a property of the metric."""
    readings = [("2026-01-01", number) for number in (1, 2, 3, 4)]
    metric = Metric("m", aggregation=aggregation)
    assert {"2026-01-01": value} == values(readings, metric)
    found = history(Series.of(readings), on=ON, unit=None, metric=metric)
    assert 3 == found.merged
    assert (aggregation in ("last", "max", "min")) is found.is_plain


def test_ten_thousand_readings_of_a_day_are_one_value() -> None:
    """A flood of readings is no trouble."""
    found = history(
        Series.of([("2026-01-01", number) for number in range(10_000)]),
        on=ON,
        unit=None,
        metric=Metric("m", aggregation="mean"),
    )
    assert ((4999.5,), 9_999) == (found.values, found.merged)


def test_totals_add_up_from_the_start() -> None:
    """What comes before the start is left out, and an origin is added to."""
    readings = {"2025-12-01": 100, "2026-01-15": 10, "2026-02-15": 20}
    metric = Metric("sales", kind="cumulative")
    since = dt.date(2026, 1, 1).toordinal()
    assert {"2026-01-15": 10, "2026-02-15": 30} == values(readings, metric, since=since)
    assert {"2026-01-15": 60, "2026-02-15": 80} == values(readings, metric, since=since, origin=Quantity(50).magnitude)
    found = history(Series.of({"2025-12-01": 1}), on=ON, unit=None, metric=metric, since=since)
    assert (Unit.number(), None) == (found.unit, found.last)
    assert {"2026-01-15": 10, "2026-02-15": 20} == {
        day: value
        for day, value in values(readings, Metric("sales", kind="cumulative", aggregation="last")).items()
        if day > "2026"
    }


def test_a_rolling_window_ends_on_each_day() -> None:
    """Readings older than the window fall out."""
    readings = [("2026-01-01", 1), ("2026-01-20", 2), ("2026-01-20", 3), ("2026-02-05", 4)]
    metric = Metric("m", aggregation="sum", window=Window("rolling", Cadence("day", 30)))
    assert {"2026-01-01": 1, "2026-01-20": 6, "2026-02-05": 9} == values(readings, metric)


def test_a_calendar_window_is_summed_when_it_is_over() -> None:
    """A month that runs has no sum yet; a mean may be told at once."""
    readings = {"2026-01-10": 1, "2026-01-20": 2, "2026-02-10": 4}
    by_month = Window("calendar", Cadence("month"))
    on = dt.date(2026, 2, 20)
    summed = Metric("m", aggregation="sum", window=by_month)
    assert {"2026-01-31": 3} == values(readings, summed, on=on)
    assert {"2026-01-31": 3, "2026-02-28": 4} == values(readings, summed, on=dt.date(2026, 2, 28))
    mean = Metric("m", aggregation="mean", window=by_month)
    assert {"2026-01-31": 1.5, "2026-02-10": 4} == values(readings, mean, on=on)


def test_ratios_are_pooled_by_their_parts() -> None:
    """The mean of two rates is that of their parts; rates without parts have none."""

    def rate(over: int, under: int) -> Measurement:
        share = Quantity(100 * over / under, PERCENT)
        return Measurement("2026-01-01", share, numerator=Quantity(over), denominator=Quantity(under))

    metric = Metric("conversion", PERCENT, kind="ratio", aggregation="mean")
    found = history(Series((rate(1, 10), rate(90, 100))), on=ON, unit=PERCENT, metric=metric)
    assert 100 * 91 / 110 == pytest.approx(found.values[0])
    with pytest.raises(InvalidValueError, match="without its parts"):
        history(Series.of([("2026-01-01", 1), ("2026-01-01", 2)], PERCENT), on=ON, unit=PERCENT, metric=metric)
    cancelling = Series((rate(1, 10), rate(-1, -10)))
    with pytest.raises(InvalidValueError, match="over nothing"):
        history(cancelling, on=ON, unit=PERCENT, metric=metric)


def test_units_are_converted_or_refused() -> None:
    """Metres become kilometres; kilograms and other money do not become anything else."""
    metres = Series.of({"2026-01-01": 500, "2026-02-01": 1500}, Unit.physical("meter"))
    found = history(metres, on=ON, unit=Unit.physical("kilometer"))
    assert ((0.5, 1.5), Unit.physical("meter")) == (found.values, found.converted_from)
    assert "1.5 kilometer" == str(found.last)
    for wrong in (Unit.physical("kilogram"), Unit.currency("SEK")):
        with pytest.raises(UnitMismatchError):
            history(metres, on=ON, unit=wrong)


def test_estimates_are_marked_or_left_out() -> None:
    """An estimate may be the current value; a forecast does not learn from it."""
    series = Series((Measurement("2026-01-01", Quantity(1)), Measurement("2026-02-01", Quantity(2), estimated=True)))
    found = history(series, on=ON, unit=None)
    assert ([found.days[0]], [1.0]) == found.read()
    assert (1.0,) == history(series, on=ON, unit=None, estimates=False).values
    only = Series((Measurement("2026-02-01", Quantity(2), estimated=True),))
    assert () == history(only, on=ON, unit=None, estimates=False).days


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("interval", [1, 2])
def test_stretches_of_the_calendar_join(every: str, interval: int) -> None:
    """Each day lies in one stretch, whose last day is followed by the next."""
    cadence = Cadence(every, interval)
    for day in range(dt.date(2023, 12, 1).toordinal(), dt.date(2024, 4, 1).toordinal()):
        number = bucket(day, cadence)
        end = bucket_ends(number, cadence)
        assert bucket_ends(number - 1, cadence) < day <= end
        assert number + 1 == bucket(end + 1, cadence)


def test_the_calendar_ends() -> None:
    """The last year has a last day."""
    last = dt.date.max.toordinal()
    assert last == bucket_ends(bucket(last, Cadence("year")), Cadence("year"))


def test_a_reading_in_another_unit_is_named() -> None:
    """The error says which reading it is, and what to give instead."""
    kronor = Unit.currency("SEK")
    with pytest.raises(UnitMismatchError, match=r"reading of 2026-01-31: '10 %' is not in .* 'SEK'.*; read it in SEK"):
        history(Series.of({"2026-01-31": 10}, PERCENT), on=ON, unit=kronor)
