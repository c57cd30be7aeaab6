"""A goal: its statement, and whatever else has been said about it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model.activity import Activity
from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_date,
    is_text,
    member,
    refuse,
    to_date,
    to_optional_date,
    to_optional_text,
    to_text,
    to_tuple,
    to_tuple_of,
    unless_none,
)
from smartgoals.model.horizon import Horizon, Term
from smartgoals.model.metric import Direction, Metric
from smartgoals.model.target import Band, Baseline, Bound, Change, Habit, Level, Multiple, Target
from smartgoals.model.unit import EXACT, Quantity, Unit, UnitKind

__all__ = ["Acceptance", "Changed", "Difference", "Effect", "Goal", "Revision", "Waiver"]


@attrs.frozen(repr=False)
class Waiver:
    """A rule that does not count for a goal, and why.

    Attributes:
        code: The rule.
        reason: Why it is waived; shown in every report.
        expires: The last day it holds; None for good.
    """

    code: str = attrs.field(converter=to_text, validator=is_text)
    reason: str = attrs.field(converter=to_text, validator=is_text)
    expires: dt.date | None = attrs.field(default=None, converter=to_optional_date, validator=unless_none(is_date))

    __repr__ = concise


@attrs.frozen(repr=False)
class Acceptance:
    """Someone who has said yes to a goal, and when."""

    by: str = attrs.field(converter=to_text, validator=is_text)
    on: dt.date | None = attrs.field(default=None, converter=to_optional_date, validator=unless_none(is_date))

    __repr__ = concise


def _is_ordinal(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        refuse(owner, attribute.name, value, "is no positive whole number", "give 1 or more")


def _is_goal(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Goal):
        refuse(owner, attribute.name, value, "is no Goal", "give the goal as it was")


@attrs.frozen(repr=False)
class Revision:
    """One change of a goal: the version before it, why, and when.

    Attributes:
        number: 1 for the first change.
        reason: Why the goal was changed.
        on: The day of the change.
        previous: The goal as it was, without its own revisions.
    """

    number: int = attrs.field(validator=_is_ordinal)
    reason: str = attrs.field(converter=to_text, validator=is_text)
    on: dt.date = attrs.field(converter=to_date, validator=is_date)
    previous: Goal = attrs.field(validator=_is_goal)

    __repr__ = concise


class Effect(StrEnum):
    """What a change did to a goal."""

    HARDER = "harder"
    EASIER = "easier"
    DIFFERENT_METRIC = "different_metric"
    UNCHANGED = "unchanged"
    UNCLEAR = "unclear"


@attrs.frozen(repr=False)
class Changed:
    """One field that differs between two versions of a goal."""

    field: str
    before: Any
    after: Any

    __repr__ = concise

    def __str__(self) -> str:
        return f"{self.field}: {self.before} -> {self.after}"


def _effect(value: Effect | str) -> Effect:
    return member(Effect, value, "Difference", "verdict")


@attrs.frozen(repr=False)
class Difference:
    """What differs between two versions of a goal, and what that means.

    Attributes:
        changes: The fields that differ.
        verdict: Whether the newer is harder or easier to reach. *Unclear* when one part is harder and another easier,
            or when the numbers do not tell.
    """

    changes: tuple[Changed, ...] = attrs.field(converter=to_tuple, validator=holds(Changed))
    verdict: Effect = attrs.field(converter=_effect)

    __repr__ = concise


def _to_tags(value: Iterable[str]) -> frozenset[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value  # type: ignore[return-value]  # refused by the validator
    tags = [to_text(tag) for tag in value]
    return frozenset(tags) if all(isinstance(tag, str) for tag in tags) else tags  # type: ignore[return-value]  # refused


def _are_tags(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, frozenset | list):
        refuse(owner, attribute.name, value, "is not a collection", "give a set of texts, even for a single tag")
    for tag in value:
        is_text(owner, attribute, tag)


def _to_acceptances(value: Iterable[Acceptance | str]) -> tuple[Acceptance, ...]:
    return to_tuple_of(Acceptance, value)


def _to_activities(value: Iterable[Activity | str]) -> tuple[Activity, ...]:
    return to_tuple_of(Activity, value)


def _to_term(value: Term | str | None) -> Term | None:
    return None if value is None else member(Term, value, "Goal", "filed_under")


@attrs.frozen(repr=False)
class Goal:
    """A goal. Only the statement must be said; what else is None or empty is not said yet.

    What is said must make sense together: baseline and target are in one unit, and in the metric's when that is said.
    Whether the goal is a good one is for rules to judge.

    Attributes:
        statement: The goal in words.
        id: A name for it that is unique in its portfolio.
        metric: What it is measured by.
        baseline: Where it starts.
        target: Where it wants to go.
        horizon: From when until when.
        owner: Who answers for it.
        accepted_by: Who has said yes to it.
        area: The business area it belongs to.
        filed_under: The term that its list was headed with.
        supports: Ids of objectives or goals that it serves.
        depends_on: Ids of goals or activities that must be done first.
        activities: What will be done.
        means: What it draws on, in words.
        budget: What it may cost.
        rationale: Why it is worth having.
        tags: Free labels.
        waivers: Rules that do not count for it.
        revisions: How it came to be what it is.

    Example:
        >>> goal = Goal("Cut returns from 9 % to 6 % by June 2027", target=Level(Quantity(6, Unit.percent())))
        >>> goal.horizon is None
        True
    """

    statement: str = attrs.field(converter=to_text, validator=is_text)
    id: str | None = attrs.field(default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text))
    metric: Metric | None = attrs.field(default=None, kw_only=True, validator=instance(Metric, none=True))
    baseline: Baseline | None = attrs.field(default=None, kw_only=True, validator=instance(Baseline, none=True))
    target: Target | None = attrs.field(default=None, kw_only=True, validator=instance(Target, none=True))
    horizon: Horizon | None = attrs.field(default=None, kw_only=True, validator=instance(Horizon, none=True))
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    accepted_by: tuple[Acceptance, ...] = attrs.field(
        default=(), kw_only=True, converter=_to_acceptances, validator=holds(Acceptance)
    )
    area: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    filed_under: Term | None = attrs.field(default=None, kw_only=True, converter=_to_term)
    supports: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    depends_on: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    activities: tuple[Activity, ...] = attrs.field(
        default=(), kw_only=True, converter=_to_activities, validator=holds(Activity)
    )
    means: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    budget: Quantity | None = attrs.field(default=None, kw_only=True, validator=instance(Quantity, none=True))
    rationale: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    tags: frozenset[str] = attrs.field(default=frozenset(), kw_only=True, converter=_to_tags, validator=_are_tags)
    waivers: tuple[Waiver, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(Waiver))
    revisions: tuple[Revision, ...] = attrs.field(
        default=(), kw_only=True, converter=to_tuple, validator=holds(Revision)
    )

    def __attrs_post_init__(self) -> None:
        target, start = self.target, self.baseline.quantity if self.baseline is not None else None
        aimed = target.unit if isinstance(target, Level | Band) else None
        if start is not None and aimed is not None and aimed != start.unit and not _convertible(aimed, start.unit):
            refuse(
                self,
                "target",
                str(aimed),
                f"is not in the baseline's unit {str(start.unit)!r}",
                "give both in one unit",
            )
        if isinstance(target, Change) and start is not None:
            kind = target.by.unit.kind
            if kind is UnitKind.PERCENTAGE_POINT and not start.unit.is_share:
                refuse(
                    self,
                    "target",
                    str(target.by),
                    f"cannot change a level in {str(start.unit)!r}",
                    "give a baseline in percent, or a change in percent",
                )
            if (
                kind not in (UnitKind.PERCENT, UnitKind.PERCENTAGE_POINT)
                and target.by.unit != start.unit
                and not (_convertible(target.by.unit, start.unit))
            ):
                refuse(
                    self,
                    "target",
                    str(target.by.unit),
                    f"is not in the baseline's unit {str(start.unit)!r}",
                    "give both in one unit",
                )
        for name in ("commit", "stretch"):
            grade = getattr(target, name) if isinstance(target, Change | Multiple) else None
            if grade is not None and start is not None and grade.unit != start.unit:
                refuse(
                    self,
                    "target",
                    str(grade),
                    f"is not in the baseline's unit {str(start.unit)!r}",
                    "give both in one unit",
                )
        unit = self.metric.unit if self.metric is not None else None
        for name, found in (("target", aimed), ("baseline", start.unit if start is not None else None)):
            if unit is not None and found is not None and found != unit and not _convertible(found, unit):
                refuse(self, name, str(found), f"is not in the metric's unit {str(unit)!r}", "give both in one unit")

    __repr__ = concise

    def __str__(self) -> str:
        return self.statement

    def to_html(self, language: str = "en") -> str:
        """The goal and what is said about it as HTML, to stand inside another page."""
        from smartgoals.model.showing import goal_page

        return goal_page(self, language).to_html(language)

    def to_markdown(self, language: str = "en") -> str:
        """The goal and what is said about it as Markdown."""
        from smartgoals.model.showing import goal_page

        return goal_page(self, language).to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def revise(self, *, reason: str, on: dt.date | str, **changes: Any) -> Goal:
        """A new version of the goal; the old one is kept in `revisions`.

        Args:
            reason: Why it is changed.
            on: The day of the change.
            changes: The fields that change, with their new values.

        Raises:
            InvalidValueError: Nothing changes, a field does not exist, or the day is before that of the last change.

        Example:
            >>> goal = Goal("Cut returns", owner="Ada").revise(reason="Ada left", on="2026-03-01", owner="Bo")
            >>> goal.revisions[0].previous.owner
            'Ada'
        """
        known = {attribute.name for attribute in attrs.fields(Goal)} - {"revisions"}
        for name, value in changes.items():
            if name not in known:
                refuse(
                    "Goal.revise",
                    name,
                    value,
                    "is no field of a goal",
                    f"change one of {', '.join(sorted(known))}",
                )
        changed = attrs.evolve(self, **changes)
        if changed == self:
            refuse("Goal.revise", "changes", sorted(changes), "change nothing", "give at least one field a new value")
        step = Revision(len(self.revisions) + 1, reason, on, attrs.evolve(self, revisions=()))
        if self.revisions and step.on < self.revisions[-1].on:
            last = self.revisions[-1].on
            refuse("Goal.revise", "on", step.on, f"is before the last change, of {last}", "tell changes in their order")
        return attrs.evolve(changed, revisions=(*self.revisions, step))

    def completed(self, other: Goal, fields: Iterable[str]) -> Goal:
        """The goal with what another says where it is silent itself.

        What does not go with the rest of it, such as another unit, stays unsaid.

        Args:
            other: Such as the goal that its own statement was read into.
            fields: The fields that may be taken over.

        Example:
            >>> Goal("Cut returns", owner="Ada").completed(Goal("x", owner="Bo", area="Shop"), ["owner", "area"])
            Goal('Cut returns', owner='Ada', area='Shop')
        """
        said = {name: value for name in fields if not getattr(self, name) and (value := getattr(other, name))}
        if not said:
            return self
        try:
            return attrs.evolve(self, **said)
        except InvalidValueError:
            goal = self
            for name, value in said.items():
                with contextlib.suppress(InvalidValueError):
                    goal = attrs.evolve(goal, **{name: value})
            return goal

    def diff(self, earlier: Goal) -> Difference:
        """What differs from an earlier version, and whether that made the goal harder or easier.

        A target further from the earlier baseline, in the same direction, is harder; so is an earlier deadline.
        """
        changes = tuple(
            Changed(name, getattr(earlier, name), getattr(self, name))
            for name in (a.name for a in attrs.fields(Goal))
            if name != "revisions" and getattr(earlier, name) != getattr(self, name)
        )
        return Difference(changes, _verdict(earlier, self, {change.field for change in changes}))


def _convertible(one: Unit, other: Unit) -> bool:
    """Whether pint may turn one into the other; that it can is checked when it is done."""
    return one.kind is UnitKind.PHYSICAL and other.kind is UnitKind.PHYSICAL


def _verdict(old: Goal, new: Goal, fields: set[str]) -> Effect:
    if not fields & {"metric", "baseline", "target", "horizon"}:
        return Effect.UNCHANGED
    if old.metric is not None and new.metric is not None and _measures(old.metric) != _measures(new.metric):
        return Effect.DIFFERENT_METRIC
    votes: list[int | None] = []
    if "metric" in fields:
        told = old.metric is not None and new.metric is not None and old.metric.direction is new.metric.direction
        votes.append(0 if told else None)
    if "baseline" in fields:
        votes.append(None)
    if "target" in fields:
        votes.append(_harder_target(old, new))
    if "horizon" in fields:
        before, after = (goal.horizon.end if goal.horizon else None for goal in (old, new))
        votes.append(None if before is None or after is None else (after < before) - (after > before))
    total = {vote for vote in votes if vote != 0}
    if None in total or len(total) == 2:
        return Effect.UNCLEAR
    return Effect.UNCHANGED if not total else Effect.HARDER if total == {1} else Effect.EASIER


def _measures(metric: Metric) -> tuple[object, ...]:
    """What makes a metric the one it is; where it is read and how often does not."""
    return metric.name, metric.unit, metric.kind, metric.aggregation, metric.population


def _harder_target(old: Goal, new: Goal) -> int | None:
    """1 when the new target is further away, -1 when nearer, 0 when as far, None when the numbers do not tell."""
    match old.target, new.target:
        case Band() as before, Band() as after if before.unit == after.unit:
            within = before.low <= after.low and after.high <= before.high
            around = after.low <= before.low and before.high <= after.high
            return within - around if within or around else None
        case Habit() as before, Habit() as after if before.per != after.per:
            return None
        case Change() as before, Change() as after if before.by.unit == after.by.unit:
            return _harder_change(before.by.magnitude, after.by.magnitude, (before.bound, after.bound))
        case Multiple() as before, Multiple() as after:
            sizes = tuple(EXACT.subtract(target.factor, 1) for target in (before, after))
            return _harder_change(sizes[0], sizes[1], (before.bound, after.bound))
        case (Band(), _) | (_, Band()):
            return None
    return _harder_level(old, new)


def _harder_change(before: Decimal, after: Decimal, bounds: tuple[Bound, Bound]) -> int | None:
    capped = bounds[0] is Bound.AT_MOST
    if (before > 0) is not (after > 0) or 0 in (before, after) or capped is not (bounds[1] is Bound.AT_MOST):
        return None
    before, after = before.copy_abs(), after.copy_abs()
    change = (after > before) - (after < before)
    return -change if capped else change


def _harder_level(old: Goal, new: Goal) -> int | None:
    """How a new level compares with an old one, both seen from the old start."""
    before, after = (goal.target.level(old.baseline) if goal.target else None for goal in (old, new))
    if before is None or after is None or before.unit != after.unit:
        return None
    up = _upwards(old, before, after)
    if up is None or (_is_bounded(new.target) and up is not _upwards(new, after, before)):
        return None
    change = (after > before) - (after < before)
    return change if up else -change


def _upwards(goal: Goal, level: Quantity, other: Quantity) -> bool | None:
    """Whether more is what the target asks for; None when nothing tells, or the other level is across the start."""
    if _is_bounded(goal.target):
        return bool(getattr(goal.target, "bound", None) is Bound.AT_LEAST)
    direction = goal.metric.direction if goal.metric is not None else None
    if direction in (Direction.INCREASE, Direction.DECREASE) or isinstance(goal.target, Habit):
        return direction is not Direction.DECREASE
    start = goal.baseline.quantity if goal.baseline is not None else None
    if start is None or start == level or min(level, other) < start < max(level, other):
        return None
    return level > start


def _is_bounded(target: Target | None) -> bool:
    """Whether the target itself says that it is a floor or a ceiling of levels."""
    return isinstance(target, Level) and target.bound is not Bound.EXACTLY
