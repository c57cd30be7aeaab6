"""Measurable: could two people look at the same facts and agree whether the goal is met?

M1xx looks at the metric and its unit, M2xx at the baseline, M3xx at the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Change, Direction, Habit, Level, MetricKind, Milestones, Multiple, Quantity, UnitKind
from smartgoals.model.horizon import months_between
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.relations import related
from smartgoals.rules.wording import is_score

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Context, Goal, Horizon, Metric, Portfolio, Series, Target
    from smartgoals.statement import Statement

__all__ = [
    "baseline_without_date",
    "cadence_too_slow",
    "change_from_nothing",
    "false_precision",
    "no_baseline",
    "no_metric",
    "no_source",
    "no_target",
    "number_without_unit",
    "percent_or_points",
    "ratio_without_parts",
    "stale_baseline",
    "target_equals_baseline",
    "units_that_do_not_match",
    "verb_against_numbers",
]


_DAY = timedelta(days=1)


@rule("M101", criterion="measurable")
def no_metric(goal: Goal, metric: Metric | None = None, target: Target | None = None) -> Iterator[Remark]:
    """The goal does not say what is measured.

    A milestone can be seen to happen, and a number may speak for itself; both lack less than a goal with neither.

    Why: Without a metric, whoever feels strongest about it decides whether the goal was met.
    Flags:
        > metric=None, baseline=None, target=None, statement="We want to be the best shop in town."
        en: Launch a new customer portal in May 2027.
    Accepts:
        sv: Minska returgraden från 9 % till 6 % senast i juni 2027.
    Advice: Name something that is counted already, and where the figure comes from: "return rate, from the monthly
        order report".
    Ask: Which figure will show that you have succeeded?
    Source: OKR Orca
    """
    if metric is not None:
        return
    if isinstance(target, Milestones | Habit):
        yield Remark(
            "No metric is named. One can see when this is done, but no figure says what it leads to.", at="metric",
            severity=Severity.MINOR, variant="milestone",
        )  # fmt: skip
    elif target is not None:
        yield Remark(
            "There is a number, but not what it measures.", at="metric", severity=Severity.MINOR, variant="number"
        )
    else:
        yield Remark("It does not say what is measured.", at="metric")


@rule("M102", criterion="measurable", severity="hint")
def number_without_unit(statement: Statement, target: Target, metric: Metric | None = None) -> Iterator[Remark]:
    """The target is a bare number.

    An index or a score needs no unit: its name tells, or a unit of its own. None at all is none in any unit. For most
    other things "to 40" can be kronor, thousands, per cent or people.

    Why: The same figure is read as thousands by one and as millions by the next.
    Flags:
        > metric=Metric("online revenue"), baseline=Baseline(Quantity(30)), target=Level(Quantity(40))
    Accepts:
        > metric=Metric("service ladder", Unit.number()), baseline=Baseline(Quantity(61)), target=Level(Quantity(70))
        sv: Höj engagemangsindex till 72 senast i juni 2027.
        en: Raise NPS from 31 to 45 by June 2027.
    Advice: Write the unit after the number: "40 MSEK", "40 %", "40 customers".
    Ask: In what unit is the number?
    Source: QRA Corp
    """
    if not isinstance(target, (Level, Change)):
        raise NotApplicable("the target is no single number")
    quantity = target.quantity if isinstance(target, Level) else target.by
    is_bare = quantity.unit.kind is UnitKind.NUMBER and (metric is None or metric.unit is None)
    if is_bare and quantity.magnitude and not (metric is not None and is_score(metric, statement)):
        size = Quantity(abs(quantity.magnitude), quantity.unit)
        yield Remark("{number} of what? No unit is stated.", at="metric.unit", values={"number": size})


@rule("M103", criterion="measurable", severity="minor")
def percent_or_points(statement: Statement) -> Iterator[Remark]:
    """The change can be read as percent or as percentage points.

    "Raise the share by 5 %" from 20 % leads to 21 % by one reading and to 25 % by the other.

    Why: The two readings can be far apart, and each side is sure of its own.
    Flags:
        sv: Öka konverteringsgraden med 5 % till juni 2027.
        en: Increase the conversion rate by 5 % by June 2027.
    Accepts:
        sv: Öka konverteringsgraden med 0,5 procentenheter till juni 2027.
        en: Increase online revenue by 5 % by June 2027.
    Advice: Write "percentage points", or give both levels: "from 2.0 % to 2.5 %".
    Ask: Do you mean percent or percentage points?
    Source: cht-core (2522); ClimberKPI (19)
    """
    for found in statement.ambiguities:
        if found.kind == "percent_or_points":
            yield Remark(
                "“{text}” can be percent or percentage points.", at="target", span=(found.start, found.end),
                values={"text": found.text},
            )  # fmt: skip


@rule("M104", criterion="measurable", severity="hint")
def no_source(
    metric: Metric, target: Target | None = None, baseline: Baseline | None = None, owner: str | None = None
) -> Iterator[Remark]:
    """Nobody says where the figure comes from.

    It is asked once a start, a target and somebody who can answer are named. A first draft has other gaps to fill.

    Why: Two systems rarely show the same figure, and the choice between them is made when it matters most.
    Flags:
        > metric=Metric("return rate of the web shop", Unit.percent())
    Accepts:
        > metric=Metric("return rate of the web shop", Unit.percent(), source="the monthly order report")
        en: Reduce the return rate from 9 % to 6 % by June 2027.
    Advice: Name the report or the system, and how it is counted: "return rate, from the monthly order report".
    Ask: Where does the figure come from, and how is it counted?
    Source: HL7 FHIR
    """
    if metric.source is not None or owner is None or target is None or baseline is None or not baseline.is_known:
        return
    if isinstance(target, Milestones):
        raise NotApplicable("the target is an event, which one can see")
    yield Remark("It does not say where the figure comes from.", at="metric.source")


@rule("M105", criterion="measurable", severity="hint")
def cadence_too_slow(
    metric: Metric, context: Context, horizon: Horizon | None = None, *, min_readings: int = 3
) -> Iterator[Remark]:
    """The metric is read too seldom to steer by.

    Between start and deadline there should be time to see a reading, do something about it, and see another.

    Why: When the first reading comes, nothing is left to change.
    Flags:
        > metric=Metric("customer index", cadence=Cadence("year")), baseline=None, target=None
    Accepts:
        > metric=Metric("customer index", cadence=Cadence("month")), baseline=None, target=None
        > metric=Metric("customer index"), baseline=None, target=None
    Advice: Read it more often, or follow something beside it that moves sooner: sign-ups beside revenue.
    Ask: What can you look at each month that tells which way it goes?
    Options:
        min_readings: Readings that there should be between start and deadline.
    Source: PostHog (3950)
    """
    if metric.cadence is None or horizon is None:
        raise NotApplicable("nobody says how often the metric is read, or until when")
    days = (horizon.end - (horizon.start or context.today)).days
    count = max(0, days) // metric.cadence.days
    if count < min_readings:
        yield Remark(
            "Readings before {end}: {count}; steering takes {needed}.", at="metric.cadence",
            values={"count": count, "end": horizon.end, "needed": min_readings},
        )  # fmt: skip


@rule("M201", criterion="measurable", severity="minor")
def no_baseline(
    goal: Goal, baseline: Baseline | None = None, target: Target | None = None, metric: Metric | None = None
) -> Iterator[Remark]:
    """The goal does not say where things stand today.

    A figure that nobody knows yet is no disgrace: measuring it is then the first step. For a launch the question is
    what things are like before it. A habit, or a level that is to be kept, can be judged without a start.

    Why: Without a start, nobody can tell progress from standing still, or a hard goal from an easy one.
    Flags:
        sv: Öka antalet nyhetsbrevsläsare till 12 000 senast i juni 2027.
        > baseline=None, statement="Cut the return rate to 6 % by June 2027."
    Accepts:
        sv: Öka antalet nyhetsbrevsläsare från 9 000 till 12 000 senast i juni 2027.
    Advice: Add the latest reading and its date: "from 9 000 in March 2027". If there is none, measure first and set the
        target afterwards.
    Ask: What is the figure today, and when was it read?
    Source: Tangible Growth
    """
    if baseline is not None and baseline.is_known:
        return
    if isinstance(target, Habit) or (metric is not None and metric.direction is Direction.MAINTAIN):
        yield Remark(
            "It would help to know how it is today, though what is to be kept can be judged without it.", at="baseline",
            severity=Severity.HINT, variant="kept",
        )  # fmt: skip
    elif isinstance(target, Milestones):
        yield Remark(
            "No baseline is named. What are things like before this is done?", at="baseline", severity=Severity.HINT,
            variant="milestone",
        )  # fmt: skip
    elif baseline is not None and baseline.period is not None:
        yield Remark(
            "It compares with {period}, but does not say what the figure was then.", at="baseline",
            severity=Severity.HINT, variant="period", values={"period": baseline.period},
        )  # fmt: skip
    else:
        yield Remark("It does not say where things stand today.", at="baseline")


@rule("M202", criterion="measurable", severity="hint")
def baseline_without_date(baseline: Baseline | None = None) -> Iterator[Remark]:
    """The baseline has no date.

    A figure without a date is hard to look up again.

    Why: When the figure is questioned, nobody can find the report that it came from.
    Flags:
        sv: Minska returgraden från 9 % till 6 % senast i juni 2027.
    Accepts:
        sv: Minska returgraden från 9 % i mars 2026 till 6 % senast i juni 2027.
    Advice: Say when the figure was read: "from 9 % in March 2026".
    Ask: When was the figure read?
    Source: own choice
    """
    if baseline is None or baseline.quantity is None:
        raise NotApplicable("no baseline is known")
    if baseline.period is None:
        values = {"baseline": baseline.quantity}
        yield Remark("It does not say when {baseline} was read.", at="baseline.period", values=values)


@rule("M203", criterion="measurable", severity="minor")
def change_from_nothing(target: Target, baseline: Baseline | None = None) -> Iterator[Remark]:
    """The goal asks for a change without saying compared with what.

    "Cut by 20 %" needs a figure or at least a year to count from.

    Why: With another year to compare with, the same result turns from success to failure.
    Flags:
        sv: Minska leveranskostnaderna med 20 % senast i december 2027.
        en: Reduce delivery costs by 20 % by December 2027.
    Accepts:
        sv: Minska leveranskostnaderna med 20 % senast i december 2027 jämfört med 2025.
        en: Reduce delivery costs from 5 MSEK to 4 MSEK by December 2027.
    Advice: Say what to compare with: "20 % lower than in 2025", or give both levels.
    Ask: Compared with what, and when?
    Source: own choice
    """
    if not isinstance(target, (Change, Multiple)):
        raise NotApplicable("the target is no change")
    if baseline is None or (baseline.quantity is None and baseline.period is None):
        yield Remark("It asks for a change, but not compared with what.", at="baseline")


@rule("M204", criterion="measurable", severity="hint")
def stale_baseline(
    baseline: Baseline | None = None, horizon: Horizon | None = None, target: Target | None = None,
    *, max_months: int = 24,
) -> Iterator[Remark]:  # fmt: skip
    """The start is an old figure.

    What counts is its age on the goal's first day. A base year from which a change is counted, as with emissions, may
    be as old as it likes.

    Why: Much of the way may be behind already, or the way may have become longer.
    Flags:
        > baseline=Baseline(Quantity(9, Unit.percent()), Period("2019"))
    Accepts:
        > baseline=Baseline(Quantity(9, Unit.percent()), Period("2025-03"))
        en: Reduce emissions by 60 % by 2030 compared with 2015.
    Advice: Read the figure again before the goal begins.
    Ask: What is the figure today?
    Options:
        max_months: The greatest age of the start, in months, when the goal begins.
    Source: own choice
    """
    if baseline is None or baseline.period is None or not baseline.is_known or isinstance(target, (Change, Multiple)):
        raise NotApplicable("there is no dated start to reach a level from")
    if horizon is None or horizon.start is None or horizon.start <= baseline.period.last:
        return
    months = months_between(baseline.period.last + _DAY, horizon.start)
    if months > max_months:
        yield Remark(
            "The start, {baseline}, is from {period}, {months} months before the goal begins.", at="baseline.period",
            values={"baseline": baseline.quantity, "period": baseline.period, "months": months},
        )  # fmt: skip


@rule("M301", criterion="measurable")
def no_target(goal: Goal, target: Target | None = None) -> Iterator[Remark]:
    """The goal has no target: neither a number nor an event decides when it is met.

    A direction is a beginning. The target says how far.

    Why: A goal that only points in a direction is met on the first day, or never.
    Flags:
        sv: Minska antalet felplock i lagret under 2027.
        en: Reduce the number of picking errors during 2027.
    Accepts:
        sv: Minska antalet felplock i lagret från 300 till 120 under 2027.
        en: Open a second warehouse in Malmö by September 2027.
    Advice: Say where you want to end up: "to 120 a year".
    Ask: What should the figure be when you are done?
    Source: own choice
    """
    if target is None:
        yield Remark("It does not say how far to go.", at="target")


@rule("M302", criterion="measurable", severity="minor")
def target_equals_baseline(target: Target, baseline: Baseline, metric: Metric | None = None) -> Iterator[Remark]:
    """The target is what the figure already is.

    Often the level is to be kept, and then the goal should say so.

    Why: Progress cannot be counted: the goal is both met and not begun.
    Flags:
        > metric=Metric("stores", direction="increase"), baseline=Baseline(Quantity(90)), target=Level(Quantity(90))
    Accepts:
        > metric=Metric("stores", direction="maintain"), baseline=Baseline(Quantity(90)), target=Level(Quantity(90))
    Advice: Write "keep … at …" if the level is to be held; otherwise set a target that differs from today's figure.
    Ask: Is the level to be kept, or is one of the numbers wrong?
    Source: Operately (3061)
    """
    if isinstance(target, (Milestones, Habit)):
        raise NotApplicable("the target has no level to compare")
    if metric is not None and metric.direction is Direction.MAINTAIN:
        raise NotApplicable("the level is to be kept")
    level = target.level(baseline)
    if level is not None and level == baseline.quantity:
        yield Remark("The target, {target}, is the same as the start.", at="target", values={"target": level})


@rule("M303", criterion="measurable")
def verb_against_numbers(metric: Metric, target: Target, baseline: Baseline) -> Iterator[Remark]:
    """The words point one way and the numbers the other.

    Why: Half the readers follow the words and half the numbers, and progress is counted with the wrong sign.
    Flags:
        sv: Öka kundbasen från 22 000 kunder i mars 2027 till 20 000 kunder i juni 2027.
        > metric=Metric("customers", direction="increase"), baseline=Baseline(Quantity(30)), target=Level(Quantity(20))
    Accepts:
        sv: Minska svarstiden från 30 timmar i mars 2027 till 20 timmar i juni 2027.
        > metric=Metric("errors", direction="decrease"), baseline=Baseline(Quantity(30)), target=Level(Quantity(20))
    Advice: Change the verb, or swap the two numbers.
    Ask: Which is right, the verb or the numbers?
    Source: Operately (593)
    """
    direction = metric.direction
    if direction not in (Direction.INCREASE, Direction.DECREASE):
        raise NotApplicable("the words give no direction")
    start, level = baseline.quantity, target.level(baseline)
    if start is None or level is None:
        return
    try:
        against = level < start if direction is Direction.INCREASE else level > start
    except UnitMismatchError:
        raise NotApplicable("start and target are in different units") from None
    if against and direction is Direction.INCREASE:
        yield Remark(
            "It is to rise, but {target} is below {start}.", at="target", values={"start": start, "target": level},
            variant="increase",
        )  # fmt: skip
    elif against:
        yield Remark(
            "It is to fall, but {target} is above {start}.", at="target", values={"start": start, "target": level},
            variant="decrease",
        )  # fmt: skip


@rule("M304", criterion="measurable")
def units_that_do_not_match(target: Target, metric: Metric, series: Series | None = None) -> Iterator[Remark]:
    """The target is in another unit than what it is measured in.

    Percentage points can only change a share. Readings in another unit than the target's are no flaw of the goal, so
    of them it is only asked.

    Why: No reading will ever tell whether the goal is met.
    Flags:
        > metric=Metric("online revenue", Unit.currency("SEK")), baseline=None,
          target=Change(Quantity(5, Unit.percentage_point()))
        > target=Level(Quantity(6)), metric=Metric("return rate"), baseline=None, series=series
    Accepts:
        > metric=Metric("return rate", Unit.percent()), baseline=None,
          target=Change(Quantity(-2, Unit.percentage_point()))
        > target=Level(Quantity(6, Unit.percent())), series=series
    Advice: Write target, start and metric in one unit.
    Ask: In which unit is it measured?
    Source: QRA Corp
    """
    if isinstance(target, Change) and target.by.unit.kind is UnitKind.PERCENTAGE_POINT:
        if metric.unit is not None and not metric.unit.is_share:
            text = "{change} can only change a share, and this is no share."
            yield Remark(text, at="target", values={"change": target.by})
        return
    last = series.last if series is not None else None
    level = target.level(None)
    if last is None or level is None or isinstance(target, Habit):
        return
    try:
        _ = last.value < level
    except UnitMismatchError:
        yield Remark(
            "The readings are such as {reading}, and the target is {target}.", at="target", variant="series",
            severity=Severity.HINT, values={"reading": last.value, "target": level},
        )  # fmt: skip


@rule("M305", criterion="measurable", severity="hint")
def false_precision(target: Target, baseline: Baseline | None = None, *, digits: int = 4) -> Iterator[Remark]:
    """The target is more exact than anybody can mean.

    A target has been chosen, so it is usually round. One that is much more exact than its start has often come out of
    a calculator. Shares close to all or nothing, such as 99.95 %, need their decimals.

    Why: A hair's breadth decides between success and failure.
    Flags:
        sv: Öka antalet nyhetsbrevsläsare från 9 000 till 12 347 senast i juni 2027.
        en: Raise online sales to SEK 48,317,250 by June 2027.
    Accepts:
        sv: Öka antalet nyhetsbrevsläsare från 11 862 till 12 350 senast i juni 2027.
        en: Keep the web shop up for 99.95 % of the time during 2027.
        en: Reduce the return rate by 27.5 % by June 2027.
    Advice: Round it to what you would say aloud.
    Ask: Would one less or one more make a difference?
    Options:
        digits: Digits that are fine in any target, zeros at the end not counted.
    Source: own choice
    """
    if not isinstance(target, (Level, Change)):
        raise NotApplicable("the target is no single number")
    number = target.quantity if isinstance(target, Level) else target.by
    if number.unit.is_share and not 1 <= abs(number.magnitude) <= 99:
        return
    start = baseline.quantity if baseline is not None else None
    fine = digits if start is None else max(digits, _digits(start.magnitude))
    if _digits(number.magnitude) > fine:
        yield Remark("{target} is more exact than it need be.", at="target", values={"target": number})


def _digits(number: Decimal) -> int:
    """The digits of a number, zeros at both ends not counted."""
    return len(f"{number.copy_abs():f}".replace(".", "").strip("0"))


@rule("M306", criterion="measurable", severity="hint")
def ratio_without_parts(
    metric: Metric, goal: Goal, series: Series | None = None, portfolio: Portfolio | None = None
) -> Iterator[Remark]:
    """A ratio is rolled up with others, and its readings do not say of how many.

    Shares of groups of different sizes have no plain mean. Where the goal serves nothing that has several goals, this
    does not matter.

    Why: 50 % of ten and 10 % of a thousand together are not 30 %.
    Flags:
        > series=series, portfolio=Portfolio((goal, evolve(goal, id="again")))
    Accepts:
        > series=series, portfolio=Portfolio((goal,))
        > portfolio=Portfolio((goal, evolve(goal, id="again")))
    Advice: Keep what is divided and what it is divided by with each reading.
    Ask: Of how many is the share?
    Source: akvo-rsr (2446)
    """
    if metric.kind is not MetricKind.RATIO or series is None or portfolio is None:
        raise NotApplicable("no ratio is rolled up here")
    last = series.last
    if last is None or last.denominator is not None:
        return
    serving = related(portfolio).serving
    for served in goal.supports:
        if len(serving[served]) > 1:
            yield Remark(
                "Its readings are shares without their parts, and {count} goals are rolled up into {served}.",
                at="metric", values={"count": len(serving[served]), "served": served},
            )  # fmt: skip
            return
