"""The rules do what their pages and cases say, and the plug-in declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coaching_rules import RULES
from coaching_rules.habit import Habit
from smartgoals import Assessment, Context, RuleSet, assess, parse
from smartgoals.rules.phrases import translation
from smartgoals.testing import check_cases, check_catalogue

CASES = Path(__file__).with_name("cases.toml")


CONTEXT = Context("2026-01-15", "en")


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


@pytest.mark.parametrize(
    "said",
    [
        "confidence level: 8 out of 10", "confidence 8", "level of confidence: 8/10", "confidence: eight out of ten",
        "80% sure", "8/10 for confidence", "conf lvl: 8/10", "confidence rated 8/10", "confidence of doing it: 80%",
        "on a scale from 1 to 10: 8", "confidence on a scale of 10 is 8", "[8/10]",
    ],
)  # fmt: skip
def test_ways_to_say_how_sure(said: str) -> None:
    """A confidence is read in the ways in which people write it."""
    confidence = Habit.of(parse(f"Row for 20 minutes every Monday, {said}.", context=CONTEXT)).confidence
    assert confidence is not None
    assert 0.8 == confidence.share


@pytest.mark.parametrize(
    "text", ["Row on 6/10.", "Be sure to row 2 laps.", "Be confident in cooking 3 dishes.", "Cook 8/10 meals at home."]
)
def test_numbers_that_are_no_confidence(text: str) -> None:
    """A date, a count and a share of the meals say nothing about how sure one is."""
    assert Habit.of(parse(text, context=CONTEXT)).confidence is None


@pytest.mark.parametrize(
    "said",
    [
        "3x/wk", "three times weekly",
        "on mon, wed and fri", "tue/thu", "on Sat or Sun", "biweekly", "fortnightly", "hourly", "most days",
        "5 days out of 7", "once in two weeks", "per week 3 times", "every 2 hours", "every other evening",
    ],
)  # fmt: skip
def test_ways_to_say_how_often(said: str) -> None:
    """A rhythm is read in the ways in which people write it."""
    assert Habit.of(parse(f"Row {said}.", context=CONTEXT)).rhythm


def test_another_language_is_not_judged() -> None:
    """Habits in a language without words are not judged, rather than judged wrongly."""
    assert {"not_judged"} == {judgement.verdict.value for judgement in judged("Ro 20 minuter varje måndag", "sv")}


def test_questions_in_swedish() -> None:
    """The coach is asked in Swedish what to ask the client."""
    (rule,) = RULES.select("COACH301")
    assert translation(rule.code, "ask", "sv", rule.doc.texts).endswith("från 0 till 10?")
