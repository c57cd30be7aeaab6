"""Inspections and backlogs as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from smartgoals.errors import DocumentError
from smartgoals.inspection import Backlog
from smartgoals.inspection.inspecting import Key
from smartgoals.wire.results import check_to_data, finding_to_data

if TYPE_CHECKING:
    from smartgoals.inspection import Inspection

__all__ = [
    "BASELINE_SCHEMA",
    "CHECKS_SCHEMA",
    "backlog_from_data",
    "backlog_to_data",
    "inspection_to_data",
    "inspections_to_data",
]

CHECKS_SCHEMA = "smartgoals/checks/1"
BASELINE_SCHEMA = "smartgoals/baseline/1"


def inspection_to_data(inspection: Inspection) -> dict[str, Any]:
    """A check of one text, with what was accepted earlier and what is wrong with waivers."""
    data = check_to_data(
        inspection.document, inspection.assessments, inspection.findings,
        source=inspection.source, today=inspection.today, language=inspection.language,
        fingerprint=inspection.fingerprint, asked=inspection.asked,
        places=[inspection.goal_place(number) for number in range(1, len(inspection.assessments) + 1)],
    )  # fmt: skip
    data["waivers"] = {
        "findings": [
            {"line": inspection.place(*span).line, **finding_to_data(finding, inspection.language)}
            for finding, span in inspection.remarks
        ]
    }
    data["accepted"] = inspection.accepted
    return data


def inspections_to_data(inspections: Sequence[Inspection]) -> dict[str, Any]:
    """Checks of several texts, each as it is alone."""
    return {"schema": CHECKS_SCHEMA, "checks": [inspection_to_data(inspection) for inspection in inspections]}


def backlog_to_data(backlog: Backlog) -> dict[str, Any]:
    """Accepted findings, sorted, so that two versions of a file can be compared line by line."""
    files = {}
    for name, known in sorted(backlog.files.items()):
        rows = [
            {"code": key.code, "at": key.at, "goals": list(key.goals), "count": count}
            for key, count in sorted(known.items())
        ]
        files[name] = rows
    return {"schema": BASELINE_SCHEMA, "files": files}


def backlog_from_data(data: Any, *, path: str | None = None) -> Backlog:
    """The accepted findings that a document states.

    Raises:
        DocumentError: It is no such document; names everything that is wrong.
    """
    if not isinstance(data, Mapping) or data.get("schema") != BASELINE_SCHEMA:
        raise DocumentError(path, (f"this is no baseline; its schema must be {BASELINE_SCHEMA!r} @ schema",))
    files = data.get("files")
    if not isinstance(files, Mapping):
        raise DocumentError(path, ("give a table of files and their findings @ files",))
    problems: list[str] = []
    read: dict[str, Counter[Key]] = {}
    for name, rows in files.items():
        if not isinstance(rows, list):
            problems.append(f"give a list of findings @ files.{name}")
            continue
        known = read.setdefault(str(name), Counter())
        for place, row in enumerate(rows):
            key = _key(row)
            if key is None:
                problems.append(
                    f"a finding has a code, a place, goals and a count of 1 or more @ files.{name}[{place}]"
                )
            else:
                known[key] += row.get("count", 1)
    if problems:
        raise DocumentError(path, tuple(problems))
    return Backlog(read)


def _key(row: Any) -> Key | None:
    """What a row states, or None where it is not as it must be."""
    if not isinstance(row, Mapping):
        return None
    code, at, goals, count = row.get("code"), row.get("at"), row.get("goals"), row.get("count", 1)
    if not isinstance(code, str) or not isinstance(at, str) or not isinstance(goals, list):
        return None
    if not all(isinstance(goal, str) for goal in goals) or type(count) is not int or count < 1:
        return None
    return Key(code, at, tuple(goals))
