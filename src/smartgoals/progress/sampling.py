"""Counts a period, drawn again and again: how much gets done, and when all is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, inf
from operator import mul
from typing import TYPE_CHECKING

from smartgoals.model.field import refuse
from smartgoals.progress.mixture import to_grid
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.readings import middle, to_readings
from smartgoals.progress.real import real, reals
from smartgoals.progress.textbook import is_met, lacking, reading_limits

if TYPE_CHECKING:
    from random import Random

__all__ = ["mean_rate", "periods_at_mean_rate", "simulate_how_many", "simulate_when", "throughput"]

_LONGEST = 100_000
"""Draws after which a run counts as never done."""
_FARTHEST = 10_000
"""Steps that a run takes at most: a thousand runs of these take seconds."""


def mean_rate(counts: Sequence[float]) -> float:
    """The mean count a period.

    Raises:
        InvalidValueError: No counts, or what is no finite number of 0 or above.

    Example:
        >>> mean_rate([1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8])
        4.0
    """
    numbers = _counts("mean_rate", counts)
    return sum(numbers) / len(numbers)


def periods_at_mean_rate(counts: Sequence[float], *, remaining: float) -> float | None:
    """How many periods the rest takes at the mean rate: the naive forecast, which about half of all runs miss.

    Args:
        counts: What got done in each earlier period, 0 or above.
        remaining: What is left to do, 0 or above.

    Returns:
        Periods, not rounded; None if nothing ever got done.

    Raises:
        InvalidValueError: No counts, or a number below 0 or not finite.

    Example:
        >>> periods_at_mean_rate([1, 3, 5, 3, 7, 8, 0, 5, 3, 1, 8], remaining=105)
        26.25
    """
    rest = _remaining("periods_at_mean_rate", remaining)
    rate = mean_rate(counts)
    return rest / rate if rate else None


def simulate_when(counts: Sequence[float], *, remaining: float, runs: int = 1000, seed: int = 1) -> dict[int, int]:
    """After how many periods all is done, in many runs that draw from the counts of earlier periods.

    Each run first draws a history as long as the given one, with replacement, and then draws its periods from that:
    the counts of a few periods do not show the true mean either, and runs that take them for it are too sure.

    Args:
        counts: What got done in each earlier period, 0 or above.
        remaining: What is left to do, 0 or above.
        runs: How many runs, 1 or more.
        seed: Where the drawing begins; the same seed gives the same runs.

    Returns:
        How many runs were done after each number of periods. Runs that are never done are left out.

    Raises:
        InvalidValueError: No counts, or a number out of its range.

    Source:
        Vacanti, "Actionable Agile Metrics for Predictability" (2015), for the method; the drawn history is the
        bootstrap of Efron and Tibshirani.

    Example:
        >>> simulate_when([2, 2, 2], remaining=5, runs=10)
        {3: 10}
    """
    numbers, rest = _counts("simulate_when", counts), _remaining("simulate_when", remaining)
    random = _drawing("simulate_when", seed)
    found: Counter[int] = Counter()
    for _ in range(_whole("simulate_when", "runs", runs)):
        history = random.choices(numbers, k=len(numbers))
        done, periods = 0.0, 0
        if rest > _LONGEST * max(history):
            continue
        while done < rest and periods < _LONGEST:
            done += random.choice(history)
            periods += 1
        if done >= rest:
            found[periods] += 1
    return dict(sorted(found.items()))


def simulate_how_many(counts: Sequence[float], *, periods: int, runs: int = 1000, seed: int = 1) -> dict[float, int]:
    """How much gets done in some periods, in many runs; see `simulate_when()`.

    Args:
        counts: What got done in each earlier period, 0 or above.
        periods: How many periods are left, 1 or more.
        runs: How many runs, 1 or more.
        seed: Where the drawing begins.

    Returns:
        How many runs got each amount done.

    Raises:
        InvalidValueError: No counts, or a number out of its range.

    Example:
        >>> simulate_how_many([2, 2, 2], periods=4, runs=10)
        {8.0: 10}
    """
    numbers = _counts("simulate_how_many", counts)
    left = _whole("simulate_how_many", "periods", periods)
    random = _drawing("simulate_how_many", seed)
    found: Counter[float] = Counter()
    for _ in range(_whole("simulate_how_many", "runs", runs)):
        history = random.choices(numbers, k=len(numbers))
        found[sum(random.choices(history, k=left))] += 1
    return dict(sorted(found.items()))


def throughput(
    times: Sequence[float],
    values: Sequence[float],
    *,
    at: float,
    target: float | None = None,
    direction: str = "increase",
    level: float = 0.8,
    runs: int = 1000,
    seed: int = 1,
) -> Forecast:
    """Past steps drawn again up to the deadline, many times over: the Monte Carlo forecast of agile teams.

    Each run draws a history first, as in `simulate_when()`. The interval and the probabilities are shares of runs.
    A worse last reading never raises a probability, as each run then ends lower or as high.

    Args:
        times: When each reading was taken: numbers in one unit, in any order, no two alike.
        values: The readings: a count to date, or a level whose steps are drawn.
        at: The time asked about, not before the last reading.
        target: The target, for the probabilities and the time of reaching it.
        direction: "increase" or "decrease".
        level: The share that the interval is to hold.
        runs: How many runs, 1 or more.
        seed: Where the drawing begins; the same seed gives the same forecast.

    Returns:
        The forecast; its value is None with fewer than four readings.

    Raises:
        InvalidValueError: The readings are not such as described, a number is out of its range, or `at` is more than
            10 000 steps ahead.

    Source:
        As `simulate_when()`.

    Example:
        >>> throughput([0, 1, 2, 3, 4], [0, 3, 4, 9, 12], at=8, target=20).probability_at
        0.902
    """
    given = to_readings("throughput", times, values, at=at, target=target, direction=direction, level=level)
    random = _drawing("throughput", seed)
    wanted = _whole("throughput", "runs", runs)
    if len(given.values) < 4:
        return lacking("throughput", given)
    grid = to_grid(given.times, given.at)
    if grid.horizon > _FARTHEST:
        refuse(
            "throughput", "at", at, f"is more than {_FARTHEST} steps ahead", "ask about a nearer time, or use drift()"
        )
    rates = [(b - a) / gap for a, b, gap in zip(given.values, given.values[1:], grid.gaps, strict=False)]
    steps = [1.0] * int(grid.horizon)
    if (part := grid.horizon - len(steps)) > 1e-9:
        steps.append(part)
    last, count = given.values[-1], len(rates)
    ends: list[float] = []
    arrivals: list[float] = []
    for _ in range(wanted):
        history = random.choices(rates, k=count)
        value, arrival = last, inf
        for number, (step, rate) in enumerate(zip(steps, random.choices(history, k=len(steps)), strict=True), 1):
            value += step * rate
            if arrival == inf and given.target is not None and is_met(value, given.target, rising=given.rising):
                arrival = min(number, grid.horizon)
        ends.append(value)
        arrivals.append(arrival)
    ends.sort()
    arrivals.sort()
    tail = (1 - given.level) / 2
    chance = by = None
    reached: list[float | None] = [None, None, None]
    if given.target is not None:
        chance = sum(is_met(end, given.target, rising=given.rising) for end in ends) / wanted
        by = sum(arrival < inf for arrival in arrivals) / wanted if steps else chance
        if is_met(last, given.target, rising=given.rising):
            reached = [given.times[-1]] * 3
        else:
            spots = (_share(arrivals, share) for share in (tail, 0.5, 1 - tail))
            reached = [given.times[-1] + spot * grid.step if spot < inf else None for spot in spots]
    value = middle(ends)
    return Forecast(
        method="throughput",
        at=given.at,
        level=given.level,
        readings=len(given.values),
        value=value,
        low=_share(ends, tail),
        high=_share(ends, 1 - tail),
        probability_at=chance,
        probability_by=by,
        rate=sum(map(mul, rates, grid.gaps)) / sum(grid.gaps) / grid.step,
        reached_low=reached[0],
        reached_at=reached[1],
        reached_high=reached[2],
        limits=(*(() if grid.is_even else (Limit.UNEVEN_TIMES,)), *reading_limits(given)),
    )


def _drawing(owner: str, seed: int) -> Random:
    from random import Random

    return Random(_whole(owner, "seed", seed, least=None))  # noqa: S311 - nothing here is secret


def _share(ordered: list[float], share: float) -> float:
    """The outcome that a share of runs stays at or below, counted as whole runs."""
    return ordered[min(len(ordered) - 1, max(0, ceil(share * len(ordered)) - 1))]


def _counts(owner: str, counts: Sequence[float]) -> list[float]:
    numbers = reals(owner, "counts", counts)
    if not numbers:
        refuse(owner, "counts", [], "holds nothing to draw from", "give the count of one period or more")
    if min(numbers) < 0:
        refuse(owner, "counts", min(numbers), "is below 0", "give what got done, which is 0 or more")
    return numbers


def _remaining(owner: str, remaining: float) -> float:
    rest = real(owner, "remaining", remaining)
    if rest < 0:
        refuse(owner, "remaining", rest, "is below 0", "give what is left to do, 0 if all is done")
    return rest


def _whole(owner: str, field: str, value: object, *, least: int | None = 1) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or (least is not None and value < least):
        refuse(
            owner, field, value, "is no whole number" + ("" if least is None else f" from {least} on"), "give an int"
        )
    return value
