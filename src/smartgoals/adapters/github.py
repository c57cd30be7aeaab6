"""Findings as workflow commands of GitHub Actions, which shows them beside the lines that they concern.

Source of the form and of the escapes: "Workflow commands for GitHub Actions", docs.github.com, and `command.ts` of
the package @actions/core. GitHub shows the first ten annotations of each kind for a step, so the heaviest come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from smartgoals.inspection import Entry, Inspection

__all__ = ["to_annotations"]

_COMMANDS: Final = {"major": "error", "minor": "warning", "hint": "notice"}
_IN_TEXT: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_annotations(inspections: Iterable[Inspection]) -> str:
    """One command a line for each finding: an error, a warning or a notice; nothing when nothing was found."""
    found = [(inspection.source, entry) for inspection in inspections for entry in inspection.entries]
    found.sort(key=lambda pair: list(_COMMANDS).index(pair[1].finding.severity.value))
    return "".join(_command(source, entry) for source, entry in found)


def _command(source: str, entry: Entry) -> str:
    place, finding = entry.place, entry.finding
    properties: dict[str, str] = {}
    if source != "<stdin>":
        properties["file"] = source.replace("\\", "/")
        if not place.cell:  # a workbook has no lines to show
            properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line and not place.cell:  # columns mean nothing to GitHub over several lines
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = f"smartgoals {finding.code}"
    said = ",".join(f"{name}={value.translate(_IN_PROPERTY)}" for name, value in properties.items())
    sentences = (finding.message(entry.language), finding.advice(entry.language))
    text = " ".join(filter(None, (place.cell and f"{place.cell}:", *sentences))).translate(_IN_TEXT)
    return f"::{_COMMANDS[finding.severity.value]} {said}::{text}\n"
