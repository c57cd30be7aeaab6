"""Portfolios as Markdown: goals as people write them, and a form that loses nothing.

A page without a front block is read as text: its statements become goals. A page whose front block names the schema
holds everything: each item is a heading with its fields below it, one on a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import DocumentError
from smartgoals.markup import escape_markdown
from smartgoals.model.field import nearest
from smartgoals.statement import read_document
from smartgoals.wire.limits import brief, child, refuse_length
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA, portfolio_from_data
from smartgoals.wire.rows import cell, columns, flat
from smartgoals.wire.source import Places, Source, Spot, with_holders
from smartgoals.wire.tables import TABLES, items_of, portfolio_source

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["is_document", "read_portfolio", "source", "write_portfolio"]

_TITLES: Final = {"goals": "statement", "objectives": "name", "areas": "name", "activities": "name", "weights": "id"}
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]<>#|~])")
_FIELD: Final = re.compile(r"(?:- )?(?P<path>[a-z_0-9.\[\]]+):[ \t]*(?P<value>.*)", re.ASCII)
_FRONT: Final = re.compile(r"\s*---[ \t]*\r?\n(?P<block>.*?)\n---[ \t\r]*(?:\n|\Z)", re.DOTALL)
_BEGUN: Final = re.compile(r"\s*---[ \t]*\r?\n(?:[^\n]*\n){0,20}schema: smartgoals/")
_PLAIN: Final = re.compile(r"[^\s\"][^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?<!\s)")


def write_portfolio(portfolio: Portfolio) -> str:
    """Write a portfolio as a page that people read and that loses nothing.

    Example:
        >>> from smartgoals.model import Goal, Portfolio
        >>> print(write_portfolio(Portfolio([Goal("Cut returns", id="returns", owner="Ada")], name="Shop")), end="")
        ---
        schema: smartgoals/portfolio/1
        name: Shop
        ---
        <BLANKLINE>
        # goals
        <BLANKLINE>
        ## Cut returns
        <BLANKLINE>
        - id: returns
        - owner: Ada
    """
    tables = items_of(portfolio)
    heading = flat(tables.pop("portfolio")[0])
    lines = ["---", *(f"{path}: {_shown(value, escape=False)}" for path, value in heading.items()), "---"]
    for table, items in tables.items():
        lines += ["", f"# {table}"]
        for item in items:
            fields = flat(item)
            title = _shown(fields.pop(_TITLES[table]), escape=True)
            lines += ["", f"## {title}"]
            if fields:
                lines.append("")
            lines += [f"- {path}: {_shown(value, escape=True)}" for path, value in fields.items()]
    return "\n".join(lines) + "\n"


def _shown(value: Any, *, escape: bool) -> str:
    """A value on one line: a plain text as it is, whatever could be misread in quotes, as in JSON."""
    text = cell(value)
    if not _PLAIN.fullmatch(text) or "  " in text or "\t" in text:
        text = json.dumps(text, ensure_ascii=not text.isprintable())
        return text.replace("\\", "\\\\").replace("<", "\\<") if escape else text
    return escape_markdown(text) if escape else text


def _read(text: str, *, escaped: bool) -> Any:
    if escaped:
        text = _ESCAPE.sub(r"\1", text)
    if text.startswith('"'):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio from a page.

    Args:
        text: The page.
        path: Where it comes from, for the error.
        context: Needed for a page without a front block, whose statements are read; in one with it, what a goal leaves
            unsaid is read from its statement.
        strict: Refuse names that name nothing.

    Raises:
        DocumentError: Names everything that is wrong, each with its line; also for a page without a front block when
            there is no context.
    """
    if not is_document(text):
        if context is None:
            what = "there is no front block that names the schema, and statements are read with a context only"
            raise DocumentError(
                path, (f"{what}; give one, or begin with ---, schema: {PORTFOLIO_SCHEMA}, --- @ line 1",)
            )
        refuse_length(text, path)
        return read_document(text.removeprefix("\ufeff"), context=context).portfolio
    return portfolio_from_data(source(text, path=path), context=context, strict=strict)


def is_document(text: str) -> bool:
    r"""Whether a page has a front block that names the schema, and so holds everything.

    Example:
        >>> is_document("---\nschema: smartgoals/portfolio/1\n---\n"), is_document("---\ntitle: x\n---\n")
        (True, False)
    """
    text = text.removeprefix("\ufeff")
    front = _FRONT.match(text)
    if front is None:
        return _BEGUN.match(text) is not None
    return re.search(r"^schema:", front["block"], re.MULTILINE) is not None


def source(text: str, *, path: str | None = None) -> Source:
    """The document that a page with a front block makes, with the line of each part.

    Raises:
        DocumentError: It has no front block, or is too long.
    """
    refuse_length(text, path)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        what = "the front block has no end; close it with ---" if is_document(text) else "there is no front block"
        raise DocumentError(path, (f"{what} @ line 1",))
    page = _Page()
    page.front(front["block"], text.count("\n", 0, front.start("block")) + 1)
    page.body(text[front.end() :], text.count("\n", 0, front.end()) + 1)
    found = portfolio_source(
        {table: list(_rows(items)) for table, items in page.tables.items()}, path=path, places=page.places
    )
    return attrs.evolve(found, problems=(*page.problems, *found.problems))


@attrs.frozen
class _Item:
    """A heading and the fields below it, each with its line."""

    spot: Spot
    fields: dict[str, Any] = attrs.field(factory=dict)
    lines: dict[str, Spot] = attrs.field(factory=dict)

    def put(self, path: str, value: Any, line: int) -> None:
        self.fields[path] = value
        self.lines[path] = Spot(line)


class _Page:
    """What a page says, table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[_Item]] = {}
        self.problems: list[tuple[str | Spot, str]] = []

    def front(self, block: str, line: int) -> None:
        item = _Item(Spot(line))
        self.tables["portfolio"] = [item]
        for number, text in enumerate(block.split("\n"), start=line):
            if not text.strip():
                continue
            found = _FIELD.fullmatch(text.rstrip())
            if found is None:
                self.problem(number, f"{brief(text)} is no field; write each once, as name: value")
            elif found["path"] in item.fields:
                self.problem(number, "this field stands twice; write each once, as name: value")
            else:
                item.put(found["path"], _read(found["value"], escaped=False), number)

    def body(self, text: str, line: int) -> None:
        table: str | None = None
        item: _Item | None = None
        is_begun = False
        for number, each in enumerate(text.split("\n"), start=line):
            words = each.rstrip()
            if words.startswith("# "):
                table, item, is_begun = self.part(words[2:].strip().casefold(), number), None, True
            elif words.startswith("## ") and table is not None:
                item = _Item(Spot(number))
                item.put(_TITLES[table], _read(words[3:].strip(), escaped=True), number)
                self.tables.setdefault(table, []).append(item)
            elif words and item is not None and table is not None:
                self.field(table, item, words, number)
            elif words and table is not None:
                self.problem(number, f"this is no field; {_REMEDY}")
            elif words and not is_begun:
                self.problem(number, f"{brief(words)} stands under no part; begin one, such as # goals")
                is_begun = True

    def part(self, name: str, line: int) -> str | None:
        if name in _TITLES:
            return name
        near = nearest(name, _TITLES)
        remedy = f"did you mean {near!r}" if near else f"the parts are {', '.join(_TITLES)}"
        self.problem(line, f"unknown part {brief(name)}; {remedy}")
        return None

    def field(self, table: str, item: _Item, words: str, line: int) -> None:
        found = _FIELD.fullmatch(words) if words.startswith("- ") else None
        problem = None if found is None else next(columns([found["path"]], TABLES[table], noun="field"))[1]
        if found is None:
            self.problem(line, f"this is no field; {_REMEDY}")
        elif problem is not None:
            self.problem(line, problem)
        elif found["path"] in item.fields:
            self.problem(line, f"this field stands twice; {_REMEDY}")
        else:
            item.put(found["path"], _read(found["value"], escaped=True), line)

    def problem(self, line: int, what: str) -> None:
        self.problems.append((Spot(line), what))

    def places(self) -> Places:
        """The line of each field."""
        return dict(
            place
            for table, items in self.tables.items()
            for number, item in enumerate(items)
            for place in with_holders(item.lines.items(), child(table, number))
        )


_REMEDY: Final = "write each once below its heading, as - name: value"


def _rows(items: Sequence[_Item]) -> Iterator[tuple[Spot, list[Any]]]:
    """The items as the rows of a table, the first of which heads the columns."""
    heads = list(dict.fromkeys(path for item in items for path in item.fields))
    yield items[0].spot, heads
    for item in items:
        yield item.spot, [item.fields.get(head) for head in heads]
