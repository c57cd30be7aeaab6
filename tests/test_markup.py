"""Text that is safe to show anywhere."""

from __future__ import annotations

import pytest

from smartgoals.markup import escape_html, escape_markdown, markdown_table


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
