"""Values against what a goal aims at: which of them meet it, since when, for how much of the time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from smartgoals.model import Band, Quantity, Target
from smartgoals.model.unit import EXACT
from smartgoals.progress.completion import share_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartgoals.model import Unit
    from smartgoals.progress.history import History

__all__ = ["distance", "meets", "reached_since", "share_of_way", "time_kept"]


def share_of_way(value: Quantity, aim: Quantity, base: Quantity) -> float | None:
    """Share of the way from base to aim at which a value lies, computed exactly and rounded once."""
    unit = aim.unit
    way = EXACT.subtract(aim.magnitude, base.to(unit).magnitude)
    left = EXACT.subtract(aim.magnitude, value.to(unit).magnitude)
    return float(EXACT.divide(EXACT.subtract(way, left), way)) + 0.0 if way else None  # never minus nought


def _edges(band: Band, unit: Unit) -> tuple[float, float]:
    return float(band.low.to(unit).magnitude), float(band.high.to(unit).magnitude)


def meets(target: Target, aim: Quantity | None, unit: Unit, *, upward: bool | None) -> Callable[[float], bool]:
    """What tells whether a value in a unit meets the target."""
    if isinstance(target, Band):
        low, high = _edges(target, unit)
        return lambda value: low <= value <= high
    if aim is None:
        return lambda _: False
    level = float(aim.to(unit).magnitude)
    if upward is None:
        return lambda value: value == level
    return (lambda value: value >= level) if upward else (lambda value: value <= level)


def distance(target: Target | None, aim: Quantity | None, unit: Unit, value: float) -> float:
    """How far a value is from what is aimed at; 0 within a range."""
    if isinstance(target, Band):
        low, high = _edges(target, unit)
        return max(low - value, value - high, 0.0)
    return 0.0 if aim is None else abs(value - float(aim.to(unit).magnitude))


def reached_since(found: History, is_met: Callable[[float], bool]) -> dt.date | None:
    """The first day of the run of values up to the last that meet the target."""
    first = None
    for day, value in zip(reversed(found.days), reversed(found.values), strict=True):
        if not is_met(value):
            break
        first = day
    return None if first is None else dt.date.fromordinal(first)


def time_kept(
    found: History, is_met: Callable[[float], bool], *, start: dt.date | None, until: dt.date
) -> float | None:
    """Share of the time from the start, or the first reading, in which a limit or a range was kept."""
    first = 0 if start is None else max(0, bisect_right(found.days, start.toordinal()) - 1)
    last = bisect_right(found.days, until.toordinal())
    days = [max(day, start.toordinal()) if start is not None else day for day in found.days[first:last]]
    return share_kept(days, [is_met(value) for value in found.values[first:last]], end=until.toordinal())
