"""Judgement: what the outcomes of a criterion's rules make: a score, a verdict, and what to ask.

The numbers that this takes stand in `smartgoals.rules.scale`. The page "How scores come about" in the documentation
states what can be relied on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.rules.definition import Outcome, State
from smartgoals.rules.finding import Finding, Question, Severity
from smartgoals.rules.profiles import Letter
from smartgoals.rules.scale import CREDIT, FULL, HALVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartgoals.rules.plan import Step

__all__ = ["Judgement", "Loss", "Verdict", "judgements", "readings", "shown"]


class Verdict(StrEnum):
    """Where a goal stands on one criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_JUDGED = "not_judged"

    @property
    def sign(self) -> str:
        """A sign for it that needs no colour; the word stands beside it."""
        return {"met": "●", "partly": "◐", "not_met": "○"}.get(self, "?")


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
        deciding: The codes of the rules whose major findings halved the score.
        letter: The letter of the profile that it stands for; None for the criterion itself.
    """

    criterion: Criterion
    score: float | None
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    deciding: tuple[str, ...] = ()
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
        total = FULL * sum(_counted(outcome) for outcome in self.outcomes)
        found = []
        for outcome in self.outcomes:
            share = _counted(outcome) * (FULL - _credit(outcome)) / total
            if outcome.code in self.deciding:
                share += (HALVES - 1) * self.score / len(self.deciding)
            if share:
                found.append(Loss(outcome.code, share, outcome.message(language)))
        return tuple(found)


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
    if len(outcome.findings) == 1:
        return CREDIT[outcome.findings[0].severity]
    return min((CREDIT[finding.severity] for finding in outcome.findings), default=FULL)


Ended = tuple[Criterion, "Sequence[Step]", "Sequence[Outcome]"]
"""A criterion, the rules that ran in it, and how each of them ended."""


def judgements(ended: list[Ended], broken: set[Criterion]) -> tuple[Judgement, ...]:
    """Return what the outcomes say about each criterion."""
    named = _named(ended)
    asked: set[tuple[str, object]] = set()
    return tuple(
        [
            _judgement(criterion, steps, outcomes, named, asked, is_broken=criterion in broken)
            for criterion, steps, outcomes in ended
        ]
    )


def readings(
    letters: tuple[tuple[Letter, frozenset[str]], ...], ended: list[Ended], crashed: set[str]
) -> tuple[Judgement, ...]:
    """Return what the outcomes say about each letter of a profile."""
    named = _named(ended)
    asked: set[tuple[str, object]] = set()
    pairs = [pair for _, steps, outcomes in ended for pair in zip(steps, outcomes, strict=True)]
    found = []
    for letter, codes in letters:
        own = [pair for pair in pairs if pair[0].code in codes]
        steps, outcomes = [step for step, _ in own], [outcome for _, outcome in own]
        is_broken = not crashed.isdisjoint(codes)
        judged = _judgement(letter.criterion, steps, outcomes, named, asked, is_broken=is_broken)
        found.append(attrs.evolve(judged, letter=letter))
    return tuple(found)


def _named(ended: list[Ended]) -> set[str]:
    """Return the places at which something was found."""
    return {finding.at for _, _, outcomes in ended for outcome in outcomes for finding in outcome.findings}


def _judgement(
    criterion: Criterion,
    steps: Sequence[Step],
    ended: Sequence[Outcome],
    named: set[str],
    asked: set[tuple[str, object]],
    *,
    is_broken: bool,
) -> Judgement:
    findings: list[Finding] = []
    questions: list[Question] = []
    lost = total = 0
    worst = FULL
    deciding: list[str] = []
    missing: set[str] = set()
    for step, outcome in zip(steps, ended, strict=True):
        if outcome is step.passed:
            total += outcome.weight
        elif found := outcome.findings:
            findings += found
            if outcome.weight:
                credit = _credit(outcome)
                total += outcome.weight
                lost += (FULL - credit) * outcome.weight
                worst = min(worst, credit)
                if not credit and step.decides:
                    deciding.append(step.code)
            if step.ask:
                _ask(questions, asked, [step.question(each.at, each.values) for each in found if _asks(each)])
        elif outcome.missing:
            if outcome.weight:
                total += outcome.weight
                lost += FULL * outcome.weight
                missing.update(outcome.missing)
            unnamed = [fact for fact in outcome.missing if fact not in named]
            if step.ask and unnamed:
                _ask(questions, asked, [step.question(unnamed[0], ())])
    is_open = is_broken or not total or bool(missing and missing.difference([finding.at for finding in findings]))
    verdict = _verdict(worst, is_open=is_open)
    whole = FULL * total
    return Judgement(
        criterion=criterion,
        score=None if verdict is Verdict.NOT_JUDGED else (whole - lost) / (whole * (HALVES if deciding else 1)),
        verdict=verdict,
        findings=tuple(findings),
        questions=tuple(questions),
        outcomes=tuple(ended),
        deciding=tuple(deciding),
    )


def _verdict(worst: int, *, is_open: bool) -> Verdict:
    """Return the verdict of a criterion whose worst rule has some credit, and which may be open."""
    if worst == 0:
        return Verdict.NOT_MET
    if is_open:
        return Verdict.NOT_JUDGED
    return Verdict.PARTLY if worst < FULL else Verdict.MET


def _asks(finding: Finding) -> bool:
    return finding.severity is Severity.HINT


def _ask(questions: list[Question], asked: set[tuple[str, object]], more: list[Question]) -> None:
    """Add what to ask; nothing twice."""
    for question in more:
        said = question.text, question.values
        if said not in asked:
            asked.add(said)
            questions.append(question)
