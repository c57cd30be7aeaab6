"""Relations: how the goals of a portfolio hang together, worked out once for all rules that ask.

A portfolio may hold thousands of goals, and several rules look from one goal at all others. What they look up is
gathered in a single pass and kept for the portfolio at hand.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import weakref
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from smartgoals.model import Bound, Direction, Level

if TYPE_CHECKING:
    from smartgoals.model import Goal, Portfolio, Quantity

__all__ = [
    "Relations",
    "clashing",
    "cycles",
    "folded",
    "leading_to",
    "overlaps",
    "related",
    "repeated",
    "rivals",
    "same_metric",
    "served_by",
    "upwards",
]

_WORD: Final = re.compile(r"[^\W\d_]+")
_STEM: Final = 6
"""Letters that tell a word in its forms, in languages that add endings: "leverans" and "leveranser"."""
_MOST_COMPARED: Final = 64
"""Goals with a word that are kept to be compared with those that come after."""
_MOST_NAMED: Final = 3
"""Rivals of a goal that are named."""
_OPPOSITE: Final = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
_ANY: Final = ""
"""Stands for whatever area or deadline a goal has; no area is folded to it."""


class Relations:
    """What stands where in one portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        """Gather it, in one pass over the goals."""
        self.goals = portfolio.goals
        self.ids = {goal.id for goal in portfolio if goal.id is not None}
        self.serving: Mapping[str, list[Goal]] = defaultdict(list)
        self.owned: Mapping[str, list[Goal]] = defaultdict(list)
        self.placed: Mapping[str, list[Goal]] = defaultdict(list)
        self.measured: Mapping[Hashable, list[Goal]] = defaultdict(list)
        self.pulling: Mapping[Hashable, list[Goal]] = defaultdict(list)
        self.levels: Mapping[Hashable, dict[tuple[Bound, Quantity], list[Goal]]] = defaultdict(dict)
        for goal in portfolio:
            for served in dict.fromkeys(goal.supports):
                self.serving[served].append(goal)
            if goal.owner is not None:
                self.owned[folded(goal.owner)].append(goal)
            if goal.area is not None:
                self.placed[folded(goal.area)].append(goal)
            key = same_metric(goal)
            if key is not None and goal.metric is not None:
                self.measured[key].append(goal)
                self.pulling[key, goal.metric.direction].append(goal)
                if goal.horizon is not None and isinstance(goal.target, Level):
                    levels = self.levels[key, goal.horizon.end]
                    levels.setdefault((goal.target.bound, goal.target.quantity), []).append(goal)


_last: list[tuple[weakref.ref[Portfolio], Relations]] = []


def related(portfolio: Portfolio) -> Relations:
    """Return the relations of a portfolio; those of the latest one are kept."""
    for latest, found in _last:
        if latest() is portfolio:
            return found
    found = Relations(portfolio)
    _last[:] = [(weakref.ref(portfolio), found)]
    return found


def folded(text: str) -> str:
    """Return a name so that case and spaces make no difference."""
    return " ".join(text.casefold().split())


def same_metric(goal: Goal) -> Hashable:
    """Return what tells the metric of a goal from others: name, population and area; None without a metric."""
    metric = goal.metric
    if metric is None:
        return None
    return folded(metric.name), folded(metric.population or ""), folded(goal.area or "")


def rivals(goal: Goal, portfolio: Portfolio) -> list[Goal]:
    """Goals that pull the figure of a goal the other way, or want another level of it on the same day; a few at most.

    They are looked up and not searched for, so that asking for every goal stays in step with the number of goals.
    """
    found: list[Goal] = []
    for other in _against(goal, related(portfolio)):
        if not any(other is one for one in found) and (other.id, other.statement) != (goal.id, goal.statement):
            found.append(other)
            if len(found) == _MOST_NAMED:
                break
    return found


def _against(goal: Goal, known: Relations) -> Iterator[Goal]:
    if goal.metric is None:
        return
    key = same_metric(goal)
    if goal.metric.direction in _OPPOSITE:
        yield from known.pulling.get((key, _OPPOSITE[goal.metric.direction]), ())
    if goal.horizon is not None and isinstance(goal.target, Level):
        own = goal.target.bound, goal.target.quantity
        levels = known.levels.get((key, goal.horizon.end), {})
        for other in itertools.islice(levels, _MOST_COMPARED):
            if _disagree((own, other)):
                yield from levels[other]


def _disagree(levels: Iterable[tuple[Bound, Quantity]]) -> bool:
    """Whether levels for one day do not go together; a floor below a ceiling does."""
    by: dict[Bound, set[Quantity]] = defaultdict(set)
    for bound, quantity in levels:
        by[bound].add(quantity)
    if len(by) == 2 and Bound.EXACTLY not in by and all(len(found) == 1 for found in by.values()):
        floor, ceiling = (next(iter(by[bound])) for bound in (Bound.AT_LEAST, Bound.AT_MOST))
        return floor.unit != ceiling.unit or floor > ceiling
    return len(set().union(*by.values())) > 1


def repeated(portfolio: Portfolio) -> list[list[Goal]]:
    """Goals that are the same, in the order in which they stand; goals that stand alone are left out."""
    groups: list[list[Goal]] = []
    place: dict[Hashable, int] = {}
    for goal in portfolio:
        keys = _signs(goal)
        found = next((place[key] for key in keys if key in place), len(groups))
        if found == len(groups):
            groups.append([])
        groups[found].append(goal)
        for key in keys:
            place.setdefault(key, found)
    return [group for group in groups if len(group) > 1]


def _signs(goal: Goal) -> list[Hashable]:
    words = " ".join(goal.statement.casefold().split()).rstrip(".!")
    if goal.metric is None or goal.target is None or goal.horizon is None:
        return [("words", words)]
    metric = goal.metric.name.casefold(), goal.metric.population
    return [("words", words), ("facts", metric, goal.area, goal.target, goal.baseline, goal.horizon.end)]


def clashing(group: Sequence[Goal]) -> list[Goal]:
    """The goals of one metric that cannot all be met, in their order."""
    if len({goal.metric.direction for goal in group if goal.metric} & {Direction.INCREASE, Direction.DECREASE}) == 2:
        return [
            goal for goal in group if goal.metric and goal.metric.direction in (Direction.INCREASE, Direction.DECREASE)
        ]
    levels: dict[date, list[Goal]] = {}
    for goal in group:
        if goal.horizon is not None and isinstance(goal.target, Level):
            levels.setdefault(goal.horizon.end, []).append(goal)
    return [
        goal
        for goals in levels.values()
        if _disagree((goal.target.bound, goal.target.quantity) for goal in goals if isinstance(goal.target, Level))
        for goal in goals
    ]


def served_by(portfolio: Portfolio) -> set[str]:
    """Ids of everything that a goal leads to: what it supports, what its area serves, and what these are parts of."""
    onwards = upwards(portfolio)
    areas = {folded(area.name): area.objectives for area in portfolio.areas}
    waiting = [served for goal in portfolio for served in (*goal.supports, *areas.get(folded(goal.area or ""), ()))]
    found: set[str] = set()
    while waiting:
        served = waiting.pop()
        if served not in found:
            found.add(served)
            waiting += onwards.get(served, ())
    return found


def upwards(portfolio: Portfolio) -> dict[str, tuple[str, ...]]:
    """What each goal and each objective leads to, by id."""
    found: dict[str, tuple[str, ...]] = {
        objective.id: (objective.parent,) if objective.parent else () for objective in portfolio.objectives
    }
    for goal in portfolio:
        if goal.id is not None:
            found[goal.id] = (*found.get(goal.id, ()), *goal.supports)
    return found


def leading_to(portfolio: Portfolio, objectives: set[str]) -> set[int]:
    """The goals that lead to an objective, by identity."""
    serving = related(portfolio).serving
    areas = {folded(area.name) for area in portfolio.areas if not objectives.isdisjoint(area.objectives)}
    waiting = [goal for goal in portfolio if goal.area is not None and folded(goal.area) in areas]
    waiting += [goal for served in objectives for goal in serving.get(served, ())]
    found: set[int] = set()
    while waiting:
        goal = waiting.pop()
        if id(goal) not in found:
            found.add(id(goal))
            waiting += serving.get(goal.id, ()) if goal.id is not None else ()
    return found


def overlaps(goals: Iterable[Goal], *, least: float) -> list[tuple[Goal, ...]]:
    """Goals that share most of their words, in the order in which they stand.

    Each group is a goal and those after it that overlap with it and with none before it, so that a goal is told for
    once, however many are alike. Only goals that nothing tells apart overlap: area and deadline, as far as these are
    stated, and names, such as that of a town, are the same.

    Two goals are compared only when they share one of their rarest words: if the shared part is to be `least` of all
    words, then not all of the rare ones can be missing. This is the prefix filter of Chaudhuri, Ganti and Kaushik
    (2006). Goals of the very same words are found without a comparison, and of others that share a rare word the first
    64 are kept for comparison, so that the work grows with the number of goals whatever they say; only in large
    portfolios with few words among them may a group be split by that.

    Args:
        goals: The goals.
        least: Words that are shared, as a share of the words of both together (Jaccard), above 0 and at most 1.
    """
    goals = tuple(goals)
    words = [_stems(goal.statement) for goal in goals]
    count = Counter(stem for stems in words for stem in stems)
    shelves: dict[Hashable, list[int]] = defaultdict(list)
    alike: dict[Hashable, int] = {}
    groups: dict[int, list[Goal]] = {}
    for place, (goal, stems) in enumerate(zip(goals, words, strict=True)):
        if not stems:
            continue
        standing = _standing(goal)
        first = alike.get((stems, standing))
        if first is None:
            ordered = sorted(stems, key=lambda stem: (count[stem], stem))
            rare = ordered[: len(ordered) - math.ceil(least * len(ordered)) + 1]
            near = {other for key in _asked(rare, standing) for other in shelves.get(key, ())}
            first = next((other for other in sorted(near) if _is_near(stems, words[other], least)), place)
            alike[stems, standing] = first
            for key in _kept(rare, standing):
                if len(shelves[key]) < _MOST_COMPARED:
                    shelves[key].append(place)
        if first != place:
            groups.setdefault(first, [goals[first]]).append(goal)
    return [tuple(groups[first]) for first in sorted(groups)]


def _is_near(one: frozenset[str], other: frozenset[str], least: float) -> bool:
    shared = len(one & other)
    return shared >= least * (len(one) + len(other) - shared)


Standing = tuple[frozenset[str], str | None, date | None]


def _standing(goal: Goal) -> Standing:
    """What tells a goal from others of the same words: names, area and deadline."""
    names = frozenset(word for word in goal.statement.split()[1:] if word[0].isupper())
    area = None if goal.area is None else folded(goal.area)
    return names, area, goal.horizon.end if goal.horizon is not None else None


def _kept(rare: Iterable[str], standing: Standing) -> Iterator[Hashable]:
    """Where a goal is kept: by its area or any, by its deadline or any."""
    names, area, end = standing
    return ((stem, names, *where) for stem in rare for where in itertools.product((area, _ANY), (end, _ANY)))


def _asked(rare: Iterable[str], standing: Standing) -> Iterator[Hashable]:
    """Where those are kept that nothing tells from a goal: what it leaves unsaid goes with anything."""
    names, *rest = standing
    each = [(_ANY,) if stated is None else (stated, None) for stated in rest]
    return ((stem, names, *where) for stem in rare for where in itertools.product(*each))


@functools.lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if len(word) > 2)


def cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return the circles among things that lead to each other, each from where it is met first.

    Every circle shares no edge with an earlier one of the walk; when a thing leads to itself, it is a circle alone.
    The walk sees each edge once.
    """
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path: dict[str, Iterator[str]] = {start: iter(edges[start])}
        while path:
            here = next(reversed(path))
            for there in path[here]:
                if there in path:
                    names = list(path)
                    found.append(tuple(names[names.index(there) :]))
                elif there not in done and there in edges:
                    path[there] = iter(edges[there])
                    break
            else:
                del path[here]
                done.add(here)
    return found
