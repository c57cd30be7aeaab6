"""A document as it was read: plain data, and where in the text each part of it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn, TypeAlias

import attrs

from smartgoals.errors import DocumentError
from smartgoals.wire.limits import brief, excesses

__all__ = ["Places", "Source", "placed"]

Places: TypeAlias = Mapping[str, str]
"""Where a part stands, such as `line 3 column 7`, by its path, such as `goals[0].metric`; the whole has no path."""


def placed(text: str, parts: Iterable[tuple[str, int]]) -> Places:
    r"""The line and the column of parts, from their offsets in the text, which rise.

    Example:
        >>> placed("a\n bc", [("name", 3)])
        {'name': 'line 2 column 2'}
    """
    places: dict[str, str] = {}
    line, start = 1, 0
    for path, offset in parts:
        line += text.count("\n", start, offset)
        start = offset
        places.setdefault(path, f"line {line} column {offset - text.rfind(chr(10), 0, offset)}")
    return places


def _nowhere() -> Places:
    return {}


@attrs.frozen
class Source:
    """What a reader of some format hands over.

    Attributes:
        data: The document as dicts, lists, texts, numbers, dates.
        path: Where it comes from, for messages.
        find: Gives the places of all parts; asked only when something is wrong.
        problems: What is wrong already, as a path and a problem.

    Example:
        >>> source = Source({"schema": "x"}, "goals.json", lambda: {"schema": "line 1 column 2"})
        >>> source.document("smartgoals/portfolio/1")[1]
        [('schema', "'x' is not read here; write 'smartgoals/portfolio/1'")]
    """

    data: Any
    path: str | None = None
    find: Callable[[], Places] = _nowhere
    problems: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, data: Any, path: str | None = None) -> Source:
        """Data that may be a source already."""
        return data if isinstance(data, cls) else cls(data, path)

    def document(self, schema: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """The data as a table without its schema, which may be left out, and what is wrong so far.

        Raises:
            DocumentError: It is no table, or beyond the limits.
        """
        problems, is_readable = excesses(self.data)
        problems = [*self.problems, *problems]
        if not is_readable:
            self.refuse(problems)
        if not isinstance(self.data, Mapping):
            self.refuse([*problems, ("", f"{brief(self.data)} is no table; a document is a table with named fields")])
        document = dict(self.data)
        found = document.pop("schema", schema)
        if found != schema:
            problems.append(("schema", f"{brief(found)} is not read here; write {schema!r}"))
        return document, problems

    def refuse(self, problems: Iterable[tuple[str, str]]) -> NoReturn:
        """Raise the one error that readers raise, with every problem and its place."""
        places = self.find()
        raise DocumentError(self.path, tuple(_told(path, problem, places) for path, problem in problems))


_WHOLE: Final = "the document"


def _told(path: str, problem: str, places: Places) -> str:
    near = path
    while near and near not in places:
        near = near[: max(near.rfind("."), near.rfind("["), 0)]
    place = places.get(near)
    return f"{problem} @ {path or _WHOLE}" + (f", {place}" if place is not None else "")
