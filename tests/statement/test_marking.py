"""Statements that show themselves."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from smartgoals.model import Context
from smartgoals.statement import parse

CONTEXT = Context("2026-01-15")
TEXT = "Cut returns from 9 % to at most 6 % by Q2 through better texts & <b>photos</b>"


def html(text: str) -> str:
    """The sentence as HTML, as a notebook asks for it."""
    return parse(text, context=CONTEXT)._repr_html_()


def test_each_part_is_underlined_and_named() -> None:
    """No meaning by colour alone: the role stands as text beside the words."""
    shown = html(TEXT)
    for role in ("direction", "metric", "baseline", "target", "deadline", "means"):
        assert f">{role}</sub>" in shown


def test_hostile_text_stays_text() -> None:
    """Tags in a statement are shown, not obeyed."""
    assert "<b>photos" not in html(TEXT)
    assert "&lt;b&gt;photos" in html(TEXT)


@given(st.text())
def test_the_words_are_all_there(text: str) -> None:
    """Without its marks the HTML is the sentence."""
    sentence = html(text).split("</p>")[0]
    plain = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sub.*?</sub>", "", sentence)))
    assert text.replace("\x00", "") == plain.replace("\x00", "")


def test_doubts_and_rest_stand_below() -> None:
    """What can be read in two ways and what was not understood is shown as well."""
    shown = html("Launch a shop in time by Q2 hopping gladly")
    assert "the year is open" in shown
    assert "not understood" in shown


def test_markdown_is_a_quotation_and_a_table() -> None:
    """Where HTML cannot be shown, a table does."""
    shown = parse(TEXT, context=CONTEXT)._repr_markdown_()
    assert shown.startswith("> Cut returns")
    assert "| target | 6 |" in shown
    assert "\\<b\\>" in shown
    assert "> ?" in parse("?", context=CONTEXT)._repr_markdown_()


def test_a_part_around_another_is_named_once() -> None:
    """The bound inside the target does not make the target bear its name twice."""
    shown = html("Cut returns to at most 6 % by June 2027")
    assert (1, 1) == (shown.count(">target</sub>"), shown.count(">bound</sub>"))
