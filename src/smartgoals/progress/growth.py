"""Rates of growth and decline, and the pace methods of statistics offices that are built on them.

Times are numbers in one unit, years unless said otherwise; rates are shares of that unit (0.02 is 2 % a year).
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import attrs

from smartgoals.model import Direction
from smartgoals.model.field import member, refuse
from smartgoals.progress.completion import achieved
from smartgoals.progress.real import real, reals

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Extrapolated",
    "GrowthPace",
    "Trend",
    "aarr",
    "aarr_from_slope",
    "arr_continuous",
    "cagr",
    "cagr_ratio",
    "extrapolated_ratio",
    "limit_scale",
    "percent_reduction",
    "required_cagr",
    "signed",
    "statcan_score",
    "trend_only",
    "trend_score",
]

_STAND_IN = 0.001
"""What a zero is replaced with, as growth from or to zero is not defined (open-sdg/sdg-build). Flagged in results."""
_LIMIT_POWER = 4.44
_RATIO_SCORE = ((-0.6, -5.0), (0.6, 0.0), (1.3, 5.0))
_TREND_SCORE = ((-0.02, -5.0), (0.0, -2.5), (0.005, 0.0), (0.015, 2.5), (0.02, 5.0))


def cagr(start: float, end: float, *, years: float) -> float | None:
    """Compound annual growth rate: (end / start) ** (1 / years) - 1.

    Args:
        start: The earlier value.
        end: The later value, in the same unit.
        years: The time between them, above 0.

    Returns:
        Share a year; None when the values do not have one sign, when the start is zero, on no time, or when the rate is
        beyond any number, as after a tenfold rise in a day.

    Example:
        >>> round(cagr(48, 30, years=3), 4)
        -0.145
    """
    first, last, span = real("cagr", "start", start), real("cagr", "end", end), real("cagr", "years", years)
    if first == 0 or span <= 0 or last / first < 0:
        return None
    try:
        return float((last / first) ** (1 / span)) - 1
    except OverflowError:  # tenfold in a day is no rate a year
        return None


def required_cagr(current: float, *, target: float, years: float) -> float | None:
    """The compound rate a year that leads from here to the target; see `cagr()`.

    Example:
        >>> round(required_cagr(1, target=0.6, years=13), 4)
        -0.0385

    Source:
        WHO, global nutrition targets: 40 percent fewer stunted children from 2012 to 2025.
    """
    return cagr(current, target, years=years)


def arr_continuous(start: float, end: float, *, years: float) -> float | None:
    """Annual rate of reduction on the logarithmic definition, in percent: 100 ln(start / end) / years.

    Not the same as the geometric rate (`cagr()`): from 48 to 30 in three years it is 15.7 against 14.5 percent.

    Example:
        >>> round(arr_continuous(48, 30, years=3), 1)
        15.7

    Source:
        UN Inter-agency Group for Child Mortality Estimation.
    """
    first, last = real("arr_continuous", "start", start), real("arr_continuous", "end", end)
    span = real("arr_continuous", "years", years)
    return 100 * math.log(first / last) / span if first > 0 and last > 0 and span > 0 else None


def percent_reduction(start: float, end: float) -> float | None:
    """How much less the end is than the start, in percent: 100 (start - end) / start; None from zero.

    Example:
        >>> round(percent_reduction(90, 48))
        47
    """
    first, last = real("percent_reduction", "start", start), real("percent_reduction", "end", end)
    return 100 * (first - last) / first if first else None


def aarr_from_slope(log_slope: float) -> float:
    """Average annual rate of reduction from the slope of ln(value) on years, in percent: 100 (1 - exp(slope)).

    Example:
        >>> round(aarr_from_slope(-0.0669), 1)
        6.5

    Source:
        UNICEF, technical note on the average annual rate of reduction (2007).
    """
    return -100 * math.expm1(real("aarr_from_slope", "log_slope", log_slope))


def aarr(years: Sequence[float], values: Sequence[float]) -> float | None:
    """Average annual rate of reduction in percent, from a straight line through ln(value) by least squares.

    Args:
        years: When each value was read.
        values: The values, all above 0.

    Returns:
        None from fewer than two different years.

    Example:
        >>> round(aarr([2000, 2005, 2010], [40, 36, 32.4]), 2)
        2.09

    Source:
        UNICEF, technical note (2007); `get_aarr` of gpw13/billionaiRe.
    """
    times, read = reals("aarr", "years", years), reals("aarr", "values", values)
    if len(times) != len(read):
        refuse("aarr", "values", len(read), f"does not go with {len(times)} years", "give one value for each year")
    if any(value <= 0 for value in read):
        refuse("aarr", "values", values, "are not all above 0", "leave out what has no logarithm")
    if len(set(times)) < 2:
        return None
    logs = [math.log(value) for value in read]
    centre, height = math.fsum(times) / len(times), math.fsum(logs) / len(logs)
    spread = math.fsum((time - centre) ** 2 for time in times)
    slope = math.fsum((time - centre) * (log - height) for time, log in zip(times, logs, strict=True)) / spread
    return aarr_from_slope(slope)


@attrs.frozen
class GrowthPace:
    """How a growth rate compares with the one that was needed from the start.

    Attributes:
        observed: Growth so far, share a year; None when it cannot be told.
        required: Growth that leads from the start to the target in time, share a year.
        ratio: Observed over required, positive when the value goes the right way; None when it cannot be told.
        achieved: Whether the reading meets the target.
        replaced: Whether a zero was replaced with 0.001, which changes the answer.
    """

    observed: float | None
    required: float | None
    ratio: float | None
    achieved: bool
    replaced: bool = False


def cagr_ratio(
    current: float,
    *,
    baseline: float,
    target: float,
    elapsed: float,
    duration: float,
    direction: Direction | str,
) -> GrowthPace:
    """Growth so far over the growth that was needed: s d CAGR(baseline, current) / abs(CAGR(baseline, target)).

    d is 1 for goals that go up and -1 for goals that go down, s is -1 when the baseline is below zero. A falling goal
    on a constant rate must fall faster in absolute terms early on, so this can say *behind* where the linear ratio
    says *ahead*.

    Args:
        current: The reading, in the metric's unit.
        baseline: Where the goal started; zero is replaced with 0.001.
        target: Where it wants to go; zero is replaced with 0.001.
        elapsed: Years from the baseline to the reading; the source asks for at least one.
        duration: Years from the baseline to the deadline.
        direction: `"increase"` or `"decrease"`.

    Example:
        >>> pace = cagr_ratio(8.2, baseline=10, target=5, elapsed=5, duration=15, direction="decrease")
        >>> round(pace.ratio, 3)
        0.862

    Source:
        Eurostat (2021) after `sdg/ProgressMeasure.py` of open-sdg/sdg-build.
    """
    start, end = real("cagr_ratio", "baseline", baseline), real("cagr_ratio", "target", target)
    met = achieved(current, target=end, direction=direction)
    replaced = start == 0 or end == 0
    start, end = start or _STAND_IN, end or _STAND_IN
    observed, required = cagr(start, current, years=elapsed), cagr(start, end, years=duration)
    ratio = None
    if observed is not None and required:
        ratio = signed(observed if start > 0 else -observed, direction=direction) / abs(required)
    return GrowthPace(observed, required, ratio, met, replaced)


def limit_scale(baseline: float, *, limit: float | None) -> float:
    """How much of a growth threshold is left near a natural limit, in [0, 1]: 1 - (baseline / limit) ** 4.44.

    From the limit to twice the limit it grows again, as for an indicator that should fall to it; beyond it is 1.

    Example:
        >>> round(limit_scale(90, limit=100), 4)
        0.3736

    Source:
        Statistics Canada, in `sdg/ProgressMeasure.py` of open-sdg/sdg-build.
    """
    if limit is None:
        return 1.0
    start, edge = abs(real("limit_scale", "baseline", baseline)), abs(real("limit_scale", "limit", limit))
    if start >= 2 * edge:
        return 1.0
    share = start / edge if start <= edge else (2 * edge - start) / edge
    return 1 - float(share**_LIMIT_POWER)


def signed(growth: float, *, direction: Direction | str) -> float:
    """A growth rate that is positive when it goes the right way.

    Example:
        >>> signed(-0.01, direction="decrease")
        0.01
    """
    down = member(Direction, direction, "signed", "direction") is Direction.DECREASE
    rate = real("signed", "growth", growth)
    return -rate if down else rate


@attrs.frozen
class Trend:
    """What a trend says of an indicator that has a direction but no target.

    Attributes:
        growth: Growth so far, share a year, positive when it goes the right way; None when it cannot be told.
        scale: How much of the thresholds is left near a natural limit, in [0, 1].
        score: In [-5, 5]; None when there is no growth to speak of.
    """

    growth: float | None
    scale: float
    score: float | None


def trend_only(
    current: float, *, baseline: float, elapsed: float, direction: Direction | str, limit: float | None = None
) -> Trend:
    """The trend of an indicator without a target: its growth, signed so that the right way is positive.

    Args:
        current: The reading, in the metric's unit.
        baseline: Where it started; zero is replaced with 0.001.
        elapsed: Years between them.
        direction: `"increase"` or `"decrease"`.
        limit: A value it cannot pass, such as 100 percent; thresholds shrink near it.

    Example:
        >>> round(trend_only(110, baseline=100, elapsed=5, direction="increase").score, 2)
        4.62

    Source:
        Eurostat (2021) and Statistics Canada, in `sdg/ProgressMeasure.py` of open-sdg/sdg-build.
    """
    start = real("trend_only", "baseline", baseline) or _STAND_IN
    growth = cagr(start, current, years=elapsed)
    scale = limit_scale(start, limit=limit)
    if growth is None:
        return Trend(None, scale, None)
    right = signed(growth if start > 0 else -growth, direction=direction)
    return Trend(right, scale, trend_score(right, scale=scale))


def statcan_score(ratio: float) -> float:
    """A growth ratio as a score in [-5, 5], so that unlike series can be averaged.

    Straight lines through (-0.6, -5), (0.6, 0) and (1.3, 5), clamped.

    Example:
        >>> round(statcan_score(0.95), 2)
        2.5

    Source:
        Statistics Canada, in `sdg/ProgressMeasure.py` of open-sdg/sdg-build.
    """
    return _through(real("statcan_score", "ratio", ratio), _RATIO_SCORE)


def trend_score(growth: float, *, scale: float = 1.0) -> float:
    """A growth rate as a score in [-5, 5], for indicators without a target.

    Straight lines through (-2 %, -5), (0, -2.5), (0.5 %, 0), (1.5 %, 2.5) and (2 %, 5), clamped; the positive rates
    are multiplied by `scale`, see `limit_scale()`. At the limit itself every rate from 0 on scores 5.

    Example:
        >>> trend_score(0.005)
        0.0

    Source:
        Statistics Canada, in `sdg/ProgressMeasure.py` of open-sdg/sdg-build.
    """
    rate = real("trend_score", "growth", growth)
    if rate >= 0 and scale == 0:
        return 5.0
    return _through(rate, tuple((x * scale if x > 0 else x, y) for x, y in _TREND_SCORE))


def _through(x: float, points: Sequence[tuple[float, float]]) -> float:
    """The height at x of straight lines through points, held between the first and the last."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


@attrs.frozen
class Extrapolated:
    """Where a constant growth rate leads by the deadline.

    Attributes:
        value: The value at the deadline, in the metric's unit; None when growth cannot be told.
        ratio: Share of the way from baseline to target that it would make; None likewise.
        reached: Whether the last value is within 1 of a target of 0 or 100 percent, which counts as reached.
    """

    value: float | None
    ratio: float | None
    reached: bool = False


def extrapolated_ratio(
    current: float, *, baseline: float, target: float, elapsed: float, duration: float, percent: bool = False
) -> Extrapolated:
    """Share of the way that will be made when growth stays as it was: (y (1 + g) ** left - y0) / (yT - y0).

    Args:
        current: The reading, in the metric's unit.
        baseline: Where the goal started, not zero.
        target: Where it wants to go.
        elapsed: Years from the baseline to the reading.
        duration: Years from the baseline to the deadline.
        percent: Whether the metric is in percent, so that within 1 of 0 or 100 counts as reached.

    Example:
        >>> round(extrapolated_ratio(8, baseline=10, target=5, elapsed=5, duration=15).ratio, 3)
        0.976

    Source:
        UN Statistics Division, SDG Progress Chart, technical note 2023, as applied by Eustat.
    """
    value = real("extrapolated_ratio", "current", current)
    start, end = real("extrapolated_ratio", "baseline", baseline), real("extrapolated_ratio", "target", target)
    reached = percent and end in (0, 100) and abs(value - end) <= 1
    growth = cagr(start, value, years=elapsed)
    if growth is None or start == end:
        return Extrapolated(None, None, reached)
    ahead = value * (1 + growth) ** (real("extrapolated_ratio", "duration", duration) - elapsed)
    return Extrapolated(ahead, (ahead - start) / (end - start), reached)
