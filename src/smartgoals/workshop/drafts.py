"""Drafts: each winning theme as a goal in its own words, judged at once, with what to ask next.

A theme speaks through the idea in it that got most votes; what was celebrated as done is said as something to do. What
is missing gets a named blank, the catalogue says what the theme could be measured by, and the ideas and votes stay with
the goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from smartgoals.catalogue import suggest_metrics
from smartgoals.errors import InvalidValueError
from smartgoals.improvement import Improvement, improve
from smartgoals.lexicon.stems import Compounds
from smartgoals.model import Goal, Portfolio
from smartgoals.rules.phrases import listed, phrases
from smartgoals.workshop.grouping import language_of
from smartgoals.workshop.selection import Selection
from smartgoals.workshop.state import Card
from smartgoals.workshop.steps import Idea
from smartgoals.workshop.wishes import as_wish

if TYPE_CHECKING:
    from smartgoals.assessment import Assessment
    from smartgoals.catalogue import Suggestion
    from smartgoals.markup import Page
    from smartgoals.model import Context
    from smartgoals.rules.ruleset import RuleSet
    from smartgoals.workshop.record import Workshop
    from smartgoals.workshop.voting import Tally

__all__ = ["Draft", "Drafts", "Votes", "draft"]


@attrs.frozen(kw_only=True)
class Votes:
    """What a theme got.

    Attributes:
        total: Its total; what a total means depends on how people voted.
        voters: How many voted for it.
        of: How many voted for anything.
        rank: Its place by totals, from 1.
        tied: Other cards in the same place.
    """

    total: Fraction
    voters: int
    of: int
    rank: int
    tied: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Draft:
    """A theme on its way to becoming a goal.

    Attributes:
        card: The theme with its ideas.
        idea: The idea whose words the goal has.
        votes: What the theme got.
        goal: The draft; blanks in its statement are named in brackets, and its rationale says where it comes from.
        improvement: The statement before and after the blanks were put in, both judged.
        suggestions: What it could be measured by, best first.
    """

    card: Card
    idea: Idea
    votes: Votes
    goal: Goal
    improvement: Improvement
    suggestions: tuple[Suggestion, ...]

    @property
    def assessment(self) -> Assessment:
        """How the draft is judged; a blank counts as not said."""
        return self.improvement.after

    @property
    def language(self) -> str:
        """The language of its words."""
        return self.improvement.language

    def questions(self, language: str | None = None) -> tuple[str, ...]:
        """What the group should answer next, each question once; without a language, in that of the draft."""
        spoken = language or self.language
        findings = {found.code: found for found in (*self.improvement.before.findings, *self.assessment.findings)}
        asked = [
            findings[code].question(spoken)
            for blank in self.improvement.blanks
            for code in blank.codes
            if code in findings
        ]
        asked += [question.message(spoken) for question in self.assessment.questions]
        return tuple(dict.fromkeys(filter(None, asked)))


@attrs.frozen(kw_only=True)
class Drafts:
    """The draft goals of a workshop.

    Attributes:
        drafts: The drafts, in the order the themes were chosen.
        portfolio: The drafts as goals, beside those that were there before.
        selection: How the themes were chosen.
        tally: The votes they were chosen by.
    """

    drafts: tuple[Draft, ...]
    portfolio: Portfolio
    selection: Selection
    tally: Tally

    def __iter__(self) -> Iterator[Draft]:
        return iter(self.drafts)

    def __len__(self) -> int:
        return len(self.drafts)

    def __getitem__(self, card: str) -> Draft:
        """The draft of a theme.

        Raises:
            KeyError: The theme was not chosen.
        """
        return next((each for each in self.drafts if each.card.id == card), None) or _missing(card)

    def to_markdown(self, language: str | None = None) -> str:
        """Each draft with its votes, its blanks, its measures and its questions; without a language, in their own."""
        return self._page(language or self._language).to_markdown()

    def to_html(self, language: str | None = None) -> str:
        """The same as HTML, to stand inside another page."""
        return self._page(language or self._language).to_html(language or self._language)

    @property
    def _language(self) -> str:
        return self.drafts[0].language if self.drafts else "en"

    def _page(self, language: str) -> Page:
        from smartgoals.workshop.report import drafts_page

        return drafts_page(self, language)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()


def _missing(card: str) -> Draft:
    raise KeyError(card)


def draft(
    workshop: Workshop,
    seats: int = 5,
    *,
    context: Context,
    tally: Tally | None = None,
    rules: RuleSet | None = None,
    proportional: bool = True,
    portfolio: Portfolio | None = None,
) -> Drafts:
    """Turn the themes that win into draft goals.

    Args:
        workshop: The workshop, with its votes.
        seats: How many themes to choose.
        context: Today, and the language; None has the language told from each theme.
        tally: The votes, when they were counted on other terms than `Workshop.tally()` has by itself.
        rules: The rules that the drafts are judged by; without them, those of this library.
        proportional: Choose by equal shares; otherwise by totals, and a tie for the last seats leaves those empty.
        portfolio: Goals that are there already; the drafts are added to them.

    Raises:
        InvalidValueError: Nobody has voted for anything that is there.

    Example:
        >>> from smartgoals import Ballot, Context, Workshop
        >>> workshop = Workshop.start("Next year", language="en").write("We halved the returns", id="1")
        >>> workshop = workshop.move("vote").vote(Ballot.dots("ada", {"1": 3}))
        >>> found = workshop.drafts(1, context=Context("2026-01-15"))
        >>> print(found["1"].goal)
        Halve the returns by [deadline] (now [baseline])
        >>> print(found["1"].questions()[0])
        When should it be done?
    """
    counted = workshop.tally() if tally is None else tally
    selection = counted.select(seats, teams=workshop.teams)
    chosen = selection.chosen if proportional else selection.by_totals.chosen
    if not selection.chosen:
        raise InvalidValueError(
            "Workshop.drafts", "tally", counted.voters, "ballots speak for no card", "let people vote first"
        )
    before = portfolio if portfolio is not None else Portfolio(name=workshop.title)
    taken = {goal.id for goal in before}
    drafts = []
    for card_id in chosen:
        found = _Theme(workshop, counted, workshop.card(card_id)).drafted(context, rules)
        found = attrs.evolve(found, goal=attrs.evolve(found.goal, id=_free(f"{card_id}", taken)))
        taken.add(found.goal.id)
        drafts.append(found)
    whole = attrs.evolve(before, goals=(*before.goals, *(each.goal for each in drafts)))
    return Drafts(drafts=tuple(drafts), portfolio=whole, selection=selection, tally=counted)


def _free(wish: str, taken: set[str | None]) -> str:
    found, number = wish, 2
    while found in taken:
        found, number = f"{wish}-{number}", number + 1
    return found


@attrs.frozen
class _Theme:
    """A card that won, with what it takes to make a goal of it."""

    workshop: Workshop
    tally: Tally
    card: Card

    def drafted(self, context: Context, rules: RuleSet | None) -> Draft:
        idea = self._speaker()
        language = context.language or language_of(idea.text) or self.workshop.language or "en"
        improvement = improve(
            Goal(as_wish(idea.text, language)), context=attrs.evolve(context, language=language), rules=rules
        )
        votes = self._votes()
        goal = attrs.evolve(
            improvement.after.goal,
            statement=improvement.text,
            rationale=self._provenance(votes, language),
            tags={"workshop", f"theme:{self.card.id}"},
        )
        return Draft(
            card=self.card,
            idea=idea,
            votes=votes,
            goal=goal,
            improvement=improvement,
            suggestions=self._measures(improvement, language),
        )

    def _speaker(self) -> Idea:
        """The idea with most votes; of several, the one that has most words in common with the others."""
        direct = self._direct()
        language = self.workshop.language or "en"
        compounds = Compounds.of((idea.text for idea in self.card.ideas), language)
        words = {idea.id: set(compounds.stems(idea.text)) for idea in self.card.ideas}

        def rank(idea: Idea) -> tuple[int, int, str]:
            shared = sum(len(words[idea.id] & words[other.id]) for other in self.card.ideas if other is not idea)
            return -direct.get(idea.id, 0), -shared, idea.id

        return min(self.card.ideas, key=rank)

    def _direct(self) -> Mapping[str, int]:
        """Voters for each idea by itself, before it was grouped."""
        found: dict[str, int] = {}
        for ballot in self.workshop.ballots():
            for card, mark in ballot.marks:
                found[card] = found.get(card, 0) + mark
        return found

    def _votes(self) -> Votes:
        place = next(each for each in self.tally.places if self.card.id in each.cards)
        return Votes(
            total=place.total,
            voters=sum(any(card == self.card.id and mark for card, mark in b.marks) for b in self.tally.ballots),
            of=self.tally.voters - self.tally.blank,
            rank=place.rank,
            tied=tuple(card for card in place.cards if card != self.card.id),
        )

    def _provenance(self, votes: Votes, language: str) -> str:
        return phrases(language).label(
            "workshop.provenance",
            theme=self.card.name, title=self.workshop.title or phrases(language).label("workshop.workshop"),
            total=votes.total, voters=votes.voters, of=votes.of,
            ideas=listed([idea.id for idea in self.card.ideas], language),
        )  # fmt: skip

    def _measures(self, improvement: Improvement, language: str) -> tuple[Suggestion, ...]:
        """Measures for the words of the goal, or else for the name of the theme."""
        for statement in (improvement.before.goal.statement, self.card.name):
            found = suggest_metrics(Goal(statement), language=language)
            if found:
                return found
        return ()
