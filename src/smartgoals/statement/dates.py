"""Dates and periods as people write them: "Q2", "andra kvartalet 2026", "30 juni", "by the end of next year".

`read_when()` reads a phrase into a `When`, which may leave the year open; `When.resolve()` turns it into a `Period`
once the day and the calendar are known. What had to be assumed is given back, never kept quiet.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import Period, PeriodKind
from smartgoals.statement.values import Numeral, entry_at, read_numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Context
    from smartgoals.statement.tokens import Token

__all__ = ["When", "read_when"]

YEARS = range(1900, 2200)  # what a bare number of four digits must lie in to be a year
_DASHES = frozenset("-–—/")


@attrs.frozen
class When:
    """A date or period as written, perhaps without its year.

    Attributes:
        kind: Which kind of period it is.
        year: The year, or None when the text leaves it open.
        index: Number of the quarter, month, half, tertial or week in its year.
        day: Day of the month.
        fiscal: The text says that it is a fiscal period.
        edge: `"start"`, `"middle"` or `"end"` when the text says so.
        turned: Day and month may stand the other way round.
        season: The year is the first of two, as in 2026/27.
        years_on: Number of years from the one that holds today, as in "Q2 next year".
        step: Number of periods from the one that holds today; None for a named period.
        offset: The steps are counted from today, not from the period that holds it.
        first: Position of its first token.
        after: Position after its last token.
    """

    kind: PeriodKind
    first: int
    after: int
    year: int | None = None
    index: int | None = None
    day: int | None = None
    fiscal: bool = False
    edge: str = ""
    step: int | None = None
    offset: bool = False
    years_on: int | None = None
    season: bool = False
    turned: bool = False

    def resolve(self, context: Context, *, before: Period | None = None) -> Period | None:
        """The period meant, given today.

        Without a year it is the next one that has not ended, or, with `before`, the last one that starts no later
        than that period. None when there is no such date, such as 31 February.

        Args:
            context: Today and the fiscal calendar.
            before: The later period that this one leads up to, when this one is a baseline.
        """
        try:
            return self._resolve(context, before)
        except (InvalidValueError, OverflowError, ValueError):
            return None

    def _resolve(self, context: Context, before: Period | None) -> Period:
        today = context.today
        if self.offset:
            return _offset(today, self.kind, self.step or 0)
        if self.step is not None:
            period = Period.containing(today, self.kind, calendar=context.calendar, fiscal=self.fiscal)
            for _ in range(abs(self.step)):
                period = period.next() if self.step > 0 else period.previous()
            return period
        if self.year is not None:
            return self._in_year(self.year + (self.season and context.calendar.named_by == "end"), context)
        if self.years_on is not None:
            return self._in_year(today.year + self.years_on, context)
        year = before.year if before is not None else today.year
        period = self._in_year(year, context)
        if before is not None:
            return period if period.first <= before.first else self._in_year(year - 1, context)
        return period if period.last >= today else self._in_year(year + 1, context)

    def _in_year(self, year: int, context: Context) -> Period:
        prefix = "FY" if self.fiscal else ""
        match self.kind:
            case PeriodKind.YEAR:
                text = f"{prefix}{year:04}"
            case PeriodKind.HALF:
                text = f"{prefix}{year:04}-H{self.index}"
            case PeriodKind.TERTIAL:
                text = f"{prefix}{year:04}-T{self.index}"
            case PeriodKind.QUARTER:
                text = f"{prefix}{year:04}-Q{self.index}"
            case PeriodKind.MONTH:
                text = f"{year:04}-{self.index:02}"
            case PeriodKind.WEEK:
                text = f"{year:04}-W{self.index:02}"
            case _:
                text = f"{year:04}-{self.index:02}-{self.day:02}"
        return Period(text, context.calendar) if self.fiscal else Period(text)

    @property
    def has_year(self) -> bool:
        """Whether the text says which year, or counts from today."""
        return self.year is not None or self.step is not None or self.years_on is not None


def _offset(today: dt.date, kind: PeriodKind, count: int) -> Period:
    """The day that lies so many days, weeks, months or years from today."""
    from dateutil.relativedelta import relativedelta

    match kind:
        case PeriodKind.DAY:
            span = relativedelta(days=count)
        case PeriodKind.WEEK:
            span = relativedelta(weeks=count)
        case PeriodKind.MONTH:
            span = relativedelta(months=count)
        case PeriodKind.QUARTER:
            span = relativedelta(months=3 * count)
        case PeriodKind.HALF:
            span = relativedelta(months=6 * count)
        case _:
            span = relativedelta(years=count)
    return Period((today + span).isoformat())


_KINDS = {
    "when_year": PeriodKind.YEAR,
    "when_half": PeriodKind.HALF,
    "when_tertial": PeriodKind.TERTIAL,
    "when_quarter": PeriodKind.QUARTER,
    "when_month": PeriodKind.MONTH,
    "when_week": PeriodKind.WEEK,
    "when_day": PeriodKind.DAY,
}
_LONG = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.MONTH)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", re.ASCII)
_LIMITS = {PeriodKind.HALF: 2, PeriodKind.TERTIAL: 3, PeriodKind.QUARTER: 4, PeriodKind.WEEK: 53}


class _Dates:
    """Reads one phrase of time; every method is a production and gives a `When` or None."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = lexicon.in_dates

    def roles(self, i: int) -> tuple[Mapping[str, Any], int]:
        found = entry_at(self.tokens, i, self.lexicon)
        return (found[0].roles, found[1]) if found else ({}, i + 1)

    def when(self, i: int, *, edged: bool = False) -> When | None:
        """when = [edge] (named | iso | month-day | coded | ordinal | year | offset)"""
        if i >= len(self.tokens):
            return None
        roles, after = self.roles(i)
        for role, edge in (("end_of", "end"), ("start_of", "start"), ("middle_of", "middle")):
            if role in roles and not edged:
                inner = self.when(self.skip_articles(after), edged=True)
                inner = inner or self.running(self.skip_articles(after))
                return attrs.evolve(inner, first=i, edge=edge) if inner else None
        return (
            self.named(i, roles, after)
            or self.iso(i)
            or self.month_day(i)
            or self.coded(i, roles, after)
            or self.ordinal(i, roles, after)
            or self.year(i, roles, after)
        )

    def running(self, i: int) -> When | None:
        """running = "year" | "quarter" | "month" …, alone after "the end of": the one that runs today"""
        unit, after = self.roles(i)
        for name, kind in _KINDS.items():
            if name in unit and kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.WEEK):
                return When(kind, i, after, step=0)
        return When(PeriodKind.YEAR, i, after, step=0, fiscal=True) if "when_fiscal" in unit else None

    def skip_articles(self, i: int) -> int:
        while i < len(self.tokens) and self.tokens[i].norm in self.words["definite"]:
            i += 1
        return i

    def named(self, i: int, roles: Mapping[str, Any], after: int) -> When | None:
        """named = "next year" | "EOY" | "årsskiftet" ["2026/27"] | ("next" | "this") unit | "within" n unit"""
        if "when_end_of_year" in roles:
            year = self.bare_year(after)
            if year is not None:
                return When(PeriodKind.YEAR, i, self.after_season(after + 1), year=year, edge="end")
            return When(PeriodKind.YEAR, i, after, step=0, edge="end")
        if "when_end_of_fiscal_year" in roles:
            return When(PeriodKind.YEAR, i, after, step=0, edge="end", fiscal=True)
        if "when_end_of_quarter" in roles:
            return When(PeriodKind.QUARTER, i, after, step=0, edge="end")
        if "when_next_year" in roles:
            return When(PeriodKind.YEAR, i, after, step=1)
        if "when_this_year" in roles:
            return When(PeriodKind.YEAR, i, after, step=0)
        for role, step in (("next", 1), ("this", 0), ("last", -1)):
            if role in roles:
                unit, end = self.roles(after)
                for name, kind in _KINDS.items():
                    if name in unit and (role, kind) != ("next", PeriodKind.DAY) and kind is not PeriodKind.HALF:
                        return When(kind, i, end, step=step)  # "the next day" says how soon something comes, not when
        if "within" in roles or "within_long" in roles:
            count = read_numeral(self.tokens, after, self.lexicon)
            if count is None and "indefinite" in self.roles(after)[0]:
                count = Numeral(Decimal(1), after + 1)  # "within a year"
            if count is not None and count.value == count.value.to_integral_value() and 0 < count.value < 5000:
                unit, end = self.roles(count.after)
                for name, kind in _KINDS.items():
                    if name in unit and (
                        "within" in roles or kind in (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.MONTH)
                    ):
                        return When(kind, i, end, step=int(count.value), offset=True)
        return None

    def iso(self, i: int) -> When | None:
        """iso = YYYY-MM-DD | YYYY-MM | YYYY-Qn | D/M [YYYY]"""
        tokens = self.tokens
        if tokens[i].kind != "n":
            return None
        dotted = _DOTTED.fullmatch(tokens[i].text)
        if dotted is not None:
            year = _full_year(dotted[3])
            if year is not None and int(dotted[1]) <= 31 and 1 <= int(dotted[2]) <= 12:
                return When(PeriodKind.DAY, i, i + 1, year=year, index=int(dotted[2]), day=int(dotted[1]))
        year = self.bare_year(i)
        if year is not None and self.glued(i + 1, "-"):
            if self.glued_number(i + 2, 12, width=2):
                month = int(tokens[i + 2].text)
                if self.glued(i + 3, "-") and self.glued_number(i + 4, 31, width=2):
                    return When(PeriodKind.DAY, i, i + 5, year=year, index=month, day=int(tokens[i + 4].text))
                return When(PeriodKind.MONTH, i, i + 3, year=year, index=month)
            if i + 2 < len(tokens) and tokens[i + 2].start == tokens[i + 1].end:
                code = self.lexicon.entries.get(tokens[i + 2].norm)
                if code is not None and "when_code" in code.roles:
                    coded: tuple[str, int] = code.roles["when_code"]
                    return When(PeriodKind(coded[0]), i, i + 3, year=year, index=coded[1])
        if tokens[i].text.isdecimal() and self.glued(i + 1, "/") and self.glued_number(i + 2, 31):
            day, month = int(tokens[i].text[:4]), int(tokens[i + 2].text)
            if month > 12:
                day, month = month, day  # 06/30/2026
            if 1 <= day <= 31 and 1 <= month <= 12:
                j = i + 4 if self.glued(i + 3, "/") or self.glued(i + 3, "-") else i + 3
                year = self.bare_year(j)
                if year is None and j == i + 4 and j < len(tokens) and tokens[j].text.isdecimal():
                    year = _full_year(tokens[j].text)
                after = i + 3 if year is None else j + 1
                turned = year is not None and day <= 12 and day != month and self.glued(i + 3, "/")
                if year is not None or i == 0 or "amount" not in self.roles(i - 1)[0]:
                    return When(PeriodKind.DAY, i, after, year=year, index=month, day=day, turned=turned)
        return None

    def month_day(self, i: int) -> When | None:
        """month-day = month [day ["," year] | year] | day ["of"] month [year]"""
        tokens = self.tokens
        months = self.lexicon.months
        token = tokens[i]
        if token.kind == "n" or (token.kind == "w" and token.norm in self.words["definite"]):
            j = i + 1 if token.kind == "w" else i
            if j < len(tokens) and tokens[j].kind == "n" and tokens[j].text.isdecimal() and len(tokens[j].text) <= 2:
                day, j = int(tokens[j].text), j + 1
                while j < len(tokens) and (tokens[j].text in ":." or tokens[j].norm in self.words["after_day"]):
                    j += 1
                if j < len(tokens) and tokens[j].norm in months and 1 <= day <= 31:
                    month, j = months[tokens[j].norm], j + 1
                    j = j + 1 if j < len(tokens) and tokens[j].text in ",." and self.bare_year(j + 1) else j
                    year = self.bare_year(j)
                    return When(PeriodKind.DAY, i, j if year is None else j + 1, year=year, index=month, day=day)
            return None
        if token.norm not in months or token.kind != "w":
            return None
        month, j = months[token.norm], i + 1
        if (
            j + 1 < len(tokens)
            and tokens[j].text == "."
            and tokens[j].start == tokens[i].end
            and tokens[j + 1].kind == "n"
        ):
            j += 1
        year = self.bare_year(j)
        if year is not None:
            return When(PeriodKind.MONTH, i, j + 1, year=year, index=month)
        if j < len(tokens) and tokens[j].kind == "n" and tokens[j].text.isdecimal() and len(tokens[j].text) <= 2:
            day = int(tokens[j].text)
            k = j + 1
            while k < len(tokens) and (tokens[k].text == "," or tokens[k].norm in self.words["after_day"]):
                k += 1
            year = self.bare_year(k)
            if 1 <= day <= 31:
                return When(PeriodKind.DAY, i, j + 1 if year is None else k + 1, year=year, index=month, day=day)
        before = self.roles(i - 1)[0] if i else {}
        is_doubtful = token.norm in self.words["doubtful_month"]
        if token.norm in self.lexicon.entries and not is_doubtful:
            return None
        if is_doubtful and not (before.keys() & {"at", "until", "from", "to", "of", "end_of", "start_of", "compared"}):
            return None
        return When(PeriodKind.MONTH, i, j, index=month)

    def coded(self, i: int, roles: Mapping[str, Any], after: int) -> When | None:
        """coded = "Q2" [year] | "FY26" | year "Q2" | ("kvartal" | "quarter" | "week") n [year]"""
        tokens = self.tokens
        if "when_code" in roles:
            code: tuple[str, int] = roles["when_code"]
            return self.with_year(When(PeriodKind(code[0]), i, after, index=code[1]))
        token = tokens[i]
        if token.kind == "w" and token.norm[:2] in ("fy", "cy") and token.norm[2:].isdecimal():
            year = _full_year(token.norm[2:])
            return (year and When(PeriodKind.YEAR, i, i + 1, year=year, fiscal=token.norm[0] == "f")) or None
        if "when_fiscal" in roles:
            year = self.bare_year(after)
            if year is not None:
                end = self.after_season(after + 1)
                return When(PeriodKind.YEAR, i, end, year=year, fiscal=True, season=end > after + 1)
            return None
        for name, kind in _KINDS.items():
            if name in roles and kind in _LIMITS and after < len(tokens) and tokens[after].text.isdecimal():
                index = int(tokens[after].text[:3])
                if 1 <= index <= _LIMITS[kind]:
                    return self.with_year(When(kind, i, after + 1, index=index))
        year = self.bare_year(i)
        if year is not None and i + 1 < len(tokens):
            following, end = self.roles(i + 1)
            if "when_code" in following:
                code = following["when_code"]
                return When(PeriodKind(code[0]), i, end, year=year, index=code[1])
        return None

    def ordinal(self, i: int, roles: Mapping[str, Any], after: int) -> When | None:
        """ordinal = ["the"] ("first" | "andra" …) ("quarter" | "halvåret" …) [year]"""
        if self.tokens[i].norm in self.words["definite"]:
            roles, after = self.roles(i + 1)
        if "ordinal" not in roles:
            return None
        unit, end = self.roles(after)
        for name, kind in _KINDS.items():
            if name in unit and kind in _LIMITS:
                index = int(roles["ordinal"])
                if 1 <= index <= _LIMITS[kind]:
                    return self.with_year(When(kind, i, end, index=index))
        return None

    def year(self, i: int, roles: Mapping[str, Any], after: int) -> When | None:
        """year = ["år" | "the year"] YYYY ["/" YY]"""
        j = after if roles.keys() & {"when_year", "when_season"} else i
        year = self.bare_year(j)
        if year is None:
            return None
        end = self.after_season(j + 1)
        following, after_fiscal = self.roles(end)
        if end == j + 1 and "when_fiscal" in following:
            return When(PeriodKind.YEAR, i, after_fiscal, year=year, fiscal=True)  # "the 2026 financial year"
        return When(PeriodKind.YEAR, i, end, year=year, fiscal=end > j + 1, season=end > j + 1)

    def with_year(self, when: When) -> When:
        """[("of" | "," | "in" | "år" | "-")] year, after a period that may lack one"""
        tokens, j = self.tokens, when.after
        if j < len(tokens) and (tokens[j].text in ",-’'" or tokens[j].norm in self.words["before_year"]):
            j += 1
        year = self.bare_year(j)
        if year is not None:
            return attrs.evolve(when, year=year, after=j + 1)
        if j < len(tokens):
            norm = tokens[j].norm
            if norm[:2] == "fy" and norm[2:].isdecimal() and _full_year(norm[2:]):
                return attrs.evolve(when, year=_full_year(norm[2:]), after=j + 1, fiscal=True)
            roles, after = self.roles(j)
            for role, count in (("when_next_year", 1), ("when_this_year", 0)):
                if role in roles:
                    return attrs.evolve(when, after=after, years_on=count)  # "Q2 next year"
        return when

    def bare_year(self, i: int) -> int | None:
        """YYYY, written without separators and inside the years that goals are set in"""
        if 0 <= i < len(self.tokens):
            token = self.tokens[i]
            if token.kind == "n" and len(token.text) == 4 and token.text.isdecimal() and int(token.text) in YEARS:
                return int(token.text)
        return None

    def after_season(self, i: int) -> int:
        """["/" YY], the year after, as in 2026/27; gives the position after it"""
        if self.glued(i, "/") and i + 1 < len(self.tokens):
            token = self.tokens[i + 1]
            year = self.bare_year(i - 1)
            if token.start != self.tokens[i].end or not token.text.isdecimal() or year is None:
                return i
            if len(token.text) in (2, 4) and int(token.text[-2:]) == (year + 1) % 100:
                return i + 2
        return i

    def glued(self, i: int, sign: str) -> bool:
        return i < len(self.tokens) and self.tokens[i].text == sign and self.tokens[i].start == self.tokens[i - 1].end

    def glued_number(self, i: int, most: int, width: int | None = None) -> bool:
        if i >= len(self.tokens) or self.tokens[i].start != self.tokens[i - 1].end:
            return False
        text = self.tokens[i].text
        return text.isdecimal() and len(text) <= 2 and (width is None or len(text) == width) and 1 <= int(text) <= most


def _full_year(digits: str) -> int | None:
    if len(digits) == 2:
        return 2000 + int(digits)
    return int(digits) if len(digits) == 4 and int(digits) in YEARS else None


def read_when(tokens: list[Token], i: int, lexicon: Lexicon) -> When | None:
    """Read the phrase of time that starts at a position, or None when none does."""
    return _Dates(tokens, lexicon).when(i)
