"""How a rule set is run: everything that is the same for every goal, settled once.

A `Step` is a rule that knows the places of its facts, its options and the outcomes that never differ. A `Part` holds
the steps of a criterion and what is known of them from the facts that are present, before any of them runs: it counts
as though all of them passed. So a rule that passes costs little more than its own body, and a goal only what is
special about it.
"""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.model.field import filler
from smartgoals.rules import facts
from smartgoals.rules.definition import NotApplicable, Outcome, State
from smartgoals.rules.finding import Finding, Question, Remark, Severity, Texts, to_pairs
from smartgoals.rules.scale import FULL, UNDODGEABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from smartgoals.rules.entry import Entry
    from smartgoals.rules.finding import Pairs
    from smartgoals.rules.profiles import Letter

__all__ = ["Ended", "Face", "Part", "Plan", "Step", "Waived"]

Waived: TypeAlias = "Mapping[str, str]"
"""The codes of the rules that a goal waives, each with the reason."""


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
    passed: Outcome
    unasked: dict[int, Outcome] = attrs.field(factory=dict)
    idle: dict[str, Outcome] = attrs.field(factory=dict)
    told: dict[tuple[str, str, str, Severity | None], Outcome] = attrs.field(factory=dict)
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
            passed=Outcome(rule.code, State.ANSWERED, weight=entry.hundredths),
        )

    def run(self, values: Sequence[Any], present: int) -> Outcome:
        """Run the rule on facts, in the order of `facts.NAMES`, of which some are present.

        What the rule itself raises is let through.
        """
        return self.unanswered(present) or self.judge(values) or self.passed

    def judge(self, values: Sequence[Any]) -> Outcome | None:
        """Run the rule on facts of which those that it needs are present; None when it passes."""
        try:
            remarks = [*self.asked(*self.chosen(values))]
        except NotApplicable as reason:
            return self.idle_for(str(reason))
        return self.answer(remarks) if remarks else None

    def answer(self, remarks: Sequence[Remark]) -> Outcome:
        """Return the outcome for what the rule remarked."""
        if len(remarks) == 1:
            return self._told(remarks[0])
        return self._answered(tuple(sorted(map(self._finding, remarks), key=_place)))

    def settled(self, present: int, waived: Waived) -> Outcome:
        """Return how the rule ends unless it runs and says otherwise."""
        reason = self.ignored or waived.get(self.code)
        if reason is not None:
            return Outcome(self.code, State.WAIVED, (), (), reason, weight=self.weight)
        return self.unanswered(present) or self.passed

    def _told(self, remark: Remark) -> Outcome:
        """Return the outcome for one remark; one that speaks of no values and no place is the same for every goal."""
        if not isinstance(remark, Remark) or remark.values or remark.span is not None or remark.goals:
            return self._answered((self._finding(remark),))
        key = remark.text, remark.at, remark.variant, remark.severity
        outcome = self.told.get(key)
        if outcome is None:
            outcome = self._answered((self._finding(remark),))
            if len(self.told) < _MOST_KEPT:
                self.told[key] = outcome
        return outcome

    def _answered(self, findings: tuple[Finding, ...]) -> Outcome:
        return _outcome(_new(Outcome), self.code, State.ANSWERED, (), findings, "", self.weight)

    def question(self, at: str, values: Pairs) -> Question:
        """Return what the rule asks, about a place in the goal."""
        if values:
            return _question(_new(Question), self.code, self.ask, at, values, self.texts)
        question = self.questions.get(at)
        if question is None:
            question = _question(_new(Question), self.code, self.ask, at, (), self.texts)
            if len(self.questions) < _MOST_KEPT:
                self.questions[at] = question
        return question

    def idle_for(self, reason: str) -> Outcome:
        """Return the outcome for a goal to which the rule does not apply."""
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
        return _finding(
            _new(Finding), self.code, self.criterion, remark.severity or self.severity, remark.text, remark.at,
            remark.span, to_pairs(remark.values), remark.variant, remark.goals, self.texts,
        )  # fmt: skip


_new = object.__new__
_finding, _outcome, _question = filler(Finding), filler(Outcome), filler(Question)

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


@attrs.frozen(eq=False, repr=False)
class Part:
    """The steps of one criterion, or of one letter of a profile, facing certain facts.

    Args:
        criterion: The criterion.
        letter: The letter of the profile that it stands for; None for the criterion itself.
        steps: The steps.
        settled: How each of them ends: set aside, unanswered, or passed unless running it shows otherwise.
        open: The steps that are not set aside, each with its place and, where it is unanswered, how it ends.
        total: The weights of those.
        lost: What the unanswered ones lose, in halves of their weights.
        missing: The facts that the unanswered ones with a weight miss.
    """

    criterion: Criterion
    letter: Letter | None
    steps: tuple[Step, ...]
    settled: tuple[Outcome, ...]
    open: tuple[tuple[int, Step, Outcome | None], ...]
    total: int
    lost: int
    missing: frozenset[str]

    @classmethod
    def of(
        cls, criterion: Criterion, letter: Letter | None, steps: Iterable[Step], present: int, waived: Waived
    ) -> Part:
        """Settle what can be settled before any of the rules runs."""
        steps = tuple(steps)
        settled = tuple(step.settled(present, waived) for step in steps)
        counted = [outcome for outcome in settled if outcome.state is not State.WAIVED and outcome.weight]
        return cls(
            criterion,
            letter,
            steps,
            settled,
            tuple(
                (place, step, end if end.missing else None)
                for place, (step, end) in enumerate(zip(steps, settled, strict=True))
                if end.state is not State.WAIVED
            ),
            sum(outcome.weight for outcome in counted),
            sum(FULL * outcome.weight for outcome in counted if outcome.missing),
            frozenset(fact for outcome in counted for fact in outcome.missing),
        )

    def run(self, values: Sequence[Any], on_crash: Callable[[Step, Exception], object]) -> Ended:
        """Run the rules on facts, in the order of `facts.NAMES`."""
        outcomes = list(self.settled)
        apart: list[tuple[Step, Outcome]] = []
        crashed: list[Step] = []
        for place, step, known in self.open:
            if known is not None:
                apart.append((step, known))
                continue
            try:  # as `step.judge()`, without a call for each rule that passes
                remarks = [*step.asked(*step.chosen(values))]
                if not remarks:
                    continue
                outcome = step.answer(remarks)
            except NotApplicable as reason:
                outcome = step.idle_for(str(reason))
            except Exception as error:  # noqa: BLE001 - a rule may raise anything
                on_crash(step, error)
                crashed.append(step)
                continue
            outcomes[place] = outcome
            apart.append((step, outcome))
        return Ended(self, outcomes, apart, crashed)


@attrs.define(eq=False, repr=False)
class Ended:
    """A part of a rule set whose rules have run.

    Args:
        part: What was known beforehand.
        outcomes: How each step ended, or, where it crashed, would have ended by passing.
        apart: The steps that were neither passed nor set aside, and how they ended.
        crashed: The steps that crashed.
    """

    part: Part
    outcomes: list[Outcome]
    apart: list[tuple[Step, Outcome]]
    crashed: list[Step]

    @classmethod
    def as_letter(cls, part: Part, ended: Iterable[Ended]) -> Ended:
        """Put together the letter of a profile from criteria whose rules have run."""
        ended = tuple(ended)
        outcomes = {each.code: each for one in ended for each in one.outcomes}
        own = frozenset(step.code for step in part.steps)
        return cls(
            part,
            [outcomes[step.code] for step in part.steps],
            [(step, outcome) for each in ended for step, outcome in each.apart if step.code in own],
            [step for each in ended for step in each.crashed if step.code in own],
        )


@attrs.frozen(eq=False, repr=False)
class Face:
    """A rule set facing certain facts.

    Args:
        criteria: A part for each criterion, in order.
        letters: A part for each letter of the profile.
    """

    criteria: tuple[Part, ...]
    letters: tuple[Part, ...]


@attrs.frozen(eq=False, repr=False)
class Plan:
    """A rule set, ready to run.

    Args:
        of_goal: The steps for one goal, by criterion and code.
        of_portfolio: The steps for a portfolio.
        letters: The letters of a profile, each with the codes that count in it.
        bits: The facts that the steps for a goal look at.
    """

    of_goal: tuple[Step, ...]
    of_portfolio: tuple[Step, ...]
    letters: tuple[tuple[Letter, frozenset[str]], ...]
    bits: int
    _faces: dict[int, Face] = attrs.field(factory=dict, init=False)

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
            tuple(step for each in Criterion for step in steps if step.criterion is each),
            tuple(step for step in steps if step.criterion is None),
            letters,
            bits,
        )

    def facing(self, present: int, waived: Waived) -> Face:
        """Return what is settled by the facts that are present and by the rules that the goal waives.

        Which facts are present takes few forms, so what follows from each is kept.
        """
        found = None if waived else self._faces.get(present)
        if found is None:
            by_criterion = ((each, [s for s in self.of_goal if s.criterion is each]) for each in Criterion)
            by_letter = ((letter, [s for s in self.of_goal if s.code in codes]) for letter, codes in self.letters)
            found = Face(
                tuple(Part.of(criterion, None, steps, present, waived) for criterion, steps in by_criterion),
                tuple(Part.of(letter.criterion, letter, steps, present, waived) for letter, steps in by_letter),
            )
            if not waived:
                self._faces[present] = found
        return found
