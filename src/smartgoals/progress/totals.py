"""The mixture for counts to date: the total so far and what its rates bring.

A total is a sum, so its errors add up; a forecast that sees only the total takes a bend for a trend. The rates between
readings are forecast instead, and summed.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import log, log1p, sqrt
from operator import mul

from smartgoals.progress.mixture import Grid, Path, blend, fading, first_origin, replayed_leads, to_grid
from smartgoals.progress.outlook import Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.season import take_season

__all__ = ["total_path"]

_RECENT = 0.9
"""The recent rate is an average in which each step's rate counts nine tenths of what is left."""
_POWER = 1.0
"""Recent and overall rate are weighted by the inverse of their mean squared error: they differ too little for more."""
_GROWTH = 0.04
"""What is counted tends to grow: with the rates as they stand, three in five totals end above the forecast."""
_STEADY = 0.1
"""Rates that vary by less than a tenth are a plan being followed, and grow accordingly less."""
_SPREAD_POWER = 0.8
"""The standard deviation of a sum of rates grows with time to this power: 0.5 if they were independent, 1 if alike."""
_RATE_UNKNOWN = 0.1
"""A tenth of the rate is added to the spread of a step, since the rate itself may change."""
_USUAL_VARIATION = 0.2
"""Before their own variation is known, rates vary by a fifth; this counts as one step."""
_SHORT = 1.0
"""Variance x (1 + 1 / n): with few readings the rate is a guess."""
_DF = 3.0
"""Degrees of freedom, as for levels."""


def total_path(times: list[float], values: list[float], at: float, season: float | None) -> Path:
    """Forecast a count to date from two readings or more; see `level_path()` for the arguments."""
    grid = to_grid(times, at)
    raw = [(b - a) / gap for (a, b), gap in zip(pairwise(values), grid.gaps, strict=True)]
    rates, _, offsets, limits = take_season(raw, season, grid)
    falls = min(raw) < 0
    if falls:
        limits.append(Limit.TOTAL_FELL)
    if not any(raw):
        limits.append(Limit.NO_MOVEMENT)
    rate, variance = _rate_and_variance(rates, grid)
    last = values[-1]

    def ahead(lead: float) -> Predictive:
        gain = rate * lead + (_season_sum(offsets, len(rates), lead) if offsets else 0.0)
        deviation = sqrt(variance) * lead**_SPREAD_POWER
        if falls:
            return Predictive(last + gain, deviation, _DF)
        if gain <= 0:
            return Predictive(last, deviation, _DF, floor=last)
        # a gain cannot be negative: its logarithm is t-distributed, with the same variance relative to the gain
        return Predictive(log(gain), sqrt(log1p((deviation / gain) ** 2)), _DF, is_log=True, base=last, floor=last)

    return Path(ahead, grid, limits, is_total=not falls)


def _rate_and_variance(rates: list[float], grid: Grid) -> tuple[float, float]:
    """The rate to come, and the variance of one step."""
    gaps = grid.gaps
    count = len(rates) + 1
    elapsed = [0.0, *accumulate(gaps)]
    sums = [0.0, *accumulate(map(mul, rates, gaps))]
    mean = sums[-1] / elapsed[-1]
    recents = _recent(rates, gaps)
    overall = [0.0, *(total / since for total, since in zip(sums[1:], elapsed[1:], strict=True))]

    scatter = sum(gap * (rate - mean) ** 2 for rate, gap in zip(rates, gaps, strict=True))
    usual = (scatter + (_USUAL_VARIATION * mean) ** 2) / len(rates) + (_RATE_UNKNOWN * mean) ** 2
    errors, counts, recencies = _replay(sums, elapsed, grid.horizon, recents, overall)
    weights, variance = blend(errors, counts, recencies, usual, power=_POWER, readings=count)

    rate = weights[0] * recents[-1] + weights[1] * overall[-1]
    if mean > 0:
        rate *= 1 + _GROWTH * min(1.0, sqrt(scatter / elapsed[-1]) / mean / _STEADY)
    return rate, variance * (1 + _SHORT / count)


def _recent(rates: list[float], gaps: list[float]) -> list[float]:
    """The recent rate at each reading; none at the first."""
    level = rates[0]
    levels = [0.0]
    for rate, gap in zip(rates, gaps, strict=True):
        level += (1 - (1 - _RECENT) ** gap) * (rate - level)
        levels.append(level)
    return levels


def _replay(
    sums: list[float], elapsed: list[float], horizon: float, recents: list[float], overall: list[float]
) -> tuple[list[list[float]], list[float], float]:
    """The errors of both rates from earlier readings, what each counts for one step, and the sum of recencies."""
    count = len(sums)
    by_recent: list[float] = []
    by_overall: list[float] = []
    counts: list[float] = []
    recencies = 0.0
    first = first_origin(count, 2)
    for lead in replayed_leads(horizon, count - 1 - first):
        leads = [b - a for a, b in zip(elapsed[first:], elapsed[first + lead :], strict=False)]
        gains = [b - a for a, b in zip(sums[first:], sums[first + lead :], strict=False)]
        by_recent += [gain - rate * d for gain, rate, d in zip(gains, recents[first:], leads, strict=False)]
        by_overall += [gain - rate * d for gain, rate, d in zip(gains, overall[first:], leads, strict=False)]
        recency = fading(lead, first, count)
        counts += [share / d ** (2 * _SPREAD_POWER) for share, d in zip(recency, leads, strict=True)]
        recencies += sum(recency)
    return [by_recent, by_overall], counts, recencies


def _season_sum(offsets: list[float], steps: int, lead: float) -> float:
    """What the season adds over the coming steps; a part of a step adds its part."""
    length = len(offsets)
    full = int(lead)
    total = sum(offsets[(steps + k) % length] for k in range(full % length))  # whole seasons sum to zero
    return total + (lead - full) * offsets[(steps + full) % length]
