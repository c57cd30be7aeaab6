"""Units and quantities: a number never travels without what it counts, and unlike units do not mix.

The module exists because the costly mistakes with goals are mistakes of unit: kronor added to euro, per cent
taken for percentage points, a rate per day compared with a rate per month.
"""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, overload

import attrs

from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model.field import choice, constructor, day, exact, finite, is_a, is_choice, plain, text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Quantity", "Unit", "UnitKind"]

# Results never depend on the decimal context of the caller.
_EXACT = Context(prec=100, Emax=999_999, Emin=-999_999)  # sums and products: exact up to 100 digits
_ROUNDED = Context(prec=28, Emax=999_999, Emin=-999_999)  # quotients: 28 digits, half to even

# Measures of time are written out in every language of science, and pint knows them by these names.
_TIME_WORDS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_CURRENCY_LETTERS = 3


class UnitKind(StrEnum):
    """What sort of thing a unit is, which decides what it may be combined with.

    Example:
        >>> Unit.currency("SEK").kind
        <UnitKind.CURRENCY: 'currency'>
    """

    NUMBER = "number"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    TIMES = "times"
    CURRENCY = "currency"
    COUNT = "count"
    PHYSICAL = "physical"
    RATIO = "ratio"


_FIXED_SYMBOLS = {
    UnitKind.NUMBER: "1",
    UnitKind.PERCENT: "percent",
    UnitKind.PERCENTAGE_POINT: "percentage_point",
    UnitKind.TIMES: "times",
}


def _as_kind(value: UnitKind | str) -> UnitKind:
    return choice(UnitKind, value)  # type: ignore[no-any-return]


@attrs.frozen(repr=False)
class Unit:
    """What a number counts.

    Build one with `Unit.percent()`, `Unit.currency("SEK")` and the like, or read one with `Unit.parse`.

    Args:
        symbol: The canonical text.
        kind: What sort of unit it is.
        numerator: For a ratio, what is counted.
        denominator: For a ratio, per what.

    Example:
        >>> str(Unit.ratio(Unit.currency("SEK"), Unit.physical("day")))
        'SEK/day'
        >>> Unit.parse("percent").is_share
        True
    """

    symbol: str = attrs.field(validator=text)
    kind: UnitKind = attrs.field(converter=_as_kind, validator=is_choice(UnitKind))
    numerator: Unit | None = None
    denominator: Unit | None = None

    def __attrs_post_init__(self) -> None:
        """Check the parts against one another."""
        fault = _fault(self)
        if fault is not None:
            raise InvalidValueError("Unit", *fault)

    @classmethod
    def number(cls) -> Unit:
        """Return the unit of a bare number."""
        return _NUMBER

    @classmethod
    def percent(cls) -> Unit:
        """Return per cent: a share, of which 100 are the whole."""
        return _PERCENT

    @classmethod
    def percentage_point(cls) -> Unit:
        """Return percentage points: the difference between two shares in per cent."""
        return _PERCENTAGE_POINT

    @classmethod
    def times(cls) -> Unit:
        """Return times: how often something happens, or how many times as much."""
        return _TIMES

    @classmethod
    def currency(cls, code: str) -> Unit:
        """Return a currency.

        Args:
            code: Three letters, in the manner of ISO 4217; small letters are made capital.

        Example:
            >>> str(Unit.currency("sek"))
            'SEK'
        """
        return cls(code.strip().upper() if isinstance(code, str) else code, UnitKind.CURRENCY)

    @classmethod
    def count(cls, noun: str) -> Unit:
        """Return what is counted by a noun, such as customers; the noun is kept as written.

        Example:
            >>> str(Unit.count("customer"))
            'customer'
        """
        return cls(noun.strip() if isinstance(noun, str) else noun, UnitKind.COUNT)

    @classmethod
    def physical(cls, symbol: str) -> Unit:
        """Return a physical unit.

        Args:
            symbol: A unit as pint writes it. Whether pint knows it is first asked when something is converted.

        Example:
            >>> str(Unit.physical("kg"))
            'kg'
        """
        return cls(symbol.strip() if isinstance(symbol, str) else symbol, UnitKind.PHYSICAL)

    @classmethod
    def ratio(cls, numerator: Unit, denominator: Unit) -> Unit:
        """Return so much of one unit per one of another.

        Example:
            >>> str(Unit.ratio(Unit.count("visit"), Unit.physical("week")))
            'visit/week'
        """
        return cls(f"{numerator}/{denominator}", UnitKind.RATIO, numerator, denominator)

    @classmethod
    def parse(cls, text: str, *, physical: bool = False) -> Unit:
        """Read a unit from its canonical text.

        Three capitals are a currency; `second`, `minute`, `hour`, `day`, `week`, `month` and `year` are measures of
        time; any other word is the noun of what is counted.

        Args:
            text: Such as `percent`, `percentage_point`, `times`, `1` for a bare number, `SEK`, `customer`, `SEK/day`.
            physical: Read other words as physical units instead of nouns.

        Raises:
            InvalidValueError: `text` is empty, or nothing stands before or after a slash.

        Example:
            >>> Unit.parse("SEK/day")
            Unit.ratio(Unit.currency('SEK'), Unit.physical('day'))
            >>> Unit.parse("kg", physical=True)
            Unit.physical('kg')
        """
        if not isinstance(text, str):
            raise InvalidValueError("Unit", "symbol", text, "is not a text", "give a text such as 'percent' or 'SEK/day'")
        before, slash, after = text.strip().rpartition("/")
        if slash:
            return cls.ratio(cls.parse(before, physical=physical), cls.parse(after, physical=physical))
        for fixed in (_NUMBER, _PERCENT, _PERCENTAGE_POINT, _TIMES):
            if after == fixed.symbol:
                return fixed
        if _is_currency_code(after):
            return cls.currency(after)
        return cls.physical(after) if physical or after in _TIME_WORDS else cls.count(after)

    @property
    def is_share(self) -> bool:
        """Whether the unit says a share of a whole: per cent does, percentage points do not."""
        return self.kind is UnitKind.PERCENT

    def is_like(self, other: Unit) -> bool:
        """Return whether quantities in the two units may be compared, as far as can be told without pint.

        Equal units are alike, and physical units are taken to be until a conversion shows otherwise.

        Example:
            >>> Unit.physical("kg").is_like(Unit.physical("g")), Unit.percent().is_like(Unit.percentage_point())
            (True, False)
        """
        if self == other or (self.kind is UnitKind.PHYSICAL and other.kind is UnitKind.PHYSICAL):
            return True
        if self.numerator and self.denominator and other.numerator and other.denominator:
            return self.numerator.is_like(other.numerator) and self.denominator.is_like(other.denominator)
        return False

    def __str__(self) -> str:
        """Return the canonical text."""
        return self.symbol

    def __repr__(self) -> str:
        """Return the call that builds the unit."""
        if self.kind is UnitKind.RATIO:
            return f"Unit.ratio({self.numerator!r}, {self.denominator!r})"
        argument = "" if self.kind in _FIXED_SYMBOLS else repr(self.symbol)
        return f"Unit.{self.kind}({argument})"


def _is_currency_code(symbol: str) -> bool:
    return len(symbol) == _CURRENCY_LETTERS and symbol.isascii() and symbol.isalpha() and symbol.isupper()


def _fault(unit: Unit) -> tuple[str, object, str, str] | None:
    """Return the field, the value, the problem and the remedy of a unit that contradicts itself."""
    symbol, kind, numerator, denominator = unit.symbol, unit.kind, unit.numerator, unit.denominator
    if kind is UnitKind.RATIO:
        for field, part in (("numerator", numerator), ("denominator", denominator)):
            if not isinstance(part, Unit):
                return field, part, "is not a Unit", "build it with Unit.ratio(numerator, denominator)"
        if denominator is not None and denominator.kind in (UnitKind.RATIO, UnitKind.NUMBER):
            return "denominator", denominator.symbol, "is not a single unit", "say per what, in one unit"
        if symbol != f"{numerator}/{denominator}":
            return "symbol", symbol, "does not name its two parts", "build it with Unit.ratio(numerator, denominator)"
        return None
    if numerator is not None or denominator is not None:
        return "kind", kind, "has no numerator and denominator", "build it with Unit.ratio(numerator, denominator)"
    if kind in _FIXED_SYMBOLS:
        if symbol != _FIXED_SYMBOLS[kind]:
            return "symbol", symbol, f"is not the text of the kind {kind.value!r}", f"build it with Unit.{kind}()"
    elif kind is UnitKind.CURRENCY:
        if not _is_currency_code(symbol):
            return "symbol", symbol, "is not a currency code", "give three capital letters such as 'SEK'"
    elif "/" in symbol:
        return "symbol", symbol, "holds a slash", "build it with Unit.ratio(numerator, denominator)"
    elif symbol != symbol.strip():
        return "symbol", symbol, "begins or ends with white space", "give the text without it"
    elif symbol in _FIXED_SYMBOLS.values():
        return "symbol", symbol, "is a unit of its own", f"read it with Unit.parse({symbol!r})"
    return None


_NUMBER = Unit("1", UnitKind.NUMBER)
_PERCENT = Unit("percent", UnitKind.PERCENT)
_PERCENTAGE_POINT = Unit("percentage_point", UnitKind.PERCENTAGE_POINT)
_TIMES = Unit("times", UnitKind.TIMES)


@attrs.frozen(repr=False)
class Quantity:
    """A number and what it counts.

    Sums and products are exact up to 100 digits, quotients are rounded to 28; the decimal context of the caller
    changes nothing. Equal means the same number in the same unit: 1 km and 1000 m compare as neither smaller nor
    larger, and are still two different values.

    Args:
        magnitude: In the unit. A finite number between 1E-400 and 1E+400 in size, or 0; a float is read as it is
            printed, so 0.1 is 0.1.
        unit: What the magnitude counts.

    Raises:
        InvalidValueError: `magnitude` is not a number, is not finite, or is a truth value.

    Example:
        >>> Quantity(0.1, Unit.currency("SEK")) + Quantity("0.20", Unit.currency("SEK"))
        Quantity('0.3', Unit.currency('SEK'))
        >>> print(Quantity(20, Unit.percent()))
        20 %
        >>> Quantity(30, Unit.count("customer")) / Quantity(40, Unit.count("customer"))
        Decimal('0.75')
    """

    magnitude: Decimal = attrs.field(converter=exact, validator=finite)
    unit: Unit = attrs.field(
        factory=Unit.number, validator=is_a(Unit, "give a unit such as Unit.percent() or Unit.parse('SEK')")
    )

    def to(self, unit: Unit) -> Quantity:
        """Return the same quantity in another unit.

        Physical units convert into one another, also as parts of a ratio, correct to 28 digits; per cent and bare
        numbers convert by a hundred.

        Raises:
            UnitMismatchError: The units measure different things.
            InvalidValueError: A physical unit is not one that pint knows.

        Example:
            >>> Quantity(20, Unit.percent()).to(Unit.number())
            Quantity('0.2')
            >>> Quantity(36, Unit.parse("km/hour", physical=True)).to(Unit.parse("m/second", physical=True))
            Quantity('10', Unit.ratio(Unit.physical('m'), Unit.physical('second')))
        """
        if unit == self.unit:
            return self
        kinds = (self.unit.kind, unit.kind)
        if kinds == (UnitKind.PERCENT, UnitKind.NUMBER):
            return Quantity(_EXACT.multiply(self.magnitude, Decimal("0.01")), unit)
        if kinds == (UnitKind.NUMBER, UnitKind.PERCENT):
            return Quantity(_EXACT.multiply(self.magnitude, Decimal(100)), unit)
        if not self.unit.is_like(unit):
            raise _mismatch(self.unit, unit)
        if kinds == (UnitKind.PHYSICAL, UnitKind.PHYSICAL):
            return Quantity(_ROUNDED.plus(_convert(self.magnitude, self.unit, unit)), unit)
        return Quantity(_ROUNDED.multiply(self.magnitude, _factor(self.unit, unit)), unit)

    def exchange(self, to_currency: Unit | str, *, rate: Decimal | int | float | str, on: date | str) -> Quantity:
        """Return an amount of money in another currency; a rate per something is exchanged in its numerator.

        Args:
            to_currency: The currency to give.
            rate: How much of it one of this quantity's currency bought. Above 0.
            on: The day the rate held; it is asked for so that no rate is used without one.

        Raises:
            UnitMismatchError: The quantity or `to_currency` is not money.
            InvalidValueError: `rate` is not above 0, or `on` is not a date.

        Example:
            >>> Quantity(100, Unit.currency("EUR")).exchange("SEK", rate="11.2", on="2026-01-02")
            Quantity('1120', Unit.currency('SEK'))
        """
        wanted = Unit.currency(to_currency) if isinstance(to_currency, str) else to_currency
        paid = Exchange(rate, on).rate
        if self.unit.kind is UnitKind.RATIO and self.unit.numerator and self.unit.denominator:
            own, unit = self.unit.numerator, Unit.ratio(wanted, self.unit.denominator)
        else:
            own, unit = self.unit, wanted
        if own.kind is not UnitKind.CURRENCY or wanted.kind is not UnitKind.CURRENCY:
            raise _mismatch(own, wanted, "exchange money for money only")
        return Quantity(_EXACT.multiply(self.magnitude, paid), unit)

    def __add__(self, other: object) -> Quantity:
        """Return the sum, in the unit of the left quantity."""
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(_EXACT.add(self.magnitude, self._like(other)), self.unit)

    def __sub__(self, other: object) -> Quantity:
        """Return the difference, in the unit of the left quantity."""
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(_EXACT.subtract(self.magnitude, self._like(other)), self.unit)

    def __mul__(self, other: object) -> Quantity:
        """Return the quantity a number of times."""
        if not _is_number(other):
            return NotImplemented
        return Quantity(_EXACT.multiply(self.magnitude, Quantity(other).magnitude), self.unit)  # type: ignore[arg-type]

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Quantity) -> Decimal: ...
    @overload
    def __truediv__(self, other: Decimal | int | float) -> Quantity: ...
    def __truediv__(self, other: object) -> Decimal | Quantity:
        """Return a bare number for a like quantity, and a quantity for a number."""
        if isinstance(other, Quantity):
            return _quotient(self.magnitude, self._like(other))
        if not _is_number(other):
            return NotImplemented
        return Quantity(_quotient(self.magnitude, Quantity(other).magnitude), self.unit)  # type: ignore[arg-type]

    def __neg__(self) -> Quantity:
        """Return the quantity with the opposite sign."""
        return Quantity(self.magnitude.copy_negate(), self.unit)

    def __abs__(self) -> Quantity:
        """Return the quantity without its sign."""
        return Quantity(self.magnitude.copy_abs(), self.unit)

    def __lt__(self, other: object) -> bool:
        """Compare with a like quantity."""
        return self.magnitude < self._like(other) if isinstance(other, Quantity) else NotImplemented

    def __le__(self, other: object) -> bool:
        """Compare with a like quantity."""
        return self.magnitude <= self._like(other) if isinstance(other, Quantity) else NotImplemented

    def __gt__(self, other: object) -> bool:
        """Compare with a like quantity."""
        return self.magnitude > self._like(other) if isinstance(other, Quantity) else NotImplemented

    def __ge__(self, other: object) -> bool:
        """Compare with a like quantity."""
        return self.magnitude >= self._like(other) if isinstance(other, Quantity) else NotImplemented

    def __str__(self) -> str:
        """Return the number and the unit, such as `20 %`, `5 percentage points`, `120 SEK/day` or `7`."""
        return f"{plain(self.magnitude)}{_SUFFIXES.get(self.unit.kind, f' {self.unit}')}"

    __repr__ = constructor

    def _like(self, other: Quantity) -> Decimal:
        """Return the other's magnitude in this unit."""
        if other.unit == self.unit:
            return other.magnitude
        if not self.unit.is_like(other.unit):
            raise _mismatch(self.unit, other.unit)
        return other.to(self.unit).magnitude


_SUFFIXES = {UnitKind.NUMBER: "", UnitKind.PERCENT: " %", UnitKind.PERCENTAGE_POINT: " percentage points"}


@attrs.frozen(repr=False)
class Exchange:
    """The rate at which one currency bought another on a day."""

    rate: Decimal = attrs.field(converter=exact, validator=finite)
    on: date = attrs.field(converter=day)
