"""Each built-in rule flags what it must and accepts what it must, beyond the examples on its page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from smartgoals import model
from smartgoals.assessment import assess, assess_portfolio
from smartgoals.model import Context, Measurement, Quantity, Series, Unit
from smartgoals.rules import Finding, Rule, State
from smartgoals.rules.phrases import phrases, placeholders
from smartgoals.rules.ruleset import RuleSet
from smartgoals.statement import parse, read_document
from smartgoals.testing import exemplary_goal

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
TODAY = "2026-11-23"
CASES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
KEYS = {"flags": True, "flags_series": True, "accepts": False, "accepts_series": False}
LINES = [
    pytest.param(code, line, KEYS[key], "series" in key, id=f"{code}-{key}-{place}")
    for code, table in CASES.items()
    for key in KEYS
    for place, line in enumerate(table.get(key, ()))
]


def _series(table: dict[str, Any]) -> Series:
    unit = Unit.parse(table["unit"])
    return Series(tuple(Measurement(day, Quantity(value, unit)) for day, value in table["series"]))


def _outcome(rule: Rule, line: str, series: Series | None) -> tuple[State, tuple[Finding, ...]]:
    rules, portfolio = RuleSet.of(rule), None
    if line.startswith(">"):
        names = {name: getattr(model, name) for name in model.__all__}
        changes = eval(f"dict({line[1:]})", names | {"goal": exemplary_goal(), "evolve": attrs.evolve})
        context, portfolio = changes.pop("context", Context(TODAY)), changes.pop("portfolio", None)
        rules = rules.configure(rule.code, **changes.pop("options", {}))
        goal = attrs.evolve(exemplary_goal(), **changes)
        statement = attrs.evolve(parse(goal.statement, context=context), goal=goal)
    else:
        language, _, text = line.partition(": ")
        context = Context(TODAY, language)
        statement = parse(text, context=context)
    (outcome,) = assess(statement, context=context, rules=rules, series=series, portfolio=portfolio).outcomes
    return outcome.state, outcome.findings


@pytest.mark.parametrize(("code", "line", "flagged", "measured"), LINES)
def test_case(code: str, line: str, flagged: bool, measured: bool) -> None:
    """The rule flags the line, or accepts it, and says the same twice; every text has its values in Swedish too."""
    rule = RuleSet.builtin()[code]
    series = _series(CASES[code]) if measured else None
    state, findings = _outcome(rule, line, series)
    assert flagged == bool(findings)
    assert flagged is False or state is State.ANSWERED
    assert (state, findings) == _outcome(rule, line, series)
    for finding in findings:
        swedish = phrases("sv").message(code, finding.variant)
        assert placeholders(finding.text) == placeholders(swedish)
        assert "{" not in finding.message("sv") + finding.message("en")


def test_every_rule_has_cases() -> None:
    """No rule of a criterion goes without a case that it must flag and one that it must accept."""
    rules = [rule for rule in RuleSet.builtin() if not rule.is_of_portfolio]
    missing = [
        (rule.code, kind)
        for rule in rules
        for kind in ("flags", "accepts")
        if not any(CASES.get(rule.code, {}).get(f"{kind}{ending}") for ending in ("", "_series"))
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
