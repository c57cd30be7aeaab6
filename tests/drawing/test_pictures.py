"""Pictures: what they show, in both languages, with a table that says the same."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from smartgoals import (
    Ballot,
    Baseline,
    Context,
    Goal,
    Habit,
    Horizon,
    Level,
    Metric,
    Milestone,
    Milestones,
    Portfolio,
    Quantity,
    Series,
    Unit,
    assess,
    review,
    tally,
    track,
)
from smartgoals.drawing import (
    Picture,
    attention_chart,
    burnup_chart,
    criteria_chart,
    horizon_chart,
    progress_chart,
    votes_chart,
)
from smartgoals.drawing.curve import Curve
from smartgoals.errors import InvalidValueError, MissingExtraError
from smartgoals.model import Cadence
from smartgoals.progress import Compound

PERCENT = Unit.percent()
CONTEXT = Context("2026-05-05")
GOAL = Goal(
    "Cut returns from 9 % to 6 % in the first half of 2026",
    id="returns",
    area="Shop",
    metric=Metric("return rate", PERCENT, direction="decrease"),
    baseline=Baseline(Quantity(9, PERCENT)),
    target=Level(Quantity(6, PERCENT)),
    horizon=Horizon("2025-12-31", "2026-06-30"),
)
READINGS = Series.of({"2026-01-31": 8.7, "2026-02-28": 8.1, "2026-03-31": 7.5, "2026-04-30": 7.2}, PERCENT)
PROGRESS = track(GOAL, READINGS, on="2026-05-05")
BARE = track(Goal("Be better"), on="2026-05-05")


def test_a_curve_holds_what_there_is_to_draw() -> None:
    """Readings, the way, the target and the forecast are there in one unit."""
    curve = Curve.of(PROGRESS)
    assert 4 == len(curve.readings)
    assert (9.0, 6.0) == (curve.path[0][1], curve.path[-1][1])
    assert curve.ahead is not None
    assert curve.ahead[0] <= curve.ahead[1] <= curve.ahead[2]
    assert curve.days is not None
    assert curve.values is not None
    assert (GOAL.horizon.start, GOAL.horizon.end) == curve.days
    assert curve.values[0] <= 6
    assert curve.values[1] >= 9


def test_a_bent_path_is_drawn_in_pieces() -> None:
    """Growth at a constant rate is no straight line."""
    path = Curve.of(track(GOAL, READINGS, on="2026-05-05", trajectory=Compound())).path
    assert 25 == len(path)
    assert path[12][1] < 7.5
    other = Goal("Leave zero", baseline=Baseline(Quantity(0)), target=Level(Quantity(4)), horizon=GOAL.horizon)
    assert () == Curve.of(track(other, Series.of({"2026-02-01": 1}), on="2026-05-05", trajectory="compound")).path


@pytest.mark.parametrize(
    "target",
    [Milestones([Milestone("open")]), Habit(Quantity(3), Cadence("week")), None],
    ids=["milestones", "habit", "none"],
)
def test_what_has_no_curve_has_none(target: object) -> None:
    """Lists and habits are told in words; the picture says so instead of failing."""
    progress = track(Goal("Do it", target=target, horizon=GOAL.horizon), on="2026-05-05")
    curve = Curve.of(progress)
    assert (None, None) == (curve.days, curve.values)
    picture = progress_chart(progress)
    assert progress.to_text() == picture.description
    assert "<svg" in picture.to_svg()


@pytest.mark.parametrize(("language", "words"), [("en", ("read", "forecast")), ("sv", ("uppmätt", "prognos"))])
def test_the_course_of_a_goal(language: str, words: tuple[str, ...]) -> None:
    """The lines are named in the language, and the table holds every number of them."""
    picture = progress_chart(PROGRESS, language)
    svg = picture.to_svg()
    for word in words:
        assert word in svg
        assert any(word == row[2] for row in picture.table.rows)
    assert "Return rate" == picture.title
    assert "(%)" in svg
    assert 4 + 2 + 2 + 2 == len(picture.table.rows)
    assert PROGRESS.to_text(language) in picture.description


def test_goals_together() -> None:
    """Shares of the way are drawn; a goal without a way is left out and does no harm."""
    picture = burnup_chart([PROGRESS, BARE, track(GOAL, READINGS, on="2026-03-05")], "sv")
    assert "returns" in picture.to_svg()
    assert ["returns", "30 apr. 2026", "60 %"] in picture.table.rows
    assert "<svg" in burnup_chart([BARE]).to_svg()


def test_criteria_at_a_glance() -> None:
    """Each cell has a sign and a score, so that it can be read without colour."""
    judged = [assess(GOAL, context=CONTEXT), assess(Goal("Be better"), context=CONTEXT)]
    picture = criteria_chart(judged)
    svg = picture.to_svg()
    for sign in "●○":
        assert sign in svg
    assert ["1. returns", "● met"] == picture.table.rows[0][:2]
    assert "<svg" in criteria_chart([]).to_svg()


def test_when_goals_run() -> None:
    """Bars by area, with the coming reviews; a goal without a deadline stands in the table."""
    portfolio = Portfolio([GOAL, Goal("Be better"), Goal("Grow", horizon=Horizon.until("2027-06-30"))])
    picture = horizon_chart(portfolio, "sv", on=CONTEXT.today)
    assert "Shop: returns" in picture.to_svg()
    assert 3 == len(picture.table.rows)
    assert "Nästa genomgång är den 6 juli 2026." in picture.description
    held = horizon_chart(portfolio, "sv", on=dt.date(2026, 7, 6))
    assert "Nästa genomgång är den 6 okt. 2026." in held.description
    assert "<svg" in horizon_chart(Portfolio(), on=CONTEXT.today).to_svg()


def test_votes() -> None:
    """Cards stand in the order of the count, by their names."""
    counted = tally([Ballot.dots("a", {"x": 2, "y": 1}), Ballot.dots("b", {"y": 3})], cards=["x", "y"])
    picture = votes_chart(counted, "en", names={"y": "Faster checkout"})
    assert ["Faster checkout", "4"] == list(picture.table.rows[0])
    assert "Faster checkout" in picture.to_svg()


def test_a_picture_shows_itself_and_can_be_kept(tmp_path: Path) -> None:
    """HTML is a figure with words and a table; files end as what they are."""
    picture = progress_chart(PROGRESS)
    shown = picture._repr_html_()
    for part in ('<figure lang="en">', 'role="img"', "<figcaption>", "<details>", "<th scope"):
        assert part in shown
    assert "| Day | Value | Kind |" in picture._repr_markdown_()
    picture.save(tmp_path / "a.svg")
    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "a.html")
    assert b"\x89PNG" == (tmp_path / "a.png").read_bytes()[:4]
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "<figure" in (tmp_path / "a.html").read_text(encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"use \.svg"):
        picture.save(tmp_path / "a.pdf")


def test_hostile_names_stay_text() -> None:
    """A tag in a name is shown, in the picture and beside it."""
    goal = Goal("<script>alert(1)</script>", target=GOAL.target, baseline=GOAL.baseline, horizon=GOAL.horizon)
    shown = progress_chart(track(goal, READINGS, on="2026-05-05")).to_html()
    assert "<script" not in shown


@pytest.mark.parametrize("name", ["altair", "vl_convert"])
def test_a_missing_extra_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the libraries is told what to install."""
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match="charts"):
        progress_chart(PROGRESS).to_svg()


def test_a_picture_is_a_value() -> None:
    """Two pictures of one progress are equal."""
    assert progress_chart(PROGRESS) == progress_chart(PROGRESS)
    assert isinstance(progress_chart(PROGRESS), Picture)


def test_what_needs_attention() -> None:
    """Goals stand in the order of the review, with their points."""
    found = review(Portfolio([GOAL, Goal("Be better")]), context=CONTEXT, series={"returns": READINGS})
    picture = attention_chart(found, "sv")
    assert len(found.attention) == len(picture.table.rows)
    assert "behöver uppmärksamhet" in picture.description
    assert "1. " in picture.to_svg()
