"""From slots to a goal, and corrections that a host gives for them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Band,
    Baseline,
    Bound,
    Cadence,
    Change,
    Direction,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Unit,
)
from smartgoals.statement.statement import Slots
from smartgoals.statement.tokens import tokenize
from smartgoals.statement.values import read_unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import FiscalCalendar, Target

__all__ = ["Facts", "checked", "compose", "corrected"]

_IMPLIED = {"bound_min": "min", "bound_max": "max", "absolute": None}
_CADENCES = frozenset({"day", "week", "month", "year"})
_BOUNDS = {"min": Bound.AT_LEAST, "max": Bound.AT_MOST}
_NUMBERS = ("baseline", "target", "target_low", "target_high")
_DATES = ("baseline_when", "target_when")
_CHOICES = {
    "direction": tuple(direction.value for direction in Direction),
    "target_is": ("absolute", "relative_change", "multiple", "bound_min", "bound_max", "range", "milestone"),
    "bound": ("min", "max"),
}


@attrs.frozen(kw_only=True)
class Facts:
    """What a goal is made of: the slots, and what they do not hold.

    Attributes:
        statement: The sentence on one line.
        slots: What it says.
        unit: The unit of the metric.
        target_unit: The unit of the target's number.
        baseline_unit: The unit written after the baseline.
        population: Whom or what the metric is counted over.
        statistic: Which figure sums up many values.
        grades: What is promised and what is hoped for beside the target, by name.
        owner: Who answers for the goal.
        is_pursuit: The verb names an effort without an end, so that there is nothing to measure.
        is_doing: The verb names something to do, so that a number with a rhythm is a habit.
        names_doing: All that names what is counted is the verb: "cycle 3 000 km".
        start: First day, where the sentence tells it.
        edge: `"start"` or `"middle"` when the goal is due then in the period that is named, else at its end.
        calendar: The fiscal calendar.
    """

    statement: str
    slots: Slots
    unit: Unit | None
    target_unit: Unit | None
    baseline_unit: Unit | None
    population: str | None
    statistic: str | None
    grades: Mapping[str, Quantity]
    owner: str | None
    is_pursuit: bool
    is_doing: bool
    names_doing: bool
    start: dt.date | None
    edge: str
    calendar: FiscalCalendar


def compose(facts: Facts) -> Goal:
    """The goal that the facts make. A baseline that does not go together with the target is left to the slots."""
    slots = facts.slots
    baseline = None
    period = Period(slots.baseline_when, facts.calendar) if slots.baseline_when is not None else None
    if slots.baseline is not None:
        baseline = Baseline(Quantity(slots.baseline, facts.baseline_unit or facts.unit or Unit.number()), period)
    elif period is not None:
        baseline = Baseline.unknown(period)
    parts: dict[str, Any] = {
        "metric": _metric(facts),
        "target": _target(facts),
        "horizon": _horizon(facts),
        "means": (slots.means,) if slots.means else (),
        "rationale": slots.purpose,
        "owner": facts.owner,
    }
    try:
        return Goal(facts.statement, baseline=baseline, **parts)
    except InvalidValueError:
        return Goal(facts.statement, **parts)


def _metric(facts: Facts) -> Metric | None:
    slots = facts.slots
    aims = slots.target is not None or slots.target_low is not None
    if slots.metric is None or slots.target_is == "milestone" or facts.names_doing:
        return None
    if facts.is_pursuit and not aims:
        return None  # "ensure a good start" names nothing that is counted
    direction = Direction(slots.direction) if slots.direction else None
    return Metric(slots.metric, facts.unit, direction=direction, population=facts.population, statistic=facts.statistic)


def _target(facts: Facts) -> Target | None:
    slots = facts.slots
    bound = _BOUNDS.get(slots.bound or "", Bound.EXACTLY)
    unit = facts.target_unit or facts.unit or Unit.number()
    if slots.target_is == "milestone":
        return Milestones((Milestone(slots.metric),)) if slots.metric else None
    if slots.target_low is not None and slots.target_high is not None:
        ends = Quantity(slots.target_low, unit), Quantity(slots.target_high, unit)
        return Band(min(ends), max(ends))
    if slots.target is None:
        return None
    if slots.target_is == "multiple":
        return Multiple(slots.target, bound) if slots.target > 0 else None
    quantity = Quantity(slots.target, unit)
    if slots.target_is == "relative_change":
        return Change(-quantity if slots.direction == "decrease" else quantity, bound)
    over, under = unit.numerator, unit.denominator
    if facts.is_doing and slots.direction in ("achieve", "reach") and over is not None and str(under) in _CADENCES:
        return Habit(Quantity(slots.target, over), Cadence(str(under)))
    try:
        return Level(quantity, bound, **facts.grades)
    except InvalidValueError:
        return Level(quantity, bound)  # "commit 80 %" beside 100 customers


def _horizon(facts: Facts) -> Horizon | None:
    if facts.slots.target_when is None:
        return None
    period = Period(facts.slots.target_when, facts.calendar)
    middle = period.first + (period.last - period.first) / 2
    end = {"start": period.first, "middle": middle}.get(facts.edge, period.last)
    return Horizon(facts.start if facts.start is not None and facts.start <= end else None, end)


# corrections


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Corrections of slots, each made sure of.

    Raises:
        InvalidValueError: A slot does not exist, or cannot have that value.
    """
    known = [field.name for field in attrs.fields(Slots)]
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"give one of {', '.join(known)}"
            raise InvalidValueError("parse", "given", name, "is no slot", hint)
        found[name] = None if value is None else _checked(name, value)
    if found.get("target_is") in _IMPLIED:
        found.setdefault("bound", _IMPLIED[found["target_is"]])
    return found


def _checked(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return Quantity(value).magnitude
    if name in _DATES:
        return str(value if isinstance(value, Period) else Period(value))
    text = str(value).strip()
    choices = _CHOICES.get(name)
    if choices is not None and text not in choices:
        raise InvalidValueError("parse", name, value, "is not among its values", f"give one of {', '.join(choices)}")
    return text or None


def corrected(facts: Facts, given: Mapping[str, Any], lexicon: Lexicon) -> Facts:
    """The facts after corrections: units follow the slot, and a corrected date takes the place of the old start."""
    if "unit" in given:
        unit = _unit(given["unit"], lexicon)
        is_level = facts.slots.target_is not in ("relative_change", "multiple")
        facts = attrs.evolve(facts, target_unit=unit, unit=unit if is_level else facts.unit)
    if "target_when" in given or "baseline_when" in given:
        start = facts.slots.baseline_when if facts.slots.baseline is not None else None
        facts = attrs.evolve(facts, edge="", start=Period(start, facts.calendar).last if start is not None else None)
    return facts


def _unit(text: str | None, lexicon: Lexicon) -> Unit | None:
    if text is None:
        return None
    measured = read_unit(tokenize(text), 0, lexicon)
    return measured[0] if measured is not None else Unit.parse(text)
