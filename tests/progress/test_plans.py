"""Plans in money and time, cuts of emissions, and simulated runs."""

from __future__ import annotations

import pytest

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError


def test_indices_need_something_to_divide_by() -> None:
    """Nothing planned, nothing spent and nothing left are no indices."""
    assert p.spi(1, 0) is None
    assert p.cpi(1, 0) is None
    assert 75 == p.eac_atypical(100, ac=5, ev=30)
    assert p.tcpi(100, ev=10, ac=100) is None
    assert p.eac_combined(100, ac=1, ev=1, cpi=0, spi=1) is None
    found = p.earned_value(100, pv=10, ev=5, ac=0)
    assert (None, None, None) == (found.eac, found.etc, found.vac)


def test_periods_are_counted_from_one() -> None:
    """Before the first period nothing has come together."""
    assert 0 == p.cumulate([1, 2], period=0)
    with pytest.raises(InvalidValueError, match="period"):
        p.cumulate([1, 2], period=3)


def test_earned_schedule_stays_honest_where_money_does_not() -> None:
    """A plan finished late has an index of 1 in money and less in time."""
    found = p.earned_schedule([10, 30, 60], ev=60, at=4)
    assert 1 == found.money_spi
    assert 0.75 == found.spi
    assert 4 == found.ieac


def test_earned_schedule_has_edges() -> None:
    """Nothing earned is the start, a level end is reached where it begins, and at the start there is no index."""
    assert 0 == p.earned_schedule([10, 20], ev=0, at=1).es
    assert 0 == p.earned_schedule([10, 20], ev=-5, at=1).es
    assert 2 == p.earned_schedule([10, 20, 20], ev=20, at=1).es
    assert p.earned_schedule([10, 20], ev=5, at=0).spi is None
    assert p.earned_schedule([10, 20], ev=0, at=1).ieac is None
    assert 3 == p.earned_schedule([10, 20], ev=20, at=3, duration=2).ieac
    for plan in ([], [2, 1]):
        with pytest.raises(InvalidValueError, match="does not rise"):
            p.earned_schedule(plan, ev=1, at=1)


def test_no_pace_is_enough_after_the_end() -> None:
    """The to-complete index ends with the plan."""
    assert 2 == p.tspi(10, at=8, es=6)
    assert p.tspi(10, at=10, es=6) is None


def test_cuts_follow_the_rule_of_their_standard() -> None:
    """A base year after 2020 counts as 2020; allowances do not fall below nothing."""
    assert 42 == pytest.approx(p.sbti_required_reduction(2030, base_year=2022))
    assert p.annual_reduction_rate(0.42, base_year=2030, end_year=2030) is None
    assert 0.042 == pytest.approx(p.annual_reduction_rate(0.42, base_year=2020, end_year=2030))
    assert 0 == p.linear_allowance(100, rate=10, years=11)
    assert 0 == p.compound_allowance(100, rate=120, years=2)


RUNS = {3: 1, 4: 2, 5: 4, 6: 2, 7: 1}


def test_percentiles_read_from_either_end() -> None:
    """To be surer is a later day, and a smaller number."""
    assert [3, 4, 5, 7] == [p.when_percentile(RUNS, percent) for percent in (10, 30, 70, 100)]
    assert [7, 6, 5, 3] == [p.how_many_percentile(RUNS, percent) for percent in (10, 30, 70, 100)]
    assert p.when_percentile({}, 50) is None
    with pytest.raises(InvalidValueError, match="percent"):
        p.when_percentile(RUNS, 0)
    with pytest.raises(InvalidValueError, match="below 0"):
        p.when_percentile({1: -1}, 50)


def test_likelihoods_count_runs() -> None:
    """Without runs nothing is likely or unlikely, unless a convention is asked for."""
    assert 30 == p.when_likelihood(RUNS, 4)
    assert 30 == p.how_many_likelihood(RUNS, 6)
    assert p.when_likelihood({}, 4) is None
    assert 0 == p.how_many_likelihood({}, 4, empty=0.0)


def test_all_parts_are_done_later_than_any() -> None:
    """The distribution functions are multiplied; parts without runs do not count."""
    assert {2: 5, 4: 5} == p.joint_completion({2: 10}, {1: 5, 4: 5}, {})
    assert {} == p.joint_completion({}, {})
