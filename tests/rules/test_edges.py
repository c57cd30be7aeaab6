"""What rules do where the facts run out: readings of one day, figures without a span, portfolios without ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from smartgoals.assessment import assess, assess_portfolio
from smartgoals.model import (
    Band,
    Baseline,
    Context,
    Goal,
    Horizon,
    Level,
    Measurement,
    Portfolio,
    Quantity,
    Series,
    Unit,
)
from smartgoals.rules import Finding, NotApplicable, Remark, Rule, RuleSet, State, rule
from smartgoals.rules.relations import upwards
from smartgoals.statement import Ambiguity, parse
from smartgoals.testing import exemplary_goal, exemplary_series

CONTEXT = Context("2026-01-15", "en")
PERCENT = Unit.percent()
RULES = RuleSet.builtin()


def readings(*pairs: tuple[str, float]) -> Series:
    """Return readings in percent."""
    return Series(tuple(Measurement(day, Quantity(value, PERCENT)) for day, value in pairs))


def outcome(code: str, **changes: Any) -> tuple[State, tuple[Finding, ...]]:
    """Return how one rule ends for the exemplary goal with changes."""
    outside = {name: changes.pop(name) for name in ("series", "portfolio") if name in changes}
    goal = attrs.evolve(exemplary_goal(), **changes)
    statement = attrs.evolve(parse(goal.statement, context=CONTEXT), goal=goal)
    (ended,) = assess(statement, context=CONTEXT, rules=RULES.select(code), **outside).outcomes
    return ended.state, ended.findings


class TestRealistic:
    """Rules that look at readings."""

    same_day = readings(("2026-01-01", 9), ("2026-01-01", 9), ("2026-01-01", 9), ("2026-01-01", 9))

    @pytest.mark.parametrize("code", ["A301", "R103", "R105"])
    def test_readings_of_one_day(self, code: str) -> None:
        """Readings of one day tell no pace; nothing is found."""
        assert () == outcome(code, series=self.same_day)[1]

    @pytest.mark.parametrize(
        ("changes", "state"),
        [
            ({"target": Band(Quantity(5, PERCENT), Quantity(6, PERCENT))}, State.NOT_APPLICABLE),
            ({"target": Level(Quantity(9, PERCENT))}, State.NOT_APPLICABLE),
            ({"horizon": Horizon(None, "2026-01-10")}, State.NOT_APPLICABLE),
            ({"target": Level(Quantity(8, PERCENT)), "baseline": None}, State.ANSWERED),
            ({"target": Level(Quantity(8, PERCENT)), "baseline": Baseline(Quantity(8, PERCENT))}, State.ANSWERED),
        ],
    )
    def test_forecast(self, changes: dict[str, Any], state: State) -> None:
        """No forecast for a band, a level that is reached, or a day that has passed; near levels are likely."""
        assert (state, ()) == outcome("R105", series=exemplary_series(), **changes)

    def test_chance_near_nothing(self) -> None:
        """A chance that rounds to nothing is not said to be nothing."""
        _, (finding,) = outcome("R105", series=exemplary_series(), target=Level(Quantity(1, PERCENT)))
        assert "below 1 percent" in finding.message()

    def test_floor(self) -> None:
        """A floor is to be kept from above, wherever the readings come from."""
        state, findings = outcome("R105", series=exemplary_series(), target=Level(Quantity(8, PERCENT), "at_least"))
        assert (State.ANSWERED, ["major"]) == (state, [each.severity for each in findings])

    def test_parts_of_a_ratio(self) -> None:
        """Readings with their parts can be rolled up, and without readings there is nothing to ask."""
        whole = Measurement("2025-12-28", Quantity(9, PERCENT), numerator=Quantity(9), denominator=Quantity(100))
        together = Portfolio((exemplary_goal(), Goal("Other", supports=("margin",))))
        assert (State.ANSWERED, ()) == outcome("M306", series=Series((whole,)), portfolio=together)
        assert (State.ANSWERED, ()) == outcome("M306", series=Series(), portfolio=together)


class TestAcross:
    """Rules over portfolios."""

    def _found(self, code: str, *goals: Goal) -> tuple[Finding, ...]:
        return assess_portfolio(Portfolio(goals), context=CONTEXT, rules=RULES.select(code))

    def test_due_today(self) -> None:
        """A goal that is due today has no length, and fits any list."""
        assert () == self._found("P201", Goal("Due", filed_under="long", horizon=Horizon(None, "2026-01-15")))

    def test_small_groups(self) -> None:
        """Areas and owners with few goals are fine, however many there are of them."""
        goals = [Goal(f"Goal {n}", id=str(n), area=f"Area {n % 2}", owner=f"Owner {n % 3}") for n in range(12)]
        assert () == self._found("P204", *goals)

    def test_goals_without_id_lead_nowhere(self) -> None:
        """A goal that cannot be named is no link of a chain."""
        assert {"a": ("b",)} == upwards(Portfolio((Goal("A", id="a", supports=("b",)), Goal("B", supports=("a",)))))


class TestReadings:
    """What the reader left open."""

    @pytest.mark.parametrize(
        ("readings", "message"),
        [((), "“June” has no year."), (("summer",), "“June” has no year; summer is assumed.")],
    )
    def test_period_without_year(self, readings: tuple[str, ...], message: str) -> None:
        """A period that could be any, or that is no period of the calendar, is told as it stands."""
        statement = parse("Cut the return rate to 6 % by June", context=CONTEXT)
        doubt = Ambiguity("period_without_year", "June", 30, 34, readings)
        found = assess(
            attrs.evolve(statement, ambiguities=(doubt,)), context=CONTEXT, rules=RULES.select("T105")
        ).findings
        assert [message] == [each.message() for each in found]


def _wordy(goal: Any) -> Iterator[Remark]:
    """It says something else about each goal."""
    yield Remark(f"About {goal.statement}.", at=goal.statement)


def _picky(goal: Any) -> Iterator[Remark]:
    """It has another reason for each goal."""
    raise NotApplicable(goal.statement)
    yield


_wordy.__doc__ = "It says something else about each goal.\n\nAsk: Why?"
WORDY: Rule = rule("TOY910", criterion="specific", severity="hint")(_wordy)
PICKY: Rule = rule("TOY911", criterion="specific")(_picky)


def test_rules_with_many_words_keep_few() -> None:
    """A rule that says something else of every goal is told rightly for each, and nothing piles up."""
    rules = RuleSet.of(WORDY, PICKY)
    for number in range(100):
        goal = Goal(f"Goal {number}")
        found = assess(goal, context=CONTEXT, rules=rules)["specific"]
        assert (f"About Goal {number}.", f"Goal {number}") == (found.findings[0].message(), found.questions[0].at)
        assert f"Goal {number}" == found.outcomes[1].reason
    (wordy, picky) = rules.plan.of_goal
    assert max(len(wordy.told), len(wordy.questions), len(picky.idle)) < 40


def test_variants_are_told_apart() -> None:
    """Two remarks with the same words and another variant are not taken for one."""
    variants = iter(("one", "two", "two"))

    def _twin(goal: Any) -> Iterator[Remark]:
        """It has two variants."""
        yield Remark("The same words.", at="goal", variant=next(variants))

    rules = RuleSet.of(rule("TOY912", criterion="specific")(_twin))
    found = [assess(Goal("G"), context=CONTEXT, rules=rules).findings[0].variant for _ in range(3)]
    assert ["one", "two", "two"] == found
