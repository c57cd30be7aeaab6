"""What must hold for any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartgoals.model import Context
from smartgoals.statement import Statement, parse, read_document
from smartgoals.statement.tokens import tokenize

CONTEXT = Context("2026-01-15")
PIECES = [
    "öka", "minska", "från", "till", "med", "senast", "minst", "högst", "by", "to", "from", "cut", "grow", "at least",
    "20 000", "1.500", "12,5", "%", "procentenheter", "kr", "€", "mkr", "Q2", "2026", "juni", "June", "30", "30/6",
    "årsskiftet", "the end of", "next year", "i år", "inom", "6 månader", ",", ".", "(", ")", "–", "-", "−", "genom att",
    "för att", "without", "lägre än", "kunder", "en", "scope 1", "and", "2 and 3", "between", "halvera", "\n", "- ", "# ",
    "99999999999999999999999999", "0", "31 februari", "W53", "FY26", "kvartal 9", "2026-13-45", "1/3", "30.06.2026", "1.2.26", "90+", "->", "±", "2 tim", "twenty-four", "…", "²", "٣",
]  # fmt: skip
texts = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map(" ".join)


def _check(statement: Statement) -> None:
    for part in (*statement.parts, *statement.rest):
        assert statement.text[part.start : part.end] == part.text
        assert part.text
    assert sorted(p.span for p in statement.rest) == [p.span for p in statement.rest]
    assert all(a.end <= b.start for a, b in zip(statement.rest, statement.rest[1:], strict=False))
    for doubt in statement.ambiguities:
        assert statement.text[doubt.start : doubt.end] == doubt.text
        assert len(doubt.readings) > 1


@given(texts)
@example("")
@example("\ud800")
@example("öka X från 5 till ² %")
@example("V53")
@example("öka X med 5 percent")
@example("öka X till 5 times om dagen")
@example("öka X till 5 kr per percent")
def test_any_text_is_read_and_every_span_slices_back(text: str) -> None:
    """Parsing never raises, and the span of every part gives back the words of the part."""
    _check(parse(text, context=CONTEXT))


@given(texts)
def test_any_text_is_a_document_whose_spans_slice_back(text: str) -> None:
    """Reading a document never raises, and the span of each statement gives back its text, in order."""
    document = read_document(text, context=CONTEXT)
    end = 0
    for statement in document.statements:
        assert text[statement.span[0] : statement.span[1]] == statement.text
        assert end <= statement.span[0]
        end = statement.span[1]
        _check(statement)
    assert len(document.statements) == len(document.portfolio)


@given(st.text())
def test_tokens_lie_in_order_and_slice_back(text: str) -> None:
    """Tokens do not overlap, hold no white space, and their places give back their texts."""
    end = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert end <= token.start
        end = token.end


@given(texts)
def test_the_same_text_is_always_read_the_same(text: str) -> None:
    """Reading has no state."""
    assert parse(text, context=CONTEXT) == parse(text, context=CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        *("123 " * 3000, "end of " * 3000, "slutet av " * 3000, "kvartal ²", "week ²", "FY²²", "²/² ²"),
        *("5 kr" + "/kr" * 3000, "5 kr per day" + " per day" * 3000, "Eat 5 apples" + " per day" * 3000),
        *("the " * 9000, "från " * 9000, "," * 9000, "( 2 " * 9000, "1" * 9000, "9" * 9000 + " %"),
        *("öka 5 till " * 3000, "- " * 9000, "1'000" + "'000" * 3000),
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_read_like_any_other(text: str) -> None:
    """Long repetitions and odd digits neither raise nor recurse without end."""
    _check(parse(text, context=CONTEXT))
    read_document(text, context=CONTEXT)
