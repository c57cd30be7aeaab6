"""Goals as resources of HL7 FHIR R4, there and back for what both can say; what is lost is listed.

The resource is `Goal` of https://hl7.org/fhir/R4/goal.html. A statement is its description, a metric the measure of its
target, a level its detail, a band a range, an event the target's text, the horizon `startDate` and `dueDate`, the owner
`expressedBy`, the rationale a note, tags categories. What is lost is found by going there and back and comparing, so
that the list is complete by construction.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Band,
    Bound,
    FiscalCalendar,
    Goal,
    Horizon,
    Level,
    Metric,
    Milestones,
    Portfolio,
    Quantity,
    Target,
    Unit,
    UnitKind,
)
from smartgoals.wire.conversion import converter
from smartgoals.wire.limits import brief, child, excesses
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA, portfolio_to_data
from smartgoals.wire.rows import flat
from smartgoals.wire.source import Places, Source, Spot, nearest_spot

__all__ = [
    "Bundle",
    "FromFHIR",
    "ToBundle",
    "ToFHIR",
    "bundle_from_fhir",
    "bundle_to_fhir",
    "goal_from_fhir",
    "goal_to_fhir",
]

T = TypeVar("T")

_STATUSES: Final = (
    "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected",
)  # fmt: skip
"""https://hl7.org/fhir/R4/valueset-goal-status.html"""

_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_UCUM: Final = "http://unitsofmeasure.org"
_ISO_4217: Final = "urn:iso:std:iso:4217"
_COMPARATORS: Final = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<="}
_BOUNDS: Final = {">=": Bound.AT_LEAST, ">": Bound.AT_LEAST, "<=": Bound.AT_MOST, "<": Bound.AT_MOST}
_KNOWN: Final = frozenset({
    "resourceType", "id", "identifier", "lifecycleStatus", "description", "subject", "startDate", "target",
    "expressedBy", "note", "category",
})  # fmt: skip


@attrs.frozen
class ToFHIR:
    """A resource, and what of the goal it cannot say.

    Attributes:
        resource: The resource as plain data, ready for JSON.
        lost: Paths in the document of the goal, such as `metric.direction`.
    """

    resource: Mapping[str, Any]
    lost: tuple[str, ...]


@attrs.frozen
class FromFHIR:
    """A goal, and what of the resource it cannot say.

    Attributes:
        goal: The goal.
        lost: Paths in the resource, such as `target[1]`.
    """

    goal: Goal
    lost: tuple[str, ...]


def goal_to_fhir(goal: Goal, *, subject: str, status: str | None = None) -> ToFHIR:
    """A goal as a resource.

    Args:
        goal: The goal.
        subject: Whose goal it is, as a reference such as "Patient/1" or "Organization/shop".
        status: The `lifecycleStatus`; "accepted" where somebody has accepted the goal, else "proposed".

    Raises:
        InvalidValueError: The status is none of R4.

    Example:
        >>> made = goal_to_fhir(Goal("Walk every day", owner="Ada"), subject="Patient/1")
        >>> made.resource["description"], made.lost
        ({'text': 'Walk every day'}, ())
    """
    if status is not None and status not in _STATUSES:
        remedy = f"give one of {', '.join(_STATUSES)}"
        raise InvalidValueError("goal_to_fhir", "status", status, "is no status of a goal in FHIR R4", remedy)
    resource: dict[str, Any] = {"resourceType": "Goal"}
    if goal.id is not None:
        if _ID.fullmatch(goal.id):
            resource["id"] = goal.id
        resource["identifier"] = [{"value": goal.id}]
    resource["lifecycleStatus"] = status or ("accepted" if goal.accepted_by else "proposed")
    if goal.tags:
        resource["category"] = [{"text": tag} for tag in sorted(goal.tags)]
    resource["description"] = {"text": goal.statement}
    resource["subject"] = {"reference": subject}
    if goal.horizon is not None and goal.horizon.start is not None:
        resource["startDate"] = goal.horizon.start.isoformat()
    target = _target(goal)
    if target:
        resource["target"] = [target]
    if goal.owner is not None:
        resource["expressedBy"] = {"display": goal.owner}
    if goal.rationale is not None:
        resource["note"] = [{"text": goal.rationale}]
    before, after = _flat(goal), _flat(goal_from_fhir(resource).goal)
    return ToFHIR(resource, tuple(path for path, value in before.items() if after.get(path) != value))


def _flat(goal: Goal) -> dict[str, Any]:
    """All that a goal says, by path; every amount with its unit."""
    (data,) = portfolio_to_data(Portfolio((goal,)))["goals"]
    write = converter(FiscalCalendar()).unstructure
    told = {name: write(getattr(goal, name)) for name in ("baseline", "target") if name in data}
    return flat(data | {name: _whole(each) for name, each in told.items()})


def _whole(data: Any) -> Any:
    """The data with each amount as one text, so that it is lost or kept as a whole."""
    if not isinstance(data, dict):
        return data
    return (
        f"{data['value']} {data['unit']}"
        if {"value", "unit"} == data.keys()
        else {key: _whole(each) for key, each in data.items()}
    )


def _target(goal: Goal) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if goal.metric is not None:
        made["measure"] = {"text": goal.metric.name}
    match goal.target:
        case Level():
            comparator = _COMPARATORS.get(goal.target.bound)
            made["detailQuantity"] = _quantity(goal.target.quantity, comparator)
        case Band():
            made["detailRange"] = {"low": _quantity(goal.target.low), "high": _quantity(goal.target.high)}
        case Milestones() if len(goal.target.steps) == 1:
            made["detailString"] = goal.target.steps[0].name
    if made and "measure" not in made:
        made["measure"] = {"text": goal.statement}  # gol-1: a detail has a measure
    if goal.horizon is not None:
        made["dueDate"] = goal.horizon.end.isoformat()
    return made


def _quantity(quantity: Quantity, comparator: str | None = None) -> dict[str, Any]:
    number = quantity.magnitude
    is_whole = number == number.to_integral_value()
    made: dict[str, Any] = {"value": int(number) if is_whole else float(number)}
    if comparator is not None:
        made["comparator"] = comparator
    unit = quantity.unit
    match unit.kind:
        case UnitKind.NUMBER:
            pass
        case UnitKind.PERCENT:
            made |= {"unit": "%", "system": _UCUM, "code": "%"}
        case UnitKind.CURRENCY:
            made |= {"unit": unit.symbol, "system": _ISO_4217, "code": unit.symbol}
        case _:
            made["unit"] = unit.symbol
    return made


def goal_from_fhir(resource: Mapping[str, Any], *, path: str | None = None) -> FromFHIR:
    """The goal that a resource describes.

    Args:
        resource: A `Goal` of FHIR R4 as plain data, as JSON holds it.
        path: Where it comes from, for the error.

    Raises:
        DocumentError: Names everything that is wrong with it by the rules of R4, as far as the goal needs it.

    Example:
        >>> read = goal_from_fhir({
        ...     "resourceType": "Goal", "lifecycleStatus": "active", "description": {"text": "Lose weight"},
        ...     "subject": {"reference": "Patient/1"},
        ...     "target": [{"measure": {"text": "weight"}, "dueDate": "2026-12-31",
        ...                 "detailQuantity": {"value": 80, "unit": "kg", "comparator": "<="}}],
        ... })
        >>> print(read.goal.target, read.goal.horizon, read.lost)
        at most 80 kg until 2026-12-31 ('lifecycleStatus', 'subject')
    """
    reader = _Reader()
    goal = reader.read(resource)
    if goal is None:
        Source(resource, path).refuse(reader.problems)
    return FromFHIR(goal, tuple(reader.lost))


@attrs.frozen
class Bundle:
    """The goals of some resources, as a document of a portfolio, and what of the resources it cannot say.

    Attributes:
        source: The document, which knows where each goal stands.
        lost: Paths in the resources, such as `entry[0].resource.note[1]`.
    """

    source: Source
    lost: tuple[str, ...]


def bundle_from_fhir(data: Any, *, path: str | None = None) -> Bundle:
    """The goals of a `Bundle`, of a list of resources, or of one `Goal`.

    Args:
        data: The resources as plain data, or a `smartgoals.wire.source.Source`, which knows the lines.
        path: Where they come from, for the error.

    Raises:
        DocumentError: Names everything that is wrong, and every resource that is no goal.

    Example:
        >>> from smartgoals.wire import portfolio_from_data
        >>> resource = goal_to_fhir(Goal("Walk every day"), subject="Patient/1").resource
        >>> made = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": resource}]}
        >>> read = bundle_from_fhir(made)
        >>> portfolio_from_data(read.source), read.lost
        (Portfolio((Goal('Walk every day'),)), ('entry[0].resource.subject',))
    """
    source = Source.of(data, path)
    too_much, _ = excesses(source.data)
    if source.problems or too_much:
        source.refuse([*source.problems, *too_much])
    goals: list[Goal] = []
    roots: list[str] = []
    problems: list[tuple[str | Spot, str]] = []
    lost: list[str] = []
    for root, resource in _resources(source):
        reader = _Reader(root)
        goal = reader.read(resource)
        problems += reader.problems
        lost += reader.lost
        if goal is not None:
            goals.append(goal)
            roots.append(root)
    if problems:
        source.refuse(problems)
    data = {"schema": PORTFOLIO_SCHEMA, "goals": [portfolio_to_data(Portfolio((goal,)))["goals"][0] for goal in goals]}

    def find() -> Places:
        known = source.find()
        spots = ((child("goals", number), nearest_spot(root, known)) for number, root in enumerate(roots))
        return {where: spot for where, spot in spots if spot is not None}

    return Bundle(Source(data, source.path, find), tuple(lost))


def _resources(source: Source) -> Iterator[tuple[str, Any]]:
    """The resources in some data, with their paths."""
    data = source.data
    if isinstance(data, list):
        yield from ((child("", number), resource) for number, resource in enumerate(data))
    elif isinstance(data, Mapping) and data.get("resourceType") == "Bundle":
        entries = data.get("entry", [])
        if not isinstance(entries, list):
            source.refuse([("entry", f"{brief(entries)} is no list")])
        for number, entry in enumerate(entries):
            resource = entry.get("resource") if isinstance(entry, Mapping) else None
            yield f"entry[{number}].resource", resource
    else:
        yield "", data


@attrs.frozen
class ToBundle:
    """A bundle of resources, and what of the portfolio it cannot say.

    Attributes:
        resource: The resource as plain data, ready for JSON.
        lost: Paths in the document of the portfolio, such as `goals[0].metric.direction`.
    """

    resource: Mapping[str, Any]
    lost: tuple[str, ...]


def bundle_to_fhir(portfolio: Portfolio, *, subject: str | None = None) -> ToBundle:
    """The goals of a portfolio as a `Bundle` of the type `collection`.

    Args:
        portfolio: The portfolio.
        subject: Whose goals they are, as a reference such as "Patient/1" or "Organization/shop"; without one, they
            are said to be those of the portfolio, by its name.

    Example:
        >>> made = bundle_to_fhir(Portfolio((Goal("Walk every day", area="Health"),), name="Ward 3"))
        >>> made.resource["entry"][0]["resource"]["subject"], made.lost
        ({'display': 'Ward 3'}, ('name', 'goals[0].area'))
    """
    entries: list[Any] = []
    lost = [key for key in portfolio_to_data(portfolio) if key not in {"schema", "goals"}]
    for number, goal in enumerate(portfolio):
        made = goal_to_fhir(goal, subject=subject or "")
        resource = dict(made.resource)
        if subject is None:
            resource["subject"] = {"display": portfolio.name or "smartgoals"}
        entries.append({"resource": resource})
        lost += [f"{child('goals', number)}.{path}" for path in made.lost]
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "collection"}
    if entries:  # FHIR has no empty lists
        bundle["entry"] = entries
    return ToBundle(bundle, tuple(lost))


class _Reader:
    def __init__(self, root: str = "") -> None:
        self.root = root
        self.problems: list[tuple[str | Spot, str]] = []
        self.losses: list[str] = []

    @property
    def lost(self) -> list[str]:
        """The paths of what is lost, with that of the resource before them."""
        return [self.path(where) for where in self.losses]

    def read(self, resource: Any) -> Goal | None:
        """The goal, or None where the resource is not as it must be."""
        if not isinstance(resource, Mapping) or resource.get("resourceType") != "Goal":
            self.problem("this is no resource of type Goal", "resourceType")
            return None
        status = resource.get("lifecycleStatus")
        if status not in _STATUSES:
            self.problem(f"{brief(status)} is no status; give one of {', '.join(_STATUSES)}", "lifecycleStatus")
        statement = self.concept(resource.get("description"), "description")
        if statement is None and not self.problems:
            self.problem("the goal has no words; give a text", "description")
        if not isinstance(resource.get("subject"), Mapping):
            self.problem("whose goal it is is missing; give a reference", "subject")
        self.losses += [key for key in resource if key not in _KNOWN]
        if status != "proposed":
            self.losses.append("lifecycleStatus")
        self.losses.append("subject")
        fields: dict[str, Any] = {"id": self.name(resource)}
        start = self.date(resource.get("startDate"), "startDate")
        measure, target, due = self.target(self.several(resource, "target"))
        fields["metric"] = Metric(measure) if measure is not None and measure != statement else None
        fields["target"] = target
        if due is not None:
            fields["horizon"] = self.made(lambda: Horizon(start, due), "target[0].dueDate")
        elif start is not None:
            self.losses.append("startDate")
        self.rest(resource, fields)
        return None if self.problems else self.made(lambda: Goal(statement or "", **fields), "description")

    def rest(self, resource: Mapping[str, Any], fields: dict[str, Any]) -> None:
        """Who has the goal, why, and what it is filed under."""
        owner = resource.get("expressedBy")
        fields["owner"] = self.text(owner.get("display"), "expressedBy.display") if isinstance(owner, Mapping) else None
        notes = self.several(resource, "note")
        if notes:
            first = notes[0].get("text") if isinstance(notes[0], Mapping) else None
            fields["rationale"] = self.text(first, "note[0].text")
        self.losses += [f"note[{place}]" for place in range(1, len(notes))]
        tags = [self.concept(tag, f"category[{place}]") for place, tag in enumerate(self.several(resource, "category"))]
        fields["tags"] = [tag for tag in tags if tag is not None]

    def name(self, resource: Mapping[str, Any]) -> str | None:
        identifiers = self.several(resource, "identifier")
        self.losses += [f"identifier[{place}]" for place in range(1, len(identifiers))]
        first = identifiers[0].get("value") if identifiers and isinstance(identifiers[0], Mapping) else None
        return self.text(first if first is not None else resource.get("id"), "id")

    def target(self, targets: list[Any]) -> tuple[str | None, Target | None, dt.date | None]:
        self.losses += [f"target[{place}]" for place in range(1, len(targets))]
        first = targets[0] if targets else {}
        if not isinstance(first, Mapping):
            self.problem(f"{brief(first)} is no target", "target[0]")
            return None, None, None
        measure = self.concept(first.get("measure"), "target[0].measure")
        due = self.date(first.get("dueDate"), "target[0].dueDate")
        target: Target | None = None
        for key, value in first.items():
            where = f"target[0].{key}"
            if key in {"detailInteger", "detailQuantity"}:
                given = value if isinstance(value, Mapping) else {"value": value}
                bound = _BOUNDS.get(str(given.get("comparator")), Bound.EXACTLY)
                if given.get("comparator") in {">", "<"}:
                    self.losses.append(f"{where}.comparator")
                quantity = self.quantity(given, where)
                target = Level(quantity, bound) if quantity is not None else None
            elif key == "detailRange" and isinstance(value, Mapping):
                low, high = (self.quantity(value.get(end), f"{where}.{end}") for end in ("low", "high"))
                if low is not None and high is not None:
                    target = self.made(lambda low=low, high=high: Band(low, high), where)  # type: ignore[misc]  # bound at once
            elif key == "detailString":
                event = self.text(value, where)
                target = Milestones([event]) if event is not None else None
            elif key not in {"measure", "dueDate"}:
                self.losses.append(where)
        if any(key.startswith("detail") for key in first) and "measure" not in first:
            self.problem("a detail needs a measure (gol-1)", "target[0].measure")
        return measure, target, due

    def quantity(self, value: Any, where: str) -> Quantity | None:
        number = value.get("value") if isinstance(value, Mapping) else None
        if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
            self.problem(f"{brief(number)} is no number", f"{where}.value")
            return None
        code, unit = value.get("code"), value.get("unit", value.get("code"))
        if unit is None:
            return self.made(lambda: Quantity(number), where)
        if unit == "%" or (code == "%" and value.get("system") == _UCUM):
            return self.made(lambda: Quantity(number, Unit.percent()), where)
        physical = value.get("system") == _UCUM
        return self.made(lambda: Quantity(number, Unit.parse(unit, physical=physical)), where)

    def several(self, resource: Mapping[str, Any], key: str) -> list[Any]:
        value = resource.get(key, [])
        if not isinstance(value, list):
            self.problem(f"{brief(value)} is no list", key)
            return []
        return value

    def concept(self, value: Any, where: str) -> str | None:
        """The words of a CodeableConcept: its text, or what its first code is called."""
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.problem(f"{brief(value)} is no concept; give a table with text", where)
            return None
        codings = value.get("coding")
        if isinstance(codings, list) and codings:
            self.losses.append(f"{where}.coding")
        first = codings[0] if isinstance(codings, list) and codings and isinstance(codings[0], Mapping) else {}
        said = next((each for each in (value.get("text"), first.get("display"), first.get("code")) if each), None)
        return self.text(said, where)

    def text(self, value: Any, where: str) -> str | None:
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.problem(f"{brief(value)} is no text", where)
        return None

    def date(self, value: Any, where: str) -> dt.date | None:
        if value is None:
            return None
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem(f"{brief(value)} is no date; write it as 2026-06-30", where)
            return None

    def made(self, make: Callable[[], T], where: str) -> T | None:
        try:
            return make()
        except InvalidValueError as error:
            self.problem(str(error), where)
            return None

    def problem(self, what: str, where: str) -> None:
        self.problems.append((self.path(where), what))

    def path(self, where: str) -> str:
        return f"{self.root}.{where}" if self.root else where
