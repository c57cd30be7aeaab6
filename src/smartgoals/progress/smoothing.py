"""Exponential smoothing: the level that follows readings, with or without a trend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import inf, sqrt

import attrs

from smartgoals.model.field import refuse
from smartgoals.progress.mixture import to_grid
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.readings import Readings, to_readings
from smartgoals.progress.real import real, reals
from smartgoals.progress.textbook import lacking, with_interval

__all__ = ["Smoothed", "holt", "ses", "smooth", "smooth_growth", "smooth_trend"]

_TENTHS = [tenth / 10 for tenth in range(1, 10)]
"""Smoothing parameters that are tried where none is given: finer steps change forecasts by less than their error."""


@attrs.frozen(kw_only=True)
class Smoothed:
    """The state of exponential smoothing after the last reading.

    Attributes:
        level: The smoothed level.
        trend: Change of the level a step; a factor a step for `smooth_growth()`; 0 for `smooth()`.
        errors: What each reading differed from its forecast one step before; the first from the initial state.
        is_growth: The trend is a factor.
    """

    level: float
    trend: float = 0.0
    errors: tuple[float, ...] = ()
    is_growth: bool = False

    def at(self, steps: float) -> float:
        """The forecast a number of steps ahead."""
        return self.level * self.trend**steps if self.is_growth else self.level + self.trend * steps


def smooth(values: Sequence[float], *, alpha: float) -> Smoothed:
    """Simple exponential smoothing: l += alpha (y - l), begun at the first reading.

    Args:
        values: One reading or more, evenly spaced, oldest first.
        alpha: How far the level follows each reading, in (0, 1].

    Raises:
        InvalidValueError: No readings, what is no finite number, or alpha out of its range.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 8.1; checked against statsmodels.

    Example:
        >>> smooth([10, 20, 20], alpha=0.5).level
        17.5
    """
    readings, (alpha,) = _checked("smooth", values, 1, alpha=alpha)
    level = readings[0]
    errors = []
    for value in readings:
        errors.append(value - level)
        level += alpha * errors[-1]
    return Smoothed(level=level, errors=tuple(errors))


def smooth_trend(values: Sequence[float], *, alpha: float, beta: float) -> Smoothed:
    """Holt's linear trend, begun at level y1 and trend y2 - y1, the first reading being filtered too.

    l' = l + b + alpha e and b' = b + alpha beta e, where e = y - l - b.

    Args:
        values: Two readings or more, evenly spaced, oldest first.
        alpha: How far the level follows each reading, in (0, 1].
        beta: How far the trend follows the level, in (0, 1].

    Raises:
        InvalidValueError: Fewer than two readings, what is no finite number, or a parameter out of its range.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 8.2; checked against statsmodels.

    Example:
        >>> state = smooth_trend([1, 2, 3, 4], alpha=0.5, beta=0.5)
        >>> round(state.trend, 3)
        0.824
    """
    readings, (alpha, beta) = _checked("smooth_trend", values, 2, alpha=alpha, beta=beta)
    level, trend = readings[0], readings[1] - readings[0]
    errors = []
    for value in readings:
        error = value - level - trend
        errors.append(error)
        level += trend + alpha * error
        trend += alpha * beta * error
    return Smoothed(level=level, trend=trend, errors=tuple(errors))


def smooth_growth(values: Sequence[float], *, alpha: float, beta: float) -> Smoothed:
    """Holt's method with a growth factor in the place of a trend, begun at y1 and y2 / y1.

    Args:
        values: Two readings or more above 0, evenly spaced, oldest first.
        alpha: How far the level follows each reading, in (0, 1].
        beta: How far the growth follows the level, in (0, 1].

    Raises:
        InvalidValueError: Fewer than two readings, one that is not above 0, or a parameter out of its range.

    Source:
        Pegels, "Exponential forecasting: some new variations", Management Science 15 (1969); checked against
        statsmodels.

    Example:
        >>> round(smooth_growth([100, 110, 121], alpha=0.8, beta=0.2).at(1), 6)
        130.984524
    """
    readings, (alpha, beta) = _checked("smooth_growth", values, 2, alpha=alpha, beta=beta)
    if min(readings) <= 0:
        refuse("smooth_growth", "values", min(readings), "is not above 0", "use smooth_trend()")
    level, growth = readings[0], readings[1] / readings[0]
    errors = []
    for value in readings:
        expected = level * growth
        errors.append(value - expected)
        before, level = level, expected + alpha * errors[-1]
        growth += beta * (level / before - growth)
    return Smoothed(level=level, trend=growth, errors=tuple(errors), is_growth=True)


def ses(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
    alpha: float | None = None,
) -> Forecast:
    """Simple exponential smoothing as a forecast: the smoothed level, with a normal interval.

    The variance h steps ahead is s^2 (1 + (h - 1) alpha^2), where s^2 is the mean squared one-step error.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings. Uneven times are counted as even steps, which the limits tell.
        at: The time asked about, not before the last reading.
        target: The target, for the probabilities.
        direction: "increase" or "decrease".
        level: The share that the interval is to hold.
        alpha: How far the level follows each reading, in (0, 1]; None takes the tenth with the least squared error.

    Returns:
        The forecast; its value is None with fewer than four readings.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is out of its range.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 8.1 and 8.7.

    Example:
        >>> round(ses([1, 2, 3, 4], [10, 12, 11, 13], at=5, alpha=0.5).value, 2)
        12.0
    """
    given = to_readings("ses", times, values, at=at, target=target, direction=direction, level=level)
    if len(given.values) < 4:
        return lacking("ses", given)
    alphas = _TENTHS if alpha is None else [alpha]
    best, state = min(((a, smooth(given.values, alpha=a)) for a in alphas), key=lambda found: _squares(found[1]))
    return _smoothed("ses", given, state, lambda h: 1 + (h - 1) * best**2, known=1)


def holt(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
    alpha: float | None = None,
    beta: float | None = None,
) -> Forecast:
    """Holt's linear trend as a forecast, with a normal interval.

    The variance h steps ahead is s^2 (1 + (h - 1)(alpha^2 + alpha b h + b^2 h (2h - 1) / 6)) with b = alpha beta,
    where s^2 is the mean squared one-step error.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings. Uneven times are counted as even steps, which the limits tell.
        at: The time asked about, not before the last reading.
        target: The target, for the probabilities and the time of reaching it.
        direction: "increase" or "decrease".
        level: The share that the interval is to hold.
        alpha: How far the level follows each reading, in (0, 1]; None takes the tenth with the least squared error.
        beta: How far the trend follows the level, in (0, 1]; None likewise.

    Returns:
        The forecast; its value is None with fewer than five readings.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is out of its range.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 8.2 and 8.7.

    Example:
        >>> holt([1, 2, 3, 4, 5], [2, 4, 6, 8, 10], at=7, alpha=1, beta=1).value
        14.0
    """
    given = to_readings("holt", times, values, at=at, target=target, direction=direction, level=level)
    if len(given.values) < 5:
        return lacking("holt", given)
    pairs = product(_TENTHS if alpha is None else [alpha], _TENTHS if beta is None else [beta])
    (a, b), state = min(
        ((pair, smooth_trend(given.values, alpha=pair[0], beta=pair[1])) for pair in pairs),
        key=lambda found: _squares(found[1]),
    )
    b *= a
    return _smoothed(
        "holt", given, state, lambda h: 1 + (h - 1) * (a * a + a * b * h + b * b * h * (2 * h - 1) / 6), known=2
    )


def _squares(state: Smoothed) -> float:
    return sum(error * error for error in state.errors)


def _smoothed(
    method: str, given: Readings, state: Smoothed, growth: Callable[[float], float], *, known: int
) -> Forecast:
    """A forecast from a state; the first errors, against the initial state, are no errors."""
    grid = to_grid(given.times, given.at)
    errors = state.errors[known:]
    s2 = sum(error * error for error in errors) / len(errors)

    def ahead(lead: float) -> Predictive:
        steps = lead / grid.step
        return Predictive(state.at(steps), sqrt(s2 * growth(max(1.0, steps))), inf)

    limits = () if grid.is_even else (Limit.UNEVEN_TIMES,)
    return with_interval(method, given, ahead=ahead, rate=state.trend / grid.step, limits=limits)


def _checked(owner: str, values: Sequence[float], needed: int, **parameters: float) -> tuple[list[float], list[float]]:
    readings = reals(owner, "values", values)
    if len(readings) < needed:
        refuse(owner, "values", len(readings), "readings are too few", f"give {needed} or more")
    for name, value in parameters.items():
        if not 0 < real(owner, name, value) <= 1:
            refuse(owner, name, value, "is not above 0 and at most 1", "give a share such as 0.5")
    return readings, [float(value) for value in parameters.values()]
