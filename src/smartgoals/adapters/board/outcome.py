"""What the board tells about a workshop: themes with their votes, two ways of choosing among them, and the drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.markup import Heading
from smartgoals.workshop.report import amount, refused, selection_page, shared_questions, workshop_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smartgoals.adapters.board.cards import Card
    from smartgoals.drawing.wording import Wording
    from smartgoals.markup import Block
    from smartgoals.workshop import Workshop
    from smartgoals.workshop.drafts import Draft, Drafts
    from smartgoals.workshop.voting import Tally

__all__ = ["Outcome", "outcome"]

_FEWEST: Final = 5
"""How many themes are shown at least before the rest is folded."""


@attrs.frozen(kw_only=True)
class Theme:
    """A card that got votes.

    Attributes:
        place: Its place by totals; an equals sign says that it shares it.
        name: What it is called.
        total: What it got, in words.
        share: That over the most any card got, in [0, 1].
        is_chosen: Whether a draft came of it.
        by_shares: Whether equal shares chose it.
        by_totals: Whether the totals alone would choose it; None when it ties for a place and somebody must choose.
    """

    place: str
    name: str
    total: str
    share: float
    is_chosen: bool
    by_shares: bool
    by_totals: bool | None


@attrs.frozen(kw_only=True)
class Sketched:
    """A draft goal: the theme, its words, where it comes from, and what to answer next.

    Attributes:
        theme: The name of the theme.
        statement: The goal, with blanks in brackets.
        language: Its language.
        rationale: The votes and the ideas behind it.
        measures: What it could be measured by.
        questions: What the group should answer next, besides what every draft asks.
        card: The card of the goal, when it is on the board.
    """

    theme: str
    statement: str
    language: str
    rationale: str
    measures: tuple[str, ...]
    questions: tuple[str, ...]
    card: Card | None


@attrs.frozen(kw_only=True)
class Outcome:
    """What came of a workshop.

    Attributes:
        title: What it is called.
        language: The language it was held in.
        counted: How many voted, and what a total is; empty before the vote.
        themes: The cards that got votes, the most first.
        first: How many of them to show at once, so that all that are chosen either way are there.
        choice: How the themes were chosen, as blocks of a page.
        drafts: The draft goals.
        questions: What to answer next for every draft.
        refusals: Ballots that do not count, and why.
        opening: The question, and how many took part.
        ideas: Every idea by group, as blocks of a page.
    """

    title: str
    language: str
    counted: str
    themes: tuple[Theme, ...]
    first: int
    choice: Sequence[Block]
    drafts: tuple[Sketched, ...]
    questions: tuple[str, ...]
    refusals: tuple[str, ...]
    opening: Sequence[Block]
    ideas: Sequence[Block]


def outcome(workshop: Workshop, drafts: Drafts | None, cards: Mapping[str, Card], words: Wording) -> Outcome:
    """What came of a workshop, in the words of the board.

    Args:
        workshop: The workshop.
        drafts: The drafts that came of it, with the votes they were chosen by.
        cards: The goals on the board, by id.
        words: The language of the board.
    """
    tally = drafts.tally if drafts is not None else workshop.tally() if workshop.ballots() else None
    names = {card.id: card.name for card in workshop.cards}
    language = words.language
    _, *record = workshop_page(workshop, language).blocks
    first = next((place for place, block in enumerate(record) if isinstance(block, Heading)), len(record))
    counted = ""
    if tally is not None:
        how = f"workshop.counted.{tally.terms.method.value}"
        counted = words.label(how, voters=tally.voters, blank=tally.blank)
    shared = shared_questions(drafts, language) if drafts is not None else ()
    themes = tuple(_themes(tally, drafts, names, words)) if tally is not None else ()
    chosen = [place for place, theme in enumerate(themes, start=1) if theme.by_shares or theme.by_totals is not False]
    return Outcome(
        title=workshop.title or "",
        language=workshop.language or language,
        counted=counted,
        themes=themes,
        first=max(_FEWEST, *chosen) if chosen else len(themes),
        choice=selection_page(drafts.selection, language, names).blocks if drafts is not None else (),
        drafts=tuple(_sketched(each, cards, shared, language) for each in drafts or ()),
        questions=shared,
        refusals=refused(tally, language) if tally is not None else (),
        opening=record[:first],
        ideas=record[first:],
    )


def _themes(tally: Tally, drafts: Drafts | None, names: Mapping[str, str], words: Wording) -> Iterator[Theme]:
    most = max((total for _, total in tally.totals), default=0)
    drafted = {draft.card.id for draft in drafts or ()}
    chosen = drafts.selection.chosen if drafts is not None else ()
    cut = drafts.selection.by_totals if drafts is not None else None
    for place in tally.places:
        for card in place.cards if place.total else ():
            yield Theme(
                place=f"{place.rank}" if len(place.cards) == 1 else f"{place.rank}=",
                name=names.get(card, card),
                total=amount(place.total, words.language),
                share=float(place.total / most),
                is_chosen=card in drafted,
                by_shares=card in chosen,
                by_totals=None if cut is not None and card in cut.tied else cut is not None and card in cut.chosen,
            )


def _sketched(draft: Draft, cards: Mapping[str, Card], shared: tuple[str, ...], language: str) -> Sketched:
    return Sketched(
        theme=draft.card.name,
        statement=draft.goal.statement,
        language=draft.language,
        rationale=draft.goal.rationale or "",
        measures=tuple(each.metric.name for each in draft.suggestions),
        questions=tuple(each for each in draft.questions(language) if each not in shared),
        card=cards.get(draft.goal.id or ""),
    )
