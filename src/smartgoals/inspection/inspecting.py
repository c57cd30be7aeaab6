"""The inspection of one text: its goals judged, its goals taken together, and every finding with its place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import attrs

from smartgoals.assessment import Assessment, assess, assess_portfolio
from smartgoals.inspection.exemptions import Remarked, exempted
from smartgoals.rules.waivers import waived_by
from smartgoals.statement import Document, Statement, read_document

if TYPE_CHECKING:
    from smartgoals.errors import RuleCrashedError
    from smartgoals.model import Context, Portfolio
    from smartgoals.rules import Finding, Question, RuleSet

__all__ = ["Entry", "Inspection", "Place", "inspect_portfolio", "inspect_text", "key_of", "open_questions"]


class Place(NamedTuple):
    """Where something stands.

    Attributes:
        line: From 1, as editors count; in a workbook, the row.
        column: From 1; in a workbook, the column.
        end_line: The line of the last character.
        end_column: The column behind the last character.
        cell: The cell of a workbook, such as `goals!B3`; "" in a text.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    cell: str = ""

    @property
    def label(self) -> str:
        """Line and column, or the cell."""
        return self.cell or f"{self.line}:{self.column}"


class Key(NamedTuple):
    """What makes a finding the same one after lines have moved."""

    code: str
    at: str
    goals: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Entry:
    """A finding at its place in a text.

    Attributes:
        finding: What was found.
        place: Where.
        key: What it is known by when lines move: its code, the part of the goal, and the words of the goals concerned.
        language: The language to tell it in.
        number: The goal, from 1; None for what concerns several goals or a waiver.
    """

    finding: Finding
    place: Place
    key: Key
    language: str
    number: int | None = None


@attrs.frozen(kw_only=True)
class Inspection:
    """A text whose goals are judged.

    Attributes:
        source: The name of the text, as reports tell it.
        document: The text and its goals.
        assessments: Each goal judged, in order.
        findings: What concerns the goals taken together.
        remarks: What is wrong with waivers in the text.
        today: The day it was judged from.
        language: The language to report in.
        asked: The language that was asked for; None when each goal is told of in its own.
        fingerprint: That of the rule set.
        crashes: Rules that raised, when the caller asked to go on.
        accepted: How many findings are left out because they were accepted earlier.
        places: Of goals that were given as data: for each, where its fields stand, and under "" where it stands itself.
    """

    source: str
    document: Document
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Remarked, ...]
    today: dt.date
    language: str
    fingerprint: str
    crashes: tuple[RuleCrashedError, ...] = attrs.field(default=(), hash=False)
    accepted: int = 0
    asked: str | None = None
    places: tuple[Mapping[str, Place], ...] = attrs.field(default=(), hash=False)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that was found: goal by goal, then the goals taken together, then waivers."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Entry]:
        pairs = zip(self.document.statements, self.assessments, strict=True)
        for number, (statement, assessment) in enumerate(pairs, 1):
            for finding in assessment.findings:
                yield Entry(
                    finding=finding, place=self._place_of(finding, number), key=key_of(finding, statement),
                    language=self.language_of(statement), number=number,
                )  # fmt: skip
        numbers = {statement.goal.id: number for number, statement in enumerate(self.document.statements, 1)}
        for finding in self.findings:
            concerned = [numbers[goal] for goal in finding.goals if goal in numbers]
            place = self.goal_place(concerned[0]) if concerned else Place(1, 1, 1, 1)
            key = key_of(finding, *(self.document.statements[number - 1] for number in concerned))
            yield Entry(finding=finding, place=place, key=key, language=self.language)
        for finding, span in self.remarks:
            yield Entry(finding=finding, place=self.place(*span), key=key_of(finding), language=self.language)

    def counts(self) -> Counter[str]:
        """How many findings there are of each severity."""
        return Counter(entry.finding.severity.value for entry in self.entries)

    def language_of(self, statement: Statement) -> str:
        """The language to tell of a goal in: that which was asked for, or its own."""
        return self.asked or statement.language

    def goal_place(self, number: int) -> Place:
        """Where a goal stands, by its number from 1."""
        if self.places:
            return self.places[number - 1][""]
        return self.place(*self.document.statements[number - 1].span)

    def _place_of(self, finding: Finding, number: int) -> Place:
        """Where a finding about a goal stands: the words or the field it speaks of, else the goal."""
        if self.places:
            known = self.places[number - 1]
            field = finding.at if finding.at in known else finding.at.partition(".")[0]
            return known.get(field) or known[""]
        start, end = self.document.statements[number - 1].span
        if finding.span is not None:
            start, end = start + finding.span[0], start + finding.span[1]
        return self.place(start, end)

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands."""
        return Place(*self.document.place(start), *self.document.place(max(start, end)))

    def without(self, known: Counter[Key]) -> Inspection:
        """Leave out findings that are known, each as often as it is known.

        Scores and verdicts stay as they are. Remarks on waivers are never left out.
        """
        left = known.copy()
        accepted = 0

        def is_new(finding: Finding, *statements: Statement) -> bool:
            nonlocal accepted
            key = key_of(finding, *statements)
            if left[key] <= 0:
                return True
            left[key] -= 1
            accepted += 1
            return False

        assessments = []
        for statement, assessment in zip(self.document.statements, self.assessments, strict=True):
            judged = tuple(
                attrs.evolve(each, findings=tuple(one for one in each.findings if is_new(one, statement)))
                for each in assessment.judgements
            )
            new = {finding for each in judged for finding in each.findings}
            letters = tuple(
                attrs.evolve(each, findings=tuple(one for one in each.findings if one in new))
                for each in assessment.readings
            )
            assessments.append(attrs.evolve(assessment, judgements=judged, readings=letters))
        goals = {statement.goal.id: statement for statement in self.document.statements}
        findings = tuple(
            finding
            for finding in self.findings
            if is_new(finding, *(goals[goal] for goal in finding.goals if goal in goals))
        )
        return attrs.evolve(self, assessments=tuple(assessments), findings=findings, accepted=accepted)


def key_of(finding: Finding, *statements: Statement) -> Key:
    """What a finding is known by: the words of its goals with single spaces, whatever line they stand on."""
    return Key(finding.code, finding.at, tuple(" ".join(statement.text.split()) for statement in statements))


def open_questions(assessment: Assessment) -> list[Question]:
    """What no finding has asked yet; one question for each thing that is not known."""
    asked = {finding.code for judged in assessment for finding in judged.findings}
    known: dict[str, Question] = {}
    for judged in assessment:
        for question in judged.questions:
            if question.code not in asked:
                known.setdefault(question.at, question)
    return list(known.values())


def inspect_text(
    text: str, *, source: str, context: Context, rules: RuleSet, language: str | None = None, keep_going: bool = False
) -> Inspection:
    r"""Find the goals in a text, judge each and all of them together, and obey the waivers that stand among them.

    Args:
        text: The text.
        source: Its name, for reports.
        context: Today, and the language of the goals.
        rules: The rules that count.
        language: The language to report in; None for that of the text, and of each goal for what is told of it.
        keep_going: Collect rules that crash in `Inspection.crashes` instead of raising.

    Raises:
        RuleCrashedError: A rule raised; its error is the cause.

    Example:
        >>> from smartgoals.model import Context
        >>> from smartgoals.rules import RuleSet
        >>> text = "Goals:\n\n- Grow sales by 5 %\n  <!-- smartgoals: waive T101: a date is set in May -->\n"
        >>> found = inspect_text(text, source="goals.md", context=Context("2026-01-15"), rules=RuleSet.builtin())
        >>> "T101" in {entry.finding.code for entry in found.entries}
        False
    """
    document = read_document(text, context=context)
    exemptions = exempted(document, context=context, rules=rules)
    if exemptions.of_file or exemptions.of_goals:
        statements = tuple(
            attrs.evolve(
                statement,
                goal=attrs.evolve(statement.goal, waivers=(*exemptions.of_file, *exemptions.of_goals.get(number, ()))),
            )
            for number, statement in enumerate(document.statements)
        )
        document = attrs.evolve(document, statements=statements)
    found = _inspected(
        document, source=source, context=context, rules=rules, language=language, keep_going=keep_going,
    )  # fmt: skip
    waived = {waiver.code for waiver in exemptions.of_file}
    findings = tuple(finding for finding in found.findings if finding.code not in waived)
    return attrs.evolve(found, findings=findings, remarks=exemptions.remarks)


def inspect_portfolio(
    portfolio: Portfolio,
    *,
    source: str,
    context: Context,
    rules: RuleSet,
    places: Sequence[Mapping[str, Place]] = (),
    language: str | None = None,
    keep_going: bool = False,
) -> Inspection:
    """Judge the goals of a portfolio that was given as data, each and all of them together.

    What a goal waives is set aside; so is what concerns several goals, when one of them waives it.

    Args:
        portfolio: The goals.
        source: Its name, for reports.
        context: Today, and the language of the goals.
        rules: The rules that count.
        places: For each goal, where its fields stand in the source, and under "" where it stands itself.
        language: The language to report in; None for that of most goals, and of each for what is told of it.
        keep_going: Collect rules that crash in `Inspection.crashes` instead of raising.

    Raises:
        RuleCrashedError: A rule raised; its error is the cause.

    Example:
        >>> from smartgoals.model import Context, Goal, Portfolio, Waiver
        >>> from smartgoals.rules import RuleSet
        >>> goal = Goal("Grow sales by 5 %", owner="Ada", waivers=[Waiver("T101", "a date is set in May")])
        >>> found = inspect_portfolio(
        ...     Portfolio((goal,)), source="goals.toml", context=Context("2026-01-15"), rules=RuleSet.builtin()
        ... )
        >>> "T101" in {entry.finding.code for entry in found.entries}
        False
    """
    document = Document.of(portfolio, context=context)
    return _inspected(
        document, source=source, context=context, rules=rules, language=language, keep_going=keep_going,
        places=tuple(places),
    )  # fmt: skip


def _inspected(
    document: Document, *, source: str, context: Context, rules: RuleSet, language: str | None, keep_going: bool,
    places: tuple[Mapping[str, Place], ...] = (),
) -> Inspection:  # fmt: skip
    """Judge the goals of a document."""
    assessments = tuple(
        assess(statement, context=context, rules=rules, portfolio=document.portfolio, keep_going=keep_going)
        for statement in document.statements
    )
    crashes = [crash for assessment in assessments for crash in assessment.crashes]
    found = () if not assessments else assess_portfolio(
        document.portfolio, context=context, rules=rules, statements=document.statements,
        on_crash=crashes.append if keep_going else None,
    )  # fmt: skip
    waived = {
        statement.goal.id: waived_by(statement.goal, rules, context)[0].keys()
        for statement in document.statements
        if statement.goal.waivers
    }
    return Inspection(
        source=source,
        document=document,
        assessments=assessments,
        findings=tuple(
            finding for finding in found if not any(finding.code in waived.get(goal, ()) for goal in finding.goals)
        ),
        remarks=(),
        today=context.today,
        language=language or document.language,
        asked=language,
        fingerprint=rules.fingerprint,
        crashes=tuple(crashes),
        places=places,
    )
