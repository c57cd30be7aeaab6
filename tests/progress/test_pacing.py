"""How fast: ratios, rates, lines and buffers."""

from __future__ import annotations

import pytest

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError


def test_there_is_no_ratio_while_nothing_is_expected() -> None:
    """The gap is told all the same."""
    assert p.Pace(ratio=None, gap=0.1) == p.linear_ratio(0.1, expected=0)


def test_one_number_has_three_names() -> None:
    """On a straight line, fraction over expected is the rate so far over the rate required."""
    found = p.linear_rate_ratio(50, baseline=40, target=80, elapsed=7, duration=15)
    assert found.fraction / found.expected == pytest.approx(found.ratio)


def test_rates_need_time_and_a_way() -> None:
    """On no time, and without a way, there is no rate to compare."""
    found = p.linear_rate_ratio(50, baseline=40, target=80, elapsed=0, duration=0)
    assert (None, None, None, None) == (found.actual, found.required, found.ratio, found.expected)
    assert p.linear_rate_ratio(5, baseline=4, target=4, elapsed=1, duration=2).ratio is None


def test_no_rate_leads_there_at_the_deadline() -> None:
    """At and after the deadline the required rate is not infinite, it does not exist."""
    assert p.required_from_now(50, target=80, left=0) is None
    assert p.required_from_now(50, target=80, left=-1) is None
    assert -3 == p.lead_time(5, elapsed=8)


def test_plans_are_compared_to_date_and_by_window() -> None:
    """Both are counted from where the plan starts; an empty plan has no ratio."""
    assert 0.9 == p.cumulative_to_plan(190, planned=200, baseline=100)
    assert p.cumulative_to_plan(1, planned=0) is None
    assert p.window_ratio([], planned=[]) is None
    with pytest.raises(InvalidValueError, match="2 actuals"):
        p.window_ratio([1, 2], planned=[1])


def test_the_best_stretch_is_at_least_so_long() -> None:
    """A jump from one day to the next is no pace; down is best when down is the way."""
    assert 1.0 == p.best_rate([0, 1, 10, 20], [0, 9, 10, 12], least=10)
    assert -1.0 == p.best_rate([0, 10], [10, 0], least=30, upward=False)
    assert 9.0 == p.best_rate([0, 1, 10], [0, 9, 10], least=0)
    assert p.best_rate([5], [1], least=1) is None
    with pytest.raises(InvalidValueError, match="2 days"):
        p.best_rate([0, 1], [1], least=1)


def test_lines_pass_through_their_points() -> None:
    """Before the first and after the last the line is level; at a jump the later point holds."""
    points = [(0, 0), (10, 10), (10, 20), (20, 20)]
    assert [0, 5, 20, 20, 20] == [p.piecewise(points, at=day) for day in (-5, 5, 10, 15, 99)]
    assert p.step(points, at=-1) is None
    assert [0, 20] == [p.step(points, at=day) for day in (9, 10)]
    assert 1 == p.average_rate(points)
    assert p.average_rate([(0, 1)]) is None
    with pytest.raises(InvalidValueError, match="is empty"):
        p.piecewise([], at=0)
    with pytest.raises(InvalidValueError, match="do not rise"):
        p.step([(1, 0), (0, 0)], at=0)


def test_two_of_three_make_a_line() -> None:
    """The third follows from the other two, whichever they are."""
    whole = p.line(0, 10, end=100, end_value=60)
    assert whole == p.line(0, 10, end=100, rate=0.5) == p.line(0, 10, end_value=60, rate=0.5)
    assert -5 == whole.delta(30, at=50)
    for given in ({"end": 1}, {"end": 1, "end_value": 1, "rate": 1}):
        with pytest.raises(InvalidValueError, match="two of three"):
            p.line(0, 10, **given)
    with pytest.raises(InvalidValueError, match="never leads"):
        p.line(0, 10, end_value=60, rate=-1)
    with pytest.raises(InvalidValueError, match="not after the start"):
        p.line(5, 10, end=5, rate=1)


ROAD = [("2024-01-01", 0), ("2024-07-01", 182)]


@pytest.mark.parametrize(
    ("current", "days", "colour"),
    [(90, 0, "red"), (91, 1, "orange"), (92, 2, "blue"), (93, 3, "green"), (182, None, "green")],
)
def test_buffers_count_days_of_rest(current: float, days: int | None, colour: str) -> None:
    """The first day on the wrong side ends the buffer; what is right at the end has no such day."""
    found = p.buffer_days(current, at="2024-04-01", points=ROAD)
    assert (days, colour) == (found.days, found.colour)


def test_a_total_to_keep_low_presumes_more_to_come() -> None:
    """Without the presumption it would look safe for ever."""
    given = {"at": "2024-04-01", "points": ROAD, "direction": "decrease"}
    assert p.buffer_days(85, **given).days is None
    assert 7 == p.buffer_days(85, presumed_daily=2, **given).days
    assert 0 == p.buffer_days(85, wrong_yesterday=True, **given).days
