"""Measurements as plain data, and back: the document `smartgoals/measurements/1`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import FiscalCalendar, Goal, Measurement, Portfolio, Series, Unit
from smartgoals.model.field import nearest
from smartgoals.wire.conversion import converter, is_amount
from smartgoals.wire.problems import problems_of
from smartgoals.wire.source import Source

__all__ = [
    "MEASUREMENTS_SCHEMA",
    "Followed",
    "Following",
    "Readings",
    "measurements_from_data",
    "measurements_to_data",
    "readings_from_data",
    "unit_of",
]

MEASUREMENTS_SCHEMA: Final = "smartgoals/measurements/1"


@attrs.frozen
class Followed:
    """The readings of one goal, as a document holds them.

    Attributes:
        goal: The id of the goal.
        name: What they are readings of.
        unit: The unit of the values that name none.
        measurements: The readings.
    """

    goal: str
    name: str | None = attrs.field(default=None, kw_only=True)
    unit: Unit | None = attrs.field(default=None, kw_only=True)
    measurements: tuple[Measurement, ...] = attrs.field(default=(), kw_only=True)


@attrs.frozen
class Following:
    """The readings of several goals.

    Attributes:
        series: The readings of each goal.
    """

    series: tuple[Followed, ...] = ()


def measurements_to_data(series: Mapping[str, Series]) -> dict[str, Any]:
    """Measurements as plain data that every format can hold; nothing is lost.

    A plain number names no unit, so that it is read in that of its goal where a portfolio is given.

    Args:
        series: The readings of each goal, by its id.

    Example:
        >>> data = measurements_to_data({"returns": Series.of({"2026-06-30": 8.5}, Unit.percent())})
        >>> data["series"]
        [{'goal': 'returns', 'unit': 'percent', 'measurements': [{'on': '2026-06-30', 'value': 8.5}]}]
    """
    write = converter(FiscalCalendar()).unstructure
    rows = []
    for goal_id, each in series.items():
        unit = each.measurements[0].value.unit if each.measurements else None
        named = unit if unit != Unit.number() else None
        row = write(Followed(goal_id, name=each.name, unit=named, measurements=each.measurements))
        for data, reading in zip(row.get("measurements", ()), each, strict=True):
            if reading.value.unit == unit:
                data["value"] = data["value"]["value"] if isinstance(data["value"], dict) else data["value"]
            elif not isinstance(data["value"], dict):  # pragma: no cover - a series has one unit, or physical ones
                data["value"] = {"value": data["value"], "unit": "1"}
        rows.append(row)
    return {"schema": MEASUREMENTS_SCHEMA, "series": rows}


@attrs.frozen
class Readings:
    """What a file of measurements holds.

    Attributes:
        series: The readings of each goal, by its id.
        problems: What could not be used, in the form `problem @ place`.
    """

    series: Mapping[str, Series]
    problems: tuple[str, ...] = ()


def measurements_from_data(
    data: Any, *, path: str | None = None, portfolio: Portfolio | None = None
) -> dict[str, Series]:
    """The measurements that plain data holds, by the id of the goal.

    Args:
        data: The document, or a `smartgoals.wire.source.Source`, which knows the lines.
        path: Where it comes from, for the error.
        portfolio: With it, goals must be in it, and values without a unit take the goal's.

    Raises:
        DocumentError: Names everything that is wrong.
    """
    return dict(readings_from_data(data, path=path, portfolio=portfolio).series)


def readings_from_data(
    data: Any, *, path: str | None = None, portfolio: Portfolio | None = None, strict: bool = True
) -> Readings:
    """The measurements that plain data holds, and what of it cannot be used.

    Args:
        data: The document, or a `smartgoals.wire.source.Source`, which knows the lines.
        path: Where it comes from, for the error.
        portfolio: With it, goals must be in it, and values without a unit take the goal's.
        strict: Refuse the document when anything in it cannot be used; otherwise leave out that reading, or that goal,
            and tell it in `problems`.

    Raises:
        DocumentError: Names everything that is wrong; also when not strict, where it concerns no single reading.

    Example:
        >>> rows = [{"on": "2026-06-30", "value": 8.5}, {"on": "soon", "value": 8}]
        >>> found = readings_from_data({"series": [{"goal": "returns", "measurements": rows}]}, strict=False)
        >>> print(found.series["returns"].last, found.problems)
        2026-06-30: 8.5 ("'soon' is no date; write it as 2026-06-30 @ series[0].measurements[1].on",)
    """
    import cattrs

    source = Source.of(data, path)
    document, problems = source.document(MEASUREMENTS_SCHEMA)
    structure, whole = converter(FiscalCalendar()).structure, _with_units(document, portfolio)
    found: dict[str, Series] = {}
    try:
        following = structure(whole, Following)
    except cattrs.BaseValidationError as error:
        slips = list(problems_of(error))
        problems += slips
        left = None if strict else _without(whole, slips)
        if left is None:
            source.refuse(problems)
        following = structure(left, Following)
    seen: set[str] = set()
    for place, row in enumerate(following.series):
        where = f"series[{place}]"
        doubts = list(_doubts(row.goal, seen, portfolio))
        seen.add(row.goal)
        problems += [(f"{where}.goal", problem) for problem in doubts]
        if doubts:
            continue
        try:
            readings = Series(row.measurements, name=row.name)
            _fitting(readings, None if portfolio is None else unit_of(portfolio[row.goal]))
        except InvalidValueError as error:
            problems.append((f"{where}.measurements", str(error)))
        else:
            found[row.goal] = readings
    if problems and strict:
        source.refuse(problems)
    return Readings(found, source.told(problems) if problems else ())


_READING: Final = re.compile(r"series\[(\d+)\]\.(?:measurements\[(\d+)\]|unit)")


def _without(document: dict[str, Any], slips: Iterable[tuple[str, str]]) -> dict[str, Any] | None:
    """The document without the readings that have slips; None where something else is wrong too.

    Of a goal whose unit is none, no reading can be used.
    """
    bad: set[tuple[int, int]] = set()
    without_unit: set[int] = set()
    for path, _ in slips:
        found = _READING.match(path)
        if found is None:
            return None
        if found[2] is None:
            without_unit.add(int(found[1]))
        else:
            bad.add((int(found[1]), int(found[2])))
    series: list[Any] = []
    for place, row in enumerate(document["series"]):
        if place in without_unit:
            series.append({"goal": row["goal"]})
        elif "measurements" in row:
            kept = [each for number, each in enumerate(row["measurements"]) if (place, number) not in bad]
            series.append({**row, "measurements": kept})
        else:
            series.append(row)
    return {**document, "series": series}


def _fitting(readings: Series, usual: Unit | None) -> None:
    """Refuse readings in a unit that is none of what their goal is measured in."""
    if usual is not None and readings.measurements:
        readings.measurements[0].value.to(usual)


def _doubts(goal_id: str, found: Container[str], portfolio: Portfolio | None) -> Iterator[str]:
    if goal_id in found:
        yield f"{goal_id!r} has readings above too; put them together"
    if portfolio is not None and goal_id not in portfolio:
        near = nearest(goal_id, (goal.id for goal in portfolio if goal.id is not None))
        yield f"{goal_id!r} is no goal here; {f'did you mean {near!r}' if near else 'add it, or take this away'}"


def _with_units(document: dict[str, Any], portfolio: Portfolio | None) -> dict[str, Any]:
    """The document with the unit of each series beside its bare values."""
    rows = document.get("series")
    if not isinstance(rows, list):
        return document
    return {**document, "series": [_with_unit(row, portfolio) for row in rows]}


def _with_unit(row: Any, portfolio: Portfolio | None) -> Any:
    if not isinstance(row, Mapping) or not isinstance(row.get("measurements"), list):
        return row
    unit = row.get("unit")
    goal_id = row.get("goal")
    if unit is None and portfolio is not None and isinstance(goal_id, str) and goal_id in portfolio:
        usual = unit_of(portfolio[goal_id])
        unit = converter(FiscalCalendar()).unstructure(usual) if usual is not None else None
    if unit is None:
        return row
    readings = [
        {**reading, "value": {"value": reading["value"], "unit": unit}}
        if isinstance(reading, Mapping) and is_amount(reading.get("value"))
        else reading
        for reading in row["measurements"]
    ]
    return {**row, "measurements": readings}


def unit_of(goal: Goal) -> Unit | None:
    """What the readings of a goal are in, where the goal tells.

    Example:
        >>> from smartgoals.model import Metric
        >>> print(unit_of(Goal("Cut returns", metric=Metric("return rate", Unit.percent()))))
        percent
    """
    level = goal.target.level(goal.baseline) if goal.target is not None else None
    start = goal.baseline.quantity if goal.baseline is not None else None
    units = (
        goal.metric.unit if goal.metric is not None else None,
        *(quantity.unit for quantity in (start, level) if quantity is not None),
    )
    return next((unit for unit in units if unit is not None), None)
