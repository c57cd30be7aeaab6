"""Equal shares: what it promises, on generated elections and on those worked by hand in the literature."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Ballot, tally
from smartgoals.workshop import Cut, Share, equal_shares

CARDS = "abcdef"
APPROVALS = st.lists(st.sets(st.sampled_from(CARDS)), min_size=1, max_size=9)
POINTS = st.lists(st.dictionaries(st.sampled_from(CARDS), st.integers(1, 5), max_size=4), min_size=1, max_size=8)


def _approving(sets) -> dict[str, dict[str, Fraction]]:
    return {f"v{number}": dict.fromkeys(sorted(cards), Fraction(1)) for number, cards in enumerate(sets)}


def _chosen(sets, seats: int) -> list[str]:
    return [purchase.card for purchase in equal_shares(_approving(sets), seats)]


class TestPromises:
    """What holds in every election."""

    @given(APPROVALS, st.integers(1, 4))
    def test_every_cohesive_group_is_represented(self, sets: list[set[str]], seats: int) -> None:
        """Extended justified representation.

        Where a share of l / seats of the voters agree on l cards, one of them has l cards chosen: H. Aziz et al.,
        Justified representation in approval-based committee voting (2017).
        """
        voters = [cards for cards in sets if cards]
        chosen = set(_chosen(sets, seats))
        for size in range(1, seats + 1):
            for agreed in combinations(CARDS, size):
                group = [cards for cards in voters if cards.issuperset(agreed)]
                if group and len(group) * seats >= size * len(voters):
                    assert max(len(cards & chosen) for cards in group) >= size

    @given(POINTS, st.integers(1, 5))
    def test_the_books_balance(self, given_points: list[dict[str, int]], seats: int) -> None:
        """Each card is paid 1 in full by voters who want it, and before completion nobody spends beyond their purse."""
        worths = {f"v{n}": {c: Fraction(p) for c, p in each.items()} for n, each in enumerate(given_points)}
        bought = equal_shares(worths, seats)
        voters = sum(bool(each) for each in given_points)
        spent = dict.fromkeys(worths, Fraction(0))
        for purchase in bought:
            assert 1 == sum(amount for _, amount in purchase.paid)
            for voter, amount in purchase.paid:
                assert amount >= 0
                assert purchase.card in worths[voter]
                spent[voter] += 0 if purchase.is_completion else amount
        assert all(amount <= Fraction(seats, max(voters, 1)) for amount in spent.values())
        wanted = {card for each in given_points for card in each}
        assert min(seats, len(wanted)) == len({purchase.card for purchase in bought}) == len(bought)

    @given(POINTS, st.integers(1, 5), st.randoms())
    def test_names_and_order_do_not_matter(self, given_points, seats: int, random) -> None:
        """Voters under other names and in another order choose the same cards in the same order."""
        pairs = [(f"v{n}", {c: Fraction(p) for c, p in each.items()}) for n, each in enumerate(given_points)]
        renamed = [(f"x{random.random()}{name}", each) for name, each in pairs]
        random.shuffle(renamed)
        one, other = (equal_shares(dict(each), seats) for each in (pairs, renamed))
        assert [(p.card, p.tied) for p in one] == [(p.card, p.tied) for p in other]

    @given(st.sets(st.sampled_from(CARDS), min_size=2), st.integers(1, 5))
    def test_unanimity_is_reproduced(self, cards: set[str], voters: int) -> None:
        """What all want, and nothing else, is chosen."""
        assert sorted(cards) == sorted(_chosen([cards] * voters, len(cards)))


class TestLiterature:
    """Examples of M. Lackner and P. Skowron, Multi-Winner Voting with Approval Preferences (2023)."""

    def test_the_running_example(self) -> None:
        """Example 2.1 of twelve voters, with four seats: after `a` nobody can pay alone, and b, c and d complete."""
        sets = ["ab"] * 3 + ["ac"] * 3 + ["ad"] * 2 + ["bcf", "e", "f", "g"]
        bought = equal_shares(_approving(sets), 4)
        assert ["a", "b", "c", "d"] == [purchase.card for purchase in bought]
        assert [False, True, True, True] == [purchase.is_completion for purchase in bought]
        assert {Fraction(1, 8)} == {amount for _, amount in bought[0].paid}
        assert ("c",) == bought[1].tied

    def test_where_it_parts_from_phragmen(self) -> None:
        """Example 2.12 of eight voters, with three seats: a, c and d."""
        assert {"a", "c", "d"} == set(_chosen(["cd"] * 3 + ["ab"] * 2 + ["ac"] * 2 + ["bd"], 3))


VOTES = (
    *(Ballot.approval(f"m{n}", ["app", "club", "brand"]) for n in range(6)),
    *(Ballot.approval(f"i{n}", ["servers"]) for n in range(3)),
)
TEAMS = {**{f"m{n}": "marketing" for n in range(6)}, **{f"i{n}": "IT" for n in range(3)}}


class TestDepartments:
    """A vote in which one department is much larger than another."""

    def test_the_small_team_is_heard(self) -> None:
        """By totals the three cards of the large team win; by equal shares the small team gets its third."""
        found = tally(VOTES).select(3, teams=TEAMS)
        assert Cut(("app", "brand", "club")) == found.by_totals
        assert {"servers"} < set(found.chosen)
        assert (("servers",), 1) == (found.gained, len(found.lost))
        assert (Share("IT", 3, 3, 0), Share("marketing", 6, 6, 6)) == found.shares
        assert Share("", 9, 9, 6) == found.heard

    def test_ties_are_named(self) -> None:
        """Where another card could have been bought, it is named; the order given settles it."""
        found = tally(VOTES).select(3)
        assert ("brand", "club") == found.ties[0].tied
        worths = {b.voter: {c: Fraction(m) for c, m in b.marks} for b in VOTES}
        other = equal_shares(worths, 3, order=["club", "brand", "app", "servers"])
        assert "club" == other[0].card

    def test_without_teams(self) -> None:
        """A selection without known teams speaks of everybody together; blank voters ask for nothing."""
        found = tally([*VOTES, Ballot.approval("x", [])]).select(3)
        assert ((), 9) == (found.shares, found.heard.voters)

    def test_points_count(self) -> None:
        """A voter who wants a card more pays more of it."""
        found = equal_shares({"ada": {"a": Fraction(3)}, "bo": {"a": Fraction(1)}}, 1)
        assert (("ada", Fraction(1, 2)), ("bo", Fraction(1, 2))) == found[0].paid
        found = equal_shares({"ada": {"a": Fraction(3)}, "bo": {"a": Fraction(1)}}, 2)
        assert (("ada", Fraction(3, 4)), ("bo", Fraction(1, 4))) == found[0].paid

    @pytest.mark.parametrize("method", ["ranked", "score"])
    def test_other_ways_of_voting(self, method: str) -> None:
        """Rankings and grades are shared out as well."""
        if method == "ranked":
            votes = [Ballot.ranked(f"m{n}", list("abcd")) for n in range(6)] + [
                Ballot.ranked(f"i{n}", list("dcab")) for n in range(3)
            ]
        else:
            votes = [Ballot.score(f"m{n}", {"a": 9, "b": 8}) for n in range(6)] + [Ballot.score("i", {"d": 10})] * 1
        assert 2 == len(tally(votes).select(2).chosen)

    def test_nobody_votes(self) -> None:
        """Without votes nothing is chosen."""
        assert () == equal_shares({}, 3) == tally([]).select(3).chosen
