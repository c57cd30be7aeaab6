"""JSON Schemas of results, which are written and not read; each beside what writes it is tested to be what it writes.

Every field stands in every document, so that a reader need not ask; what there is none of is null or empty.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

import attrs

from smartgoals.model import BranchKind, Criterion, Period, Quantity, Term
from smartgoals.reviewing import Review
from smartgoals.rules import Severity
from smartgoals.statement.statement import Slots
from smartgoals.wire.inspection import BASELINE_SCHEMA, CHECKS_SCHEMA
from smartgoals.wire.progress import PROGRESS_SCHEMA
from smartgoals.wire.results import CHECK_SCHEMA, STATEMENT_SCHEMA
from smartgoals.wire.reviews import OVERVIEW_SCHEMA, REVIEW_SCHEMA, SPEAKING, fields_of
from smartgoals.wire.rulebook import CONFIG_SCHEMA, RULES_SCHEMA
from smartgoals.wire.workshop import RESULT_SCHEMA, STEP_TYPES, WORKSHOP_SCHEMA

__all__ = ["SHAPES"]

Shape = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ANY: Final[Shape] = {}
_TEXT: Final[Shape] = {"type": "string"}
_INT: Final[Shape] = {"type": "integer"}
_NUMBER: Final[Shape] = {"type": "number"}
_EXACT: Final[Shape] = {"anyOf": [_NUMBER, {"type": "string"}]}
_TRUTH: Final[Shape] = {"type": "boolean"}
_DATE: Final[Shape] = {"type": "string", "format": "date"}


def _maybe(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


def _list(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def _one_of(values: Any) -> Shape:
    return {"enum": [each.value for each in values]}


def _table(optional: tuple[str, ...] = (), /, **fields: Shape) -> Shape:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _document(schema_id: str, definitions: Mapping[str, Shape] | None = None, **fields: Shape) -> Shape:
    return {
        "$schema": _DIALECT,
        "$id": f"urn:{schema_id.replace('/', ':')}",
        "title": schema_id,
        **_table(schema={"const": schema_id}, **fields),
        **({"$defs": dict(definitions)} if definitions else {}),
    }


_KEYS: Final = ("type", "properties", "required", "additionalProperties")
_SPAN: Final[Shape] = {"type": "array", "items": _INT, "minItems": 2, "maxItems": 2}
_NAMED: Final = _maybe(_NUMBER)
_VERDICT: Final[Shape] = {"enum": ["met", "partly", "not_met", "not_judged"]}


def _statement_fields() -> dict[str, Shape]:
    slots = _table(**{field.name: _ANY for field in attrs.fields(Slots)})
    place = _table(text=_TEXT, span=_SPAN)
    return {
        "text": _TEXT,
        "language": _TEXT,
        "span": _SPAN,
        "filed_under": _maybe(_one_of(Term)),
        "slots": slots,
        "parts": _list(_table(role=_TEXT, text=_TEXT, span=_SPAN)),
        "ambiguities": _list(_table(kind=_TEXT, text=_TEXT, span=_SPAN, readings=_list(_ANY))),
        "rest": _list(place),
        "also": _list(slots),
        "clauses": _list({"$ref": "#/$defs/Statement"}),
    }


def _statement() -> Shape:
    fields = _statement_fields()
    return _document(STATEMENT_SCHEMA, {"Statement": _table(**fields)}, **fields)


def _finding() -> Shape:
    return _table(
        code=_TEXT, criterion=_maybe(_one_of(Criterion)), severity=_one_of(Severity), message=_TEXT, why=_maybe(_TEXT),
        advice=_maybe(_TEXT), at=_maybe(_TEXT), span=_maybe(_SPAN), values={"type": "object"}, goals=_list(_TEXT),
    )  # fmt: skip


def _assessment() -> Shape:
    question = _table(code=_TEXT, at=_maybe(_TEXT), message=_TEXT)
    judged = _table(verdict=_VERDICT, score=_NAMED, findings=_list(_finding()), questions=_list(question))
    letter = _table(letter=_TEXT, name=_TEXT, criterion=_one_of(Criterion), verdict=_VERDICT, score=_NAMED)
    criteria = _table(**{criterion.value: judged for criterion in Criterion})
    return _table(("letters",), is_smart=_maybe(_TRUTH), criteria=criteria, letters=_list(letter))


def _check_fields() -> dict[str, Shape]:
    goal = _table(
        id=_maybe(_TEXT),
        line=_INT,
        column=_INT,
        cell=_maybe(_TEXT),
        statement={"$ref": "#/$defs/Statement"},
        assessment=_assessment(),
    )
    finding = _finding()
    waived = {
        **finding,
        "properties": {"line": _INT, **finding["properties"]},
        "required": ["line", *finding["required"]],
    }
    return {
        "source": _TEXT,
        "today": _DATE,
        "language": _TEXT,
        "fingerprint": _TEXT,
        "goals": _list(goal),
        "portfolio": _table(findings=_list(_finding())),
        "waivers": _table(findings=_list(waived)),
        "accepted": _INT,
    }


def _check() -> Shape:
    """The check of one text; what the library writes without an inspection has neither waivers nor accepted."""
    shape = _document(CHECK_SCHEMA, {"Statement": _table(**_statement_fields())}, **_check_fields())
    shape["required"] = [name for name in shape["required"] if name not in {"waivers", "accepted"}]
    return shape


def _checks() -> Shape:
    check = _check()
    definitions = {**check["$defs"], "Check": {key: check[key] for key in _KEYS}}
    return _document(CHECKS_SCHEMA, definitions, checks=_list({"$ref": "#/$defs/Check"}))


def _baseline() -> Shape:
    known = _table(code=_TEXT, at=_maybe(_TEXT), goals=_list(_TEXT), count={"type": "integer", "minimum": 1})
    return _document(BASELINE_SCHEMA, files={"type": "object", "additionalProperties": _list(known)})


def _progress() -> Shape:
    quantity = _maybe(_table(("on",), number=_EXACT, unit=_TEXT, origin=_TEXT, on=_DATE))
    override = _table(status=_TEXT, by=_TEXT, on=_DATE, reason=_TEXT, holds=_TRUTH)
    habit = _table(met=_ANY, missing=_ANY, per_day=_ANY, can_still=_ANY)
    forecast = _table(
        value=_NAMED, low=_NAMED, high=_NAMED, level=_NAMED, probability=_NAMED, probability_by=_NAMED,
        date=_maybe(_DATE), date_low=_maybe(_DATE), date_high=_maybe(_DATE), method=_maybe(_TEXT), limits=_list(_ANY),
        readings=_maybe(_INT),
    )  # fmt: skip
    return _document(
        PROGRESS_SCHEMA,
        goal=_table(id=_maybe(_TEXT), statement=_TEXT), on=_DATE, status=_TEXT, computed_status=_TEXT,
        override=_maybe(override), policy=_table(name=_TEXT, version=_ANY, reads=_TEXT, measured=_NAMED),
        missing_data=_table(name=_TEXT, version=_ANY), trajectory=_TEXT, fraction=_NAMED, fraction_clamped=_NAMED,
        achieved=_maybe(_TRUTH), reached_on=_maybe(_DATE), grade=_ANY, expected=_NAMED, expected_value=_NAMED,
        pace_ratio=_NAMED, gap=_NAMED, lead_days=_NAMED, required_per_day=_NAMED, pace_per_day=_NAMED,
        best_per_day=_NAMED, value=quantity, baseline=quantity, target=quantity,
        start=_table(on=_maybe(_DATE), origin=_TEXT), end=_maybe(_DATE), share_kept=_NAMED, habit=_maybe(habit),
        readings=_table(
            days=_INT, coverage=_NAMED, stale=_maybe(_TRUTH), age_days=_maybe(_INT), left_out_as_later=_INT,
            put_together=_INT,
        ),
        forecast=_maybe(forecast), language=_TEXT, explanation=_list(_TEXT),
    )  # fmt: skip


def _rules() -> Shape:
    rule = _table(
        code=_TEXT, name=_TEXT, criterion=_maybe(_one_of(Criterion)), severity=_one_of(Severity), status=_TEXT,
        weight=_NUMBER, ignored=_ANY, locked=_ANY, options={"type": "object"}, summary=_TEXT,
    )  # fmt: skip
    return _document(RULES_SCHEMA, fingerprint=_TEXT, rules=_list(rule))


def _config() -> Shape:
    setting = _table(key=_TEXT, value=_ANY, origin=_TEXT)
    return _document(CONFIG_SCHEMA, fingerprint=_TEXT, settings=_list(setting))


def _map() -> Shape:
    branch = _table(
        kind=_one_of(BranchKind), id=_maybe(_TEXT), name=_maybe(_TEXT), owner=_maybe(_TEXT), end=_maybe(_DATE),
        done_on=_maybe(_DATE), missing=_list(_TEXT), again=_TRUTH, children=_list({"$ref": "#/$defs/Branch"}),
    )  # fmt: skip
    end = _table(place=_TEXT, name=_TEXT, wanted=_TEXT, nearest=_maybe(_TEXT))
    branches = _list({"$ref": "#/$defs/Branch"})
    return _document(
        "smartgoals/map/1", {"Branch": branch}, name=_maybe(_TEXT), branches=branches, loose_ends=_list(end)
    )


def _metrics() -> Shape:
    metric = _table(id=_TEXT, name=_TEXT, definition=_TEXT, area=_maybe(_TEXT), reasons=_list(_TEXT))
    return _document("smartgoals/metrics/1", language=_TEXT, metrics=_list(metric))


def _workshop() -> Shape:
    event = {
        "anyOf": [
            {
                "type": "object",
                "properties": {"type": {"const": name}, **{field.name: _ANY for field in attrs.fields(kind)}},
                "required": ["type", *(f.name for f in attrs.fields(kind) if f.default is attrs.NOTHING)],
                "additionalProperties": False,
            }
            for kind, name in STEP_TYPES.items()
        ]
    }
    at = _maybe({"type": "string", "format": "date-time"})
    step = _table(("number", "round", "at"), event=event, number=_INT, round=_INT, at=at)
    return _document(WORKSHOP_SCHEMA, steps=_list(step))


def _workshop_result() -> Shape:
    idea = _table(id=_TEXT, text=_TEXT)
    place = _table(rank=_INT, cards=_list(_TEXT), total=_NUMBER)
    refused = _table(voter=_ANY, reason=_TEXT, card=_ANY, message=_TEXT)
    votes = _table(method=_TEXT, voters=_INT, blank=_INT, places=_list(place), refused=_list(refused))
    heard = _table(team=_maybe(_TEXT), voters=_INT, by_shares=_ANY, by_totals=_ANY)
    selection = _table(
        by_shares=_list(_TEXT), by_totals=_list(_TEXT), tied_by_totals=_list(_TEXT),
        ties=_list(_table(card=_TEXT, tied=_list(_TEXT))), heard=_list(heard),
    )  # fmt: skip
    draft = _table(
        id=_maybe(_TEXT), theme=_TEXT, statement=_TEXT, language=_TEXT, provenance=_maybe(_TEXT), blanks=_list(_TEXT),
        verdicts=_table(**{criterion.value: _VERDICT for criterion in Criterion}),
        measures=_list(_table(metric=_TEXT, why=_list(_TEXT))), questions=_list(_TEXT),
    )  # fmt: skip
    card = _table(id=_TEXT, name=_maybe(_TEXT), ideas=_list(idea))
    shape = _document(
        RESULT_SCHEMA, title=_maybe(_TEXT), cards=_list(card), votes=_maybe(votes), selection=_maybe(selection),
        drafts=_list(draft), remarks=_list(_TEXT),
    )  # fmt: skip
    shape["required"].remove("remarks")
    return shape


class _Parts:
    """The parts of a review, made from its types as `smartgoals.wire.reviews` writes them."""

    def __init__(self) -> None:
        self.definitions: dict[str, Shape] = {}

    def of(self, kind: Any) -> Shape:
        inner = [each for each in typing.get_args(kind) if each is not type(None)]
        if typing.get_origin(kind) in {typing.Union, types.UnionType}:
            return _maybe(self.of(inner[0])) if len(inner) == 1 else _ANY
        if typing.get_origin(kind) is tuple and inner[-1] is Ellipsis:
            return _list(self.of(inner[0]))
        if kind in _PARTS:
            return _PARTS[kind]
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _one_of(kind)
        if not attrs.has(kind):
            return _ANY
        if kind.__name__ not in self.definitions:
            self.definitions[kind.__name__] = {}
            self.definitions[kind.__name__] = _table(**self.fields(kind))
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def fields(self, kind: Any) -> dict[str, Shape]:
        hints = typing.get_type_hints(kind)
        found = {name: {"type": "object"} if name == "values" else self.of(hints[name]) for name in fields_of(kind)}
        return {**found, "message": _TEXT} if kind in SPEAKING else found


_PARTS: Final[Mapping[Any, Shape]] = {
    str: _TEXT, bool: _TRUTH, int: _INT, float: _NUMBER, dt.date: _DATE, Quantity: _ANY, Period: _ANY,
}  # fmt: skip


def _review() -> Shape:
    parts = _Parts()
    fields = parts.fields(Review)
    return _document(REVIEW_SCHEMA, parts.definitions, attention=_list(_TEXT), **fields)


def _overview() -> Shape:
    review = _review()
    definitions = {**review["$defs"], "Review": {key: review[key] for key in _KEYS}}
    return _document(OVERVIEW_SCHEMA, definitions, reviews=_list({"$ref": "#/$defs/Review"}))


def _progress_list() -> Shape:
    progress = _progress()
    return _document(
        "smartgoals/progress-list/1", {"Progress": {key: progress[key] for key in _KEYS}},
        on=_DATE, language=_TEXT, goals=_list({"$ref": "#/$defs/Progress"}), problems=_list(_TEXT),
    )  # fmt: skip


SHAPES: Final[Mapping[str, Callable[[], Shape]]] = {
    "statement": _statement,
    "check": _check,
    "checks": _checks,
    "baseline": _baseline,
    "progress": _progress,
    "progress-list": _progress_list,
    "review": _review,
    "overview": _overview,
    "rules": _rules,
    "config": _config,
    "map": _map,
    "metrics": _metrics,
    "workshop": _workshop,
    "workshop-result": _workshop_result,
}
"""What makes the schema of each result, by its name."""
