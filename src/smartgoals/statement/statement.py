"""What was understood of a sentence: the goal, the place of each part, and what stays open."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.statement.tokens import Token, tokenize

if TYPE_CHECKING:
    from smartgoals.model import Goal, Term

__all__ = ["Ambiguity", "Part", "Role", "Slots", "Statement"]


class Role(StrEnum):
    """What a part of a statement says."""

    DIRECTION = "direction"
    METRIC = "metric"
    POPULATION = "population"
    STATISTIC = "statistic"
    BASELINE = "baseline"
    BASELINE_WHEN = "baseline_when"
    BOUND = "bound"
    TARGET = "target"
    TARGET_WHEN = "target_when"
    COMMIT = "commit"
    STRETCH = "stretch"
    MEANS = "means"
    PURPOSE = "purpose"
    GUARDRAIL = "guardrail"
    CONFIDENCE = "confidence"
    OWNER = "owner"
    REST = "rest"


@attrs.frozen
class Part:
    """A stretch of the statement and what it says.

    Attributes:
        role: What it says.
        text: The words, exactly as in the statement.
        start: Offset of its first character in the statement.
        end: Offset after its last character.
    """

    role: Role
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Start and end, half open."""
        return self.start, self.end


@attrs.frozen
class Ambiguity:
    """A part that can be read in more than one way.

    Attributes:
        kind: `"period_without_year"`, `"percent_or_points"`, `"number"`, `"date"` or `"language"`.
        text: The words in question; the whole statement when its language is in doubt.
        start: Offset of their first character.
        end: Offset after their last character.
        readings: The ways to read them; the first is the one taken.
    """

    kind: str
    text: str
    start: int
    end: int
    readings: tuple[str, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Start and end, half open."""
        return self.start, self.end


@attrs.frozen
class Slots:
    """What a statement says, slot by slot; None for what it does not say.

    Attributes:
        direction: `increase`, `decrease`, `maintain`, `reach` or `achieve`.
        metric: What is counted or done, in the words of the sentence.
        baseline: The number it starts from.
        baseline_when: The period the baseline speaks of, as a canonical text.
        target: The number aimed at; a change is given by its size.
        target_low: Lower end of a range.
        target_high: Upper end of a range.
        target_is: `absolute`, `relative_change`, `multiple`, `bound_min`, `bound_max`, `range` or `milestone`.
        bound: `min`, `max` or None.
        unit: `percent`, `percentage_point`, `times`, a currency code or a noun, with `/` and what it is per.
        target_when: The period the target is set for, as a canonical text.
        means: How it is to be reached.
        purpose: What it is good for.
        confidence: How sure the writer is, as written.
    """

    direction: str | None = None
    metric: str | None = None
    baseline: Decimal | None = None
    baseline_when: str | None = None
    target: Decimal | None = None
    target_low: Decimal | None = None
    target_high: Decimal | None = None
    target_is: str | None = None
    bound: str | None = None
    unit: str | None = None
    target_when: str | None = None
    means: str | None = None
    purpose: str | None = None
    confidence: str | None = None


@attrs.frozen
class Statement:
    """A sentence that states a goal, and what was understood of it.

    Attributes:
        text: The sentence, exactly as it stands in the source.
        language: The language it was read in.
        goal: What it says, as a goal; what it does not say is None there.
        parts: The parts that were understood, in the order of the text.
        ambiguities: What can be read in more than one way.
        rest: Words that no part holds, save small ones such as articles, "and" and a preposition that stands alone;
            nothing else is dropped silently.
        reading: The slots, as read.
        span: Where the sentence stands in its document, half open.
        filed_under: The term that the heading above it names, or None.
        also: Further targets of the same goal, slot by slot, such as what is aimed at in a later year.
        clauses: When the sentence states several goals: each of them, read by itself, with its span in the sentence.
            The statement's own slots are those of the first that aims at something.
    """

    text: str
    language: str
    goal: Goal
    parts: tuple[Part, ...]
    ambiguities: tuple[Ambiguity, ...]
    rest: tuple[Part, ...]
    reading: Slots = attrs.field(repr=False)
    span: tuple[int, int]
    filed_under: Term | None = None
    also: tuple[Slots, ...] = attrs.field(default=(), repr=False)
    clauses: tuple[Statement, ...] = attrs.field(default=(), repr=False)

    def slots(self) -> dict[str, Any]:
        """What the sentence says, as a flat dict; None for what it does not say.

        Example:
            >>> from smartgoals import Context, parse
            >>> slots = parse("Cut returns by 20 % by 2027", context=Context("2026-01-15")).slots()
            >>> slots["direction"], slots["target"], slots["unit"], slots["target_when"]
            ('decrease', Decimal('20'), 'percent', '2027')
        """
        return {field.name: getattr(self.reading, field.name) for field in attrs.fields(Slots)}

    def part(self, role: Role | str) -> Part | None:
        """The first part with that role, or None."""
        return next((part for part in self.parts if part.role == role), None)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs of the sentence, each with its place."""
        return tuple(tokenize(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence, casefolded."""
        return tuple(token.norm for token in self.tokens if token.kind == "w")

    def __str__(self) -> str:
        return " ".join(self.text.split())

    def _repr_html_(self) -> str:
        from smartgoals.statement.marking import to_html

        return to_html(self)

    def _repr_markdown_(self) -> str:
        from smartgoals.statement.marking import to_markdown

        return to_markdown(self)
