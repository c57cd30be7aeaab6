"""What the readings of a metric say about its pace, as far as rules need it.

Rules compare a goal with what has been seen. They need no forecast, only the best stretch and the usual slope.
"""

from __future__ import annotations

import statistics
from datetime import date
from typing import TYPE_CHECKING

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Baseline, Series

if TYPE_CHECKING:
    from smartgoals.model import Quantity, Target

__all__ = ["Point", "best_pace", "known", "level_of", "slope"]

Point = tuple[int, float]
"""A reading: the ordinal of its day, and its value."""

_MOST_POINTS = 60


def known(series: Series, on: date) -> Series:
    """The readings that are there on a day, guesses left out."""
    return Series(tuple(reading for reading in series.until(on) if not reading.estimated), name=series.name)


def points(series: Series) -> list[Point]:
    """The readings as plain numbers."""
    return [(reading.on.toordinal(), float(reading.value.magnitude)) for reading in series]


def level_of(target: Target, baseline: Baseline | None, series: Series) -> tuple[Quantity, Quantity] | None:
    """The latest reading and the level aimed at, in one unit; None when they cannot be compared.

    A change counts from the baseline, and from the latest reading where no baseline is known.
    """
    last = series.last
    if last is None:
        return None
    start = baseline if baseline is not None and baseline.is_known else Baseline(last.value)
    try:
        level = target.level(start)
        if level is None:
            return None
        _ = last.value < level  # raises when the units do not go together
    except UnitMismatchError:
        return None
    return last.value, level


def best_pace(series: Series, *, sign: int, window: int) -> float | None:
    """The fastest way in one direction over a stretch of at least so many days, per day.

    Args:
        series: The readings.
        sign: 1 when up is the way to go, -1 when down is.
        window: Days. When the whole history is shorter, all of it is the one stretch.

    Returns:
        Below 0 when it always went the other way; None when there are no two days to compare.
    """
    readings = points(series)
    if len(readings) < 2 or readings[-1][0] == readings[0][0]:
        return None
    window = max(1, min(window, readings[-1][0] - readings[0][0]))
    best: float | None = None
    after = 0
    for day, value in readings:
        while after < len(readings) and readings[after][0] - day < window:
            after += 1
        if after == len(readings):
            break
        later, reached = readings[after]
        pace = sign * (reached - value) / (later - day)
        best = pace if best is None else max(best, pace)
    return best


def slope(series: Series) -> float | None:
    """The usual change per day: the median over all pairs of the latest readings, which one odd reading cannot move."""
    readings = points(series)[-_MOST_POINTS:]
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for place, earlier in enumerate(readings)
        for later in readings[place + 1 :]
        if later[0] > earlier[0]
    ]
    return statistics.median(slopes) if slopes else None
