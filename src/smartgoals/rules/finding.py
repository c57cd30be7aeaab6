"""What a rule says: a `Remark`, which the engine completes into a `Finding`, and the `Question` that may follow.

A rule yields remarks and knows nothing of codes or languages. A finding is a plain value: it holds no rule and no
goal, can be hashed, compared and stored, and finds its words in a language when somebody asks.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.model.field import filler, refuse
from smartgoals.model.period import Period
from smartgoals.model.unit import Quantity

__all__ = ["Finding", "Question", "Remark", "Severity", "Texts", "to_pairs"]

Span: TypeAlias = tuple[int, int]
Pairs: TypeAlias = tuple[tuple[str, Hashable], ...]


class Severity(StrEnum):
    """How much a finding costs the rule that made it: all of its credit, half of it, or nothing."""

    MAJOR = "major"
    MINOR = "minor"
    HINT = "hint"


@attrs.frozen
class Texts:
    """The words of a rule from outside the library, carried along by what the rule found.

    The words of the built-in rules are found by their code, so their findings carry none.

    Args:
        summary: The summary in English.
        why: What goes wrong when the finding is ignored, in English.
        advice: What to do, in English.
        ask: What to ask, in English.
        package: The package of the rule; its `<language>.toml` has the words in other languages.
        translations: The words in other languages of a rule that is data, as pairs of language and texts.
    """

    summary: str = ""
    why: str = ""
    advice: str = ""
    ask: str = ""
    package: str = ""
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@attrs.frozen(init=False)
class Remark:
    """One thing a rule has to say about a goal.

    Args:
        text: The sentence in English; a template in which `{name}` stands for a value.
        at: Where in the goal, as a dotted path such as `metric.unit`.
        span: Where in the statement: first character and the one after the last.
        severity: Weighs heavier or lighter than the rule itself.
        values: The numbers, dates and names that the template speaks of.
        variant: Tells the texts of one rule apart, where it has several; other languages find theirs by it.
        goals: The ids of the goals concerned, for rules that look at a portfolio.

    Raises:
        InvalidValueError: The text or the place is empty, or the span is not a pair in order.

    Example:
        >>> Remark("Give {name} a unit.", at="metric.unit", values={"name": "revenue"}).at
        'metric.unit'
    """

    text: str
    at: str
    span: Span | None
    severity: Severity | None
    values: Mapping[str, Hashable] = attrs.field(hash=False)
    variant: str
    goals: tuple[str, ...]

    def __init__(
        self,
        text: str,
        at: str,
        *,
        span: Iterable[int] | None = None,
        severity: Severity | str | None = None,
        values: Mapping[str, Hashable] | None = None,
        variant: str = "",
        goals: Iterable[str] = (),
    ) -> None:
        if not isinstance(text, str) or not text or text.isspace():
            refuse(self, "text", text, "says nothing", "give the sentence that the reader should see")
        if not isinstance(at, str) or not at:
            refuse(self, "at", at, "is not a place in the goal", "give a dotted path such as 'metric.unit'")
        if span is not None:
            span = _to_span(span)
        if severity is not None and severity.__class__ is not Severity:
            severity = _to_severity(severity)
        if goals != ():
            goals = _to_ids(goals)
        _say(self, text, at, span, severity, {} if values is None else values, variant, goals)


_say = filler(Remark)


def _to_severity(value: str) -> Severity:
    try:
        return Severity(value)
    except ValueError:
        refuse("Remark", "severity", value, "is not a severity", "give 'major', 'minor' or 'hint'")


def _to_span(value: Iterable[int]) -> Span:
    span = tuple(value)
    if len(span) != 2 or not 0 <= span[0] <= span[1]:
        refuse(
            "Remark", "span", value, "is not a pair of offsets in order",
            "give the first character and the one after the last",
        )  # fmt: skip
    return span


def _to_ids(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        refuse("Remark", "goals", value, "is one text", "give the ids of the goals as a tuple")
    return tuple(value)


def to_pairs(values: Mapping[str, Hashable] | Iterable[tuple[str, Hashable]]) -> Pairs:
    """Return what a template speaks of as pairs sorted by name, which can be hashed.

    Raises:
        InvalidValueError: A value cannot be hashed.
    """
    if not values:
        return ()
    named = values.__class__ is dict or isinstance(values, Mapping)
    pairs = tuple(values.items() if named else values)  # type: ignore[union-attr]  # items() of what is named
    if len(pairs) > 1:
        pairs = tuple(sorted(pairs, key=_name_of))
    for _, value in pairs:
        if value.__class__ not in _PLAIN:
            return tuple([(name, _frozen(value)) for name, value in pairs])
    return pairs


_PLAIN = {str, int, float, bool, date, Decimal, Quantity, Period}
"""What nearly all values are; they can be hashed, and need no second look."""


def _name_of(pair: tuple[str, Hashable]) -> str:
    return pair[0]


def _frozen(value: object) -> Hashable:
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return tuple(sorted((_frozen(item) for item in value), key=str))
    if not isinstance(value, Hashable):
        refuse("Finding", "values", value, "cannot be hashed", "give text, a number, a date, or a tuple of them")
    return value


def _severity(value: Severity | str) -> Severity:
    return value if value.__class__ is Severity else Severity(value)


@attrs.frozen(kw_only=True)
class Finding:
    """What a rule found in one goal, or in a portfolio.

    Args:
        code: The code of the rule.
        criterion: The criterion the rule belongs to; None for what belongs to no criterion.
        severity: What it costs.
        text: The sentence in English, as a template.
        at: Where in the goal, as a dotted path.
        span: Where in the statement, or None.
        values: What the template speaks of, as pairs sorted by name.
        variant: Which of the rule's texts this is.
        goals: The ids of the goals concerned, for a portfolio.
        texts: The words of a rule from outside the library.

    Example:
        >>> Finding(code="ACME001", text="Name {what}.", at="tags", values={"what": "a strategy"}).message()
        'Name a strategy.'
    """

    code: str
    criterion: Criterion | None = None
    severity: Severity = attrs.field(default=Severity.MAJOR, converter=_severity)
    text: str
    at: str
    span: Span | None = None
    values: Pairs = attrs.field(default=(), converter=to_pairs)
    variant: str = ""
    goals: tuple[str, ...] = ()
    texts: Texts | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        """Return the code and the message, in English."""
        return f"{self.code} {self.message()}"

    def message(self, language: str = "en") -> str:
        """Return the sentence that the reader should see."""
        from smartgoals.rules.phrases import render, translation

        kind = f"message_{self.variant}" if self.variant else "message"
        template = translation(self.code, kind, language, self.texts) or self.text
        return render(template, self.values, language)

    def why(self, language: str = "en") -> str:
        """Return what goes wrong when the finding is ignored; empty when the rule does not say."""
        return self._words("why", language)

    def advice(self, language: str = "en") -> str:
        """Return what to do about it; empty when the rule does not say."""
        return self._words("advice", language)

    def question(self, language: str = "en") -> str:
        """Return what to ask the goal's owner; empty when the rule has no question."""
        return self._words("ask", language)

    def _words(self, kind: str, language: str) -> str:
        from smartgoals.rules.phrases import render, words

        return render(words(self.code, kind, language, self.texts), self.values, language)


@attrs.frozen(kw_only=True)
class Question:
    """What to ask before a criterion can be judged, or before it can be judged better.

    Args:
        code: The code of the rule that wants to know.
        text: The question in English, as a template.
        at: What the answer would fill in, as a dotted path into the goal.
        values: What the template speaks of, as pairs sorted by name.
        texts: The words of a rule from outside the library.
    """

    code: str
    text: str
    at: str
    values: Pairs = attrs.field(default=(), converter=to_pairs)
    texts: Texts | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        """Return the question in English."""
        return self.message()

    def message(self, language: str = "en") -> str:
        """Return the question in a language."""
        from smartgoals.rules.phrases import render, translation

        return render(translation(self.code, "ask", language, self.texts) or self.text, self.values, language)
