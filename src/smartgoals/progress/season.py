"""A seasonal pattern in evenly spaced numbers, told from chance and shrunk by how little it stands out."""

from __future__ import annotations

from itertools import accumulate

__all__ = ["seasonal_offsets"]


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
