"""Text cut into words, numbers and signs, each with its place.

One compiled pattern with no nested repetition walks the text once, so the cost grows with the length of the text and
with nothing else.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from smartgoals.lexicon.vocabulary import NUMBER, WORD

__all__ = ["Token", "tokenize"]

_TOKEN = re.compile(rf"(?P<n>{NUMBER})|(?P<w>{WORD})|(?P<s>\S)")


class Token(NamedTuple):
    """A word (`w`), a number as written (`n`) or a sign (`s`).

    `norm` is the casefolded text; `start` and `end` are offsets into the text, half open.
    """

    kind: str
    text: str
    norm: str
    start: int
    end: int


def tokenize(text: str, most: int | None = None) -> list[Token]:
    """Cut a text into tokens; white space separates and is not kept.

    Args:
        text: The text.
        most: How many tokens to give at most; None gives all.

    Example:
        >>> [token.text for token in tokenize("Öka B2B-andelen till 12,5 %")]
        ['Öka', 'B2B-andelen', 'till', '12,5', '%']
    """
    return [
        Token(match.lastgroup or "s", match.group(), match.group().casefold(), match.start(), match.end())
        for match in itertools.islice(_TOKEN.finditer(text), most)
    ]
