"""Text made safe for Markdown and HTML, so that results can show themselves anywhere without loading anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["escape_html", "escape_markdown", "markdown_table"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape_markdown(text: str) -> str:
    r"""A text with the characters that Markdown would take for its own escaped, on one line.

    Example:
        >>> escape_markdown("Increase *revenue* | [soon]")
        'Increase \\*revenue\\* \\| \\[soon\\]'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def escape_html(text: str) -> str:
    """A text that is safe between tags and in quoted attributes.

    Example:
        >>> escape_html('<b>"5 & 6"</b>')
        '&lt;b&gt;&quot;5 &amp; 6&quot;&lt;/b&gt;'
    """
    return escape(text, quote=True)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of plain texts, each escaped; short rows are filled up with empty cells.

    Example:
        >>> print(markdown_table(["Goal", "Score"], [["Cut returns", "0.5"]]))
        | Goal | Score |
        | --- | --- |
        | Cut returns | 0.5 |
    """
    lines = [[escape_markdown(cell) for cell in row] + [""] * (len(head) - len(row)) for row in (head, *rows)]
    lines.insert(1, ["---"] * len(head))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
