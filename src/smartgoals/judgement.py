"""Judgement: what the outcomes of a criterion's rules make: a score, a verdict, and what to ask.

The numbers that this takes stand in `smartgoals.rules.scale`. The page "How scores come about" in the documentation
states what can be relied on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.model.field import filler
from smartgoals.rules.definition import Outcome, State
from smartgoals.rules.finding import Finding, Question, Severity
from smartgoals.rules.profiles import Letter
from smartgoals.rules.scale import CREDIT, FULL, HALVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartgoals.rules.finding import Pairs
    from smartgoals.rules.plan import Ended

__all__ = ["Judgement", "Loss", "Verdict", "judgements", "shown"]


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


def judgements(ended: Sequence[Ended]) -> tuple[Judgement, ...]:
    """Return what the outcomes say about each criterion, or about each letter of a profile."""
    named = {finding.at for each in ended for _, outcome in each.apart for finding in outcome.findings}
    asked: dict[str, list[Pairs]] = {}
    return tuple([_judgement(each, named, asked) for each in ended])


def _judgement(ended: Ended, named: set[str], asked: dict[str, list[Pairs]]) -> Judgement:
    """Return what the outcomes of a part say.

    Args:
        ended: The part.
        named: The places at which anything was found.
        asked: What has been asked already, by text; is added to.
    """
    part, outcomes = ended.part, ended.outcomes
    total, lost, worst = part.total, part.lost, FULL
    findings: list[Finding] = []
    questions: list[Question] = []
    deciding: list[str] = []
    for step, outcome in ended.apart:
        if found := outcome.findings:
            findings += found
            credit = _credit(outcome)
            if credit < FULL and step.weight:
                lost += (FULL - credit) * step.weight
                worst = min(worst, credit)
                if not credit and step.decides:
                    deciding.append(step.code)
            for each in found if step.ask else ():
                if each.severity is Severity.HINT:
                    _ask(step.question(each.at, each.values), questions, asked)
        elif not outcome.missing:
            total -= step.weight
        elif step.ask and (unnamed := [fact for fact in outcome.missing if fact not in named]):
            _ask(step.question(unnamed[0], ()), questions, asked)
    if ended.crashed:
        total -= sum(step.weight for step in ended.crashed)
        outcomes = [each for step, each in zip(part.steps, outcomes, strict=True) if step not in ended.crashed]
    is_open = ended.crashed or not total or (part.missing and part.missing.difference([each.at for each in findings]))
    verdict = _verdict(worst, is_open=bool(is_open))
    whole = FULL * total
    score = None if verdict is Verdict.NOT_JUDGED else (whole - lost) / (whole * (HALVES if deciding else 1))
    return _judged(
        _new(Judgement), part.criterion, score, verdict, tuple(findings), tuple(questions), tuple(outcomes),
        tuple(deciding), part.letter,
    )  # fmt: skip


_new = object.__new__
_judged = filler(Judgement)


def _verdict(worst: int, *, is_open: bool) -> Verdict:
    """Return the verdict of a criterion whose worst rule has some credit, and which may be open."""
    if worst == 0:
        return Verdict.NOT_MET
    if is_open:
        return Verdict.NOT_JUDGED
    return Verdict.PARTLY if worst < FULL else Verdict.MET


def _ask(question: Question, questions: list[Question], asked: dict[str, list[Pairs]]) -> None:
    """Add what to ask, unless it has been asked."""
    said = asked.get(question.text)
    if said is None:
        asked[question.text] = [question.values]
    elif question.values in said:
        return
    else:
        said.append(question.values)
    questions.append(question)
