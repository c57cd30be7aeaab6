"""Rewriting: better statements put next to the old ones in a text, where that is safe.

In a list the old goal is struck out and the better one stands in an item of its own below; a goal that is a line of
its own stays above as a comment. Goals inside a paragraph, or over several lines, are left alone. Every change is
proved by reading the text again: it must hold the same goals, the better one in the place of the old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.improvement import improve
from smartgoals.statement import read_document

if TYPE_CHECKING:
    from smartgoals.inspection.inspecting import Inspection
    from smartgoals.model import Context
    from smartgoals.rules import RuleSet

__all__ = ["Rewrite", "rewrites", "rewritten"]

_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•‣◦▪–—·]|\d{1,3}[.)]|[a-zA-Z][.)])(?:[ \t]+\[ \])?[ \t]+")
_LINE_END: Final = re.compile(r"\r\n?|\n")


@attrs.frozen(kw_only=True)
class Rewrite:
    """A change to a text that puts a better statement next to the old one.

    Attributes:
        number: The goal, from 1.
        line: The line it stands on, from 1.
        old: The goal as it is.
        new: The goal as it could be, with named blanks.
        span: What is replaced in the text.
        text: What takes its place.
    """

    number: int
    line: int
    old: str
    new: str
    span: tuple[int, int]
    text: str


def rewrites(
    inspection: Inspection, *, context: Context, rules: RuleSet
) -> tuple[tuple[Rewrite, ...], tuple[int, ...]]:
    """Say how the goals of a text could be rewritten.

    Returns:
        The changes, in the order of the text, and the numbers of goals that could be better but are left alone.
    """
    document = inspection.document
    wanted: list[Rewrite] = []
    left: list[int] = []
    for number, statement in enumerate(document.statements, 1):
        proposal = improve(statement, context=context, rules=rules)
        if not proposal.is_changed:
            continue
        change = _change(inspection, number, proposal.text) if document.held is None else None
        if change is None:
            left.append(number)
        else:
            wanted.append(change)
    if wanted and not _is_proved(inspection, wanted, context):
        proved = [change for change in wanted if _is_proved(inspection, [change], context)]
        left += [change.number for change in wanted if change not in proved]
        wanted = proved
    return tuple(wanted), tuple(sorted(left))


def rewritten(text: str, changes: Iterable[Rewrite]) -> str:
    """Make changes to a text."""
    for change in sorted(changes, key=lambda change: change.span, reverse=True):
        text = text[: change.span[0]] + change.text + text[change.span[1] :]
    return text


def _change(inspection: Inspection, number: int, new: str) -> Rewrite | None:
    """The change for one goal, or None where it does not fill a line."""
    text = inspection.document.text
    statement = inspection.document.statements[number - 1]
    start, end = statement.span
    place = inspection.place(start, end)
    first = start - place.column + 1
    stop = _LINE_END.search(text, end)
    last = stop.start() if stop else len(text)
    before, old = text[first:start], text[start:end]
    if place.line != place.end_line or text[end:last].strip() or statement.clauses or old != statement.text:
        return None
    ended = stop or _LINE_END.search(text)
    ending = ended[0] if ended else "\n"
    if _BULLET.fullmatch(before) and "~~" not in old:
        kept = f"{before}~~{old}~~"
    elif not before.strip() and "--" not in old:
        kept = f"{before}<!-- {old} -->"
    else:
        return None
    return Rewrite(
        number=number, line=place.line, old=old, new=new, span=(first, end), text=f"{kept}{ending}{before}{new}"
    )


def _is_proved(inspection: Inspection, changes: list[Rewrite], context: Context) -> bool:
    """Whether the changed text holds the same goals, the better ones in the places of the old."""
    found = read_document(rewritten(inspection.document.text, changes), context=context)
    expected = [statement.text for statement in inspection.document.statements]
    for change in changes:
        expected[change.number - 1] = change.new
    return expected == [statement.text for statement in found.statements]
