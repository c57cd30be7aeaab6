"""Outcomes of many simulated runs, kept as histograms: how many runs ended on each day, or with each number.

Source:
    LetPeopleWork/Lighthouse, "When" and "How many" forecasts; its tests give the figures in ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import accumulate, pairwise

from smartgoals.model.field import refuse
from smartgoals.progress.real import real

__all__ = [
    "how_many_likelihood",
    "how_many_percentile",
    "joint_completion",
    "when_likelihood",
    "when_percentile",
]


def _counts(owner: str, histogram: Mapping[int, float]) -> dict[int, float]:
    """Outcomes that occurred, in order."""
    counts = {outcome: real(owner, "histogram", count) for outcome, count in sorted(histogram.items())}
    if any(count < 0 for count in counts.values()):
        refuse(owner, "histogram", histogram, "counts below 0", "give how many runs ended with each outcome")
    return {outcome: count for outcome, count in counts.items() if count}


def when_percentile(histogram: Mapping[int, float], percent: float) -> int | None:
    """The first day by which so many percent of the runs were done.

    Args:
        histogram: Runs by the day they were done.
        percent: How sure to be, in (0, 100].

    Returns:
        The smallest day whose runs so far reach ceil(n x percent / 100); None without runs.

    Example:
        >>> when_percentile({3: 1, 4: 2, 5: 3}, 50)
        4
    """
    return _first(_counts("when_percentile", histogram), percent, "when_percentile")


def how_many_percentile(histogram: Mapping[int, float], percent: float) -> int | None:
    """The number that at least so many percent of the runs reached; to be surer is to promise less.

    Args:
        histogram: Runs by how many things they got done.
        percent: How sure to be, in (0, 100].

    Example:
        >>> how_many_percentile({3: 1, 4: 2, 5: 3}, 85)
        3
    """
    counts = _counts("how_many_percentile", histogram)
    return _first(dict(reversed(counts.items())), percent, "how_many_percentile")


def _first(counts: Mapping[int, float], percent: float, owner: str) -> int | None:
    if not 0 < real(owner, "percent", percent) <= 100:
        refuse(owner, "percent", percent, "is not above 0 and at most 100", "give a number such as 85")
    # 10 runs at 70 % are 7.000000000000001 in floats; a run more would be asked for.
    needed = math.ceil(round(sum(counts.values()) * percent / 100, 9))
    for outcome, reached in zip(counts, accumulate(counts.values()), strict=True):
        if reached >= needed:
            return outcome
    return None


def when_likelihood(histogram: Mapping[int, float], by: int, *, empty: float | None = None) -> float | None:
    """Percent of the runs that were done by a day, that day included.

    Args:
        histogram: Runs by the day they were done.
        by: The day.
        empty: What to return without runs; Lighthouse says 0, we say None.
    """
    counts = _counts("when_likelihood", histogram)
    whole = sum(counts.values())
    return 100 * sum(count for day, count in counts.items() if day <= by) / whole if whole else empty


def how_many_likelihood(histogram: Mapping[int, float], at_least: int, *, empty: float | None = None) -> float | None:
    """Percent of the runs that got at least so many things done; see `when_likelihood()`."""
    return when_likelihood({-number: count for number, count in histogram.items()}, -at_least, empty=empty)


def joint_completion(*histograms: Mapping[int, float]) -> dict[int, float]:
    """When all of several parts are done, if they do not depend on each other.

    The share of runs done by a day is multiplied over the parts; the later of two parts is later than either, so the
    worst part alone is too hopeful.

    Args:
        histograms: For each part, runs by the day they were done. Parts without runs are left out.

    Returns:
        Runs by day, scaled to the largest number of runs among the parts; they need not be whole.

    Example:
        >>> joint_completion({2: 10}, {1: 5, 4: 5})
        {2: 5.0, 4: 5.0}
    """
    parts = [counts for histogram in histograms if (counts := _counts("joint_completion", histogram))]
    if not parts:
        return {}
    sizes = [sum(counts.values()) for counts in parts]
    days = sorted({day for counts in parts for day in counts})
    done = [0.0]
    for day in days:
        shares = (
            sum(n for on, n in counts.items() if on <= day) / size for counts, size in zip(parts, sizes, strict=True)
        )
        done.append(math.prod(shares))
    return {
        day: max(sizes) * (after - before)
        for day, (before, after) in zip(days, pairwise(done), strict=True)
        if after > before
    }
