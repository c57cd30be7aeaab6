"""The distribution that a forecast stands for: Student's t, on the plain or the log scale, with a floor."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from smartgoals.progress.student import t_cdf, t_quantile

__all__ = ["Predictive"]

_LARGEST_LOG = 700.0
"""Beyond this the exponential is no float any more."""


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
        return self._value(self.centre)

    def interval(self, level: float) -> tuple[float, float]:
        """The two ends of the middle `level` of outcomes."""
        half = self.scale * t_quantile((1 + level) / 2, self.df)
        return self._value(self.centre - half), self._value(self.centre + half)

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
        return t_cdf(max(-1e150, min(1e150, distance / self.scale)), self.df)

    def _value(self, x: float) -> float:
        value = self.base + (exp(min(x, _LARGEST_LOG)) if self.is_log else x)
        return value if self.floor is None or value > self.floor else self.floor
