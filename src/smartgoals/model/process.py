"""How a portfolio is worked with: who reviews it, how often, where it is shared, and what has been decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_date,
    is_text,
    refuse,
    to_date,
    to_optional_text,
    to_text,
    to_tuple,
    to_tuple_of,
    unless_none,
)
from smartgoals.model.horizon import Cadence

__all__ = ["Decision", "Process", "Role"]


@attrs.frozen(repr=False)
class Role:
    """A part that someone has in the work with the goals.

    Attributes:
        name: What the part is called, such as "review lead".
        holder: Who has it; None while nobody does.
        duty: What it means.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    holder: str | None = attrs.field(default=None, converter=to_optional_text, validator=unless_none(is_text))
    duty: str | None = attrs.field(default=None, converter=to_optional_text, validator=unless_none(is_text))

    __repr__ = concise


@attrs.frozen(repr=False)
class Decision:
    """Something that was decided about the portfolio.

    Attributes:
        text: What was decided.
        on: The day.
        reason: Why; None when it was not written down.
        by: Who decided.
        goals: Ids of the goals that it is about.

    Example:
        >>> Decision("Close the app goal", "2026-03-26", reason="The app is used by 40 people").on
        datetime.date(2026, 3, 26)
    """

    text: str = attrs.field(converter=to_text, validator=is_text)
    on: dt.date = attrs.field(converter=to_date, validator=is_date)
    reason: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    by: str | None = attrs.field(default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text))
    goals: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))

    __repr__ = concise


def _to_roles(value: Iterable[Role | str]) -> tuple[Role, ...]:
    return to_tuple_of(Role, value)


def _by_day(value: Iterable[Decision]) -> tuple[Decision, ...]:
    decisions = to_tuple(value)
    if isinstance(decisions, tuple) and all(isinstance(decision, Decision) for decision in decisions):
        return tuple(sorted(decisions, key=lambda decision: decision.on))
    return decisions


def _are_minutes(owner: object, attribute: attrs.Attribute[int | None], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        refuse(owner, attribute.name, value, "is no length of a meeting", "give whole minutes, 1 or more")


@attrs.frozen(repr=False)
class Process:
    """The ways of working with a portfolio.

    Whoever reviews several portfolios stands in `reviewers` of each; the portfolios stay apart.

    Attributes:
        reviewers: Who reviews the goals, persons or roles.
        cadence: How often they are reviewed.
        minutes: How long a review may take.
        channels: Where the goals are shared and kept visible, such as a page or a wall.
        roles: Who has which part.
        decisions: What was decided, by day.

    Example:
        >>> process = Process(["Ada"], cadence=Cadence("quarter"), channels=["the intranet"])
        >>> str(process.cadence)
        'every quarter'
    """

    reviewers: tuple[str, ...] = attrs.field(default=(), converter=to_tuple, validator=holds(str))
    cadence: Cadence | None = attrs.field(default=None, kw_only=True, validator=instance(Cadence, none=True))
    minutes: int | None = attrs.field(default=None, kw_only=True, validator=unless_none(_are_minutes))
    channels: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    roles: tuple[Role, ...] = attrs.field(default=(), kw_only=True, converter=_to_roles, validator=holds(Role))
    decisions: tuple[Decision, ...] = attrs.field(
        default=(), kw_only=True, converter=_by_day, validator=holds(Decision)
    )

    __repr__ = concise
