"""Results as JSON texts: UTF-8, indented, the same for the same result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from smartgoals.wire import check_to_data, statement_to_data

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from smartgoals.assessment import Assessment
    from smartgoals.rules import Finding
    from smartgoals.statement import Document, Statement

__all__ = ["check_to_json", "statement_to_json"]


def statement_to_json(statement: Statement) -> str:
    """What was understood of a statement, as a JSON text of schema `smartgoals/statement/1`."""
    return _dump(statement_to_data(statement))


def check_to_json(
    document: Document,
    assessments: Sequence[Assessment],
    findings: Iterable[Finding],
    *,
    source: str,
    today: dt.date,
    language: str,
    fingerprint: str,
) -> str:
    """A whole check as a JSON text of schema `smartgoals/check/1`."""
    data = check_to_data(
        document, assessments, findings, source=source, today=today, language=language, fingerprint=fingerprint
    )
    return _dump(data)


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
