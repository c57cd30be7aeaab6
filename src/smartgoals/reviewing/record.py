"""`Review`: a portfolio on a day, in values that can be shown, kept and compared later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from smartgoals.model import Decision, Period, Role
from smartgoals.reviewing.agenda import AgendaItem
from smartgoals.reviewing.entry import GoalReview
from smartgoals.reviewing.movement import Comparison
from smartgoals.reviewing.remarks import Problem, Proposal
from smartgoals.reviewing.summing import AreaReview, Branch, Coverage
from smartgoals.rules.finding import Finding

__all__ = ["Review"]


@attrs.frozen(kw_only=True, repr=False)
class Review:
    """A portfolio on a day: what to talk about and why, what moved, what to decide.

    Attributes:
        on: The day.
        language: The language of the goals, in which the review is told unless another is asked for.
        name: What the portfolio is called.
        period: The period that is reviewed, when it is one.
        goals: Every goal; those that need attention first, in that order.
        across: What the rules found in the portfolio as a whole.
        agenda: What to talk about, and for how long.
        areas: The goals of each area together.
        branches: What goals add to the objectives and goals that they serve.
        coverage: How well goals are measured.
        since: What moved since the earlier review, when one was given.
        problems: What in the input could not be used; the rest was reviewed.
        reviewers: Who reviews.
        roles: Who has which part in it.
        channels: Where the goals are shared.
        decisions: What had been decided by the day, by day.
        next_on: The first day more than three days ahead on which the schedule has a review, where the portfolio says
            how often it is reviewed; for a period that is over, counted from the day on which it was looked back at.
        minutes: How long the review may take.
        attention_policy: Name and version of the policy that ranked.
        status_policy: Name and version of the policy of statuses.
        fingerprint: The fingerprint of the rule set.
    """

    on: dt.date
    language: str = "en"
    name: str | None = None
    period: Period | None = None
    goals: tuple[GoalReview, ...] = ()
    across: tuple[Finding, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    areas: tuple[AreaReview, ...] = ()
    branches: tuple[Branch, ...] = ()
    coverage: Coverage
    since: Comparison | None = None
    problems: tuple[Problem, ...] = ()
    reviewers: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    channels: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    next_on: dt.date | None = None
    minutes: int
    attention_policy: str
    status_policy: str
    fingerprint: str

    def __repr__(self) -> str:
        name = f"{self.name!r}, " if self.name else ""
        return f"<Review of {name}{self.on}: {len(self.goals)} goals, {len(self.attention)} need attention>"

    @cached_property
    def attention(self) -> tuple[GoalReview, ...]:
        """Goals that need attention, each with its `reasons`, in the order in which to talk about them."""
        return tuple(entry for entry in self.goals if entry.reasons)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that the rules found, in the portfolio as a whole and then goal by goal."""
        return (*self.across, *(finding for entry in self.goals for finding in entry.findings))

    @property
    def proposals(self) -> tuple[tuple[GoalReview, Proposal], ...]:
        """What to decide, goal by goal."""
        return tuple((entry, proposal) for entry in self.goals for proposal in entry.proposals)

    @cached_property
    def _by_key(self) -> Mapping[str, GoalReview]:
        return {entry.key: entry for entry in self.goals}

    def __getitem__(self, goal: str) -> GoalReview:
        """Return a goal by its id; one without an id, by its statement.

        Raises:
            KeyError: There is none.
        """
        return self._by_key[goal]

    def __iter__(self) -> Iterator[GoalReview]:
        return iter(self.goals)

    def __len__(self) -> int:
        return len(self.goals)

    def compare(self, earlier: Review) -> Comparison:
        """What moved since an earlier review; empty, and false, when nothing did."""
        return Comparison.of(earlier, self)

    def to_text(self, language: str | None = None, *, width: int = 80) -> str:
        """The review as text; what to talk about and why comes first.

        Args:
            language: The language; without one, that of the goals.
            width: Columns to keep within.
        """
        from smartgoals.reviewing.report import review_page

        return review_page(self, language or self.language).to_text(width)

    def to_markdown(self, language: str | None = None) -> str:
        """The review as Markdown; without a language, in that of the goals."""
        from smartgoals.reviewing.report import review_page

        return review_page(self, language or self.language).to_markdown()

    def to_html(self, language: str | None = None) -> str:
        """The review as HTML, to stand inside another page; without a language, in that of the goals."""
        from smartgoals.reviewing.report import review_page

        return review_page(self, language or self.language).to_html(language or self.language)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()
