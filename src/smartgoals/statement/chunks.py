"""Tokens put together into what the grammar works on: amounts, dates, known words, and signs that divide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smartgoals.model import Unit
from smartgoals.statement.dates import When, read_when
from smartgoals.statement.values import MINUS, Amount, entry_at, read_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartgoals.lexicon import Lexicon
    from smartgoals.statement.tokens import Token

__all__ = ["Chunk", "chunk"]

_NOTHING: Mapping[str, Any] = {}
_SILENT = frozenset("*_`\"”“„»«'’‘>#|~")
_MEASURING = frozenset(("number", "unit", "scale"))
_TIME_ROLES = frozenset(
    (
        *("ordinal", "end_of", "start_of", "middle_of", "next", "this", "last", "within", "within_long"),
        *("when_code", "when_year", "when_half", "when_tertial", "when_quarter", "when_week", "when_fiscal"),
        *(
            "when_season",
            "when_end_of_year",
            "when_end_of_fiscal_year",
            "when_end_of_quarter",
            "when_next_year",
            "when_this_year",
        ),
    )
)


class Chunk:
    """A stretch of tokens with one meaning: `amount`, `when`, `word` or `stop`.

    A word's `roles` hold every sense that the lexicon knows of it; a plain word has none.
    """

    __slots__ = ("after", "first", "kind", "norm", "roles", "value")

    def __init__(
        self, kind: str, first: int, after: int, norm: str, roles: Mapping[str, Any], value: Any = None
    ) -> None:
        self.kind = kind
        self.first = first
        self.after = after
        self.norm = norm
        self.roles = roles
        self.value = value

    def __repr__(self) -> str:
        return f"<{self.kind} {self.norm!r} {'|'.join(self.roles)}>"


def chunk(tokens: list[Token], lexicon: Lexicon) -> list[Chunk]:
    """Put tokens together from left to right, the longest reading first."""
    chunks: list[Chunk] = []
    months, definite = lexicon.months, lexicon.in_dates["definite"]
    i = 0
    while i < len(tokens):
        token = tokens[i]
        found = entry_at(tokens, i, lexicon)
        roles = found[0].roles if found is not None else _NOTHING
        piece: Chunk | None = None
        if "statistic" in roles and found is not None:
            piece = Chunk("word", i, found[1], found[0].text, roles)
        elif (
            token.kind == "n"
            or token.norm in months
            or (roles and not _TIME_ROLES.isdisjoint(roles))
            or (token.kind == "w" and token.norm[:2] in ("fy", "cy") and token.norm[2:].isdecimal())
            or token.norm in definite
        ):
            when = read_when(tokens, i, lexicon)
            if when is not None and not _is_amount(when, tokens, i, chunks, lexicon):
                piece = Chunk("when", i, when.after, token.norm, _NOTHING, when)
        if token.kind == "n" and _is_always(tokens, i, chunks):
            piece = Chunk("word", i, i + 3, token.norm, _NOTHING)
        if piece is None and token.kind == "n" and _is_compound(tokens, i):
            piece = Chunk("word", i, i + 3, token.norm, _NOTHING)
        if piece is None and token.kind == "n" and _is_name(tokens, i, lexicon):
            piece = Chunk("word", i, i + 2, token.norm, _NOTHING)
        if piece is None and (token.kind == "n" or not _MEASURING.isdisjoint(roles) or token.text in MINUS):
            amount = read_amount(tokens, i, lexicon)
            if amount is not None:
                piece = Chunk("amount", i, amount.after, token.norm, _NOTHING, amount)
        if piece is None and found is not None and "frequency" in roles:
            often = Amount(roles["frequency"], Unit.times(), "times", i, found[1])
            piece = Chunk("amount", i, found[1], found[0].text, roles, often)
        if piece is None and found is not None:
            piece = Chunk("word", i, found[1], found[0].text, roles)
        if piece is None:
            kind = "word" if token.kind == "w" else "stop"
            is_silent = token.text in _SILENT or (token.text in "-.&" and _is_of_a_word(tokens, i, lexicon))
            if kind == "stop" and is_silent:
                i += 1
                continue
            piece = Chunk(kind, i, i + 1, token.norm, _NOTHING)
        chunks.append(piece)
        i = piece.after
    return chunks


def _is_compound(tokens: list[Token], i: int) -> bool:
    """Whether a number is part of a word or a reference: "25-åringar", "10-week plan", "(2017:720)"."""
    if i + 2 >= len(tokens) or (tokens[i + 1].text, tokens[i + 2].kind) not in (("-", "w"), (":", "n")):
        return False
    if tokens[i + 1].text == ":" and len(tokens[i].text) != 4:
        return False  # a time of day or a duration
    return tokens[i + 1].start == tokens[i].end and tokens[i + 2].start == tokens[i + 1].end


def _is_name(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a number and a letter are a name: "5G", "3D"; a letter such as the k in "20K" scales the number."""
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    if follows is None or follows.start != tokens[i].end or len(follows.text) != 1 or not follows.text.isupper():
        return False
    known = lexicon.entries.get(follows.norm)
    return known is None or "scale" not in known.roles


def _is_always(tokens: list[Token], i: int, chunks: list[Chunk]) -> bool:
    """Whether "24/7" stands here, and not the day that comes after "by" or "den"."""
    before = chunks[-1].roles.keys() if chunks else frozenset[str]()
    said = [token.text for token in tokens[i : i + 3]]
    return said == ["24", "/", "7"] and before.isdisjoint(("until", "at", "to", "from", "articles", "before"))


def _is_of_a_word(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a sign belongs to the words around it: "hälso- och sjukvården", "avg. time", "click & collect" """
    if i == 0 or i + 1 >= len(tokens) or tokens[i - 1].kind != "w":
        return False
    if tokens[i].text == "&":
        return tokens[i + 1].kind == "w"
    if tokens[i - 1].end != tokens[i].start:
        return False
    if tokens[i].text == ".":
        return tokens[i - 1].norm in lexicon.abbreviations
    return tokens[i + 1].norm in lexicon.by_role["and"]


def _is_amount(when: When, tokens: list[Token], i: int, chunks: list[Chunk], lexicon: Lexicon) -> bool:
    """Whether what could be a bare year is a number after all: "2000 kunder", "2000 kr"."""
    if when.after != i + 1 or not tokens[i].text.isdecimal():
        return False
    amount = read_amount(tokens, i, lexicon)
    if amount is not None and amount.unit is not None:
        unit = lexicon.entries.get(tokens[i + 1].norm)
        return unit is None or "modal" not in unit.roles  # "senast 2030 ha minskat" is about no hectares
    if int(tokens[i].text) % 100:
        return False
    before = chunks[-1].roles if chunks else _NOTHING
    follows = tokens[when.after] if when.after < len(tokens) else None
    return (
        bool(before.keys() & {"to", "from", "at_least", "at_most", "about"})
        and follows is not None
        and follows.kind == "w"
        and entry_at(tokens, when.after, lexicon) is None
        and follows.norm not in lexicon.months
    )
