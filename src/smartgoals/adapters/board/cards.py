"""What the board tells about each goal, ready for its template: plain texts, numbers and one picture."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.adapters.board.sketch import sketch
from smartgoals.drawing.curve import Curve
from smartgoals.model import Habit, Milestones

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smartgoals.assessment import Assessment
    from smartgoals.drawing.wording import Wording
    from smartgoals.model import Context
    from smartgoals.progress import Progress

__all__ = ["Card", "anchors", "card", "standing"]

_KNOWN: Final = {
    "done": "achieved target_achieved sustaining stretch",
    "good": "ahead on_track green stable clear_improvement slight_improvement progressing target commit",
    "warn": "at_risk acceleration_needed limited_progress yellow lagging slight_worsening recovering",
    "bad": "off_track moving_away deterioration red fail missed behind clear_worsening stagnation_or_regression",
}
_KINDS: Final = {status: kind for kind, names in _KNOWN.items() for status in names.split()}
_SIGNS: Final = {"done": "✓", "good": "●", "warn": "◐", "bad": "○", "open": "?"}
_ORDER: Final = ("bad", "warn", "open", "good", "done")
_LATEST: Final = 6
_TITLE: Final = 70
_UNBROKEN: Final = re.compile(r"(?<=\d) (?=%|\d{3}\b|kr\b)")
"""Spaces in amounts, at which no line ends."""
_UNFIT: Final = re.compile(r"[^0-9A-Za-z_\u00c0-\uffff-]+")


@attrs.frozen(kw_only=True)
class Card:
    """One goal on the board.

    Attributes:
        anchor: Its name in the address of the page.
        statement: The goal in words.
        title: What to call it in a list: its metric, else its statement, shortened.
        language: The language of the statement.
        area: Its area.
        owner: Who answers for it.
        term: How far ahead it looks, in words.
        deadline: Its last day, in words.
        status: Its status, in words.
        kind: What sort of status that is: `done`, `good`, `warn`, `bad` or `open`.
        line: Where it stands, in a line.
        facts: Names with values: what it starts from, what it aims at, what is expected.
        share: Share of the way made, in [0, 1].
        expected: Share of the way expected, in [0, 1].
        picture: Its course as SVG.
        readings: The latest readings, day and value.
        rationale: Why it is a goal, and where it comes from.
        criteria: Each criterion with its verdict, the sign of that, and its words.
        findings: What was found.
        questions: What to ask.
        order: Keys to sort by: deadline, rank of the status, share.
    """

    anchor: str
    statement: str
    title: str
    language: str
    area: str
    owner: str
    term: str
    deadline: str
    status: str
    kind: str
    line: str
    facts: tuple[tuple[str, str], ...]
    share: float | None
    expected: float | None
    picture: str
    readings: tuple[tuple[str, str], ...]
    rationale: str
    criteria: tuple[tuple[str, str, str, str], ...]
    findings: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    order: Mapping[str, str]

    @property
    def sign(self) -> str:
        """A sign for the status that needs no colour."""
        return _SIGNS[self.kind]


def standing(progress: Progress) -> str:
    """What sort of status it is: `done`, `good`, `warn`, `bad` or `open`, when too little is known.

    The names of the policies of this library are known; of a policy of your own, the first band is good, the last bad.
    """
    status = progress.status
    bands = [band.name for band in progress.policy.bands]
    if status in _KINDS or status not in bands:
        return _KINDS.get(status, "open")
    place = bands.index(status)
    return "good" if place == 0 else "bad" if place == len(bands) - 1 else "warn"


def anchors(names: Iterable[str | None]) -> list[str]:
    """A name for each goal that can stand in an address, and that no other has.

    Example:
        >>> anchors(["returns", "Höj snittet!", None, "returns"])
        ['goal-returns', 'goal-Höj-snittet', 'goal-3', 'goal-returns-4']
    """
    found: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        short = _UNFIT.sub("-", name or "").strip("-") or str(place)
        anchor = f"goal-{short}"
        while anchor in found:
            anchor += f"-{place}"
        found[anchor] = None
    return list(found)


def card(anchor: str, progress: Progress, assessment: Assessment, *, context: Context, words: Wording) -> Card:
    """What the board tells about a goal."""
    goal, language = progress.goal, words.language
    kind = standing(progress)
    line = progress.to_text(language)
    term = goal.filed_under or (goal.horizon.term(on=context.today) if goal.horizon is not None else None)
    curve = Curve.of(progress)
    share = progress.fraction_clamped
    end = progress.end
    return Card(
        anchor=anchor,
        statement=_UNBROKEN.sub("\u00a0", goal.statement),
        title=_title(goal.metric.name if goal.metric is not None else goal.statement),
        language=assessment.language,
        area=goal.area or "",
        owner=goal.owner or "",
        term="" if term is None else words.label(f"term.{term}"),
        deadline="" if end is None else words.date(end),
        status=words.status(progress.status),
        kind=kind,
        line=line,
        facts=tuple(_facts(progress, words)),
        share=share,
        expected=None if progress.is_kept or progress.expected is None else min(1.0, max(0.0, progress.expected)),
        picture=sketch(curve, words),
        readings=tuple((words.date(day), words.about(value, curve.unit)) for day, value in curve.readings[-_LATEST:]),
        rationale=goal.rationale or "",
        criteria=tuple(
            (each.title(language), each.verdict.value, each.verdict.sign, words.label(f"verdict.{each.verdict}"))
            for each in assessment.letters
        ),
        findings=tuple(
            (each.code, " ".join(filter(None, (each.message(language), each.advice(language)))))
            for each in assessment.findings
        ),
        questions=tuple(each.message(language) for each in assessment.questions),
        order={
            "deadline": "9999" if end is None else end.isoformat(),
            "status": f"{_ORDER.index(kind)}",
            "share": f"{-1 if share is None else share:.4f}",
        },
    )


def _title(name: str) -> str:
    """A name that fits into a list."""
    short = textwrap.shorten(name, _TITLE, placeholder=" …")
    return short[:1].upper() + short[1:]


def _facts(progress: Progress, words: Wording) -> Iterable[tuple[str, str]]:
    """What the picture shows, in numbers."""
    is_list = isinstance(progress.goal.target, Milestones | Habit)
    unit = progress.target.unit if progress.target is not None else progress.history.unit
    if progress.goal.metric is not None:
        yield words.label("board.metric"), progress.goal.metric.name
    if not is_list:
        for name in ("baseline", "value", "target"):
            quantity = getattr(progress, name)
            if quantity is not None:
                yield words.label(f"board.{name}"), words.amount(quantity)
    if unit is not None and progress.expected_value is not None and not is_list:
        yield words.label("board.expected"), words.about(progress.expected_value, unit)
    ahead = progress.forecast
    if ahead is None or ahead.value is None or unit is None or progress.achieved:
        return
    said = words.about(ahead.value, unit)
    if ahead.low is not None and ahead.high is not None:
        low, high = (words.about(value, unit) for value in (ahead.low, ahead.high))
        said = words.label("board.between", value=said, low=low, high=high, level=words.share(ahead.level))
    yield words.label("board.forecast"), said
    if ahead.probability is not None:
        yield words.label("board.chance"), _chance(ahead.probability, words)


def _chance(chance: float, words: Wording) -> str:
    """A chance; what is not certain never reads as nothing or all."""
    return words.share(min(0.99, max(0.01, chance)) if 0 < chance < 1 else chance)
