"""Exact amounts with a unit that means something.

Percent and percentage points, kronor and euro, customers and kilograms are different units, and amounts of different
units do not mix. A `Unit` is a plain value; only conversion between physical units asks pint.
"""

from __future__ import annotations

import datetime as dt
import decimal
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import UnitMismatchError
from smartgoals.model.field import concise, instance, refuse, to_day

if TYPE_CHECKING:
    import pint

__all__ = ["Quantity", "Unit", "UnitKind"]

# Results never depend on the decimal context of the caller.
EXACT = decimal.Context(prec=60, Emin=-9999, Emax=9999)
# What is read from pint's fractions is rounded here, so that 20 degrees Celsius are 68 Fahrenheit to the last digit.
_CONVERTED = decimal.Context(prec=50, Emin=-9999, Emax=9999)
_UNROUNDED = decimal.Context(prec=decimal.MAX_PREC, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX)
_PLAIN_LIMIT = 60
_LARGEST_EXPONENT = 999


class UnitKind(StrEnum):
    """What sort of thing a unit counts."""

    NUMBER = "number"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    TIMES = "times"
    CURRENCY = "currency"
    COUNT = "count"
    PHYSICAL = "physical"
    RATIO = "ratio"


_FIXED = {
    "1": UnitKind.NUMBER,
    "percent": UnitKind.PERCENT,
    "percentage_point": UnitKind.PERCENTAGE_POINT,
    "times": UnitKind.TIMES,
}


def _kind(value: object) -> UnitKind:
    try:
        return UnitKind(value)  # type: ignore[arg-type]  # refused below when it is no kind
    except ValueError:
        refuse("Unit", "kind", value, "is no kind of unit", f"give one of {', '.join(UnitKind)}")


@attrs.frozen(repr=False)
class Unit:
    """A unit of measure, as a plain value.

    Build one with `Unit.percent()`, `Unit.currency("SEK")`, `Unit.count("customer")`, `Unit.physical("kg")`,
    `Unit.ratio(…)` or, from its canonical text, `Unit.parse("SEK/day")`.

    Attributes:
        symbol: Canonical text: `"percent"`, `"SEK"`, `"customer"`, `"kg"`, `"SEK/day"`; `"1"` for a plain number.
        kind: What sort of thing it counts.
        numerator: What is divided, for a ratio.
        denominator: What it is divided by, for a ratio.

    Example:
        >>> print(Unit.ratio(Unit.currency("sek"), Unit.physical("day")))
        SEK/day
    """

    symbol: str
    kind: UnitKind = attrs.field(converter=_kind)
    numerator: Unit | None = None
    denominator: Unit | None = None

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.symbol, str) or not self.symbol.strip():
            refuse(self, "symbol", self.symbol, "is empty", "name the unit, or use Unit.number() for a plain number")
        fixed = _FIXED.get(self.symbol)
        if (fixed is not None or self.kind in _FIXED.values()) and fixed is not self.kind:
            refuse(self, "kind", str(self.kind), f"does not go with {self.symbol!r}", "use Unit.percent() and its like")
        if self.kind is UnitKind.CURRENCY and not _is_currency(self.symbol):
            refuse(self, "symbol", self.symbol, "is no ISO 4217 code", "give three capitals such as 'SEK'")
        parts = self.numerator, self.denominator
        if self.kind is UnitKind.RATIO:
            if not all(isinstance(part, Unit) for part in parts):
                refuse(self, "denominator", self.denominator, "is no Unit", "build ratios with Unit.ratio(over, under)")
            if self.symbol != f"{self.numerator}/{self.denominator}":
                refuse(
                    self, "symbol", self.symbol, "does not name its parts", "build ratios with Unit.ratio(over, under)"
                )
        elif any(part is not None for part in parts):
            refuse(self, "numerator", self.numerator, f"has no place in a {self.kind} unit", "use Unit.ratio(…)")

    __repr__ = concise

    def __str__(self) -> str:
        return self.symbol

    @property
    def is_share(self) -> bool:
        """Whether it is percent, so that 0 to 100 is a whole."""
        return self.kind is UnitKind.PERCENT

    @classmethod
    def number(cls) -> Unit:
        """A plain number, such as an index or a score."""
        return cls("1", UnitKind.NUMBER)

    @classmethod
    def percent(cls) -> Unit:
        """Percent: a level that is a share of something, or a change relative to where it starts."""
        return cls("percent", UnitKind.PERCENT)

    @classmethod
    def percentage_point(cls) -> Unit:
        """Percentage points: the difference between two levels in percent."""
        return cls("percentage_point", UnitKind.PERCENTAGE_POINT)

    @classmethod
    def times(cls) -> Unit:
        """Times: a multiple."""
        return cls("times", UnitKind.TIMES)

    @classmethod
    def currency(cls, code: str) -> Unit:
        """Money in the currency with that ISO 4217 code."""
        return cls(_word(code).upper(), UnitKind.CURRENCY)

    @classmethod
    def count(cls, noun: str) -> Unit:
        """A count of things, named by their noun."""
        return cls(" ".join(_word(noun).split()), UnitKind.COUNT)

    @classmethod
    def physical(cls, symbol: str) -> Unit:
        """A physical unit under a name that pint knows; the name is looked up first when something is converted."""
        return cls(_word(symbol), UnitKind.PHYSICAL)

    @classmethod
    def ratio(cls, numerator: Unit, denominator: Unit) -> Unit:
        """So much of one unit for each of another."""
        return cls(f"{numerator}/{denominator}", UnitKind.RATIO, numerator, denominator)

    @classmethod
    def parse(cls, text: str, *, physical: bool = False) -> Unit:
        """Read a canonical text: a fixed word, three capitals for money, else a count noun; `/` divides.

        Args:
            text: Such as `"percent"`, `"SEK/day"` or `"customer"`.
            physical: Take a word for a physical unit rather than a count noun.
        """
        over, slash, under = _word(text).rpartition("/")
        if slash:
            return cls.ratio(cls.parse(over, physical=physical), cls.parse(under, physical=physical))
        word = under.strip()
        if word in _FIXED:
            return cls(word, _FIXED[word])
        if _is_currency(word):
            return cls.currency(word)
        return cls.physical(word) if physical else cls.count(word)


def _word(text: object) -> str:
    if not isinstance(text, str):
        refuse("Unit", "symbol", text, "is no text", "give a str such as 'SEK', 'customer' or 'kg'")
    return text.strip()


def _is_currency(symbol: str) -> bool:
    return len(symbol) == 3 and symbol.isascii() and symbol.isalpha() and symbol.isupper()


def exact_decimal(value: object, owner: str = "Quantity", field: str = "magnitude") -> Decimal:
    """A finite decimal from a number or its text; floats are taken as they print.

    Raises:
        InvalidValueError: It is no number, a truth value, NaN, infinite, or beyond 1000 digits.
    """
    remedy = "give a finite int, float, Decimal or a text such as '12.5'"
    if isinstance(value, bool):
        refuse(owner, field, value, "is a truth value, not a number", remedy)
    if isinstance(value, Decimal):
        number = Decimal(value)  # a plain one, also from a subclass
    elif isinstance(value, int):
        number = Decimal(value)
    elif isinstance(value, float | str):
        try:
            number = Decimal(float.__repr__(value) if isinstance(value, float) else value.strip(), EXACT)
        except decimal.InvalidOperation:
            refuse(owner, field, value, "is no number", remedy)
    else:
        refuse(owner, field, value, "is no number", remedy)
    if not number.is_finite():
        refuse(owner, field, str(number), "is not finite", remedy)
    if number and abs(number.adjusted()) > _LARGEST_EXPONENT:
        refuse(owner, field, format(number, ".3E"), "is out of range", "give a number between 1E-999 and 1E+999")
    return number


def plain(number: Decimal) -> str:
    """A decimal without exponent and without needless zeros, as far as that is readable.

    Example:
        >>> plain(Decimal("2.50E+3"))
        '2500'
    """
    if number == 0:
        return "0"
    _, digits, exponent = number.normalize(_UNROUNDED).as_tuple()
    if not isinstance(exponent, int) or abs(exponent) + len(digits) > _PLAIN_LIMIT:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@attrs.frozen(repr=False, order=False)
class Quantity:
    """An exact amount of something.

    Sums and comparisons need the same unit; physical units of one dimension are converted. Results do not depend on
    the caller's decimal context.

    Attributes:
        magnitude: The number, finite and exact; floats are taken as they print.
        unit: What is counted.

    Example:
        >>> Quantity(0.1, Unit.percent()) + Quantity(0.2, Unit.percent())
        Quantity('0.3', Unit('percent', 'percent'))
        >>> print(Quantity(20000, Unit.count("customer")))
        20000 customer
    """

    magnitude: Decimal = attrs.field(converter=exact_decimal)
    unit: Unit = attrs.field(factory=Unit.number, validator=instance(Unit))

    def __repr__(self) -> str:
        rest = "" if self.unit.kind is UnitKind.NUMBER else f", {self.unit!r}"
        return f"Quantity({plain(self.magnitude)!r}{rest})"

    def __str__(self) -> str:
        number = plain(self.magnitude)
        match self.unit.kind:
            case UnitKind.NUMBER:
                return number
            case UnitKind.PERCENT:
                return f"{number} %"
            case UnitKind.PERCENTAGE_POINT:
                return f"{number} percentage points"
            case _:
                return f"{number} {self.unit}"

    def _same(self, other: Quantity, doing: str) -> Decimal:
        """The other's magnitude in this one's unit."""
        if self.unit is other.unit or self.unit == other.unit:
            return other.magnitude
        if self.unit.kind is UnitKind.PHYSICAL and other.unit.kind is UnitKind.PHYSICAL:
            return other.to(self.unit).magnitude
        raise _mismatch(other.unit, self.unit, f"cannot be {doing} {str(self.unit)!r}", "give both in one unit")

    def __add__(self, other: object) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(EXACT.add(self.magnitude, self._same(other, "added to")), self.unit)

    def __sub__(self, other: object) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(EXACT.subtract(self.magnitude, self._same(other, "taken from")), self.unit)

    def __mul__(self, factor: object) -> Quantity:
        if isinstance(factor, bool) or not isinstance(factor, int | float | Decimal):
            return NotImplemented
        return Quantity(EXACT.multiply(self.magnitude, exact_decimal(factor)), self.unit)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Any:
        """A quantity when divided by a number; a plain `Decimal` when divided by a quantity of the same unit."""
        if isinstance(other, Quantity):
            return _quotient(self.magnitude, self._same(other, "divided into"))
        if isinstance(other, bool) or not isinstance(other, int | float | Decimal):
            return NotImplemented
        return Quantity(_quotient(self.magnitude, exact_decimal(other)), self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(self.magnitude.copy_negate(), self.unit)

    def __abs__(self) -> Quantity:
        return Quantity(self.magnitude.copy_abs(), self.unit)

    def __lt__(self, other: object) -> bool:
        return self.magnitude < self._same(other, "compared with") if isinstance(other, Quantity) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.magnitude <= self._same(other, "compared with") if isinstance(other, Quantity) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.magnitude > self._same(other, "compared with") if isinstance(other, Quantity) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.magnitude >= self._same(other, "compared with") if isinstance(other, Quantity) else NotImplemented

    def to(self, unit: Unit) -> Quantity:
        """The same amount in another unit.

        Physical units are converted by pint; percent and plain numbers into one another (20 % is 0.2).

        Raises:
            UnitMismatchError: The units measure different things; money needs `exchange()`.
        """
        if unit is self.unit or unit == self.unit:
            return self
        kinds = self.unit.kind, unit.kind
        if kinds == (UnitKind.PERCENT, UnitKind.NUMBER):
            return Quantity(self.magnitude.scaleb(-2, EXACT), unit)
        if kinds == (UnitKind.NUMBER, UnitKind.PERCENT):
            return Quantity(self.magnitude.scaleb(2, EXACT), unit)
        if kinds == (UnitKind.PHYSICAL, UnitKind.PHYSICAL):
            return Quantity(_convert(self.magnitude, self.unit, unit), unit)
        money = kinds == (UnitKind.CURRENCY, UnitKind.CURRENCY)
        remedy = "use exchange() with a rate and its date" if money else "give a unit that measures the same thing"
        raise _mismatch(self.unit, unit, f"cannot be converted to {str(unit)!r}", remedy)

    def exchange(self, currency: str, *, rate: Decimal | float | str, on: dt.date | str) -> Quantity:
        """Money in another currency, at a rate that the caller answers for.

        Args:
            currency: ISO 4217 code.
            rate: Units of that currency for one of this, above 0.
            on: The day of the rate. It is asked for so that the caller has thought of it; it does not change the sum.

        Raises:
            InvalidValueError: This is no money, the rate is not above 0, or `on` is no date.
        """
        to_day(on, "Quantity.exchange", "on")
        if self.unit.kind is not UnitKind.CURRENCY:
            refuse("Quantity.exchange", "unit", str(self.unit), "is no currency", "exchange money only")
        factor = exact_decimal(rate, "Quantity.exchange", "rate")
        if factor <= 0:
            remedy = "give units of the new currency for one of the old"
            refuse("Quantity.exchange", "rate", rate, "is not above 0", remedy)
        return Quantity(EXACT.multiply(self.magnitude, factor), Unit.currency(currency))


def _mismatch(left: Unit, right: Unit, problem: str, remedy: str) -> UnitMismatchError:
    return UnitMismatchError(
        type_name="Quantity",
        field="unit",
        value=str(left),
        problem=problem,
        remedy=remedy,
        left=str(left),
        right=str(right),
    )


def _quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    if not divisor:
        msg = "a quantity cannot be divided by zero"
        raise ZeroDivisionError(msg)
    return EXACT.divide(dividend, divisor)


@cache
def _registry() -> pint.UnitRegistry[Any]:
    """The one pint registry, built when the first conversion asks for it (about 0.3 s).

    It computes its constants as it is built, so it must be built under the exact context.
    """
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)


def _convert(magnitude: Decimal, old: Unit, new: Unit) -> Decimal:
    with decimal.localcontext(EXACT):
        source, goal = _pint_unit(old), _pint_unit(new)
        try:
            converted = Decimal(_registry().Quantity(magnitude, source).to(goal).magnitude)
        except Exception:  # noqa: BLE001 - other dimensions, but also logarithms and offsets, each with its own error
            remedy = "give a unit that measures the same thing"
            raise _mismatch(old, new, f"cannot be converted to {str(new)!r}", remedy) from None
    return _CONVERTED.plus(converted)


def _pint_unit(unit: Unit) -> Any:
    try:
        return _registry().Unit(unit.symbol)
    except Exception:  # noqa: BLE001 - pint fails on unreadable text in many ways, down to its tokenizer
        refuse("Unit", "symbol", unit.symbol, "is unknown to pint", "use its English name, such as 'kilometer'")
