"""The one converter between values and plain data, strict and kind, which all documents share.

Reading: quantities are numbers in the metric's unit or tables with `value` and `unit`, periods and dates are texts
(TOML's own dates are as good), a cadence is `"month"` or a table, a target is a table that says by its keys what kind
it is. Writing gives the shortest of those forms that reads back to the same value; what is not said is left out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from smartgoals import model
from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Acceptance,
    Activity,
    Area,
    Band,
    Baseline,
    Bounds,
    Cadence,
    Change,
    FiscalCalendar,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Objective,
    Period,
    Quantity,
    Role,
    Target,
    Unit,
)
from smartgoals.model.field import is_unsaid, nearest
from smartgoals.model.unit import exact_decimal
from smartgoals.wire.amounts import read_unit
from smartgoals.wire.limits import brief
from smartgoals.wire.results import number

if TYPE_CHECKING:
    import cattrs

__all__ = [
    "AMOUNTS",
    "FROM_TEXT",
    "TARGETS",
    "converter",
    "is_amount",
    "unit_from_data",
    "unit_from_text",
    "unit_to_text",
    "written",
]

TARGETS: Final[Mapping[str, tuple[type[Target], Mapping[str, str]]]] = {
    "level": (Level, {"level": "quantity"}),
    "change": (Change, {"change": "by"}),
    "multiple": (Multiple, {"multiple": "factor"}),
    "low": (Band, {}),
    "high": (Band, {}),
    "milestones": (Milestones, {"milestones": "steps"}),
    "habit": (Habit, {"habit": "quantity"}),
}
"""The key that tells the kind of a target, and how its keys are called in the model."""
AMOUNTS: Final = ("level", "change", "low", "high", "habit", "commit", "stretch")
"""The keys of a target whose amounts are in its unit, or in the metric's, where they name none."""
FROM_TEXT: Final[Mapping[type, str]] = {
    Area: "name",
    Role: "name",
    Activity: "name",
    Milestone: "name",
    Acceptance: "by",
}
"""What a lone text stands for."""
_WRITTEN: Final[Mapping[type, Mapping[str, str]]] = {
    **{kind: {name: key for key, name in names.items()} for kind, names in TARGETS.values()},
    Baseline: {"quantity": "value"},
}
_NUMBER: Final = Unit.number()
_LONGEST_NUMBER: Final = 1100


def written(kind: type, name: str) -> str:
    """How a document calls a field of the model.

    Example:
        >>> written(Change, "by"), written(Goal, "owner")
        ('change', 'owner')
    """
    return _WRITTEN.get(kind, {}).get(name, name)


@cache
def converter(calendar: FiscalCalendar) -> cattrs.Converter:
    """The converter of documents whose fiscal periods are of a calendar."""
    import cattrs

    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _structured(kind, converter))

    def leaf(kind: Any, read: Callable[[Any], object]) -> None:
        converter.register_structure_hook(kind, lambda value, _: read(value))

    leaf(str, _text)
    leaf(int, _whole)
    leaf(bool, _truth)
    leaf(Decimal, _decimal)
    leaf(dt.date, _date)
    leaf(Unit, unit_from_data)
    leaf(Quantity, _quantity)
    leaf(Cadence, _cadence)
    leaf(Period, lambda value: _period(value, calendar))
    converter.register_structure_hook_func(lambda kind: kind is Target, lambda value, _: _target(value, converter))
    for kind in (getattr(model, name) for name in model.__all__):
        if issubclass(kind, Enum):  # each by itself, for they are texts too
            converter.register_structure_hook(kind, _member)
            converter.register_unstructure_hook(kind, lambda member: member.value)
    converter.register_structure_hook_func(_is_collection, lambda value, kind: _several(value, kind, converter))
    _register_writing(converter)
    return converter


def _is_collection(kind: Any) -> bool:
    return typing.get_origin(kind) in {tuple, frozenset}


def _structured(kind: type, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    from cattrs.gen import make_dict_structure_fn

    build: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )
    prepare = _PREPARED.get(kind, _table)
    text_field = FROM_TEXT.get(kind)

    def hook(value: Any, _: Any) -> Any:
        if text_field is not None and isinstance(value, str):
            value = {text_field: value}
        return build(prepare(value), kind)

    return hook


def _refuse(value: object, what: str) -> NoReturn:
    msg = f"{brief(value)} is {what}"
    raise ValueError(msg)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        _refuse(value, "no table; give its fields by name")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        _refuse(value, "no text; put it in quotes")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse(value, "no whole number")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        _refuse(value, "neither true nor false")
    return value


def _date(value: object) -> dt.date:
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            _refuse(value, "no date; write it as 2026-06-30")
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        _refuse(value, "no date; write it as 2026-06-30")
    return value


def _decimal(value: object) -> Decimal:
    if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
        _refuse(value, f"no number; it has more than {_LONGEST_NUMBER} characters")
    return exact_decimal(value)


def unit_from_data(value: object) -> Unit:
    """The unit that a document says: by its name, in any of the languages, or as a table.

    Raises:
        ValueError: It is none.
    """
    if isinstance(value, Mapping):
        match dict(value):
            case {"numerator": over, "denominator": under, **rest} if not rest:
                return Unit.ratio(unit_from_data(over), unit_from_data(under))
            case {"symbol": str(symbol), "kind": str(kind), **rest} if not rest:
                return Unit(symbol, kind)
        _refuse(dict(value), "no unit; give symbol and kind, or numerator and denominator")
    return read_unit(_text(value))


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Mapping):
        if "value" not in value or value.keys() - {"value", "unit"}:
            _refuse(dict(value), "no amount; give value and unit, and nothing else")
        return Quantity(_decimal(value["value"]), unit_from_data(value.get("unit", "1")))
    return Quantity(_decimal(value))


def _cadence(value: Any) -> Cadence:
    if not isinstance(value, Mapping):
        return Cadence(value)
    if "every" not in value or value.keys() - {"every", "interval"}:
        _refuse(dict(value), "no cadence; give every and interval, and nothing else")
    return Cadence(**value)


def _period(value: Any, calendar: FiscalCalendar) -> Period:
    if isinstance(value, Mapping):
        match dict(value):
            case {"period": str(text), "first_month": first, "named_by": by, **rest} if not rest:
                return Period(text, FiscalCalendar(first, by))
        _refuse(dict(value), "no period; give period, first_month and named_by, or a text such as '2026-Q3'")
    is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return Period(value.isoformat() if is_day else _text(value), calendar)


def _member(value: object, kind: type[Enum]) -> Enum:
    names = [str(each.value) for each in kind]
    if value in names:
        return kind(value)
    near = nearest(value, names) if isinstance(value, str) else None
    remedy = f"did you mean {near!r}" if near else f"give one of {', '.join(names)}"
    _refuse(value, f"no {_noun(kind)}; {remedy}")


def _several(value: Any, kind: Any, converter: cattrs.Converter) -> Any:
    if not isinstance(value, list | tuple):
        _refuse(value, "no list; write it in brackets, even a single one")
    inner: Any = list[typing.get_args(kind)[0]]  # type: ignore[misc]  # known when it runs
    gather: Any = typing.get_origin(kind)
    return gather(converter.structure(list(value), inner))


def _noun(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).casefold()


def _target(value: Any, converter: cattrs.Converter) -> Target:
    table = _table(value)
    kinds = [key for key in TARGETS if key in table]
    if not kinds:
        near = next((near for key in table if (near := nearest(key, TARGETS))), None)
        remedy = f"did you mean {near!r}" if near else f"use one of {', '.join(TARGETS)}"
        msg = f"it does not say what kind of target it is; {remedy}"
        raise ValueError(msg)
    kind, names = TARGETS[kinds[0]]
    _refuse_own_names(table, names)
    found: Target = converter.structure({names.get(key, key): each for key, each in table.items()}, kind)
    return found


def _refuse_own_names(table: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """Refuse the model's name of a field that has one of its own in documents, or two keys would mean one field."""
    for key, name in names.items():
        if name != key and name in table:
            msg = f"unknown key {name!r}; did you mean {key!r}"
            raise ValueError(msg)


def is_amount(value: object) -> bool:
    """Whether a value may be a number that stands without its unit."""
    return isinstance(value, int | float | Decimal | str) and not isinstance(value, bool)


def _measured(value: Any) -> Mapping[str, Any]:
    """A goal or an objective whose amounts are in its metric's unit where they name none."""
    table = dict(_table(value))
    metric = table.get("metric")
    if isinstance(metric, str):
        metric = table["metric"] = {"name": metric}
    unit = metric.get("unit") if isinstance(metric, Mapping) else None
    if is_amount(table.get("baseline")) and table["baseline"] != "unknown":
        table["baseline"] = {"value": table["baseline"]}
    if isinstance(table.get("baseline"), Mapping) and unit is not None:
        table["baseline"] = {"unit": unit, **table["baseline"]} if "value" in table["baseline"] else table["baseline"]
    if is_amount(table.get("target")):
        table["target"] = {"level": table["target"]}
    if isinstance(table.get("target"), Mapping):
        target = dict(table["target"])
        given = target.pop("unit", unit)
        for key in AMOUNTS:
            if is_amount(target.get(key)) and given is not None:
                target[key] = {"value": target[key], "unit": given}
        table["target"] = target
    return table


def _baseline(value: Any) -> Mapping[str, Any]:
    if value == "unknown":
        return {}
    table = dict(_table(value))
    _refuse_own_names(table, {"value": "quantity"})
    if "value" in table:
        amount = {"value": table.pop("value")}
        table["quantity"] = {**amount, "unit": table.pop("unit")} if "unit" in table else amount
    return table


def _metric(value: Any) -> Mapping[str, Any]:
    table = dict(_table(value))
    bounds = table.get("bounds")
    if isinstance(bounds, list) and len(bounds) == 2:
        bounds = {name: bound for name, bound in zip(("low", "high"), bounds, strict=True) if bound != ""}
    if isinstance(bounds, Mapping):
        unit = {"unit": table["unit"]} if table.get("unit") is not None else {}
        table["bounds"] = {
            name: {"value": bound, **unit} if is_amount(bound) else bound for name, bound in bounds.items()
        }
    return table


def _horizon(value: Any) -> Mapping[str, Any]:
    """A horizon; a period stands for its first day at the start and its last at the end."""
    table = dict(_table(value))
    table.setdefault("start", None)
    for name, edge in (("start", "first"), ("end", "last")):
        if isinstance(table.get(name), str):
            with contextlib.suppress(InvalidValueError):  # what is no period is refused as no date
                table[name] = getattr(Period(table[name]), edge)
    return table


_PREPARED: Final[Mapping[type, Callable[[Any], Mapping[str, Any]]]] = {
    Goal: _measured, Objective: _measured, Baseline: _baseline, Metric: _metric, Horizon: _horizon,
}  # fmt: skip


# Writing.


def _register_writing(converter: cattrs.Converter) -> None:
    converter.register_unstructure_hook_factory(attrs.has, lambda kind: _plainer(kind, converter))
    converter.register_unstructure_hook(Decimal, number)
    converter.register_unstructure_hook(dt.date, lambda day: day.isoformat())
    converter.register_unstructure_hook(Unit, _plain_unit)
    converter.register_unstructure_hook(Quantity, _plain_amount)
    converter.register_unstructure_hook(Period, _plain_period)
    converter.register_unstructure_hook(Cadence, _plain_cadence)
    converter.register_unstructure_hook(tuple, lambda items: [converter.unstructure(item) for item in items])
    converter.register_unstructure_hook(frozenset, lambda items: sorted(converter.unstructure(item) for item in items))


def _plainer(kind: type, converter: cattrs.Converter) -> Callable[[Any], Any]:
    """What writes a value type: the fields that are said, in order; a lone name as a text."""
    names = {attribute: written(kind, attribute.name) for attribute in attrs.fields(kind)}
    text_field, finish = FROM_TEXT.get(kind), _FINISHED.get(kind)

    def write(value: Any) -> Any:
        data = {
            name: converter.unstructure(getattr(value, attribute.name))
            for attribute, name in names.items()
            if not is_unsaid(value, attribute)
        }
        if finish is not None:
            return finish(value, data)
        return data[text_field] if text_field is not None and data.keys() == {text_field} else data

    return write


def _plain_unit(unit: Unit) -> Any:
    """Its text, where that means the same unit when it is read, else a table."""
    with contextlib.suppress(InvalidValueError):
        if unit_from_data(unit.symbol) == unit:
            return unit.symbol
    if unit.numerator is not None and unit.denominator is not None:
        return {"numerator": _plain_unit(unit.numerator), "denominator": _plain_unit(unit.denominator)}
    return {"symbol": unit.symbol, "kind": unit.kind.value}


def unit_to_text(unit: Unit) -> str:
    """A unit in a single cell, as JSON, for where its name would mean another unit.

    Example:
        >>> unit_to_text(Unit.count("kg/day"))
        '{"symbol": "kg/day", "kind": "count"}'
    """
    return json.dumps(_whole_unit(unit), ensure_ascii=False)


def _whole_unit(unit: Unit) -> dict[str, Any]:
    if unit.numerator is not None and unit.denominator is not None:
        return {"numerator": _whole_unit(unit.numerator), "denominator": _whole_unit(unit.denominator)}
    return {"symbol": unit.symbol, "kind": unit.kind.value}


def unit_from_text(text: str) -> Unit:
    """The unit that such a cell holds.

    Raises:
        ValueError: It holds none.
    """
    try:
        return unit_from_data(json.loads(text))
    except RecursionError:
        _refuse(text, "no unit")


def _plain_amount(quantity: Quantity, usual: Unit = _NUMBER) -> Any:
    if quantity.unit == usual:
        return number(quantity.magnitude)
    return {"value": number(quantity.magnitude), "unit": _plain_unit(quantity.unit)}


def _plain_period(period: Period) -> Any:
    if not period.is_fiscal:
        return period.text
    return {
        "period": period.text,
        "first_month": period.calendar.first_month,
        "named_by": period.calendar.named_by,
    }


def _plain_cadence(cadence: Cadence) -> Any:
    return cadence.every if cadence.interval == 1 else {"every": cadence.every, "interval": cadence.interval}


def _plain_measured(item: Goal | Objective, data: dict[str, Any]) -> dict[str, Any]:
    """A goal or an objective; amounts in the unit of its metric need not name it."""
    usual = (item.metric.unit if item.metric is not None else None) or _NUMBER
    if isinstance(item, Goal) and item.baseline is not None and item.baseline.quantity is not None:
        amount = _plain_amount(item.baseline.quantity, usual)
        table = amount if isinstance(amount, dict) else {"value": amount}
        data["baseline"] = {**table, **{key: data["baseline"][key] for key in ("period",) if key in data["baseline"]}}
    if item.target is not None:
        for attribute in attrs.fields(type(item.target)):
            amount = getattr(item.target, attribute.name)
            if isinstance(amount, Quantity):
                data["target"][written(type(item.target), attribute.name)] = _plain_amount(amount, usual)
    return data


def _plain_baseline(_: Baseline, data: dict[str, Any]) -> Any:
    return data or "unknown"


def _plain_metric(metric: Metric, data: dict[str, Any]) -> dict[str, Any]:
    if metric.bounds is not None:
        data["bounds"] = _plain_bounds(metric.bounds, metric.unit or _NUMBER)
    return data


def _plain_bounds(bounds: Bounds, usual: Unit) -> dict[str, Any]:
    ends = (("low", bounds.low), ("high", bounds.high))
    return {name: _plain_amount(bound, usual) for name, bound in ends if bound is not None}


def _plain_horizon(_: Horizon, data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


_FINISHED: Final[Mapping[type, Callable[[Any, dict[str, Any]], Any]]] = {
    Goal: _plain_measured, Objective: _plain_measured, Baseline: _plain_baseline, Metric: _plain_metric,
    Horizon: _plain_horizon,
}  # fmt: skip
