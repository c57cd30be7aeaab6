"""Assessment: what the rules say about a goal, and what follows for each criterion.

`assess()` runs the rules of a rule set on a goal; what they say makes an `Assessment`, which shows itself as text and
as Markdown. What the outcomes of a criterion are worth is settled in `smartgoals.judgement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.errors import InvalidValueError, RuleCrashedError
from smartgoals.judgement import Judgement, Loss, Verdict, judgements, shown
from smartgoals.model.criterion import Criterion
from smartgoals.model.goal import Goal
from smartgoals.model.portfolio import Portfolio
from smartgoals.model.series import Series
from smartgoals.rules import facts
from smartgoals.rules.definition import Outcome
from smartgoals.rules.finding import Finding, Question
from smartgoals.rules.plan import Ended
from smartgoals.rules.ruleset import RuleSet
from smartgoals.rules.waivers import waived_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smartgoals.model.context import Context
    from smartgoals.rules.plan import Step
    from smartgoals.statement import Statement

__all__ = ["Assessment", "Judgement", "Loss", "Verdict", "assess", "assess_portfolio"]


@attrs.frozen(kw_only=True)
class Assessment:
    """What the rules say about a goal.

    Args:
        goal: The goal as it was judged: what was said on it, completed from its statement.
        statement: The statement, when it was read.
        judgements: The five criteria, in order.
        notices: What concerns the goal's waivers; costs nothing.
        fingerprint: The fingerprint of the rule set; scores are comparable when it is equal.
        language: The language the goal is written in.
        crashes: Rules that raised, when the caller asked to go on.
        readings: The letters of the profile, when the rule set has one that is not the five criteria themselves.
    """

    goal: Goal
    statement: Statement | None
    judgements: tuple[Judgement, ...]
    fingerprint: str
    notices: tuple[Finding, ...] = ()
    language: str = "en"
    crashes: tuple[RuleCrashedError, ...] = attrs.field(default=(), hash=False)
    readings: tuple[Judgement, ...] = ()

    def __getitem__(self, criterion: Criterion | str) -> Judgement:
        """Return what is said about a criterion, by its name or its letter.

        Raises:
            KeyError: There is no such criterion.
        """
        for judgement in self.judgements:
            if criterion in (judgement.criterion, judgement.criterion.letter):
                return judgement
        names = ", ".join(repr(each.value) for each in Criterion)
        raise KeyError(f"no criterion {criterion!r}; there are {names}")

    def __iter__(self) -> Iterator[Judgement]:
        """Iterate over the five criteria in order."""
        return iter(self.judgements)

    def __len__(self) -> int:
        """Return the number of criteria."""
        return len(self.judgements)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, by criterion, code and place; notices last."""
        return (*(finding for judgement in self.judgements for finding in judgement.findings), *self.notices)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything to ask, by criterion."""
        return tuple(question for judgement in self.judgements for question in judgement.questions)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """How each rule ended, by criterion and code."""
        return tuple(outcome for judgement in self.judgements for outcome in judgement.outcomes)

    @property
    def letters(self) -> tuple[Judgement, ...]:
        """The letters in the order of the profile; without a profile, the five criteria."""
        return self.readings or self.judgements

    @property
    def is_smart(self) -> bool | None:
        """True when all letters are met, False when one is not met, None when something is open or only partly met.

        The letters are the five criteria, unless the rule set is that of another profile.
        """
        verdicts = {judgement.verdict for judgement in self.letters}
        if Verdict.NOT_MET in verdicts:
            return False
        return True if verdicts == {Verdict.MET} else None

    @property
    def weakest(self) -> Judgement | None:
        """The letter to work on, with the lowest score below 1; else the first that is not judged; else None."""
        low = [each for each in self.letters if each.score is not None and each.score < 1]
        if low:
            return min(low, key=lambda each: each.score or 0.0)
        return next((each for each in self.letters if each.verdict is Verdict.NOT_JUDGED), None)

    def __str__(self) -> str:
        """Return the assessment as plain text, in the language of the goal."""
        return self.to_text()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def to_text(self, language: str | None = None) -> str:
        """Return the assessment as plain text; without a language, in that of the goal."""
        from smartgoals.rules.phrases import phrases

        language = language or self.language
        lines = [self.goal.statement, phrases(language).label(f"assessment.{self._heading}")]
        for judgement in self.letters:
            lines.append(judgement.to_text(language))
            lines += [f"  {finding.code} {finding.message(language)}" for finding in judgement.findings]
            lines += [f"  ? {question.message(language)}" for question in judgement.questions]
        lines += [f"{finding.code} {finding.message(language)}" for finding in self.notices]
        lines += [f"! {crash}" for crash in self.crashes]
        return "\n".join(lines)

    def to_markdown(self, language: str | None = None) -> str:
        """Return the assessment as Markdown; without a language, in that of the goal."""
        from smartgoals.markup import escape_markdown
        from smartgoals.rules.phrases import phrases

        language = language or self.language
        found = phrases(language)
        rows = [
            [found.label(f"assessment.{name}") for name in ("criterion", "verdict", "score")],
            ["---", "---", "---:"],
        ]
        for each in self.letters:
            names = escape_markdown(each.title(language)), found.label(f"verdict.{each.verdict}")
            rows.append([*names, shown(each.score, language)])
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        quoted = "\n".join(f"> {escape_markdown(line)}" for line in self.goal.statement.splitlines())
        blocks = [quoted, f"**{found.label(f'assessment.{self._heading}')}**", table]
        sections = (
            ("findings", [f"- **{each.code}** {escape_markdown(_advised(each, language))}" for each in self.findings]),
            ("questions", [f"- {escape_markdown(each.message(language))}" for each in self.questions]),
            ("crashes", [f"- {escape_markdown(str(each))}" for each in self.crashes]),
        )
        for name, lines in sections:
            if lines:
                blocks += [f"**{found.label(f'assessment.{name}')}**", "\n".join(lines)]
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, language: str | None = None) -> str:
        """Return the assessment as HTML, to stand inside another page; without a language, in that of the goal."""
        from smartgoals.markup import Block, Bullets, Heading, Page, Paragraph, Quote, Table
        from smartgoals.rules.phrases import phrases

        language = language or self.language
        label = phrases(language).label
        rows = [
            [
                each.title(language),
                f"{each.verdict.sign} {label(f'verdict.{each.verdict}')}",
                shown(each.score, language),
            ]
            for each in self.letters
        ]
        blocks: list[Block] = [
            Quote(self.goal.statement, self.language),
            Paragraph(label(f"assessment.{self._heading}")),
            Table([label(f"assessment.{name}") for name in ("criterion", "verdict", "score")], rows),
        ]
        sections = (
            ("findings", [f"{each.code} {_advised(each, language)}" for each in self.findings]),
            ("questions", [each.message(language) for each in self.questions]),
            ("crashes", [str(each) for each in self.crashes]),
        )
        for name, lines in sections:
            if lines:
                blocks += [Heading(label(f"assessment.{name}"), 4), Bullets(lines)]
        return Page(blocks).to_html(language)

    @property
    def _heading(self) -> str:
        return {True: "smart", False: "not_smart", None: "undecided"}[self.is_smart]


def _advised(finding: Finding, language: str) -> str:
    return " ".join(filter(None, (finding.message(language), finding.advice(language))))


def assess(
    goal: Goal | Statement,
    *,
    context: Context,
    rules: RuleSet | None = None,
    series: Series | None = None,
    portfolio: Portfolio | None = None,
    keep_going: bool = False,
) -> Assessment:
    """Judge a goal against each criterion.

    What is said on the goal holds. What it leaves unsaid is read from its statement, when a rule looks for it. A
    `Statement` has been read already and is not read again.

    Args:
        goal: A goal, or a statement as `parse()` returns it.
        context: Today, and the language.
        rules: The rules that count; without them, those of this library.
        series: The measurements of the goal's metric.
        portfolio: What the goal is part of.
        keep_going: Collect rules that crash in `Assessment.crashes` instead of raising. Without an answer from one of
            its rules a criterion is not judged, unless another rule shows that it is not met.

    Raises:
        RuleCrashedError: A rule raised; its error is the cause.
        InvalidValueError: The goal is neither a goal nor a statement, or the rules are no rule set.

    Example:
        >>> from smartgoals.model import Context, Goal
        >>> found = assess(Goal("Increase revenue."), context=Context("2026-01-15"))["time_bound"]
        >>> found.verdict.value, found.findings[0].message()
        ('not_met', 'No date is given, or none that could be read, for when the goal is due.')
    """
    rules = _rules("assess", rules)
    _refuse_strangers("assess", series, portfolio)
    plan = rules.plan
    goal, statement = _read(goal, context, plan.bits)
    values = (
        goal, statement, goal.metric, goal.baseline, goal.target, goal.horizon, goal.owner, goal.means or None,
        context, series, portfolio,
    )  # fmt: skip
    present = 0
    bit = 1
    for value in values:
        if value is not None:
            present |= bit
        bit <<= 1
    waived, notices = waived_by(goal, rules, context) if goal.waivers else ({}, ())
    crashes: list[RuleCrashedError] = []

    def on_crash(step: Step, error: Exception) -> None:
        crash = RuleCrashedError(step.code, goal.id)
        if not keep_going:
            raise crash from error
        crash.__cause__ = error
        crashes.append(crash)

    face = plan.facing(present, waived)
    ended = [part.run(values, on_crash) for part in face.criteria]
    return Assessment(
        goal=goal,
        statement=statement,
        judgements=judgements(ended),
        fingerprint=rules.fingerprint,
        notices=notices,
        language=statement.language if statement is not None else context.language or "en",
        crashes=tuple(crashes),
        readings=judgements([Ended.as_letter(part, ended) for part in face.letters]) if face.letters else (),
    )


def _refuse_strangers(asked: str, series: object, portfolio: object) -> None:
    """Refuse what is no series or no portfolio, before a rule stumbles over it."""
    if series is not None and not isinstance(series, Series):
        raise InvalidValueError(asked, "series", series, "is no Series", "build one with Series.of(…)")
    if portfolio is not None and not isinstance(portfolio, Portfolio):
        raise InvalidValueError(asked, "portfolio", portfolio, "is no Portfolio", "put goals together in Portfolio(…)")


def _rules(asked: str, rules: object) -> RuleSet:
    """Return the rules that count, those of this library if none are given."""
    if rules is None:
        return RuleSet.builtin()
    if not isinstance(rules, RuleSet):
        raise InvalidValueError(asked, "rules", rules, "is no RuleSet", "put rules together with RuleSet.of(...)")
    return rules


def _read(given: Goal | Statement, context: Context, bits: int) -> tuple[Goal, Statement | None]:
    """Return the goal, with what its statement says where it is silent itself."""
    if not isinstance(given, Goal):
        if not isinstance(getattr(given, "goal", None), Goal):
            raise InvalidValueError(
                "assess", "goal", given, "is neither a Goal nor a Statement", "read text with parse() first"
            )
        return given.goal, given
    unsaid = [name for name in _READABLE if bits & facts.BIT[name] and not getattr(given, name)]
    if not unsaid and not bits & facts.BIT["statement"]:
        return given, None
    from smartgoals.statement import parse

    statement = parse(given.statement, context=context)
    return given.completed(statement.goal, unsaid), statement


_READABLE: Final = facts.names(facts.READABLE)


def assess_portfolio(
    portfolio: Portfolio,
    *,
    context: Context,
    rules: RuleSet | None = None,
    statements: Iterable[Statement] = (),
    on_crash: Callable[[RuleCrashedError], object] | None = None,
) -> tuple[Finding, ...]:
    """Judge a portfolio as a whole: rules that belong to no criterion and touch no goal's score.

    Args:
        portfolio: The goals. What one leaves unsaid is read from its statement.
        context: Today, and the language.
        rules: The rules that count; without them, those of this library.
        statements: Statements that have been read already, and need not be read again.
        on_crash: What to do with a rule that crashes, such as `crashes.append`, before going on with the next; without
            it, the crash is raised.

    Returns:
        What was found, by code.

    Raises:
        RuleCrashedError: A rule raised; its error is the cause.
        InvalidValueError: The rules are no rule set.
    """
    plan = _rules("assess_portfolio", rules).plan
    steps = [step for step in plan.of_portfolio if step.ignored is None]
    if not steps:
        return ()
    known = {statement.goal.statement: statement for statement in statements}
    portfolio = attrs.evolve(portfolio, goals=tuple(_heard(goal, context, known) for goal in portfolio))
    values = (*(None for _ in facts.NAMES[:-3]), context, None, portfolio)
    present = facts.mask(facts.OF_A_PORTFOLIO)
    findings: list[Finding] = []
    for step in steps:
        try:
            findings += step.run(values, present).findings
        except Exception as error:
            crash = RuleCrashedError(step.code)
            if on_crash is None:
                raise crash from error
            crash.__cause__ = error
            on_crash(crash)
    return tuple(findings)


_OF_A_PORTFOLIO: Final = facts.mask(("metric", "baseline", "target", "horizon"))


def _heard(goal: Goal, context: Context, known: dict[str, Statement]) -> Goal:
    statement = known.get(goal.statement.strip())
    if statement is None:
        return _read(goal, context, _OF_A_PORTFOLIO)[0]
    return goal.completed(statement.goal, _READABLE)
