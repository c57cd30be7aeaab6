"""Levels that follow from other levels: changes in percent and in points, commitments on the way to a stretch.

A goal's own `Target` resolves itself; these are the same steps on plain numbers, for those who come with numbers.
"""

from __future__ import annotations

import attrs

from smartgoals.progress.real import real

__all__ = ["Commitments", "commit_levels", "points_target", "relative_target"]


def relative_target(baseline: float, *, percent: float) -> float:
    """The level that lies so many percent of the baseline's size above it: baseline + abs(baseline) x percent / 100.

    Example:
        >>> round(relative_target(68, percent=3), 2)
        70.04

    Source:
        WHO GPW13: three percent more than 68 is 70.04, three points more is 71.
    """
    start = real("relative_target", "baseline", baseline)
    return start + abs(start) * real("relative_target", "percent", percent) / 100


def points_target(baseline: float, *, points: float) -> float:
    """The level that lies so many percentage points above a baseline in percent: baseline + points."""
    return real("points_target", "baseline", baseline) + real("points_target", "points", points)


@attrs.frozen
class Commitments:
    """Levels on the way from a baseline to a stretch, in the metric's unit."""

    target: float
    commit: float


def commit_levels(
    baseline: float, *, stretch: float, target_share: float = 0.7, commit_share: float = 0.3
) -> Commitments:
    """The target and the commitment that belong to a stretch: 70 and 30 percent of the way by default.

    Example:
        >>> commit_levels(10, stretch=5)
        Commitments(target=6.5, commit=8.5)

    Source:
        puzzle/okr, zones of a metric key result.
    """
    start = real("commit_levels", "baseline", baseline)
    way = real("commit_levels", "stretch", stretch) - start
    return Commitments(target=start + target_share * way, commit=start + commit_share * way)
