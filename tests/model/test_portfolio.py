"""A portfolio: how its items hang together, and that every edit keeps what they say about one another true."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import portfolios

from smartgoals import errors
from smartgoals.model import Activity, Area, Decision, Goal, LooseEnd, Objective, Portfolio, Process
from smartgoals.model.reference import handle, references

SHOP = Portfolio(
    [
        Goal("Raise the conversion rate", id="conversion", area="Checkout", supports=["growth"]),
        Goal("Cut returns", id="returns", area="Deliveries"),
        Goal("Show the right size", id="sizes", supports=["returns"], depends_on=["photos"]),
        Goal("Be kind"),
    ],
    objectives=[
        Objective("growth", "Grow by a tenth"),
        Objective("margin", "Higher margin", parent="growth"),
    ],
    areas=[Area("Checkout", objectives=["growth"]), Area("Deliveries", objectives=["margin"])],
    activities=[Activity("Take new photos", id="photos", goals=["sizes", "conversion"])],
    weights={"conversion": 3, "margin": "0.5"},
)


def everything(portfolio: Portfolio) -> list[str]:
    """The ids of all that is in a portfolio."""
    items = (*portfolio.objectives, *portfolio.areas, *portfolio.goals, *portfolio.activities)
    return [name for item in items if (name := handle(item)) is not None]


def mentioned(portfolio: Portfolio) -> set[str]:
    """All names that something in a portfolio mentions, its weights included."""
    items = (*portfolio.objectives, *portfolio.areas, *portfolio.goals, *portfolio.activities)
    process = () if portfolio.process is None else references(portfolio.process)
    return (
        {name for item in items for _, name, _ in references(item)}
        | {name for _, name, _ in process}
        | {name for name, _ in portfolio.weights}
    )


class TestLinks:
    """What serves what."""

    def test_each_kind_is_found_by_its_id(self) -> None:
        """An id leads to the thing of that kind, and to nothing of another kind."""
        assert "Cut returns" == SHOP["returns"].statement
        assert "Higher margin" == SHOP.objective("margin").name
        assert ("margin",) == SHOP.area("Deliveries").objectives
        assert "Take new photos" == SHOP.activity("photos").name
        for look in (SHOP.objective, SHOP.area, SHOP.activity, SHOP.__getitem__, SHOP.parents, SHOP.children):
            with pytest.raises(KeyError, match="nowhere"):
                look("nowhere")
        with pytest.raises(KeyError, match="margin"):
            SHOP["margin"]

    def test_goals_are_members(self) -> None:
        """A goal or its id is in the portfolio or not; a goal without id is found by value."""
        assert [True, True, True] == ["returns" in SHOP, SHOP["returns"] in SHOP, Goal("Be kind") in SHOP]
        assert [False] * 4 == ["margin" in SHOP, Goal("Else", id="returns") in SHOP, Goal("Else") in SHOP, 5 in SHOP]

    def test_links_lead_up_and_down(self) -> None:
        """Parents, children, and all that is reached through them, nearest first."""
        assert ("returns",) == SHOP.parents("sizes")
        assert ("sizes", "conversion") == SHOP.parents("photos")
        assert ("margin",) == SHOP.parents("Deliveries")
        assert ("margin", "Checkout", "conversion") == SHOP.children("growth")
        assert ("sizes",) == SHOP.children("returns")
        assert ("sizes", "conversion", "returns", "growth") == SHOP.ancestors("photos")
        assert ("margin", "Checkout", "conversion", "Deliveries", "photos") == SHOP.descendants("growth")

    def test_a_goal_that_names_nothing_serves_what_its_area_serves(self) -> None:
        """What a goal says goes before what its area says; a part of another goal serves through that goal."""
        assert ("growth",) == SHOP.objectives_of("conversion")
        assert ("margin",) == SHOP.objectives_of("returns")
        assert () == SHOP.objectives_of("sizes")
        assert [["conversion"], ["returns"]] == [[g.id for g in SHOP.goals_of(name)] for name in ("growth", "margin")]

    def test_activities_of_a_goal_are_its_own_and_those_that_name_it(self) -> None:
        """Its own come first."""
        goal = attrs.evolve(SHOP["sizes"], activities=["Measure"])
        found = SHOP.replace(goal).activities_of(goal)
        assert ["Measure", "Take new photos"] == [activity.name for activity in found]
        assert () == SHOP.activities_of(Goal("Be kind"))

    def test_weights_belong_to_anything_with_an_id(self) -> None:
        """What is not named counts 1."""
        assert [Decimal(3), Decimal("0.5"), Decimal(1), Decimal(1)] == [
            SHOP.weight("conversion"), SHOP.weight(SHOP.objective("margin")), SHOP.weight("photos"), SHOP.weight(Goal("x")),
        ]  # fmt: skip

    def test_an_area_of_no_portfolio_leads_nowhere(self) -> None:
        """Areas that are not declared serve nothing."""
        assert () == Portfolio([Goal("x", id="a", area="Shop")]).objectives_of("a")


class TestRefusals:
    """What makes no sense is refused; what is merely missing is listed."""

    @pytest.mark.parametrize(
        ("call", "text"),
        [
            (
                lambda: SHOP.add(Objective("returns", "Fewer returns")),
                "Portfolio.objectives: 'returns' names a goal and an objective; give each a name of its own",
            ),
            (
                lambda: Portfolio(activities=[Activity("x")]),
                "Portfolio.activities: 'x' has no id, at 0; give it one, or put it among the activities of its goal",
            ),
            (
                lambda: SHOP.rename("returns", "margin"),
                "Portfolio.rename: 'margin' is an objective already; choose another id",
            ),
            (
                lambda: SHOP.add("returns"),
                "Portfolio.add: 'returns' has no place in a portfolio; give a Goal, Objective, Area or Activity",
            ),
            (
                lambda: SHOP.move("photos", "margin"),
                "Portfolio.move: 'photos' cannot belong to an objective; move it to a goal",
            ),
            (
                lambda: SHOP.move("returns", "photos"),
                "Portfolio.move: 'returns' cannot belong to an activity; move it to an objective or a goal or an area",
            ),
            (lambda: SHOP.weigh("returns", -1), "Portfolio.weights: 'returns=-1' is below 0; give 0 or more"),
            (
                lambda: Process(minutes=0),
                "Process.minutes: 0 is no length of a meeting; give whole minutes, 1 or more",
            ),
            (lambda: Process(decisions=["x"]), "Process.decisions: 'x' is no Decision; give Decision items only"),
        ],
    )  # fmt: skip
    def test_a_refusal_names_place_and_remedy(self, call: object, text: str) -> None:
        """Clashes, circles and misplaced items are refused, and the way of a circle is told."""
        with pytest.raises(errors.InvalidValueError) as caught:
            call()  # type: ignore[operator]
        assert text == str(caught.value)

    @pytest.mark.parametrize(
        ("portfolio", "circles"),
        [
            (Portfolio([Goal("x", id="a", supports=["a", "b"])]), (("a",),)),
            (Portfolio([Goal("x", id="b", supports=["a"]), Goal("y", id="a", supports=["b"])]), (("a", "b"),)),
            (
                Portfolio(objectives=[Objective(a, a, parent=b) for a, b in ("zx", "xy", "yz", "az")]),
                (("x", "y", "z"),),
            ),
            (
                SHOP.replace(attrs.evolve(SHOP.activity("photos"), depends_on=["sizes"])).move("returns", "sizes"),
                (("returns", "sizes"), ("photos", "sizes")),
            ),
            (
                Portfolio(
                    [Goal(a, id=a, supports=list(b)) for a, b in (("a", "b"), ("b", "ac"), ("c", "b"), ("d", "d"))]
                ),
                (("a", "b"), ("d",)),
            ),
            (SHOP, ()),
        ],
    )
    def test_what_leads_back_to_itself_is_found(self, portfolio: Portfolio, circles: object) -> None:
        """Circles of goals, of objectives and of what waits for another are told, one of those that cross."""
        assert circles == portfolio.circles
        assert str(portfolio.map())

    def test_names_that_name_nothing_are_listed(self) -> None:
        """Each loose end has its place, what it should be, and the name that may have been meant."""
        portfolio = Portfolio(
            [Goal("x", id="returns", supports=["margn"], area="Delivery", activities=[Activity("y", goals=["z"])])],
            objectives=[Objective("margin", "Margin", parent="returns")],
            areas=["Deliveries"],
            process=Process(decisions=[Decision("Stop", "2026-01-15", goals=["retruns"])]),
        )
        expected = (
            LooseEnd("objectives[0].parent", "returns", "objective"),
            LooseEnd("goals[0].supports[0]", "margn", "objective or goal", "margin"),
            LooseEnd("goals[0].area", "Delivery", "area", "Deliveries"),
            LooseEnd("goals[0].activities[0].goals[0]", "z", "goal"),
            LooseEnd("process.decisions[0].goals[0]", "retruns", "goal", "returns"),
        )
        assert expected == portfolio.loose_ends
        assert "'z' is no goal here; add it, or take the name away @ goals[0].activities[0].goals[0]" == str(
            expected[3]
        )

    def test_areas_that_nobody_declares_are_labels(self) -> None:
        """A portfolio without areas has no wrong ones."""
        assert () == Portfolio([Goal("x", area="Shop")]).loose_ends
        assert () == SHOP.loose_ends

    @pytest.mark.parametrize("edit", ["remove", "rename", "move", "weigh"])
    def test_what_is_not_there_cannot_be_edited(self, edit: str) -> None:
        """An unknown id is a KeyError."""
        further = {"remove": (), "rename": ("x",), "move": ("returns",), "weigh": (1,)}[edit]
        with pytest.raises(KeyError, match="nowhere"):
            getattr(SHOP, edit)("nowhere", *further)
        with pytest.raises(KeyError, match="nowhere"):
            SHOP.move("returns", "nowhere")
        with pytest.raises(KeyError, match="growth"):
            SHOP.move("sizes", "margin", away_from="growth")
        with pytest.raises(KeyError, match="photos"):
            SHOP.replace(Goal("x", id="photos"))


class TestMoves:
    """Something goes to belong elsewhere."""

    def test_a_goal_moves_to_an_area_an_objective_or_a_goal(self) -> None:
        """An area takes the place of the area; the rest takes the place of what it served."""
        assert ("Checkout", ()) == _belongs(SHOP.move("returns", "Checkout")["returns"])
        assert ("Deliveries", ("growth",)) == _belongs(SHOP.move("returns", "growth")["returns"])
        assert (None, ("conversion",)) == _belongs(SHOP.move("sizes", "conversion")["sizes"])
        assert (None, ()) == _belongs(SHOP.move("conversion", None)["conversion"])
        assert (None, ("growth",)) == _belongs(SHOP.move("conversion", None, away_from="Checkout")["conversion"])
        assert ("Checkout", ()) == _belongs(SHOP.move("conversion", None, away_from="growth")["conversion"])

    def test_one_link_of_several_is_moved(self) -> None:
        """The others stay, and none comes twice."""
        assert ("returns", "conversion") == SHOP.move("photos", "returns", away_from="sizes").activity("photos").goals
        assert ("conversion",) == SHOP.move("photos", "conversion", away_from="sizes").activity("photos").goals
        assert ("returns",) == SHOP.move("photos", "returns").activity("photos").goals

    def test_objectives_and_areas_move(self) -> None:
        """An objective moves below another or to the top, an area to another objective."""
        assert None is SHOP.move("margin", None).objective("margin").parent
        assert ("growth",) == SHOP.move("Deliveries", "growth").area("Deliveries").objectives


def _belongs(goal: Goal) -> tuple[str | None, tuple[str, ...]]:
    return goal.area, goal.supports


class TestEdits:
    """Edits give new portfolios in which names still mean what they meant."""

    def test_many_are_added_at_once(self) -> None:
        """Each goes last among its kind."""
        more = SHOP.add(Goal("z", id="z"), Area("Search"), Objective("loyalty", "Loyalty"))
        assert ["z", "Search", "loyalty"] == [more.goals[-1].id, more.areas[-1].name, more.objectives[-1].id]

    def test_a_decision_is_written_down(self) -> None:
        """A decision goes into the process, which is begun where there was none."""
        once = SHOP.decide(Decision("Wait", "2026-02-01")).decide(Decision("Begin", "2026-01-15", goals=["returns"]))
        assert once.process is not None
        assert ["Begin", "Wait"] == [decision.text for decision in once.process.decisions]
        again = once.rename("returns", "back").process
        assert again is not None
        assert ("back",) == again.decisions[0].goals

    def test_a_name_is_changed_only_where_it_names_that_thing(self) -> None:
        """An area that is not declared, and sounds like the objective, keeps its name."""
        portfolio = Portfolio([Goal("x", area="margin", supports=["margin"])], objectives=[Objective("margin", "M")])
        goal = portfolio.rename("margin", "profit").goals[0]
        assert ("margin", ("profit",)) == (goal.area, goal.supports)

    @given(portfolios, st.data())
    def test_renaming_leaves_no_trace_and_loses_nothing(self, portfolio: Portfolio, data: st.DataObject) -> None:
        """No name is left behind, no link is lost, and renaming back gives the portfolio back."""
        names = everything(portfolio)
        if not names:
            return
        old = data.draw(st.sampled_from(names))
        renamed = portfolio.rename(old, "new")
        assert portfolio == renamed.rename("new", old)
        assert {"new" if name == old else name for name in mentioned(portfolio)} == mentioned(renamed)
        assert len(portfolio.loose_ends) == len(renamed.loose_ends)

    @given(portfolios, st.data())
    def test_removing_leaves_no_trace(self, portfolio: Portfolio, data: st.DataObject) -> None:
        """What is gone is named nowhere, and nothing else is gone."""
        names = everything(portfolio)
        gone = data.draw(st.lists(st.sampled_from(names), unique=True)) if names else []
        left = portfolio.remove(*gone)
        assert [name for name in names if name not in gone] == everything(left)
        assert set() == mentioned(left) & set(gone)
        assert {(end.name, end.wanted) for end in left.loose_ends} <= {(e.name, e.wanted) for e in portfolio.loose_ends}

    @given(portfolios)
    def test_what_is_replaced_by_itself_is_the_same(self, portfolio: Portfolio) -> None:
        """Taking items out and putting them back, or weighing them as they weigh, changes nothing."""
        items = (*portfolio.objectives, *portfolio.areas, *portfolio.goals, *portfolio.activities)
        assert portfolio == portfolio.replace(*items)
        for name, weight in portfolio.weights:
            assert portfolio == portfolio.weigh(name, weight)

    @given(portfolios)
    def test_up_and_down_are_one_relation(self, portfolio: Portfolio) -> None:
        """What is among the children of a thing has it among its parents; without a circle, nothing is its own ancestor."""
        for name in everything(portfolio):
            assert all(name in portfolio.parents(child) for child in portfolio.children(name))
            assert all(name in portfolio.descendants(above) for above in portfolio.ancestors(name))
            assert (name in portfolio.ancestors(name)) is (name in portfolio.descendants(name))
        assert portfolio.circles or all(name not in portfolio.ancestors(name) for name in everything(portfolio))
