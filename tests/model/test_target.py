"""What a target resolves to, and how far a value has come."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from strategies import quantities, sek, targets

from smartgoals.model import (
    Band,
    Baseline,
    Bounds,
    Cadence,
    Change,
    Direction,
    Habit,
    Level,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Target,
    Unit,
)

PERCENT, POINTS, SEK = Unit.percent(), Unit.percentage_point(), Unit.currency("SEK")
TEN = Baseline(Quantity(10))


@given(targets, sek)
def test_the_way_goes_from_nought_to_one(target: Target, start: Quantity) -> None:
    """The fraction is 0 at the baseline and 1 at the target."""
    baseline = Baseline(start)
    level = target.level(baseline)
    assume(level is not None and level != start)
    assert (0, 1) == (target.fraction(start, baseline), target.fraction(level, baseline))


@given(quantities)
def test_there_is_no_way_without_a_baseline(value: Quantity) -> None:
    """Without a known baseline, or with one that is the target, no fraction is told."""
    target = Level(value)
    assert [None] * 3 == [target.fraction(value, base) for base in (None, Baseline.unknown(), Baseline(value))]


@pytest.mark.parametrize(
    ("target", "base", "level"),
    [
        (Change(Quantity(-20, PERCENT)), Quantity(50), Quantity(40)),
        (Change(Quantity(20, PERCENT)), Quantity(10, PERCENT), Quantity(12, PERCENT)),
        (Change(Quantity(5, POINTS)), Quantity(10, PERCENT), Quantity(15, PERCENT)),
        (Change(Quantity(5, SEK)), Quantity(10, SEK), Quantity(15, SEK)),
        (Multiple("0.5"), Quantity(10), Quantity(5)),
        (Band(Quantity(20), Quantity(30)), Quantity(10), Quantity(20)),
        (Band(Quantity(20), Quantity(30)), Quantity(40), Quantity(30)),
        (Band(Quantity(20), Quantity(30)), Quantity(25), None),
        (Milestones(["launch"]), Quantity(0), None),
        (Habit(Quantity(2), Cadence("week")), Quantity(0), Quantity(2)),
    ],
)
def test_the_level_aimed_at(target: Target, base: Quantity, level: Quantity | None) -> None:
    """Percent multiplies, points and amounts add, a band is entered at the nearest end."""
    assert level == target.level(Baseline(base))


@pytest.mark.parametrize(
    ("target", "value", "direction", "met"),
    [
        (Level(Quantity(20), "at_least"), 20, None, True),
        (Level(Quantity(20), "at_most"), 21, None, False),
        (Level(Quantity(20)), 21, None, True),
        (Level(Quantity(5)), 4, None, True),
        (Level(Quantity(5)), 6, None, False),
        (Level(Quantity(10)), 10, None, True),
        (Level(Quantity(20)), 19, "increase", False),
        (Level(Quantity(20)), 19, "decrease", True),
        (Change(Quantity(5)), 15, None, True),
        (Change(Quantity(-5), "at_most"), 4, None, False),
        (Change(Quantity(5), "at_most"), 15, None, True),
        (Multiple("0.5", "at_least"), 4, None, True),
        (Multiple("0.5", "at_least"), 6, None, False),
        (Multiple(2), 20, None, True),
        (Multiple(2, "at_most"), 15, None, True),
        (Band(Quantity(1), Quantity(2)), 2, None, True),
        (Habit(Quantity(2), Cadence("day")), 1, None, False),
        (Habit(Quantity(2), Cadence("day")), 1, "decrease", True),
        (Milestones(["a"]), 1, None, True),
        (Milestones(["a"]), 0, None, False),
    ],
)
def test_whether_a_target_is_met(target: Target, value: int, direction: str | None, met: bool) -> None:
    """The target itself counts as met, and bounds are kept."""
    way = Direction(direction) if direction else None
    assert met is target.is_met_by(Quantity(value), TEN, direction=way)


@pytest.mark.parametrize("target", [Change(Quantity(5)), Multiple(2)], ids=["change", "multiple"])
def test_relative_targets_need_a_baseline(target: Target) -> None:
    """What is relative to an unknown baseline is neither met nor unmet."""
    assert [None] * 3 == [target.is_met_by(Quantity(1), None), target.level(Baseline.unknown()), target.level(None)]
    assert None is target.is_met_by(Quantity(1), Baseline.unknown())


@pytest.mark.parametrize("target", [Change(Quantity(5, PERCENT)), Multiple(2)], ids=["change", "multiple"])
def test_a_share_of_nothing_leads_nowhere(target: Target) -> None:
    """Whether a percentage or a multiple of nothing is met cannot be told."""
    assert None is target.is_met_by(Quantity(1), Baseline(Quantity(0)))


def test_losses() -> None:
    """A percentage is of the size of a loss, and a multiple of a loss has no level."""
    loss = Baseline(Quantity(-100))
    assert (Quantity(-80), None) == (Change(Quantity(20, PERCENT)).level(loss), Multiple(2).level(loss))


def test_milestones_are_weighed() -> None:
    """Done is the weighted share of what is done by a day."""
    steps = Milestones([Milestone("a", 3, "2026-01-01"), "b"])
    assert (Decimal("0.75"), Decimal(0)) == (steps.done("2026-01-01"), steps.done("2025-12-31"))
    assert Decimal("0.75") == steps.fraction(Quantity("0.75"), None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Baseline.unknown(), "unknown"),
        (Baseline(Quantity(5), Period("2026-Q1")), "5 in 2026-Q1"),
        (Baseline.unknown(Period("2026")), "unknown in 2026"),
        (Milestone("launch"), "launch"),
        (Multiple("0.5", "at_least"), "at most 0.5 times the baseline"),
        (Level(Quantity(5), "at_most"), "at most 5"),
        (Change(Quantity(5, PERCENT)), "+5 %"),
        (Change(Quantity(-5)), "-5"),
        (Multiple("2.0"), "2 times the baseline"),
        (Band(Quantity(1), Quantity(2)), "1 to 2"),
        (Milestones(["a", "b"]), "a; b"),
        (Habit(Quantity(2), Cadence("week")), "2 every week"),
        (Metric("m", SEK), "m (SEK)"),
        (Metric("m"), "m"),
    ],
)
def test_values_read_well(value: object, text: str) -> None:
    """One readable line."""
    assert text == str(value)


def test_bounds_hold_values() -> None:
    """Ends are included, unknown ends do not limit, and strangers are outside."""
    bounds = Bounds(Quantity(1), Quantity(2))
    assert [True, False, False, True] == [
        Quantity(2) in bounds,
        Quantity(3) in bounds,
        1 in bounds,
        Quantity(9) in Bounds(),
    ]
    assert "sum" == Metric("m", kind="cumulative").aggregation
