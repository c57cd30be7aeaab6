"""The value types: what a goal is made of.

Each refuses what makes no sense and allows what is merely missing. All are immutable and hashable, compare by value,
and print as the call that builds them.
"""

from __future__ import annotations

from smartgoals.model.context import Context
from smartgoals.model.criterion import Criterion
from smartgoals.model.goal import Acceptance, Activity, Changed, Difference, Effect, Goal, Revision, Waiver
from smartgoals.model.horizon import Cadence, Horizon, Term, TermPolicy
from smartgoals.model.metric import Aggregation, Bounds, Direction, Metric, MetricKind, Window, WindowKind
from smartgoals.model.period import FiscalCalendar, Period, PeriodKind
from smartgoals.model.portfolio import Area, Objective, Portfolio
from smartgoals.model.series import Measurement, Series
from smartgoals.model.target import (
    Band,
    Baseline,
    Bound,
    Change,
    Habit,
    Level,
    Milestone,
    Milestones,
    Multiple,
    Target,
)
from smartgoals.model.unit import Quantity, Unit, UnitKind

__all__ = [
    "Acceptance",
    "Activity",
    "Aggregation",
    "Area",
    "Band",
    "Baseline",
    "Bound",
    "Bounds",
    "Cadence",
    "Change",
    "Changed",
    "Context",
    "Criterion",
    "Difference",
    "Direction",
    "Effect",
    "FiscalCalendar",
    "Goal",
    "Habit",
    "Horizon",
    "Level",
    "Measurement",
    "Metric",
    "MetricKind",
    "Milestone",
    "Milestones",
    "Multiple",
    "Objective",
    "Period",
    "PeriodKind",
    "Portfolio",
    "Quantity",
    "Revision",
    "Series",
    "Target",
    "Term",
    "TermPolicy",
    "Unit",
    "UnitKind",
    "Waiver",
    "Window",
    "WindowKind",
]
