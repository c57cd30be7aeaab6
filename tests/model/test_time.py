"""Periods, horizons and cadences."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import calendars, days, periods

from smartgoals.model import Cadence, Context, FiscalCalendar, Horizon, Period, PeriodKind, Term, TermPolicy

D = dt.date.fromisoformat


@given(periods)
def test_a_period_has_two_neighbours(period: Period) -> None:
    """Neighbours touch, lead back, and order as they lie."""
    after, before = period.next(), period.previous()
    assert [period, period] == [after.previous(), before.next()]
    assert period.last + dt.timedelta(days=1) == after.first
    assert before < period < after
    assert before <= period <= after
    assert after > period >= before
    assert period == Period(str(period), period.calendar)


@given(days.filter(lambda day: 2 < day.year < 9998), st.sampled_from(PeriodKind), calendars, st.booleans())
def test_a_period_contains_the_day_it_was_made_for(
    day: dt.date, kind: PeriodKind, calendar: FiscalCalendar, fiscal: bool
) -> None:
    """The period of a day holds it, and the period of its first day is itself."""
    period = Period.containing(day, kind, calendar=calendar, fiscal=fiscal)
    assert day in period
    assert kind is period.kind
    assert period == Period.containing(period.first, kind, calendar=calendar, fiscal=fiscal)


@pytest.mark.parametrize(
    ("text", "calendar", "first", "last"),
    [
        ("2026", None, "2026-01-01", "2026-12-31"),
        ("2026-H2", None, "2026-07-01", "2026-12-31"),
        ("2026-T2", None, "2026-05-01", "2026-08-31"),
        ("2026-Q1", None, "2026-01-01", "2026-03-31"),
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2026-W53", None, "2026-12-28", "2027-01-03"),
        ("2024-02-29", None, "2024-02-29", "2024-02-29"),
        ("9999", None, "9999-01-01", "9999-12-31"),
        ("FY2026", FiscalCalendar(5), "2025-05-01", "2026-04-30"),
        ("FY2026", FiscalCalendar(5, "start"), "2026-05-01", "2027-04-30"),
        ("FY2026", FiscalCalendar(), "2026-01-01", "2026-12-31"),
        ("FY2026-T3", FiscalCalendar(9), "2026-05-01", "2026-08-31"),
        ("2020-W53", None, "2020-12-28", "2021-01-03"),
        ("FY2026-Q4", FiscalCalendar(5, "start"), "2027-02-01", "2027-04-30"),
        ("2026-Q1", FiscalCalendar(5), "2026-01-01", "2026-03-31"),
    ],
)
def test_the_days_of_a_period(text: str, calendar: FiscalCalendar | None, first: str, last: str) -> None:
    """First and last day, by the calendar it is read with."""
    period = Period(text, calendar)
    assert (D(first), D(last), text) == (period.first, period.last, str(period))


def test_days_and_strangers_in_a_period() -> None:
    """A text is in no period; a day is a period of its own."""
    assert "2026-01-01" not in Period("2026")
    assert Period("2026-01-01") == Period.of(D("2026-01-01"))
    assert Context(D("2026-01-15")) == Context("2026-01-15")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-06-30", "2021-06-30", 12),
        ("2020-03-31", "2020-06-30", 3),
        ("2020-01-15", "2023-12-31", 48),
        ("2024-02-29", "2025-02-28", 12),
        ("2026-01-01", "2026-01-01", 0),
        ("2026-01-01", "2026-01-02", 1),
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-15", "2026-02-16", 2),
        ("2020-02-29", "2021-02-28", 12),
        ("2026-02-28", "2026-03-31", 1),
        ("9999-11-30", "9999-12-31", 1),
    ],
)
def test_months_are_counted_up(start: str, end: str, months: int) -> None:
    """Begun months count whole, and month ends lie whole months apart."""
    assert months == Horizon(start, end).months()
    assert months == Horizon.until(end).months(on=D(start))


@pytest.mark.parametrize(
    ("months", "term"),
    [(6, Term.SHORT), (7, Term.MEDIUM), (18, Term.MEDIUM), (19, Term.LONG), (61, Term.LONG)],
)
def test_the_bounds_of_a_term(months: int, term: Term) -> None:
    """A bound belongs to the shorter term."""
    assert term is TermPolicy().term(months)


def test_a_horizon_without_a_start() -> None:
    """Without a start nothing is counted unless a day to count from is given."""
    horizon = Horizon.until(Period("2026-Q2"))
    assert (None, None, None, "until 2026-06-30") == (
        horizon.months(),
        horizon.term(),
        horizon.elapsed(D("2026-01-01")),
        str(horizon),
    )
    assert Term.SHORT is horizon.term(on=D("2026-01-01"))


def test_horizons_from_periods() -> None:
    """Over a period, and between two."""
    assert Horizon("2026-04-01", "2026-06-30") == Horizon.over(Period("2026-Q2"))
    assert Horizon("2025-12-31", "2026-06-30") == Horizon.between(Period("2025"), "2026-06-30")
    assert Horizon("2025-12-31", "2026-06-30") == Horizon.between("2025-12-31", Period("2026-Q2"))
    assert "2026-04-01 to 2026-06-30" == str(Horizon.over(Period("2026-Q2")))


def test_checkpoints_are_sorted_and_single() -> None:
    """Checkpoints are in order, each once."""
    assert (D("2026-02-01"), D("2026-03-01")) == Horizon(
        None, "2026-06-30", ["2026-03-01", "2026-02-01", "2026-03-01"]
    ).checkpoints


@pytest.mark.parametrize(("on", "share"), [("2025-01-01", 0.0), ("2026-01-06", 0.5), ("2027-01-01", 1.0)])
def test_elapsed_is_a_share(on: str, share: float) -> None:
    """The share of the time stays in [0, 1]; a single day is over on that day."""
    assert share == Horizon("2026-01-01", "2026-01-11").elapsed(D(on))
    assert (0.0, 1.0) == tuple(
        Horizon("2026-01-02", "2026-01-02").elapsed(D(day)) for day in ("2026-01-01", "2026-01-02")
    )


@pytest.mark.parametrize(
    ("cadence", "start", "end", "dates"),
    [
        (Cadence("day", 2), "2026-01-01", "2026-01-04", ["2026-01-01", "2026-01-03"]),
        (Cadence("week"), "2026-01-01", "2026-01-10", ["2026-01-01", "2026-01-08"]),
        (Cadence("month"), "2026-01-31", "2026-03-31", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (Cadence("month"), "2026-01-30", "2026-03-31", ["2026-01-30", "2026-02-28", "2026-03-30"]),
        (Cadence("month"), "2026-01-15", "2026-02-20", ["2026-01-15", "2026-02-15"]),
        (Cadence("year"), "2024-02-29", "2025-12-31", ["2024-02-29", "2025-02-28"]),
        (Cadence("year", 4), "2024-02-29", "2028-12-31", ["2024-02-29", "2028-02-29"]),
        (Cadence("quarter"), "2026-06-30", "2026-12-31", ["2026-06-30", "2026-09-30", "2026-12-31"]),
        (Cadence("month"), "2026-02-28", "2026-03-31", ["2026-02-28", "2026-03-31"]),
        (Cadence("month", 2), "2026-01-29", "2026-05-31", ["2026-01-29", "2026-03-29", "2026-05-29"]),
        (Cadence("week"), "2026-01-10", "2026-01-01", []),
    ],
)
def test_the_days_of_a_cadence(cadence: Cadence, start: str, end: str, dates: list[str]) -> None:
    """Both ends are included, and month ends stay month ends."""
    assert tuple(map(D, dates)) == cadence.dates(D(start), D(end))


def test_a_cadence_in_words_and_days() -> None:
    """How a cadence reads and how long it is."""
    assert ("every week", "every 2 months", 60) == (
        str(Cadence("week")),
        str(Cadence("month", 2)),
        Cadence("month", 2).days,
    )
