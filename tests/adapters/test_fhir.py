"""Goals as resources of FHIR R4: what both can say goes there and back, and what is lost is listed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import strategies
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.goal import Goal as Resource  # the goal of R4B is that of R4
from hypothesis import given, settings

from smartgoals import model as m
from smartgoals.adapters.fhir import bundle_from_fhir, bundle_to_fhir, goal_from_fhir, goal_to_fhir
from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.wire import portfolio_from_data


@settings(max_examples=40)
@given(strategies.full_goals)
def test_what_is_not_listed_as_lost_comes_back(goal: m.Goal) -> None:
    """And the official model accepts the resource."""
    made = goal_to_fhir(goal, subject="Patient/1")
    Resource.model_validate(json.loads(json.dumps(made.resource)))
    back = goal_from_fhir(made.resource).goal
    again = goal_to_fhir(back, subject="Patient/1")
    assert back == goal_from_fhir(again.resource).goal
    lost = {path.partition(".")[0].partition("[")[0] for path in made.lost}
    for field in ("statement", "id", "metric", "target", "horizon", "owner", "rationale", "tags", "budget", "waivers"):
        assert field in lost or getattr(goal, field) == getattr(back, field)


def test_a_bundle_is_accepted_by_the_official_model() -> None:
    """With a subject and without; one without goals as well."""
    for portfolio in (m.Portfolio([FULL, m.Goal("x")], name="Ward 3"), m.Portfolio()):
        for subject in (None, "Patient/1"):
            made = bundle_to_fhir(portfolio, subject=subject)
            Bundle.model_validate(json.loads(json.dumps(made.resource)))
            found = portfolio_from_data(bundle_from_fhir(made.resource).source, strict=False)
            assert [goal.statement for goal in portfolio] == [goal.statement for goal in found]


FULL = m.Goal(
    "Walk more", id="walk", metric=m.Metric("steps", m.Unit.count("step")), horizon=m.Horizon("2026-01-01", "2026-12-31"),
    target=m.Level(m.Quantity(8000, m.Unit.count("step")), "at_least"), owner="Ada", rationale="Health", tags=["diet", "life"],
    accepted_by=["Bo"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("target", "detail"),
    [
        (m.Level(m.Quantity(6, m.Unit.percent()), "at_most"), {"detailQuantity": {"value": 6, "comparator": "<=", "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"}}),
        (m.Level(m.Quantity("6.5", m.Unit.currency("SEK"))), {"detailQuantity": {"value": 6.5, "unit": "SEK", "system": "urn:iso:std:iso:4217", "code": "SEK"}}),
        (m.Level(m.Quantity(6)), {"detailQuantity": {"value": 6}}),
        (m.Band(m.Quantity(1), m.Quantity(2)), {"detailRange": {"low": {"value": 1}, "high": {"value": 2}}}),
        (m.Milestones(["Run a mile"]), {"detailString": "Run a mile"}),
    ],
)  # fmt: skip
def test_each_kind_of_target_that_both_know(target: m.Target, detail: dict[str, Any]) -> None:
    """There and back without loss."""
    goal = m.Goal("x", metric=m.Metric("m"), target=target)
    made = goal_to_fhir(goal, subject="Patient/1")
    assert ([{"measure": {"text": "m"}, **detail}], ()) == (made.resource["target"], made.lost)
    assert goal == goal_from_fhir(made.resource).goal
    assert (
        m.Goal("x", target=target)
        == goal_from_fhir(goal_to_fhir(m.Goal("x", target=target), subject="P/1").resource).goal
    )


def test_what_is_lost_is_listed() -> None:
    """The unit of a metric stands with the target only; who accepted is a status only."""
    made = goal_to_fhir(FULL, subject="Patient/1")
    assert ("metric.unit", "accepted_by[0]") == made.lost
    assert ("accepted", "walk") == (made.resource["lifecycleStatus"], made.resource["id"])
    assert ("lifecycleStatus", "subject") == goal_from_fhir(made.resource).lost
    assert "id" not in goal_to_fhir(m.Goal("x", id="å"), subject="P/1").resource
    assert "active" == goal_to_fhir(FULL, subject="P/1", status="active").resource["lifecycleStatus"]
    with pytest.raises(InvalidValueError, match="is no status of a goal in FHIR R4"):
        goal_to_fhir(FULL, subject="P/1", status="done")


def test_a_resource_from_elsewhere_is_read() -> None:
    """Codings, whole numbers, several targets; what a goal cannot say is listed."""
    read = goal_from_fhir({
        "resourceType": "Goal", "id": "g1", "lifecycleStatus": "active", "achievementStatus": {},
        "description": {"coding": [{"code": "289169006", "display": "Maintains weight"}]}, "subject": {},
        "startDate": "2026-01-01", "note": [{"text": "a"}, {"text": "b"}], "category": [{"text": "diet"}],
        "identifier": [{"value": "x"}, {"value": "y"}], "expressedBy": {"reference": "Patient/1"},
        "target": [
            {"measure": {"coding": [{"code": "weight"}]}, "detailQuantity": {"value": 80, "code": "kg", "system": "http://unitsofmeasure.org", "comparator": "<"}, "dueDuration": {}},
            {},
        ],
    })  # fmt: skip
    assert "at most 80 kg" == str(read.goal.target)
    assert m.Unit.physical("kg") == (read.goal.target and read.goal.target.unit)
    assert ("Maintains weight", "x", "weight") == (
        read.goal.statement,
        read.goal.id,
        read.goal.metric and read.goal.metric.name,
    )
    assert {
        "achievementStatus", "lifecycleStatus", "subject", "description.coding", "identifier[1]", "target[1]", "note[1]",
        "target[0].measure.coding", "target[0].detailQuantity.comparator", "target[0].dueDuration", "startDate",
    } == set(read.lost)  # fmt: skip
    whole = {
        "resourceType": "Goal",
        "lifecycleStatus": "proposed",
        "description": {"text": "x"},
        "subject": {},
        "target": [{"measure": {"text": "m"}, "detailInteger": 3}],
    }
    assert m.Level(m.Quantity(3)) == goal_from_fhir(whole).goal.target


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"resourceType": "Patient"}, "this is no resource of type Goal @ resourceType"),
        ({"lifecycleStatus": "done"}, "'done' is no status; give one of proposed"),
        ({"description": None}, "the goal has no words; give a text @ description"),
        ({"description": 5}, "5 is no concept; give a table with text @ description"),
        ({"description": {"text": " "}}, "' ' is no text @ description"),
        ({"subject": None}, "whose goal it is is missing; give a reference @ subject"),
        ({"target": 5}, "5 is no list @ target"),
        ({"target": [5]}, "5 is no target @ target[0]"),
        ({"target": [{"detailInteger": 5}]}, "a detail needs a measure (gol-1) @ target[0].measure"),
        ({"target": [{"measure": {"text": "m"}, "detailQuantity": {"value": "many"}}]}, "'many' is no number @ target[0].detailQuantity.value"),
        ({"target": [{"measure": {"text": "m"}, "detailQuantity": {"value": 1, "unit": 5}}]}, "is no text; give a str"),
        ({"target": [{"measure": {"text": "m"}, "detailRange": {"low": {"value": 3}, "high": {"value": 1}}}]}, "is below the low end 3"),
        ({"target": [{"measure": {"text": "m"}, "detailRange": {"low": {"value": 3}}}]}, "null is no number @ target[0].detailRange.high.value"),
        ({"target": [{"measure": {"text": "m"}, "detailString": ""}]}, "'' is no text @ target[0].detailString"),
        ({"target": [{"dueDate": "soon"}]}, "'soon' is no date; write it as 2026-06-30 @ target[0].dueDate"),
        ({"startDate": "2026-05-01", "target": [{"dueDate": "2026-01-01"}]}, "is before the start 2026-05-01"),
        ({"startDate": 5}, "5 is no date"),
    ],
)  # fmt: skip
def test_slips_in_a_resource_are_named(changes: dict[str, Any], expected: str) -> None:
    """By the rules of R4, as far as the goal needs them."""
    resource = {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "description": {"text": "x"},
        "subject": {"reference": "Patient/1"},
        **changes,
    }
    with pytest.raises(DocumentError) as caught:
        goal_from_fhir(resource, path="p")
    assert any(expected in problem for problem in caught.value.problems)
