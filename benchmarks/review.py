"""How long a review takes, how it grows, and where the time goes.

    python benchmarks/review.py [--goals 1000 10000 100000]

Each goal has 24 monthly readings, an area, an owner and something that it supports; every tenth waits for another.
Time in `parse`, in `assess`, and in `track` with its forecast is taken inside the one run, by a clock around each call,
so that a busy machine slows all parts alike; "outside" is the share of the rest. Memory is the growth of the process
at its peak, for the review and for what it is given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import sys
import time
from collections import Counter
from types import ModuleType

from smartgoals import Area, Context, Goal, Objective, Portfolio, Series, Unit
from smartgoals.model import Baseline, Cadence, Horizon, Level, Metric, Quantity
from smartgoals.progress import standing
from smartgoals.reviewing import building, review

PERCENT = Unit.percent()
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")
MONTHS = [dt.date(2025 + (month // 12), month % 12 + 1, 28) for month in range(24)]
CONTEXT = Context("2026-10-05", "en")


def built(count: int) -> tuple[Portfolio, dict[str, Series]]:
    """A portfolio of some size, and its readings."""
    dice = random.Random(7)
    goals, series = [], {}
    for number in range(count):
        name = f"g{number}"
        word = " ".join("".join(dice.choices(SYLLABLES, k=3)) for _ in range(2))  # each goal has words of its own
        start, target = dice.uniform(20, 40), dice.uniform(45, 80)
        metric = Metric(f"rate of {word}", PERCENT, direction="increase", cadence=Cadence("month"))
        supports = [f"g{number // 10}"] if number >= 10 and number % 3 else ["o1"]
        goals.append(
            Goal(
                f"Increase the rate of {word} from {start:.1f} % to {target:.1f} % by December 2026.",
                id=name, metric=metric, owner=f"Owner {number % 50}", area=f"Area {number % 20}",
                baseline=Baseline(Quantity(round(start, 1), PERCENT)),
                target=Level(Quantity(round(target, 1), PERCENT)),
                horizon=Horizon("2025-12-31", "2026-12-31"), supports=supports,
                depends_on=[f"g{number - 1}"] if number % 10 == 9 else [], means=["more people"],
            )
        )  # fmt: skip
        pace = dice.uniform(-0.2, 1.4) * (target - start) / 12
        series[name] = Series.of(
            [
                (day, round(start + pace * max(0, place - 12) + dice.gauss(0, 0.5), 2))
                for place, day in enumerate(MONTHS)
            ],
            PERCENT,
        )
    areas = [Area(f"Area {number}", objectives=["o1"]) for number in range(20)]
    return Portfolio(goals, objectives=[Objective("o1", "Grow")], areas=areas, name="Bench"), series


def timed(module: ModuleType, name: str, spent: Counter[str]) -> None:
    """Put a clock around a function of a module."""
    function = getattr(module, name)

    def clocked(*given: object, **options: object) -> object:
        began = time.perf_counter()
        try:
            return function(*given, **options)
        finally:
            spent[name] += time.perf_counter() - began

    setattr(module, name, clocked)


def resident() -> float:
    """Megabytes that the process has taken at most so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--goals", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    given = options.parse_args()
    spent: Counter[str] = Counter()
    for module, name in ((building, "parse"), (building, "assess"), (building, "track"), (standing, "forecast_of")):
        timed(module, name, spent)
    small, readings = built(200)
    review(small, context=CONTEXT, series=readings)  # load what is loaded once
    print("   goals   seconds   ms/goal     parse    assess     track   outside   KB/goal  KB input")
    for count in sorted(given.goals):  # the largest last, as the peak of the process is what is read
        before = resident()
        portfolio, series = built(count)
        held = resident()
        spent.clear()
        began = time.perf_counter()
        found = review(portfolio, context=CONTEXT, series=series)
        whole = time.perf_counter() - began
        taken = resident() - held
        del found
        tracked = spent["track"] + spent["forecast_of"]
        judged = spent["assess"] - spent["forecast_of"]  # the rules ask for the forecast first
        outside = (whole - spent["parse"] - judged - tracked) / whole
        seconds = (whole, whole / count * 1e3, spent["parse"], judged, tracked)
        row = f"{count:>8}{seconds[0]:>10.2f}{seconds[1]:>10.3f}" + "".join(f"{each:>10.2f}" for each in seconds[2:])
        print(f"{row}{outside:>10.1%}{taken / count * 1e3:>10.1f}{(held - before) / count * 1e3:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
