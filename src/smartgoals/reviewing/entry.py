"""`GoalReview`: where one goal stands in a review, in values that can be kept and compared later."""

from __future__ import annotations

import datetime as dt

import attrs

from smartgoals.model import Quantity
from smartgoals.progress import Progress
from smartgoals.reviewing.remarks import Proposal, Reason
from smartgoals.rules.finding import Finding

__all__ = ["GoalReview"]


@attrs.frozen(kw_only=True)
class GoalReview:
    """Where a goal stands on the day of a review.

    Attributes:
        statement: The goal in words.
        title: What to call it in a list: its metric, else its statement, shortened.
        id: Its id.
        owner: Who answers for it.
        area: The area it belongs to.
        status: Its status by policy, or as set by hand.
        fraction: Share of the way made, as in `Progress`; not clamped. None while there is no reading since it began.
        expected: Share of the way expected.
        achieved: Whether the latest value meets the target.
        is_kept: Whether it is to keep a limit or a range.
        is_missed: Whether the deadline has passed and the target was not met.
        value: The latest value.
        value_on: The day of it.
        baseline: Where the way begins.
        target: Where it ends.
        end: The deadline.
        days_left: Days to the deadline; below 0 after it.
        age_days: Days since the last reading.
        stale: Whether that is longer than it should be; None when nothing tells.
        coverage: Share of the readings due that there are, in [0, 1]; None when nobody knows how many were due.
        chance: The forecast's chance in [0, 1] that the target is met at the deadline; None without one.
        readings: How many readings it has by that day.
        findings: What the rules found in it.
        reasons: Why it needs attention, what counts most first.
        proposals: What to decide about it.
        progress: The whole progress, when the review was made here; a review read from a file has none.
    """

    statement: str
    title: str
    id: str | None = None
    owner: str | None = None
    area: str | None = None
    status: str
    fraction: float | None = None
    expected: float | None = None
    achieved: bool | None = None
    is_kept: bool = False
    is_missed: bool = False
    value: Quantity | None = None
    value_on: dt.date | None = None
    baseline: Quantity | None = None
    target: Quantity | None = None
    end: dt.date | None = None
    days_left: int | None = None
    age_days: int | None = None
    stale: bool | None = None
    coverage: float | None = None
    chance: float | None = None
    readings: int = 0
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    progress: Progress | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def key(self) -> str:
        """What tells it from the others, its id or else its statement."""
        return self.id if self.id is not None else self.statement

    @property
    def points(self) -> float:
        """How much it needs attention, the points of its reasons together."""
        return round(sum(reason.points for reason in self.reasons), 6)

    @property
    def shortfall(self) -> float | None:
        """Share of the expected way that is missing; below 0 when ahead, above 1 when further away than at the start.

        None while nothing is expected, and for a goal that is to keep a limit or a range.
        """
        if self.fraction is None or not self.expected or self.is_kept:
            return None
        return 1 - self.fraction / self.expected
