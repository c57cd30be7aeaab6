"""Nothing from outside reaches a value: no decimal context, no object that only plays a value."""

from __future__ import annotations

import decimal
from decimal import Decimal
from unittest import mock

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BY_TYPE

from smartgoals import model
from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Baseline,
    Change,
    Goal,
    Level,
    Metric,
    Milestone,
    Milestones,
    Multiple,
    Period,
    Portfolio,
    Quantity,
    Unit,
)

PERCENT, KG, TONNE = Unit.percent(), Unit.physical("kg"), Unit.physical("tonne")
EVERY = pytest.mark.parametrize("kind", BY_TYPE, ids=lambda kind: kind.__name__)


@pytest.fixture
def rough() -> decimal.Context:
    """A context that no sum survives: two digits, and every signal is an error."""
    return decimal.Context(prec=2, Emax=4, Emin=-4, traps=list(decimal.getcontext().flags))


class Yes:
    """An object that is equal to everything."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return True


class Never:
    """An object that cannot bear to be compared."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


@EVERY
@settings(max_examples=5)
@given(data=st.data())
def test_rude_doubles_decide_for_themselves(kind: type, data: st.DataObject) -> None:
    """A value leaves the answer to an object of another type, whatever that answers."""
    value = data.draw(BY_TYPE[kind])
    assert value == Yes()
    with pytest.raises(RuntimeError):
        value == Never()  # noqa: B015 - the comparison itself is tested
    assert value != mock.Mock(spec=type(value))
    assert value is not None


@EVERY
@settings(max_examples=5)
@given(data=st.data())
def test_a_copy_with_nothing_changed_is_equal(kind: type, data: st.DataObject) -> None:
    """Each value can be rebuilt from its own fields, so that conversion changes nothing the second time."""
    value = data.draw(BY_TYPE[kind])
    if kind is Period:
        assert value == Period(value.text, value.calendar)
    else:
        assert value == attrs.evolve(value)


def test_targets_do_not_follow_the_callers_precision(rough: decimal.Context) -> None:
    """Levels and fractions are exact under a rough context."""
    start = Baseline(Quantity("123456.789"))
    with decimal.localcontext(rough):
        assert Quantity("148148.1468") == Change(Quantity(20, PERCENT)).level(start)
        assert Quantity("123462.789") == Change(Quantity(6)).level(start)
        assert Quantity("246913.578") == Multiple(2).level(start)
        assert Decimal("0.25") == Level(Quantity("123460.789")).fraction(Quantity("123457.789"), start)
        assert Multiple("2.001").is_met_by(Quantity("247036.9"), start) is False
        assert "2.0012 times the baseline" == str(Multiple("2.0012"))


def test_milestones_do_not_follow_the_callers_precision(rough: decimal.Context) -> None:
    """The weights are summed exactly under a rough context."""
    steps = Milestones([Milestone("a", "100.25", "2026-01-01"), Milestone("b", "300.75")])
    with decimal.localcontext(rough):
        assert Decimal("0.25") == steps.done("2026-01-02")


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (Change(Quantity("2.011")), Change(Quantity("2.012")), "harder"),
        (Change(Quantity("-20120")), Change(Quantity("-20110")), "easier"),
        (Multiple("2.011"), Multiple("2.012"), "harder"),
        (Multiple("0.5011"), Multiple("0.5012"), "easier"),
        (Multiple("2.5", "at_most"), Multiple("2.4", "at_most"), "harder"),
        (Multiple("2.5", "at_most"), Multiple("2.4"), "unclear"),
        (Multiple(2), Multiple("0.5"), "unclear"),
    ],
)
def test_verdicts_do_not_follow_the_callers_precision(
    rough: decimal.Context, old: model.Target, new: model.Target, verdict: str
) -> None:
    """A small change of a target is seen under a rough context."""
    with decimal.localcontext(rough):
        assert verdict == Goal("x", target=new).diff(Goal("x", target=old)).verdict


@pytest.mark.parametrize(
    ("old", "new", "base", "verdict"),
    [
        (Level(Quantity(70), "at_most"), Level(Quantity(60), "at_most"), 65, "harder"),
        (Level(Quantity(70), "at_most"), Level(Quantity(80), "at_most"), 65, "easier"),
        (Level(Quantity(70), "at_most"), Level(Quantity(70), "at_least"), 65, "unclear"),
        (Level(Quantity(70)), Level(Quantity(60)), 65, "unclear"),
        (Level(Quantity(60)), Level(Quantity(55)), 65, "harder"),
        (Level(Quantity(70)), Level(Quantity(70, KG)), None, "unclear"),
        (Level(Quantity(65)), Level(Quantity(70)), 65, "unclear"),
        (Level(Quantity(70)), Level(Quantity(70), stretch=Quantity(90)), 65, "unchanged"),
    ],
)
def test_the_bound_says_which_way_is_harder(
    old: model.Target, new: model.Target, base: int | None, verdict: str
) -> None:
    """A lower ceiling is harder, wherever it started; across the start, nothing can be told."""
    baseline = None if base is None else Baseline(Quantity(base))
    assert verdict == Goal("x", target=new, baseline=baseline).diff(Goal("x", target=old, baseline=baseline)).verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (Metric("m"), None, "unclear"),
        (Metric("m"), Metric("m", PERCENT), "different_metric"),
        (Metric("m"), Metric("m", population="Norway"), "different_metric"),
        (Metric("m"), Metric("m", aggregation="mean"), "different_metric"),
        (Metric("m"), Metric("m", source="the till"), "unchanged"),
    ],
)
def test_another_population_is_another_metric(one: Metric, other: Metric | None, verdict: str) -> None:
    """What is counted, over whom and how makes a metric; where it is read does not."""
    assert verdict == Goal("x", metric=other).diff(Goal("x", metric=one)).verdict


def test_a_verdict_of_one_part_does_not_hide_another() -> None:
    """Harder in one part and as hard in the other is harder; a goal compared with itself is unchanged."""
    goal = Goal("x", target=Level(Quantity(5), "at_least"), horizon=model.Horizon.until("2026-06-30"))
    later = attrs.evolve(goal, horizon=model.Horizon("2026-01-01", "2026-06-30"), target=Level(Quantity(6), "at_least"))
    assert "harder" == later.diff(goal).verdict
    assert model.Difference((), "unchanged") == goal.diff(goal)
    assert ["target: at least 5 -> at least 6"] == [str(c) for c in later.diff(goal).changes if c.field == "target"]


def test_fractions_are_told_across_units_of_one_dimension() -> None:
    """Value, baseline and target may come in kilograms and tonnes, or in two sorts of degrees."""
    assert Decimal("0.5") == Level(Quantity(1, TONNE)).fraction(Quantity(750, KG), Baseline(Quantity(500, KG)))
    degrees = Unit.physical("degC"), Unit.physical("degF")
    assert Decimal("0.5") == Level(Quantity(30, degrees[0])).fraction(Quantity(77, degrees[1]), Baseline(Quantity(20, degrees[0])))  # fmt: skip


@pytest.mark.parametrize(
    ("by", "level", "better", "worse"),
    [("20", "-80", "-80", "-81"), ("-20", "-120", "-120", "-119"), ("200", "100", "100", "99")],
)
def test_a_percentage_of_a_loss_points_where_its_sign_says(by: str, level: str, better: str, worse: str) -> None:
    """Up is up and down is down, also from below zero, and the start itself never meets it."""
    loss, target = Baseline(Quantity(-100)), Change(Quantity(by, PERCENT))
    assert Quantity(level) == target.level(loss)
    found = [target.is_met_by(Quantity(value), loss) for value in (better, worse, "-100")]
    assert [True, False, False] == found
    assert (0, 1) == (target.fraction(Quantity(-100), loss), target.fraction(Quantity(level), loss))


def test_a_multiple_of_a_loss_cannot_be_told() -> None:
    """Twice a loss may be better or worse, so nothing is said."""
    loss = Baseline(Quantity(-100))
    found = [Multiple(2).level(loss), Multiple(2).fraction(Quantity(1), loss), Multiple(2).is_met_by(Quantity(1), loss)]
    assert [None] * 3 == found


def test_progress_is_not_clamped() -> None:
    """Going the wrong way is below 0 and going past the target above 1."""
    target, base = Level(Quantity(60)), Baseline(Quantity(100))
    found = [target.fraction(Quantity(value), base) for value in (120, 100, 80, 60, 40)]
    assert [Decimal(number) for number in ("-0.5", "0", "0.5", "1", "1.5")] == found


def test_edits_of_a_portfolio_leave_the_old_one_as_it_was() -> None:
    """Weights follow what is removed, and an id that is taken is refused."""
    portfolio = Portfolio([Goal("x", id="a"), Goal("y", id="b"), Goal("z")], weights={"b": 2, "a": "0.5"})
    smaller = portfolio.remove("a")
    assert (3, 2) == (len(portfolio), len(smaller))
    assert (("b", Decimal(2)),) == smaller.weights
    assert "weights={'a': '0.5', 'b': '2'})" in repr(portfolio)
    with pytest.raises(InvalidValueError, match=r"'a' is the id of both goals\[0\] and goals\[2\]"):
        Portfolio([Goal("x", id="a"), Goal("y", id="b")]).add(Goal("z", id="a"))
