"""How fast goals are tracked: `smartgoals.track`, against the arithmetic alone in plain Python.

Run: python benchmarks/track.py [--goals N] [--rounds N]

Both contenders follow the same goals, each with 12 readings, on the same day, one after the other in each round, so
that a slow moment hits both alike. Times are those of the processor, medians and spread over the rounds; ratios are
medians of the ratios within each round.

- arithmetic: a loop over tuples of floats and day numbers that are ready for it. It leaves out later readings, and
  computes fraction, expectation, ratio, gap, lead and a status by four cuts. It checks nothing, knows no units, and
  explains nothing.
- smartgoals: `track()` on goals and series as people write them, with exact amounts, units, dates and policies.

Each is timed without a forecast and with one; the forecast is the same call, `smartgoals.progress.forecast`, on both
sides.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from smartgoals import Baseline, Goal, Horizon, Level, Metric, Quantity, Series, Unit, track
from smartgoals.progress import forecast

START, END, ON = dt.date(2025, 12, 31), dt.date(2026, 12, 31), dt.date(2026, 12, 15)
READINGS = 12
Plain = tuple[float, float, list[int], list[float]]


def goals(count: int) -> tuple[list[tuple[Goal, Series]], list[Plain]]:
    """The same goals for both contenders."""
    draw = random.Random(7)
    percent = Unit.percent()
    metric = Metric("return rate", percent, direction="decrease")
    written, plain = [], []
    for number in range(count):
        first, last = round(draw.uniform(8, 12), 1), round(draw.uniform(4, 7), 1)
        goal = Goal(
            f"Cut returns {number}",
            metric=metric,
            baseline=Baseline(Quantity(first, percent)),
            target=Level(Quantity(last, percent)),
            horizon=Horizon(START, END),
        )
        days = [START + dt.timedelta(days=28 * (step + 1)) for step in range(READINGS)]
        values = [round(first + (last - first) * step / 14 + draw.gauss(0, 0.2), 2) for step in range(READINGS)]
        written.append((goal, Series.of(list(zip(days, values, strict=True)), percent)))
        plain.append((first, last, [day.toordinal() for day in days], values))
    return written, plain


def arithmetic(goal: Plain, start: int, end: int, on: int) -> tuple[Any, ...]:
    """The numbers alone."""
    baseline, target, days, values = goal
    day, value = None, None
    for each, number in zip(days, values, strict=True):
        if each <= on:
            day, value = each, number
    if day is None or value is None:
        return ("no_data",)
    fraction = (value - baseline) / (target - baseline)
    expected = min(1.0, max(0.0, (day - start) / (end - start)))
    ratio = fraction / expected if expected else None
    lead = min(1.0, max(0.0, fraction)) * (end - start) - (day - start)
    if value <= target:
        status = "achieved"
    elif on > end:
        status = "missed"
    elif ratio is None or expected < 0.05:
        status = "too_early"
    else:
        status = (
            "on_track" if ratio >= 0.95 else "at_risk" if ratio >= 0.6 else "off_track" if ratio >= 0 else "moving_away"
        )
    return fraction, expected, ratio, fraction - expected, lead, status


def contenders(count: int) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
    """Pairs of the arithmetic and the library, by what they do."""
    written, plain = goals(count)
    start, end, on = START.toordinal(), END.toordinal(), ON.toordinal()

    def alone() -> None:
        for goal in plain:
            arithmetic(goal, start, end, on)

    def alone_ahead() -> None:
        for goal in plain:
            arithmetic(goal, start, end, on)
            forecast(goal[2], goal[3], at=end, target=goal[1], direction="decrease")

    def tracked() -> None:
        for goal, series in written:
            track(goal, series, on=ON)

    def tracked_ahead() -> None:
        for goal, series in written:
            _ = track(goal, series, on=ON).forecast

    return {"without forecast": (alone, tracked), "with forecast": (alone_ahead, tracked_ahead)}


def agree(count: int) -> None:
    """Both contenders must say the same before they are timed."""
    written, plain = goals(count)
    for (goal, series), numbers in zip(written, plain, strict=True):
        found = track(goal, series, on=ON)
        theirs = arithmetic(numbers, START.toordinal(), END.toordinal(), ON.toordinal())
        assert abs(found.fraction - theirs[0]) < 1e-9
        assert abs(found.lead_days - theirs[4]) < 1e-6
        assert found.status == theirs[5]


def main() -> None:
    """Print goals per second and ratios."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--goals", type=int, default=300)
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    agree(min(given.goals, 100))
    print(f"{given.goals} goals of {READINGS} readings, {given.rounds} rounds")
    for name, pair in contenders(given.goals).items():
        times: tuple[list[float], list[float]] = ([], [])
        for contender in pair:
            contender()  # warm up
        for _ in range(given.rounds):
            for contender, spent in zip(pair, times, strict=True):
                begun = time.process_time()
                contender()
                spent.append((time.process_time() - begun) / given.goals)
        ratio = statistics.median(ours / theirs for theirs, ours in zip(*times, strict=True))
        print(f"\n{name}")
        for label, spent in zip(("arithmetic", "smartgoals"), times, strict=True):
            middle, low, high = statistics.median(spent), min(spent), max(spent)
            spread = f"{middle * 1e6:7.1f} us ({low * 1e6:.1f} to {high * 1e6:.1f})"
            print(f"  {label:<12}{1 / middle:>10,.0f} goals/s   {spread}")
        print(f"  ratio       {ratio:10.1f}")


if __name__ == "__main__":
    main()
