"""When a goal is to be met: its horizon, how long that is called, and how often something recurs."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from smartgoals.model.field import (
    concise,
    is_date,
    is_text,
    refuse,
    refuse_backwards,
    to_date,
    to_day,
    to_optional_date,
    to_text,
    unless_none,
)
from smartgoals.model.period import Period

__all__ = ["Cadence", "Horizon", "Term", "TermPolicy"]

_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


class Term(StrEnum):
    """How far ahead a goal looks."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@attrs.frozen(repr=False)
class TermPolicy:
    """Where short ends and long begins, in months.

    The defaults follow the roadmap that smartgoals grew from: short-term goals are quarterly, medium-term goals
    annual, long-term goals two to five years. The bounds lie between those lengths, so that a goal of four months is
    still short and one of fourteen months still medium.

    Attributes:
        name: Its name, which reports show.
        short_months: The longest horizon that is short, in months.
        medium_months: The longest that is medium, in months.
        long_months: The longest that is reasonable at all, in months.
    """

    name: str = attrs.field(default="roadmap", converter=to_text, validator=is_text)
    short_months: int = 6
    medium_months: int = 18
    long_months: int = 60

    def __attrs_post_init__(self) -> None:
        for name in ("short_months", "medium_months", "long_months"):
            months = getattr(self, name)
            if isinstance(months, bool) or not isinstance(months, int):
                refuse(self, name, months, "is no whole number", "give a number of months")
        if not 0 < self.short_months < self.medium_months < self.long_months:
            bounds = self.short_months, self.medium_months, self.long_months
            refuse(self, "short_months", bounds, "do not rise", "give short < medium < long, all above 0")

    __repr__ = concise

    def term(self, months: int) -> Term:
        """What a horizon of so many months is called."""
        if months <= self.short_months:
            return Term.SHORT
        return Term.MEDIUM if months <= self.medium_months else Term.LONG


@attrs.frozen(repr=False)
class Cadence:
    """How often something happens: every so many days, weeks, months, quarters or years.

    Attributes:
        every: `"day"`, `"week"`, `"month"`, `"quarter"` or `"year"`.
        interval: Number of them, 1 or more.

    Example:
        >>> [str(day) for day in Cadence("quarter").dates(dt.date(2026, 1, 31), dt.date(2026, 12, 31))]
        ['2026-01-31', '2026-04-30', '2026-07-31', '2026-10-31']
    """

    every: str
    interval: int = 1

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.every, str) or self.every not in _DAYS:
            refuse(self, "every", self.every, "is no unit of time", f"give one of {', '.join(_DAYS)}")
        if isinstance(self.interval, bool) or not isinstance(self.interval, int) or self.interval < 1:
            refuse(self, "interval", self.interval, "is no positive whole number", "give 1 or more")

    __repr__ = concise

    def __str__(self) -> str:
        return f"every {self.every}" if self.interval == 1 else f"every {self.interval} {self.every}s"

    @property
    def days(self) -> int:
        """Its length in days; months count 30, quarters 91 and years 365."""
        return _DAYS[self.every] * self.interval

    def dates(self, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
        """The days it falls on from `start` to `end`, both included.

        In months, quarters and years a month's last day leads to last days, and the 30th to the last of February.
        """
        from dateutil import rrule

        start, end = to_day(start, "Cadence.dates", "start"), to_day(end, "Cadence.dates", "end")
        months = {"month": 1, "quarter": 3, "year": 12}.get(self.every)
        first = dt.datetime.combine(start, dt.time())
        last = dt.datetime.combine(end, dt.time())
        if months is None:
            rule = rrule.rrule(
                rrule.DAILY if self.every == "day" else rrule.WEEKLY, interval=self.interval, dtstart=first, until=last
            )
        else:
            days = [-1] if _ends_month(start) else list(range(28, start.day + 1)) if start.day > 28 else [start.day]
            rule = rrule.rrule(
                rrule.MONTHLY, interval=months * self.interval, dtstart=first, until=last, bymonthday=days, bysetpos=-1
            )
        return tuple(moment.date() for moment in rule)


def _ends_month(day: dt.date) -> bool:
    return day.day > 27 and day.day == calendar.monthrange(day.year, day.month)[1]


def months_between(start: dt.date, end: dt.date) -> int:
    """The months from one day to another, begun ones counted whole; 0 when the other is no later.

    The end of a month counts as a whole month after the end of another: 31 March to 30 June is three months.

    Example:
        >>> months_between(dt.date(2026, 1, 15), dt.date(2026, 4, 16))
        4
    """
    if start >= end:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    if _ends_month(start) and _ends_month(end):
        return months
    return months + (end.day > start.day)  # a month is begun on the day after the one it is counted from


def _days(value: Iterable[dt.date | str]) -> tuple[dt.date, ...]:
    """Dates in order, each once; what is no date is left for the validator."""
    if isinstance(value, str | dt.date) or not isinstance(value, Iterable):
        return value  # type: ignore[return-value]  # refused by the validator
    days = tuple(to_date(item) for item in value)
    sound = all(isinstance(day, dt.date) and not isinstance(day, dt.datetime) for day in days)
    return tuple(sorted(set(days))) if sound else days


def _are_days(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple):
        refuse(owner, attribute.name, value, "is not a collection", "give a list of dates, even for a single one")
    for item in value:
        is_date(owner, attribute, item)


@attrs.frozen(repr=False)
class Horizon:
    """From when until when a goal runs.

    Attributes:
        start: Its first day, or None when only the deadline is said.
        end: Its last day, the deadline.
        checkpoints: Days in between on which the goal is looked at, in order and each once.

    Example:
        >>> Horizon("2020-03-31", "2020-06-30").term()
        <Term.SHORT: 'short'>
    """

    start: dt.date | None = attrs.field(converter=to_optional_date, validator=unless_none(is_date))
    end: dt.date = attrs.field(converter=to_date, validator=is_date)
    checkpoints: tuple[dt.date, ...] = attrs.field(default=(), converter=_days, validator=_are_days)

    def __attrs_post_init__(self) -> None:
        refuse_backwards(self, self.start, self.end)
        for day in self.checkpoints:
            if day > self.end or (self.start is not None and day < self.start):
                refuse(self, "checkpoints", day.isoformat(), "lies outside the horizon", "give days from start to end")

    __repr__ = concise

    def __str__(self) -> str:
        return f"until {self.end}" if self.start is None else f"{self.start} to {self.end}"

    @classmethod
    def until(cls, end: Period | dt.date | str) -> Horizon:
        """A horizon of which only the deadline is known; a period ends on its last day."""
        return cls(None, end.last if isinstance(end, Period) else end)

    @classmethod
    def over(cls, period: Period) -> Horizon:
        """The whole of a period."""
        return cls(period.first, period.last)

    @classmethod
    def between(cls, baseline: Period | dt.date | str, target: Period | dt.date | str) -> Horizon:
        """From the end of the period the baseline was read in to the end of the period the target is set for."""
        return cls(
            baseline.last if isinstance(baseline, Period) else baseline,
            target.last if isinstance(target, Period) else target,
        )

    def months(self, *, on: dt.date | None = None) -> int | None:
        """Its length in months, begun ones counted whole.

        The end of a month counts as a whole month after the end of another: 31 March to 30 June is three months.

        Args:
            on: Where to count from when the start is not said.

        Returns:
            0 or more; None when there is no start to count from.
        """
        start = self.start or on
        return None if start is None else months_between(to_day(start, "Horizon.months", "on"), self.end)

    def term(self, policy: TermPolicy | None = None, *, on: dt.date | None = None) -> Term | None:
        """What its length is called under a policy; None when there is no start to count from.

        Args:
            policy: The bounds; the roadmap's by default.
            on: Where to count from when the start is not said.
        """
        months = self.months(on=on)
        return None if months is None else (policy or TermPolicy()).term(months)

    def elapsed(self, on: dt.date) -> float | None:
        """Share of its time that has passed on a day, in [0, 1]; None without a start.

        Days are counted as instants: 0 on the start, 1 on the end. A horizon of a single day is over on that day.
        """
        on = to_day(on, "Horizon.elapsed", "on")
        if self.start is None:
            return None
        length = (self.end - self.start).days
        if length == 0:
            return 1.0 if on >= self.end else 0.0
        return min(1.0, max(0.0, (on - self.start).days / length))
