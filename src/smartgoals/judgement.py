"""Judgement: what the outcomes of a criterion's rules make: a score, a verdict, and what to ask.

The credits stand here, and nowhere else. The page "How scores come about" in the documentation states what can be
relied on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.rules.definition import Outcome, State
from smartgoals.rules.finding import Finding, Question, Severity
from smartgoals.rules.profiles import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.rules.plan import Step

__all__ = ["Judgement", "Loss", "Verdict", "judgements", "readings", "shown"]

_CREDIT: Final = {Severity.MAJOR: 0, Severity.MINOR: 1, Severity.HINT: 2}
"""What is left of a rule's credit after a finding, in halves. Own choice, to be calibrated against judged goals."""
_FULL: Final = 2


class Verdict(StrEnum):
    """Where a goal stands on one criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_JUDGED = "not_judged"


@attrs.frozen
class Loss:
    """A share of a criterion's score that one rule took, and the sentence that says why."""

    code: str
    share: float
    sentence: str


@attrs.frozen(kw_only=True)
class Judgement:
    """What an assessment says about one criterion.

    Args:
        criterion: The criterion.
        score: In [0, 1]; None when the criterion is not judged.
        verdict: Where the goal stands.
        findings: What was found, by code and place.
        questions: What to ask.
        outcomes: How each rule ended, by code.
        letter: The letter of the profile that it stands for; None for the criterion itself.
    """

    criterion: Criterion
    score: float | None
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    letter: Letter | None = None

    def title(self, language: str = "en") -> str:
        """Return what the letter of the profile, or the criterion, is called in a language."""
        from smartgoals.rules.phrases import phrases

        return self.letter.title(language) if self.letter else phrases(language).label(f"criterion.{self.criterion}")

    def __str__(self) -> str:
        """Return criterion, verdict and score in a line, in English."""
        return self.to_text()

    def to_text(self, language: str = "en") -> str:
        """Return criterion, verdict and score in a line."""
        from smartgoals.rules.phrases import phrases

        verdict = phrases(language).label(f"verdict.{self.verdict}")
        return f"{self.title(language)}: {verdict}{_bracketed(self.score, language)}"

    def losses(self, language: str = "en") -> tuple[Loss, ...]:
        """Return where the score was lost, each with its sentence; the shares and the score add up to 1."""
        if self.score is None:
            return ()
        total = sum(_counted(outcome) for outcome in self.outcomes)
        lost = ((outcome, _counted(outcome) * (_FULL - _credit(outcome))) for outcome in self.outcomes)
        return tuple(
            Loss(outcome.code, points / (_FULL * total), outcome.message(language))
            for outcome, points in lost
            if points
        )


def shown(score: float | None, language: str) -> str:
    """Return a score as people write it in a language, or a dash."""
    from smartgoals.rules.phrases import spoken

    return "–" if score is None else spoken(round(score, 2), language)


def _bracketed(score: float | None, language: str) -> str:
    return "" if score is None else f" ({shown(score, language)})"


def _counted(outcome: Outcome) -> int:
    """Return the weight of an outcome that counts, in hundredths; 0 for one that is left out."""
    return outcome.weight if outcome.state in (State.ANSWERED, State.UNANSWERED) else 0


def _credit(outcome: Outcome) -> int:
    """Return the credit of an outcome that counts, in halves: that of its worst finding."""
    if outcome.state is State.UNANSWERED:
        return 0
    return min((_CREDIT[finding.severity] for finding in outcome.findings), default=_FULL)


def judgements(
    ended: list[tuple[Criterion, list[tuple[Step, Outcome]]]], broken: set[Criterion]
) -> tuple[Judgement, ...]:
    """Return what the outcomes say about each criterion."""
    named = {finding.at for _, outcomes in ended for _, outcome in outcomes for finding in outcome.findings}
    asked: set[str] = set()
    return tuple(
        _judgement(criterion, outcomes, named, asked, is_broken=criterion in broken) for criterion, outcomes in ended
    )


def readings(
    letters: tuple[tuple[Letter, frozenset[str]], ...],
    ended: list[tuple[Criterion, list[tuple[Step, Outcome]]]],
    crashed: set[str],
) -> tuple[Judgement, ...]:
    """Return what the outcomes say about each letter of a profile."""
    flat = [pair for _, outcomes in ended for pair in outcomes]
    named = {finding.at for _, outcome in flat for finding in outcome.findings}
    asked: set[str] = set()
    found = []
    for letter, codes in letters:
        own = [(step, outcome) for step, outcome in flat if step.code in codes]
        judged = _judgement(letter.criterion, own, named, asked, is_broken=not crashed.isdisjoint(codes))
        found.append(attrs.evolve(judged, letter=letter))
    return tuple(found)


def _judgement(
    criterion: Criterion, ended: list[tuple[Step, Outcome]], named: set[str], asked: set[str], *, is_broken: bool
) -> Judgement:
    findings: list[Finding] = []
    questions: list[Question] = []
    earned = total = 0
    worst = _FULL
    missing: set[str] = set()
    excused = {finding.at for _, outcome in ended for finding in outcome.findings}
    for step, outcome in ended:
        if outcome is step.passed:
            earned += _FULL * outcome.weight
            total += outcome.weight
            continue
        weight = _counted(outcome)
        if weight:
            credit = _credit(outcome)
            earned += credit * weight
            total += weight
            if outcome.state is State.UNANSWERED:
                missing.update(outcome.missing)
            else:
                worst = min(worst, credit)
        findings += outcome.findings
        questions += _questions(step, outcome, named, asked)
    if worst == 0:
        verdict = Verdict.NOT_MET
    elif is_broken or not total or missing - excused:
        verdict = Verdict.NOT_JUDGED
    elif worst < _FULL:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.MET
    return Judgement(
        criterion=criterion,
        score=None if verdict is Verdict.NOT_JUDGED else earned / (_FULL * total),
        verdict=verdict,
        findings=tuple(findings),
        questions=tuple(questions),
        outcomes=tuple(outcome for _, outcome in ended),
    )


def _questions(step: Step, outcome: Outcome, named: set[str], asked: set[str]) -> Iterator[Question]:
    """Yield what to ask after a rule that could not be answered, and after each hint; nothing twice."""
    if not step.ask:
        return
    if outcome.state is State.UNANSWERED:
        unnamed = [fact for fact in outcome.missing if fact not in named]
        found = [Question(code=step.code, text=step.ask, at=unnamed[0], texts=step.texts)] if unnamed else []
    else:
        found = [
            Question(code=step.code, text=step.ask, at=finding.at, values=finding.values, texts=step.texts)
            for finding in outcome.findings
            if finding.severity is Severity.HINT
        ]
    for question in found:
        if question.message() not in asked:
            asked.add(question.message())
            yield question
