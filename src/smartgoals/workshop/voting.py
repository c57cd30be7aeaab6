"""Voting: ballots counted into totals and places, with every tie named.

A card's total is a sum over voters, so the order of the ballots and the names on them cannot matter, and taking back a
vote for a card can only lower it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.workshop.ballots import Ballot, Method, Refusal, Second, Terms, checked, worth

if TYPE_CHECKING:
    from smartgoals.markup import Page
    from smartgoals.workshop.selection import Selection

__all__ = ["Cut", "Place", "Tally", "tally"]


@attrs.frozen
class Place:
    """Cards that stand together in the result; more than one is a tie.

    Attributes:
        rank: 1 for the best; after a tie of two for the first place comes the third.
        cards: Their ids, in alphabetical order.
        total: What each of them got.
    """

    rank: int
    cards: tuple[str, ...]
    total: Fraction


@attrs.frozen
class Cut:
    """The cards that win by their totals.

    Attributes:
        chosen: Those that win without doubt, best first.
        tied: Those that tie for the seats that are left; somebody has to choose among them, or vote again.
        open: How many of the tied can win.
    """

    chosen: tuple[str, ...]
    tied: tuple[str, ...] = ()
    open: int = 0


@attrs.frozen(kw_only=True, slots=False)
class Tally:
    """What the ballots say together.

    Attributes:
        terms: What the vote allowed.
        totals: Card and total, the best first, ties in alphabetical order; every card that could be voted for is there.
        ballots: The ballots that count, by voter.
        refusals: What does not count, and why.
    """

    terms: Terms
    totals: tuple[tuple[str, Fraction], ...]
    ballots: tuple[Ballot, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def voters(self) -> int:
        """Number of ballots that count, the blank ones included."""
        return len(self.ballots)

    @property
    def blank(self) -> int:
        """Number of blank ballots."""
        return sum(ballot.is_blank for ballot in self.ballots)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The cards by place; those that share a total share a place."""
        found: list[Place] = []
        seen = 0
        together: list[str] = []
        for index, (card, total) in enumerate(self.totals):
            together.append(card)
            if index + 1 == len(self.totals) or self.totals[index + 1][1] != total:
                found.append(Place(seen + 1, tuple(together), total))
                seen += len(together)
                together = []
        return tuple(found)

    def __getitem__(self, card: str) -> Fraction:
        """What a card got.

        Raises:
            KeyError: The card was not there to vote for.
        """
        return dict(self.totals)[card]

    def winners(self, seats: int = 1) -> Cut:
        """The cards with the highest totals; cards without a single vote do not win.

        Args:
            seats: How many may win.

        Example:
            >>> found = tally([Ballot.approval("ada", ["app", "search"]), Ballot.approval("bo", ["app", "returns"])])
            >>> found.winners(2)
            Cut(chosen=('app',), tied=('returns', 'search'), open=1)
        """
        seats = _seats(seats)
        chosen: list[str] = []
        for place in self.places:
            if place.total <= 0 or len(chosen) == seats:
                break
            if len(chosen) + len(place.cards) > seats:
                return Cut(tuple(chosen), place.cards, seats - len(chosen))
            chosen += place.cards
        return Cut(tuple(chosen))

    def select(self, seats: int, *, teams: Mapping[str, str] | None = None) -> Selection:
        """Choose cards so that every group of voters has its share, by the method of equal shares.

        Args:
            seats: How many cards to choose.
            teams: Voter and team, so that the result can show whose wishes were met.
        """
        from smartgoals.workshop.selection import select

        return select(self, _seats(seats), teams=teams or {})

    @cached_property
    def pairwise(self) -> Mapping[tuple[str, str], int]:
        """For each two cards, how many voters put the first above the second; a ranked card is above one left out."""
        cards = sorted(card for card, _ in self.totals)
        wins = {(one, other): 0 for one in cards for other in cards if one != other}
        for ballot in self.ballots:
            given = worth(ballot, cards)
            for one, other in wins:
                wins[one, other] += given[one] > given[other]
        return wins

    @property
    def condorcet(self) -> str | None:
        """The card that wins against every other, two at a time; None when there is no such card.

        Source:
            M. de Condorcet, Essai sur l'application de l'analyse à la probabilité des décisions (1785).
        """
        cards = [card for card, _ in self.totals]
        if not cards:
            return None
        best = cards[0]
        for card in cards[1:]:  # whoever beats all others beats the one that came through
            if self.pairwise[card, best] > self.pairwise[best, card]:
                best = card
        beaten = all(self.pairwise[best, card] > self.pairwise[card, best] for card in cards if card != best)
        return best if beaten else None

    def to_markdown(self, language: str = "en") -> str:
        """The totals as a table, ties named, then what did not count."""
        return self._page(language).to_markdown()

    def to_html(self, language: str = "en") -> str:
        """The same as HTML, to stand inside another page."""
        return self._page(language).to_html(language)

    def _page(self, language: str) -> Page:
        from smartgoals.workshop.report import tally_page

        return tally_page(self, language)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()


def _seats(value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidValueError("Tally", "seats", value, "is no whole number above 0", "say how many cards may win")
    return value


def tally(
    ballots: Iterable[Ballot],
    *,
    method: Method | str | None = None,
    cards: Iterable[str] | None = None,
    budget: int | None = None,
    cap: int | None = None,
    highest: int = 10,
    second: Second | str = Second.REFUSE,
    strict: bool = False,
) -> Tally:
    """Count ballots.

    Dots, yeses and grades are added up. Rankings are counted by Borda, and `Tally.condorcet` names the card that beats
    every other, if there is one. Grades are added and not averaged, for with a mean a card gains when somebody who
    likes it a little takes their grade back.

    Args:
        ballots: One for each voter.
        method: How they were filled in; None for the way of the first that is not blank.
        cards: Ids of the cards that can be voted for; None for those that the ballots name.
        budget: Most dots a voter may give, or most cards they may name; None for no limit.
        cap: Most dots for one card; None for no limit.
        highest: The best grade of a score.
        second: Whether a second ballot from one voter is refused or replaces the first.
        strict: Raise on the first ballot that breaks the terms, and count nothing.

    Returns:
        Totals, places, ties, and what was refused and why.

    Raises:
        InvalidValueError: A ballot breaks the terms, and `strict` was asked for.

    Example:
        >>> found = tally([Ballot.dots("ada", {"returns": 3, "app": 2}), Ballot.dots("bo", {"app": 9})], budget=5)
        >>> found.winners().chosen
        ('returns',)
        >>> print(found.refusals[0])
        bo gave 9 dots of 5: the ballot is not counted. Ask bo to take 4 back.
    """
    given = tuple(ballots)
    for ballot in given:
        if not isinstance(ballot, Ballot):
            raise InvalidValueError("tally", "ballots", ballot, "is no Ballot", "build one with Ballot.dots(…)")
    if method is None:
        method = next((ballot.method for ballot in given if ballot.marks), Method.DOTS)
    terms = Terms(method=method, cards=cards, budget=budget, cap=cap, highest=highest, second=second)
    counted, refusals = checked(given, terms, strict=strict)
    return counted_tally(counted, terms, refusals)


def counted_tally(ballots: Iterable[Ballot], terms: Terms, refusals: tuple[Refusal, ...] = ()) -> Tally:
    """The tally of ballots that have been checked."""
    counted = tuple(sorted(ballots, key=lambda ballot: ballot.voter))
    cards = terms.cards if terms.cards is not None else {card for ballot in counted for card, _ in ballot.marks}
    totals = dict.fromkeys(sorted(cards), Fraction(0))
    for ballot in counted:
        named = totals if ballot.method is Method.RANKED else [card for card, _ in ballot.marks]
        for card, points in worth(ballot, named).items():
            totals[card] += points
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return Tally(terms=terms, totals=tuple(ordered), ballots=counted, refusals=refusals)
