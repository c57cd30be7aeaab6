"""A portfolio and its measurements as tables of flat rows, for workbooks and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from smartgoals.model import Activity, Area, Context, Goal, Objective, Portfolio, Process
from smartgoals.wire.limits import child
from smartgoals.wire.measurements import MEASUREMENTS_SCHEMA
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA, portfolio_from_data, portfolio_to_data
from smartgoals.wire.rows import Row, columns, nested, read_cell
from smartgoals.wire.source import Source

__all__ = [
    "READING_NAMES",
    "TABLES",
    "items_of",
    "measurement_items",
    "measurements_source",
    "portfolio_from_tables",
    "read_table",
    "reading_column",
]

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "portfolio": ("schema", "name", *(field.name for field in attrs.fields(Process))),
    "goals": tuple(field.name for field in attrs.fields(Goal)),
    "objectives": tuple(field.name for field in attrs.fields(Objective)),
    "areas": tuple(field.name for field in attrs.fields(Area)),
    "activities": tuple(field.name for field in attrs.fields(Activity)),
    "weights": ("id", "weight"),
    "measurements": ("goal", "name", "on", "value", "unit", "estimated", "source", "note", "numerator", "denominator"),
}
"""The tables, and the fields that their columns begin with."""
READING_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "goal": ("goal id", "goal_id", "id", "mål", "mål-id", "målid"),
    "on": ("date", "day", "period", "datum", "dag"),
    "value": ("reading", "värde", "utfall"),
    "unit": ("enhet",),
    "estimated": ("estimate", "uppskattat", "uppskattad"),
    "note": ("comment", "anteckning", "kommentar"),
    "source": ("källa",),
    "numerator": ("täljare",),
    "denominator": ("nämnare",),
}
"""Columns of readings, and what else people call them, in English and Swedish."""
_READING: Final = {name: column for column, names in READING_NAMES.items() for name in (column, *names)}
_LONE: Final = {"areas": "name", "activities": "name"}


def reading_column(heading: str) -> str:
    """The column of readings that a heading means; one that is not known stays as it is.

    Example:
        >>> reading_column("Datum"), reading_column("shop")
        ('on', 'shop')
    """
    return _READING.get(" ".join(heading.casefold().split()), heading)


def items_of(portfolio: Portfolio) -> dict[str, list[dict[str, Any]]]:
    """The items of each table that has any, as plain data."""
    data = portfolio_to_data(portfolio)
    heading = {key: data[key] for key in ("schema", "name") if key in data} | data.get("process", {})
    tables: dict[str, list[dict[str, Any]]] = {"portfolio": [heading]}
    for table in ("goals", "objectives", "areas", "activities"):
        if table in data:
            lone = _LONE.get(table, "")
            tables[table] = [{lone: item} if isinstance(item, str) else item for item in data[table]]
    if "weights" in data:
        tables["weights"] = [{"id": name, "weight": weight} for name, weight in data["weights"].items()]
    return tables


def read_table(
    table: str, rows: Iterable[tuple[str, Sequence[Any]]], problems: list[tuple[str, str]]
) -> tuple[list[Row], dict[str, str]]:
    """The rows of a table whose first row heads its columns; what is wrong is added to the problems.

    Args:
        table: One of `TABLES`.
        rows: The rows, each with its place.
        problems: What is wrong so far, as paths and problems.

    Returns:
        The rows that say something, and their places by path.
    """
    paths: list[str | None] | None = None
    found: list[Row] = []
    places: dict[str, str] = {}
    for place, row in rows:
        if paths is None:
            places[table] = place
            headings = ["" if each is None else str(each) for each in row]
            if table == "measurements":
                headings = [reading_column(heading) for heading in headings]
            paths = []
            for path, problem in columns(headings, TABLES[table]):
                paths.append(path)
                problems += [(table, problem)] if problem is not None else []
            continue
        where = child(table, len(found))
        told = len(problems)
        cells = dict(_cells(row, paths, where, problems))
        if cells:
            found.append(Row(cells, place))
        if cells or len(problems) > told:
            places[where] = place
    return found, places


def _cells(
    row: Sequence[Any], paths: Sequence[str | None], where: str, problems: list[tuple[str, str]]
) -> Iterator[tuple[str, Any]]:
    """The cells that say something, by their columns."""
    for number, value in enumerate(row):
        said, problem = read_cell(value) if isinstance(value, str) else (value, None)
        if said is None or said == "":
            continue
        if number >= len(paths):
            problems.append((where, "there are more cells than columns; put quotes around what holds a separator"))
            return
        path = paths[number]
        if path is None:
            continue  # what is wrong with the heading is told already
        if problem is not None:
            problems.append((child(where, path), problem))
        yield path, said


def _items(table: str, rows: Sequence[Row], problems: list[tuple[str, str]]) -> list[dict[str, Any]]:
    items = []
    for place, row in enumerate(rows):
        data, wrong = nested(row.cells)
        problems += [(f"{child(table, place)}.{path}", problem) for path, problem in wrong]
        items.append(data)
    return items


def portfolio_from_tables(
    tables: Mapping[str, Iterable[tuple[str, Sequence[Any]]]],
    *,
    path: str | None = None,
    context: Context | None = None,
    strict: bool = True,
) -> Portfolio:
    """The portfolio that some tables hold; the arguments are those of `portfolio_from_data()`.

    Raises:
        DocumentError: Names everything that is wrong, each with its table, row and column.
    """
    problems: list[tuple[str, str]] = []
    places: dict[str, str] = {}
    data: dict[str, Any] = {}
    for table, rows in tables.items():
        found, where = read_table(table, rows, problems)
        places |= where
        items = _items(table, found, problems)
        if table == "portfolio":
            heading = {key: value for item in items[:1] for key, value in item.items()}
            data |= {key: heading.pop(key) for key in ("schema", "name") if key in heading}
            data |= {"process": heading} if heading else {}
        elif table == "weights":
            data["weights"] = [(item.get("id", ""), item.get("weight", "")) for item in items]
        else:
            data[table] = items
    data.setdefault("schema", PORTFOLIO_SCHEMA)
    return portfolio_from_data(Source(data, path, lambda: places, tuple(problems)), context=context, strict=strict)


def measurement_items(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One item for each reading of a document of measurements; a goal without readings has one that says nothing."""
    return [
        {
            "goal": series["goal"],
            **({"name": series["name"]} if "name" in series else {}),
            **({"unit": series["unit"]} if "unit" in series else {}),
            **reading,
        }
        for series in data["series"]
        for reading in series.get("measurements", [{}])
    ]


def measurements_source(rows: Iterable[tuple[str, Sequence[Any]]], *, path: str | None = None) -> Source:
    """The document that a table of readings makes."""
    problems: list[tuple[str, str]] = []
    found, where = read_table("measurements", rows, problems)
    places: dict[str, str] = {}
    series: list[dict[str, Any]] = []
    known: dict[str, int] = {}
    for place, item in enumerate(_items("measurements", found, problems)):
        goal_id = item.pop("goal", None)
        if not isinstance(goal_id, str):
            problems.append((f"measurements[{place}].goal", "'goal' is missing; name it by its id"))
            continue
        number = known.setdefault(goal_id, len(series))
        if number == len(series):
            series.append({"goal": goal_id, "measurements": []})
        heading, readings = series[number], series[number]["measurements"]
        for key in ("name", "unit"):
            value = item.pop(key, None)
            if value is not None and heading.setdefault(key, value) != value:
                problems.append((f"measurements[{place}].{key}", f"the rows of {goal_id!r} say different things"))
        if "estimated" in item and isinstance(item["estimated"], str):
            item["estimated"] = {"true": True, "false": False}.get(item["estimated"].casefold(), item["estimated"])
        if item:
            places[f"series[{number}].measurements[{len(readings)}]"] = found[place].place
            readings.append(item)
    data = {"schema": MEASUREMENTS_SCHEMA, "series": series}
    return Source(data, path, lambda: where | places, tuple(problems))
