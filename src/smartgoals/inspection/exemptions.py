"""Exemptions: comments in a text that set rules aside, with a reason, for the goal above them or for the whole text.

A comment stands on lines of its own:

    - Cut returns from 9 % to 6 %
      <!-- smartgoals: waive T101 until 2026-12-31: the board decides on the date in May -->

    <!-- smartgoals: waive-file S201: owners are kept in the project register -->

Several rules are parted by commas or spaces; a rule is named by its code, the beginning of codes, or its name. What
cannot be read, names no rule, has expired or stands under no goal is remarked on; nothing is passed over in silence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from smartgoals.model import Goal, Waiver
from smartgoals.rules.finding import Finding, Severity
from smartgoals.rules.waivers import waived_by

if TYPE_CHECKING:
    from smartgoals.model import Context
    from smartgoals.rules.ruleset import RuleSet
    from smartgoals.statement import Document

__all__ = ["Exemptions", "Remarked", "exempted"]

_OPENED: Final = re.compile(r"[ \t]*<!--[ \t]*smartgoals\b[ \t]*:?", re.IGNORECASE)
_FENCE: Final = re.compile(r"[ \t]*(```|~~~)")
_SAID: Final = re.compile(
    r"(?P<verb>waive(?:-file)?)\s+(?P<codes>[^:]+?)(?:\s+until\s+(?P<until>[^\s:]+))?\s*:\s*(?P<reason>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


class Remarked(NamedTuple):
    """A finding about an exemption, with the place of the comment in the text."""

    finding: Finding
    span: tuple[int, int]


@attrs.frozen(kw_only=True)
class Exemptions:
    """What the comments of a text set aside.

    Attributes:
        of_file: For all goals and for the goals taken together.
        of_goals: For each goal, by its number from 0.
        remarks: What is wrong with comments.
    """

    of_file: tuple[Waiver, ...] = ()
    of_goals: dict[int, tuple[Waiver, ...]] = attrs.field(factory=dict)
    remarks: tuple[Remarked, ...] = ()


class _Comment(NamedTuple):
    span: tuple[int, int]
    body: str
    above: int
    """The offset of the end of the line above, comments like this one passed over."""


def exempted(document: Document, *, context: Context, rules: RuleSet) -> Exemptions:
    """Read the exemptions in a text."""
    of_file: list[Waiver] = []
    of_goals: dict[int, tuple[Waiver, ...]] = {}
    remarks: list[Remarked] = []
    for comment in _comments(document.text):
        waivers, problems = _read(comment.body, context, rules)
        remarks += [Remarked(problem, comment.span) for problem in problems]
        if comment.body.casefold().startswith("waive-file"):
            of_file += waivers
            continue
        above = document.place(comment.above)[0]
        goals = [
            number
            for number, statement in enumerate(document.statements)
            if document.place(max(statement.span[1] - 1, 0))[0] == above
        ]
        if not goals and not problems:
            remarks.append(Remarked(_notice("G006", "This waiver stands under no goal."), comment.span))
        for number in goals:
            of_goals[number] = (*of_goals.get(number, ()), *waivers)
    return Exemptions(of_file=tuple(of_file), of_goals=of_goals, remarks=tuple(remarks))


def _read(body: str, context: Context, rules: RuleSet) -> tuple[list[Waiver], list[Finding]]:
    """The waivers that a comment states and that hold, and what is wrong with the rest."""
    said = _SAID.fullmatch(body)
    if said is None:
        text = "This comment is no waiver that can be read: “{body}”."
        return [], [_notice("G005", text, body=body)]
    expires = None
    if said["until"] is not None:
        try:
            expires = dt.date.fromisoformat(said["until"])
        except ValueError:
            text = "“{until}” in a waiver is no date."
            return [], [_notice("G005", text, variant="date", until=said["until"])]
    waivers: list[Waiver] = []
    problems: list[Finding] = []
    for code in re.split(r"[,\s]+", said["codes"].strip(", ")):
        waiver = Waiver(code, " ".join(said["reason"].split()), expires)
        waived, notices = waived_by(Goal("x", waivers=(waiver,)), rules, context)
        problems += notices
        waivers += [attrs.evolve(waiver, code=each) for each in waived]
    return waivers, problems


def _comments(text: str) -> Iterator[_Comment]:
    """The comments that are meant for this library, outside of code."""
    lines = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line))
        at += len(line)
    fence, above, number = "", 0, 0
    while number < len(lines):
        at, line = lines[number]
        number += 1
        mark = _FENCE.match(line)
        opened = None if fence else _OPENED.match(line)
        if mark is not None and (not fence or fence == mark[1]):
            fence = "" if fence else mark[1]
        if opened is None:
            above = at + len(line.rstrip("\r\n"))
            continue
        end = text.find("-->", at + opened.end())
        end = len(text) if end < 0 else end
        while number < len(lines) and lines[number][0] <= end:
            number += 1
        start = at + len(line) - len(line.lstrip())
        yield _Comment((start, min(end + 3, len(text))), text[at + opened.end() : end].strip(), above)


def _notice(code: str, text: str, /, variant: str = "", **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.MINOR, text=text, at="waivers", variant=variant, values=values)
