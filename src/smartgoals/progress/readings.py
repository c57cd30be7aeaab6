"""Times and values as forecasts take them: as many times as values, finite, in order, one value a time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import lt
from typing import NamedTuple

from smartgoals.model.field import refuse
from smartgoals.progress.real import LARGEST, moderate, real

__all__ = ["Readings", "middle", "to_readings"]

_PLAIN = {int, float}
_DIRECTIONS = ("increase", "decrease")


class Readings(NamedTuple):
    """Checked readings, oldest first."""

    times: list[float]
    values: list[float]
    at: float
    target: float | None
    rising: bool
    """More is better: the target is met from below."""
    level: float


def middle(values: list[float]) -> float:
    """The median, as `statistics.median()` has it, without loading that module."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def to_readings(
    owner: str,
    times: Iterable[float],
    values: Iterable[float],
    *,
    at: float,
    target: float | None,
    direction: str,
    level: float,
) -> Readings:
    """Check what every method of forecasting is given.

    Raises:
        InvalidValueError: Unequal lengths, two readings at one time, a time or value that is no finite number or
            beyond 1e100, `at` before the last reading, a direction other than increase and decrease, or a level that
            is not between 0 and 1.
    """
    when, what = _numbers(owner, "times", times), _numbers(owner, "values", values)
    if len(when) != len(what):
        refuse(owner, "values", len(what), f"values stand beside {len(when)} times", "give one value for each time")
    place = moderate(owner, "at", at)
    goal = None if target is None else moderate(owner, "target", target)
    if not all(map(lt, when, when[1:])):
        order = sorted(range(len(when)), key=when.__getitem__)
        when, what = [when[i] for i in order], [what[i] for i in order]
        for a, b in pairwise(when):
            if a == b:
                refuse(owner, "times", a, "comes twice", "make one reading of all that belong to one time")
    if when and place < when[-1]:
        refuse(owner, "at", at, f"is before the last reading, at {when[-1]:g}", "ask about that time or a later one")
    if direction not in _DIRECTIONS:
        refuse(owner, "direction", direction, "is no way to go", "give 'increase' or 'decrease'")
    share = real(owner, "level", level)
    if not 0 < share < 1:
        refuse(owner, "level", level, "is not between 0 and 1", "give a share such as 0.8")
    return Readings(when, what, place, goal, direction == "increase", share)


def _numbers(owner: str, field: str, given: Iterable[object]) -> list[float]:
    values = [*given]
    if {*map(type, values)} <= _PLAIN:  # the usual case, checked as a whole
        try:
            numbers = [*map(float, values)]  # type: ignore[arg-type]  # all are int or float
        except OverflowError:
            numbers = [LARGEST * 2]
        if sum(map(abs, numbers)) <= LARGEST:  # which NaN and infinity are not
            return numbers
    return [moderate(owner, f"{field}[{place}]", value) for place, value in enumerate(values)]
