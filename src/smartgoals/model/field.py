"""How the fields of value types are checked, converted and shown.

A value type names its conversions here, so that each refusal sounds the same: the field, what came, what is wrong and
what to give instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

from smartgoals.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def refuse(owner: object, field: str, value: object, problem: str, remedy: str) -> NoReturn:
    """Raise the one error that value types raise."""
    name = owner if isinstance(owner, str) else type(owner).__name__
    raise InvalidValueError(type_name=name, field=field, value=value, problem=problem, remedy=remedy)


def date(owner: str, field: str) -> Callable[[object], dt.date]:
    """A converter to a date: takes a date or its ISO text, refuses a moment with a clock time."""

    def convert(value: object) -> dt.date:
        if isinstance(value, dt.datetime):
            refuse(owner, field, value, "has a time of day", "give a date, for example value.date()")
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        refuse(owner, field, value, "is no date", "give a date or a text such as '2026-06-30'")

    return convert


def optional(convert: Callable[[object], T]) -> Callable[[object], T | None]:
    """The same converter, which lets None through."""
    return lambda value: None if value is None else convert(value)


def text(owner: str, field: str) -> Callable[[object], str]:
    """A converter to a text that says something; outer white space goes."""

    def convert(value: object) -> str:
        if not isinstance(value, str):
            refuse(owner, field, value, "is no text", "give a str")
        stripped = value.strip()
        if not stripped:
            refuse(owner, field, value, "is empty", "write what it is, or leave it out if it may be left out")
        return stripped

    return convert


def many(
    owner: str, field: str, kind: type[T], make: Callable[[Any], T] | None = None
) -> Callable[[object], tuple[T, ...]]:
    """A converter to a tuple of one type; `make` builds an item from a text."""

    def convert(value: object) -> tuple[T, ...]:
        if isinstance(value, str | bytes) or not isinstance(value, Iterable):
            refuse(owner, field, value, "is not a collection", "give a list or a tuple, even for a single item")
        items: list[T] = []
        for item in value:
            if isinstance(item, kind):
                items.append(item)
            elif make is not None and isinstance(item, str):
                items.append(make(item))
            else:
                refuse(owner, field, item, f"is no {kind.__name__}", f"give {kind.__name__} items only")
        return tuple(items)

    return convert


def instance(kind: type | tuple[type, ...], *, none: bool = False) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator of a field's type, with the house's wording."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    names = " or ".join(k.__name__ for k in kinds)

    def check(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not (isinstance(value, kinds) or (none and value is None)):
            refuse(owner, attribute.name, value, f"is no {names}", f"give a {names}" + (" or None" if none else ""))

    return check


def shown(value: object) -> str:
    """The text that stands for a value in a `repr`; a date is its ISO text, a member of an enum its value."""
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, dt.date):
        return repr(value.isoformat())
    if isinstance(value, tuple) and any(isinstance(item, dt.date) for item in value):
        return "(" + ", ".join(shown(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(map(repr, value)))}}})" if value else "frozenset()"
    return repr(value)


def concise(self: Any) -> str:
    """A `repr` that is the shortest constructor call: fields at their default are left out."""
    parts = []
    by_name = False
    for attribute in attrs.fields(type(self)):
        value = getattr(self, attribute.name)
        default: Any = attribute.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # attrs types Factory as a function
            default = default.factory(self) if default.takes_self else default.factory()
        if attribute.default is not attrs.NOTHING and value == default:
            by_name = True
            continue
        by_name = by_name or bool(attribute.kw_only)
        parts.append(f"{attribute.name}={shown(value)}" if by_name else shown(value))
    return f"{type(self).__name__}({', '.join(parts)})"
