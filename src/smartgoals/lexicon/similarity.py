"""Similarity of short texts by the words they share, each weighted by how rare it is.

Two texts of six words share one or two; which ones says more than how many. So a shared word counts by its rarity
among the texts at hand, and the answer carries the words, so that anybody can see why two texts are called alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

__all__ = ["Likeness", "likeness", "rarities"]


@attrs.frozen
class Likeness:
    """How alike two texts are, and by which stems.

    Attributes:
        score: In [0, 1]; 0 when nothing is shared, 1 when all is.
        shared: The stems that both have, the rarest first.
    """

    score: float
    shared: tuple[str, ...]


def rarities(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each stem tells among some texts: ln(1 + n / texts that have it), above 0.

    Args:
        texts: The stems of each text.

    Example:
        >>> rarities([("kund", "retur"), ("kund", "app")])["kund"] < rarities([("kund", "retur"), ("kund",)])["retur"]
        True

    Source:
        K. Spärck Jones, A statistical interpretation of term specificity and its application in retrieval, Journal of
        Documentation 28 (1972); smoothed so that a word that all texts share still counts a little.
    """
    counts: Counter[str] = Counter()
    number = 0
    for stems in texts:
        counts.update(set(stems))
        number += 1
    return {each: math.log1p(number / count) for each, count in counts.items()}


def likeness(one: Iterable[str], other: Iterable[str], weights: Mapping[str, float] | None = None) -> Likeness:
    """How alike two texts are: the cosine of their stems, each weighted.

    Args:
        one: Stems of a text.
        other: Stems of the other.
        weights: How much each stem counts, as `rarities()` gives them; a stem that is not there counts as much as the
            one that counts most. Without weights, all count the same.

    Example:
        >>> likeness(("kund", "retur"), ("kund", "app"))
        Likeness(score=0.5, shared=('kund',))
    """
    first, second = set(one), set(other)
    weights = weights or {}
    unknown = max(weights.values(), default=1.0)

    def square(stems: set[str]) -> float:
        return math.fsum(weights.get(each, unknown) ** 2 for each in stems)

    shared = first & second
    if not shared:
        return Likeness(0.0, ())
    score = 1.0 if first == second else square(shared) / math.sqrt(square(first) * square(second))
    return Likeness(score, tuple(sorted(shared, key=lambda each: (-weights.get(each, unknown), each))))
