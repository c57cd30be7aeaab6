"""Textbook forecasts that extend the way from the first reading to the last."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt

from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.readings import to_readings
from smartgoals.progress.student import t_quantile
from smartgoals.progress.textbook import lacking, with_interval, without_interval

__all__ = ["compound", "drift", "two_point"]

_LARGEST_LOG = 400.0
"""A growth beyond e^400 is cut there, so that it stays a float."""


def two_point(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """Extend the straight line through the first reading and the last: y_n + r H with r = (y_n - y_1) / (t_n - t_1).

    This is what a pace bar shows. Two readings say nothing of the spread, so there is neither interval nor
    probability.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings.
        at: The time asked about, not before the last reading.
        target: The target, for the time of reaching it.
        direction: "increase" or "decrease".
        level: Not used; there is no interval.

    Returns:
        The forecast; its value is None with fewer than two readings.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is not finite.

    Example:
        >>> two_point([0, 60], [100, 94], at=365, target=80, direction="decrease").value
        63.5
    """
    given = to_readings("two_point", times, values, at=at, target=target, direction=direction, level=level)
    if len(given.values) < 2:
        return lacking("two_point", given)
    rate = _rate(given.times, given.values)
    last = given.values[-1]
    lead = None
    if given.target is not None and rate and (rate > 0) == given.rising:
        lead = (given.target - last) / rate
    value = last + rate * (given.at - given.times[-1])
    return without_interval("two_point", given, value=value, rate=rate, lead=lead)


def drift(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """A random walk with drift: the last reading plus the average rate, with a t interval.

    r = (y_n - y_1) / (t_n - t_1); s^2 is the sum of (dy - r dt)^2 / dt over the m steps, divided by m - 1; the
    standard error of prediction is s sqrt(H + H^2 / (t_n - t_1)), with m - 1 degrees of freedom.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings.
        at: The time asked about, not before the last reading.
        target: The target, for the probabilities and the time of reaching it.
        direction: "increase" or "decrease".
        level: The share that the interval is to hold.

    Returns:
        The forecast; its value is None with fewer than three readings.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is not finite.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", drift method, for even steps; for uneven
        ones, the variance of a sum of steps plus that of the estimated mean.

    Example:
        >>> forecast = drift([0, 1, 2, 3, 4, 5], [0, 4, 7, 12, 15, 21], at=11, target=45)
        >>> round(forecast.value, 1), round(forecast.probability_at, 3)
        (46.2, 0.594)
    """
    given = to_readings("drift", times, values, at=at, target=target, direction=direction, level=level)
    when, what = given.times, given.values
    if len(what) < 3:
        return lacking("drift", given)
    rate, span, last = _rate(when, what), when[-1] - when[0], what[-1]
    df = len(what) - 2
    squares = (
        (d - b - rate * (c - a)) ** 2 / (c - a) for a, b, c, d in zip(when, what, when[1:], what[1:], strict=False)
    )
    s2 = sum(squares) / df

    def ahead(lead: float) -> Predictive:
        return Predictive(last + rate * lead, sqrt(s2 * (lead + lead * lead / span)), df)

    crossing = None
    if given.target is not None:
        gap, width = given.target - last, t_quantile((1 + given.level) / 2, df) ** 2 * s2
        crossing = (rate * rate - width / span, -2 * gap * rate - width, gap * gap)
    return with_interval("drift", given, ahead=ahead, rate=rate, crossing=crossing)


def compound(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """Constant growth from the first reading through the last: y_n (y_n / y_1) ** (H / (t_n - t_1)).

    The growth pace of Eurostat and of the WHO's country tables. It has neither interval nor probability.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings, all above 0.
        at: The time asked about, not before the last reading.
        target: The target, for the time of reaching it.
        direction: "increase" or "decrease".
        level: Not used; there is no interval.

    Returns:
        The forecast; its value is None with fewer than two readings, or if one is not above 0.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is not finite.

    Example:
        >>> round(compound([2017, 2018], [87, 88], at=2025).value, 4)
        95.3293
    """
    given = to_readings("compound", times, values, at=at, target=target, direction=direction, level=level)
    if len(given.values) < 2:
        return lacking("compound", given)
    if min(given.values) <= 0:
        return lacking("compound", given, Limit.NOT_COMPUTABLE)
    span, last, horizon = given.times[-1] - given.times[0], given.values[-1], given.at - given.times[-1]
    growth = log(last / given.values[0]) / span
    lead = None
    if given.target is not None and given.target > 0 and growth and (growth > 0) == given.rising:
        lead = log(given.target / last) / growth
    value = last * exp(min(growth * horizon, _LARGEST_LOG))
    rate = (value - last) / horizon if horizon else last * growth
    return without_interval("compound", given, value=value, rate=rate, lead=lead)


def _rate(times: list[float], values: list[float]) -> float:
    return (values[-1] - values[0]) / (times[-1] - times[0])
