"""How a field takes what it is given: converted when nothing is lost, refused with a sentence when it cannot be.

Converters are for attrs' `converter=` and never raise: what they cannot read they hand on, and the validator
beside them refuses it, because only the validator knows the type and the field to name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from smartgoals.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]

Choice = TypeVar("Choice", bound=Enum)

_LARGEST_EXPONENT = 400  # beyond a float's range on both sides, and still printable in full


# numbers


def exact(value: Decimal | int | float | str) -> Decimal:
    """Return a number as an exact decimal without needless zeros, independent of the caller's decimal context.

    A float is read as it is printed, so 0.1 becomes 0.1. What is not a finite number is handed on as it came.

    Example:
        >>> exact(0.1), exact("2.50"), exact(Decimal("1E+3"))
        (Decimal('0.1'), Decimal('2.5'), Decimal('1000'))
    """
    try:
        if isinstance(value, bool):
            return value  # type: ignore[return-value]  # handed on
        if isinstance(value, float):
            number = Decimal(float.__repr__(value))
        elif isinstance(value, (Decimal, str)) or hasattr(value, "__index__"):
            number = Decimal(value if isinstance(value, (Decimal, str)) else value.__index__())
        else:
            return value  # handed on
    except InvalidOperation:
        return value  # type: ignore[return-value]  # handed on
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return number if number else Decimal(0)
    return Decimal(plain(number))


def optional_exact(value: Decimal | int | float | str | None) -> Decimal | None:
    """Return None for None, and otherwise what `exact` returns."""
    return None if value is None else exact(value)


def plain(number: Decimal) -> str:
    """Return a finite decimal as digits, without an exponent and without needless zeros.

    Example:
        >>> plain(Decimal("1E+3")), plain(Decimal("0.50")), plain(Decimal("-0"))
        ('1000', '0.5', '0')
    """
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def finite(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is not a finite decimal of a size that can be printed."""
    if not isinstance(value, Decimal):
        problem = "is not a number"
    elif not value.is_finite():
        problem = "is not finite"
    elif value and abs(value.adjusted()) > _LARGEST_EXPONENT:
        problem = f"is outside the range 1E-{_LARGEST_EXPONENT} to 1E+{_LARGEST_EXPONENT}"
    else:
        return
    refuse(instance, attribute, value, problem, "give a finite number such as 12, 0.5 or '0.5'")


# days


def day(value: date | str) -> date:
    """Return a date for a date or its ISO text.

    Example:
        >>> day("2026-06-30")
        datetime.date(2026, 6, 30)
    """
    if isinstance(value, str):
        try:
            read = date.fromisoformat(value)
        except ValueError:
            return value  # type: ignore[return-value]  # handed on
        return read if read.isoformat() == value else value  # type: ignore[return-value]  # handed on
    return value


def optional_day(value: date | str | None) -> date | None:
    """Return None for None, and otherwise what `day` returns."""
    return None if value is None else day(value)


def is_day(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is not a date, and a datetime, whose day depends on where one stands."""
    if isinstance(value, datetime):
        refuse(instance, attribute, value, "has a time of day", "give its date, which only you can choose")
    if not isinstance(value, date):
        refuse(instance, attribute, value, "is not a date", "give a date or its ISO text such as '2026-06-30'")


def is_optional_day(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is neither None nor a date."""
    if value is not None:
        is_day(instance, attribute, value)


# texts


def text(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is not a text, or is a text of nothing but white space."""
    if not isinstance(value, str):
        refuse(instance, attribute, value, "is not a text", "give a text of at least one visible character")
    if not value.strip():
        refuse(instance, attribute, value, "is empty", "give a text of at least one visible character")


def optional_text(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is neither None nor a text with something in it."""
    if value is not None:
        text(instance, attribute, value)


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple; a single text is handed on, because its characters are not what was meant."""
    return gathered(values, tuple)


def are_texts(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is not a collection of texts, each with something in it."""
    if not isinstance(value, (tuple, frozenset)):
        refuse(instance, attribute, value, "is not a collection of texts", "give a list of texts")
    for member in value:
        text(instance, attribute, member)


# choices, values and collections


def choice(kind: type[Choice], value: Any) -> Any:
    """Return the member of an enumeration that a text names, and hand on what names none.

    Example:
        >>> from smartgoals.model.criterion import Criterion
        >>> choice(Criterion, "specific")
        <Criterion.SPECIFIC: 'specific'>
    """
    try:
        return kind(value)
    except ValueError:
        return value


def is_choice(kind: type[Enum], *, optional: bool = False) -> Validator:
    """Return a validator that refuses what is not a member of an enumeration."""

    def check(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if not (isinstance(value, kind) or (optional and value is None)):
            names = ", ".join(repr(member.value) for member in kind)
            refuse(instance, attribute, value, f"is not a {kind.__name__}", f"give one of {names}")

    return check


def is_a(kind: type, remedy: str, *, optional: bool = False) -> Validator:
    """Return a validator that refuses what is not an instance of a type."""

    def check(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if not (isinstance(value, kind) or (optional and value is None)):
            refuse(instance, attribute, value, f"is not a {kind.__name__}", remedy)

    return check


def are(kind: type, remedy: str) -> Validator:
    """Return a validator that refuses what is not a tuple of instances of a type."""

    def check(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if not isinstance(value, tuple):
            refuse(instance, attribute, value, f"is not a collection of {kind.__name__} values", remedy)
        for member in value:
            if not isinstance(member, kind):
                refuse(instance, attribute, member, f"is not a {kind.__name__}", remedy)

    return check


def is_count(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Refuse what is not a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(instance, attribute, value, "is not a whole number", "give a whole number from 1 on")
    if value < 1:
        refuse(instance, attribute, value, "is below 1", "give a whole number from 1 on")


def gathered(values: Any, collect: Callable[[Any], Any]) -> Any:
    """Return the values in a collection, and hand on a text or what cannot be gone through."""
    if isinstance(values, (str, bytes)):
        return values
    try:
        return collect(values)
    except TypeError:
        return values


# refusing and showing


def refuse(instance: Any, attribute: attrs.Attribute[Any], value: object, problem: str, remedy: str) -> None:
    """Raise the error that names the type, the field, the value, what is wrong with it and what to do.

    Raises:
        InvalidValueError: Always.
    """
    raise InvalidValueError(type(instance).__name__, attribute.name, value, problem, remedy)


def constructor(self: Any) -> str:
    """Return the call that builds an equal value, without the arguments that say no more than the default.

    Meant as the `__repr__` of a value type. Numbers and dates are written as texts, so that nothing but
    the names of the model is needed to read the call back.
    """
    arguments: list[str] = []
    by_position = True
    for attribute in type(self).__attrs_attrs__:
        if not attribute.init:
            continue
        value = getattr(self, attribute.name)
        if value == _default(self, attribute):
            by_position = False
            continue
        by_position = by_position and not attribute.kw_only
        arguments.append(_written(value) if by_position else f"{attribute.name}={_written(value)}")
    return f"{type(self).__name__}({', '.join(arguments)})"


def _default(self: Any, attribute: attrs.Attribute[Any]) -> object:
    default = attribute.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class at run time, a function to type checkers
        return default.factory(self) if default.takes_self else default.factory()
    return default


def _written(value: object) -> str:
    """Return a value as source text that a field reads back."""
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, Decimal):
        return repr(plain(value))
    if isinstance(value, date):
        return repr(value.isoformat())
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_written, value)))}}}" if value else "frozenset()"
    return repr(value)
