"""Straight lines through readings: least squares with its intervals, and two robust lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import sqrt

import attrs

from smartgoals.model.field import concise, refuse
from smartgoals.progress.readings import middle
from smartgoals.progress.real import real, reals
from smartgoals.progress.student import normal_multiplier, t_cdf, t_quantile

__all__ = ["Regression", "RobustLine", "fit_ols", "fit_siegel", "fit_theil_sen"]

_MOST = 3000
"""Readings that are taken in pairs at most: some four million pairs, which take seconds."""


@attrs.frozen(kw_only=True, repr=False)
class Regression:
    """A least-squares line through readings, with what is needed for its intervals.

    Attributes:
        slope: Change of y per unit of x.
        intercept: The line's y where x is 0.
        readings: How many readings it was drawn through.
        residual_sd: Standard deviation of the readings round the line, with n - 2 in the divisor; None for two
            readings, which leave nothing to judge it by.
        r_squared: Share in [0, 1] of the variance that the line explains; None if all y are equal.
        x_mean: Mean of x.
        x_squares: Sum of squared distances of x from its mean.

    Example:
        >>> line = fit_ols([0, 1, 2, 3], [1, 3, 5, 8])
        >>> round(line.at(4), 2), [round(end, 2) for end in line.prediction(4, level=0.8)]
        (10.0, [8.85, 11.15])
    """

    slope: float
    intercept: float
    readings: int
    residual_sd: float | None
    r_squared: float | None
    x_mean: float
    x_squares: float

    __repr__ = concise

    @property
    def df(self) -> int:
        """Degrees of freedom, which are the readings less 2."""
        return self.readings - 2

    @property
    def se_slope(self) -> float | None:
        """Standard error of the slope, s / sqrt(Sxx)."""
        return None if self.residual_sd is None else self.residual_sd / sqrt(self.x_squares)

    @property
    def se_intercept(self) -> float | None:
        """Standard error of the intercept, s sqrt(1/n + mean(x)^2 / Sxx)."""
        return self.se_line(0.0)

    def at(self, x: float) -> float:
        """The line's y at an x."""
        return self.intercept + self.slope * x

    def se_line(self, x: float) -> float | None:
        """Standard error of the line itself at an x: s sqrt(1/n + (x - mean)^2 / Sxx)."""
        if self.residual_sd is None:
            return None
        return self.residual_sd * sqrt(1 / self.readings + (x - self.x_mean) ** 2 / self.x_squares)

    def se_prediction(self, x: float) -> float | None:
        """Standard error of one new reading at an x: s sqrt(1 + 1/n + (x - mean)^2 / Sxx)."""
        if self.residual_sd is None:
            return None
        return self.residual_sd * sqrt(1 + 1 / self.readings + (x - self.x_mean) ** 2 / self.x_squares)

    def confidence(self, x: float, *, level: float = 0.8) -> tuple[float, float] | None:
        """Two-sided interval for the line itself at an x; None with two readings."""
        return self._interval(self.at(x), self.se_line(x), level)

    def prediction(self, x: float, *, level: float = 0.8) -> tuple[float, float] | None:
        """Two-sided interval for one new reading at an x; None with two readings."""
        return self._interval(self.at(x), self.se_prediction(x), level)

    def slope_interval(self, *, level: float = 0.8) -> tuple[float, float] | None:
        """Two-sided interval for the slope; None with two readings."""
        return self._interval(self.slope, self.se_slope, level)

    def probability(self, x: float, *, target: float, direction: str = "increase") -> float | None:
        """Chance in [0, 1] that one new reading at an x is on the right side of the target; None with two readings."""
        scale = self.se_prediction(x)
        if scale is None:
            return None
        ahead = (self.at(x) - target) * (1 if direction == "increase" else -1)
        return t_cdf(ahead / scale, self.df) if scale > 0 else float(ahead >= 0)

    def reaches(self, target: float) -> float | None:
        """The x at which the line stands at the target; None for a level line."""
        return (target - self.intercept) / self.slope if self.slope else None

    def _interval(self, middle: float, scale: float | None, level: float) -> tuple[float, float] | None:
        if scale is None:
            return None
        half = t_quantile((1 + level) / 2, self.df) * scale
        return middle - half, middle + half


def fit_ols(x: Sequence[float], y: Sequence[float]) -> Regression:
    """Draw the least-squares line. Readings may come in any order, and several at one x.

    Slope Sxy / Sxx, intercept mean(y) - slope mean(x); residual variance with n - 2 in the divisor.

    Args:
        x: Two or more numbers, not all equal.
        y: As many numbers.

    Raises:
        InvalidValueError: Unequal lengths, fewer than two readings, equal x, or what is no finite number.

    Source:
        NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4; checked against the certified values of NIST StRD.

    Example:
        >>> fit_ols([0, 1, 2, 3], [1, 3, 5, 7]).slope
        2.0
    """
    xs, ys = _pairs("fit_ols", x, y)
    count = len(xs)
    x_mean, y_mean = sum(xs) / count, sum(ys) / count
    x_squares = sum((a - x_mean) ** 2 for a in xs)
    slope = sum((a - x_mean) * (b - y_mean) for a, b in zip(xs, ys, strict=True)) / x_squares
    intercept = y_mean - slope * x_mean
    rest = sum((b - y_mean - slope * (a - x_mean)) ** 2 for a, b in zip(xs, ys, strict=True))
    y_squares = sum((b - y_mean) ** 2 for b in ys)
    return Regression(
        slope=slope,
        intercept=intercept,
        readings=count,
        residual_sd=sqrt(rest / (count - 2)) if count > 2 else None,
        r_squared=1 - rest / y_squares if y_squares else None,
        x_mean=x_mean,
        x_squares=x_squares,
    )


@attrs.frozen(kw_only=True)
class RobustLine:
    """A line that outliers hardly move.

    Attributes:
        slope: Change of y per unit of x.
        intercept_joint: Median of y - slope x: the line that leaves half of the readings on each side.
        intercept_separate: Median of y less slope times median of x.
        low_slope: Lower end of the slope's interval.
        high_slope: Upper end of the slope's interval.
    """

    slope: float
    intercept_joint: float
    intercept_separate: float
    low_slope: float | None = None
    high_slope: float | None = None

    def at(self, x: float) -> float:
        """The line's y at an x, with the joint intercept."""
        return self.intercept_joint + self.slope * x


def fit_theil_sen(x: Sequence[float], y: Sequence[float], *, level: float = 0.95) -> RobustLine:
    """Draw the line whose slope is the median of the slopes of all pairs of readings.

    The interval of the slope is Sen's: ranks (N +- z sqrt(V)) / 2 among the N slopes, V being the variance of
    Kendall's statistic with its correction for ties in x and y.

    Args:
        x: Two or more numbers, not all equal.
        y: As many numbers.
        level: What share the slope's interval is to hold, above 0 and below 1.

    Returns:
        The line, with its slope's interval.

    Raises:
        InvalidValueError: As for `fit_ols()`, more than 3000 readings, or a level that is not between 0 and 1.

    Source:
        Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968); checked against SciPy.

    Example:
        >>> fit_theil_sen([0, 1, 2, 3], [0, 1, 2, 30]).slope
        5.5
    """
    xs, ys = _pairs("fit_theil_sen", x, y)
    _few("fit_theil_sen", xs)
    if not 0 < real("fit_theil_sen", "level", level) < 1:
        refuse("fit_theil_sen", "level", level, "is not between 0 and 1", "give a share such as 0.95")
    slopes = sorted((d - b) / (c - a) for (a, b), (c, d) in combinations(zip(xs, ys, strict=True), 2) if c != a)
    slope = middle(slopes)
    count, pairs = len(xs), len(slopes)
    ties = sum(k * (k - 1) * (2 * k + 5) for sample in (xs, ys) for k in _repeats(sample))
    sigma = sqrt(max(0.0, (count * (count - 1) * (2 * count + 5) - ties) / 18))
    z = normal_multiplier(level)
    high = min(round((pairs + z * sigma) / 2), pairs - 1)
    low = max(round((pairs - z * sigma) / 2) - 1, 0)
    return RobustLine(
        slope=slope,
        intercept_joint=middle([b - slope * a for a, b in zip(xs, ys, strict=True)]),
        intercept_separate=middle(ys) - slope * middle(xs),
        low_slope=slopes[low],
        high_slope=slopes[high],
    )


def fit_siegel(x: Sequence[float], y: Sequence[float]) -> RobustLine:
    """Draw the line whose slope is the median, over readings, of the median slope to all other readings.

    Up to half of the readings may be wild before the line is, against three in ten for `fit_theil_sen()`.

    Args:
        x: Two or more numbers, not all equal.
        y: As many numbers.

    Raises:
        InvalidValueError: As for `fit_ols()`, or more than 3000 readings.

    Source:
        Siegel, "Robust regression using repeated medians", Biometrika 69 (1982); checked against SciPy, whose
        hierarchical intercept is our joint one.

    Example:
        >>> fit_siegel([0, 1, 2, 3, 4], [0, 1, 2, 30, 4]).slope
        1.0
    """
    xs, ys = _pairs("fit_siegel", x, y)
    _few("fit_siegel", xs)
    slopes = [
        middle([(d - b) / (c - a) for c, d in zip(xs, ys, strict=True) if c != a]) for a, b in zip(xs, ys, strict=True)
    ]
    slope = middle(slopes)
    return RobustLine(
        slope=slope,
        intercept_joint=middle([b - slope * a for a, b in zip(xs, ys, strict=True)]),
        intercept_separate=middle(ys) - slope * middle(xs),
    )


def _few(owner: str, xs: list[float]) -> None:
    if len(xs) > _MOST:
        refuse(
            owner, "x", len(xs), "readings are too many to take in pairs", f"thin them out to {_MOST}, or use fit_ols()"
        )


def _pairs(owner: str, x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    xs, ys = reals(owner, "x", x), reals(owner, "y", y)
    if len(xs) != len(ys):
        refuse(owner, "y", len(ys), f"values stand beside {len(xs)} of x", "give one y for each x")
    if len(xs) < 2:
        refuse(owner, "x", len(xs), "readings make no line", "give two or more")
    if min(xs) == max(xs):
        refuse(owner, "x", xs[0], "is every x there is", "give readings at two times or more")
    return xs, ys


def _repeats(sample: list[float]) -> list[int]:
    return [times for times in Counter(sample).values() if times > 1]
