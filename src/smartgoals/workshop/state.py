"""The state of a workshop: what its steps, taken in order, come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from smartgoals.workshop.ballots import Ballot, Method
from smartgoals.workshop.steps import (
    Cast,
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
)

__all__ = ["Card", "State"]


@attrs.frozen
class Card:
    """Something that can be voted for.

    Attributes:
        id: The id of the group, or of the idea that stands alone.
        name: The name of the group, or the text of the idea.
        ideas: Its ideas.
    """

    id: str
    name: str
    ideas: tuple[Idea, ...]


@attrs.define
class State:
    """What holds after some steps."""

    named: Named | None = None
    voting_round: int = 1
    phases: dict[int, Phase] = attrs.field(factory=dict)
    participants: dict[str, Participant] = attrs.field(factory=dict)
    ideas: dict[str, Idea] = attrs.field(factory=dict)
    hidden: set[str] = attrs.field(factory=set)
    undone: set[str] = attrs.field(factory=set)
    ever: dict[str, Group] = attrs.field(factory=dict)
    """Every group there was, as it last was before it lost all its ideas."""
    ballots: dict[int, list[Ballot]] = attrs.field(factory=dict)
    groups: tuple[Group, ...] = ()
    cards: tuple[Card, ...] = ()
    _places: dict[str, str] = attrs.field(factory=dict)
    _written_in: dict[str, int] = attrs.field(factory=dict)
    _known: set[str] = attrs.field(factory=set)

    @classmethod
    def of(cls, steps: Iterable[Step]) -> State:
        """Take steps in order."""
        state = cls()
        steps = tuple(steps)
        state.undone = {step.event.step for step in steps if isinstance(step.event, Undone)}
        for step in steps:
            state._take(step)
        state._settle()
        return state

    def _take(self, step: Step) -> None:  # noqa: C901 - one case for each thing that can happen
        match step.event:
            case Named() as named:
                self.named = named
            case Joined(participant=participant):
                self.participants[participant.id] = participant
            case Moved(phase=phase):
                self.phases[step.round] = phase
                if phase is not Phase.IMAGINE:
                    self.hidden = {idea for idea in self.hidden if self._written_in[idea] != step.round}
            case Wrote(idea=idea):
                if idea.id not in self.ideas and self.phases.get(step.round, Phase.IMAGINE) is Phase.IMAGINE:
                    self.hidden.add(idea.id)
                self._written_in.setdefault(idea.id, step.round)
                self.ideas[idea.id] = idea
            case TakenBack(idea=gone):
                self.ideas.pop(gone, None)
                self.hidden.discard(gone)
            case Grouped(groups=groups, apart=apart):
                if step.id in self.undone:
                    self.ever = {group.id: group for group in groups} | self.ever
                else:
                    self._regroup(groups, apart)
            case Cast(ballot=ballot):
                self.voting_round = max(self.voting_round, step.round)
                self.ballots.setdefault(step.round, []).append(ballot)
            case Withdrawn(voter=voter, cards=cards):
                self._withdraw(step.round, voter, cards)

    def _regroup(self, groups: Iterable[Group], apart: Iterable[str]) -> None:
        for idea in apart:
            self._places.pop(idea, None)
        for group in groups:
            for idea in group.ideas:
                self._places[idea] = group.id
            self.ever[group.id] = group
        inside: dict[str, list[str]] = {}
        for idea, group_id in self._places.items():
            inside.setdefault(group_id, []).append(idea)
        for group_id, ideas in inside.items():
            self.ever[group_id] = attrs.evolve(self.ever[group_id], ideas=ideas)

    def _withdraw(self, round_: int, voter: str, cards: tuple[str, ...]) -> None:
        kept: list[Ballot] = []
        for ballot in self.ballots.get(round_, []):
            if ballot.voter != voter:
                kept.append(ballot)
            elif cards:
                kept.append(ballot.without(*cards))
        self.ballots[round_] = kept

    def _settle(self) -> None:
        inside: dict[str, list[str]] = {}
        for idea_id, group_id in self._places.items():
            if idea_id in self.ideas and idea_id not in self.hidden:
                inside.setdefault(group_id, []).append(idea_id)
        self.groups = tuple(attrs.evolve(self.ever[group], ideas=inside[group]) for group in sorted(inside))
        cards = [Card(group.id, group.name, tuple(self.ideas[idea] for idea in group.ideas)) for group in self.groups]
        cards += [
            Card(idea.id, idea.text, (idea,))
            for key, idea in self.ideas.items()
            if key not in self._places and key not in self.hidden
        ]
        self.cards = tuple(cards)
        self._known = {card.id for card in cards}

    def stands_in(self, card: str) -> str | None:
        """The card that an id now stands for; None when nothing is left of it, or its ideas went several ways."""
        found = self._places.get(card, card) if card in self.ideas else card
        if found in self._known:
            return found
        if card in self.ideas or card not in self.ever:
            return None
        went = Counter(place for idea in self.ever[card].ideas if (place := self.stands_in(idea)) is not None)
        most = [place for place, number in went.items() if number == max(went.values())]
        return most[0] if len(most) == 1 else None

    @property
    def names(self) -> frozenset[str]:
        """Ids of all ideas and groups that there ever were."""
        return frozenset({*self._written_in, *self.ever})

    def carried(self, ballot: Ballot) -> Ballot:
        """A ballot with its marks on the cards as they now are; see `stands_in()`."""
        marks: dict[str, int] = {}
        for card, mark in ballot.marks:
            now = self.stands_in(card)
            if now is None:
                continue
            if now not in marks:
                marks[now] = mark
            elif ballot.method is Method.DOTS:
                marks[now] += mark
            else:
                marks[now] = (min if ballot.method is Method.RANKED else max)(marks[now], mark)
        return attrs.evolve(ballot, marks=marks)
