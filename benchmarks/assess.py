"""How fast goals are judged: `smartgoals.assess`, and what one would write or take instead.

Run: python benchmarks/assess.py [--goals N] [--rounds N]

All contenders judge the same goals in the same run, one after the other in each round, so that a slow moment hits all
alike. Times are medians and spread over the rounds; ratios are medians of the ratios within each round.

- by hand: one function with the same 26 checks as the typed rules below, written out as plainly as can be over the same
  goals, with findings, scores and verdicts as objects and every message put together at once. It makes exactly the
  findings, scores and verdicts that the rules make, which is checked before the clock starts. It has no options, no
  languages, no waivers, no pages, and nobody can add to it.
- smartgoals: `assess()` with those 26 rules (typed), with all the rules (full), on goals that have been read already.
- rule-engine: the same checks as expressions, compiled beforehand, over plain facts (durations, ages, levels) worked
  out of the goal, since an expression knows no objects of ours. `expressions alone` leaves that work out of the time.
- pydantic: the same checks as validators, one a field, over the same facts; all errors are collected. `validators
  alone` leaves the work on the facts out.

The last two tell which checks failed, which is checked as well. Texts with figures, scores and verdicts they have none.

A second table judges sentences that have been read, those of the tests, by all the rules, and shows what reading them
would cost in front of it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import statistics
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import attrs

from smartgoals import Context, Goal, RuleSet, assess, parse
from smartgoals.errors import UnitMismatchError
from smartgoals.model import (
    Activity,
    Band,
    Baseline,
    Cadence,
    Change,
    Direction,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Unit,
    UnitKind,
)
from smartgoals.model.horizon import months_between
from smartgoals.testing import exemplary_goal

CORPUS = Path(__file__).parent.parent / "tests" / "statement" / "corpus"
TODAY = dt.date(2026, 1, 15)
CONTEXT = Context(TODAY, "en")
TYPED = (
    "S201", "M101", "M102", "M104", "M105", "M201", "M202", "M203", "M204", "M301", "M302", "M303", "M305", "A102",
    "A103", "A104", "A201", "A202", "R102", "R104", "T101", "T103", "T104", "T201", "T202", "T203",
)  # fmt: skip
PERCENT = Unit.percent()


# the goals


def goals() -> list[Goal]:
    """A few hundred goals, good and bad: every choice of one part meets every choice of the others."""
    metrics = (
        exemplary_goal().metric,
        Metric("return rate", PERCENT, direction="increase", cadence=Cadence("year")),
        None,
    )
    targets = (
        (Level(Quantity(6, PERCENT), "at_most"), Baseline(Quantity(9, PERCENT), Period("2025"))),
        (Level(Quantity(60, PERCENT)), Baseline(Quantity(9, PERCENT))),
        (Change(Quantity(-20, PERCENT)), None),
        (Multiple(2), Baseline.unknown(Period("2025"))),
        (Level(Quantity("6.12345", PERCENT)), Baseline(Quantity(9, PERCENT), Period("2019"))),
        (None, None),
    )
    horizons = (
        Horizon("2026-01-01", "2026-12-31", ("2026-03-31", "2026-06-30", "2026-09-30")),
        Horizon("2026-01-01", "2035-12-31"),
        Horizon(None, "2026-01-17"),
        Horizon("2025-01-01", "2025-12-31"),
        None,
    )
    others: tuple[dict[str, Any], ...] = (
        {},
        {"owner": None, "means": (), "activities": ()},
        {"activities": (Activity("Size guide", end="2027-12-31"),)},
    )
    return [
        attrs.evolve(exemplary_goal(), metric=metric, target=target, baseline=baseline, horizon=horizon, **other)
        for metric, (target, baseline), horizon, other in itertools.product(metrics, targets, horizons, others)
    ]


# by hand


@dataclass(slots=True)
class Found:
    """A finding."""

    code: str
    severity: int
    at: str
    text: str


@dataclass(slots=True)
class Part:
    """What is said of one criterion: 2, 1 and 0 are what is left of a check after no finding, a minor, a major one."""

    earned: int = 0
    total: int = 0
    worst: int = 2
    halved: bool = False
    found: list[Found] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def passed(self, weight: int = 100) -> None:
        """Count a check that found nothing."""
        self.earned += 2 * weight
        self.total += weight

    def unasked(self, weight: int, *facts: str) -> None:
        """Count a check that could not be made."""
        self.total += weight
        self.missing.update(facts)

    def finds(self, code: str, left: int, at: str, text: str, weight: int = 100, decides: bool = False) -> None:  # noqa: FBT001, FBT002 - the plainest way
        """Count a check that found something."""
        self.earned += left * weight
        self.total += weight
        self.worst = min(self.worst, left)
        self.halved |= decides and left == 0
        self.found.append(Found(code, left, at, text))

    def verdict(self) -> tuple[str, float | None]:
        """The verdict and the score."""
        if self.worst == 0:
            said = "not_met"
        elif not self.total or self.missing - {found.at for found in self.found}:
            return "not_judged", None
        else:
            said = "partly" if self.worst < 2 else "met"
        return said, self.earned / (2 * self.total * (2 if self.halved else 1))


def by_hand(goal: Goal, today: dt.date) -> tuple[Part, ...]:  # noqa: C901, PLR0912, PLR0915 - one plain function
    """All checks, one after the other."""
    metric, baseline, target, horizon = goal.metric, goal.baseline, goal.target, goal.horizon
    s, m, a, r, t = Part(), Part(), Part(), Part(), Part()
    start = baseline.quantity if baseline is not None else None
    moves = target is not None and not isinstance(target, (Milestones, Habit, Band))
    level = target.level(baseline) if target is not None and baseline is not None else None
    direction = metric.direction if metric is not None else None
    months = horizon.months(on=today) if horizon is not None else None
    left = (horizon.end - today).days if horizon is not None else 0

    if goal.owner is None:
        s.finds("S201", 2, "owner", "No owner is named.", 10)
    else:
        s.passed(10)

    if metric is not None:
        m.passed()
    elif isinstance(target, Milestones):
        m.finds("M101", 1, "metric", "No metric is named. One can see when this is done, but nothing more.")
    elif target is not None:
        m.finds("M101", 1, "metric", "There is a number, but not what it measures.")
    else:
        m.finds("M101", 0, "metric", "It does not say what is measured.", 100, decides=True)
    if target is None:
        m.unasked(10, "target")
    elif isinstance(target, (Level, Change)):
        number = target.quantity if isinstance(target, Level) else target.by
        if number.unit.kind is UnitKind.NUMBER and (metric is None or metric.unit is None):
            m.finds("M102", 2, "metric.unit", f"{number} of what? No unit is stated.", 10)
        else:
            m.passed(10)
    if metric is None:
        m.unasked(10, "metric")
        m.unasked(10, "metric")
    else:
        if metric.source is not None or goal.owner is None or target is None or start is None:
            m.passed(10)
        elif not isinstance(target, Milestones):
            m.finds("M104", 2, "metric.source", "It does not say where the figure comes from.", 10)
        if metric.cadence is not None and horizon is not None:
            count = max(0, (horizon.end - (horizon.start or today)).days) // metric.cadence.days
            if count < 3:
                text = f"Readings before {horizon.end}: {count}; steering takes 3."
                m.finds("M105", 2, "metric.cadence", text, 10)
            else:
                m.passed(10)
    if start is not None:
        m.passed()
    elif isinstance(target, Habit) or direction is Direction.MAINTAIN:
        m.finds("M201", 2, "baseline", "It would help to know how it is today.")
    elif isinstance(target, Milestones):
        m.finds("M201", 2, "baseline", "No baseline is named. What are things like before this is done?")
    elif baseline is not None and baseline.period is not None:
        m.finds("M201", 2, "baseline", f"It compares with {baseline.period}, but does not say what it was then.")
    else:
        m.finds("M201", 1, "baseline", "It does not say where things stand today.")
    if start is not None and baseline is not None and baseline.period is None:
        m.finds("M202", 2, "baseline.period", f"It does not say when {start} was read.", 10)
    elif start is not None:
        m.passed(10)
    if target is None:
        m.unasked(100, "target")
    elif isinstance(target, (Change, Multiple)):
        if baseline is None or (start is None and baseline.period is None):
            m.finds("M203", 1, "baseline", "It asks for a change, but not compared with what.")
        else:
            m.passed()
    period = baseline.period if start is not None and baseline is not None else None
    if period is not None and not isinstance(target, (Change, Multiple)):
        age = 0
        if horizon is not None and horizon.start is not None and horizon.start > period.last:
            age = months_between(period.last + dt.timedelta(days=1), horizon.start)
        if age > 24:
            text = f"The start, {start}, is from {period}, {age} months before the goal begins."
            m.finds("M204", 2, "baseline.period", text, 10)
        else:
            m.passed(10)
    if target is None:
        m.finds("M301", 0, "target", "It does not say how far to go.", 100, decides=True)
    else:
        m.passed()
    if target is None or baseline is None:
        m.unasked(50, *(["target"] if target is None else []), *(["baseline"] if baseline is None else []))
    elif not isinstance(target, (Milestones, Habit)) and direction is not Direction.MAINTAIN:
        if level is not None and level == start:
            m.finds("M302", 1, "target", f"The target, {level}, is the same as the start.", 50)
        else:
            m.passed(50)
    if metric is None or target is None or baseline is None:
        facts = (("metric", metric), ("target", target), ("baseline", baseline))
        m.unasked(50, *(name for name, fact in facts if fact is None))
    elif direction in (Direction.INCREASE, Direction.DECREASE):
        try:
            if start is None or level is None:
                m.passed(50)
            elif direction is Direction.INCREASE and level < start:
                m.finds("M303", 0, "target", f"It is to rise, but {level} is below {start}.", 50)
            elif direction is Direction.DECREASE and level > start:
                m.finds("M303", 0, "target", f"It is to fall, but {level} is above {start}.", 50)
            else:
                m.passed(50)
        except UnitMismatchError:
            pass
    if target is None:
        m.unasked(10, "target")
    elif isinstance(target, (Level, Change)):
        number = target.quantity if isinstance(target, Level) else target.by
        if number.unit.kind is UnitKind.PERCENT and not 1 <= abs(number.magnitude) <= 99:
            m.passed(10)
        elif _digits(number) > (4 if start is None else max(4, _digits(start))):
            m.finds("M305", 2, "target", f"{number} is more exact than it need be.", 10)
        else:
            m.passed(10)

    if target is None or baseline is None:
        a.unasked(100, *(["target"] if target is None else []), *(["baseline"] if baseline is None else []))
    elif moves and direction is not Direction.MAINTAIN:
        try:
            met = level is not None and level != start and start is not None
            if met and target.is_met_by(start, baseline, direction=direction):
                a.finds("A102", 0, "target", f"The start, {start}, already meets the target, {level}.")
            else:
                a.passed()
        except UnitMismatchError:
            pass
    if horizon is None:
        a.unasked(100, "horizon")
    elif left >= 0 and not (horizon.start and horizon.start < today and (horizon.end - horizon.start).days <= 7):
        if left < 7:
            a.finds("A103", 1, "horizon.end", f"Days left until {horizon.end}: only {left}.")
        else:
            a.passed()
    if metric is None or horizon is None:
        a.unasked(100, *(["metric"] if metric is None else []), *(["horizon"] if horizon is None else []))
    elif metric.cadence is not None and left >= 0:
        if left < metric.cadence.days:
            text = f"Days between two readings: {metric.cadence.days}. Days left until {horizon.end}: {left}."
            a.finds("A104", 1, "horizon.end", text)
        else:
            a.passed()
    if goal.means or goal.activities:
        a.passed(10)
    else:
        a.finds("A201", 2, "means", "It does not say how to get there.", 10)
    if horizon is None:
        a.unasked(100, "horizon")
    elif goal.activities:
        late = [each for each in goal.activities if each.end is not None and each.end > horizon.end]
        for each in late:
            a.finds("A202", 1, "activities", f"“{each.name}” ends {each.end}, after the goal is due.")
        if not late:
            a.passed()

    if target is None or baseline is None or horizon is None:
        facts = (("target", target), ("baseline", baseline), ("horizon", horizon))
        r.unasked(100, *(name for name, fact in facts if fact is None))
    elif isinstance(target, Level) and start is not None and level is not None and start.magnitude > 0:
        small = start.unit.kind in (UnitKind.COUNT, UnitKind.NUMBER) and max(start.magnitude, level.magnitude) < 10
        if level.magnitude >= 0 and not small:
            _leap(r, "R102", float(level / start), months)
    if target is None or horizon is None:
        r.unasked(100, *(["target"] if target is None else []), *(["horizon"] if horizon is None else []))
    elif isinstance(target, Multiple):
        _leap(r, "R104", float(target.factor), months)
    elif isinstance(target, Change) and target.by.unit.kind is UnitKind.PERCENT:
        _leap(r, "R104", float(1 + target.by.magnitude / 100), months)

    if horizon is None:
        t.finds("T101", 0, "horizon", "No date is given for when the goal is due.", 100, decides=True)
        t.unasked(100, "horizon")
        t.unasked(50, "horizon")
        for _ in range(3):
            t.unasked(10, "horizon")
        return s, m, a, r, t
    t.passed()
    if horizon.end < today:
        t.finds("T103", 1, "horizon.end", f"The deadline, {horizon.end}, has passed.")
    else:
        t.passed()
    if baseline is not None and baseline.period is not None:
        if horizon.end < baseline.period.first:
            t.finds("T104", 0, "horizon.end", f"It is due {horizon.end}, before the baseline of {baseline.period}.", 50)
        elif horizon.end <= baseline.period.last:
            t.finds("T104", 1, "horizon.end", f"It is due {horizon.end}, within the baseline, {baseline.period}.", 50)
        else:
            t.passed(50)
    if months is not None and months > 18 and not horizon.checkpoints:
        t.finds("T201", 2, "horizon.checkpoints", f"It runs for {months} months without a checkpoint.", 10)
    else:
        t.passed(10)
    begins = today if horizon.start is None else max(horizon.start, today)
    ahead = months_between(begins, horizon.end)
    if ahead > 60:
        t.finds("T202", 2, "horizon.end", f"It looks {round(ahead / 12)} years ahead.", 10)
    else:
        t.passed(10)
    if horizon.checkpoints and horizon.start is not None:
        days = [horizon.start, *horizon.checkpoints, horizon.end]
        gap, one, other = max((later - day, day, later) for day, later in itertools.pairwise(days))
        gaps = [(later - day).days for day, later in itertools.pairwise(horizon.checkpoints)]
        dense = metric is not None and metric.cadence is not None and gaps and max(gaps) < metric.cadence.days
        if gap.days > 0.6 * (horizon.end - horizon.start).days:
            t.finds("T203", 2, "horizon.checkpoints", f"Nobody looks at it between {one} and {other}.", 10)
        elif dense:
            t.finds("T203", 2, "horizon.checkpoints", f"It is looked at every {max(gaps)} days or more often.", 10)
        else:
            t.passed(10)
    return s, m, a, r, t


def _digits(number: Quantity) -> int:
    return len(f"{number.magnitude.copy_abs():f}".replace(".", "").strip("0"))


def _leap(part: Part, code: str, ratio: float, months: int | None) -> None:
    if ratio <= 0:
        part.passed()
        return
    a_year = ratio ** (12 / months) if months is not None and months > 12 else ratio
    if a_year >= 3:
        part.finds(code, 1, "target", f"It asks for {ratio:.1f} times the start.")
    elif a_year <= 1 / 3:
        part.finds(code, 1, "target", f"The start is {1 / ratio:.1f} times the target.")
    elif months and abs(ratio ** (1 / months) - 1) > 0.25:
        share = round(abs(ratio ** (1 / months) - 1) * 100)
        part.finds(code, 1, "target", f"It asks for a change of {share} percent a month, {months} months in a row.")
    else:
        part.passed()


# what one would take instead


def plain(goal: Goal, today: dt.date) -> dict[str, Any]:
    """The facts of a goal as plain values, for engines that know no objects of ours."""
    metric, baseline, target, horizon = goal.metric, goal.baseline, goal.target, goal.horizon
    start = baseline.quantity if baseline is not None else None
    level = target.level(baseline) if target is not None and baseline is not None else None
    number = getattr(target, "quantity", None) or getattr(target, "by", None)
    ratio = None
    if isinstance(target, Level) and start is not None and level is not None:
        ratio = float(level / start)
    change = None
    if isinstance(target, Multiple):
        change = float(target.factor)
    elif isinstance(target, Change):
        change = float(1 + target.by.magnitude / 100)
    months = horizon.months(on=today) if horizon is not None else None
    period = baseline.period if baseline is not None else None
    opening = horizon.start if horizon is not None else None
    old = period is not None and start is not None and opening is not None and opening > period.last
    points = horizon.checkpoints if horizon is not None else ()
    cadence = metric.cadence.days if metric is not None and metric.cadence is not None else None
    days = (horizon.end - (horizon.start or today)).days if horizon is not None else None
    gaps = [(b - a).days for a, b in itertools.pairwise([opening, *points, horizon.end])] if points and opening else []
    return {
        "owner": goal.owner,
        "metric": metric.name if metric is not None else None,
        "direction": metric.direction.value if metric is not None and metric.direction is not None else None,
        "source": metric.source if metric is not None else None,
        "cadence": cadence,
        "kind": type(target).__name__ if target is not None else None,
        "number": float(number.magnitude) if number is not None else None,
        "digits": _digits(number) if number is not None else 0,
        "unitless": number is not None and number.unit.kind is UnitKind.NUMBER,
        "start": float(start.magnitude) if start is not None else None,
        "start_digits": _digits(start) if start is not None else 0,
        "baseline": baseline is not None,
        "dated": period is not None,
        "age": months_between(period.last + dt.timedelta(days=1), opening) if old else None,  # type: ignore[union-attr]
        "level": float(level.magnitude) if level is not None else None,
        "met": bool(level is not None and start is not None and level != start
                    and target.is_met_by(start, baseline, direction=metric.direction if metric else None)),
        "ratio": ratio,
        "change": change,
        "yearly": None if (one := ratio or change) is None or months is None else one ** (12 / max(12, months)),
        "monthly": None if (one := ratio or change) is None or not months else abs(one ** (1 / months) - 1),
        "horizon": horizon is not None,
        "days": days,
        "left": (horizon.end - today).days if horizon is not None else None,
        "months": months,
        "ahead": months_between(max(opening or today, today), horizon.end) if horizon is not None else None,
        "checkpoints": len(points),
        "widest": max(gaps, default=0) / max(1, days or 1),
        "between": max(gaps[1:-1], default=None),
        "late": sum(1 for each in goal.activities if each.end and horizon and each.end > horizon.end),
        "means": len(goal.means) + len(goal.activities),
        "after": (horizon.end - period.last).days if horizon is not None and period is not None else None,
    }  # fmt: skip


EXPRESSIONS = {
    "S201": "owner == null",
    "M101": "metric == null",
    "M102": "unitless and metric == null",
    "M104": "metric != null and source == null and owner != null and kind != null and start != null",
    "M105": "metric != null and cadence != null and days != null and days < 3 * cadence",
    "M201": "start == null",
    "M202": "start != null and not dated",
    "M203": "(kind == 'Change' or kind == 'Multiple') and start == null and not dated",
    "M204": "age != null and age > 24 and kind != 'Change' and kind != 'Multiple'",
    "M301": "kind == null",
    "M302": "level != null and level == start and direction != 'maintain'",
    "M303": "level != null and start != null and (direction == 'increase' and level < start"
    " or direction == 'decrease' and level > start)",
    "M305": "number != null and (number >= 1 or number <= -1) and number <= 99"
    " and digits > 4 and digits > start_digits",
    "A102": "met and kind != null and direction != 'maintain'",
    "A103": "left != null and left >= 0 and left < 7",
    "A104": "metric != null and cadence != null and left != null and left >= 0 and left < cadence",
    "A201": "means == 0",
    "A202": "late > 0",
    "R102": "ratio != null and yearly != null"
    " and (yearly >= 3 or yearly <= 0.3333 or monthly != null and monthly > 0.25)",
    "R104": "change != null and yearly != null"
    " and (yearly >= 3 or yearly <= 0.3333 or monthly != null and monthly > 0.25)",
    "T101": "not horizon",
    "T103": "left != null and left < 0",
    "T104": "after != null and after <= 0",
    "T201": "months != null and months > 18 and checkpoints == 0",
    "T202": "ahead != null and ahead > 60",
    "T203": "checkpoints > 0 and (widest > 0.6 or between != null and cadence != null and between < cadence)",
}


def with_rule_engine() -> Callable[[dict[str, Any]], list[str]]:
    """The checks as expressions of rule-engine, compiled."""
    import rule_engine

    context = rule_engine.Context(default_value=None)
    rules = [(code, rule_engine.Rule(text, context=context)) for code, text in EXPRESSIONS.items()]
    return lambda facts: [code for code, rule in rules if rule.matches(facts)]


def with_pydantic() -> Callable[[dict[str, Any]], list[str]]:
    """The checks as validators of pydantic, one for each of as many fields, which all get the facts."""
    import pydantic

    def validator(text: str) -> Callable[[Any], Any]:
        words = text.replace("!= null", "is not None").replace("== null", "is None")
        scope: dict[str, Any] = {}
        names = [name for name in plain(exemplary_goal(), TODAY) if name in words]
        exec(f"def flaw(f):\n    {'; '.join(f'{name} = f[{name!r}]' for name in names)}\n    return {words}", scope)
        flaw = scope["flaw"]

        def check(facts: Any) -> Any:
            if flaw(facts):
                raise ValueError("it has this flaw")
            return facts

        return check

    fields: dict[str, Any] = {
        code: (Annotated[Any, pydantic.AfterValidator(validator(text))], ...) for code, text in EXPRESSIONS.items()
    }
    model = pydantic.create_model("Checked", **fields)

    def judge(facts: dict[str, Any]) -> list[str]:
        try:
            model.model_validate(dict.fromkeys(EXPRESSIONS, facts))
        except pydantic.ValidationError as error:
            return [str(each["loc"][0]) for each in error.errors(include_url=False, include_input=False)]
        return []

    return judge


# measuring


def contenders(typed: RuleSet) -> dict[str, tuple[Callable[[Any], Any], Callable[[Goal], Any]]]:
    """Each contender by name: how it judges, and what it is given for a goal."""
    heard = {}

    def statement(goal: Goal) -> Any:
        if goal.statement not in heard:
            heard[goal.statement] = parse(goal.statement, context=CONTEXT)
        return attrs.evolve(heard[goal.statement], goal=goal)

    found: dict[str, tuple[Callable[[Any], Any], Callable[[Goal], Any]]] = {
        "by hand": (lambda goal: by_hand(goal, TODAY), lambda goal: goal),
        "smartgoals, typed": (lambda said: assess(said, context=CONTEXT, rules=typed), statement),
        "smartgoals, full": (lambda said: assess(said, context=CONTEXT), statement),
    }
    for name, alone, make in (
        ("rule-engine", "expressions alone", with_rule_engine),
        ("pydantic", "validators alone", with_pydantic),
    ):
        try:
            judge = make()
        except ImportError:
            print(f"{name} is not installed, and left out (pip install --group bench)")
        else:
            found[name] = (lambda goal, judge=judge: judge(plain(goal, TODAY)), lambda goal: goal)
            found[alone] = (judge, lambda goal: plain(goal, TODAY))
    return found


def agree(some: Sequence[Goal], judges: dict[str, tuple[Callable[[Any], Any], Callable[[Goal], Any]]]) -> None:
    """Refuse to measure contenders that do not do the same: findings, scores and verdicts for ours and the function."""
    for goal in some:
        ours = judges["smartgoals, typed"][0](judges["smartgoals, typed"][1](goal))
        theirs = by_hand(goal, TODAY)
        for judgement, part in zip(ours, theirs, strict=True):
            told = sorted(finding.code for finding in judgement.findings)
            assert told == sorted(each.code for each in part.found), (goal, judgement, part)
            assert (judgement.verdict.value, judgement.score) == part.verdict(), (goal, judgement, part)
        codes = {finding.code for finding in ours.findings}
        for name in judges.keys() - {"by hand", "smartgoals, typed", "smartgoals, full"}:
            judge, prepare = judges[name]
            assert codes == set(judge(prepare(goal))), (name, goal, codes ^ set(judge(prepare(goal))))


def measure(runs: dict[str, tuple[Callable[[Any], Any], list[Any]]], rounds: int) -> dict[str, list[float]]:
    """µs a goal, by contender and round."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (judge, given) in runs.items():
            began = time.perf_counter()
            for each in given:
                judge(each)
            times[name].append((time.perf_counter() - began) / len(given) * 1e6)
    return times


def report(title: str, times: dict[str, list[float]], bases: Iterable[str]) -> None:
    """Print a table."""
    bases = [base for base in bases if base in times]
    print(f"\n{title}\n{'µs a goal':20}{'median':>9}{'min':>9}{'max':>9}{'per s':>9}", end="")
    print("".join(f"{'/ ' + base:>14}" for base in bases))
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:20}{middle:>9.1f}{min(taken):>9.1f}{max(taken):>9.1f}{1e6 / middle:>9.0f}", end="")
        for base in bases:
            print(f"{statistics.median(t / b for t, b in zip(taken, times[base], strict=True)):>14.2f}", end="")
        print()


def sentences() -> list[tuple[str, str]]:
    """The sentences of the tests, with their languages."""
    return [
        (code, case["text"])
        for code in ("en", "sv")
        for case in tomllib.loads((CORPUS / f"{code}.toml").read_text(encoding="utf-8"))["case"]
    ]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15, help="rounds (default 15)")
    chosen = options.parse_args()
    some = goals()
    typed = RuleSet.builtin().select(*TYPED)
    judges = contenders(typed)
    agree(some, judges)
    runs = {name: (judge, [prepare(goal) for goal in some]) for name, (judge, prepare) in judges.items()}
    everything = sum(not rule.is_of_portfolio for rule in RuleSet.builtin())
    title = f"{len(some)} typed goals; {len(TYPED)} checks, and {everything} in full"
    report(title, measure(runs, chosen.rounds), ("by hand", "rule-engine"))
    contexts = {code: Context(TODAY, code) for code in ("en", "sv")}
    read = [(parse(text, context=contexts[code]), contexts[code]) for code, text in sentences()]
    said = {
        "assess": (lambda given: assess(given[0], context=given[1]), read),
        "parse": (lambda given: parse(given[1], context=contexts[given[0]]), sentences()),
    }
    report(f"{len(read)} sentences, all rules", measure(said, max(3, chosen.rounds // 3)), ("parse",))


if __name__ == "__main__":
    main()
