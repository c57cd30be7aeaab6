"""Selection: k cards chosen so that a small team's strongest wish is not lost to the largest department.

The method of equal shares gives every voter the same purse. A card costs the same as any other, and those who want it
pay for it together; the card bought next is the one that costs its supporters least for what it gives them. Who has
been heard has paid, so the next card goes to others.

The arithmetic is exact, in fractions. The libraries that have the method do not fit here: abcvoting installs solvers,
one of them under a commercial licence, and over a gigabyte; pabutools is under the GPL. `benchmarks/selection.py`
compares with abcvoting where that is installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from smartgoals.workshop.ballots import worth
from smartgoals.workshop.voting import Cut

if TYPE_CHECKING:
    from smartgoals.markup import Page
    from smartgoals.workshop.voting import Tally

__all__ = ["Purchase", "Selection", "Share", "equal_shares", "select"]


@attrs.frozen(kw_only=True)
class Purchase:
    """A card that was chosen, and who paid.

    Attributes:
        card: The card.
        paid: Voter and what they paid; a card costs 1, and each voter's purse at the start is seats / voters.
        tied: Other cards that could have been bought here as well; the tie went to the higher total, and then to the
            card that comes first in the order given.
        is_completion: Nobody could afford a card any more, and it was bought with money that its supporters would have
            had first if all purses had gone on filling at the same pace.
    """

    card: str
    paid: tuple[tuple[str, Fraction], ...]
    tied: tuple[str, ...] = ()
    is_completion: bool = False


@attrs.frozen
class Share:
    """What two ways of choosing mean for a team.

    Attributes:
        team: The team; empty for voters of no known team.
        voters: How many of it voted for something.
        by_shares: How many of them voted for at least one card that equal shares chose.
        by_totals: How many of them voted for at least one card that the totals chose.
    """

    team: str
    voters: int
    by_shares: int
    by_totals: int


@attrs.frozen(kw_only=True)
class Selection:
    """Cards chosen by equal shares, beside those that the totals alone would choose.

    Attributes:
        seats: How many were to be chosen.
        purchases: The chosen cards in the order they were bought.
        by_totals: What the totals alone would choose, ties named.
        shares: Team by team, how many voters each way of choosing hears; empty when no teams are known.
        heard: The same for all voters together.
    """

    seats: int
    purchases: tuple[Purchase, ...]
    by_totals: Cut
    shares: tuple[Share, ...] = ()
    heard: Share

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen cards, in the order they were bought; fewer than the seats when no other card has a vote."""
        return tuple(purchase.card for purchase in self.purchases)

    @property
    def gained(self) -> tuple[str, ...]:
        """Cards that equal shares chose, and the totals did not."""
        return tuple(card for card in self.chosen if card not in self.by_totals.chosen)

    @property
    def lost(self) -> tuple[str, ...]:
        """Cards that the totals chose without doubt, and equal shares did not."""
        return tuple(card for card in self.by_totals.chosen if card not in self.chosen)

    @property
    def ties(self) -> tuple[Purchase, ...]:
        """Purchases that another card could have been instead."""
        return tuple(purchase for purchase in self.purchases if purchase.tied)

    def to_markdown(self, language: str = "en") -> str:
        """The chosen cards beside those that the totals would choose, and whom each way hears."""
        return self._page(language).to_markdown()

    def to_html(self, language: str = "en") -> str:
        """The same as HTML, to stand inside another page."""
        return self._page(language).to_html(language)

    def _page(self, language: str) -> Page:
        from smartgoals.workshop.report import selection_page

        return selection_page(self, language)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()


def equal_shares(
    worths: Mapping[str, Mapping[str, Fraction]], seats: int, *, order: Iterable[str] | None = None
) -> tuple[Purchase, ...]:
    """Choose cards by the method of equal shares, and complete by Phragmén's method where money is left over.

    Args:
        worths: What each voter gives each card, above 0; what is not there is 0.
        seats: How many cards to choose.
        order: Cards in the order that settles a tie which the totals do not; alphabetical without it.

    Returns:
        The purchases in order; fewer than the seats when no other card has a vote.

    Example:
        >>> votes = {"ada": {"app"}, "bo": {"app", "web"}, "cy": {"web"}, "di": {"app"}, "eve": {"servers"}}
        >>> worths = {voter: {card: Fraction(1) for card in cards} for voter, cards in votes.items()}
        >>> [purchase.card for purchase in equal_shares(worths, 2)]
        ['app', 'web']

    Source:
        D. Peters and P. Skowron, Proportionality and the limits of welfarism (2020); for points, D. Peters,
        G. Pierczyński and P. Skowron, Proportional participatory budgeting with additive utilities (2021). Completion
        as in M. Lackner and P. Skowron, Multi-winner voting with approval preferences (2023), section 2.5.
    """
    voters = {voter: {c: w for c, w in given.items() if w > 0} for voter, given in worths.items()}
    voters = {voter: given for voter, given in voters.items() if given}
    totals: dict[str, Fraction] = {}
    for given in voters.values():
        for card, points in given.items():
            totals[card] = totals.get(card, Fraction(0)) + points
    names = sorted(totals) if order is None else [card for card in order if card in totals]
    rank = {card: (-totals[card], index) for index, card in enumerate(names)}
    supporters = {card: {v: given[card] for v, given in voters.items() if card in given} for card in names}
    purse = dict.fromkeys(voters, Fraction(seats, len(voters)) if voters else Fraction(0))
    bought: list[Purchase] = []
    steps = ((_rate, False), (_moment, True))
    for price, is_completion in steps:
        while len(bought) < seats and supporters:
            prices = {card: price(wanted, purse) for card, wanted in supporters.items()}
            least = min((found for found in prices.values() if found is not None), default=None)
            if least is None:
                break
            best = sorted((card for card, found in prices.items() if found == least), key=rank.__getitem__)
            wanted = supporters.pop(best[0])
            if is_completion:
                purse = {voter: left + least for voter, left in purse.items()}
            paid = {v: purse[v] if is_completion else min(purse[v], least * points) for v, points in wanted.items()}
            for voter, amount in paid.items():
                purse[voter] -= amount
            bought.append(
                Purchase(
                    card=best[0], paid=tuple(sorted(paid.items())), tied=tuple(best[1:]), is_completion=is_completion
                )
            )
    return tuple(bought)


def _rate(wanted: Mapping[str, Fraction], purse: Mapping[str, Fraction]) -> Fraction | None:
    """The least price per point at which supporters can pay 1 together; None when they cannot."""
    missing = Fraction(1)
    points = sum(wanted.values(), Fraction(0))
    if sum((purse[voter] for voter in wanted), Fraction(0)) < missing:
        return None
    richest_first = sorted(wanted, key=lambda voter: purse[voter] / wanted[voter], reverse=True)
    while missing / points > purse[richest_first[-1]] / wanted[richest_first[-1]]:
        poorest = richest_first.pop()  # gives all that is left
        missing -= purse[poorest]
        points -= wanted[poorest]
    return missing / points


def _moment(wanted: Mapping[str, Fraction], purse: Mapping[str, Fraction]) -> Fraction | None:
    """How much every purse must still get until supporters can pay 1 together."""
    return (1 - sum((purse[voter] for voter in wanted), Fraction(0))) / len(wanted)


def select(tally: Tally, seats: int, *, teams: Mapping[str, str]) -> Selection:
    """The selection from a tally; see `Tally.select()`."""
    cards = [card for card, _ in tally.totals]
    worths = {}
    for ballot in tally.ballots:
        given = worth(ballot, cards)
        worths[ballot.voter] = {card: points for card, points in given.items() if points > 0}
    purchases = equal_shares(worths, seats)
    by_totals = tally.winners(seats)
    chosen = {purchase.card for purchase in purchases}
    certain = set(by_totals.chosen)
    members: dict[str, list[str]] = {}
    for voter, given in worths.items():
        if given:
            members.setdefault(teams.get(voter, ""), []).append(voter)

    def share(team: str, voters: list[str]) -> Share:
        return Share(
            team, len(voters),
            sum(not chosen.isdisjoint(worths[voter]) for voter in voters),
            sum(not certain.isdisjoint(worths[voter]) for voter in voters),
        )  # fmt: skip

    return Selection(
        seats=seats,
        purchases=purchases,
        by_totals=by_totals,
        shares=tuple(share(team, members[team]) for team in sorted(members)) if teams else (),
        heard=share("", [voter for voters in members.values() for voter in voters]),
    )
