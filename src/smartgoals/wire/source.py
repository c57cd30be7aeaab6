"""A document as it was read: plain data, and where in the text each part of it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

import attrs

from smartgoals.errors import DocumentError
from smartgoals.wire.limits import brief, excesses

__all__ = ["Places", "Source", "Spot", "nearest_spot", "placed", "with_holders"]


class Spot(NamedTuple):
    """Where a part of a document stands; lines and columns count from 1.

    Attributes:
        line: The line, or the row of a sheet.
        column: The character in the line, or the column of a table; 0 for all of the line.
        sheet: The sheet of a workbook; "" for a file of rows, None for a text.

    Example:
        >>> print(Spot(3, 7), Spot(3), Spot(3, 2, ""), Spot(3, 28, "goals"), Spot(3, 0, "goals"), sep="; ")
        line 3 column 7; line 3; line 3 column B; sheet goals cell AB3; sheet goals row 3
    """

    line: int
    column: int = 0
    sheet: str | None = None

    def cell(self, column: int) -> Spot:
        """The cell of that column, from 1, in the row that stands here."""
        return self._replace(column=column)

    @property
    def letters(self) -> str:
        """The column as spreadsheets call it."""
        letters, left = "", self.column
        while left > 0:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return letters

    def __str__(self) -> str:
        if self.sheet:
            return f"sheet {self.sheet} " + (f"cell {self.letters}{self.line}" if self.column else f"row {self.line}")
        column = self.column if self.sheet is None else self.letters
        return f"line {self.line}" + (f" column {column}" if column else "")


Places: TypeAlias = Mapping[str, Spot]
"""Where a part stands by its path, such as `goals[0].metric`; the whole has no path."""


def placed(text: str, parts: Iterable[tuple[str, int]]) -> Places:
    r"""The line and the column of parts, from their offsets in the text, which rise.

    Example:
        >>> str(placed("a\n bc", [("name", 3)])["name"])
        'line 2 column 2'
    """
    places: dict[str, Spot] = {}
    line, start = 1, 0
    for path, offset in parts:
        line += text.count("\n", start, offset)
        start = offset
        places.setdefault(path, Spot(line, offset - text.rfind("\n", 0, offset)))
    return places


def with_holders(places: Iterable[tuple[str, Spot]], root: str) -> Iterator[tuple[str, Spot]]:
    """Places of fields below a root, and of what holds them: where the first of its fields stands.

    Example:
        >>> dict(with_holders([("metric.name", Spot(1)), ("metric.unit", Spot(2))], "goals[0]"))["goals[0].metric"]
        Spot(line=1, column=0, sheet=None)
    """
    seen: set[str] = set()
    for path, spot in places:
        for end in (*(mark.start() for mark in _HOLDER.finditer(path)), len(path)):
            if path[:end] not in seen:
                seen.add(path[:end])
                yield f"{root}.{path[:end]}", spot


_HOLDER: Final = re.compile(r"[.\[]")


def _nowhere() -> Places:
    return {}


@attrs.frozen
class Source:
    """What a reader of some format hands over.

    Attributes:
        data: The document as dicts, lists, texts, numbers, dates.
        path: Where it comes from, for messages.
        find: Gives the places of all parts; asked only when something is wrong.
        problems: What is wrong already, as a path, or a spot where nothing has one, and a problem.

    Example:
        >>> source = Source({"schema": "x"}, "goals.json", lambda: {"schema": Spot(1, 2)})
        >>> source.document("smartgoals/portfolio/1")[1]
        [('schema', "'x' is not read here; write 'smartgoals/portfolio/1'")]
    """

    data: Any
    path: str | None = None
    find: Callable[[], Places] = _nowhere
    problems: tuple[tuple[str | Spot, str], ...] = ()

    @classmethod
    def of(cls, data: Any, path: str | None = None) -> Source:
        """Data that may be a source already."""
        return data if isinstance(data, cls) else cls(data, path)

    def document(self, schema: str) -> tuple[dict[str, Any], list[tuple[str | Spot, str]]]:
        """The data as a table without its schema, which may be left out, and what is wrong so far.

        Raises:
            DocumentError: It is no table, or beyond the limits.
        """
        too_much, is_readable = excesses(self.data)
        problems = [*self.problems, *too_much]
        if not is_readable:
            self.refuse(problems)
        if not isinstance(self.data, Mapping):
            self.refuse([*problems, ("", f"{brief(self.data)} is no table; a document is a table with named fields")])
        document = dict(self.data)
        found = document.pop("schema", schema)
        if found != schema:
            problems.append(("schema", f"{brief(found)} is not read here; write {schema!r}"))
        return document, problems

    def refuse(self, problems: Iterable[tuple[str | Spot, str]]) -> NoReturn:
        """Raise the one error that readers raise, with every problem and its place."""
        raise DocumentError(self.path, self.told(problems))

    def told(self, problems: Iterable[tuple[str | Spot, str]]) -> tuple[str, ...]:
        """Every problem with its place, in a line."""
        places = self.find()
        return tuple(_told(path, problem, places) for path, problem in problems)


_WHOLE: Final = "the document"
_LONGEST: Final = 200


def nearest_spot(path: str, places: Places) -> Spot | None:
    """Where a part stands, or what holds it."""
    while path and path not in places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places.get(path)


def _told(path: str | Spot, problem: str, places: Places) -> str:
    if isinstance(path, Spot):
        return f"{problem} @ {path}"
    spot = nearest_spot(path, places)
    shown = path if len(path) <= _LONGEST else f"{path[: _LONGEST - 1]}…"
    return f"{problem} @ {shown or _WHOLE}" + (f", {spot}" if spot is not None else "")
