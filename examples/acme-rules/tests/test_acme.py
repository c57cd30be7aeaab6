"""The package declares its rules, and they do what their pages and cases say."""

from __future__ import annotations

from pathlib import Path

from acme_rules import RULES, no_strategy_tag
from smartgoals import Context, RuleSet, assess, parse
from smartgoals.configuration import Config
from smartgoals.testing import check_cases, check_catalogue, check_example

CASES = Path(__file__).with_name("cases.toml")


def test_pages_hold() -> None:
    """Every rule flags and accepts what its page says, and has its words in Swedish."""
    check_catalogue(RULES, languages=("sv",))


def test_cases_hold() -> None:
    """Every rule flags and accepts what its cases say."""
    check_cases(RULES, CASES, languages=("sv",))


def test_no_strategy_tag() -> None:
    """The strategy is a tag with the prefix that the option gives."""
    assert check_example(no_strategy_tag, tags=frozenset()).findings
    assert not check_example(no_strategy_tag, tags={"strategy:growth"}).findings
    assert not check_example(no_strategy_tag, tags={"bet:growth"}, options={"prefix": "bet:"}).findings


def test_beside_the_built_in_rules() -> None:
    """The plug-in counts beside the built-in rules for whoever names it."""
    context = Context("2026-01-15", "sv")
    rules = RuleSet.builtin() | RuleSet.from_plugin("acme")
    found = assess(parse("Skapa synergier mellan butikerna.", context=context), context=context, rules=rules)
    assert "Säg vad ”synergier” betyder här." in [finding.message("sv") for finding in found.findings]
    assert rules == Config.from_mapping({"plugins": ["acme"]}).rules()
