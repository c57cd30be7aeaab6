"""What the readings of a goal say about it, as far as rules need it.

Rules see what whoever follows the goal sees: the readings are put together, converted and forecast by
`smartgoals.progress`, and by nothing else.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model import Band, Baseline, Change, Habit, Milestones, Multiple, Series
from smartgoals.rules.definition import NotApplicable

if TYPE_CHECKING:
    from datetime import date

    from smartgoals.model import Context, Goal, Horizon, Metric, Target
    from smartgoals.progress import Progress

__all__ = ["best_pace", "followed", "known"]


def known(series: Series, on: date) -> Series:
    """The readings that are there on a day, guesses left out."""
    last = series.last
    if (last is None or last.on <= on) and not any(reading.estimated for reading in series):
        return series
    return Series(tuple(reading for reading in series.until(on) if not reading.estimated), name=series.name)


def followed(
    goal: Goal,
    series: Series,
    context: Context,
    *,
    target: Target,
    horizon: Horizon,
    metric: Metric | None,
    baseline: Baseline | None,
    least: int,
) -> Progress:
    """The goal tracked up to today, by what was read and not guessed.

    A change counts from the baseline, and from the latest reading where no baseline is known.

    Args:
        goal: The goal.
        series: Its readings.
        context: Today.
        target: What it aims at, which the goal itself may leave to its statement, as it may the following.
        horizon: Until when.
        metric: What is measured.
        baseline: What it started from.
        least: Days with a reading that are enough to judge by.

    Raises:
        NotApplicable: There is no level to move to, no time left, or too little to compare.
    """
    if isinstance(target, Milestones | Habit | Band):
        raise NotApplicable("the target is no level to move to")
    if horizon.end <= context.today:
        raise NotApplicable("no time is left")
    asked = (goal, series, context, target, horizon, metric, baseline)
    latest = _latest[0] if _latest else None
    if latest is None or any(one is not other for one, other in zip(latest[0], asked, strict=True)):
        latest = asked, _tracked(*asked)
        _latest[:] = [latest]
    progress = latest[1]
    if progress.value is None or progress.target is None or len(progress.history.days) < least:
        raise NotApplicable("the readings are too few")
    return progress


_latest: list[tuple[tuple[object, ...], Progress]] = []
"""What was asked last, and the answer: the rules ask about one goal after the other, several about each."""


def _tracked(
    goal: Goal,
    series: Series,
    context: Context,
    target: Target,
    horizon: Horizon,
    metric: Metric | None,
    baseline: Baseline | None,
) -> Progress:
    from smartgoals.progress import track  # only goals with readings need it

    readings = known(series, context.today)
    if readings.last is not None and isinstance(target, Change | Multiple):
        baseline = baseline if baseline is not None and baseline.is_known else Baseline(readings.last.value)
    for measured in (metric, None):  # that a metric does not go with the numbers, another rule says
        with suppress(InvalidValueError, UnitMismatchError):
            whole = attrs.evolve(goal, target=target, horizon=horizon, metric=measured, baseline=baseline, revisions=())
            return track(whole, readings, on=context.today)
    raise NotApplicable("start, target and readings do not go together")


def best_pace(progress: Progress, *, upward: bool, least: int) -> float | None:
    """The fastest way in one direction over a stretch of at least so many days, per day.

    Returns:
        Below 0 when it always went the other way; None from fewer than two days.
    """
    from smartgoals.progress import best_rate

    days, values = progress.history.read()
    best = best_rate(days, values, least=least, upward=upward)
    return best if best is None or upward else -best
