"""The grammar and what is made of it: parts, ambiguities, goals."""

from __future__ import annotations

import pytest

from smartgoals.model import (
    Band,
    Baseline,
    Bound,
    Cadence,
    Change,
    Context,
    Direction,
    Goal,
    Habit,
    Level,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Term,
    Unit,
)
from smartgoals.statement import Role, Statement, parse

PERCENT = Unit.percent()


def read(text: str, language: str | None = None) -> Statement:
    """Read a sentence on a fixed day."""
    return parse(text, context=Context("2026-01-15", language))


def goal(text: str) -> Goal:
    """The goal of a sentence."""
    return read(text).goal


def test_a_full_sentence_fills_every_field_of_the_goal() -> None:
    """Metric, baseline, target, horizon, means and reason all reach the goal."""
    found = goal(
        "Minska returgraden från 9,5 % i mars 2026 till 7 % i december 2026 genom att skriva bättre produkttexter, "
        "för att sänka kostnaderna"
    )
    assert found.metric is not None
    assert ("returgraden", PERCENT, Direction.DECREASE) == (
        found.metric.name,
        found.metric.unit,
        found.metric.direction,
    )
    assert Baseline(Quantity("9.5", PERCENT), Period("2026-03")) == found.baseline
    assert Level(Quantity(7, PERCENT)) == found.target
    assert found.horizon is not None
    assert ("2026-03-31", "2026-12-31") == (str(found.horizon.start), str(found.horizon.end))
    assert ("genom att skriva bättre produkttexter",) == found.means
    assert "för att sänka kostnaderna" == found.rationale
    assert Term.MEDIUM == found.horizon.term()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Öka omsättningen med 20 % till 2027", Change(Quantity(20, PERCENT))),
        ("Minska kostnaderna med minst 5 %", Change(Quantity(-5, PERCENT), Bound.AT_LEAST)),
        ("Increase market share by 3 percentage points", Change(Quantity(3, Unit.percentage_point()))),
        ("Double exports", Multiple(2)),
        ("Halvera svinnet", Multiple("0.5")),
        ("Cut waste by a quarter", Multiple("0.75")),
        ("Keep churn between 2 and 4 percent", Band(Quantity(2, PERCENT), Quantity(4, PERCENT))),
        ("Håll marginalen på 25–40 %", Band(Quantity(25, PERCENT), Quantity(40, PERCENT))),
        ("Andelen ska vara högst 4 %", Level(Quantity(4, PERCENT), Bound.AT_MOST)),
        ("Run 30 minutes per day", Habit(Quantity(30, Unit.physical("minute")), Cadence("day"))),
        ("Reach 500 members", Level(Quantity(500, Unit.count("members")))),
        ("Öka kundnöjdheten", None),
    ],
)
def test_each_kind_of_target_is_told_apart(text: str, target: object) -> None:
    """A level, a change, a multiple, a band and a habit are different types."""
    assert target == goal(text).target


def test_a_launch_is_a_milestone_without_a_metric() -> None:
    """What is launched is named by the milestone; there is no metric to measure."""
    found = goal("Launch a new web shop by June 2026")
    assert isinstance(found.target, Milestones)
    assert ["new web shop"] == [step.name for step in found.target.steps]
    assert found.metric is None


def test_verb_and_numbers_that_disagree_are_both_kept() -> None:
    """The verb says increase, the numbers fall: the direction stays that of the verb, for a rule to remark on."""
    slots = read("Öka antalet kunder från 500 till 300").slots()
    assert ("increase", 500, 300) == (slots["direction"], slots["baseline"], slots["target"])


def test_the_direction_can_follow_from_the_numbers() -> None:
    """Without a verb, from 500 to 300 is a decrease."""
    assert "decrease" == read("Complaints from 500 to 300 by 2027").slots()["direction"]


def test_units_that_cannot_be_put_together_lose_no_target() -> None:
    """A baseline that does not fit the target is left to the slots; the goal keeps the target."""
    statement = read("Öka stödet från 30 kronor till 50 %")
    assert Level(Quantity(50, PERCENT)) == statement.goal.target
    assert statement.goal.baseline is None
    assert 30 == statement.slots()["baseline"]


def test_percent_of_a_share_can_be_read_in_two_ways() -> None:
    """ "Öka andelen med 5 %" may mean percentage points, and says so."""
    assert ["percent_or_points"] == [doubt.kind for doubt in read("Öka andelen nöjda kunder med 5 %").ambiguities]
    assert [] == [doubt.kind for doubt in read("Öka omsättningen med 5 %").ambiguities]


def test_a_text_in_no_language_says_so() -> None:
    """When no word tells the language, English is tried, and the doubt is reported."""
    (doubt,) = read("12345").ambiguities
    assert ("language", "en") == (doubt.kind, doubt.readings[0])
    assert (0, 5) == doubt.span


def test_parts_are_found_by_role() -> None:
    """A part knows its words and its place; a role that is not there is None."""
    statement = read("Cut returns from 9 % to 6 % by June 2027")
    part = statement.part(Role.TARGET_WHEN)
    assert part is not None
    assert ("by June 2027", (28, 40)) == (part.text, part.span)
    assert statement.part("means") is None
    assert "cut" in statement.words
    assert "Cut" == statement.tokens[0].text


def test_what_is_not_understood_is_kept() -> None:
    """Nothing is dropped silently."""
    statement = read("Cut returns from 9 % to 6 % by June 2027 gladly hopping")
    assert ["gladly hopping"] == [part.text for part in statement.rest]


def test_line_breaks_inside_a_statement_are_kept_in_the_text_and_folded_in_the_goal() -> None:
    """The text is the source; the goal's statement reads on one line."""
    statement = read("Cut returns\n   from 9 % to 6 %")
    assert "Cut returns from 9 % to 6 %" == statement.goal.statement == str(statement)
    assert "\n" in statement.text


def test_numbers_that_label_something_are_no_targets() -> None:
    """Scope 3, ages and steps are labels."""
    assert read("Reduce scope 1, 2 (market-based) and 3 emissions").slots()["target"] is None
    assert read("Increase fruit eaten by people aged 2 to 10 years").slots()["target"] is None


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Walk 30 minutes per day, confidence 7/10", "confidence 7/10"),
        ("Walk 30 minutes per day. My confidence level is 8 out of 10", "confidence level is 8 out of 10"),
        ("Promenera 30 minuter per dag, tilltro: 8", "tilltro: 8"),
    ],
)
def test_confidence_is_a_slot_of_its_own(text: str, confidence: str) -> None:
    """How sure the writer is, is no target."""
    slots = read(text).slots()
    assert (confidence, 30) == (slots["confidence"], slots["target"])


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Eva Lind ansvarar för att minska kassationen från 8 % till 5 % senast i maj 2027.", "Eva Lind"),
        (
            "The head of logistics is responsible for cutting waste from 8 % to 5 % by May 2027.",
            "The head of logistics",
        ),
    ],
)
def test_who_is_responsible_stands_before_the_goal(text: str, owner: str) -> None:
    """The name is the owner, what follows is the goal, and nothing is left over."""
    statement = parse(text, context=Context("2026-01-15"))
    assert (owner, "decrease", ()) == (statement.goal.owner, statement.reading.direction, statement.rest)
