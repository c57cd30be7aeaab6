"""The status of a goal: nothing to go on, time, target, pace, in this order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Final

from smartgoals.model import Direction, Habit, Milestones
from smartgoals.progress.growth import cagr_ratio, extrapolated_ratio, statcan_score, trend_only
from smartgoals.progress.keeping import distance, meets, share_of_way
from smartgoals.progress.reporting import coverage_of
from smartgoals.progress.statuses import Reads, State

if TYPE_CHECKING:
    from smartgoals.progress.frame import Frame

__all__ = ["judged"]

_YEAR: Final = 365.2425
_SCORES: Final = (Reads.FRACTION, Reads.STRETCH_FRACTION)
"""Policies that grade what was reached say so at the end, too, rather than that it was reached or missed."""


def judged(frame: Frame, facts: dict[str, Any]) -> tuple[str, float | None]:
    """The status of what is known, and the number that it rests on."""
    status, measured = _status(frame, facts)
    return str(status), measured


def _status(frame: Frame, facts: dict[str, Any]) -> tuple[str, float | None]:
    target, start = frame.goal.target, frame.start
    is_ahead = start is not None and frame.on < start
    if not isinstance(target, Milestones):
        days = frame.history.days
        counted = len(days) if start is None else len(days) - bisect_left(days, start.toordinal())
        if not days or (not counted and not is_ahead):
            return State.NO_DATA, None
        if is_ahead:
            return State.NOT_STARTED, None
        if counted < frame.missing.least_readings or _is_sparse(frame):
            return State.INSUFFICIENT_DATA, None
    elif is_ahead:
        return State.NOT_STARTED, None
    over = frame.end is not None and frame.on > frame.end
    if frame.is_kept:
        return _kept(frame, facts["achieved"], over=over), facts["fraction"]
    settled = None
    if frame.policy.reads not in _SCORES:
        settled = _settled(frame, facts) if over else frame.policy.achieved if facts.get("achieved") else None
    return _paced(frame, facts) if settled is None else (settled, None)


def _is_sparse(frame: Frame) -> bool:
    """Whether too many of the readings that were due are missing."""
    least = frame.missing.least_coverage
    if not least or frame.metric is None:
        return False
    until = frame.on if frame.end is None else min(frame.on, frame.end)
    found = coverage_of(frame.history, frame.metric.cadence, start=frame.start, until=until)
    return found is not None and found < least


def _kept(frame: Frame, met: bool | None, *, over: bool) -> str:  # noqa: FBT001 - a fact, not a switch
    """A limit or a range is kept, came nearer to, or left."""
    if met is None:
        return State.NOT_ASSESSABLE
    if over:
        return frame.policy.achieved if met else State.MISSED
    if met:
        return State.SUSTAINING
    values = frame.history.values
    is_nearer = len(values) > 1 and _distance(frame, values[-1]) < _distance(frame, values[-2])
    return State.RECOVERING if is_nearer else State.OFF_TRACK


def _distance(frame: Frame, value: float) -> float:
    """How far a value is from meeting the target; 0 for one that meets it."""
    target, unit = frame.goal.target, frame.history.unit
    if target is None or unit is None or meets(target, frame.target, unit, upward=frame.upward)(value):
        return 0.0
    return distance(target, frame.target, unit, value)


def _settled(frame: Frame, facts: dict[str, Any]) -> str | None:
    """What is to be said after the deadline, when no pace is left."""
    met, days, values = facts.get("achieved"), frame.history.days, frame.history.values
    target, unit, end = frame.goal.target, frame.history.unit, frame.end
    place = -1 if end is None else bisect_right(days, end.toordinal()) - 1
    is_late = place < len(days) - 1 and target is not None and unit is not None and not isinstance(target, Habit)
    if met is None:
        return None
    if not is_late or target is None or unit is None:
        return frame.policy.achieved if met else State.MISSED
    in_time = place >= 0 and meets(target, frame.target, unit, upward=frame.upward)(values[place])
    if met:
        return State.SUSTAINING if in_time else frame.policy.achieved
    if in_time:
        return frame.policy.achieved
    is_nearer = place >= 0 and _distance(frame, values[-1]) < _distance(frame, values[place])
    return State.RECOVERING if is_nearer else State.MISSED


def _paced(frame: Frame, facts: dict[str, Any]) -> tuple[str, float | None]:
    """What the policy says of the number that it reads."""
    goal, policy = frame.goal, frame.policy
    fraction, expected = facts.get("fraction"), facts.get("expected")
    if goal.target is None:
        if policy.reads is not Reads.TREND:
            return State.NO_TARGET, None
    elif fraction is None:
        return _without_fraction(frame, facts), None
    elif policy.done_at is not None and fraction >= policy.done_at:
        return policy.achieved, fraction
    number = _number(frame, facts)
    if number is None:
        return _without_number(frame, expected), None
    is_early = expected is not None and expected < policy.too_early
    return (State.TOO_EARLY if is_early else policy.judge(number)), number


def _without_number(frame: Frame, expected: float | None) -> str:
    """Why the policy's number is not there."""
    if frame.end is None and frame.policy.reads is not Reads.TREND:
        return State.NO_HORIZON
    return State.TOO_EARLY if expected == 0 else State.NOT_ASSESSABLE


def _without_fraction(frame: Frame, facts: dict[str, Any]) -> str:
    """Why there is no fraction."""
    if isinstance(frame.goal.target, Habit):
        return State.TOO_EARLY
    if frame.baseline is None:
        return State.NO_BASELINE
    return State.OFF_TRACK if facts.get("achieved") is False else State.NOT_ASSESSABLE


def _number(frame: Frame, facts: dict[str, Any]) -> float | None:
    """The number that the policy reads; None when it cannot be computed."""
    reads, target, value, base = frame.policy.reads, frame.goal.target, frame.history.last, frame.baseline
    found: float | None = facts.get("fraction")
    if reads in (Reads.PACE_RATIO, Reads.GAP, Reads.FRACTION):
        found = facts.get(reads.value)
    elif reads is not Reads.STRETCH_FRACTION:
        found = _grown(frame)
    elif target is not None and target.stretch is not None and value is not None and base is not None:
        found = share_of_way(value, target.stretch, base)
    return found


def _grown(frame: Frame) -> float | None:
    """The number of a policy that reads growth."""
    days, values, start, road, reads = (
        frame.history.days,
        frame.history.values,
        frame.start,
        frame.road,
        frame.policy.reads,
    )
    unit = frame.history.unit
    if start is None or frame.baseline is None or unit is None or not days:
        return None
    value, base = values[-1], float(frame.baseline.to(unit).magnitude)
    elapsed = (days[-1] - start.toordinal()) / _YEAR
    direction = Direction.DECREASE if _is_down(frame, base) else Direction.INCREASE
    if reads is Reads.TREND:
        return trend_only(value, baseline=base, elapsed=elapsed, direction=direction).growth
    if road is None:
        return None
    duration = (road.end - road.start) / _YEAR
    if reads is Reads.EXTRAPOLATED_RATIO:
        return extrapolated_ratio(
            value, baseline=road.baseline, target=road.target, elapsed=elapsed, duration=duration
        ).ratio
    ratio = cagr_ratio(
        value, baseline=road.baseline, target=road.target, elapsed=elapsed, duration=duration, direction=direction
    ).ratio
    return ratio if ratio is None or reads is Reads.GROWTH_RATIO else statcan_score(ratio)


def _is_down(frame: Frame, base: float) -> bool:
    """Whether down is the way to go: as the metric says, else as baseline and target lie."""
    if frame.direction in (Direction.INCREASE, Direction.DECREASE) or frame.target is None:
        return frame.direction is Direction.DECREASE
    return float(frame.target.magnitude) < base
