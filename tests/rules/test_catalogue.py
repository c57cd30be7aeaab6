"""Each built-in rule keeps what its page promises, in both languages."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import attrs
import pytest

from smartgoals.assessment import assess
from smartgoals.model import Context, Goal, Term
from smartgoals.rules import Rule
from smartgoals.rules.doc import SECTIONS
from smartgoals.rules.phrases import phrases
from smartgoals.rules.ruleset import RuleSet
from smartgoals.statement import parse
from smartgoals.testing import check_catalogue

RULES = tuple(RuleSet.builtin())
SOURCES = Path(__file__).parents[2] / "docs" / "explanation" / "sources.md"
MODULES = {
    "S": "specific",
    "M": "measurable",
    "A": "achievable",
    "R": "realistic",
    "T": "time_bound",
    "P": "across",
}
PRESENCE = {"M101": "metric", "M201": "baseline", "M301": "target", "S201": "owner", "A201": "means", "T101": "horizon"}

_VARIANT = re.compile(r'variant="(\w+)"')

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def test_pages_hold() -> None:
    """Sections, options, examples and Swedish texts of the whole catalogue are in order."""
    check_catalogue(RuleSet.builtin(), languages=("sv",))


@each_rule
def test_page_is_complete(rule: Rule) -> None:
    """A page has every section but those that may be left out, in the order of the house."""
    optional = {"Ask", "Options"} if not rule.options else {"Ask"}
    expected = tuple(name for name in SECTIONS if name in rule.doc.sections or name not in optional)
    assert expected == rule.doc.sections


@each_rule
def test_options_are_those_of_the_signature(rule: Rule) -> None:
    """The options on the page are the keyword-only parameters, in their order."""
    parameters = inspect.signature(rule.function).parameters.values()
    expected = [parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
    assert expected == [name for name, _ in rule.doc.meanings]


@each_rule
def test_code_is_in_the_range_of_its_module(rule: Rule) -> None:
    """The letter of a code is that of its criterion and of the module that holds it."""
    assert f"smartgoals.rules.{MODULES[rule.code[0]]}" == rule.module
    assert (rule.code[0] if rule.criterion else "P") == (rule.criterion.letter if rule.criterion else "P")


@pytest.mark.parametrize("letter", MODULES)
def test_codes_stand_in_order(letter: str) -> None:
    """Within a module, rules stand in the order of their codes, each code once."""
    rules = sorted((rule for rule in RULES if rule.code[0] == letter), key=lambda rule: rule.line)
    codes = [rule.code for rule in rules]
    assert sorted(set(codes)) == codes


@each_rule
def test_sources_resolve(rule: Rule) -> None:
    """Each source of a rule is a heading of the sources page, which names the rule in return."""
    text = SOURCES.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.+)\n\n((?:.|\n)*?)(?=^## |\Z)", text, re.MULTILINE))
    for source in rule.doc.source.split("; "):
        assert source in sections
        assert source == "own choice" or rule.code in sections[source]


@pytest.mark.parametrize(("code", "fact"), PRESENCE.items())
def test_presence_rule_points_at_its_fact(code: str, fact: str) -> None:
    """The first rule of a fact's hundred says where the fact belongs, so that others need not complain again."""
    context = Context("2026-11-23")
    silent = attrs.evolve(parse("Happy customers.", context=context), goal=Goal("Happy customers."))
    found = assess(silent, context=context, rules=RuleSet.builtin().select(code)).findings
    assert [fact] == [finding.at for finding in found]


@each_rule
def test_swedish_speaks_of_the_same_values(rule: Rule) -> None:
    """Each template in the code has a Swedish one for every variant, and the other way round."""
    module = inspect.getmodule(rule.function)
    assert module is not None
    own, around = (set(_VARIANT.findall(inspect.getsource(each))) for each in (rule.function, module))
    if rule.code in {"P201", "P202"}:
        around |= {*Term, *(f"{filed}_{term}" for filed in Term for term in Term)}
    swedish = {kind.removeprefix("message_") for kind in phrases("sv").rules[rule.code] if kind.startswith("message_")}
    assert set() == own - swedish
    assert set() == swedish - around
