"""Many goals as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Quantity, Unit
from smartgoals import progress as p
from smartgoals.errors import InvalidValueError, UnitMismatchError

shares = st.none() | st.floats(-3, 5)


@given(st.lists(shares, max_size=8), st.randoms())
def test_order_does_not_matter(children: list[float | None], random) -> None:
    """Shuffling the goals changes neither the mean nor the coverage."""
    shuffled = random.sample(children, len(children))
    one, two = p.roll_up(children), p.roll_up(shuffled)
    assert one.fraction == pytest.approx(two.fraction)
    assert (one.count, one.known, one.coverage) == (two.count, two.known, two.coverage)


@given(st.lists(shares, min_size=1, max_size=8))
def test_coverage_is_the_share_of_goals_with_data(children: list[float | None]) -> None:
    """A goal without data takes no part in the mean and shows in the coverage."""
    known = [child for child in children if child is not None]
    found = p.roll_up(children)
    assert len(known) / len(children) == found.coverage
    assert found.fraction == pytest.approx(p.mean(known, low=0, high=1))
    assert found.raw == pytest.approx(p.mean(known))


def test_clamping_is_explicit() -> None:
    """One goal at 400 percent hides three that fail only where that is asked for."""
    children = [4.0, 0.0, 0.0, 0.0]
    assert 0.25 == p.roll_up(children).fraction
    assert 1.0 == p.roll_up(children, clamp=False).fraction
    assert 1.0 == p.roll_up(children).raw


def test_nothing_rolls_up_to_nothing() -> None:
    """No goals have no coverage, no fraction and no status of their own."""
    found = p.roll_up([])
    assert (None, None, None, "no_data") == (found.fraction, found.raw, found.coverage, found.status)
    assert p.mean([]) is None
    assert p.weighted_mean([1], [0]) is None


def test_weights_go_with_values() -> None:
    """There is one weight for each goal, none below nought."""
    assert 0.75 == p.roll_up([0.5, 1.0], weights=[1, 1]).fraction
    for weights in ([1], [1, -1]):
        with pytest.raises(InvalidValueError, match="weights"):
            p.weighted_mean([1, 2], weights)
    with pytest.raises(InvalidValueError, match="children"):
        p.roll_up([float("nan")])


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["green", "red", "yellow"], "red"),
        (["on_track", "no_data", None], "on_track"),
        (["too_early", "no_data"], "too_early"),
        ([None], None),
        (["green", "blue", "orange", "amber"], "orange"),
        (["on_track", "at_risk", "missed"], "missed"),
    ],
)
def test_the_worst_wins(statuses: list[str | None], status: str | None) -> None:
    """States that judge nothing count only where there is nothing else."""
    assert status == p.worst(statuses)


def test_a_policy_orders_its_own_statuses() -> None:
    """Where a policy calls its worst band by a word that another uses for a better one, its order counts."""
    assert "behind" == p.worst(["behind", "on_track"], by=p.policy("planview"))
    mine = p.StatusPolicy("mine", version="1", bands=[("fine", 0.5), ("act", None)])
    assert "act" == p.worst(["achieved", "act", "fine"], by=mine)
    with pytest.raises(InvalidValueError, match="give the policy"):
        p.worst(["fine", "act"])


def test_the_latest_wins_over_check_ins() -> None:
    """Empty check-ins are passed over."""
    assert "yellow" == p.latest(["green", "yellow", None])
    assert p.latest([]) is None


def test_scores_average_and_achievement_is_of_all() -> None:
    """A series that is done scores 5; the whole is done only when every series is."""
    assert "on_track" == p.statcan_category([0, 1], achieved=[True, False])
    assert "target_achieved" == p.statcan_category([0, 1], achieved=[True, True])
    assert p.statcan_mean([]) is None
    assert p.statcan_category([]) is None
    with pytest.raises(InvalidValueError, match="achieved"):
        p.statcan_mean([1], achieved=[])


def test_attainment_is_a_standard_score() -> None:
    """What was expected is 50; no weights, or none that count, are equal weights."""
    assert 50 == p.gas_tscore([0, -1, 1])
    assert p.gas_tscore([1, 0]) == p.gas_tscore([1, 0], weights=[0, 0])
    assert p.gas_tscore([1, 0], weights=[3, 1]) > p.gas_tscore([1, 0])
    assert p.gas_tscore([]) is None
    with pytest.raises(InvalidValueError, match="-2 to 2"):
        p.gas_tscore([3])
    with pytest.raises(InvalidValueError, match="rho"):
        p.gas_tscore([1], rho=2)


def test_levels_of_attainment_rise_or_fall() -> None:
    """The highest level that is met counts, whichever way is better."""
    assert [-2, -1, 2] == [p.attainment_level(value, levels=[60, 70, 80, 90]) for value in (59, 60, 95)]
    assert 1 == p.attainment_level(5, levels=[8, 7, 6, 4])
    for levels in ([1, 2, 3], [1, 3, 2, 4]):
        with pytest.raises(InvalidValueError, match="levels"):
            p.attainment_level(1, levels=levels)


def test_all_goals_together_are_less_probable_than_any() -> None:
    """The product if they are independent; the least probable one is the highest it can be."""
    assert 0.4 == pytest.approx(p.joint_probability([0.5, 0.8]))
    assert 0.5 == p.joint_probability([0.5, 0.8], independent=False)
    assert p.joint_probability([]) is None
    with pytest.raises(InvalidValueError, match="probabilities"):
        p.joint_probability([1.2])


def test_unlike_units_have_no_sum() -> None:
    """Kronor and customers are refused; progress can be averaged instead."""
    sek = Unit.currency("SEK")
    assert Quantity(3, sek) == p.total([Quantity(1, sek), Quantity(2, sek)])
    assert p.total([]) is None
    with pytest.raises(UnitMismatchError):
        p.total([Quantity(1, sek), Quantity(1, Unit.count("customer"))])


def test_ratios_are_pooled_by_their_parts() -> None:
    """A small group does not weigh as much as a large one."""
    assert 91 / 110 == p.pooled_ratio([(1, 10), (90, 100)])
    assert p.pooled_ratio([]) is None


def test_trees_roll_up_from_their_leaves() -> None:
    """Coverage counts leaves one by one, and a circle is named."""
    tree = {"all": ["shop", "web"], "web": ["a", "b", "c"]}
    found = p.roll_up_tree(tree, {"shop": 1.0, "a": 2.0, "b": 0.0}, weights={"web": 3.0})
    assert (0.625, 4, 3) == (found["all"].fraction, found["all"].count, found["all"].known)
    assert 1.0 == found["all"].raw
    assert {"all", "web"} == set(found)
    with pytest.raises(InvalidValueError, match="a > b > a"):
        p.roll_up_tree({"a": ["b"], "b": ["a"]}, {})
