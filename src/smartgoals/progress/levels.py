"""The mixture for levels: states such as a share, a price or a waiting time, which wander, lean and return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
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
_REACH = _DAMPING / (1 - _DAMPING)
"""How many steps' worth of its slope a damped trend goes in all."""
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

State = tuple[float, float, float, float]
"""After a reading: shrunk drift, level and slope of the damped trend, slow average."""


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
    squares = _mean_square(_steps(z), grid)
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

    last, (drift, level, slope, slow) = z[-1], states[-1]
    of_walk, of_trend, of_slow, of_same = (*weights, 0.0)[:4]
    horizon, floor = grid.horizon, 0.0 if min(values) >= 0 else None

    def ahead(lead: float) -> Predictive:
        walk, trend = last + drift * lead, level + slope * _damped(lead)
        earlier = _same_place(count - 1, lead, repeats) if repeats else -1
        same = z[earlier] if earlier >= 0 else walk
        centre = of_walk * walk + of_trend * trend + of_slow * slow + of_same * same
        off_walk, off_trend, off_slow, off_same = walk - centre, trend - centre, slow - centre, same - centre
        apart = (
            of_walk * off_walk * off_walk
            + of_trend * off_trend * off_trend
            + of_slow * off_slow * off_slow
            + of_same * off_same * off_same
        )
        spread = sqrt(variance * (lead / horizon) ** _SPREAD_POWER + _DISAGREEMENT * apart)
        if offsets:
            centre += offsets[round(count - 1 + lead) % length]
        return Predictive(centre, spread, _DF, is_log, 0.0, floor)

    return Path(ahead, grid, limits)


def _scaled(values: list[float], season: float | None, grid: Grid) -> tuple[bool, Seasonless]:
    """The values without their season, on the log scale if they keep to one order of magnitude and do not leap."""
    if len(values) > 2 and min(values) > _LOG_RANGE * max(values) > 0:
        found = take_season([*map(log, values)], season, grid)
        if sum(map(abs, _steps(found.values))) <= _LOG_STEP * (len(values) - 1):
            return True, found
    return False, take_season(values, season, grid)


def _steps(z: list[float]) -> Iterator[float]:
    return map(sub, z[1:], z)


def _mean_square(steps: Iterable[float], grid: Grid) -> float:
    """The mean squared step, each taken as one of a usual gap."""
    squares = [step * step for step in steps]
    if not grid.is_even:
        squares = [square / gap**_SPREAD_POWER for square, gap in zip(squares, grid.gaps, strict=True)]
    return sum(squares) / len(squares)


def _damped(lead: float) -> float:
    """How many whole steps' worth of slope a damped trend goes in a number of steps."""
    reach: float = _REACH * (1 - _DAMPING**lead)
    return reach


def _same_place(origin: int, lead: float, length: int) -> int:
    """The last reading up to `origin` at the same place of the season as the one `lead` later; may be below 0."""
    ahead = max(1, round(lead))
    return origin + ahead - length * ceil(ahead / length)


def _states(z: list[float], gaps: list[float]) -> list[State]:
    """Follow the readings with all forecasts at once."""
    first = level = slow = z[0]
    slope = since = 0.0
    states = [(0.0, level, slope, slow)]
    for k, (value, gap) in enumerate(zip(z[1:], gaps, strict=True), 1):
        since += gap
        drift = (value - first) / since * k / (k + _DRIFT_DOUBT)
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
        states.append((drift, level, slope, slow))
    return states


def _replay(
    z: list[float], grid: Grid, states: list[State], repeats: int
) -> tuple[list[Sequence[float]], list[float], float]:
    """Forecast again from earlier readings.

    Returns:
        The errors of each forecast, what each counts at the horizon asked about, and the sum of their recencies.
    """
    count = len(z)
    errors: list[tuple[float, float, float]] = []
    seasons: list[float] = []
    counts: list[float] = []
    recencies = 0.0
    first = first_origin(count, 1)
    elapsed = [] if grid.is_even else [0.0, *accumulate(grid.gaps)]
    for lead in replayed_leads(grid.horizon, count - 1 - first):
        later, number = z[first + lead :], count - first - lead
        if grid.is_even:
            leads, reaches = [float(lead)] * number, [_damped(lead)] * number
        else:
            leads = [*map(sub, elapsed[first + lead :], elapsed[first:])]
            reaches = [*map(_damped, leads)]
        found = [
            (value - last - drift * ahead, value - level - slope * reach, value - slow)
            for value, last, (drift, level, slope, slow), ahead, reach in zip(
                later, z[first:], states[first:], leads, reaches, strict=False
            )
        ]
        errors += found
        if repeats:
            back = repeats * ceil(lead / repeats) - lead
            unknown = max(0, back - first)
            seasons += [of_walk for of_walk, _, _ in found[:unknown]]
            seasons += map(sub, later[unknown:], z[first + unknown - back :])
        recency = fading(lead, first, count)
        counts += [part * grid.horizon / ahead for part, ahead in zip(recency, leads, strict=True)]
        recencies += sum(recency)
    by_forecast: list[Sequence[float]] = [*zip(*errors, strict=True)] or [(), (), ()]
    return [*by_forecast, seasons] if repeats else by_forecast, counts, recencies
