"""Corrections: what a host knows better than the sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartgoals.errors import InvalidValueError
from smartgoals.model import Change, Context, Level, Metric, Milestones, Period, Quantity, Unit
from smartgoals.statement import Statement, parse

TEXT = "Öka kundbasen från 20 000 under första kvartalet till 22 000 under andra kvartalet"


def corrected(**given: object) -> Statement:
    """The sentence, read with corrections."""
    return parse(TEXT, context=Context("2026-01-15", "sv"), given=given)


def test_a_correction_takes_the_place_of_what_was_read() -> None:
    """Slots and goal follow the correction; what was not corrected stays."""
    statement = corrected(metric="antal kunder", unit="kunder", target=25_000)
    assert ("antal kunder", "kunder", Decimal(25000)) == tuple(
        statement.slots()[name] for name in ("metric", "unit", "target")
    )
    assert Decimal(20000) == statement.slots()["baseline"]
    assert isinstance(statement.goal.metric, Metric)
    assert "antal kunder" == statement.goal.metric.name
    assert Level(Quantity(25000, Unit.count("kunder"))) == statement.goal.target


def test_a_corrected_part_is_no_longer_marked() -> None:
    """The words of a part that was overruled do not stand for it any more."""
    assert corrected(metric="antal kunder").part("metric") is None
    assert corrected(metric="antal kunder").part("target") is not None


def test_a_corrected_date_leaves_no_doubt() -> None:
    """The year is known once the host gives it."""
    statement = corrected(target_when=Period("2027-Q2"), baseline_when="2027-Q1")
    assert () == statement.ambiguities
    assert statement.goal.horizon is not None
    assert ("2027-03-31", "2027-06-30") == (str(statement.goal.horizon.start), str(statement.goal.horizon.end))


def test_none_says_that_a_slot_is_not_said() -> None:
    """A misread baseline can be taken away."""
    statement = corrected(baseline=None, baseline_when=None)
    assert statement.goal.baseline is None
    assert statement.goal.horizon is not None
    assert statement.goal.horizon.start is None


def test_the_kind_of_target_can_be_corrected() -> None:
    """A level becomes a change, a bound or a milestone."""
    assert isinstance(corrected(target_is="relative_change", target=10, unit="percent").goal.target, Change)
    assert "min" == corrected(target_is="bound_min").slots()["bound"]
    assert isinstance(corrected(target_is="milestone").goal.target, Milestones)


def test_given_nothing_changes_nothing() -> None:
    """No correction is the plain reading."""
    assert corrected() == parse(TEXT, context=Context("2026-01-15", "sv"))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"targt": 1}, "did you mean 'target'"),
        ({"zzz": 1}, "give one of direction"),
        ({"bound": "low"}, "give one of min, max"),
        ({"direction": "up"}, "increase"),
        ({"target": "many"}, "is no number"),
        ({"target_when": "soon"}, "is no canonical period"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(given: dict[str, object], says: str) -> None:
    """The error names the slot, what came, and what may come."""
    with pytest.raises(InvalidValueError, match=says):
        corrected(**given)
