"""Statements and assessments as plain data.

Numbers are JSON numbers where those hold them exactly, and texts where they do not. Dates are ISO texts. Spans are
half-open pairs of character offsets. Every document names its schema and version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.model import Criterion, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartgoals.assessment import Assessment
    from smartgoals.inspection import Place
    from smartgoals.rules import Finding
    from smartgoals.statement import Document, Part, Statement
    from smartgoals.statement.statement import Slots

__all__ = ["CHECK_SCHEMA", "STATEMENT_SCHEMA", "check_to_data", "number", "statement_to_data"]

STATEMENT_SCHEMA = "smartgoals/statement/1"
CHECK_SCHEMA = "smartgoals/check/1"
_SAFE = 2**53


def number(value: Decimal) -> int | float | str:
    """A number that JSON keeps exactly, or its text.

    Example:
        >>> number(Decimal("20000")), number(Decimal("9.5")), number(Decimal("0.1234567890123456789"))
        (20000, 9.5, '0.1234567890123456789')
    """
    if value.copy_abs() >= _SAFE:
        return str(value)
    if value == value.to_integral_value():
        return int(value)
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value else str(value)


def plain(value: object) -> Any:  # noqa: PLR0911 - one return a kind of value
    """Any value as plain data."""
    match value:
        case None | bool() | float() | str():
            return value
        case Decimal() | int():
            return number(Decimal(value))
        case dt.date():
            return value.isoformat()
        case Period():
            return str(value)
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
    return str(value)


def statement_to_data(statement: Statement) -> dict[str, Any]:
    """What was understood of a statement, with its schema."""
    return {"schema": STATEMENT_SCHEMA, **_statement(statement)}


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "language": statement.language,
        "span": list(statement.span),
        "filed_under": statement.filed_under.value if statement.filed_under is not None else None,
        "slots": _slots(statement.reading),
        "parts": [_part(part) for part in statement.parts],
        "ambiguities": [
            {"kind": doubt.kind, "text": doubt.text, "span": list(doubt.span), "readings": list(doubt.readings)}
            for doubt in statement.ambiguities
        ],
        "rest": [{"text": part.text, "span": list(part.span)} for part in statement.rest],
        "also": [_slots(slots) for slots in statement.also],
        "clauses": [_statement(clause) for clause in statement.clauses],
    }


def _slots(slots: Slots) -> dict[str, Any]:
    return {name: plain(value) for name, value in attrs.asdict(slots).items()}


def _part(part: Part) -> dict[str, Any]:
    return {"role": part.role.value, "text": part.text, "span": list(part.span)}


def finding_to_data(finding: Finding, language: str) -> dict[str, Any]:
    """A finding with its words in one language."""
    return {
        "code": finding.code,
        "criterion": finding.criterion.value if finding.criterion is not None else None,
        "severity": finding.severity.value,
        "message": finding.message(language),
        "why": finding.why(language),
        "advice": finding.advice(language),
        "at": finding.at,
        "span": list(finding.span) if finding.span is not None else None,
        "values": {name: plain(value) for name, value in finding.values},
        "goals": list(finding.goals),
    }


def assessment_to_data(assessment: Assessment, language: str) -> dict[str, Any]:
    """Score, verdict, findings and questions by criterion."""
    criteria = {}
    for criterion in Criterion:
        judged = assessment[criterion]
        criteria[criterion.value] = {
            "verdict": judged.verdict.value,
            "score": judged.score,
            "findings": [finding_to_data(finding, language) for finding in judged.findings],
            "questions": [
                {"code": question.code, "at": question.at, "message": question.message(language)}
                for question in judged.questions
            ],
        }
    data: dict[str, Any] = {"is_smart": assessment.is_smart, "criteria": criteria}
    if assessment.readings:
        data["letters"] = [
            {
                "letter": judged.letter.letter if judged.letter else judged.criterion.letter,
                "name": judged.title(language),
                "criterion": judged.criterion.value,
                "verdict": judged.verdict.value,
                "score": judged.score,
            }
            for judged in assessment.readings
        ]
    return data


def check_to_data(
    document: Document,
    assessments: Sequence[Assessment],
    findings: Iterable[Finding],
    *,
    source: str,
    today: dt.date,
    language: str,
    fingerprint: str,
    places: Sequence[Place] = (),
    asked: str | None = None,
) -> dict[str, Any]:
    """A whole check: every statement with its assessment, then what concerns the portfolio.

    Places are those of the goals, where their spans in the document do not tell. Each goal is told of in the language
    that was asked for, else in its own.
    """
    goals = []
    for number, (statement, assessment) in enumerate(zip(document.statements, assessments, strict=True)):
        line, column, cell = *document.place(statement.span[0]), ""
        if places:
            line, column, cell = places[number].line, places[number].column, places[number].cell
        goals.append(
            {
                "id": statement.goal.id,
                "line": line,
                "column": column,
                "cell": cell or None,
                "statement": _statement(statement),
                "assessment": assessment_to_data(assessment, asked or statement.language),
            }
        )
    return {
        "schema": CHECK_SCHEMA,
        "source": source,
        "today": today.isoformat(),
        "language": language,
        "fingerprint": fingerprint,
        "goals": goals,
        "portfolio": {"findings": [finding_to_data(finding, language) for finding in findings]},
    }
