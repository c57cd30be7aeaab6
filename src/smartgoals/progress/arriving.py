"""Whether a target is reached on the way, and when: from predictive distributions along it."""

from __future__ import annotations

import datetime as dt
from math import ceil, exp, inf, isfinite, log, log1p, sqrt

import attrs

from smartgoals.model.field import refuse, to_day
from smartgoals.progress.predictive import Predictive
from smartgoals.progress.real import real
from smartgoals.progress.student import t_cdf

__all__ = [
    "FirstPassage",
    "chance_by",
    "compound_time",
    "date_from_rate",
    "first_passage",
    "first_reached",
]

_BY_POWER = 0.7
"""Three looks at the target are not independent; this power makes the chance of missing all three an honest one."""
_LAST_YEAR = dt.date.max.year - 1


def chance_by(first: float, half: float, end: float, *others: float, is_total: bool = False) -> float:
    """The chance to stand on the right side of a target at some reading up to a deadline.

    1 - ((1 - p1)(1 - pm)(1 - pe)) ** 0.7, and never below any chance given. Were the three independent the power would
    be 1; 0.7 was chosen by cross-validation. For a total that never falls it is the greatest chance given.

    Args:
        first: The chance to stand there at the next reading.
        half: The chance half way.
        end: The chance at the deadline.
        others: Chances at other times on the way.
        is_total: What is forecast never falls.
    """
    most = max(first, half, end, *others)
    return most if is_total else max(most, 1 - ((1 - first) * (1 - half) * (1 - end)) ** _BY_POWER)


def first_reached(
    leads: list[float], path: list[Predictive], now: float, target: float, *, rising: bool, level: float
) -> tuple[float | None, float | None, float | None]:
    """When the hopeful end of the interval, the middle, and the doubtful end first come to a target.

    They are taken as straight between the places looked at; what lies past the last one is not told.

    Args:
        leads: Where to look: steps ahead, in order.
        path: The predictive distribution at each.
        now: The last reading, which has not reached the target.
        target: The target.
        rising: More is better.
        level: The share that the interval holds.

    Returns:
        Steps ahead, or None for what does not come to the target.
    """
    reach = path[-1].reach(level) * (1 if rising else -1)
    soonest = _crossed(reach, leads, path, now, target, rising=rising)
    if soonest is None:
        return None, None, None
    middle = _crossed(0.0, leads, path, now, target, rising=rising)
    latest = None if middle is None else _crossed(-reach, leads, path, now, target, rising=rising)
    return soonest, middle, latest


def _crossed(
    scales: float, leads: list[float], path: list[Predictive], now: float, target: float, *, rising: bool
) -> float | None:
    before, since = now, 0.0
    for lead, distribution in zip(leads, path, strict=True):
        value = distribution.at(scales)
        if value >= target if rising else value <= target:
            return since + (lead - since) * (target - before) / (value - before)
        before, since = value, lead
    return None


@attrs.frozen(kw_only=True)
class FirstPassage:
    """Chances of a Brownian motion with drift.

    Attributes:
        at: Chance in [0, 1] to stand beyond the gap at the horizon.
        by: Chance in [0, 1] to have crossed it at some time up to the horizon; never below `at`.
    """

    at: float
    by: float


def first_passage(gap: float, *, rate: float, sigma: float, horizon: float) -> FirstPassage:
    """The chance that a Brownian motion with drift has crossed a gap.

    Phi((rH - G) / (s sqrt H)) + exp(2 r G / s^2) Phi((-rH - G) / (s sqrt H)) for by, the first term alone for at.
    Exact for its own model; on real series the reflection overstates, which is why `forecast()` does not use it.

    Args:
        gap: How far the target is, 0 or above; at 0 it is reached.
        rate: Drift per unit of time, towards the target if above 0.
        sigma: Standard deviation of the change over one unit of time, above 0.
        horizon: Units of time, above 0.

    Raises:
        InvalidValueError: A number is out of its range or not finite.

    Source:
        The inverse Gaussian distribution; Folks and Chhikara, J. R. Stat. Soc. B 40 (1978).

    Example:
        >>> chances = first_passage(10, rate=1, sigma=2, horizon=12)
        >>> round(chances.at, 3), round(chances.by, 3)
        (0.614, 0.725)
    """
    owner = "first_passage"
    gap, rate, sigma, horizon = (
        real(owner, name, value)
        for name, value in (("gap", gap), ("rate", rate), ("sigma", sigma), ("horizon", horizon))
    )
    if gap < 0:
        refuse(owner, "gap", gap, "is below 0", "measure the gap towards the target, and turn the rate with it")
    for name, value in (("sigma", sigma), ("horizon", horizon)):
        if value <= 0:
            refuse(owner, name, value, "is not above 0", "give a number above 0")
    spread = sigma * sqrt(horizon)
    at = t_cdf((rate * horizon - gap) / spread, inf)
    mirrored = t_cdf((-rate * horizon - gap) / spread, inf)
    grown = 2 * rate * gap / sigma**2 + (log(mirrored) if mirrored > 0 else -1e9)
    return FirstPassage(at=at, by=min(1.0, at + exp(min(grown, 0.0)) if gap else 1.0))


def compound_time(current: float, *, growth: float, target: float) -> float | None:
    """How long constant growth takes to a target: ln(target / current) / ln(1 + growth).

    Args:
        current: Where it stands, above 0.
        growth: Growth per unit of time, as a share above -1.
        target: Where it should come, above 0.

    Returns:
        Units of time, 0 if it stands there; None if growth is 0 or leads away.

    Raises:
        InvalidValueError: A number is out of its range or not finite.

    Example:
        >>> round(compound_time(50, growth=0.08, target=100), 3)
        9.006
    """
    owner = "compound_time"
    current, growth, target = (
        real(owner, name, value) for name, value in (("current", current), ("growth", growth), ("target", target))
    )
    for name, value in (("current", current), ("target", target), ("growth", growth + 1)):
        if value <= 0:
            refuse(owner, name, value, "is not above 0", "use a straight line where a value is zero or below")
    if current == target:
        return 0.0
    if growth == 0:
        return None
    time = log(target / current) / log1p(growth)
    return time if time > 0 else None


def date_from_rate(start: dt.date | str, *, start_value: float, rate_per_day: float, target: float) -> dt.date | None:
    """The day on which a constant rate reaches a target: the start plus the days needed, rounded up.

    Args:
        start: The day of the start value.
        start_value: Where it stands then.
        rate_per_day: Change per day.
        target: Where it should come.

    Returns:
        The day; None if the rate is zero or leads away, or the day is past what a calendar of four digits holds.

    Raises:
        InvalidValueError: A number is not finite, or the start is no date.

    Example:
        >>> date_from_rate("2024-01-01", start_value=10, rate_per_day=0.5, target=60)
        datetime.date(2024, 4, 10)
    """
    owner = "date_from_rate"
    day = to_day(start, owner, "start")
    gap = real(owner, "target", target) - real(owner, "start_value", start_value)
    rate = real(owner, "rate_per_day", rate_per_day)
    if gap == 0:
        return day
    if rate == 0 or (gap > 0) != (rate > 0):
        return None
    days = round(gap / rate, 9)  # 0.1 a day takes 10 days to 1, not 11
    if not isfinite(days) or day.year + days / 365 > _LAST_YEAR:
        return None
    return day + dt.timedelta(days=ceil(days))
