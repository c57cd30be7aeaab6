"""Likeness of texts by the words they share."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from smartgoals.lexicon.similarity import Likeness, likeness, rarities

STEMS = st.lists(st.sampled_from("abcdefgh"), max_size=6)


def test_a_rare_word_tells_more() -> None:
    """Sharing the rarer word makes two texts more alike, and the rarer word is named first."""
    weights = rarities([("kund", "retur"), ("kund", "app"), ("kund", "retur", "snabb"), ("kund",)])
    assert math.log(2) == weights["kund"]
    both = likeness(("kund", "retur"), ("kund", "retur", "snabb"), weights)
    assert ("retur", "kund") == both.shared
    assert (
        likeness(("kund", "retur"), ("retur",), weights).score > likeness(("kund", "retur"), ("kund",), weights).score
    )


def test_nothing_in_common() -> None:
    """Texts that share nothing, or say nothing, are not alike."""
    assert Likeness(0.0, ()) == likeness(("kund",), ("app",))
    assert Likeness(0.0, ()) == likeness((), ())


def test_a_word_without_a_weight_counts_as_a_rare_one() -> None:
    """A stem that was not at hand when the weights were made is as telling as the rarest."""
    weights = {"kund": 1.0, "retur": 2.0}
    expected = likeness(("retur", "kund"), ("retur",), weights)
    assert expected.score == likeness(("app", "kund"), ("app",), weights).score


@given(STEMS, STEMS, st.lists(STEMS, min_size=1))
def test_likeness_is_mutual_and_bounded(one: list[str], other: list[str], texts: list[list[str]]) -> None:
    """Likeness is in [0, 1], the same both ways, and 1 for a text that says something and itself."""
    weights = rarities(texts)
    found = likeness(one, other, weights)
    assert found == likeness(other, one, weights)
    assert 0 <= found.score <= 1 + 1e-12
    assert (0.0 if not one else 1.0) == likeness(one, one, weights).score
