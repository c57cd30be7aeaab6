"""Rates of growth, and the pace methods of statistics offices."""

from __future__ import annotations

import pytest

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError


def test_growth_needs_one_sign_and_time() -> None:
    """From zero, across zero and on no time there is no growth rate."""
    assert p.cagr(0, 5, years=1) is None
    assert p.cagr(-1, 5, years=1) is None
    assert p.cagr(1, 5, years=0) is None
    assert p.cagr(1, 10, years=1 / 365) is None  # the rate is beyond any number
    assert 1.0 == p.cagr(-1, -2, years=1)
    assert p.arr_continuous(0, 1, years=1) is None
    assert p.percent_reduction(0, 1) is None


def test_two_definitions_of_reduction_differ() -> None:
    """The logarithmic rate is larger than the geometric one, so each says which it is."""
    assert 15.667 == pytest.approx(p.arr_continuous(48, 30, years=3), abs=1e-3)
    assert -0.14501 == pytest.approx(p.cagr(48, 30, years=3), abs=1e-5)


def test_the_average_annual_rate_is_a_slope() -> None:
    """A series that falls at one rate has that rate, whatever its gaps."""
    years = [2000, 2003, 2010]
    assert 5 == pytest.approx(p.aarr(years, [40 * 0.95 ** (year - 2000) for year in years]))
    assert p.aarr([2000, 2000], [1, 2]) is None
    with pytest.raises(InvalidValueError, match="above 0"):
        p.aarr([2000, 2001], [1, 0])
    with pytest.raises(InvalidValueError, match="2 years"):
        p.aarr([2000, 2001], [1])


def test_growth_ratio_and_linear_ratio_may_disagree() -> None:
    """A falling goal may be ahead of the line and behind the curve."""
    given = {"baseline": 10, "target": 5, "elapsed": 5, "duration": 15}
    assert 1 < p.linear_rate_ratio(8.2, **given).ratio
    assert 0.95 > p.cagr_ratio(8.2, direction="decrease", **given).ratio


def test_zeros_are_replaced_and_flagged() -> None:
    """Growth from or to zero is asked of 0.001, which changes the answer, so it is said."""
    assert p.cagr_ratio(1, baseline=0, target=5, elapsed=1, duration=2, direction="increase").replaced
    assert not p.cagr_ratio(2, baseline=1, target=5, elapsed=1, duration=2, direction="increase").replaced


def test_a_change_of_sign_is_not_assessable() -> None:
    """Growth across zero has no rate."""
    found = p.cagr_ratio(-1, baseline=1, target=5, elapsed=1, duration=2, direction="increase")
    assert (None, None) == (found.observed, found.ratio)
    assert p.Trend(None, 1.0, None) == p.trend_only(-1, baseline=1, elapsed=1, direction="increase")
    flat = p.cagr_ratio(2, baseline=5, target=5, elapsed=1, duration=2, direction="increase")
    assert flat.ratio is None


def test_a_target_met_is_said() -> None:
    """The comparison with the target stands beside the ratio."""
    assert p.cagr_ratio(6, baseline=1, target=5, elapsed=1, duration=2, direction="increase").achieved


@pytest.mark.parametrize(("baseline", "scale"), [(100, 0.0), (0, 1.0), (200, 1.0), (300, 1.0)])
def test_thresholds_shrink_near_a_limit(baseline: float, scale: float) -> None:
    """At the limit nothing more is asked for; far from it, on either side, everything."""
    assert scale == p.limit_scale(baseline, limit=100)


def test_thresholds_grow_again_beyond_a_limit() -> None:
    """A value above a limit it should fall to is measured from the other side."""
    assert p.limit_scale(90, limit=100) == p.limit_scale(110, limit=100)
    assert 1.0 == p.limit_scale(90, limit=None)
    assert 1.0 == p.limit_scale(0, limit=0)


@pytest.mark.parametrize(
    ("growth", "scale", "score"),
    [
        (-0.03, 1, -5),
        (-0.01, 1, -3.75),
        (0.005, 1, 0),
        (0.02, 1, 5),
        (0.5, 1, 5),
        (0.01, 0.5, 5),
        (0, 0, 5),
        (-0.02, 0, -5),
    ],
)
def test_trends_are_scored_on_straight_lines(growth: float, scale: float, score: float) -> None:
    """The lines are clamped, shrink with the limit's scale, and at the limit itself standing still is enough."""
    assert score == pytest.approx(p.trend_score(growth, scale=scale))


@pytest.mark.parametrize(("ratio", "score"), [(-1, -5), (-0.6, -5), (0, -2.5), (0.6, 0), (1.3, 5), (9, 5)])
def test_ratios_are_scored_on_straight_lines(ratio: float, score: float) -> None:
    """Straight lines through three points, clamped."""
    assert score == pytest.approx(p.statcan_score(ratio))


def test_extrapolation_follows_growth() -> None:
    """Within one of nought or a hundred percent counts as reached; without growth there is no value."""
    given = {"baseline": 90, "target": 100, "elapsed": 5, "duration": 15}
    assert p.extrapolated_ratio(99.2, percent=True, **given).reached
    assert not p.extrapolated_ratio(99.2, **given).reached
    assert p.extrapolated_ratio(-1, **given).value is None
    assert p.extrapolated_ratio(6, baseline=5, target=5, elapsed=1, duration=2).ratio is None
