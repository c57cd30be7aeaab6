"""Steps: what can happen in a workshop, each a value that never changes.

A record is a set of steps. Each knows how many came before it and, if the host says so, the moment it was made; so the
order is the same wherever two records meet, and no clock is read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import Any

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_text,
    member,
    refuse,
    to_optional_text,
    to_text,
    to_tuple,
    unless_none,
)
from smartgoals.workshop.ballots import Ballot

__all__ = [
    "Ballot", "Cast", "Event", "Group", "Grouped", "Idea", "Joined", "Moved", "Named", "Participant", "Phase", "Step",
    "TakenBack", "Undone", "Withdrawn", "Wrote", "natural",
]  # fmt: skip


class Phase(StrEnum):
    """Where a round is. Phases are soft: any may be returned to, and none forbids what belongs to another."""

    IMAGINE = "imagine"
    REVEAL = "reveal"
    GROUP = "group"
    VOTE = "vote"
    DRAFT = "draft"


def _text(**options: Any) -> Any:
    return attrs.field(converter=to_text, validator=is_text, **options)


def _optional() -> Any:
    return attrs.field(default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text))


def _to_phase(value: Phase | str) -> Phase:
    return member(Phase, value, "Moved", "phase")


def _is_ordinal(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        refuse(owner, attribute.name, value, "is no whole number above 0", "count from 1")


def _to_moment(value: dt.datetime | str | None) -> dt.datetime | None:
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            refuse("Step", "at", value, "is no moment", "write it as 2026-01-15T09:30+01:00")
    if value is None:
        return None
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        refuse("Step", "at", value, "is no moment with a time zone", "give an aware datetime, for example in UTC")
    return value.astimezone(dt.UTC)


def _to_ids(value: Iterable[str]) -> tuple[str, ...]:
    ids = to_tuple(value)
    if isinstance(ids, tuple) and all(isinstance(each, str) for each in ids):
        return tuple(sorted(set(ids), key=natural))
    return ids


def natural(text: str) -> tuple[int, str]:
    """What ids are sorted by: numbers by their size, then texts in alphabetical order.

    Example:
        >>> sorted(["10", "app", "9"], key=natural)
        ['9', '10', 'app']
    """
    return (int(text), "") if text.isdecimal() else (sys.maxsize, text)


@attrs.frozen(repr=False)
class Participant:
    """Somebody who takes part; who wants to be anonymous has an id and nothing else.

    Attributes:
        id: What ideas and ballots call them.
        name: Their name.
        team: The team or department they speak for.
        role: What they do there.
    """

    id: str = _text()
    name: str | None = _optional()
    team: str | None = _optional()
    role: str | None = _optional()

    __repr__ = concise


@attrs.frozen(repr=False)
class Idea:
    """One thing that the team did to get to the success that is being celebrated.

    Attributes:
        id: A name for it that is unique in the workshop.
        text: What was written.
        by: Id of who wrote it; None for nobody in particular.
    """

    id: str = _text()
    text: str = _text()
    by: str | None = _optional()

    __repr__ = concise


@attrs.frozen(repr=False)
class Group:
    """Ideas that belong together.

    Attributes:
        id: A name for it that is unique in the workshop.
        name: What people call it.
        ideas: Ids of its ideas, in their natural order.
        words: The words that made it, when it was proposed.
    """

    id: str = _text()
    name: str = _text()
    ideas: tuple[str, ...] = attrs.field(default=(), converter=_to_ids, validator=holds(str))
    words: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))

    __repr__ = concise


@attrs.frozen(repr=False)
class Named:
    """The workshop got a title, a question to imagine by, or a language."""

    title: str | None = attrs.field(default=None, converter=to_optional_text, validator=unless_none(is_text))
    question: str | None = _optional()
    language: str | None = _optional()

    __repr__ = concise


@attrs.frozen(repr=False)
class Joined:
    """Somebody joined, or said more of who they are."""

    participant: Participant = attrs.field(validator=instance(Participant))

    __repr__ = concise


@attrs.frozen(repr=False)
class Moved:
    """The workshop moved to a phase of a round."""

    phase: Phase = attrs.field(converter=_to_phase)

    __repr__ = concise


@attrs.frozen(repr=False)
class Wrote:
    """An idea was written, or written anew."""

    idea: Idea = attrs.field(validator=instance(Idea))

    __repr__ = concise


@attrs.frozen(repr=False)
class TakenBack:
    """An idea was taken back by whoever wrote it."""

    idea: str = _text()

    __repr__ = concise


@attrs.frozen(repr=False)
class Grouped:
    """Ideas were put into groups, out of whatever groups they were in; or set apart, into none."""

    groups: tuple[Group, ...] = attrs.field(default=(), converter=to_tuple, validator=holds(Group))
    apart: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))

    __repr__ = concise


@attrs.frozen(repr=False)
class Undone:
    """A step of grouping was undone."""

    step: str = _text()

    __repr__ = concise


@attrs.frozen(repr=False)
class Cast:
    """A ballot was cast."""

    ballot: Ballot = attrs.field(validator=instance(Ballot))

    __repr__ = concise


@attrs.frozen(repr=False)
class Withdrawn:
    """A voter withdrew the ballots they had cast in a round, or their marks for some cards."""

    voter: str = _text()
    cards: tuple[str, ...] = attrs.field(default=(), converter=to_tuple, validator=holds(str))

    __repr__ = concise


Event = Named | Joined | Moved | Wrote | TakenBack | Grouped | Undone | Cast | Withdrawn


@attrs.frozen(repr=False, slots=False, cache_hash=True)
class Step:
    """One thing that happened.

    Attributes:
        event: What happened.
        number: One more than the highest number that was known when it happened.
        round: The round it belongs to, from 1.
        at: The moment, in UTC; None when nobody said.
    """

    event: Event = attrs.field(
        validator=instance((Named, Joined, Moved, Wrote, TakenBack, Grouped, Undone, Cast, Withdrawn))
    )
    number: int = attrs.field(default=1, kw_only=True, validator=_is_ordinal)
    round: int = attrs.field(default=1, kw_only=True, validator=_is_ordinal)
    at: dt.datetime | None = attrs.field(default=None, kw_only=True, converter=_to_moment)

    __repr__ = concise

    @cached_property
    def id(self) -> str:
        """A name made from what happened and when; the same step has the same name everywhere."""
        said = f"{self.event!r}|{self.number}|{self.round}|{self.at.isoformat() if self.at else ''}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @cached_property
    def order(self) -> tuple[int, str, str]:
        """By number; of steps that did not know of each other, the later moment comes last."""
        return self.number, self.at.isoformat() if self.at is not None else "", self.id


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in their one order, each once."""
    return tuple(sorted(set(steps), key=lambda step: step.order))
