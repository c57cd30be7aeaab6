"""Reports: what a workshop, its groups, votes and drafts look like as a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from smartgoals.markup import Block, Bullets, Heading, Page, Paragraph, Table
from smartgoals.rules.phrases import listed, phrases, spoken
from smartgoals.workshop.ballots import Method

if TYPE_CHECKING:
    from smartgoals.workshop.drafts import Draft, Drafts
    from smartgoals.workshop.grouping import Grouping
    from smartgoals.workshop.record import Workshop
    from smartgoals.workshop.selection import Selection
    from smartgoals.workshop.steps import Idea
    from smartgoals.workshop.voting import Tally

__all__ = [
    "amount", "drafts_page", "grouping_page", "refused", "result_page", "selection_page", "shared_questions",
    "tally_page", "workshop_page",
]  # fmt: skip


def amount(value: Fraction, language: str) -> str:
    """A total as people write it, to two decimals.

    Example:
        >>> amount(Fraction(7, 2), "sv"), amount(Fraction(1, 3), "en")
        ('3,5', '0.33')
    """
    return spoken((Decimal(round(value * 100)) / 100).normalize() + 0, language)


def grouping_page(grouping: Grouping, language: str, texts: Mapping[str, str] | None = None) -> Page:
    """Proposed groups, each with the words that made it."""
    label = phrases(language).label
    rows = [
        [group.name, str(len(group.ideas)), ", ".join(group.words), ", ".join(group.ideas)] for group in grouping.groups
    ]
    blocks: list[Block] = [
        Table([label(f"workshop.{name}") for name in ("group", "count", "shared_words", "ideas")], rows)
    ]
    if grouping.alone:
        blocks += [
            Paragraph(label("workshop.alone", number=len(grouping.alone))),
            Bullets([f"{idea}: {texts[idea]}" if texts else idea for idea in grouping.alone]),
        ]
    return Page(blocks)


def tally_page(tally: Tally, language: str, names: Mapping[str, str] | None = None) -> Page:
    """Totals and places, ties named; then what did not count, and why."""
    label = phrases(language).label
    named = names or {}
    blocks: list[Block] = [
        Paragraph(label(f"workshop.counted.{tally.terms.method.value}", voters=tally.voters, blank=tally.blank))
    ]
    if tally.totals:
        rows = [
            [str(place.rank), named.get(card, card), amount(place.total, language),
             label("workshop.tie") if len(place.cards) > 1 and place.total else ""]
            for place in tally.places for card in place.cards
        ]  # fmt: skip
        head = [label(f"workshop.{name}") for name in ("place", "theme", "total")]
        if any(row[3] for row in rows):
            head.append(label("workshop.remark"))
        blocks.append(Table(head, [row[: len(head)] for row in rows]))
    if tally.terms.method is Method.RANKED and tally.totals:
        best = tally.condorcet
        blocks.append(
            Paragraph(
                label("workshop.condorcet", card=named.get(best, best)) if best else label("workshop.no_condorcet")
            )
        )
    if tally.refusals:
        blocks += [
            Paragraph(label("workshop.not_counted", number=len(tally.refusals))),
            Bullets(refused(tally, language)),
        ]
    return Page(blocks)


def refused(tally: Tally, language: str) -> tuple[str, ...]:
    """What does not count, and why."""
    return tuple(refusal.message(language) for refusal in tally.refusals)


def selection_page(selection: Selection, language: str, names: Mapping[str, str] | None = None) -> Page:
    """The chosen cards beside what the totals alone would choose, and whom each way hears."""
    label = phrases(language).label
    named = names or {}

    def listing(cards: Iterable[str]) -> str:
        return listed([named.get(card, card) for card in cards], language)

    blocks: list[Block] = [Paragraph(label("workshop.by_shares", cards=listing(selection.chosen)))]
    cut = selection.by_totals
    if cut.chosen:
        blocks.append(Paragraph(label("workshop.by_totals", cards=listing(cut.chosen))))
    if cut.tied:
        blocks.append(Paragraph(label("workshop.tied_seats", cards=listing(cut.tied), open=cut.open)))
    if selection.gained and selection.lost:
        blocks.append(
            Paragraph(label("workshop.differ", gained=listing(selection.gained), lost=listing(selection.lost)))
        )
    for each in selection.ties:
        others = [card for card in each.tied if card not in selection.chosen]
        if others:
            card = named.get(each.card, each.card)
            blocks.append(Paragraph(label("workshop.tied_purchase", card=card, others=listing(others))))
    shares = [*selection.shares, selection.heard]
    rows = [
        [share.team or label("workshop.everybody" if share is selection.heard else "workshop.no_team"),
         str(share.voters), str(share.by_shares), str(share.by_totals)]
        for share in shares
    ]  # fmt: skip
    head = [label(f"workshop.{name}") for name in ("team", "voters", "heard_by_shares", "heard_by_totals")]
    blocks.append(Table(head, rows))
    return Page(blocks)


def drafts_page(drafts: Drafts, language: str) -> Page:
    """Each draft with its votes, its blanks, its measures and its questions; those that all share come once, last."""
    label = phrases(language).label
    shared = shared_questions(drafts, language)
    blocks = [block for draft in drafts for block in _draft(draft, language, shared)]
    if shared:
        blocks += [Heading(label("workshop.next_all"), 3), Bullets(shared)]
    return Page(blocks)


def shared_questions(drafts: Drafts, language: str) -> tuple[str, ...]:
    """The questions that every draft asks, when there are several."""
    asked = [draft.questions(language) for draft in drafts]
    return tuple(question for question in (asked[0] if asked[1:] else ()) if all(question in each for each in asked))


def _draft(draft: Draft, language: str, shared: Collection[str]) -> Iterable[Block]:
    label = phrases(language).label
    yield Heading(draft.card.name, 3)
    yield Paragraph(draft.goal.statement)
    yield Paragraph(draft.goal.rationale or "")
    yield Table(
        [label("assessment.criterion"), label("assessment.verdict")],
        [
            [label(f"criterion.{each.criterion.value}"), label(f"verdict.{each.verdict.value}")]
            for each in draft.assessment
        ],
    )
    if draft.suggestions:
        yield Paragraph(label("workshop.measures"))
        yield Bullets([
            ". ".join([_metric(each.metric.name), *(reason.message(language) for reason in each.reasons[:1])])
            for each in draft.suggestions
        ])  # fmt: skip
    questions = [question for question in draft.questions(language) if question not in shared]
    if questions:
        yield Paragraph(label("workshop.next"))
        yield Bullets(questions)


def _metric(name: str) -> str:
    return name[:1].upper() + name[1:]


def workshop_page(workshop: Workshop, language: str) -> Page:
    """The workshop so far: who takes part, the ideas by group, and what waits to be revealed."""
    label = phrases(language).label
    blocks: list[Block] = [Heading(workshop.title or label("workshop.workshop"), 1)]
    if workshop.question:
        blocks.append(Paragraph(workshop.question))
    blocks.append(
        Paragraph(
            label(
                "workshop.summary",
                ideas=len(workshop.ideas), participants=len(workshop.participants), groups=len(workshop.groups),
            )
        )
    )  # fmt: skip
    if workshop.hidden:
        blocks.append(Paragraph(label("workshop.hidden", number=workshop.hidden)))
    grouped = {idea for group in workshop.groups for idea in group.ideas}
    texts = {idea.id: idea for idea in workshop.ideas}
    for group in workshop.groups:
        blocks.append(Heading(group.name, 3))
        if group.words:
            blocks.append(Paragraph(label("workshop.because", words=", ".join(group.words))))
        blocks.append(Bullets([_idea(texts[idea]) for idea in group.ideas]))
    alone = [idea for idea in workshop.ideas if idea.id not in grouped]
    if alone:
        blocks += [Heading(label("workshop.standing_alone"), 3), Bullets([_idea(idea) for idea in alone])]
    return Page(blocks)


def _idea(idea: Idea) -> str:
    return f"{idea.id}: {idea.text}"


def result_page(
    workshop: Workshop, drafts: Drafts | None, tally: Tally | None, language: str, *, remarks: Sequence[str] = ()
) -> Page:
    """Everything on one page: the drafts, how they were chosen, all ideas, and what to look at in the input."""
    label = phrases(language).label
    head, *rest = workshop_page(workshop, language).blocks
    names = {card.id: card.name for card in workshop.cards}
    blocks: list[Block] = [head]
    if drafts is not None:
        blocks += [Heading(label("workshop.drafts")), *drafts_page(drafts, language).blocks]
        blocks += [Heading(label("workshop.chosen")), *selection_page(drafts.selection, language, names).blocks]
    if tally is not None:
        blocks += [Heading(label("workshop.votes")), *tally_page(tally, language, names).blocks]
    blocks += [Heading(label("workshop.ideas")), *rest]
    if remarks:
        blocks += [Heading(label("workshop.form.heading")), Bullets(remarks)]
    return Page(blocks)
