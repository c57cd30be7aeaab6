"""Forecasts by name: `forecast()` chooses the method, checks the readings and says what limits the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from smartgoals.model.field import refuse
from smartgoals.progress.levels import level_path
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.readings import Readings, to_readings
from smartgoals.progress.totals import total_path

if TYPE_CHECKING:
    from smartgoals.progress.mixture import Path
    from smartgoals.progress.predictive import Predictive

__all__ = ["forecast"]

_SHORT = 6
_BY_POWER = 0.7
"""Three looks at the target are not independent: (1 - p1)(1 - pm)(1 - pe) to this power is the chance of never."""
_LOOKS = 6
"""Into how many parts the way is cut when looking for the time of reaching."""


def forecast(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    kind: str = "level",
    level: float = 0.8,
    season: float | None = None,
    method: str = "auto",
) -> Forecast:
    given = to_readings("forecast", times, values, at=at, target=target, direction=direction, level=level)
    return _mixed(given, kind, season)


def _mixed(given: Readings, kind: str, season: float | None) -> Forecast:
    times, values, at, target, rising, level = given
    count = len(values)
    method = "auto"
    if count < 2:
        return Forecast(method=method, at=at, level=level, readings=count, limits=(Limit.TOO_FEW_READINGS,))
    last = values[-1]
    if at == times[-1]:
        met = None if target is None else float(last >= target if rising else last <= target)
        return Forecast(method=method, at=at, level=level, readings=count, value=last, low=last, high=last, probability_at=met, probability_by=met, reached_at=at if met else None, limits=(Limit.AT_LAST_READING,))
    path = (total_path if kind == "cumulative" else level_path)(times, values, at, season)
    limits = path.limits
    horizon = path.grid.horizon
    if count < _SHORT:
        limits.append(Limit.SHORT_HISTORY)
    if at - times[-1] > times[-1] - times[0]:
        limits.append(Limit.FAR_HORIZON)
    end = path.ahead(horizon)
    value = end.median
    low, high = end.interval(level)
    rate = (value - last) / (at - times[-1])
    if target is None:
        return Forecast(method=method, at=at, level=level, readings=count, value=value, low=low, high=high, rate=rate, limits=tuple(limits))
    p_at = end.probability(target, rising=rising)
    p_by = p_at
    if horizon > 1:
        first = path.ahead(1.0).probability(target, rising=rising)
        if kind == "cumulative":
            p_by = max(p_at, first)
        else:
            half = path.ahead(horizon / 2).probability(target, rising=rising)
            p_by = max(p_at, 1 - ((1 - first) * (1 - half) * (1 - p_at)) ** _BY_POWER)
    return Forecast(method=method, at=at, level=level, readings=count, value=value, low=low, high=high, rate=rate, probability_at=p_at, probability_by=p_by, limits=tuple(limits))
