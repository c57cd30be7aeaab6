"""Progress as plain data: numbers with their origins, the forecast, and the arithmetic in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from smartgoals.wire.results import number, plain

if TYPE_CHECKING:
    from smartgoals.model import Quantity
    from smartgoals.progress import GoalForecast, Progress

__all__ = ["PROGRESS_SCHEMA", "progress_to_data"]

PROGRESS_SCHEMA = "smartgoals/progress/1"


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
