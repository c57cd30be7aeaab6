"""Each built-in rule flags what it must and accepts what it must, beyond the examples on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from smartgoals.assessment import assess, assess_portfolio
from smartgoals.model import Context
from smartgoals.rules.ruleset import RuleSet
from smartgoals.statement import parse, read_document
from smartgoals.testing import Case, read_cases

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
TODAY = "2026-11-23"
CASES = read_cases(HERE / "cases.toml")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    """The rule flags the line, or accepts it, and says the same twice; every text has its values in Swedish too."""
    case.check(RuleSet.builtin(), languages=("sv",))


def test_every_rule_has_cases() -> None:
    """No rule of a criterion goes without a case that it must flag and one that it must accept."""
    rules = [rule for rule in RuleSet.builtin() if not rule.is_of_portfolio]
    missing = [
        (rule.code, flagged)
        for rule in rules
        for flagged in (True, False)
        if not any(case.code == rule.code and case.flagged is flagged for case in CASES)
    ]
    assert [] == missing


@pytest.mark.parametrize("language", ["sv", "en"])
def test_roadmap_repeats_a_goal(language: str) -> None:
    """The roadmap lists one goal under two terms; it is reported once, and the list it does not fit is named."""
    text = (EXAMPLES / f"roadmap.{language}.md").read_text(encoding="utf-8")
    context = Context("2020-04-01", language)
    found = assess_portfolio(read_document(text, context=context).portfolio, context=context)
    assert [1] == [sum(finding.code == "P101" for finding in found)]
    assert "terms" == next(finding.variant for finding in found if finding.code == "P101")
    assert "short_medium" in [finding.variant for finding in found if finding.code == "P201"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_roadmap_prose_is_no_goal(language: str) -> None:
    """Every bullet of the roadmap is found, and the prose around them is not."""
    text = (EXAMPLES / f"roadmap.{language}.md").read_text(encoding="utf-8")
    bullets = [line.removeprefix("- ").rstrip(".") for line in text.splitlines() if line.startswith("- ")]
    read = read_document(text, context=Context("2020-04-01", language)).statements
    assert bullets == [statement.text.rstrip(".") for statement in read]


def test_unknown_start_of_what_is_kept_costs_nothing() -> None:
    """A habit or a level to be kept can be judged without a baseline, so asking for it is a hint."""
    context = Context(TODAY, "en")
    statement = parse("Keep the stock turnover at 6 during 2027.", context=context)
    (finding,) = assess(statement, context=context, rules=RuleSet.builtin().select("M201")).findings
    assert ("kept", "hint") == (finding.variant, finding.severity)
