"""Documents as JSON texts: UTF-8, indented, the same for the same data.

Numbers are read exactly as they are written. A key that stands twice, a number that JSON does not have, and whatever
goes beyond the limits of a document is answered, each with its line and column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from smartgoals.errors import DocumentError
from smartgoals.wire import measurements_from_data, measurements_to_data, portfolio_from_data, portfolio_to_data
from smartgoals.wire.limits import child, refuse_length
from smartgoals.wire.source import Source, placed

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio, Series

__all__ = [
    "from_json",
    "read_measurements",
    "read_portfolio",
    "source",
    "to_json",
    "write_measurements",
    "write_portfolio",
]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_SCALAR: Final = re.compile(r"[^\s,\]}]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONGEST_INT: Final = 400


def to_json(data: Mapping[str, Any]) -> str:
    """A JSON text that ends with a line feed; numbers that JSON does not have are refused.

    Example:
        >>> print(to_json({"schema": "smartgoals/statement/1", "text": "Öka"}), end="")
        {
          "schema": "smartgoals/statement/1",
          "text": "Öka"
        }
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    # Half a character cannot be written as UTF-8, but it can be escaped.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def from_json(text: str, *, path: str | None = None) -> Any:
    """What a JSON text says.

    Args:
        text: The text; a byte order mark is passed over.
        path: Where it came from, for messages.

    Raises:
        DocumentError: It is no JSON; the line and the column are named.
    """
    return _loads(text, path)


def source(text: str, *, path: str | None = None) -> Source:
    """What a JSON text says, numbers exact, with the place of each part.

    Raises:
        DocumentError: It is no JSON, or too long.
    """
    refuse_length(text, path)
    text = text.removeprefix("\ufeff")
    doubled: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            doubled.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return found

    data = _loads(
        text,
        path,
        parse_float=Decimal,
        parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST_INT else Decimal(digits),
        object_pairs_hook=table,
    )
    problems = [] if not doubled else list(_doubled(text))
    return Source(data, path, lambda: placed(text, _walk(text)), tuple(problems))


def _loads(text: str, path: str | None, **options: Any) -> Any:
    def constant(name: str) -> None:
        msg = f"{name} is no number that JSON has; leave it out, or write null"
        raise DocumentError(path, (f"{msg} @ the document",))

    text = text.removeprefix("\ufeff")
    try:
        return json.loads(text, **options, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise DocumentError(path, (f"{error.msg} @ line {error.lineno} column {error.colno}",)) from None
    except DocumentError:
        raise
    except RecursionError:
        raise DocumentError(path, ("the text is nested too deep @ line 1",)) from None
    except ValueError:
        raise DocumentError(path, ("a number has more digits than can be read @ the document",)) from None


def _doubled(text: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for path, _ in _walk(text):
        if path in seen:
            yield path, "this key stands twice; keep one of them"
        seen.add(path)


def _walk(text: str) -> Iterator[tuple[str, int]]:
    """Every part in order: its path, and where it begins (for a field, at its key)."""
    open_parts: list[tuple[str, int | None]] = []  # the path, and for a list how many items there were
    place, path, at_value = 0, "", True
    yield "", _skip(text, 0)
    while True:
        place = _skip(text, place)
        if place == len(text):
            return
        mark = text[place]
        if at_value and mark in "{[":
            open_parts.append((path, 0 if mark == "[" else None))
            place, at_value = place + 1, False
        elif mark in "}]":
            open_parts.pop()
            place, at_value = place + 1, False
        elif mark == ",":
            place += 1
        elif at_value:
            place, at_value = _end(text, place), False
        else:
            above, count = open_parts[-1]
            start = place
            if count is None:
                key, place = json.decoder.scanstring(text, place + 1)  # type: ignore[attr-defined]  # not in the stubs
                place = _skip(text, place) + 1
                path = child(above, key)
            else:
                path = child(above, count)
                open_parts[-1] = (above, count + 1)
            yield path, start
            at_value = True


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match is not None else place


def _end(text: str, place: int) -> int:
    """Where a scalar ends."""
    if text[place] == '"':
        return int(json.decoder.scanstring(text, place + 1)[1])  # type: ignore[attr-defined]  # not in the stubs
    match = _SCALAR.match(text, place)
    return match.end() if match is not None else place + 1


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio; the arguments and the error are those of `smartgoals.wire.portfolio_from_data()`."""
    return portfolio_from_data(source(text, path=path), context=context, strict=strict)


def write_portfolio(portfolio: Portfolio) -> str:
    """Write a portfolio; nothing is lost."""
    return to_json(portfolio_to_data(portfolio))


def read_measurements(text: str, *, path: str | None = None, portfolio: Portfolio | None = None) -> dict[str, Series]:
    """Read measurements; the arguments and the error are those of `smartgoals.wire.measurements_from_data()`."""
    return measurements_from_data(source(text, path=path), portfolio=portfolio)


def write_measurements(series: Mapping[str, Series]) -> str:
    """Write measurements; nothing is lost."""
    return to_json(measurements_to_data(series))
