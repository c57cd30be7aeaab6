"""Textbook forecasts from a line through all readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smartgoals.progress.outlook import Forecast
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.readings import to_readings
from smartgoals.progress.regression import RobustLine, fit_ols, fit_siegel, fit_theil_sen
from smartgoals.progress.student import t_quantile
from smartgoals.progress.textbook import lacking, with_interval, without_interval

__all__ = ["ols", "siegel", "theil_sen"]


def ols(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """The least-squares line, with a t interval for one new reading.

    fit +- t s sqrt(1 + 1/n + (x - mean)^2 / Sxx) with n - 2 degrees of freedom. Right for independent noise round a
    line; far too narrow where readings wander, as most do, and never to be used on a count to date.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings.
        at: The time asked about, not before the last reading.
        target: The target, for the probabilities and the time of reaching it.
        direction: "increase" or "decrease".
        level: The share that the interval is to hold.

    Returns:
        The forecast; its value is None with fewer than three readings, and it has no interval with three.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is not finite.

    Source:
        NIST/SEMATECH e-Handbook of Statistical Methods, 4.5.1; the times of reaching are Fieller's.

    Example:
        >>> forecast = ols([0, 31, 60, 91, 121], [100, 97.2, 93.8, 91.1, 88.3], at=365, target=80, direction="decrease")
        >>> round(forecast.value, 2), round(forecast.reached_at, 1)
        (64.36, 204.8)
    """
    given = to_readings("ols", times, values, at=at, target=target, direction=direction, level=level)
    count = len(given.values)
    if count < 3:
        return lacking("ols", given)
    line = fit_ols(given.times, given.values)
    last = given.times[-1]
    if count == 3 or line.residual_sd is None:  # one degree of freedom is no basis for an interval
        return without_interval(
            "ols",
            given,
            value=line.at(given.at),
            rate=line.slope,
            lead=_lead(given.target, line.at(last), line.slope, rising=given.rising),
        )
    sd, df = line.residual_sd, line.df

    def ahead(lead: float) -> Predictive:
        return Predictive(line.at(last + lead), line.se_prediction(last + lead) or 0.0, df)

    crossing = None
    if given.target is not None:
        width = (t_quantile((1 + given.level) / 2, df) * sd) ** 2
        gap, past = given.target - line.at(last), last - line.x_mean
        # (gap - slope x)^2 = width (1 + 1/n + (past + x)^2 / Sxx), in x units of time after the last reading
        crossing = (
            line.slope**2 - width / line.x_squares,
            -2 * (gap * line.slope + width * past / line.x_squares),
            gap * gap - width * (1 + 1 / count + past * past / line.x_squares),
        )
    return with_interval("ols", given, ahead=ahead, rate=line.slope, crossing=crossing)


def theil_sen(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """The line with the median slope of all pairs of readings; see `fit_theil_sen()`.

    A few wild readings do not move it. It has no honest interval for a new reading, which may be wild as well.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings.
        at: The time asked about, not before the last reading.
        target: The target, for the time of reaching it.
        direction: "increase" or "decrease".
        level: Not used; there is no interval.

    Returns:
        The forecast; its value is None with fewer than three readings.

    Raises:
        InvalidValueError: The readings are not such as described, or a number is not finite.

    Example:
        >>> theil_sen([0, 1, 2, 3, 4], [0, 1, 2, 30, 4], at=5).value
        5.0
    """
    return _robust("theil_sen", fit_theil_sen, times, values, at, target, direction, level)


def siegel(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
) -> Forecast:
    """The line with the repeated median slope; see `fit_siegel()`. Arguments, answer and errors as `theil_sen()`.

    Example:
        >>> siegel([0, 1, 2, 3, 4], [0, 1, 2, 30, 4], at=5).value
        5.0
    """
    return _robust("siegel", fit_siegel, times, values, at, target, direction, level)


def _robust(
    method: str,
    fit: Callable[[Sequence[float], Sequence[float]], RobustLine],
    times: Sequence[float],
    values: Sequence[float],
    at: float,
    target: float | None,
    direction: str,
    level: float,
) -> Forecast:
    given = to_readings(method, times, values, at=at, target=target, direction=direction, level=level)
    if len(given.values) < 3:
        return lacking(method, given)
    line = fit(given.times, given.values)
    lead = _lead(given.target, line.at(given.times[-1]), line.slope, rising=given.rising)
    return without_interval(method, given, value=line.at(given.at), rate=line.slope, lead=lead)


def _lead(target: float | None, now: float, slope: float, *, rising: bool) -> float | None:
    """When a line reaches a target, from the last reading on; None if it leads elsewhere."""
    if target is None or not slope or (slope > 0) != rising:
        return None
    return max(0.0, (target - now) / slope)
