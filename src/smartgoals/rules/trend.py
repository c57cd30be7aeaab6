"""What the readings of a metric say about its pace, as far as rules need it.

Rules compare a goal with what has been seen: the best stretch, the usual slope, and how likely a level is if it goes
on like that. Whoever has a better forecast puts it here; the rules ask no other place.
"""

from __future__ import annotations

import itertools
import math
import statistics
from datetime import date
from typing import TYPE_CHECKING

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Baseline, Series

if TYPE_CHECKING:
    from smartgoals.model import Quantity, Target

__all__ = ["Point", "best_pace", "known", "level_of", "likelihood", "slope"]

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
    for day, value in readings:  # pragma: no branch - the last reading has none after it, and ends the loop
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


def likelihood(series: Series, *, on: date, level: float, rising: bool) -> float | None:
    """How likely a level is reached on a day if the readings go on as they have.

    The latest reading is drawn on along the usual slope. How far the readings have strayed from that slope tells how
    wide the future is: the spread grows with the root of the time ahead, and with the doubt about the slope itself.
    This is the random walk with drift of Hyndman and Athanasopoulos (2021), section 5.2, with a robust drift.

    Args:
        series: The readings.
        on: The day.
        level: The level, in the unit of the readings.
        rising: Whether it is reached from below.

    Returns:
        In [0, 1]; None with fewer than three days to compare, or when the day is not after the latest reading.
    """
    readings, usual = points(series)[-_MOST_POINTS:], slope(series)
    ahead = on.toordinal() - readings[-1][0] if readings else 0
    if usual is None or ahead <= 0 or len({day for day, _ in readings}) < 3:
        return None
    span = readings[-1][0] - readings[0][0]
    steps = [
        (value - before) - usual * (day - earlier) for (earlier, before), (day, value) in itertools.pairwise(readings)
    ]
    daily = sum(step * step for step in steps) / span * len(steps) / (len(steps) - 1)
    spread = math.sqrt(daily * (ahead + ahead * ahead / span))
    margin = readings[-1][1] + usual * ahead - level
    if not rising:
        margin = -margin
    if spread == 0:
        return 1.0 if margin >= 0 else 0.0
    return statistics.NormalDist().cdf(margin / spread)
