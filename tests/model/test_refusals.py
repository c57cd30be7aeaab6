"""Every refusal names the field, what came, what is wrong and what to give instead."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal  # noqa: F401 - used by the cases below

import pytest

from smartgoals.errors import InvalidValueError
from smartgoals.model import *  # noqa: F403 - the cases below are written as users write them

SEK, EUR, PERCENT, POINT = (Unit.parse(text) for text in ("SEK", "EUR", "percent", "percentage_point"))  # noqa: F405
MOMENT = dt.datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001 - without a zone on purpose
NUMBER = "give a finite int, float, Decimal or a text such as '12.5'"
DATE = "give a date or a text such as '2026-06-30'"
ONE_UNIT = "give both in one unit"
LOOSE = {name: value for name, value in globals().items() if not name.startswith("_")}

CASES = [
    # numbers
    ("Quantity(True)", "Quantity.magnitude: True is a truth value, not a number; " + NUMBER),
    ("Quantity(float('nan'))", "Quantity.magnitude: 'NaN' is not finite; " + NUMBER),
    ("Quantity('-inf')", "Quantity.magnitude: '-Infinity' is not finite; " + NUMBER),
    ("Quantity(Decimal('sNaN'))", "Quantity.magnitude: 'sNaN' is not finite; " + NUMBER),
    ("Quantity('ten')", "Quantity.magnitude: 'ten' is no number; " + NUMBER),
    ("Quantity(None)", "Quantity.magnitude: None is no number; " + NUMBER),
    ("Quantity('1E+1000')", "Quantity.magnitude: '1.000E+1000' is out of range; give a number between 1E-999 and 1E+999"),
    ("Quantity('1E-600') / Quantity('1E+600', Unit.number()).magnitude", "Quantity.magnitude: '1.000E-1200' is out of range; give a number between 1E-999 and 1E+999"),
    ("Quantity(1, 'SEK')", "Quantity.unit: 'SEK' is no Unit; give a Unit"),
    ("Quantity(1).exchange('EUR', rate=2, on='2026-01-15')", "Quantity.exchange.unit: '1' is no currency; exchange money only"),
    ("Quantity(1, SEK).exchange('EUR', rate=0, on='2026-01-15')", "Quantity.exchange.rate: 0 is not above 0; give units of the new currency for one of the old"),
    ("Quantity(1, SEK).exchange('EUR', rate=True, on='2026-01-15')", "Quantity.exchange.rate: True is a truth value, not a number; " + NUMBER),
    ("Quantity(1, SEK).exchange('EUR', rate=2, on='soon')", "Quantity.exchange.on: 'soon' is no date; " + DATE),
    ("Quantity(1, SEK).exchange('EUR', rate=2, on=MOMENT)", "Quantity.exchange.on: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Multiple(True)", "Multiple.factor: True is a truth value, not a number; " + NUMBER),
    ("Multiple(0)", "Multiple.factor: '0' is not above 0; give 2 to double, 0.5 to halve"),
    ("Milestone('Launch', 'much')", "Milestone.weight: 'much' is no number; " + NUMBER),
    ("Milestone('Launch', -1)", "Milestone.weight: '-1' is not above 0; leave out a milestone that counts for nothing"),
    # units
    ("Unit('', 'count')", "Unit.symbol: '' is empty; name the unit, or use Unit.number() for a plain number"),
    ("Unit('x', 'wish')", "Unit.kind: 'wish' is no kind of unit; give one of number, percent, percentage_point, times, currency, count, physical, ratio"),
    ("Unit.count('percent')", "Unit.kind: 'count' does not go with 'percent'; use Unit.percent() and its like"),
    ("Unit('x', 'times')", "Unit.kind: 'times' does not go with 'x'; use Unit.percent() and its like"),
    ("Unit.currency('kronor')", "Unit.symbol: 'KRONOR' is no ISO 4217 code; give three capitals such as 'SEK'"),
    ("Unit.currency(7)", "Unit.symbol: 7 is no text; give a str such as 'SEK', 'customer' or 'kg'"),
    ("Unit.parse(None)", "Unit.symbol: None is no text; give a str such as 'SEK', 'customer' or 'kg'"),
    ("Unit.parse('SEK/')", "Unit.symbol: '' is empty; name the unit, or use Unit.number() for a plain number"),
    ("Unit.ratio(SEK, 'day')", "Unit.denominator: 'day' is no Unit; build ratios with Unit.ratio(over, under)"),
    ("Unit('kg', 'physical', SEK)", "Unit.numerator: Unit('SEK', 'currency') has no place in a physical unit; use Unit.ratio(…)"),
    # periods and horizons
    ("FiscalCalendar(13)", "FiscalCalendar.first_month: 13 is no month; give a whole number from 1 to 12"),
    ("FiscalCalendar(True)", "FiscalCalendar.first_month: True is no month; give a whole number from 1 to 12"),
    ("FiscalCalendar(5.0)", "FiscalCalendar.first_month: 5.0 is no month; give a whole number from 1 to 12"),
    ("FiscalCalendar(5, 'middle')", "FiscalCalendar.named_by: 'middle' is unknown; give 'start' or 'end'"),
    ("Period('Q3 2026')", "Period.text: 'Q3 2026' is no canonical period; write '2026', '2026-Q3', '2026-06', '2026-W14' or 'FY2026-Q1'"),
    ("Period(2026)", "Period.text: 2026 is no canonical period; write '2026', '2026-Q3', '2026-06', '2026-W14' or 'FY2026-Q1'"),
    ("Period('2026', 5)", "Period.calendar: 5 is no FiscalCalendar; give a FiscalCalendar or leave it out"),
    *((f"Period({text!r})", f"Period.text: {text!r} does not exist in the calendar; check the year, month, week and day")
      for text in ("2026-02-29", "2025-W53", "2026-Q5", "2026-H0", "2026-T4", "2026-13", "0000", "FY2026-06", "FY2026-06-30", "9999-W52")),
    ("Period.of(MOMENT)", "Period.day: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Period.containing(None, 'week')", "Period.day: None is no date; " + DATE),
    ("Period.containing(dt.date(2026, 3, 1), 'decade')", "Period.kind: 'decade' is no PeriodKind; give one of year, half, tertial, quarter, month, week, day"),
    ("MOMENT in Period('2026')", "Period.day: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Period('9999').next()", "Period.next: '9999' is at the edge of the calendar; stay within the years 1 to 9999"),
    ("Period('0001-01').previous()", "Period.previous: '0001-01' is at the edge of the calendar; stay within the years 1 to 9999"),
    ("Cadence('fortnight')", "Cadence.every: 'fortnight' is no unit of time; give one of day, week, month, quarter, year"),
    ("Cadence([])", "Cadence.every: [] is no unit of time; give one of day, week, month, quarter, year"),
    *((f"Cadence('week', {value!r})", f"Cadence.interval: {value!r} is no positive whole number; give 1 or more") for value in (0, True, 1.5)),
    ("Cadence('week').dates(None, dt.date(2026, 1, 1))", "Cadence.dates.start: None is no date; " + DATE),
    ("Cadence('week').dates(dt.date(2026, 1, 1), MOMENT)", "Cadence.dates.end: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("TermPolicy('flat', 6, 6)", "TermPolicy.short_months: (6, 6, 60) do not rise; give short < medium < long, all above 0"),
    ("TermPolicy('half', 6.5)", "TermPolicy.short_months: 6.5 is no whole number; give a number of months"),
    ("TermPolicy('odd', True)", "TermPolicy.short_months: True is no whole number; give a number of months"),
    ("TermPolicy(' ')", "TermPolicy.name: '' is empty; write what it is, or leave it out if it may be left out"),
    ("Horizon('2026-02-01', '2026-01-01')", "Horizon.end: '2026-01-01' is before the start 2026-02-01; give an end on or after the start"),
    ("Horizon(None, MOMENT)", "Horizon.end: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Horizon(2026, '2026-01-01')", "Horizon.start: 2026 is no date; " + DATE),
    ("Horizon(None, None)", "Horizon.end: None is no date; " + DATE),
    ("Horizon.until('2026-02-30')", "Horizon.end: '2026-02-30' is no date; " + DATE),
    ("Horizon(None, '2026-01-01', ['2026-01-02'])", "Horizon.checkpoints: '2026-01-02' lies outside the horizon; give days from start to end"),
    ("Horizon('2026-01-01', '2026-02-01', ['2025-12-31'])", "Horizon.checkpoints: '2025-12-31' lies outside the horizon; give days from start to end"),
    ("Horizon(None, '2026-01-01', '2026-01-01')", "Horizon.checkpoints: '2026-01-01' is not a collection; give a list of dates, even for a single one"),
    ("Horizon(None, '2026-01-01', [[]])", "Horizon.checkpoints: [] is no date; " + DATE),
    ("Horizon(None, '2026-01-01', [MOMENT])", "Horizon.checkpoints: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Horizon(None, '2026-01-01').months(on='soon')", "Horizon.months.on: 'soon' is no date; " + DATE),
    ("Horizon(None, '2026-01-01').elapsed(MOMENT)", "Horizon.elapsed.on: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    # metrics and targets
    ("Bounds(Quantity(2), Quantity(1))", "Bounds.high: '1' is below the lower bound 2; give bounds that rise"),
    ("Bounds(2)", "Bounds.low: 2 is no Quantity; give a Quantity or None"),
    ("Metric('')", "Metric.name: '' is empty; write what it is, or leave it out if it may be left out"),
    ("Metric(5)", "Metric.name: 5 is no text; give a str"),
    ("Metric('sales', direction='up')", "Metric.direction: 'up' is no Direction; give one of increase, decrease, maintain, reach, achieve"),
    ("Metric('sales', kind='sum')", "Metric.kind: 'sum' is no MetricKind; give one of level, cumulative, ratio, binary"),
    ("Metric('sales', aggregation='all')", "Metric.aggregation: 'all' is no Aggregation; give one of last, sum, mean, max, min"),
    ("Metric('sales', SEK, bounds=Bounds(Quantity(0, EUR)))", "Metric.bounds: '0 EUR' is not in the metric's unit 'SEK'; " + ONE_UNIT),
    ("Target()", "Target.kind: 'Target' says nothing by itself; use one of Level, Change, Multiple, Band, Milestones, Habit"),
    ("Level(5)", "Level.quantity: 5 is no Quantity; give a Quantity"),
    ("Level(Quantity(5), 'about')", "Target.bound: 'about' is no Bound; give one of exactly, at_least, at_most"),
    ("Level(Quantity(5), commit=Quantity(4, SEK))", "Level.commit: '4 SEK' is not in the target's unit '1'; give all levels in one unit"),
    ("Band(Quantity(5), Quantity(7), stretch=Quantity(4, SEK))", "Band.stretch: '4 SEK' is not in the target's unit '1'; give all levels in one unit"),
    ("Band(Quantity(5), Quantity(4))", "Band.high: '4' is below the low end 5; give ends that rise"),
    ("Milestones([])", "Milestones.steps: () is empty; name at least one milestone"),
    ("Milestones('Launch')", "Milestones.steps: 'Launch' is not a collection; give a list or a tuple, even for a single item"),
    ("Milestones(['Launch', 5])", "Milestones.steps: 5 is no Milestone; give Milestone items only"),
    ("Milestones(['Launch']).done('soon')", "Milestones.done.on: 'soon' is no date; " + DATE),
    # readings
    ("Measurement('2026-01-01', 5)", "Measurement.value: 5 is no Quantity; give a Quantity"),
    ("Measurement('2026-01-01', Quantity(5), estimated='no')", "Measurement.estimated: 'no' is no bool; give a bool"),
    ("Measurement('2026-01-01', Quantity(5), numerator=Quantity(5))", "Measurement.denominator: None lacks its other part; give numerator and denominator, or neither"),
    ("Measurement('2026-01-01', Quantity(5), numerator=Quantity(5), denominator=Quantity(0))", "Measurement.denominator: '0' is zero; leave out a ratio over nothing"),
    ("Series(5)", "Series.measurements: 5 is not a collection; give a list or a tuple, even for a single item"),
    ("Series([5])", "Series.measurements: 5 is no Measurement; give Measurement items only"),
    ("Series([Measurement('2026-01-01', Quantity(5)), Measurement('2026-01-02', Quantity(5, SEK))])", "Series.measurements: ['1', 'SEK'] mix units; give all readings in one unit"),
    ("Series([Measurement('2026-01-01', Quantity(5, Unit.physical('kg'))), Measurement('2026-01-02', Quantity(5, Unit.physical('km')))])", "Quantity.unit: 'km' cannot be converted to 'kg'; give a unit that measures the same thing"),
    ("Series().until('soon')", "Series.until.on: 'soon' is no date; " + DATE),
    # goals
    ("Goal('  ')", "Goal.statement: '' is empty; write what it is, or leave it out if it may be left out"),
    ("Goal(None)", "Goal.statement: None is no text; give a str"),
    ("Goal('x', target=5)", "Goal.target: 5 is no Target; give a Target or None"),
    ("Goal('x', tags='growth')", "Goal.tags: 'growth' is not a collection; give a set of texts, even for a single tag"),
    ("Goal('x', tags=[5])", "Goal.tags: 5 is no text; give a str"),
    ("Goal('x', supports='g1')", "Goal.supports: 'g1' is not a collection; give a list or a tuple, even for a single item"),
    ("Goal('x', means=[''])", "Goal.means: '' is empty; leave out what says nothing"),
    ("Goal('x', accepted_by='Ada')", "Goal.accepted_by: 'Ada' is not a collection; give a list or a tuple, even for a single item"),
    ("Goal('x', activities=5)", "Goal.activities: 5 is not a collection; give a list or a tuple, even for a single item"),
    ("Goal('x', filed_under='soon')", "Goal.filed_under: 'soon' is no Term; give one of short, medium, long"),
    ("Goal('x', baseline=Baseline(Quantity(5)), target=Level(Quantity(5, SEK)))", "Goal.target: 'SEK' is not in the baseline's unit '1'; " + ONE_UNIT),
    ("Goal('x', baseline=Baseline(Quantity(5, SEK)), target=Change(Quantity(5, POINT)))", "Goal.target: '5 percentage points' cannot change a level in 'SEK'; give a baseline in percent, or a change in percent"),
    ("Goal('x', baseline=Baseline(Quantity(5, SEK)), target=Change(Quantity(5, EUR)))", "Goal.target: 'EUR' is not in the baseline's unit 'SEK'; " + ONE_UNIT),
    ("Goal('x', baseline=Baseline(Quantity(5, SEK)), target=Multiple(2, commit=Quantity(7, EUR)))", "Goal.target: '7 EUR' is not in the baseline's unit 'SEK'; " + ONE_UNIT),
    ("Goal('x', metric=Metric('sales', SEK), target=Band(Quantity(5), Quantity(6)))", "Goal.target: '1' is not in the metric's unit 'SEK'; " + ONE_UNIT),
    ("Goal('x', metric=Metric('sales', SEK), baseline=Baseline(Quantity(5, PERCENT)))", "Goal.baseline: 'percent' is not in the metric's unit 'SEK'; " + ONE_UNIT),
    ("Activity('x', start='2026-02-01', end='2026-01-01')", "Activity.end: '2026-01-01' is before the start 2026-02-01; give an end on or after the start"),
    ("Waiver('M101', '')", "Waiver.reason: '' is empty; write what it is, or leave it out if it may be left out"),
    ("Acceptance('Ada', MOMENT)", "Acceptance.on: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    *((f"Revision({value!r}, 'x', '2026-01-01', Goal('x'))", f"Revision.number: {value!r} is no positive whole number; give 1 or more") for value in (0, True, "1")),
    ("Revision(1, 'x', '2026-01-01', 'x')", "Revision.previous: 'x' is no Goal; give the goal as it was"),
    ("Difference((), 'worse')", "Difference.verdict: 'worse' is no Effect; give one of harder, easier, different_metric, unchanged, unclear"),
    ("Goal('x').revise(reason='none', on='2026-01-01')", "Goal.revise.changes: [] change nothing; give at least one field a new value"),
    ("Goal('x', owner='Ada').revise(reason='none', on='2026-01-01', owner=' Ada ')", "Goal.revise.changes: ['owner'] change nothing; give at least one field a new value"),
    ("Goal('x').revise(reason='', on='2026-01-01', owner='Bo')", "Revision.reason: '' is empty; write what it is, or leave it out if it may be left out"),
    # portfolios and context
    ("Portfolio([Goal('x', id='a'), Goal('z'), Goal('y', id='a')])", "Portfolio.goals: 'a' is the id of both goals[0] and goals[2]; give each its own id"),
    ("Portfolio(objectives=[Objective('o', 'x'), Objective('o', 'y')])", "Portfolio.objectives: 'o' is the id of both objectives[0] and objectives[1]; give each its own id"),
    ("Portfolio(areas=['Web', 'Web'])", "Portfolio.areas: 'Web' is the name of both areas[0] and areas[1]; give each its own name"),
    ("Portfolio(areas='Web')", "Portfolio.areas: 'Web' is not a collection; give a list or a tuple, even for a single item"),
    ("Portfolio(weights={'a': 1})", "Portfolio.weights: 'a' is the id of nothing here; weigh what is in this portfolio only"),
    ("Portfolio(weights={'a': -1})", "Portfolio.weights: 'a=-1' is below 0; give 0 or more"),
    ("Portfolio(weights={'a': 'much'})", "Portfolio.weights: 'much' is no number; " + NUMBER),
    ("Portfolio(weights={5: 1})", "Portfolio.weights: 5 is no id; name each goal by the text that is its id"),
    ("Portfolio(weights=[('a', 1), ('a', 2)])", "Portfolio.weights: 'a' is weighed twice; give each goal one weight"),
    *((f"Portfolio(weights={value!r})", f"Portfolio.weights: {value!r} is no mapping; give a mapping from the ids of goals to numbers") for value in (5, "ab", ["ab"], [("a", 1, 2)])),
    ("Context(MOMENT)", "Context.today: 2026-03-01T12:00:00 has a time of day; give a date, for example value.date()"),
    ("Context('today')", "Context.today: 'today' is no date; " + DATE),
    ("Context('2026-01-15', '')", "Context.language: '' is empty; write what it is, or leave it out if it may be left out"),
    ("Context('2026-01-15', calendar=5)", "Context.calendar: 5 is no FiscalCalendar; give a FiscalCalendar"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "text"), CASES, ids=[call for call, _ in CASES])
def test_what_makes_no_sense_is_refused(call: str, text: str) -> None:
    """A refusal says where, what, why and what instead, and is a ValueError."""
    with pytest.raises(InvalidValueError) as caught:
        eval(call, dict(LOOSE))
    assert text == str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_field_that_is_unknown_is_named_with_those_there_are() -> None:
    """A misspelt field of a revision is refused with the fields of a goal."""
    with pytest.raises(InvalidValueError) as caught:
        Goal("x").revise(reason="left", on="2026-01-01", ovner="Bo")  # noqa: F405
    assert ("Goal.revise", "ovner", "Bo") == (caught.value.type_name, caught.value.field, caught.value.value)
    assert "'Bo' is no field of a goal; change one of accepted_by, activities, area," in str(caught.value)
    assert "revisions" not in str(caught.value)


def test_the_kinds_of_target_are_closed() -> None:
    """No one can add a seventh kind, which no match would know."""
    with pytest.raises(TypeError, match=r"the kinds of Target are closed; .*Wish cannot be added, use one of Level, "):
        type("Wish", (Target,), {"__module__": __name__})  # noqa: F405
