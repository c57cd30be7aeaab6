"""Options: the keyword-only parameters of a rule, with the types that a configuration may give them."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

import attrs

__all__ = ["Option"]

_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Decimal: "a number",
    date: "a date",
}


class _Unfit(Exception):  # noqa: N818 - a signal between two functions, no error
    """The value does not fit the type; never leaves this module."""


@attrs.frozen
class Option:
    """One keyword-only parameter of a rule.

    Args:
        name: The name of the parameter, which is also its key in a configuration.
        annotation: The type of its values.
        default: The value that holds when nobody says otherwise.
        meaning: The line about it in the docstring.
    """

    name: str
    annotation: Any
    default: Any
    meaning: str = ""

    @property
    def type_name(self) -> str:
        """The annotation as it is written in code."""
        return _written(self.annotation)

    @property
    def expects(self) -> str:
        """What a value must be, in words."""
        return _worded(self.annotation)

    def convert(self, value: object) -> Any:
        """Return the value as the rule wants it.

        A whole number stands for a number, a list for a tuple or a set, text for a member of an enumeration, for an
        exact number and for an ISO date, so that a configuration file can say everything.

        Raises:
            TypeError: The value is of another type.
        """
        try:
            return _convert(self.annotation, value)
        except _Unfit:
            raise TypeError(f"option {self.name!r} is {value!r}; expected {self.expects}") from None


def _convert(annotation: Any, value: Any) -> Any:
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if annotation is Any:
        return value
    if origin in (typing.Union, types.UnionType):
        return _convert_union(arguments, value)
    if origin is typing.Literal:
        return _matching(arguments, value)
    if origin in (tuple, list, set, frozenset):
        return _convert_many(origin, arguments, value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise _Unfit
        return {_convert(arguments[0], key): _convert(arguments[1], item) for key, item in value.items()}
    return _convert_plain(annotation, value)


def _convert_union(arguments: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in arguments:
        return None
    for argument in arguments:
        if isinstance(argument, type) and type(value) is argument:
            return value
    for argument in arguments:
        try:
            return _convert(argument, value)
        except _Unfit:
            continue
    raise _Unfit


def _matching(allowed: tuple[Any, ...], value: Any) -> Any:
    for each in allowed:
        if type(each) is type(value) and each == value:
            return each
    raise _Unfit


def _convert_many(origin: type, arguments: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, list | tuple | set | frozenset):
        raise _Unfit
    if origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis):
        if len(arguments) != len(value):
            raise _Unfit
        return tuple(_convert(each, item) for each, item in zip(arguments, value, strict=True))
    return origin(_convert(arguments[0], item) for item in value)


def _convert_plain(annotation: Any, value: Any) -> Any:
    if annotation is None or annotation is type(None):
        if value is None:
            return None
        raise _Unfit
    if not isinstance(annotation, type):
        raise _Unfit
    if annotation is bool or isinstance(value, bool):
        if annotation is bool and isinstance(value, bool):
            return value
        raise _Unfit
    if isinstance(value, annotation):
        return value
    if annotation is float and isinstance(value, int):
        return float(value)
    if annotation is Decimal and isinstance(value, int | float | str):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise _Unfit from None
        if number.is_finite():
            return number
    if (issubclass(annotation, Enum) or annotation is date) and isinstance(value, str):
        try:
            return date.fromisoformat(value) if annotation is date else annotation(value)
        except ValueError:
            raise _Unfit from None
    raise _Unfit


def _written(annotation: Any) -> str:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return " | ".join(_written(each) for each in typing.get_args(annotation))
    if annotation is type(None):
        return "None"
    if isinstance(annotation, type) and typing.get_origin(annotation) is None:
        return annotation.__name__
    return str(annotation).replace("typing.", "")


def _worded(annotation: Any) -> str:
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(_worded(each) for each in arguments))
    if origin is typing.Literal:
        return "one of " + ", ".join(repr(each) for each in arguments)
    if annotation is None or annotation is type(None):
        return "nothing"
    if isinstance(annotation, type) and origin is None:
        if issubclass(annotation, Enum):
            return "one of " + ", ".join(repr(each.value) for each in annotation)
        return _NAMES.get(annotation, annotation.__name__)
    return _written(annotation)
