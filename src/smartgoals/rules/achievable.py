"""Achievable: is the goal possible?

A1xx looks at the target and the time left, A2xx at the means, A3xx at what has been seen before, A4xx at those who are
to do it. Where only history can tell, the rule asks for it and judges nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from smartgoals.errors import UnitMismatchError
from smartgoals.lexicon import load
from smartgoals.model import Band, Bounds, Change, Direction, Habit, Level, Milestones, Quantity, Unit, UnitKind
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.relations import related
from smartgoals.rules.trend import best_pace, followed, known

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Context, Goal, Horizon, Metric, Portfolio, Series, Target
    from smartgoals.statement import Statement

__all__ = [
    "activity_after_deadline",
    "already_achieved",
    "depends_on_later",
    "no_means",
    "no_reading_left",
    "not_accepted",
    "outside_bounds",
    "pace_never_seen",
    "too_little_time",
]

_ENOUGH = 3
"""Days with a reading from which a pace can be told from a leap."""


@rule("A101", criterion="achievable")
def outside_bounds(
    metric: Metric, target: Target, statement: Statement, baseline: Baseline | None = None
) -> Iterator[Remark]:
    """The target lies where the metric cannot go.

    The metric's own bounds count first. Without them, a share lies between 0 and 100 percent, a number of things is
    not negative, and nothing can be cut by more than all of it. Per cent that measure no share may well pass 100.

    Why: However hard people work, this goal is missed.
    Flags:
        > metric=Metric("share of loyal customers", Unit.percent()), baseline=Baseline(Quantity(60, Unit.percent())),
          target=Level(Quantity(120, Unit.percent()))
        sv: Minska antalet felplock med 120 % senast i juni 2030.
    Accepts:
        > metric=Metric("share of loyal customers", Unit.percent()), baseline=Baseline(Quantity(60, Unit.percent())),
          target=Level(Quantity(100, Unit.percent()))
        sv: Öka antalet nyhetsbrevsläsare med 120 % senast i juni 2030.
    Advice: Check the number and the unit: a change in percent is easily written as a level.
    Ask: Is the number a level, or a change?
    Source: own choice
    """
    if isinstance(target, Milestones):
        raise NotApplicable("the target is an event, not a number")
    if isinstance(target, Change) and target.by.unit.kind is UnitKind.PERCENT and target.by.magnitude < -100:
        yield Remark(
            "Nothing can fall by {cut}; {whole} is all of it.", at="target", variant="cut",
            values={"cut": abs(target.by), "whole": Quantity(100, Unit.percent())},
        )  # fmt: skip
        return
    ends = (target.low, target.high) if isinstance(target, Band) else (target.level(baseline),)
    for level in ends:
        if level is None:
            continue
        bounds, severity = _bounds(metric, level, statement)
        try:
            if bounds.high is not None and level > bounds.high:
                yield Remark(
                    "{target} is above the highest possible, {limit}.", at="target", variant="high", severity=severity,
                    values={"target": level, "limit": bounds.high},
                )  # fmt: skip
            elif bounds.low is not None and level < bounds.low:
                yield Remark(
                    "{target} is below the lowest possible, {limit}.", at="target", variant="low", severity=severity,
                    values={"target": level, "limit": bounds.low},
                )  # fmt: skip
        except UnitMismatchError:
            raise NotApplicable("the target is not in the unit of the metric's bounds") from None


def _bounds(metric: Metric, level: Quantity, statement: Statement) -> tuple[Bounds, Severity]:
    """Where the metric can go, and how sure that is."""
    if metric.bounds is not None:
        return metric.bounds, Severity.MAJOR
    if level.unit.kind is UnitKind.COUNT:
        return Bounds(low=_zero(level.unit)), Severity.MAJOR
    if level.unit.is_share:
        sure = _is_share(metric.name, statement)
        return Bounds(_zero(level.unit), Quantity(100, level.unit)), Severity.MAJOR if sure else Severity.HINT
    return Bounds(), Severity.MAJOR


@functools.lru_cache(maxsize=64)
def _zero(unit: Unit) -> Quantity:
    return Quantity(0, unit)


def _is_share(name: str, statement: Statement) -> bool:
    words, endings = _shares(statement.language)
    return any(word in words or word.endswith(endings) for word in name.casefold().split())


@functools.cache
def _shares(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words, and the endings of words, that stand for a share of a whole."""
    shares = load(language).data["shares"]
    return frozenset(map(str.casefold, shares["words"])), tuple(map(str.casefold, shares["endings"]))


@rule("A102", criterion="achievable")
def already_achieved(
    target: Target, baseline: Baseline, metric: Metric | None = None, series: Series | None = None,
    context: Context | None = None,
) -> Iterator[Remark]:  # fmt: skip
    """The goal is met before it begins.

    The start, or the latest reading, already meets the target. Levels that are to be kept are meant to be so.

    Why: Work on it changes nothing, and its green light hides what needs attention.
    Flags:
        > metric=Metric("deliveries on time", direction="increase"), baseline=Baseline(Quantity(96, Unit.percent())),
          target=Level(Quantity(95, Unit.percent()), "at_least")
    Accepts:
        > metric=Metric("deliveries on time", direction="maintain"), baseline=Baseline(Quantity(96, Unit.percent())),
          target=Level(Quantity(95, Unit.percent()), "at_least")
        > metric=Metric("deliveries on time", direction="increase"), baseline=Baseline(Quantity(88, Unit.percent())),
          target=Level(Quantity(95, Unit.percent()), "at_least")
    Advice: Aim further, or say that the level is to be kept.
    Ask: Is the level to be kept, or should the target lie further off?
    Source: own choice
    """
    direction = metric.direction if metric is not None else None
    if isinstance(target, (Milestones, Habit, Band)):
        raise NotApplicable("the target is no level to pass")
    if direction is Direction.MAINTAIN:
        raise NotApplicable("the level is to be kept")
    level = target.level(baseline)
    if level is None or level == baseline.quantity:
        return
    try:
        if baseline.quantity is not None and target.is_met_by(baseline.quantity, baseline, direction=direction):
            yield Remark(
                "The start, {start}, already meets the target, {target}.", at="target",
                values={"start": baseline.quantity, "target": level},
            )  # fmt: skip
            return
        readings = known(series, context.today) if series is not None and context is not None else ()
        last = readings[-1] if readings else None
        if last is not None and target.is_met_by(last.value, baseline, direction=direction):
            yield Remark(
                "The reading of {on}, {value}, already meets the target, {target}.", at="target", variant="reading",
                severity=Severity.HINT, values={"on": last.on, "value": last.value, "target": level},
            )  # fmt: skip
    except UnitMismatchError:
        raise NotApplicable("start and target are in different units") from None


@rule("A103", criterion="achievable", severity="minor")
def too_little_time(horizon: Horizon, context: Context, *, min_days: int = 7) -> Iterator[Remark]:
    """The deadline is only days away.

    A goal that was planned for a short time from the start is left alone.

    Why: There is hardly time to do anything, and none to see whether it worked.
    Flags:
        sv: Minska returgraden från 9 % till 6 % inom 2 dagar.
    Accepts:
        sv: Minska returgraden från 9 % till 6 % inom 2 år.
        > horizon=Horizon("2019-01-01", "2099-12-31")
    Advice: Move the date, or make the goal one that fits the days left.
    Ask: What can still be done in the time left?
    Options:
        min_days: Days that must be left, today not counted.
    Source: own choice
    """
    left = (horizon.end - context.today).days
    if left < 0:
        raise NotApplicable("the deadline has passed")
    if horizon.start is not None and horizon.start < context.today and (horizon.end - horizon.start).days <= min_days:
        raise NotApplicable("the goal was planned for a few days")
    if left < min_days:
        values = {"days": left, "end": horizon.end}
        yield Remark("Days left until {end}: only {days}.", at="horizon.end", values=values)


@rule("A104", criterion="achievable", severity="minor")
def no_reading_left(metric: Metric, horizon: Horizon, context: Context) -> Iterator[Remark]:
    """The metric will not be read again before the deadline.

    A metric that is read once a year tells nothing about a goal that is due in a month.

    Why: The day comes and nobody knows how it went.
    Flags:
        > horizon=Horizon("2026-01-01", "2026-01-31")
    Accepts:
        > horizon=Horizon("2026-01-01", "2026-02-28")
        > metric=Metric("return rate", Unit.percent()), horizon=Horizon("2026-01-01", "2026-01-31")
    Advice: Set the deadline on a day when the figure is there, or read it once more.
    Ask: When is the next reading?
    Source: own choice
    """
    left = (horizon.end - context.today).days
    if metric.cadence is None or left < 0:
        raise NotApplicable("nobody says how often the metric is read" if left >= 0 else "the deadline has passed")
    if left < metric.cadence.days:
        yield Remark(
            "Days between two readings: {days}. Days left until {end}: {left}.", at="horizon.end",
            values={"days": metric.cadence.days, "left": left, "end": horizon.end},
        )  # fmt: skip


@rule("A201", criterion="achievable", severity="hint")
def no_means(goal: Goal, means: tuple[str, ...] | None = None) -> Iterator[Remark]:
    """The goal does not say how it is to be reached.

    Why: A goal without a first step waits for somebody else to take it.
    Flags:
        > means=(), activities=(), statement="Cut the return rate from 9 % in March 2026 to 6 % by June 2030."
    Accepts:
        sv: Minska returgraden från 9 % till 6 % senast i juni 2030 genom att visa måttabeller på varje produktsida.
        > means=(), activities=("Show size tables on every product page",)
    Advice: Name one or two things that will be done: "by showing size tables on every product page".
    Ask: What will you do to get there, and with whose help?
    Source: Vaimo
    """
    if not means and not goal.means and not goal.activities:
        yield Remark("It does not say how to get there.", at="means")


@rule("A202", criterion="achievable", severity="minor")
def activity_after_deadline(goal: Goal, horizon: Horizon) -> Iterator[Remark]:
    """What is to be done for the goal ends after the goal is due.

    Why: The effect of it comes when the goal has been judged already.
    Flags:
        > activities=(Activity("Size guide on every product page", end="2027-02-28"),)
    Accepts:
        > activities=(Activity("Size guide on every product page", end="2026-12-31"),)
        > activities=(Activity("Size guide on every product page"),)
    Advice: Do it earlier, or give the goal until the effect can be seen.
    Ask: Can it be done earlier?
    Source: own choice
    """
    if not goal.activities:
        raise NotApplicable("no activities are named")
    for activity in goal.activities:
        if activity.end is not None and activity.end > horizon.end:
            yield Remark(
                "“{activity}” ends {end}, after the goal is due.", at="activities",
                values={"activity": activity.name, "end": activity.end},
            )  # fmt: skip


@rule("A203", criterion="achievable", severity="minor")
def depends_on_later(goal: Goal, horizon: Horizon, portfolio: Portfolio | None = None) -> Iterator[Remark]:
    """A goal that this one rests on is due later.

    A goal rests on those that support it.

    Why: What it needs is not there when it is due.
    Flags:
        > portfolio=Portfolio((goal, evolve(goal, id="sizes", supports=("returns",),
          horizon=Horizon("2026-01-01", "2027-06-30"))))
    Accepts:
        > portfolio=Portfolio((goal, evolve(goal, id="sizes", supports=("returns",))))
        > portfolio=Portfolio((goal, evolve(goal, id="sizes", horizon=Horizon("2026-01-01", "2027-06-30"))))
    Advice: Change the order of the dates, or say which part of the other goal has to be there in time.
    Ask: What of it has to be there in time?
    Source: own choice
    """
    if portfolio is None or goal.id is None:
        raise NotApplicable("no other goals are at hand")
    for other in related(portfolio).serving.get(goal.id, ()):
        if other.horizon is not None and other.horizon.end > horizon.end:
            yield Remark(
                "It rests on “{statement}”, which is due {end}.", at="horizon.end",
                values={"statement": other.statement, "end": other.horizon.end},
                goals=(other.id,) if other.id is not None else (),
            )  # fmt: skip


@rule("A301", criterion="achievable", severity="minor")
def pace_never_seen(
    goal: Goal, series: Series, target: Target, horizon: Horizon, context: Context, metric: Metric | None = None,
    baseline: Baseline | None = None, *, factor: float = 1.0, impossible: float = 2.0, shortest: int = 28,
) -> Iterator[Remark]:  # fmt: skip
    """The goal needs a faster pace than the history has ever shown.

    The change that is left, per day, is compared with the best stretch in the readings. A stretch is at least half as
    long as the time left, so that one lucky week does not count for a year.

    Why: It can be done only if something is new, and the goal should say what.
    Flags:
        > target=Level(Quantity(5, Unit.percent())), horizon=Horizon("2026-01-01", "2026-04-30")
        > target=Level(Quantity(12, Unit.percent()))
    Accepts:
        > target=Level(Quantity(7, Unit.percent()))
    Advice: Name what will make this time different, or allow more time.
    Ask: What has the figure been, month by month, for the last two years?
    Options:
        factor: How many times the best pace is still thought possible.
        impossible: From how many times the best pace on the finding is major.
        shortest: Days that a stretch must last.
    Source: own choice
    """
    progress = followed(
        goal, series, context, target=target, horizon=horizon, metric=metric, baseline=baseline, least=_ENOUGH
    )
    now, level, days_left = progress.value, progress.target, (horizon.end - context.today).days
    if now is None or level is None or now == level or _is_met(target, now, baseline):
        raise NotApplicable("the target is met")
    way = float((level - now).magnitude)
    best = best_pace(progress, upward=way > 0, least=max(shortest, days_left // 2))
    if best is None:
        raise NotApplicable("all readings are of one day")
    needed = abs(way) / days_left
    if best <= 0:
        yield Remark(
            "The way from {now} to {target} has never been walked: the readings only stand still or go the other way.",
            at="target", variant="never", values={"now": now, "target": level},
        )  # fmt: skip
    elif needed > best * factor:
        told = {"now": now, "target": level, "end": horizon.end}
        severity = Severity.MAJOR if needed >= best * impossible else None
        times = round(needed / best, 1)
        yield Remark(
            "From {now} to {target} by {end} takes {times} times the best pace in the readings.", at="target",
            severity=severity, values={**told, "times": times},
        ) if times != 1 else Remark(
            "From {now} to {target} by {end} takes a little more than the best pace in the readings.", at="target",
            variant="just", severity=severity, values=told,
        )  # fmt: skip


def _is_met(target: Target, now: Quantity, baseline: Baseline | None) -> bool:
    if isinstance(target, Level) and (baseline is None or not baseline.is_known) and target.bound == "exactly":
        return False
    return bool(target.is_met_by(now, baseline))


@rule("A401", criterion="achievable", severity="minor")
def not_accepted(goal: Goal, *, expected: bool = False) -> Iterator[Remark]:
    """Nobody has said yes to the goal.

    In Swedish the A is often read as *accepterat*: agreed on by those who are to do it. For that reading the rule is
    switched on; in the reading of this library it stays off.

    Why: People work for a goal that they have said yes to, and around one that was handed to them.
    Flags:
        > accepted_by=(), options={"expected": True}
    Accepts:
        > accepted_by=(Acceptance("Head of customer service"),), options={"expected": True}
        > accepted_by=()
    Advice: Ask those who are to do it, and note who said yes and when.
    Ask: Who has said yes to it?
    Options:
        expected: Whether a goal must be accepted.
    Source: projektledarbloggen.se
    """
    if not expected:
        raise NotApplicable("acceptance is not asked for in this reading of the letters")
    if not goal.accepted_by:
        yield Remark("Nobody has said yes to it.", at="accepted_by")
