"""Statements, assessments and progress as plain data.

Numbers are JSON numbers where those hold them exactly, and texts where they do not. Dates are ISO texts. Spans are
half-open pairs of character offsets. Every document names its schema and version.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from smartgoals.model import Criterion, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartgoals.assessment import Assessment
    from smartgoals.model import Quantity
    from smartgoals.progress import GoalForecast, Progress
    from smartgoals.rules import Finding
    from smartgoals.statement import Document, Part, Statement

__all__ = [
    "CHECK_SCHEMA",
    "PROGRESS_SCHEMA",
    "STATEMENT_SCHEMA",
    "check_to_data",
    "number",
    "progress_to_data",
    "statement_to_data",
]

STATEMENT_SCHEMA = "smartgoals/statement/1"
CHECK_SCHEMA = "smartgoals/check/1"
PROGRESS_SCHEMA = "smartgoals/progress/1"
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


def plain(value: object) -> Any:
    """Any value of a finding as plain data."""
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
        "slots": {name: plain(value) for name, value in statement.slots().items()},
        "parts": [_part(part) for part in statement.parts],
        "ambiguities": [
            {"kind": doubt.kind, "text": doubt.text, "span": list(doubt.span), "readings": list(doubt.readings)}
            for doubt in statement.ambiguities
        ],
        "rest": [{"text": part.text, "span": list(part.span)} for part in statement.rest],
    }


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
    return {"is_smart": assessment.is_smart, "criteria": criteria}


def check_to_data(
    document: Document,
    assessments: Sequence[Assessment],
    findings: Iterable[Finding],
    *,
    source: str,
    today: dt.date,
    language: str,
    fingerprint: str,
) -> dict[str, Any]:
    """A whole check: every statement with its assessment, then what concerns the portfolio."""
    goals = []
    for statement, assessment in zip(document.statements, assessments, strict=True):
        line, column = document.place(statement.span[0])
        goals.append(
            {
                "id": statement.goal.id,
                "line": line,
                "column": column,
                "statement": _statement(statement),
                "assessment": assessment_to_data(assessment, statement.language),
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


def progress_to_data(progress: Progress, language: str = "en") -> dict[str, Any]:
    """Where a goal stands, every number with its origin, and the arithmetic in words.

    Shares are of the way and not clamped unless they say so; a value stands beside its unit. None stays None: the
    status says why.
    """
    override = progress.override
    return {
        "schema": PROGRESS_SCHEMA,
        "goal": {"id": progress.goal.id, "statement": progress.goal.statement},
        "on": progress.on.isoformat(),
        "status": progress.status,
        "computed_status": progress.computed_status,
        "override": None
        if override is None
        else {
            "status": override.status,
            "by": override.by,
            "on": override.on.isoformat(),
            "reason": override.reason,
            "holds": progress.is_overridden,
        },
        "policy": {
            "name": progress.policy.name,
            "version": progress.policy.version,
            "reads": progress.policy.reads.value,
            "measured": progress.measured,
        },
        "missing_data": {"name": progress.missing.name, "version": progress.missing.version},
        "trajectory": progress.trajectory.name,
        "fraction": progress.fraction,
        "fraction_clamped": progress.fraction_clamped,
        "achieved": progress.achieved,
        "reached_on": plain(progress.reached_on),
        "grade": progress.grade,
        "expected": progress.expected,
        "expected_value": progress.expected_value,
        "pace_ratio": progress.pace_ratio,
        "gap": progress.gap,
        "lead_days": progress.lead_days,
        "required_per_day": progress.required_per_day,
        "pace_per_day": progress.pace_per_day,
        "best_per_day": progress.best_per_day,
        "value": _told(progress.value, progress.value_origin, progress.value_on),
        "baseline": _told(progress.baseline, progress.baseline_origin, None),
        "target": _told(progress.target, progress.target_origin, None),
        "start": {"on": plain(progress.start), "origin": progress.start_origin.value},
        "end": plain(progress.end),
        "share_kept": progress.share_kept,
        "habit": None
        if progress.habit is None
        else {
            "met": progress.habit.met,
            "missing": progress.habit.missing,
            "per_day": progress.habit.per_day,
            "can_still": progress.habit.can_still,
        },
        "readings": {
            "days": len(progress.history.days),
            "coverage": progress.coverage,
            "stale": progress.stale,
            "age_days": progress.age_days,
            "left_out_as_later": progress.history.future,
            "put_together": progress.history.merged,
        },
        "forecast": _forecast(progress.forecast),
        "language": language,
        "explanation": progress.explain(language).splitlines(),
    }


def _told(quantity: Quantity | None, origin: str, on: dt.date | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    told = {"number": number(quantity.magnitude), "unit": str(quantity.unit), "origin": str(origin)}
    return told if on is None else {**told, "on": on.isoformat()}


def _forecast(forecast: GoalForecast | None) -> dict[str, Any] | None:
    if forecast is None:
        return None
    return {
        "value": forecast.value,
        "low": forecast.low,
        "high": forecast.high,
        "level": forecast.level,
        "probability": forecast.probability,
        "probability_by": forecast.probability_by,
        "date": plain(forecast.date),
        "date_low": plain(forecast.date_low),
        "date_high": plain(forecast.date_high),
        "method": forecast.method,
        "limits": list(forecast.limits),
        "readings": forecast.readings,
    }
