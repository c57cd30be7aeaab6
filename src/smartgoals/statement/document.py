"""Texts as people write them, and the goal statements in them.

A text is cut into headings, list items and paragraphs; a heading that names a term files the goals below it under
that term. Each item and each sentence is then asked whether it states a goal. Prose is asked for more than a list
item under a heading of goals: what merely mentions goals is left alone.
"""

from __future__ import annotations

import bisect
import re
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import attrs

from smartgoals.lexicon import languages, load
from smartgoals.model import Portfolio, Term
from smartgoals.statement.chunks import chunk
from smartgoals.statement.grammar import read
from smartgoals.statement.reading import MOST_TOKENS, build, detect, parse, require
from smartgoals.statement.statement import Statement
from smartgoals.statement.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Context
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.found import Found
    from smartgoals.statement.tokens import Token

__all__ = ["Document", "language_of", "read_document"]

_MOST_OF_HEADING = 300  # words and signs of a heading that are read
_BULLET = re.compile(r"[ \t]{0,12}(?:[-*+•‣◦▪–—·]|\d{1,3}[.)]|[a-zA-Z][.)])(?:[ \t]+\[[ xX]\])?[ \t]+(?=\S)")
_DONE = re.compile(r"[ \t]*[^ \t]{1,4}[ \t]+\[[xX]\]")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_BOLD = re.compile(r"[ \t]*(\*\*|__)[^*_]{2,80}\1:?[ \t]*$")
_RULE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*$")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s++[\"“”(]?([^\W\d_]))")
_LINE_END = re.compile(r"\r\n?|\n")
_LISTED = ("item", "lines")
_CLOSED = 7  # the level of a heading that is no more than a line of its own
_MAX_HEADING_WORDS = 10


@attrs.frozen
class Document:
    """A text and the goal statements found in it.

    Attributes:
        text: The text.
        language: The language of most of it, told from its first 20 000 characters.
        statements: The goal statements, in the order of the text; each knows its `span` in it.
        held: The portfolio that was given as data, where the goals are not those of a text.
    """

    text: str = attrs.field(repr=False)
    language: str
    statements: tuple[Statement, ...]
    held: Portfolio | None = attrs.field(default=None, repr=False)

    @classmethod
    def of(cls, portfolio: Portfolio, *, context: Context) -> Self:
        """The document that a portfolio makes: every goal with its statement read, and no text around them.

        What a goal says itself holds; what it leaves unsaid is read from its statement, and a goal without an id gets
        one by its place. A statement whose words do not tell their language is read in that of most.

        Example:
            >>> from smartgoals.model import Context, Goal
            >>> goal = Goal("Cut returns to 6 %", owner="Ada")
            >>> (statement,) = Document.of(Portfolio((goal,)), context=Context("2026-01-15")).statements
            >>> statement.goal.owner, str(statement.goal.target)
            ('Ada', '6 %')
        """
        language = language_of(portfolio, context=context)
        statements = []
        for number, goal in enumerate(portfolio, 1):
            own, sure = (language, True) if context.language else detect(_words(goal.statement[:20_000]))
            read = parse(goal.statement, context=attrs.evolve(context, language=own if sure else language))
            said = goal.completed(read.goal, _UNSAID)
            if said.id is None and f"goal-{number}" not in portfolio:
                said = attrs.evolve(said, id=f"goal-{number}")
            statements.append(attrs.evolve(read, goal=said, filed_under=goal.filed_under))
        return cls("", language, tuple(statements), attrs.evolve(portfolio, goals=[each.goal for each in statements]))

    @cached_property
    def portfolio(self) -> Portfolio:
        """The portfolio that was given, or the goals, each with an id by its place: `goal-1`, `goal-2` and so on."""
        if self.held is not None:
            return self.held
        return Portfolio(tuple(statement.goal for statement in self.statements))

    def _repr_html_(self) -> str:
        return "".join(statement._repr_html_() for statement in self.statements)

    def _repr_markdown_(self) -> str:
        return "\n".join(statement._repr_markdown_() for statement in self.statements)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset into the text, both from 1, as editors count them."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))


_UNSAID: Final = ("metric", "baseline", "target", "horizon", "owner", "means")
"""What a goal may leave unsaid and its statement may say."""


def _words(text: str) -> list[str]:
    return [token.norm for token in tokenize(text) if token.kind == "w"]


class _Block(NamedTuple):
    """A stretch of text that may hold statements."""

    kind: str
    """`item`, `prose` or `heading`; `done` is an item that is ticked off, and never leaves `_blocks()`."""
    start: int
    end: int
    term: Term | None
    of_goals: bool


class _Section(NamedTuple):
    level: int
    term: Term | None
    of_goals: bool
    is_done: bool


def language_of(portfolio: Portfolio, *, context: Context) -> str:
    """The language of the context, or else that of most statements.

    Example:
        >>> from smartgoals.model import Context, Goal
        >>> language_of(Portfolio((Goal("Minska antalet returer"), Goal("X"))), context=Context("2026-01-15"))
        'sv'
    """
    if context.language is not None:
        return context.language
    return detect(_words("\n".join(goal.statement for goal in portfolio)[:20_000]))[0]


def read_document(text: str, *, context: Context) -> Document:
    r"""Find the goal statements in a text.

    Reads Markdown and plain text: headings, lists with soft line breaks, several goals under one bullet, and prose.
    Code blocks, comments, tables and front matter are passed over.

    Args:
        text: The text.
        context: Today and the language; with language None each statement is read in its own.

    Returns:
        The document with its statements; none is a fine answer for a text without goals.

    Raises:
        InvalidValueError: `context.language` is a language without a word list.

    Example:
        >>> from smartgoals.model import Context
        >>> text = "## Short-term goals (quarterly)\n- Grow the customer base from 200 to 300 by Q2 2026\n"
        >>> document = read_document(text, context=Context("2026-01-15"))
        >>> [(str(statement), statement.filed_under.value) for statement in document.statements]
        [('Grow the customer base from 200 to 300 by Q2 2026', 'short')]
    """
    require("read_document", text, context)
    language = context.language
    if language is None:
        language, _ = detect(_words(text[:20_000]))
    lexicon = load(language)
    statements: list[Statement] = []
    for block in map(partial(_as_lines, text), _blocks(text, lexicon)):
        for start, end in _candidates(text, block, lexicon):
            statement = _statement(text, start, end, block, context, language, len(statements) + 1)
            if statement is not None:
                statements.append(statement)
    return Document(text, language, tuple(statements))


def _statement(
    text: str, start: int, end: int, block: _Block, context: Context, language: str, number: int
) -> Statement | None:
    """The statement that stands there, or None when what stands there is none."""
    sentence = text[start:end]
    tokens = tokenize(sentence, MOST_TOKENS)
    words = [token.norm for token in tokens if token.kind == "w"]
    if not words:
        return None
    if context.language is None:
        own, sure = detect(words)
        language = own if sure else language
    lexicon = load(language)
    if not _may_be_goal(tokens, block, lexicon):
        return None
    chunks = chunk(tokens, lexicon)
    found = read(chunks, lexicon)
    if not _is_goal(chunks, found.main, block) or (block.kind == "prose" and _only_asks(sentence, chunks)):
        return None
    statement = build(sentence, tokens, chunks, found, lexicon, context, span=(start, end), filed_under=block.term)
    return attrs.evolve(statement, goal=attrs.evolve(statement.goal, id=f"goal-{number}"))


# blocks


def _blocks(text: str, lexicon: Lexicon) -> Iterator[_Block]:
    """Headings, list items and paragraphs, each with the term it is filed under."""
    sections: list[_Section] = []
    kind, start, end = "", 0, 0
    after_list = False

    def block() -> Iterator[_Block]:
        nonlocal kind
        if kind not in ("", "done") and not any(section.is_done for section in sections):
            terms = [section.term for section in reversed(sections) if section.term is not None]
            of_goals = any(section.of_goals for section in sections)
            yield _Block(kind, start, end, terms[0] if terms else None, of_goals)
        kind = ""

    lines = list(_lines(text))
    for number, (at, line) in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            after_list = after_list or kind in ("item", "done")
            yield from block()
            continue
        following = lines[number + 1][1] if number + 1 < len(lines) else ""
        level = _heading_level(line, following, kind, lexicon)
        if level is not None:
            yield from block()
            sections = [section for section in sections if section.level < level]
            sections.append(_Section(level, *_heading_says(stripped, lexicon)))
            after_list = False
            marker = _HEADING.match(line)
            kind, start, end = "heading", at + (marker.end() if marker else _indent(line)), at + len(line.rstrip())
            yield from block()
            continue
        if _RULE.match(line):
            yield from block()
            continue
        bullet = _BULLET.match(line)
        if bullet is not None:
            yield from block()
            if _is_struck(line[bullet.end() :]):
                continue
            kind, start = "done" if _DONE.match(line) else "item", at + bullet.end()
        elif not kind:
            if after_list and sections and sections[-1].level == _CLOSED:
                sections.pop()  # prose after its list: the line that headed the list heads no more
            kind, start = "prose", at + _indent(line)
            after_list = False
        end = at + len(line.rstrip())
    yield from block()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their offsets; code, comments, tables and front matter come as empty lines."""
    at = 1 if text.startswith("\ufeff") else 0
    closing = ""
    lines = text[at:].splitlines(keepends=True)
    for number, line in enumerate(lines):
        bare = line.strip()
        shown = line
        if closing:
            shown = ""
            if (closing == "-->" and closing in bare) or (closing != "-->" and bare.startswith(closing)):
                closing = ""
        elif bare.startswith(("```", "~~~")):
            closing, shown = bare[:3], ""
        elif bare.startswith("<!--"):
            closing, shown = ("" if "-->" in bare else "-->"), ""
        elif number == 0 and bare in ("---", "+++") and any(other.startswith(bare) for other in lines[1:]):
            closing, shown = bare, ""
        elif bare.startswith("|"):
            shown = ""
        yield at, shown
        at += len(line)


def _is_struck(text: str) -> bool:
    """Whether a line is struck out from end to end, rather than a word in it."""
    bare = text.strip()
    return len(bare) > 4 and bare.startswith("~~") and bare.endswith("~~")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _heading_level(line: str, following: str, kind: str, lexicon: Lexicon) -> int | None:
    """1 to 6 for a Markdown heading, 7 for a line that heads what follows, None for any other."""
    marked = _HEADING.match(line)
    if marked is not None:
        return len(marked[1])
    if _BULLET.match(line):
        return None
    if _RULE.match(following) and len(following.strip()) > 1 and not kind:
        return 1 if following.strip()[0] == "=" else 2
    words = line.split()
    if len(words) > _MAX_HEADING_WORDS:
        return None
    if line.rstrip().endswith(":") or _BOLD.match(line):
        return _CLOSED
    term, _, _ = _heading_says(line, lexicon)
    if term is None or line.rstrip().endswith((".", "!", "?", ",")):
        return None
    tokens = tokenize(line, 1)
    first = lexicon.entries.get(tokens[0].norm) if tokens else None
    return None if first is not None and "verb" in first.roles else _CLOSED


def _heading_says(line: str, lexicon: Lexicon) -> tuple[Term | None, bool, bool]:
    """The term that a heading names, whether it heads goals, and whether it heads what is done."""
    norms = [token.norm for token in tokenize(line, _MOST_OF_HEADING) if token.kind == "w"]
    joined = f" {' '.join(norms)} "
    terms = lexicon.data["terms"]
    hits = [
        (place, Term(name))
        for name in Term
        for word in terms[name.value]
        if (place := joined.find(f" {' '.join(t.norm for t in tokenize(word))} ")) >= 0
    ]
    of_goals = any(f" {word} " in joined for word in terms["goals"])
    is_done = any(f" {word} " in joined for word in terms["done"]) and not of_goals
    return (min(hits)[1] if hits else None), of_goals or bool(hits), is_done


# candidates


def _candidates(text: str, block: _Block, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The sentences of a block, and the lines that start a goal of their own."""
    at = block.start
    for match in re.finditer(r"[\r\n]+[ \t>]*", text[block.start : block.end]):
        line_start = block.start + match.end()
        if block.kind == "lines" or (
            _starts_goal(text, line_start, block.end, lexicon) and not _goes_on(text[at : block.start + match.start()])
        ):
            yield from _sentences(text, at, block.start + match.start())
            at = line_start
    yield from _sentences(text, at, block.end)


def _as_lines(text: str, block: _Block) -> _Block:
    """A paragraph whose every line may stand by itself is a list that lacks its bullets."""
    lines = text[block.start : block.end].splitlines()
    if block.kind == "prose" and len(lines) > 1 and all(_is_line(line) for line in lines):
        return block._replace(kind="lines")
    return block


def _is_line(line: str) -> bool:
    """Whether a line may stand by itself: it starts with a capital and does not end in the middle of something."""
    bare = line.strip(" \t>")
    return bare[:1].isupper() and len(bare) < 200 and not _goes_on(bare)


def _starts_goal(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a line starts with a capital and a verb that goals start with."""
    tokens = tokenize(text[start : min(end, start + 60)])
    if not tokens or not tokens[0].text[:1].isupper():
        return False
    entry = lexicon.entries.get(tokens[0].norm)
    return entry is not None and bool(entry.roles.keys() & {"verb", "multiple"}) and "past" not in entry.roles


def _goes_on(text: str) -> bool:
    """Whether a line ends in the middle of something."""
    return text.rstrip().endswith((",", ":", "-", "–", "(", "/", "&"))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences between two offsets, without outer white space."""
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[1].islower():
            continue
        if match[0][0] == "." and _abbreviation().search(text, max(at, match.start() - 12), match.start()):
            continue
        if match[0][0] == "." and text[match.start() - 1 : match.start()].isdecimal() and match.start() - at < 4:
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


@cache
def _abbreviation() -> re.Pattern[str]:
    """What a full stop that ends no sentence stands after: an initial, or a word that some language cuts short."""
    words = {re.escape(word) for code in languages() for word in load(code).data["language"]["abbreviations"]}
    return re.compile(rf"(?:^|[\s(])(?:[^\W\d_]|\w\.\w|{'|'.join(sorted(words))})$", re.IGNORECASE)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


# goal or not


def _may_be_goal(tokens: list[Token], block: _Block, lexicon: Lexicon) -> bool:
    """A quick look at single words, so that long prose costs little."""
    if len(tokens) > 400:
        return False
    has_number = any(token.kind == "n" for token in tokens)
    if block.kind in _LISTED and has_number:
        return True
    entries = lexicon.entries
    telling = {"verb", "multiple", "noun", "zero", "number"} | ({"comparative", "none"} if block.of_goals else set())
    for token in tokens:
        entry = entries.get(token.norm)
        if entry is None:
            continue
        if entry.roles.keys() & telling or (has_number and "modal" in entry.roles):
            return True
    return False


def _is_goal(chunks: list[Chunk], found: Found, block: _Block) -> bool:
    """Whether what was read states something to reach, rather than tell of it or talk about it."""
    aims = found.aims
    moves = found.direction in ("increase", "decrease", "maintain")
    leads = _leads(chunks)
    intends = any("intent" in piece.roles for piece in chunks[:8])
    if any(piece.kind == "when" and (piece.value.step or 0) < 0 for piece in chunks[:4]):
        return False  # "last year we …" tells of what has been
    if found.past and not intends and found.verb is not None and not leads:
        return False
    if block.kind == "heading":
        return aims and moves and leads
    if block.kind in _LISTED:
        if block.of_goals:
            is_wanted = _is_none(chunks) or (found.modal and found.target_when is not None)
            return leads or aims or (moves and not found.past) or intends or is_wanted
        dated = found.target_when is not None
        return leads or (aims and (moves or found.modal or dated)) or (intends and found.verb is not None)
    if aims and (leads or intends):
        return True
    if aims and found.modal and (moves or found.target_when is not None):
        return True
    if leads and block.of_goals:
        return True
    return (intends and (moves or found.verb == "achieve")) or (leads and moves and found.target_when is not None)


def _is_none(chunks: list[Chunk]) -> bool:
    """Whether it begins with "nobody" or "no …", of which there is to be none."""
    return any("none" in piece.roles for piece in chunks[:2])


def _only_asks(sentence: str, chunks: list[Chunk]) -> bool:
    """Whether a sentence of prose is a question or a condition."""
    return sentence.rstrip().endswith("?") or (bool(chunks) and "if" in chunks[0].roles)


def _leads(chunks: list[Chunk]) -> bool:
    """Whether a verb that goals start with stands first, or after a word or two such as an adverb."""
    others = 0
    for piece in chunks[:6]:
        if piece.kind in ("stop", "when") or "until" in piece.roles:
            continue  # "By 2030, …" says when before it says what
        if piece.roles.keys() & {"verb", "multiple", "noun", "zero"}:
            return "past" not in piece.roles or "noun" in piece.roles
        others += 1
        if others > 2 or piece.kind != "word" or piece.roles:
            return False
    return False
