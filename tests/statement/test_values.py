"""Numbers, units and dates as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartgoals.lexicon import load
from smartgoals.model import Context, FiscalCalendar
from smartgoals.statement import parse
from smartgoals.statement.dates import read_when
from smartgoals.statement.tokens import tokenize
from smartgoals.statement.values import read_amount


def amount(text: str, language: str = "sv") -> tuple[str, str | None]:
    """The number and the unit that stand at the start of a text."""
    found = read_amount(tokenize(text), 0, load(language))
    assert found is not None
    return f"{found.value.normalize():f}", found.slot


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"], ids=["plain", "no-break", "thin", "narrow"])
def test_groups_of_three_may_be_set_apart_by_any_space(space: str) -> None:
    """20 000 is one number, whichever space stands in it."""
    assert ("20000", None) == amount(f"20{space}000")
    assert ("1234567.5", None) == amount(f"1{space}234{space}567,5")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "12,5 %", ("12.5", "percent")),
        ("sv", "20.000 kr", ("20000", "SEK")),
        ("sv", "1.234,5 kr", ("1234.5", "SEK")),
        ("en", "1,234.5 SEK", ("1234.5", "SEK")),
        ("en", "20,000", ("20000", None)),
        ("en", "9.5%", ("9.5", "percent")),
        ("sv", "3 mkr", ("3000000", "SEK")),
        ("sv", "2,5 mdkr", ("2500000000", "SEK")),
        ("sv", "5 tkr", ("5000", "SEK")),
        ("sv", "3 miljoner kronor", ("3000000", "SEK")),
        ("en", "$12m", ("12000000", "USD")),
        ("en", "€1.2 million", ("1200000", "EUR")),
        ("en", "10k", ("10000", None)),
        ("sv", "5 procentenheter", ("5", "percentage_point")),
        ("sv", "45 ton per år", ("45", "ton/år")),
        ("sv", "365 kronor per dag", ("365", "SEK/dag")),
        ("en", "30 minutes", ("30", "minutes")),
        ("sv", "tre timmar", ("3", "timmar")),
        ("sv", "\u22125 %", ("-5", "percent")),
        ("en", "99999999999999999999999999", ("99999999999999999999999999", None)),
    ],
)
def test_an_amount_is_read_exactly(language: str, text: str, expected: tuple[str, str]) -> None:
    """Number, scale and unit are read as written, without rounding."""
    assert expected == amount(text, language)


def test_a_number_that_can_be_read_in_two_ways_says_so() -> None:
    """Swedish 20.000 is most likely twenty thousand; the other reading is reported."""
    statement = parse("Öka antalet kunder till 20.000 till 2027", context=Context("2026-01-15", "sv"))
    assert Decimal(20000) == statement.slots()["target"]
    assert [("number", ("20000", "20"))] == [(doubt.kind, doubt.readings) for doubt in statement.ambiguities]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "andra kvartalet 2026", "2026-Q2"),
        ("sv", "kvartal 3 2026", "2026-Q3"),
        ("sv", "kv 4", "2026-Q4"),
        ("sv", "juni 2021", "2021-06"),
        ("sv", "den 30 juni 2026", "2026-06-30"),
        ("sv", "30/6 2026", "2026-06-30"),
        ("sv", "2026-06-30", "2026-06-30"),
        ("sv", "2026-06", "2026-06"),
        ("sv", "utgången av 2027", "2027"),
        ("sv", "årsskiftet", "2026"),
        ("sv", "nästa år", "2027"),
        ("sv", "vecka 14 2026", "2026-W14"),
        ("sv", "första halvåret 2027", "2027-H1"),
        ("sv", "tertial 2 2026", "2026-T2"),
        ("sv", "inom sex månader", "2026-07-15"),
        ("sv", "år 2023", "2023"),
        ("en", "Q2", "2026-Q2"),
        ("en", "Q1", "2026-Q1"),
        ("en", "the second quarter of 2026", "2026-Q2"),
        ("en", "June 30, 2026", "2026-06-30"),
        ("en", "30th of June 2026", "2026-06-30"),
        ("en", "2026-Q3", "2026-Q3"),
        ("en", "the end of 2026", "2026"),
        ("en", "EOY", "2026"),
        ("en", "H2 2026", "2026-H2"),
        ("en", "FY26", "FY2026"),
        ("en", "Q2 FY26", "FY2026-Q2"),
        ("en", "next quarter", "2026-Q2"),
        ("en", "within 3 weeks", "2026-02-05"),
        ("en", "Q2 next year", "2027-Q2"),
        ("sv", "andra kvartalet nästa år", "2027-Q2"),
        ("en", "week 14 next year", "2027-W14"),
        ("sv", "v14 2026", "2026-W14"),
        ("sv", "läsåret 2026/27", "FY2027"),
        ("sv", "30.6.2026", "2026-06-30"),
        ("en", "06/30/2026", "2026-06-30"),
        ("sv", "1/7-26", "2026-07-01"),
        ("en", "2026 financial year", "FY2026"),
    ],
)
def test_a_date_is_read_as_its_period(language: str, text: str, expected: str) -> None:
    """Quarters, months, weeks, days and relative dates become periods, seen from 15 January 2026."""
    when = read_when(tokenize(text), 0, load(language))
    assert when is not None
    assert expected == str(when.resolve(Context("2026-01-15")))


def test_a_quarter_without_a_year_is_the_next_that_has_not_ended() -> None:
    """In November 2026 the coming Q2 is that of 2027; the sentence says that it assumed so."""
    statement = parse("Öka kundbasen från 200 i Q1 till 300 i Q2", context=Context("2026-11-23", "sv"))
    slots = statement.slots()
    assert ("2027-Q1", "2027-Q2") == (slots["baseline_when"], slots["target_when"])
    assert ["period_without_year"] * 2 == [doubt.kind for doubt in statement.ambiguities]


def test_a_baseline_without_a_year_comes_before_its_target() -> None:
    """From Q4 to Q2 means the Q4 before that Q2."""
    slots = parse("Grow sales from 5 in Q4 to 8 in Q2 2027", context=Context("2026-01-15", "en")).slots()
    assert ("2026-Q4", "2027-Q2") == (slots["baseline_when"], slots["target_when"])


def test_a_fiscal_year_is_read_with_the_calendar_of_the_context() -> None:
    """FY2027 of a business year from May ends on 30 April 2027."""
    context = Context("2026-01-15", "en", FiscalCalendar(first_month=5))
    horizon = parse("Double exports by FY2027", context=context).goal.horizon
    assert horizon is not None
    assert "2027-04-30" == horizon.end.isoformat()


def test_a_date_that_does_not_exist_is_no_date() -> None:
    """31 February is not bent into a day that exists."""
    statement = parse("Öka besöken till 500 senast 31 februari 2027", context=Context("2026-01-15", "sv"))
    assert statement.slots()["target_when"] is None
    assert statement.goal.horizon is None
    assert "31 februari 2027" in " ".join(part.text for part in statement.rest)


def test_a_date_that_can_be_turned_says_so() -> None:
    """3/4 may be in March or in April; both readings are given."""
    (doubt,) = parse("Cut costs by 5 % by 03/04/2026", context=Context("2026-01-15", "en")).ambiguities
    assert ("date", ("2026-04-03", "2026-03-04")) == (doubt.kind, doubt.readings)


def test_in_time_and_on_budget_is_no_date() -> None:
    """ "I tid och på budget" gives no deadline and is not lost either."""
    statement = parse("Lansera en ny plattform, i tid och på budget", context=Context("2020-01-15", "sv"))
    assert statement.goal.horizon is None
    assert ["i tid och på budget"] == [part.text for part in statement.rest]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Cut costs by 5 % by the start of 2027", "2027-01-01"),
        ("Cut costs by 5 % by the middle of June 2027", "2027-06-15"),
        ("Cut costs by 5 % by the end of June 2027", "2027-06-30"),
    ],
)
def test_start_middle_and_end_are_days(text: str, end: str) -> None:
    """The deadline is the day that the words mean."""
    horizon = parse(text, context=Context("2026-01-15", "en")).goal.horizon
    assert horizon is not None
    assert end == horizon.end.isoformat()
