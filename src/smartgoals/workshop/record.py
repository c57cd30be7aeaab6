"""The record of a workshop: everything that happened in it, and what follows from that.

A `Workshop` never changes; each method returns another. Two records of one workshop, kept in two places, merge into one
that has the steps of both, whichever is merged into which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from smartgoals.model.field import concise, holds, refuse, to_tuple
from smartgoals.workshop.ballots import Ballot, Method, Refusal, Second, Terms, checked
from smartgoals.workshop.grouping import Grouping, propose, usual_language
from smartgoals.workshop.state import Card, State
from smartgoals.workshop.steps import (
    Cast,
    Event,
    Group,
    Grouped,
    Idea,
    Joined,
    Moved,
    Named,
    Participant,
    Phase,
    Step,
    TakenBack,
    Undone,
    Withdrawn,
    Wrote,
    in_order,
)
from smartgoals.workshop.voting import Tally, counted_tally

if TYPE_CHECKING:
    from smartgoals.markup import Page
    from smartgoals.model import Context, Portfolio
    from smartgoals.rules.ruleset import RuleSet
    from smartgoals.workshop.drafts import Drafts

__all__ = ["Workshop"]


def _to_steps(value: Iterable[Step]) -> tuple[Step, ...]:
    steps = to_tuple(value)
    if isinstance(steps, tuple) and all(isinstance(step, Step) for step in steps):
        return in_order(steps)
    return steps


@attrs.frozen(repr=False, slots=False)
class Workshop:
    """A goal-setting workshop, from the celebration imagined to the goals that lead there.

    Attributes:
        steps: Everything that happened, in its one order.

    Example:
        >>> workshop = Workshop.start("Next year", language="en")
        >>> workshop = workshop.write("We halved the returns", by="ada", id="1").write("Fewer returns", by="bo", id="2")
        >>> len(workshop.ideas), len(workshop.move("reveal").ideas)
        (0, 2)
        >>> workshop = workshop.move("group")
        >>> workshop = workshop.group(workshop.propose())
        >>> [(group.name, group.ideas) for group in workshop.groups]
        [('Returns', ('1', '2'))]
        >>> workshop = workshop.vote(Ballot.dots("ada", {"1": 2})).vote(Ballot.dots("bo", {"2": 1}))
        >>> workshop.tally().winners().chosen
        ('return',)
    """

    steps: tuple[Step, ...] = attrs.field(default=(), converter=_to_steps, validator=holds(Step))

    __repr__ = concise

    # what follows from the steps

    @cached_property
    def _state(self) -> State:
        return State.of(self.steps)

    @property
    def title(self) -> str | None:
        """What the workshop is called."""
        return self._state.named.title if self._state.named is not None else None

    @property
    def question(self) -> str | None:
        """What everybody was asked to imagine."""
        return self._state.named.question if self._state.named is not None else None

    @property
    def language(self) -> str | None:
        """The language it is held in; None when nobody said."""
        return self._state.named.language if self._state.named is not None else None

    @property
    def usual_language(self) -> str:
        """The language that most ideas show, whether revealed or not; English when none shows any."""
        return usual_language(idea.text for idea in self._state.ideas.values())

    @property
    def round(self) -> int:
        """The round that the workshop was last in, from 1."""
        return next((step.round for step in reversed(self.steps) if isinstance(step.event, Moved)), 1)

    @property
    def phase(self) -> Phase:
        """The phase that its round was last in."""
        return self._state.phases.get(self.round, Phase.IMAGINE)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Who takes part, by id."""
        return tuple(self._state.participants[key] for key in sorted(self._state.participants))

    @property
    def teams(self) -> Mapping[str, str]:
        """Participant and team, where a team is known."""
        return {each.id: each.team for each in self.participants if each.team is not None}

    @property
    def ideas(self) -> tuple[Idea, ...]:
        """The ideas that have been revealed, in the order they were written."""
        return tuple(idea for key, idea in self._state.ideas.items() if key not in self._state.hidden)

    @property
    def hidden(self) -> int:
        """How many ideas wait to be revealed."""
        return len(self._state.hidden)

    def visible(self, to: str) -> tuple[Idea, ...]:
        """The ideas that a participant sees: those revealed, and their own."""
        return tuple(idea for key, idea in self._state.ideas.items() if key not in self._state.hidden or idea.by == to)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups as they now are, by id; those without ideas are left out."""
        return self._state.groups

    @property
    def cards(self) -> tuple[Card, ...]:
        """The groups and the ideas that stand alone, which is what can be voted for."""
        return self._state.cards

    def card(self, card: str) -> Card:
        """The card that an id now stands for: a group, an idea alone, or the group that an idea has come to stand in.

        Raises:
            KeyError: There is no such card.
        """
        now = self._state.stands_in(card)
        if now is None:
            raise KeyError(card)
        return next(each for each in self.cards if each.id == now)

    def as_of(self, moment: dt.datetime | str) -> Workshop:
        """The workshop as it was at a moment; steps without a moment of their own count as there from the start."""
        limit = Step(Named("as of"), at=moment).at
        if limit is None:
            refuse("Workshop.as_of", "moment", moment, "is no moment", "give an aware datetime")
        return Workshop(step for step in self.steps if step.at is None or step.at <= limit)

    def merge(self, other: Workshop) -> Workshop:
        """The record with the steps of both; the order in which records are merged does not matter."""
        if not isinstance(other, Workshop):
            refuse("Workshop.merge", "other", other, "is no Workshop", "read it first")
        return Workshop((*self.steps, *other.steps))

    # what happens

    def _add(self, events: Iterable[Event], at: dt.datetime | str | None, round: int | None) -> Workshop:  # noqa: A002 - the round of a workshop
        first = self.steps[-1].number + 1 if self.steps else 1
        now = round if round is not None else self.round
        added = tuple(Step(event, number=first + i, round=now, at=at) for i, event in enumerate(events))
        return Workshop((*self.steps, *added))

    @classmethod
    def start(
        cls, title: str, *, question: str | None = None, language: str | None = None,
        at: dt.datetime | str | None = None,
    ) -> Workshop:  # fmt: skip
        """A workshop with a title, perhaps a question to imagine by, and the language it is held in."""
        return cls([Step(Named(title, question=question, language=language), at=at)])

    def name(
        self, title: str | None = None, *, question: str | None = None, language: str | None = None,
        at: dt.datetime | str | None = None,
    ) -> Workshop:  # fmt: skip
        """Give the workshop another title, question or language; what is not said stays as it is."""
        named = Named(title or self.title, question=question or self.question, language=language or self.language)
        return self._add([named], at, None)

    def join(
        self, id: str, *, name: str | None = None, team: str | None = None, role: str | None = None,  # noqa: A002 - as elsewhere in the model
        at: dt.datetime | str | None = None,
    ) -> Workshop:  # fmt: skip
        """Somebody joins; who is anonymous gives an id alone."""
        return self._add([Joined(Participant(id, name=name, team=team, role=role))], at, None)

    def move(self, phase: Phase | str, *, round: int | None = None, at: dt.datetime | str | None = None) -> Workshop:  # noqa: A002 - the round of a workshop
        """Go to a phase, forwards or back, or to another round.

        Leaving *imagine* reveals the ideas of the round. Going back to it hides only what is written from then on.
        """
        return self._add([Moved(phase)], at, round)

    def write(
        self, text: str, *, by: str | None = None, id: str | None = None,  # noqa: A002 - as elsewhere in the model
        round: int | None = None, at: dt.datetime | str | None = None,  # noqa: A002 - the round of a workshop
    ) -> Workshop:  # fmt: skip
        """Write an idea; with the id of one that is there, write it anew.

        Without an id the idea gets the next free number. A host that keeps several records gives ids of its own.

        Raises:
            InvalidValueError: The text is empty.
        """
        return self._add([Wrote(Idea(id or self._next_id(), text, by=by))], at, round)

    def write_all(
        self, ideas: Iterable[Idea], *, round: int | None = None, at: dt.datetime | str | None = None  # noqa: A002 - the round of a workshop
    ) -> Workshop:  # fmt: skip
        """Write many ideas at once."""
        return self._add([Wrote(idea) for idea in ideas], at, round)

    def _next_id(self) -> str:
        taken = {step.event.idea.id for step in self.steps if isinstance(step.event, Wrote)}
        number = len(taken) + 1
        while str(number) in taken:
            number += 1
        return str(number)

    def take_back(self, idea: str, *, at: dt.datetime | str | None = None) -> Workshop:
        """Take an idea back; it can be written anew."""
        self._known(idea, "take_back")
        return self._add([TakenBack(idea)], at, None)

    def _known(self, idea: str, verb: str) -> None:
        if idea not in self._state.ideas:
            refuse(f"Workshop.{verb}", "idea", idea, "is the id of no idea here", "give the id of one that is written")

    def propose(self, *, context: Context | None = None) -> Grouping:
        """Groups proposed from the words that ideas share; nothing is changed until they are given to `group()`."""
        language = context.language if context is not None and context.language is not None else self.language
        return propose(self.ideas, language=language)

    def group(self, groups: Grouping | Iterable[Group], *, at: dt.datetime | str | None = None) -> Workshop:
        """Put ideas into groups, out of whatever groups they are in. Votes are kept.

        Raises:
            InvalidValueError: A group names an idea that is not there, or two name the same.
        """
        given = groups.groups if isinstance(groups, Grouping) else tuple(groups)
        seen: set[str] = set()
        for group in given:
            if not isinstance(group, Group):
                refuse("Workshop.group", "groups", group, "is no Group", "give groups, or what propose() returns")
            if group.id in self._state.ideas:
                refuse("Workshop.group", "groups", group.id, "is the id of an idea", "give the group another id")
            for idea in group.ideas:
                self._known(idea, "group")
                if idea in seen:
                    refuse("Workshop.group", "groups", idea, "stands in two groups", "put each idea in one")
                seen.add(idea)
        return self._add([Grouped(given)], at, None)

    def split(
        self, group: str, ideas: Iterable[str], *, name: str, id: str | None = None,  # noqa: A002 - as elsewhere in the model
        at: dt.datetime | str | None = None,
    ) -> Workshop:  # fmt: skip
        """Move some ideas of a group into one of their own."""
        moved = tuple(ideas)
        for idea in moved:
            if idea not in self._group(group).ideas:
                refuse("Workshop.split", "ideas", idea, f"does not stand in {group!r}", "split off ideas of the group")
        return self.group([Group(id or self._free(f"{group}-2"), name, moved)], at=at)

    def _free(self, wish: str) -> str:
        taken = {*self._state.ever, *self._state.ideas}
        stem, _, number = wish.rpartition("-")
        found, count = wish, int(number)
        while found in taken:
            count += 1
            found = f"{stem}-{count}"
        return found

    def join_groups(
        self, first: str, *others: str, name: str | None = None, at: dt.datetime | str | None = None
    ) -> Workshop:
        """Put several groups together, under the first one's id."""
        groups = [self._group(each) for each in (first, *others)]
        ideas = [idea for group in groups for idea in group.ideas]
        words = tuple(dict.fromkeys(word for group in groups for word in group.words))
        return self.group([Group(first, name or groups[0].name, ideas, words=words)], at=at)

    def rename(self, group: str, name: str, *, at: dt.datetime | str | None = None) -> Workshop:
        """Give a group another name."""
        return self.group([attrs.evolve(self._group(group), name=name)], at=at)

    def set_apart(self, *ideas: str, at: dt.datetime | str | None = None) -> Workshop:
        """Take ideas out of their groups, to stand alone."""
        for idea in ideas:
            self._known(idea, "set_apart")
        return self._add([Grouped(apart=ideas)], at, None)

    def _group(self, group: str) -> Group:
        for each in self.groups:
            if each.id == group:
                return each
        names = ", ".join(each.id for each in self.groups) or "none"
        return refuse("Workshop", "group", group, "is the id of no group here", f"give one of {names}")

    def undo(self, step: str | None = None, *, at: dt.datetime | str | None = None) -> Workshop:
        """Undo a step of grouping; without its id, the last that is not undone.

        Raises:
            InvalidValueError: There is nothing to undo.
        """
        left = [each.id for each in self.steps if isinstance(each.event, Grouped) and each.id not in self._state.undone]
        if not left or step not in (None, *left):
            refuse("Workshop.undo", "step", step, "is no step of grouping that holds", "undo one that was taken")
        return self._add([Undone(step or left[-1])], at, None)

    def vote(self, ballot: Ballot, *, round: int | None = None, at: dt.datetime | str | None = None) -> Workshop:  # noqa: A002 - the round of a workshop
        """Cast a ballot, for groups or for ideas; what is wrong with it is said when votes are counted."""
        return self._add([Cast(ballot)], at, round)

    def vote_all(
        self, ballots: Iterable[Ballot], *, round: int | None = None, at: dt.datetime | str | None = None  # noqa: A002 - the round of a workshop
    ) -> Workshop:  # fmt: skip
        """Cast many ballots at once."""
        return self._add([Cast(ballot) for ballot in ballots], at, round)

    def withdraw(
        self, voter: str, *cards: str, round: int | None = None, at: dt.datetime | str | None = None  # noqa: A002 - the round of a workshop
    ) -> Workshop:  # fmt: skip
        """Withdraw a voter's ballots of a round, or only their marks for some cards; they may vote again."""
        return self._add([Withdrawn(voter, cards)], at, round)

    # what comes of it

    def ballots(self, *, round: int | None = None) -> tuple[Ballot, ...]:  # noqa: A002 - the round of a workshop
        """The ballots of a round as they were cast, without what was withdrawn; without a round, those of the last."""
        return tuple(self._state.ballots.get(round if round is not None else self._state.voting_round, ()))

    def tally(
        self, *, round: int | None = None, method: Method | str | None = None, budget: int | None = None,  # noqa: A002 - the round of a workshop
        cap: int | None = None, highest: int = 10, second: Second | str = Second.REFUSE, strict: bool = False,
    ) -> Tally:  # fmt: skip
        """Count the ballots of a round on the cards as they now are.

        A ballot is held to the terms as it was cast. Then a vote for an idea counts for the group the idea stands in:
        dots add up, of several yeses or grades the best counts, of several places the first. A vote for a group that
        has been put into another goes with most of its ideas; where those went several ways, the refusals say so. See
        `tally()` for the terms.
        """
        ballots = self.ballots(round=round)
        if method is None:
            method = next((ballot.method for ballot in ballots if ballot.marks), Method.DOTS)
        terms = Terms(method=method, cards=self._state.names, budget=budget, cap=cap, highest=highest, second=second)
        counted, refusals = checked(ballots, terms, strict=strict)
        gone = tuple(
            Refusal(voter=ballot.voter, reason="card_gone", card=card)
            for ballot in counted
            for card, _ in ballot.marks
            if self._state.stands_in(card) is None
        )
        now = attrs.evolve(terms, cards=frozenset(card.id for card in self.cards))
        return counted_tally((self._state.carried(ballot) for ballot in counted), now, (*refusals, *gone))

    def drafts(
        self, seats: int = 5, *, context: Context, tally: Tally | None = None, rules: RuleSet | None = None,
        proportional: bool = True, portfolio: Portfolio | None = None,
    ) -> Drafts:  # fmt: skip
        """Turn the winning themes into draft goals, judged at once; see `smartgoals.workshop.drafts.draft()`."""
        from smartgoals.workshop.drafts import draft

        return draft(
            self, seats, context=context, tally=tally, rules=rules, proportional=proportional, portfolio=portfolio
        )

    def to_markdown(self, language: str | None = None) -> str:
        """The workshop so far, as a page; without a language, in its own."""
        return self._page(language or self.language or "en").to_markdown()

    def to_html(self, language: str | None = None) -> str:
        """The same as HTML, to stand inside another page."""
        spoken = language or self.language or "en"
        return self._page(spoken).to_html(spoken)

    def _page(self, language: str) -> Page:
        from smartgoals.workshop.report import workshop_page

        return workshop_page(self, language)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()
