"""The rules do what their pages and cases say, and the plug-in declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaching_rules import RULES
from smartgoals import Assessment, Context, RuleSet, assess, parse
from smartgoals.rules.phrases import translation
from smartgoals.testing import check_cases, check_catalogue

CASES = Path(__file__).with_name("cases.toml")


def judged(text: str, language: str = "en") -> Assessment:
    """Judge a habit."""
    context = Context("2026-01-15", language)
    return assess(parse(text, context=context), context=context, rules=RULES)


def test_pages_hold() -> None:
    """Every rule flags and accepts what its page says, and has its words in Swedish."""
    check_catalogue(RULES, languages=("sv",))


def test_cases_hold() -> None:
    """Every rule flags and accepts what its cases say."""
    check_cases(RULES, CASES, languages=("sv",))


def test_plugin() -> None:
    """The package declares the rules under the name `coaching`."""
    assert RULES == RuleSet.from_plugin("coaching")


def test_a_good_habit_is_smart() -> None:
    """A habit that is named, counted and believed in meets all three letters."""
    found = judged("Row for 20 minutes three times a week (8/10).")
    assert ["Specific", "Measurable", "Attainable"] == [judgement.title() for judgement in found.letters]
    assert found.is_smart


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [("", "not_met"), (" (9/10)", "met"), (", 80% sure", "met"), (" (5 out of 10)", "partly"), (", 1/10", "not_met")],
)
def test_confidence(confidence: str, verdict: str) -> None:
    """Achievable means that the client has said how sure they are, and is sure enough."""
    assert verdict == judged(f"Row for 20 minutes every Monday{confidence}")["achievable"].verdict


def test_another_language_is_not_judged() -> None:
    """Habits in a language without words are not judged, rather than judged wrongly."""
    assert {"not_judged"} == {judgement.verdict.value for judgement in judged("Ro 20 minuter varje måndag", "sv")}


def test_questions_in_swedish() -> None:
    """The coach is asked in Swedish what to ask the client."""
    (rule,) = RULES.select("COACH301")
    assert translation(rule.code, "ask", "sv", rule.doc.texts).endswith("från 0 till 10?")
