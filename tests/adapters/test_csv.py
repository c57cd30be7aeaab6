"""Measurements as people keep them: what is meant is read, what is unclear is asked about, all at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.adapters.csv import read_measurements
from smartgoals.errors import DocumentError
from smartgoals.model import Baseline, Goal, Level, Metric, Milestones, Portfolio, Quantity, Unit

PERCENT, SEK = Unit.percent(), Unit.currency("SEK")


def values(text: str, **options: object) -> list[str]:
    """Every value of the one goal in a file."""
    readings = read_measurements(text, **options)  # type: ignore[arg-type]
    return [str(reading.value) for series in readings.series.values() for reading in series]


def problems(text: str, **options: object) -> tuple[str, ...]:
    """What is wrong with a file."""
    with pytest.raises(DocumentError) as caught:
        read_measurements(text, **options)  # type: ignore[arg-type]
    return caught.value.problems


def test_a_swedish_file_is_read() -> None:
    """Semicolons, decimal commas, three kinds of space, a proper minus sign, Swedish headings, a byte order mark."""
    text = (
        "\ufeffMål;Datum;Värde;Enhet;Uppskattat;Anteckning;Källa\r\n"
        "a;2026-01;1\u00a0234,5;kr;;;\r\n"
        "\r\n"
        'a;2026-02-10;\u22121\u202f000;SEK;ja;"=1+1; sagt så";kassan\r\n'
        "b;2026-Q1;2,4 %;;nej;;\r\n"
        "b;2026-04-01;1.234.567,25;procent\r\n"
        "c;2026-04-01;20;timmar\r\n"
    )  # fmt: skip
    series = read_measurements(text).series
    assert ["1234.5 SEK", "-1000 SEK"] == [str(reading.value) for reading in series["a"]]
    assert ["2.4 %", "1234567.25 %"] == [str(reading.value) for reading in series["b"]]
    assert Unit.physical("hour") == series["c"][0].value.unit
    second = series["a"][1]
    assert (True, "=1+1; sagt så", "kassan") == (second.estimated, second.note, second.source)
    assert [dt.date(2026, 1, 31), dt.date(2026, 3, 31)] == [series["a"][0].on, series["b"][0].on]


def test_an_english_file_is_read() -> None:
    """Commas between columns, points before decimals, quotes around thousands."""
    text = 'goal,date,value,unit\na,2026-01-31,"1,234.5",visits\na,2026-02-28,1234,\na,2026-03-31,"1,234,567",\na,2026-04-30,.5,\n'
    assert ["1234.5 visits", "1234 visits", "1234567 visits", "0.5 visits"] == values(text)
    assert ["7"] == values("goal\tdate\tvalue\nb\t2026-01-01\t7\n")


def test_units_are_those_of_the_goal() -> None:
    """Without a unit, a value is in that of the metric, the baseline or the target; a number has none."""
    portfolio = Portfolio(
        [
            Goal("x", id="metric", metric=Metric("m", SEK)),
            Goal("x", id="baseline", baseline=Baseline(Quantity(5, PERCENT))),
            Goal("x", id="target", target=Level(Quantity(5, PERCENT))),
            Goal("x", id="none", target=Milestones(["a"])),
            Goal("x", id="hours", metric=Metric("m", Unit.physical("hour"))),
        ]
    )
    rows = "".join(f"{goal.id},2026-01-01,5{',hour' if goal.id == 'hours' else ''}\n" for goal in portfolio)
    series = read_measurements("goal,date,value,unit\n" + rows, portfolio=portfolio).series
    expected = [SEK, PERCENT, PERCENT, Unit.number(), Unit.physical("hour")]
    assert expected == [readings[0].value.unit for readings in series.values()]


def test_rows_of_a_goal_that_is_not_there_are_told_once() -> None:
    """A goal that is misspelt on every row is one mistake."""
    portfolio = Portfolio([Goal("Cut returns", id="returns")])
    text = "goal,date,value\n" + "".join(
        f"{name},2026-{month:02},5\n" for month in range(1, 13) for name in ("retruns", "x")
    )
    assert (
        "goal: 'retruns' is no goal here; did you mean 'returns', in 12 rows @ line 2",
        "goal: 'x' is no goal here; add it, or take the 12 rows away @ line 3",
    ) == read_measurements(text, portfolio=portfolio, strict=False).problems


def test_all_that_is_wrong_is_told_with_its_line() -> None:
    """Ambiguous numbers, formulas, unknown goals and columns, doubled days, mixed units: each with a remedy."""
    portfolio = Portfolio([Goal("x", id="returns", metric=Metric("m", SEK)), Goal("y", id="sales")])
    text = """goal,date,value,unit,estimted,value,
returns,2026-01,"1,234",SEK,
returns,2026-02,=A1+1,SEK,
,soon,x
retruns,,5,
sales,2026-04,1,2,3,4,5,6
sales,2026-05,1.2.3
sales,2026-06,"1,23,4"
returns,2026-06,5,SEK
returns,2026-06,5,SEK
returns,2026-07,5,USD
sales,2026-07,5 %,SEK
returns,2026-08,,
nobody,2026-08,5
"""
    expected = (
        "unknown column 'estimted'; did you mean 'estimated' @ line 1",
        "two columns are headed 'value'; keep one @ line 1",
        "value: '1,234' can be read as 1234 or 1.234; write which @ line 2",
        "value: '=A1+1' is a formula, not a value; put in what it gives, or an apostrophe before a text @ line 3",
        "goal: it is empty; name the goal by its id @ line 4",
        "date: 'soon' is no date; write it as 2026-06-30 or 2026-06 @ line 4",
        "value: 'x' is no number; write it as 12.5 @ line 4",
        "goal: 'retruns' is no goal here; did you mean 'returns' @ line 5",
        "date: it is empty @ line 5",
        "there are more cells than columns; put quotes around a number with a comma @ line 6",
        "value: '1.2.3' is no number; write it as 12.5 @ line 7",
        "value: '1,23,4' is no number; write it as 12.5 @ line 8",
        "'returns' has a reading of 2026-06-30 on line 9 too; keep one of them @ line 10",
        "unit: 'USD' is not 'SEK', which the goal is measured in; give all in one unit @ line 11",
        "unit: there is a percent sign, and the unit is 'SEK'; keep one of them @ line 12",
        "value: it is empty; leave the row out @ line 13",
        "goal: 'nobody' is no goal here; add it, or take the row away @ line 14",
    )
    assert expected == problems(text, portfolio=portfolio)
    lenient = read_measurements(text, portfolio=portfolio, strict=False)
    assert expected == lenient.problems
    assert {"returns": 1} == {goal_id: len(series) for goal_id, series in lenient.series.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("there is no column 'goal'; head one so @ line 1", "there is no column 'date'; head one so @ line 1", "there is no column 'value'; head one so @ line 1")),
        ("mål;datum;colour\n", ("there is no column 'value'; head one so @ line 1", "unknown column 'colour'; the columns are goal, date, value, unit, estimated, note, source, numerator, numerator_unit, denominator, denominator_unit @ line 1")),
        ('goal,date,value\n"a', ("the quotes are not in order: unexpected end of data @ line 2",)),
        ("goal;date;value\na;2026-01-01;1;2\n", ("there are more cells than columns; check the separators @ line 2",)),
        ("goal;date;value;estimated\na;2026-01-01;1;perhaps\n", ("estimated: 'perhaps' is neither yes nor no; write yes, or leave it empty @ line 2",)),
        ("goal;date;value;unit\na;2026-01-01;1;/\n", ("Unit.symbol: '' is empty; name the unit, or use Unit.number() for a plain number @ line 2",)),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(text: str, expected: tuple[str, ...]) -> None:
    """Missing columns, broken quotes, stray cells."""
    assert sorted(expected) == sorted(problems(text))


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from([" ", "\u00a0", "\u202f", ""]))
def test_numbers_mean_the_same_in_both_customs(number: Decimal, space: str) -> None:
    """What is written with a decimal comma and spaces is what is written with a point and commas."""
    english = f"{number:,}"
    swedish = english.replace(",", space).replace(".", ",").replace("-", "\u2212")
    assert values(f'goal,date,value\na,2026-01-01,"{english}"\n') == values(
        f"goal;date;value\na;2026-01-01;{swedish}\n"
    )


@given(st.text(max_size=120))
def test_nothing_but_a_document_error_comes_out(text: str) -> None:
    """Any text is read or refused."""
    for given_text in (text, f"goal;date;value\n{text}"):
        try:
            read_measurements(given_text, strict=False)
        except DocumentError as error:
            refused = error.problems
            assert refused
