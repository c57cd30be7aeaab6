"""Calendar periods with canonical texts, and the fiscal calendar that some of them are read with."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import lru_cache
from typing import NoReturn

import attrs

from smartgoals.model.field import concise, member, refuse, to_day

__all__ = ["FiscalCalendar", "Period", "PeriodKind"]


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    TERTIAL = "tertial"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


_LETTERS = {PeriodKind.HALF: "H", PeriodKind.TERTIAL: "T", PeriodKind.QUARTER: "Q"}
_MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.TERTIAL: 4, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}
_KIND_OF_LETTER = {letter: kind for kind, letter in _LETTERS.items()}
_TEXT = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})"
    r"(?:-(?:(?P<letter>[HTQ])(?P<part>\d)|W(?P<week>\d{2})|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)


@attrs.frozen(repr=False)
class FiscalCalendar:
    """When an organisation's business year starts, and which calendar year names it.

    Attributes:
        first_month: The month it starts in, in [1, 12]; 1 is the calendar year.
        named_by: `"end"` when the year is named by the calendar year it ends in, `"start"` by the one it starts in.

    Example:
        >>> Period("FY2026-Q1", FiscalCalendar(first_month=5)).first
        datetime.date(2025, 5, 1)
    """

    first_month: int = 1
    named_by: str = "end"

    def __attrs_post_init__(self) -> None:
        if (
            isinstance(self.first_month, bool)
            or not isinstance(self.first_month, int)
            or not 1 <= self.first_month <= 12
        ):
            refuse(self, "first_month", self.first_month, "is no month", "give a whole number from 1 to 12")
        if self.named_by not in ("start", "end"):
            refuse(self, "named_by", self.named_by, "is unknown", "give 'start' or 'end'")

    __repr__ = concise

    def start_of(self, year: int) -> tuple[int, int]:
        """The calendar year and month in which the business year of that name starts."""
        shift = 1 if self.first_month > 1 and self.named_by == "end" else 0
        return year - shift, self.first_month

    def year_of(self, day: dt.date) -> int:
        """The name of the business year that holds a day."""
        started = day.year if day.month >= self.first_month else day.year - 1
        return started + (1 if self.first_month > 1 and self.named_by == "end" else 0)


def _month_start(year: int, month: int) -> dt.date:
    """The first day of a month that may be counted past December."""
    years, month = divmod(month - 1, 12)
    return dt.date(year + years, month + 1, 1)


def _refuse_text(text: object) -> NoReturn:
    forms = "write '2026', '2026-Q3', '2026-06', '2026-W14' or 'FY2026-Q1'"
    refuse("Period", "text", text, "is no canonical period", forms)


_CALENDAR_YEAR = FiscalCalendar()


@attrs.frozen(repr=False, init=False, eq=False)
class Period:
    """A year, half, tertial, quarter, month, week or day, by its canonical text.

    It is written as `2026`, `2026-H1`, `2026-T2`, `2026-Q3`, `2026-06`, `2026-W14` (ISO 8601), `2026-06-30`, and with
    `FY` in front when it is a fiscal year or a part of one. Periods are ordered by their first day, then by their last.

    Attributes:
        text: The canonical text.
        calendar: The fiscal calendar it is read with; the calendar year for a period without `FY`.
        kind: How long it is.
        year: The year in the text.
        index: Its number in the year (for a day, that of the month); None for a year.
        first: Its first day.
        last: Its last day.

    Example:
        >>> Period("2026-Q2").last
        datetime.date(2026, 6, 30)
        >>> Period("2026-Q4").next()
        Period('2027-Q1')
    """

    text: str
    calendar: FiscalCalendar
    kind: PeriodKind
    year: int
    index: int | None
    first: dt.date
    last: dt.date

    def __init__(self, text: str, calendar: FiscalCalendar | None = None) -> None:
        if not isinstance(text, str):
            _refuse_text(text)
        if calendar is not None and not isinstance(calendar, FiscalCalendar):
            refuse("Period", "calendar", calendar, "is no FiscalCalendar", "give a FiscalCalendar or leave it out")
        calendar = calendar if calendar is not None and text.startswith("FY") else _CALENDAR_YEAR
        try:
            kind, year, index, first, last = _reading(text, calendar)
        except (ValueError, OverflowError):
            if not _TEXT.fullmatch(text):
                _refuse_text(text)
            refuse("Period", "text", text, "does not exist in the calendar", "check the year, month, week and day")
        self.__attrs_init__(text, calendar, kind, year, index, first, last)

    def __repr__(self) -> str:
        return (
            f"Period({self.text!r})"
            if self.calendar == FiscalCalendar()
            else f"Period({self.text!r}, {self.calendar!r})"
        )

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.text, self.calendar) == (other.text, other.calendar)

    def __hash__(self) -> int:
        return hash((self.text, self.calendar))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)

    def __le__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) <= (other.first, other.last)

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) > (other.first, other.last)

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) >= (other.first, other.last)

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, dt.date):
            return False
        return self.first <= to_day(day, "Period", "day") <= self.last

    @property
    def is_fiscal(self) -> bool:
        """Whether it belongs to a fiscal year."""
        return self.text.startswith("FY")

    def next(self) -> Period:
        """The period of the same kind that follows."""
        return self._beside(self.last, dt.timedelta(days=1), "next")

    def previous(self) -> Period:
        """The period of the same kind that comes before."""
        return self._beside(self.first, dt.timedelta(days=-1), "previous")

    def _beside(self, edge: dt.date, step: dt.timedelta, side: str) -> Period:
        try:
            return Period.containing(edge + step, self.kind, calendar=self.calendar, fiscal=self.is_fiscal)
        except OverflowError:
            refuse("Period", side, self.text, "is at the edge of the calendar", "stay within the years 1 to 9999")

    @classmethod
    def of(cls, day: dt.date) -> Period:
        """The single day as a period."""
        return cls(to_day(day, "Period", "day").isoformat())

    @classmethod
    def containing(
        cls, day: dt.date, kind: PeriodKind | str, *, calendar: FiscalCalendar | None = None, fiscal: bool = False
    ) -> Period:
        """The period of a kind that holds a day.

        Args:
            day: The day.
            kind: How long the period is to be.
            calendar: The fiscal calendar; needed only for fiscal periods.
            fiscal: Give a fiscal period. Months, weeks and days are the same for everyone.

        Example:
            >>> Period.containing(dt.date(2026, 2, 3), "quarter")
            Period('2026-Q1')
        """
        kind, day = member(PeriodKind, kind, "Period", "kind"), to_day(day, "Period", "day")
        match kind:
            case PeriodKind.DAY:
                return cls.of(day)
            case PeriodKind.WEEK:
                year, week, _ = day.isocalendar()
                return cls(f"{year:04}-W{week:02}")
            case PeriodKind.MONTH:
                return cls(f"{day.year:04}-{day.month:02}")
        calendar = (calendar or FiscalCalendar()) if fiscal else FiscalCalendar()
        year = calendar.year_of(day)
        prefix = "FY" if fiscal else ""
        if kind is PeriodKind.YEAR:
            return cls(f"{prefix}{year:04}", calendar)
        _, month = calendar.start_of(year)
        index = (day.month - month) % 12 // _MONTHS[kind] + 1
        return cls(f"{prefix}{year:04}-{_LETTERS[kind]}{index}", calendar)


@lru_cache(maxsize=4096)
def _reading(text: str, calendar: FiscalCalendar) -> tuple[PeriodKind, int, int | None, dt.date, dt.date]:
    """Kind, year, number in the year, first and last day; raises ValueError for what is no period."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year = int(match["year"])
    kind, index, first, last = _span(match, year, calendar)
    return kind, year, index, first, last


def _span(match: re.Match[str], year: int, calendar: FiscalCalendar) -> tuple[PeriodKind, int | None, dt.date, dt.date]:
    """Kind, number in the year, first and last day; raises ValueError for what the calendar does not have."""
    if match["week"]:
        week = int(match["week"])
        first = dt.date.fromisocalendar(year, week, 1)
        return PeriodKind.WEEK, week, first, first + dt.timedelta(days=6)
    if match["day"]:
        if match["fiscal"]:
            raise ValueError
        first = dt.date(year, int(match["month"]), int(match["day"]))
        return PeriodKind.DAY, first.day, first, first
    if match["month"]:
        if match["fiscal"]:
            raise ValueError
        kind, index, start = PeriodKind.MONTH, int(match["month"]), (year, 1)
    elif match["letter"]:
        kind, index, start = _KIND_OF_LETTER[match["letter"]], int(match["part"]), calendar.start_of(year)
    else:
        kind, index, start = PeriodKind.YEAR, 1, calendar.start_of(year)
    months = _MONTHS[kind]
    if not 1 <= index <= 12 // months:
        raise ValueError
    first = _month_start(start[0], start[1] + months * (index - 1))
    after = start[1] + months * index
    ends_time = (start[0] + (after - 1) // 12, (after - 1) % 12) == (dt.MAXYEAR + 1, 0)
    last = dt.date.max if ends_time else _month_start(start[0], after) - dt.timedelta(days=1)
    return kind, (None if kind is PeriodKind.YEAR else index), first, last
