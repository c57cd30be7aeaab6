"""Across the portfolio: do the goals go together?

P1xx looks at goals that meet, P2xx at the terms they are filed under. These rules touch no goal's score.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from smartgoals.model import Term, TermPolicy
from smartgoals.rules.definition import rule
from smartgoals.rules.finding import Remark

if TYPE_CHECKING:
    from smartgoals.model import Context, Goal, Portfolio

__all__ = ["duplicate_goals", "wrong_term"]

_NAMES = {Term.SHORT: "short-term", Term.MEDIUM: "medium-term", Term.LONG: "long-term"}


@rule("P101", severity="minor")
def duplicate_goals(portfolio: Portfolio) -> Iterator[Remark]:
    """The same goal appears more than once.

    Goals are the same when they read the same, or have the same metric, target and deadline. Each group is reported
    once.

    Why: It is counted twice, worked on by two teams, and updated in one place only.
    Flags:
        > goals=(goal, evolve(goal, id="again", statement="Return rate of the web shop from 9 to 6 % in 2026"))
        > goals=(evolve(goal, id="a", filed_under="short"), evolve(goal, id="b", filed_under="medium"))
    Accepts:
        > goals=(goal, evolve(goal, id="next", statement="The year after", horizon=Horizon("2027-01-01", "2027-12-31")))
    Advice: Keep the one that has an owner and remove the others.
    Ask: Which of them is the one to keep?
    Source: Vaimo
    """
    for group in _groups(portfolio):
        filed = tuple(dict.fromkeys(goal.filed_under.value for goal in group if goal.filed_under is not None))
        yield Remark(
            "“{statement}” appears {count} times, filed under different terms."
            if len(filed) > 1
            else "“{statement}” appears {count} times.",
            at="goals", variant="terms" if len(filed) > 1 else "", goals=tuple(goal.id for goal in group if goal.id),
            values={"statement": group[0].statement, "count": len(group)},
        )  # fmt: skip


def _groups(portfolio: Portfolio) -> list[list[Goal]]:
    """Goals that are the same, in the order in which they stand; goals that stand alone are left out."""
    groups: list[list[Goal]] = []
    place: dict[Hashable, int] = {}
    for goal in portfolio:
        keys = _keys(goal)
        found = next((place[key] for key in keys if key in place), len(groups))
        if found == len(groups):
            groups.append([])
        groups[found].append(goal)
        for key in keys:
            place.setdefault(key, found)
    return [group for group in groups if len(group) > 1]


def _keys(goal: Goal) -> list[Hashable]:
    words = " ".join(goal.statement.casefold().split()).rstrip(".!")
    if goal.metric is None or goal.target is None or goal.horizon is None:
        return [("words", words)]
    metric = goal.metric.name.casefold(), goal.metric.population
    return [("words", words), ("facts", metric, goal.area, goal.target, goal.baseline, goal.horizon.end)]


@rule("P201", severity="minor")
def wrong_term(
    portfolio: Portfolio, context: Context, *, short_months: int = 6, medium_months: int = 18
) -> Iterator[Remark]:
    """A goal is filed under a term that its dates do not fit.

    A goal of twelve months is no quarterly goal. Where only the deadline is known, the time left may be less than the
    whole, so only terms that are too short are reported.

    Why: The short list fills up with goals that cannot be met this quarter, and the plan looks busier than it is.
    Flags:
        > goals=(evolve(goal, filed_under="short"),)
        > goals=(evolve(goal, filed_under="long"),)
    Accepts:
        > goals=(evolve(goal, filed_under="medium"),)
        > goals=(evolve(goal, filed_under="long", horizon=Horizon(None, "2026-06-30", ())),)
    Advice: Move the goal to the right list, or set a nearer target for this term.
    Ask: Which part of it should be done in this term?
    Options:
        short_months: The longest time, in months, that is short.
        medium_months: The longest time, in months, that is medium.
    Source: Vaimo
    """
    policy = TermPolicy(short_months=short_months, medium_months=medium_months, long_months=max(60, medium_months + 1))
    order = list(Term)
    for goal in portfolio:
        if goal.filed_under is None or goal.horizon is None:
            continue
        months = goal.horizon.months(on=context.today)
        if months is None or months == 0:
            continue
        term = policy.term(months)
        too_long = order.index(term) > order.index(goal.filed_under)
        if term is goal.filed_under or (goal.horizon.start is None and not too_long):
            continue
        yield Remark(
            f"“{{statement}}” is filed as {_NAMES[goal.filed_under]}, but its {{months}} months are {_NAMES[term]}.",
            at="filed_under", variant=f"{goal.filed_under.value}_{term.value}", goals=(goal.id,) if goal.id else (),
            values={"statement": goal.statement, "months": months},
        )  # fmt: skip
