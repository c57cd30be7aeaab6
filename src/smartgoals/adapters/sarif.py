"""Findings as SARIF 2.1.0, which code hosts, editors and dashboards read.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 27 March 2020; sections are
named where they decide something.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from smartgoals.rules import RuleSet
from smartgoals.rules.phrases import words

if TYPE_CHECKING:
    from smartgoals.inspection import Entry, Inspection
    from smartgoals.rules import Finding

__all__ = ["to_sarif"]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"major": "error", "minor": "warning", "hint": "note"}  # 3.27.10


def to_sarif(
    inspections: Sequence[Inspection], *, rules: RuleSet, version: str, language: str | None = None
) -> dict[str, Any]:
    """A SARIF log with one run.

    Args:
        inspections: What was found in each text.
        rules: The rules that count.
        version: The version of this library.
        language: The language of the descriptions of rules; None for that of the first text.
    """
    spoken = language or (inspections[0].language if inspections else "en")
    found = [(inspection, entry) for inspection in inspections for entry in inspection.entries]
    first = {entry.finding.code: entry.finding for _, entry in reversed(found)}
    places = {code: place for place, code in enumerate(sorted(first))}
    results = []
    for inspection in inspections:
        seen: Counter[str] = Counter()
        for entry in inspection.entries:
            mark = hashlib.sha256(repr((inspection.source, *entry.key)).encode()).hexdigest()
            seen[mark] += 1
            results.append(_result(inspection, entry, places, f"{mark}:{seen[mark]}"))
    driver = {
        "name": "smartgoals",
        "semanticVersion": version,
        "version": version,
        "language": spoken,
        "rules": [_rule(finding, rules, spoken) for _, finding in sorted(first.items())],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # 3.14.17
        "artifacts": [{"location": {"uri": _uri(inspection.source)}} for inspection in inspections],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(inspection: Inspection, entry: Entry, places: dict[str, int], mark: str) -> dict[str, Any]:
    place, finding = entry.place, entry.finding
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(inspection.source)}}}
    if place.cell:  # 3.28.7: a cell is a place in a workbook as a function is one in a program
        location["logicalLocations"] = [{"fullyQualifiedName": place.cell}]
    else:
        region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line}
        region["endColumn"] = place.end_column  # 3.30.8: the column behind the last character
        location["physicalLocation"]["region"] = region
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity.value],
        "message": {"text": finding.message(entry.language)},
        "locations": [location],
        "partialFingerprints": {"goalWords/v1": mark},  # 3.27.17: the same when lines have moved
    }


def _rule(finding: Finding, rules: RuleSet, language: str) -> dict[str, Any]:
    data: dict[str, Any] = {"id": finding.code}
    if finding.code in rules:
        data["name"] = rules[finding.code].name
    for name, kind in (("shortDescription", "summary"), ("fullDescription", "why"), ("help", "advice")):
        text = words(finding.code, kind, language, finding.texts)
        data |= {name: {"text": text}} if text else {}
    data["defaultConfiguration"] = {"level": _LEVELS[finding.severity.value]}
    if finding.criterion is not None:
        data["properties"] = {"tags": [finding.criterion.value]}
    return data


def _uri(source: str) -> str:
    """A relative or absolute reference, percent-encoded (3.4.3, RFC 3986)."""
    if source == "<stdin>":
        return "stdin"
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
