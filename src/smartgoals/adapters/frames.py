"""Measurements from data frames, and results as data frames: pandas, polars, pyarrow, and whatever else narwhals knows.

A frame has a row for each reading, with columns as told in `smartgoals.wire.tables`: `goal`, `on` (or `date`) and
`value`; where wanted `unit`, `estimated`, `source`, `note`. A column for each goal is made into such rows by the
frame's own `melt()` or `unpivot()`. Needs the extra `frames`, and the library whose frames are meant.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import DocumentError, InvalidValueError, MissingExtraError
from smartgoals.wire import measurements_from_data, measurements_to_data
from smartgoals.wire.measurements import unit_of
from smartgoals.wire.rows import rows_of
from smartgoals.wire.source import Spot
from smartgoals.wire.tables import measurement_items, measurements_source, reading_column

if TYPE_CHECKING:
    from smartgoals.model import Portfolio, Series
    from smartgoals.reviewing import GoalReview, Review

__all__ = ["read_measurements", "write_measurements", "write_review"]

_NEEDED: Final = ("goal", "on", "value")


def read_measurements(frame: Any, *, goal: str | None = None, portfolio: Portfolio | None = None) -> dict[str, Series]:
    """The measurements that a data frame holds, by the id of the goal.

    The day of a reading is a date, a moment (its day counts), a period, or a text such as `2026-06`, which stands for
    its last day. A value without a unit takes the goal's, when the portfolio is given. What is null in a column that
    need not be there is not said.

    Args:
        frame: The frame: eager or lazy, of any library that narwhals knows. An index is no column; see
            `reset_index()`.
        goal: The id of the goal that all rows are about, for a frame without a column of goals.
        portfolio: With it, goals must be in it, and values without a unit take the goal's. Read it with a context, so
            that goals have the units of their statements.

    Raises:
        DocumentError: Names everything that is wrong, each with its row; the first is row 0, as frames count.
        InvalidValueError: It is no data frame.
        MissingExtraError: narwhals is not installed.

    Example:
        >>> import polars
        >>> frame = polars.DataFrame({"date": ["2026-05", "2026-06"], "value": [8.7, 8.5], "unit": ["percent"] * 2})
        >>> print(read_measurements(frame, goal="returns")["returns"].last)
        2026-06-30: 8.5 %
    """
    narwhals = _narwhals()
    try:
        found = narwhals.from_native(frame)
    except TypeError:
        raise InvalidValueError(
            "read_measurements", "frame", type(frame).__name__, "is no data frame",
            "give one of pandas, polars or pyarrow, or use Series.of() for plain numbers",
        ) from None  # fmt: skip
    if isinstance(found, narwhals.LazyFrame):
        found = found.collect()
    heads: list[str] = [str(name) for name in found.columns]
    held = {reading_column(head) for head in heads} | ({"goal"} if goal is not None else set())
    missing = [name for name in _NEEDED if name not in held]
    if missing:
        held_as = ", ".join(heads) or "none"
        raise DocumentError(None, tuple(
            f"there is no column {name!r}; name one so, or reset the index (columns: {held_as}) @ the frame"
            for name in missing
        ))  # fmt: skip
    columns = [_plain(found.get_column(name)) for name in found.columns]
    rows: Iterator[tuple[Spot, Sequence[Any]]] = (
        (_Row(number), row) for number, row in enumerate(zip(*columns, strict=True))
    )
    if goal is not None:
        heads, rows = [*heads, "goal"], ((place, (*row, goal)) for place, row in rows)
    problems, lines = _complete(heads, rows)
    problems += _without_unit(heads, lines, portfolio)
    source = measurements_source([(_Row(-1), heads), *lines])
    source = attrs.evolve(source, problems=(*problems, *source.problems))
    return measurements_from_data(source, portfolio=portfolio)


class _Row(Spot):
    """A row of a frame, counted from 0 as frames do; -1 stands for the names of its columns."""

    def __str__(self) -> str:
        return "the frame" if self.line < 0 else f"row {self.line}"


def _complete(
    heads: Sequence[str], rows: Iterator[tuple[Spot, Sequence[Any]]]
) -> tuple[list[tuple[str | Spot, str]], list[tuple[Spot, Sequence[Any]]]]:
    """The rows that have all they need, and what is missing in the others."""
    needed = [(name, place) for place, name in enumerate(map(reading_column, heads)) if name in _NEEDED]
    problems: list[tuple[str | Spot, str]] = []
    kept: list[tuple[Spot, Sequence[Any]]] = []
    for where, row in rows:
        empty = [name for name, place in needed if row[place] is None or row[place] == ""]
        if empty:
            problems.append((where, f"{' and '.join(empty)} is null; fill it in, or drop the row"))
        else:
            kept.append((where, row))
    return problems, kept


def _without_unit(
    heads: Sequence[str], rows: Iterable[tuple[Spot, Sequence[Any]]], portfolio: Portfolio | None
) -> list[tuple[str | Spot, str]]:
    """Where neither the row nor its goal says a unit, once for each goal: 24 could be percent, or twenty-four times."""
    places = {reading_column(head): place for place, head in enumerate(heads)}
    goals, units = places["goal"], places.get("unit")
    bare: dict[str, Spot] = {}
    for where, row in rows:
        if units is None or row[units] is None:
            bare.setdefault(row[goals], where)
    return [
        (where, f"the value has no unit, and neither has the goal {name!r}; add a column 'unit', or give the goal one")
        for name, where in bare.items()
        if portfolio is not None and name in portfolio and unit_of(portfolio[name]) is None
    ]


def _narwhals() -> Any:
    try:
        import narwhals
    except ImportError:
        raise MissingExtraError("frames") from None
    return narwhals


def _plain(column: Any) -> list[Any]:
    """The values of a column as Python has them; None for null and NaN."""
    nulls = column.is_null().to_list()
    return [None if null else _value(value) for value, null in zip(column.to_list(), nulls, strict=True)]


def _value(value: Any) -> Any:
    """One value: a number of NumPy as Python's own, a moment as its day, a period as its last day."""
    value = value.item() if hasattr(value, "item") else value
    value = getattr(value, "end_time", value)
    if isinstance(value, dt.datetime):
        return value.date()
    return None if isinstance(value, float) and math.isnan(value) else value


def write_measurements(series: Mapping[str, Series], *, backend: str) -> Any:
    """Measurements as a data frame with a row for each reading; numbers are floats, to reckon with.

    Args:
        series: The readings of each goal, by its id; a goal without readings has no row.
        backend: Whose frame it is to be: `pandas`, `polars` or `pyarrow`.

    Raises:
        InvalidValueError: There is no such library here.
        MissingExtraError: narwhals is not installed.

    Example:
        >>> from smartgoals.model import Series, Unit
        >>> frame = write_measurements({"returns": Series.of({"2026-06-30": 8.5}, Unit.percent())}, backend="polars")
        >>> frame.columns, frame.rows()
        (['goal', 'unit', 'on', 'value'], [('returns', 'percent', datetime.date(2026, 6, 30), 8.5)])
    """
    items = [item for item in measurement_items(measurements_to_data(series)) if "on" in item]
    heads, rows = rows_of(items)
    heads = heads or ["goal", "on", "value"]
    frame = {head: [_cell(head, row.get(head)) for row in rows] for head in heads}
    return _frame(frame, backend)


def _cell(head: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if head == "on" else _float(value)


def _float(value: Any) -> Any:
    """A number as a float, so that a column holds one kind."""
    return float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def write_review(review: Review, *, backend: str) -> Any:
    """Where every goal stands in a review, as a data frame with a row for each goal, in the order of the review.

    Columns: `goal` (its id, else its statement), `title`, `owner`, `area`, `status`, `fraction` and `expected` (shares
    of the way, not clamped), `value`, `baseline`, `target` (in `unit`, that of the latest value or the target),
    `value_on`, `end`, `chance` in [0, 1], `points` of attention, and `findings`, how many the rules made.

    Args:
        review: The review.
        backend: Whose frame it is to be: `pandas`, `polars` or `pyarrow`.

    Raises:
        InvalidValueError: There is no such library here.
        MissingExtraError: narwhals is not installed.
    """
    rows = [_reviewed(entry) for entry in review.goals]
    return _frame({name: [row[name] for row in rows] for name in _REVIEWED}, backend)


_REVIEWED: Final = (
    "goal", "title", "owner", "area", "status", "fraction", "expected", "value", "baseline", "target", "unit",
    "value_on", "end", "chance", "points", "findings",
)  # fmt: skip


def _reviewed(entry: GoalReview) -> dict[str, Any]:
    quantities = {name: getattr(entry, name) for name in ("value", "baseline", "target")}
    unit = next((each.unit for each in quantities.values() if each is not None), None)
    numbers = {
        name: None if quantity is None or unit is None else float(quantity.to(unit).magnitude)
        for name, quantity in quantities.items()
    }
    same = {
        name: _float(getattr(entry, name)) for name in _REVIEWED if name not in {"goal", "unit", "findings", *numbers}
    }
    told = None if unit is None else str(unit)
    return {**same, **numbers, "goal": entry.key, "unit": told, "findings": len(entry.findings)}


def _frame(columns: Mapping[str, list[Any]], backend: str) -> Any:
    narwhals = _narwhals()
    try:
        return narwhals.from_dict(columns, backend=backend).to_native()
    except (ImportError, ValueError):
        raise InvalidValueError(
            "frames", "backend", backend, "is no library of data frames here", "install pandas, polars or pyarrow"
        ) from None
