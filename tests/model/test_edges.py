"""Cases at the edge, each of which once went wrong or nearly so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smartgoals.errors import InvalidValueError
from smartgoals.model import (
    Baseline,
    FiscalCalendar,
    Goal,
    Level,
    Milestones,
    Multiple,
    Period,
    Portfolio,
    Quantity,
    Target,
    Unit,
)
from smartgoals.model.unit import plain


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (
            lambda: Unit("a", "ratio", Unit.number(), Unit.count("b")),
            "Unit.symbol: 'a' does not name its parts; build ratios with Unit.ratio(over, under)",
        ),
        (
            lambda: Period("FY9999", FiscalCalendar(5, "start")),
            "Period.text: 'FY9999' does not exist in the calendar; check the year, month, week and day",
        ),
        (lambda: Goal("x", tags=[[]]), "Goal.tags: [] is no text; give a str"),
    ],
    ids=["ratio", "end-of-time", "tag"],
)
def test_odd_arguments_are_refused(build: object, text: str) -> None:
    """A ratio names its parts, a fiscal year ends within the calendar, a tag is a text."""
    with pytest.raises(InvalidValueError) as caught:
        build()
    assert text == str(caught.value)


@pytest.mark.parametrize(
    ("number", "text"),
    [("68." + "0" * 60, "68"), ("2.50E+3", "2500"), ("1e70", "1E+70"), ("0." + "3" * 80, "0." + "3" * 80)],
)
def test_a_number_is_shown_without_needless_zeros(number: str, text: str) -> None:
    """Zeros at the end go, however many; no digit that means something is rounded away."""
    assert text == plain(Decimal(number))


@pytest.mark.parametrize(("value", "met"), [(4, True), (5, True), (6, False)])
def test_at_least_halved_is_met_below_half(value: int, met: bool) -> None:
    """The bound of a multiple speaks of the size of the change."""
    assert met is Multiple("0.5", "at_least").is_met_by(Quantity(value), Baseline(Quantity(10)))


def test_a_known_baseline_and_a_target_without_a_way() -> None:
    """Where the start is the target, only the target itself meets it."""
    base = Baseline(Quantity(10))
    assert base.is_known
    assert [True, False] == [Level(Quantity(10)).is_met_by(Quantity(n), base) for n in (10, 11)]


def test_a_plain_portfolio_shows_no_weights() -> None:
    """Weights that are not said are not shown."""
    assert "Portfolio((Goal('x', id='a'),))" == repr(Portfolio([Goal("x", id="a")]))


def test_what_has_no_level_is_neither_met_nor_unmet() -> None:
    """The answer that all kinds of target share is None where no level can be told."""
    assert None is Target.is_met_by(Milestones(["launch"]), Quantity(1), None)
