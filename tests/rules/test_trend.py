"""What rules read off a series: the same as whoever follows the goal."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from smartgoals import track
from smartgoals.model import (
    Band,
    Baseline,
    Change,
    Context,
    Goal,
    Horizon,
    Level,
    Measurement,
    Metric,
    Milestones,
    Quantity,
    Series,
    Target,
    Unit,
)
from smartgoals.progress import Progress
from smartgoals.rules import NotApplicable
from smartgoals.rules.trend import best_pace, followed, following, known

CONTEXT = Context("2026-03-15")
HORIZON = Horizon(None, "2026-12-31")


def readings(*pairs: tuple[str, float], unit: Unit | None = None) -> Series:
    """Return readings in plain numbers, or in a unit."""
    return Series(tuple(Measurement(day, Quantity(value, unit or Unit.number())) for day, value in pairs))


STEADY = readings(("2026-01-01", 40), ("2026-02-01", 45), ("2026-03-01", 50))


def follow(target: Target, series: Series = STEADY, **facts: Any) -> Progress:
    """Follow a goal with that target."""
    given: dict[str, Any] = {"horizon": HORIZON, "metric": None, "baseline": None, "least": 3, **facts}
    return followed(Goal("Do more"), series, CONTEXT, target=target, **given)


def test_a_stretch_must_be_long_enough() -> None:
    """One lucky day does not count for a month."""
    leap = readings(("2026-01-01", 0), ("2026-01-02", 30), ("2026-01-31", 30), ("2026-03-02", 30))
    progress = follow(Level(Quantity(60)), leap)
    assert 30 == best_pace(progress, upward=True, least=1)
    assert 1 == best_pace(progress, upward=True, least=30)


def test_a_pace_is_below_nought_when_all_went_the_other_way() -> None:
    """A figure that only rose has no pace downwards."""
    rising = readings(("2026-01-01", 0), ("2026-01-11", 10), ("2026-01-21", 20))
    assert -1 == best_pace(follow(Level(Quantity(60)), rising), upward=False, least=5)


def test_a_single_day_has_no_pace() -> None:
    """Two readings of one day make no pace."""
    day = readings(("2026-01-01", 0), ("2026-01-01", 10))
    assert best_pace(follow(Level(Quantity(60)), day, least=1), upward=True, least=5) is None


def test_guesses_and_the_future_are_not_known() -> None:
    """Only what was read, up to the day, counts."""
    one = Quantity(1)
    series = Series(
        (
            Measurement("2026-01-01", one),
            Measurement("2026-01-02", one, estimated=True),
            Measurement("2026-01-03", one),
        )
    )
    assert [date(2026, 1, 1)] == [reading.on for reading in known(series, date(2026, 1, 2))]


def test_a_change_without_baseline_counts_from_the_latest_reading() -> None:
    """Ten percent more, from a latest reading of 50, is 55."""
    assert Quantity(55) == follow(Change(Quantity(10, Unit.percent()))).target
    stated = follow(Change(Quantity(10, Unit.percent())), baseline=Baseline(Quantity(40)))
    assert Quantity(44) == stated.target


def test_what_adds_up_is_added_up() -> None:
    """Of a metric that is summed the total counts, not the last part of it."""
    sales = Metric("sales", kind="cumulative", aggregation="sum")
    progress = follow(Level(Quantity(300)), metric=sales, horizon=Horizon("2026-01-01", "2026-12-31"))
    assert Quantity(135) == progress.value


def test_other_units_of_a_dimension_are_converted() -> None:
    """Metres count for a target in kilometres."""
    metres = readings(("2026-01-01", 1000), ("2026-02-01", 2000), unit=Unit.physical("m"))
    assert Quantity(2, Unit.physical("km")) == follow(Level(Quantity(9, Unit.physical("km"))), metres, least=2).value


@pytest.mark.parametrize(
    ("target", "facts"),
    [
        (Milestones(("Done",)), {}),
        (Band(Quantity(1), Quantity(2)), {}),
        (Level(Quantity(10, Unit.currency("SEK"))), {}),
        (Level(Quantity(60)), {"series": Series()}),
        (Level(Quantity(60)), {"least": 4}),
        (Level(Quantity(60)), {"horizon": Horizon(None, CONTEXT.today)}),
        (Change(Quantity(10, Unit.percent())), {"series": Series()}),
        (Change(Quantity(10, Unit.percent())), {"metric": Metric("sales", kind="cumulative", aggregation="sum")}),
    ],
)
def test_what_cannot_be_followed(target: Target, facts: dict[str, Any]) -> None:
    """No level, no time, other units or too few readings: the rule does not apply."""
    with pytest.raises(NotApplicable):
        follow(target, **facts)


def test_a_progress_at_hand_is_seen_by_rules() -> None:
    """What was tracked by other policies is what rules see, for that goal and inside the block only."""
    goal = Goal("Do more", target=Change(Quantity(10, Unit.percent())), horizon=HORIZON)
    given = track(goal, STEADY, on=CONTEXT.today, missing="first_reading")
    facts: dict[str, Any] = {"target": goal.target, "horizon": HORIZON, "metric": None, "baseline": None, "least": 3}
    with following(given, STEADY, CONTEXT):
        assert followed(goal, STEADY, CONTEXT, **facts) is given
        other = attrs.evolve(goal, owner="Ada")
        assert Quantity(55) == followed(other, STEADY, CONTEXT, **facts).target
    assert Quantity(44) == given.target
    assert Quantity(55) == followed(goal, STEADY, CONTEXT, **facts).target


def test_rules_and_progress_say_the_same() -> None:
    """What a rule is told of the future is what `track()` tells of it."""
    goal = Goal("Do more", target=Level(Quantity(70)), horizon=HORIZON, baseline=Baseline(Quantity(50)))
    told = followed(
        goal,
        STEADY,
        CONTEXT,
        target=Level(Quantity(70)),
        horizon=HORIZON,
        metric=None,
        baseline=Baseline(Quantity(50)),
        least=3,
    )
    assert track(goal, STEADY, on=CONTEXT.today).forecast == told.forecast
