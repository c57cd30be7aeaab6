"""Realistic: is the goal probable, and is it worth it?

R1xx looks at the leap and at the trend, R2xx at what the goal serves, R3xx at what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Change, Habit, Multiple, UnitKind
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.relations import folded, related, rivals
from smartgoals.rules.trend import followed, known
from smartgoals.rules.wording import lexicon_of, says

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Context, Goal, Horizon, Metric, Portfolio, Series, Target
    from smartgoals.progress import Progress
    from smartgoals.statement import Statement

__all__ = [
    "ambition_below_trend",
    "conflicting_goal",
    "forecast_unlikely",
    "leap_without_evidence",
    "means_without_budget",
    "multiple_without_evidence",
    "owner_carries_too_many",
    "serves_nothing",
    "too_little_history",
]

_ENOUGH = 4


@rule("R101", criterion="realistic", severity="minor")
def too_little_history(series: Series, context: Context, *, min_readings: int = 4) -> Iterator[Remark]:
    """The history is too short to judge by.

    Whether a goal is probable cannot be read off its words. Without readings the rule asks for them.

    Why: Two readings always make a straight line, whatever happens next.
    Flags:
        > series=Series(series.measurements[:2])
        > series=Series(series.measurements[:1])
        > series=Series(())
    Accepts:
        > series=series
    Advice: Collect the readings of at least a year before you set the level.
    Ask: What has the figure been, month by month, for the last two years?
    Options:
        min_readings: Readings that are enough to judge by.
    Source: Open SDG
    """
    count = len(known(series, context.today))
    if count >= min_readings:
        return
    if not count:
        yield Remark("There is no reading yet to judge by.", at="series", variant="none")
    elif count == 1:
        yield Remark("There is only one reading to judge by.", at="series", variant="one")
    else:
        yield Remark("There are only {count} readings to judge by.", at="series", values={"count": count})


@rule("R102", criterion="realistic", severity="minor")
def leap_without_evidence(
    target: Target, baseline: Baseline, horizon: Horizon, context: Context, series: Series | None = None,
    *, factor: float = 3.0, monthly: float = 0.25, smallest: int = 10,
) -> Iterator[Remark]:  # fmt: skip
    """The goal is a leap, and nothing shows that leaps like it happen.

    From start to target it asks for several times the start, within a year or for each year, or for a growth a month
    that few things keep up. With a history at hand the history judges instead. Small counts leap easily: from two
    articles to eight is no wonder.

    Why: A goal that nobody believes in is given up in silence.
    Flags:
        sv: Öka antalet nyhetsbrevsläsare från 2 000 läsare i november 2026 till 20 000 läsare i november 2027.
        en: Reduce the number of open cases from 900 cases to 100 cases by June 2027.
    Accepts:
        sv: Öka antalet nyhetsbrevsläsare från 2 000 läsare i november 2026 till 2 600 läsare i november 2027.
        en: Increase the number of articles a month from 2 articles to 8 articles by June 2027.
        en: Reduce emissions from 900 tonnes in 2020 to 100 tonnes in 2045.
    Advice: Show that it has been done before, here or elsewhere, or set a first step on the way.
    Ask: Where has a change of this size been seen before?
    Options:
        factor: How many times the start, up or down, is a leap for one year.
        monthly: Growth a month, as a share, that is a leap.
        smallest: A start below this number, in things counted, is too small to judge by.
    Source: own choice
    """
    if isinstance(target, (Change, Multiple)):
        raise NotApplicable("the target is a change, which R104 looks at")
    start, level = baseline.quantity, target.level(baseline) if not isinstance(target, Habit) else None
    _leave_to_history(series, context)
    if start is None or level is None or start.magnitude <= 0 or level.magnitude < 0:
        raise NotApplicable("start and target cannot be put in relation")
    if start.unit.kind in (UnitKind.COUNT, UnitKind.NUMBER) and max(start.magnitude, level.magnitude) < smallest:
        raise NotApplicable("the numbers are too small to judge by")
    try:
        ratio = float(level / start)
    except UnitMismatchError:
        raise NotApplicable("start and target are in different units") from None
    yield from _leaps(ratio, horizon.months(on=context.today), factor, monthly)


def _leave_to_history(series: Series | None, context: Context) -> None:
    if series is not None and len(known(series, context.today)) >= _ENOUGH:
        raise NotApplicable("there is a history to judge by")


def _leaps(ratio: float, months: int | None, factor: float, monthly: float) -> Iterator[Remark]:
    """What is to be said of a target that is so many times the start, so many months ahead."""
    if ratio <= 0:
        return  # down to nothing: how far that is, no ratio tells
    a_year = ratio ** (12 / months) if months is not None and months > 12 else ratio
    if a_year >= factor:
        yield Remark("It asks for {times} times the start.", at="target", values={"times": round(ratio, 1)})
    elif a_year <= 1 / factor:
        yield Remark(
            "The start is {times} times the target.", at="target", variant="down",
            values={"times": round(1 / ratio, 1)},
        )  # fmt: skip
    elif months and abs(ratio ** (1 / months) - 1) > monthly:
        yield Remark(
            "It asks for a change of {share} percent a month; months in a row: {months}.", at="target",
            variant="monthly", values={"share": round(abs(ratio ** (1 / months) - 1) * 100), "months": months},
        )  # fmt: skip


@rule("R103", criterion="realistic", severity="minor")
def ambition_below_trend(
    goal: Goal, series: Series, target: Target, horizon: Horizon, context: Context, metric: Metric | None = None,
    baseline: Baseline | None = None, *, likely: float = 0.8,
) -> Iterator[Remark]:  # fmt: skip
    """The figure gets there by itself if it goes on as it has.

    The readings are forecast to the deadline, as they are for whoever follows the goal.

    Why: The goal takes the place of one that would change something.
    Flags:
        > target=Level(Quantity(8.5, Unit.percent()))
    Accepts:
        > target=Level(Quantity(5, Unit.percent()))
    Advice: Aim beyond the trend, or say that keeping the trend is the goal and why that is hard.
    Options:
        likely: The probability from which it is said.
    Source: own choice
    """
    progress = followed(
        goal, series, context, target=target, horizon=horizon, metric=metric, baseline=baseline, least=_ENOUGH
    )
    if progress.achieved or progress.value == progress.target:
        raise NotApplicable("there is no way left to go")
    chance = _chance(progress)
    if chance is not None and chance >= likely:
        yield Remark(
            "As it has been going, the figure gets to {target} by {end} without anything new: the probability is "
            "{chance} percent.", at="target",
            values={"target": progress.target, "end": horizon.end, "chance": min(99, int(100 * chance))},
        )  # fmt: skip


def _chance(progress: Progress) -> float | None:
    """The probability that the target is met at the deadline."""
    found = progress.forecast
    return None if found is None else found.probability


@rule("R104", criterion="realistic", severity="minor")
def multiple_without_evidence(
    target: Target, horizon: Horizon, context: Context, series: Series | None = None,
    *, factor: float = 3.0, monthly: float = 0.25,
) -> Iterator[Remark]:  # fmt: skip
    """The goal asks for a multiple, and nothing shows that multiples like it happen.

    This looks at a change by itself, such as "triple" or "by 500 %", whatever it starts from; R102 looks at a target
    beside its start.

    Why: A multiple is quickly written, and what it means in numbers is seen too late.
    Flags:
        sv: Tiodubbla webbförsäljningen till november 2027.
        en: Increase online sales by 500 % by December 2026.
    Accepts:
        sv: Öka webbförsäljningen med 15 % till november 2027.
        en: Double online sales by November 2031.
    Advice: Write out the number that the multiple leads to, and where such growth has been seen.
    Ask: What would the figure then be, and where has that been seen before?
    Options:
        factor: How many times the start, up or down, is a leap for one year.
        monthly: Growth a month, as a share, that is a leap.
    Source: own choice
    """
    if isinstance(target, Multiple):
        ratio = float(target.factor)
    elif isinstance(target, Change) and target.by.unit.kind is UnitKind.PERCENT:
        ratio = float(1 + target.by.magnitude / Decimal(100))
    else:
        raise NotApplicable("the target is no relative change")
    _leave_to_history(series, context)
    yield from _leaps(ratio, horizon.months(on=context.today), factor, monthly)


@rule("R105", criterion="realistic", severity="minor")
def forecast_unlikely(
    goal: Goal, series: Series, target: Target, horizon: Horizon, context: Context, metric: Metric | None = None,
    baseline: Baseline | None = None, *, unlikely: float = 0.3, hardly: float = 0.05,
) -> Iterator[Remark]:  # fmt: skip
    """The goal is not likely to be met if the figure goes on as it has.

    The readings are forecast to the deadline, as they are for whoever follows the goal: several plain forecasts,
    weighted by how each did earlier in the same readings, with the spread of past errors. What is planned to change is
    not in them, so a goal below the mark is no bad goal; it should say what will be different.

    Why: A goal that would take luck is given up the first time luck fails.
    Flags:
        > target=Level(Quantity(3, Unit.percent()))
    Accepts:
        > target=Level(Quantity(7, Unit.percent()))
    Advice: Say what will make the figure move faster than before, or set the level a step closer.
    Ask: What will be different from the years behind you?
    Options:
        unlikely: The probability below which it is said.
        hardly: The probability below which the finding is major.
    Source: own choice
    """
    progress = followed(
        goal, series, context, target=target, horizon=horizon, metric=metric, baseline=baseline, least=_ENOUGH
    )
    if progress.value == progress.target:
        raise NotApplicable("there is no way left to go")
    chance = _chance(progress)
    if chance is not None and chance < unlikely:
        percent = round(100 * chance)
        yield Remark(
            "If it goes on as it has, the probability of {target} by {end} is {chance} percent.", at="target",
            severity=Severity.MAJOR if chance < hardly else None,
            values={"target": progress.target, "end": horizon.end, "chance": percent},
        ) if percent else Remark(
            "If it goes on as it has, the probability of {target} by {end} is below 1 percent.", at="target",
            variant="least", severity=Severity.MAJOR if chance < hardly else None,
            values={"target": progress.target, "end": horizon.end},
        )  # fmt: skip


@rule("R201", criterion="realistic", severity="hint")
def serves_nothing(goal: Goal, statement: Statement) -> Iterator[Remark]:
    """The goal does not say what it is good for.

    One reason, or the business goal that it serves, is enough.

    Why: When time runs short, nobody knows which goal may wait.
    Flags:
        > supports=(), rationale=None, statement="Cut the return rate from 9 % in March 2026 to 6 % by June 2030."
    Accepts:
        > supports=("margin",)
        sv: Minska returgraden från 9 % till 6 % senast i juni 2030 för att sänka fraktkostnaden.
    Advice: Name the business goal that it serves, or add a reason: "so that shipping costs less".
    Ask: Which business goal does this serve?
    Source: Vaimo
    """
    if not goal.supports and goal.rationale is None and not says(statement, "purpose"):
        yield Remark("It does not say what it is good for.", at="supports")


@rule("R202", criterion="realistic", severity="minor")
def conflicting_goal(goal: Goal, metric: Metric, portfolio: Portfolio | None = None) -> Iterator[Remark]:
    """Another goal pulls the same figure the other way, or wants it elsewhere on the same day.

    A figure is the same when its name, its population and the area of the goal are. Where many goals contradict it,
    the first three are named.

    Why: Whoever works on one of them works against the other.
    Flags:
        > portfolio=Portfolio((goal, evolve(goal, id="service",
          metric=Metric("return rate of the web shop", direction="increase", population="orders in the web shop"),
          target=None, baseline=None)))
        > portfolio=Portfolio((goal, evolve(goal, id="again", target=Level(Quantity(4, Unit.percent())))))
    Accepts:
        > portfolio=Portfolio((goal, evolve(goal, id="next", target=Level(Quantity(4, Unit.percent())),
          horizon=Horizon("2027-01-01", "2027-12-31"))))
        > portfolio=Portfolio((goal, evolve(goal, id="shops", area="Shops", target=Level(Quantity(4, Unit.percent())))))
    Advice: Choose one of them, or tell them apart: whose figure is it, and in which part of the business?
    Ask: Which of the two goes first?
    Source: Vaimo
    """
    if portfolio is None:
        raise NotApplicable("no other goals are at hand")
    for other in rivals(goal, portfolio):
        yield Remark(
            "“{statement}” wants the same figure elsewhere.", at="target", values={"statement": other.statement},
            goals=(other.id,) if other.id is not None else (),
        )  # fmt: skip


@rule("R301", criterion="realistic", severity="hint")
def means_without_budget(goal: Goal, statement: Statement, means: tuple[str, ...] | None = None) -> Iterator[Remark]:
    """The means cost money, and there is no budget.

    Only the means and activities are looked at: "reduce consultant costs" is itself a goal about money.

    Why: The goal is agreed on, and the purchase is refused.
    Flags:
        > means=("hire two photographers",), budget=None
    Accepts:
        > means=("hire two photographers",), budget=Quantity(900_000, Unit.currency("SEK"))
        sv: Minska kostnaden för konsulter från 8 till 5 miljoner kronor senast i juni 2030.
    Advice: State what it may cost, or who decides that and when.
    Ask: What may it cost, and who has agreed to that?
    Source: own choice
    """
    if goal.budget is not None:
        return
    told = [part.text for part in statement.parts if part.role == "means"]
    texts = [*told, *(means or ()), *goal.means, *(activity.name for activity in goal.activities)]
    lexicon = lexicon_of(statement)
    for text in texts:
        found = lexicon.find("cost_words", text)
        if found:
            word = text[found[0][0] : found[0][1]]
            yield Remark("“{word}” costs money, and no budget is stated.", at="budget", values={"word": word})
            return


@rule("R302", criterion="realistic", severity="hint")
def owner_carries_too_many(
    owner: str | None = None, portfolio: Portfolio | None = None, *, most: int = 5
) -> Iterator[Remark]:
    """Whoever answers for the goal answers for many others.

    Why: Each goal gets an hour a week, and none gets what it needs.
    Flags:
        > portfolio=Portfolio(tuple(evolve(goal, id=str(number)) for number in range(6)))
    Accepts:
        > portfolio=Portfolio(tuple(evolve(goal, id=str(number)) for number in range(5)))
    Advice: Let somebody else answer for some of them, or choose those that matter most.
    Ask: Which of them may wait?
    Options:
        most: Goals that one person can answer for.
    Source: own choice
    """
    if owner is None or portfolio is None:
        raise NotApplicable("no owner is named, or no other goals are at hand")
    count = len(related(portfolio).owned.get(folded(owner), ()))
    if count > most:
        values = {"owner": owner, "count": count}
        yield Remark("{owner} answers for {count} goals.", at="owner", values=values)
