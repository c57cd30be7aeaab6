"""What the items of a portfolio say about one another, by id.

A table says which fields hold such names and what they may name, so that renaming, removing and checking are written
once for all kinds of item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import attrs

from smartgoals.model.activity import Activity
from smartgoals.model.field import concise, nearest, refuse
from smartgoals.model.goal import Goal
from smartgoals.model.objective import Area, Objective
from smartgoals.model.process import Decision, Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["FIELDS", "NOUNS", "Item", "LooseEnd", "changed", "circles", "handle", "loose_ends", "moved", "references"]

Item: TypeAlias = Goal | Objective | Area | Activity
Renaming: TypeAlias = "Callable[[str, tuple[type, ...]], str | None]"
"""From a name and the kinds of thing that it may name to the new name, or to None."""
T = TypeVar("T", Goal, Objective, Area, Activity, Decision, Process)

_NAMING: Final[Mapping[type, Mapping[str, tuple[type, ...]]]] = {
    Goal: {"supports": (Objective, Goal), "depends_on": (Goal, Activity), "area": (Area,)},
    Objective: {"parent": (Objective,)},
    Area: {"objectives": (Objective,)},
    Activity: {"goals": (Goal,), "depends_on": (Goal, Activity)},
    Decision: {"goals": (Goal,)},
    Process: {},
}
_HOLDING: Final[Mapping[type, str]] = {Goal: "activities", Process: "decisions"}
_BELONGING: Final[Mapping[type, tuple[str, tuple[type, ...]]]] = {
    Goal: ("supports", (Objective, Goal, Area)),
    Objective: ("parent", (Objective,)),
    Area: ("objectives", (Objective,)),
    Activity: ("goals", (Goal,)),
}
FIELDS: Final[Mapping[type, str]] = {Goal: "goals", Objective: "objectives", Area: "areas", Activity: "activities"}
NOUNS: Final[Mapping[type, str]] = {Goal: "a goal", Objective: "an objective", Area: "an area", Activity: "an activity"}


@attrs.frozen(repr=False)
class LooseEnd:
    """A name that names nothing in the portfolio.

    Attributes:
        place: Where it stands, such as `goals[3].supports[0]`.
        name: The name.
        wanted: What is to have that name, such as "objective or goal".
        nearest: The name that may have been meant, or None.

    Example:
        >>> print(LooseEnd("goals[0].supports[0]", "growht", "objective or goal", "growth"))
        'growht' is no objective or goal here; did you mean 'growth'? @ goals[0].supports[0]
    """

    place: str
    name: str
    wanted: str
    nearest: str | None = None

    __repr__ = concise

    def __str__(self) -> str:
        remedy = f"did you mean {self.nearest!r}?" if self.nearest else "add it, or take the name away"
        return f"{self.name!r} is no {self.wanted} here; {remedy} @ {self.place}"


def handle(item: Item) -> str | None:
    """What other items call it: its id, for an area its name."""
    return item.name if isinstance(item, Area) else item.id


def references(item: Item | Decision | Process, place: str = "") -> Iterator[tuple[str, str, tuple[type, ...]]]:
    """Every name that an item mentions: where, the name, and what it may name."""
    for field, kinds in _NAMING[type(item)].items():
        value = getattr(item, field)
        if isinstance(value, str):
            yield f"{place}.{field}", value, kinds
        elif value:
            for index, name in enumerate(value):
                yield f"{place}.{field}[{index}]", name, kinds
    holding = _HOLDING.get(type(item))
    if holding is not None:
        for index, inner in enumerate(getattr(item, holding)):
            yield from references(inner, f"{place}.{holding}[{index}]")


def changed(item: T, name_of: Renaming) -> T:
    """The item with other names in it; a name that becomes None is left out. Itself when nothing changes."""
    changes: dict[str, object] = {}
    for field, kinds in _NAMING[type(item)].items():
        value = getattr(item, field)
        if isinstance(value, str):
            new: object = name_of(value, kinds)
        elif value:
            # Two names that become one are one.
            new = tuple(dict.fromkeys(other for name in value if (other := name_of(name, kinds)) is not None))
        else:
            continue
        if new != value:
            changes[field] = new
    holding = _HOLDING.get(type(item))
    if holding is not None:
        held = getattr(item, holding)
        inner = tuple(changed(each, name_of) for each in held)
        if any(new is not old for new, old in zip(inner, held, strict=True)):
            changes[holding] = inner
    return attrs.evolve(item, **changes) if changes else item  # type: ignore[arg-type]  # the names are its fields


def loose_ends(
    placed: Iterable[tuple[str, Item | Process]], known: Mapping[str, Item], *, areas: bool
) -> Iterator[LooseEnd]:
    """Names that name nothing of the right kind.

    Args:
        placed: The items, each with its place.
        known: Every item by what it is called.
        areas: Whether areas are declared, so that an unknown one is a slip.
    """
    for place, item in placed:
        for where, name, kinds in references(item, place):
            if isinstance(known.get(name), kinds) or (kinds == (Area,) and not areas):
                continue
            wanted = " or ".join(kind.__name__.lower() for kind in kinds)
            fitting = (other for other, each in known.items() if isinstance(each, kinds))
            yield LooseEnd(where, name, wanted, nearest(name, fitting))


def circles(items: Mapping[str, Item], fields: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Ways through the named fields that lead back to where they began; of ways that cross, one is told.

    Args:
        items: Every item by what it is called.
        fields: The fields that hold the names to follow.
    """
    edges: dict[str, list[str]] = {}
    for name, item in items.items():
        for field in fields & _NAMING[type(item)].keys():
            value = getattr(item, field)
            edges.setdefault(name, []).extend([value] if isinstance(value, str) else value or ())
    done: set[str] = set()
    told: set[str] = set()
    for start in edges:
        path: dict[str, Iterator[str]] = {}
        following: str | None = start
        while following is not None or path:
            if following is not None and following in path:
                names = list(path)
                ring = names[names.index(following) :]
                if told.isdisjoint(ring):
                    told.update(ring)
                    first = ring.index(min(ring))
                    yield (*ring[first:], *ring[:first])
            elif following is not None and following not in done:
                # What leads nowhere cannot lead back.
                path[following] = iter(edges.get(following, ()))
            last = next(reversed(path), None)
            following = next(path[last], None) if last is not None else None
            if following is None and last is not None:
                del path[last]
                done.add(last)


def moved(item: Item, to: Item | None, away_from: str | None) -> Item:
    """The item as it belongs elsewhere: to another thing instead of one link, or of all its links.

    Raises:
        KeyError: There is no link to what it is to move away from.
    """
    field, kinds = _BELONGING[type(item)]
    if to is not None and not isinstance(to, kinds):
        places = " or ".join(NOUNS[kind] for kind in kinds)
        refuse("Portfolio", "move", handle(item), f"cannot belong to {NOUNS[type(to)]}", f"move it to {places}")
    name = None if to is None else handle(to)
    if isinstance(item, Objective):
        return attrs.evolve(item, parent=name)
    if isinstance(item, Goal):
        if isinstance(to, Area) or (to is None and away_from is not None and away_from == item.area):
            return attrs.evolve(item, area=name)
        if to is None and away_from is None:
            return attrs.evolve(item, area=None, supports=())
    links: tuple[str, ...] = getattr(item, field)
    if away_from is not None and away_from not in links:
        raise KeyError(away_from)
    new = [name] if away_from is None else [name if link == away_from else link for link in links]
    changes: dict[str, Any] = {field: tuple(dict.fromkeys(link for link in new if link is not None))}
    return attrs.evolve(item, **changes)
