"""`Progress`: where a goal stands on a day, with everything that was counted on the way."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cached_property

import attrs

from smartgoals.model import Change, Goal, Habit, Milestones, Multiple, Quantity
from smartgoals.progress.completion import HabitWindow, clamped, grade
from smartgoals.progress.history import History
from smartgoals.progress.keeping import meets, reached_since, time_kept
from smartgoals.progress.missing import CompareAt, MissingData
from smartgoals.progress.pacing import best_rate, required_from_now
from smartgoals.progress.prospects import ForecastOptions, GoalForecast, forecast_of
from smartgoals.progress.reporting import coverage_of, is_stale
from smartgoals.progress.statuses import Override, StatusPolicy
from smartgoals.progress.trajectories import Trajectory

__all__ = ["Origin", "Progress"]


class Origin(StrEnum):
    """Where a number comes from.

    `typed`: the goal says it; `read`: a reading says it; `derived`: computed from others; `converted`: read in another
    unit; `carried_forward`: estimated, or older than the day it is used for; `unknown`: there is none.
    """

    TYPED = "typed"
    READ = "read"
    DERIVED = "derived"
    CONVERTED = "converted"
    CARRIED_FORWARD = "carried_forward"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Progress:
    """Where a goal stands on a day.

    Shares are of the way from baseline to target and not clamped. None stands for what cannot be told, and the status
    says why.

    Attributes:
        goal: The goal, in the version that held on that day.
        on: The day.
        fraction: Share of the way made; for milestones the share that is done, for habits the share of windows in which
            they were kept, for a limit or a range 1 while it is kept, else 0.
        achieved: Whether the latest value meets the target, by direct comparison.
        expected: Share of the way that the trajectory asks for, on the day of the last reading.
        pace_ratio: Fraction over expected; None while nothing is expected.
        gap: Fraction minus expected.
        lead_days: Days ahead of the trajectory; below 0 when behind. Stays honest after the deadline.
        computed_status: The status by policy, whatever anyone has set by hand.
        value: The latest value.
        baseline: Where the way begins.
        baseline_origin: Where that comes from.
        target: Where it ends.
        start: First day of the goal.
        start_origin: Where that comes from.
        end: The deadline.
        measured: The number that the policy looked at.
        is_kept: Whether the goal is to keep a limit or a range rather than to move; such a goal has no pace.
        habit: Where a habit stands in the window that is running.
        upward: Whether higher values meet the target; None when only the target itself does.
        policy: The status policy.
        trajectory: The trajectory.
        missing: The missing-data policy.
        override: A status set by hand, whether or not it still holds.
        history: The readings that were used.
        options: How a forecast is to be made.
    """

    goal: Goal
    on: dt.date
    fraction: float | None
    achieved: bool | None
    expected: float | None
    pace_ratio: float | None
    gap: float | None
    lead_days: float | None
    computed_status: str
    value: Quantity | None
    baseline: Quantity | None
    baseline_origin: Origin
    target: Quantity | None
    start: dt.date | None
    start_origin: Origin
    end: dt.date | None
    policy: StatusPolicy
    trajectory: Trajectory
    missing: MissingData
    history: History
    measured: float | None = None
    is_kept: bool = False
    habit: HabitWindow | None = None
    upward: bool | None = None
    override: Override | None = None
    options: ForecastOptions = attrs.field(factory=ForecastOptions, repr=False)

    def __repr__(self) -> str:
        return f"<Progress on {self.on}: {self}>"

    @property
    def status(self) -> str:
        """That set by hand while it holds, else the computed status."""
        return self.override.status if self.override is not None and self.is_overridden else self.computed_status

    @property
    def is_overridden(self) -> bool:
        """Whether a status set by hand was set by that day, and no later reading has cancelled it."""
        set_by_hand = self.override
        if set_by_hand is None or set_by_hand.on > self.on:
            return False
        return not (set_by_hand.until_next_reading and self.value_on is not None and self.value_on > set_by_hand.on)

    @property
    def fraction_clamped(self) -> float | None:
        """The fraction in [0, 1], for bars."""
        return clamped(self.fraction)

    @property
    def expected_value(self) -> float | None:
        """The value that the trajectory asks for on the day of the last reading, in the goal's unit."""
        if self.expected is None or self.baseline is None or self.target is None:
            return None
        start = float(self.baseline.to(self.target.unit).magnitude)
        return start + self.expected * (float(self.target.magnitude) - start)

    @property
    def is_late(self) -> bool:
        """Whether the target was reached, but after the deadline."""
        return self.reached_on is not None and self.end is not None and self.reached_on > self.end

    @property
    def days_left(self) -> int | None:
        """Days from the day to the deadline; below 0 after it."""
        return None if self.end is None else (self.end - self.on).days

    @property
    def required_per_day(self) -> float | None:
        """The rate that leads from the last reading to the target in the days left, in the goal's unit a day."""
        if self.target is None or self.value is None or self.is_kept or self.is_habit or self.days_left is None:
            return None
        value, target = (float(each.magnitude) for each in (self.value, self.target))
        return required_from_now(value, target=target, left=self.days_left)

    @property
    def pace_per_day(self) -> float | None:
        """The rate since the start, in the goal's unit a day."""
        if self.value is None or self.value_on is None or self.baseline is None or self.start is None or self.is_kept:
            return None
        days = (self.value_on - self.start).days
        return float((self.value - self.baseline).magnitude) / days if days > 0 else None

    @property
    def best_per_day(self) -> float | None:
        """The fastest stretch from baseline to last reading, in the goal's unit a day.

        Only stretches that are at least as long as a tenth of the goal's time count.
        """
        if self.is_kept or self.is_habit or self.end is None or self.start is None:
            return None
        days, values = self.history.read()
        begun = self.start.toordinal()
        if self.baseline is not None and self.history.unit is not None and days and begun < days[0]:
            days.insert(0, begun)  # the way to the first reading is a stretch, too
            values.insert(0, float(self.baseline.to(self.history.unit).magnitude))
        least = max(1, (self.end - self.start).days // 10)
        return best_rate(days, values, least=least, upward=self.upward is not False)

    @cached_property
    def forecast(self) -> GoalForecast | None:
        """What the readings say about the deadline; computed when it is first asked for.

        None when there is nothing to forecast: no deadline, a deadline that has passed, or no series of numbers.
        """
        return forecast_of(self)

    @property
    def is_habit(self) -> bool:
        """Whether the goal is to do something again and again."""
        return isinstance(self.goal.target, Habit)

    @property
    def value_on(self) -> dt.date | None:
        """The day of the latest value; for milestones, that on which the last one was done."""
        target = self.goal.target
        if isinstance(target, Milestones):
            done = (step.done_on for step in target.steps)
            return max((day for day in done if day is not None and day <= self.on), default=None)
        return dt.date.fromordinal(self.history.days[-1]) if self.history.days else None

    @property
    def value_origin(self) -> Origin:
        """Where the latest value comes from."""
        found = self.history
        if not found.days:
            return Origin.TYPED if self.value is not None else Origin.UNKNOWN
        if found.days[-1] in found.estimated or (self.missing.compare_at is CompareAt.ON and self.age_days):
            return Origin.CARRIED_FORWARD
        if found.converted_from is not None:
            return Origin.CONVERTED
        return Origin.READ if found.is_plain else Origin.DERIVED

    @property
    def compared_on(self) -> dt.date:
        """The day on which progress is compared with what is expected."""
        if not self.history.days or self.missing.compare_at is CompareAt.ON:
            return self.on
        return dt.date.fromordinal(self.history.days[-1])

    @property
    def target_origin(self) -> Origin:
        """Where the level aimed at comes from, typed or derived from the baseline."""
        if self.target is None or self.goal.target is None:
            return Origin.UNKNOWN
        return Origin.DERIVED if isinstance(self.goal.target, Change | Multiple) else Origin.TYPED

    @property
    def age_days(self) -> int | None:
        """Days since the last reading; None without one."""
        return (self.on - dt.date.fromordinal(self.history.days[-1])).days if self.history.days else None

    @cached_property
    def coverage(self) -> float | None:
        """Share of the periods of the metric's cadence that are over and have a reading, in [0, 1].

        None when nobody knows how many readings were due, as the metric has no cadence or nothing was due yet.
        Milestones carry their own dates, so that nothing can be missing.
        """
        target, metric = self.goal.target, self.goal.metric
        if isinstance(target, Milestones):
            return 1.0
        cadence = metric.cadence if metric is not None else None
        if isinstance(target, Habit):
            cadence = target.per
        until = self.on if self.end is None else min(self.on, self.end)
        return coverage_of(self.history, cadence, start=self.start, until=until)

    @property
    def stale(self) -> bool | None:
        """Whether the last reading is older than the missing-data policy allows; None when nothing tells.

        A goal that is over has stopped waiting for readings.
        """
        age = self.age_days
        if age is None or (self.end is not None and self.history.days[-1] >= self.end.toordinal()):
            return None if age is None else False
        cadence = self.goal.metric.cadence if self.goal.metric is not None else None
        return is_stale(self.history, cadence, age=age, intervals=self.missing.stale_after)

    @cached_property
    def reached_on(self) -> dt.date | None:
        """First day of the run of readings up to now that meet the target; None while it is not met."""
        target, unit = self.goal.target, self.history.unit
        if self.achieved and isinstance(target, Milestones):
            return self.value_on
        if not self.achieved or self.is_habit or target is None or unit is None:
            return None
        return reached_since(self.history, meets(target, self.target, unit, upward=self.upward))

    @cached_property
    def share_kept(self) -> float | None:
        """Share of the time since the start in which a limit or a range was kept, in [0, 1]; None for other goals."""
        target, unit = self.goal.target, self.history.unit
        if not self.is_kept or target is None or unit is None:
            return None
        until = self.on if self.end is None else min(self.on, self.end)
        is_met = meets(target, self.target, unit, upward=self.upward)
        return time_kept(self.history, is_met, start=self.start, until=until)

    @property
    def grade(self) -> str | None:
        """The highest of the goal's levels that is met, or `below`; None for a goal without further levels."""
        target, aim, value = self.goal.target, self.target, self.value
        if target is None or aim is None or value is None or (target.commit is None and target.stretch is None):
            return None
        numbers = [
            None if level is None else float(level.to(aim.unit).magnitude) for level in (target.commit, target.stretch)
        ]
        return grade(
            float(value.magnitude),
            target=float(aim.magnitude),
            commit=numbers[0],
            stretch=numbers[1],
            down=self.upward is False,
        )

    def explain(self, language: str = "en") -> str:
        """The arithmetic in words, with the origin of every number.

        Args:
            language: The language to write in; see `smartgoals.lexicon.languages()`.

        Returns:
            A few sentences, each on its own line.
        """
        from smartgoals.progress.explanation import explained

        return "\n".join(explained(self, language))

    def to_text(self, language: str = "en") -> str:
        """Where the goal stands, in a line."""
        from smartgoals.progress.explanation import summed_up

        return summed_up(self, language)

    def __str__(self) -> str:
        return self.to_text()

    def to_markdown(self, language: str = "en") -> str:
        """The line and the arithmetic, as Markdown."""
        from smartgoals.markup import escape_markdown
        from smartgoals.progress.explanation import explained

        lines = [f"- {escape_markdown(line)}" for line in explained(self, language)]
        return "\n".join([f"**{escape_markdown(self.to_text(language))}**", "", *lines])

    def to_html(self, language: str = "en") -> str:
        """The line, the way as a bar, and the arithmetic, as HTML to stand inside another page."""
        from smartgoals.markup import Bar, Block, Bullets, Page, Paragraph, Quote
        from smartgoals.progress.explanation import explained

        line, share = self.to_text(language), self.fraction_clamped
        blocks: list[Block] = [
            Quote(self.goal.statement),
            Paragraph(line) if share is None else Bar(share, line),
            Bullets(explained(self, language)),
        ]
        return Page(blocks).to_html(language)

    def _repr_markdown_(self) -> str:
        """Show it in a notebook, in the language of its goal's readers only where asked; English here."""
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()
