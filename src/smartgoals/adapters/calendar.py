"""Schedules as iCalendar files, which ordinary calendar programs open.

Needs the extra `calendar`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from smartgoals.errors import MissingExtraError
from smartgoals.rules.phrases import phrases, spoken

if TYPE_CHECKING:
    from smartgoals.model import Event, Schedule

__all__ = ["to_icalendar"]


def to_icalendar(schedule: Schedule, *, stamp: dt.date, language: str = "en", namespace: str | None = None) -> bytes:
    """Write a schedule as an iCalendar file (RFC 5545), each event a whole day that does not make anybody busy.

    The same schedule and stamp give the same bytes. An event keeps its UID when its day is moved, so that a calendar
    that takes the file in again moves it too.

    Args:
        schedule: What is to happen.
        stamp: The day the file is made; it is written into each event, and the clock is not asked.
        language: The language of titles.
        namespace: What sets these events apart from those of other portfolios; the portfolio's name by default.

    Raises:
        MissingExtraError: The extra `calendar` is not installed.
    """
    try:
        import icalendar
    except ImportError:
        raise MissingExtraError("calendar") from None

    label = phrases(language).label
    apart = namespace if namespace is not None else schedule.name or ""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//smartgoals//smartgoals//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _on_one_line(schedule.name or label("calendar.name")))
    written = dt.datetime.combine(stamp, dt.time(), dt.UTC)
    for event in schedule.events:
        entry = icalendar.Event()
        entry.add("uid", _uid(apart, event.key))
        entry.add("dtstamp", written)
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + dt.timedelta(days=1))
        entry.add("summary", _on_one_line(_title(event, schedule.name or label("calendar.goals"), language)))
        if len(event.names) > 1:
            entry.add("description", "\n".join(f"- {_on_one_line(text)}" for text in event.names))
        entry.add("categories", [label(f"calendar.kind.{event.kind.value}")])
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _uid(apart: str, key: str) -> str:
    digest = hashlib.sha256((apart + "\n" + key).encode()).hexdigest()
    return f"{digest[:32]}@smartgoals"


def _title(event: Event, name: str, language: str) -> str:
    label = phrases(language).label
    if len(event.names) == 1:
        return f"{label(f'calendar.kind.{event.kind.value}')}: {event.names[0]}"
    period = spoken(event.period, language) if event.period is not None else ""
    what = label(f"calendar.many.{event.kind.value}", portfolio=name, count=len(event.names))
    return f"{what}, {period}" if period else what
