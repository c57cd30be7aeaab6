"""Goals together: by area, up the tree of what they serve, and how well they are measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from smartgoals.model import Goal, Portfolio
from smartgoals.progress import State, clamped, mean, roll_up

if TYPE_CHECKING:
    from smartgoals.progress import Rollup, StatusPolicy, Tracked
    from smartgoals.reviewing.entry import GoalReview

__all__ = ["AreaReview", "Branch", "Coverage", "Part", "areas_of", "branches_of", "coverage_of"]


@attrs.frozen(kw_only=True)
class Coverage:
    """How well goals are measured.

    Attributes:
        goals: How many there are.
        read: How many have a reading that is not stale.
        stale: How many have a last reading that is older than it should be.
        silent: How many have no reading.
        share: Mean share of the readings due that there are, in [0, 1]; a goal that has begun and has none counts as 0.
            None when nobody knows how many were due.
    """

    goals: int
    read: int
    stale: int
    silent: int
    share: float | None = None


def coverage_of(entries: Sequence[GoalReview]) -> Coverage:
    """How well goals are measured; goals that have their own dates, such as milestones, count as read."""
    stale = sum(bool(entry.stale) for entry in entries)
    silent = sum(entry.status == State.NO_DATA for entry in entries)
    shares = [entry.coverage if entry.status != State.NO_DATA else _unread(entry) for entry in entries]
    return Coverage(
        goals=len(entries),
        read=len(entries) - stale - silent,
        stale=stale,
        silent=silent,
        share=mean(share for share in shares if share is not None),
    )


def _unread(entry: GoalReview) -> float | None:
    """What a goal without readings counts as: nothing, unless it has not begun, so that none is due."""
    progress = entry.progress
    is_ahead = progress is not None and progress.start is not None and progress.on < progress.start
    return None if is_ahead else 0.0


@attrs.frozen(kw_only=True)
class AreaReview:
    """The goals of an area together.

    Attributes:
        name: The area; None for goals without one.
        owner: Who answers for it.
        goals: How many goals it has.
        attention: How many of them need attention.
        status: The worst status among them.
        fraction: Weighted mean of the shares of the way made, each held between 0 and 1; None when none is known.
        known: How many goals that rests on.
    """

    name: str | None
    owner: str | None = None
    goals: int
    attention: int
    status: str
    fraction: float | None
    known: int


def areas_of(
    portfolio: Portfolio, pairs: Sequence[tuple[Goal, GoalReview]], by: StatusPolicy
) -> tuple[AreaReview, ...]:
    """Each area with its goals together, in the portfolio's order; areas that only goals name come after, by name."""
    groups: dict[str | None, list[tuple[Goal, GoalReview]]] = {area.name: [] for area in portfolio.areas}
    for goal, entry in sorted(pairs, key=lambda pair: (pair[0].area is None, pair[0].area or "", pair[1].key)):
        groups.setdefault(goal.area, []).append((goal, entry))
    owners = {area.name: area.owner for area in portfolio.areas}
    found = []
    for name, group in groups.items():
        weights = [float(portfolio.weight(goal)) for goal, _ in group]
        together = roll_up([entry for _, entry in group], weights=weights, by=by)
        found.append(
            AreaReview(
                name=name, owner=owners.get(name or ""), goals=len(group),
                attention=sum(bool(entry.reasons) for _, entry in group),
                status=together.status, fraction=together.fraction, known=together.known,
            )
        )  # fmt: skip
    return tuple(found)


@attrs.frozen(kw_only=True)
class Part:
    """What one goal or objective adds to what it serves.

    Attributes:
        name: Its id.
        title: What to call it.
        weight: Its share of the weights of all parts whose progress is known, in [0, 1]; None for one that is not.
        fraction: Its own share of the way, held between 0 and 1.
        contribution: Weight times fraction; the contributions add up to the fraction of the whole.
    """

    name: str
    title: str
    weight: float | None = None
    fraction: float | None = None
    contribution: float | None = None


@attrs.frozen(kw_only=True)
class Branch:
    """An objective, or a goal that others serve, with what they add.

    Shares of the way are averaged by weight; values are never added up, so goals in unlike units may serve one
    objective. A goal's own progress is told beside this and never changed by it; it counts for what the goal serves
    itself, and what the goals below it have made counts instead where its own is not known.

    Attributes:
        name: Its id.
        title: What to call it.
        is_goal: Whether it is a goal.
        fraction: Weighted mean of the parts, each held between 0 and 1; None when none is known.
        status: The worst status below it.
        count: How many parts there are, those of parts counted one by one.
        known: How many of them have a fraction.
        parts: What it is made of, by what each adds, most first.
    """

    name: str
    title: str
    is_goal: bool
    fraction: float | None
    status: str
    count: int
    known: int
    parts: tuple[Part, ...]


def branches_of(portfolio: Portfolio, entries: Mapping[str, GoalReview], by: StatusPolicy) -> tuple[Branch, ...]:
    """Everything that something serves, with what each part adds; objectives first, in the portfolio's order.

    A link that leads back to where it came from is passed over.
    """
    below = _below(portfolio)
    titles = {objective.id: objective.name for objective in portfolio.objectives}
    titles |= {name: entry.title for name, entry in entries.items()}
    done: dict[str, Rollup] = {}
    found: dict[str, Branch] = {}
    for name in _bottom_up(below):
        known = [(child, _seen(child, entries, done)) for child in below[name]]
        present = [(child, node) for child, node in known if node is not None]
        weights = [float(portfolio.weight(child)) for child, _ in present]
        together = roll_up([node for _, node in present], weights=weights, by=by)
        done[name] = together
        whole = sum(w for w, (_, node) in zip(weights, present, strict=True) if node.fraction is not None)
        parts = []
        for weight, (child, node) in zip(weights, present, strict=True):
            fraction = clamped(node.fraction)
            part = weight / whole if fraction is not None and whole else None
            adds = part * fraction if part is not None and fraction is not None else None
            parts.append(Part(name=child, title=titles[child], weight=part, fraction=fraction, contribution=adds))
        found[name] = Branch(
            name=name, title=titles[name], is_goal=name in entries, fraction=together.fraction,
            status=together.status, count=together.count, known=together.known,
            parts=tuple(sorted(parts, key=_most_first)),
        )  # fmt: skip
    objectives = [objective.id for objective in portfolio.objectives if objective.id in found]
    return tuple(found[name] for name in (*objectives, *sorted(found.keys() & entries.keys())))


def _most_first(part: Part) -> tuple[float, bool, str]:
    return -(part.contribution or 0), part.contribution is None, part.name


def _seen(name: str, entries: Mapping[str, GoalReview], done: Mapping[str, Rollup]) -> Tracked | None:
    """What counts for a name: a goal's own progress, else what is below it; None below a link that leads back."""
    entry = entries.get(name)
    if entry is not None and (entry.fraction is not None or name not in done):
        return entry
    return done.get(name)


def _below(portfolio: Portfolio) -> dict[str, list[str]]:
    """What serves each objective and goal, by id."""
    below: dict[str, list[str]] = {}
    objectives = {objective.id for objective in portfolio.objectives}
    for objective in portfolio.objectives:
        names = {goal.id for goal in portfolio.goals_of(objective.id) if goal.id is not None}
        names |= objectives.intersection(portfolio.children(objective.id))
        if names:
            below[objective.id] = sorted(names)
    for goal in portfolio:
        names = set() if goal.id is None else {name for name in portfolio.children(goal.id) if name in portfolio}
        if goal.id is not None and names:
            below[goal.id] = sorted(names)
    return below


def _bottom_up(below: Mapping[str, Sequence[str]]) -> list[str]:
    """Names in such an order that what is below comes first, without recursion, since chains may be long."""
    order: list[str] = []
    seen: set[str] = set()
    for top in sorted(below):
        waiting = [(top, False)]
        while waiting:
            name, is_done = waiting.pop()
            if is_done:
                order.append(name)
            elif name not in seen:
                seen.add(name)
                waiting.append((name, True))
                waiting += [(child, False) for child in reversed(below[name]) if child in below and child not in seen]
    return order
