"""Themes that win become draft goals, judged at once, with their ideas and votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smartgoals import Ballot, Context, Goal, Portfolio, Remark, RuleSet, Workshop, assess, errors, rule
from smartgoals.adapters.forms import read_ideas, read_votes
from smartgoals.wire.workshop import workshop_result_to_data
from smartgoals.workshop import Group, Idea, propose
from smartgoals.workshop import tally as tally_of
from smartgoals.workshop.report import amount, grouping_page, result_page

EXAMPLE = Path(__file__).parents[2] / "examples" / "workshop"
CONTEXT = Context("2026-11-25")


@pytest.fixture
def example() -> Workshop:
    """The workshop of the example, with its votes."""
    workshop, _ = read_ideas(
        (EXAMPLE / "ideer.csv").read_text(encoding="utf-8"), Workshop.start("Mål 2027", language="sv")
    )
    workshop = workshop.move("group")
    workshop = workshop.group(workshop.propose()).move("vote")
    return read_votes((EXAMPLE / "roster.csv").read_text(encoding="utf-8"), workshop)[0]


@pytest.fixture
def small() -> Workshop:
    """Three ideas and two voters, in English."""
    workshop = Workshop.start("Next year", language="en", question="What did we do?").move("reveal")
    workshop = workshop.join("ada", team="IT").join("bo", team="Sales")
    workshop = workshop.write("We cut the returns of shoes", by="ada").write(
        "Fewer returns, and a sunnier mood", by="bo"
    )
    workshop = workshop.write("Hooray", by="bo").move("group")
    workshop = workshop.group([Group("r", "Returns", ["1", "2"], words=["returns"])]).move("vote")
    return workshop.vote_all([Ballot.dots("ada", {"1": 2}), Ballot.dots("bo", {"r": 1, "3": 3})])


def test_a_theme_speaks_in_its_own_words(small: Workshop) -> None:
    """The idea with most votes gives the words; what is missing is a named blank, judged as not said."""
    drafts = small.drafts(2, context=CONTEXT)
    draft = drafts["r"]
    assert "1" == draft.idea.id
    assert draft.goal.statement.startswith("Cut the returns of shoes")
    assert "deadline" in {blank.name for blank in draft.improvement.blanks}
    assert "not_met" == draft.assessment["time_bound"].verdict.value
    assert draft.questions() == draft.questions("en") != draft.questions("sv")
    assert len(set(draft.questions())) == len(draft.questions()) > 2
    with pytest.raises(KeyError):
        drafts["nothing"]


def test_ideas_and_votes_stay_with_the_goal(small: Workshop) -> None:
    """The rationale names the theme, its total, its voters and its ideas; the votes are there as values as well."""
    drafts = small.drafts(2, context=CONTEXT)
    goal = drafts.portfolio["r"]
    assert "Next year: the theme “Returns” got a total of 3 from 2 of 2 voters. Ideas: 1 and 2." == goal.rationale
    assert frozenset({"workshop", "theme:r"}) == goal.tags
    votes = drafts["r"].votes
    assert (3, 2, 2, 1, ("3",)) == (votes.total, votes.voters, votes.of, votes.rank, votes.tied)
    assert ["3", "r"] == [draft.card.id for draft in drafts]
    assert 2 == len(drafts) == len(drafts.portfolio)


def test_drafts_join_a_portfolio(small: Workshop) -> None:
    """Goals that are there already stay, and a draft gets an id of its own."""
    before = Portfolio([Goal("Open a shop in Lund", id="r"), Goal("Cut lead time", id="r-2")], name="Ours")
    portfolio = small.drafts(1, context=CONTEXT, portfolio=before).portfolio
    assert ("Ours", ["r", "r-2", "r-3"]) == (portfolio.name, [goal.id for goal in portfolio])


def test_drafts_are_judged_by_the_rules_that_count(small: Workshop) -> None:
    """Another rule set judges by its own rules."""
    rules = RuleSet.builtin().ignore(T101="dates come later")
    draft = small.drafts(1, context=CONTEXT, rules=rules)["r"]
    assert "T101" not in {finding.code for finding in draft.assessment.findings}
    assert rules.fingerprint == draft.assessment.fingerprint


def test_rules_that_ask_nothing(small: Workshop) -> None:
    """A draft that no rule asks anything about has no questions, and its page no heading for them."""

    @rule("ACME001", criterion="specific")
    def content(goal: Goal) -> Iterator[Remark]:
        """Nothing is the matter."""
        yield from ()

    drafts = small.drafts(1, context=CONTEXT, rules=RuleSet.of(content))
    assert () == next(iter(drafts)).questions()
    assert "To answer next" not in drafts.to_markdown()


def test_the_same_words_are_judged_the_same(small: Workshop) -> None:
    """What a draft says of its words before blanks is what `assess()` says of them."""
    draft = small.drafts(1, context=CONTEXT)["r"]
    assert draft.improvement.before.findings == assess(Goal("Cut the returns of shoes"), context=CONTEXT).findings


def test_choosing_by_totals_leaves_a_tie_open(small: Workshop) -> None:
    """With totals alone, two cards that tie for one place become no draft until somebody chooses."""
    assert 0 == len(small.drafts(1, context=CONTEXT, proportional=False))
    assert 2 == len(small.drafts(2, context=CONTEXT, proportional=False))
    assert 1 == len(small.drafts(1, context=CONTEXT, tally=small.tally()))
    assert "" == small.drafts(1, context=CONTEXT, proportional=False).to_markdown()


def test_nobody_voted() -> None:
    """Without votes there is nothing to draft."""
    with pytest.raises(errors.InvalidValueError, match="let people vote first"):
        Workshop.start("T").move("vote").write("One").drafts(context=CONTEXT)


def test_a_theme_without_a_measure_in_the_catalogue() -> None:
    """What the catalogue does not know gets no suggestions; a title is not needed."""
    workshop = Workshop().move("vote").write("Hooray").vote(Ballot.dots("ada", {"1": 1}))
    draft = workshop.drafts(context=CONTEXT)["1"]
    assert () == draft.suggestions
    assert draft.goal.rationale.startswith("The workshop: the theme “Hooray”")
    swedish = workshop.drafts(context=Context("2026-11-25", "sv"))["1"]
    assert "sv" == swedish.language


def test_measures_are_found_for_the_theme(example: Workshop) -> None:
    """The catalogue says what a theme could be measured by, and why."""
    draft = example.drafts(5, context=CONTEXT)["leveran"]
    assert draft.suggestions
    assert draft.suggestions[0].reasons[0].message("sv") in example.drafts(5, context=CONTEXT).to_markdown()


def test_the_example_hears_the_small_team(example: Workshop) -> None:
    """By totals alone nobody of the smallest team gets a wish; by equal shares everybody there does."""
    drafts = example.drafts(5, context=CONTEXT, tally=example.tally(budget=5, cap=2))
    it = next(share for share in drafts.selection.shares if share.team == "IT")
    assert (5, 5, 0) == (it.voters, it.by_shares, it.by_totals)
    assert () == drafts.tally.refusals
    assert (24, 1) == (drafts.tally.voters, drafts.tally.blank)


def test_the_result_page(example: Workshop, golden: Callable[[str, str], None]) -> None:
    """The page of the example, as people see it."""
    tally = example.tally(budget=5, cap=2)
    drafts = example.drafts(5, context=CONTEXT, tally=tally)
    golden("workshop.sv.md", result_page(example, drafts, tally, "sv").to_markdown() + "\n")


def test_everything_shows_itself(small: Workshop) -> None:
    """Each result has Markdown and HTML for a notebook, with what people wrote made safe."""
    odd = small.write("A <b>bold</b> *idea*")
    drafts = odd.drafts(2, context=CONTEXT)
    for shown in (odd, odd.propose(), odd.tally(), drafts.selection, drafts):
        assert shown.to_markdown() == shown._repr_markdown_()
        assert "<b>" not in shown._repr_html_()
    assert "\\<b\\>bold" in odd.to_markdown()
    assert "What did we do?" in odd.to_markdown()
    assert "en" not in odd.to_markdown("sv").splitlines()[0]


def test_pages_say_what_is_open() -> None:
    """Hidden ideas, ties, ideas that stand alone, a ranking nobody wins, and refusals are all told."""
    workshop = Workshop.start("T").move("reveal").write("One").write("Two").write("Three").move("imagine").write("Four")
    assert "Waiting to be revealed: 1." in workshop.to_markdown()
    assert "Standing alone" in workshop.to_markdown()
    cycle = [
        Ballot.ranked("a", list("123")),
        Ballot.ranked("b", list("231")),
        Ballot.ranked("c", list("312")),
        Ballot.dots("d", {"1": 1}),
    ]
    tally = workshop.vote_all(cycle).tally()
    page = tally.to_markdown()
    assert "No card beats every other" in page
    assert "tied" in page
    assert "d filled in dots" in page
    assert "beats every other" in workshop.vote(cycle[0]).tally().to_markdown()
    assert "Tied by totals" in tally.select(2).to_markdown()
    grouping = workshop.move("group").propose()
    texts = {idea.id: idea.text for idea in workshop.move("group").ideas}
    assert "1: One" in grouping_page(grouping, "en", texts).to_markdown()
    assert "- 1" in grouping.to_markdown()
    assert "Ballots counted: 0" in tally_of([]).to_markdown()
    assert "Sharing no" not in propose([Idea("1", "retur"), Idea("2", "retur")], language="sv").to_markdown()
    assert "Ballots counted: 0" in workshop.tally().to_markdown()
    together = workshop.move("group").group([Group("g", "G", list("1234"))])
    assert "Standing alone" not in together.to_markdown()
    assert "## Votes" in result_page(workshop, None, workshop.tally(), "en").to_markdown()
    remarks = result_page(workshop, None, None, "en", remarks=["Line 2"]).to_markdown()
    assert remarks.endswith("- Line 2")


@pytest.mark.parametrize(("value", "expected"), [(3, "3"), ("7/2", "3.5"), ("1/3", "0.33"), (0, "0"), (1200, "1,200")])
def test_amounts(value, expected: str) -> None:
    """Totals are written as people write numbers, to two decimals."""
    from fractions import Fraction

    assert expected == amount(Fraction(value), "en")


def test_the_result_as_data(small: Workshop) -> None:
    """Cards, votes, selection and drafts, in what JSON can hold."""
    import json

    tally = small.vote(Ballot.dots("bo", {"1": 1})).tally()
    drafts = small.drafts(1, context=CONTEXT, tally=tally)
    data = workshop_result_to_data(small, tally, drafts)
    assert data == json.loads(json.dumps(data))
    assert "smartgoals/workshop-result/1" == data["schema"]
    assert "second_ballot" == data["votes"]["refused"][0]["reason"]
    assert ["r"] == data["selection"]["by_shares"] == [draft["theme"] for draft in data["drafts"]]
    nothing = workshop_result_to_data(small, None, None)
    assert (None, None, []) == (nothing["votes"], nothing["selection"], nothing["drafts"])
