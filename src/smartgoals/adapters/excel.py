"""Documents as Excel workbooks: a sheet for each kind of thing, and one of measurements.

The first row heads the columns, as told in `smartgoals.wire.rows`. A formula is refused, wherever it leads; a workbook
that would unpack to more than it should is not opened. Needs the extra `excel`.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from smartgoals.errors import DocumentError, MissingExtraError
from smartgoals.model.field import nearest
from smartgoals.wire import measurements_from_data, measurements_to_data, portfolio_from_data
from smartgoals.wire.limits import brief
from smartgoals.wire.rows import cell, rows_of
from smartgoals.wire.source import Source, Spot
from smartgoals.wire.tables import (
    TABLES,
    items_of,
    measurement_items,
    measurements_source,
    portfolio_source,
    reading_column,
)

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio, Series

__all__ = ["read_measurements", "read_portfolio", "write_measurements", "write_portfolio"]

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 1_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
_EXACT_DIGITS: Final = 15
_LONGEST: Final = 32_767


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("excel") from None
    return openpyxl


def _opened(data: bytes, path: str | None) -> Any:
    """The workbook, once it is known that it does no harm."""
    openpyxl = _openpyxl()
    problem = _danger(data)
    if problem is not None:
        raise DocumentError(path, (f"{problem} @ the document",))
    try:
        with _quietly():
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001 - openpyxl fails on broken files in many ways
        raise DocumentError(path, (f"this is no workbook: {brief(str(error))} @ the document",)) from None


@contextmanager
def _quietly() -> Iterator[None]:
    """Without what openpyxl warns of: parts of workbooks that it leaves out, none of which is read here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _danger(data: bytes) -> str | None:
    if len(data) > MOST_BYTES:
        return f"it has more than {MOST_BYTES // 1_000_000} MB; split it"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                return f"it has more than {MOST_PARTS} parts; save the sheets alone"
            left = MOST_UNPACKED
            for part in parts:
                with archive.open(part) as unpacked:
                    head = unpacked.read(min(left + 1, 4096))
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        return "it defines entities, which no workbook needs; save it anew"
                    left -= len(head)
                    while left >= 0 and (chunk := unpacked.read(min(left + 1, 1_000_000))):
                        left -= len(chunk)
                if left < 0:
                    return f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB; split it"
    except Exception as error:  # noqa: BLE001 - zipfile and its codecs fail on broken files in many ways
        return f"this is no workbook: {brief(str(error))}"
    return None


def _sheets(book: Any, path: str | None, *, wanted: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    problems: list[str] = []
    for sheet in book.worksheets:
        name = sheet.title.strip().casefold()
        if name in TABLES:
            found[name] = sheet
        else:
            near = nearest(name, TABLES)
            remedy = f"did you mean {near!r}" if near else f"the sheets are {', '.join(TABLES)}"
            problems.append(f"unknown sheet {brief(sheet.title)}; {remedy} @ {sheet.title}")
    if len(book.worksheets) == 1 and problems:  # whatever a lone sheet is called
        return {wanted[0]: book.worksheets[0]}
    if problems:
        raise DocumentError(path, tuple(problems))
    return {name: sheet for name, sheet in found.items() if name in wanted}


def _rows(sheet: Any, path: str | None) -> list[tuple[Spot, list[Any]]]:
    with _quietly():
        return list(_read(sheet, path))


def _read(sheet: Any, path: str | None) -> Iterator[tuple[Spot, list[Any]]]:
    problems: list[str] = []
    try:
        sheet.reset_dimensions()  # what the file says of its size; so a row is as wide as it is, and a gap costs little
        for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1), start=1):
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                most = f"{MOST_ROWS} rows" if number > MOST_ROWS else f"{MOST_COLUMNS} columns"
                problems.append(f"it has more than {most}; split it @ {sheet.title}")
                break
            values = [_formula(each.value) if each.data_type == "f" else each.value for each in row]
            while values and values[-1] is None:
                values.pop()
            if values:
                yield Spot(number, 0, sheet.title), values
    except Exception as error:  # noqa: BLE001 - openpyxl fails on broken sheets in many ways
        problems.append(f"the sheet cannot be read: {brief(str(error))} @ {sheet.title}")
    if problems:
        raise DocumentError(path, tuple(problems))


def _formula(value: object) -> str:
    """What a formula is shown as where it is refused; some are objects."""
    return value if isinstance(value, str) else str(getattr(value, "text", None) or "=…")


def _written(tables: Mapping[str, Sequence[Any]]) -> bytes:
    openpyxl = _openpyxl()
    sheets: dict[str, list[list[Any]]] = {}
    for name, items in tables.items():
        heads, rows = rows_of(items)
        sheets[name] = [list(heads), *([_checked(openpyxl, name, row.get(head)) for head in heads] for row in rows)]
    book = openpyxl.Workbook(write_only=True)
    for name, lines in sheets.items():  # a book that is begun must be finished
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for line in lines:
            sheet.append([_as_cell(openpyxl, sheet, value) for value in line])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _as_cell(openpyxl: Any, sheet: Any, value: Any) -> Any:
    """The value as a cell, in which a text stays a text."""
    if not isinstance(value, str):
        return value
    made = openpyxl.cell.WriteOnlyCell(sheet, value=value)
    made.data_type = "s"
    return made


def _checked(openpyxl: Any, table: str, value: Any) -> Any:
    """A value that a workbook can hold."""
    if value is None or isinstance(value, bool) or _is_kept(value):
        return value
    text = cell(value)
    problem = None
    if len(text) > _LONGEST:
        problem = "is longer than a cell can be; shorten it, or write another format"
    elif openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(text) or "\r" in text:
        problem = "has characters that a workbook cannot hold; take them away, or write another format"
    if problem is not None:
        raise DocumentError(None, (f"{brief(text)} {problem} @ {table}",))
    return text


def _is_kept(value: Any) -> bool:
    """Whether a spreadsheet keeps a number as it is."""
    return isinstance(value, int | float) and len(repr(value).strip("-").replace(".", "")) <= _EXACT_DIGITS


def read_portfolio(
    data: bytes, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio from the sheets portfolio, goals, objectives, areas, activities and weights.

    A lone sheet holds goals, whatever it is called.

    Args:
        data: The content of the file.
        path: Where it comes from, for the error.
        context: With it, what a goal leaves unsaid is read from its statement.
        strict: Refuse names that name nothing.

    Raises:
        DocumentError: Names everything that is wrong, each with its sheet and row.
        MissingExtraError: openpyxl is not installed.
    """
    return portfolio_from_data(source(data, path=path), context=context, strict=strict)


def source(data: bytes, *, path: str | None = None) -> Source:
    """The document that the sheets of a portfolio make, with the place of each cell.

    Raises:
        DocumentError: It is no workbook, has sheets of other names, or goes beyond the limits.
        MissingExtraError: openpyxl is not installed.
    """
    wanted = [name for name in TABLES if name != "measurements"]
    wanted.sort(key=lambda name: name != "goals")
    sheets = _sheets(_opened(data, path), path, wanted=wanted)
    return portfolio_source({name: _rows(sheet, path) for name, sheet in sheets.items()}, path=path)


def write_portfolio(portfolio: Portfolio, series: Mapping[str, Series] | None = None) -> bytes:
    """Write a portfolio, and measurements beside it where they are given; nothing is lost.

    Raises:
        DocumentError: A text is longer than a cell can be, or has characters that no workbook can hold.
        MissingExtraError: openpyxl is not installed.
    """
    tables: dict[str, Sequence[Any]] = dict(items_of(portfolio))
    if series is not None:
        tables["measurements"] = measurement_items(measurements_to_data(series))
    return _written(tables)


def read_measurements(data: bytes, *, path: str | None = None, portfolio: Portfolio | None = None) -> dict[str, Series]:
    """Read measurements from the sheet of that name, or from a lone sheet.

    Raises:
        DocumentError: Names everything that is wrong, each with its row.
        MissingExtraError: openpyxl is not installed.
    """
    return measurements_from_data(measurements(data, path=path), portfolio=portfolio)


def measurements(data: bytes, *, path: str | None = None) -> Source:
    """The document that the sheet of measurements makes, or a lone sheet, with the place of each cell.

    Raises:
        DocumentError: It is no workbook, or goes beyond the limits.
        MissingExtraError: openpyxl is not installed.
    """
    sheets = _sheets(_opened(data, path), path, wanted=["measurements"])
    rows = _rows(sheets["measurements"], path) if "measurements" in sheets else []
    return measurements_source(rows, path=path)


def holds(data: bytes, *, path: str | None = None) -> frozenset[str]:
    """What a workbook holds: `portfolio`, `measurements`, or both.

    Raises:
        DocumentError: It is no workbook.
        MissingExtraError: openpyxl is not installed.
    """
    sheets = _opened(data, path).worksheets
    names = {sheet.title.strip().casefold() for sheet in sheets}
    if len(sheets) == 1 and not names & TABLES.keys():  # whatever a lone sheet is called, its heads tell
        heads = {reading_column(str(each.value)) for row in sheets[0].iter_rows(max_row=1) for each in row}
        return frozenset({"measurements" if {"goal", "on", "value"} <= heads else "portfolio"})
    found = {"measurements"} & names
    return frozenset(found | ({"portfolio"} if names != {"measurements"} else set()))


def write_measurements(series: Mapping[str, Series]) -> bytes:
    """Write measurements; nothing is lost.

    Raises:
        DocumentError: A text cannot stand in a cell.
        MissingExtraError: openpyxl is not installed.
    """
    return _written({"measurements": measurement_items(measurements_to_data(series))})
