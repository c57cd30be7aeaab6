"""Something that is done to reach a goal."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    is_date,
    is_text,
    refuse_backwards,
    to_optional_date,
    to_optional_text,
    to_text,
    to_tuple,
    unless_none,
)

__all__ = ["Activity"]


@attrs.frozen(repr=False)
class Activity:
    """Something that will be done to reach a goal.

    One that serves a single goal may stand in `Goal.activities`, with no more than its name. One that serves several
    stands in `Portfolio.activities`, has an id there, and names the goals.

    Attributes:
        name: What is done.
        id: A name for it that is unique in its portfolio.
        goals: Ids of the goals it serves, in a portfolio.
        owner: Who does it.
        start: First day.
        end: Last day, not before the first.
        done_on: The day it was done, or None.
        depends_on: Ids of activities or goals that must be done first.

    Example:
        >>> Activity("Shorten the checkout", id="checkout", goals=["conversion", "basket"]).goals
        ('conversion', 'basket')
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    id: str | None = attrs.field(default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text))
    goals: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    start: dt.date | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_date, validator=unless_none(is_date)
    )
    end: dt.date | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_date, validator=unless_none(is_date)
    )
    done_on: dt.date | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_date, validator=unless_none(is_date)
    )
    depends_on: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))

    def __attrs_post_init__(self) -> None:
        refuse_backwards(self, self.start, self.end)

    __repr__ = concise
