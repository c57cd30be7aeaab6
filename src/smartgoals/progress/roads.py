"""Lines that a value should follow: through dated points, in steps, and how long one can rest beside them.

Times are dates, their ISO texts, or plain numbers; values are in the metric's unit.

Source:
    The roads of Beeminder: beeminder/road, `rdf`, `findSeg` (values), `beebrain` (buffers and colours).
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import attrs

from smartgoals.model import Direction
from smartgoals.model.field import member, refuse
from smartgoals.progress.real import moment, real

__all__ = ["Buffer", "Line", "Time", "average_rate", "buffer_days", "line", "piecewise", "step"]

Time = dt.date | str | float
"""A date, its ISO text, or a number of days."""

_COLOURS: Final = ("red", "orange", "blue")
_SLACK: Final = 1e-12


def _points(owner: str, points: Sequence[tuple[Time, float]]) -> list[tuple[float, float]]:
    found = [
        (moment(owner, f"points[{place}]", time), real(owner, f"points[{place}]", value))
        for place, (time, value) in enumerate(points)
    ]
    if not found:
        refuse(owner, "points", points, "is empty", "give at least one dated value")
    if any(after[0] < before[0] for before, after in itertools.pairwise(found)):
        refuse(owner, "points", points, "do not rise in time", "sort them by date")
    return found


def piecewise(points: Sequence[tuple[Time, float]], *, at: Time) -> float:
    """The value of straight lines through dated points.

    Two points on one day are a jump, after which the later one holds. Before the first point its value holds, after the
    last one likewise.

    Example:
        >>> piecewise([("2024-01-01", 0), ("2024-02-01", 31)], at="2024-01-11")
        10.0
    """
    return _along(_points("piecewise", points), moment("piecewise", "at", at))


def _along(points: Sequence[tuple[float, float]], at: float) -> float:
    after = bisect_right(points, at, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    (t0, y0) = points[after - 1]
    if after == len(points):
        return y0
    (t1, y1) = points[after]
    return y0 + (y1 - y0) * (at - t0) / (t1 - t0)


def step(points: Sequence[tuple[Time, float]], *, at: Time) -> float | None:
    """The value of the last point whose day has come; None before the first.

    Example:
        >>> step([("2025-01-01", 0), ("2025-04-01", 25)], at="2025-06-30")
        25.0
    """
    found, now = _points("step", points), moment("step", "at", at)
    after = bisect_right(found, now, key=lambda point: point[0])
    return found[after - 1][1] if after else None


def average_rate(points: Sequence[tuple[Time, float]]) -> float | None:
    """Change a day from the first point to the last, in the metric's unit; None on a single day."""
    found = _points("average_rate", points)
    days = found[-1][0] - found[0][0]
    return (found[-1][1] - found[0][1]) / days if days else None


@attrs.frozen
class Line:
    """A straight line from a start to an end.

    Attributes:
        start: When it starts, in days.
        start_value: Its value there, in the metric's unit.
        end: When it ends, in days.
        end_value: Its value there.
        rate: Its change a day.
    """

    start: float
    start_value: float
    end: float
    end_value: float
    rate: float

    def value(self, at: Time) -> float:
        """Its value at a time; before the start and after the end it is level."""
        return _along([(self.start, self.start_value), (self.end, self.end_value)], moment("Line.value", "at", at))

    def delta(self, current: float, *, at: Time) -> float:
        """A reading minus the line's value at its time, in the metric's unit."""
        return real("Line.delta", "current", current) - self.value(at)


def line(
    start: Time,
    start_value: float,
    *,
    end: Time | None = None,
    end_value: float | None = None,
    rate: float | None = None,
) -> Line:
    """A straight line from two of its end, the value there, and its rate; the third follows.

    Args:
        start: When it starts.
        start_value: Its value there, in the metric's unit.
        end: When it ends.
        end_value: Its value there.
        rate: Its change a day.

    Raises:
        InvalidValueError: Not exactly two are given, or they lead nowhere.

    Example:
        >>> line("2024-01-01", 10, end="2024-04-10", rate=0.5).end_value
        60.0
    """
    t0, y0 = moment("line", "start", start), real("line", "start_value", start_value)
    given = [name for name, each in (("end", end), ("end_value", end_value), ("rate", rate)) if each is not None]
    if len(given) != 2:
        refuse("line", "rate", given, "are not two of three", "give two of end, end_value and rate")
    if end is not None:
        t1 = moment("line", "end", end)
        if t1 <= t0:
            refuse("line", "end", str(end), "is not after the start", "give a later end")
        if end_value is not None:
            y1 = real("line", "end_value", end_value)
            slope = (y1 - y0) / (t1 - t0)
        else:
            slope = real("line", "rate", rate)
            y1 = y0 + slope * (t1 - t0)
        return Line(t0, y0, t1, y1, slope)
    y1, slope = real("line", "end_value", end_value), real("line", "rate", rate)
    if slope == 0 or (y1 - y0) / slope <= 0:
        refuse("line", "rate", rate, f"never leads from {start_value} to {end_value}", "turn its sign, or give an end")
    return Line(t0, y0, t0 + (y1 - y0) / slope, y1, slope)


@attrs.frozen
class Buffer:
    """How long a goal can rest.

    Attributes:
        days: Whole days from now to the first day on the wrong side of the line; 0 when it is there already, None when
            that day does not come before the line ends.
        colour: `red` for 0, `orange` for 1, `blue` for 2, `green` for more.
        line: The line's value now, in the metric's unit.
        delta: The reading minus the line.
    """

    days: int | None
    colour: str
    line: float
    delta: float


def buffer_days(
    current: float,
    *,
    at: Time,
    points: Sequence[tuple[Time, float]],
    direction: Direction | str = "increase",
    presumed_daily: float = 0,
    wrong_yesterday: bool = False,
) -> Buffer:
    """How many days a goal can stay as it is before it falls on the wrong side of its line.

    Args:
        current: The reading, in the metric's unit.
        at: The day of the reading.
        points: The line, as dated values; see `piecewise()`.
        direction: `"increase"` when the value should stay at or above the line, `"decrease"` when at or below.
        presumed_daily: What is presumed to be added each day to come. A total that should stay low would else look
            safe for ever; twice the line's daily rate is usual.
        wrong_yesterday: Whether the goal was on the wrong side yesterday, which leaves no buffer whatever today says.

    Example:
        >>> buffer_days(94, at=91, points=[(0, 0), (182, 182)]).days
        4

    Source:
        Beeminder: do-more goals, and the pessimistic presumption of do-less goals.
    """
    found, now = _points("buffer_days", points), moment("buffer_days", "at", at)
    value, added = real("buffer_days", "current", current), real("buffer_days", "presumed_daily", presumed_daily)
    up = member(Direction, direction, "buffer_days", "direction") is not Direction.DECREASE
    here = _along(found, now)

    def is_wrong(day: int) -> bool:
        edge = _along(found, now + day)
        over = value + added * day - edge
        return (-over if up else over) > _SLACK * max(1.0, abs(edge))

    if wrong_yesterday:
        days: int | None = 0
    else:
        # What is right on the last day of a line without presumption stays right, as the line is level from there.
        last = max(0, math.ceil(found[-1][0] - now))
        days = next((day for day in range(last + 1) if is_wrong(day)), None)
    return Buffer(days, _COLOURS[days] if days is not None and days < len(_COLOURS) else "green", here, value - here)
