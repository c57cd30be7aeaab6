"""The mixture for levels: states such as a share, a price or a waiting time, which wander, lean and return."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import ceil, log, sqrt
from operator import sub

from smartgoals.progress.mixture import Grid, Path, blend, fading, first_origin, replayed_leads, to_grid
from smartgoals.progress.outlook import Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.season import Seasonless, take_season

__all__ = ["level_path"]

_LOG_RANGE = 0.1
"""The log scale is used if the smallest reading is above a tenth of the largest ..."""
_LOG_STEP = 0.35
"""... and the mean step on it is below this (a factor of 1.4): wild counts explode when their logs are extrapolated."""
_DRIFT_DOUBT = 3
"""The average step is trusted k / (k + 3) after k steps: a trend seen over two steps is mostly noise."""
_LEVEL, _TREND, _DAMPING = 0.8, 0.4, 0.85
"""The damped trend follows readings closely, and 15 % of its slope is lost each step (Gardner and McKenzie)."""
_SLOW = 0.25
"""The slow average remembers some four readings: where numbers return to when they only scatter."""
_POWER = 4.0
"""Weights go by the mean squared error to the power -4: sharper than by the inverse alone, short of picking one."""
_SPREAD_POWER = 0.7
"""Squared steps grow with time to this power: 1 for a random walk, 0 for noise round a level, 0.7 between."""
_DISAGREEMENT = 0.5
"""Half of the variance between the forecasts is added: where they disagree, less is known."""
_WIDTH, _SHORT = 0.5, 7.0
"""Variance x 0.5 (1 + 7 / n): with the t distribution's wide tails, four in five outcomes fall inside."""
_DF = 3.0
"""Degrees of freedom: the tails that real series have. Of the shapes tried none did better."""
_UNMOVED = 0.01
"""If readings have never moved, steps of a hundredth of the largest stand in."""

States = tuple[list[float], list[float], list[float], list[float]]
"""After each reading: shrunk drift, level and slope of the damped trend, slow average."""


def level_path(times: list[float], values: list[float], at: float, season: float | None) -> Path:
    """Forecast a level from two readings or more.

    Args:
        times: Two or more times, in order.
        values: The value at each.
        at: The time asked about, after the last.
        season: How long a season is, in the unit of `times`; None for no season.
    """
    count = len(values)
    grid = to_grid(times, at)
    is_log, (z, length, offsets, limits) = _scaled(values, season, grid)
    squares = _step_squares(z, grid)
    if squares == 0:
        limits.append(Limit.NO_MOVEMENT)
        squares = (_UNMOVED if is_log else _UNMOVED * max(map(abs, values))) ** 2
    states = _states(z, grid.gaps)
    repeats = length if length and offsets is None and _same_place(count - 1, grid.horizon, length) >= 0 else 0
    errors, counts, recencies = _replay(z, grid, states, repeats)
    usual = squares * grid.horizon**_SPREAD_POWER
    weights, variance = blend(errors, counts, recencies, usual, power=_POWER, readings=count)
    variance *= _WIDTH * (1 + _SHORT / count)
    if offsets:  # each is the mean of count / length readings, and as uncertain as that
        variance *= 1 + length / count

    last, drift, level, slope, slow = z[-1], *(state[-1] for state in states)
    of_walk, of_trend, of_slow, of_same = (*weights, 0.0)[:4]
    floor = 0.0 if min(values) >= 0 else None

    def ahead(lead: float) -> Predictive:
        walk, trend = last + drift * lead, level + slope * _damped(lead)
        earlier = _same_place(count - 1, lead, repeats) if repeats else -1
        same = z[earlier] if earlier >= 0 else walk
        centre = of_walk * walk + of_trend * trend + of_slow * slow + of_same * same
        apart = (
            of_walk * (walk - centre) ** 2
            + of_trend * (trend - centre) ** 2
            + of_slow * (slow - centre) ** 2
            + of_same * (same - centre) ** 2
        )
        spread = sqrt(variance * (lead / grid.horizon) ** _SPREAD_POWER + _DISAGREEMENT * apart)
        if offsets:
            centre += offsets[round(count - 1 + lead) % length]
        return Predictive(centre, spread, _DF, is_log=is_log, floor=floor)

    return Path(ahead, grid, limits)


def _scaled(values: list[float], season: float | None, grid: Grid) -> tuple[bool, Seasonless]:
    """The values without their season, on the log scale if they keep to one order of magnitude and do not leap."""
    if len(values) > 2 and min(values) > _LOG_RANGE * max(values) > 0:
        found = take_season([*map(log, values)], season, grid)
        if sum(abs(b - a) for a, b in pairwise(found.values)) <= _LOG_STEP * (len(values) - 1):
            return True, found
    return False, take_season(values, season, grid)


def _step_squares(z: list[float], grid: Grid) -> float:
    """The mean squared step, each taken as one of a usual gap."""
    squares = [(b - a) ** 2 for a, b in pairwise(z)]
    if not grid.is_even:
        squares = [square / gap**_SPREAD_POWER for square, gap in zip(squares, grid.gaps, strict=True)]
    return sum(squares) / len(squares)


def _damped(lead: float) -> float:
    """How many whole steps' worth of slope a damped trend goes in a number of steps."""
    reach: float = _DAMPING * (1 - _DAMPING**lead) / (1 - _DAMPING)
    return reach


def _same_place(origin: int, lead: float, length: int) -> int:
    """The last reading up to `origin` at the same place of the season as the one `lead` later; may be below 0."""
    ahead = max(1, round(lead))
    return origin + ahead - length * ceil(ahead / length)


def _states(z: list[float], gaps: list[float]) -> States:
    """Follow the readings with all forecasts at once."""
    first = level = slow = z[0]
    slope = since = 0.0
    drifts, levels, slopes, slows = [0.0], [first], [0.0], [first]
    for k, (value, gap) in enumerate(zip(z[1:], gaps, strict=True), 1):
        since += gap
        drifts.append((value - first) / since * k / (k + _DRIFT_DOUBT))
        if gap == 1.0:
            keep, reach, follow, turn, near = _DAMPING, _DAMPING, _LEVEL, _TREND, _SLOW
        else:
            keep, reach = _DAMPING**gap, _damped(gap)
            follow, turn, near = 1 - (1 - _LEVEL) ** gap, 1 - (1 - _TREND) ** gap, 1 - (1 - _SLOW) ** gap
        expected = level + slope * reach
        miss = value - expected
        level = expected + follow * miss
        slope = keep * slope + turn * miss / gap
        slow += near * (value - slow)
        levels.append(level)
        slopes.append(slope)
        slows.append(slow)
    return drifts, levels, slopes, slows


def _replay(z: list[float], grid: Grid, states: States, repeats: int) -> tuple[list[list[float]], list[float], float]:
    """Forecast again from earlier readings.

    Returns:
        The errors of each forecast, what each counts at the horizon asked about, and the sum of their recencies.
    """
    count = len(z)
    drifts, levels, slopes, slows = states
    walks: list[float] = []
    trends: list[float] = []
    averages: list[float] = []
    seasons: list[float] = []
    counts: list[float] = []
    recencies = 0.0
    first = first_origin(count, 1)
    elapsed = [] if grid.is_even else [0.0, *accumulate(grid.gaps)]
    for lead in replayed_leads(grid.horizon, count - 1 - first):
        later, before = z[first + lead :], z[first:]
        recency = fading(lead, first, count)
        if grid.is_even:
            reach, share = _damped(lead), grid.horizon / lead
            walk = [v - x - r * lead for v, x, r in zip(later, before, drifts[first:], strict=False)]
            trends += [v - x - b * reach for v, x, b in zip(later, levels[first:], slopes[first:], strict=False)]
            counts += [part * share for part in recency]
        else:
            leads = [b - a for a, b in zip(elapsed[first:], elapsed[first + lead :], strict=False)]
            walk = [v - x - r * d for v, x, r, d in zip(later, before, drifts[first:], leads, strict=False)]
            reaches = map(_damped, leads)
            trends += [
                v - x - b * d for v, x, b, d in zip(later, levels[first:], slopes[first:], reaches, strict=False)
            ]
            counts += [part * grid.horizon / d for part, d in zip(recency, leads, strict=True)]
        walks += walk
        averages += map(sub, later, slows[first:])
        if repeats:
            back = repeats * ceil(lead / repeats) - lead
            unknown = max(0, back - first)
            seasons += walk[:unknown]
            seasons += map(sub, later[unknown:], z[first + unknown - back :])
        recencies += sum(recency)
    return [walks, trends, averages, seasons] if repeats else [walks, trends, averages], counts, recencies
