"""The distribution that a forecast stands for: Student's t, on the plain or the log scale, with a floor."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from smartgoals.progress.student import t_cdf, t_quantile

__all__ = ["Predictive"]

_LARGEST_LOG = 700.0
"""Beyond this the exponential is no float any more."""
_FAR = 1e150
"""Beyond this many scales nothing is left of a t distribution, and squares are no floats any more."""


class Predictive(NamedTuple):
    """A value to come: `base + x`, or `base + exp(x)`, where x is t-distributed; never below `floor`.

    Interval and probabilities are read from one distribution, so they cannot contradict each other.
    """

    centre: float
    scale: float
    df: float
    is_log: bool = False
    base: float = 0.0
    floor: float | None = None

    @property
    def median(self) -> float:
        """The middle."""
        return self.at(0.0)

    def interval(self, level: float) -> tuple[float, float]:
        """The two ends of the middle `level` of outcomes."""
        reach = self.reach(level)
        return self.at(-reach), self.at(reach)

    def at(self, scales: float) -> float:
        """The value so many scales above the middle of x, or below it where the number is negative."""
        x = self.centre + scales * self.scale
        if self.is_log:
            x = exp(min(x, _LARGEST_LOG))
        value = self.base + x
        return value if self.floor is None or value > self.floor else self.floor

    def reach(self, level: float) -> float:
        """How many scales on each side of the middle hold the middle `level` of outcomes."""
        return t_quantile((1 + level) / 2, self.df)

    def probability(self, target: float, *, rising: bool) -> float:
        """The chance to stand at or above a target, or at or below it where less is better."""
        if self.floor is not None and (target <= self.floor if rising else target < self.floor):
            return float(rising)
        x = target - self.base
        if self.is_log:
            if x <= 0:
                return float(rising)
            x = log(x)
        distance = self.centre - x if rising else x - self.centre
        if self.scale <= 0:
            return float(distance >= 0)
        scales = distance / self.scale
        return t_cdf(scales, self.df) if abs(scales) < _FAR else float(scales > 0)
