"""When something is to happen: reviews, check-ins, checkpoints, deadlines.

It is reckoned from the portfolio alone, and belongs to the model because it needs nothing else; calendars are adapters.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model.field import concise, refuse_backwards, to_date, to_day
from smartgoals.model.horizon import Cadence
from smartgoals.model.period import FiscalCalendar, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.model.goal import Goal
    from smartgoals.model.portfolio import Portfolio

__all__ = ["Event", "EventKind", "Schedule"]

_DAY: Final = dt.timedelta(days=1)
_ANCHOR: Final = 2000
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_KINDS: Final = {1: "month", 3: "quarter", 12: "year"}


class EventKind(StrEnum):
    """What happens."""

    REVIEW = "review"
    CHECK_IN = "check_in"
    CHECKPOINT = "checkpoint"
    DEADLINE = "deadline"
    ACTIVITY = "activity"


@attrs.frozen(repr=False)
class Event:
    """Something that is to happen on a day.

    Attributes:
        on: The day.
        kind: What happens; an activity is to be done.
        key: A name for it that stays the same when its day is moved.
        names: What it is about: statements of goals, or the name of an activity; for a review nothing.
        goals: The ids of those goals, as far as they have one.
        period: The period that a review looks back on, or that a check-in reads, where it is one of the calendar.

    """

    on: dt.date = attrs.field(converter=to_date)
    kind: EventKind = attrs.field(converter=EventKind)
    key: str
    names: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    period: Period | None = None

    __repr__ = concise


@attrs.frozen(repr=False)
class Schedule:
    """What is to happen between two days.

    Attributes:
        start: The first day.
        end: The last day.
        events: What happens, by day.
        name: The name of the portfolio.
    """

    start: dt.date = attrs.field(converter=to_date)
    end: dt.date = attrs.field(converter=to_date)
    events: tuple[Event, ...] = ()
    name: str | None = None

    __repr__ = concise

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        *,
        start: dt.date | str,
        end: dt.date | str,
        calendar: FiscalCalendar | None = None,
        holidays: Iterable[dt.date | str] = (),
        wait: int = 5,
    ) -> Schedule:
        """What is to happen with a portfolio.

        Reviews come after each period of the process's cadence, a quarter where nothing is said; check-ins after each
        period of a metric's cadence, while its goal runs, all goals of one day together. Both fall on working days:
        a Saturday, a Sunday and a holiday give way to the next working day. Checkpoints, deadlines and the last days of
        activities stay on their own days, whatever these are.

        Args:
            portfolio: The portfolio.
            start: The first day.
            end: The last day.
            calendar: The business year, whose quarters are reviewed.
            holidays: Days on which nobody works, besides Saturdays and Sundays.
            wait: Days from the end of a period to its review, at least, so that figures can come in; 0 or more.

        Raises:
            InvalidValueError: A day is no date, or the end is before the start.

        Example:
            >>> from smartgoals import Portfolio
            >>> schedule = Schedule.of(Portfolio(), start="2026-01-01", end="2026-12-31", holidays=["2026-04-06"])
            >>> [str(event.on) for event in schedule.events]
            ['2026-01-06', '2026-04-07', '2026-07-06', '2026-10-06']
        """
        first, last = to_day(start, "Schedule.of", "start"), to_day(end, "Schedule.of", "end")
        refuse_backwards("Schedule.of", first, last)
        free = frozenset(to_day(day, "Schedule.of", "holidays") for day in holidays)
        days = _Days(first, last, calendar or FiscalCalendar(), free)
        events = [*_reviews(portfolio, days, wait), *_check_ins(portfolio, days), *_dates(portfolio, days)]
        return cls(first, last, tuple(sorted(events, key=lambda event: (event.on, event.key))), portfolio.name)

    def to_html(self, language: str = "en") -> str:
        """The days as HTML, to stand inside another page."""
        from smartgoals.model.showing import schedule_page

        return schedule_page(self, language).to_html(language)

    def to_markdown(self, language: str = "en") -> str:
        """The days as Markdown."""
        from smartgoals.model.showing import schedule_page

        return schedule_page(self, language).to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


@attrs.frozen
class _Days:
    """The days that a schedule spans."""

    first: dt.date
    last: dt.date
    calendar: FiscalCalendar
    free: frozenset[dt.date]

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def working(self, day: dt.date) -> dt.date:
        """The day itself, or the next on which somebody works."""
        while day.weekday() >= 5 or day in self.free:
            day += _DAY
        return day

    def period_ends(self, cadence: Cadence) -> Iterator[tuple[dt.date, Period | None]]:
        """The last days of the periods of a cadence, from a year before, each with its period."""
        if cadence.every not in _MONTHS:
            # Weeks end on Sundays, and so do any number of weeks, counted from one Sunday for all.
            step = cadence.days
            day = self.first - (self.first - dt.date(1, 1, 7)) % dt.timedelta(days=step) - dt.timedelta(days=step)
            while day <= self.last:
                yield day, Period.containing(day, cadence.every) if cadence.interval == 1 else None
                day += dt.timedelta(days=step)
            return
        from dateutil.relativedelta import relativedelta

        months = _MONTHS[cadence.every] * cadence.interval
        # Counted from one business year for all, so that a period is the same whenever the schedule begins.
        begin = dt.date(*self.calendar.start_of(_ANCHOR), 1)
        count = ((self.first.year - begin.year - 1) * 12 + self.first.month - begin.month) // months
        while (day := begin + relativedelta(months=months * count) - _DAY) <= self.last:
            yield day, self._period(day, _KINDS.get(months))
            count += 1

    def _period(self, day: dt.date, kind: str | None) -> Period | None:
        fiscal = self.calendar.first_month != 1
        return None if kind is None else Period.containing(day, kind, calendar=self.calendar, fiscal=fiscal)


def _reviews(portfolio: Portfolio, days: _Days, wait: int) -> Iterator[Event]:
    process = portfolio.process
    cadence = process.cadence if process is not None and process.cadence is not None else Cadence("quarter")
    for day, period in days.period_ends(cadence):
        on = days.working(day + dt.timedelta(days=1 + wait if cadence.every in _MONTHS else 1))
        if on in days:
            yield Event(on, EventKind.REVIEW, f"review/{day}", period=period)


def _check_ins(portfolio: Portfolio, days: _Days) -> Iterator[Event]:
    by_cadence: dict[Cadence, list[Goal]] = {}
    for goal in portfolio:
        if goal.metric is not None and goal.metric.cadence is not None:
            by_cadence.setdefault(goal.metric.cadence, []).append(goal)
    for cadence, goals in by_cadence.items():
        for day, period in days.period_ends(cadence):
            on = days.working(day + _DAY)
            due = [goal for goal in goals if _runs(goal, day)]
            if due and on in days:
                yield Event(
                    on, EventKind.CHECK_IN, f"check-in/{cadence.every}/{cadence.interval}/{day}",
                    tuple(goal.statement for goal in due), _ids(due), period,
                )  # fmt: skip


def _runs(goal: Goal, day: dt.date) -> bool:
    """Whether a reading of a day says anything about a goal; without a horizon it always does."""
    horizon = goal.horizon
    return horizon is None or ((horizon.start is None or horizon.start <= day) and day <= horizon.end)


def _dates(portfolio: Portfolio, days: _Days) -> Iterator[Event]:
    """Checkpoints, deadlines and last days of activities, on their own days."""
    taken: dict[str, int] = {}
    for goal in portfolio:
        # A goal without an id goes by its words made short, and the second of two by a number as well.
        name = goal.id if goal.id is not None else hashlib.sha256(goal.statement.encode()).hexdigest()[:12]
        taken[name] = taken.get(name, 0) + 1
        name += f"/{taken[name]}" if taken[name] > 1 else ""
        yield from (event for event in _dates_of(goal, name) if event.on in days)
    for activity in portfolio.activities:
        if activity.end is not None and activity.done_on is None and activity.end in days:
            yield Event(
                activity.end, EventKind.ACTIVITY, f"activity/{activity.id}", (activity.name,), activity.goals
            )  # fmt: skip


def _dates_of(goal: Goal, name: str) -> Iterator[Event]:
    about = (goal.statement,), _ids([goal])
    if goal.horizon is not None:
        for place, day in enumerate(goal.horizon.checkpoints, start=1):
            yield Event(day, EventKind.CHECKPOINT, f"checkpoint/{name}/{place}", *about)
        yield Event(goal.horizon.end, EventKind.DEADLINE, f"deadline/{name}", *about)
    for place, activity in enumerate(goal.activities, start=1):
        if activity.end is not None and activity.done_on is None:
            yield Event(activity.end, EventKind.ACTIVITY, f"activity/{name}/{place}", (activity.name,), about[1])


def _ids(goals: Iterable[Goal]) -> tuple[str, ...]:
    return tuple(goal.id for goal in goals if goal.id is not None)
