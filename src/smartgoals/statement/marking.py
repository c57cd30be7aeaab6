"""A statement shown with its parts marked, as HTML and as Markdown, built from strings."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from smartgoals.markup import escape_html, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.statement.statement import Part, Statement

__all__ = ["to_html", "to_markdown"]

# Lines under the words, in colours that stand out on light and dark; each word also bears its role as text.
_COLOURS = {
    "direction": "#3b82c4",
    "metric": "#8a63d2",
    "population": "#8a63d2",
    "statistic": "#8a63d2",
    "baseline": "#b7791f",
    "baseline_when": "#b7791f",
    "bound": "#2f9e62",
    "target": "#2f9e62",
    "target_when": "#d1495b",
    "commit": "#2f9e62",
    "stretch": "#2f9e62",
    "means": "#4d908e",
    "purpose": "#4d908e",
    "guardrail": "#4d908e",
    "owner": "#6b7280",
    "confidence": "#6b7280",
}


def to_html(statement: Statement) -> str:
    """The sentence with its parts underlined and named, and below it a legend, the doubts and the rest.

    The goals of a sentence that states several are shown one after the other.
    """
    if statement.clauses:
        return "".join(to_html(clause) for clause in statement.clauses)
    pieces = []
    shown = [*_pieces(statement)]
    last = {id(part): number for number, (_, part) in enumerate(shown)}
    for number, (text, part) in enumerate(shown):
        safe = escape_html(text)
        if part is None:
            pieces.append(safe)
            continue
        style = f"border-bottom:3px solid {_COLOURS[part.role]};padding-bottom:4px"
        is_last = last[id(part)] == number  # a part around another is named once
        label = f'<sub style="opacity:.75;margin-left:.2em">{_name(part.role)}</sub>' if is_last else ""
        pieces.append(f'<span style="{style}">{safe}{label}</span>')
    sentence = f'<p lang="{statement.language}" style="line-height:2.2">{"".join(pieces)}</p>'
    left = ' style="text-align:left"'
    rows = "".join(
        f'<tr><th scope="row"{left}>{_name(name)}</th><td{left}>{escape_html(value)}</td></tr>'
        for name, value in _rows(statement)
    )
    return f"<div>{sentence}<table>{rows}</table></div>" if rows else f"<div>{sentence}</div>"


def to_markdown(statement: Statement) -> str:
    """The sentence as a quotation, and a table of what was read; a table a goal where it states several."""
    if statement.clauses:
        return "\n".join(to_markdown(clause) for clause in statement.clauses)
    lines = [f"> {escape_markdown(statement.text)}", ""]
    rows = [*_rows(statement)]
    if rows:
        lines += ["| | |", "| --- | --- |"]
        lines += [f"| {_name(name)} | {escape_markdown(value)} |" for name, value in rows]
    return "\n".join(lines) + "\n"


def _rows(statement: Statement) -> Iterator[tuple[str, str]]:
    for name, value in statement.slots().items():
        if value is not None:
            yield name, f"{value:f}" if hasattr(value, "as_tuple") else str(value)
    for further in statement.also:
        yield "also", " ".join(str(value) for value in (further.target, further.unit, further.target_when) if value)
    for doubt in statement.ambiguities:
        yield doubt.kind, " / ".join(doubt.readings)
    for part in statement.rest:
        yield "rest", part.text


def _name(role: str) -> str:
    return escape_html(role.replace("_", " "))


def _pieces(statement: Statement) -> Iterator[tuple[str, Part | None]]:
    """The sentence cut where parts begin and end; where parts overlap, the shorter is shown."""
    text = statement.text
    edges = sorted({0, len(text), *(edge for part in statement.parts for edge in part.span)})
    for low, high in itertools.pairwise(edges):
        inside = [part for part in statement.parts if part.start <= low and high <= part.end]
        yield text[low:high], min(inside, key=lambda part: part.end - part.start, default=None)
