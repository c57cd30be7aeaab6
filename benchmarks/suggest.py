"""How fast measures are suggested, and whether that depends on the size of the catalogue.

Run: python benchmarks/suggest.py [--rounds N]

Goals are the example goals of the built-in catalogue. The larger catalogues hold the built-in one and invented measures
with words of their own; the ratio to the built-in one, in the same round, should stay near 1, since only measures that
share a word are looked at. Times are medians and spread over the rounds, in microseconds for one goal.
"""

from __future__ import annotations

import argparse
import statistics
import time

import attrs

from smartgoals import Catalogue, Goal, suggest_metrics

SIZES = (0, 1_000, 10_000)


def word(number: int) -> str:
    """A word of six consonants that no language has, another for each number."""
    return "".join("bdfgkmprtvxz"[number // 12**place % 12] for place in range(6))


def catalogue(extra: int) -> Catalogue:
    """The built-in catalogue and so many invented measures."""
    model = Catalogue.builtin()["conversion-rate"]
    invented = {
        f"x{number}": attrs.evolve(
            model, id=f"x{number}", names=dict.fromkeys(("en", "sv"), (word(number),)), area=None,
            drives=(),
        )
        for number in range(extra)
    }  # fmt: skip
    return Catalogue.builtin() | Catalogue(invented)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    goals = [example.goal(code) for example in Catalogue.builtin().examples for code in ("en", "sv")]
    catalogues = {len(each): each for each in map(catalogue, SIZES)}
    for each in catalogues.values():
        suggest_metrics(Goal("Cut returns"), catalogue=each)
    taken: dict[int, list[float]] = {size: [] for size in catalogues}
    for _ in range(rounds):
        for size, each in catalogues.items():
            begun = time.perf_counter()
            for goal in goals:
                suggest_metrics(goal, catalogue=each)
            taken[size].append((time.perf_counter() - begun) / len(goals) * 1e6)
    smallest = next(iter(taken))
    print("measures   us/goal (spread)   ratio to the built-in catalogue")
    for size, times in taken.items():
        ratio = statistics.median(one / other for one, other in zip(times, taken[smallest], strict=True))
        print(f"{size:8}   {statistics.median(times):7.0f} ({min(times):.0f}-{max(times):.0f})   {ratio:.2f}")


if __name__ == "__main__":
    main()
