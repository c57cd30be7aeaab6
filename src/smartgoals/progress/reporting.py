"""How well a metric is reported: the share of due readings that came, and whether the last one is too old."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smartgoals.progress.history import bucket, bucket_ends

if TYPE_CHECKING:
    from smartgoals.model import Cadence
    from smartgoals.progress.history import History

__all__ = ["coverage_of", "is_stale"]

_FEW: Final = 3
"""Readings from which the usual interval between them is taken to be the update interval."""


def coverage_of(found: History, cadence: Cadence | None, *, start: dt.date | None, until: dt.date) -> float | None:
    """Share of the days, weeks, months, quarters or years that ended since the start and hold a reading.

    They are counted on the calendar. What was estimated is no reading.

    Returns:
        In [0, 1]; None without a cadence or a start, and before anything was due.
    """
    if cadence is None or start is None or until <= start:
        return None
    since, last = start.toordinal(), until.toordinal()
    first = bucket(since + 1, cadence)
    over = bucket(last, cadence) - first + (bucket_ends(bucket(last, cadence), cadence) <= last)
    if over <= 0:
        return None
    days = found.read()[0] if found.reported is None else found.reported
    held = {bucket(day, cadence) for day in days if since <= day <= last}
    return sum(first <= each < first + over for each in held) / over


def is_stale(found: History, cadence: Cadence | None, *, age: int, intervals: float) -> bool | None:
    """Whether the last reading is older than so many update intervals.

    The interval is the metric's cadence; without one it is the usual interval between the readings.

    Returns:
        None when there are too few readings to tell an interval.
    """
    if cadence is not None:
        return age > intervals * cadence.days
    if len(found.days) < _FEW:
        return None
    gaps = sorted(after - before for before, after in pairwise(found.days))
    return age > intervals * gaps[len(gaps) // 2]
