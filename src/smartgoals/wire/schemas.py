"""JSON Schemas (2020-12) of the documents, made from the value types themselves, so that the two cannot differ.

What each field means is told in the schema too, in the words of the type's docstring, so that an editor can show it.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from smartgoals.model import Baseline, Cadence, Horizon, Period, Portfolio, Quantity, Target, Unit
from smartgoals.model.field import nearest
from smartgoals.wire.conversion import FROM_TEXT, TARGETS, written
from smartgoals.wire.measurements import MEASUREMENTS_SCHEMA, Following
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA

__all__ = ["SCHEMA_NAMES", "schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final = {"type": "string", "pattern": r"\S"}
_NUMBER: Final = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$"}]
}
_DATE: Final = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PERIOD: Final = r"^(FY)?\d{4}(-([HTQ]\d|W\d{2}|\d{2}(-\d{2})?))?$"
_LINE: Final = re.compile(r"^ {4}(?P<name>\w+): (?P<text>.*(?:\n {8}.*)*)", re.MULTILINE)


@cache
def _documents() -> Mapping[str, Callable[[], dict[str, Any]]]:
    from smartgoals.wire.shapes import SHAPES  # which knows all results, and needs what makes them

    return {
        "portfolio": lambda: _document(PORTFOLIO_SCHEMA, Portfolio),
        "measurements": lambda: _document(MEASUREMENTS_SCHEMA, Following),
        **SHAPES,
    }


SCHEMA_NAMES: Final = (
    "portfolio", "measurements", "statement", "check", "checks", "baseline", "progress", "progress-list", "review",
    "overview", "rules", "config", "map", "metrics", "workshop", "workshop-result",
)  # fmt: skip
"""The documents that have a schema."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a document, for editors and validators.

    Args:
        name: Such as "portfolio"; one of `SCHEMA_NAMES`.

    Raises:
        LookupError: No document has that name; the nearest is told.

    Example:
        >>> schema("portfolio")["properties"]["schema"]
        {'const': 'smartgoals/portfolio/1'}
    """
    make = _documents().get(name)
    if make is None:
        near = nearest(name, SCHEMA_NAMES)
        remedy = f"did you mean {near!r}" if near else f"give one of {', '.join(SCHEMA_NAMES)}"
        msg = f"no document is called {name!r}; {remedy}"
        raise LookupError(msg)
    return make()


def _document(schema_id: str, kind: type) -> dict[str, Any]:
    maker = _Maker()
    body = maker.table(kind)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:{schema_id.replace('/', ':')}",
        "title": schema_id,
        **body,
        "properties": {"schema": {"const": schema_id}, **body["properties"]},
        "$defs": dict(sorted(maker.definitions.items())),
    }


class _Maker:
    """Makes the schema of each type once, under its name."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Union or isinstance(kind, types.UnionType):
            (said,) = (each for each in inner if each is not type(None))
            return {"anyOf": [self.of(said), {"type": "null"}]}
        if origin in {tuple, frozenset}:
            return {"type": "array", "items": self.of(inner[0])}
        if kind in _LEAVES:
            return _LEAVES[kind]
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a goal holds revisions, which hold goals
            self.definitions[name] = self.definition(kind)
        return {"$ref": f"#/$defs/{name}"}

    def definition(self, kind: type) -> dict[str, Any]:
        if issubclass(kind, Enum):
            return {"description": _summary(kind), "enum": [each.value for each in kind]}
        make = _OWN.get(kind)
        if make is not None:
            return {"description": _summary(kind), **make(self)}
        table = self.table(kind)
        return {"anyOf": [_TEXT, table]} if kind in FROM_TEXT else table

    def table(self, kind: type) -> dict[str, Any]:
        types_of = typing.get_type_hints(kind, include_extras=True)
        told = _told(kind)
        properties: dict[str, Any] = {}
        required: list[str] = []
        for field in attrs.fields(kind):
            name = written(kind, field.name)
            properties[name] = self.field(kind, name, types_of[field.name])
            if field.name in told:
                properties[name] = {"description": told[field.name], **properties[name]}
            if field.default is attrs.NOTHING and (kind, name) not in _MAY_BE_LEFT_OUT:
                required.append(name)
        return {
            "type": "object",
            "description": _summary(kind),
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def field(self, kind: type, name: str, type_of: Any) -> dict[str, Any]:
        if name == "weights":
            return {"type": "object", "additionalProperties": _NUMBER}
        made = self.of(type_of)
        shorter = _SHORTER.get(name)
        if shorter is not None and kind.__name__ in {"Goal", "Objective"}:
            return {"anyOf": [shorter, *made["anyOf"]]}
        if name == "bounds":
            pair = {"anyOf": [self.of(Quantity), {"const": ""}]}
            return {"anyOf": [{"type": "array", "items": pair, "minItems": 2, "maxItems": 2}, *made["anyOf"]]}
        return made

    def baseline(self) -> dict[str, Any]:
        properties = {"value": self.of(Quantity), "unit": self.of(Unit), "period": self.of(Period)}
        table = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"anyOf": [{"const": "unknown"}, table]}

    def horizon(self) -> dict[str, Any]:
        table = self.table(Horizon)
        for edge in ("start", "end"):
            table["properties"][edge] = {
                "type": ["string", "null"] if edge == "start" else "string",
                "pattern": _PERIOD,
            }
        return table

    def target(self) -> dict[str, Any]:
        kinds: dict[type, list[str]] = {}
        for key, (kind, _) in TARGETS.items():
            kinds.setdefault(kind, []).append(key)
        made = []
        for kind in kinds:
            table = self.table(kind)
            table["properties"]["unit"] = self.of(Unit)  # of its amounts, commit and stretch among them
            made.append(table)
        return {"anyOf": made}

    def quantity(self) -> dict[str, Any]:
        properties = {"value": _NUMBER, "unit": self.of(Unit)}
        table = {"type": "object", "properties": properties, "required": ["value"], "additionalProperties": False}
        return {"anyOf": [_NUMBER, table]}

    def unit(self) -> dict[str, Any]:
        part = {"$ref": "#/$defs/Unit"}
        return {"anyOf": [_TEXT, _closed(symbol=_TEXT, kind=_TEXT), _closed(numerator=part, denominator=part)]}

    def period(self) -> dict[str, Any]:
        text = {"type": "string", "pattern": _PERIOD}
        month = {"type": "integer", "minimum": 1, "maximum": 12}
        return {"anyOf": [text, _closed(period=text, first_month=month, named_by={"enum": ["start", "end"]})]}

    def cadence(self) -> dict[str, Any]:
        every = {"enum": ["day", "week", "month", "quarter", "year"]}
        table = _closed(every=every, interval={"type": "integer", "minimum": 1})
        return {"anyOf": [every, {**table, "required": ["every"]}]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_LEAVES: Final[Mapping[Any, dict[str, Any]]] = {
    str: _TEXT, int: {"type": "integer"}, bool: {"type": "boolean"}, Decimal: _NUMBER, dt.date: _DATE,
}  # fmt: skip
_OWN: Final[Mapping[type, Callable[[_Maker], dict[str, Any]]]] = {
    Baseline: _Maker.baseline, Target: _Maker.target, Quantity: _Maker.quantity, Unit: _Maker.unit,
    Period: _Maker.period, Cadence: _Maker.cadence, Horizon: _Maker.horizon,
}  # fmt: skip
_SHORTER: Final[Mapping[str, dict[str, Any]]] = {"metric": _TEXT, "baseline": _NUMBER, "target": _NUMBER}
_MAY_BE_LEFT_OUT: Final = frozenset({(Horizon, "start")})


def _summary(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")


def _told(kind: type) -> dict[str, str]:
    """What the docstrings of a type and of those that it is made from say of its fields."""
    told: dict[str, str] = {}
    for each in reversed(kind.__mro__[:-1]):
        doc = inspect.cleandoc(each.__doc__ or "")
        _, _, fields = doc.partition("\nAttributes:\n")
        for found in _LINE.finditer(fields.partition("\n\n")[0]):
            told[found["name"]] = " ".join(found["text"].split())
    return told
