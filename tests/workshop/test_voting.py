"""Votes counted: terms, totals, places, ties, rankings, and what is claimed of them."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Ballot, Tally, errors, tally
from smartgoals.workshop import Cut, Method, Place, Refusal, Second
from smartgoals.workshop.ballots import worth

CARDS = tuple("abcde")
MARKS = {
    Method.DOTS: st.integers(0, 5),
    Method.APPROVAL: st.just(1),
    Method.RANKED: st.integers(1, 5),
    Method.SCORE: st.integers(0, 10),
}


@st.composite
def ballots(draw: st.DrawFn, method: Method | None = None, least: int = 0) -> list[Ballot]:
    """Ballots of one kind, one for each voter."""
    kind = method or draw(st.sampled_from(Method))
    marks = st.dictionaries(st.sampled_from(CARDS), MARKS[kind], max_size=5)
    given_marks = draw(st.lists(marks, min_size=least, max_size=8))
    return [Ballot(f"v{number}", each, method=kind) for number, each in enumerate(given_marks)]


def _ranked(profile: dict[str, int]) -> list[Ballot]:
    """So many voters with each order, an order written as its cards."""
    return [
        Ballot.ranked(f"{order}{number}", list(order)) for order, count in profile.items() for number in range(count)
    ]


class TestClaims:
    """What the documentation says of every vote."""

    @given(ballots(), st.randoms())
    def test_order_of_ballots_and_names_of_voters_do_not_matter(self, given_ballots: list[Ballot], random) -> None:
        """Shuffled ballots under other names give the same totals, the same ties, and the same card that beats all."""
        renamed = [attrs.evolve(ballot, voter=f"x{ballot.voter}") for ballot in given_ballots]
        random.shuffle(renamed)
        one, other = tally(given_ballots, cards=CARDS), tally(renamed, cards=CARDS)
        assert one.totals == other.totals
        assert one.places == other.places
        assert one.condorcet == other.condorcet

    @given(ballots(least=1), st.integers(2, 5))
    def test_unanimity_is_reproduced(self, given_ballots: list[Ballot], voters: int) -> None:
        """When all say the same, the order of the cards is that of each of them."""
        first = given_ballots[0]
        same = [attrs.evolve(first, voter=f"v{number}") for number in range(voters)]
        alone, together = tally([first], cards=CARDS), tally(same, cards=CARDS)
        assert [place.cards for place in alone.places] == [place.cards for place in together.places]

    @given(ballots(least=1), st.sampled_from(CARDS))
    def test_taking_a_vote_back_never_helps_the_card(self, given_ballots: list[Ballot], card: str) -> None:
        """Without one voter's mark for it, a card has no higher total and stands in no better place."""
        less = [given_ballots[0].without(card), *given_ballots[1:]]
        before, after = tally(given_ballots, cards=CARDS), tally(less, cards=CARDS)

        def rank(found: Tally) -> int:
            return next(place.rank for place in found.places if card in place.cards)

        assert after[card] <= before[card]
        assert rank(after) >= rank(before)

    @given(ballots(Method.RANKED))
    def test_who_beats_all_others_beats_each(self, given_ballots: list[Ballot]) -> None:
        """The card that is named as beating every other has more voters on its side against each."""
        found = tally(given_ballots, cards=CARDS)
        winners = [
            card
            for card in CARDS
            if all(found.pairwise[card, other] > found.pairwise[other, card] for other in CARDS if other != card)
        ]
        assert winners == [found.condorcet] * bool(winners)
        assert (found.condorcet is None) is (not winners)

    @given(ballots(), st.integers(1, 5))
    def test_ties_are_named_and_never_broken(self, given_ballots: list[Ballot], seats: int) -> None:
        """Every chosen card has more than every tied one, every tied one the same, and the rest have less."""
        found = tally(given_ballots, cards=CARDS)
        cut = found.winners(seats)
        tied = {found[card] for card in cut.tied}
        assert len(tied) <= 1
        assert len(cut.tied) > cut.open or not cut.tied
        assert all(found[card] > total for card in cut.chosen for total in tied)
        assert len(cut.chosen) + cut.open == min(seats, sum(total > 0 for _, total in found.totals))

    @given(ballots(Method.RANKED))
    def test_points_of_a_ranking_add_up(self, given_ballots: list[Ballot]) -> None:
        """Each ranking gives 0 + 1 + … points in all, ties or not; a blank one gives none."""
        for ballot in given_ballots:
            expected = Fraction(len(CARDS) * (len(CARDS) - 1), 2) if ballot.marks else 0
            assert expected == sum(worth(ballot, CARDS).values())


class TestLiterature:
    """Elections worked by hand, as published."""

    def test_borda_1781(self) -> None:
        """Borda's own example: 21 voters, of whom most put A first, and yet C is preferred.

        As told in I. McLean and A. B. Urken, Classics of Social Choice (1995), chapter 5.
        """
        votes = _ranked({"ABC": 1, "ACB": 7, "BCA": 7, "CBA": 6})
        found = tally(votes)
        assert (("C", 26), ("B", 21), ("A", 16)) == found.totals
        assert "C" == found.condorcet

    def test_condorcet_cycle(self) -> None:
        """Condorcet's paradox (1785): each beats one and loses to one, so nobody beats all, and all tie."""
        found = tally(_ranked({"ABC": 1, "BCA": 1, "CAB": 1}))
        assert None is found.condorcet
        assert (Place(1, ("A", "B", "C"), Fraction(3)),) == found.places

    def test_capital_of_tennessee(self) -> None:
        """The example that textbooks use: Memphis has most first places, Nashville wins by Borda and two at a time.

        Wikipedia, Borda count, Condorcet method.
        """
        found = tally(_ranked({"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}))
        assert (("N", 194), ("C", 173), ("M", 126), ("K", 107)) == found.totals
        assert "N" == found.condorcet
        assert 68 == found.pairwise["N", "C"]


class TestTerms:
    """What a vote allows, and what becomes of the rest."""

    @pytest.mark.parametrize(
        ("ballot", "terms", "reason", "said"),
        [
            (Ballot.dots("bo", {"a": 6}), {"budget": 5}, "over_budget", "bo gave 6 dots of 5"),
            (
                Ballot.dots("bo", {"a": 3}),
                {"cap": 2},
                "over_cap",
                "bo gave card “a” 3 dots, and 2 is the most for one card",
            ),
            (Ballot.approval("bo", list("abc")), {"budget": 2}, "over_cards", "bo named 3 cards of 2"),
            (Ballot.score("bo", {"a": 11}), {}, "over_scale", "bo graded “a” 11 of 10"),
            (Ballot("bo", [("a", 1), ("a", 2)]), {}, "card_twice", "bo marked “a” twice"),
            (Ballot.dots("bo", {"a": -1}), {}, "below_zero", "bo gave “a” -1"),
            (Ballot("bo", {"a": 0}, method="ranked"), {}, "below_zero", "bo gave “a” 0"),
            (Ballot.approval("bo", list("a")), {"method": "dots"}, "other_method", "bo filled in approval"),
        ],
        ids=lambda value: value if isinstance(value, str) and "_" in value else "",
    )
    def test_a_ballot_against_the_terms_is_left_out(self, ballot: Ballot, terms, reason: str, said: str) -> None:
        """It is answered with its voter, the trouble and what to do; the other ballots count."""
        good = Ballot("ada", {"b": 1}, method=terms.get("method", ballot.method))
        found = tally([ballot, good], **{"method": ballot.method, **terms})
        assert (("b", 1 if ballot.method is not Method.RANKED else 0),) == found.totals
        assert [("bo", reason)] == [(refusal.voter, refusal.reason) for refusal in found.refusals]
        assert str(found.refusals[0]).startswith(said)
        assert found.refusals[0].message("sv") != str(found.refusals[0])
        with pytest.raises(errors.InvalidValueError, match="votes against the terms"):
            tally([ballot, good], strict=True, **{"method": ballot.method, **terms})

    def test_an_unknown_card_takes_only_its_own_mark_away(self) -> None:
        """The rest of the ballot counts."""
        found = tally([Ballot.dots("bo", {"a": 2, "z": 3})], cards=list("ab"), budget=5)
        assert (("a", 2), ("b", 0)) == found.totals
        assert (Refusal(voter="bo", reason="unknown_card", card="z"),) == found.refusals

    @pytest.mark.parametrize(
        ("second", "total", "reason"), [("refuse", 1, "second_ballot"), (Second.REPLACE, 4, "replaced")]
    )
    def test_a_second_ballot(self, second, total: int, reason: str) -> None:
        """A second ballot from one voter is refused or replaces the first, as agreed, and is told either way."""
        votes = [Ballot.dots("bo", {"a": 1}), Ballot.dots("bo", {"a": 4})]
        found = tally(votes, second=second)
        assert (total, 1, reason) == (found["a"], found.voters, found.refusals[0].reason)
        assert found.refusals[0].message()

    def test_a_replacement_is_no_fault(self) -> None:
        """Counting strictly, a ballot that was replaced as agreed stops nothing, and a second one that was not does."""
        votes = [Ballot.dots("bo", {"a": 1}), Ballot.dots("bo", {"a": 4})]
        assert 4 == tally(votes, second="replace", strict=True)["a"]
        with pytest.raises(errors.InvalidValueError, match="voted twice"):
            tally(votes, strict=True)

    def test_blank_ballots(self) -> None:
        """A blank ballot is counted as one, whatever it was filled in as, and speaks for nothing."""
        found = tally(
            [Ballot("ada"), Ballot.approval("bo", []), Ballot.approval("cy", list("a")), Ballot.ranked("di", [])]
        )
        assert (4, 3, 1) == (found.voters, found.blank, found["a"])

    def test_nothing_to_count(self) -> None:
        """Without ballots there are no places, nobody wins, and nobody beats anybody."""
        found = tally([])
        assert ((), Cut(()), None) == (found.places, found.winners(3), found.condorcet)
        assert None is not tally([], cards=["a"]).condorcet

    def test_a_card_without_votes_does_not_win(self) -> None:
        """Seats stay empty rather than going to what nobody wants."""
        assert Cut(("a",)) == tally([Ballot.dots("bo", {"a": 1})], cards=list("abc")).winners(3)

    def test_after_a_tie_places_go_on(self) -> None:
        """Two firsts are followed by a third."""
        found = tally([Ballot.dots("bo", {"a": 2, "b": 2, "c": 1})])
        assert [1, 3] == [place.rank for place in found.places]
        with pytest.raises(KeyError):
            found["z"]

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda: tally(["a"]),
            lambda: tally([Ballot("bo")], method="loud"),
            lambda: tally([Ballot("bo")], budget=0),
            lambda: tally([Ballot("bo")], cap=True),
            lambda: tally([Ballot("bo")], second="maybe"),
            lambda: tally([Ballot("bo")]).winners(0),
            lambda: tally([Ballot("bo")]).select(1.5),
            lambda: Ballot(""),
            lambda: Ballot("bo", ["a"]),
            lambda: Ballot("bo", 7),
            lambda: Ballot.approval("bo", "app"),
            lambda: Ballot.ranked("bo", "app"),
            lambda: Ballot.ranked("bo", 7),
            lambda: tally([Ballot("bo")], cards="app"),
            lambda: Ballot("bo", [(1, 1)]),
            lambda: Ballot.dots("bo", {"a": 1.5}),
            lambda: Ballot.dots("bo", {"a": True}),
        ],
    )
    def test_what_cannot_be_a_vote(self, wrong) -> None:
        """A ballot or a term that makes no sense cannot be built, and says what to give instead."""
        with pytest.raises(errors.InvalidValueError, match="; "):
            wrong()
