"""A board: one page that shows a portfolio to everybody, and needs nothing but itself.

Needs the extra `board`. The page has one style and one script, both named by their hash in a Content-Security-Policy
that forbids everything else, so that nothing leaves the page and no text of a goal can run.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from functools import cache
from importlib import resources
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.adapters.board.cards import anchors, card
from smartgoals.adapters.board.outcome import outcome
from smartgoals.assessment import assess, assess_portfolio
from smartgoals.drawing.wording import Wording
from smartgoals.errors import MissingExtraError
from smartgoals.markup import closed
from smartgoals.model import Schedule
from smartgoals.progress import track
from smartgoals.reviewing.report import decided, ways_of_working

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Template

    from smartgoals.adapters.board.cards import Card
    from smartgoals.model import Context, Event, Goal, Portfolio, Series
    from smartgoals.progress import Progress
    from smartgoals.progress.statuses import StatusPolicy
    from smartgoals.reviewing import Review
    from smartgoals.rules import RuleSet
    from smartgoals.workshop import Workshop
    from smartgoals.workshop.drafts import Drafts

__all__ = ["to_board"]

_DATES: Final = 12
"""How many of the coming days are shown."""


def to_board(
    portfolio: Portfolio,
    *,
    context: Context,
    series: Mapping[str, Series] | None = None,
    rules: RuleSet | None = None,
    status: str | StatusPolicy = "eurostat",
    language: str | None = None,
    review: Review | None = None,
    workshop: Workshop | None = None,
    drafts: Drafts | None = None,
) -> str:
    """A portfolio as one HTML page.

    Args:
        portfolio: The goals. What one leaves unsaid is read from its statement.
        context: Today, and the language of the goals.
        series: The readings of goals, by the id of the goal; a goal without an id goes by its statement.
        rules: The rules that count; without them, those of this library.
        status: The status policy, as in `track()`; with a review of the same day, the policy of that.
        language: The language of the page; without one, that of the context, else that of most goals.
        review: A review of the portfolio: what needs attention, and why, stands first on the page; then what moved
            since the review before it, when it was given that.
        workshop: A workshop that the goals come from, or some of them: its themes and ideas are told.
        drafts: What `workshop.drafts()` gave: the votes, how the themes were chosen, and the drafts. A draft that is in
            the portfolio, by its id, leads to its goal.

    Returns:
        A whole document; write it to a file and open it, or send it.

    Raises:
        MissingExtraError: The extra `board` is not installed.
    """
    template = _template()
    found = series or {}
    judged = [
        assess(goal, context=context, rules=rules, series=found.get(_key(goal)), portfolio=portfolio)
        for goal in portfolio
    ]
    languages = [each.language for each in judged]
    spoken = language or context.language or max(languages, key=languages.count, default="en")
    words = Wording(spoken)
    known = _tracked(review, context)
    cards = [
        card(
            name,
            known.get(each.goal) or track(each.goal, found.get(_key(each.goal)), on=context.today, status=status),
            each,
            context=context,
            words=words,
        )
        for name, each in zip(anchors(goal.id for goal in portfolio), judged, strict=True)
    ]
    by_key = {_key(goal): each for goal, each in zip(portfolio, cards, strict=True)}
    by_id = {goal.id: each for goal, each in zip(portfolio, cards, strict=True) if goal.id is not None}
    completed = attrs.evolve(portfolio, goals=tuple(each.goal for each in judged))
    across = assess_portfolio(completed, context=context, rules=rules)
    values: dict[str, Any] = {
        "lang": spoken,
        "word": lambda name, **said: words.label(f"board.{name}", **said),
        "kind": lambda block: type(block).__name__,
        "title": portfolio.name or words.label("board.title"),
        "day": words.date(context.today),
        "cards": cards,
        "counts": _counts(cards),
        "choices": _choices(cards),
        "objectives": tuple(_objectives(portfolio, by_id)),
        "mentions": [] if review is None else list(_mentions(review, by_key, spoken)),
        "workshop": None if workshop is None else outcome(workshop, drafts, by_id, words),
        "dates": tuple(_dates(completed, context, by_id, words)),
        "across": tuple((each.code, each.message(spoken)) for each in across),
        "working": [] if review is None else ways_of_working(review, spoken),
        "decided": [] if review is None else decided(review, spoken),
        "style": _part("board.css"),
        "script": _part("board.js"),
        "style_hash": _hash(_part("board.css")),
        "script_hash": _hash(_part("board.js")),
    }
    return template.render(values)


def _key(goal: Goal) -> str:
    return goal.id or goal.statement


def _tracked(review: Review | None, context: Context) -> dict[Goal, Progress]:
    """Where goals stand, as a review of the same day found it; the goals as it completed them."""
    if review is None or review.on != context.today:
        return {}
    return {entry.progress.goal: entry.progress for entry in review.goals if entry.progress is not None}


def _mentions(
    review: Review, cards: Mapping[str, Card], language: str
) -> Iterator[tuple[str, list[tuple[Card | str, list[str]]]]]:
    """What a review says goal by goal: each with its card, or its name where it is not on the board."""
    attention: list[tuple[Card | str, list[str]]] = [
        (cards.get(entry.key, entry.title), [reason.message(language) for reason in entry.reasons])
        for entry in review.attention
    ]
    moved: list[tuple[Card | str, list[str]]] = [
        (cards.get(each.goal, each.title), [each.message(language)]) for each in review.since or ()
    ]
    yield from ((name, mentions) for name, mentions in (("attention", attention), ("moved", moved)) if mentions)


def _counts(cards: Iterable[Card]) -> list[tuple[str, str, str, int]]:
    """How many goals have each status: its sort, sign and words, and the number; what is worst first."""
    found: dict[tuple[str, str, str], int] = {}
    for each in sorted(cards, key=lambda each: (each.order["status"], each.status)):
        key = (each.kind, each.sign, each.status)
        found[key] = found.get(key, 0) + 1
    return [(*key, count) for key, count in found.items()]


def _choices(cards: Iterable[Card]) -> dict[str, list[str]]:
    """What can be chosen in each filter."""
    cards = list(cards)
    return {
        name: sorted({value for each in cards if (value := getattr(each, name))}, key=str.casefold)
        for name in ("area", "owner", "term", "status")
    }


def _objectives(portfolio: Portfolio, by_id: Mapping[str, Card]) -> Iterator[tuple[str, str, list[Card]]]:
    """Each objective with who answers for it and the goals that serve it."""
    for objective in portfolio.objectives:
        goals = [by_id[goal.id] for goal in portfolio.goals_of(objective.id) if goal.id is not None]
        yield objective.name, objective.owner or "", goals


def _dates(
    portfolio: Portfolio, context: Context, by_id: Mapping[str, Card], words: Wording
) -> Iterator[tuple[str, str, str, list[Card]]]:
    """The next days, each kind of event of a day once: when, what, what of the portfolio, and which goals."""
    from dateutil.relativedelta import relativedelta

    end = context.today + relativedelta(years=1)
    events = Schedule.of(portfolio, start=context.today, end=end, calendar=context.calendar).events

    def day_and_kind(event: Event) -> tuple[dt.date, str]:
        return event.on, event.kind.value

    days = groupby(sorted(events, key=day_and_kind), key=day_and_kind)
    for (day, kind), together in islice(days, _DATES):
        about: dict[str, Card] = {}
        said: dict[str, None] = {}
        for event in together:
            about |= {goal_id: by_id[goal_id] for goal_id in event.goals if goal_id in by_id}
            said |= dict.fromkeys(() if event.goals else event.names)
        yield words.date(day), words.label(f"calendar.kind.{kind}"), "; ".join(said), list(about.values())


@cache
def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash of a style or a script as a Content-Security-Policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError:
        raise MissingExtraError("board") from None
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: closed(value) if type(value) is str else value,
    )
    return environment.from_string(_part("board.html"))
