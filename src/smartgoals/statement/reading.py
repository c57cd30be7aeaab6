"""`parse()`: from a sentence to a `Statement`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.lexicon import languages, load
from smartgoals.model import Context
from smartgoals.statement.chunks import chunk
from smartgoals.statement.composition import checked
from smartgoals.statement.grammar import read
from smartgoals.statement.interpretation import Interpretation
from smartgoals.statement.statement import Ambiguity, Part, Role, Statement
from smartgoals.statement.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Term
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.found import Found
    from smartgoals.statement.tokens import Token

__all__ = ["MOST_TOKENS", "detect", "parse"]

MOST_TOKENS = 3000  # of one statement; what comes after them is its rest


def parse(text: str, *, context: Context, given: Mapping[str, Any] | None = None) -> Statement:
    """Read a goal statement.

    Whatever the text, something comes back: what was not understood is in `Statement.rest`, and what can be read in
    two ways is in `Statement.ambiguities`. Of a text that is longer than any sentence, 3 000 words and signs are read.

    Args:
        text: The sentence, in a language that smartgoals reads.
        context: Today, which relative dates are counted from, and the language; None has it detected.
        given: Slots that are known better, by name; they overrule what is read. None says that a slot is not said.

    Returns:
        The statement with its goal, the place of each part, and what stays open.

    Raises:
        InvalidValueError: `context.language` is a language without a word list, or `given` names no slot, or a
            value that the slot cannot have.

    Example:
        >>> from smartgoals.model import Context
        >>> statement = parse("Öka kundbasen från 20 000 till 22 000 under Q2", context=Context("2026-01-15"))
        >>> statement.language, str(statement.slots()["target"]), statement.slots()["target_when"]
        ('sv', '22000', '2026-Q2')
    """
    require("parse", text, context)
    tokens = tokenize(text, MOST_TOKENS)
    doubts: tuple[Ambiguity, ...] = ()
    language = context.language
    if language is None:
        language, sure = detect([token.norm for token in tokens if token.kind == "w"])
        if not sure and tokens:
            others = (code for code in languages() if code != language)
            doubts = (Ambiguity("language", text, 0, len(text), (language, *others)),)
    lexicon = load(language)
    chunks = chunk(tokens, lexicon)
    return build(
        text, tokens, chunks, read(chunks, lexicon), lexicon, context, doubts=doubts, given=checked(given or {})
    )


def require(name: str, text: object, context: object) -> None:
    """Refuse what is no text, and what is no context."""
    if not isinstance(text, str):
        raise InvalidValueError(name, "text", text, "is no text", "give a str")
    if not isinstance(context, Context):
        raise InvalidValueError(name, "context", context, "is no Context", "give Context(today=…)")


def build(
    text: str,
    tokens: list[Token],
    chunks: list[Chunk],
    found: Found,
    lexicon: Lexicon,
    context: Context,
    *,
    span: tuple[int, int] | None = None,
    filed_under: Term | None = None,
    doubts: tuple[Ambiguity, ...] = (),
    given: Mapping[str, Any] | None = None,
) -> Statement:
    """Put a statement together from what the grammar found."""
    main = found.main
    seen = Interpretation(text, tokens, chunks, main, lexicon, context, given or {})
    goal = seen.goal if filed_under is None else attrs.evolve(seen.goal, filed_under=filed_under)
    also = tuple(Interpretation(text, tokens, chunks, other, lexicon, context, {}).slots for other in seen.further)
    return Statement(
        text=text,
        language=lexicon.code,
        goal=goal,
        parts=tuple(seen.parts),
        ambiguities=(*doubts, *seen.ambiguities),
        rest=(*seen.rest, *_unread(text, tokens)),
        reading=seen.slots,
        span=span if span is not None else (0, len(text)),
        filed_under=filed_under,
        also=also,
        clauses=tuple(_clauses(text, tokens, chunks, found, lexicon, context, filed_under)),
    )


def _unread(text: str, tokens: list[Token]) -> Iterator[Part]:
    """What stands after the last token that was read."""
    if len(tokens) == MOST_TOKENS:
        start = tokens[-1].end
        left = text[start:]
        words = left.strip()
        if words:
            at = start + left.index(words)
            yield Part(Role.REST, words, at, at + len(words))


def _clauses(
    text: str,
    tokens: list[Token],
    chunks: list[Chunk],
    found: Found,
    lexicon: Lexicon,
    context: Context,
    filed_under: Term | None,
) -> Iterator[Statement]:
    """The goals of a sentence that states several, each read by itself; none when it states one."""
    goals = found.goals()
    begins = [i for i, goal in enumerate(goals) if not goal.is_further]
    if len(begins) < 2:
        return
    for i, after in zip(begins, [*begins[1:], len(goals)], strict=True):
        start = tokens[chunks[goals[i].extent[0]].first].start
        end = tokens[chunks[goals[after - 1].extent[1] - 1].after - 1].end
        words = text[start:end]
        own = tokenize(words)
        pieces = chunk(own, lexicon)
        clause = read(pieces, lexicon, most=1)
        for other in clause.goals():
            if other.target_when is None:
                other.target_when = goals[i].target_when
            if goals[i].direction_at is None and other.direction_at is None:  # "… and conversion by 2 points"
                other.direction, other.verb = goals[i].direction, goals[i].verb
        yield build(words, own, pieces, clause, lexicon, context, span=(start, end), filed_under=filed_under)


def detect(words: list[str]) -> tuple[str, bool]:
    """The language most of the small words belong to, and whether one language stands out.

    Words are casefolded. Letters that only one language has count as well. English is taken when nothing tells.
    """
    scores = {code: _score(words, load(code)) for code in languages()}
    best = max(sorted(scores), key=lambda code: (scores[code], code == "en"))
    others = [score for code, score in scores.items() if code != best]
    return best, bool(others) and scores[best] > max(others)


def _score(words: list[str], lexicon: Lexicon) -> float:
    common = lexicon.common
    letters = set(lexicon.data["language"]["letters"])
    score = 0.0
    for word in words[:2000]:
        if word in common:
            score += 2
        elif word in lexicon.entries:
            score += 1
        if letters and not letters.isdisjoint(word):
            score += 1
    return score
