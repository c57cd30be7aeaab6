"""What a portfolio costs as it grows: building, looking up, drawing the map, renaming.

Run: python benchmarks/portfolio.py [--rounds N]

Two goals in three serve another goal, the rest serve one of fifty objectives. Times are medians over the rounds, in
microseconds for one goal; what is linear stays as it is when the portfolio grows.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from smartgoals import Goal, Objective, Portfolio

SIZES = (1_000, 10_000, 100_000)


def build(goals: list[Goal]) -> Portfolio:
    """A portfolio of these goals."""
    areas = [f"A{number}" for number in range(20)]
    return Portfolio(goals, objectives=[Objective(f"o{n}", f"O{n}") for n in range(50)], areas=areas)


def measure(name: str, taken: dict[str, list[float]], step: Callable[[Any], Any], what: object) -> Any:
    """Do a step, and note the microseconds that it took."""
    begun = time.perf_counter()
    done = step(what)
    taken.setdefault(name, []).append((time.perf_counter() - begun) * 1e6)
    return done


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print("   goals     build   look up       map    rename")
    for size in SIZES:
        goals = [
            Goal(f"Goal {n}", id=f"g{n}", area=f"A{n % 20}", supports=[f"g{n - n % 3}" if n % 3 else f"o{n % 50}"])
            for n in range(size)
        ]
        taken: dict[str, list[float]] = {}
        for _ in range(rounds):
            portfolio = measure("build", taken, build, goals)
            measure("look up", taken, lambda portfolio: [portfolio[goal.id] for goal in portfolio], portfolio)
            measure("map", taken, Portfolio.map, portfolio)
            measure("rename", taken, lambda portfolio: portfolio.rename("o1", "x"), portfolio)
        print(f"{size:8}" + "".join(f"{statistics.median(times) / size:10.2f}" for times in taken.values()))


if __name__ == "__main__":
    main()
