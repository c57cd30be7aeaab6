"""Numbers, units, dates and periods as people write them in a language.

The words stand in the table `[rendering]` of the language's file; the marks and the names of months come from CLDR.
"""

from __future__ import annotations

import decimal
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from smartgoals.model import Period, PeriodKind, UnitKind
from smartgoals.model.unit import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from babel import Locale

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Quantity, Unit

__all__ = ["Figures", "filled"]

_PLACE: Final = re.compile(r"\{(\w+)\}")
_PRECISE: Final = decimal.Context(prec=100)


class Figures:
    """What stands in a sentence besides words, in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        from babel import Locale

        self.lexicon = lexicon
        self.words: Mapping[str, Any] = lexicon.data["rendering"]
        self.locale: Locale = Locale.parse(self.words["locale"])

    # periods and dates

    def period(self, period: Period, form: str) -> str:
        """A period in one of the forms that the language's file has for it."""
        return filled(self.words["periods"][period.kind.value][form], **self.named(period))

    def named(self, period: Period) -> dict[str, str]:
        """What the templates of periods may hold."""
        named = {"year": f"{period.year}", "number": f"{period.index}"}
        if period.is_fiscal:
            named["year"] = filled(self.words["periods"]["fiscal"], year=named["year"])
        match period.kind:
            case PeriodKind.HALF | PeriodKind.TERTIAL | PeriodKind.QUARTER:
                named["ordinal"] = self.lexicon.data["ordinals"][named["number"]][0]
            case PeriodKind.MONTH:
                named["month"] = self.date(period.first, "LLLL")
            case PeriodKind.DAY:
                named["date"] = self.date(period.first)
        return named

    def date(self, day: dt.date, form: str = "long") -> str:
        """A date as CLDR writes it."""
        from babel.dates import format_date

        return format_date(day, format=form, locale=self.locale)

    # numbers and units

    def amount(self, quantity: Quantity) -> str:
        """A quantity, number and unit."""
        return self.measured(quantity.magnitude, quantity.unit)

    def measured(self, magnitude: Decimal, unit: Unit) -> str:
        """A number with its unit."""
        words = self.words["units"]
        match unit.kind:
            case UnitKind.RATIO if unit.numerator is not None and unit.denominator is not None:
                amount = self.measured(magnitude, unit.numerator)
                return filled(words["per"], amount=amount, what=self.noun(unit.denominator, Decimal(1)))
            case UnitKind.CURRENCY:
                if magnitude < 0:
                    template = words["negative"]
                else:
                    template = words["currencies"].get(unit.symbol, words["currency"])
                whole = magnitude == magnitude.to_integral_value()
                return filled(template, number=self.number(magnitude, 0 if whole else 2), symbol=unit.symbol)
            case UnitKind.PERCENT | UnitKind.PERCENTAGE_POINT | UnitKind.TIMES:
                template = words[unit.kind.value]
                if not isinstance(template, str):
                    template = self.plural(template, magnitude)
                return filled(template, number=self.number(magnitude))
        return f"{self.number(magnitude)} {self.noun(unit, magnitude)}".strip()

    def noun(self, unit: Unit, magnitude: Decimal) -> str:
        """The unit's word, in the number that the amount asks for."""
        if unit.kind is UnitKind.NUMBER:
            return ""
        forms = self.words["units"]["physical"].get(unit.symbol) if unit.kind is UnitKind.PHYSICAL else None
        return self.plural(forms, magnitude) if forms is not None else unit.symbol

    def plural(self, forms: Mapping[str, str], magnitude: Decimal) -> str:
        """The one of several forms that goes with a number."""
        text = plain(abs(magnitude))
        form = self.locale.plural_form(Decimal(text)) if "E" not in text else "other"
        return forms.get(form, forms["other"])

    def number(self, magnitude: Decimal, decimals: int = 0) -> str:
        """A number with the marks of the language and at least so many decimals; very long ones stay as they are."""
        from babel.numbers import format_decimal, get_minus_sign_symbol

        text = plain(magnitude)
        if "E" in text:
            return text
        shown = "#,##0." + "0" * decimals + "#" * max(0, len(text.partition(".")[2]) - decimals)
        with decimal.localcontext(_PRECISE):
            written = format_decimal(abs(Decimal(text)), format=shown.rstrip("."), locale=self.locale)
        return get_minus_sign_symbol(self.locale) + written if magnitude < 0 else written


def filled(template: str, **values: str) -> str:
    """A template with its places filled; a place without a value stays empty."""
    return _PLACE.sub(lambda place: values.get(place[1], ""), template)
