"""A schedule as an iCalendar file: what goes in comes out, in any calendar program."""

from __future__ import annotations

import datetime as dt
import sys

import icalendar
import pytest
from hypothesis import given
from strategies import portfolios

from smartgoals.adapters.calendar import to_icalendar
from smartgoals.errors import MissingExtraError
from smartgoals.model import Cadence, Goal, Horizon, Metric, Portfolio, Schedule

STAMP = dt.date(2026, 1, 15)
LONG = "Öka andelen återkommande kunder; från 20 % till 30 %, i Norge, Sverige och på Åland – så att tillväxten kostar mindre än i år"


def schedule(portfolio: Portfolio) -> Schedule:
    """The year 2026 of a portfolio."""
    return Schedule.of(portfolio, start="2026-01-01", end="2026-12-31")


PORTFOLIO = Portfolio(
    [
        Goal(LONG, id="a", metric=Metric("x", cadence=Cadence("quarter")), horizon=Horizon("2026-01-01", "2026-11-30")),
        Goal("Kort", id="b", metric=Metric("y", cadence=Cadence("quarter"))),
    ],
    name="Butiken",
)


def test_every_event_is_read_back() -> None:
    """Each event is a whole day with its title, a UID, the given stamp and no claim on anybody's time."""
    plan = schedule(PORTFOLIO)
    read = icalendar.Calendar.from_ical(to_icalendar(plan, stamp=STAMP, language="sv"))
    entries = read.walk("VEVENT")
    assert [event.on for event in plan.events] == [entry["dtstart"].dt for entry in entries]
    assert {dt.timedelta(days=1)} == {entry["dtend"].dt - entry["dtstart"].dt for entry in entries}
    assert {dt.datetime(2026, 1, 15, tzinfo=dt.UTC)} == {entry["dtstamp"].dt for entry in entries}
    assert len(entries) == len({entry["uid"] for entry in entries})
    titles = [str(entry["summary"]) for entry in entries]
    assert f"Slutdatum: {LONG}" in titles
    assert "Genomgång av Butiken, kvartal 1 2026" in titles
    assert "Avläsning av 2 mål, kvartal 1 2026" in titles
    assert f"- {LONG}\n- Kort" in [str(entry.get("description")) for entry in entries]
    assert "Butiken" == str(read["x-wr-calname"])
    assert {"TRANSPARENT"} == {str(entry["transp"]) for entry in entries}


def test_lines_are_folded_as_the_standard_asks() -> None:
    """Lines end in CRLF and hold at most 75 octets, and no letter is torn apart."""
    written = to_icalendar(schedule(PORTFOLIO), stamp=STAMP, language="sv")
    lines = written.split(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)


def test_events_keep_their_identity() -> None:
    """The same schedule gives the same bytes; a moved deadline keeps its UID; another portfolio has other UIDs."""

    def uids(portfolio: Portfolio, **options: str) -> list[str]:
        read = icalendar.Calendar.from_ical(to_icalendar(schedule(portfolio), stamp=STAMP, **options))
        return sorted(str(entry["uid"]) for entry in read.walk("VEVENT"))

    first = Portfolio([Goal("x", id="a", horizon=Horizon(None, "2026-05-05"))], name="One")
    assert to_icalendar(schedule(first), stamp=STAMP) == to_icalendar(schedule(first), stamp=STAMP)
    moved = Portfolio([Goal("x", id="a", horizon=Horizon(None, "2026-06-06"))], name="One")
    assert uids(first) == uids(moved)
    other = Portfolio(first.goals, name="Two")
    assert set() == set(uids(first)) & set(uids(other))
    assert uids(first) == uids(other, namespace="One")


def test_a_portfolio_without_a_name_has_a_title() -> None:
    """It is called after what it holds."""
    written = to_icalendar(schedule(Portfolio()), stamp=STAMP).decode()
    assert "X-WR-CALNAME:Goals" in written
    assert "SUMMARY:Review of the goals\\, quarter 1 of 2026" in written


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r'pip install "smartgoals\[calendar\]"'):
        to_icalendar(schedule(Portfolio()), stamp=STAMP)


@given(portfolios)
def test_any_portfolio_can_be_written(portfolio: Portfolio) -> None:
    """Whatever stands in names, the file can be read back with as many events."""
    plan = schedule(portfolio)
    read = icalendar.Calendar.from_ical(to_icalendar(plan, stamp=STAMP))
    assert len(plan.events) == len(read.walk("VEVENT"))
