"""The numbers of judgement: what a rule weighs when nobody says otherwise, and which rules decide."""

from __future__ import annotations

from smartgoals.rules import RuleSet, Severity
from smartgoals.rules.scale import CREDIT, FULL

RULES = RuleSet.builtin()
STEPS = {step.code: step for step in RULES.plan.of_goal}


def test_hints_weigh_a_tenth() -> None:
    """What can take nothing away weighs a tenth, what compares what others ask for a half, and all else one."""
    halves = {"M302", "M303", "M304", "T104"}
    for rule in RULES:
        usual = 0.5 if rule.code in halves else 0.1 if rule.severity is Severity.HINT else 1.0
        assert usual == RULES.weight(rule.code), rule.code


def test_credit_falls_with_severity() -> None:
    """The worse a finding, the less is left; a hint leaves all."""
    assert [0, 1, FULL] == [CREDIT[each] for each in (Severity.MAJOR, Severity.MINOR, Severity.HINT)]


def test_what_decides_cannot_be_dodged() -> None:
    """A rule decides when it needs nothing that a goal can leave unsaid."""
    decides = {code for code, step in STEPS.items() if step.decides}
    assert {"S101", "S102", "S104", "S112", "M101", "M301", "T101"} <= decides
    assert not decides & {"M303", "M304", "A101", "A102", "A301", "R105", "T104"}
