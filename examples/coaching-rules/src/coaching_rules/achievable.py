"""Achievable: the client says how sure they are, and is sure enough."""

from __future__ import annotations

from collections.abc import Iterator

from coaching_rules.habit import Habit
from smartgoals import Remark, Severity, Statement, rule


@rule("COACH301", criterion="achievable")
def no_confidence(statement: Statement) -> Iterator[Remark]:
    """Nobody has said how sure they are to manage it.

    Why: How sure a client is tells more about whether it will happen than how useful the habit is.
    Flags:
        en: Walk for 20 minutes every day.
    Accepts:
        en: Walk for 20 minutes every day (confidence 8/10).
    Advice: Ask how sure the client is, on a scale from 0 to 10.
    Ask: How sure are you that you will manage this, from 0 to 10?
    Source: Lorig and Holman, Self-management education, Annals of Behavioral Medicine 26(1), 2003
    """
    if Habit.of(statement).confidence is None:
        yield Remark("Say how sure you are to manage it, from 0 to 10.", at="means")


@rule("COACH302", criterion="achievable", severity="minor")
def low_confidence(statement: Statement, *, enough: float = 0.7, least: float = 0.3) -> Iterator[Remark]:
    """The client is not sure enough.

    Why: Below seven out of ten a smaller step is kept more often than the one that was planned.
    Flags:
        en: Walk for 60 minutes every day (confidence 5/10).
    Accepts:
        en: Walk for 20 minutes every day (confidence 8/10).
        en: Walk for 20 minutes every day.
    Advice: Make the step smaller until the answer is seven or more.
    Options:
        enough: The share from which a client is sure enough.
        least: The share below which the step is too large altogether.
    Source: Lorig and Holman, Self-management education, Annals of Behavioral Medicine 26(1), 2003
    """
    confidence = Habit.of(statement).confidence
    if confidence is not None and confidence.share < enough:
        yield Remark(
            "{share} out of 10 is less than {enough}; make the step smaller.",
            at="means",
            span=confidence.span,
            severity=Severity.MAJOR if confidence.share < least else None,
            values={"share": round(confidence.share * 10, 1), "enough": round(enough * 10, 1)},
        )
