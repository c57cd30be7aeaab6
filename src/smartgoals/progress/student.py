"""Student's t distribution and the normal multiplier, from the standard library alone.

The distribution function is the regularised incomplete beta function, computed by its continued fraction
(Abramowitz and Stegun 26.5.8 and 26.7.1), with Lentz's way of evaluating it.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan, erfc, exp, inf, isfinite, lgamma, log, log1p, pi, sqrt

from smartgoals.model.field import refuse

__all__ = ["normal_multiplier", "t_cdf", "t_pdf", "t_quantile"]

_MANY = 1e5
"""Degrees of freedom from which Fisher's expansion round the normal distribution is used: it is exact to 1e-12 there,
while differences of lgamma lose digits."""
_FAR = 40.0
"""Beyond this many standard deviations nothing is left of a normal distribution."""
_ROUNDS = 500
_TINY = 1e-300
_SQRT2, _SQRT3 = sqrt(2.0), sqrt(3.0)


def t_pdf(t: float, df: float) -> float:
    """The density of Student's t distribution.

    Args:
        t: Where to look, any number.
        df: Degrees of freedom, above 0, not necessarily whole; infinity for the normal distribution.

    Returns:
        The density, 0 or above.

    Raises:
        InvalidValueError: `df` is not above 0, or `t` is not a number.

    Example:
        >>> round(t_pdf(0.0, 3), 6)
        0.367553
    """
    _check(t, df, "t_pdf")
    if df >= _MANY:
        return _normal_pdf(t) * (1 + (t**4 - 2 * t * t - 1) / (4 * df)) if abs(t) < _FAR else 0.0
    return exp(lgamma((df + 1) / 2) - lgamma(df / 2) - (df + 1) / 2 * log1p(t * t / df)) / sqrt(df * pi)


def t_cdf(t: float, df: float) -> float:
    """The chance that Student's t is at most `t`.

    Args:
        t: Where to look, any number.
        df: Degrees of freedom, above 0, not necessarily whole; infinity for the normal distribution.

    Returns:
        A probability in [0, 1], to about 1e-11.

    Raises:
        InvalidValueError: `df` is not above 0, or `t` is not a number.

    Example:
        >>> round(t_cdf(1.5, 2), 10)
        0.8638034376
    """
    if df == 3 and isfinite(t):  # the closed form, which the forecasts ask for all the time
        s = t / _SQRT3
        p = 0.5 + (s / (1.0 + s * s) + atan(s)) / pi
        return min(1.0, max(0.0, p))
    _check(t, df, "t_cdf")
    if df >= _MANY:
        if abs(t) >= _FAR:
            return float(t > 0)
        first, second = (t**3 + t) / 4, (3 * t**7 - 5 * t**5 - 7 * t**3 - 3 * t) / 96
        return erfc(-t / _SQRT2) / 2 - _normal_pdf(t) * (first / df + second / df**2)
    square = t * t
    if square < df:  # from the middle, where the tail would lose half of the digits
        body = _incomplete_beta(square / (df + square), 0.5, df / 2) / 2
        return 0.5 + body if t > 0 else 0.5 - body
    tail = _incomplete_beta(df / (df + square), df / 2, 0.5) / 2
    return 1.0 - tail if t > 0 else tail


@lru_cache(maxsize=512)
def t_quantile(p: float, df: float) -> float:
    """The value that Student's t stays at or below with probability `p`.

    Args:
        p: A probability, above 0 and below 1.
        df: Degrees of freedom, above 0, not necessarily whole; infinity for the normal distribution.

    Returns:
        The quantile, to about 1e-12 of itself.

    Raises:
        InvalidValueError: `p` is not between 0 and 1, or `df` is not above 0.

    Example:
        >>> round(t_quantile(0.975, 3), 8)
        3.18244631
    """
    if not 0 < p < 1:
        refuse("t_quantile", "p", p, "is not between 0 and 1", "give a probability such as 0.9")
    _check(0.0, df, "t_quantile")
    if p == 0.5:
        return 0.0
    if p < 0.5:
        return -t_quantile(1 - p, df)
    low, high = 0.0, 1.0
    while t_cdf(high, df) < p and high < 1e300:
        low, high = high, high * 2
    middle = (low + high) / 2
    while low < middle < high:  # until no float lies between
        low, high = (middle, high) if t_cdf(middle, df) < p else (low, middle)
        middle = (low + high) / 2
    return middle


def normal_multiplier(level: float) -> float:
    """How many standard deviations on each side of the mean hold a share of a normal distribution.

    Args:
        level: The share, above 0 and below 1.

    Raises:
        InvalidValueError: `level` is not between 0 and 1.

    Example:
        >>> round(normal_multiplier(0.8), 2)
        1.28
    """
    if not 0 < level < 1:
        refuse("normal_multiplier", "level", level, "is not between 0 and 1", "give a share such as 0.8")
    return t_quantile((1 + level) / 2, inf)


def _normal_pdf(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)


def _check(t: float, df: float, owner: str) -> None:
    if not df > 0:
        refuse(owner, "df", df, "is not above 0", "give the degrees of freedom, for example readings less 1")
    if not isfinite(t):
        refuse(owner, "t", t, "is not a number", "give a finite number")


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for x in [0, 1), by Lentz's continued fraction."""
    if x <= 0:
        return 0.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    c, d = 1.0, 1.0 / ((1.0 - (a + b) * x / (a + 1)) or _TINY)
    fraction = d
    for m in range(1, _ROUNDS):  # pragma: no branch - it ends long before
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / ((1.0 + factor * d) or _TINY)
            c = (1.0 + factor / c) or _TINY
            fraction *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return front * fraction
