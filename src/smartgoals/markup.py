"""Text made safe for Markdown and HTML, so that results can show themselves anywhere without loading anything."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

__all__ = [
    "Bar",
    "Block",
    "Bullets",
    "Facts",
    "Heading",
    "Page",
    "Paragraph",
    "Quote",
    "Table",
    "closed",
    "escape_html",
    "escape_markdown",
    "markdown_table",
]

_TURNS = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]")
_SPECIAL = re.compile(
    r"(?<![\[\]!\\])(\[[^\W_]{2,}+(?:[ /,.-]+[^\W_]+)*+\])(?![\[(:{])|([\\`*_{}\[\]<>#|~])"
)  # words in brackets that make no link, image, footnote or box to tick; or a sign to escape


def escape_markdown(text: str) -> str:
    r"""A text with the characters that Markdown would take for its own escaped, on one line.

    Words in brackets, which mark blanks to fill in, stay as they are where they can make no link.

    Example:
        >>> escape_markdown("Increase *revenue* | by [end date], see [here](x)")
        'Increase \\*revenue\\* \\| by [end date], see \\[here\\](x)'
    """
    return _SPECIAL.sub(lambda match: match[1] or f"\\{match[2]}", closed(" ".join(text.split())))


def closed(text: str) -> str:
    r"""A text that turns no text after it around: what sets a direction in it is ended in it.

    Source:
        Unicode Standard Annex 9, Unicode bidirectional algorithm, section 2 (explicit directional formatting).

    Example:
        >>> ascii(closed("owner \u202egnp.exe")), closed("plain")
        ("'owner \\u202egnp.exe\\u202c'", 'plain')
    """
    if not _TURNS.search(text):
        return text
    ends: list[str] = []
    for sign in text:
        if sign in "\u202a\u202b\u202d\u202e":
            ends.append("\u202c")
        elif sign in "\u2066\u2067\u2068":
            ends.append("\u2069")
        elif sign in ends:
            while ends.pop() != sign:
                pass
    return text + "".join(reversed(ends))


def escape_html(text: str) -> str:
    """A text that is safe between tags and in quoted attributes.

    Example:
        >>> escape_html('<b>"5 & 6"</b>')
        '&lt;b&gt;&quot;5 &amp; 6&quot;&lt;/b&gt;'
    """
    return escape(closed(text), quote=True)


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


class Heading(NamedTuple):
    """A heading; level 1 is that of the page."""

    text: str
    level: int = 2

    def to_markdown(self) -> str:
        """The heading as Markdown."""
        return f"{'#' * self.level} {escape_markdown(self.text)}"

    def to_html(self) -> str:
        """The heading as HTML."""
        return f"<h{self.level}>{escape_html(self.text)}</h{self.level}>"

    def to_text(self, width: int = 80) -> str:
        """The heading as lines of text: that of the page underlined, those of its parts in capitals."""
        lines = _folded(self.text.upper() if self.level == 2 else self.text, width)
        return "\n".join([*lines, "=" * max(map(len, lines))] if self.level == 1 else lines)


class Paragraph(NamedTuple):
    """Running text."""

    text: str

    def to_markdown(self) -> str:
        """The text as Markdown."""
        return escape_markdown(self.text)

    def to_html(self) -> str:
        """The text as HTML."""
        return f"<p>{escape_html(self.text)}</p>"

    def to_text(self, width: int = 80) -> str:
        """The text in lines."""
        return "\n".join(_folded(self.text, width))


class Bullets(NamedTuple):
    """A list of short texts."""

    items: Sequence[str]

    def to_markdown(self) -> str:
        """The list as Markdown."""
        return "\n".join(f"- {escape_markdown(item)}" for item in self.items)

    def to_html(self) -> str:
        """The list as HTML."""
        return f"<ul>{''.join(f'<li>{escape_html(item)}</li>' for item in self.items)}</ul>"

    def to_text(self, width: int = 80) -> str:
        """The list as lines of text."""
        return "\n".join(
            line
            for item in self.items
            for line in textwrap.wrap(
                _SPACES.sub(" ", item), width, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
            )
        )


class Table(NamedTuple):
    """A table of plain texts; short rows are filled up with empty cells."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def to_markdown(self) -> str:
        """The table as Markdown."""
        return markdown_table(self.head, self.rows)

    def to_html(self) -> str:
        """The table as HTML."""
        head = "".join(f'<th scope="col"{_LEFT}>{escape_html(cell)}</th>' for cell in self.head)
        rows = (
            "".join(
                f"<td{_WHOLE if len(cell) <= _SHORT else _LEFT}>{escape_html(cell)}</td>"
                for cell in [*row, *[""] * (len(self.head) - len(row))]
            )
            for row in self.rows
        )
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_text(self, width: int = 80) -> str:
        """The table as columns; the widest gives way until the table fits, and numbers stand to the right."""
        rows = [[*(_SPACES.sub(" ", cell) for cell in row), *[""] * (len(self.head) - len(row))] for row in self.rows]
        columns = list(zip(self.head, *rows, strict=True))
        widths = [max(map(len, column)) for column in columns]
        while sum(widths) + 2 * len(widths) > width and max(widths) > _NARROWEST:
            widths[widths.index(max(widths))] -= 1
        right = [all(cell[:1] in _NUMERIC or not cell for cell in column[1:]) for column in columns]
        lines = []
        for row in (self.head, *rows):
            cells = [_folded(cell, wide) for cell, wide in zip(row, widths, strict=True)]
            for place in range(max(map(len, cells))):
                parts = [cell[place] if place < len(cell) else "" for cell in cells]
                aligned = zip(parts, widths, right, strict=True)
                line = "  ".join(part.rjust(wide) if to_right else part.ljust(wide) for part, wide, to_right in aligned)
                lines.append(f"  {line}".rstrip())
        return "\n".join(lines)


class Facts(NamedTuple):
    """Names with what they stand for, such as the parts of a goal."""

    pairs: Sequence[tuple[str, str]]

    def to_markdown(self) -> str:
        """The pairs as a Markdown table without a head."""
        return markdown_table(["", ""], self.pairs).replace("|  |  |", "| | |", 1)

    def to_html(self) -> str:
        """The pairs as a table whose first column heads the rows."""
        rows = "".join(
            f'<tr><th scope="row"{_LEFT}>{escape_html(name)}</th><td{_LEFT}>{escape_html(text)}</td></tr>'
            for name, text in self.pairs
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def to_text(self, width: int = 80) -> str:
        """The pairs as lines of text."""
        return "\n".join(line for name, text in self.pairs for line in _folded(f"{name}: {text}", width))


class Quote(NamedTuple):
    """Words of somebody else, in the language they are in; none where nobody knows."""

    text: str
    language: str = ""

    def to_markdown(self) -> str:
        """The words as a Markdown quotation."""
        return "\n".join(f"> {escape_markdown(line)}" for line in self.text.splitlines())

    def to_html(self) -> str:
        """The words as an HTML quotation."""
        lang = f' lang="{escape_html(self.language)}"' if self.language else ""
        return f"<blockquote{lang}>{'<br>'.join(map(escape_html, self.text.splitlines()))}</blockquote>"

    def to_text(self, width: int = 80) -> str:
        """The words, set in."""
        lines = [line for each in self.text.splitlines() for line in _folded(each, width - 4)]
        return "\n".join(f"  > {line}" for line in lines)


class Bar(NamedTuple):
    """A share drawn with characters, which any theme and any printer shows; the text says the same.

    Example:
        >>> print(Bar(0.6, "60 % of the way").to_markdown())
        ▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱ 60 % of the way
    """

    share: float
    text: str

    def _drawn(self) -> str:
        full = round(_CELLS * min(1.0, max(0.0, self.share)))
        return "▰" * full + "▱" * (_CELLS - full)

    def to_markdown(self) -> str:
        """The bar and the text."""
        return f"{self._drawn()} {escape_markdown(self.text)}"

    def to_html(self) -> str:
        """The bar, which nobody reads aloud, and the text."""
        return f'<p><span aria-hidden="true">{self._drawn()}</span> {escape_html(self.text)}</p>'

    def to_text(self, width: int = 80) -> str:
        """The bar and the text."""
        return "\n".join(_folded(f"{self._drawn()} {self.text}", width))


_CELLS = 20
_LEFT = ' style="text-align:left"'  # notebooks set tables to the right
_SHORT = 12
"""Cells that are so short stay on one line, such as days."""
_WHOLE = ' style="text-align:left;white-space:nowrap"'

_NARROWEST = 12
_SPACES = re.compile(r"[ \t\r\n]+")  # a no-break space is kept
_NUMERIC = frozenset("0123456789-−–<>≈")

Block = Heading | Paragraph | Bullets | Table | Facts | Quote | Bar


def _folded(text: str, width: int) -> list[str]:
    return textwrap.wrap(_SPACES.sub(" ", text).strip(), width, break_on_hyphens=False) or [""]


class Page(NamedTuple):
    r"""Blocks of text that show themselves as Markdown, as HTML, or as plain text.

    Example:
        >>> page = Page([Heading("Returns & co", 1), Bullets(["fewer"])])
        >>> print(page.to_markdown())
        # Returns & co
        <BLANKLINE>
        - fewer
        >>> page.to_html()
        '<h1>Returns &amp; co</h1>\n<ul><li>fewer</li></ul>'
    """

    blocks: Sequence[Block]

    def to_markdown(self) -> str:
        """The page as Markdown."""
        return "\n\n".join(block.to_markdown() for block in self.blocks)

    def to_text(self, width: int = 80) -> str:
        """The page as text of a width, to read in a terminal or a mail; a heading stands close to what it heads."""
        lines: list[str] = []
        for place, block in enumerate(self.blocks):
            before = self.blocks[place - 1] if place else None
            if before is not None and not (isinstance(before, Heading) and not isinstance(block, Heading)):
                lines.append("")
            lines.append(block.to_text(width))
        return "\n".join(lines) + "\n"

    def to_html(self, language: str = "") -> str:
        """The page as HTML, to stand inside another page; with a language, as a part that is in it."""
        inside = "\n".join(block.to_html() for block in self.blocks)
        return f'<div lang="{escape_html(language)}">\n{inside}\n</div>' if language else inside

    def to_document(self, language: str) -> str:
        """The page as a whole HTML document that needs nothing else, to print or to send."""
        title = next((block.text for block in self.blocks if isinstance(block, Heading)), "")
        head = (
            f'<meta charset="utf-8"><title>{escape_html(title)}</title><style>'
            "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
            "table{border-collapse:collapse}th,td{border-bottom:1px solid #ccc;padding:.2rem .8rem .2rem 0}"
            "th,td{text-align:left}"
            "h3{break-after:avoid}</style>"
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape_html(language)}"><head>{head}</head>'
            f"<body>\n{self.to_html()}\n</body></html>\n"
        )
