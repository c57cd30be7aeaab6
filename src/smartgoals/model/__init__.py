"""The value types: what a goal is made of.

Each refuses what makes no sense and allows what is merely missing. All are immutable and hashable, compare by value,
and print as the call that builds them.
"""

from __future__ import annotations

from smartgoals.model.activity import Activity
from smartgoals.model.context import Context
from smartgoals.model.criterion import Criterion
from smartgoals.model.goal import Acceptance, Changed, Difference, Effect, Goal, Revision, Waiver
from smartgoals.model.horizon import Cadence, Horizon, Term, TermPolicy
from smartgoals.model.metric import Aggregation, Bounds, Direction, Metric, MetricKind, Window, WindowKind
from smartgoals.model.objective import Area, Objective
from smartgoals.model.outline import Branch, BranchKind, Outline
from smartgoals.model.period import FiscalCalendar, Period, PeriodKind
from smartgoals.model.portfolio import Portfolio
from smartgoals.model.process import Decision, Process, Role
from smartgoals.model.reference import LooseEnd
from smartgoals.model.schedule import Event, EventKind, Schedule
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
    "Branch",
    "BranchKind",
    "Cadence",
    "Change",
    "Changed",
    "Context",
    "Criterion",
    "Decision",
    "Difference",
    "Direction",
    "Effect",
    "Event",
    "EventKind",
    "FiscalCalendar",
    "Goal",
    "Habit",
    "Horizon",
    "Level",
    "LooseEnd",
    "Measurement",
    "Metric",
    "MetricKind",
    "Milestone",
    "Milestones",
    "Multiple",
    "Objective",
    "Outline",
    "Period",
    "PeriodKind",
    "Portfolio",
    "Process",
    "Quantity",
    "Revision",
    "Role",
    "Schedule",
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
