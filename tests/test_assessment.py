"""From outcomes to scores, verdicts and questions; the claims of the page about scores are proved here."""

from __future__ import annotations

import math
import pickle
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import Assessment, Judgement, Verdict, assess, assess_portfolio
from smartgoals.errors import InvalidValueError, RuleCrashedError
from smartgoals.model import (
    Activity,
    Baseline,
    Cadence,
    Change,
    Context,
    Criterion,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestones,
    Multiple,
    Period,
    Portfolio,
    Quantity,
    Unit,
    Waiver,
)
from smartgoals.rules import NotApplicable, Outcome, Remark, Rule, RuleSet, Severity, State, rule
from smartgoals.statement import parse
from smartgoals.testing import exemplary_goal, exemplary_series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTEXT = Context("2026-01-15", "en")
FACTS = ("metric", "baseline", "target", "horizon", "owner", "means")
FULL = exemplary_goal()
EMPTY = parse("Walk more", context=CONTEXT)


def silent(goal: Goal) -> Any:
    """Return a statement that says what the goal says and nothing else, so that nothing is read."""
    return attrs.evolve(EMPTY, goal=goal)


def without(goal: Goal, *names: str) -> Goal:
    """Return the goal with some facts left out."""
    changes: dict[str, Any] = {name: () if name == "means" else None for name in names}
    return attrs.evolve(goal, **changes)


def toy(
    number: int,
    needs: tuple[str, ...] = (),
    severities: tuple[str, ...] = (),
    *,
    criterion: str = "specific",
    applies: bool = True,
    at: str = "goal",
    ask: str = "",
    when_missing: str = "",
    status: str = "stable",
) -> Rule:
    """Return a rule that needs some facts and finds what it is told to find."""
    facts = ", ".join(["goal", *needs, *([f"{when_missing}=None"] if when_missing else [])])
    scope: dict[str, Any] = {}

    def remarks(fact: object) -> Iterator[Remark]:
        if not applies:
            raise NotApplicable("it makes no sense")
        if when_missing and fact is not None:
            return
        for severity in severities:
            yield Remark("It is {how}.", at=at, severity=severity, values={"how": severity})

    scope["remarks"] = remarks
    exec(f"def toy_{number}({facts}):\n    yield from remarks({when_missing or None})", scope)
    scope[f"toy_{number}"].__doc__ = f"A toy.\n\nAsk: {ask}" if ask else "A toy."
    made: Rule = rule(f"TOY{number:03}", criterion=criterion, status=status)(scope[f"toy_{number}"])
    return made


def judged(*rules: Rule, goal: Goal = FULL) -> Judgement:
    """Return what some rules say about a goal, in the criterion where toys count."""
    return assess(silent(goal), context=CONTEXT, rules=RuleSet.of(*rules))["specific"]


class TestVerdicts:
    """The verdict of a criterion."""

    @pytest.mark.parametrize(
        ("rules", "verdict", "score"),
        [
            ([toy(1)], Verdict.MET, 1.0),
            ([toy(1, severities=("hint",))], Verdict.MET, 1.0),
            ([toy(1), toy(2, severities=("minor",))], Verdict.PARTLY, 0.75),
            ([toy(1), toy(2, severities=("minor", "major", "hint"))], Verdict.NOT_MET, 0.25),
            ([toy(1), toy(2, ("metric",), severities=("major",))], Verdict.NOT_MET, 0.5),
            ([toy(1), toy(2, ("series",))], Verdict.NOT_JUDGED, None),
            ([toy(1, severities=("major",)), toy(2, ("series",))], Verdict.NOT_MET, 0.0),
            ([toy(1, severities=("minor",), at="series"), toy(2, ("series",))], Verdict.PARTLY, 0.25),
            ([toy(1, severities=("hint",), at="series"), toy(2, ("series",))], Verdict.MET, 0.5),
            ([toy(1, severities=("hint",), at="series", criterion="realistic"), toy(2, ("series",))],
             Verdict.NOT_JUDGED, None),
            ([toy(1, applies=False)], Verdict.NOT_JUDGED, None),
            ([], Verdict.NOT_JUDGED, None),
            ([toy(1), toy(2, severities=("major",), status="preview")], Verdict.MET, 1.0),
            ([toy(1), toy(2, ("series",), status="preview")], Verdict.MET, 1.0),
        ],
    )  # fmt: skip
    def test_verdict_and_score(self, rules: list[Rule], verdict: Verdict, score: float | None) -> None:
        """Major fails, a silence that nobody speaks of is not judged, minor is partly."""
        found = judged(*rules)
        assert (verdict, score) == (found.verdict, found.score)

    def test_weights(self) -> None:
        """A heavier rule matters more."""
        rules = RuleSet.of(toy(1), toy(2, severities=("major",))).weigh(TOY001=3)
        assert 0.75 / 2 == assess(silent(FULL), context=CONTEXT, rules=rules)["specific"].score

    def test_deciding(self) -> None:
        """What halves a score is named, and each takes its part of the lost half; a rule that can be dodged does not."""
        rules = [toy(1), toy(2), *(toy(number, severities=("major",)) for number in (3, 4)), toy(5, ("metric",))]
        found = judged(*rules)
        assert ("TOY003", "TOY004") == found.deciding
        assert [("TOY003", 0.35), ("TOY004", 0.35)] == [(loss.code, loss.share) for loss in found.losses()]
        assert 0.3 == found.score
        assert () == judged(toy(1, ("metric",), severities=("major",))).deciding

    def test_waived_by_the_rule_set(self) -> None:
        """A rule that is set aside is left out and stays in the report with its reason."""
        rules = RuleSet.of(toy(1), toy(2, severities=("major",))).ignore(TOY002="agreed")
        found = assess(silent(FULL), context=CONTEXT, rules=rules)["specific"]
        assert (1.0, Verdict.MET) == (found.score, found.verdict)
        assert Outcome("TOY002", State.WAIVED, reason="agreed") == found.outcomes[1]

    @pytest.mark.parametrize(
        ("severities", "expected"),
        [({}, True), ({"specific": "major"}, False), ({"realistic": "minor"}, None), ({"realistic": "hint"}, True)],
    )
    def test_is_smart(self, severities: dict[str, str], *, expected: bool | None) -> None:
        """A goal is SMART when all five are met, and not when one is not met; between, nobody knows."""
        rules = [
            toy(number, severities=(severities[each],) if each in severities else (), criterion=each)
            for number, each in enumerate(Criterion)
        ]
        assert expected is assess(silent(FULL), context=CONTEXT, rules=RuleSet.of(*rules)).is_smart

    def test_weakest(self) -> None:
        """The weakest criterion has the lowest score; without one below 1 it is the first not judged."""
        low = [toy(1, severities=("minor",)), toy(2, severities=("major",), criterion="realistic")]
        everything = [toy(number, criterion=each) for number, each in enumerate(Criterion)]

        def weakest(*rules: Rule) -> Criterion | None:
            found = assess(silent(FULL), context=CONTEXT, rules=RuleSet.of(*rules)).weakest
            return found.criterion if found else None

        assert Criterion.REALISTIC is weakest(*low)
        assert Criterion.MEASURABLE is weakest(toy(1))
        assert weakest(*everything) is None


class TestQuestions:
    """What to ask."""

    def test_unanswered(self) -> None:
        """A rule that could not be answered asks, unless a finding speaks of the missing fact already."""
        assert ["How was it?"] == [str(each) for each in judged(toy(1, ("series",), ask="How was it?")).questions]
        named = toy(2, severities=("hint",), at="series", criterion="realistic")
        assert () == judged(toy(1, ("series",), ask="How was it?"), named).questions

    def test_hint(self) -> None:
        """A hint asks; what costs something has said it already."""
        assert ["So?"] == [str(each) for each in judged(toy(1, severities=("hint",), ask="So?")).questions]
        assert () == judged(toy(1, severities=("minor",), ask="So?")).questions
        assert () == judged(toy(1, applies=False, ask="So?")).questions

    def test_nothing_twice(self) -> None:
        """The same question is asked once."""
        twice = [toy(1, severities=("hint", "hint"), ask="So?"), toy(2, severities=("hint",), ask="So?")]
        assert ["So?"] == [str(each) for each in judged(*twice).questions]


class TestFacts:
    """Where facts come from."""

    def test_read_from_the_statement(self) -> None:
        """What a goal leaves unsaid is read from its statement, as if the statement had been given."""
        text = "Reduce the return rate from 9 % to 6 % by 31 December 2026"
        assert assess(parse(text, context=CONTEXT), context=CONTEXT) == assess(Goal(text), context=CONTEXT)

    def test_what_is_said_wins(self) -> None:
        """What is said on the goal holds, whatever its statement says."""
        goal = Goal("Reduce the return rate from 9 % to 6 % by 31 December 2026", horizon=Horizon(None, "2027-06-30"))
        assert date(2027, 6, 30) == assess(goal, context=CONTEXT).goal.horizon.end  # type: ignore[union-attr]

    def test_what_clashes_stays_unsaid(self) -> None:
        """What the statement says in another unit is not mixed in; the rest of it is."""
        goal = Goal(
            "Raise revenue in the web shop from 10 MSEK to 12 MSEK by 2027",
            baseline=Baseline(Quantity(3, Unit.count("order"))),
        )
        found = assess(goal, context=CONTEXT).goal
        assert (goal.baseline, None) == (found.baseline, found.target)
        assert found.horizon is not None

    def test_nothing_is_read_without_need(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A goal that says all that the rules look for is not read."""
        monkeypatch.setattr("smartgoals.statement.parse", lambda *_, **__: pytest.fail("it was read"))
        found = assess(FULL, context=CONTEXT, rules=RuleSet.of(toy(1, ("horizon", "metric"))))
        assert (None, FULL, "en") == (found.statement, found.goal, found.language)

    def test_nothing_to_read(self) -> None:
        """A statement that says nothing more leaves the goal as it is."""
        assert Goal("Hm") == assess(Goal("Hm"), context=CONTEXT, rules=RuleSet.of(toy(1, ("owner",)))).goal

    def test_text_is_no_goal(self) -> None:
        """Text is refused with what to do instead."""
        with pytest.raises(InvalidValueError, match="read text with parse"):
            assess("Walk more", context=CONTEXT)  # type: ignore[arg-type]

    def test_rules_are_a_rule_set(self) -> None:
        """A rule, or a list of them, is refused with what to do instead."""
        with pytest.raises(InvalidValueError, match=r"assess.rules: .*put rules together with RuleSet.of"):
            assess(FULL, context=CONTEXT, rules=[toy(1)])  # type: ignore[arg-type]


def _crashing(goal: Any) -> Iterator[Remark]:
    """It raises."""
    yield Remark("Never seen.", at="goal")
    raise ZeroDivisionError("division by zero")


def _odd(goal: Any) -> Iterator[Remark]:
    """It yields something else."""
    yield "text"  # type: ignore[misc]


CRASHING = rule("TOY900", criterion="specific")(_crashing)
ODD = rule("TOY901", criterion="specific")(_odd)


class TestCrashes:
    """A rule that raises is a bug of the rule."""

    @pytest.mark.parametrize(("broken", "cause"), [(CRASHING, ZeroDivisionError), (ODD, TypeError)])
    def test_raises(self, broken: Rule, cause: type[Exception]) -> None:
        """The error names the rule and the goal, and chains what the rule raised."""
        with pytest.raises(RuleCrashedError) as caught:
            judged(broken)
        assert (broken.code, "returns") == (caught.value.code, caught.value.goal_id)
        assert isinstance(caught.value.__cause__, cause)

    def test_keep_going(self) -> None:
        """Crashes can be collected; they are no findings, and their criterion is not judged."""
        found = assess(silent(FULL), context=CONTEXT, rules=RuleSet.of(CRASHING, toy(1)), keep_going=True)
        assert ["TOY900"] == [each.code for each in found.crashes]
        assert isinstance(found.crashes[0].__cause__, ZeroDivisionError)
        assert ((), None, Verdict.NOT_JUDGED, ["TOY001"]) == (
            found.findings,
            found["specific"].score,
            found["specific"].verdict,
            [each.code for each in found.outcomes],
        )
        assert "TOY900" in str(found)
        assert "TOY900" in found.to_markdown()

    def test_a_crash_never_makes_a_goal_smart(self) -> None:
        """A criterion that lost a rule is never met, while the others stand."""
        passing = [toy(place, criterion=each.value) for place, each in enumerate(Criterion, 1)]
        whole = assess(silent(FULL), context=CONTEXT, rules=RuleSet.of(*passing))
        broken = assess(silent(FULL), context=CONTEXT, rules=RuleSet.of(*passing, CRASHING), keep_going=True)
        assert (True, None) == (whole.is_smart, broken.is_smart)
        assert [Verdict.NOT_JUDGED, *[Verdict.MET] * 4] == [each.verdict for each in broken]

    def test_a_major_finding_outlasts_a_crash(self) -> None:
        """What another rule shows to be missing stays not met."""
        rules = RuleSet.of(CRASHING, toy(1, severities=("major",)))
        found = assess(silent(FULL), context=CONTEXT, rules=rules, keep_going=True)
        assert (Verdict.NOT_MET, False) == (found["specific"].verdict, found.is_smart)


class TestWaivers:
    """A goal can waive rules for a time, with a reason."""

    def test_waived(self) -> None:
        """A waiver holds until its last day, and by the beginning of a code."""
        rules = RuleSet.of(toy(1, severities=("major",)), toy(101, severities=("major",)))
        goal = attrs.evolve(FULL, waivers=(Waiver("TOY0", "agreed", "2026-01-15"),))
        found = assess(silent(goal), context=CONTEXT, rules=rules)
        assert [State.WAIVED, State.ANSWERED] == [each.state for each in found["specific"].outcomes]
        assert () == found.notices

    @pytest.mark.parametrize(
        ("waiver", "code", "message"),
        [
            (Waiver("TOY001", "agreed", "2026-01-14"), "G001", "The waiver of TOY001 expired on 14 January 2026."),
            (
                Waiver("T0Y001", "agreed"),
                "G002",
                "No rule is called T0Y001, which the goal waives; did you mean TOY001?",
            ),
            (Waiver("none", "agreed"), "G002", "No rule is called none, which the goal waives."),
            (Waiver("TOY101", "agreed"), "G003", "Rule TOY101 is locked and cannot be waived by a goal."),
        ],
    )
    def test_notices(self, waiver: Waiver, code: str, message: str) -> None:
        """A waiver that has expired, or has no effect, is reported, waives nothing and costs nothing."""
        rules = RuleSet.of(toy(1), toy(101)).lock("TOY101")
        found = assess(silent(attrs.evolve(FULL, waivers=(waiver,))), context=CONTEXT, rules=rules)
        assert [(code, "waivers", Severity.HINT)] == [(each.code, each.at, each.severity) for each in found.findings]
        assert message == found.notices[0].message()
        assert found.notices[0].why()
        assert found.notices[0].why("sv") != found.notices[0].why()
        assert [State.ANSWERED] * 2 == [each.state for each in found.outcomes]
        assert message in str(found)

    def test_rule_outside_the_selection(self) -> None:
        """Waiving a built-in rule that the rule set leaves out is no mistake."""
        goal = attrs.evolve(FULL, waivers=(Waiver("T101", "agreed"),))
        assert () == assess(silent(goal), context=CONTEXT, rules=RuleSet.of(toy(1))).notices


class TestShowing:
    """An assessment shows itself."""

    def test_access(self) -> None:
        """A criterion is found by its name, its member or its letter."""
        found = assess(FULL, context=CONTEXT)
        assert found["measurable"] is found[Criterion.MEASURABLE]
        assert found["measurable"] is found["M"]
        assert list(Criterion) == [each.criterion for each in found]
        assert 5 == len(found)
        assert "Achievable: not judged" == str(found["A"])
        with pytest.raises(KeyError, match="there are 'specific'"):
            found["smart"]

    def test_findings_are_ordered(self) -> None:
        """Findings stand by criterion, then by code, then by place in the statement."""
        found = assess(Goal("Increase revenue."), context=CONTEXT).findings
        order = [(list(Criterion).index(each.criterion), each.code, each.span or (-1, -1)) for each in found]  # type: ignore[arg-type]
        assert sorted(order) == order

    def test_value(self) -> None:
        """An assessment is a value: equal, hashable, and pickled whole."""
        found = assess(FULL, context=CONTEXT, series=exemplary_series())
        assert found == pickle.loads(pickle.dumps(found))
        assert hash(found) == hash(assess(FULL, context=CONTEXT, series=exemplary_series()))
        assert RuleSet.builtin().fingerprint == found.fingerprint

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("Increase revenue.", "Time-bound: not met"), ("Öka omsättningen.", "Tidsbundet: ")],
    )
    def test_text(self, text: str, expected: str) -> None:
        """Plain text is in the language of the goal."""
        found = assess(Goal(text), context=Context("2026-01-15"))
        assert expected in str(found)
        assert "T101 " in str(found)
        assert "  ? " in str(found)
        assert "Time-bound: not met" in found.to_text("en")

    def test_markdown(self) -> None:
        """Markdown has a table of the five, the findings with advice, and the questions."""
        found = assess(Goal("Increase *revenue* | [soon]"), context=CONTEXT)._repr_markdown_()
        assert found.startswith("> Increase \\*revenue\\* \\| [soon]")
        assert "| Achievable | not judged | \u2013 |" in found
        assert "**Findings**" in found
        assert "**Questions**" in found
        assert "Crash" not in found

    def test_exemplary_goal_is_smart(self) -> None:
        """With its measurements the exemplary goal is SMART."""
        found = assess(FULL, context=CONTEXT, series=exemplary_series())
        assert found.is_smart
        assert "The goal is SMART." in str(found)
        assert "Findings" not in found.to_markdown()


def _alone(portfolio: Any) -> Iterator[Remark]:
    """The portfolio has goals without a deadline."""
    late = tuple(goal.id for goal in portfolio if goal.horizon is None)
    if late:
        yield Remark("{ids} have no deadline.", at="goals", values={"ids": late}, goals=late)


ALONE = rule("TOY300", severity="hint")(_alone)


class TestPortfolio:
    """A portfolio is judged as a whole."""

    def test_findings(self) -> None:
        """A rule of a portfolio sees what the statements say, and names the goals."""
        portfolio = Portfolio((Goal("Walk more", id="a"), Goal("Open a second shop by 2027", id="b")))
        found = assess_portfolio(portfolio, context=CONTEXT, rules=RuleSet.of(ALONE))
        assert [("TOY300", None, ("a",))] == [(each.code, each.criterion, each.goals) for each in found]

    def test_statements_are_not_read_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Statements that have been read already are taken as they are."""
        statement = parse("Open a second shop by 2027", context=CONTEXT)
        monkeypatch.setattr("smartgoals.statement.parse", lambda *_, **__: pytest.fail("it was read"))
        portfolio = Portfolio((Goal("Open a second shop by 2027", id="b"),))
        assert () == assess_portfolio(portfolio, context=CONTEXT, rules=RuleSet.of(ALONE), statements=[statement])

    def test_ignored(self) -> None:
        """A rule that is set aside does not run."""
        portfolio = Portfolio((Goal("Walk more", id="a"),))
        assert () == assess_portfolio(portfolio, context=CONTEXT, rules=RuleSet.of(ALONE).ignore(TOY300="agreed"))

    def test_no_effect_on_a_goal(self) -> None:
        """A rule of a portfolio touches no goal's score."""
        assert assess(FULL, context=CONTEXT, rules=RuleSet.of(ALONE)).outcomes == ()

    def test_crash(self) -> None:
        """A rule that raises is named."""

        @rule("TOY301")
        def broken(portfolio: Any) -> Iterator[Remark]:
            """It raises."""
            yield portfolio.nothing

        with pytest.raises(RuleCrashedError, match="rule 'TOY301' crashed"):
            assess_portfolio(Portfolio(), context=CONTEXT, rules=RuleSet.of(broken))

    def test_built_in(self) -> None:
        """Without rules those of the library are taken."""
        twins = Portfolio((Goal("Walk 3 km a day by June 2026", id="a"), Goal("Walk 3 km a day by June 2026", id="b")))
        assert [("a", "b")] == [each.goals for each in assess_portfolio(twins, context=CONTEXT)]


SEVERITIES = st.lists(st.sampled_from(["major", "minor", "hint"]), max_size=3).map(tuple)
PLACES = st.sampled_from(["goal", "elsewhere"])


@st.composite
def toys(draw: st.DrawFn, least: int = 0) -> list[Rule]:
    """Rules that find this and that; for each needed fact one that says when it is missing, or for none."""
    names = draw(st.booleans())
    made = [
        toy(
            number,
            tuple(draw(st.sets(st.sampled_from(FACTS), max_size=2))),
            draw(SEVERITIES),
            applies=draw(st.integers(0, 4)) > 0,
            at=draw(PLACES),
        )
        for number in range(draw(st.integers(least, 6)))
    ]
    if names:
        made += [
            toy(
                800 + number,
                severities=(draw(st.sampled_from(["major", "minor", "hint"])),),
                at=fact,
                when_missing=fact,
            )
            for number, fact in enumerate(FACTS)
        ]
    return made


GOALS = st.sets(st.sampled_from(FACTS)).map(lambda names: without(FULL, *sorted(names)))


def lowest(score: float | None) -> float:
    """Return a score with nothing below everything."""
    return -1.0 if score is None else score


class TestClaims:
    """What the page about scores says can be relied on, over made-up rules."""

    @given(toys(), GOALS)
    def test_bounds(self, rules: list[Rule], goal: Goal) -> None:
        """A score lies between 0 and 1."""
        score = judged(*rules, goal=goal).score
        assert score is None or 0 <= score <= 1

    @given(toys(), GOALS, st.randoms())
    def test_order(self, rules: list[Rule], goal: Goal, random: Any) -> None:
        """The order in which rules are gathered changes nothing."""
        expected = judged(*rules, goal=goal)
        random.shuffle(rules)
        assert expected == judged(*rules, goal=goal)

    @given(toys(), GOALS, SEVERITIES)
    def test_removing_a_finding(self, rules: list[Rule], goal: Goal, severities: tuple[str, ...]) -> None:
        """Removing a finding never lowers a score, though a criterion may turn out not to be judged yet."""
        more = judged(*rules, toy(700, severities=(*severities, "minor")), goal=goal)
        fewer = judged(*rules, toy(700, severities=severities), goal=goal)
        assert fewer.score is None or lowest(more.score) <= fewer.score

    @given(toys(), GOALS)
    def test_full_score(self, rules: list[Rule], goal: Goal) -> None:
        """A score is 1 exactly when every rule that counts was answered and no finding costs anything."""
        found = judged(*rules, goal=goal)
        costs = any(finding.severity is not Severity.HINT for finding in found.findings)
        unanswered = any(outcome.state is State.UNANSWERED for outcome in found.outcomes)
        if found.score is not None:
            assert (not costs and not unanswered) is (found.score == 1)

    @given(toys(), GOALS)
    def test_not_applicable(self, rules: list[Rule], goal: Goal) -> None:
        """A rule that is not applicable changes neither score nor verdict, and neither does one that is waived."""
        plain = judged(*rules, goal=goal)
        left_out = RuleSet.of(*rules, toy(700, applies=False), toy(701, severities=("major",))).ignore(TOY701="agreed")
        found = assess(silent(goal), context=CONTEXT, rules=left_out)["specific"]
        assert (plain.score, plain.verdict) == (found.score, found.verdict)

    @given(toys(), GOALS)
    def test_passing(self, rules: list[Rule], goal: Goal) -> None:
        """A rule that passes never lowers a score."""
        assert lowest(judged(*rules, goal=goal).score) <= lowest(judged(*rules, toy(700), goal=goal).score)

    @given(toys(), GOALS, st.sampled_from(FACTS))
    def test_omission(self, rules: list[Rule], goal: Goal, fact: str) -> None:
        """Leaving something out never raises a score; no score counts as the lowest."""
        assert lowest(judged(*rules, goal=without(goal, fact)).score) <= lowest(judged(*rules, goal=goal).score)

    @given(toys(), GOALS)
    def test_losses(self, rules: list[Rule], goal: Goal) -> None:
        """Every lost point has a sentence: the losses of a criterion and its score add up to 1."""
        found = judged(*rules, goal=goal)
        losses = found.losses()
        assert all(loss.sentence and loss.share > 0 for loss in losses)
        if found.score is None:
            assert () == losses
        else:
            assert math.isclose(1, found.score + sum(loss.share for loss in losses))

    @given(toys(), GOALS)
    def test_no_score(self, rules: list[Rule], goal: Goal) -> None:
        """A verdict of not judged means no score, and no score means not judged."""
        found = judged(*rules, goal=goal)
        assert (found.score is None) is (found.verdict is Verdict.NOT_JUDGED)


def _change(**changes: Any) -> Callable[[Goal], Goal]:
    return lambda goal: attrs.evolve(goal, **changes)


PERCENT, SEK = Unit.percent(), Unit.currency("SEK")
GOALS_TO_JUDGE = [
    _change(),
    _change(target=Level(Quantity(9, PERCENT))),
    _change(target=Level(Quantity(120, PERCENT))),
    _change(target=Level(Quantity(8, PERCENT), "at_least")),
    _change(target=Level(Quantity("6.1234", PERCENT)), baseline=None),
    _change(target=Change(Quantity(-2, Unit.percentage_point()))),
    _change(target=Change(Quantity(5, Unit.percentage_point())), baseline=None, metric=Metric("SEK", SEK)),
    _change(target=Multiple(20), baseline=None),
    _change(target=Milestones(("The size guide is there",)), baseline=None, metric=None),
    _change(target=Habit(Quantity(3), Cadence("week")), baseline=None, metric=None),
    _change(horizon=Horizon("2025-01-01", "2025-12-31"), baseline=Baseline(Quantity(9, PERCENT), Period("2024"))),
    _change(horizon=Horizon(None, "2026-01-20")),
    _change(horizon=Horizon("2026-01-01", "2029-12-31")),
    _change(horizon=Horizon("2026-01-01", "2049-12-31", ("2026-02-01",))),
    _change(baseline=Baseline.unknown()),
    _change(baseline=Baseline(Quantity(9, PERCENT), Period("2015"))),
    _change(metric=Metric("returns")),
    _change(metric=Metric("returns", direction="increase")),
    _change(metric=Metric("returns", PERCENT, cadence=Cadence("year"))),
    _change(activities=(Activity("Size guide", end="2030-01-01"),)),
    _change(supports=(), rationale=None, budget=None),
    _change(statement="Increase customer loyalty if possible, etc."),
    _change(statement="Improve the XX and avoid returns on time."),
]
VARIATIONS = st.sampled_from(GOALS_TO_JUDGE)


def _judged(goal: Goal, *, measured: bool, together: bool, rules: RuleSet | None = None) -> Assessment:
    """Return what the rules say about a goal, maybe with its readings, maybe among other goals."""
    statement = attrs.evolve(parse(goal.statement, context=CONTEXT), goal=goal)
    rival = attrs.evolve(FULL, id="rival", target=Level(Quantity(4, PERCENT)))
    late = Goal("Sizes", id="sizes", supports=("returns",), horizon=Horizon(None, "2031-12-31"))
    return assess(
        statement,
        context=CONTEXT,
        rules=rules,
        series=exemplary_series() if measured else None,
        portfolio=Portfolio((goal, rival, late)) if together else None,
    )


def _silenced(rule: Rule) -> Rule:
    """Return a rule that needs the same facts and finds nothing."""
    return attrs.evolve(rule, function=lambda *_, **__: iter(()))


class TestClaimsOverTheRuleSet:
    """The same over the built-in rules."""

    @given(
        vary=VARIATIONS,
        gone=st.sets(st.sampled_from(FACTS)),
        fact=st.sampled_from(FACTS),
        measured=st.booleans(),
        together=st.booleans(),
    )
    def test_omission(
        self, vary: Callable[[Goal], Goal], gone: set[str], fact: str, *, measured: bool, together: bool
    ) -> None:
        """Leaving something out never raises a score; no score counts as the lowest."""
        goal = without(vary(FULL), *gone)
        before = _judged(goal, measured=measured, together=together)
        after = _judged(without(goal, fact), measured=measured, together=together)
        for criterion in Criterion:
            assert lowest(after[criterion].score) <= lowest(before[criterion].score), criterion

    @pytest.mark.parametrize("number", range(len(GOALS_TO_JUDGE)))
    def test_omission_of_each_fact(self, number: int) -> None:
        """Leaving out any one fact of any of the goals never raises a score, with and without readings and others."""
        goal = GOALS_TO_JUDGE[number](FULL)
        for measured, together in ((False, False), (True, False), (False, True), (True, True)):
            before = _judged(goal, measured=measured, together=together)
            for fact in FACTS:
                after = _judged(without(goal, fact), measured=measured, together=together)
                for one, other in zip(before, after, strict=True):
                    assert lowest(other.score) <= lowest(one.score), (fact, one.criterion)

    @given(vary=VARIATIONS, gone=st.sets(st.sampled_from(FACTS)), measured=st.booleans(), together=st.booleans())
    def test_bounds_and_losses(
        self, vary: Callable[[Goal], Goal], gone: set[str], *, measured: bool, together: bool
    ) -> None:
        """Scores lie between 0 and 1, and every lost point has a sentence, in both languages."""
        for judgement in _judged(without(vary(FULL), *gone), measured=measured, together=together):
            if judgement.score is not None:
                assert 0 <= judgement.score <= 1
                for language in ("en", "sv"):
                    losses = judgement.losses(language)
                    assert all(loss.sentence for loss in losses)
                    assert math.isclose(1, judgement.score + sum(loss.share for loss in losses))

    @given(vary=VARIATIONS, gone=st.sets(st.sampled_from(FACTS)), measured=st.booleans(), together=st.booleans())
    def test_removing_what_a_rule_found(
        self, vary: Callable[[Goal], Goal], gone: set[str], *, measured: bool, together: bool
    ) -> None:
        """Removing a finding never lowers a score, though a criterion may turn out not to be judged yet."""
        goal = without(vary(FULL), *gone)
        before = _judged(goal, measured=measured, together=together)
        for code in {finding.code for finding in before.findings}:
            rules = [_silenced(rule) if rule.code == code else rule for rule in RuleSet.builtin()]
            after = _judged(goal, measured=measured, together=together, rules=RuleSet.of(*rules))
            for one, other in zip(before, after, strict=True):
                assert other.score is None or lowest(one.score) <= other.score, code

    @given(vary=VARIATIONS, gone=st.sets(st.sampled_from(FACTS)), measured=st.booleans(), random=st.randoms())
    def test_order_and_what_is_left_out(
        self, vary: Callable[[Goal], Goal], gone: set[str], random: Any, *, measured: bool
    ) -> None:
        """Neither the order of the rules nor those that are not applicable or pass can lower or change what counts."""
        goal = without(vary(FULL), *gone)
        before = _judged(goal, measured=measured, together=False)
        shuffled = list(RuleSet.builtin())
        random.shuffle(shuffled)
        assert before == _judged(goal, measured=measured, together=False, rules=RuleSet.of(*shuffled))
        ended = {outcome.code: outcome for outcome in before.outcomes}
        idle = {code for code, outcome in ended.items() if outcome.state is State.NOT_APPLICABLE}
        passing = {code for code, each in ended.items() if each.state is State.ANSWERED and not each.findings}
        for left_out, same in ((idle, True), (passing, False)):
            rules = RuleSet.of(*(rule for rule in RuleSet.builtin() if rule.code not in left_out))
            after = _judged(goal, measured=measured, together=False, rules=rules)
            for one, other in zip(before, after, strict=True):
                if same:
                    assert (one.score, one.verdict) == (other.score, other.verdict)
                elif one.score is not None:
                    assert lowest(other.score) <= one.score


def test_every_claim_is_proved() -> None:
    """Every sentence on the page about scores that can be relied on is quoted by a test, and no test quotes another."""
    page = Path(__file__).parents[1].joinpath("docs", "explanation", "scores.md").read_text(encoding="utf-8")
    claims = {line.removeprefix("- ") for line in page.splitlines() if line.startswith("- ")}
    assert claims == {test.__doc__ for name, test in vars(TestClaims).items() if name.startswith("test_")}


@pytest.mark.parametrize(
    ("strange", "said"),
    [
        ({"series": {"2026-01-01": 3}}, "assess.series: {'2026-01-01': 3} is no Series; build one with Series.of(…)"),
        ({"portfolio": "abc"}, "assess.portfolio: 'abc' is no Portfolio; put goals together in Portfolio(…)"),
    ],
)
def test_a_stranger_for_a_series_or_a_portfolio_is_refused(strange: dict[str, Any], said: str) -> None:
    """The caller is told, and no rule is blamed, whether crashes are collected or not."""
    for keep_going in (False, True):
        with pytest.raises(InvalidValueError) as caught:
            assess(Goal("Cut returns"), context=Context("2026-01-15"), keep_going=keep_going, **strange)
        assert said == str(caught.value)
