"""What a review looks like as a page: first what to talk about and why, then the rest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from smartgoals.markup import Block, Bullets, Heading, Page, Paragraph, Table
from smartgoals.progress.explanation import named_status
from smartgoals.reviewing.remarks import in_percent, worded
from smartgoals.rules.finding import Severity
from smartgoals.rules.phrases import phrases, spoken

if TYPE_CHECKING:
    from collections.abc import Hashable

    from smartgoals.progress import Progress
    from smartgoals.reviewing.entry import GoalReview
    from smartgoals.reviewing.overview import Overview
    from smartgoals.reviewing.record import Review
    from smartgoals.reviewing.remarks import Problem

__all__ = ["decided", "overview_page", "progress_page", "review_page", "ways_of_working"]

_NONE: Final = "–"
_FEW: Final = 3
_RECENT: Final = 5
"""Decisions that are told, of those since the last review."""
_TOLD: Final = frozenset({"R105"})
"""Rules whose finding a review tells in its own words: the chance."""


def review_page(review: Review, language: str) -> Page:
    """The review as a page."""
    return Page(list(_Writer(review, language).blocks()))


def overview_page(overview: Overview, language: str) -> Page:
    """A table of the portfolios, then what to talk about first in each."""
    label = phrases(language).label
    rows = []
    blocks: list[Block] = []
    for review in overview:
        writer = _Writer(review, language)
        behind = sum(bool(entry.reasons) for entry in review.goals)
        counts = (str(len(review)), str(behind), writer.share(review.coverage.share))
        rows.append([writer.name, spoken(review.on, language), *counts])
        blocks.append(Heading(writer.name))
        blocks += list(writer.talk(_FEW)) or [Paragraph(label("review.calm"))]
    head = [label(f"review.head.{name}") for name in ("portfolio", "day", "goals", "attention", "coverage")]
    return Page([Heading(label("review.overview"), 1), Table(head, rows), *blocks])


def ways_of_working(review: Review, language: str) -> list[str]:
    """Who reviews, who does what, where the goals are shared, and when the next review is; a line each."""
    label = phrases(language).label
    roles = tuple(f"{role.name} {_NONE} {role.holder}" for role in review.roles if role.holder)
    told = [
        label(f"review.{name}", names=names)
        for name, names in (("reviewers", review.reviewers), ("roles", roles), ("channels", review.channels))
        if names
    ]
    return told if review.next_on is None else [*told, label("review.next", day=review.next_on)]


def decided(review: Review, language: str) -> list[str]:
    """What has been decided since the last review, or lately; a line each."""
    label = phrases(language).label
    first = review.since.earlier if review.since is not None else dt.date.min
    lines = []
    for decision in review.decisions[-_RECENT:]:
        if decision.on >= first:
            told = label("review.decision", day=decision.on, text=decision.text)
            told += f" {label('review.decision_reason', reason=decision.reason)}" if decision.reason else ""
            lines.append(f"{told} ({decision.by})" if decision.by else told)
    return lines


def progress_page(
    found: Iterable[Progress], problems: Sequence[Problem], language: str, *, name: str | None = None
) -> Page:
    """Where each goal stands, in a line, and the arithmetic below it."""
    label = phrases(language).label
    tracked = list(found)
    title = label("review.progress_of", portfolio=name or label("review.portfolio"))
    blocks: list[Block] = [Heading(title, 1)]
    if not tracked:
        blocks.append(Paragraph(label("review.no_goals")))
    for each in tracked:
        blocks.append(Heading(each.goal.statement, 3))
        blocks.append(Bullets([each.to_text(language), *each.explain(language).splitlines()]))
    if problems:
        blocks += [Heading(label("review.problems")), Bullets([problem.message(language) for problem in problems])]
    return Page(blocks)


class _Writer:
    """Writes one review in one language."""

    def __init__(self, review: Review, language: str) -> None:
        self.review, self.language = review, language

    def label(self, name: str, **values: Hashable) -> str:
        return phrases(self.language).label(f"review.{name}", **values)

    def counted(self, name: str, count: int) -> str:
        return worded(f"review.{name}", (("count", count),), self.language)

    def share(self, value: float | None) -> str:
        return _NONE if value is None else in_percent(value, self.language)

    def status(self, status: str) -> str:
        name = named_status(status, self.language)
        return name[:1].upper() + name[1:]

    def head(self, *names: str) -> list[str]:
        return [self.label(f"head.{name}") for name in names]

    @property
    def name(self) -> str:
        return self.review.name or self.label("portfolio")

    def blocks(self) -> Iterator[Block]:
        review = self.review
        when = self.label("of_day", day=review.on)
        if review.period is not None:
            when = self.label("of_period", period=review.period, day=review.on)
        yield Heading(f"{self.name}: {when}", 1)
        yield Paragraph(" ".join(self.summary()))
        yield from self.talk(len([item for item in review.agenda if item.kind == "goal"]))
        yield from self.agenda()
        yield from self.decisions()
        yield from self.moved()
        yield from self.areas()
        yield from self.branches()
        yield from self.every_goal()
        yield from self.findings()
        yield from self.listed("problems", [problem.message(self.language) for problem in review.problems])
        yield Paragraph(
            self.label(
                "made_by",
                attention=review.attention_policy, status=review.status_policy, rules=review.fingerprint[:12],
            )
        )  # fmt: skip

    def summary(self) -> Iterator[str]:
        review = self.review
        if not review.goals:
            yield self.label("no_goals")
            return
        counted = Counter(entry.status for entry in review.goals)
        statuses = [f"{named_status(name, self.language)} {count}" for name, count in counted.most_common()]
        yield f"{self.counted('goals', len(review.goals))}: {', '.join(statuses)}."
        yield self.counted("needy", len(review.attention)) if review.attention else self.label("calm")
        if review.coverage.share is not None:
            yield self.label("measured", share=self.share(review.coverage.share))
        if review.problems:
            yield self.counted("faults", len(review.problems))

    def talk(self, most: int) -> Iterator[Block]:
        """The goals to talk about, each with its reasons; the rest by name."""
        attention = self.review.attention
        if not attention:
            return
        yield Heading(self.label("talk"))
        for place, entry in enumerate(attention[:most], 1):
            yield Heading(f"{place}. {_led(entry.title, entry.owner)}", 3)
            yield Bullets([reason.message(self.language) for reason in entry.reasons])
        rest = attention[most:]
        if rest:
            yield Paragraph(self.label("also"))
            yield Bullets([f"{entry.title}: {entry.reasons[0].message(self.language)}" for entry in rest])

    def agenda(self) -> Iterator[Block]:
        items = self.review.agenda
        if not items or not self.review.goals:
            return
        total = sum(item.minutes for item in items)
        yield Heading(self.label("agenda.title", minutes=total))
        rows = [[str(item.minutes) if item.minutes else _NONE, item.message(self.language)] for item in items]
        yield Table(self.head("minutes", "item"), rows)
        yield from self.ways_of_working()

    def ways_of_working(self) -> Iterator[Block]:
        told = ways_of_working(self.review, self.language)
        if told:
            yield Bullets(told)
        yield from self.listed("decided", decided(self.review, self.language))

    def decisions(self) -> Iterator[Block]:
        alike: dict[str, list[str]] = {}
        for entry, proposal in self.review.proposals:
            alike.setdefault(proposal.message(self.language), []).append(_led(entry.title, entry.owner))
        if alike:
            yield Heading(self.label("decide"))
        for message, titles in alike.items():
            yield Heading(message, 3)
            yield Bullets(titles)

    def moved(self) -> Iterator[Block]:
        since = self.review.since
        if since is None:
            return
        yield Heading(self.label("moved", day=since.earlier))
        if not since:
            yield Paragraph(self.label("unmoved"))
            return
        order = {entry.key: place for place, entry in enumerate(self.review.goals)}
        movements = sorted(since, key=lambda each: (order.get(each.goal, len(order)), each.goal))
        yield Bullets([f"{each.title}: {each.message(self.language)}" for each in movements])

    def areas(self) -> Iterator[Block]:
        found = [area for area in self.review.areas if area.goals or area.name is not None]
        if not any(area.name for area in found):
            return
        yield Heading(self.label("areas"))
        rows = [
            [area.name or self.label("no_area"), str(area.goals), str(area.attention), self.share(area.fraction),
             self.status(area.status) if area.goals else _NONE]
            for area in found
        ]  # fmt: skip
        yield Table(self.head("area", "goals", "attention", "way", "worst"), rows)

    def branches(self) -> Iterator[Block]:
        if not self.review.branches:
            return
        yield Heading(self.label("branches"))
        yield Paragraph(self.label("averaged"))
        for branch in self.review.branches:
            told = {"share": self.share(branch.fraction), "known": branch.known, "count": branch.count}
            own = self.review[branch.name].fraction if branch.is_goal else None
            if branch.fraction is None:
                rolled = self.label("unrolled")
            else:
                rolled = self.label("rolled" if own is None else "rolled_goal", **told, own=self.share(own))
            yield Heading(f"{branch.title}: {rolled}", 3)
            rows = [
                [part.title, self.share(part.fraction), self.share(part.weight), self.share(part.contribution)]
                for part in branch.parts
            ]
            yield Table(self.head("part", "way", "weight", "adds"), rows)

    def every_goal(self) -> Iterator[Block]:
        if not self.review.goals:
            return
        yield Heading(self.label("every_goal"))
        rows = [
            [entry.title, self.status(entry.status), self.share(None if entry.is_kept else entry.fraction),
             self.share(entry.expected), self.share(entry.chance), self.read(entry)]
            for entry in self.review.goals
        ]  # fmt: skip
        yield Table(self.head("goal", "status", "way", "expected", "chance", "read"), rows)

    def read(self, entry: GoalReview) -> str:
        if entry.value_on is None:
            return _NONE
        return f"{entry.value_on.isoformat()}{' !' if entry.stale else ''}"

    def findings(self) -> Iterator[Block]:
        lines = [f"{finding.code} {finding.message(self.language)}" for finding in self.review.across]
        for entry in self.review.goals:
            told = {finding for reason in entry.reasons for finding in reason.findings}
            lines += [
                f"{entry.title}: {finding.code} {finding.message(self.language)}"
                for finding in entry.findings
                if finding.severity is not Severity.HINT and finding not in told and finding.code not in _TOLD
            ]
        yield from self.listed("findings", lines)

    def listed(self, name: str, lines: Sequence[str]) -> Iterator[Block]:
        if lines:
            yield Heading(self.label(f"{name}"))
            yield Bullets(lines)


def _led(title: str, owner: str | None) -> str:
    return f"{title} ({owner})" if owner else title
