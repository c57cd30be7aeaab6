"""The parts that both mixtures share: which forecasts to replay, how to weigh them, how far to trust their errors.

Several plain forecasts are made again from every earlier reading, as if the later ones were not known yet. Each then
counts by how well it did, and the errors of the whole show how wide the interval must be. The constants were chosen
by cross-validation on windows cut from some 300 public series; the page on forecasts tells how, and what each part is
worth. They sit on flat ground: half or double of one seldom moves the Brier score by more than 0.001.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import add, mul, sub
from typing import NamedTuple

from smartgoals.progress.outlook import Limit
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.readings import middle

__all__ = ["Grid", "Path", "blend", "fading", "first_origin", "replayed_leads", "to_grid"]

_FADE = 0.95
"""What an error counts for each reading that has come since. 0.9 and 0.97 do as well."""
_REPLAYED = 120
"""Origins that are replayed at most: an error 120 readings old counts 0.002, and long series stay cheap."""
_FADED = [_FADE**age for age in range(_REPLAYED, -1, -1)]
_DOUBT = 4
"""Weights are trusted n / (n + 4): with few readings, errors are luck. 8 does as well, 16 worse."""
_STEPS_WORTH = 4.0
"""The usual size of steps is worth four observations of spread ..."""
_ERRORS_WORTH = 0.5
"""... and the replayed errors, which overlap, half of one a reading. Past errors alone are too narrow, most of all for
counts; steps alone forget what the forecasts explain."""
_PERFECT, _LEAST = 1e-12, 1e-300
"""Forecasts without any error would get all the weight; less than a millionth of the usual step is none."""
_UNEVEN = 0.3
"""Steps within 30 % of the usual one count as even, so that months of 28 and 31 days are both one step."""


class Grid(NamedTuple):
    """Times counted in usual steps: the median gap between readings is 1."""

    gaps: list[float]
    horizon: float
    step: float
    is_even: bool


class Path(NamedTuple):
    """Forecasts along the way."""

    ahead: Callable[[float], Predictive]
    """The distribution a number of steps after the last reading."""
    grid: Grid
    limits: list[Limit]
    is_total: bool = False
    """It never falls, so a target that is reached stays so."""


def to_grid(times: list[float], at: float) -> Grid:
    """Count in steps; nearly even steps count as even."""
    gaps = [*map(sub, times[1:], times)]
    step = middle(gaps)
    horizon = (at - times[-1]) / step
    if min(gaps) >= (1 - _UNEVEN) * step and max(gaps) <= (1 + _UNEVEN) * step:
        return Grid([1.0] * len(gaps), horizon, step, is_even=True)
    return Grid([gap / step for gap in gaps], horizon, step, is_even=False)


def replayed_leads(horizon: float, most: int) -> list[int]:
    """How many readings ahead the past is replayed: a third, two thirds and all of the horizon, as far as it goes."""
    leads = {max(1, round(part)) for part in (horizon / 3, horizon * 2 / 3, horizon)}
    return sorted(lead for lead in leads if lead <= most) or ([most] if most > 0 else [])


def fading(lead: int, first: int, readings: int) -> list[float]:
    """What each replayed error counts, by its age; from origin `first` on, the last one counting 1."""
    return _FADED[first + lead - readings :]


def first_origin(readings: int, earliest: int) -> int:
    """The earliest reading from which to replay."""
    return max(earliest, readings - _REPLAYED)


def blend(
    errors: Sequence[Sequence[float]],
    counts: list[float],
    recencies: float,
    usual: float,
    *,
    power: float,
    readings: int,
) -> tuple[list[float], float]:
    """Weigh forecasts by their past errors, and put the errors of the whole together with the usual spread.

    Args:
        errors: For each forecast, its errors when replayed.
        counts: What the square of each error counts, its recency and its lead taken together.
        recencies: The sum of the recencies alone.
        usual: The variance that the size of the steps makes one expect.
        power: To which power the mean squared errors are taken, with many readings.
        readings: How many readings there are.

    Returns:
        The weights, which sum to 1, and the variance.
    """
    if not counts:
        return [1 / len(errors)] * len(errors), usual
    squared = [sum(map(mul, counts, map(mul, error, error))) for error in errors]
    floor = max(_PERFECT * usual * recencies, _LEAST)
    best = max(min(squared), floor)
    trust = -power * readings / (readings + _DOUBT)
    raw = [(max(value, floor) / best) ** trust for value in squared]
    whole = sum(raw)
    weights = [value / whole for value in raw]
    mixed = [weights[0] * error for error in errors[0]]
    for weight, column in zip(weights[1:], errors[1:], strict=True):
        mixed = [*map(add, mixed, map(mul, column, repeat(weight)))]
    past = sum(map(mul, counts, map(mul, mixed, mixed))) / recencies
    worth = _ERRORS_WORTH * readings
    return weights, (worth * past + _STEPS_WORTH * usual) / (worth + _STEPS_WORTH)
