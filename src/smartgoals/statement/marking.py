"""A statement shown with its parts marked, as HTML and as Markdown, built from strings."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from smartgoals.lexicon import load
from smartgoals.lexicon.figures import Figures
from smartgoals.lexicon.labels import labels
from smartgoals.markup import Facts, escape_html, escape_markdown
from smartgoals.statement.statement import Role

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
    names = {role: labels(statement.language)[f"role.{role}"] for role in Role}
    shown = [*_pieces(statement)]
    last = {id(part): number for number, (_, part) in enumerate(shown)}
    for number, (text, part) in enumerate(shown):
        safe = escape_html(text)
        if part is None:
            pieces.append(safe)
            continue
        style = f"border-bottom:3px solid {_COLOURS[part.role]};padding-bottom:4px"
        is_last = last[id(part)] == number  # a part around another is named once
        label = f'<sub style="opacity:.75;margin-left:.2em">{escape_html(names[part.role])}</sub>' if is_last else ""
        pieces.append(f'<span style="{style}">{safe}{label}</span>')
    sentence = f'<p lang="{statement.language}" style="line-height:2.2">{"".join(pieces)}</p>'
    rows = [*_rows(statement)]
    table = Facts(rows).to_html() if rows else ""
    return f'<div lang="{statement.language}">{sentence}{table}</div>'


def to_markdown(statement: Statement) -> str:
    """The sentence as a quotation, and a table of what was read; a table a goal where it states several."""
    if statement.clauses:
        return "\n".join(to_markdown(clause) for clause in statement.clauses)
    lines = [f"> {escape_markdown(statement.text)}", ""]
    rows = [*_rows(statement)]
    if rows:
        lines.append(Facts(rows).to_markdown())
    return "\n".join(lines) + "\n"


_KINDS = {"direction": "direction", "target_is": "target", "unit": "measure"}
"""Slots whose values are names with a label of their own."""


def _rows(statement: Statement) -> Iterator[tuple[str, str]]:
    """What was read, in the language of the sentence, then what is in doubt and what was not understood."""
    named = labels(statement.language)
    figures = Figures(load(statement.language))
    for name, value in statement.slots().items():
        if value is None or name == "bound":  # the kind of target says it
            continue
        if isinstance(value, Decimal):
            said = figures.number(value)
        else:
            said = named.get(f"{_KINDS.get(name, name)}.{value}", str(value))
        yield named[f"role.{name}"], said
    for further in statement.also:
        values = (further.target, further.unit, further.target_when)
        yield named["role.also"], " ".join(str(value) for value in values if value is not None)
    for doubt in statement.ambiguities:
        readings = [named.get(f"doubt.{reading}", reading) for reading in doubt.readings]
        yield named.get(f"open.{doubt.kind}", doubt.kind), " / ".join(readings)
    for part in statement.rest:
        yield named["role.rest"], part.text


def _pieces(statement: Statement) -> Iterator[tuple[str, Part | None]]:
    """The sentence cut where parts begin and end; where parts overlap, the shorter is shown."""
    text = statement.text
    edges = sorted({0, len(text), *(edge for part in statement.parts for edge in part.span)})
    for low, high in itertools.pairwise(edges):
        inside = [part for part in statement.parts if part.start <= low and high <= part.end]
        yield text[low:high], min(inside, key=lambda part: part.end - part.start, default=None)
