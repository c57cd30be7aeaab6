"""A portfolio and its measurements as tables of flat rows, for workbooks and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import Activity, Area, Goal, Objective, Period, Portfolio, Process, Unit
from smartgoals.model.unit import exact_decimal
from smartgoals.wire.amounts import CellError, read_number, read_share, read_truth
from smartgoals.wire.conversion import unit_from_data
from smartgoals.wire.limits import brief, child
from smartgoals.wire.measurements import MEASUREMENTS_SCHEMA
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA, portfolio_to_data
from smartgoals.wire.rows import Row, columns, nested, read_cell
from smartgoals.wire.source import Places, Source, Spot, with_holders

__all__ = [
    "READING_NAMES",
    "TABLES",
    "Rows",
    "Sheet",
    "items_of",
    "measurement_items",
    "measurements_source",
    "portfolio_source",
    "read_table",
    "reading_column",
]

Rows: TypeAlias = Iterable[tuple[Spot, Sequence[Any]]]
"""The rows of a table, each with its place; the first heads the columns."""


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


@attrs.frozen
class Sheet:
    """The rows of a table that say something, and the columns they are read by.

    Attributes:
        name: One of `TABLES`.
        head: Where the columns are headed.
        paths: What each column holds; None for a heading that is not understood.
        rows: The rows.
    """

    name: str
    head: Spot | None = None
    paths: Sequence[str | None] = ()
    rows: Sequence[Row] = ()

    def places(self) -> Iterator[tuple[str, Spot]]:
        """Where the table, its rows and their cells stand, by path."""
        if self.head is not None:
            yield self.name, self.head
        for number, row in enumerate(self.rows):
            yield from self.of_row(row, child(self.name, number))

    def of_row(self, row: Row, path: str) -> Iterator[tuple[str, Spot]]:
        """Where a row and its cells stand, under a path of their own."""
        yield path, row.place
        if row.place.sheet is not None:
            cells = ((name, row.place.cell(column)) for column, name in enumerate(self.paths, start=1) if name)
            yield from with_holders(((name, spot) for name, spot in cells if name in row.cells), path)


def read_table(table: str, rows: Rows, problems: list[tuple[str | Spot, str]]) -> Sheet:
    """The rows of a table whose first row heads its columns; what is wrong is added to the problems.

    Args:
        table: One of `TABLES`.
        rows: The rows, each with its place.
        problems: What is wrong so far, as paths and problems.
    """
    head: Spot | None = None
    paths: list[str | None] = []
    found: list[Row] = []
    for place, row in rows:
        if head is None:
            head = place
            headings = ["" if each is None else str(each) for each in row]
            if table == "measurements":
                headings = [reading_column(heading) for heading in headings]
            for path, problem in columns(headings, TABLES[table]):
                paths.append(path)
                problems += [(head.cell(len(paths)), problem)] if problem is not None else []
            continue
        told = len(problems)
        cells = dict(_cells(row, paths, child(table, len(found)), problems))
        if cells or len(problems) > told:
            found.append(Row(cells, place))
    return Sheet(table, head, paths, found)


def _cells(
    row: Sequence[Any], paths: Sequence[str | None], where: str, problems: list[tuple[str | Spot, str]]
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


def _items(table: str, rows: Sequence[Row], problems: list[tuple[str | Spot, str]]) -> list[dict[str, Any]]:
    items = []
    for place, row in enumerate(rows):
        data, wrong = nested(row.cells)
        problems += [(f"{child(table, place)}.{path}", problem) for path, problem in wrong]
        items.append(data)
    return items


def portfolio_source(
    tables: Mapping[str, Rows], *, path: str | None = None, places: Callable[[], Places] = dict
) -> Source:
    """The document that some tables make.

    Args:
        tables: The rows of each table, by its name.
        path: Where they come from, for messages.
        places: Gives places that are better known than those of rows.
    """
    problems: list[tuple[str | Spot, str]] = []
    sheets: list[Sheet] = []
    data: dict[str, Any] = {}
    for table, rows in tables.items():
        sheets.append(read_table(table, rows, problems))
        items = _items(table, sheets[-1].rows, problems)
        if table == "portfolio":
            heading = {key: value for item in items[:1] for key, value in item.items()}
            data |= {key: heading.pop(key) for key in _OF_ALL if key in heading}
            data |= {"process": heading} if heading else {}
        elif table == "weights":
            data["weights"] = [(item.get("id", ""), item.get("weight", "")) for item in items]
        else:
            data[table] = items
    data.setdefault("schema", PORTFOLIO_SCHEMA)

    def find() -> Places:
        found = dict(place for sheet in sheets for place in sheet.places()) | dict(places())
        heading = [(path.removeprefix(_HEADING), spot) for path, spot in found.items() if path.startswith(_HEADING)]
        return found | {path if path in _OF_ALL else f"process.{path}": spot for path, spot in heading}

    return Source(data, path, find, tuple(problems))


_HEADING: Final = "portfolio[0]."
_OF_ALL: Final = ("schema", "name")
"""What the table of the portfolio says of itself; the rest is said of the process."""


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


def measurements_source(rows: Rows, *, path: str | None = None) -> Source:
    """The document that a table of readings makes; numbers and units are read as `smartgoals.wire.amounts` tells."""
    problems: list[tuple[str | Spot, str]] = []
    sheet = read_table("measurements", rows, problems)
    readings: list[tuple[str, Row]] = []
    series: list[dict[str, Any]] = []
    units: dict[str, Unit] = {}
    known: dict[str, int] = {}
    firsts: dict[int, int] = {}
    for place, item in enumerate(_items("measurements", sheet.rows, problems)):
        where = f"measurements[{place}]"
        goal_id = item.pop("goal", None)
        if not isinstance(goal_id, str):
            problems.append((f"{where}.goal", "'goal' is missing; name it by its id"))
            continue
        number = known.setdefault(goal_id, len(series))
        if number == len(series):
            series.append({"goal": goal_id, "measurements": []})
            firsts[number] = place
        heading = series[number]
        name, unit = item.pop("name", None), item.pop("unit", None)
        if name is not None and heading.setdefault("name", name) != name:
            problems.append((f"{where}.name", f"the rows of {goal_id!r} say different things"))
        reading, is_share, wrong = _as_written(item)
        unit = "percent" if unit is None and is_share else unit
        if unit is not None:
            unlike = _unlike(unit, units, goal_id, is_share=is_share)
            heading |= {} if unlike or "unit" in heading else {"unit": unit}
            wrong |= unlike
        problems += [(f"{where}.{key}", problem) for key, problem in wrong.items()]
        if reading and not wrong:
            readings.append((f"series[{number}].measurements[{len(heading['measurements'])}]", sheet.rows[place]))
            heading["measurements"].append(reading)
    data = {"schema": MEASUREMENTS_SCHEMA, "series": series}

    def find() -> Places:
        own = dict(sheet.places())
        of_goals = {f"series[{number}]": own[f"measurements[{first}]"] for number, first in firsts.items()}
        return own | of_goals | dict(spot for where, row in readings for spot in sheet.of_row(row, where))

    return Source(data, path, find, tuple(problems))


def _as_written(item: Mapping[str, Any]) -> tuple[dict[str, Any], bool, dict[str, str]]:
    """A reading with its texts read, whether its value has a percent sign, and what is wrong with its cells."""
    read, wrong = dict(item), dict[str, str]()
    is_share = False
    for key in ("value", "numerator", "denominator"):
        amount = read.get(key)
        text = amount.get("value") if isinstance(amount, Mapping) else amount
        if not isinstance(text, str):
            continue
        if key == "value":
            text, is_share = read_share(text)
        try:
            number = _number(text)
        except CellError as error:
            wrong[key] = str(error)
        else:
            read[key] = {**amount, "value": number} if isinstance(amount, Mapping) else number
    if isinstance(read.get("on"), str):
        try:
            read["on"] = Period(read["on"]).last
        except InvalidValueError:
            wrong["on"] = f"{brief(read['on'])} is no date; write it as 2026-06-30 or 2026-06"
    if isinstance(read.get("estimated"), str):
        try:
            read["estimated"] = read_truth(read["estimated"])
        except CellError as error:
            wrong["estimated"] = str(error)
    return read, is_share, wrong


def _number(text: str) -> Decimal:
    try:
        return exact_decimal(text)
    except InvalidValueError:
        return read_number(text, parted_by_comma=True)


def _unlike(unit: object, units: dict[str, Unit], goal_id: str, *, is_share: bool) -> dict[str, str]:
    """What is wrong with the unit of a row: it is none, or not that of the rows above, or no share beside a percent."""
    try:
        found = unit_from_data(unit)
    except ValueError as error:
        return {"unit": str(error)}
    if units.setdefault(goal_id, found) != found:
        return {"unit": f"the rows of {goal_id!r} say different things"}
    if is_share and not found.is_share:
        return {"unit": f"there is a percent sign, and the unit is {str(found)!r}; keep one of them"}
    return {}
