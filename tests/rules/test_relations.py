"""How the goals of a portfolio hang together: what is alike, what clashes, what leads where, and at what cost."""

from __future__ import annotations

import random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import assess_portfolio
from smartgoals.model import Area, Context, Goal, Horizon, Level, Metric, Objective, Portfolio, Quantity, Unit
from smartgoals.rules import Finding, RuleSet, relations
from smartgoals.rules.relations import cycles, leading_to, overlaps, related, rivals, served_by

CONTEXT = Context("2026-01-15", "en")
TOWNS = ("Malmö", "Lund", "Kiruna", "Visby")
WORDS = ("sales", "returns", "orders", "customers", "online", "Norway", "stores", "costs", "delivery", "weekly")


def found(code: str, *goals: Goal, **changes: object) -> tuple[Finding, ...]:
    """Return what one rule finds in a portfolio."""
    portfolio = Portfolio(goals, **changes)  # type: ignore[arg-type]
    return assess_portfolio(portfolio, context=CONTEXT, rules=RuleSet.builtin().select(code))


def _groups(goals: list[Goal], least: float) -> list[list[str]]:
    """The groups that `overlaps()` finds, by id."""
    return [[goal.id or "" for goal in group] for group in overlaps(goals, least=least)]


@given(st.lists(st.sets(st.sampled_from(WORDS), min_size=1), max_size=12), st.sampled_from([0.5, 0.7, 1.0]))
def test_no_overlap_is_missed(sentences: list[set[str]], least: float) -> None:
    """Each goal stands with the first before it that it overlaps, as comparing everything with everything finds it."""
    goals = [Goal(" ".join(sorted(words)), id=str(place)) for place, words in enumerate(sentences)]
    groups: dict[str, list[str]] = {}
    for place, words in enumerate(sentences):
        for first, before in enumerate(sentences[:place]):
            if len(words & before) >= least * len(words | before):
                groups.setdefault(str(first), [str(first)]).append(str(place))
                break
    assert [groups[first] for first in sorted(groups, key=int)] == _groups(goals, least)


NAMED = [["a", "b"]]
APART: list[list[str]] = []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, NAMED),
        ({"area": "Shops"}, {}, NAMED),
        ({}, {"area": "Shops"}, NAMED),
        ({"area": "Shops"}, {"area": " shops"}, NAMED),
        ({"area": "Shops"}, {"area": "Web"}, APART),
        ({"horizon": Horizon(None, "2026-12-31")}, {}, NAMED),
        ({"horizon": Horizon(None, "2026-12-31")}, {"area": "Web"}, NAMED),
        ({"horizon": Horizon(None, "2026-12-31")}, {"horizon": Horizon(None, "2027-12-31")}, APART),
        ({"statement": "Sell more shoes in Lund"}, {"statement": "Sell more shoes in Visby"}, APART),
    ],
)
def test_what_tells_goals_apart(one: dict[str, Any], other: dict[str, Any], expected: list[list[str]]) -> None:
    """Area, deadline and names tell goals of the same words apart, as far as both state them, in either order."""
    goals = [
        Goal(**{"statement": "Sell more shoes online", "id": name, **facts})
        for name, facts in zip("ab", (one, other), strict=True)
    ]
    assert expected == _groups(goals, 0.75)


@pytest.mark.parametrize(
    "statement",
    [
        "Reduce the return rate of the web shop to {number} %",
        "Reduce the return rate of the web shop for {word}",
        "Reduce the return rate of the web shop in {Word}",
        "Reduce the {shuffled}",
    ],
)
@pytest.mark.parametrize("area", [None, "Area {number}", "Area"])
def test_many_like_goals_are_compared_a_few_times_each(
    statement: str, area: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of goals that share all words, most words, or a few words in any mixture, twice as many take twice the work."""
    counts = []
    compare = relations._is_near

    def counted(*given: Any) -> bool:
        counts[-1] += 1
        return compare(*given)

    monkeypatch.setattr(relations, "_is_near", counted)
    dice = random.Random(7)
    common = ["".join(dice.choices("bdfgklmnprst", k=5)) for _ in range(40)]
    for size in (2_000, 4_000):
        goals = []
        for number in range(size):
            word = "".join("bcdfghklmn"[int(digit)] for digit in f"{number:05}")
            shuffled = " ".join(dice.sample(common, 9))
            told = {"number": number, "word": word, "Word": word.title(), "shuffled": shuffled}
            goals.append(Goal(statement.format(**told), id=str(number), area=area and area.format(**told)))
        counts.append(0)
        groups = overlaps(goals, least=0.75)
        assert sum(len(group) for group in groups) <= 2 * size
    assert counts[1] <= max(2.5 * counts[0], 64 * 4_000)


def test_many_like_goals_are_one_finding() -> None:
    """They are told together, not pair by pair."""
    goals = [Goal(f"Reduce the return rate of the web shop to {number} %", id=str(number)) for number in range(1001)]
    told = found("P102", *goals)
    assert [1001] == [len(finding.goals) for finding in told]
    assert "“Reduce the return rate of the web shop to 0 %” and 1,000 more say nearly the same." == told[0].message()
    assert "”Reduce the return rate of the web shop to 0 %” och 1 000 mål till säger nästan samma sak." == told[
        0
    ].message("sv").replace("\u00a0", " ")


def test_order_and_endings_make_no_overlap_less() -> None:
    """Words count in any order and form; short words and numbers do not count."""
    goals = [
        Goal("Leveranserna från lagret ska bli snabbare: 9 till 6", id="a"),
        Goal("Snabbare leveranser från lager ska bli 4 till 2", id="b"),
        Goal("…", id="c"),
    ]
    assert [["a", "b"]] == _groups(goals, 0.6)


def test_overlaps_are_found_in_large_portfolios() -> None:
    """Among thousands of goals the work stays small: far fewer pairs are compared than there are."""
    chance = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ["".join(chance.choices(letters, k=6)) for _ in range(4000)]
    goals = [Goal(" ".join(chance.sample(names, 8)), id=str(place)) for place in range(3000)]
    goals.append(Goal(goals[0].statement + " extra", id="again"))
    assert [["0", "again"]] == _groups(goals, 0.8)


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["nowhere"]}, []),
    ],
)
def test_cycles(edges: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    """A circle is named from where it is met, a diamond is none, and what is not there leads nowhere."""
    assert expected == cycles(edges)


def test_long_chains_need_no_deep_calls() -> None:
    """A chain of ten thousand goals is walked without running out of stack."""
    edges = {str(number): [str(number + 1)] for number in range(10_000)}
    assert [] == cycles(edges)
    assert [10_001] == [len(circle) for circle in cycles(edges | {"10000": ["0"]})]


def test_relations_are_kept_for_the_portfolio_at_hand() -> None:
    """They are worked out once for a portfolio, and again for another one, even when it is equal."""
    one, other = Portfolio((Goal("A"),)), Portfolio((Goal("A"),))
    assert related(one) is related(one)
    assert related(one) is not related(other)


def test_what_is_served() -> None:
    """A goal serves through another goal, through its area, and through parts of an objective."""
    portfolio = Portfolio(
        (Goal("A", id="a", supports=("b",)), Goal("B", id="b", supports=("part",)), Goal("C", id="c", area="Shops")),
        objectives=(Objective("whole", "Whole"), Objective("part", "Part", parent="whole"), Objective("x", "X")),
        areas=(Area("shops", objectives=("x",)),),
    )
    assert {"b", "part", "whole", "x"} == served_by(portfolio)
    assert 3 == len(leading_to(portfolio, {"whole", "part", "x"}))
    assert [] == list(found("P303", *portfolio.goals, objectives=portfolio.objectives, areas=portfolio.areas))


def _goal(name: str, level: int, end: str, direction: str | None = None) -> Goal:
    metric = Metric("orders", direction=direction)  # type: ignore[arg-type]
    return Goal(name, id=name, metric=metric, target=Level(Quantity(level)), horizon=Horizon(None, end))


class TestAcross:
    """Rules that look at goals together, beyond the examples on their pages."""

    def test_overlap_is_no_duplicate(self) -> None:
        """Goals that are the same are told once, as duplicates."""
        twice = (Goal("Cut the costs of delivery", id="a"), Goal("Cut the costs of delivery.", id="b"))
        assert 1 == len(found("P101", *twice))
        assert () == found("P102", *twice)

    def test_overlap_for_another_day_is_none(self) -> None:
        """The same words for another deadline are another goal."""
        one, other = (
            _goal("Orders in the shop to 5", 5, "2026-06-30"),
            _goal("Orders in the shop to 6", 6, "2026-12-31"),
        )
        assert () == found("P102", one, other)

    def test_names_tell_goals_apart(self) -> None:
        """Goals for two towns are two goals, however alike their words."""
        text = "Increase the share of parcels that are delivered on time from the store in {} to 90 %"
        malmo, lund, again = (Goal(text.format(town), id=str(n)) for n, town in enumerate(("Malmö", "Lund", "Malmö")))
        assert () == found("P102", malmo, lund)
        assert [("0", "2")] == [
            each.goals for each in found("P102", malmo, attrs.evolve(again, statement=again.statement + " again"))
        ]

    def test_floor_and_ceiling(self) -> None:
        """A floor below a ceiling makes a range; a floor above it, another floor or another unit a contradiction."""
        metric, end = Metric("stock"), Horizon(None, "2026-12-31")

        def clash(*levels: Level) -> int:
            goals = [Goal(str(n), id=str(n), metric=metric, target=each, horizon=end) for n, each in enumerate(levels)]
            return len(found("P103", *goals))

        floor, ceiling = Level(Quantity(5), "at_least"), Level(Quantity(9), "at_most")
        assert 0 == clash(floor, ceiling)
        assert 0 == clash(floor, floor)
        assert 1 == clash(Level(Quantity(9), "at_least"), Level(Quantity(5), "at_most"))
        assert 1 == clash(floor, Level(Quantity(7), "at_least"))
        assert 1 == clash(floor, Level(Quantity(9, Unit.percent()), "at_most"))
        assert 1 == clash(floor, ceiling, Level(Quantity(7)))

    def test_opposite_directions(self) -> None:
        """Up and down at once is a contradiction, whatever the dates; those who hold still are not in it."""
        goals = (
            _goal("up", 5, "2026-06-30", "increase"),
            _goal("down", 4, "2027-06-30", "decrease"),
            _goal("stay", 4, "2027-06-30", "maintain"),
        )
        assert [("up", "down")] == [each.goals for each in found("P103", *goals)]

    def test_levels_on_the_way(self) -> None:
        """Higher levels for later days are steps; a goal without a date clashes with nothing."""
        undated = Goal("Undated", id="u", metric=Metric("orders"), target=Level(Quantity(9)))
        steps = (_goal("a", 5, "2026-06-30"), _goal("b", 6, "2026-12-31"), undated)
        assert () == found("P103", *steps)
        assert [("b", "c")] == [each.goals for each in found("P103", *steps, _goal("c", 7, "2026-12-31"))]

    def test_terms(self) -> None:
        """Goals without a date belong to no term; where no goal has one, nothing is missing."""
        dated = [_goal(str(number), number, "2026-03-31") for number in range(4)]
        assert ["medium", "long"] == [each.variant for each in found("P202", *dated)]
        assert () == found("P202", *(Goal(str(number), id=str(number)) for number in range(4)))

    def test_bunch(self) -> None:
        """The days of the bunch are named; goals without a date do not count."""
        days = ("2026-03-20", "2026-03-28", "2026-03-31", "2026-03-31", "2026-12-31")
        goals = [_goal(str(number), number, day) for number, day in enumerate(days)]
        (finding,) = found("P205", *goals, Goal("Undated"))
        assert "4 of 5 goals are due between 20 March 2026 and 31 March 2026." == finding.message()
        assert () == found("P205", *goals[:4])

    def test_one_sided_needs_to_know_all(self) -> None:
        """A goal of which nothing is known may be of the other kind."""
        opened = [Goal(f"Open a shop in {town} by March 2026") for town in TOWNS]
        assert ["activities"] == [each.variant for each in found("P206", *opened)]
        assert () == found("P206", *opened, Goal("Hm"))
        assert () == found("P206", *opened, Goal("Sell for 40 MSEK during 2026"))

    def test_money(self) -> None:
        """Money is told by the unit of the metric, or of the target."""
        goals = [Goal(f"Increase sales in {town} to SEK 5 million by December 2026") for town in TOWNS]
        assert ["lagging"] == [each.variant for each in found("P206", *goals)]

    def test_unknown_objective(self) -> None:
        """A slip of the pen is told with the goal it stands on, and that goal is not told again as astray."""
        goals = (Goal("A", id="a", supports=("marign",)), Goal("B", id="b"), Goal("C", id="c", supports=("margin",)))
        findings = found("P303", *goals, objectives=(Objective("margin", "Margin"),))
        assert [("", ("b",)), ("unknown", ("a",))] == sorted((each.variant, each.goals) for each in findings)

    def test_circle_of_objectives(self) -> None:
        """Objectives can go round in a circle as well; only goals are named by id."""
        rounds = (Objective("a", "A", parent="b"), Objective("b", "B", parent="a"))
        (finding,) = found("P304", Goal("G", id="g", supports=("a",)), objectives=rounds)
        assert () == finding.goals
        assert "These serve each other in a circle: a and b." == finding.message()


def rate(name: str, level: float, *, bound: str = "exactly", direction: str | None = None) -> Goal:
    """A goal for one figure at the end of a year."""
    target, metric = Level(Quantity(level, Unit.percent()), bound), Metric("return rate", direction=direction)
    return Goal(f"Goal {name}", id=name, metric=metric, target=target, horizon=Horizon(None, "2026-12-31"))


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], []),
        ([rate("b", 6)], []),
        ([rate("b", 5)], ["b"]),
        ([rate("b", 6, direction="increase")], ["b"]),
        ([rate("b", 5, direction="increase")], ["b"]),
        ([rate("b", 5), attrs.evolve(rate("c", 5), area="Shops")], ["b"]),
        ([rate(str(number), number) for number in range(9)], ["0", "1", "2"]),
    ],
)
def test_rivals_want_the_figure_elsewhere(others: list[Goal], expected: list[str]) -> None:
    """Another level on the same day, or the other way; each once, and the first three of many."""
    goal = rate("a", 6, direction="decrease")
    assert expected == [other.id for other in rivals(goal, Portfolio((goal, *others)))]


def test_a_floor_below_a_ceiling_is_no_rival() -> None:
    """Both can be kept; a floor above the ceiling cannot."""
    ceiling, low, high = rate("a", 6, bound="at_most"), rate("b", 4, bound="at_least"), rate("c", 8, bound="at_least")
    assert ["c"] == [other.id for other in rivals(ceiling, Portfolio((ceiling, low, high)))]


def test_a_goal_is_no_rival_of_its_earlier_self() -> None:
    """A draft of a goal is judged beside the portfolio that holds the goal as it was."""
    assert [] == rivals(rate("a", 5), Portfolio((rate("a", 6),)))
