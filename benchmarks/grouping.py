"""How near proposed groups come to groups made by hand, and how long 5 000 ideas take.

Agreement is the adjusted Rand index (L. Hubert and P. Arabie, 1985): 1 for the same groups, about 0 for chance. The
contenders group by the same rule and differ in what they take for a word: as written, by its stem, and by its stem with
compounds taken apart, which is what the library does.

    python benchmarks/grouping.py [ROUNDS]
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from collections import Counter
from math import comb
from pathlib import Path
from unittest import mock

from smartgoals.adapters.forms import read_ideas
from smartgoals.lexicon import stems
from smartgoals.workshop import Idea, propose

EXAMPLE = Path(__file__).parents[1] / "examples" / "workshop"


def rand_index(one: list[str], other: list[str]) -> float:
    """The adjusted Rand index of two groupings."""
    pairs = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    sums = [sum(comb(count, 2) for count in Counter(labels).values()) for labels in (one, other)]
    expected = sums[0] * sums[1] / comb(len(one), 2)
    return (pairs - expected) / ((sums[0] + sums[1]) / 2 - expected)


def example() -> tuple[tuple[Idea, ...], list[str]]:
    """The Swedish ideas of the example, and the group that a person put each in."""
    workshop, _ = read_ideas((EXAMPLE / "ideer.csv").read_text(encoding="utf-8"))
    ideas = workshop.move("group").ideas
    with (EXAMPLE / "grupper-for-hand.csv").open(encoding="utf-8", newline="") as file:
        by_hand = {row["Nr"]: row["Grupp"] for row in csv.DictReader(file, delimiter=";")}
    return ideas, [by_hand[idea.id] for idea in ideas]


def others(name: str) -> tuple[tuple[Idea, ...], list[str]]:
    """Ideas of another trade, and the group of each."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Idea(row["id"], row["idea"]) for row in rows), [row["group"] for row in rows]


def labels(ideas: tuple[Idea, ...]) -> list[str]:
    """The group that each idea is put in; an idea alone is a group of its own."""
    place = {idea: group.id for group in propose(ideas).groups for idea in group.ideas}
    return [place.get(idea.id, f"-{idea.id}") for idea in ideas]


def generated(ideas: tuple[Idea, ...], number: int, seed: int = 1) -> list[Idea]:
    """Ideas put together from the words of others: 200 words that many use, 3 000 that few do."""
    draw = random.Random(seed)
    common = [word for idea in ideas for word in idea.text.split()][:200]
    rare = [
        "".join(draw.choices(["ka", "ret", "lev", "mo", "tan", "ris", "pel", "dor", "vik"], k=3)) for _ in range(3000)
    ]
    return [Idea(str(n), " ".join(draw.choices(common, k=6) + draw.choices(rare, k=3))) for n in range(number)]


def measure(name: str, ideas: tuple[Idea, ...], hand: list[str]) -> None:
    print(f"{name}: {len(ideas)} ideas, {len(set(hand))} groups by hand; adjusted Rand index")
    alone = mock.patch.object(stems.Compounds, "_parts", return_value=())
    with mock.patch.object(stems, "_forms", side_effect=lambda word, _: (word,)), alone:
        stems.stem.cache_clear()
        print(f"  words as written      {rand_index(hand, labels(ideas)):.2f}")
    stems.stem.cache_clear()
    with alone:
        print(f"  stems                 {rand_index(hand, labels(ideas)):.2f}")
    print(f"  stems and compounds   {rand_index(hand, labels(ideas)):.2f}")
    print(f"  chance                {rand_index(hand, random.Random(1).sample(hand, len(hand))):.2f}")


def main(rounds: int = 5) -> None:
    measure("the example, Swedish", *example())
    measure("housing, English", *others("ideas.en.csv"))
    measure("a municipality, Swedish, written last", *others("ideas.sv.csv"))
    ideas, _ = example()
    for number in (500, 5000):
        many = generated(ideas, number)
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            found = propose(many)
            taken.append(time.perf_counter() - start)
        spread = f"{min(taken):.2f} to {max(taken):.2f}"
        print(f"{number} ideas: {statistics.median(taken):.2f} s ({spread}), {len(found.groups)} groups")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
