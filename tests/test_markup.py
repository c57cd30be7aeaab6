"""Text that is safe to show anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.markup import (
    Bar,
    Bullets,
    Facts,
    Heading,
    Page,
    Paragraph,
    Quote,
    Table,
    escape_html,
    escape_markdown,
    markdown_table,
)


def test_markdown_signs_are_escaped_on_one_line() -> None:
    """Signs with a meaning are escaped and line breaks become spaces."""
    assert r"a \| b\_c \<d\>" == escape_markdown("a | b_c\n <d>")


def test_html_is_safe_in_text_and_attributes() -> None:
    """Tags and both sorts of quote are escaped."""
    assert "&lt;a b=&quot;&#x27;&amp;" == escape_html("<a b=\"'&")


@pytest.mark.parametrize(
    ("rows", "text"),
    [([], ""), ([["1"]], "\n| 1 |  |"), ([["x|y", "2"]], "\n| x\\|y | 2 |")],
    ids=["empty", "short", "escaped"],
)
def test_a_table_has_a_head_and_rows(rows: list[list[str]], text: str) -> None:
    """Cells are escaped, and short rows are filled up."""
    assert "| A | B |\n| --- | --- |" + text == markdown_table(["A", "B"], rows)


def test_a_page_is_plain_text_of_a_width() -> None:
    """Headings, lists, tables and the rest keep within the width, and numbers stand to the right."""
    long = "A long name that does not fit beside its number in so few columns"
    page = Page([
        Heading("Title", 1), Paragraph("One two three."), Heading("Part"), Bullets(["a", "b"]), Heading("Small", 3),
        Table(["Name", "Count"], [["Ada", "5"], [long, "15"], ["Bo"]]), Facts([("Owner", "Ada")]), Quote("So be it"),
        Bar(0.5, "half"),
    ])  # fmt: skip
    text = page.to_text(40)
    assert max(map(len, text.splitlines())) <= 42
    for line in ("Title", "=====", "PART", "  - a", "Owner: Ada", "  > So be it", "▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ half"):
        assert line in text.splitlines()
    assert text.index("Ada") < text.index("    5\n")
    assert "" == Bullets([]).to_text()


@given(st.text("ab [](:)!x^\\{<*_`", max_size=12), st.text("[](: a", max_size=3))
def test_brackets_stay_where_they_can_make_no_link(text: str, after: str) -> None:
    """Words in brackets are left alone; before what makes a link, an image or a definition, brackets are escaped."""
    escaped = escape_markdown(f"{text}{after}")
    bare = re.sub(r"\\.", "", escaped)
    assert re.search(r"\][\[(:{]|!\[|\[[\^!x ]|\[\[|[`*_<\\]", bare) is None
    assert r"by [end date], [slutdatum] \[x\] \[a\](b) !\[alt\](b)" == escape_markdown(
        "by [end date], [slutdatum] [x] [a](b) ![alt](b)"
    )
