"""Portfolios from plain data: the document `smartgoals/portfolio/1`, strict and kind.

All that is wrong is told at once, each problem with its path and, for a slip of the pen, the word that may have been
meant. How a portfolio is written is told in the documentation; in short: quantities are numbers in the metric's unit or
tables with `value` and `unit`, periods and dates are texts (TOML's own dates are as good), a cadence is `"month"` or a
table, a target is a table that says by its keys what kind it is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from smartgoals import model
from smartgoals.catalogue.entry import PHYSICAL
from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.model import (
    Acceptance,
    Activity,
    Area,
    Band,
    Baseline,
    Cadence,
    Change,
    Context,
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
    Portfolio,
    Quantity,
    Role,
    Target,
    Unit,
)
from smartgoals.model.field import nearest
from smartgoals.model.unit import exact_decimal
from smartgoals.statement import parse
from smartgoals.wire.problems import told

if TYPE_CHECKING:
    import cattrs

__all__ = ["PORTFOLIO_SCHEMA", "portfolio_from_data"]

PORTFOLIO_SCHEMA: Final = "smartgoals/portfolio/1"
_READ: Final = ("metric", "baseline", "target", "horizon", "means")
_TARGETS: Final[Mapping[str, tuple[type[Target], Mapping[str, str]]]] = {
    "level": (Level, {"level": "quantity"}),
    "change": (Change, {"change": "by"}),
    "multiple": (Multiple, {"multiple": "factor"}),
    "low": (Band, {}),
    "high": (Band, {}),
    "milestones": (Milestones, {"milestones": "steps"}),
    "habit": (Habit, {"habit": "quantity"}),
}
"""The key that tells the kind of a target, and how its keys are called in the model."""
_AS_WRITTEN: Final[Mapping[tuple[str, str], str]] = {
    ("baseline", "quantity"): "value", ("target", "quantity"): "level", ("target", "by"): "change",
    ("target", "factor"): "multiple", ("target", "steps"): "milestones",
}  # fmt: skip
"""How the document calls a field of the model, by what holds it."""
_FROM_TEXT: Final[Mapping[type, str]] = {
    Area: "name",
    Role: "name",
    Activity: "name",
    Milestone: "name",
    Acceptance: "by",
}


def portfolio_from_data(
    data: Mapping[str, Any], *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Build a portfolio from plain data, as a TOML or JSON file holds it.

    Args:
        data: The document.
        path: Where it comes from, for the error.
        context: With it, what a goal leaves unsaid is read from its statement: metric, baseline, target, horizon and
            means. Its calendar is that of fiscal periods.
        strict: Refuse names that name nothing; otherwise `Portfolio.loose_ends` tells them.

    Raises:
        DocumentError: Names everything that is wrong; when strict, names that name nothing included.

    Example:
        >>> portfolio_from_data({"goals": [{"id": "returns", "statement": "Cut returns"}], "weights": {"returns": 2}})
        Portfolio((Goal('Cut returns', id='returns'),), weights={'returns': '2'})
    """
    import cattrs

    document = dict(data)
    schema, weights = document.pop("schema", PORTFOLIO_SCHEMA), document.pop("weights", {})
    problems = (
        [] if schema == PORTFOLIO_SCHEMA else [f"{schema!r} is not read here; write {PORTFOLIO_SCHEMA!r} @ schema"]
    )
    portfolio = None
    try:
        portfolio = _converter(context.calendar if context is not None else FiscalCalendar()).structure(
            document, Portfolio
        )
    except cattrs.BaseValidationError as error:
        problems += told(error, _AS_WRITTEN)
    else:
        problems += [str(end) for end in portfolio.loose_ends] if strict else []
        try:
            portfolio = attrs.evolve(portfolio, weights=weights)
        except InvalidValueError as error:
            problems.append(f"{error} @ weights")
    if problems or portfolio is None:
        raise DocumentError(path, tuple(problems))
    if context is None:
        return portfolio
    goals = (goal.completed(parse(goal.statement, context=context).goal, _READ) for goal in portfolio)
    return attrs.evolve(portfolio, goals=tuple(goals))


@cache
def _converter(calendar: FiscalCalendar) -> cattrs.Converter:
    """The converter of documents whose fiscal periods are of a calendar."""
    import cattrs

    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _structured(kind, converter))

    def leaf(kind: Any, read: Callable[[Any], object]) -> None:
        converter.register_structure_hook(kind, lambda value, _: read(value))

    leaf(str, _text)
    leaf(int, _whole)
    leaf(Decimal, exact_decimal)
    leaf(dt.date, _date)
    leaf(Unit, _unit)
    leaf(Quantity, _quantity)
    leaf(Cadence, _cadence)
    leaf(Period, lambda value: Period(_text(value), calendar))
    converter.register_structure_hook_func(lambda kind: kind is Target, lambda value, _: _target(value, converter))
    for kind in (getattr(model, name) for name in model.__all__):
        if issubclass(kind, Enum):  # each by itself, for they are texts too
            converter.register_structure_hook(kind, _member)
    converter.register_structure_hook_func(_is_collection, lambda value, kind: _several(value, kind, converter))
    return converter


def _is_collection(kind: Any) -> bool:
    return typing.get_origin(kind) in {tuple, frozenset}


def _structured(kind: type, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    from cattrs.gen import make_dict_structure_fn

    build: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )
    prepare = _PREPARED.get(kind, _table)
    text_field = _FROM_TEXT.get(kind)

    def hook(value: Any, _: Any) -> Any:
        if text_field is not None and isinstance(value, str):
            value = {text_field: value}
        return build(prepare(value), kind)

    return hook


def _refuse(value: object, what: str) -> NoReturn:
    msg = f"{value!r} is {what}"
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


def _date(value: object) -> dt.date:
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            _refuse(value, "no date; write it as 2026-06-30")
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        _refuse(value, "no date; write it as 2026-06-30")
    return value


def _unit(value: object) -> Unit:
    return Unit.parse(_text(value), physical=value in PHYSICAL)


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Mapping):
        extra = sorted(value.keys() - {"value", "unit"})
        if extra or "value" not in value:
            _refuse(dict(value), "no amount; give value and unit, and nothing else")
        return Quantity(value["value"], _unit(value.get("unit", "1")))
    return Quantity(value)


def _cadence(value: Any) -> Cadence:
    return Cadence(**value) if isinstance(value, Mapping) and value.keys() <= {"every", "interval"} else Cadence(value)


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
    kinds = [key for key in _TARGETS if key in table]
    if not kinds:
        near = next((near for key in table if (near := nearest(key, _TARGETS))), None)
        remedy = f"did you mean {near!r}" if near else f"use one of {', '.join(_TARGETS)}"
        msg = f"it does not say what kind of target it is; {remedy}"
        raise ValueError(msg)
    kind, names = _TARGETS[kinds[0]]
    found: Target = converter.structure({names.get(key, key): each for key, each in table.items()}, kind)
    return found


def _measured(value: Any) -> Mapping[str, Any]:
    """A goal or an objective whose amounts are in its metric's unit where they name none."""
    table = dict(_table(value))
    metric = table.get("metric")
    if isinstance(metric, str):
        metric = table["metric"] = {"name": metric}
    unit = metric.get("unit") if isinstance(metric, Mapping) else None
    if isinstance(table.get("baseline"), int | float | Decimal):
        table["baseline"] = {"value": table["baseline"]}
    if isinstance(table.get("baseline"), Mapping) and unit is not None:
        table["baseline"] = {"unit": unit, **table["baseline"]} if "value" in table["baseline"] else table["baseline"]
    if isinstance(table.get("target"), int | float | Decimal):
        table["target"] = {"level": table["target"]}
    if isinstance(table.get("target"), Mapping):
        target = dict(table["target"])
        given = target.pop("unit", unit)
        for key in ("level", "change", "low", "high", "habit", "commit", "stretch"):
            amount = target.get(key)
            if isinstance(amount, int | float | Decimal) and not isinstance(amount, bool) and given is not None:
                target[key] = {"value": amount, "unit": given}
        table["target"] = target
    return table


def _baseline(value: Any) -> Mapping[str, Any]:
    if value == "unknown":
        return {}
    table = dict(_table(value))
    if "value" in table:
        amount = {"value": table.pop("value")}
        table["quantity"] = {**amount, "unit": table.pop("unit")} if "unit" in table else amount
    return table


def _metric(value: Any) -> Mapping[str, Any]:
    table = dict(_table(value))
    bounds = table.get("bounds")
    if isinstance(bounds, list) and len(bounds) == 2:
        unit = {"unit": table["unit"]} if "unit" in table else {}
        table["bounds"] = {
            name: {"value": bound, **unit} for name, bound in zip(("low", "high"), bounds, strict=True) if bound != ""
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
