"""Where a goal starts from and where it wants to go.

A target is one of six kinds, which mean different things: a `Level` to reach, a `Change` relative to the baseline, a
`Multiple` of it, a `Band` to stay within, `Milestones` to pass, a `Habit` to keep. The set is closed, so that a
`match` over it can be complete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_date,
    is_text,
    member,
    refuse,
    to_day,
    to_optional_date,
    to_text,
    to_tuple_of,
    unless_none,
)
from smartgoals.model.horizon import Cadence
from smartgoals.model.metric import Direction
from smartgoals.model.period import Period
from smartgoals.model.unit import EXACT, Quantity, Unit, UnitKind, exact_decimal, plain

__all__ = ["Band", "Baseline", "Bound", "Change", "Habit", "Level", "Milestone", "Milestones", "Multiple", "Target"]

_HUNDRED = Decimal(100)


@attrs.frozen(repr=False)
class Baseline:
    """Where the metric stood when the goal was set.

    Attributes:
        quantity: The value; None while it is not known.
        period: When it was read; None when that is not said.

    Example:
        >>> Baseline.unknown().is_known
        False
    """

    quantity: Quantity | None = attrs.field(default=None, validator=instance(Quantity, none=True))
    period: Period | None = attrs.field(default=None, validator=instance(Period, none=True))

    __repr__ = concise

    def __str__(self) -> str:
        what = "unknown" if self.quantity is None else str(self.quantity)
        return what if self.period is None else f"{what} in {self.period}"

    @classmethod
    def unknown(cls, period: Period | None = None) -> Baseline:
        """A baseline that is yet to be measured; the period may be known all the same."""
        return cls(None, period)

    @property
    def is_known(self) -> bool:
        """Whether its value is known."""
        return self.quantity is not None


class Bound(StrEnum):
    """Whether a target is a point, a floor or a ceiling."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


def _bound(value: Bound | str) -> Bound:
    return member(Bound, value, "Target", "bound")


@attrs.frozen(repr=False)
class Target:
    """What a goal aims at; one of `Level`, `Change`, `Multiple`, `Band`, `Milestones` and `Habit`.

    Attributes:
        commit: A lower level that is promised, where there is one.
        stretch: A higher level that is hoped for, where there is one.
    """

    commit: Quantity | None = attrs.field(default=None, kw_only=True, validator=instance(Quantity, none=True))
    stretch: Quantity | None = attrs.field(default=None, kw_only=True, validator=instance(Quantity, none=True))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__module__ != __name__:
            msg = f"the kinds of Target are closed; {cls.__qualname__} cannot be added, use one of {', '.join(KINDS)}"
            raise TypeError(msg)
        super().__init_subclass__(**kwargs)

    def __attrs_post_init__(self) -> None:
        if type(self) is Target:
            refuse("Target", "kind", "Target", "says nothing by itself", f"use one of {', '.join(KINDS)}")
        unit = self.unit
        for name in ("commit", "stretch"):
            grade = getattr(self, name)
            if grade is not None and unit is not None and grade.unit != unit:
                refuse(
                    self, name, str(grade), f"is not in the target's unit {str(unit)!r}", "give all levels in one unit"
                )

    __repr__ = concise

    @property
    def unit(self) -> Unit | None:
        """The unit of the values aimed at, where the target itself tells; None where it is the baseline's."""
        return None

    def level(self, baseline: Baseline | None) -> Quantity | None:
        """The value aimed at, in the metric's unit; None when it cannot be told."""
        raise NotImplementedError

    def fraction(self, value: Quantity, baseline: Baseline | None) -> Decimal | None:
        """How much of the way from baseline to target lies behind: 0 at the baseline, 1 at the target, not clamped.

        None when there is no way to measure: no known baseline, or a baseline that equals the target.
        """
        level = self.level(baseline)
        if level is None or baseline is None or baseline.quantity is None:
            return None
        # Both distances are in the level's unit, whatever units of one dimension the others come in.
        way, left = (level - baseline.quantity).magnitude, (level - value).magnitude
        return None if way == 0 else EXACT.divide(EXACT.subtract(way, left), way)

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        """Whether a value meets the target, by direct comparison, the target itself included.

        Args:
            value: The value, in the metric's unit.
            baseline: Where the goal started.
            direction: Which way is better, where neither bound nor baseline tells.

        Returns:
            None when the target's level cannot be told.
        """
        level = self.level(baseline)
        if level is None:
            return None
        up = self.is_upward(baseline, direction=direction)
        return value == level if up is None else value >= level if up else value <= level

    def is_upward(self, baseline: Baseline | None, *, direction: Direction | None = None) -> bool | None:
        """Whether values above the level meet the target too (True), those below it (False), or only the level (None).

        Args:
            baseline: Where the goal started.
            direction: Which way is better, where neither bound nor baseline tells.
        """
        bound = getattr(self, "bound", Bound.EXACTLY)
        if bound is not Bound.EXACTLY:
            return bound is Bound.AT_LEAST
        if direction is Direction.INCREASE or direction is Direction.DECREASE:
            return direction is Direction.INCREASE
        level, start = self.level(baseline), baseline.quantity if baseline is not None else None
        return None if level is None or start is None or level == start else level > start


@attrs.frozen(repr=False)
class Level(Target):
    """A value to reach, to reach at least, or not to exceed.

    Example:
        >>> Level(Quantity(60)).fraction(Quantity(75), Baseline(Quantity(100)))
        Decimal('0.625')
    """

    quantity: Quantity = attrs.field(validator=instance(Quantity))
    bound: Bound = attrs.field(default=Bound.EXACTLY, converter=_bound)

    @property
    def unit(self) -> Unit:
        """The unit of the value."""
        return self.quantity.unit

    def level(self, baseline: Baseline | None) -> Quantity | None:
        return self.quantity

    def __str__(self) -> str:
        return f"{_WORDS[self.bound]}{self.quantity}"


@attrs.frozen(repr=False)
class Change(Target):
    """A change relative to the baseline: in percent, in percentage points, or by an amount.

    A percentage is of the size of the baseline, so that plus is always up: 20 percent up from a loss of 100 is a loss
    of 80. Of nothing it is nothing, and whether it is met cannot be told.

    Attributes:
        by: The change with its sign: a cut of 20 % is -20 percent.
        bound: Speaks of the size of the change: at least so much, at most so much.

    Example:
        >>> from smartgoals.model import Unit
        >>> print(Change(Quantity(-20, Unit.percent())).level(Baseline(Quantity(50))))
        40
    """

    by: Quantity = attrs.field(validator=instance(Quantity))
    bound: Bound = attrs.field(default=Bound.EXACTLY, converter=_bound)

    def level(self, baseline: Baseline | None) -> Quantity | None:
        start = baseline.quantity if baseline is not None else None
        if start is None:
            return None
        match self.by.unit.kind:
            case UnitKind.PERCENT:
                share = EXACT.divide(self.by.magnitude, _HUNDRED)
                step = EXACT.multiply(start.magnitude.copy_abs(), share)
                return Quantity(EXACT.add(start.magnitude, step), start.unit)
            case UnitKind.PERCENTAGE_POINT if start.unit.is_share:
                return Quantity(EXACT.add(start.magnitude, self.by.magnitude), start.unit)
        return start + self.by

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        level = self.level(baseline)
        if level is None or _stands_still(level, baseline, moves=self.by.magnitude != 0):
            return None
        return value >= level if self.is_upward(baseline) else value <= level

    def is_upward(self, baseline: Baseline | None, *, direction: Direction | None = None) -> bool | None:
        return (self.by.magnitude >= 0) is (self.bound is not Bound.AT_MOST)

    def __str__(self) -> str:
        sign = "+" if self.by.magnitude > 0 else ""
        return f"{_WORDS[self.bound]}{sign}{self.by}"


def _factor(value: Decimal | float | str) -> Decimal:
    return exact_decimal(value, "Multiple", "factor")


@attrs.frozen(repr=False)
class Multiple(Target):
    """A multiple of the baseline: 2 doubles it, 0.5 halves it.

    There is no level for it when the baseline is below zero, as twice a loss may mean better or worse; and whether a
    multiple of nothing is met cannot be told.

    Attributes:
        factor: Above 0.
        bound: Speaks of the size of the change, as in `Change`: at least halved is at most 0.5 times the baseline.

    Example:
        >>> print(Multiple("1.5").level(Baseline(Quantity(40))))
        60
    """

    factor: Decimal = attrs.field(converter=_factor)
    bound: Bound = attrs.field(default=Bound.EXACTLY, converter=_bound)

    def __attrs_post_init__(self) -> None:
        if self.factor <= 0:
            refuse(self, "factor", str(self.factor), "is not above 0", "give 2 to double, 0.5 to halve")
        super().__attrs_post_init__()  # attrs rebuilds slotted classes, which breaks the short super()

    def level(self, baseline: Baseline | None) -> Quantity | None:
        start = baseline.quantity if baseline is not None else None
        return None if start is None or start.magnitude < 0 else start * self.factor

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        level = self.level(baseline)
        if level is None or _stands_still(level, baseline, moves=self.factor != 1):
            return None
        return value >= level if self.is_upward(baseline) else value <= level

    def is_upward(self, baseline: Baseline | None, *, direction: Direction | None = None) -> bool | None:
        return (self.factor >= 1) is (self.bound is not Bound.AT_MOST)

    def __str__(self) -> str:
        # Below 1 the words speak of the level, where at least so large a cut is at most so much left.
        opposite = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}
        bound = opposite.get(self.bound, self.bound) if self.factor < 1 else self.bound
        return f"{_WORDS[bound]}{plain(self.factor)} times the baseline"


@attrs.frozen(repr=False)
class Band(Target):
    """A range to stay within, both ends included."""

    low: Quantity = attrs.field(validator=instance(Quantity))
    high: Quantity = attrs.field(validator=instance(Quantity))

    def __attrs_post_init__(self) -> None:
        if self.high < self.low:
            refuse(self, "high", str(self.high), f"is below the low end {self.low}", "give ends that rise")
        super().__attrs_post_init__()  # as in Multiple

    @property
    def unit(self) -> Unit:
        """The unit of the low end."""
        return self.low.unit

    def level(self, baseline: Baseline | None) -> Quantity | None:
        """The end of the band that is nearest to the baseline; None when the baseline is unknown or inside."""
        start = baseline.quantity if baseline is not None else None
        if start is None or self.low <= start <= self.high:
            return None
        return self.low if start < self.low else self.high

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


def _weight(value: Decimal | float | str) -> Decimal:
    return exact_decimal(value, "Milestone", "weight")


@attrs.frozen(repr=False)
class Milestone:
    """Something that is done or not done.

    Attributes:
        name: What one will see when it is done.
        weight: Its part of the whole, above 0, relative to the other milestones.
        done_on: The day it was done, or None.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    weight: Decimal = attrs.field(default=Decimal(1), converter=_weight)
    done_on: dt.date | None = attrs.field(default=None, converter=to_optional_date, validator=unless_none(is_date))

    def __attrs_post_init__(self) -> None:
        if self.weight <= 0:
            refuse(self, "weight", str(self.weight), "is not above 0", "leave out a milestone that counts for nothing")

    __repr__ = concise

    def __str__(self) -> str:
        return self.name


def _to_steps(value: Iterable[Milestone | str]) -> tuple[Milestone, ...]:
    return to_tuple_of(Milestone, value)


@attrs.frozen(repr=False)
class Milestones(Target):
    """One or more things to get done; a single one is an event, such as a launch."""

    steps: tuple[Milestone, ...] = attrs.field(converter=_to_steps, validator=holds(Milestone))

    def __attrs_post_init__(self) -> None:
        if not self.steps:
            refuse(self, "steps", self.steps, "is empty", "name at least one milestone")
        super().__attrs_post_init__()  # as in Multiple

    def level(self, baseline: Baseline | None) -> Quantity | None:
        return None

    def fraction(self, value: Quantity, baseline: Baseline | None) -> Decimal | None:
        """The value itself, which is the weighted share of milestones that are done; see `done()`."""
        return value.magnitude

    def done(self, on: dt.date) -> Decimal:
        """Weighted share of the milestones done by a day, in [0, 1]."""
        on, whole, done = to_day(on, "Milestones.done", "on"), Decimal(0), Decimal(0)
        for step in self.steps:
            whole = EXACT.add(whole, step.weight)
            if step.done_on is not None and step.done_on <= on:
                done = EXACT.add(done, step.weight)
        return EXACT.divide(done, whole)

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        return value.magnitude >= 1

    def __str__(self) -> str:
        return "; ".join(step.name for step in self.steps)


@attrs.frozen(repr=False)
class Habit(Target):
    """So much in each period, again and again.

    Attributes:
        quantity: How much, in each period.
        per: The period.
    """

    quantity: Quantity = attrs.field(validator=instance(Quantity))
    per: Cadence = attrs.field(validator=instance(Cadence))

    @property
    def unit(self) -> Unit:
        """The unit of the amount."""
        return self.quantity.unit

    def level(self, baseline: Baseline | None) -> Quantity | None:
        return self.quantity

    def is_met_by(
        self, value: Quantity, baseline: Baseline | None, *, direction: Direction | None = None
    ) -> bool | None:
        return value >= self.quantity if self.is_upward(baseline, direction=direction) else value <= self.quantity

    def is_upward(self, baseline: Baseline | None, *, direction: Direction | None = None) -> bool | None:
        return direction is not Direction.DECREASE

    def __str__(self) -> str:
        return f"{self.quantity} {self.per}"


def _stands_still(level: Quantity, baseline: Baseline | None, *, moves: bool) -> bool:
    """Whether a relative change leads nowhere although it should, because it starts from nothing."""
    return moves and baseline is not None and level == baseline.quantity


KINDS = ("Level", "Change", "Multiple", "Band", "Milestones", "Habit")
_WORDS = {Bound.EXACTLY: "", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most "}
