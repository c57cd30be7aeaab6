"""How the textbook methods answer: one way to put value, interval, probabilities and time of reaching together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import sqrt

from smartgoals.progress.arriving import chance_by
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.readings import Readings, middle

__all__ = ["is_met", "lacking", "reading_limits", "with_interval", "without_interval"]

_SHORT = 6
"""Readings below which a history counts as short."""


def lacking(method: str, given: Readings, limit: Limit = Limit.TOO_FEW_READINGS) -> Forecast:
    """The forecast that says why there is none."""
    return Forecast(method=method, at=given.at, level=given.level, readings=len(given.values), limits=(limit,))


def is_met(value: float, target: float, *, rising: bool) -> bool:
    """The value stands on the right side of the target."""
    return value >= target if rising else value <= target


def reading_limits(given: Readings) -> list[Limit]:
    """What the number of readings and the distance ahead make doubtful."""
    times = given.times
    limits = [Limit.SHORT_HISTORY] if len(times) < _SHORT else []
    if given.at - times[-1] > times[-1] - times[0]:
        limits.append(Limit.FAR_HORIZON)
    return limits


def without_interval(
    method: str, given: Readings, *, value: float, rate: float, lead: float | None, limits: tuple[Limit, ...] = ()
) -> Forecast:
    """A value and, where the method comes to the target, a time of reaching it; nothing on how sure either is.

    Args:
        method: The method's name.
        given: The readings and the question.
        value: The value forecast.
        rate: Change per unit of time.
        lead: When the method reaches the target, from the last reading on; None if it does not.
        limits: What else to tell.
    """
    return Forecast(
        method=method,
        at=given.at,
        level=given.level,
        readings=len(given.values),
        value=value,
        rate=rate,
        reached_at=_reached(given, lead),
        limits=(Limit.NO_INTERVAL, *limits),
    )


def with_interval(
    method: str,
    given: Readings,
    *,
    ahead: Callable[[float], Predictive],
    rate: float,
    crossing: tuple[float, float, float] | None = None,
    limits: tuple[Limit, ...] = (),
) -> Forecast:
    """A value with all that its predictive distribution tells.

    Args:
        method: The method's name.
        given: The readings and the question.
        ahead: The distribution so many units of time after the last reading.
        rate: Change per unit of time.
        crossing: The quadratic, in units of time after the last reading, whose roots are where the ends of the
            interval meet the target.
        limits: What else to tell.
    """
    times, values, at, target, rising, level = given
    horizon = at - times[-1]
    end = ahead(horizon)
    low, high = end.interval(level)
    chance = by = reached = soonest = latest = None
    if target is not None:
        step = middle([b - a for a, b in pairwise(times)])
        chance = end.probability(target, rising=rising)
        by = chance
        if horizon > step:
            first, half = (ahead(lead).probability(target, rising=rising) for lead in (step, horizon / 2))
            by = chance_by(first, half, chance)
        gap = target - ahead(0.0).centre
        lead = max(0.0, gap / rate) if rate and (rate > 0) == rising else None
        reached = _reached(given, lead)
        if lead is not None and crossing is not None and not is_met(values[-1], target, rising=rising):
            ends = _roots(*crossing)
            if ends is not None:
                soonest, latest = (times[-1] + max(0.0, root) for root in ends)
    return Forecast(
        method=method,
        at=at,
        level=level,
        readings=len(values),
        value=end.centre,
        low=low,
        high=high,
        probability_at=chance,
        probability_by=by,
        rate=rate,
        scale=end.scale,
        df=end.df,
        reached_at=reached,
        reached_low=soonest,
        reached_high=latest,
        limits=(*limits, *reading_limits(given)),
    )


def _reached(given: Readings, lead: float | None) -> float | None:
    if given.target is not None and is_met(given.values[-1], given.target, rising=given.rising):
        return given.times[-1]
    return None if lead is None else given.times[-1] + lead


def _roots(a: float, b: float, c: float) -> tuple[float, float] | None:
    """The roots of a x^2 + b x + c in order; None unless the slope's interval excludes zero, which is a > 0."""
    inside = b * b - 4 * a * c
    if a <= 0 or inside < 0:
        return None
    root = sqrt(inside)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
