"""Proposals: goals to close, to sustain, to give a new baseline, to split."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from smartgoals.model import Habit, Milestones, Quantity
from smartgoals.progress import Origin
from smartgoals.reviewing.remarks import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.progress import Progress
    from smartgoals.reviewing.entry import GoalReview
    from smartgoals.reviewing.weighing import AttentionPolicy

__all__ = ["proposals_of"]

_AROUND: Final = 3
"""Days around the start in which a reading is one of the start."""


def proposals_of(entry: GoalReview, policy: AttentionPolicy) -> Iterator[Proposal]:
    """What to decide about a goal whose progress is at hand."""
    progress = entry.progress
    if progress is None:
        return
    over = entry.days_left is not None and entry.days_left < 0
    done = isinstance(progress.goal.target, Milestones) and progress.fraction is not None and progress.fraction >= 1
    if done or (over and entry.achieved):
        yield Proposal("close", variant="reached" if done or entry.end is None else "over", values=_dated(entry))
    elif entry.is_missed:
        yield Proposal("close", variant="missed", values=_dated(entry))
    elif over and entry.achieved is False:
        yield Proposal("sustain", variant="lost", values=_dated(entry))
    elif entry.achieved and not entry.is_kept and not progress.is_habit:
        yield Proposal("sustain", variant="" if entry.end is None else "until", values=_dated(entry))
    yield from _rebaselined(progress, policy)
    if any(finding.code in policy.split for finding in entry.findings):
        yield Proposal("split")


def _dated(entry: GoalReview) -> dict[str, object]:
    return {} if entry.end is None else {"end": entry.end}


def _rebaselined(progress: Progress, policy: AttentionPolicy) -> Iterator[Proposal]:
    """A baseline that is unknown while there are readings, or that the reading at the start contradicts."""
    goal, history = progress.goal, progress.history
    if isinstance(goal.target, Milestones | Habit) or goal.target is None or not history.days or progress.is_kept:
        return
    if progress.baseline is None or (goal.baseline is not None and not goal.baseline.is_known):
        yield Proposal("rebaseline", variant="unknown")
        return
    base, aim, unit = progress.baseline, progress.target, history.unit
    is_dated = progress.start is not None and progress.start_origin is Origin.TYPED  # a first reading starts no way
    if aim is None or unit is None or progress.start is None or not is_dated:
        return
    start = progress.start.toordinal()
    around = bisect_left(history.days, start - _AROUND), bisect_right(history.days, start + _AROUND)
    at_start = history.values[slice(*around)]
    if not at_start:
        return
    begun = float(base.to(unit).magnitude)
    way = abs(float(aim.to(unit).magnitude) - begun)
    apart = min(at_start, key=lambda value: abs(value - begun))
    if way and abs(apart - begun) > policy.rebaseline * way:
        read = Quantity(round(apart, 6), unit)
        yield Proposal("rebaseline", values={"baseline": base, "read": read, "start": progress.start})
