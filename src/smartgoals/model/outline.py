"""The map of a portfolio: the way from objectives over areas and goals to activities, with what is missing marked."""

from __future__ import annotations

import datetime as dt
import textwrap
import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.markup import escape_html, escape_markdown
from smartgoals.model.activity import Activity
from smartgoals.model.field import concise, to_optional_date
from smartgoals.model.goal import Goal
from smartgoals.model.objective import Area, Objective

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smartgoals.model.portfolio import Portfolio
    from smartgoals.model.reference import LooseEnd

__all__ = ["Branch", "BranchKind", "Outline"]

_WIDTH: Final = 80
_DEEPEST: Final = 20  # deeper branches are not set in any further


class BranchKind(StrEnum):
    """What a branch stands for."""

    OBJECTIVE = "objective"
    AREA = "area"
    GOAL = "goal"
    ACTIVITY = "activity"


@attrs.frozen(repr=False)
class Branch:
    """One objective, area, goal or activity in its place.

    Attributes:
        kind: What it is.
        depth: How far below the top it hangs, 0 for what hangs there.
        name: Its name, for a goal its statement; None where goals have no objective or area, or activities no goal.
        id: Its id, if it has one.
        owner: Who answers for it.
        end: Its last day.
        done_on: The day it was done, for an activity.
        missing: What it lacks: "owner", "metric", "baseline", "target", "deadline", "activities", "goals", "objective".
        again: It stands further up with all that hangs below it.
    """

    kind: BranchKind = attrs.field(converter=BranchKind)
    depth: int
    name: str | None
    id: str | None = None
    owner: str | None = None
    end: dt.date | None = attrs.field(default=None, converter=to_optional_date)
    done_on: dt.date | None = attrs.field(default=None, converter=to_optional_date)
    missing: tuple[str, ...] = ()
    again: bool = False

    __repr__ = concise


@attrs.frozen(repr=False)
class Outline:
    """A portfolio from its objectives down, as `Portfolio.map()` gives it.

    A goal hangs below each objective that it serves, with its area between them; what hangs below it is told once.
    What a goal leaves unsaid is marked as missing, also when its statement says it: read the statement first.

    Attributes:
        name: The name of the portfolio.
        branches: Objectives, areas, goals and activities as one reads them, from the top.
        loose_ends: Names that name nothing.
    """

    name: str | None
    branches: tuple[Branch, ...]
    loose_ends: tuple[LooseEnd, ...] = ()

    __repr__ = concise

    @classmethod
    def of(cls, portfolio: Portfolio) -> Outline:
        """The map of a portfolio."""
        return cls(portfolio.name, tuple(_Walk(portfolio).branches()), portfolio.loose_ends)

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self, language: str = "en") -> str:
        """The map as lines of at most 80 columns.

        Args:
            language: Code of the language of its words; English stands in for one that has none.
        """
        word = _words(language)
        lines = [*self._heading(word)]
        for branch in self.branches:
            if branch.depth == 0:
                lines.append("")
            indent = "  " * min(branch.depth, _DEEPEST)
            dash = "- " if branch.depth and branch.kind in {BranchKind.GOAL, BranchKind.ACTIVITY} else ""
            lines += _folded(f"{_title(branch, word)}{_rest(branch, word)}", indent + dash, indent + " " * len(dash))
            if branch.missing:
                further = indent + " " * len(dash)
                lines += _folded(_lacking(branch, word), f"{further}! ", f"{further}  ")
        if self.loose_ends:
            lines += ["", word["loose"]]
            lines += [line for end in self.loose_ends for line in _folded(_loose(end, word), "  ! ", "    ")]
        return "\n".join(lines)

    def to_markdown(self, language: str = "en") -> str:
        """The map as a Markdown list.

        Args:
            language: Code of the language of its words; English stands in for one that has none.
        """
        word = _words(language)
        name, *empty = self._heading(word)
        lines = [f"# {escape_markdown(name)}", *empty, ""]
        for branch in self.branches:
            title, rest = escape_markdown(_title(branch, word)), _rest(branch, word)
            if branch.depth == 0 or branch.kind in {BranchKind.OBJECTIVE, BranchKind.AREA}:
                title = f"**{title}**"
            lacking = f" *{_lacking(branch, word)}*" if branch.missing else ""
            lines.append(f"{'  ' * branch.depth}- {title}{rest and f' {escape_markdown(rest)}'}{lacking}")
        if self.loose_ends:
            lines += ["", f"## {word['loose']}", ""]
            lines += [f"- {escape_markdown(_loose(end, word))}" for end in self.loose_ends]
        return "\n".join(lines).rstrip() + "\n"

    def to_html(self, language: str = "en") -> str:
        """The map as nested lists of HTML, to stand inside another page.

        Args:
            language: Code of the language of its words; English stands in for one that has none.
        """
        word = _words(language)
        name, *empty = map(escape_html, self._heading(word))
        lines = [f'<div lang="{escape_html(language)}">', f"<h3>{name}</h3>", *(f"<p>{each}</p>" for each in empty)]
        depth = -1
        for branch in self.branches:
            lines.append("<ul>" if branch.depth > depth else "</li>" + "</ul></li>" * (depth - branch.depth))
            depth = branch.depth
            title, rest = escape_html(_title(branch, word)), escape_html(_rest(branch, word))
            if branch.depth == 0 or branch.kind in {BranchKind.OBJECTIVE, BranchKind.AREA}:
                title = f"<strong>{title}</strong>"
            lacking = f" <em>{escape_html(_lacking(branch, word))}</em>" if branch.missing else ""
            lines.append(f"<li>{title}{rest}{lacking}")
        lines.append("</li></ul>" * (depth + 1))
        if self.loose_ends:
            items = "".join(f"<li>{escape_html(_loose(end, word))}</li>" for end in self.loose_ends)
            lines.append(f"<h4>{escape_html(word['loose'])}</h4><ul>{items}</ul>")
        return "\n".join([*lines, "</div>"])

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_data(self) -> dict[str, Any]:
        """The map as dicts and lists, each branch with what hangs below it under `children`."""
        top: list[dict[str, Any]] = []
        open_lists = [top]
        for branch in self.branches:
            children: list[dict[str, Any]] = []
            data = {
                "kind": branch.kind.value,
                "id": branch.id,
                "name": branch.name,
                "owner": branch.owner,
                "end": branch.end.isoformat() if branch.end else None,
                "done_on": branch.done_on.isoformat() if branch.done_on else None,
                "missing": list(branch.missing),
                "again": branch.again,
                "children": children,
            }
            del open_lists[branch.depth + 1 :]
            open_lists[-1].append(data)
            open_lists.append(children)
        return {
            "schema": "smartgoals/map/1",
            "name": self.name,
            "branches": top,
            "loose_ends": [attrs.asdict(end) for end in self.loose_ends],
        }

    def _heading(self, word: Mapping[str, str]) -> Iterator[str]:
        yield self.name or word["portfolio"]
        if not self.branches:
            yield ""
            yield word["empty"]


class _Walk:
    """Goes through a portfolio from the top; what has been told is not told again."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.told: set[int] = set()
        self.objectives = {objective.id: objective for objective in portfolio.objectives}
        self.areas: dict[str, list[Area]] = {}
        for area in portfolio.areas:
            for objective in portfolio.parents(area.name):
                self.areas.setdefault(objective, []).append(area)

    def branches(self) -> Iterator[Branch]:
        for objective in sorted(self.portfolio.objectives, key=lambda each: bool(self.portfolio.parents(each.id))):
            if id(objective) not in self.told:  # the tops, then what only leads back to itself
                yield from self.below([(objective, 0)])
        goals = self.loose_goals()
        areas = [area for area in self.portfolio.areas if id(area) not in self.told]
        placed = {goal.area for goal in goals}
        areas = [area for area in areas if area.name not in placed]
        if goals or areas:
            yield Branch(BranchKind.OBJECTIVE, 0, None)
            yield from self.by_area(goals, areas, None, 1)
        idle = [activity for activity in self.portfolio.activities if id(activity) not in self.told]
        if idle:
            yield Branch(BranchKind.GOAL, 0, None)
            yield from self.below([(activity, 1) for activity in idle])

    def loose_goals(self) -> list[Goal]:
        """Goals that are not told yet and hang below nothing, or only below themselves."""
        untold = [goal for goal in self.portfolio if id(goal) not in self.told]
        reached: set[int] = set()
        found = []
        for goal in sorted(untold, key=self.hangs):
            if id(goal) in reached:
                continue
            found.append(goal)
            waiting = [goal]
            while waiting:
                each = waiting.pop()
                if id(each) not in reached:
                    reached.add(id(each))
                    waiting += [below for below in self.under(each) if isinstance(below, Goal)]
        return found

    def hangs(self, goal: Goal) -> bool:
        return any(name in self.portfolio for name in goal.supports)

    def below(self, items: list[tuple[Objective | Goal | Activity, int]]) -> Iterator[Branch]:
        """Some items and all that hangs below them, without recursion, since goals may hang in long chains."""
        waiting = items[::-1]
        while waiting:
            item, depth = waiting.pop()
            again = id(item) in self.told
            self.told.add(id(item))
            if isinstance(item, Objective):
                if again:
                    yield Branch(BranchKind.OBJECTIVE, depth, item.name, item.id, item.owner, again=True)
                    continue
                yield from self.objective(item, depth)
                waiting += [(part, depth + 1) for part in self.parts(item)[::-1]]
            elif isinstance(item, Activity):
                yield _activity(item, depth, again=again)
            else:
                under = () if again else self.under(item)
                yield _goal(item, depth, again=again, busy=any(isinstance(each, Activity) for each in under))
                waiting += [(each, depth + 1) for each in under[::-1]]

    def parts(self, objective: Objective) -> list[Objective]:
        return [each for each in map(self.objectives.get, self.portfolio.children(objective.id)) if each is not None]

    def under(self, goal: Goal) -> tuple[Goal | Activity, ...]:
        names = self.portfolio.children(goal.id) if goal.id is not None else ()
        goals = tuple(self.portfolio[name] for name in names if name in self.portfolio)
        return (*goals, *self.portfolio.activities_of(goal))

    def objective(self, objective: Objective, depth: int) -> Iterator[Branch]:
        goals = self.portfolio.goals_of(objective.id)
        missing = _missing(objective, "owner", "target")
        if not goals and not self.portfolio.children(objective.id):
            missing = (*missing, "goals")
        yield Branch(BranchKind.OBJECTIVE, depth, objective.name, objective.id, objective.owner, missing=missing)
        yield from self.by_area(goals, self.areas.get(objective.id, []), objective, depth + 1)

    def by_area(
        self, goals: Iterable[Goal], areas: Iterable[Area], objective: Objective | None, depth: int
    ) -> Iterator[Branch]:
        groups: dict[str | None, list[Goal]] = {area.name: [] for area in areas}
        for goal in goals:
            groups.setdefault(goal.area, []).append(goal)
        for name, group in groups.items():
            yield self.area(name, group, objective, depth)
            yield from self.below([(goal, depth + 1) for goal in group])

    def area(self, name: str | None, group: list[Goal], objective: Objective | None, depth: int) -> Branch:
        try:
            area = self.portfolio.area(name or "")
        except KeyError:
            return Branch(BranchKind.AREA, depth, name)
        again = id(area) in self.told
        self.told.add(id(area))
        missing = () if again else _missing(area, "owner")
        if not group:
            missing = (*missing, "goals")
        if objective is None and not self.portfolio.parents(area.name):
            missing = (*missing, "objective")
        return Branch(BranchKind.AREA, depth, area.name, None, area.owner, missing=missing)


def _missing(item: Any, *fields: str) -> tuple[str, ...]:
    return tuple(field for field in fields if getattr(item, field) is None)


def _goal(goal: Goal, depth: int, *, again: bool, busy: bool) -> Branch:
    end = goal.horizon.end if goal.horizon is not None else None
    missing: tuple[str, ...] = ()
    if not again:
        missing = _missing(goal, "owner", "metric")
        if goal.baseline is None or not goal.baseline.is_known:
            missing = (*missing, "baseline")
        missing = (*missing, *_missing(goal, "target"))
        if end is None:
            missing = (*missing, "deadline")
        if not busy and not goal.means:
            missing = (*missing, "activities")
    return Branch(BranchKind.GOAL, depth, goal.statement, goal.id, goal.owner, end, missing=missing, again=again)


def _activity(activity: Activity, depth: int, *, again: bool) -> Branch:
    missing = () if again or activity.done_on is not None else _missing(activity, "owner")
    if not again and activity.done_on is None and activity.end is None:
        missing = (*missing, "deadline")
    return Branch(
        BranchKind.ACTIVITY, depth, activity.name, activity.id, activity.owner, activity.end, activity.done_on,
        missing, again,
    )  # fmt: skip


@cache
def _words(language: str) -> Mapping[str, str]:
    tables = tomllib.loads(resources.files(__package__).joinpath("outline.toml").read_text(encoding="utf-8"))
    return {**tables["en"], **tables.get(language.replace("_", "-").partition("-")[0].casefold(), {})}


def _title(branch: Branch, word: Mapping[str, str]) -> str:
    return branch.name if branch.name is not None else word[f"no_{branch.kind.value}"]


def _rest(branch: Branch, word: Mapping[str, str]) -> str:
    """Owner and date, in brackets; or that it has been told."""
    told = [branch.owner] if branch.owner is not None else []
    if branch.done_on is not None:
        told.append(word["done"].format(day=branch.done_on))
    elif branch.end is not None:
        told.append(word["until"].format(day=branch.end))
    if branch.again:
        told.append(word["again"])
    return f" ({', '.join(told)})" if told else ""


def _lacking(branch: Branch, word: Mapping[str, str]) -> str:
    return f"{word['missing']}: {', '.join(word[f'missing.{name}'] for name in branch.missing)}"


def _loose(end: LooseEnd, word: Mapping[str, str]) -> str:
    hint = f", {word['did_you_mean'].format(name=end.nearest)}" if end.nearest is not None else ""
    return f"{end.place}: {end.name}{hint}"


def _folded(text: str, first: str, further: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )
