"""Results as text for a terminal: at most as wide as asked, readable with and without colour.

Colour never carries meaning alone: a verdict has a sign and a word, a severity a word. Words come from the language
files, so a report speaks the language of the goals.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import attrs

from smartgoals.inspection import open_questions
from smartgoals.judgement import Verdict
from smartgoals.model import Period, UnitKind
from smartgoals.rules.phrases import phrases, spoken

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from smartgoals.assessment import Assessment, Judgement
    from smartgoals.inspection import Inspection, Place
    from smartgoals.model import Baseline
    from smartgoals.rules import Finding
    from smartgoals.rules.phrases import Phrases
    from smartgoals.statement import Document, Statement
    from smartgoals.statement.statement import Part, Slots

__all__ = ["Report", "width_of"]

_COLOURS = {
    "met": "32",
    "partly": "33",
    "not_met": "31",
    "not_judged": "36",
    "major": "31",
    "minor": "33",
    "hint": "36",
}
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"
_JOINER = "\u200d"  # holds emoji together; a terminal obeys nothing in it
_BOLD, _DIM = "1", "2"
_PART_OF = {"horizon": "target_when", "baseline": "baseline", "target": "target", "metric": "metric"}


def width_of(text: str) -> int:
    """Columns that a text takes in a terminal; wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _clean(text: str) -> str:
    """One line, without control characters that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c if c.isprintable() or c == _JOINER else _UNSHOWN for c in text)


@attrs.frozen
class Report:
    """Writes reports in one language.

    Attributes:
        language: The language of the report.
        width: Columns to keep within, 40 or more.
        colour: Whether to use ANSI colours.
    """

    language: str
    width: int = 80
    colour: bool = False

    # pieces

    @property
    def _words(self) -> Phrases:
        return phrases(self.language)

    def _label(self, name: str, **values: Hashable) -> str:
        return self._words.label(name, **values)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def _ruled(self, title: str) -> str:
        """A line across the report that bears a title."""
        head = f"── {title} "
        return self._paint(head + "─" * max(0, self.width - width_of(head)), _DIM)

    def _wrapped(self, text: str, first: str, rest: str | None = None) -> Iterator[str]:
        """A paragraph, with what stands before its first and before its further lines."""
        hanging = rest if rest is not None else " " * width_of(first)
        room = max(10, self.width - max(width_of(first), width_of(hanging)))
        lines = [line for _, line in _folded(_clean(text), room)]
        for number, line in enumerate(lines or [""]):
            yield (first if number == 0 else hanging) + line.rstrip()

    def _underlined(self, text: str, span: tuple[int, int], indent: str) -> Iterator[str]:
        """The lines of a statement that hold a span, with the span marked below."""
        room = max(20, self.width - len(indent))
        for start, line in _folded(_clean(text), room):
            low, high = max(span[0], start), min(span[1], start + len(line))
            if low < high and line[low - start : high - start].strip():
                head = " " * width_of(line[: low - start])
                marks = "^" * max(1, width_of(line[low - start : high - start].rstrip()))
                yield indent + line.rstrip()
                yield indent + head + self._paint(marks, "31")

    # the parts of a report

    def statement(self, statement: Statement) -> str:
        """What was understood of a statement, and what was not; each part is numbered under its words.

        The goals of a sentence that states several are shown one after the other.
        """
        if not statement.clauses:
            return "\n".join(self._statement(statement)) + "\n"
        lines = [*self._wrapped(self._label("report.several", goals=len(statement.clauses)), "")]
        for clause in statement.clauses:
            lines += ["", *self._statement(clause)]
        return "\n".join(lines) + "\n"

    def _statement(self, statement: Statement) -> list[str]:
        lines = [*self._marked(statement)]
        lines += ["", self._paint(self._label("report.understood"), _BOLD)]
        width = max((len(self._label(f"role.{part.role}")) for part in statement.parts), default=0)
        for number, (part, slots) in enumerate(_read_parts(statement), 1):
            name = self._label(f"role.{part.role}").ljust(width)
            said = f"{_clean(part.text)}{self._reading(slots, part.role.value, statement.goal.baseline)}"
            lines += self._wrapped(said, f"  {number:>2}  {name}  ")
        if not statement.parts:
            lines.append(f"  {self._label('report.nothing')}")
        if statement.ambiguities:
            lines += ["", self._paint(self._label("report.ambiguous"), _BOLD)]
            for doubt in statement.ambiguities:
                lines += self._wrapped(self._doubt(doubt.kind, doubt.text, doubt.readings), "  - ")
        if statement.rest:
            lines += ["", self._paint(self._label("report.rest"), _BOLD)]
            for part in statement.rest:
                lines += self._wrapped(part.text, "  - ")
        return lines

    def _marked(self, statement: Statement) -> Iterator[str]:
        """The lines of a statement, each with the numbers of its parts below."""
        for start, line in _folded(_clean(statement.text), self.width):
            yield line.rstrip()
            marks = ""
            for number, part in enumerate(statement.parts, 1):
                low, high = max(part.start, start), min(part.end, start + len(line))
                column, end = width_of(line[: low - start]), width_of(line[: high - start].rstrip())
                if low < high and column >= len(marks) and end > column:
                    marks = marks.ljust(column) + str(number)[: end - column].ljust(end - column, "~")
            if marks:
                yield self._paint(marks, _COLOURS["hint"])

    def _reading(self, slots: Slots, role: str, baseline: Baseline | None) -> str:
        """How a part was read, where that says more than its words."""
        if role == "direction":
            return f"  → {self._label(f'direction.{slots.direction}')}" if slots.direction else ""
        period = {"baseline_when": slots.baseline_when, "target_when": slots.target_when}.get(role)
        if period is not None:
            return f"  → {spoken(_period(period), self.language)}"
        if role == "baseline" and slots.baseline is not None:
            known = baseline.quantity if baseline is not None else None
            has_own_unit = known is not None and known.unit.kind is UnitKind.PHYSICAL  # "from 3 weeks to 10 days"
            said = spoken(known if has_own_unit else slots.baseline, self.language)
            return f"  → {said}{'' if has_own_unit else self._unit(slots)}"
        if role == "target" and slots.target_is is not None:
            kind = self._label(f"target.{slots.target_is}")
            if slots.target is not None:
                return f"  → {spoken(slots.target, self.language)}{self._unit(slots)} ({kind})"
            return f"  → ({kind})"
        return ""

    def _unit(self, slots: Slots) -> str:
        """The unit as the sentence has it, after a number."""
        unit = slots.unit
        if unit is None or unit == "times":
            return ""
        if unit == "percentage_point":
            return f" {self._label('doubt.percentage_point')}"
        return " %" if unit == "percent" else f" {unit}"

    def _doubt(self, kind: str, text: str, readings: tuple[str, ...]) -> str:
        if kind == "language":
            return self._label("doubt.language", language=readings[0])
        dates = kind in ("period_without_year", "date")
        said = [spoken(_period(r), self.language) if dates else r for r in readings]
        if kind == "percent_or_points":
            said = [self._label(f"doubt.{reading}") for reading in readings]
        return self._label(
            f"doubt.{kind}", text=" ".join(text.split()), first=said[0], other=said[1] if len(said) > 1 else ""
        )

    def no_goals(self, source: str) -> str:
        """That no goal was found, and what one looks like."""
        return "\n".join(self._wrapped(self._label("report.no_goals", file=source), "")) + "\n"

    def check(self, inspection: Inspection) -> str:
        """Everything about a document: each goal judged, then the portfolio, the waivers, and a summary."""
        assessments, document = inspection.assessments, inspection.document
        goals = self._label("report.goals", count=len(assessments))
        title = f"{inspection.source} · {goals} · {spoken(inspection.today, self.language)}"
        lines = [*self._wrapped(title, ""), ""]
        seen: dict[str, int] = {}
        for number, assessment in enumerate(assessments, 1):
            place = inspection.goal_place(number)
            lines += self._goal(number, place, document.statements[number - 1], assessment, seen)
        lines += self._portfolio(document, inspection.findings)
        lines += self._waivers(inspection)
        remarks = (finding for finding, _ in inspection.remarks)
        lines += self._summary(document, assessments, (*inspection.findings, *remarks))
        if inspection.accepted:
            lines += self._wrapped(self._label("report.accepted", count=inspection.accepted), "  ")
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def _goal(
        self, number: int, place: Place, statement: Statement, assessment: Assessment, seen: dict[str, int]
    ) -> Iterator[str]:
        """One goal; `seen` holds the goal under which a hint was first told in full."""
        filed = f", {self._label('term.' + statement.filed_under)}" if statement.filed_under else ""
        yield self._ruled(str(number))
        for text in self._wrapped(statement.text, ""):
            yield self._paint(text, _BOLD)
        line = place.cell or self._label("report.line", line=place.line)
        yield self._paint(f"{line}{filed}", _DIM)
        yield ""
        width = max(len(judged.title(self.language)) for judged in assessment.letters)
        for judged in assessment.letters:
            yield self._criterion(judged, width)
        is_short = False
        for judged in assessment:
            for finding in judged.findings:
                first = seen.setdefault(finding.code, number) if finding.severity == "hint" else number
                lines = [*self._finding(finding, statement, first if first != number else None)]
                if len(lines) > 1 or not is_short:
                    yield ""
                is_short = len(lines) == 1
                yield from lines
        questions = open_questions(assessment)
        if questions:
            yield ""
            yield self._paint(self._label("report.questions"), _BOLD)
            for question in questions:
                yield from self._wrapped(question.message(self.language), f"  {question.code}  ")
        yield ""

    def _criterion(self, judged: Judgement, width: int) -> str:
        verdict = judged.verdict.value
        name = judged.title(self.language)
        said = self._label(f"verdict.{verdict}")
        colour = _COLOURS[verdict]
        line = f"  {self._paint(judged.verdict.sign, colour)} {name.ljust(width)}  {self._paint(said, colour)}"
        if judged.score is None:
            return line
        column = max(len(self._label(f"verdict.{name}")) for name in Verdict)
        return f"{line}{' ' * (column - len(said))} {round(judged.score * 100):>4} %"

    def _finding(self, finding: Finding, statement: Statement | None, told: int | None = None) -> Iterator[str]:
        """One finding in full, or in one line with the goal under which its like was told."""
        severity = self._label(f"severity.{finding.severity.value}")
        if told is not None:
            severity = f"{severity}, {self._label('report.told', number=told)}"
        colour = _COLOURS[finding.severity.value]
        yield from (
            self._paint(line, colour) if number == 0 and self.colour else line
            for number, line in enumerate(
                self._wrapped(f"{finding.message(self.language)} ({severity})", f"{finding.code}  ")
            )
        )
        indent = " " * 6
        span = finding.span or (self._span_of(finding, statement) if statement is not None else None)
        if span is not None and statement is not None:
            yield from self._underlined(statement.text, span, indent)
        if told is not None:
            return
        words = {name: getattr(finding, name)(self.language) for name in ("why", "advice", "question")}
        for name, text in words.items():
            if text:
                yield from self._wrapped(f"{self._label('report.' + name)}: {text}", indent, indent)

    def _span_of(self, finding: Finding, statement: Statement) -> tuple[int, int] | None:
        """The words of the part that a finding speaks of, when the rule did not point at words itself."""
        role = _PART_OF.get(finding.at.split(".")[0])
        part = statement.part(role) if role is not None else None
        return part.span if part is not None else None

    def _portfolio(self, document: Document, findings: tuple[Finding, ...]) -> Iterator[str]:
        yield self._ruled(self._label("criterion.portfolio"))
        numbers = {statement.goal.id: number for number, statement in enumerate(document.statements, 1)}
        if not findings:
            yield self._label("report.portfolio_clean")
        for place, finding in enumerate(findings):
            if place:
                yield ""
            yield from self._finding(finding, None)
            for goal in finding.goals:
                if goal in numbers:
                    text = document.statements[numbers[goal] - 1].text
                    yield from self._wrapped(_shortened(_clean(text), 160), f"      {numbers[goal]}. ")
        yield ""

    def _waivers(self, inspection: Inspection) -> Iterator[str]:
        if inspection.remarks:
            yield self._ruled(self._label("report.waivers"))
        for finding, span in inspection.remarks:
            yield self._paint(self._label("report.line", line=inspection.place(*span).line), _DIM)
            yield from self._finding(finding, None)
            yield ""

    def listing(self, inspections: Sequence[Inspection], *, hints: bool = False) -> str:
        """What was found in several texts, a line or two for each finding, then all of it counted.

        Args:
            inspections: What was found in each text; texts with nothing to tell are only counted.
            hints: Whether hints are told too.
        """
        lines: list[str] = []
        for inspection in inspections:
            told = [
                entry
                for entry in inspection.entries
                if hints or entry.finding.severity != "hint" or entry.finding.at == "waivers"
            ]
            if not told:
                continue
            lines += self._wrapped(
                f"{inspection.source} · {self._label('report.goals', count=len(inspection.assessments))}", ""
            )
            places = [entry.place.label for entry in told]
            width = max(map(len, places))
            codes = max(len(entry.finding.code) for entry in told)
            for place, entry in zip(places, told, strict=True):
                severity = self._label(f"severity.{entry.finding.severity.value}")
                text = f"{entry.finding.message(entry.language)} ({severity})"
                wrapped = [*self._wrapped(text, f"  {place:>{width}}  {entry.finding.code:<{codes}}  ")]
                lines.append(self._paint(wrapped[0], _COLOURS[entry.finding.severity.value]))
                lines += wrapped[1:]
            lines.append("")
        counts: Counter[str] = sum((inspection.counts() for inspection in inspections), start=Counter())
        smart = [each.is_smart is True for inspection in inspections for each in inspection.assessments]
        totals = self._label(
            "report.totals", goals=len(smart), smart=sum(smart),
            major=counts["major"], minor=counts["minor"], hint=counts["hint"],
        )  # fmt: skip
        files = self._label("report.files", count=len(inspections))
        lines += self._wrapped(f"{files[:1].upper()}{files[1:]}. {totals}", "")
        accepted = sum(inspection.accepted for inspection in inspections)
        if accepted:
            lines += self._wrapped(self._label("report.accepted", count=accepted), "")
        if counts["hint"] and not hints:
            worst = max(inspections, key=lambda each: sum(each.counts().values()))
            lines += self._wrapped(self._label("report.hints", file=worst.source), "")
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def _summary(
        self, document: Document, assessments: Sequence[Assessment], findings: tuple[Finding, ...]
    ) -> Iterator[str]:
        yield self._ruled(self._label("report.summary"))
        letters = " ".join(
            judged.letter.letter if judged.letter else judged.criterion.letter
            for judged in (assessments[0].letters if assessments else ())
        )
        yield f"      {letters}"
        for number, assessment in enumerate(assessments, 1):
            signs = " ".join(
                self._paint(judged.verdict.sign, _COLOURS[judged.verdict.value]) for judged in assessment.letters
            )
            text = _shortened(_clean(document.statements[number - 1].text), self.width - 18)
            yield f"  {number:>2}  {signs}  {text}"
        yield ""
        yield from self._wrapped(
            "  ".join(f"{verdict.sign} {self._label(f'verdict.{verdict}')}" for verdict in Verdict), "  "
        )
        counts = Counter(f.severity.value for a in assessments for f in a.findings)
        counts.update(finding.severity.value for finding in findings)
        smart = sum(assessment.is_smart is True for assessment in assessments)
        yield from self._wrapped(
            self._label(
                "report.totals",
                goals=len(assessments),
                smart=smart,
                major=counts["major"],
                minor=counts["minor"],
                hint=counts["hint"],
            ),
            "  ",
        )


def _period(text: str) -> Period | str:
    try:
        return Period(text)
    except ValueError:
        return text


def _shortened(text: str, width: int) -> str:
    text = " ".join(text.split())
    if width_of(text) <= width:
        return text
    return text[: _fitting(text, 0, max(1, width - 1))].rstrip() + "…"


def _fitting(text: str, start: int, width: int) -> int:
    """The offset up to which a text fits into so many columns; at least one character does."""
    if text.isascii():
        return min(len(text), start + max(width, 1))
    columns = 0
    for end in range(start, len(text)):
        columns += _columns(text[end])
        if columns > width and end > start:
            return end
    return len(text)


def _folded(text: str, width: int) -> Iterator[tuple[int, str]]:
    """Lines of a text broken at spaces, or inside words that are too long, each with its offset."""
    start = 0
    while start < len(text):
        while start < len(text) and text[start] == " ":
            start += 1
        end = _fitting(text, start, width)
        if end < len(text):
            space = text.rfind(" ", start, end + 1)
            while space > start and text[space + 1 : space + 2] == "%":
                space = text.rfind(" ", start, space)  # a number keeps its percent sign
            if space > start:
                end = space
        if end > start:
            yield start, text[start:end]
        start = end


def _read_parts(statement: Statement) -> Iterator[tuple[Part, Slots]]:
    """The parts, each with the slots it was read into: a second target is that of a further one."""
    readings = [statement.reading, *statement.also]
    seen: dict[str, int] = {}
    for part in statement.parts:
        number = seen.get(part.role, 0)
        seen[part.role] = number + 1
        yield part, readings[min(number, len(readings) - 1)]
