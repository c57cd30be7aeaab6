"""A seasonal pattern in evenly spaced numbers, told from chance and shrunk by how little it stands out."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from smartgoals.progress.mixture import Grid
from smartgoals.progress.outlook import Limit

__all__ = ["Seasonless", "seasonal_offsets", "take_season"]


class Seasonless(NamedTuple):
    """Numbers with the season taken out."""

    values: list[float]
    length: int
    """How many readings make a season; 0 if there is none to speak of."""
    offsets: list[float] | None
    """What was taken out at each place of the season; None if nothing was."""
    limits: list[Limit]


def take_season(values: list[float], season: float | None, grid: Grid) -> Seasonless:
    """Take the season out, where one is asked for and stands out.

    Args:
        values: Numbers at the times of the grid.
        season: How long a season is, in the unit of time; None for no season.
        grid: The times, which must be even for a season to be seen.
    """
    length = round(season / grid.step) if season is not None else 0
    if length < 2:
        return Seasonless(values, 0, None, [])
    if not grid.is_even:
        return Seasonless(values, 0, None, [Limit.UNEVEN_TIMES])
    offsets = seasonal_offsets(values, length)
    if offsets is None:
        return Seasonless(values, length, None, [Limit.SEASON_UNSEEN] if len(values) < 2 * length else [])
    return Seasonless([value - offsets[i % length] for i, value in enumerate(values)], length, offsets, [])


def seasonal_offsets(values: list[float], length: int) -> list[float] | None:
    """How far each place of the season lies from the middle, by classical decomposition.

    A centred average over one season is taken off, what is left is averaged place by place, and the averages are
    shrunk by 1 - 1 / F, where F is the ratio of the variance between places to that within them: a pattern that
    stands out no more than chance would is not used (James and Stein's idea, with Fisher's ratio).

    Args:
        values: Evenly spaced numbers, oldest first.
        length: How many of them make a season, 2 or more.

    Returns:
        An offset for each place, that of `values[0]` first, with a mean of zero; None if there are fewer than two
        whole seasons or no pattern.

    Source:
        Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3.4; the shrinkage is our own choice.
    """
    count = len(values)
    if count < 2 * length:
        return None
    half, even = length // 2, length % 2 == 0
    sums = [0.0, *accumulate(values)]
    places: list[list[float]] = [[] for _ in range(length)]
    for i in range(half, count - half):
        total = sums[i + half + 1] - sums[i - half]
        if even:
            total -= (values[i - half] + values[i + half]) / 2
        places[i % length].append(values[i] - total / length)
    means = [sum(place) / len(place) for place in places]
    middle = sum(means) / length
    offsets = [mean - middle for mean in means]
    within = sum((value - mean) ** 2 for place, mean in zip(places, offsets, strict=True) for value in place)
    between = sum(len(place) * mean * mean for place, mean in zip(places, offsets, strict=True))
    if between <= 0:
        return None
    freedom = max(1, count - 2 * half - length)
    keep = 1 - within / freedom / (between / (length - 1))
    return [offset * keep for offset in offsets] if keep > 0 else None
