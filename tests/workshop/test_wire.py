"""Records as data: what is wrong in one is named with its place."""

from __future__ import annotations

import pytest

from smartgoals import Workshop, errors
from smartgoals.adapters.json import from_json
from smartgoals.wire.workshop import workshop_from_data


def _problem(event: object, **step: object) -> str:
    data = {"schema": "smartgoals/workshop/1", "steps": [{"event": event, **step}]}
    with pytest.raises(errors.DocumentError) as caught:
        workshop_from_data(data, path="record.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "sang"}, "'sang' is no type of step; give one of named, joined"),
        ({"idea": "1"}, "type is missing @ steps[0].event"),
        ({"type": "wrote"}, "idea is missing @ steps[0].event.idea"),
        ({"type": "wrote", "idea": {"id": "1", "text": " "}}, "Idea.text: '' is empty"),
        ({"type": "wrote", "idea": {"id": "1", "text": "a", "mood": "good"}}, "unknown key mood @ steps[0].event.idea"),
        ({"type": "cast", "ballot": {"voter": "ada", "marks": [["1", "x"]]}}, "'x' is no whole number"),
        ({"type": "cast", "ballot": {}}, "voter is missing @ steps[0].event.ballot.voter"),
        ({"type": "grouped", "groups": ["g"]}, "expected Group @ steps[0].event.groups[0]"),
        ({"type": "moved", "phase": "sing"}, "'sing' is no Phase"),
        ("x", "@ steps[0].event"),
    ],
)
def test_a_wrong_step_is_named(event: object, expected: str) -> None:
    """Each problem has its place in the record and what to write instead."""
    assert expected in _problem(event)


def test_every_problem_is_told_at_once() -> None:
    """A record with several mistakes names them all."""
    steps = [{}, 7, {"event": {"type": "moved", "phase": "vote"}, "number": "x", "at": "2026-01-15T09:00"}]
    with pytest.raises(errors.DocumentError) as caught:
        workshop_from_data({"schema": "smartgoals/workshop/1", "steps": steps})
    assert 3 <= len(caught.value.problems)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], "'list' is no record of a workshop"),
        ({"schema": "smartgoals/workshop/2", "steps": []}, "'smartgoals/workshop/2' is no record"),
        (
            {"schema": "smartgoals/workshop/1", "steps": [], "mood": 1},
            "unknown key; a record has schema and steps @ mood",
        ),
        ({"schema": "smartgoals/workshop/1"}, "a record has a list of steps"),
    ],
)
def test_what_is_no_record(data: object, expected: str) -> None:
    """Data of another kind is refused with what was expected."""
    with pytest.raises(errors.DocumentError) as caught:
        workshop_from_data(data)
    assert expected in str(caught.value)


def test_a_host_may_leave_out_what_goes_without_saying() -> None:
    """Numbers, rounds and moments have defaults; marks may be an object."""
    ballot = {"type": "cast", "ballot": {"voter": "ada", "marks": {"1": 2}}}
    data = {"schema": "smartgoals/workshop/1", "steps": [{"event": ballot}]}
    assert (("1", 2),) == workshop_from_data(data).ballots()[0].marks
    assert Workshop() == workshop_from_data({"schema": "smartgoals/workshop/1", "steps": []})


def test_json_that_is_none() -> None:
    """The line and the column of the mistake are named."""
    assert {"a": 1} == from_json('\ufeff{"a": 1}')
    with pytest.raises(errors.DocumentError, match="line 1 column 6"):
        from_json('{"a":,}', path="x.json")
    with pytest.raises(errors.DocumentError, match="nested too deep"):
        from_json("[" * 200_000)
