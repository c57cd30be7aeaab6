"""Habits against their readings: which windows were kept, and where the one that runs stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from smartgoals.progress.completion import habit_kept, habit_window
from smartgoals.progress.history import bucket, bucket_ends

if TYPE_CHECKING:
    from smartgoals.model import Habit
    from smartgoals.progress.history import History

__all__ = ["habit_facts"]


def habit_facts(
    target: Habit, found: History, *, start: dt.date, end: dt.date | None, on: dt.date, down: bool
) -> dict[str, Any]:
    """What `Progress` says of a habit.

    The windows follow the calendar. Those that are over and lie whole in the goal's time count as kept or not; the one
    that runs is looked at by itself.

    Args:
        target: The habit.
        found: What was done on each day.
        start: First day of the goal.
        end: Its deadline.
        on: The day.
        down: Whether the quota is a ceiling.
    """
    quota, per, direction = float(target.quantity.magnitude), target.per, "decrease" if down else "increase"
    first, today = start.toordinal(), on.toordinal()
    last = today if end is None else min(today, end.toordinal())
    amounts: dict[int, float] = {}
    for day, value in zip(found.days, found.values, strict=True):
        if first <= day <= last:
            amounts[bucket(day, per)] = amounts.get(bucket(day, per), 0.0) + value
    whole = range(bucket(first, per) + (bucket_ends(bucket(first, per) - 1, per) + 1 < first), bucket(last, per) + 1)
    over = [amounts.get(each, 0.0) for each in whole if bucket_ends(each, per) <= last]
    kept = habit_kept(over, quota=quota, direction=direction)
    facts: dict[str, Any] = {"fraction": kept}
    if kept is not None:
        facts.update(expected=1.0, pace_ratio=kept, gap=kept - 1)
    if today == last:
        running = bucket(last, per)
        ends = bucket_ends(running, per) if end is None else min(bucket_ends(running, per), end.toordinal())
        facts["habit"] = habit_window(
            amounts.get(running, 0.0),
            quota=quota,
            days_left=max(0, ends - last),
            most_per_day=max(found.values, default=None),
            direction=direction,
        )
    return facts
