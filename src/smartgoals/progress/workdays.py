"""Working days as the clock of a goal: weekends and holidays ask for nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar

import attrs

from smartgoals.errors import MissingExtraError
from smartgoals.model.field import is_date, refuse, to_date, to_day
from smartgoals.progress.trajectories import Road, Trajectory

__all__ = ["Workdays", "holidays_of", "working_days"]


def working_days(start: dt.date | str, end: dt.date | str, *, holidays: Iterable[dt.date] = ()) -> int:
    """Working days after the start, up to and including the end: Mondays to Fridays that are no holidays.

    Example:
        >>> working_days("2026-05-01", "2026-05-15", holidays=[dt.date(2026, 5, 14)])
        9
    """
    first, last = to_day(start, "working_days", "start"), to_day(end, "working_days", "end")
    if last < first:
        refuse("working_days", "end", str(last), "is before the start", "give an end on or after the start")
    free = sum(first < day <= last and day.weekday() < 5 for day in frozenset(holidays))
    return _weekdays(last.toordinal()) - _weekdays(first.toordinal()) - free


def _weekdays(day: int) -> int:
    """Mondays to Fridays from the first day of the calendar, which was a Monday, to a day number."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


@lru_cache(maxsize=64)
def holidays_of(country: str, first_year: int, last_year: int) -> frozenset[dt.date]:
    """The public holidays of a country in some years, from the optional package `holidays`.

    Args:
        country: ISO 3166 code such as `"SE"`, or with a subdivision, `"DE-BY"`.
        first_year: The first year.
        last_year: The last year.

    Raises:
        MissingExtraError: The package is not installed.
        InvalidValueError: It does not know the country.
    """
    try:
        import holidays
    except ImportError as error:
        raise MissingExtraError("holidays") from error
    name, _, part = country.partition("-")
    try:
        found = holidays.country_holidays(name, subdiv=part or None, years=range(first_year, last_year + 1))
    except NotImplementedError:
        refuse("Workdays", "country", country, "has no list of holidays", "give an ISO 3166 code such as 'SE'")
    if name == "SE":  # Swedish law counts every Sunday as a holiday, which weekends cover
        return frozenset(day for day in found if day.weekday() < 5)
    return frozenset(found)


def _days(value: Iterable[dt.date | str]) -> frozenset[dt.date]:
    return frozenset(to_date(day) for day in value)


def _are_days(owner: object, attribute: attrs.Attribute[Any], value: frozenset[dt.date]) -> None:
    for day in value:
        is_date(owner, attribute, day)


@attrs.frozen
class Workdays(Trajectory):
    """The straight line on working days.

    Attributes:
        holidays: Days off besides weekends.
        country: A country whose public holidays are days off as well; needs the package `holidays`.
    """

    name: ClassVar[str] = "workdays"
    holidays: frozenset[dt.date] = attrs.field(default=frozenset(), converter=_days, validator=_are_days)
    country: str | None = None

    def expected(self, road: Road, day: float) -> float:
        """Share of the working days that are gone."""
        if day <= road.start or day >= road.end:
            return road.elapsed(day)
        free = self.holidays
        first, last = dt.date.fromordinal(road.start), dt.date.fromordinal(road.end)
        if self.country is not None:
            free |= holidays_of(self.country, first.year, last.year)
        whole = working_days(first, last, holidays=free)
        if not whole:
            return road.elapsed(day)
        now = dt.date.fromordinal(int(day))
        part = 0.0
        if day > int(day):  # within the next day, when the trajectory is turned round
            part = (day - int(day)) * working_days(now, now + dt.timedelta(days=1), holidays=free)
        return (working_days(first, now, holidays=free) + part) / whole
