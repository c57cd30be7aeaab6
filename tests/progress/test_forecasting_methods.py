"""The textbook methods, against published numbers and what they promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import exp, inf, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.progress import (
    METHODS,
    Forecast,
    Limit,
    compound,
    compound_time,
    date_from_rate,
    drift,
    first_passage,
    fit_ols,
    fit_siegel,
    fit_theil_sen,
    forecast,
    holt,
    mean_rate,
    ols,
    periods_at_mean_rate,
    ses,
    siegel,
    simulate_how_many,
    simulate_when,
    smooth,
    smooth_growth,
    smooth_trend,
    theil_sen,
    throughput,
    two_point,
)

NORRIS_X = [0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5]  # fmt: skip
NORRIS_Y = [0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2]  # fmt: skip
OIL = [446.6565229, 454.4733065, 455.662974, 423.6322388, 456.2713279, 440.5880501, 425.3325201, 485.1494479, 506.0481621, 526.7919833, 514.268889, 494.2110193]  # fmt: skip
AIR = [17.5534, 21.8601, 23.8866, 26.9293, 26.8885, 28.8314, 30.0751, 30.9535, 30.1857, 31.5797, 32.577569, 33.477398, 39.021581, 41.386432, 41.596552]  # fmt: skip

NUMBER = st.floats(-1e4, 1e4).map(lambda x: round(x, 3))
SERIES = st.lists(NUMBER, min_size=6, max_size=20)


# --------------------------------------------------------------------------- published numbers
def test_least_squares_meets_the_certified_values_of_norris() -> None:
    """NIST's certified values for the Norris data set come out to eleven digits."""
    line = fit_ols(NORRIS_X, NORRIS_Y)
    found = (line.intercept, line.slope, line.residual_sd, line.r_squared, line.se_intercept, line.se_slope)
    certified = (
        -0.262323073774029,
        1.00211681802045,
        0.884796396144373,
        0.999993745883712,
        0.232818234301152,
        0.000429796848199937,
    )
    assert certified == pytest.approx(found, abs=1e-11)


def test_the_lines_intervals_are_those_of_the_textbook() -> None:
    """Confidence, prediction and slope intervals follow from their standard errors."""
    line = fit_ols([0, 1, 2, 3, 4], [1, 2, 4, 4, 6])
    t = 2.3533634348018264  # two-sided 90 %, three degrees of freedom
    low, high = line.prediction(5, level=0.9)
    assert (line.at(5) - t * line.se_prediction(5), line.at(5) + t * line.se_prediction(5)) == pytest.approx(
        (low, high)
    )
    low, high = line.confidence(5, level=0.9)
    assert 2 * t * line.se_line(5) == pytest.approx(high - low)
    low, high = line.slope_interval(level=0.9)
    assert 2 * t * line.se_slope == pytest.approx(high - low)
    assert 0.5 == line.probability(5, target=line.at(5))
    assert line.probability(5, target=9) == pytest.approx(1 - line.probability(5, target=9, direction="decrease"))
    assert 2.0 == pytest.approx(line.reaches(line.at(2)))


def test_two_readings_make_a_line_but_no_interval() -> None:
    """With two readings everything that needs a residual is None."""
    line = fit_ols([0, 2], [1, 5])
    assert (2.0, 1.0, None) == (line.slope, line.intercept, line.residual_sd)
    gone = (line.se_slope, line.se_intercept, line.se_prediction(3), line.prediction(3), line.confidence(3))
    assert (None,) * 5 == gone
    assert None is line.slope_interval()
    assert None is line.probability(3, target=1)


def test_a_level_line_reaches_nothing_and_explains_nothing() -> None:
    """Equal readings have no R squared, and their line comes to no other value."""
    line = fit_ols([0, 1, 2], [4, 4, 4])
    assert (None, None) == (line.r_squared, line.reaches(5))
    assert (1.0, 0.0) == (line.probability(3, target=4), line.probability(3, target=5))


def test_theil_and_sen_meet_their_own_example() -> None:
    """Sen's example of 1968: slope 4, 93 % limits 26/7 and 35/8."""
    line = fit_theil_sen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], level=0.93)
    assert (4, 6, 4) == (line.slope, line.intercept_joint, line.intercept_separate)
    assert (26 / 7, 35 / 8) == pytest.approx((line.low_slope, line.high_slope))


def test_robust_lines_are_not_moved_by_a_wild_reading() -> None:
    """One reading of a thousand leaves both robust lines where they were, and moves least squares."""
    x, y = list(range(9)), [2.0 * k + 1 for k in range(9)]
    y[4] = 1000
    assert (2, 1) == (fit_theil_sen(x, y).slope, fit_theil_sen(x, y).intercept_joint)
    assert (2, 1) == (fit_siegel(x, y).slope, fit_siegel(x, y).intercept_joint)
    assert abs(fit_ols(x, y).at(8) - 17) > 50


def test_ties_count_in_sens_variance() -> None:
    """Several readings at one time are taken, and narrow nothing."""
    line = fit_theil_sen([0, 0, 1, 1, 2, 2], [0, 1, 2, 3, 4, 5])
    assert 2 == line.slope
    assert line.low_slope <= line.slope <= line.high_slope


def test_smoothing_meets_the_published_oil_and_air_figures() -> None:
    """The figures of Hyndman and Athanasopoulos, with the initial state that they fix."""
    assert 501.837461 == pytest.approx(smooth(OIL, alpha=0.6).at(3), abs=1e-4)
    state = smooth_trend(AIR, alpha=0.8, beta=0.2)
    assert [43.76, 45.59, 47.43, 49.27, 51.10] == pytest.approx([state.at(h) for h in (1, 2, 3, 4, 5)], abs=0.006)
    grown = smooth_growth(AIR, alpha=0.8, beta=0.2)
    assert [44.60, 47.24, 50.04, 53.01, 56.15] == pytest.approx([grown.at(h) for h in (1, 2, 3, 4, 5)], abs=0.006)


def test_drift_is_the_textbook_formula() -> None:
    """With unit steps the standard error is s sqrt(h (1 + h / (n - 1)))."""
    said = drift([0, 1, 2, 3, 4, 5], [0, 4, 7, 12, 15, 21], at=11, target=45)
    s = sqrt(sum((step - 4.2) ** 2 for step in (4, 3, 5, 3, 6)) / 4)
    assert (4.2, 46.2, s * sqrt(6 * (1 + 6 / 5)), 4) == pytest.approx((said.rate, said.value, said.scale, said.df))
    assert 0.5937461181584439 == pytest.approx(said.probability_at)


def test_the_growth_pace_compounds() -> None:
    """87 in 2017 and 88 in 2018 make 88 (88 / 87)^7 in 2025."""
    assert 88 * (88 / 87) ** 7 == pytest.approx(compound([2017, 2018], [87, 88], at=2025).value)


# --------------------------------------------------------------------------- when, and whether on the way
def test_first_passage_is_the_inverse_gaussian() -> None:
    """Known values, and by is never below at."""
    likely = first_passage(10, rate=1, sigma=2, horizon=12)
    assert (0.6135850036577762, 0.7246102380465762) == pytest.approx((likely.at, likely.by))
    unlikely = first_passage(30, rate=1, sigma=2, horizon=12)
    assert (0.004687384229717443, 0.006882376044327959) == pytest.approx((unlikely.at, unlikely.by))
    assert 1.0 == first_passage(0, rate=-1, sigma=2, horizon=12).by
    assert 0.0 == first_passage(1e6, rate=-1, sigma=1, horizon=1).by


@given(st.floats(0, 50), st.floats(-5, 5), st.floats(0.1, 10), st.floats(0.1, 50))
def test_by_is_never_less_likely_than_at(gap: float, rate: float, sigma: float, horizon: float) -> None:
    """First passage at some time is at least as likely as standing beyond at the end."""
    chances = first_passage(gap, rate=rate, sigma=sigma, horizon=horizon)
    assert 0 <= chances.at <= chances.by <= 1


def test_growth_takes_its_time() -> None:
    """ln(T / y) / ln(1 + g), nothing for what stands there, None for what leads away."""
    assert 9.006468342000595 == pytest.approx(compound_time(50, growth=0.08, target=100))
    assert 0.0 == compound_time(50, growth=0.08, target=50)
    assert None is compound_time(50, growth=0.0, target=60)
    assert None is compound_time(50, growth=-0.1, target=60)
    assert compound_time(50, growth=-0.1, target=40) > 0


@pytest.mark.parametrize(
    ("rate", "target", "expected"),
    [
        (0.5, 60, dt.date(2024, 4, 10)),
        (0.1, 11, dt.date(2024, 1, 11)),
        (0.5, 10, dt.date(2024, 1, 1)),
        (-0.5, 60, None),
        (0.0, 60, None),
        (1e-9, 60, None),
    ],
)
def test_a_rate_has_a_date_or_none(rate: float, target: float, expected: dt.date | None) -> None:
    """Days are rounded up; a rate that leads away or past all calendars has no date."""
    assert expected == date_from_rate("2024-01-01", start_value=10, rate_per_day=rate, target=target)


def test_a_line_tells_when_it_arrives() -> None:
    """Five monthly readings reach 80 after 204.8 days, surely between two other days."""
    said = ols([0, 31, 60, 91, 121], [100, 97.2, 93.8, 91.1, 88.3], at=365, target=80, direction="decrease")
    assert 204.79574238749663 == pytest.approx(said.reached_at)
    line = fit_ols([0, 31, 60, 91, 121], [100, 97.2, 93.8, 91.1, 88.3])
    assert 80 == pytest.approx(line.prediction(said.reached_low)[0])
    assert 80 == pytest.approx(line.prediction(said.reached_high)[1])
    assert said.reached_low < said.reached_at < said.reached_high


def test_drift_arrives_between_its_own_bounds() -> None:
    """At the earliest arrival the upper end of the interval stands at the target, at the latest the lower end."""
    times, values = [0, 1, 2, 3, 4, 5], [0, 4, 7, 12, 15, 21]
    said = drift(times, values, at=11, target=45)
    assert 45 == pytest.approx(drift(times, values, at=said.reached_low).high)
    assert 45 == pytest.approx(drift(times, values, at=said.reached_at).value)
    assert 45 == pytest.approx(drift(times, values, at=said.reached_high).low)


def test_within_one_step_by_and_at_agree() -> None:
    """Where the deadline comes before the next reading would, there is one chance."""
    said = drift([0, 1, 2, 3], [0, 5, 4, 9], at=3.5, target=10)
    assert said.probability_by == said.probability_at


def test_a_doubtful_slope_has_no_latest_arrival() -> None:
    """Where the slope's interval holds zero, only the middle of the arrival is told."""
    said = drift([0, 1, 2, 3], [0, 5, -4, 1], at=9, target=5)
    assert said.reached_at is not None
    assert (None, None) == (said.reached_low, said.reached_high)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_what_is_reached_is_reached_now_and_what_leads_away_never(method: str) -> None:
    """A target met at the last reading is reached then; one behind a falling line is not reached."""
    times, up = [0, 1, 2, 3, 4, 5], [10, 11.5, 12, 13.2, 14, 15]
    assert 5 == forecast(times, up, at=9, target=14.5, method=method).reached_at
    away = forecast(times, up, at=9, target=5, direction="decrease", method=method)
    assert None is away.reached_at
    assert None is away.reached_low


# --------------------------------------------------------------------------- promises
@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("two_point", 2),
        ("drift", 3),
        ("ols", 3),
        ("theil_sen", 3),
        ("siegel", 3),
        ("ses", 4),
        ("holt", 5),
        ("compound", 2),
        ("throughput", 4),
        ("auto", 2),
    ],
)
def test_no_number_comes_from_fewer_readings_than_the_method_needs(method: str, needed: int) -> None:
    """Below its need a method says so instead of a number; at its need it gives one."""
    for count in range(needed):
        said = forecast(list(range(count)), [5.0 + k for k in range(count)], at=9, target=7, method=method)
        assert Forecast(method=method, at=9.0, level=0.8, readings=count, limits=(Limit.TOO_FEW_READINGS,)) == said
    values = [5.0, 6, 6.5, 7.1, 8][:needed]
    assert forecast(list(range(needed)), values, at=9, method=method).value is not None


@pytest.mark.parametrize("method", ["two_point", "compound", "theil_sen", "siegel"])
def test_a_method_without_an_interval_says_so(method: str) -> None:
    """There is a value, and neither interval nor probability."""
    said = forecast([0, 1, 2, 3, 4, 5], [1, 2, 4, 4, 6, 6.5], at=8, target=9, method=method)
    assert Limit.NO_INTERVAL in said.limits
    assert (None,) * 4 == (said.low, said.high, said.probability_at, said.probability_by)


def test_three_readings_are_no_basis_for_a_regression_interval() -> None:
    """One degree of freedom gives a line without an interval."""
    said = ols([0, 1, 2], [1, 2, 4], at=3, target=5)
    assert Limit.NO_INTERVAL in said.limits
    assert None is said.low
    assert 5 == pytest.approx(ols([0, 1, 2], [1, 2, 4], at=said.reached_at).value)


def test_growth_needs_readings_above_zero() -> None:
    """The compound method declines zero; its cap keeps explosive growth a float."""
    assert (Limit.NOT_COMPUTABLE,) == compound([0, 1], [0, 5], at=3).limits
    assert 1e6 * exp(400) == pytest.approx(compound([0, 1], [1, 1e6], at=1000, target=-5).value)
    assert 0.0 == compound([0, 1], [4, 4], at=1, target=9).rate


def test_uneven_times_are_told_where_steps_are_counted() -> None:
    """Smoothing and throughput count steps, and say so where the times are uneven."""
    for method in ("ses", "holt", "throughput"):
        said = forecast([0, 1, 2, 7, 8, 9], [1, 2, 3, 4, 5, 7], at=12, method=method)
        assert Limit.UNEVEN_TIMES in said.limits


def test_smoothing_chooses_its_parameters_by_the_past() -> None:
    """Without parameters the tenth with the least squared error is taken."""
    times, values = list(range(8)), [10, 14, 9, 13, 10, 14, 9, 13]
    chosen = ses(times, values, at=8)
    errors = {a / 10: sum(e * e for e in smooth(values, alpha=a / 10).errors) for a in range(1, 10)}
    best = min(errors, key=errors.__getitem__)
    assert ses(times, values, at=8, alpha=best) == chosen
    both = holt(times, values, at=8)
    tried = {
        (a / 10, b / 10): smooth_trend(values, alpha=a / 10, beta=b / 10) for a in range(1, 10) for b in range(1, 10)
    }
    a, b = min(tried, key=lambda pair: sum(e * e for e in tried[pair].errors))
    assert holt(times, values, at=8, alpha=a, beta=b) == both
    assert inf == both.df


def test_throughput_is_repeatable_and_wider_than_plain_resampling() -> None:
    """The same seed gives the same forecast, another seed another one; drawing the history widens the interval."""
    times, values = list(range(8)), [0, 3, 4, 9, 12, 13, 19, 20]
    first, again = throughput(times, values, at=14, target=40), throughput(times, values, at=14, target=40)
    assert first == again
    assert first != throughput(times, values, at=14, target=40, seed=2)
    assert first.low <= first.value <= first.high
    assert first.probability_by >= first.probability_at


def test_throughput_takes_part_of_a_step() -> None:
    """Half a step to go counts for half, and no step at all for the last reading."""
    times, values = list(range(5)), [0, 2, 4, 6, 8]
    assert 9.0 == throughput(times, values, at=4.5, target=9).value
    now = throughput(times, values, at=4, target=9)
    assert (8.0, 0.0, 0.0) == (now.value, now.probability_at, now.probability_by)
    assert 4.5 == throughput(times, values, at=4.5, target=9).reached_at


def test_simulations_count_runs() -> None:
    """Every run is counted once; what is never done is left out; the mean is half right at best."""
    counts = [1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8]
    when = simulate_when(counts, remaining=105, runs=400)
    assert 400 == sum(when.values())
    assert 26.25 == periods_at_mean_rate(counts, remaining=105)
    assert 0.3 < sum(runs for day, runs in when.items() if day > 26) / 400 < 0.7
    assert {} == simulate_when([0, 0], remaining=1, runs=10)
    assert {} == simulate_when([0] * 999 + [1], remaining=400, runs=6)
    assert {0: 10} == simulate_when([0, 0], remaining=0, runs=10)
    assert None is periods_at_mean_rate([0, 0], remaining=4)
    assert 400 == sum(simulate_how_many(counts, periods=5, runs=400).values())
    assert 4.0 == mean_rate(counts)


@given(SERIES, st.randoms(use_true_random=False), st.sampled_from(sorted(METHODS)))
def test_the_order_of_readings_does_not_matter(values: list[float], random: object, method: str) -> None:
    """Shuffled readings give the same forecast."""
    pairs = [(float(k), value) for k, value in enumerate(values)]
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ask = {"at": len(values) + 2, "target": 50.0, "method": method}
    straight = forecast([t for t, _ in pairs], [v for _, v in pairs], **ask)
    assert straight == forecast([t for t, _ in shuffled], [v for _, v in shuffled], **ask)


@given(
    SERIES,
    st.floats(0.01, 100),
    NUMBER,
    st.sampled_from(["two_point", "drift", "ols", "theil_sen", "siegel", "holt", "ses"]),
)
def test_lines_move_with_shift_and_scale(values: list[float], factor: float, shift: float, method: str) -> None:
    """Readings in another unit give the forecast in that unit: a v + b forecasts a f + b."""
    assume(max(values) - min(values) > 1)
    times = list(range(len(values)))
    fixed = {"ses": {"alpha": 0.4}, "holt": {"alpha": 0.4, "beta": 0.3}}.get(method, {})
    call: Callable[..., Forecast] = METHODS[method]
    plain = call(times, values, at=len(values) + 3, **fixed)
    moved = call(times, [factor * value + shift for value in values], at=len(values) + 3, **fixed)
    size = factor * max(map(abs, values)) + abs(shift) + 1
    assert factor * plain.value + shift == pytest.approx(moved.value, abs=1e-7 * size)
    if plain.low is not None:
        assert factor * plain.low + shift == pytest.approx(moved.low, abs=1e-7 * size)


@given(SERIES, st.floats(0, 1000), st.sampled_from(["two_point", "drift", "ols", "ses", "holt"]))
def test_a_worse_last_reading_never_raises_the_value(values: list[float], worse: float, method: str) -> None:
    """With weights that are fixed, the forecast moves the way the last reading does."""
    fixed = {"ses": {"alpha": 0.4}, "holt": {"alpha": 0.4, "beta": 0.3}}.get(method, {})
    times = list(range(len(values)))
    before = METHODS[method](times, values, at=len(values) + 2, **fixed).value
    after = METHODS[method](times, [*values[:-1], values[-1] - worse], at=len(values) + 2, **fixed).value
    assert after <= before + 1e-6


@given(SERIES, st.floats(0, 1000), NUMBER)
def test_a_worse_last_reading_never_raises_a_sampled_probability(
    values: list[float], worse: float, target: float
) -> None:
    """Throughput draws the same steps from the same places, so that each run ends no higher."""
    times = list(range(len(values)))
    before = throughput(times, values, at=len(values) + 2, target=target, runs=60)
    after = throughput(times, [*values[:-1], values[-1] - worse], at=len(values) + 2, target=target, runs=60)
    assert after.probability_at <= before.probability_at
    assert after.probability_by <= before.probability_by


@given(
    SERIES,
    NUMBER,
    st.sampled_from(["drift", "ols", "ses", "holt", "throughput"]),
    st.sampled_from(["increase", "decrease"]),
)
def test_answers_do_not_contradict_themselves(values: list[float], target: float, method: str, direction: str) -> None:
    """The interval holds the value, by is at least at, and beyond the interval a probability is at most a tail."""
    times = list(range(len(values)))
    said = forecast(times, values, at=len(values) + 2, target=target, direction=direction, method=method)
    assert said.low <= said.value <= said.high
    assert 0 <= said.probability_at <= said.probability_by <= 1
    beyond = target > said.high if direction == "increase" else target < said.low
    if beyond:
        assert said.probability_at <= 0.1 + 1e-9


# --------------------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fit_ols([1], [1]), "readings make no line"),
        (lambda: fit_ols([1, 1], [1, 2]), "is every x there is"),
        (lambda: fit_ols([1, 2], [1]), "give one y for each x"),
        (lambda: fit_theil_sen([1, 2], [1, 2], level=1), "between 0 and 1"),
        (lambda: smooth([], alpha=0.5), "too few"),
        (lambda: smooth([1, 2], alpha=0), "above 0 and at most 1"),
        (lambda: smooth_growth([1, 0], alpha=0.5, beta=0.5), "smooth_trend"),
        (lambda: first_passage(-1, rate=1, sigma=1, horizon=1), "below 0"),
        (lambda: first_passage(1, rate=1, sigma=0, horizon=1), "above 0"),
        (lambda: compound_time(0, growth=0.1, target=5), "above 0"),
        (lambda: compound_time(5, growth=-1, target=5), "above 0"),
        (lambda: mean_rate([]), "nothing to draw from"),
        (lambda: mean_rate([1, -1]), "below 0"),
        (lambda: periods_at_mean_rate([1], remaining=-1), "below 0"),
        (lambda: simulate_when([1], remaining=3, runs=0), "whole number from 1"),
        (lambda: simulate_when([1], remaining=3, seed=True), "no whole number"),
        (lambda: simulate_how_many([1], periods=1.5), "whole number"),
        (lambda: two_point([0, 1], [1, "2"], at=3), "no number"),
    ],
)
def test_nonsense_is_refused(call: Callable[[], object], words: str) -> None:
    """Each refusal says what is wrong."""
    with pytest.raises(InvalidValueError, match=words):
        call()


def test_robust_forecasts_extend_their_lines() -> None:
    """Both robust methods say what their line says."""
    times, values = [0, 1, 2, 3, 4], [0, 1, 2, 30, 4]
    assert (5.0, 5.0) == (theil_sen(times, values, at=5).value, siegel(times, values, at=5).value)
    assert 7.0 == siegel(times, values, at=5, target=7).reached_at


def test_what_would_take_for_ever_is_refused() -> None:
    """All pairs of thousands of readings, and runs of tens of thousands of steps, are refused with a way out."""
    many = [float(k) for k in range(3001)]
    for fit in (fit_theil_sen, fit_siegel):
        with pytest.raises(InvalidValueError, match="or use fit_ols"):
            fit(many, many)
    with pytest.raises(InvalidValueError, match="or use drift"):
        throughput([0, 1, 2, 3], [0, 1, 2, 4], at=20_000)
