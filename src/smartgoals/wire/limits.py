"""What a document may ask of whoever reads it: so much text, so deep, so many parts, numbers so long.

The limits are far above what goals need, and low enough that a file made to do harm is answered in a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from smartgoals.errors import DocumentError

__all__ = ["DEPTH", "DIGITS", "MOST_CHARACTERS", "MOST_PARTS", "brief", "child", "excesses", "refuse_length"]

MOST_CHARACTERS: Final = 50_000_000
"""The longest text that is read, as long as the longest file of the command line."""
MOST_PARTS: Final = 2_000_000
"""The most values in one document; an alias counts as often as it is used."""
DEPTH: Final = 60
"""The deepest that lists and tables may lie in one another."""
DIGITS: Final = 34
"""The longest number, as in the widest decimal of IEEE 754; a longer one is written in quotes, if it is meant."""
_LONGEST: Final = 80


def brief(value: object) -> str:
    """A value as a message quotes it, never at length.

    Example:
        >>> brief(Decimal("1E+3")), len(brief("x" * 1000))
        ('1E+3', 80)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    text = "null" if value is None else str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def child(path: str, key: object) -> str:
    """The path of a part: by its place in a list, or by its key.

    Example:
        >>> child(child("goals", 0), "id")
        'goals[0].id'
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def refuse_length(text: str, path: str | None) -> None:
    """Refuse a text that is too long to be a document.

    Raises:
        DocumentError: It is.
    """
    if len(text) > MOST_CHARACTERS:
        what = f"it has {len(text)} characters, and {MOST_CHARACTERS} are the most; split it @ the document"
        raise DocumentError(path, (what,))


def excesses(data: Any) -> tuple[list[tuple[str, str]], bool]:
    """What goes beyond the limits, as paths and problems, and whether the rest can be looked at all the same."""
    problems: list[tuple[str, str]] = []
    left = MOST_PARTS
    waiting: list[tuple[str, int, Any]] = [("", 0, data)]
    while waiting:
        path, depth, value = waiting.pop()
        left -= 1
        if left < 0:
            return [*problems, (path, f"the document has more than {MOST_PARTS} values; split it")], False
        if isinstance(value, Mapping | list):
            if depth == DEPTH:
                problem = f"it lies deeper than {DEPTH} lists and tables in one another; make it flatter"
                return [*problems, (path, problem)], False
            parts = value.items() if isinstance(value, Mapping) else enumerate(value)
            waiting += [(child(path, key), depth + 1, part) for key, part in parts]
        elif isinstance(value, int | Decimal) and _is_long(value):
            problem = f"{brief(value)} has more than {DIGITS} digits; check it, and put it in quotes if it is meant"
            problems.append((path, problem))
    return problems, True


def _is_long(number: int | Decimal) -> bool:
    if isinstance(number, int):
        return bool(abs(number) >= 10**DIGITS)
    return len(number.as_tuple().digits) > DIGITS
