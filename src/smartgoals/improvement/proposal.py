"""Improvement: a better wording of a goal, with named blanks where something is missing.

What the author wrote stays. Words are put in where they belong, a blank stands for each thing that only the author can
know, and the proposal is judged by the same rules as the goal: a blank says nothing, neither a number nor a date.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.assessment import assess
from smartgoals.errors import InvalidValueError
from smartgoals.improvement.blanks import LEFT_IN, Blank, blanks_in, masked, merged, present, wanted_by
from smartgoals.improvement.rewording import inserted, insertions_for, with_names, without_vague_times
from smartgoals.markup import escape_markdown
from smartgoals.model import Goal, Metric, Milestones
from smartgoals.rules.finding import Severity
from smartgoals.rules.phrases import phrases, spoken
from smartgoals.statement import Statement, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smartgoals.assessment import Assessment
    from smartgoals.model import Context, Series
    from smartgoals.rules.finding import Finding
    from smartgoals.rules.ruleset import RuleSet

__all__ = ["Improvement", "improve"]

_SLOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "metric": ("metric",),
    "baseline": ("baseline", "baseline_when"),
    "target": ("target", "target_low", "target_high", "target_is", "bound", "unit"),
    "unit": ("unit",),
    "deadline": ("target_when",),
    "means": ("means",),
    "purpose": ("purpose",),
}


@attrs.frozen(kw_only=True)
class Improvement:
    """A better wording of a goal, and what it is worth.

    Attributes:
        text: The proposal; the author's own words, with blanks for what is missing.
        blanks: The blanks, in the order of the text.
        before: The goal as it was, judged.
        after: The proposal, judged by the same rules; a blank counts as not said.
        language: The language of the goal.
    """

    text: str
    blanks: tuple[Blank, ...]
    before: Assessment
    after: Assessment
    language: str
    _source: _Source = attrs.field(repr=False, eq=False)

    @property
    def is_changed(self) -> bool:
        """Whether the proposal says something else than the goal did."""
        return self.text != self._source.text

    @property
    def resolved(self) -> tuple[str, ...]:
        """Codes of findings that are gone with the new wording, before any blank is filled."""
        left = {*_codes(self.after.findings), *(code for code in self._waiting if code == LEFT_IN)}
        return tuple(code for code in _codes(self.before.findings) if code not in left)

    @property
    def remaining(self) -> tuple[str, ...]:
        """Codes of findings that are still there, those that a blank waits to answer included."""
        gone = set(self.resolved)
        return tuple(dict.fromkeys(code for code in (*_codes(self.after.findings), *self._waiting) if code not in gone))

    @property
    def _waiting(self) -> tuple[str, ...]:
        return tuple(code for blank in self.blanks for code in blank.codes)

    def fill(self, **values: object) -> Improvement | Statement:
        """Put values into blanks, and judge again.

        Args:
            values: What goes into a blank, by its name: a text as people write it, a number, a date, a `Period` or a
                `Quantity`.

        Returns:
            An improvement while there are blanks left; the statement, ready for `assess()`, when there are none.

        Raises:
            InvalidValueError: There is no such blank, or nothing to put into it.

        Example:
            >>> from smartgoals.model import Context
            >>> found = improve(Goal("Grow the customer base to 500"), context=Context("2026-01-15"))
            >>> found.fill(baseline="300").text
            'Grow the customer base from 300 to 500 by [deadline]'
            >>> str(found.fill(baseline=300, deadline="June 2027"))
            'Grow the customer base from 300 to 500 by June 2027'
        """
        written = {name: self._written(name, value) for name, value in values.items()}
        text = self.text
        for blank in reversed(self.blanks):
            if blank.name in written:
                start, end = blank.span
                text = text[:start] + written[blank.name] + text[end:]
        source = self._source.filled(text, written, self.after.goal)
        statement = source.read(text)
        blanks = blanks_in(text, self.language, {blank.name: blank.codes for blank in self.blanks})
        if not blanks:
            return statement
        return attrs.evolve(self, text=text, blanks=blanks, after=source.judged(statement, text), source=source)

    def _written(self, name: str, value: object) -> str:
        names = list(dict.fromkeys(blank.name for blank in self.blanks))
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(names) or 'nothing to fill in'}"
            raise InvalidValueError("Improvement", "fill", name, "is no blank of this proposal", hint)
        text = "" if value is None else " ".join(spoken(value, self.language).split())
        if not text:
            raise InvalidValueError("Improvement", name, value, "says nothing", "leave the blank out to keep it open")
        return text

    def __str__(self) -> str:
        """Return the proposal."""
        return self.text

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def to_markdown(self, language: str | None = None) -> str:
        """Return the proposal, what to fill in and what stays open; without a language, in that of the goal."""
        language = language or self.language
        found = phrases(language)
        quoted, last = "", 0
        for blank in self.blanks:
            start, end = blank.span
            quoted += f"{escape_markdown(f'|{self.text[last:start]}|')[2:-2]}**{escape_markdown(str(blank))}**"
            last = end
        blocks = [f"> {quoted}{escape_markdown(f'|{self.text[last:]}|')[2:-2]}"]
        if self.blanks:
            lines = [f"- **{blank.label}**: {escape_markdown(self._asked(blank, language))}" for blank in self.blanks]
            blocks += [f"**{found.label('improvement.fill')}**", "\n".join(lines)]
        if self.resolved:
            blocks.append(f"**{found.label('improvement.resolved')}** {', '.join(self.resolved)}")
        if self._remaining:
            lines = [f"- **{each.code}** {escape_markdown(each.message(language))}" for each in self._remaining]
            blocks += [f"**{found.label('improvement.remaining')}**", "\n".join(lines)]
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, language: str | None = None) -> str:
        """Return the same as HTML, to stand inside another page; blanks are in brackets and bold."""
        from smartgoals.markup import Block, Bullets, Heading, Page, escape_html

        language = language or self.language
        label = phrases(language).label
        quoted, last = "", 0
        for blank in self.blanks:
            start, end = blank.span
            quoted += f"{escape_html(self.text[last:start])}<strong>{escape_html(str(blank))}</strong>"
            last = end
        blocks: list[Block] = []
        if self.blanks:
            blocks += [
                Heading(label("improvement.fill"), 4),
                Bullets([f"{blank.label}: {self._asked(blank, language)}" for blank in self.blanks]),
            ]
        if self.resolved:
            blocks += [Heading(label("improvement.resolved"), 4), Bullets(self.resolved)]
        rest = [f"{each.code} {each.message(language)}" for each in self._remaining]
        if rest:
            blocks += [Heading(label("improvement.remaining"), 4), Bullets(rest)]
        quote = f'<blockquote lang="{self.language}">{quoted}{escape_html(self.text[last:])}</blockquote>'
        return f"{quote}\n{Page(blocks).to_html(language)}"

    @property
    def _remaining(self) -> tuple[Finding, ...]:
        """What stays open beside the blanks, hints left out."""
        return tuple(
            each
            for each in self.after.findings
            if each.code not in self._waiting and each.severity is not Severity.HINT
        )

    def _asked(self, blank: Blank, language: str) -> str:
        findings = {each.code: each for each in (*self.after.findings, *self.before.findings)}
        asked = (findings[code].question(language) for code in blank.codes if code in findings)
        return f"{' '.join(dict.fromkeys(filter(None, asked)))} ({', '.join(blank.codes)})"


def improve(
    goal: Goal | Statement,
    *,
    context: Context,
    rules: RuleSet | None = None,
    series: Series | None = None,
    hints: bool = False,
) -> Improvement:
    """Propose a better wording of a goal, with named blanks for what is missing.

    Nothing that was said is lost, save words such as "soon" that only seem to say when. A goal that needs nothing comes
    back as it is. Blanks that stand in the goal already are known again, so that improving twice changes nothing.

    Args:
        goal: A goal, or a statement as `parse()` returns it.
        context: Today, and the language.
        rules: The rules that count; without them, those of this library.
        series: The measurements of the goal's metric.
        hints: Leave blanks also for what costs nothing to leave out: the means, the purpose, the owner, a unit.

    Raises:
        RuleCrashedError: A rule raised; its error is the cause.
        InvalidValueError: The goal is neither a goal nor a statement.

    Example:
        >>> from smartgoals.model import Context
        >>> print(improve(Goal("Öka kundbasen"), context=Context("2026-01-15")))
        Öka kundbasen från [nuläge] till [målvärde] senast [slutdatum]
    """
    source = _Source.of(goal, context, rules, series)
    text = source.text
    statement = source.statement
    before = source.judged(statement, text)
    judged, asked = before, wanted_by(before, hints=hints)
    for reword in (with_names, without_vague_times):
        while (other := reword(text, statement, judged.findings)) != text:
            reread = source.read(other)
            again = source.judged(reread, other)
            if not _is_no_worse(judged, again):
                break
            if reword is with_names:
                asked = merged(asked, dict.fromkeys(present(other, source.language), (LEFT_IN,)))
            text, statement, judged = other, reread, again
    asked = merged(wanted_by(judged, hints=hints), asked)
    insertions = insertions_for(text, statement, judged.goal, judged.findings, asked)
    if insertions:
        text, statement = inserted(text, statement, insertions)
        judged = source.judged(statement, text)
    return Improvement(
        text=text,
        blanks=blanks_in(text, source.language, asked),
        before=before,
        after=judged,
        language=source.language,
        source=source,
    )


@attrs.frozen(kw_only=True)
class _Source:
    """What an improvement starts from, and how its wordings are read and judged."""

    text: str
    goal: Goal | None
    language: str
    statement: Statement
    given: Mapping[str, Any]
    context: Context
    rules: RuleSet | None
    series: Series | None

    @classmethod
    def of(cls, goal: Goal | Statement, context: Context, rules: RuleSet | None, series: Series | None) -> _Source:
        if not isinstance(goal, Goal | Statement):
            raise InvalidValueError(
                "improve", "goal", goal, "is neither a Goal nor a Statement", "read text with parse() first"
            )
        statement = parse(goal.statement, context=context) if isinstance(goal, Goal) else goal
        context = attrs.evolve(context, language=statement.language)
        given: dict[str, Any] = {}
        said = goal if isinstance(goal, Goal) else None
        if isinstance(goal, Statement):
            plain = parse(goal.text, context=context)
            slots = plain.slots()
            given = {name: value for name, value in goal.slots().items() if value != slots[name]}
            said = goal.goal if goal.goal != plain.goal else None
        source = cls(
            text=statement.text, goal=said, language=statement.language,
            statement=statement, given=given, context=context, rules=rules, series=series,
        )  # fmt: skip
        if isinstance(goal, Statement) and not present(statement.text, statement.language):
            return source
        return attrs.evolve(source, statement=source.read(statement.text))

    def read(self, text: str) -> Statement:
        """A wording as read with its blanks left out; its goal is what was said, completed from it."""
        statement = parse(masked(text, self.language), context=self.context, given=self.given)
        goal = statement.goal if self.goal is None else _completed(self.goal, statement.goal)
        return attrs.evolve(statement, goal=attrs.evolve(goal, statement=text.strip() or goal.statement))

    def judged(self, statement: Statement, text: str) -> Assessment:
        """A wording as judged; its statement shows the text with its blanks."""
        found = assess(statement, context=self.context, rules=self.rules, series=self.series)
        return attrs.evolve(found, statement=attrs.evolve(statement, text=text))

    def filled(self, text: str, written: Mapping[str, str], goal: Goal) -> _Source:
        """The same, once some blanks have values."""
        given = {
            slot: value
            for slot, value in self.given.items()
            if not any(slot in _SLOTS.get(name, ()) for name in written)
        }
        said = self.goal
        is_event = isinstance(goal.target, Milestones)
        if "metric" in written and not is_event:
            given["metric"] = written["metric"]
        if said is None and is_event and "metric" in written:
            said = goal  # a sentence has no place for the metric of an event; a goal has
        if said is not None:
            said = attrs.evolve(said, statement=text, owner=written.get("owner", said.owner))
            if "unit" in written and self.statement.part("target") is not None:
                said = attrs.evolve(said, target=None)
            if "metric" in written and is_event:
                said = attrs.evolve(said, metric=Metric(written["metric"]))
        return attrs.evolve(self, goal=said, given=given)


def _completed(goal: Goal, read: Goal) -> Goal:
    """The goal with what was read where it is silent; what does not go with the rest of it stays unsaid."""
    for name in ("metric", "baseline", "target", "horizon", "owner", "means"):
        value = getattr(read, name)
        if value and not getattr(goal, name):
            try:
                goal = attrs.evolve(goal, **{name: value})
            except InvalidValueError:
                continue
    return goal


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.code for finding in findings))


def _is_no_worse(before: Assessment, after: Assessment) -> bool:
    pairs = ((old.score, new.score) for old, new in zip(before, after, strict=True))
    return all(old is None or (new is not None and new >= old) for old, new in pairs)
