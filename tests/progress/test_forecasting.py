"""The mixture behind `forecast(method="auto")`: what it says, what it promises, and how honest it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import inf, nan
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.model.metric import Direction, MetricKind
from smartgoals.progress import Forecast, Limit, forecast
from smartgoals.progress.season import seasonal_offsets

NUMBER = st.floats(-1e4, 1e4).map(lambda x: round(x, 3))
SERIES = st.lists(NUMBER, min_size=2, max_size=30)
COUNTS = st.lists(st.floats(0, 1e4).map(lambda x: round(x, 3)), min_size=2, max_size=30)
AHEAD = st.floats(0.1, 20)
WAYS = st.sampled_from(["increase", "decrease"])

VISITS = [310, 325, 318, 340, 355, 349, 362, 371, 365, 380, 391, 388]
SHARE = [12.1, 11.8, 12.6, 11.9, 12.3, 11.7, 12.2, 12.0]
SALES = [20, 31, 44, 25, 22, 33, 47, 27, 23, 36, 50, 28, 25, 37, 54, 30]
TOTAL = [0, 14, 25, 41, 52, 70, 83, 99, 111]


def total(counts: Sequence[float]) -> list[float]:
    """The count to date after each period."""
    sums = [0.0]
    for count in counts:
        sums.append(sums[-1] + count)
    return sums


# --------------------------------------------------------------------------- what it says
@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (
            {"times": range(12), "values": VISITS, "at": 15, "target": 430},
            (407.8981, 376.0718, 442.4177, 0.1827, 0.1919),
        ),
        (
            {"times": range(8), "values": SHARE, "at": 11, "target": 11.5, "direction": "decrease"},
            (12.0536, 10.9806, 13.2314, 0.2347, 0.351),
        ),
        (
            {"times": range(16), "values": SALES, "at": 18, "target": 55, "season": 4},
            (55.8114, 53.1857, 58.5667, 0.6736, 0.6736),
        ),
        (
            {"times": range(9), "values": TOTAL, "at": 14, "target": 190, "kind": "cumulative"},
            (194.6624, 177.9522, 215.5431, 0.6491, 0.6491),
        ),
        (
            {"times": [0, 1, 2, 5, 6, 9], "values": [5, 6, 4, 7, 8, 7], "at": 12, "target": 9},
            (6.844, 3.5894, 13.0496, 0.2685, 0.4167),
        ),
        ({"times": [0, 1], "values": [40, 44], "at": 4, "target": 60}, (44.8995, 30.1157, 59.6833, 0.0965, 0.1272)),
    ],
)
def test_forecasts_of_small_series_are_as_agreed(ask: dict[str, object], expected: tuple[float, ...]) -> None:
    """Any change of the numbers is a visible difference."""
    said = forecast(**ask)  # type: ignore[arg-type]
    found = (said.value, said.low, said.high, said.probability_at, said.probability_by)
    assert expected == tuple(round(number, 4) for number in found)  # type: ignore[arg-type]


def test_a_season_is_seen_once_it_has_come_twice() -> None:
    """The forecast for a high season lies near the high seasons; without the season it does not."""
    at_peak = forecast(range(16), SALES, at=18, season=4)
    assert 52 < at_peak.value < 60
    assert forecast(range(16), SALES, at=18).value < 48
    assert Limit.SEASON_UNSEEN in forecast(range(6), SALES[:6], at=8, season=4).limits
    young = [20, 31, 44, 25, 20, 31, 44]
    assert forecast(range(7), young, at=8, season=4).value < forecast(range(7), young, at=8).value - 5


def test_no_pattern_is_made_of_chance() -> None:
    """Places that differ no more than readings of one place give no season."""
    random = Random(3)
    assert None is seasonal_offsets([1.0] * 12, 4)
    assert None is seasonal_offsets([1.0, 2, 1, 2, 1], 4)
    flat = sum(seasonal_offsets([random.gauss(0, 1) for _ in range(24)], 4) is None for _ in range(200))
    assert flat > 80
    assert [0.0, 0.0] == [round(sum(seasonal_offsets(SALES, size) or [0]), 9) for size in (3, 4)]


def test_a_season_needs_even_times() -> None:
    """With uneven times the season is left out, which the limits tell, for levels and totals."""
    times = [0, 1, 2, 5, 6, 7, 11, 12, 13]
    for kind in ("level", "cumulative"):
        assert Limit.UNEVEN_TIMES in forecast(times, TOTAL, at=15, season=4, kind=kind).limits


def test_a_seasonal_total_counts_on_the_season() -> None:
    """A total grows by the high season when that is what lies ahead."""
    sums = total(SALES)
    ahead = [forecast(range(17), sums, at=16 + k, season=4, kind="cumulative").value - sums[-1] for k in (1, 2, 3, 4)]
    steps = [b - a for a, b in zip([0, *ahead], ahead, strict=False)]
    assert max(steps) == steps[2]
    assert Limit.SEASON_UNSEEN in forecast(range(7), sums[:7], at=9, season=4, kind="cumulative").limits
    half = forecast(range(17), sums, at=18.5, season=4, kind="cumulative").value - sums[-1]
    assert ahead[1] < half < ahead[2]


def test_months_of_unlike_length_are_even() -> None:
    """Month ends count as even steps, so that the same season is seen as with numbered months."""
    month_ends = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
    days = [end + 365 * year for year in range(2) for end in month_ends]
    values = [100 + 20 * (k % 12 > 8) + k % 3 for k in range(24)]
    by_day = forecast(days, values, at=days[-1] + 31, season=365)
    by_number = forecast(range(24), values, at=24, season=12)
    assert by_number.value == pytest.approx(by_day.value, rel=0.01)


def test_a_steady_total_goes_straight_on() -> None:
    """Ten a step stay ten a step, with no growth added."""
    said = forecast(range(6), [0, 10, 20, 30, 40, 50], at=8, target=75, kind="cumulative")
    assert 80 == pytest.approx(said.value)
    assert said.reached_at == pytest.approx(7.5, abs=0.05)
    assert said.low > 50
    assert said.probability_by == said.probability_at > 0.8


def test_a_total_that_fell_may_fall_again() -> None:
    """Corrections downwards are told, and the interval may lie below the present total."""
    said = forecast(range(5), [0, 10, 5, 12, 6], at=7, target=3, kind="cumulative")
    assert Limit.TOTAL_FELL in said.limits
    assert said.low < 6
    down = forecast(range(4), [9, 6, 4, 1], at=5, target=0, kind="cumulative", direction="decrease")
    assert down.probability_at > 0.5


def test_readings_that_never_moved_are_no_proof() -> None:
    """Equal readings give their value with an interval of one hundredth, and say so."""
    said = forecast(range(4), [50, 50, 50, 50], at=6, target=90)
    assert 50 == pytest.approx(said.value)
    assert Limit.NO_MOVEMENT in said.limits
    assert 45 < said.low < 50 < said.high < 55
    assert said.probability_at < 0.01
    nothing = forecast(range(4), [0, 0, 0, 0], at=6, target=9)
    assert (0.0, 0.0, 0.0, 0.0) == (nothing.value, nothing.low, nothing.high, nothing.probability_at)
    never = forecast(range(4), [0, 0, 0, 0], at=6, target=9, kind="cumulative")
    assert (0.0, 0.0, 0.0) == (never.value, never.high, never.probability_at)
    assert Limit.NO_MOVEMENT in never.limits
    assert Limit.NO_MOVEMENT in forecast(range(4), [-5, -5, -5, -5], at=6).limits


def test_what_was_never_negative_stays_so() -> None:
    """Counts of zero and above are not forecast below zero, and a target of zero or less is then met or unmeetable."""
    said = forecast(range(6), [9, 5, 6, 2, 1, 0], at=12, target=0)
    assert 0 <= said.low <= said.value
    assert 1.0 == said.probability_at
    assert 0.0 == forecast(range(6), [9, 5, 6, 2, 1, 0], at=12, target=-1, direction="decrease").probability_at
    assert 1.0 == forecast(range(6), [9, 8, 9, 8, 9, 8], at=12, target=-1).probability_at
    assert 0.0 == forecast(range(6), [9, 8, 9, 8, 9, 8], at=12, target=0, direction="decrease").probability_at


def test_the_last_reading_is_known() -> None:
    """Asked about the time of the last reading, the answer is that reading, met or not."""
    met = forecast(range(4), [1, 2, 4, 5], at=3, target=5)
    assert (5, 5, 5, 1.0, 1.0, 3) == (
        met.value,
        met.low,
        met.high,
        met.probability_at,
        met.probability_by,
        met.reached_at,
    )
    missed = forecast(range(4), [1, 2, 4, 5], at=3, target=6)
    assert (0.0, None) == (missed.probability_at, missed.reached_at)
    assert None is forecast(range(4), [1, 2, 4, 5], at=3).probability_at
    assert (Limit.AT_LAST_READING,) == met.limits


def test_the_limits_tell_of_short_histories_and_far_horizons() -> None:
    """Fewer than six readings, and looking further ahead than back, are told."""
    assert (Limit.SHORT_HISTORY, Limit.FAR_HORIZON) == forecast(range(5), VISITS[:5], at=9).limits
    assert () == forecast(range(6), VISITS[:6], at=8).limits


def test_the_time_of_reaching_lies_between_its_bounds() -> None:
    """A rising series reaches a near target within the horizon, a far one not."""
    near = forecast(range(12), VISITS, at=20, target=400)
    assert 11 < near.reached_low < near.reached_at <= 20
    far = forecast(range(12), VISITS, at=20, target=4000)
    assert (None, None, None) == (far.reached_low, far.reached_at, far.reached_high)
    assert 11 == forecast(range(12), VISITS, at=20, target=380).reached_at
    sure = forecast(range(9), TOTAL, at=18, target=130, kind="cumulative")
    assert sure.reached_low < sure.reached_at < sure.reached_high
    falling = forecast(range(12), VISITS[::-1], at=20, target=300, direction="decrease")
    assert falling.reached_low < falling.reached_at
    within = forecast(range(12), VISITS, at=11.5, target=389)
    assert within.probability_by == within.probability_at


def test_a_forecast_reads_as_a_line() -> None:
    """Printed, it says value, interval and chance, or why there is none."""
    assert "5 at 2" == str(Forecast(method="ols", at=2, level=0.8, readings=3, value=5))
    assert "no forecast for 2: too_few_readings" == str(forecast([0], [1], at=2))
    assert "80% between" in str(forecast(range(12), VISITS, at=15))
    ends = {target: str(forecast(range(12), VISITS, at=15, target=target)) for target in (0, 200, 400, 4000)}
    shown = {target: text.rpartition("met with ")[2] for target, text in ends.items()}
    assert {0: "100%", 200: ">99%", 400: "64%", 4000: "<1%"} == shown


def test_words_of_the_model_are_taken() -> None:
    """Members of the model's enums serve as direction and kind; a ratio is forecast as a level."""
    by_enum = forecast(range(12), VISITS, at=15, target=400, direction=Direction.INCREASE, kind=MetricKind.RATIO)
    assert forecast(range(12), VISITS, at=15, target=400) == by_enum


def test_long_series_are_taken() -> None:
    """Two thousand readings are a forecast like any other, and only their end is replayed."""
    random = Random(5)
    values = total([random.gauss(0.1, 1) for _ in range(2000)])
    said = forecast(range(2001), values, at=2010)
    assert abs(said.value - values[-1]) < 5
    counted = forecast(range(2001), [float(k) for k in range(2001)], at=2010, kind="cumulative")
    assert 2010 == pytest.approx(counted.value)


# --------------------------------------------------------------------------- what it promises
@given(SERIES, AHEAD, NUMBER, WAYS, st.sampled_from([None, 2, 4]))
def test_no_answer_contradicts_itself(
    values: list[float], ahead: float, target: float, direction: str, season: float | None
) -> None:
    """Interval, value and both chances of a level agree, whatever is asked."""
    said = forecast(
        range(len(values)), values, at=len(values) - 1 + ahead, target=target, direction=direction, season=season
    )
    assert said.low <= said.value <= said.high
    assert 0 <= said.probability_at <= said.probability_by <= 1
    at_or_above = said.probability_at if direction == "increase" else 1 - said.probability_at
    if said.low < said.high:
        assert target <= said.high or at_or_above <= 0.1 + 1e-9
        assert target >= said.low or at_or_above >= 0.9 - 1e-9
    if said.reached_at is not None and said.reached_at > len(values) - 1:
        assert said.probability_by >= 0.5 - 1e-9


@given(COUNTS, AHEAD, st.floats(0, 4), WAYS)
def test_no_total_contradicts_itself(counts: list[float], ahead: float, factor: float, direction: str) -> None:
    """A count to date is never forecast below what it is, and what is reached stays reached."""
    sums = total(counts)
    target = sums[-1] * factor
    said = forecast(
        range(len(sums)), sums, at=len(counts) + ahead, target=target, kind="cumulative", direction=direction
    )
    assert sums[-1] <= said.low <= said.value <= said.high
    assert 0 <= said.probability_at <= said.probability_by <= 1
    if direction == "increase":
        assert said.probability_by == pytest.approx(said.probability_at, abs=0.02)
        assert target > sums[-1] or said.probability_at == 1


@given(SERIES, AHEAD, NUMBER, NUMBER, st.sampled_from(["level", "cumulative"]))
def test_a_harder_target_is_never_likelier(
    values: list[float], ahead: float, one: float, other: float, kind: str
) -> None:
    """Both chances fall, or stay, as the target rises."""
    easy, hard = sorted((one, other))
    ask = {"at": len(values) - 1 + ahead, "kind": kind}
    first = forecast(range(len(values)), values, target=easy, **ask)
    second = forecast(range(len(values)), values, target=hard, **ask)
    assert second.probability_at <= first.probability_at
    assert second.probability_by <= first.probability_by + 1e-12


@given(SERIES, AHEAD, st.floats(0.05, 0.9), st.floats(0.05, 0.9))
def test_a_higher_level_is_a_wider_interval(values: list[float], ahead: float, one: float, other: float) -> None:
    """An interval that holds more is no narrower, and the value does not move."""
    low, high = sorted((one, other))
    narrow = forecast(range(len(values)), values, at=len(values) - 1 + ahead, level=low)
    wide = forecast(range(len(values)), values, at=len(values) - 1 + ahead, level=high)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert narrow.value == wide.value


@given(SERIES, AHEAD, st.randoms(use_true_random=False), st.sampled_from(["level", "cumulative"]))
def test_the_order_of_readings_does_not_matter(values: list[float], ahead: float, random: Random, kind: str) -> None:
    """Shuffled readings give the same forecast."""
    pairs = [*enumerate(values)]
    at = len(values) - 1 + ahead
    straight = forecast([t for t, _ in pairs], [v for _, v in pairs], at=at, target=5, kind=kind)
    random.shuffle(pairs)
    assert straight == forecast([t for t, _ in pairs], [v for _, v in pairs], at=at, target=5, kind=kind)


@given(SERIES, AHEAD, st.integers(-8, 8), NUMBER, st.sampled_from(["level", "cumulative"]))
def test_another_unit_gives_the_same_forecast(
    values: list[float], ahead: float, power: int, target: float, kind: str
) -> None:
    """Thousands instead of ones: value and interval are scaled, the chances stay."""
    assume(max(values) != min(values))
    factor, at = 2.0**power, len(values) - 1 + ahead
    one = forecast(range(len(values)), values, at=at, target=target, kind=kind)
    other = forecast(range(len(values)), [value * factor for value in values], at=at, target=target * factor, kind=kind)
    size = 1e-6 * (abs(one.low) + abs(one.high)) * factor
    assert [one.low * factor, one.value * factor, one.high * factor] == pytest.approx(
        [other.low, other.value, other.high], abs=size
    )
    assert one.probability_at == pytest.approx(other.probability_at, abs=1e-6)


@given(SERIES, AHEAD, st.integers(-3, 6), st.integers(-1000, 1000))
def test_another_unit_of_time_gives_the_same_forecast(
    values: list[float], ahead: float, power: int, start: int
) -> None:
    """Days instead of weeks, counted from another day: the same forecast."""
    factor, last = 2.0**power, len(values) - 1
    one = forecast(range(len(values)), values, at=last + ahead)
    other = forecast([start + factor * k for k in range(len(values))], values, at=start + factor * (last + ahead))
    assert one.value == pytest.approx(other.value, rel=1e-6, abs=1e-6)
    assert one.high - one.low == pytest.approx(other.high - other.low, rel=1e-6, abs=1e-6)


@given(
    st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=8),
    st.floats(-1e100, 1e100),
    st.sampled_from(["level", "cumulative"]),
)
def test_extreme_numbers_never_crash(values: list[float], target: float, kind: str) -> None:
    """Anything up to 1e100 either way gives numbers that are numbers."""
    said = forecast(range(len(values)), values, at=len(values) + 1, target=target, kind=kind)
    if len(values) > 1:
        numbers = (said.value, said.low, said.high, said.probability_at, said.probability_by)
        assert all(number == number and abs(number) < inf for number in numbers)  # noqa: PLR0124 - NaN differs from itself


# --------------------------------------------------------------------------- how honest it is
def walk(random: Random) -> list[float]:
    """A random walk with drift."""
    values, drift = [100.0], random.gauss(0, 0.5)
    for _ in range(30):
        values.append(values[-1] + random.gauss(drift, 1))
    return values


def noise_round_trend(random: Random) -> list[float]:
    """Autocorrelated noise round a line."""
    slope, state, values = random.gauss(0, 0.3), 0.0, []
    for k in range(31):
        state = 0.5 * state + random.gauss(0, 1)
        values.append(50 + slope * k + state)
    return values


def poisson_total(random: Random) -> list[float]:
    """A count to date whose rate wanders."""
    rate, counts = 20.0, []
    for _ in range(30):
        rate *= 1 + random.gauss(0, 0.05)
        counts.append(float(sum(random.random() < rate / 200 for _ in range(200))))
    return total(counts)


@pytest.mark.parametrize(
    ("make", "kind"), [(walk, "level"), (noise_round_trend, "level"), (poisson_total, "cumulative")]
)
def test_four_in_five_outcomes_fall_inside_the_interval(make: Callable[[Random], list[float]], kind: str) -> None:
    """On made-up series of three kinds the 80 % interval holds between 70 and 93 % of what comes."""
    random = Random(11)
    inside = 0
    for _ in range(300):
        count, series = random.randint(8, 24), make(random)
        said = forecast(range(count), series[:count], at=count + 5, kind=kind)
        inside += said.low <= series[count + 5] <= said.high
    assert 0.70 <= inside / 300 <= 0.93


# --------------------------------------------------------------------------- what it refuses
@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ({"values": [1, 2]}, "one value for each time"),
        ({"values": [1, 2, nan]}, r"values\[2\].*not finite"),
        ({"values": [1, 2, inf]}, r"values\[2\].*not finite"),
        ({"values": [1, 2, True]}, r"values\[2\].*no number"),
        ({"values": [1, 2, "3"]}, r"values\[2\].*no number"),
        ({"values": [1, 2, 1e101]}, r"values\[2\].*beyond 1e100"),
        ({"values": [1, 2, 10**400]}, r"values\[2\].*too large"),
        ({"times": [0, 1, 1]}, "comes twice"),
        ({"times": [2, 0, nan]}, r"times\[2\]"),
        ({"at": 1.5}, "is before the last reading, at 2"),
        ({"at": nan}, "at"),
        ({"at": None}, "no number"),
        ({"target": inf}, "target"),
        ({"direction": "maintain"}, "is no way to go"),
        ({"kind": "binary"}, "is no kind of reading"),
        ({"level": 1}, "between 0 and 1"),
        ({"level": 80}, "between 0 and 1"),
        ({"season": 0}, "season"),
        ({"season": nan}, "season"),
        ({"method": "magic"}, "'auto' or one of two_point"),
    ],
)
def test_a_question_without_sense_is_refused(ask: dict[str, object], words: str) -> None:
    """Each refusal names the field, what is wrong, and what to give."""
    with pytest.raises(InvalidValueError, match=words):
        forecast(**{"times": [0, 1, 2], "values": [1, 2, 3], "at": 4, **ask})  # type: ignore[arg-type]


def test_decimals_are_numbers() -> None:
    """Exact decimals, as goals keep them, are read as floats."""
    assert forecast(range(3), [1.5, 2.5, 3.0], at=4) == forecast(
        range(3), [Decimal("1.5"), Decimal("2.5"), Decimal(3)], at=4
    )


def test_no_readings_are_a_state() -> None:
    """Nothing read is answered, not refused."""
    assert (Limit.TOO_FEW_READINGS,) == forecast([], [], at=4).limits
