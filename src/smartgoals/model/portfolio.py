"""Goals together with what they are for: business objectives and areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_text,
    refuse,
    to_optional_text,
    to_text,
    to_tuple,
    to_tuple_of,
    unless_none,
)
from smartgoals.model.goal import Goal
from smartgoals.model.metric import Metric
from smartgoals.model.target import Target
from smartgoals.model.unit import exact_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Area", "Objective", "Portfolio"]


@attrs.frozen(repr=False)
class Objective:
    """A business objective that goals serve, such as revenue or market share.

    Attributes:
        id: A name that goals refer to.
        name: The objective in words.
        metric: What it is measured by.
        target: Where it wants to go.
        parent: Id of the objective it is part of.
        owner: Who answers for it.
    """

    id: str = attrs.field(converter=to_text, validator=is_text)
    name: str = attrs.field(converter=to_text, validator=is_text)
    metric: Metric | None = attrs.field(default=None, kw_only=True, validator=instance(Metric, none=True))
    target: Target | None = attrs.field(default=None, kw_only=True, validator=instance(Target, none=True))
    parent: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    __repr__ = concise


@attrs.frozen(repr=False)
class Area:
    """A part of the business that goals belong to.

    Attributes:
        name: What it is called; goals name it in `Goal.area`.
        objectives: Ids of the objectives it serves.
        owner: Who answers for it.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    objectives: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    __repr__ = concise


def _to_areas(value: Iterable[Area | str]) -> tuple[Area, ...]:
    return to_tuple_of(Area, value)


def _weights(
    value: Mapping[str, Decimal | float | str] | Iterable[tuple[str, Decimal | float | str]],
) -> tuple[tuple[str, Decimal], ...]:
    pairs: Any = to_tuple(value.items() if isinstance(value, Mapping) else value)
    if not isinstance(pairs, tuple) or not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in pairs):
        refuse("Portfolio", "weights", value, "is no mapping", "give a mapping from the ids of goals to numbers")
    weights: dict[str, Decimal] = {}
    for goal_id, weight in pairs:
        if not isinstance(goal_id, str):
            refuse("Portfolio", "weights", goal_id, "is no id", "name each goal by the text that is its id")
        if goal_id in weights:
            refuse("Portfolio", "weights", goal_id, "is weighed twice", "give each goal one weight")
        number = exact_decimal(weight, "Portfolio", "weights")
        if number < 0:
            refuse("Portfolio", "weights", f"{goal_id}={weight}", "is below 0", "give 0 or more")
        weights[goal_id] = number
    return tuple(sorted(weights.items()))


@attrs.frozen(repr=False)
class Portfolio:
    """Goals that are followed together.

    Attributes:
        goals: The goals; those with an id have one each of their own.
        name: What the portfolio is called.
        objectives: The business objectives they serve.
        areas: The areas they belong to.
        weights: How much a goal counts, by id, 0 or more; a goal that is not named counts 1.

    Example:
        >>> portfolio = Portfolio([Goal("Cut returns", id="returns")])
        >>> portfolio["returns"].statement
        'Cut returns'
    """

    goals: tuple[Goal, ...] = attrs.field(default=(), converter=to_tuple, validator=holds(Goal))
    name: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    objectives: tuple[Objective, ...] = attrs.field(
        default=(), kw_only=True, converter=to_tuple, validator=holds(Objective)
    )
    areas: tuple[Area, ...] = attrs.field(default=(), kw_only=True, converter=_to_areas, validator=holds(Area))
    weights: tuple[tuple[str, Decimal], ...] = attrs.field(default=(), kw_only=True, converter=_weights)

    def __attrs_post_init__(self) -> None:
        self._refuse_twice("goals", [goal.id for goal in self.goals if goal.id is not None], "id")
        self._refuse_twice("objectives", [objective.id for objective in self.objectives], "id")
        self._refuse_twice("areas", [area.name for area in self.areas], "name")
        ids = {goal.id for goal in self.goals}
        for goal_id, _ in self.weights:
            if goal_id not in ids:
                refuse(self, "weights", goal_id, "is the id of no goal here", "weigh goals of this portfolio only")

    def _refuse_twice(self, field: str, names: list[str], what: str) -> None:
        seen: dict[str, int] = {}
        for place, name in enumerate(names):
            if name in seen:
                refuse(
                    self, field, name, f"is the {what} of two, at {seen[name]} and {place}", f"give each its own {what}"
                )
            seen[name] = place

    def __repr__(self) -> str:
        shown = concise(attrs.evolve(self, weights=()))
        if not self.weights:
            return shown
        weights = ", ".join(f"{goal_id!r}: {str(weight)!r}" for goal_id, weight in self.weights)
        return f"{shown[:-1]}{', ' if shown[-2] != '(' else ''}weights={{{weights}}})"

    def __len__(self) -> int:
        return len(self.goals)

    def __iter__(self) -> Iterator[Goal]:
        return iter(self.goals)

    def __getitem__(self, goal_id: str) -> Goal:
        for goal in self.goals:
            if goal.id == goal_id:
                return goal
        raise KeyError(goal_id)

    def __contains__(self, item: object) -> bool:
        return item in self.goals or any(goal.id == item for goal in self.goals if goal.id is not None)

    def weight(self, goal: Goal) -> Decimal:
        """How much a goal counts."""
        return dict(self.weights).get(goal.id or "", Decimal(1))

    def add(self, goal: Goal) -> Portfolio:
        """A portfolio with one goal more."""
        return attrs.evolve(self, goals=(*self.goals, goal))

    def remove(self, goal_id: str) -> Portfolio:
        """A portfolio without the goal of that id.

        Raises:
            KeyError: No goal has that id.
        """
        gone = self[goal_id]
        return attrs.evolve(
            self,
            goals=tuple(goal for goal in self.goals if goal is not gone),
            weights=tuple(pair for pair in self.weights if pair[0] != goal_id),
        )

    def replace(self, goal: Goal) -> Portfolio:
        """A portfolio in which a goal takes the place of the one with its id.

        Raises:
            KeyError: No goal has that id.
        """
        old = self[goal.id or ""]
        return attrs.evolve(self, goals=tuple(goal if g is old else g for g in self.goals))
