"""The only facts from outside that a result may depend on."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals.model.field import concise, instance, is_date, is_text, to_date, to_optional_text, unless_none
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

    today: dt.date = attrs.field(converter=to_date, validator=is_date)
    language: str | None = attrs.field(default=None, converter=to_optional_text, validator=unless_none(is_text))
    calendar: FiscalCalendar = attrs.field(factory=FiscalCalendar, validator=instance(FiscalCalendar))

    __repr__ = concise
