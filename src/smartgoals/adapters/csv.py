"""Goals and measurements as CSV, as people keep them: strict about what they mean, lenient about how they are written.

A comma, a semicolon or a tab parts the columns; headings are English or Swedish; numbers may have a decimal comma.
Goals are flat rows, whose columns are told in `smartgoals.wire.rows`.
What cannot be read, or can be read in two ways, is told with its line, all at once.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.model import Measurement, Period, Quantity, Series, Unit
from smartgoals.model.field import nearest
from smartgoals.wire.amounts import CellError, read_number, read_share, read_truth, read_unit
from smartgoals.wire.conversion import unit_from_text, unit_to_text
from smartgoals.wire.limits import refuse_length
from smartgoals.wire.measurements import Readings, unit_of
from smartgoals.wire.portfolio import portfolio_from_data
from smartgoals.wire.rows import cell as written_cell
from smartgoals.wire.rows import read_cell, rows_of
from smartgoals.wire.source import Source, Spot
from smartgoals.wire.tables import READING_NAMES, items_of, portfolio_source

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["Readings", "read_measurements", "read_portfolio", "write_measurements", "write_portfolio"]

T = TypeVar("T")

_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "numerator_unit": ("numerator unit", "täljarens enhet"),
    "denominator_unit": ("denominator unit", "nämnarens enhet"),
}
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    column: (column, *{"date": ("on", *READING_NAMES["on"]), **READING_NAMES, **_UNITS}[column])
    for column in (
        "goal", "date", "value", "unit", "estimated", "note", "source", "numerator", "numerator_unit", "denominator",
        "denominator_unit",
    )
}  # fmt: skip
_KNOWN: Final = {name: column for column, names in _COLUMNS.items() for name in names}


def read_measurements(
    text: str, *, portfolio: Portfolio | None = None, path: str | None = None, strict: bool = True
) -> Readings:
    r"""Read measurements from CSV with the columns goal, date, value and, where wanted, unit, estimated, note, source.

    A date is a day or a period such as `2026-06`, which stands for its last day. A unit is taken from its column, from
    a percent sign beside the number, or from the goal.

    Args:
        text: The content of the file.
        portfolio: With it, goals must be in it, and values without a unit take the goal's.
        path: Where it comes from, for the error.
        strict: Refuse the file when anything in it cannot be used; otherwise leave that out and tell it in `problems`.

    Raises:
        DocumentError: Names everything that is wrong, each with its line; also when not strict, where there is no
            column of goals, dates or values.

    Example:
        >>> readings = read_measurements("mål;datum;värde\nreturer;2026-06;8,5 %\n")
        >>> print(readings.series["returer"].last)
        2026-06-30: 8.5 %
    """
    reader = _Reader(portfolio)
    series = reader.read(text.removeprefix("\ufeff"))
    problems = tuple(f"{problem} @ line {line}" for line, problem in sorted(reader.problems, key=lambda each: each[0]))
    if reader.unusable or (strict and problems):
        raise DocumentError(path, problems)
    return Readings(series, problems)


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """A cell that cannot be used, and why."""


class _Reader:
    def __init__(self, portfolio: Portfolio | None) -> None:
        self.portfolio = portfolio
        self.problems: list[tuple[int, str]] = []
        self.unusable = False
        self.parted_by_comma = False
        self.width = 0
        self.units: dict[str, Unit | None] = {}
        self.strangers: dict[str, list[int]] = {}

    def read(self, text: str) -> dict[str, Series]:
        mark = _mark(text)
        self.parted_by_comma = mark == ","
        rows = self.rows(csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True))
        found: dict[str, list[Measurement]] = {}
        seen: dict[tuple[str, dt.date], int] = {}
        columns: dict[str, int] = {}
        for line, row in rows:
            if not columns:
                columns = self.columns(line, row)
                if self.unusable:
                    return {}
                continue
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[self.width :]):
                remedy = "put quotes around a number with a comma" if self.parted_by_comma else "check the separators"
                self.problems.append((line, f"there are more cells than columns; {remedy}"))
                continue
            cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
            read = self.measurement(line, cells)
            if read is not None:
                goal_id, measurement = read
                before = seen.setdefault((goal_id, measurement.on), line)
                if before != line:
                    what = f"{goal_id!r} has a reading of {measurement.on} on line {before} too; keep one of them"
                    self.problems.append((line, what))
                else:
                    found.setdefault(goal_id, []).append(measurement)
        if not columns:
            self.columns(1, [])
        self.problems[:0] = [
            (lines[0], f"goal: {self.unknown(name, len(lines))}") for name, lines in self.strangers.items()
        ]
        return dict(self.series(found, seen))

    def series(
        self, found: Mapping[str, list[Measurement]], seen: Mapping[tuple[str, dt.date], int]
    ) -> Iterator[tuple[str, Series]]:
        """The readings of each goal that go together."""
        for goal_id, readings in found.items():
            try:
                yield goal_id, Series(readings, name=goal_id)
            except InvalidValueError as error:
                self.problems.append((min(seen[goal_id, reading.on] for reading in readings), str(error)))

    def rows(self, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        line = 1
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.problems.append((line, _disorder(error)))
                return
            yield line, row
            line = reader.line_num + 1  # type: ignore[attr-defined]  # csv readers count their lines

    def columns(self, line: int, row: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        self.width = len(row)
        for place, cell in enumerate(row):
            heading = " ".join(cell.casefold().split())
            column = _KNOWN.get(heading)
            if column in found:
                self.problems.append((line, f"two columns are headed {column!r}; keep one"))
            elif column is not None:
                found[column] = place
            elif heading:
                near = nearest(heading, _KNOWN)
                remedy = f"did you mean {near!r}" if near else f"the columns are {', '.join(_COLUMNS)}"
                self.problems.append((line, f"unknown column {cell.strip()!r}; {remedy}"))
        for column in ("goal", "date", "value"):
            if column not in found:
                self.problems.append((line, f"there is no column {column!r}; head one so"))
                self.unusable = True
        return found

    def measurement(self, line: int, cells: Mapping[str, str]) -> tuple[str, Measurement] | None:
        told = len(self.problems)
        goal = self.cell(line, _filled, cells["goal"], "goal")
        is_stranger = goal is not None and self.portfolio is not None and goal not in self.portfolio
        if goal is not None and is_stranger:
            self.strangers.setdefault(goal, []).append(line)
        day = self.cell(line, _day, cells["date"], "date")
        estimated = self.cell(line, read_truth, cells.get("estimated", ""), "estimated")
        bare, share = read_share(cells["value"])
        value = self.cell(line, self.number, bare, "value")
        note, origin = (
            read_cell(cells.get(name, ""))[0] for name in ("note", "source")
        )  # free texts, whatever they say
        unit = self.cell(line, str, cells.get("unit", ""), "unit")
        parts = {name: self.part(line, cells, name) for name in ("numerator", "denominator")}
        if len(self.problems) > told or is_stranger or goal is None or day is None or value is None:
            return None
        try:
            quantity = Quantity(value, self.unit(goal, unit or "", share=share))
            return goal, Measurement(
                day, quantity, estimated=bool(estimated), note=note or None, source=origin or None, **parts
            )
        except (InvalidValueError, _Refused) as error:
            self.problems.append((line, str(error)))
            return None

    def part(self, line: int, cells: Mapping[str, str], name: str) -> Quantity | None:
        """The numerator or the denominator of a ratio."""
        text = cells.get(name, "").strip()
        number = self.cell(line, self.number, text, name) if text else None
        unit = self.cell(line, _unit, cells.get(f"{name}_unit", "").strip() or "1", name)
        return None if number is None or unit is None else Quantity(number, unit)

    def cell(self, line: int, read: Callable[[str], T], text: str, column: str) -> T | None:
        text, problem = read_cell(text)
        if problem is not None:
            self.problems.append((line, f"{column}: {problem}"))
            return None
        try:
            return read(text)
        except (CellError, _Refused) as problem:
            self.problems.append((line, f"{column}: {problem}"))
            return None

    def unknown(self, goal_id: str, count: int) -> str:
        """What is wrong with the rows of a goal that is not there, told once."""
        near = nearest(goal_id, (goal.id for goal in self.portfolio or () if goal.id is not None))
        rows = "row" if count == 1 else f"{count} rows"
        remedy = f"did you mean {near!r}" if near else f"add it, or take the {rows} away"
        return f"{goal_id!r} is no goal here; {remedy}{f', in {rows}' if near and count > 1 else ''}"

    def number(self, text: str) -> Decimal:
        return read_number(text, parted_by_comma=self.parted_by_comma)

    def unit(self, goal_id: str, text: str, *, share: bool) -> Unit:
        usual = self.units[goal_id] if goal_id in self.units else self.units.setdefault(goal_id, self.unit_of(goal_id))
        text = text or ("percent" if share else "")
        if not text:
            return usual or Unit.number()
        unit = usual if usual is not None and usual.symbol == text else _unit(text)
        if usual is not None and usual != unit:
            raise _Refused(f"unit: {text!r} is not {str(usual)!r}, which the goal is measured in; give all in one unit")
        if share and not unit.is_share:
            raise _Refused(f"unit: there is a percent sign, and the unit is {text!r}; keep one of them")
        self.units[goal_id] = unit
        return unit

    def unit_of(self, goal_id: str) -> Unit | None:
        return None if self.portfolio is None else unit_of(self.portfolio[goal_id])


def _filled(text: str) -> str:
    if not text:
        raise _Refused("it is empty; name the goal by its id")
    return text


def _day(text: str) -> dt.date:
    try:
        return Period(text).last
    except InvalidValueError:
        raise _Refused(f"{text!r} is no date; write it as 2026-06-30 or 2026-06" if text else "it is empty") from None


def _unit(text: str) -> Unit:
    """The unit that a cell means, by its name or as JSON."""
    try:
        return unit_from_text(text) if text.startswith("{") else read_unit(text)
    except InvalidValueError:
        raise
    except ValueError:
        raise _Refused(f"unit: {text!r} is no unit; write its name") from None


def write_measurements(series: Mapping[str, Series]) -> str:
    r"""Write measurements as CSV that spreadsheets open and `read_measurements()` reads back.

    Args:
        series: The readings of each goal, by its id.

    Raises:
        DocumentError: A goal has two readings of one day, of which a spreadsheet could not tell which holds.

    Example:
        >>> write_measurements({"returns": Series.of({"2026-06-30": 8.5}, Unit.percent())})
        'goal,date,value,unit\r\nreturns,2026-06-30,8.5,percent\r\n'
    """
    problems: list[str] = []
    rows: list[dict[str, str]] = []
    for goal_id, each in series.items():
        seen: set[dt.date] = set()
        for reading in each:
            if reading.on in seen:
                problems.append(f"there are two readings of {reading.on}; keep one of them @ {goal_id}")
            seen.add(reading.on)
            rows.append(_row(goal_id, reading))
    if problems:
        raise DocumentError(None, tuple(problems))
    heads = [name for name in _COLUMNS if name in _ALWAYS or any(name in row for row in rows)]
    return _text([heads, *([row.get(head, "") for head in heads] for row in rows)])


_ALWAYS: Final = ("goal", "date", "value", "unit")


def _row(goal_id: str, reading: Measurement) -> dict[str, str]:
    row = {"goal": goal_id, "date": reading.on.isoformat(), **_amount("value", "unit", reading.value)}
    if reading.estimated:
        row["estimated"] = "yes"
    if reading.note is not None:
        row["note"] = reading.note
    if reading.source is not None:
        row["source"] = reading.source
    if reading.numerator is not None and reading.denominator is not None:
        row |= _amount("numerator", "numerator_unit", reading.numerator)
        row |= _amount("denominator", "denominator_unit", reading.denominator)
    return row


def _amount(number: str, unit: str, quantity: Quantity) -> dict[str, str]:
    if quantity.unit == Unit.number():
        return {number: format(quantity.magnitude, "f")}  # it is read in the unit of its goal
    symbol = str(quantity.unit)
    try:
        is_plain = _unit(symbol) == quantity.unit
    except (InvalidValueError, _Refused):
        is_plain = False
    return {number: format(quantity.magnitude, "f"), unit: symbol if is_plain else unit_to_text(quantity.unit)}


def _text(rows: Iterable[Iterable[str]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows([written_cell(each) for each in row] for row in rows)
    return target.getvalue()


def write_portfolio(portfolio: Portfolio) -> str:
    r"""Write the goals of a portfolio as flat rows that `read_portfolio()` reads back; what else it holds is left out.

    Example:
        >>> from smartgoals.model import Goal, Portfolio
        >>> write_portfolio(Portfolio([Goal("Cut returns", id="returns", tags=["shop"])]))
        'id,statement,tags\r\nreturns,Cut returns,shop\r\n'
    """
    heads, rows = rows_of(items_of(portfolio).get("goals", []))
    return _text([heads or ["statement"], *([row.get(head, "") for head in heads] for row in rows)])


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = False
) -> Portfolio:
    r"""Read goals from flat rows.

    A semicolon or a tab parts the columns as well as a comma does; numbers may then have a decimal comma.

    Args:
        text: The content of the file.
        path: Where it comes from, for the error.
        context: With it, what a goal leaves unsaid is read from its statement.
        strict: Refuse names that name nothing; objectives are not in the file.

    Raises:
        DocumentError: Names everything that is wrong, each with its line.

    Example:
        >>> portfolio = read_portfolio("mål;enhet;mått;målvärde;slut\nMinska returerna;percent;returgrad;6,5;2026-12\n")
        >>> print(portfolio.goals[0].target, portfolio.goals[0].horizon)
        6.5 % until 2026-12-31
    """
    return portfolio_from_data(source(text, path=path), context=context, strict=strict)


def source(text: str, *, path: str | None = None) -> Source:
    """The document that rows of goals make, with the place of each cell.

    Raises:
        DocumentError: It has no rows, or its quotes are not in order.
    """
    refuse_length(text, path)
    text = text.removeprefix("\ufeff")
    mark = _mark(text)
    rows: list[tuple[Spot, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    try:
        for row in reader:
            if any(each.strip() for each in row):
                rows.append((Spot(line, 0, ""), row if mark == "," else [_pointed(each) for each in row]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(path, (f"{_disorder(error)} @ line {line}",)) from None
    if not rows:
        raise DocumentError(path, ("there is no column 'statement'; head one so @ line 1",))
    return portfolio_source({"goals": rows}, path=path)


def _disorder(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell has more than {csv.field_size_limit()} characters; shorten it, or close a quote that is open"
    return f"the quotes are not in order: {error}"


def _mark(text: str) -> str:
    """What parts the columns, by the first line that says something."""
    return max(";\t,", key=_first_line(text).count)


def _first_line(text: str) -> str:
    return next((line for line in io.StringIO(text) if line.strip()), "")


def holds_measurements(text: str) -> bool:
    r"""Whether the columns are those of measurements, rather than of goals.

    Example:
        >>> holds_measurements("mål;datum;värde\n"), holds_measurements("goal;deadline\n")
        (True, False)
    """
    text = text.removeprefix("\ufeff")
    headings = [" ".join(each.strip(' "').casefold().split()) for each in _first_line(text).split(_mark(text))]
    return {"date", "value"} <= {_KNOWN[each] for each in headings if each in _KNOWN}


_COMMA: Final = re.compile(r"\s*([-+\u2212]?\d+),(\d+)\s*", re.ASCII)


def _pointed(text: str) -> str:
    """A number with a decimal comma as one with a point."""
    found = _COMMA.fullmatch(text)
    return f"{found[1].replace(chr(0x2212), '-')}.{found[2]}" if found is not None else text
