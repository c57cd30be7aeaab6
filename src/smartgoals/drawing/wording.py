"""`Wording`: numbers, days and names as pictures and pages write them, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from decimal import Decimal
from functools import cached_property

import attrs

from smartgoals.lexicon import languages, load
from smartgoals.lexicon.figures import Figures
from smartgoals.model import Quantity, Unit
from smartgoals.progress.explanation import named_status, rounded
from smartgoals.rules.phrases import phrases

__all__ = ["Wording"]


@attrs.frozen(slots=False)
class Wording:
    """How one language writes what stands in a picture or on a page.

    Attributes:
        language: Its code; what is not said in it is said in English.

    Example:
        >>> Wording("sv").about(7.04412, Unit.percent()), Wording("en").share(0.666)
        ('7,044 %', '67%')
    """

    language: str

    @cached_property
    def figures(self) -> Figures:
        """Numbers and dates."""
        return Figures(load(self.language if self.language in languages() else "en"))

    def label(self, name: str, **values: Hashable) -> str:
        """A word of the interface."""
        return phrases(self.language).label(name, **values)

    def status(self, status: str) -> str:
        """A status."""
        return named_status(status, self.language)

    def date(self, day: dt.date) -> str:
        """A day, as short as it can be without a doubt."""
        return self.figures.date(day, "medium")

    def amount(self, quantity: Quantity | None) -> str:
        """An amount that was given; a dash for none."""
        return "–" if quantity is None else self.about(float(quantity.magnitude), quantity.unit)

    def about(self, value: float, unit: Unit) -> str:
        """A computed amount, with no more digits than it deserves."""
        return self.figures.amount(Quantity(rounded(value, digits=4), unit))

    def unit(self, unit: Unit) -> str:
        """A unit as it stands beside more than one of it; empty for plain numbers.

        Example:
            >>> Wording("sv").unit(Unit.percent()), Wording("sv").unit(Unit.percentage_point())
            ('%', 'procentenheter')
        """
        several = Decimal(2)
        return self.figures.measured(several, unit).replace(self.figures.number(several), "", 1).strip()

    def share(self, value: float) -> str:
        """A share in percent."""
        return self.figures.amount(Quantity(Decimal(round(value * 100)), Unit.percent()))
