"""What a catalogue holds: measures, the areas and objectives they belong to, and example goals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import attrs

from smartgoals.model import Bounds, Cadence, Direction, Goal, Metric, MetricKind, Quantity, Unit

__all__ = ["PHYSICAL", "Example", "MetricEntry", "Names", "Topic"]

PHYSICAL: Final = frozenset(
    {"millisecond", "second", "minute", "hour", "day", "week", "gram", "kilogram", "tonne", "metre", "kilometre"}
)
"""Units of time, mass and length, by the names that pint knows."""

Names = Mapping[str, tuple[str, ...]]


def _said(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, in English where it has none, else in the first language there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


@attrs.frozen(eq=False)
class Topic:
    """An area or an objective, by what people call it.

    Attributes:
        id: What measures refer to it by.
        names: Its names in each language, the usual one first.
    """

    id: str
    names: Names

    def name(self, language: str = "en") -> str:
        """Its usual name."""
        return _said({code: names[0] for code, names in self.names.items()}, language)


@attrs.frozen(eq=False)
class MetricEntry:
    """A measure of a catalogue.

    Attributes:
        id: What it is referred to by.
        names: Its names in each language, the usual one first.
        unit: `"percent"`, `"times"`, `"1"`, `"currency"`, a unit of time, mass or length, or by language the noun of
            what is counted.
        direction: Which way is better.
        kind: How its readings are to be understood.
        low: The lowest value that it can have.
        high: The highest.
        cadence: How often it is usually read.
        formula: How it is reckoned, in words, by language.
        drives: Ids of the objectives that it leads to.
        area: Id of the area it belongs to.
        leading: Whether it tells early and can be acted on, rather than how it went.
        source: Where the definition comes from.
    """

    id: str
    names: Names
    unit: str | Mapping[str, str]
    direction: Direction
    kind: MetricKind
    low: Decimal | None
    high: Decimal | None
    cadence: Cadence | None
    formula: Mapping[str, str]
    drives: tuple[str, ...]
    area: str | None
    leading: bool
    source: str

    def name(self, language: str = "en") -> str:
        """Its usual name."""
        return _said({code: names[0] for code, names in self.names.items()}, language)

    def definition(self, language: str = "en") -> str:
        """How it is reckoned, in words."""
        return _said(self.formula, language)

    def metric(self, language: str = "en", *, currency: str | None = None) -> Metric:
        """The measure as a goal's metric.

        Args:
            language: The language of its name, and of the noun of what is counted.
            currency: ISO 4217 code for a measure in money; without it such a measure has no unit yet.

        Example:
            >>> from smartgoals import Catalogue
            >>> str(Catalogue.builtin()["average-order-value"].metric("sv", currency="SEK"))
            'snittordervärde (SEK)'
        """
        unit = self._unit(language, currency)
        bounds = None
        if unit is not None and (self.low is not None or self.high is not None):
            bounds = Bounds(*(None if bound is None else Quantity(bound, unit) for bound in (self.low, self.high)))
        return Metric(
            self.name(language), unit, direction=self.direction, kind=self.kind, bounds=bounds, cadence=self.cadence
        )

    def _unit(self, language: str, currency: str | None) -> Unit | None:
        if not isinstance(self.unit, str):
            return Unit.count(_said(self.unit, language))
        if self.unit == "currency":
            return None if currency is None else Unit.currency(currency)
        return Unit.parse(self.unit, physical=self.unit in PHYSICAL)


@attrs.frozen(eq=False)
class Example:
    """A goal that one may take as a model.

    Attributes:
        area: Id of the area it belongs to.
        metric: Id of the measure it uses.
        statements: The goal in words, by language.
        owners: Who would answer for it, by language.

    Example:
        >>> from smartgoals import Catalogue
        >>> Catalogue.builtin().examples[0].goal("sv").owner
        'E-handelschef'
    """

    area: str
    metric: str
    statements: Mapping[str, str]
    owners: Mapping[str, str] = attrs.field(factory=dict)

    def statement(self, language: str = "en") -> str:
        """The goal in words."""
        return _said(self.statements, language)

    def goal(self, language: str = "en") -> Goal:
        """The goal with its owner; what its statement says is read by whoever judges it."""
        owner = _said(self.owners, language) if self.owners else None
        return Goal(self.statement(language), owner=owner)
