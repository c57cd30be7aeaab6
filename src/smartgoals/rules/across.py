"""Across the portfolio: do the goals go together?

P1xx looks at goals that meet, P2xx at how many there are of each kind, P3xx at what they serve. These rules touch no
goal's score. A fault that many goals share is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from smartgoals.model import Milestones, Term, TermPolicy, UnitKind
from smartgoals.rules.definition import rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.relations import (
    clashing,
    cycles,
    folded,
    leading_to,
    overlaps,
    related,
    repeated,
    served_by,
    upwards,
)

if TYPE_CHECKING:
    from smartgoals.model import Context, Goal, Portfolio

__all__ = [
    "area_without_goal",
    "conflicting_targets",
    "deadlines_bunched",
    "duplicate_goals",
    "goals_without_objective",
    "no_goal_for_a_term",
    "objective_without_goal",
    "one_sided",
    "overlapping_goals",
    "support_cycle",
    "too_few_goals",
    "too_many_goals",
    "wrong_term",
]

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
    for group in repeated(portfolio):
        filed = tuple(dict.fromkeys(goal.filed_under.value for goal in group if goal.filed_under is not None))
        yield Remark(
            "“{statement}” appears {count} times, filed under different terms."
            if len(filed) > 1
            else "“{statement}” appears {count} times.",
            at="goals", variant="terms" if len(filed) > 1 else "", goals=tuple(goal.id for goal in group if goal.id),
            values={"statement": group[0].statement, "count": len(group)},
        )  # fmt: skip


@rule("P102", severity="hint")
def overlapping_goals(portfolio: Portfolio, *, least: float = 0.75) -> Iterator[Remark]:
    """Goals say nearly the same.

    They share most of their words, in whatever order and form; numbers do not count. The same goal for another
    deadline, another area or another name, such as that of a town, is no overlap. Goals that are near the same one
    are reported together.

    Why: Two people do the same work, or each waits for the other.
    Flags:
        > goals=(goal, evolve(goal, id="again", target=Level(Quantity(5, Unit.percent())),
          statement="Reduce the return rate in the web shop from 9 % to 5 % by 31 December 2026"))
        > goals=tuple(evolve(goal, id=str(number), target=Level(Quantity(number, Unit.percent())),
          statement=f"Reduce the return rate in the web shop from 9 % to {number} % by 31 December 2026")
          for number in (4, 5, 6))
    Accepts:
        > goals=(goal, evolve(goal, id="shops", area="Shops", target=Level(Quantity(5, Unit.percent())),
          statement="Reduce the return rate in the web shop from 9 % to 5 % by 31 December 2026"))
        > goals=(goal, Goal("Reduce the response time of the web shop to 2 seconds by 31 December 2026", id="speed"))
    Advice: Make one goal of them, or write out what tells them apart.
    Ask: What tells them apart?
    Options:
        least: Words that are shared, as a share of the words of both together.
    Source: Chaudhuri et al. (2006)
    """
    again = {id(goal) for group in repeated(portfolio) for goal in group[1:]}  # P101 tells these
    for group in overlaps((goal for goal in portfolio if id(goal) not in again), least=least):
        first, *others = group
        if len(others) == 1:
            yield Remark(
                "“{statement}” and “{other}” say nearly the same.", at="goals", goals=_ids(*group),
                values={"statement": first.statement, "other": others[0].statement},
            )  # fmt: skip
        else:
            yield Remark(
                "“{statement}” and {count} more say nearly the same.", at="goals", variant="several",
                goals=_ids(*group), values={"statement": first.statement, "count": len(others)},
            )  # fmt: skip


@rule("P103", severity="minor")
def conflicting_targets(portfolio: Portfolio) -> Iterator[Remark]:
    """Goals for one figure contradict each other.

    They want different levels of it on the same day, or pull it in opposite directions. A figure is the same when its
    name, its population and the area of the goal are.

    Why: One of them fails whatever happens, and both teams can say that they did right.
    Flags:
        > goals=(goal, evolve(goal, id="again", target=Level(Quantity(4, Unit.percent()))))
    Accepts:
        > goals=(goal, evolve(goal, id="next", target=Level(Quantity(4, Unit.percent())),
          horizon=Horizon("2027-01-01", "2027-12-31")))
        > goals=(goal, evolve(goal, id="shops", area="Shops", target=Level(Quantity(4, Unit.percent()))))
    Advice: Choose one level, or tell the figures apart by name, population or area.
    Ask: Which of them holds?
    Source: Vaimo
    """
    for group in related(portfolio).measured.values():
        clash = clashing(group)
        if clash:
            yield Remark(
                "Goals for “{metric}” contradict each other; their number is {count}.", at="goals",
                goals=_ids(*clash), values={"metric": _metric(group[0]), "count": len(clash)},
            )  # fmt: skip


def _metric(goal: Goal) -> str:
    return goal.metric.name if goal.metric is not None else ""


def _ids(*goals: Goal) -> tuple[str, ...]:
    return tuple(goal.id for goal in goals if goal.id is not None)


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


@rule("P202", severity="hint")
def no_goal_for_a_term(
    portfolio: Portfolio, context: Context, *, fewest: int = 4, short_months: int = 6, medium_months: int = 18
) -> Iterator[Remark]:
    """Short, medium or long term has no goal.

    With very few goals that is natural, so it is asked only of portfolios with some.

    Why: Without near goals nothing begins, and without far ones nobody knows what the near ones lead to.
    Flags:
        > goals=tuple(evolve(goal, id=str(number)) for number in range(4))
    Accepts:
        > goals=tuple(evolve(goal, id=term, filed_under=term) for term in ("short", "medium", "long")) + (goal,)
        > goals=(goal,)
    Advice: Set a goal for the term that is missing, a step on the way or the end of it.
    Ask: What comes before, and what comes after?
    Options:
        fewest: Goals from which on it is asked.
        short_months: The longest time, in months, that is short.
        medium_months: The longest time, in months, that is medium.
    Source: Vaimo
    """
    policy = TermPolicy(short_months=short_months, medium_months=medium_months, long_months=max(60, medium_months + 1))
    found = {
        goal.filed_under or (goal.horizon.term(policy, on=context.today) if goal.horizon is not None else None)
        for goal in portfolio
    }
    if len(portfolio) < fewest or found <= {None}:
        return
    for term in Term:
        if term not in found:
            yield Remark(f"There is no {_NAMES[term]} goal.", at="goals", variant=term.value)


@rule("P203", severity="hint")
def too_few_goals(portfolio: Portfolio, *, fewest: int = 3) -> Iterator[Remark]:
    """There are few goals for what the portfolio is to achieve.

    It is said where business objectives are stated and there are fewer goals than a plan usually has. A list of one or
    two goals without objectives may be just that.

    Why: What nobody has set a goal for is left to chance.
    Flags:
        > goals=(goal,)
    Accepts:
        > goals=tuple(evolve(goal, id=str(number)) for number in range(3))
        > goals=(goal,), objectives=()
    Advice: Ask of each objective what will have to change for it to be met.
    Ask: What else has to happen for the objectives to be met?
    Options:
        fewest: Goals that a portfolio with objectives should have.
    Source: Vaimo
    """
    if portfolio.objectives and len(portfolio) < fewest:
        values = {"count": len(portfolio), "objectives": len(portfolio.objectives)}
        yield Remark("Goals: {count}. Objectives they are for: {objectives}.", at="goals", values=values)


@rule("P204", severity="minor")
def too_many_goals(
    portfolio: Portfolio, *, most: int = 15, most_in_area: int = 7, most_of_owner: int = 5
) -> Iterator[Remark]:
    """There are more goals than anybody can keep in mind.

    Counted for the whole, for each area and for each owner.

    Why: When everything matters, the day decides what is done.
    Flags:
        > goals=tuple(evolve(goal, id=str(number), owner=None, area=None) for number in range(16))
        > goals=tuple(evolve(goal, id=str(number), owner=None) for number in range(8))
        > goals=tuple(evolve(goal, id=str(number), area=None) for number in range(6))
    Accepts:
        > goals=tuple(evolve(goal, id=str(number), area=None, owner=None) for number in range(15))
    Advice: Choose those that make the others easier or needless, and let the rest wait.
    Ask: If only three could be met, which?
    Options:
        most: Goals in all.
        most_in_area: Goals in one area.
        most_of_owner: Goals of one owner.
    Source: own choice; Vaimo
    """
    if len(portfolio) > most:
        yield Remark("The portfolio has {count} goals.", at="goals", values={"count": len(portfolio)})
    for group in related(portfolio).placed.values():
        if len(group) > most_in_area:
            yield Remark(
                "The area “{name}” has {count} goals.", at="area", variant="area", goals=_ids(*group),
                values={"name": group[0].area, "count": len(group)},
            )  # fmt: skip
    for group in related(portfolio).owned.values():
        if len(group) > most_of_owner:
            yield Remark(
                "“{name}” answers for {count} goals.", at="owner", variant="owner", goals=_ids(*group),
                values={"name": group[0].owner, "count": len(group)},
            )  # fmt: skip


@rule("P205", severity="hint")
def deadlines_bunched(
    portfolio: Portfolio, *, fewest: int = 5, share: float = 0.75, days: int = 14
) -> Iterator[Remark]:
    """Most goals are due in the same days.

    Why: Everything is finished at once or nothing is, and there is nothing to learn from on the way.
    Flags:
        > goals=tuple(evolve(goal, id=str(number)) for number in range(5))
    Accepts:
        > goals=tuple(evolve(goal, id=str(number), horizon=Horizon(None, date(2026, 2 * number + 1, 1)))
          for number in range(5))
        > goals=tuple(evolve(goal, id=str(number)) for number in range(4))
    Advice: Spread them over the year, those first that others rest on.
    Ask: Which of them could be done first?
    Options:
        fewest: Dated goals from which on it is asked.
        share: Share of the dated goals that may be due together.
        days: Days that count as together.
    Source: own choice
    """
    dated = sorted((goal for goal in portfolio if goal.horizon is not None), key=_end)
    if len(dated) < fewest:
        return
    first = best = best_first = 0
    for last, goal in enumerate(dated):
        while (_end(goal) - _end(dated[first])).days > days:
            first += 1
        if last - first + 1 > best:
            best, best_first = last - first + 1, first
    if best <= share * len(dated):
        return
    bunch = dated[best_first : best_first + best]
    values = {"count": best, "all": len(dated), "first": _end(bunch[0]), "last": _end(bunch[-1])}
    if _end(bunch[0]) < _end(bunch[-1]):
        text = "{count} of {all} goals are due between {first} and {last}."
        yield Remark(text, at="horizon.end", goals=_ids(*bunch), values=values)
    else:
        text = "{count} of {all} goals are due {last}."
        yield Remark(text, at="horizon.end", variant="day", goals=_ids(*bunch), values=values)


def _end(goal: Goal) -> date:
    return goal.horizon.end if goal.horizon is not None else date.max


@rule("P206", severity="hint")
def one_sided(portfolio: Portfolio, *, fewest: int = 4) -> Iterator[Remark]:
    """All goals are things to do, or all are results that come last.

    Things to do say nothing of what they lead to. Money comes in when all else is done, so it warns late.

    Why: With only things to do nobody sees whether the work leads anywhere; with only money nobody sees it in time.
    Flags:
        > goals=tuple(Goal(f"Open shop {number}", target=Milestones(("It is open",))) for number in "1234")
        > goals=tuple(evolve(goal, id=str(number), metric=Metric("revenue", Unit.currency("SEK")), baseline=None,
          target=Level(Quantity(number, Unit.currency("SEK")))) for number in range(4))
    Accepts:
        > goals=(goal, *(Goal(f"Open shop {number}", target=Milestones(("It is open",))) for number in "123"))
        > goals=tuple(evolve(goal, id=str(number)) for number in range(4))
    Advice: Set beside each result something that moves sooner, and beside each thing to do what it should lead to.
    Ask: What would you see first if it works?
    Options:
        fewest: Goals from which on it is asked.
    Source: PostHog (4184); Vaimo
    """
    told = [goal for goal in portfolio if goal.target is not None or goal.metric is not None]
    if len(told) < fewest or len(told) < len(portfolio):
        return
    if all(isinstance(goal.target, Milestones) for goal in told):
        yield Remark("All goals are things to do.", at="goals", variant="activities")
    elif all(_unit_of_money(goal) for goal in told):
        yield Remark("All goals are about money, which shows last.", at="goals", variant="lagging")


def _unit_of_money(goal: Goal) -> bool:
    unit = goal.metric.unit if goal.metric is not None and goal.metric.unit is not None else None
    unit = unit or (goal.target.unit if goal.target is not None else None)
    return unit is not None and unit.kind is UnitKind.CURRENCY


@rule("P301", severity="hint")
def area_without_goal(portfolio: Portfolio) -> Iterator[Remark]:
    """An area has no goal.

    Why: Those who work there cannot see what the plan wants of them.
    Flags:
        > areas=(Area("Deliveries"), Area("Shops"))
    Accepts:
        > areas=(Area("deliveries"),)
    Advice: Set a goal for it, or say that it has none this year.
    Ask: What should change there?
    Source: Vaimo
    """
    placed = related(portfolio).placed
    for area in portfolio.areas:
        if folded(area.name) not in placed:
            yield Remark("The area “{area}” has no goal.", at="areas", values={"area": area.name})


@rule("P302", severity="minor")
def objective_without_goal(portfolio: Portfolio) -> Iterator[Remark]:
    """A business objective has no goal that serves it.

    A goal serves an objective itself, through another goal, through its area, or through a part of the objective.

    Why: The objective is written on the wall, and nothing is done for it.
    Flags:
        > objectives=(Objective("margin", "Higher margin"), Objective("share", "A larger share of the market"))
    Accepts:
        > objectives=(Objective("profit", "Higher profit"), Objective("margin", "Higher margin", parent="profit"))
        > goals=(evolve(goal, supports=()),)
    Advice: Set a goal for it, or take the objective away.
    Ask: What has to change for it to be met?
    Source: Vaimo
    """
    served = served_by(portfolio)
    for objective in portfolio.objectives:
        if objective.id not in served:
            yield Remark(
                "The objective “{objective}” has no goal.", at="objectives", values={"objective": objective.name}
            )


@rule("P303", severity="hint")
def goals_without_objective(portfolio: Portfolio) -> Iterator[Remark]:
    """Goals lead to no business objective, or name one that is not there.

    Why: They take time from those that do, and nobody can say what for.
    Flags:
        > goals=(evolve(goal, supports=()),), areas=()
        > goals=(evolve(goal, supports=("marign",)),)
    Accepts:
        > goals=(goal,)
        > goals=(evolve(goal, supports=()),)
        > goals=(evolve(goal, supports=()),), areas=(), objectives=()
    Advice: Say which objective each of them serves, or let it go.
    Ask: Which objective do they serve?
    Source: Vaimo
    """
    objectives = {objective.id for objective in portfolio.objectives}
    known = objectives | related(portfolio).ids
    for served, group in related(portfolio).serving.items():
        if served not in known:
            yield Remark(
                "“{statement}” serves “{served}”, which is not in the portfolio.", at="supports", variant="unknown",
                severity=Severity.MINOR, goals=_ids(*group),
                values={"statement": group[0].statement, "served": served},
            )  # fmt: skip
    if not objectives:
        return
    downwards = leading_to(portfolio, objectives)
    astray = [goal for goal in portfolio if id(goal) not in downwards and known.issuperset(goal.supports)]
    if astray:
        yield Remark(
            "Goals that lead to no objective: {count}, the first of them “{statement}”.", at="supports",
            goals=_ids(*astray), values={"count": len(astray), "statement": astray[0].statement},
        )  # fmt: skip


@rule("P304", severity="minor")
def support_cycle(portfolio: Portfolio) -> Iterator[Remark]:
    """Goals serve each other in a circle.

    Why: Each is there for the sake of the next, and none for the sake of the business.
    Flags:
        > goals=(evolve(goal, supports=("sizes",)), evolve(goal, id="sizes", supports=("returns",)))
        > goals=(evolve(goal, supports=("returns",)),)
    Accepts:
        > goals=(evolve(goal, supports=("sizes", "margin")), evolve(goal, id="sizes", supports=("margin",)))
    Advice: Say which of them is the means and which the end.
    Ask: Which of them is the end?
    Source: own choice
    """
    for circle in cycles(upwards(portfolio)):
        yield Remark(
            "These serve each other in a circle: {circle}.", at="supports", values={"circle": circle},
            goals=tuple(each for each in circle if each in related(portfolio).ids),
        )  # fmt: skip
