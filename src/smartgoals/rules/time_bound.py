"""Time-bound: does the goal say when it is due, and does that date hold together?

T1xx looks at the deadline, T2xx at the way there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from smartgoals.errors import InvalidValueError
from smartgoals.model import Period
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.wording import hits

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Context, Goal, Horizon
    from smartgoals.statement import Statement

__all__ = [
    "deadline_before_baseline",
    "deadline_passed",
    "no_checkpoints",
    "no_deadline",
    "period_without_year",
    "vague_deadline",
]


@rule("T101", criterion="time_bound")
def no_deadline(goal: Goal, horizon: Horizon | None = None) -> Iterator[Remark]:
    """The goal has no deadline.

    A rhythm, such as "three times a week", is not one: it says how often, not until when.

    Why: Without a date there is always something more urgent.
    Flags:
        > horizon=None, statement="Cut the return rate from 9 % to 6 %."
        en: Exercise three times a week.
    Accepts:
        en: Exercise three times a week until June 2027.
        en: Open a second warehouse in Malmö by September 2027.
    Advice: End with a date: "by 30 June 2027", "during 2027".
    Ask: When should it be done?
    Source: own choice
    """
    if horizon is None:
        yield Remark("No date is given, or none that could be read, for when the goal is due.", at="horizon")


@rule("T102", criterion="time_bound", severity="minor")
def vague_deadline(statement: Statement, horizon: Horizon | None = None) -> Iterator[Remark]:
    """The goal says when in a word that names no day.

    Next to a real date such words do no harm.

    Why: "Soon" never comes, and nobody can say that it has passed.
    Flags:
        sv: Öppna ett andra lager i Malmö så snart som möjligt.
        en: Open a second warehouse in Malmö as soon as possible.
    Accepts:
        sv: Öppna ett andra lager i Malmö så snart som möjligt, dock senast den 1 september 2027.
        en: Open a second warehouse in Malmö by September 2027.
    Advice: Name the latest day that would still be good enough.
    Ask: Which is the latest day that would still be good enough?
    Source: Femmer et al. (2017)
    """
    if horizon is not None:
        return
    for start, end, _ in hits(statement, "vague_times"):
        word = statement.text[start:end]
        yield Remark("“{word}” names no day.", at="horizon", span=(start, end), values={"word": word})


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
