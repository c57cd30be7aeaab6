"""How a rule set is run: everything that is the same for every goal, settled once.

A `Step` knows the places of its facts, its options and the outcomes that never differ, so that a rule that passes
costs little more than its own body.
"""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.rules import facts
from smartgoals.rules.definition import NotApplicable, Outcome, State
from smartgoals.rules.finding import Finding, Question, Remark, Severity, Texts
from smartgoals.rules.scale import UNDODGEABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smartgoals.rules.entry import Entry
    from smartgoals.rules.finding import Pairs
    from smartgoals.rules.profiles import Letter

__all__ = ["Plan", "Step"]


@attrs.define(eq=False, repr=False)
class Step:
    """One rule, ready to run."""

    code: str
    criterion: Criterion | None
    severity: Severity
    texts: Texts | None
    ask: str
    weight: int
    needs: int
    decides: bool
    chosen: Callable[[Sequence[Any]], tuple[Any, ...]]
    asked: Callable[..., Iterator[Remark]]
    ignored: str | None
    is_locked: bool
    passed: Outcome
    unasked: dict[int, Outcome] = attrs.field(factory=dict)
    idle: dict[str, Outcome] = attrs.field(factory=dict)
    told: dict[tuple[str, str, Severity | None], Outcome] = attrs.field(factory=dict)
    questions: dict[str, Question] = attrs.field(factory=dict)

    @classmethod
    def of(cls, entry: Entry) -> Step:
        """Prepare a rule as a rule set has it."""
        rule = entry.rule
        return cls(
            code=rule.code,
            criterion=rule.criterion,
            severity=entry.cost,
            texts=None if rule.is_built_in else rule.doc.texts,
            ask=rule.doc.ask,
            weight=entry.hundredths,
            needs=facts.mask(rule.needs),
            decides=not facts.mask(rule.needs) & ~UNDODGEABLE,
            chosen=_chooser([facts.NAMES.index(fact) for fact in rule.takes]),
            asked=functools.partial(rule.function, **dict(entry.options)) if entry.options else rule.function,
            ignored=entry.ignored,
            is_locked=entry.locked,
            passed=Outcome(rule.code, State.ANSWERED, weight=entry.hundredths),
        )

    def run(self, values: Sequence[Any], present: int) -> Outcome:
        """Run the rule on facts, in the order of `facts.NAMES`, of which some are present.

        What the rule itself raises is let through.
        """
        return self.unanswered(present) or self.judge(values)

    def judge(self, values: Sequence[Any]) -> Outcome:
        """Run the rule on facts of which those that it needs are present."""
        try:
            remarks = list(self.asked(*self.chosen(values)))
        except NotApplicable as reason:
            return self._idle(str(reason))
        if not remarks:
            return self.passed
        if len(remarks) == 1:
            return self._told(remarks[0])
        found = [self._finding(remark) for remark in remarks]
        found.sort(key=_place)
        return Outcome(self.code, State.ANSWERED, (), tuple(found), weight=self.weight)

    def waived(self, reason: str) -> Outcome:
        """Return the outcome of a rule that is set aside."""
        return Outcome(self.code, State.WAIVED, (), (), reason, weight=self.weight)

    def _told(self, remark: Remark) -> Outcome:
        """Return the outcome for one remark; one that speaks of no values and no place is the same for every goal."""
        if not isinstance(remark, Remark) or remark.values or remark.span is not None or remark.goals:
            return Outcome(self.code, State.ANSWERED, (), (self._finding(remark),), weight=self.weight)
        key = remark.text, remark.at, remark.severity
        outcome = self.told.get(key)
        if outcome is None or outcome.findings[0].variant != remark.variant:
            outcome = Outcome(self.code, State.ANSWERED, (), (self._finding(remark),), weight=self.weight)
            if len(self.told) < _MOST_KEPT:
                self.told[key] = outcome
        return outcome

    def question(self, at: str, values: Pairs) -> Question:
        """Return what the rule asks, about a place in the goal."""
        if values:
            return Question(code=self.code, text=self.ask, at=at, values=values, texts=self.texts)
        question = self.questions.get(at)
        if question is None:
            question = Question(code=self.code, text=self.ask, at=at, texts=self.texts)
            if len(self.questions) < _MOST_KEPT:
                self.questions[at] = question
        return question

    def _idle(self, reason: str) -> Outcome:
        outcome = self.idle.get(reason)
        if outcome is None:
            outcome = Outcome(self.code, State.NOT_APPLICABLE, (), (), reason, weight=self.weight)
            if len(self.idle) < _MOST_KEPT:
                self.idle[reason] = outcome
        return outcome

    def unanswered(self, present: int) -> Outcome | None:
        """Return the outcome where a fact that the rule needs is not present; None where all are."""
        missing = self.needs & ~present
        if not missing:
            return None
        outcome = self.unasked.get(missing)
        if outcome is None:
            outcome = Outcome(self.code, State.UNANSWERED, facts.names(missing), weight=self.weight)
            self.unasked[missing] = outcome
        return outcome

    def _finding(self, remark: Remark) -> Finding:
        if not isinstance(remark, Remark):
            raise TypeError(f"the rule yields {remark!r}; it must yield Remark objects")
        return Finding(
            code=self.code,
            criterion=self.criterion,
            severity=remark.severity or self.severity,
            text=remark.text,
            at=remark.at,
            span=remark.span,
            values=remark.values,
            variant=remark.variant,
            goals=remark.goals,
            texts=self.texts,
        )


_MOST_KEPT = 32
"""Outcomes of one kind that a rule keeps; one that writes a name into its text has any number of them."""


def _chooser(places: list[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what picks the facts at some places out of a tuple."""
    if not places:
        return lambda _: ()
    if len(places) == 1:
        return operator.itemgetter(slice(places[0], places[0] + 1))
    return operator.itemgetter(*places)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.span or (-1, -1)


Faced = tuple[tuple[Criterion, tuple[Step, ...], tuple[Outcome | None, ...]], ...]
"""Criterion by criterion, its steps and how each of them ends where that is settled."""


@attrs.frozen(eq=False, repr=False)
class Plan:
    """A rule set, ready to run.

    Args:
        by_criterion: The steps for one goal, criterion by criterion.
        of_portfolio: The steps for a portfolio.
        letters: The letters of a profile, each with the codes that count in it.
        bits: The facts that the steps for a goal look at.
        sets_aside: Whether a step is ignored.
    """

    by_criterion: tuple[tuple[Criterion, tuple[Step, ...]], ...]
    of_portfolio: tuple[Step, ...]
    letters: tuple[tuple[Letter, frozenset[str]], ...]
    bits: int
    sets_aside: bool
    _faced: dict[int, Faced] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], letters: tuple[tuple[Letter, frozenset[str]], ...] = ()) -> Plan:
        """Prepare the rules of a rule set."""
        entries = tuple(entries)
        steps = tuple(Step.of(entry) for entry in entries)
        bits = 0
        for entry in entries:
            if not entry.rule.is_of_portfolio and entry.ignored is None:
                bits |= facts.mask(entry.rule.takes)
        return cls(
            tuple((each, tuple(step for step in steps if step.criterion is each)) for each in Criterion),
            tuple(step for step in steps if step.criterion is None),
            letters,
            bits,
            any(step.ignored is not None for step in steps),
        )

    def facing(self, present: int) -> Faced:
        """Return the steps by criterion, each with how it ends where the facts that are present settle that.

        Which facts are present takes few forms, so what follows from each is kept.
        """
        found = self._faced.get(present)
        if found is None:
            found = tuple(
                (criterion, steps, tuple(step.unanswered(present) for step in steps))
                for criterion, steps in self.by_criterion
            )
            self._faced[present] = found
        return found
