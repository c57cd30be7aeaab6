"""Documents as flat rows, for whatever knows cells only: spreadsheets, and lists of fields on a page.

A column is a path in the document, such as `metric.name` or `waivers[0].code`. What can be said in short may be: a list
of texts stands in one cell with semicolons, and common columns have everyday names in English and Swedish.

A cell that a spreadsheet would take for a formula, or a browser for markup, is refused when it is read. It is written
with an apostrophe before it, which says that it is a text, and is taken off again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model.field import nearest
from smartgoals.model.unit import exact_decimal, plain
from smartgoals.wire.limits import DIGITS, brief, child
from smartgoals.wire.source import Spot

__all__ = ["Row", "cell", "columns", "flat", "nested", "read_cell", "rows_of"]

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!?]")
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?", re.ASCII)
_STEP: Final = re.compile(r"(?P<key>[^.\[\]]+)|\[(?P<index>\d{1,4})\]")
_PATH: Final = re.compile(r"[a-z_]+(?:\[\d{1,4}\])*(?:\.[a-z_]+(?:\[\d{1,4}\])*)*", re.ASCII)
_LISTS: Final = frozenset({"supports", "depends_on", "means", "tags", "objectives", "goals", "reviewers", "channels"})
"""Fields of texts, which may stand in one cell."""
_WHOLE: Final = frozenset({"interval", "number", "minutes", "first_month"})
"""Fields that hold whole numbers."""
_NAMES: Final[Mapping[str, str]] = {
    "goal": "statement", "mål": "statement", "formulering": "statement", "mål-id": "id", "namn": "name",
    "ägare": "owner", "ansvarig": "owner", "område": "area", "mått": "metric.name",
    "enhet": "metric.unit", "unit": "metric.unit", "direction": "metric.direction", "riktning": "metric.direction",
    "utgångsläge": "baseline.value", "nuläge": "baseline.value",
    "målvärde": "target.level", "start": "horizon.start", "deadline": "horizon.end",
    "slut": "horizon.end", "slutdatum": "horizon.end", "stöder": "supports", "taggar": "tags", "motiv": "rationale",
}  # fmt: skip
_EXPANDED: Final[Mapping[str, str]] = {"metric": "metric.name", "target": "target.level"}
"""Columns that stand beside others of the same thing."""
_ORDER: Final = (
    "id", "name", "statement", "owner", "area", "metric.name", "metric.unit", "metric.direction", "baseline.value",
    "baseline.period", "target.level", "target.bound", "horizon.start", "horizon.end", "supports",
)  # fmt: skip


@attrs.frozen
class Row:
    """The cells of one row by their columns, and where the row stands."""

    cells: Mapping[str, Any]
    place: Spot


def flat(data: Any, path: str = "") -> dict[str, Any]:
    """Plain data by its paths.

    Example:
        >>> flat({"id": "a", "metric": {"name": "m"}, "tags": ["x", "y"], "waivers": [{"code": "S101"}]})
        {'id': 'a', 'metric.name': 'm', 'tags': 'x; y', 'waivers[0].code': 'S101'}
    """
    if isinstance(data, Mapping):
        return {inner: value for key, part in data.items() for inner, value in flat(part, child(path, key)).items()}
    if isinstance(data, list):
        if path in _LISTS and all(_is_simple(item) for item in data):
            return {path: "; ".join(data)}
        return {
            inner: value for place, part in enumerate(data) for inner, value in flat(part, child(path, place)).items()
        }
    return {path: data}


def _is_simple(item: object) -> bool:
    return isinstance(item, str) and ";" not in item and not _needs_mark(item)


def rows_of(items: Iterable[Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns, the everyday ones first, and the flat rows of some items."""
    rows = [flat(item) for item in items]
    found = dict.fromkeys(path for row in rows for path in row)
    first = [path for path in _ORDER if path in found]
    return [*first, *(path for path in found if path not in _ORDER)], rows


def cell(value: Any) -> str:
    """What a cell of text holds: a number without exponent where that is readable, and no text that does anything.

    Example:
        >>> cell("=HYPERLINK(1)"), cell(-5), cell("'tis")
        ("'=HYPERLINK(1)", '-5', "'tis")
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain(Decimal(str(value)))
    text = str(value)
    return f"'{text}" if _needs_mark(text.lstrip("'")) else text


def _needs_mark(text: str) -> bool:
    return text != text.strip() or _is_risky(text) or _is_long(text)


def _is_long(text: str) -> bool:
    """Whether a text is a number of more digits than anybody means."""
    return len(text) > DIGITS and bool(_NUMBER.fullmatch(text)) and sum(map(str.isdigit, text)) > DIGITS


def _is_risky(text: str) -> bool:
    return bool(_MARKUP.search(text)) or (bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text))


def read_cell(text: str) -> tuple[str, str | None]:
    """The text that a cell means, and what is wrong with it.

    Example:
        >>> read_cell("'=1"), read_cell("=1")[1]
        (('=1', None), "'=1' is a formula, not a value; put in what it gives, or an apostrophe before a text")
    """
    if text.startswith("'") and _needs_mark(text.lstrip("'")):
        return text[1:], None
    text = text.strip()
    if _MARKUP.search(text):
        return text, f"{brief(text)} holds markup, which is not read; write plain text, or an apostrophe before it"
    if text.startswith(("=", "@")):
        what = "is a formula, not a value; put in what it gives, or an apostrophe before a text"
        return text, f"{brief(text)} {what}"
    if _is_long(text):
        return (
            text,
            f"{brief(text)} has more than {DIGITS} digits; check it, and put an apostrophe before it if it is meant",
        )
    return text, None


def columns(
    headings: Sequence[str], known: Iterable[str], *, noun: str = "column"
) -> Iterator[tuple[str | None, str | None]]:
    """The column that each heading names, and what is wrong with it.

    Args:
        headings: The first row.
        known: The paths that begin a column here, such as the fields of a goal.
        noun: What a column is called here.
    """
    known, seen = frozenset(known), set[str]()
    for heading in headings:
        name = " ".join(heading.casefold().split())
        path = name if name.replace(" ", "_") in known or "." in name or "[" in name else _NAMES.get(name, name)
        path = _EXPANDED.get(path, path).replace(" ", "_")
        root = re.split(r"[.\[]", path, maxsplit=1)[0]
        if not path:
            yield None, None
        elif path in seen:
            yield None, f"two {noun}s are headed {brief(path)}; keep one"
        elif root not in known or not _PATH.fullmatch(path):
            near = nearest(name, [*known, *_NAMES])
            remedy = f"did you mean {near!r}" if near else f"{noun}s begin with {', '.join(sorted(known))}"
            yield None, f"unknown {noun} {brief(heading.strip())}; {remedy}"
        else:
            yield path, None
        seen.add(path)


def nested(row: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The plain data of a flat row, and what is wrong with it, by path.

    Example:
        >>> nested({"id": "a", "metric.name": "m", "tags": "x; y", "waivers[0].code": "S101"})[0]
        {'id': 'a', 'metric': {'name': 'm'}, 'tags': ['x', 'y'], 'waivers': [{'code': 'S101'}]}
    """
    data: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for path, value in sorted(row.items(), key=lambda each: _in_order(each[0])):
        steps = [int(step["index"]) if step["index"] else step["key"] for step in _STEP.finditer(path)]
        part: Any = data
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            is_last = following is None
            fresh: Any = _typed(path, value) if is_last else [] if isinstance(following, int) else {}
            if isinstance(step, int) and isinstance(part, list) and step > len(part):
                problems.append((path, f"there is no {step} before this one; count from 0 without gaps"))
                break
            if isinstance(step, int) and isinstance(part, list):
                if step == len(part):
                    part.append(fresh)
            elif isinstance(step, str) and isinstance(part, dict):
                part.setdefault(step, fresh)
            else:
                problems.append((path, "another column says something else of this; keep one of them"))
                break
            part = part[step]
            if is_last and part is not fresh:
                problems.append((path, "another column says something else of this; keep one of them"))
    return data, problems


def _in_order(path: str) -> str:
    """A key that sorts the items of a list by their places."""
    return re.sub(r"\d+", lambda place: place[0].zfill(4), path)


def _typed(path: str, value: Any) -> Any:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if not isinstance(value, str):
        return value
    if path in _LISTS:
        return [item.strip() for item in value.split(";") if item.strip()]
    if path.rpartition(".")[2] in _WHOLE:
        try:
            number = exact_decimal(value)
        except InvalidValueError:
            return value
        return int(number) if number == number.to_integral_value() and number.adjusted() < 18 else value
    return value
