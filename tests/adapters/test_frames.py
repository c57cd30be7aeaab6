"""Measurements in data frames: what analysts have is read as it is, and what cannot be used is named by its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import Baseline, Context, Goal, Metric, Portfolio, Quantity, Series, Unit, review
from smartgoals.adapters.frames import read_measurements, write_measurements, write_review
from smartgoals.errors import DocumentError, InvalidValueError

DAYS = [dt.date(2026, 5, 31), dt.date(2026, 6, 30)]
WANTED = {"returns": Series.of(zip(DAYS, [8.7, 8.5], strict=True), Unit.percent())}
HEADS = {"goal": ["returns"] * 2, "unit": ["percent"] * 2}

FRAMES: dict[str, Callable[[], Any]] = {
    "pandas with moments": lambda: pd.DataFrame({**HEADS, "date": pd.to_datetime(DAYS), "value": [8.7, 8.5]}),
    "pandas with time zones": lambda: pd.DataFrame(
        {**HEADS, "date": pd.to_datetime(["2026-05-31 23:30+02:00", "2026-06-30 01:00+02:00"]), "value": [8.7, 8.5]}
    ),
    "pandas with periods": lambda: pd.DataFrame(
        {**HEADS, "period": pd.PeriodIndex(["2026-05", "2026-06"], freq="M"), "value": [8.7, 8.5]}
    ),
    "pandas with texts": lambda: pd.DataFrame({**HEADS, "on": ["2026-05", "2026-06-30"], "value": [8.7, 8.5]}),
    "pandas with objects": lambda: pd.DataFrame(
        {**HEADS, "on": DAYS, "value": pd.Series([8.7, 8.5], dtype=object), "note": [None, float("nan")]}
    ),
    "polars": lambda: pl.DataFrame({**HEADS, "on": DAYS, "value": [8.7, 8.5]}),
    "polars, lazy": lambda: pl.LazyFrame({**HEADS, "on": DAYS, "value": [8.7, 8.5]}),
    "polars in Swedish": lambda: pl.DataFrame(
        {"Mål": HEADS["goal"], "Datum": DAYS, "Värde": [8.7, 8.5], "Enhet": HEADS["unit"]}
    ),
}


@pytest.mark.parametrize("made", FRAMES.values(), ids=FRAMES)
def test_frames_are_read_as_they_come(made: Callable[[], Any]) -> None:
    """Dates, moments, periods and texts stand for their day; headings may be everyday words in either language."""
    assert WANTED == read_measurements(made())


def test_a_frame_may_be_about_one_goal() -> None:
    """Whoever names the goal needs no column of goals."""
    frame = pl.DataFrame({"date": DAYS, "value": [8.7, 8.5], "unit": ["percent"] * 2})
    assert WANTED == read_measurements(frame, goal="returns")


def test_the_portfolio_gives_the_unit_and_knows_the_goals() -> None:
    """A bare value takes the goal's unit, and a goal that is not there is named with the nearest."""
    goal = Goal(
        "Cut returns",
        id="returns",
        metric=Metric("returns", Unit.percent()),
        baseline=Baseline(Quantity(9, Unit.percent())),
    )
    frame = pd.DataFrame({"goal": ["returns"] * 2, "date": DAYS, "value": [8.7, 8.5]})
    assert WANTED == read_measurements(frame, portfolio=Portfolio([goal]))
    with pytest.raises(DocumentError, match="did you mean 'returns'"):
        read_measurements(frame.replace("returns", "retrns"), portfolio=Portfolio([goal]))


def test_a_value_whose_unit_nobody_says_is_refused() -> None:
    """24 of a goal in percent is no ratio of 24; a goal that says no unit outside its statement leaves it open."""
    frame = pl.DataFrame({"goal": ["returns"] * 2, "date": DAYS, "value": [8.7, 8.5]})
    with pytest.raises(DocumentError, match="neither has the goal 'returns'") as caught:
        read_measurements(frame, portfolio=Portfolio([Goal("Cut returns from 9 % to 6 %", id="returns")]))
    assert 1 == len(caught.value.problems)


def test_everything_that_is_wrong_is_named_at_once_with_its_row() -> None:
    """Nulls, NaN, texts that are no numbers or days, and columns that nobody knows."""
    frame = pd.DataFrame({
        "goal": ["a", None, "a", "b"], "date": ["2026-05", "2026-05", "soon", "2026-05"],
        "value": [1, 2, "many", float("nan")], "shop": "x",
    })  # fmt: skip
    with pytest.raises(DocumentError) as caught:
        read_measurements(frame)
    told = "\n".join(caught.value.problems)
    for words in (
        "goal is null",
        "@ row 1",
        "value is null",
        "@ row 3",
        "'shop'",
        "'soon' is no date",
        "'many'",
        "row 2",
    ):
        assert words in told


@pytest.mark.parametrize("missing", ["goal", "date", "value"])
def test_a_missing_column_is_told_once(missing: str) -> None:
    """A date in the index is the usual reason, so the remedy says so."""
    frame = pd.DataFrame({"goal": ["a"] * 2, "date": DAYS, "value": [1, 2]}).set_index(missing)
    with pytest.raises(DocumentError, match="reset the index") as caught:
        read_measurements(frame)
    assert 1 == len(caught.value.problems)


def test_what_is_no_frame_is_refused() -> None:
    """A list of numbers is no frame, and there is something for that."""
    with pytest.raises(InvalidValueError, match=r"Series\.of"):
        read_measurements([1, 2])
    with pytest.raises(InvalidValueError, match="pandas, polars or pyarrow"):
        write_measurements(WANTED, backend="abacus")


@pytest.mark.parametrize("backend", ["pandas", "polars"])
@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.tuples(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.floats(-1e9, 1e9)), max_size=5),
    unit=st.sampled_from([Unit.percent(), Unit.currency("SEK"), Unit.count("customer"), Unit.number()]),
)
def test_what_is_written_is_read_back(backend: str, values: list[tuple[dt.date, float]], unit: Unit) -> None:
    """A frame of measurements gives the same measurements again, in either library."""
    series = {"a": Series.of(values, unit)} if values else {}
    assert series == read_measurements(write_measurements(series, backend=backend))


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_review_becomes_a_frame(backend: str) -> None:
    """A row for each goal, in the order of the review, with numbers to reckon with."""
    goals = [
        Goal("Cut returns from 9 % in December 2025 to 6 % in December 2026", id="returns", owner="Ada"),
        Goal("Be nicer"),
    ]
    found = review(Portfolio(goals), context=Context("2026-07-01", "en"), series=WANTED)
    frame = write_review(found, backend=backend)
    rows = {row["goal"]: row for row in (frame.to_dict("records") if backend == "pandas" else frame.to_dicts())}
    assert [entry.key for entry in found.goals] == list(rows)
    assert (8.5, 9, 6, "percent", "Ada") == tuple(
        rows["returns"][name] for name in ("value", "baseline", "target", "unit", "owner")
    )
    assert len(found.goals[0].findings) == rows[found.goals[0].key]["findings"]
