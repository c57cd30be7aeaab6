"""Portfolios as Markdown: goals as people write them, and a form that loses nothing.

A page without a front block is read as text: its statements become goals. A page whose front block names the schema
holds everything: each item is a heading with its fields below it, one on a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from smartgoals.errors import DocumentError
from smartgoals.markup import escape_markdown
from smartgoals.model.field import nearest
from smartgoals.statement import read_document
from smartgoals.wire.limits import brief, refuse_length
from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA
from smartgoals.wire.rows import cell, flat
from smartgoals.wire.tables import items_of, portfolio_from_tables

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["read_portfolio", "write_portfolio"]

_TITLES: Final = {"goals": "statement", "objectives": "name", "areas": "name", "activities": "name", "weights": "id"}
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]<>#|~])")
_FIELD: Final = re.compile(r"(?:- )?(?P<path>[a-z_0-9.\[\]]+):[ \t]*(?P<value>.*)", re.ASCII)
_FRONT: Final = re.compile(r"\s*---[ \t]*\n(?P<block>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
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
    refuse_length(text, path)
    text = text.removeprefix("\ufeff")
    front = _FRONT.match(text)
    if front is None or not re.search(r"^schema:", front["block"], re.MULTILINE):
        if context is None:
            what = "there is no front block that names the schema, and statements are read with a context only"
            raise DocumentError(
                path, (f"{what}; give one, or begin with ---, schema: {PORTFOLIO_SCHEMA}, --- @ line 1",)
            )
        return read_document(text, context=context).portfolio
    problems: list[str] = []
    tables: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    line = text.count("\n", 0, front.start("block")) + 1
    tables["portfolio"] = [(f"line {line}", dict(_fields(front["block"], line, problems)))]
    start = text.count("\n", 0, front.end()) + 1
    _body(text[front.end() :], start, tables, problems)
    if problems:
        raise DocumentError(path, tuple(problems))
    sheets = {table: list(_rows(items)) for table, items in tables.items()}
    return portfolio_from_tables(sheets, path=path, context=context, strict=strict)


def _fields(block: str, line: int, problems: list[str]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for number, text in enumerate(block.split("\n"), start=line):
        found = _FIELD.fullmatch(text.rstrip())
        if not text.strip():
            continue
        if found is None or found["path"] in seen:
            what = "this field stands twice" if found is not None else f"{brief(text)} is no field"
            problems.append(f"{what}; write each once, as name: value @ line {number}")
            continue
        seen.add(found["path"])
        yield found["path"], _read(found["value"], escaped=False)


def _body(text: str, line: int, tables: dict[str, list[tuple[str, dict[str, Any]]]], problems: list[str]) -> None:
    table: str | None = None
    item: dict[str, Any] | None = None
    for number, each in enumerate(text.split("\n"), start=line):
        words = each.rstrip()
        if words.startswith("# "):
            table, item = words[2:].strip().casefold(), None
            if table not in _TITLES:
                near = nearest(table, _TITLES)
                remedy = f"did you mean {near!r}" if near else f"the parts are {', '.join(_TITLES)}"
                problems.append(f"unknown part {brief(table)}; {remedy} @ line {number}")
                table = None
        elif words.startswith("## ") and table is not None:
            item = {_TITLES[table]: _read(words[3:].strip(), escaped=True)}
            tables.setdefault(table, []).append((f"line {number}", item))
        elif words:
            found = _FIELD.fullmatch(words)
            if item is not None and found is not None and words.startswith("- ") and found["path"] not in item:
                item[found["path"]] = _read(found["value"], escaped=True)
            elif item is not None or table is not None:
                what = (
                    "this field stands twice"
                    if item is not None and found and found["path"] in item
                    else "this is no field"
                )
                problems.append(f"{what}; write each once below its heading, as - name: value @ line {number}")
            elif not problems:
                problems.append(f"{brief(words)} stands under no part; begin one, such as # goals @ line {number}")


def _rows(items: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, list[Any]]]:
    """The items as the rows of a table, the first of which heads the columns."""
    heads = list(dict.fromkeys(path for _, item in items for path in item))
    yield items[0][0] if items else "line 1", heads
    for place, item in items:
        yield place, [item.get(head) for head in heads]
