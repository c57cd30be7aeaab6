"""Groups proposed from shared words: explained, the same every time, and near what people make by hand."""

from __future__ import annotations

import csv
from collections import Counter
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Workshop
from smartgoals.adapters.forms import read_ideas
from smartgoals.workshop import Idea, propose
from smartgoals.workshop.grouping import language_of, usual_language
from smartgoals.workshop.wishes import as_wish

EXAMPLE = Path(__file__).parents[2] / "examples" / "workshop"
WORDS = st.sampled_from(
    [
        "retur",
        "returer",
        "returgrad",
        "kund",
        "kunder",
        "app",
        "appen",
        "leverans",
        "leveranstid",
        "och",
        "vi",
        "the",
        "customer",
    ]
)
IDEAS = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), max_size=12)


def rand_index(one: list[str], other: list[str]) -> float:
    """The adjusted Rand index of two groupings: 1 when they are the same, about 0 when one is chance.

    L. Hubert and P. Arabie, Comparing partitions, Journal of Classification 2 (1985).
    """
    pairs = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    sums = [sum(comb(count, 2) for count in Counter(labels).values()) for labels in (one, other)]
    expected = sums[0] * sums[1] / comb(len(one), 2)
    return (pairs - expected) / ((sums[0] + sums[1]) / 2 - expected)


def example() -> tuple[tuple[Idea, ...], dict[str, str]]:
    """The ideas of the example, and the group that a person put each in."""
    workshop, problems = read_ideas((EXAMPLE / "ideer.csv").read_text(encoding="utf-8"))
    assert () == problems
    with (EXAMPLE / "grupper-for-hand.csv").open(encoding="utf-8", newline="") as file:
        by_hand = {row["Nr"]: row["Grupp"] for row in csv.DictReader(file, delimiter=";")}
    return workshop.move("group").ideas, by_hand


@given(IDEAS, st.randoms())
def test_the_order_of_ideas_does_not_matter(texts: list[str], random) -> None:
    """The same ideas give the same groups, in whatever order they were written."""
    ideas = [Idea(str(number), text) for number, text in enumerate(texts)]
    shuffled = random.sample(ideas, len(ideas))
    assert propose(ideas) == propose(shuffled)


@given(IDEAS)
def test_every_idea_stands_in_one_place(texts: list[str]) -> None:
    """Each idea is in one group or alone; a group has two or more, and every one has a word of it."""
    ideas = {str(number): Idea(str(number), text) for number, text in enumerate(texts)}
    found = propose(ideas.values(), language="sv")
    placed = [*(idea for group in found.groups for idea in group.ideas), *found.alone]
    assert sorted(ideas) == sorted(placed)
    for group in found.groups:
        assert len(group.ideas) >= 2
        for idea in group.ideas:
            assert any(word in ideas[idea].text for word in group.words)


def test_groups_made_by_hand_are_found() -> None:
    """On the example the proposed groups agree with a person's by an adjusted Rand index of 0.6 or more."""
    ideas, by_hand = example()
    found = propose(ideas)
    place = {idea: group.id for group in found.groups for idea in group.ideas}
    index = rand_index([by_hand[idea.id] for idea in ideas], [place.get(idea.id, f"-{idea.id}") for idea in ideas])
    assert index >= 0.6
    assert 71 == len(ideas)


def test_the_words_that_made_a_group() -> None:
    """Forms and compounds of one word bring ideas together, and are named."""
    found = propose(
        [Idea("1", "Vi halverade returerna"), Idea("2", "Returgraden sjönk"), Idea("3", "En retur är gratis")]
    )
    assert [("Retur", ("1", "2", "3"), ("retur", "returerna"))] == [(g.name, g.ideas, g.words) for g in found.groups]


def test_names_keep_their_capitals() -> None:
    """A group is named as people wrote its word."""
    assert "B2B" == propose([Idea("1", "B2B growth"), Idea("2", "More B2B")]).groups[0].name


def test_several_languages() -> None:
    """Each idea is read in its own language; languages meet in the words they share."""
    found = propose([
        Idea("1", "We delivered every parcel the next day"), Idea("2", "All deliveries are on time and the app works"),
        Idea("3", "Vi levererade allt i tid med en app"), Idea("4", "App"),
    ])  # fmt: skip
    assert {"1": "en", "2": "en", "3": "sv", "4": "en"} == dict(found.languages)
    assert {("2", "3", "4")} == {group.ideas for group in found.groups if group.id == "app"}
    assert ("sv", None) == (language_of("Vi höjde andelen"), language_of("app"))
    assert "sv" == usual_language(["app", "Vi höjde andelen nöjda kunder"])


def test_a_word_that_all_use_makes_no_group() -> None:
    """What a quarter of the ideas say tells none of them apart."""
    ideas = [Idea(f"a{n}", f"kunder thing{n}x") for n in range(40)] + [Idea(f"b{n}", f"returer {n}") for n in range(3)]
    assert ["Returer"] == [group.name for group in propose(ideas, language="sv").groups]


def test_nothing_to_group() -> None:
    """No ideas give no groups; small words alone give none either."""
    assert ((), ()) == (propose([]).groups, propose([]).alone)
    assert ("1", "2") == propose([Idea("1", "och så"), Idea("2", "och då")], language="sv").alone
    assert ("1", "2") == propose([Idea("1", "retur"), Idea("2", "retur")], language="sv", smallest=3).alone


def test_five_thousand_ideas() -> None:
    """A whole company's ideas find their places; benchmarks/grouping.py says how long it takes."""
    ideas, _ = example()
    words = [word for idea in ideas for word in idea.text.split()]
    many = [
        Idea(str(n), " ".join(words[(n * 7 + k * (13 + n % 11)) % len(words)] for k in range(8))) for n in range(5000)
    ]
    found = propose(many)
    assert 5000 == sum(len(group.ideas) for group in found.groups) + len(found.alone)


def test_the_language_of_the_workshop_is_taken() -> None:
    """A workshop that knows its language does not guess."""
    workshop = Workshop.start("T", language="sv").move("group").write("Retur").write("Returerna")
    assert {"1": "sv", "2": "sv"} == dict(workshop.propose().languages)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Vi halverade returerna!", "Halvera returerna"),
        ("sv", "Vi har halverat returerna", "Halvera returerna"),
        ("sv", "Vi höll ett högt tempo och byggde en app", "Hålla ett högt tempo och bygga en app"),
        ("sv", "Vi sålde skor och strumpor.", "Sälja skor och strumpor"),
        ("sv", "Vi är bäst", "Vi är bäst"),
        ("sv", "vi ade", "vi ade"),
        ("sv", "Returerna halverades", "Returerna halverades"),
        ("sv", "  Vi   tog   hem segern ", "Ta hem segern"),
        ("en", "We doubled the share of returning customers", "Double the share of returning customers"),
        ("en", "We increased sales and launched an app", "Increase sales and launch an app"),
        ("en", "We pondered", "We pondered"),
        ("en", "Sales doubled", "Sales doubled"),
        ("en", "", ""),
    ],
)
def test_a_celebration_becomes_a_wish(language: str, text: str, expected: str) -> None:
    """Subject and verb change where the language knows how; anything else stays as it was written."""
    assert expected == as_wish(text, language)
