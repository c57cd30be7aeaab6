"""What the readings of a goal say about it, as far as rules need it.

Rules see what whoever follows the goal sees: the readings are put together, converted and forecast by
`smartgoals.progress`, and by nothing else.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model import Aggregation, Band, Baseline, Change, Habit, MetricKind, Milestones, Multiple
from smartgoals.rules.definition import NotApplicable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from smartgoals.model import Context, Goal, Horizon, Measurement, Metric, Series, Target
    from smartgoals.progress import Progress

__all__ = ["best_pace", "followed", "following", "known"]

_latest: Final[ContextVar[tuple[tuple[object, ...], Progress] | None]] = ContextVar("latest", default=None)
"""The question asked last, and the answer: several rules ask about each goal, one goal after the other."""


def known(series: Series, on: date) -> tuple[Measurement, ...]:
    """The readings that are there on a day, guesses left out."""
    return tuple([reading for reading in series.measurements if reading.on <= on and not reading.estimated])


@contextmanager
def following(progress: Progress, series: Series | None, context: Context) -> Iterator[None]:
    """Let rules see a progress that is at hand, in place of tracking the goal once more.

    Whoever shows a goal's progress beside its findings gives it here, so that both tell the same chance, whatever the
    policies by which it was tracked. It holds for that goal, with those readings, inside the `with` block.
    """
    goal = progress.goal
    asked = goal, series, context, goal.target, goal.horizon, goal.metric, goal.baseline
    token = _latest.set((asked, progress))
    try:
        yield
    finally:
        _latest.reset(token)


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
    """The goal tracked up to today.

    A change counts from the baseline, and from the latest reading where no baseline is known.

    Args:
        goal: The goal.
        series: Its readings.
        context: Today.
        target: What it aims at, which the goal itself may leave to its statement, as it may the following.
        horizon: Until when.
        metric: What is measured.
        baseline: What it started from.
        least: Days with a reading, guesses left out, that are enough to judge by.

    Raises:
        NotApplicable: There is no level to move to, no time left, or too little to compare.
    """
    if isinstance(target, Milestones | Habit | Band):
        raise NotApplicable("the target is no level to move to")
    if horizon.end <= context.today:
        raise NotApplicable("no time is left")
    asked = goal, series, context, target, horizon, metric, baseline
    latest = _latest.get()
    if latest is None or not _is_same(latest[0], asked) or latest[1].target is None:
        latest = asked, _tracked(*asked)
        _latest.set(latest)
    progress = latest[1]
    if progress.value is None or progress.target is None or len(progress.history.read()[0]) < least:
        raise NotApplicable("the readings are too few")
    return progress


def _is_total(metric: Metric | None) -> bool:
    """Whether readings add up to a total, which no single reading can be the start of."""
    if metric is None or metric.window is not None:
        return False
    return metric.kind is MetricKind.CUMULATIVE and metric.aggregation is Aggregation.SUM


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(each is another for each, another in zip(one, other, strict=True))


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

    if isinstance(target, Change | Multiple) and (baseline is None or not baseline.is_known):
        if _is_total(metric):
            raise NotApplicable("nothing tells what the change of a total counts from")
        readings = known(series, context.today)
        baseline = Baseline(readings[-1].value) if readings else None
    for measured in (metric, None):  # that a metric does not go with the numbers, another rule says
        with suppress(InvalidValueError, UnitMismatchError):
            whole = attrs.evolve(goal, target=target, horizon=horizon, metric=measured, baseline=baseline, revisions=())
            return track(whole, series, on=context.today)
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
