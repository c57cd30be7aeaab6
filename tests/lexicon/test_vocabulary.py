"""The word files and what is made of them."""

from __future__ import annotations

import pytest

from smartgoals.errors import InvalidValueError
from smartgoals.lexicon import languages, load


def test_a_language_is_a_file() -> None:
    """Each word file is a language."""
    assert ("en", "sv") == languages()


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    """The error names the field, the value and the languages to choose from."""
    with pytest.raises(InvalidValueError, match="en, sv") as caught:
        load("tlh")
    assert ("language", "tlh") == (caught.value.field, caught.value.value)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_files_have_the_same_tables(language: str) -> None:
    """A new language can be written by following any of the files."""
    assert set(load("sv").data) == set(load(language).data)
    for table in ("roles", "when", "lists", "terms", "units"):
        assert set(load("sv").data[table]) == set(load(language).data[table]), table


@pytest.mark.parametrize("language", ["en", "sv"])
def test_small_words_belong_to_one_language(language: str) -> None:
    """The words that tell a language are not those that tell another."""
    others = set().union(*(load(other).common for other in languages() if other != language))
    assert not load(language).common & others


def test_every_form_of_a_verb_is_known() -> None:
    """A stem with a paradigm stands for all its endings, and past forms are marked."""
    entries = load("sv").entries
    for form in ("öka", "ökar", "ökade", "ökat", "höj", "höja", "höjer", "sänk", "sänkte"):
        assert entries[form].roles["verb"] in ("increase", "decrease"), form
    assert "past" in entries["ökade"].roles
    assert "past" not in entries["öka"].roles


def test_a_word_keeps_all_its_senses() -> None:
    """The English "by" is the size of a change and a deadline."""
    assert {"amount", "until"} <= load("en").entries["by"].roles.keys()


def test_the_longest_phrase_of_a_list_is_found() -> None:
    """ "Så snart som möjligt" is one hit, not a hit for "snart" inside it."""
    text = "Bli klara så snart som möjligt, helst snart"
    hits = load("sv").find("vague_times", text)
    assert ["så snart som möjligt", "snart"] == [word for _, _, word in hits]
    assert ["så snart som möjligt", "snart"] == [text[start:end] for start, end, _ in hits]


def test_parts_of_words_are_not_found() -> None:
    """Only whole words count: "many" does not stand in "Germany"."""
    assert [] == load("en").find("vague_quantities", "Grow sales in Germany")


def test_marks_and_months_come_from_cldr() -> None:
    """Numbers and month names are those of the language."""
    swedish, english = load("sv"), load("en")
    assert ("," == swedish.marks[0], "." == english.marks[0]) == (True, True)
    assert (5, 12) == (swedish.months["maj"], english.months["december"])
    assert english.months["sept"] == 9


def test_entries_show_themselves() -> None:
    """An entry prints its text and its roles."""
    assert "<Entry 'ökade': verb, past" in repr(load("sv").entries["ökade"])
