"""`Curve`: what there is to draw of a progress, in numbers and days; no picture yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model import Habit, Milestones, Unit
from smartgoals.progress.trajectories import Linear, Road

if TYPE_CHECKING:
    from smartgoals.progress import Progress

__all__ = ["Curve", "Point"]

Point = tuple[dt.date, float]

_STEPS: Final = 24
"""Into how many pieces a bent path is cut."""


@attrs.frozen(kw_only=True)
class Curve:
    """What there is to draw of a progress.

    Attributes:
        unit: The unit of all values.
        readings: The values by day, in order.
        path: Where the trajectory asks the value to be, from baseline to target; empty when it cannot be drawn.
        baseline: Where the way begins.
        target: Where it ends.
        ahead: The forecast at the deadline: low, middle, high; None without one.
        start: The first day.
        on: The day of the progress.
        end: The deadline.
    """

    unit: Unit
    readings: tuple[Point, ...] = ()
    path: tuple[Point, ...] = ()
    baseline: float | None = None
    target: float | None = None
    ahead: tuple[float, float, float] | None = None
    start: dt.date | None = None
    on: dt.date
    end: dt.date | None = None

    @classmethod
    def of(cls, progress: Progress) -> Curve:
        """What there is to draw of a progress; a habit and a list of milestones have no curve but their days."""
        goal, found = progress.goal, progress.history
        unit = progress.target.unit if progress.target is not None else found.unit or Unit.number()
        bare = cls(unit=unit, start=progress.start, on=progress.on, end=progress.end)
        if isinstance(goal.target, Milestones | Habit):
            return bare
        ahead = progress.forecast
        fan = None
        if ahead is not None and ahead.value is not None and not progress.achieved:
            low = ahead.value if ahead.low is None else ahead.low
            high = ahead.value if ahead.high is None else ahead.high
            fan = (low, ahead.value, high)
        readings = tuple((dt.date.fromordinal(day), value) for day, value in zip(found.days, found.values, strict=True))
        baseline, target = (
            None if each is None else float(each.to(unit).magnitude) for each in (progress.baseline, progress.target)
        )
        path = _path(progress, baseline, target)
        return attrs.evolve(bare, readings=readings, path=path, baseline=baseline, target=target, ahead=fan)

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the picture; None when there is nothing to draw."""
        days = [day for day, _ in (*self.readings, *self.path)]
        if not days:
            return None
        days += [day for day in (self.start, self.end) if day is not None]
        return min(days), max(days)

    @property
    def values(self) -> tuple[float, float] | None:
        """The lowest and the highest value of the picture; None when there is nothing to draw."""
        values = [value for _, value in (*self.readings, *self.path)]
        if not values:
            return None
        values += [value for value in (self.baseline, self.target, *(self.ahead or ())) if value is not None]
        return min(values), max(values)


def _path(progress: Progress, baseline: float | None, target: float | None) -> tuple[Point, ...]:
    start, end = progress.start, progress.end
    if baseline is None or target is None or start is None or end is None or end <= start or progress.is_kept:
        return ()
    first, last = start.toordinal(), end.toordinal()
    road = Road(first, last, baseline, target, progress.history.days)
    steps = 1 if isinstance(progress.trajectory, Linear) else min(_STEPS, last - first)
    points = []
    for step in range(steps + 1):
        day = first + round((last - first) * step / steps)
        share = progress.trajectory.expected(road, day)
        if share is None:
            return ()
        points.append((dt.date.fromordinal(day), baseline + share * (target - baseline)))
    return tuple(points)
