"""How far along: shares of the way, limits, ranges, milestones, habits, levels."""

from __future__ import annotations

import math

import pytest

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError

NAN = float("nan")


@pytest.mark.parametrize(
    ("current", "baseline", "target", "share"),
    [
        (100, 20, 100, 1.0),
        (20, 20, 100, 0.0),
        (0, 20, 100, -0.25),
        (125, 0, 100, 1.25),
        (80, 100, 60, 0.5),
        (50, 100, 60, 1.25),
        (5.9, 0, 10, 0.59),
        (-8, -10, -5, 0.4),
    ],
)
def test_one_formula_serves_every_direction(current: float, baseline: float, target: float, share: float) -> None:
    """The fraction keeps its sign and what lies beyond the target."""
    assert share == pytest.approx(p.fraction(current, baseline=baseline, target=target))


def test_no_way_and_no_reading_are_not_nought() -> None:
    """Without a way or a reading there is no fraction, unless a convention is asked for."""
    assert p.fraction(4, baseline=5, target=5) is None
    assert 0.5 == p.fraction(4, baseline=5, target=5, flat=0.5)
    assert p.fraction(None, baseline=0, target=5) is None
    assert 0 == p.fraction(None, baseline=0, target=5, unread=0.0)
    assert p.remaining_fraction(4, baseline=5, target=5) is None
    assert p.clamped(None) is None
    assert p.to_percent(None) is None


@pytest.mark.parametrize("number", [NAN, math.inf, "1", None, True, 10**400])
def test_what_is_no_number_is_refused(number: object) -> None:
    """NaN, infinities, texts and truth values are named with their field."""
    with pytest.raises(InvalidValueError, match=r"fraction\.baseline"):
        p.fraction(1, baseline=number, target=5)


def test_achieved_is_a_comparison() -> None:
    """The target itself meets it, in either direction."""
    assert p.achieved(100, target=100, direction="increase")
    assert p.achieved(0.1 + 0.2, target=0.3, direction="decrease")
    assert not p.achieved(99, target=100, direction="increase")
    assert not p.achieved(61, target=60, direction="decrease")
    with pytest.raises(InvalidValueError, match="direction"):
        p.achieved(1, target=1, direction="sideways")


def test_a_limit_may_belong_to_what_is_kept() -> None:
    """Products differ on whether the limit itself is kept, so it is a parameter."""
    assert 1.0 == p.maintain_below(25, limit=25)
    assert 0.0 == p.maintain_below(25, limit=25, inclusive=False)
    assert 1.0 == p.maintain_above(99.5, limit=99)
    assert 0.0 == p.maintain_above(99, limit=99, inclusive=False)


def test_time_in_bounds_weighs_each_reading_by_its_days() -> None:
    """Each reading holds until the next one, the last one until the end."""
    assert 0.75 == p.share_kept([0, 10, 20], [True, False, True], end=40)
    assert p.share_kept([], [], end=40) is None
    assert p.share_kept([40], [True], end=40) is None
    with pytest.raises(InvalidValueError, match="kept"):
        p.share_kept([0], [], end=1)
    with pytest.raises(InvalidValueError, match="do not rise"):
        p.share_kept([2, 1], [True, True], end=3)


def test_a_range_tells_the_nearest_end() -> None:
    """Inside the distance is nought; outside it counts from the nearest end."""
    assert p.Span(in_range=True, distance=0) == p.within(72, low=60, high=80)
    assert p.Span(in_range=False, distance=2) == p.within(58, low=60, high=80)
    with pytest.raises(InvalidValueError, match="high"):
        p.within(1, low=2, high=1)


def test_milestones_weigh() -> None:
    """The share is by weight; of nothing there is none."""
    assert 1 / 3 == p.milestones([1, 1, 1], [True, False, False])
    assert p.milestones([], []) is None
    with pytest.raises(InvalidValueError, match="done"):
        p.milestones([1], [])
    with pytest.raises(InvalidValueError, match="below 0"):
        p.milestones([-1], [True])


def test_habits_count_windows() -> None:
    """A habit is kept in the windows that reach its quota, or stay within it."""
    assert 0.5 == p.habit_kept([3, 1], quota=3)
    assert 0.5 == p.habit_kept([3, 1], quota=2, direction="decrease")
    assert p.habit_kept([], quota=3) is None


@pytest.mark.parametrize(
    ("done", "left", "most", "can"),
    [(3, 0, 1, True), (1, 2, 1, True), (1, 1, 1, False), (1, 2, None, None), (1, 0, 5, False)],
)
def test_whether_a_quota_can_still_be_met(done: float, left: int, most: float | None, can: bool | None) -> None:
    """It can while what is missing fits into the days left at the best day so far."""
    assert can is p.habit_window(done, quota=3, days_left=left, most_per_day=most).can_still


def test_a_ceiling_is_kept_or_broken() -> None:
    """What is over a ceiling cannot come back under it."""
    assert p.HabitWindow(met=False, missing=0, per_day=None, can_still=False) == p.habit_window(
        4, quota=3, days_left=2, direction="decrease"
    )


def test_grades_name_the_highest_level_met() -> None:
    """Levels are looked at from the highest down, in either direction."""
    assert "stretch" == p.grade(100, target=70, commit=30, stretch=100)
    assert "commit" == p.grade(6, target=5, commit=7, down=True)
    assert "below" == p.grade(8, target=5, commit=7, down=True)


def test_chaining_holds_while_the_target_stands() -> None:
    """The chained fraction is that from the original baseline; a moved target parts them."""
    found = p.rebaselined((100, 50, 80), (80, 50, 65))
    assert found.from_original == pytest.approx(found.chained)
    moved = p.rebaselined((100, 50, 80), (80, 40, 60))
    assert moved.from_original != moved.chained
    assert p.rebaselined((5, 5, 5), (5, 4, 4.5)).chained is None


def test_transformations_make_lower_better() -> None:
    """A parity of 1.25 is as far off as 0.8; budgets are mirrored about their centre."""
    assert p.parity(0.8) == p.parity(1.25)
    assert 1 == p.parity(1.02)
    assert p.parity(0) is None
    assert p.reflect_about(107, centre=100) == p.reflect_about(93, centre=100)


def test_levels_follow_from_others() -> None:
    """Percent and points differ; a loss of 100 that gains 20 percent is a loss of 80."""
    assert 71 == p.points_target(68, points=3)
    assert -80 == p.relative_target(-100, percent=20)
    assert p.Commitments(target=-8.5, commit=-6.5) == p.commit_levels(-5, stretch=-10)
