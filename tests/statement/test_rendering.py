"""Goals written as sentences, and the sentences read back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.lexicon import languages
from smartgoals.model import (
    Band,
    Baseline,
    Bound,
    Cadence,
    Change,
    Context,
    Direction,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestones,
    Multiple,
    Period,
    Quantity,
    Target,
    Unit,
    UnitKind,
)
from smartgoals.statement import Statement, parse, render

PERCENT, POINTS, TIMES = Unit.percent(), Unit.percentage_point(), Unit.times()
SEK, EUR = Unit.currency("SEK"), Unit.currency("EUR")
HOUR, DAY, MINUTE = Unit.physical("hour"), Unit.physical("day"), Unit.physical("minute")


def goal(
    name: str | None = None,
    target: Target | None = None,
    *,
    direction: str | None = None,
    since: Baseline | None = None,
    until: Horizon | None = None,
    means: tuple[str, ...] = (),
    why: str | None = None,
) -> Goal:
    """A goal from the few things that a sentence says."""
    metric = Metric(name, direction=direction) if name is not None else None
    return Goal(
        "(not written yet)", metric=metric, target=target, baseline=since, horizon=until, means=means, rationale=why
    )


def read(text: str, language: str | None) -> Statement:
    """Read a sentence on a fixed day."""
    return parse(text, context=Context("2026-01-15", language))


def customers(noun: str, count: int) -> Quantity:
    """So many of something."""
    return Quantity(count, Unit.count(noun))


GOLDEN = {
    "level": (
        goal("conversion rate", Level(Quantity(3, PERCENT)), direction="increase",
             since=Baseline(Quantity("2.1", PERCENT), Period("2026-03")), until=Horizon("2026-03-31", "2026-12-31"),
             means=("by showing size tables",), why="in order to grow"),
        goal("konverteringsgraden", Level(Quantity(3, PERCENT)), direction="increase",
             since=Baseline(Quantity("2.1", PERCENT), Period("2026-03")), until=Horizon("2026-03-31", "2026-12-31"),
             means=("genom att visa storlekstabeller",), why="för att växa"),
        "Increase conversion rate from 2.1% in March 2026 to 3% by the end of 2026 by showing size tables in order to grow.",
        "Öka konverteringsgraden från 2,1 % i mars 2026 till 3 % senast 2026 genom att visa storlekstabeller för att växa.",
    ),
    "ceiling": (
        goal("return rate", Level(Quantity(6, PERCENT), Bound.AT_MOST), direction="decrease",
             since=Baseline(Quantity("9.5", PERCENT)), until=Horizon.until("2027-06-30")),
        goal("returgraden", Level(Quantity(6, PERCENT), Bound.AT_MOST), direction="decrease",
             since=Baseline(Quantity("9.5", PERCENT)), until=Horizon.until("2027-06-30")),
        "Reduce return rate from 9.5% to no more than 6% by the end of June 2027.",
        "Minska returgraden från 9,5 % till högst 6 % senast i juni 2027.",
    ),
    "floor, unknown baseline": (
        goal("customer satisfaction", Level(Quantity("4.5"), Bound.AT_LEAST), since=Baseline.unknown(),
             until=Horizon.until("2026-05-15")),
        goal("kundnöjdheten", Level(Quantity("4.5"), Bound.AT_LEAST), since=Baseline.unknown(),
             until=Horizon.until("2026-05-15")),
        "Customer satisfaction will be at least 4.5 by 15 May 2026 (baseline not yet measured).",
        "Kundnöjdheten ska vara minst 4,5 senast den 15 maj 2026 (utgångsläget ännu inte mätt).",
    ),
    "count whose metric names it": (
        goal("number of customers", Level(customers("customers", 22000)), direction="increase",
             since=Baseline(customers("customers", 20000)), until=Horizon("2026-04-01", "2026-06-30")),
        goal("antal kunder", Level(customers("kunder", 22000)), direction="increase",
             since=Baseline(customers("kunder", 20000)), until=Horizon("2026-04-01", "2026-06-30")),
        "Increase the number of customers from 20,000 to 22,000 during Q2 2026.",
        "Öka antalet kunder från 20 000 till 22 000 under andra kvartalet 2026.",
    ),
    "count without a metric": (
        goal(None, Level(customers("members", 500), Bound.AT_LEAST), until=Horizon.until("2026-12-31")),
        goal(None, Level(customers("medlemmar", 500), Bound.AT_LEAST), until=Horizon.until("2026-12-31")),
        "Reach at least 500 members by the end of 2026.",
        "Nå minst 500 medlemmar senast 2026.",
    ),
    "count to deliver": (
        goal("articles", Level(customers("articles", 50)), direction="achieve"),
        goal("artiklar", Level(customers("artiklar", 50)), direction="achieve"),
        "Deliver 50 articles.",
        "Leverera 50 artiklar.",
    ),
    "ratio": (
        goal("average order value", Level(Quantity("1250.5", Unit.ratio(SEK, Unit.count("customer")))), direction="reach"),
        goal("snittordervärdet", Level(Quantity("1250.5", Unit.ratio(SEK, Unit.count("kund")))), direction="reach"),
        "Average order value will be SEK 1,250.50 per customer.",
        "Snittordervärdet ska vara 1 250,50 kr per kund.",
    ),
    "level to keep": (
        goal("return rate", Level(Quantity(4, PERCENT), Bound.AT_MOST), direction="maintain",
             since=Baseline(Quantity(4, PERCENT), Period("2025-12-31")), until=Horizon.until("2026-12-31")),
        goal("returgraden", Level(Quantity(4, PERCENT), Bound.AT_MOST), direction="maintain",
             since=Baseline(Quantity(4, PERCENT), Period("2025-12-31")), until=Horizon.until("2026-12-31")),
        "Keep return rate at no more than 4% until the end of 2026, from 4% on 31 December 2025.",
        "Håll returgraden på högst 4 % till och med 2026, från 4 % den 31 december 2025.",
    ),
    "change in percent": (
        goal("online sales", Change(Quantity("12.5", PERCENT), Bound.AT_LEAST), direction="increase",
             since=Baseline.unknown(Period("2025")), until=Horizon.until("2027-12-31")),
        goal("omsättningen", Change(Quantity("12.5", PERCENT), Bound.AT_LEAST), direction="increase",
             since=Baseline.unknown(Period("2025")), until=Horizon.until("2027-12-31")),
        "Increase online sales by at least 12.5% by the end of 2027, compared with 2025.",
        "Öka omsättningen med minst 12,5 % senast 2027, jämfört med 2025.",
    ),
    "change from a known baseline": (
        goal("online sales", Change(Quantity(10, PERCENT)), since=Baseline(Quantity(1000000, SEK), Period("2025")),
             until=Horizon("2025-12-31", "2026-12-31")),
        goal("omsättningen", Change(Quantity(10, PERCENT)), since=Baseline(Quantity(1000000, SEK), Period("2025")),
             until=Horizon("2025-12-31", "2026-12-31")),
        "Increase online sales by 10% by the end of 2026, from SEK 1,000,000 in 2025.",
        "Öka omsättningen med 10 % senast 2026, från 1 000 000 kr år 2025.",
    ),
    "change in points": (
        goal("market share", Change(Quantity(3, POINTS)), until=Horizon("2026-01-01", "2028-12-31")),
        goal("marknadsandelen", Change(Quantity(3, POINTS)), until=Horizon("2026-01-01", "2028-12-31")),
        "Increase market share by 3 percentage points between 2026 and 2028.",
        "Öka marknadsandelen med 3 procentenheter mellan 2026 och 2028.",
    ),
    "change by an amount": (
        goal("delivery time", Change(Quantity(-1, HOUR), Bound.AT_MOST), until=Horizon("2026-04-01", "2026-05-15")),
        goal("leveranstiden", Change(Quantity(-1, HOUR), Bound.AT_MOST), until=Horizon("2026-04-01", "2026-05-15")),
        "Reduce delivery time by no more than 1 hour between 1 April and 15 May 2026.",
        "Minska leveranstiden med högst 1 timme mellan den 1 april och den 15 maj 2026.",
    ),
    "multiple": (
        goal("exports", Multiple(2), until=Horizon.until("2030-12-31")),
        goal("exporten", Multiple(2), until=Horizon.until("2030-12-31")),
        "Double exports by the end of 2030.",
        "Fördubbla exporten senast 2030.",
    ),
    "multiple below one": (
        goal("food waste", Multiple("0.5"), since=Baseline.unknown(Period("2024-03-31"))),
        goal("matsvinnet", Multiple("0.5"), since=Baseline.unknown(Period("2024-03-31"))),
        "Halve food waste, compared with 31 March 2024.",
        "Halvera matsvinnet, jämfört med den 31 mars 2024.",
    ),
    "multiple as a part": (
        goal("food waste", Multiple("0.75", Bound.AT_LEAST)),
        goal("matsvinnet", Multiple("0.75", Bound.AT_LEAST)),
        "Reduce food waste by at least a quarter.",
        "Minska matsvinnet med minst en fjärdedel.",
    ),
    "multiple in figures": (
        goal("online sales", Multiple("2.5", Bound.AT_LEAST), direction="increase", until=Horizon("2026-04-01", "2026-12-31")),
        goal("omsättningen", Multiple("2.5", Bound.AT_LEAST), direction="increase", until=Horizon("2026-04-01", "2026-12-31")),
        "Increase online sales to at least 2.5 times the baseline between April 2026 and December 2026.",
        "Öka omsättningen till minst 2,5 gånger utgångsläget mellan april 2026 och december 2026.",
    ),
    "band to keep": (
        goal("delivery time", Band(Quantity(2, DAY), Quantity(4, DAY)), direction="maintain", until=Horizon("2026-01-01", "2026-06-30")),
        goal("leveranstiden", Band(Quantity(2, DAY), Quantity(4, DAY)), direction="maintain", until=Horizon("2026-01-01", "2026-06-30")),
        "Keep delivery time between 2 and 4 days during the first half of 2026.",
        "Håll leveranstiden mellan 2 och 4 dagar under första halvåret 2026.",
    ),
    "band to come to": (
        goal("margin", Band(Quantity(6, PERCENT), Quantity(8, PERCENT)), since=Baseline(Quantity("4.5", PERCENT), Period("2025-Q4"))),
        goal("marginalen", Band(Quantity(6, PERCENT), Quantity(8, PERCENT)), since=Baseline(Quantity("4.5", PERCENT), Period("2025-Q4"))),
        "Increase margin from 4.5% in Q4 2025 to between 6% and 8%.",
        "Öka marginalen från 4,5 % under fjärde kvartalet 2025 till mellan 6 % och 8 %.",
    ),
    "band around the baseline": (
        goal("margin", Band(Quantity(6, PERCENT), Quantity(8, PERCENT)), since=Baseline(Quantity(7, PERCENT)), until=Horizon.until("2026-09-30")),
        goal("marginalen", Band(Quantity(6, PERCENT), Quantity(8, PERCENT)), since=Baseline(Quantity(7, PERCENT)), until=Horizon.until("2026-09-30")),
        "Keep margin between 6% and 8% until the end of September 2026, from 7%.",
        "Håll marginalen mellan 6 % och 8 % till och med september 2026, från 7 %.",
    ),
    "one milestone": (
        goal(None, Milestones(("new web shop",)), until=Horizon.until("2026-06-30")),
        goal(None, Milestones(("ny webbutik",)), until=Horizon.until("2026-06-30")),
        "Deliver new web shop by the end of June 2026.",
        "Leverera ny webbutik senast i juni 2026.",
    ),
    "several milestones": (
        goal(None, Milestones(("Launch the web shop", "customer club", "Train the staff"))),
        goal(None, Milestones(("Lansera webbutiken", "kundklubb", "Utbilda personalen"))),
        "Launch the web shop, deliver customer club and train the staff.",
        "Lansera webbutiken, leverera kundklubb och utbilda personalen.",
    ),
    "habit": (
        goal("customer interviews", Habit(Quantity(3, TIMES), Cadence("week")), until=Horizon.until("2026-06-30")),
        goal("kundintervjuer", Habit(Quantity(3, TIMES), Cadence("week")), until=Horizon.until("2026-06-30")),
        "Do customer interviews 3 times per week until the end of June 2026.",
        "Genomför kundintervjuer 3 gånger per vecka till och med juni 2026.",
    ),
    "habit in money": (
        goal("savings", Habit(Quantity(500, EUR), Cadence("month", 2))),
        goal("besparingar", Habit(Quantity(500, EUR), Cadence("month", 2))),
        "Deliver savings of €500 every other month.",
        "Leverera besparingar på 500 euro varannan månad.",
    ),
    "direction alone": (
        goal("conversion rate", direction="increase", until=Horizon.until("2026-12-31"), means=("better search", "showing stock"), why="Carts are left."),
        goal("konverteringsgraden", direction="increase", until=Horizon.until("2026-12-31"), means=("bättre sökning",), why="Korgar lämnas kvar."),
        "Increase conversion rate by the end of 2026 through better search and by showing stock. Purpose: Carts are left.",
        "Öka konverteringsgraden senast 2026 genom bättre sökning. Syfte: Korgar lämnas kvar.",
    ),
    "metric and baseline alone": (
        goal("conversion rate", since=Baseline(Quantity("2.1", PERCENT), Period("2026-W14"))),
        goal("konverteringsgraden", since=Baseline(Quantity("2.1", PERCENT), Period("2026-W14"))),
        "Conversion rate, from 2.1% in week 14 of 2026.",
        "Konverteringsgraden, från 2,1 % under vecka 14 2026.",
    ),
    "verb and numbers that disagree": (
        goal("price", Change(Quantity(-5, PERCENT)), direction="increase"),
        goal("priset", Change(Quantity(-5, PERCENT)), direction="increase"),
        "Increase price by -5%.",
        "Öka priset med −5 %.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("english", "swedish", "in_english", "in_swedish"), GOLDEN.values(), ids=GOLDEN)
def test_a_goal_is_written_as_a_native_would(english: Goal, swedish: Goal, in_english: str, in_swedish: str) -> None:
    """Each kind of goal has its sentence in each language."""
    assert in_english == render(english, "en")
    assert in_swedish == render(swedish, "sv")


# what a sentence can say

METRICS = {
    "en": ["conversion rate", "return rate", "revenue", "delivery time", "food waste", "market share", "satisfaction"],
    "sv": ["konverteringsgraden", "returgraden", "omsättningen", "leveranstiden", "matsvinnet", "marknadsandelen"],
}
NOUNS = {"en": ["customers", "orders", "visitors"], "sv": ["kunder", "beställningar", "besökare"]}
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2045, 12, 31))
SIZES = st.integers(1, 99) | st.integers(1, 9_999_999) | st.decimals("0.1", "9999", places=1)
FACTORS = ["2", "3", "4", "5", "10", "0.5", "1.5", "1.25", "0.75", "0.25", "0.8", "0.9", "1.1"]
BOUNDS = st.sampled_from(Bound)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of any kind."""
    kind = draw(st.sampled_from(["year", "half", "quarter", "month", "week", "day"]))
    return Period.containing(draw(DAYS), kind)


@st.composite
def horizons(draw: st.DrawFn) -> Horizon:
    """A horizon with or without a start, which often begins and ends as calendars do."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    kind = draw(st.sampled_from(["year", "quarter", "month", "day"]))
    start = draw(st.sampled_from([None, Period.containing(first, kind).first, first]))
    return Horizon(start, Period.containing(last, kind).last)


@st.composite
def goals(draw: st.DrawFn, language: str) -> Goal:
    """A goal that one sentence can say, with the nouns of a language."""
    nouns = st.sampled_from(NOUNS[language]).map(Unit.count)
    unit = draw(st.sampled_from([PERCENT, SEK, EUR, HOUR, DAY, Unit.number()]) | nouns)
    size, other = (Quantity(draw(SIZES), unit) for _ in "ab")
    kind = draw(st.sampled_from(["level", "change", "multiple", "band", "habit", "milestone", "nothing"]))
    target: Target | None = None
    start: Unit | None = unit
    directions: list[str | None] = [None, *Direction]
    match kind:
        case "level":
            target = Level(size, draw(BOUNDS))
            if unit == DAY:
                directions = [None, "increase", "decrease", "reach"]  # "håll … på 2 dagar" reads as "within 2 days"
        case "change":
            by = draw(st.sampled_from([PERCENT, unit] + [POINTS] * (unit == PERCENT)))
            target = Change(Quantity(size.magnitude * draw(st.sampled_from([1, -1])), by), draw(BOUNDS))
            directions = [None, "increase" if target.by.magnitude > 0 else "decrease"]
        case "multiple":
            target = Multiple(draw(st.sampled_from(FACTORS)), draw(BOUNDS))
            directions = [None, "increase" if target.factor > 1 else "decrease"]
        case "band":
            target = Band(min(size, other), max(size, other))
        case "habit":
            target = Habit(Quantity(size.magnitude, draw(st.sampled_from([TIMES, MINUTE, SEK]))),
                           Cadence(draw(st.sampled_from(["day", "week", "month", "year"]))))  # fmt: skip
            directions, start = [None], None
        case "milestone":
            return goal(
                None, Milestones((draw(st.sampled_from(METRICS[language])),)), until=draw(st.none() | horizons())
            )
    period = draw(st.none() | periods())
    known = Baseline(Quantity(draw(SIZES), start), period) if start is not None else None
    since = draw(st.sampled_from([None, known, Baseline.unknown(period)])) if start is not None else None
    name = st.sampled_from(METRICS[language])
    return goal(
        draw(name if kind == "nothing" else st.none() | name),
        target,
        direction=draw(st.sampled_from(directions)),
        since=since,
        until=draw(st.none() | horizons()),
    )


def expected_direction(goal: Goal) -> str | None:
    """The direction that an attentive reader would find in the goal's sentence."""
    told = goal.metric.direction if goal.metric is not None else None
    start = goal.baseline.quantity if goal.baseline is not None else None
    match goal.target:
        case Change(by=by):
            return "increase" if by.magnitude > 0 else "decrease"
        case Multiple(factor=factor):
            return "increase" if factor > 1 else "decrease"
        case Milestones() | Habit():
            return "achieve"
        case Level() | Band() if told in (None, "reach", "achieve") and start is not None:
            nearest = goal.target.level(goal.baseline)
            if nearest is None:
                return "maintain"
            if nearest != start:
                return "increase" if nearest > start else "decrease"
    return told or "reach"


def expected(goal: Goal) -> dict[str, object]:
    """The slots that tell a goal's numbers, kinds and dates."""
    found: dict[str, object] = dict.fromkeys(("baseline", "target", "target_low", "target_high", "target_is", "bound"))
    bound = {Bound.AT_LEAST: "min", Bound.AT_MOST: "max"}.get(getattr(goal.target, "bound", Bound.EXACTLY))
    match goal.target:
        case Level(quantity=quantity):
            kind = {"min": "bound_min", "max": "bound_max"}.get(bound or "", "absolute")
            found |= {"target": quantity.magnitude, "target_is": kind, "bound": bound}
        case Change(by=by):
            found |= {"target": abs(by.magnitude), "target_is": "relative_change", "bound": bound}
        case Multiple(factor=factor):
            found |= {"target": factor, "target_is": "multiple", "bound": bound}
        case Band(low=low, high=high):
            found |= {"target_low": low.magnitude, "target_high": high.magnitude, "target_is": "range"}
        case Habit(quantity=quantity):
            found |= {"target": quantity.magnitude, "target_is": "absolute"}
        case Milestones():
            found["target_is"] = "milestone"
    if goal.baseline is not None and goal.baseline.quantity is not None:
        found["baseline"] = goal.baseline.quantity.magnitude
    found["target_when"] = goal.horizon.end if goal.horizon is not None else None
    if goal.target is None:
        del found["target_is"]  # a thing with a date and no verb reads as something to get done
    else:
        found["direction"] = expected_direction(goal)
    return found


def told(statement: Statement, names: dict[str, object]) -> dict[str, object]:
    """Those slots of a statement, with dates as their last day."""
    slots = statement.slots()
    return {name: _last(slots[name]) if name.endswith("when") else slots[name] for name in names}


def _last(text: str | None) -> dt.date | None:
    return None if text is None else Period(text).last


@pytest.mark.parametrize("language", languages())
@given(data=st.data())
def test_what_is_written_reads_the_same(language: str, data: st.DataObject) -> None:
    """Numbers, kinds, bounds, direction and dates survive being written and read."""
    written = data.draw(goals(language))
    text = render(written, language)
    statement = read(text, language)
    wanted = expected(written)
    assert wanted == told(statement, wanted), text


@pytest.mark.parametrize("language", languages())
@given(data=st.data())
def test_units_and_baselines_read_the_same(language: str, data: st.DataObject) -> None:
    """The target's unit and the day of the baseline come back."""
    written = data.draw(goals(language))
    text = render(written, language)
    found = read(text, language).goal
    match written.target, found.target:
        case Band(low=low), Band(low=other) if low.unit.kind is UnitKind.COUNT:
            assert low.magnitude == other.magnitude, text  # the reader does not see what such a band counts yet
        case (Level() | Change() | Multiple() | Band() | Habit() | Milestones()) as ours, theirs:
            assert ours == theirs, text
    period = written.baseline.period if written.baseline is not None else None
    if isinstance(written.target, Change) and written.target.by.unit.kind is UnitKind.COUNT:
        period = None  # the reader does not put such a change and its baseline together yet
    if period is not None:
        assert found.baseline is not None, text
        assert found.baseline.period is not None, text
        assert period.last == found.baseline.period.last, text


@pytest.mark.parametrize("language", languages())
@given(data=st.data())
def test_a_goal_reads_the_same_in_every_language(language: str, data: st.DataObject) -> None:
    """Whichever language a goal is written in, its numbers, kinds and dates are the same."""
    written = data.draw(goals(language))
    wanted = expected(written)
    here = render(written, language)
    for other in languages():
        there = render(written, other)
        assert told(read(here, language), wanted) == told(read(there, other), wanted), (here, there)


@given(
    st.sampled_from(languages()), st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(list(UnitKind))
)
def test_any_number_can_be_written(language: str, number: Decimal, kind: UnitKind) -> None:
    """However large or small a number is, it is written in full or as it is."""
    units = {
        UnitKind.NUMBER: Unit.number(), UnitKind.PERCENT: PERCENT, UnitKind.PERCENTAGE_POINT: POINTS,
        UnitKind.TIMES: TIMES, UnitKind.CURRENCY: SEK, UnitKind.COUNT: Unit.count("x"), UnitKind.PHYSICAL: HOUR,
        UnitKind.RATIO: Unit.parse("SEK/x"),
    }  # fmt: skip
    assert render(goal("x", Level(Quantity(number, units[kind]))), language).endswith(".")


# the edges


def test_a_goal_that_says_nothing_is_its_statement() -> None:
    """Without metric and target there is nothing to write anew."""
    assert "Become better" == render(Goal("Become \n better", horizon=Horizon.until("2026-12-31")), "sv")


def test_an_unknown_language_is_refused() -> None:
    """There is no file to take the words from."""
    with pytest.raises(InvalidValueError, match="is no language"):
        render(goal("x"), "tlh")


def test_words_that_lead_in_are_those_of_the_language() -> None:
    """Means and reason keep their own words, and change their first ones with the language."""
    both = goal("sales", direction="increase", means=("by showing tables", "by hiring"), why="to the joy of all")
    assert "Increase sales by showing tables and hiring. Purpose: to the joy of all." == render(both, "en")
    assert "Öka sales genom showing tables och hiring. Syfte: to the joy of all." == render(both, "sv")


def test_something_to_do_gets_its_own_words() -> None:
    """Swedish can put "att" before a verb; English cannot bend it, and takes a sentence of its own."""
    assert "Öka x genom att lansera y för att nå z." == render(
        goal("x", direction="increase", means=("Lansera y",), why="nå z"), "sv"
    )
    assert "Increase x in order to reach z. Means: Launch y." == render(
        goal("x", direction="increase", means=("Launch y",), why="Reach z."), "en"
    )


def test_the_capital_of_a_sentence_is_not_that_of_the_metric() -> None:
    """A metric read from the start of a sentence is small inside another; an abbreviation stays."""
    statement = read("Conversion rate should be at least 3% by 2027", "en")
    assert "Conversion rate will be at least 3% by the end of 2027." == render(statement.goal, "en")
    up = Goal("Margin up", metric=Metric("Margin", direction="increase"))
    assert "Increase margin." == render(up, "en")
    assert "Increase NPS." == render(Goal("NPS up", metric=Metric("NPS", direction="increase")), "en")


def test_whom_a_metric_is_counted_over_is_said() -> None:
    """The population follows the metric."""
    metric = Metric("conversion rate", direction="increase", population="mobile visitors")
    assert "Increase conversion rate for mobile visitors." == render(Goal("x", metric=metric), "en")


def test_fiscal_periods_and_long_rhythms_are_written() -> None:
    """Periods of the business year say so, and every third week is said in figures."""
    since = Baseline.unknown(Period("FY2026-Q1"))
    assert "Double x, compared with Q1 FY2026." == render(goal("x", Multiple(2), since=since), "en")
    rare = goal("x", Habit(Quantity(2, TIMES), Cadence("week", 3)), direction="decrease")
    assert "Do x no more than 2 times every 3 weeks." == render(rare, "en")
    assert "Genomför x högst 2 gånger var 3:e vecka." == render(rare, "sv")


def test_a_multiple_that_no_verb_fits_is_written_in_figures() -> None:
    """A verb that disagrees with the factor is kept, for a rule to remark on."""
    assert "Reduce x to 2 times the baseline." == render(goal("x", Multiple(2), direction="decrease"), "en")
    less = goal("x", Multiple("0.7", Bound.AT_LEAST), direction="decrease")
    assert "Reduce x to no more than 0.7 times the baseline." == render(less, "en")
    assert "Håll x på 1 gång utgångsläget." == render(goal("x", Multiple(1), direction="maintain"), "sv")


def test_an_event_may_say_itself_what_happens() -> None:
    """A name that is a sentence needs no verb."""
    assert "The web shop is live." == render(goal(None, Milestones(("The web shop is live",))), "en")


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Roll out the new app by 2027", "en", "Roll out new app by the end of 2027."),
        ("Plant two thousand trees by 2030", "en", "Plant 2,000 trees by the end of 2030."),
        ("Träna 30 minuter per dag", "sv", "Träna 30 minuter per dag."),
        ("Träna 30 minuter per dag", "en", "Do 30 minutes per day."),
        ("Lansera den nya appen senast 2027", "sv", "Lansera nya appen senast 2027."),
        ("Roll out the new app by 2027", "sv", "Leverera new app senast 2027."),
        ("Halve food waste in our stores by 2028", "en", "Halve food waste in our stores by the end of 2028."),
        (
            "Från 2024 till 2030 ska kostnaderna minska med 10 %",
            "sv",
            "Minska kostnaderna med 10 % mellan 2024 och 2030.",
        ),
        ("Keep uptime above 99.9 % in 2026", "en", "Keep uptime at no less than 99.9% until the end of 2026."),
    ],
)
def test_a_statement_lends_its_words(text: str, language: str, written: str) -> None:
    """What the goal does not hold, its verb and small words, comes from its statement where that is in the language."""
    source = read(text, None)
    assert written == render(source.goal, language)
