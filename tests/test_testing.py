"""What writers of rules are given to test them with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from smartgoals.assessment import Verdict, assess
from smartgoals.model import Context
from smartgoals.rules import Remark, RuleSet, rule
from smartgoals.rules.realistic import too_little_history
from smartgoals.rules.time_bound import deadline_passed, no_deadline
from smartgoals.testing import (
    TODAY,
    check_catalogue,
    check_example,
    check_rule,
    exemplary_goal,
    exemplary_portfolio,
    exemplary_series,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestExemplary:
    """Values with nothing wrong."""

    def test_goal(self) -> None:
        """The exemplary goal is met wherever words can tell, and open where only measurements can."""
        found = assess(exemplary_goal(), context=Context(TODAY))
        verdicts = [judgement.verdict for judgement in found]
        assert [Verdict.MET, Verdict.MET, Verdict.NOT_JUDGED, Verdict.NOT_JUDGED, Verdict.MET] == verdicts
        assert () == found.findings

    def test_series(self) -> None:
        """With its measurements it is SMART."""
        assert assess(exemplary_goal(), context=Context(TODAY), series=exemplary_series()).is_smart

    def test_portfolio(self) -> None:
        """The exemplary portfolio holds the exemplary goal."""
        assert exemplary_goal() == exemplary_portfolio()["returns"]


class TestCheckExample:
    """Trying one rule."""

    def test_changes(self) -> None:
        """What a change leaves out is not read from the statement again."""
        assert ["T101"] == [each.code for each in check_example(no_deadline, horizon=None).findings]
        assert () == check_example(no_deadline).findings

    def test_outside(self) -> None:
        """Context and measurements can be given."""
        assert check_example(deadline_passed, context=Context("2027-01-15")).findings
        assert () == check_example(too_little_history, series=exemplary_series()).findings


@rule("TOY001", criterion="specific")
def good_toy(goal: Any, *, days: int = 3) -> Iterator[Remark]:
    """The goal has no owner.

    Why: Nobody does it.
    Flags:
        > owner=None
    Accepts:
        > owner="Ada"
        Increase revenue by 3 %.
    Advice: Name one.
    Options:
        days: Days.
    """
    if goal.owner is None and "revenue" not in goal.statement:
        yield Remark("Name the owner within {days} days.", at="owner", values={"days": days})


class TestCheckRule:
    """A rule does what its page says."""

    @pytest.mark.parametrize("toy", [good_toy, deadline_passed, too_little_history])
    def test_good(self, toy: Any) -> None:
        """A rule that does so passes."""
        check_rule(toy)

    @pytest.mark.parametrize(
        ("docstring", "problem"),
        [
            ("No owner", "the summary is not a sentence"),
            ("No owner.", "section 'Why' is missing"),
            ("No owner.\n\nAdvice: x\nWhy: y", "sections stand as Advice, Why; order them Why"),
            ("No owner.\n\nWhy: x", "option 'days' is not documented"),
            ("No owner.\n\nFlags:\n    > owner='Ada'", "TOY002: \"> owner='Ada'\" is not flagged"),
            ("No owner.\n\nAccepts:\n    > owner=None", "'> owner=None' is flagged: Name the {who} owner."),
            ("No owner.\n\nFlags:\n    > owner=None", "'> owner=None': no value for {who}"),
            ("No owner.\n\nFlags:\n    > colour=3", "'> colour=3' cannot be tried: TypeError"),
            ("No owner.\n\nFlags:\n    > owner=Nobody", "cannot be tried: NameError"),
        ],
    )
    def test_bad(self, docstring: str, problem: str) -> None:
        """Whatever is not as the page says is named."""

        def toy(goal: Any, *, days: int = 3) -> Iterator[Remark]:
            if goal.owner is None:
                yield Remark("Name the {who} owner.", at="owner")

        toy.__doc__ = docstring
        with pytest.raises(AssertionError) as caught:
            check_rule(rule("TOY002", criterion="specific")(toy))
        assert problem in str(caught.value)

    def test_example_that_proves_nothing(self) -> None:
        """An example on which the rule is not asked proves nothing."""

        @rule("TOY003", criterion="specific")
        def no_horizon(horizon: Any) -> Iterator[Remark]:
            """It has a horizon.

            Accepts:
                > horizon=None
            """
            yield Remark("It has one.", at="horizon")

        with pytest.raises(AssertionError, match="proves nothing: TOY003 was not asked, for want of the horizon"):
            check_rule(no_horizon)

    def test_rule_that_remembers(self) -> None:
        """A rule that gives something else the second time is not pure."""
        seen: list[Any] = []

        @rule("TOY004", criterion="specific")
        def remembering(goal: Any) -> Iterator[Remark]:
            """It remembers.

            Flags:
                Increase revenue.
            """
            seen.append(goal)
            yield Remark("Seen {times}.", at="goal", values={"times": len(seen)})

        with pytest.raises(AssertionError, match="gives something else the second time"):
            check_rule(remembering)

    def test_portfolio_rule(self) -> None:
        """Examples of a portfolio rule change the exemplary portfolio, or state its one goal."""

        @rule("TOY005")
        def lonely(portfolio: Any) -> Iterator[Remark]:
            """The portfolio has one goal.

            Why: It is lonely.
            Flags:
                Increase revenue.
                > name="x"
            Accepts:
                > goals=(goal, evolve(goal, id="b"))
            Advice: Add one.
            """
            if len(portfolio) == 1:
                yield Remark("It is alone.", at="goals")

        check_rule(lonely)


class TestCheckCatalogue:
    """A whole rule set does what its pages say."""

    def test_translations(self) -> None:
        """Every text is there in every language asked for."""
        with pytest.raises(AssertionError) as caught:
            check_catalogue(RuleSet.of(good_toy), languages=("sv",))
        assert [
            "TOY001: 'summary' is missing in 'sv'",
            "TOY001: 'why' is missing in 'sv'",
            "TOY001: 'advice' is missing in 'sv'",
            "TOY001: '> owner=None': 'message' is missing in 'sv'",
        ] == str(caught.value).splitlines()

    def test_complete(self) -> None:
        """A rule set that says everything in every language passes."""
        check_catalogue(RuleSet.of(deadline_passed), languages=("sv",))

    def test_names(self) -> None:
        """Names are unique."""

        def good_toy(goal: Any) -> Iterator[Remark]:
            """Another.

            Why: x
            Flags:
            Accepts:
            Advice: y
            """
            yield Remark("x", at="goal")

        with pytest.raises(AssertionError, match="TOY006: the name 'good-toy' is that of TOY001"):
            check_catalogue(RuleSet.of(globals()["good_toy"], rule("TOY006", criterion="specific")(good_toy)))
