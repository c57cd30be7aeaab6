"""From a series as people report it to one value a day in the goal's unit.

Readings may come unsorted, several on a day, in other units, from the future, or by estimate. What is done with each is
counted, so that a result can say it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import deque
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Aggregation, MetricKind, Quantity, Unit, UnitKind, WindowKind
from smartgoals.model.field import refuse
from smartgoals.model.unit import EXACT
from smartgoals.progress.real import LARGEST, moderate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from smartgoals.model import Cadence, Measurement, Metric, Series, Window

__all__ = ["NO_READINGS", "History", "bucket", "bucket_ends", "history"]

_DAY: Final = attrgetter("on")
_PER_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


@attrs.frozen
class History:
    """The readings of a goal by some day, one value a day.

    Attributes:
        unit: The unit of all values; None without readings.
        days: Day numbers, rising.
        values: The values as floats.
        first: The first value, exact; None without readings.
        last: The last value, exact; None without readings.
        is_plain: Whether each value is that of one reading, rather than put together from several.
        estimated: Day numbers of values that rest on an estimate.
        converted_from: The unit that some readings were converted from; None when none was.
        reported: Day numbers of the readings themselves, estimates left out, where they are others than `days`.
        future: How many readings were left out because they are dated after the day.
        merged: How many readings share their day with another.
    """

    unit: Unit | None
    days: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    first: Quantity | None = None
    last: Quantity | None = None
    is_plain: bool = True
    estimated: frozenset[int] = frozenset()
    converted_from: Unit | None = None
    future: int = 0
    merged: int = 0
    reported: tuple[int, ...] | None = None

    def read(self) -> tuple[list[int], list[float]]:
        """Days and values that were read, not estimated; what a forecast may learn from."""
        if not self.estimated:
            return list(self.days), list(self.values)
        pairs = [(day, value) for day, value in zip(self.days, self.values, strict=True) if day not in self.estimated]
        return [day for day, _ in pairs], [value for _, value in pairs]


NO_READINGS: Final = History(None)


def history(
    series: Series | None,
    *,
    on: dt.date,
    unit: Unit | None,
    metric: Metric | None = None,
    since: int | None = None,
    origin: Decimal | None = None,
    estimates: bool = True,
) -> History:
    """One value a day, by a day.

    Readings of one day become one by the metric's aggregation. A cumulative metric that is summed adds up from `since`
    on, starting at `origin`; a metric with a window has on each day the value of the window that ends there, or, on the
    calendar, of each window that is over.

    Args:
        series: The readings.
        on: The last day that counts.
        unit: The unit to give values in; that of the first reading when it is not known.
        metric: What is read.
        since: Day number from which a summed metric counts; readings before it are left out.
        origin: What a summed metric starts from, in `unit`.
        estimates: Whether estimated readings count.

    Raises:
        UnitMismatchError: A reading is in a unit that cannot become the goal's.
        InvalidValueError: Ratios are to be averaged or summed that lack their parts.
    """
    if series is None or not series.measurements:
        return History(unit)
    readings = series.measurements
    count = len(readings)
    known = count if readings[-1].on <= on else bisect_right(readings, on, key=_DAY)
    future = count - known
    used: Sequence[Measurement] = readings[:known] if future else readings
    if not estimates:
        used = [reading for reading in used if not reading.estimated]
    if not used:
        return History(unit, future=future)
    unit = used[0].value.unit if unit is None else unit
    days = [reading.on.toordinal() for reading in used]
    guessed = frozenset([reading.on.toordinal() for reading in used if reading.estimated])
    numbers, converted = _in_unit(used, unit)
    is_running = metric is not None and metric.kind is MetricKind.CUMULATIVE and metric.aggregation is Aggregation.SUM
    is_windowed = metric is not None and metric.window is not None
    # Most series have one reading a day that stands for itself; nothing is put together then.
    if len(set(days)) == len(days) and not is_running and not is_windowed:
        ends = (used[0].value, used[-1].value)
        first, last = ends if converted is None else (end.to(unit) for end in ends)
        values = _floats(days, numbers)
        return History(unit, tuple(days), values, first, last, True, guessed, converted, future)
    exact = _by_day(days, numbers, used, metric, unit)
    merged = len(days) - len(exact)
    plain = metric is None or metric.aggregation not in (Aggregation.MEAN, Aggregation.SUM)
    if metric is not None and metric.window is not None:
        exact, plain = _windowed(days, numbers, used, metric, metric.window, unit, on), False
    elif is_running:
        exact, plain = _running(exact, since, origin), False
    if not exact:
        return History(unit, converted_from=converted, future=future, merged=merged)
    return History(
        unit=unit,
        days=tuple(exact),
        values=_floats(exact, exact.values()),
        first=Quantity(next(iter(exact.values())), unit),
        last=Quantity(next(reversed(exact.values())), unit),
        is_plain=plain,
        estimated=guessed,
        converted_from=converted,
        future=future,
        merged=merged,
        reported=tuple(sorted(set(days) - guessed)),
    )


def _in_unit(readings: Sequence[Measurement], unit: Unit) -> tuple[list[Decimal], Unit | None]:
    """The magnitudes in one unit, and the unit that some were converted from."""
    if readings[0].value.unit == unit and unit.kind is not UnitKind.PHYSICAL:
        return [reading.value.magnitude for reading in readings], None  # only physical units may be mixed in a series
    numbers, converted = [], None
    for reading in readings:
        value = reading.value
        if value.unit is not unit and value.unit != unit:
            converted = value.unit
            try:
                value = value.to(unit)
            except UnitMismatchError as error:
                remedy = f"read it in {unit}, or give the goal's target in {value.unit}"
                problem = f"is not in the goal's unit {str(unit)!r}, nor can it be converted"
                raise UnitMismatchError(
                    "Series", f"reading of {reading.on}", str(value), problem, remedy, error.left, error.right
                ) from None
        numbers.append(value.magnitude)
    return numbers, converted


def _floats(days: Collection[int], numbers: Collection[Decimal]) -> tuple[float, ...]:
    """The values as floats; one that is too large is named by its day."""
    values = tuple(map(float, numbers))
    if max(map(abs, values)) > LARGEST:
        for day, number in zip(days, numbers, strict=True):
            moderate("Series", f"reading of {dt.date.fromordinal(day)}", number)
    return values


def _by_day(
    days: list[int], numbers: list[Decimal], readings: Sequence[Measurement], metric: Metric | None, unit: Unit
) -> dict[int, Decimal]:
    """One value a day; readings of one day are put together as the metric says."""
    return {
        day: _together(list(group), metric, unit)
        for day, group in ((key, (row[1:] for row in rows)) for key, rows in _grouped(days, numbers, readings))
    }


def _grouped(
    days: Iterable[int], numbers: Iterable[Decimal], readings: Iterable[Measurement]
) -> Iterable[tuple[int, Iterable[tuple[int, Decimal, Measurement]]]]:
    return groupby(zip(days, numbers, readings, strict=True), key=lambda row: row[0])


def _together(rows: Sequence[tuple[Decimal, Measurement]], metric: Metric | None, unit: Unit) -> Decimal:
    """One value of several readings."""
    aggregation = Aggregation.LAST if metric is None else metric.aggregation
    if len(rows) == 1 or aggregation is Aggregation.LAST:
        return rows[-1][0]
    if aggregation is Aggregation.MAX:
        return max(number for number, _ in rows)
    if aggregation is Aggregation.MIN:
        return min(number for number, _ in rows)
    if metric is not None and metric.kind is MetricKind.RATIO:
        return _pooled([reading for _, reading in rows], unit)
    whole = Decimal(0)
    for number, _ in rows:
        whole = EXACT.add(whole, number)
    return whole if aggregation is Aggregation.SUM else EXACT.divide(whole, Decimal(len(rows)))


def _pooled(readings: Sequence[Measurement], unit: Unit) -> Decimal:
    """A ratio over several readings: sum of numerators over sum of denominators."""
    over, under = None, None
    for reading in readings:
        if reading.numerator is None or reading.denominator is None:
            remedy = "give numerator and denominator with each, or take the last, the highest or the lowest"
            refuse("Series", "measurements", str(reading), "is a ratio without its parts, which has no mean", remedy)
        over = reading.numerator if over is None else over + reading.numerator
        under = reading.denominator if under is None else under + reading.denominator
    if over is None or under is None or under.magnitude == 0:
        refuse("Series", "measurements", str(readings[0]), "is a ratio over nothing in all", "leave these readings out")
    share = EXACT.divide(over.magnitude, under.magnitude)
    return share.scaleb(2, EXACT) if unit.is_share else share


def _running(exact: dict[int, Decimal], since: int | None, origin: Decimal | None) -> dict[int, Decimal]:
    """What has come together by each day."""
    whole = Decimal(0) if origin is None else origin
    found = {}
    for day, number in exact.items():
        if since is None or day >= since:
            whole = EXACT.add(whole, number)
            found[day] = whole
    return found


def _windowed(
    days: list[int],
    numbers: list[Decimal],
    readings: Sequence[Measurement],
    metric: Metric,
    window: Window,
    unit: Unit,
    on: dt.date,
) -> dict[int, Decimal]:
    if window.kind is WindowKind.ROLLING:
        return _rolling(days, numbers, readings, metric, unit, window)
    found: dict[int, Decimal] = {}
    rows = zip((bucket(day, window.length) for day in days), numbers, readings, strict=True)
    today = bucket(on.toordinal(), window.length)
    ends_today = bucket_ends(today, window.length) == on.toordinal()
    for number, group in groupby(rows, key=lambda row: row[0]):
        parts = [row[1:] for row in group]
        last = parts[-1][1].on.toordinal()
        if number == today and not ends_today:
            if metric.aggregation is Aggregation.SUM:
                continue  # a sum over a window that runs is not a sum yet
        else:
            last = bucket_ends(number, window.length)
        found[last] = _together(parts, metric, unit)
    return found


def _rolling(
    days: list[int],
    numbers: list[Decimal],
    readings: Sequence[Measurement],
    metric: Metric,
    unit: Unit,
    window: Window,
) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    inside: deque[tuple[int, Decimal, Measurement]] = deque()
    rows = list(zip(days, numbers, readings, strict=True))
    for place, row in enumerate(rows):
        inside.append(row)
        while inside[0][0] <= row[0] - window.length.days:
            inside.popleft()
        if place + 1 == len(rows) or rows[place + 1][0] != row[0]:
            found[row[0]] = _together([each[1:] for each in inside], metric, unit)
    return found


def bucket(day: int, cadence: Cadence) -> int:
    """The number of the day, week, month, quarter or year that holds a day number, counted on the calendar."""
    months = _PER_MONTHS.get(cadence.every)
    if months is not None:
        date = dt.date.fromordinal(day)
        return (date.year * 12 + date.month - 1) // (months * cadence.interval)
    return (day - 1) // ((7 if cadence.every == "week" else 1) * cadence.interval)


def bucket_ends(number: int, cadence: Cadence) -> int:
    """The day number of the last day of such a stretch."""
    months = _PER_MONTHS.get(cadence.every)
    if months is not None:
        year, month = divmod((number + 1) * months * cadence.interval, 12)
        return dt.date(year, month + 1, 1).toordinal() - 1 if year <= dt.MAXYEAR else dt.date.max.toordinal()
    return (number + 1) * (7 if cadence.every == "week" else 1) * cadence.interval
