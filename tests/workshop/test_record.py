"""The record of a workshop: what follows from its steps, and how records merge."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Ballot, Workshop, errors
from smartgoals.wire.workshop import WORKSHOP_SCHEMA, workshop_from_data, workshop_to_data
from smartgoals.workshop import Card, Group, Idea, Participant, Phase, Step
from smartgoals.workshop.steps import Cast, Grouped, Joined, Moved, Named, TakenBack, Undone, Withdrawn, Wrote

IDS = st.sampled_from("123")
MOMENTS = st.none() | st.sampled_from(["2026-01-15T09:00+01:00", "2026-01-15T10:00Z", "2026-01-16T08:00Z"])
GROUPS = st.builds(Group, st.sampled_from(["g", "h"]), st.sampled_from(["One", "Two"]), st.lists(IDS, max_size=3))
BALLOTS = st.builds(Ballot, st.sampled_from(["ada", "bo"]), st.dictionaries(IDS, st.integers(0, 3), max_size=2))
EVENTS = st.one_of(
    st.builds(Named, st.sampled_from(["A", "B"])),
    st.builds(Joined, st.builds(Participant, IDS, team=st.sampled_from(["IT", None]))),
    st.builds(Moved, st.sampled_from(Phase)),
    st.builds(Wrote, st.builds(Idea, IDS, st.sampled_from(["Vi vann", "We won"]), by=st.sampled_from(["ada", None]))),
    st.builds(TakenBack, IDS),
    st.builds(Grouped, st.lists(GROUPS, max_size=2), apart=st.lists(IDS, max_size=1)),
    st.builds(Undone, st.just("0" * 16)),
    st.builds(Cast, BALLOTS),
    st.builds(Withdrawn, st.sampled_from(["ada", "bo"]), st.lists(IDS, max_size=1)),
)
STEPS = st.builds(Step, EVENTS, number=st.integers(1, 9), round=st.integers(1, 2), at=MOMENTS)
WORKSHOPS = st.builds(Workshop, st.lists(STEPS, max_size=8))


class TestMerging:
    """Two records become one, and nothing is lost."""

    @given(WORKSHOPS, WORKSHOPS, WORKSHOPS)
    def test_the_order_of_merging_does_not_matter(self, one: Workshop, two: Workshop, three: Workshop) -> None:
        """Merging is commutative, associative and idempotent, and keeps every step of each."""
        assert one.merge(two) == two.merge(one)
        assert one.merge(two).merge(three) == one.merge(two.merge(three))
        assert one == one.merge(one)
        assert {*one.steps, *two.steps} == set(one.merge(two).steps)

    @given(WORKSHOPS)
    def test_a_record_is_the_same_as_data(self, workshop: Workshop) -> None:
        """JSON out and in gives the same record, with the same names of steps, and whatever follows from them."""
        data = workshop_to_data(workshop)
        assert WORKSHOP_SCHEMA == data["schema"]
        again = workshop_from_data(json.loads(json.dumps(data)))
        assert workshop == again
        assert [step.id for step in workshop.steps] == [step.id for step in again.steps]
        assert workshop.cards == again.cards
        assert workshop.tally().totals == again.tally().totals

    @given(WORKSHOPS)
    def test_its_repr_builds_it(self, workshop: Workshop) -> None:
        """What a record prints is how to write it."""
        assert workshop == eval(repr(workshop))

    def test_two_tables_meet(self) -> None:
        """Ideas that were written and votes that were cast apart stand together after a merge."""
        start = Workshop.start("Next year").move("reveal")
        left = start.write("We halved the returns", id="left-1").vote(Ballot.dots("ada", {"left-1": 2}))
        right = start.write("An app", id="right-1").vote(Ballot.dots("bo", {"right-1": 1}))
        both = left.merge(right)
        assert {"left-1", "right-1"} == {idea.id for idea in both.ideas}
        assert 3 == sum(total for _, total in both.tally().totals)
        with pytest.raises(errors.InvalidValueError, match="is no Workshop"):
            left.merge("right")  # type: ignore[arg-type]

    def test_who_does_not_know_comes_by_the_moment(self) -> None:
        """Of two steps that did not know of each other, the later moment decides."""
        start = Workshop.start("A", at="2026-01-15T09:00Z")
        one, two = start.name("B", at="2026-01-15T11:00Z"), start.name("C", at="2026-01-15T10:00Z")
        assert "B" == one.merge(two).title == two.merge(one).title


class TestIdeas:
    """Writing, hiding, revealing and taking back."""

    def test_ideas_are_hidden_until_revealed(self) -> None:
        """Before that, each sees their own; how many wait is no secret."""
        workshop = Workshop.start("T").write("Mine", by="ada").write("Theirs", by="bo")
        assert ((), 2, 1) == (workshop.ideas, workshop.hidden, len(workshop.visible("ada")))
        shown = workshop.move("reveal")
        assert (2, 0, 2) == (len(shown.ideas), shown.hidden, len(shown.visible("ada")))

    def test_going_back_hides_only_what_is_new(self) -> None:
        """A workshop may return to imagining; what was revealed stays revealed."""
        workshop = Workshop.start("T").write("First").move("group").move("imagine").write("Second")
        assert (["First"], 1) == ([idea.text for idea in workshop.ideas], workshop.hidden)
        assert ["First", "Second"] == [idea.text for idea in workshop.move("vote").ideas]

    def test_a_late_idea_is_seen_at_once(self) -> None:
        """Phases forbid nothing: an idea written while others vote is there."""
        assert 1 == len(Workshop.start("T").move("vote").write("Late").ideas)

    def test_rounds_are_revealed_one_by_one(self) -> None:
        """Revealing the second round leaves the first as it is."""
        workshop = Workshop.start("T").write("One").move("imagine", round=2).write("Two").move("reveal")
        assert (2, Phase.REVEAL) == (workshop.round, workshop.phase)
        assert (["Two"], 1) == ([idea.text for idea in workshop.ideas], workshop.hidden)

    def test_an_idea_may_be_written_anew_and_taken_back(self) -> None:
        """The newer words count; an idea that is taken back is gone until it is written again."""
        workshop = Workshop.start("T").move("reveal").write("Frst", id="a").write("First", id="a")
        assert ["First"] == [idea.text for idea in workshop.ideas]
        gone = workshop.take_back("a")
        assert () == gone.ideas
        assert 1 == len(gone.write("Again", id="a").ideas)

    def test_ids_are_given_in_turn(self) -> None:
        """An idea without an id gets the next free number; many ideas are written at once."""
        workshop = Workshop.start("T").move("reveal").write("Two", id="2").write("Next")
        assert ["2", "3"] == [idea.id for idea in workshop.ideas]
        assert ["4", "5"] == [i.id for i in workshop.write_all([Idea("4", "x"), Idea("5", "y")]).ideas[2:]]

    def test_people(self) -> None:
        """Who joins has a team or none, and may say more later; an anonymous one is an id."""
        workshop = Workshop().join("ada").join("ada", name="Ada", team="IT", role="chief").join("x")
        assert (Participant("ada", name="Ada", team="IT", role="chief"), Participant("x")) == workshop.participants
        assert {"ada": "IT"} == workshop.teams
        assert (None, None, None) == (workshop.title, workshop.question, workshop.language)

    def test_names(self) -> None:
        """A title, a question and a language may be given one by one."""
        workshop = Workshop.start("T", language="sv").name(question="What did you do?")
        assert ("T", "What did you do?", "sv") == (workshop.title, workshop.question, workshop.language)
        assert "en" == Workshop().usual_language
        assert "sv" == Workshop().write("Vi höjde andelen").usual_language

    def test_as_of_a_moment(self) -> None:
        """A record shows what was known then; steps without a moment were there from the start."""
        workshop = (
            Workshop.start("T").move("reveal").write("One", at="2026-01-15T09:00Z").write("Two", at="2026-01-15T10:00Z")
        )
        assert ["One"] == [idea.text for idea in workshop.as_of("2026-01-15T09:30+00:00").ideas]
        for wrong in ("noon", "2026-01-15T09:30", None):
            with pytest.raises(errors.InvalidValueError, match="moment"):
                workshop.as_of(wrong)  # type: ignore[arg-type]


@pytest.fixture
def grouped() -> Workshop:
    """Four ideas, three of them in two groups."""
    workshop = Workshop.start("T").move("group")
    workshop = workshop.write_all(Idea(str(number), f"Idea {number}") for number in range(1, 5))
    return workshop.group([Group("a", "A", ["1", "2"], words=["x"]), Group("b", "B", ["3"], words=["y"])])


def _groups(workshop: Workshop) -> dict[str, str]:
    return {group.name: "".join(group.ideas) for group in workshop.groups}


class TestGroups:
    """Putting together, taking apart and undoing."""

    def test_each_way_to_change_them(self, grouped: Workshop) -> None:
        """Groups can be split, put together, named, and left; an idea stands in one."""
        assert {"A": "12", "B": "3"} == _groups(grouped)
        assert {"A": "1", "B": "3", "C": "2"} == _groups(grouped.split("a", ["2"], name="C"))
        joined = grouped.join_groups("a", "b")
        assert {"A": "123"} == _groups(joined)
        assert ("x", "y") == joined.groups[0].words
        assert {"Z": "123"} == _groups(grouped.join_groups("a", "b", name="Z"))
        assert {"Q": "12", "B": "3"} == _groups(grouped.rename("a", "Q"))
        assert {"A": "2", "B": "3"} == _groups(grouped.set_apart("1"))
        assert {"A": "2", "B": "3", "D": "14"} == _groups(grouped.group([Group("d", "D", ["1", "4"])]))

    def test_splitting_twice_gives_two_groups(self, grouped: Workshop) -> None:
        """A group that was split off has an id that nothing else had."""
        twice = grouped.split("a", ["2"], name="C").split("a", ["1"], name="D")
        assert {"B": "3", "C": "2", "D": "1"} == _groups(twice)
        assert ["a-2", "a-3", "b"] == [group.id for group in twice.groups]

    def test_undo(self, grouped: Workshop) -> None:
        """The last step of grouping is undone, then the one before; a step may be named."""
        changed = grouped.rename("a", "Q").set_apart("3")
        assert {"Q": "12", "B": "3"} == _groups(changed.undo())
        assert {"A": "12", "B": "3"} == _groups(changed.undo().undo())
        first = next(step.id for step in changed.steps if isinstance(step.event, Grouped))
        assert {"Q": "12"} == _groups(changed.undo(first))
        with pytest.raises(errors.InvalidValueError, match="is no step of grouping"):
            changed.undo("x")
        with pytest.raises(errors.InvalidValueError, match="is no step of grouping"):
            Workshop().undo()

    @pytest.mark.parametrize(
        ("wrong", "problem"),
        [
            (lambda w: w.group([Group("z", "Z", ["9"])]), "is the id of no idea"),
            (lambda w: w.group([Group("z", "Z", ["1"]), Group("y", "Y", ["1"])]), "stands in two groups"),
            (lambda w: w.group([Group("1", "Z", ["1"])]), "is the id of an idea"),
            (lambda w: w.group(["z"]), "is no Group"),
            (lambda w: w.split("a", ["3"], name="C"), "does not stand in"),
            (lambda w: w.split("z", ["3"], name="C"), "give one of a, b"),
            (lambda w: Workshop().rename("z", "Z"), "give one of none"),
            (lambda w: w.set_apart("9"), "is the id of no idea"),
            (lambda w: w.take_back("9"), "is the id of no idea"),
            (lambda w: w.write(" "), "is empty"),
            (lambda w: w.move("sing"), "give one of imagine"),
            (lambda w: w.move("vote", round=0), "count from 1"),
            (lambda w: Group("z", "Z", [1]), "is no str"),
            (lambda w: Group("z", "Z", "12"), "is not a collection"),
            (lambda w: Workshop([1]), "is no Step"),
            (lambda w: Workshop("steps"), "is not a collection"),
            (lambda w: Step(Moved("vote"), at=7), "is no moment"),
        ],
    )
    def test_what_cannot_be_done(self, grouped: Workshop, wrong, problem: str) -> None:
        """What makes no sense is refused, with the thing that was meant and what to give."""
        with pytest.raises(errors.InvalidValueError, match=problem):
            wrong(grouped)

    def test_cards(self, grouped: Workshop) -> None:
        """What can be voted for: groups, and ideas that stand alone."""
        assert ["a", "b", "4"] == [card.id for card in grouped.cards]
        assert Card("b", "B", (Idea("3", "Idea 3"),)) == grouped.card("3") == grouped.card("b")
        for unknown in ("9", "z"):
            with pytest.raises(KeyError):
                grouped.card(unknown)


class TestVotes:
    """Votes follow their ideas, whatever becomes of the groups."""

    def test_grouping_after_votes_keeps_them(self) -> None:
        """Dots for ideas are those of the group they come to stand in."""
        workshop = Workshop.start("T").move("vote").write("One").write("Two").write("Three")
        workshop = workshop.vote(Ballot.dots("ada", {"1": 2, "2": 1, "3": 1})).vote(Ballot.dots("bo", {"2": 3}))
        later = workshop.group([Group("g", "G", ["1", "2"])])
        assert (("2", 4), ("1", 2), ("3", 1)) == workshop.tally(cap=3).totals
        assert (("g", 6), ("3", 1)) == later.tally(cap=3).totals
        assert workshop.tally().totals == later.undo().tally().totals

    @pytest.mark.parametrize(
        ("method", "marks", "mark"),
        [("approval", {"1": 1, "2": 1}, 1), ("score", {"1": 3, "2": 7}, 7), ("ranked", {"1": 2, "2": 1, "3": 3}, 1)],
    )
    def test_other_marks_come_together(self, method: str, marks: dict[str, int], mark: int) -> None:
        """Two yeses for one group are one, of two grades the best counts, of two places the first."""
        workshop = Workshop.start("T").move("vote").write("One").write("Two").write("Three")
        workshop = workshop.group([Group("g", "G", ["1", "2"])]).vote(Ballot("ada", marks, method=method))
        assert mark == dict(workshop.tally().ballots[0].marks)["g"]

    def test_votes_for_a_group_go_where_its_ideas_go(self, grouped: Workshop) -> None:
        """A group that is put into another takes its votes along; a name or a split changes nothing."""
        voted = grouped.vote(Ballot.dots("ada", {"b": 2, "a": 1}))
        assert 3 == voted.join_groups("a", "b").tally()["a"]
        assert 1 == voted.split("a", ["2"], name="C").tally()["a"]
        assert 1 == voted.rename("a", "Q").tally()["a"]

    def test_votes_that_lose_their_card_are_told(self, grouped: Workshop) -> None:
        """Where the ideas of a group went several ways, or were taken back, the tally says whose marks are left out."""
        voted = grouped.vote(Ballot.dots("ada", {"a": 1, "4": 2, "9": 1}))
        scattered = voted.group([Group("c", "C", ["1"]), Group("d", "D", ["2"])]).take_back("4")
        told = {(refusal.reason, refusal.card) for refusal in scattered.tally().refusals}
        assert {("card_gone", "a"), ("card_gone", "4"), ("unknown_card", "9")} == told
        undone = voted.undo().tally()
        assert ("card_gone", "a") in {(refusal.reason, refusal.card) for refusal in undone.refusals}

    def test_withdrawing(self, grouped: Workshop) -> None:
        """A voter may withdraw some marks or all, and vote again."""
        voted = grouped.vote_all([Ballot.dots("ada", {"a": 2, "b": 1}), Ballot.dots("bo", {"b": 1})])
        assert {"a": 0, "b": 2, "4": 0} == dict(voted.withdraw("ada", "a").tally().totals)
        gone = voted.withdraw("ada")
        assert (1, 1) == (gone.tally().voters, gone.tally()["b"])
        assert 5 == gone.vote(Ballot.dots("ada", {"a": 5})).tally()["a"]

    def test_rounds(self, grouped: Workshop) -> None:
        """Each round has its own votes; the last round that was voted in is counted."""
        voted = grouped.vote(Ballot.dots("ada", {"a": 2})).move("vote", round=2).vote(Ballot.dots("ada", {"b": 1}))
        assert (0, 1) == (voted.tally()["a"], voted.tally(method="dots")["b"])
        assert 2 == voted.tally(round=1)["a"]
        assert (2, 1) == (voted.tally(round=1)["a"], len(voted.ballots(round=1)))
        assert () == voted.ballots(round=7)

    def test_hidden_ideas_cannot_win(self) -> None:
        """A vote for an idea that is not revealed is told and left out."""
        workshop = Workshop.start("T").write("One").vote(Ballot.dots("ada", {"1": 1}))
        assert ((), "card_gone") == (workshop.tally().totals, workshop.tally().refusals[0].reason)
