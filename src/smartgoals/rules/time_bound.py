"""Time-bound: does the goal say when it is due, and does that date hold together?

T1xx looks at the deadline, T2xx at the way there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from smartgoals.errors import InvalidValueError
from smartgoals.model import Period
from smartgoals.model.horizon import months_between
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.wording import hits

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Context, Horizon, Metric
    from smartgoals.statement import Statement

__all__ = [
    "beyond_the_policy",
    "checkpoints_that_do_not_fit",
    "deadline_before_baseline",
    "deadline_passed",
    "fiscal_or_calendar",
    "no_checkpoints",
    "no_deadline",
    "period_without_year",
    "vague_deadline",
]


@rule("T101", criterion="time_bound")
def no_deadline(statement: Statement, horizon: Horizon | None = None) -> Iterator[Remark]:
    """The goal has no deadline.

    A rhythm, such as "three times a week", is not one: it says how often, not until when. An event that is sure to
    come, such as "the summer holidays", is one, though T102 asks which day it falls on.

    Why: Without a date there is always something more urgent.
    Flags:
        > horizon=None, statement="Cut the return rate from 9 % to 6 %."
        en: Exercise three times a week.
    Accepts:
        en: Exercise three times a week until June 2027.
        en: Open a second warehouse in Malmö before the summer holidays.
    Advice: End with a date: "by 30 June 2027", "during 2027".
    Ask: When should it be done?
    Source: own choice
    """
    if horizon is None and not _events(statement):
        yield Remark("No date is given, or none that could be read, for when the goal is due.", at="horizon")


@rule("T102", criterion="time_bound", severity="minor")
def vague_deadline(statement: Statement, horizon: Horizon | None = None) -> Iterator[Remark]:
    """The goal says when in words that name no day.

    "Soon" is one kind; an event whose day is not given, such as "before the summer holidays", is the other. Next to a
    real date such words do no harm.

    Why: "Soon" never comes, and without a day nobody can say that the goal is late.
    Flags:
        sv: Öppna ett andra lager i Malmö så snart som möjligt.
        en: Open a second warehouse in Malmö as soon as possible.
        en: Open a second warehouse in Malmö before the summer holidays.
    Accepts:
        sv: Öppna ett andra lager i Malmö så snart som möjligt, dock senast den 1 september 2027.
        en: Open a second warehouse in Malmö by September 2027.
    Advice: Name the latest day that would still be good enough.
    Ask: Which is the latest day that would still be good enough?
    Source: Femmer et al. (2017)
    """
    if horizon is not None:
        return
    spans = {(start, end) for start, end, _ in hits(statement, "vague_times")}
    events = _events(statement)
    for start, end in sorted(events | {span for span in spans if not any(_lies_in(span, event) for event in events)}):
        word = statement.text[start:end]
        yield Remark("“{word}” names no day.", at="horizon", span=(start, end), values={"word": word})


def _events(statement: Statement) -> set[tuple[int, int]]:
    """Where the statement gives a deadline that names no day."""
    if statement.reading.target_when is not None:
        return set()
    return {part.span for part in statement.parts if part.role == "target_when"}


def _lies_in(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@rule("T103", criterion="time_bound", severity="minor")
def deadline_passed(horizon: Horizon, context: Context) -> Iterator[Remark]:
    """The deadline has passed.

    The last day itself still counts.

    Why: A goal that is over cannot be worked on; it can be closed, or set anew.
    Flags:
        > horizon=Horizon("2019-01-01", "2019-12-31")
    Accepts:
        > horizon=Horizon("2019-01-01", "2099-12-31")
    Advice: Close the goal with its result, or set a new date and say why.
    Ask: Was it met, and is there a new date?
    Source: own choice
    """
    if horizon.end < context.today:
        yield Remark("The deadline, {end}, has passed.", at="horizon.end", values={"end": horizon.end})


@rule("T104", criterion="time_bound")
def deadline_before_baseline(horizon: Horizon, baseline: Baseline | None = None) -> Iterator[Remark]:
    """The goal is due before its baseline was read, or in the same period.

    Why: There is no time in which the change could happen, so one of the two dates is wrong.
    Flags:
        > horizon=Horizon(None, "2030-06-30"), baseline=Baseline(Quantity(9, Unit.percent()), Period("2031-03"))
    Accepts:
        > horizon=Horizon(None, "2030-06-30"), baseline=Baseline(Quantity(9, Unit.percent()), Period("2030-03"))
    Advice: Check both dates; the baseline should be the earlier one.
    Ask: Which of the two dates is right?
    Source: own choice
    """
    if baseline is None or baseline.period is None:
        raise NotApplicable("the baseline has no date")
    period = baseline.period
    if horizon.end < period.first:
        yield Remark(
            "It is due {end}, before the baseline of {period}.", at="horizon.end",
            values={"end": horizon.end, "period": period},
        )  # fmt: skip
    elif horizon.end <= period.last:
        yield Remark(
            "It is due {end}, within the very period of the baseline, {period}.", at="horizon.end", variant="same",
            severity=Severity.MINOR, values={"end": horizon.end, "period": period},
        )  # fmt: skip


@rule("T105", criterion="time_bound", severity="minor")
def period_without_year(statement: Statement) -> Iterator[Remark]:
    """A quarter or a month stands without its year.

    The next one to come is assumed, and the message says which that is.

    Why: A year from now nobody knows which quarter was meant, and a business year may begin in another month.
    Flags:
        sv: Minska returgraden från 9 % till 6 % senast i juni.
        en: Reduce the return rate from 9 % to 6 % by June.
    Accepts:
        sv: Minska returgraden från 9 % till 6 % senast i juni 2027.
        en: Reduce the return rate from 9 % to 6 % by June 2027.
    Advice: Add the year: "June 2027", "the second quarter of 2027".
    Ask: Which year do you mean?
    Source: sourcegraph (545)
    """
    for found in statement.ambiguities:
        if found.kind != "period_without_year":
            continue
        if found.readings:
            yield Remark(
                "“{text}” has no year; {assumed} is assumed.", at="horizon.end", span=(found.start, found.end),
                values={"text": found.text, "assumed": _period(found.readings[0])},
            )  # fmt: skip
        else:
            yield Remark(
                "“{text}” has no year.", at="horizon.end", span=(found.start, found.end), variant="open",
                values={"text": found.text},
            )  # fmt: skip


def _period(reading: str) -> Period | str:
    """A reading as a period, so that it is written in the reader's language; as it stands when it is none."""
    try:
        return Period(reading)
    except InvalidValueError:
        return reading


@rule("T106", criterion="time_bound", severity="hint")
def fiscal_or_calendar(statement: Statement, context: Context) -> Iterator[Remark]:
    """A quarter can be that of the business year or that of the calendar.

    It is asked only where the business year begins in another month than January.

    Why: Two people who agree on "the third quarter" can be half a year apart.
    Flags:
        > context=Context("2026-01-15", "en", FiscalCalendar(7)), statement="Cut the return rate to 6 % in Q3 2026"
    Accepts:
        en: Cut the return rate to 6 % in Q3 2026.
        > context=Context("2026-01-15", "en", FiscalCalendar(7)), statement="Cut the return rate to 6 % by June 2026"
    Advice: Name the last month, or write which year you mean: "by March 2027", "the third quarter of the business
        year 2027".
    Ask: Which year do you mean, that of the business or that of the calendar?
    Source: sourcegraph (545)
    """
    when = statement.reading.target_when
    if context.calendar.first_month == 1 or when is None:
        raise NotApplicable("the business year is the calendar year, or no date is given")
    part = statement.part("target_when")
    if part is not None and _PART_OF_A_YEAR.fullmatch(when):
        yield Remark(
            "“{text}” is read as a part of the calendar year, and the business year begins in another month.",
            at="horizon.end", span=part.span, values={"text": part.text},
        )  # fmt: skip


_PART_OF_A_YEAR = re.compile(r"\d{4}-[HTQ]\d")


@rule("T201", criterion="time_bound", severity="hint")
def no_checkpoints(horizon: Horizon, context: Context, *, max_months: int = 18) -> Iterator[Remark]:
    """The way is long and nothing marks how far one should have come.

    Why: A goal for three years ahead is first looked at in the third year.
    Flags:
        > horizon=Horizon("2030-01-01", "2032-12-31")
    Accepts:
        > horizon=Horizon("2030-01-01", "2032-12-31", ("2030-12-31", "2031-12-31"))
        > horizon=Horizon("2030-01-01", "2030-12-31")
    Advice: Set a level for each year on the way, and a day to look at it.
    Ask: How far should you have come in a year?
    Options:
        max_months: The longest time, in months, that needs no checkpoint.
    Source: own choice
    """
    months = horizon.months(on=context.today)
    if months is not None and months > max_months and not horizon.checkpoints:
        yield Remark(
            "It runs for {months} months without a checkpoint.", at="horizon.checkpoints", values={"months": months}
        )


@rule("T202", criterion="time_bound", severity="hint")
def beyond_the_policy(horizon: Horizon, context: Context, *, long_months: int = 60) -> Iterator[Remark]:
    """The goal looks further ahead than goals usually do.

    Long-term goals are for two to five years. Beyond that lie visions, which need goals on the way to them. The years
    are counted from today, or from the start where that is still to come.

    Why: Those who set it will hardly be those who are asked about it.
    Flags:
        > horizon=Horizon("2026-01-01", "2045-12-31", ("2035-12-31",))
    Accepts:
        > horizon=Horizon("2026-01-01", "2030-12-31")
        > horizon=Horizon("2019-12-31", "2030-12-31")
        > horizon=Horizon("2010-01-01", "2025-12-31")
    Advice: Keep it as the vision, and set a goal for the first years of the way.
    Ask: How far should you have come within five years?
    Options:
        long_months: The longest time, in months, that a goal may look ahead.
    Source: Vaimo
    """
    begins = context.today if horizon.start is None else max(horizon.start, context.today)
    months = months_between(begins, horizon.end)
    if months > long_months:
        yield Remark("It looks {years} years ahead.", at="horizon.end", values={"years": round(months / 12)})


@rule("T203", criterion="time_bound", severity="hint")
def checkpoints_that_do_not_fit(
    horizon: Horizon, metric: Metric | None = None, *, widest: float = 0.6
) -> Iterator[Remark]:
    """The days on which the goal is looked at do not fit its time or its readings.

    Either most of the time passes between two of them, or they come closer than new readings do.

    Why: A look at an old figure costs a meeting, and a look that comes late costs the goal.
    Flags:
        > horizon=Horizon("2026-01-01", "2026-12-31", ("2026-01-31", "2026-02-28"))
        > metric=Metric("return rate", Unit.percent(), cadence=Cadence("year"))
    Accepts:
        > horizon=Horizon("2026-01-01", "2026-12-31", ("2026-06-30",))
    Advice: Look at it each time that there is a new reading and something can still be done.
    Ask: When is there something new to look at?
    Options:
        widest: Share of the whole time that may pass between two checkpoints.
    Source: PostHog (3950)
    """
    if not horizon.checkpoints or horizon.start is None:
        raise NotApplicable("there are no checkpoints between a start and an end")
    days = [horizon.start, *horizon.checkpoints, horizon.end]
    widest_gap, first, last = max((later - day, day, later) for day, later in pairwise(days))
    if widest_gap.days > widest * (horizon.end - horizon.start).days:
        values = {"first": first, "last": last}
        yield Remark("Nobody looks at it between {first} and {last}.", at="horizon.checkpoints", values=values)
    gaps = [(later - day).days for day, later in pairwise(horizon.checkpoints)]
    cadence = metric.cadence if metric is not None else None
    if cadence is not None and gaps and max(gaps) < cadence.days:
        yield Remark(
            "It is looked at every {gap} days or more often, and read every {days} days.", at="horizon.checkpoints",
            variant="dense", values={"gap": max(gaps), "days": cadence.days},
        )  # fmt: skip
