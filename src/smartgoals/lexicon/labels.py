"""Labels: what the parts of a statement, and what is in doubt about them, are called in a language.

They stand in the tables `[labels.…]` of the language's file. What a language does not name is named in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from smartgoals.lexicon.vocabulary import languages, load

__all__ = ["flat", "labels"]


@cache
def labels(language: str) -> Mapping[str, str]:
    """The labels of a language by dotted name, completed from English.

    Example:
        >>> labels("sv")["role.target_when"], labels("xx")["role.target_when"]
        ('slutdatum', 'deadline')
    """
    english = {} if language == "en" else labels("en")
    own = load(language).data.get("labels", {}) if language in languages() else {}
    return {**english, **dict(flat(own))}


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    """The texts of nested tables, each with its dotted name.

    Example:
        >>> dict(flat({"a": {"b": "x"}, "c": "y"}))
        {'a.b': 'x', 'c': 'y'}
    """
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
