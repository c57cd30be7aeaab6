"""Forecasts by name: `forecast()` passes readings to the mixture, or to the method that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smartgoals.model.field import refuse
from smartgoals.progress.arriving import chance_by, first_reached
from smartgoals.progress.levels import level_path
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.readings import Readings, to_readings
from smartgoals.progress.real import real
from smartgoals.progress.sampling import throughput
from smartgoals.progress.smoothing import holt, ses
from smartgoals.progress.textbook import is_met, lacking, reading_limits
from smartgoals.progress.totals import total_path
from smartgoals.progress.trends import ols, siegel, theil_sen
from smartgoals.progress.walks import compound, drift, two_point

__all__ = ["METHODS", "auto", "forecast"]

METHODS: dict[str, Callable[..., Forecast]] = {
    "two_point": two_point,
    "drift": drift,
    "ols": ols,
    "theil_sen": theil_sen,
    "siegel": siegel,
    "ses": ses,
    "holt": holt,
    "compound": compound,
    "throughput": throughput,
}
"""The textbook methods that `forecast()` knows by name, beside "auto"."""

_LOOKS = (0.25, 0.5, 0.75, 1.0)
"""Where on the way to look for the target, as parts of the whole."""
_PATHS = {"level": level_path, "ratio": level_path, "cumulative": total_path}


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
    """Forecast readings: a value, an interval, and the chances to reach a target.

    `method="auto"` is a mixture that is honest on short, wandering histories: plain forecasts, weighted by how each
    did when replayed from earlier readings, with a spread from those past errors and from the size of the steps. A
    count to date is forecast by its rates. The page on forecasts tells how it was tested and where it is weak.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings.
        at: The time asked about, in the same unit, not before the last reading.
        target: The target, in the unit of the readings; without one there are no probabilities.
        direction: "increase" if standing at or above the target meets it, "decrease" if standing at or below does.
        kind: "level" or "ratio" for a state, "cumulative" for a count to date. Only the mixture asks.
        level: The share of outcomes that the interval is to hold, above 0 and below 1.
        season: How long a season is, in the unit of `times`: 12 for months, 4 for quarters; None for no season. Only
            the mixture asks.
        method: "auto", or the name of a textbook method: two_point, drift, ols, theil_sen, siegel, ses, holt,
            compound, throughput.

    Returns:
        The forecast. Its value is None with fewer readings than the method needs (two for the mixture), and
        `limits` says so. If `at` is the time of the last reading, the mixture answers with that reading.

    Raises:
        InvalidValueError: Unequal lengths, two readings at one time, what is no finite number, `at` before the last
            reading, or an unknown direction, kind or method.

    Example:
        >>> months, visits = range(8), [310, 325, 318, 340, 355, 349, 362, 371]
        >>> print(forecast(months, visits, at=11, target=400))
        394.633 at 11, 80% between 355.61 and 437.939, target met with 42%
    """
    if kind not in _PATHS:
        refuse("forecast", "kind", kind, "is no kind of reading", f"give one of {', '.join(_PATHS)}")
    length = None if season is None else real("forecast", "season", season)
    if length is not None and length <= 0:
        refuse("forecast", "season", season, "is not above 0", "give the length of a season, or None for no season")
    if method == "auto":
        given = to_readings("forecast", times, values, at=at, target=target, direction=direction, level=level)
        return auto(given, kind, length)
    if method not in METHODS:
        refuse("forecast", "method", method, "is no method", f"give 'auto' or one of {', '.join(METHODS)}")
    return METHODS[method](times, values, at=at, target=target, direction=direction, level=level)


def auto(given: Readings, kind: str, season: float | None) -> Forecast:
    """The mixture, for readings that have been checked; see `forecast()`."""
    times, values, at, target, rising, level = given
    if len(values) < 2:
        return lacking("auto", given)
    now, last = times[-1], values[-1]
    met = target is not None and is_met(last, target, rising=rising)
    if at == now:
        chance = None if target is None else float(met)
        return Forecast(
            method="auto",
            at=at,
            level=level,
            readings=len(values),
            value=last,
            low=last,
            high=last,
            probability_at=chance,
            probability_by=chance,
            reached_at=now if met else None,
            limits=(Limit.AT_LAST_READING,),
        )
    path = _PATHS[kind](times, values, at, season)
    horizon = path.grid.horizon
    end = path.ahead(horizon)
    value, (low, high) = end.median, end.interval(level)
    chance = by = reached = soonest = latest = None
    if target is not None:
        leads = [horizon * part for part in _LOOKS] if horizon > 1 else [horizon]
        on_way = [*map(path.ahead, leads[:-1]), end]
        chances = [place.probability(target, rising=rising) for place in on_way]
        chance = by = chances[-1]
        if horizon > 1:
            first = path.ahead(1.0).probability(target, rising=rising)
            by = chance_by(first, chances[1], chance, chances[0], chances[2], is_total=path.is_total)
        if met:
            reached = now
        else:
            when = first_reached(leads, on_way, last, target, rising=rising, level=level)
            soonest, reached, latest = (None if lead is None else now + lead * path.grid.step for lead in when)
    return Forecast(
        method="auto",
        at=at,
        level=level,
        readings=len(values),
        value=value,
        low=low,
        high=high,
        probability_at=chance,
        probability_by=by,
        rate=(value - last) / (at - now),
        reached_at=reached,
        reached_low=soonest,
        reached_high=latest,
        limits=(*path.limits, *reading_limits(given)),
    )
