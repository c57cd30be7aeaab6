"""The result of a check as a page: headings, tables and lists, which are written as Markdown or as HTML.

The page of a document that is to be kept or sent: everything a report on the terminal says, without its width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from smartgoals.inspection import open_questions
from smartgoals.markup import Block, Bullets, Heading, Page, Paragraph, Table
from smartgoals.rules.phrases import phrases

if TYPE_CHECKING:
    from smartgoals.assessment import Assessment
    from smartgoals.inspection import Entry, Inspection

__all__ = ["check_page"]


def check_page(inspections: Sequence[Inspection], language: str) -> Page:
    """The page of some texts, in one language; findings speak that of their goal."""
    label = phrases(language).label
    blocks: list[Block] = [Heading("smartgoals", 1)]
    if inspections:
        blocks.append(Paragraph(label("report.checked", day=inspections[0].today)))
    for inspection in inspections:
        blocks += _file(inspection, language)
    counts: Counter[str] = sum((each.counts() for each in inspections), start=Counter())
    smart = [each.is_smart is True for inspection in inspections for each in inspection.assessments]
    blocks += [
        Heading(label("report.summary")),
        Paragraph(
            label(
                "report.totals", goals=len(smart), smart=sum(smart),
                major=counts["major"], minor=counts["minor"], hint=counts["hint"],
            )
        ),
    ]  # fmt: skip
    accepted = sum(inspection.accepted for inspection in inspections)
    if accepted:
        blocks.append(Paragraph(label("report.accepted", count=accepted)))
    return Page(blocks)


def _file(inspection: Inspection, language: str) -> Iterator[Block]:
    label = phrases(language).label
    yield Heading(inspection.source)
    if not inspection.assessments:
        yield Paragraph(label("report.no_goals", file=inspection.source))
    entries: dict[int | None, list[Entry]] = {}
    for entry in inspection.entries:
        entries.setdefault(entry.number, []).append(entry)
    statements = inspection.document.statements
    for number, (statement, assessment) in enumerate(zip(statements, inspection.assessments, strict=True), 1):
        yield Heading(f"{number}. {' '.join(statement.text.split())}", 3)
        place = inspection.goal_place(number)
        where = place.cell or label("report.line", line=place.line)
        yield Paragraph(f"{where}. {label(f'assessment.{_heading(assessment)}')}")
        yield _criteria(assessment, language)
        if number in entries:
            yield _findings(entries[number], language)
        questions = open_questions(assessment)
        if questions:
            yield Paragraph(label("report.questions"))
            yield Bullets([f"{each.code} {each.message(inspection.language_of(statement))}" for each in questions])
    rest = [entry for entry in entries.get(None, ()) if entry.finding.at != "waivers"]
    if rest:
        yield Heading(label("report.together"), 3)
        yield _findings(rest, language)
    if inspection.remarks:
        yield Heading(label("report.waivers"), 3)
        yield _findings([entry for entry in entries[None] if entry.finding.at == "waivers"], language)


def _criteria(assessment: Assessment, language: str) -> Table:
    label = phrases(language).label
    rows = [
        [
            each.title(language),
            f"{each.verdict.sign} {label(f'verdict.{each.verdict.value}')}",
            "" if each.score is None else f"{round(each.score * 100)} %",
        ]
        for each in assessment.letters
    ]
    return Table([label(f"assessment.{name}") for name in ("criterion", "verdict", "score")], rows)


def _findings(entries: Sequence[Entry], language: str) -> Table:
    label = phrases(language).label
    rows = [
        [
            entry.place.cell or str(entry.place.line),
            entry.finding.code,
            label(f"severity.{entry.finding.severity.value}"),
            entry.finding.message(entry.language),
            entry.finding.advice(entry.language),
        ]
        for entry in entries
    ]
    head = [label(name) for name in ("report.place", "report.rule", "rule.severity", "report.text", "report.advice")]
    return Table(head, rows)


def _heading(assessment: Assessment) -> str:
    return {True: "smart", False: "not_smart", None: "undecided"}[assessment.is_smart]
