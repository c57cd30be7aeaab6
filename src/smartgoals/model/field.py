"""How the fields of value types are checked, converted and shown.

A value type names its conversions here, so that each refusal sounds the same: the field, what came, what is wrong and
what to give instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import attrs

from smartgoals.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


def filler(kind: type[T]) -> Callable[..., T]:
    """Return a function that fills the fields of a new frozen value, given in their order, and returns it.

    A frozen value pays for being frozen where it is built: each field goes through `object.__setattr__`, and what is
    given by name through a dictionary. What the library itself builds by the thousand, of values that are known to be
    right, takes a third of the time this way, and is the same value.

    Example:
        >>> @attrs.frozen(kw_only=True)
        ... class Place:
        ...     row: int
        ...     column: int
        >>> filler(Place)(object.__new__(Place), 3, 4)
        Place(row=3, column=4)
    """
    names = [attribute.name for attribute in attrs.fields(kind)]  # type: ignore[arg-type]  # a class of attrs
    scope: dict[str, Any] = {f"set_{name}": getattr(kind, name).__set__ for name in names}
    lines = [f"def fill(self, {', '.join(names)}):", *(f"    set_{name}(self, {name})" for name in names)]
    exec("\n".join([*lines, "    return self"]), scope)  # noqa: S102 - as attrs does it, of names of its fields
    fill: Callable[..., T] = scope["fill"]
    return fill


def refuse(owner: object, field: str, value: object, problem: str, remedy: str) -> NoReturn:
    """Raise the one error that value types raise."""
    name = owner if isinstance(owner, str) else type(owner).__name__
    raise InvalidValueError(type_name=name, field=field, value=value, problem=problem, remedy=remedy)


def to_date(value: dt.date | str) -> dt.date:
    """A date from its ISO text; what is neither is left for `is_date` to refuse, which knows the field."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value  # type: ignore[return-value]  # refused by the validator
    return value


def to_optional_date(value: dt.date | str | None) -> dt.date | None:
    """The same, which lets None through."""
    return None if value is None else to_date(value)


def is_date(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no date, and a moment with a time of day."""
    if isinstance(value, dt.datetime):
        refuse(owner, attribute.name, value, "has a time of day", "give a date, for example value.date()")
    if not isinstance(value, dt.date):
        refuse(owner, attribute.name, value, "is no date", "give a date or a text such as '2026-06-30'")


def to_day(value: object, owner: str, field: str) -> dt.date:
    """A date from a parameter of a method: a date or its ISO text, nothing else."""
    day = to_date(value) if isinstance(value, str) else value
    if isinstance(day, dt.datetime):
        refuse(owner, field, day, "has a time of day", "give a date, for example value.date()")
    if not isinstance(day, dt.date):
        refuse(owner, field, day, "is no date", "give a date or a text such as '2026-06-30'")
    return day


def to_text(value: str) -> str:
    """A text without outer white space."""
    return value.strip() if isinstance(value, str) else value


def to_optional_text(value: str | None) -> str | None:
    """The same, which lets None through."""
    return None if value is None else to_text(value)


def is_text(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no text, and a text that says nothing."""
    if not isinstance(value, str):
        refuse(owner, attribute.name, value, "is no text", "give a str")
    if not value:
        refuse(owner, attribute.name, value, "is empty", "write what it is, or leave it out if it may be left out")


def to_tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    """A tuple of what a collection holds; a lone text is no collection."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return value  # type: ignore[return-value]  # refused by the validator
    return tuple(value)


def to_tuple_of(kind: Callable[[str], T], value: Iterable[T | str]) -> tuple[T, ...]:
    """A tuple of items, each built from its text where only that is given."""
    items = to_tuple(value)
    return tuple(kind(item) if isinstance(item, str) else item for item in items) if isinstance(items, tuple) else items


def refuse_backwards(owner: object, start: dt.date | None, end: dt.date | None) -> None:
    """Refuse an end before its start."""
    if start is not None and end is not None and end < start:
        refuse(owner, "end", end.isoformat(), f"is before the start {start}", "give an end on or after the start")


def holds(kind: type) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator of a tuple whose items are all of one type."""

    def check(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            refuse(
                owner, attribute.name, value, "is not a collection", "give a list or a tuple, even for a single item"
            )
        for item in value:
            if not isinstance(item, kind):
                refuse(owner, attribute.name, item, f"is no {kind.__name__}", f"give {kind.__name__} items only")
            if item == "":
                refuse(owner, attribute.name, item, "is empty", "leave out what says nothing")

    return check


def unless_none(
    check: Callable[[Any, attrs.Attribute[Any], Any], None],
) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """The same validator, which lets None through."""

    def checked(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if value is not None:
            check(owner, attribute, value)

    return checked


def member(kind: type[E], value: object, owner: str, field: str) -> E:
    """The member of an enum that a value names."""
    try:
        return kind(value)
    except ValueError:
        refuse(owner, field, value, f"is no {kind.__name__}", f"give one of {', '.join(item.value for item in kind)}")


def instance(kind: type | tuple[type, ...], *, none: bool = False) -> Callable[[Any, attrs.Attribute[Any], Any], None]:
    """A validator of a field's type, with the house's wording."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    names = " or ".join(k.__name__ for k in kinds)

    def check(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if not (isinstance(value, kinds) or (none and value is None)):
            refuse(owner, attribute.name, value, f"is no {names}", f"give a {names}" + (" or None" if none else ""))

    return check


def shown(value: object) -> str:
    """What stands for a value in a `repr`: dates and decimals are texts there, a member of an enum its value."""
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, dt.date):
        return repr(value.isoformat())
    if isinstance(value, Decimal):
        return repr(str(value))
    if isinstance(value, tuple) and any(isinstance(item, dt.date) for item in value):
        return "(" + ", ".join(shown(item) for item in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(map(repr, value)))}}})" if value else "frozenset()"
    return repr(value)


def is_unsaid(self: Any, attribute: attrs.Attribute[Any]) -> bool:
    """Whether a field has its default, so that it need not be said."""
    default: Any = attribute.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # attrs types Factory as a function
        default = default.factory(self) if default.takes_self else default.factory()
    return default is not attrs.NOTHING and bool(getattr(self, attribute.name) == default)


def concise(self: Any) -> str:
    """A `repr` that is the shortest constructor call: positions first, then names, fields at their default left out."""
    parts = []
    by_name = False
    for attribute in sorted(attrs.fields(type(self)), key=lambda attribute: bool(attribute.kw_only)):
        if is_unsaid(self, attribute):
            by_name = True
            continue
        value = getattr(self, attribute.name)
        by_name = by_name or bool(attribute.kw_only)
        parts.append(f"{attribute.name}={shown(value)}" if by_name else shown(value))
    return f"{type(self).__name__}({', '.join(parts)})"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that one may have meant, or None when nothing is near.

    Example:
        >>> nearest("convertion", ["conversion", "returns"])
        'conversion'
    """
    import difflib

    # Names of another length cannot be near enough, and comparing them costs most of the time.
    names = {each.casefold(): each for each in known if abs(len(each) - len(name)) <= 2 + len(name) // 3}
    found = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.7)
    return names[found[0]] if found else None
