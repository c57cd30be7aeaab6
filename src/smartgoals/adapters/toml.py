"""Documents as TOML, numbers exactly as they are written, each problem with its line.

Reading needs nothing; writing needs the extra `toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from smartgoals.errors import DocumentError, MissingExtraError
from smartgoals.wire import measurements_from_data, measurements_to_data, portfolio_from_data, portfolio_to_data
from smartgoals.wire.limits import child, refuse_length
from smartgoals.wire.source import Source, placed

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio, Series

__all__ = ["read_measurements", "read_portfolio", "source", "to_toml", "write_measurements", "write_portfolio"]

_TOKEN: Final = re.compile(
    r'(?P<text>"""(?:[^\\]|\\.)*?"""(?:"{0,2}(?!"))|\'\'\'.*?\'\'\'(?:\'{0,2}(?!\'))|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')'
    r"|(?P<note>\#[^\n]*)|(?P<space>[ \t\r]+)|(?P<line>\n)|(?P<mark>[\[\]{}=,.])|(?P<word>[^\s\#\[\]{}=,.\"']+)",
    re.DOTALL,
)


def to_toml(data: Mapping[str, Any]) -> str:
    """A TOML text, in the order of the data.

    Raises:
        DocumentError: The data has nulls, for which TOML has no word.
        MissingExtraError: tomli-w is not installed.

    Example:
        >>> print(to_toml({"schema": "smartgoals/portfolio/1", "weights": {"returns": 2}}), end="")
        schema = "smartgoals/portfolio/1"
        <BLANKLINE>
        [weights]
        returns = 2
    """
    try:
        import tomli_w
    except ImportError:
        raise MissingExtraError("toml") from None
    try:
        return tomli_w.dumps(data)
    except TypeError:
        what = "it has values that are null, for which TOML has no word; write JSON or YAML @ the document"
        raise DocumentError(None, (what,)) from None


def source(text: str, *, path: str | None = None) -> Source:
    """What a TOML text says, with the line of each part.

    Raises:
        DocumentError: It is no TOML, or too long.
    """
    refuse_length(text, path)
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(path, (f"this is no TOML: {error}",)) from None
    except RecursionError:
        raise DocumentError(path, ("the text is nested too deep @ the document",)) from None
    except ValueError:
        raise DocumentError(path, ("a number has more digits than can be read @ the document",)) from None
    return Source(data, path, lambda: placed(text, _Walk(text).document()))


class _Walk:
    """Goes through a text that is known to be TOML, and tells where each part begins."""

    def __init__(self, text: str) -> None:
        self.tokens = [
            (str(found.lastgroup), found[0], found.start())
            for found in _TOKEN.finditer(text)
            if found.lastgroup not in {"note", "space"}
        ]
        self.place = 0
        self.counts: dict[str, int] = {}

    def document(self) -> Iterator[tuple[str, int]]:
        table = ""
        while self.place < len(self.tokens):
            kind, word, offset = self.tokens[self.place]
            if kind == "line":
                self.place += 1
            elif word == "[":
                self.place += 1
                is_list = self.tokens[self.place][1] == "["
                self.place += is_list
                table = self.header(self.key(), is_list=is_list)
                self.place += 1 + is_list
                yield table, offset
            else:
                yield from self.pair(table)

    def header(self, names: list[str], *, is_list: bool) -> str:
        """The path of a header, in the newest of each list of tables on the way."""
        path = ""
        for place, name in enumerate(names):
            path = child(path, name)
            is_last = place == len(names) - 1
            if is_last and is_list:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = child(path, self.counts[path])
        return path

    def key(self) -> list[str]:
        """The names of a key that may be dotted."""
        names: list[str] = []
        while True:
            kind, word, _ = self.tokens[self.place]
            # A quoted key is a text, which tomllib reads.
            names.append(str(tomllib.loads(f"x = {word}")["x"]) if kind == "text" else word)
            self.place += 1
            if self.tokens[self.place][1] != ".":
                return names
            self.place += 1

    def pair(self, table: str) -> Iterator[tuple[str, int]]:
        offset = self.tokens[self.place][2]
        path = table
        for name in self.key():
            path = child(path, name)
            yield path, offset
        self.place += 1  # the equals sign
        yield from self.value(path)

    def value(self, path: str) -> Iterator[tuple[str, int]]:
        word = self.tokens[self.place][1]
        if word == "[":
            yield from self.inside(path, "]")
        elif word == "{":
            yield from self.inside(path, "}")
        else:
            while self.place < len(self.tokens) and self.tokens[self.place][1] not in {",", "]", "}", "\n"}:
                self.place += 1

    def inside(self, path: str, end: str) -> Iterator[tuple[str, int]]:
        count = 0
        self.place += 1
        while self.tokens[self.place][1] != end:
            kind, word, offset = self.tokens[self.place]
            if kind == "line" or word == ",":
                self.place += 1
            elif end == "}":
                yield from self.pair(path)
            else:
                item = child(path, count)
                count += 1
                yield item, offset
                yield from self.value(item)
        self.place += 1


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio; the arguments and the error are those of `smartgoals.wire.portfolio_from_data()`."""
    return portfolio_from_data(source(text, path=path), context=context, strict=strict)


def write_portfolio(portfolio: Portfolio) -> str:
    """Write a portfolio; nothing is lost."""
    return to_toml(portfolio_to_data(portfolio))


def read_measurements(text: str, *, path: str | None = None, portfolio: Portfolio | None = None) -> dict[str, Series]:
    """Read measurements; the arguments and the error are those of `smartgoals.wire.measurements_from_data()`."""
    return measurements_from_data(source(text, path=path), portfolio=portfolio)


def write_measurements(series: Mapping[str, Series]) -> str:
    """Write measurements; nothing is lost."""
    return to_toml(measurements_to_data(series))
