"""`track()`: a goal against its readings on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, TypeVar

import attrs

from smartgoals.model import Goal, Series
from smartgoals.model.field import refuse, to_day
from smartgoals.progress.frame import Frame
from smartgoals.progress.missing import MissingData, missing_data
from smartgoals.progress.prospects import ForecastOptions
from smartgoals.progress.standing import Progress
from smartgoals.progress.statuses import Override, StatusPolicy, policy
from smartgoals.progress.trajectories import Compound, Linear, Trajectory
from smartgoals.progress.workdays import Workdays

__all__ = ["Segment", "goal_on", "track", "track_versions", "trajectory_named"]

_TRAJECTORIES: Final[Mapping[str, Trajectory]] = {each.name: each for each in (Linear(), Compound(), Workdays())}
_USUAL: Final = ForecastOptions()
T = TypeVar("T")


def trajectory_named(name: str) -> Trajectory:
    """The trajectory of that name; those that need points, phases or weights are built instead.

    Raises:
        InvalidValueError: There is no such trajectory.
    """
    found = _TRAJECTORIES.get(name)
    if found is None:
        remedy = f"give one of {', '.join(_TRAJECTORIES)}, or build Piecewise, Step, Phased or Profile"
        refuse("track", "trajectory", name, "is no trajectory", remedy)
    return found


def goal_on(goal: Goal, on: dt.date) -> Goal:
    """The version of a goal that held on a day: a change holds from the day it was made.

    Example:
        >>> goal = Goal("Cut returns", owner="Ada").revise(reason="Ada left", on="2026-03-01", owner="Bo")
        >>> goal_on(goal, dt.date(2026, 2, 28)).owner
        'Ada'
    """
    later = [step for step in goal.revisions if step.on > on]
    return min(later, key=lambda step: (step.on, step.number)).previous if later else goal


def track(
    goal: Goal,
    series: Series | None = None,
    *,
    on: dt.date | str,
    status: str | StatusPolicy = "eurostat",
    trajectory: str | Trajectory = "linear",
    missing: str | MissingData = "as_read",
    override: Override | None = None,
    level: float = 0.8,
    method: str = "auto",
    season: float | None = None,
) -> Progress:
    """How far a goal has come by a day, how fast, and what that is called.

    Only readings dated by that day count. Progress is compared with what is expected on the day of the last reading,
    unless the missing-data policy says otherwise. A goal that was revised is judged by the version that held that day.

    Args:
        goal: The goal.
        series: Its readings; None for none, and for milestones, which carry their own dates.
        on: The day.
        status: The status policy, or the name of one; see `policies()`.
        trajectory: What is expected when: `"linear"`, `"compound"`, `"workdays"`, or a trajectory of your own.
        missing: What is done about missing readings: a policy or the name of one; see `MISSING_DATA`.
        override: A status set by hand; it stays visible, and so does the computed one.
        level: Share of outcomes that the forecast's interval is to hold, in (0, 1).
        method: How to forecast, as in `forecast()`.
        season: Length of the season in days, for the forecast; None for none.

    Returns:
        The progress. Too little to go on is a status such as `no_data`, `no_baseline` or `too_early`, never an error.

    Raises:
        UnitMismatchError: A reading is in a unit that cannot become the goal's.
        InvalidValueError: A parameter is not what it must be.

    Example:
        >>> from smartgoals.model import Baseline, Goal, Horizon, Level, Quantity, Series, Unit
        >>> percent = Unit.percent()
        >>> goal = Goal(
        ...     "Cut returns from 9 % to 6 % by June 2026",
        ...     baseline=Baseline(Quantity(9, percent)),
        ...     target=Level(Quantity(6, percent)),
        ...     horizon=Horizon("2025-12-31", "2026-06-30"),
        ... )
        >>> readings = Series.of({"2026-01-31": 8.7, "2026-02-28": 8.1}, percent)
        >>> progress = track(goal, readings, on="2026-03-02")
        >>> progress.fraction, round(progress.pace_ratio, 2), progress.status
        (0.3, 0.92, 'at_risk')
    """
    day = to_day(on, "track", "on")
    if not isinstance(goal, Goal):
        refuse("track", "goal", goal, "is no Goal", "give a Goal, for a Statement its .goal")
    if series is not None and not isinstance(series, Series):
        refuse("track", "series", type(series).__name__, "is no Series", "build one with Series.of(…)")
    if override is not None and not isinstance(override, Override):
        refuse("track", "override", override, "is no Override", "give status, author and date as an Override")
    by = policy(status) if isinstance(status, str) else _of_kind(status, StatusPolicy, "status")
    plan = (
        trajectory_named(trajectory) if isinstance(trajectory, str) else _of_kind(trajectory, Trajectory, "trajectory")
    )
    gaps = missing_data(missing) if isinstance(missing, str) else _of_kind(missing, MissingData, "missing")
    version = goal_on(goal, day) if goal.revisions else goal
    facts = Frame(version, series, day, by, plan, gaps).facts()
    options = _USUAL
    if (level, method, season) != (_USUAL.level, _USUAL.method, _USUAL.season):
        options = ForecastOptions(level=level, method=method, season=season)
    return Progress(
        goal=version,
        on=day,
        policy=by,
        trajectory=plan,
        missing=gaps,
        override=override,
        options=options,
        **facts,
    )


def _of_kind(given: T, kind: type[T], name: str) -> T:
    if not isinstance(given, kind):
        refuse("track", name, given, f"is no {kind.__name__}", f"give the name of one or a {kind.__name__}")
    return given


@attrs.frozen(kw_only=True)
class Segment:
    """The time in which one version of a goal held.

    Attributes:
        number: 0 for the goal as it was first set, then the number of the revision.
        reason: Why the version came to be; None for the first.
        since: The day from which it held; None for the first.
        until: The last day on which it held; the day asked about for the version in force.
        progress: The progress on that day, judged by this version.
    """

    number: int
    reason: str | None
    since: dt.date | None
    until: dt.date
    progress: Progress


def track_versions(
    goal: Goal,
    series: Series | None = None,
    *,
    on: dt.date | str,
    status: str | StatusPolicy = "eurostat",
    trajectory: str | Trajectory = "linear",
    missing: str | MissingData = "as_read",
) -> tuple[Segment, ...]:
    """Progress across the revisions of a goal, each stretch judged by the version that held then.

    A target that was moved does not rewrite what came before it: the old readings stay measured against the old target.

    Args:
        goal: The goal.
        series: Its readings.
        on: The day.
        status: As in `track()`.
        trajectory: As in `track()`.
        missing: As in `track()`.

    Returns:
        The segments in order of time; versions that were replaced on the day they were made are left out.
    """
    day = to_day(on, "track_versions", "on")
    made = sorted((step for step in goal.revisions if step.on <= day), key=lambda step: (step.on, step.number))
    found = []
    for place in range(len(made) + 1):
        step = made[place - 1] if place else None
        until = made[place].on - dt.timedelta(days=1) if place < len(made) else day
        since = None if step is None else step.on
        if since is not None and until < since:
            continue
        progress = track(goal, series, on=until, status=status, trajectory=trajectory, missing=missing)
        number, reason = (0, None) if step is None else (step.number, step.reason)
        found.append(Segment(number=number, reason=reason, since=since, until=until, progress=progress))
    return tuple(found)
