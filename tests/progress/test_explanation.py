"""The arithmetic in words, in both languages, as people see it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import attrs
import pytest

import smartgoals
from smartgoals import (
    Band,
    Baseline,
    Goal,
    Habit,
    Horizon,
    Level,
    Measurement,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Quantity,
    Series,
    Target,
    Unit,
)
from smartgoals import progress as p
from smartgoals.adapters.json import to_json
from smartgoals.model import Bound, Cadence
from smartgoals.progress.explanation import named_status
from smartgoals.wire import PROGRESS_SCHEMA, progress_to_data

PERCENT, KM = Unit.percent(), Unit.physical("kilometer")
HALF = Horizon("2025-12-31", "2026-06-30")
GOAL = Goal(
    "Cut returns",
    id="returns",
    metric=Metric("return rate", PERCENT, direction="decrease", cadence=Cadence("month")),
    baseline=Baseline(Quantity(9, PERCENT)),
    target=Level(Quantity(6, PERCENT), commit=Quantity(7, PERCENT)),
    horizon=HALF,
)
READINGS = Series.of(
    {"2026-01-31": 8.7, "2026-02-28": 8.1, "2026-03-20": 8.0, "2026-03-31": 7.5, "2026-04-30": 7.2}, PERCENT
)
STEPS = Milestones((Milestone("plan", 1, "2026-01-15"), Milestone("launch", 3)))
KEEP = Goal(
    "Keep availability",
    metric=Metric("availability", PERCENT, direction="maintain"),
    target=Level(Quantity("99.5", PERCENT), Bound.AT_LEAST),
    horizon=HALF,
)
EXERCISE = Goal("Exercise", target=Habit(Quantity(3), Cadence("week")), horizon=Horizon("2026-01-01", "2026-03-29"))
BY_HAND = p.Override("off_track", by="Ada", on="2026-05-04", reason="the supplier is late")


def track(goal: Goal, series: Series | None = None, **options) -> p.Progress:
    """Progress with a forecast whose numbers stand in textbooks."""
    return smartgoals.track(goal, series, **{"method": "drift", **options})


def on(goal: Goal, readings, day: str = "2026-05-05", unit: Unit | None = None, **options) -> p.Progress:
    """Progress on a day."""
    return track(goal, None if readings is None else Series.of(readings, unit), on=day, **options)


def flood() -> Series:
    """Readings in metres, two of them on one day and one of the future."""
    return Series.of(
        [("2026-02-01", 1000), ("2026-03-01", 2500), ("2026-03-01", 3000), ("2027-01-01", 1)], Unit.physical("meter")
    )


RUN = Goal("Run", baseline=Baseline(Quantity(0, KM)), target=Level(Quantity(10, KM)), horizon=HALF)
SCENES = {
    "paced": lambda: track(GOAL, READINGS, on="2026-05-05"),
    "by hand": lambda: track(GOAL, READINGS, on="2026-05-05", override=BY_HAND),
    "by hand without reason": lambda: track(
        GOAL, READINGS, on="2026-05-05", override=attrs.evolve(BY_HAND, status="green", reason=None)
    ),
    "by hand, over": lambda: track(GOAL, READINGS, on="2026-05-05", override=attrs.evolve(BY_HAND, on="2026-04-01")),
    "by hand, to come": lambda: track(GOAL, READINGS, on="2026-05-01", override=BY_HAND),
    "first day": lambda: on(GOAL, {"2025-12-31": 9}, "2025-12-31", PERCENT),
    "ahead": lambda: on(GOAL, {"2026-01-31": 8, "2026-02-28": 7.2, "2026-03-31": 6.4}, "2026-04-01", PERCENT),
    "two readings": lambda: on(GOAL, {"2026-03-31": 8, "2026-04-30": 7.8}, unit=PERCENT, method="two_point"),
    "achieved": lambda: on(GOAL, {"2026-03-31": 5.9, "2026-04-30": 5.8}, unit=PERCENT),
    "late": lambda: on(GOAL, {"2026-06-30": 7, "2026-07-31": 5.8}, "2026-08-05", PERCENT),
    "missed": lambda: on(GOAL, {"2026-06-30": 7}, "2026-08-05", PERCENT),
    "no data": lambda: on(GOAL, None),
    "no baseline": lambda: on(attrs.evolve(GOAL, baseline=None, metric=None), {"2026-04-30": 7}, unit=PERCENT),
    "no horizon": lambda: on(attrs.evolve(GOAL, horizon=None), {"2026-04-30": 7}, unit=PERCENT),
    "no start": lambda: on(attrs.evolve(GOAL, horizon=Horizon.until("2026-06-30")), None),
    "converted": lambda: track(RUN, flood(), on="2026-05-05"),
    "estimated": lambda: track(
        RUN, Series((Measurement("2026-04-30", Quantity(4, KM), estimated=True),)), on="2026-05-05"
    ),
    "plain numbers": lambda: on(
        Goal("Index", baseline=Baseline(Quantity(0)), target=Level(Quantity(12_345)), horizon=HALF),
        {"2026-04-30": 6000},
    ),
    "milestones": lambda: on(attrs.evolve(GOAL, target=STEPS, baseline=None, metric=None), None),
    "kept": lambda: on(KEEP, {"2026-01-31": 99.2, "2026-03-31": 99.6}, unit=PERCENT),
    "kept, first day": lambda: on(KEEP, {"2025-12-31": 99.6}, "2025-12-31", PERCENT),
    "no target": lambda: on(
        attrs.evolve(GOAL, target=None), {"2026-03-31": 8, "2026-04-30": 7.2, "2026-05-01": 7.1}, unit=PERCENT
    ),
    "bare": lambda: on(Goal("Improve"), None),
    "stale": lambda: on(
        RUN, {"2026-02-15": 1} | {f"2026-05-{n:02}": 1 + 0.1 * n + n % 2 for n in range(1, 30, 3)}, "2026-06-05", KM
    ),
    "last day": lambda: on(RUN, {"2026-05-31": 8, "2026-06-28": 9}, "2026-06-29", KM),
    "habit": lambda: on(EXERCISE, {"2026-01-05": 2, "2026-01-06": 1, "2026-01-20": 2}, "2026-01-22"),
    "habit, done": lambda: on(EXERCISE, {"2026-01-05": 2, "2026-01-20": 3}, "2026-01-22"),
    "habit, too late": lambda: on(EXERCISE, {"2026-01-05": 1, "2026-01-20": 1}, "2026-01-25"),
    "habit, first week": lambda: on(EXERCISE, {"2026-01-02": 1}, "2026-01-03"),
    "ceiling broken": lambda: on(
        attrs.evolve(EXERCISE, metric=Metric("flights", direction="decrease")),
        {"2026-01-05": 2, "2026-01-20": 4},
        "2026-01-22",
    ),
    "worst band": lambda: on(GOAL, {"2026-04-30": 9.5}, unit=PERCENT, status="viva"),
    "one band": lambda: track(
        GOAL, READINGS, on="2026-05-05", status=p.StatusPolicy("mine", version="1", bands=[("running", None)])
    ),
    "season": lambda: track(GOAL, READINGS, on="2026-05-05", trajectory=p.Profile((1, 1, 1, 9))),
}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_explanations_read_as_agreed(language: str, golden: Callable[[str, str], None]) -> None:
    """Every change of what people read is a visible difference."""
    parts = []
    for name, scene in SCENES.items():
        found = scene()
        parts.append(f"## {name}\n\n{found.to_text(language)}\n\n{found.explain(language)}\n")
    golden(f"progress.{language}.txt", "\n".join(parts))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_status_has_a_name(language: str) -> None:
    """No built-in status is shown by its code, except where the code is the word."""
    codes = {state.value for state in p.State}
    for by in p.policies().values():
        codes |= {band.name for band in by.bands} | {by.achieved}
    for code in codes:
        name = named_status(code, language)
        assert "_" not in name
        assert language == "en" or name != code
    assert "my own" == named_status("my own", language)


def test_what_is_uncertain_is_neither_nothing_nor_all() -> None:
    """A chance near either end is said to be beyond one percent of it."""
    far = {f"2026-0{n}-28": value for n, value in enumerate((8.9, 8.8, 8.7, 8.6), start=1)}
    near = {f"2026-0{n}-28": value for n, value in enumerate((8, 7.4, 6.8, 6.2), start=1)}
    assert "then is less than 1% (forecast)" in on(GOAL, far, unit=PERCENT).explain()
    assert "är mer än 99 % (prognos)" in on(GOAL, near, unit=PERCENT).explain("sv")


def test_a_notebook_shows_the_line_and_the_arithmetic() -> None:
    """The Markdown is escaped and holds what the text says."""
    found = track(attrs.evolve(GOAL, metric=Metric("returns *net*", PERCENT)), READINGS, on="2026-05-05")
    shown = found._repr_markdown_()
    assert shown.startswith("**At risk: 60% of the way on 30 April 2026, 66% expected.**\n\n- ")
    assert r"\*net\*" in shown
    assert str(found) == found.to_text() == found.to_text("en")
    assert found.explain() == found.explain("en")


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_progress_becomes_plain_data(scene: Callable[[], p.Progress]) -> None:
    """JSON holds it all, with the schema, the origins and the words."""
    found = scene()
    data = json.loads(to_json(progress_to_data(found, "sv")))
    assert (PROGRESS_SCHEMA, "smartgoals/progress/1") == (data["schema"], PROGRESS_SCHEMA)
    assert (found.status, found.computed_status, found.fraction) == (
        data["status"],
        data["computed_status"],
        data["fraction"],
    )
    assert found.explain("sv").splitlines() == data["explanation"]
    origins = {data[name]["origin"] for name in ("value", "baseline", "target", "start") if data[name] is not None}
    assert origins <= {origin.value for origin in p.Origin}


def test_dates_and_overrides_are_written_out() -> None:
    """A reader of the JSON sees who set the status and whether it holds."""
    data = progress_to_data(SCENES["by hand"]())
    assert {
        "status": "off_track",
        "by": "Ada",
        "on": "2026-05-04",
        "reason": "the supplier is late",
        "holds": True,
    } == data["override"]
    assert ("2026-04-30", "typed") == (data["value"]["on"], data["baseline"]["origin"])
    assert dt.date.fromisoformat(data["end"]) == dt.date(2026, 6, 30)


def test_what_is_to_be_kept_is_said_with_its_limits() -> None:
    """A floor, a ceiling and a range read as such, not as a number to hit."""
    readings = Series.of({"2026-01-31": 15}, PERCENT)
    told = {
        Level(Quantity(9, PERCENT), "at_least"): "It should be at least 9% (as typed).",
        Level(Quantity(20, PERCENT), "at_most"): "It should be at most 20% (as typed).",
        Band(Quantity(9, PERCENT), Quantity(20, PERCENT)): "It should be between 9% and 20% (as typed).",
    }
    for target, line in told.items():
        goal = attrs.evolve(KEEP, target=target)
        assert line in track(goal, readings, on="2026-02-01").explain().splitlines()


@pytest.mark.parametrize(
    ("target", "value", "line"),
    [
        (Level(Quantity(9, PERCENT), "at_least"), 8, "The last reading is 1 percentage point too low (computed)."),
        (Level(Quantity(9, PERCENT), "at_most"), 12, "The last reading is 3 percentage points too high (computed)."),
        (
            Band(Quantity(9, PERCENT), Quantity(20, PERCENT)),
            8,
            "The last reading is 1 percentage point too low (computed).",
        ),
        (
            Band(Quantity(9, PERCENT), Quantity(20, PERCENT)),
            25,
            "The last reading is 5 percentage points too high (computed).",
        ),
    ],
)
def test_a_limit_that_is_broken_is_said_by_how_much(target: Target, value: float, line: str) -> None:
    """No pace and no policy is quoted of what is only kept or not; the distance, the reason and the chance are."""
    goal = attrs.evolve(KEEP, target=target)
    readings = {"2026-01-31": value, "2026-02-28": value}
    lines = on(goal, readings, "2026-03-01", PERCENT, method="auto").explain().splitlines()
    assert line in lines
    assert "It is not where it should be." in lines
    assert any(each.startswith("The chance that it is kept on that day is") for each in lines)
    assert not [each for each in lines if "policy" in each or "pace" in each]


def test_a_reading_from_before_the_start_is_no_progress() -> None:
    """Where it was is said, but neither a share of the way nor a pace."""
    found = on(GOAL, {"2025-06-30": 9.5}, "2026-02-01", PERCENT)
    assert "No data: 9.5% on 30 June 2025." == found.to_text()
    lines = found.explain().splitlines()
    assert "There is no reading since the start, so nothing can be said." in lines
    assert not [each for each in lines if "way," in each or "pace" in each or "to change by" in each]


def test_a_forecast_is_told_no_finer_than_its_interval() -> None:
    """Value and ends have two digits of the interval's width, whatever their size."""
    readings = {f"2026-0{n}-28": 900_000 + 7_919 * n + 3_001 * (n % 2) for n in range(1, 5)}
    goal = Goal("Sell", baseline=Baseline(Quantity(900_000)), target=Level(Quantity(1_000_000)), horizon=HALF)
    found = on(goal, readings)
    told = next(each for each in found.explain().splitlines() if each.startswith("If things"))
    step = 10 ** (len(str(round(found.forecast.high - found.forecast.low))) - 2)
    for number in (found.forecast.value, found.forecast.low, found.forecast.high):
        assert f"{round(number / step) * step:,}" in told


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (Level(Quantity(0, PERCENT)), "Baseline and target are equal, so there is no way to measure."),
        (
            Multiple(2),
            (
                "The baseline is 0, and a percentage or a multiple of nothing is nothing. "
                "Say which level it should reach instead."
            ),
        ),
    ],
)
def test_a_goal_that_ends_where_it_begins(target: Target, line: str) -> None:
    """Neither a pace nor a chance is told of a way that is none; the reason is."""
    goal = Goal("Grow", baseline=Baseline(Quantity(0, PERCENT)), target=target, horizon=HALF)
    lines = track(goal, READINGS, on="2026-05-01").explain().splitlines()
    assert line in lines
    assert not [each for each in lines if "from now on" in each or "chance" in each]


def test_the_wrong_way_is_called_so() -> None:
    """Progress below nought is said as a move away, without a best stretch that led away too."""
    rising = Series.of({"2026-01-31": 9.5, "2026-02-28": 10}, PERCENT)
    lines = track(GOAL, rising, on="2026-03-01").explain().splitlines()
    assert any(each.startswith("It has moved 1 percentage point") and "the wrong way" in each for each in lines)
    assert not [each for each in lines if "best stretch" in each]


@pytest.mark.parametrize(
    ("language", "told", "spared"),
    [
        ("sv", "Ännu väntas ingenting, så det finns ingen takt att tala om.", "Så lite väntas än"),
        ("en", "Nothing is expected yet, so there is no pace.", "So little is expected yet"),
    ],
)
def test_that_nothing_is_expected_is_said_once(language: str, told: str, spared: str) -> None:
    """On the day a goal starts there is no pace, and one sentence says so."""
    found = track(GOAL, Series.of({"2025-12-31": 9}, PERCENT), on="2025-12-31")
    assert "too_early" == found.status
    text = found.explain(language)
    assert (1, 0) == (text.count(told), text.count(spared))


def test_just_as_planned() -> None:
    """Half of the way in half of the time is neither ahead nor behind."""
    goal = attrs.evolve(GOAL, horizon=Horizon("2026-01-01", "2026-01-31"))
    lines = track(goal, Series.of({"2026-01-16": 7.5}, PERCENT), on="2026-01-16").explain().splitlines()
    assert "50% of 50% is a pace of 1, just as planned (computed)." in lines


def test_a_habit_of_every_other_week_has_no_short_word() -> None:
    """What is no single day, week, month, quarter or year is a period."""
    goal = attrs.evolve(EXERCISE, target=Habit(Quantity(3), Cadence("week", 2)))
    assert "There should be 3 in each period (as typed)." in track(goal, on="2026-02-01").explain()
