"""What a forecast costs, as ratios within one run, and how often its interval holds on made-up series.

Run: python benchmarks/forecast.py [ROUNDS]

The floor is the drift forecast written out as a plain loop: one answer, nothing checked. The coverage is that of 80 %
intervals on five kinds of made-up series whose future is known; it shows the shape of the errors, not how real
series behave.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from math import exp, sin, sqrt, tau

from smartgoals.progress import drift, forecast, ols, throughput

LENGTHS = (6, 12, 24, 60)
LEVEL = 0.8
T90 = 1.3968153097438647  # eight degrees of freedom, near enough for a floor


def plain_loop(times: list[float], values: list[float], at: float, target: float) -> tuple[float, float, float, bool]:
    """Drift, written out."""
    rate = (values[-1] - values[0]) / (times[-1] - times[0])
    squares = 0.0
    for i in range(1, len(times)):
        gap = times[i] - times[i - 1]
        squares += (values[i] - values[i - 1] - rate * gap) ** 2 / gap
    ahead = at - times[-1]
    value = values[-1] + rate * ahead
    half = T90 * sqrt(squares / (len(times) - 2) * (ahead + ahead * ahead / (times[-1] - times[0])))
    return value, value - half, value + half, value >= target


def walk(draw: random.Random, count: int) -> list[float]:
    """A random walk with drift."""
    drift_of, values = draw.gauss(0, 0.5), [100.0]
    while len(values) < count:
        values.append(values[-1] + draw.gauss(drift_of, 1))
    return values


def noise(draw: random.Random, count: int) -> list[float]:
    """Autocorrelated noise round a line."""
    slope, state, values = draw.gauss(0, 0.3), 0.0, []
    for k in range(count):
        state = 0.5 * state + draw.gauss(0, 1)
        values.append(50 + slope * k + state)
    return values


def seasonal(draw: random.Random, count: int) -> list[float]:
    """Quarters with a season, on a walk, growing together."""
    level, start, values = 0.0, draw.random(), []
    for k in range(count):
        level += draw.gauss(0.01, 0.03)
        values.append(100 * exp(level + 0.2 * sin(tau * (k / 4 + start)) + draw.gauss(0, 0.03)))
    return values


def poisson(draw: random.Random, mean: float) -> int:
    """A Poisson count, by Knuth's product of uniforms."""
    product, count, limit = draw.random(), 0, exp(-mean)
    while product > limit:
        product, count = product * draw.random(), count + 1
    return count


def counts(draw: random.Random, count: int) -> list[float]:
    """A count to date at a steady rate."""
    rate, sums = exp(draw.uniform(0.5, 3.5)), [0.0]
    while len(sums) < count:
        sums.append(sums[-1] + poisson(draw, rate))
    return sums


def wandering_counts(draw: random.Random, count: int) -> list[float]:
    """A count to date whose rate wanders."""
    rate, sums = exp(draw.uniform(1, 3.5)), [0.0]
    while len(sums) < count:
        rate *= exp(draw.gauss(0, 0.1))
        sums.append(sums[-1] + poisson(draw, min(rate, 400)))
    return sums


MADE = {
    "random walk with drift": (walk, "level", None),
    "noise round a line": (noise, "level", None),
    "season on a growing walk": (seasonal, "level", 4),
    "steady counts to date": (counts, "cumulative", None),
    "wandering counts to date": (wandering_counts, "cumulative", None),
}


def timings(rounds: int) -> None:
    """Time each contender in turn, round by round, so that a slow moment hits all alike."""
    draw = random.Random(1)
    contenders: dict[str, Callable[[list[float], list[float], float, float], object]] = {
        "plain loop": plain_loop,
        "drift": lambda t, v, at, target: drift(t, v, at=at, target=target),
        "ols": lambda t, v, at, target: ols(t, v, at=at, target=target),
        "auto": lambda t, v, at, target: forecast(t, v, at=at, target=target),
        "auto, season": lambda t, v, at, target: forecast(t, v, at=at, target=target, season=4),
        "auto, total": lambda t, v, at, target: forecast(t, v, at=at, target=target, kind="cumulative"),
        "throughput": lambda t, v, at, target: throughput(t, v, at=at, target=target),
    }
    print(
        f"{'readings':>9} {'':14}{'median':>9}{'min':>9}{'max':>9}{'x loop':>9}{'x drift':>9}   (µs, {rounds} rounds)"
    )
    for count in LENGTHS:
        times = [float(k) for k in range(count)]
        values = [abs(value) + k for k, value in enumerate(walk(draw, count))]
        target = values[-1] + 3
        taken: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(rounds + 1):
            for name, contender in contenders.items():
                repeats = 1 if name == "throughput" else 20
                start = time.perf_counter()
                for _ in range(repeats):
                    contender(times, values, times[-1] + 4, target)
                taken[name].append((time.perf_counter() - start) / repeats * 1e6)
        medians = {name: statistics.median(some[1:]) for name, some in taken.items()}
        for name, some in taken.items():
            figures = f"{medians[name]:>9.1f}{min(some[1:]):>9.1f}{max(some[1:]):>9.1f}"
            ratios = f"{medians[name] / medians['plain loop']:>9.1f}{medians[name] / medians['drift']:>9.1f}"
            print(f"{count:>9} {name:14}{figures}{ratios}")


def coverage(series: int) -> None:
    """How many outcomes the 80 % intervals hold, four steps ahead."""
    print(f"\n{'':26}{'auto':>8}{'drift':>8}{'ols':>8}   (% of {series} outcomes inside the 80 % interval)")
    for name, (make, kind, season) in MADE.items():
        draw = random.Random(2)
        inside = {"auto": 0, "drift": 0, "ols": 0}
        for _ in range(series):
            count = round(exp(draw.uniform(1.8, 3.7)))
            values = make(draw, count + 4)
            times, at = range(count), count + 3
            for method in inside:
                said = forecast(times, values[:count], at=at, kind=kind, season=season, level=LEVEL, method=method)
                inside[method] += said.low is not None and said.low <= values[at] <= said.high
        print(f"{name:26}" + "".join(f"{100 * hits / series:>8.1f}" for hits in inside.values()))


def main() -> None:
    """Print both tables."""
    timings(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
    coverage(1000)


if __name__ == "__main__":
    main()
