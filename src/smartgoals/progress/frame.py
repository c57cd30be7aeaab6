"""The steps from a goal and its readings to the facts that `Progress` states."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from smartgoals.model import (
    Aggregation,
    Band,
    Baseline,
    Bound,
    Direction,
    Goal,
    Habit,
    Level,
    Metric,
    MetricKind,
    Milestones,
    PeriodKind,
    Quantity,
    Series,
    Target,
)
from smartgoals.progress.habits import habit_facts
from smartgoals.progress.history import NO_READINGS, bucket, bucket_ends, history
from smartgoals.progress.judging import judged
from smartgoals.progress.keeping import share_of_way
from smartgoals.progress.missing import CompareAt, MissingData, UnknownBaseline
from smartgoals.progress.pacing import lead_time, linear_ratio
from smartgoals.progress.real import moderate
from smartgoals.progress.standing import Origin
from smartgoals.progress.statuses import StatusPolicy
from smartgoals.progress.trajectories import Road, Trajectory

if TYPE_CHECKING:
    from smartgoals.model import Unit

__all__ = ["Frame"]

_UNDIRECTED = frozenset({None, Direction.REACH})
_KEEPING = {
    Bound.AT_LEAST: frozenset({None, Direction.REACH, Direction.INCREASE}),
    Bound.AT_MOST: frozenset({None, Direction.REACH, Direction.DECREASE}),
}
"""The ways to go that agree with a limit; who wants to fall to at least six has not got there at nine."""
_DONE, _NOTHING = Quantity(1), Quantity(0)
_AMOUNTS = Metric("amounts", aggregation=Aggregation.SUM)
"""What is done on a day adds up, and so do the days of a window."""


class Frame:
    """What is asked about one goal on one day, and the steps of the answer."""

    def __init__(
        self,
        goal: Goal,
        series: Series | None,
        on: dt.date,
        policy: StatusPolicy,
        trajectory: Trajectory,
        missing: MissingData,
    ) -> None:
        self.goal, self.series, self.on = goal, series, on
        self.policy, self.trajectory, self.missing = policy, trajectory, missing
        self.metric = goal.metric
        self.direction = goal.metric.direction if goal.metric is not None else None
        horizon, baseline = goal.horizon, goal.baseline
        self.end: dt.date | None = None if horizon is None else horizon.end
        self.start: dt.date | None = None if horizon is None else horizon.start
        self.start_origin = Origin.UNKNOWN if self.start is None else Origin.TYPED
        if self.start is None and baseline is not None and baseline.period is not None:
            self.start_on(baseline.period.last)
        self.stated = baseline if baseline is not None and baseline.quantity is not None else None
        self.history = NO_READINGS
        self.is_kept = False
        self.upward: bool | None = None
        self.target: Quantity | None = None
        self.baseline: Quantity | None = None
        self.road: Road | None = None

    def facts(self) -> dict[str, Any]:
        """What `Progress` says besides what it was asked."""
        match self.goal.target:
            case None:
                found = self.without_target()
            case Milestones() as target:
                found = self.milestones(target)
            case Habit() as target:
                found = self.habit(target)
            case target:
                found = self.level(target)
        status, measured = judged(self, found)
        return {
            "fraction": None,
            "achieved": None,
            "expected": None,
            "pace_ratio": None,
            "gap": None,
            "lead_days": None,
            "value": self.history.last,
            "baseline": self.baseline,
            "baseline_origin": Origin.UNKNOWN,
            "target": self.target,
            "start": self.start,
            "start_origin": self.start_origin,
            "end": self.end,
            "history": self.history,
            "is_kept": self.is_kept,
            "upward": self.upward,
            "computed_status": status,
            "measured": measured,
            **found,
        }

    # kinds of targets

    def level(self, target: Target) -> dict[str, Any]:
        """A goal that wants to reach a level, or to keep a limit or a range."""
        metric, stated, direction = self.metric, self.stated, self.direction
        aim = target.level(stated)
        unit = target.unit if aim is None else aim.unit
        if unit is None and metric is not None:
            unit = metric.unit
        origin = self.origin(unit) if metric is not None and _is_summed(metric) else None
        self.read(unit, origin)
        found = self.history
        base, base_origin = self.measured_from(origin)
        if aim is None and base is not None and stated is None:
            aim = target.level(base)
        anchor = base if stated is None else stated
        self.is_kept = self.keeps(target, base, aim)
        self.upward = target.is_upward(anchor, direction=direction)
        self.target, self.baseline = aim, None if base is None else base.quantity
        facts: dict[str, Any] = {"baseline_origin": base_origin}
        value = found.last
        begin, goal = self.numbers(aim)
        for edge in (target.low, target.high) if isinstance(target, Band) else ():
            moderate("Goal", "target", edge.magnitude)
        if value is None:
            return facts
        facts["achieved"] = met = target.is_met_by(value, anchor, direction=direction)
        if self.is_kept:
            facts["fraction"] = None if met is None else float(met)
        elif aim is not None and self.baseline is not None:
            facts["fraction"] = fraction = share_of_way(value, aim, self.baseline)
            if fraction is not None and self.start is not None and self.end is not None:
                self.road = Road(self.start.toordinal(), self.end.toordinal(), begin, goal, found.days)
                at = self.on.toordinal() if self.missing.compare_at is CompareAt.ON else found.days[-1]
                facts.update(self.pace(self.road, fraction, at))
        return facts

    def milestones(self, target: Milestones) -> dict[str, Any]:
        """A goal that wants to get things done; it carries its own dates."""
        done = target.done(self.on)
        fraction = float(done)
        self.target, self.baseline, self.upward = _DONE, _NOTHING, True
        facts: dict[str, Any] = {"fraction": fraction, "achieved": done >= 1, "value": Quantity(done)}
        facts["baseline_origin"] = Origin.TYPED
        if self.start is not None and self.end is not None:
            self.road = Road(self.start.toordinal(), self.end.toordinal(), 0.0, 1.0)
            facts.update(self.pace(self.road, fraction, self.on.toordinal()))
        return facts

    def habit(self, target: Habit) -> dict[str, Any]:
        """A goal that wants to do something again and again."""
        found = history(self.series, on=self.on, unit=target.unit, metric=_AMOUNTS, estimates=self.missing.estimates)
        self.history, self.target = found, target.quantity
        moderate("Goal", "target", target.quantity.magnitude)
        self.start_from_readings()
        self.upward = self.direction is not Direction.DECREASE
        if self.start is None or self.on < self.start:
            return {}
        facts = habit_facts(target, found, start=self.start, end=self.end, on=self.on, down=not self.upward)
        if self.end is not None and self.on > self.end:
            facts["achieved"] = facts["fraction"] == 1
        return facts

    def without_target(self) -> dict[str, Any]:
        """A goal that names no target: only a trend can be told."""
        unit = self.metric.unit if self.metric is not None else None
        if unit is None and self.stated is not None and self.stated.quantity is not None:
            unit = self.stated.quantity.unit
        self.read(unit, None)
        base, base_origin = self.measured_from(None)
        self.baseline = None if base is None else base.quantity
        self.numbers(None)
        return {"baseline_origin": base_origin}

    # steps

    def keeps(self, target: Target, base: Baseline | None, aim: Quantity | None) -> bool:
        """Whether a limit or a range is to be kept rather than a level reached.

        A limit that the baseline keeps already leaves nothing to reach, unless the goal goes the other way. "May not
        exceed 8 %" names neither a start nor a way: the first reading tells instead. What adds up from nothing keeps a
        ceiling from the start.
        """
        if self.direction is Direction.MAINTAIN or (isinstance(target, Band) and aim is None):
            return True
        if not isinstance(target, Level) or self.direction not in _KEEPING.get(target.bound, ()):
            return False
        kind = self.metric.kind if self.metric is not None else None
        if target.bound is Bound.AT_MOST and kind is MetricKind.CUMULATIVE and base is None:
            return True
        if base is None and self.direction not in _UNDIRECTED:
            return False
        first = self.history.first if base is None else base.quantity
        return first is not None and target.is_met_by(first, None) is True

    def read(self, unit: Unit | None, origin: Decimal | None) -> None:
        """Put the readings in order."""
        since = self.start.toordinal() if self.start is not None else None
        stated = self.stated
        if since is not None and stated is not None and stated.period is not None:
            # What the baseline was read from does not add to what comes after it.
            since = max(since, stated.period.last.toordinal() + 1)
        self.history = history(
            self.series,
            on=self.on,
            unit=unit,
            metric=self.metric,
            since=since,
            origin=origin,
            estimates=self.missing.estimates,
        )
        self.start_from_readings()

    def origin(self, unit: Unit | None) -> Decimal:
        """What a summed metric starts from.

        A baseline that is the total of an earlier period is what the new total is compared with; a new one starts from
        nothing. Any other baseline is what there was at the start.
        """
        stated = self.stated
        if stated is None or stated.quantity is None or _is_compared(stated):
            return Decimal(0)
        return (stated.quantity if unit is None else stated.quantity.to(unit)).magnitude

    def measured_from(self, origin: Decimal | None) -> tuple[Baseline | None, Origin]:
        """Where the way begins, and who says so."""
        stated, found = self.stated, self.history
        if origin is not None and found.unit is not None:
            told = stated is not None and not _is_compared(stated)
            return Baseline(Quantity(origin, found.unit)), Origin.TYPED if told else Origin.DERIVED
        if stated is not None:
            return stated, Origin.TYPED
        if found.first is not None and self.missing.baseline is UnknownBaseline.FIRST_READING:
            return Baseline(found.first), Origin.READ if found.converted_from is None else Origin.CONVERTED
        return None, Origin.UNKNOWN

    def numbers(self, aim: Quantity | None) -> tuple[float, float]:
        """Baseline and target as floats in the target's unit, 0 for what there is not; one too large is refused."""
        base = self.baseline
        if base is not None and aim is not None:
            base = base.to(aim.unit)
        begin = 0.0 if base is None else moderate("Goal", "baseline", base.magnitude)
        return begin, 0.0 if aim is None else moderate("Goal", "target", aim.magnitude)

    def start_on(self, day: dt.date) -> None:
        """Take a day for the start, unless it is after the deadline."""
        if self.end is None or day <= self.end:
            self.start, self.start_origin = day, Origin.DERIVED

    def start_from_readings(self) -> None:
        """A goal that does not say when it starts does so with its first reading.

        Where readings add up, the first one tells what has come in the whole of its month, or whatever the cadence is.
        """
        if self.start is None and self.history.days:
            day, metric = self.history.days[0], self.metric
            cadence = metric.cadence if metric is not None and _is_summed(metric) else None
            if cadence is not None and cadence.interval == 1:
                day = bucket_ends(bucket(day, cadence) - 1, cadence) + 1
            self.start_on(dt.date.fromordinal(day))

    def pace(self, road: Road, fraction: float, day: int) -> dict[str, Any]:
        """Compare with what is expected on the day that counts."""
        expected = self.trajectory.expected(road, day)
        if expected is None:
            return {}
        earned = self.trajectory.earned(road, fraction)
        pace = linear_ratio(fraction, expected=expected)
        return {
            "expected": expected,
            "gap": pace.gap,
            "pace_ratio": pace.ratio,
            "lead_days": None if earned is None else lead_time(earned, elapsed=day - road.start),
        }


def _is_summed(metric: Metric) -> bool:
    """Whether readings add up to what has come together since the start."""
    return metric.kind is MetricKind.CUMULATIVE and metric.aggregation is Aggregation.SUM and metric.window is None


def _is_compared(baseline: Baseline) -> bool:
    """Whether a baseline is the total of an earlier period, so that a new total is compared with it."""
    return baseline.period is not None and baseline.period.kind is not PeriodKind.DAY
