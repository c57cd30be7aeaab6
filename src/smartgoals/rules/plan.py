"""How a rule set is run: everything that is the same for every goal, settled once.

A `Step` knows the places of its facts, its options and the outcomes that never differ, so that a rule that passes
costs little more than its own body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.model.criterion import Criterion
from smartgoals.rules import facts
from smartgoals.rules.definition import NotApplicable, Outcome, State
from smartgoals.rules.finding import Finding, Remark, Severity, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smartgoals.rules.entry import Entry
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
    places: tuple[int, ...]
    options: dict[str, Any]
    function: Callable[..., Iterator[Remark]]
    ignored: str | None
    is_locked: bool
    passed: Outcome
    unasked: dict[int, Outcome] = attrs.field(factory=dict)

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
            places=tuple(facts.NAMES.index(fact) for fact in rule.takes),
            options=dict(entry.options),
            function=rule.function,
            ignored=entry.ignored,
            is_locked=entry.locked,
            passed=Outcome(rule.code, State.ANSWERED, weight=entry.hundredths),
        )

    def run(self, values: Sequence[Any], present: int) -> Outcome:
        """Run the rule on facts, in the order of `facts.NAMES`, of which some are present.

        What the rule itself raises is let through.
        """
        missing = self.needs & ~present
        if missing:
            return self._unanswered(missing)
        try:
            remarks = list(self.function(*[values[place] for place in self.places], **self.options))
        except NotApplicable as reason:
            return Outcome(self.code, State.NOT_APPLICABLE, (), (), str(reason), weight=self.weight)
        if not remarks:
            return self.passed
        found = [self._finding(remark) for remark in remarks]
        if len(found) > 1:
            found.sort(key=_place)
        return Outcome(self.code, State.ANSWERED, (), tuple(found), weight=self.weight)

    def waived(self, reason: str) -> Outcome:
        """Return the outcome of a rule that is set aside."""
        return Outcome(self.code, State.WAIVED, (), (), reason, weight=self.weight)

    def _unanswered(self, missing: int) -> Outcome:
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


def _place(finding: Finding) -> tuple[int, int]:
    return finding.span or (-1, -1)


@attrs.frozen(eq=False, repr=False)
class Plan:
    """A rule set, ready to run.

    Args:
        by_criterion: The steps for one goal, criterion by criterion.
        of_portfolio: The steps for a portfolio.
        letters: The letters of a profile, each with the codes that count in it.
        bits: The facts that the steps for a goal look at.
    """

    by_criterion: tuple[tuple[Criterion, tuple[Step, ...]], ...]
    of_portfolio: tuple[Step, ...]
    letters: tuple[tuple[Letter, frozenset[str]], ...]
    bits: int

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
        )
