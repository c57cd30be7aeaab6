"""Stems, content words and the parts of compounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.lexicon import languages
from smartgoals.lexicon.stems import Compounds, content_words, stem

AT_HAND = [
    "Snabbare leveranser",
    "Kortare tid i kassan",
    "Nöjda kunder",
    "Försäljning på nätet",
    "Kvinnor",
    "En produkt",
]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", "medlem medlemmen medlemmar"),
        ("sv", "kassa kassan kassor kassorna"),
        ("sv", "leverans leveransen leveranser leveransernas"),
        ("sv", "kund kunden kunder kundernas"),
        ("en", "customer customers customer's"),
        ("en", "delivery deliveries"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: str) -> None:
    """Singular, plural, definite and genitive have one stem, whatever the case of the letters."""
    assert 1 == len({stem(form, language) for word in forms.split() for form in (word, word.upper())})


@given(st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=20), st.sampled_from(languages()))
def test_a_stem_says_nothing_new(word: str, language: str) -> None:
    """Every word has a stem, and no stem is longer than its word."""
    assert 1 <= len(stem(word, language)) <= len(word.casefold())


def test_a_language_without_a_file() -> None:
    """A language that has no words has no stems either, and says which there are."""
    with pytest.raises(InvalidValueError, match="give one of en, sv"):
        stem("hund", "xx")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Vi ökade antalet återkommande kunder från 30 till 45 procent i juni 2026", "återkommande kunder"),
        ("en", "We doubled the share of returning customers to 45 percent by June 2026", "returning customers"),
        ("sv", "Vi lanserade en app", "lanserade app"),
        ("sv", "Och så var det inget mer med det", ""),
        ("en", "", ""),
    ],
)
def test_words_that_name_the_subject(language: str, text: str, expected: str) -> None:
    """Small words, directions, numbers, measures and dates are left out; the rest keeps its order."""
    assert expected.split() == [word.text for word in content_words(text, language)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leveranstiden", "leveran tid"),  # both parts at hand
        ("Kassatid", "kass tid"),  # joined by a vowel
        ("kvinnokläder", "kvin kläd"),  # the first at hand, the vowel changed
        ("kundtjänst", "kund tjänst"),  # the first at hand
        ("nätförsäljning", "nät försäljning"),
        ("snabbförsäljning", "snab försäljning"),
        ("storproduktens", "stor produk"),  # the last at hand
        ("produktion", ""),  # an ending is no word
        ("tidlös", ""),  # too short to be sure of
        ("kundstvx", ""),  # nothing without a vowel is a word
        ("personal", ""),
        ("e-handel", "handel"),
        ("app-kunder", "app kund"),
        ("kund", ""),
        ("nätet", ""),
    ],
)
def test_parts_of_a_swedish_compound(word: str, expected: str) -> None:
    """A compound is taken apart where words at hand show how, and nowhere else."""
    assert tuple(expected.split()) == Compounds.of(AT_HAND, "sv").parts(word)


def test_english_has_its_words_apart() -> None:
    """English words are taken apart at a hyphen only."""
    compounds = Compounds.of(["customer service", "self check-out"], "en")
    assert () == compounds.parts("customerservice")
    assert ("check", "out") == compounds.parts("check-out")


def test_a_form_of_the_word_itself_is_no_part() -> None:
    """That another form of the compound is at hand does not hide its parts."""
    assert ("retur", "grad") == Compounds.of(["En retur", "Returgrad och returgrader"], "sv").parts("returgraden")


def test_stems_with_their_parts() -> None:
    """A compound gives its own stem and those of its parts, each once."""
    assert ("kund", "kundtjänst", "tjänst") == Compounds.of(AT_HAND, "sv").stems("Kunder till kundtjänsten")


@given(st.permutations(AT_HAND))
def test_the_order_of_the_words_at_hand_does_not_matter(texts: list[str]) -> None:
    """The same words at hand give the same parts."""
    assert Compounds.of(AT_HAND, "sv") == Compounds.of(texts, "sv")
