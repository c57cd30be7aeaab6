"""Amounts are exact, and different things do not mix."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import decimals, sek, units

from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.model import Quantity, Unit, UnitKind
from smartgoals.model.unit import plain

SEK, EUR = Unit.currency("SEK"), Unit.currency("EUR")
KG, TONNE = Unit.physical("kg"), Unit.physical("tonne")
PERCENT, POINT = Unit.percent(), Unit.percentage_point()


class Reading(float):
    """A float that prints differently, as those of array libraries do."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"lib.float64({float(self)})"


class Money(Decimal):
    """A decimal of another make."""


@pytest.mark.parametrize(
    ("given_as", "magnitude"),
    [
        (0.1, "0.1"),
        (Reading(0.1), "0.1"),
        (1e22, "1E+22"),
        (3, "3"),
        (" 12.50 ", "12.50"),
        ("1_000", "1000"),
        (Money("2.5"), "2.5"),
        (10**30, str(10**30)),
    ],
    ids=["float", "float-subclass", "large-float", "int", "text", "underscore", "decimal-subclass", "large-int"],
)
def test_a_number_is_taken_as_it_prints(given_as: object, magnitude: str) -> None:
    """A float is its shortest text, never its binary expansion, and always becomes a plain decimal."""
    found = Quantity(given_as).magnitude
    assert (Decimal, magnitude) == (type(found), str(found))


@given(st.floats(-1e15, 1e15))
def test_a_float_comes_back(number: float) -> None:
    """A float survives the way through a quantity."""
    assert number == float(Quantity(number).magnitude)


@given(units)
def test_the_canonical_text_is_the_unit(unit: Unit) -> None:
    """A unit's text is its symbol, and reads back as the same unit when its physical parts are called so."""
    assert unit.symbol == str(unit)
    kinds = {part.kind for part in (unit, unit.numerator, unit.denominator) if part is not None}
    if not {UnitKind.COUNT, UnitKind.PHYSICAL} <= kinds:
        assert unit == Unit.parse(str(unit), physical=UnitKind.PHYSICAL in kinds)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1", Unit.number()),
        ("percent", PERCENT),
        ("percentage_point", POINT),
        ("times", Unit.times()),
        ("SEK", SEK),
        ("sek", Unit.count("sek")),
        (" new   visitor ", Unit.count("new visitor")),
        ("SEK / day", Unit.ratio(SEK, Unit.count("day"))),
        ("SEK/customer/year", Unit.ratio(Unit.ratio(SEK, Unit.count("customer")), Unit.count("year"))),
    ],
)
def test_units_are_read(text: str, unit: Unit) -> None:
    """A canonical text, with some room for spaces, is read as the unit it names."""
    assert unit == Unit.parse(text)


def test_only_percent_is_a_share() -> None:
    """Percent is a share of a whole; percentage points and times are not."""
    assert [True, False, False] == [unit.is_share for unit in (PERCENT, POINT, Unit.times())]


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(20000, Unit.count("customer")), "20000 customer"),
        (Quantity("2.50"), "2.5"),
        (Quantity("-0.0", PERCENT), "0 %"),
        (Quantity(3, POINT), "3 percentage points"),
        (Quantity("1E+90", SEK), "1E+90 SEK"),
    ],
)
def test_quantities_read_as_people_write_them(quantity: Quantity, text: str) -> None:
    """No exponent and no needless zeros, unless the number is too long to read."""
    assert text == str(quantity)


@given(decimals)
def test_a_plain_text_is_the_same_number(number: Decimal) -> None:
    """Nothing is lost in the readable text."""
    assert number == Decimal(plain(number))


@given(sek, sek, st.decimals(-1000, 1000, places=3))
def test_sums_and_products_are_exact(one: Quantity, other: Quantity, factor: Decimal) -> None:
    """What is added can be taken away, and a product is the exact one."""
    assert one == one + other - other
    assert -one == one * -1
    assert abs(one) == abs(-one)
    assert factor * one == one * factor
    assert one <= abs(one)
    if factor:
        assert abs((one * factor / factor - one).magnitude) < Decimal("1e-40")


@given(sek, sek)
def test_order_is_that_of_the_numbers(one: Quantity, other: Quantity) -> None:
    """Quantities of one unit are ordered as their magnitudes."""
    numbers = one.magnitude, other.magnitude
    assert (numbers[0] < numbers[1], numbers[0] <= numbers[1]) == (one < other, one <= other)
    assert (numbers[0] > numbers[1], numbers[0] >= numbers[1]) == (one > other, one >= other)


def test_a_quantity_over_its_like_is_a_plain_number() -> None:
    """The units cancel, also when one has to be converted first."""
    assert Decimal(4) == Quantity(20, SEK) / Quantity(5, SEK)
    assert Decimal(2) == Quantity(1, TONNE) / Quantity(500, KG)
    assert Quantity("2.5", SEK) == Quantity(5, SEK) / 2


def test_equal_in_value_is_equal_in_hash() -> None:
    """Zeros at the end make no difference; another unit does."""
    assert hash(Quantity("1.50", SEK)) == hash(Quantity(1.5, SEK))
    assert Quantity("1.50", SEK) == Quantity(1.5, SEK)
    assert Quantity(1, SEK) != Quantity(1, EUR)
    assert Quantity(1) != 1


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__truediv__", "__lt__", "__le__", "__gt__", "__ge__"])
@pytest.mark.parametrize(
    ("left", "right"),
    [(SEK, EUR), (PERCENT, POINT), (Unit.number(), PERCENT), (Unit.count("visit"), Unit.count("order"))],
    ids=str,
)
def test_different_things_do_not_mix(operation: str, left: Unit, right: Unit) -> None:
    """An operation on two units says which two, and what to do."""
    with pytest.raises(UnitMismatchError) as caught:
        getattr(Quantity(1, left), operation)(Quantity(1, right))
    assert (str(left), str(right)) == (caught.value.right, caught.value.left)
    assert f"Quantity.unit: '{right}' cannot be" in str(caught.value)
    assert str(caught.value).endswith(f"'{left}'; give both in one unit")


@pytest.mark.parametrize("factor", [True, "2", None, 1j])
def test_strange_factors_are_left_to_answer(factor: object) -> None:
    """A quantity is multiplied and divided by numbers only; a truth value is none."""
    assert NotImplemented is Quantity(1).__mul__(factor)
    assert NotImplemented is Quantity(1).__truediv__(factor)
    assert [NotImplemented] * 2 == [Quantity(1).__add__(factor), Quantity(1).__sub__(factor)]


@pytest.mark.parametrize("dividend", [0, 1])
@pytest.mark.parametrize("divisor", [0, Quantity(0)])
def test_nothing_is_divided_by_zero(dividend: int, divisor: object) -> None:
    """Division by zero is the error that Python has for it, zero over zero included."""
    with pytest.raises(ZeroDivisionError, match="a quantity cannot be divided by zero"):
        Quantity(dividend) / divisor


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        (Quantity(1234, KG), TONNE, "1.234"),
        (Quantity(1, TONNE), KG, "1000"),
        (Quantity(20, Unit.physical("mile")), Unit.physical("km"), "32.18688"),
        (Quantity(20, Unit.physical("degC")), Unit.physical("degF"), "68"),
        (Quantity(20, PERCENT), Unit.number(), "0.2"),
        (Quantity("0.2"), PERCENT, "20"),
        (Quantity(7, SEK), SEK, "7"),
    ],
    ids=["kg-tonne", "tonne-kg", "mile-km", "celsius", "percent", "share", "same"],
)
def test_conversion_is_exact(quantity: Quantity, unit: Unit, expected: str) -> None:
    """No binary dust is left on what is converted."""
    assert Quantity(expected, unit) == quantity.to(unit)


def test_physical_amounts_meet_in_the_unit_of_the_first() -> None:
    """Sums and comparisons convert what pint can convert."""
    assert Quantity(1500, KG) == Quantity(500, KG) + Quantity(1, TONNE)
    assert Quantity("0.5", TONNE) == Quantity(1, TONNE) - Quantity(500, KG)
    assert Quantity(999, KG) < Quantity(1, TONNE)
    assert Quantity(1000, KG) <= Quantity(1, TONNE)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            KG,
            Unit.physical("metre"),
            "Quantity.unit: 'kg' cannot be converted to 'metre'; give a unit that measures the same thing",
        ),
        (SEK, EUR, "Quantity.unit: 'SEK' cannot be converted to 'EUR'; use exchange() with a rate and its date"),
        (
            PERCENT,
            POINT,
            "Quantity.unit: 'percent' cannot be converted to 'percentage_point'; give a unit that measures the same thing",
        ),
        (
            Unit.physical("dB"),
            KG,
            "Quantity.unit: 'dB' cannot be converted to 'kg'; give a unit that measures the same thing",
        ),
    ],
    ids=["dimension", "money", "points", "logarithm"],
)
def test_what_cannot_be_converted(old: Unit, new: Unit, text: str) -> None:
    """Units of different things are named in the refusal."""
    with pytest.raises(UnitMismatchError) as caught:
        Quantity(1, old).to(new)
    assert text == str(caught.value)


@pytest.mark.parametrize("symbol", ["blorp", "kg)", "5 kg", "kg**", "'x'", "kg+m", "kg/0", "["])
def test_unknown_physical_units_are_named(symbol: str) -> None:
    """Whatever pint makes of a strange name, the refusal is ours, in either place."""
    text = f"Unit.symbol: {symbol!r} is unknown to pint; use its English name, such as 'kilometer'"
    for old, new in ((symbol, "kg"), ("kg", symbol)):
        with pytest.raises(InvalidValueError) as caught:
            Quantity(1, Unit.physical(old)).to(Unit.physical(new))
        assert text == str(caught.value)


def test_money_is_exchanged_at_a_given_rate() -> None:
    """The sum is the product, in the new currency."""
    assert Quantity("112.5", SEK) == Quantity(10, EUR).exchange("sek", rate="11.25", on="2026-01-15")


@pytest.mark.parametrize("prec", [1, 2, 50])
def test_the_callers_decimal_context_changes_nothing(prec: int) -> None:
    """Neither a low precision nor a trap of the caller reaches a result."""
    traps = [decimal.Inexact, decimal.Rounded, decimal.FloatOperation, decimal.Subnormal]
    rate = {"rate": "0.09", "on": "2026-01-15"}
    with decimal.localcontext(decimal.Context(prec=prec, Emax=3, Emin=-3, traps=traps)):
        assert "0." + "3" * 60 == str((Quantity(1, SEK) / 3).magnitude)
        assert Quantity("123456.789", SEK) == Quantity(123456, SEK) + Quantity(0.789, SEK)
        assert Quantity("-123456.789", SEK) == -Quantity("123456.789", SEK)
        assert "123456.789 SEK" == str(abs(Quantity("-123456.789", SEK)))
        assert "Quantity('123456.789', Unit('SEK', 'currency'))" == repr(Quantity("123456.789", SEK))
        assert Quantity("123456.788", SEK) < Quantity("123456.789", SEK)
        assert Quantity("1234.567", TONNE) == Quantity(1234567, KG).to(TONNE)
        assert Quantity("0.1234") == Quantity("12.34", PERCENT).to(Unit.number())
        assert Quantity("11111.11101", EUR) == Quantity("123456.789", SEK).exchange("EUR", **rate)
        with pytest.raises(InvalidValueError, match="'many' is no number"):
            Quantity("many")
