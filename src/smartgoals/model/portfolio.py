"""Goals together with what they are for, what is done for them, and how they are worked with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import attrs

from smartgoals.model.activity import Activity
from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_text,
    refuse,
    to_optional_text,
    to_tuple,
    to_tuple_of,
    unless_none,
)
from smartgoals.model.goal import Goal
from smartgoals.model.objective import Area, Objective
from smartgoals.model.process import Decision, Process
from smartgoals.model.reference import FIELDS, NOUNS, Item, LooseEnd, changed, circles, handle, loose_ends, moved
from smartgoals.model.unit import exact_decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smartgoals.model.outline import Outline
    from smartgoals.model.reference import Renaming

__all__ = ["Portfolio"]

T = TypeVar("T", bound=Item)
_ONE: Final = Decimal(1)


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
    """Goals that are followed together, with what they serve and what is done for them.

    Goals, objectives and activities are named by their ids and areas by their names; each name is used once. A goal
    serves objectives or other goals, as many as it likes, through `Goal.supports`; it stands in one area, and an area
    serves objectives; an activity serves goals. Two things with one name cannot be told apart and are refused. What is
    merely not right yet is allowed, so that the rest can be worked with: `loose_ends` lists names that name nothing,
    `circles` what leads back to itself.

    Every edit gives a new portfolio, checked as a whole: its time is in proportion to the size of the portfolio, so
    edits of many items are made in one call.

    Attributes:
        goals: The goals; those with an id have one each of their own.
        name: What the portfolio is called.
        objectives: The business objectives they serve.
        areas: The areas they belong to.
        activities: What is done for several goals; what is done for one may stand in `Goal.activities`.
        weights: How much a goal, objective, area or activity counts beside its siblings, by id, 0 or more; what is
            not named counts 1.
        process: How the portfolio is worked with; None when nothing is said.

    Example:
        >>> portfolio = Portfolio([Goal("Cut returns", id="returns", supports=["margin"])])
        >>> portfolio["returns"].statement
        'Cut returns'
        >>> portfolio.add(Objective("margin", "Higher margin")).children("margin")
        ('returns',)
    """

    goals: tuple[Goal, ...] = attrs.field(default=(), converter=to_tuple, validator=holds(Goal))
    name: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    objectives: tuple[Objective, ...] = attrs.field(
        default=(), kw_only=True, converter=to_tuple, validator=holds(Objective)
    )
    areas: tuple[Area, ...] = attrs.field(default=(), kw_only=True, converter=_to_areas, validator=holds(Area))
    activities: tuple[Activity, ...] = attrs.field(
        default=(), kw_only=True, converter=to_tuple, validator=holds(Activity)
    )
    weights: tuple[tuple[str, Decimal], ...] = attrs.field(default=(), kw_only=True, converter=_weights)
    process: Process | None = attrs.field(default=None, kw_only=True, validator=instance(Process, none=True))

    def __attrs_post_init__(self) -> None:
        for place, activity in enumerate(self.activities):
            if activity.id is None:
                remedy = "give it one, or put it among the activities of its goal"
                refuse(self, "activities", activity.name, f"has no id, at {place}", remedy)
        self._refuse_shared_names()
        for name, _ in self.weights:
            if name not in self._items:
                refuse(self, "weights", name, "is the id of nothing here", "weigh what is in this portfolio only")

    def _refuse_shared_names(self) -> None:
        """Refuse one name for two things, for then nobody could tell which is meant."""
        seen: dict[str, tuple[type, int]] = {}
        for kind, field in FIELDS.items():
            what = "name" if kind is Area else "id"
            for place, item in enumerate(getattr(self, field)):
                name = handle(item)
                if name is None:
                    continue
                other, before = seen.setdefault(name, (kind, place))
                if other is not kind:
                    both = f"names {NOUNS[other]} and {NOUNS[kind]}"
                    refuse(self, field, name, both, "give each a name of its own")
                if before != place:
                    both = f"is the {what} of both {field}[{before}] and {field}[{place}]"
                    refuse(self, field, name, both, f"give each its own {what}")

    def __repr__(self) -> str:
        shown = concise(attrs.evolve(self, weights=()))
        if not self.weights:
            return shown
        weights = ", ".join(f"{goal_id!r}: {str(weight)!r}" for goal_id, weight in self.weights)
        return f"{shown[:-1]}{', ' if shown[-2] != '(' else ''}weights={{{weights}}})"

    def to_html(self, language: str = "en") -> str:
        """The objectives and the goals as HTML, to stand inside another page."""
        from smartgoals.model.showing import portfolio_page

        return portfolio_page(self, language).to_html(language)

    def to_markdown(self, language: str = "en") -> str:
        """The objectives and the goals as Markdown."""
        from smartgoals.model.showing import portfolio_page

        return portfolio_page(self, language).to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __len__(self) -> int:
        return len(self.goals)

    def __iter__(self) -> Iterator[Goal]:
        return iter(self.goals)

    def __getitem__(self, goal_id: str) -> Goal:
        return self._item(goal_id, Goal)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Goal):
            return self._items.get(item.id) == item if item.id is not None else item in self.goals
        return isinstance(item, str) and isinstance(self._items.get(item), Goal)

    # What is here, and how it hangs together.

    def _every(self) -> Iterator[Item]:
        yield from self.objectives
        yield from self.areas
        yield from self.goals
        yield from self.activities

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {name: item for item in self._every() if (name := handle(item)) is not None}

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        """What names each thing as what it serves."""
        below: dict[str, list[str]] = {}
        for name, item in self._items.items():
            for above in self._above(item):
                below.setdefault(above, []).append(name)
        return {above: tuple(names) for above, names in below.items()}

    @cached_property
    def _at_work(self) -> Mapping[str, tuple[Activity, ...]]:
        """The activities of the portfolio that serve each goal."""
        found: dict[str, list[Activity]] = {}
        for activity in self.activities:
            for goal_id in activity.goals:
                found.setdefault(goal_id, []).append(activity)
        return {goal_id: tuple(activities) for goal_id, activities in found.items()}

    @cached_property
    def _serving(self) -> Mapping[str, tuple[Goal, ...]]:
        """The goals nearest below each objective."""
        found: dict[str, list[Goal]] = {}
        for goal in self.goals:
            for objective in self._served_by(goal):
                found.setdefault(objective, []).append(goal)
        return {objective: tuple(goals) for objective, goals in found.items()}

    def _above(self, item: Item) -> tuple[str, ...]:
        """The ids, of what is here, that an item says it serves."""
        if isinstance(item, Goal):
            return tuple(
                name for name in dict.fromkeys(item.supports) if isinstance(self._items.get(name), Goal | Objective)
            )
        if isinstance(item, Objective):
            return tuple(name for name in (item.parent,) if name and isinstance(self._items.get(name), Objective))
        names = item.objectives if isinstance(item, Area) else item.goals
        wanted = Objective if isinstance(item, Area) else Goal
        return tuple(name for name in dict.fromkeys(names) if isinstance(self._items.get(name), wanted))

    def _served_by(self, goal: Goal) -> tuple[str, ...]:
        above = self._above(goal)
        if above:
            return tuple(name for name in above if isinstance(self._items[name], Objective))
        area = self._items.get(goal.area or "")
        return self._above(area) if isinstance(area, Area) else ()

    def _item(self, name: str, kind: type[T]) -> T:
        item = self._items.get(name)
        if not isinstance(item, kind):
            raise KeyError(name)
        return item

    def objective(self, objective_id: str) -> Objective:
        """The objective of that id.

        Raises:
            KeyError: There is none.
        """
        return self._item(objective_id, Objective)

    def area(self, name: str) -> Area:
        """The area of that name.

        Raises:
            KeyError: There is none.
        """
        return self._item(name, Area)

    def activity(self, activity_id: str) -> Activity:
        """The activity of that id, of those that the portfolio holds itself.

        Raises:
            KeyError: There is none.
        """
        return self._item(activity_id, Activity)

    def parents(self, name: str) -> tuple[str, ...]:
        """What a goal, objective, area or activity says that it serves, of what is here.

        Raises:
            KeyError: Nothing here has that id.
        """
        return self._above(self._items[name])

    def children(self, name: str) -> tuple[str, ...]:
        """What says that it serves a goal or an objective: goals, objectives, areas, activities.

        Raises:
            KeyError: Nothing here has that id.
        """
        return self._below.get(name, ()) if name in self._items else self._missing(name)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """All that something serves, nearest first, each once; itself too where that leads back to it.

        Raises:
            KeyError: Nothing here has that id.
        """
        return _reached(name, self.parents)

    def descendants(self, name: str) -> tuple[str, ...]:
        """All that serves something, nearest first, each once.

        Raises:
            KeyError: Nothing here has that id.
        """
        return _reached(name, self.children)

    def objectives_of(self, goal_id: str) -> tuple[str, ...]:
        """The objectives that a goal serves itself: those that it names; if it names nothing, those of its area.

        Raises:
            KeyError: No goal has that id.
        """
        return self._served_by(self[goal_id])

    def goals_of(self, objective_id: str) -> tuple[Goal, ...]:
        """The goals that serve an objective themselves; see `objectives_of()`.

        Raises:
            KeyError: No objective has that id.
        """
        return self._serving.get(self.objective(objective_id).id, ())

    def activities_of(self, goal: Goal) -> tuple[Activity, ...]:
        """What is done for a goal: its own activities, then those of the portfolio that serve it."""
        return (*goal.activities, *(self._at_work.get(goal.id, ()) if goal.id is not None else ()))

    def weight(self, item: Item | str) -> Decimal:
        """How much a goal, objective, area or activity counts, given itself or by its id."""
        name = item if isinstance(item, str) else handle(item)
        return self._weighed.get(name or "", _ONE)

    @cached_property
    def _weighed(self) -> Mapping[str, Decimal]:
        return dict(self.weights)

    @cached_property
    def loose_ends(self) -> tuple[LooseEnd, ...]:
        """Names that name nothing here, each with its place and the name that may have been meant.

        Example:
            >>> portfolio = Portfolio([Goal("Cut returns", supports=["margn"])])
            >>> portfolio = portfolio.add(Objective("margin", "Higher margin"))
            >>> print(portfolio.loose_ends[0])
            'margn' is no objective or goal here; did you mean 'margin'? @ goals[0].supports[0]
        """
        placed: list[tuple[str, Item | Process]] = [
            (f"{field}[{place}]", item)
            for field in ("objectives", "areas", "goals", "activities")
            for place, item in enumerate(getattr(self, field))
        ]
        if self.process is not None:
            placed.append(("process", self.process))
        return tuple(loose_ends(placed, self._items, areas=bool(self.areas)))

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Ids that lead back to themselves, each serving or waiting for the next and the last for the first.

        Example:
            >>> Portfolio([Goal("x", id="a", supports=["b"]), Goal("y", id="b", supports=["a"])]).circles
            (('a', 'b'),)
        """
        serving, waiting = frozenset({"supports", "parent"}), frozenset({"depends_on"})
        return (*circles(self._items, serving), *circles(self._items, waiting))

    def map(self) -> Outline:
        """The way from objectives over areas and goals to activities, with what is missing marked.

        Example:
            >>> print(Portfolio([Goal("Cut returns", owner="Ada")], name="Shop").map())
            Shop
            <BLANKLINE>
            Without an objective
              Without an area
                - Cut returns (Ada)
                  ! missing: metric, baseline, target, deadline, activities
        """
        from smartgoals.model.outline import Outline

        return Outline.of(self)

    # Edits: each gives a new portfolio.

    def add(self, *items: Item) -> Portfolio:
        """A portfolio with more in it, each thing last among its kind.

        Raises:
            InvalidValueError: An id is taken.
        """
        more: dict[str, list[Item]] = {}
        for item in items:
            more.setdefault(_field(item, "add"), []).append(item)
        changes: dict[str, Any] = {field: (*getattr(self, field), *new) for field, new in more.items()}
        return attrs.evolve(self, **changes)

    def remove(self, *names: str) -> Portfolio:
        """A portfolio without what has those ids, and without what was said about them: links, weights.

        Raises:
            KeyError: Nothing here has that id.
        """
        gone = {name: self._items.get(name) or self._missing(name) for name in names}
        return self._renamed(lambda name, kinds: None if isinstance(gone.get(name), kinds) else name)

    def replace(self, *items: Item) -> Portfolio:
        """A portfolio in which each item takes the place of the one with its id.

        Raises:
            KeyError: Nothing of its kind has that id.
        """
        new = {}
        for item in items:
            _field(item, "replace")
            self._item(handle(item) or "", type(item))
            new[handle(item)] = item
        changes: dict[str, Any] = {
            field: tuple(new.get(handle(old), old) for old in getattr(self, field))
            for field in {FIELDS[type(item)] for item in items}
        }
        return attrs.evolve(self, **changes)

    def rename(self, old: str, new: str) -> Portfolio:
        """A portfolio in which something has another id, wherever it is named. Earlier versions of goals stay.

        Raises:
            KeyError: Nothing here has the old id.
            InvalidValueError: The new one is taken.

        Example:
            >>> portfolio = Portfolio([Goal("Cut returns", id="a"), Goal("Show sizes", id="b", supports=["a"])])
            >>> portfolio.rename("a", "returns")["b"].supports
            ('returns',)
        """
        item = self._items.get(old) or self._missing(old)
        if new != old and new in self._items:
            refuse("Portfolio", "rename", new, f"is {NOUNS[type(self._items[new])]} already", "choose another id")
        return self._renamed(lambda name, kinds: new if name == old and isinstance(item, kinds) else name)

    def move(self, name: str, to: str | None, *, away_from: str | None = None) -> Portfolio:
        """A portfolio in which something belongs elsewhere.

        A goal moves to an area, or to serve an objective or a goal; an objective below another; an area to serve an
        objective; an activity to serve a goal.

        Args:
            name: The id of what moves.
            to: The id of where it goes; None to take it away from where it is, a goal from its area too.
            away_from: The one link, of several, that is given up; without it, all links of that sort are.

        Raises:
            KeyError: Nothing here has one of these ids.
            InvalidValueError: The one cannot belong to the other.
        """
        item = self._items.get(name) or self._missing(name)
        return self.replace(moved(item, None if to is None else self._items.get(to) or self._missing(to), away_from))

    def weigh(self, name: str, weight: Decimal | float | str) -> Portfolio:
        """A portfolio in which something counts so much; see `weights`.

        Raises:
            KeyError: Nothing here has that id.
            InvalidValueError: The weight is below 0 or no number.
        """
        self._items.get(name) or self._missing(name)
        return attrs.evolve(self, weights={**self._weighed, name: weight})

    def decide(self, decision: Decision) -> Portfolio:
        """A portfolio whose process holds one decision more."""
        process = self.process or Process()
        return attrs.evolve(self, process=attrs.evolve(process, decisions=(*process.decisions, decision)))

    def _missing(self, name: str) -> NoReturn:
        raise KeyError(name)

    def _renamed(self, name_of: Renaming) -> Portfolio:
        """Everything with other names, in itself and in what it says of others; what is named None is left out."""
        changes: dict[str, Any] = {}
        for kind, field in FIELDS.items():
            naming = "name" if kind is Area else "id"
            kept = []
            for item in getattr(self, field):
                name = handle(item)
                new = None if name is None else name_of(name, (kind,))
                if name is not None and new is None:
                    continue
                same = changed(item, name_of)
                kept.append(same if new == name else attrs.evolve(same, **{naming: new}))
            changes[field] = tuple(kept)
        changes["weights"] = [
            (new, weight) for name, weight in self.weights if (new := name_of(name, tuple(FIELDS))) is not None
        ]
        changes["process"] = None if self.process is None else changed(self.process, name_of)
        return attrs.evolve(self, **changes)


def _field(item: Item, method: str) -> str:
    field = FIELDS.get(type(item))
    if field is None:
        refuse("Portfolio", method, item, "has no place in a portfolio", "give a Goal, Objective, Area or Activity")
    return field


def _reached(name: str, step: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    wave = step(name)
    while wave:
        found.update(dict.fromkeys(wave))
        wave = tuple(dict.fromkeys(further for each in wave for further in step(each) if further not in found))
    return tuple(found)
