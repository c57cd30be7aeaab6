"""What rules ask of the words of a statement: which parts it has, and which listed words stand in it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from smartgoals.lexicon import load
from smartgoals.model import Direction

if TYPE_CHECKING:
    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Metric
    from smartgoals.statement import Statement

__all__ = ["Hit", "direction_of", "heads_a_clause", "hits", "is_score", "lexicon_of", "pieces", "says", "starts_of"]

Hit = tuple[int, int, str]
"""First character, the one after the last, and the word as the list has it."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def lexicon_of(statement: Statement) -> Lexicon:
    """The words of the language that a statement was read in."""
    return load(statement.language)


def says(statement: Statement, role: str) -> bool:
    """Whether the statement has a part in a role."""
    return role in [part.role for part in statement.parts]


def starts_of(statement: Statement, *roles: str) -> tuple[int, ...]:
    """Where the parts in some roles begin."""
    return tuple(part.start for part in statement.parts if part.role in roles)


def hits(statement: Statement, name: str) -> list[Hit]:
    """Where the words of a list stand in the statement, a full stop that only ends the sentence left out."""
    if _marks(statement.language, name).isdisjoint(pieces(statement.text)):
        return []
    found = lexicon_of(statement).find(name, statement.text)
    return [
        (start, end - (statement.text[end - 1] == "." and not word.endswith(".")), word) for start, end, word in found
    ]


_PIECE = re.compile(r"\w+|\S")


@functools.lru_cache(maxsize=64)
def pieces(text: str) -> frozenset[str]:
    """The words and marks of a text, casefolded, which several rules look through one after the other."""
    return frozenset(_PIECE.findall(text.casefold()))


@functools.cache
def _marks(language: str, name: str) -> frozenset[str]:
    """The longest piece of each word of a list; where none stands in a text, the list need not be looked for."""
    return frozenset(max(_PIECE.findall(word), key=len) for word in load(language).words(name))


def direction_of(statement: Statement, metric: Metric | None) -> Direction | None:
    """Which way the goal wants to go: what the metric says, else what the words say."""
    if metric is not None and metric.direction is not None:
        return metric.direction
    read = statement.reading.direction
    return None if read is None else Direction(read)


def is_score(metric: Metric, statement: Statement) -> bool:
    """Whether a metric is named as an index, a grade or another score, alone or as the end of a compound."""
    scores = lexicon_of(statement).words("scores")
    return any(word.endswith(scores) for word in pieces(metric.name))


def heads_a_clause(statement: Statement, hit: Hit) -> bool:
    """Whether a word that may be a verb stands where a verb stands.

    It opens the statement, follows a word such as "shall" or "to", or was read as the direction. The noun in
    "fewer support tickets" does none of this.
    """
    start, end, _ = hit
    if any(part.role == "direction" and part.start < end and start < part.end for part in statement.parts):
        return True
    before = _WORD.findall(statement.text[:start].casefold())
    if not before:
        return True
    roles = lexicon_of(statement).data["roles"]
    leading = {phrase.casefold().split()[-1] for role in ("modal", "intent") for phrase in roles[role]}
    return before[-1] in leading or before[-1] in ("to", "att")
