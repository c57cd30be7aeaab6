"""Reads a catalogue from TOML: strict, and kind, so that all that is wrong is said at once, where and with a remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from smartgoals.catalogue.entry import PHYSICAL, Example, MetricEntry, Topic
from smartgoals.errors import DocumentError
from smartgoals.model import Cadence, Direction, MetricKind
from smartgoals.model.field import nearest

__all__ = ["Contents", "contents"]

_UNITS: Final = frozenset({"percent", "times", "1", "currency"}) | PHYSICAL
_CADENCES: Final = ("day", "week", "month", "quarter", "year")
T = TypeVar("T")


class Contents(NamedTuple):
    """What a file holds."""

    entries: dict[str, MetricEntry]
    areas: dict[str, Topic]
    objectives: dict[str, Topic]
    sources: dict[str, str]
    examples: tuple[Example, ...]
    name: str | None


def contents(
    text: str,
    *,
    path: str | None,
    areas: Iterable[str] = (),
    objectives: Iterable[str] = (),
    metrics: Iterable[str] = (),
) -> Contents:
    """What a catalogue file holds.

    Args:
        text: The TOML.
        path: Where it comes from, for the error.
        areas: Ids of areas that are known from elsewhere.
        objectives: Ids of objectives that are known from elsewhere.
        metrics: Ids of measures that are known from elsewhere.

    Raises:
        DocumentError: Names everything that is wrong.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(path, (f"this is no TOML: {error}",)) from None
    reader = _Reader(set(areas), set(objectives), set(metrics))
    found = reader.read(data)
    if reader.problems:
        raise DocumentError(path, tuple(reader.problems))
    return found


class _Reader:
    def __init__(self, areas: set[str], objectives: set[str], metrics: set[str]) -> None:
        self.areas, self.objectives, self.metrics = areas, objectives, metrics
        self.problems: list[str] = []

    def refuse(self, place: str, problem: str) -> None:
        self.problems.append(f"{problem} @ {place}")

    def read(self, data: Mapping[str, Any]) -> Contents:
        self.keys(data, "", {"name", "areas", "objectives", "sources", "metrics", "examples"})
        name = self.of_type(data.get("name"), str, "name", "a text", default=None)
        areas = self.topics(data, "areas")
        objectives = self.topics(data, "objectives")
        self.areas |= areas.keys()
        self.objectives |= objectives.keys()
        sources = self.texts(data.get("sources", {}), "sources") if data.get("sources") else {}
        entries: dict[str, MetricEntry] = {}
        places: dict[str, str] = {}
        for place, table in self.tables(data, "metrics"):
            entry = self.entry(table, place)
            if entry.id in entries:
                self.refuse(f"{place}.id", f"{entry.id!r} is the id of {places[entry.id]} too; give each its own")
            elif entry.id:
                entries[entry.id], places[entry.id] = entry, place
        self.metrics |= entries.keys()
        examples = tuple(self.example(table, place) for place, table in self.tables(data, "examples"))
        return Contents(entries, areas, objectives, sources, examples, name)

    def topics(self, data: Mapping[str, Any], field: str) -> dict[str, Topic]:
        given = self.of_type(data.get(field, {}), dict, field, "a table", default={})
        return {key: Topic(key, self.names(names, f"{field}.{key}")) for key, names in given.items()}

    def entry(self, table: Mapping[str, Any], place: str) -> MetricEntry:
        required = {"id", "names", "unit", "direction", "formula", "source"}
        optional = {"kind", "low", "high", "cadence", "drives", "area", "leading"}
        self.keys(table, place, required | optional, required)
        drives = self.of_type(table.get("drives", []), list, f"{place}.drives", "a list", default=[])
        low, high = (self.number(table.get(name), f"{place}.{name}") for name in ("low", "high"))
        if low is not None and high is not None and high < low:
            self.refuse(f"{place}.high", f"{high} is below the low of {low}; give bounds that rise")
        cadence = self.one_of(table.get("cadence"), _CADENCES, f"{place}.cadence", "unit of time")
        return MetricEntry(
            id=self.of_type(table.get("id"), str, f"{place}.id", "a text", default="") or "",
            names=self.names(table.get("names", {}), f"{place}.names") if "names" in table else {},
            unit=self.unit(table.get("unit", "1"), f"{place}.unit"),
            direction=Direction(
                self.one_of(
                    table.get("direction"), [each.value for each in Direction], f"{place}.direction", "direction"
                )
                or "increase"
            ),
            kind=MetricKind(
                self.one_of(table.get("kind"), [each.value for each in MetricKind], f"{place}.kind", "kind") or "level"
            ),
            low=low,
            high=high,
            cadence=Cadence(cadence) if cadence else None,
            formula=self.texts(table.get("formula", {}), f"{place}.formula") if "formula" in table else {},
            drives=tuple(
                self.one_of(name, self.objectives, f"{place}.drives[{index}]", "objective") or ""
                for index, name in enumerate(drives)
            ),
            area=self.one_of(table.get("area"), self.areas, f"{place}.area", "area"),
            leading=bool(
                self.of_type(table.get("leading", False), bool, f"{place}.leading", "true or false", default=False)
            ),
            source=self.of_type(table.get("source"), str, f"{place}.source", "a text", default="") or "",
        )

    def example(self, table: Mapping[str, Any], place: str) -> Example:
        self.keys(table, place, {"area", "metric", "goal", "owner"}, {"area", "metric", "goal"})
        return Example(
            self.one_of(table.get("area"), self.areas, f"{place}.area", "area") or "",
            self.one_of(table.get("metric"), self.metrics, f"{place}.metric", "measure") or "",
            self.texts(table.get("goal", {}), f"{place}.goal") if "goal" in table else {},
            self.texts(table.get("owner", {}), f"{place}.owner"),
        )

    def keys(self, table: Mapping[str, Any], place: str, known: Iterable[str], required: Iterable[str] = ()) -> None:
        before = f"{place}." if place else ""
        for key in table:
            if key not in known:
                near = nearest(key, known)
                remedy = f"did you mean {near!r}" if near else f"the keys here are {', '.join(sorted(known))}"
                self.refuse(f"{before}{key}", f"unknown key {key!r}; {remedy}")
        for key in sorted(required):
            if key not in table:
                self.refuse(f"{before}{key}", f"{key!r} is missing; say it")

    def tables(self, data: Mapping[str, Any], field: str) -> list[tuple[str, Mapping[str, Any]]]:
        given = self.of_type(
            data.get(field, []), list, field, f"a list of tables; begin each with [[{field}]]", default=[]
        )
        found = []
        for index, table in enumerate(given):
            place = f"{field}[{index}]"
            if self.of_type(table, dict, place, "a table", default=None) is not None:
                found.append((f"{place}", table))
        return found

    def names(self, value: object, place: str) -> dict[str, tuple[str, ...]]:
        """Names by language: one, or several with the usual one first."""
        found: dict[str, tuple[str, ...]] = {}
        given = self.of_type(value, dict, place, "a table of names by language", default={})
        if given == {} == value:
            self.refuse(place, 'no name is given; write one for a language, such as en = ["conversion rate"]')
        for language, names in given.items():
            several = [names] if isinstance(names, str) else names
            if (
                not isinstance(several, list)
                or not several
                or not all(isinstance(n, str) and n.strip() for n in several)
            ):
                self.refuse(f"{place}.{language}", 'this is no list of names; write ["conversion rate"]')
            else:
                found[language] = tuple(several)
        return found

    def texts(self, value: object, place: str) -> dict[str, str]:
        given = self.of_type(value, dict, place, "a table of texts", default={})
        return {
            key: self.of_type(text, str, f"{place}.{key}", "a text", default="") or "" for key, text in given.items()
        }

    def unit(self, value: object, place: str) -> str | dict[str, str]:
        if isinstance(value, dict):
            return self.texts(value, place)
        return self.one_of(value, _UNITS, place, "unit") or "1"

    def number(self, value: object, place: str) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self.refuse(place, f"{value!r} is no number; write it without quotes")
            return None
        return Decimal(value)

    def one_of(self, value: object, known: Iterable[str], place: str, noun: str) -> str | None:
        if value is None:
            return None
        if isinstance(value, str) and value in known:
            return value
        near = nearest(value, known) if isinstance(value, str) else None
        remedy = f"did you mean {near!r}" if near else f"give one of {', '.join(sorted(known))}"
        self.refuse(place, f"{value!r} is no {noun}; {remedy}")
        return None

    def of_type(self, value: object, kind: type[T], place: str, noun: str, *, default: T | None) -> Any:
        """The value, or the default where it is of another type, which is a problem unless it is merely not there."""
        if isinstance(value, kind) and value != "":
            return value
        if value is not None:
            self.refuse(place, f"{value!r} is not {noun}" if value != "" else "this is empty; leave it out or say it")
        return default
