"""What a review promises, tried on many portfolios."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Baseline, Context, Goal, Horizon, Level, Metric, Objective, Portfolio, Quantity, Series, Unit
from smartgoals.reviewing import AttentionPolicy, GoalReview, attention_policy, review
from smartgoals.reviewing.attention import Links, linked, ranked, reasons_of
from smartgoals.rules import RuleSet

PERCENT = Unit.percent()
CONTEXT = Context("2026-10-05", "en")
DAYS = [dt.date(2026, month, 28) for month in range(1, 10)]
STANDARD = attention_policy("standard")
FEW = RuleSet.builtin().select("M101", "T101")
CALM = attrs.evolve(STANDARD, name="calm", weights={**dict(STANDARD.weights), "unlikely": 0})
"""A policy that looks at no chance, which readings move in ways of their own."""


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[Portfolio, dict[str, Series]]:
    """A few goals with readings, some of which serve or wait for another."""
    count = draw(st.integers(2, 5))
    goals, series = [], {}
    for number in range(count):
        earlier = st.sampled_from([f"g{other}" for other in range(count) if other != number])
        goals.append(
            Goal(
                f"Increase rate {number} from 10 % to 50 %",
                id=f"g{number}",
                owner=draw(st.sampled_from([None, "Ada"])),
                metric=Metric(f"rate {number}", PERCENT, direction="increase"),
                baseline=Baseline(Quantity(10, PERCENT)),
                target=Level(Quantity(50, PERCENT)),
                horizon=Horizon("2025-12-31", draw(st.sampled_from(["2026-09-15", "2026-10-20", "2026-12-31"]))),
                supports=[f"g{draw(st.integers(0, number - 1))}"] if number and draw(st.booleans()) else ["o"],
                depends_on=draw(st.lists(earlier, max_size=2, unique=True)),
            )
        )
        values = draw(st.lists(st.integers(0, 70), max_size=len(DAYS)))
        if values:
            series[f"g{number}"] = Series.of(zip(DAYS, values, strict=False), PERCENT)
    return Portfolio(goals, objectives=[Objective("o", "Grow")]), series


def look(portfolio: Portfolio, series: dict[str, Series], **options):
    """A review by few rules, which is quicker."""
    return review(portfolio, context=CONTEXT, series=series, rules=FEW, **options)


@given(portfolios(), st.randoms(use_true_random=False))
def test_the_order_of_goals_does_not_matter(made, dice) -> None:
    """Goals given in another order are reviewed, ranked and rolled up the same."""
    portfolio, series = made
    goals = list(portfolio.goals)
    dice.shuffle(goals)
    one, other = look(portfolio, series), look(attrs.evolve(portfolio, goals=goals), series)
    for name in ("goals", "attention", "agenda", "areas", "branches", "coverage"):
        assert getattr(one, name) == getattr(other, name), name


@given(portfolios(), st.integers(0, 4), st.integers(0, 70))
def test_a_reading_moves_no_other_goal_but_those_above(made, number, value) -> None:
    """Progress of every other goal stays; only what the goal serves, near or far, may be rolled up otherwise."""
    portfolio, series = made
    name = f"g{number % len(portfolio)}"
    before = look(portfolio, series)
    given = [*series.get(name, ()), *Series.of({"2026-10-01": value}, PERCENT)]
    after = look(portfolio, {**series, name: Series(given)})
    above = {*portfolio.ancestors(name), name}
    for goal in portfolio:
        if goal.id != name:
            one, other = before[goal.id].progress, after[goal.id].progress
            assert (one.fraction, one.status, one.expected) == (other.fraction, other.status, other.expected)
    rolled = {branch.name: branch for branch in after.branches}
    for branch in before.branches:
        if branch.name not in above:
            assert branch == rolled[branch.name]


@given(portfolios())
def test_a_review_compared_with_itself_is_empty(made) -> None:
    """Nothing moved, and nothing is said to have."""
    found = look(*made)
    assert not found.compare(found)
    assert not look(*made, since=found).since


def places(entries: tuple[GoalReview, ...]) -> dict[str, int]:
    """The place of each goal in the list."""
    return {entry.key: place for place, entry in enumerate(entries)}


@given(portfolios(), st.integers(0, 4), st.integers(1, 60))
def test_a_goal_whose_last_reading_falls_never_sinks(made, number, fall) -> None:
    """Whatever follows from a lower reading, for it and for those that wait for it, it does not go down the list."""
    portfolio, series = made
    name = f"g{number % len(portfolio)}"
    if name not in series:
        return
    *most, last = series[name]
    lower = attrs.evolve(last, value=last.value - Quantity(fall, PERCENT))
    before = look(portfolio, series, attention=CALM)
    after = look(portfolio, {**series, name: Series([*most, lower])}, attention=CALM)
    assert places(after.goals)[name] <= places(before.goals)[name]
    assert before[name] not in before.attention or after[name] in after.attention


shares = st.floats(-1, 2, allow_nan=False)
entries = st.builds(
    GoalReview,
    statement=st.just("Goal"),
    title=st.just("Goal"),
    id=st.just("a"),
    owner=st.sampled_from([None, "Ada"]),
    status=st.sampled_from(["on_track", "at_risk", "missed", "no_data", "no_horizon"]),
    fraction=shares,
    expected=st.none() | st.floats(0, 1),
    achieved=st.just(False),
    is_missed=st.booleans(),
    days_left=st.none() | st.integers(-40, 200),
    age_days=st.integers(1, 90),
    stale=st.none() | st.booleans(),
    chance=st.none() | st.floats(0, 1),
)


@given(entries, st.lists(entries, max_size=4), st.floats(0, 2), entries)
def test_less_progress_with_all_else_equal_never_lowers_a_rank(entry, others, fall, before) -> None:
    """With the chance, the readings and the days as they were, less progress means no fewer points and no later place."""

    def told(each: GoalReview, name: str) -> GoalReview:
        links = Links(waiting=("b",), late=("c",))
        return attrs.evolve(each, id=name, reasons=reasons_of(each, policy=STANDARD, links=links, before=before))

    rest = [told(other, f"o{place}") for place, other in enumerate(others)]
    high, low = told(entry, "a"), told(attrs.evolve(entry, fraction=entry.fraction - fall), "a")
    assert low.points >= high.points
    assert places(ranked([*rest, low]))["a"] <= places(ranked([*rest, high]))["a"]


@pytest.mark.parametrize("is_first", [True, False])
def test_waiting_counts_alike_on_both_sides(is_first) -> None:
    """A goal that falls behind gains as much as the one that waits for it, so that neither passes the other by that."""
    base = {"statement": "x", "status": "on_track", "achieved": False, "owner": "Ada", "fraction": 0.1, "expected": 0.5}
    a, b = (GoalReview(id=name, title=name.upper(), **base) for name in "ab")
    found = linked({"a": {"b"}} if is_first else {"b": {"a"}}, {"a": a, "b": b}, {}, {}, STANDARD)
    waits, holds = ("a", "b") if is_first else ("b", "a")
    points = {
        name: {reason.kind: reason.points for reason in reasons_of(each, policy=STANDARD, links=found[name])}
        for name, each in (("a", a), ("b", b))
    }
    assert points[waits]["blocked"] == points[holds]["blocking"]


def test_a_policy_of_ones_own_ranks_by_what_it_weighs() -> None:
    """Weights are data: what weighs nothing is not told."""
    lone = AttentionPolicy("ours", version="1", weights={"no_owner": 5})
    goals = [Goal("Increase sales", id="a"), Goal("Increase sales more", id="b", owner="Ada")]
    found = look(Portfolio(goals), {}, attention=lone)
    assert [("a", 5)] == [(entry.id, entry.points) for entry in found.attention]
