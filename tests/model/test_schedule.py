"""When something is to happen: after each period, on working days, and on the days that were set."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import cadences, calendars, portfolios

from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Activity,
    Cadence,
    EventKind,
    FiscalCalendar,
    Goal,
    Horizon,
    Metric,
    Period,
    Portfolio,
    Process,
    Schedule,
)

YEAR = {"start": "2026-01-01", "end": "2026-12-31"}


def days(schedule: Schedule, kind: str) -> list[str]:
    """The days on which something of a kind happens."""
    return [str(event.on) for event in schedule.events if event.kind == kind]


def test_reviews_follow_the_quarter_on_a_working_day() -> None:
    """Weekends and holidays give way to the next working day, and the review looks back on its quarter."""
    schedule = Schedule.of(Portfolio(), **YEAR, holidays=["2026-01-06", "2026-07-06", dt.date(2026, 7, 7)])
    assert ["2026-01-07", "2026-04-06", "2026-07-08", "2026-10-06"] == days(schedule, "review")
    assert [Period("2025-Q4"), Period("2026-Q1")] == [event.period for event in schedule.events][:2]
    assert "review/2025-12-31" == schedule.events[0].key


def test_the_business_year_decides_where_quarters_end() -> None:
    """With a year from May, quarters end with July, October, January and April."""
    year = FiscalCalendar(5)
    schedule = Schedule.of(Portfolio(), **YEAR, calendar=year, wait=0)
    assert ["2026-02-02", "2026-05-01", "2026-08-03", "2026-11-02"] == days(schedule, "review")
    assert Period("FY2026-Q3", year) == schedule.events[0].period


@pytest.mark.parametrize(
    ("cadence", "count", "first", "period"),
    [
        (Cadence("month"), 12, "2026-01-06", "2025-12"),
        (Cadence("quarter", 2), 2, "2026-01-06", None),
        (Cadence("year"), 1, "2026-01-06", "2025"),
        (Cadence("week"), 52, "2026-01-05", "2026-W01"),
        (Cadence("week", 2), 26, "2026-01-12", None),
        (Cadence("month", 5), 2, "2026-04-06", None),
    ],
)
def test_any_cadence_is_followed(cadence: Cadence, count: int, first: str, period: str | None) -> None:
    """Weeks end on Sundays, months and years where they end in the calendar."""
    schedule = Schedule.of(Portfolio(process=Process(cadence=cadence)), **YEAR)
    assert (count, first) == (len(schedule.events), days(schedule, "review")[0])
    assert period == (schedule.events[0].period.text if schedule.events[0].period else None)


def test_check_ins_come_together_while_goals_run() -> None:
    """Goals read equally often are read on one day, each only within its horizon."""
    month = Cadence("month")
    goals = [
        Goal("a", id="a", metric=Metric("x", cadence=month), horizon=Horizon("2026-01-01", "2026-03-31")),
        Goal("b", id="b", metric=Metric("y", cadence=month), horizon=Horizon("2026-03-01", "2026-04-30")),
        Goal("c", metric=Metric("z", cadence=Cadence("quarter"))),
        Goal("d", metric=Metric("z")),
    ]
    schedule = Schedule.of(Portfolio(goals), start="2026-01-15", end="2026-06-30")
    check_ins = [event for event in schedule.events if event.kind is EventKind.CHECK_IN]
    assert [
        ("2026-02-02", ("a",)), ("2026-03-02", ("a",)), ("2026-04-01", ("a", "b")), ("2026-04-01", ("c",)), ("2026-05-01", ("b",)),
    ] == [(str(event.on), event.names) for event in check_ins]  # fmt: skip
    assert [("a",), ("a",), ("a", "b"), (), ("b",)] == [event.goals for event in check_ins]


def test_set_days_stay_where_they_are() -> None:
    """Checkpoints, deadlines and last days of activities fall on Sundays too; what is done is not called for."""
    goal = Goal(
        "a", id="a", horizon=Horizon(None, "2026-05-31", ["2026-02-01", "2025-02-01"]),
        activities=[Activity("own", end="2026-03-01"), Activity("done", end="2026-03-01", done_on="2026-02-01"), "open"],
    )  # fmt: skip
    shared = Activity("shared", id="s", goals=["a"], end="2026-04-05")
    portfolio = Portfolio(
        [goal], activities=[shared, Activity("late", id="l", end="2030-01-01"), Activity("z", id="z")]
    )
    found = [event for event in Schedule.of(portfolio, **YEAR).events if event.kind is not EventKind.REVIEW]
    assert [
        ("2026-02-01", "checkpoint/a/2"), ("2026-03-01", "activity/a/1"), ("2026-04-05", "activity/s"), ("2026-05-31", "deadline/a"),
    ] == [(str(event.on), event.key) for event in found]  # fmt: skip


def test_goals_without_ids_have_keys_of_their_own() -> None:
    """Two goals of the same words are told apart, and a goal keeps its key when its deadline moves."""

    def keys(*ends: str) -> list[str]:
        goals = [Goal("same", horizon=Horizon(None, end)) for end in ends]
        return sorted(e.key for e in Schedule.of(Portfolio(goals), **YEAR).events if e.kind is EventKind.DEADLINE)

    first = keys("2026-02-02", "2026-03-03")
    assert 2 == len(set(first))
    assert first == keys("2026-04-04", "2026-05-05")


def test_an_end_before_the_start_is_refused() -> None:
    """So are days that are none."""
    with pytest.raises(InvalidValueError, match="is before the start 2026-02-01"):
        Schedule.of(Portfolio(), start="2026-02-01", end="2026-01-01")
    with pytest.raises(InvalidValueError, match=r"Schedule.of.holidays: 'soon' is no date"):
        Schedule.of(Portfolio(), **YEAR, holidays=["soon"])


@given(portfolios, cadences, calendars, st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 400))
def test_every_event_is_in_its_place(
    portfolio: Portfolio, cadence: Cadence, calendar: FiscalCalendar, start: dt.date, length: int
) -> None:
    """Events lie between the days, in order, with keys of their own; meetings are on working days."""
    end = start + dt.timedelta(days=length)
    free = {start + dt.timedelta(days=3)}
    portfolio = portfolio.add(Goal("x", metric=Metric("y", cadence=cadence)))
    events = Schedule.of(portfolio, start=start, end=end, calendar=calendar, holidays=free).events
    assert sorted(events, key=lambda event: event.on) == list(events)
    assert len(events) == len({event.key for event in events})
    for event in events:
        assert start <= event.on <= end
        if event.kind in {EventKind.REVIEW, EventKind.CHECK_IN}:
            assert event.on.weekday() < 5
            assert event.on not in free
