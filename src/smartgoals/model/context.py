"""The only facts from outside that a result may depend on."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals.model.field import concise, date, instance, optional, text
from smartgoals.model.period import FiscalCalendar

__all__ = ["Context"]


@attrs.frozen(repr=False)
class Context:
    """Today, the language, and the calendar of the business year.

    Nothing in smartgoals reads the clock or the locale; whoever calls says what day it is.

    Attributes:
        today: The day on which things are read and judged.
        language: Code such as `"sv"`; None to have it detected.
        calendar: The fiscal calendar.

    Example:
        >>> Context("2026-01-15", "sv")
        Context('2026-01-15', 'sv')
    """

    today: dt.date = attrs.field(converter=date("Context", "today"))
    language: str | None = attrs.field(default=None, converter=optional(text("Context", "language")))
    calendar: FiscalCalendar = attrs.field(factory=FiscalCalendar, validator=instance(FiscalCalendar))

    __repr__ = concise
