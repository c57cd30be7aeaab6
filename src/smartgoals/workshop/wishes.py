"""Wishes: what was celebrated as done, said as something to do.

"Vi halverade returerna" becomes "Halvera returerna", "We halved the returns" becomes "Halve the returns". Only the
subject and the verb change, and only where the language file knows how; every other sentence stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from smartgoals.lexicon import Lexicon, load

__all__ = ["as_wish"]


def as_wish(text: str, language: str) -> str:
    """A celebration as a wish; the text itself where it does not begin with its subject and a verb in the past.

    Args:
        text: What was written.
        language: A language that has a file.

    Example:
        >>> as_wish("Vi halverade returerna och höll leveranstiden.", "sv")
        'Halvera returerna och hålla leveranstiden'
        >>> as_wish("Returgraden sjönk från 24 till 15 procent", "sv")
        'Returgraden sjönk från 24 till 15 procent'
    """
    text = " ".join(text.split()).rstrip(".!")
    lexicon = load(language)
    table = lexicon.data["celebration"]
    match = _opening(language).match(text)
    if match is None:
        return text
    base = _base(match["verb"].casefold(), lexicon, is_perfect=bool(match["auxiliary"]))
    if base is None:
        return text

    def joined(found: re.Match[str]) -> str:
        again = _base(found["verb"].casefold(), lexicon, is_perfect=bool(match["auxiliary"]))
        return found[0] if again is None else f"{found['joint']} {again}"

    rest = re.sub(rf"\b(?P<joint>{'|'.join(table['joints'])}) (?P<verb>\w+)", joined, text[match.end() :])
    return f"{base[0].upper()}{base[1:]}{rest}"


@cache
def _opening(language: str) -> re.Pattern[str]:
    table = load(language).data["celebration"]
    subjects, auxiliaries = "|".join(table["subjects"]), "|".join(table["auxiliaries"])
    return re.compile(rf"(?:{subjects}) (?P<auxiliary>(?:{auxiliaries}) )?(?P<verb>\w+)", re.IGNORECASE)


@cache
def _irregular(language: str) -> Mapping[str, str]:
    table = load(language).data["celebration"]["irregular"]
    return {form: base for base, forms in table.items() for form in forms}


def _base(verb: str, lexicon: Lexicon, *, is_perfect: bool) -> str | None:
    """The form of a verb that a wish begins with; None when the form is not known to be in the past."""
    table: Mapping[str, Any] = lexicon.data["celebration"]
    known = _irregular(lexicon.code)
    if verb in known:
        return known[verb]
    for ending, base in (table["perfect"] if is_perfect else table["past"]).items():
        if verb.endswith(ending) and len(verb) > len(ending) + 1:
            return str(verb.removesuffix(ending) + base)
    for ending, bases in table["known_past"].items():
        for base in bases:
            found = f"{verb.removesuffix(ending)}{base}"
            entry = lexicon.entries.get(found)
            if verb.endswith(ending) and entry is not None and entry.roles.keys() & {"verb", "multiple"}:
                return found
    return None
