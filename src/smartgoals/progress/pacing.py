"""How fast: progress so far against the progress that time asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from smartgoals.model.field import refuse
from smartgoals.progress.completion import fraction
from smartgoals.progress.real import real, reals

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Pace",
    "RatePace",
    "best_rate",
    "cumulative_to_plan",
    "lead_time",
    "linear_rate_ratio",
    "linear_ratio",
    "required_from_now",
    "window_ratio",
]


@attrs.frozen
class Pace:
    """Progress against expectation.

    Attributes:
        ratio: Fraction over expected fraction; None while nothing is expected.
        gap: Fraction minus expected fraction; below 0 when behind.
    """

    ratio: float | None
    gap: float


def linear_ratio(fraction: float, *, expected: float) -> Pace:
    """Progress over expected progress, and the difference.

    One number with three names: on a straight line it is also the rate so far over the rate required from the start
    (SDSN), and the schedule performance index of earned value. It tends to 1 as the deadline passes, also for late
    work; `lead_time()` does not.

    Args:
        fraction: Share of the way made, not clamped.
        expected: Share of the way that the plan asks for by now, in [0, 1].

    Example:
        >>> linear_ratio(0.2, expected=0.5)
        Pace(ratio=0.4, gap=-0.3)
    """
    done, due = real("linear_ratio", "fraction", fraction), real("linear_ratio", "expected", expected)
    return Pace(done / due if due else None, done - due)


@attrs.frozen
class RatePace:
    """The rate so far against the rate that a straight line asks for.

    Attributes:
        actual: Rate so far, in the metric's unit a unit of time; None on no time.
        required: Rate from the start to the target, likewise.
        ratio: Actual over required; None when either cannot be told or nothing is required.
        fraction: Share of the way made; None when there is no way.
        expected: Share of the time gone, in [0, 1].
    """

    actual: float | None
    required: float | None
    ratio: float | None
    fraction: float | None
    expected: float | None


def linear_rate_ratio(current: float, *, baseline: float, target: float, elapsed: float, duration: float) -> RatePace:
    """The linear rate since the start over the linear rate required from the start.

    Args:
        current: The reading, in the metric's unit.
        baseline: Where the goal started.
        target: Where it wants to go.
        elapsed: Time from the baseline to the reading.
        duration: Time from the baseline to the deadline, in the same unit.

    Example:
        >>> linear_rate_ratio(24, baseline=30, target=10, elapsed=5, duration=15).ratio
        0.9

    Source:
        Sustainable Development Solutions Network, SDG Index trends.
    """
    value, start = real("linear_rate_ratio", "current", current), real("linear_rate_ratio", "baseline", baseline)
    end = real("linear_rate_ratio", "target", target)
    gone, whole = real("linear_rate_ratio", "elapsed", elapsed), real("linear_rate_ratio", "duration", duration)
    actual = (value - start) / gone if gone > 0 else None
    required = (end - start) / whole if whole > 0 else None
    ratio = None if actual is None or not required else (value - start) * whole / ((end - start) * gone)
    expected = min(1.0, max(0.0, gone / whole)) if whole > 0 else None
    return RatePace(actual, required, ratio, fraction(value, baseline=start, target=end), expected)


def required_from_now(current: float, *, target: float, left: float) -> float | None:
    """The rate that leads from here to the target in the time left: (target - current) / left.

    Args:
        current: The reading, in the metric's unit.
        target: Where the goal wants to go.
        left: Time left from the reading to the deadline, in any unit.

    Returns:
        In the metric's unit a unit of time; None at and after the deadline, when no rate leads there.

    Example:
        >>> required_from_now(50, target=80, left=8)
        3.75
    """
    time = real("required_from_now", "left", left)
    value, end = real("required_from_now", "current", current), real("required_from_now", "target", target)
    return (end - value) / time if time > 0 else None


def lead_time(earned: float, *, elapsed: float) -> float:
    """How far ahead of the plan a goal is, in time: the moment the plan reaches this value, minus now.

    Unlike the ratio it stays honest near the deadline and after it.

    Args:
        earned: The time, counted from the start, at which the plan reaches the value; see `earned_schedule()`.
        elapsed: The time since the start, in the same unit.

    Returns:
        Above 0 when ahead, below 0 when behind.
    """
    return real("lead_time", "earned", earned) - real("lead_time", "elapsed", elapsed)


def cumulative_to_plan(actual: float, *, planned: float, baseline: float = 0) -> float | None:
    """What has come together over what was planned by now, both counted from the baseline: a share.

    Args:
        actual: Actual to date, in the metric's unit.
        planned: Planned to date.
        baseline: Where both started.

    Returns:
        1 on plan; None while nothing was planned.

    Example:
        >>> cumulative_to_plan(220_000, planned=250_000)
        0.88

    Source:
        ServiceNow, phased targets: its table measures from zero, although its text says from the previous actual.
    """
    start = real("cumulative_to_plan", "baseline", baseline)
    due = real("cumulative_to_plan", "planned", planned) - start
    return (real("cumulative_to_plan", "actual", actual) - start) / due if due else None


def window_ratio(actual: Sequence[float], *, planned: Sequence[float]) -> float | None:
    """The sum of the actuals over the sum of the plans, over the periods that were reported.

    Args:
        actual: What came in each reported period, in the metric's unit.
        planned: What was planned for each of the same periods.

    Returns:
        1 on plan; None while nothing was planned.

    Example:
        >>> window_ratio([220_000, 240_000], planned=[250_000, 250_000])
        0.92

    Source:
        ServiceNow, phased targets by window.
    """
    done, due = reals("window_ratio", "actual", actual), reals("window_ratio", "planned", planned)
    if len(done) != len(due):
        remedy = "give the plans of the reported periods only"
        refuse("window_ratio", "planned", len(due), f"does not go with {len(done)} actuals", remedy)
    whole = sum(due)
    return sum(done) / whole if whole else None


def best_rate(days: Sequence[float], values: Sequence[float], *, least: float, upward: bool = True) -> float | None:
    """The fastest change a day over any stretch from one reading to another that is at least so long.

    Args:
        days: When each value was read, rising.
        values: The values, in the metric's unit.
        least: The shortest stretch that counts, in days; the whole history when it is shorter.
        upward: Whether up is the way to go.

    Returns:
        In the metric's unit a day, with its sign; None from fewer than two days.

    Example:
        >>> best_rate([0, 10, 20], [0, 5, 25], least=10)
        2.0
    """
    times, read = reals("best_rate", "days", days), reals("best_rate", "values", values)
    if len(times) != len(read):
        refuse("best_rate", "values", len(read), f"does not go with {len(times)} days", "give one value for each day")
    if len(times) < 2 or times[-1] <= times[0]:
        return None
    span = min(max(least, 0.0), times[-1] - times[0])
    found: list[float] = []
    after = 0
    for day, value in zip(times, read, strict=True):
        while after < len(times) and (times[after] - day < span or times[after] <= day):
            after += 1
        if after < len(times):
            found.append((read[after] - value) / (times[after] - day))
    return max(found) if upward else min(found)
