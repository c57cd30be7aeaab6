"""What a review says: why a goal needs attention, what to decide about it, and what is wrong with the input.

Each is a kind and the values it speaks of, so that it can be told in any language and kept in a file. The words stand
under `[labels.review]` in the language's file.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Final

import attrs

from smartgoals.model import Quantity, Unit
from smartgoals.model.field import concise
from smartgoals.rules.finding import Finding
from smartgoals.rules.phrases import phrases, spoken

__all__ = ["SHARES", "Problem", "Proposal", "Reason", "in_percent", "in_words", "worded"]

SHARES: Final = frozenset({"fraction", "expected", "chance", "chance_before", "off"})
"""Values that are shares, and are told in percent."""

Pairs = tuple[tuple[str, Hashable], ...]


def _to_pairs(values: Mapping[str, Hashable] | Iterable[tuple[str, Hashable]]) -> Pairs:
    pairs = values.items() if isinstance(values, Mapping) else values
    return tuple(sorted((name, tuple(value) if isinstance(value, list) else value) for name, value in pairs))


def in_percent(value: float, language: str = "en") -> str:
    r"""A share in whole percent; what is neither nothing nor all never reads as if it were.

    Example:
        >>> in_percent(0.483), in_percent(0.004), in_percent(0.5, "sv")
        ('48%', '<1%', '50\xa0%')
    """
    percent = round(value * 100)
    sign = "<" if percent == 0 < value else ">" if value < 1 and percent == 100 else ""
    percent = min(99, max(1, percent)) if sign else percent
    told = spoken(Quantity(Decimal(percent), Unit.percent()), language)
    return sign + told.replace(" ", "\u00a0")  # a number and its sign stay on one line


def in_words(value: float, language: str = "en") -> str:
    """The same inside a sentence, where no sign is read.

    Example:
        >>> in_words(0.483), in_words(0.004), in_words(0.999)
        ('48%', 'under 1%', 'over 99%')
    """
    told = in_percent(value, language)
    name = {"<": "below", ">": "above"}.get(told[0])
    return told if name is None else phrases(language).label(f"review.{name}", share=told[1:])


def worded(name: str, values: Pairs, language: str) -> str:
    """A label with its values; one of its own for a count of 1, where the language has it."""
    found = phrases(language)
    told = {key: in_words(float(str(value)), language) if key in SHARES else value for key, value in values}
    counts = [key for key, value in values if isinstance(value, int) and key not in SHARES]
    if len(counts) == 1 and told[counts[0]] == 1 and f"{name}_one" in phrases("en").labels:
        name = f"{name}_one"
    text = found.label(name, **told)
    return text[:1].upper() + text[1:]


@attrs.frozen(repr=False)
class Reason:
    """Why a goal needs attention.

    Attributes:
        kind: What it is; see `AttentionPolicy.weights`.
        points: What it counts for in the ranking.
        variant: Tells the sentences of one kind apart.
        values: What the sentence speaks of, as pairs sorted by name.
        findings: The findings that it stands for, where it does.

    Example:
        >>> print(Reason("near", 12, values={"days": 9}))
        The deadline is 9 days away.
    """

    kind: str
    points: float = 0
    variant: str = attrs.field(default="", kw_only=True)
    values: Pairs = attrs.field(default=(), kw_only=True, converter=_to_pairs)
    findings: tuple[Finding, ...] = attrs.field(default=(), kw_only=True)

    __repr__ = concise

    def __str__(self) -> str:
        return self.message()

    def message(self, language: str = "en") -> str:
        """The sentence."""
        if self.findings:
            return " ".join(finding.message(language) for finding in self.findings)
        return worded(f"review.reason.{self.kind}{self.variant and f'_{self.variant}'}", self.values, language)


@attrs.frozen(repr=False)
class Proposal:
    """What to decide about a goal.

    Attributes:
        kind: `close`, `sustain`, `rebaseline` or `split`.
        variant: Tells the sentences of one kind apart.
        values: What the sentence speaks of, as pairs sorted by name.

    Example:
        >>> print(Proposal("split"))
        Split: the sentence states several goals, and only one of them can be followed.
    """

    kind: str
    variant: str = attrs.field(default="", kw_only=True)
    values: Pairs = attrs.field(default=(), kw_only=True, converter=_to_pairs)

    __repr__ = concise

    def __str__(self) -> str:
        return self.message()

    def message(self, language: str = "en") -> str:
        """The sentence."""
        return worded(f"review.proposal.{self.kind}{self.variant and f'_{self.variant}'}", self.values, language)


@attrs.frozen(repr=False)
class Problem:
    """Something in the input that could not be used, or not wholly; the rest was reviewed.

    Attributes:
        kind: `empty`, `loose_end`, `circle`, `no_goal`, `early`, `unit`, `twice`, `rule` or `file`.
        place: Where it is, such as `goals[3].supports[0]`; empty for the whole.
        values: What the sentence speaks of, as pairs sorted by name.

    Example:
        >>> print(Problem("circle", "goals[0].supports[0]", values={"names": ("a", "b")}))
        These lead back to themselves: a and b. Take out one of the links. (goals[0].supports[0])
    """

    kind: str
    place: str = ""
    values: Pairs = attrs.field(default=(), kw_only=True, converter=_to_pairs)

    __repr__ = concise

    def __str__(self) -> str:
        return self.message()

    def message(self, language: str = "en") -> str:
        """The sentence, and the place."""
        text = worded(f"review.problem.{self.kind}", self.values, language)
        return f"{text} ({self.place})" if self.place else text
