"""Goals, portfolios, readings and days as pages, built from strings; words stand in `showing.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from smartgoals.markup import Bullets, Facts, Heading, Page, Paragraph, Quote, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartgoals.markup import Block
    from smartgoals.model.goal import Goal
    from smartgoals.model.portfolio import Portfolio
    from smartgoals.model.schedule import Event, Schedule
    from smartgoals.model.series import Series

__all__ = ["goal_page", "portfolio_page", "schedule_page", "series_page"]

_MOST: Final = 24
"""How many readings are shown; the latest."""
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")


@cache
def _words(language: str) -> Mapping[str, str]:
    tables = tomllib.loads(resources.files(__package__).joinpath("showing.toml").read_text(encoding="utf-8"))
    return {**tables["en"], **tables.get(language.replace("_", "-").partition("-")[0].casefold(), {})}


def _measured(value: object, word: Mapping[str, str]) -> str:
    """An amount as text, with the decimal mark of the language."""
    return _POINT.sub(word["decimal"], str(value))


def goal_page(goal: Goal, language: str = "en") -> Page:
    """A goal: its statement, and what is said about it."""
    word = _words(language)
    start = goal.baseline
    facts = [
        ("id", goal.id),
        ("metric", str(goal.metric or "")),
        ("baseline", start and (_measured(start, word) if start.is_known else word["unknown"])),
        ("target", goal.target and _measured(goal.target, word)),
        ("horizon", str(goal.horizon or "")),
        ("owner", goal.owner),
        ("area", goal.area),
        ("supports", ", ".join(goal.supports)),
        ("means", "; ".join(goal.means)),
        ("tags", ", ".join(sorted(goal.tags))),
    ]
    pairs = [(word[name], text) for name, text in facts if text]
    return Page([Quote(goal.statement), *([Facts(pairs)] if pairs else [])])


def portfolio_page(portfolio: Portfolio, language: str = "en") -> Page:
    """A portfolio: its objectives and its goals, and names in it that name nothing."""
    word = _words(language)
    blocks: list[Block] = [Heading(portfolio.name, 3)] if portfolio.name else []
    if portfolio.objectives:
        head = [word["id"], word["objectives"], word["owner"]]
        rows = [[each.id, each.name, each.owner or ""] for each in portfolio.objectives]
        blocks += [Heading(word["objectives"].capitalize(), 4), Table(head, rows)]
    if portfolio.goals:
        head = [word[name] for name in ("id", "goal", "area", "owner", "deadline")]
        rows = [_row(goal) for goal in portfolio]
        blocks += [Heading(f"{word['goals'].capitalize()} ({len(portfolio)})", 4), Table(head, rows)]
    if portfolio.loose_ends:
        blocks.append(Bullets([str(end) for end in portfolio.loose_ends]))
    return Page(blocks or [Paragraph(word["empty"])])


def _row(goal: Goal) -> list[str]:
    end = goal.horizon.end if goal.horizon is not None else ""
    return [goal.id or "", goal.statement, goal.area or "", goal.owner or "", str(end)]


def series_page(series: Series, language: str = "en") -> Page:
    """The latest readings, newest last."""
    word = _words(language)
    blocks: list[Block] = [Heading(series.name, 4)] if series.name else []
    left = len(series) - _MOST
    if left > 0:
        blocks.append(Paragraph(word["more"].format(count=left)))
    rows = []
    for reading in series.measurements[-_MOST:]:
        notes = (word["estimated"] if reading.estimated else None, reading.note)
        rows.append([str(reading.on), _measured(reading.value, word), "; ".join(filter(None, notes))])
    blocks.append(Table([word[name] for name in ("day", "value", "note")], rows) if rows else Paragraph(word["empty"]))
    return Page(blocks)


def schedule_page(schedule: Schedule, language: str = "en") -> Page:
    """The days of a schedule."""
    word = _words(language)
    rows = [[str(event.on), word[event.kind.value], _about(event)] for event in schedule.events]
    blocks: list[Block] = [Heading(schedule.name, 3)] if schedule.name else []
    blocks.append(Table([word[name] for name in ("day", "what", "goal")], rows) if rows else Paragraph(word["empty"]))
    return Page(blocks)


def _about(event: Event) -> str:
    return "; ".join(event.names) or str(event.period or "")
