"""The map of a portfolio: everything once, in its place, with what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import given
from strategies import portfolios

from smartgoals.model import (
    Activity,
    Area,
    Baseline,
    BranchKind,
    Goal,
    Horizon,
    Level,
    Metric,
    Objective,
    Portfolio,
    Quantity,
    Unit,
)

PERCENT = Unit.percent()
SHOP = Portfolio(
    [
        Goal(
            "Raise the conversion rate of the shop from 2 to 2.5 percent by June 2027, for visitors on a telephone",
            id="conversion", area="Checkout", supports=["growth", "margin"], owner="Ada",
            metric=Metric("conversion rate", PERCENT), baseline=Baseline(Quantity(2, PERCENT)),
            target=Level(Quantity("2.5", PERCENT)), horizon=Horizon("2026-06-30", "2027-06-30"),
        ),
        Goal("Cut *returns*", id="returns", area="Deliveries", baseline=Baseline.unknown()),
        Goal("Show sizes", id="sizes", supports=["returns", "retruns"]),
        Goal("Be kind", area="Elsewhere"),
    ],
    name="Shop",
    objectives=[
        Objective("growth", "Grow by a tenth", owner="Eva", target=Level(Quantity(10, PERCENT))),
        Objective("margin", "Higher margin", parent="growth"),
        Objective("loyalty", "Loyal customers"),
    ],
    areas=[
        Area("Checkout", objectives=["growth"], owner="Bo"),
        Area("Deliveries", objectives=["margin"]),
        Area("Search", objectives=["growth"]),
        Area("Stores"),
    ],
    activities=[
        Activity("Shorten the checkout", id="checkout", goals=["conversion"], owner="Bo", end="2026-12-31"),
        Activity("Ask customers", id="ask", goals=["returns", "conversion"], done_on="2026-05-04"),
        Activity("Buy cake", id="cake"),
    ],
)  # fmt: skip


def test_the_map_in_every_form(golden: Callable[[str, str], None]) -> None:
    """Text, Markdown and data, in both languages, as a manager reads them."""
    outline = SHOP.map()
    forms = [outline.to_text("en"), outline.to_text("sv-SE"), outline.to_markdown("en"), outline.to_markdown("sv")]
    golden("portfolio.map.txt", "\n\n".join(forms) + json.dumps(outline.to_data(), ensure_ascii=False, indent=1) + "\n")


def test_an_empty_portfolio_says_so() -> None:
    """Nothing is told as nothing, in either language and in one that has no words of its own."""
    assert "Portfolio\n\nNothing is in it yet; add objectives, areas and goals." == str(Portfolio().map())
    assert "Portfölj\n\nHär finns inget än; lägg till affärsmål, områden och mål." == Portfolio().map().to_text("sv")
    assert Portfolio().map().to_text("en") == Portfolio().map().to_text("xx")


def test_long_chains_are_told() -> None:
    """A chain of goals that no recursion would bear is a map all the same."""
    chain = [Goal("x", id=str(place), supports=[str(place - 1)] if place else []) for place in range(3000)]
    outline = Portfolio(chain).map()
    assert 3002 == len(outline.branches)
    assert max(len(line) for line in str(outline).splitlines()) <= 80


@given(portfolios)
def test_everything_is_on_the_map(portfolio: Portfolio) -> None:
    """Each objective, area, goal and activity stands there, and is told in full once; no line is too long."""
    outline = portfolio.map()
    for kind, items in (
        (BranchKind.OBJECTIVE, [objective.id for objective in portfolio.objectives]),
        (BranchKind.GOAL, [goal.id for goal in portfolio.goals]),
        (BranchKind.ACTIVITY, [activity.id for activity in portfolio.activities]),
    ):
        told = [b.id for b in outline.branches if b.kind is kind and b.id in items and not b.again]
        assert sorted(map(str, items)) == sorted(map(str, told))
    assert {a.name for a in portfolio.areas} <= {b.name for b in outline.branches if b.kind is BranchKind.AREA}
    assert all(len(line) <= 80 for line in outline.to_text("sv").splitlines())
    assert outline.to_markdown("sv")
