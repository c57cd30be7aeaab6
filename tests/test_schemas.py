"""JSON Schemas: they accept all that is written, and reject what is broken."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import strategies
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import model as m
from smartgoals.cli import cli
from smartgoals.errors import DocumentError
from smartgoals.progress import track
from smartgoals.statement import parse
from smartgoals.wire import (
    SCHEMA_NAMES,
    measurements_to_data,
    portfolio_from_data,
    portfolio_to_data,
    progress_to_data,
    review_from_data,
    review_to_data,
    schema,
    statement_to_data,
)
from smartgoals.wire.inspection import backlog_from_data, backlog_to_data
from smartgoals.wire.shapes import SHAPES
from smartgoals.wire.workshop import workshop_from_data, workshop_to_data
from smartgoals.workshop import Workshop

DOCUMENTS = Path(__file__).parent / "golden" / "documents"
EXAMPLES = Path(__file__).parents[1] / "examples"


PORTFOLIO = str(EXAMPLES / "portfolio" / "portfolio.sv.toml")
READINGS = str(EXAMPLES / "portfolio" / "measurements.csv")


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """What checks a document of that name."""
    return jsonschema.Draft202012Validator(schema(name), format_checker=jsonschema.FormatChecker())


def faults(name: str, data: Any) -> list[str]:
    """What the schema has against a document."""
    data = json.loads(json.dumps(data))
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(data)]


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_schema_is_one(name: str) -> None:
    """By the rules of its dialect, with the version of the document in it."""
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    assert "https://json-schema.org/draft/2020-12/schema" == made["$schema"]
    assert {"const": f"smartgoals/{name}/1"} == made["properties"]["schema"]
    assert json.loads(json.dumps(made)) == made


def test_every_document_has_a_schema() -> None:
    """What is listed is what there is; a slip is answered with the nearest."""
    assert ("portfolio", "measurements", *SHAPES) == SCHEMA_NAMES
    with pytest.raises(LookupError, match="did you mean 'portfolio'"):
        schema("portfolo")
    with pytest.raises(LookupError, match="give one of portfolio"):
        schema("x")


@settings(max_examples=25)
@given(strategies.everything, st.dictionaries(strategies.words, strategies.series, max_size=2))
def test_all_that_is_written_is_accepted(portfolio: m.Portfolio, series: dict[str, m.Series]) -> None:
    """Portfolios, measurements and maps of every kind."""
    assert [] == faults("portfolio", portfolio_to_data(portfolio))
    assert [] == faults("measurements", measurements_to_data(series))
    assert [] == faults("map", portfolio.map().to_data())


def test_results_are_accepted() -> None:
    """What the library and the command line write as JSON."""
    context = m.Context("2026-01-15")
    statement = parse("Cut returns from 9 % in 2025 to 6 % by June 2027, and raise sales to 5 MSEK", context=context)
    assert [] == faults("statement", statement_to_data(statement))
    goal = m.Goal(
        "Grow",
        baseline=m.Baseline(m.Quantity(0)),
        target=m.Level(m.Quantity(9)),
        horizon=m.Horizon("2026-01-01", "2026-12-31"),
    )
    series = m.Series.of({"2026-02-01": 1, "2026-03-01": 2, "2026-04-01": 4})
    assert [] == faults("progress", progress_to_data(track(goal, series, on="2026-04-02")))
    assert [] == faults("progress", progress_to_data(track(goal, m.Series(), on="2026-04-02")))
    assert [] == faults(
        "baseline",
        {
            "schema": "smartgoals/baseline/1",
            "files": {"a.md": [{"code": "S101", "at": "", "goals": ["g"], "count": 1}]},
        },
    )
    assert [] != faults("baseline", {"schema": "smartgoals/baseline/1", "files": {"a.md": [{"code": "S101"}]}})
    workshop = Workshop.start("Next year").write("We halved the returns")
    assert [] == faults("workshop", workshop_to_data(workshop))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("check", ["check", str(EXAMPLES / "roadmap.sv.md"), "--today", "2026-01-15", "--format", "json"]),
        (
            "checks",
            [
                "check",
                str(EXAMPLES / "roadmap.sv.md"),
                str(EXAMPLES / "roadmap.en.md"),
                "--today",
                "2026-01-15",
                "--format",
                "json",
            ],
        ),
        ("rules", ["rules", "--format", "json"]),
        ("config", ["config", "--format", "json"]),
        ("metrics", ["metrics", "--format", "json"]),
        ("metrics", ["metrics", "fewer returns", "--format", "json"]),
        (
            "progress-list",
            ["progress", PORTFOLIO, "--measurements", READINGS, "--on", "2026-10-05", "--format", "json"],
        ),
        ("review", ["review", PORTFOLIO, "--measurements", READINGS, "--on", "2026-10-05", "--format", "json"]),
        (
            "overview",
            [
                "review",
                PORTFOLIO,
                str(EXAMPLES / "portfolio" / "portfolio.en.toml"),
                "--on",
                "2026-10-05",
                "--format",
                "json",
            ],
        ),
        ("map", ["map", str(EXAMPLES / "portfolio" / "portfolio.sv.toml"), "--format", "json"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_json_of_commands_is_accepted(name: str, arguments: list[str]) -> None:
    """Each by the schema of its name."""
    found = CliRunner().invoke(cli, arguments)
    data = json.loads(found.stdout)
    assert f"smartgoals/{name}/1" == data["schema"]
    assert [] == faults(name, data)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_old_documents_stay_valid(name: str) -> None:
    """One of each version of each document is kept."""
    data = json.loads((DOCUMENTS / f"{name}.1.json").read_text(encoding="utf-8"))
    assert f"smartgoals/{name}/1" == data["schema"]
    assert [] == faults(name, data)


def test_old_documents_keep_loading() -> None:
    """Those that are read, beside portfolios and measurements; all that they say is written again as it was."""
    readers = {
        "review": (review_from_data, review_to_data),
        "workshop": (workshop_from_data, workshop_to_data),
        "baseline": (backlog_from_data, backlog_to_data),
    }
    for name, (read, write) in readers.items():
        data = json.loads((DOCUMENTS / f"{name}.1.json").read_text(encoding="utf-8"))
        assert data.items() <= write(read(data)).items()


REJECTED: dict[str, list[tuple[str, Any]]] = {
    "check": [("goals", 5), ("today", "soon"), ("goals.0.line", "3"), ("goals.0.assessment.is_smart", "yes")],
    "checks": [("checks", {}), ("checks.0.colour", 1)],
    "statement": [("language", 5), ("span", [1]), ("parts", None)],
    "baseline": [("files.p", [{"code": "S101"}]), ("files", [])],
    "progress": [("on", 5), ("fraction", "half"), ("status", None)],
    "progress-list": [("goals", None), ("on", "soon")],
    "review": [("attention", 5), ("on", None), ("colour", 1)],
    "overview": [("reviews", [5])],
    "rules": [("rules.0.severity", "grave"), ("fingerprint", 5)],
    "config": [("settings", [{"key": 5}])],
    "map": [("branches.0.kind", "goat"), ("loose_ends", None)],
    "metrics": [("metrics", [{}]), ("language", None)],
    "workshop": [("steps.0.event.type", "slept"), ("steps", {})],
    "workshop-result": [("cards", None), ("drafts", [{}])],
    "measurements": [("series.0.goal", 5), ("series.0.measurements.0.on", "soon"), ("series.0.colour", 1)],
}


@pytest.mark.parametrize(
    ("name", "place", "value"), [(name, *slip) for name, slips in REJECTED.items() for slip in slips]
)
def test_a_damaged_document_is_rejected(name: str, place: str, value: Any) -> None:
    """A catalogue of slips in each document; so is one without its schema, and one of another version."""
    data = json.loads((DOCUMENTS / f"{name}.1.json").read_text(encoding="utf-8"))
    assert [] != faults(name, {**data, "schema": f"smartgoals/{name}/2"})
    part: Any = data
    *above, last = place.split(".")
    for key in above:
        part = part[int(key) if isinstance(part, list) else key]
    part[last] = value
    assert [] != faults(name, data)


BROKEN: list[Any] = [
    5,
    {"goals": 5},
    {"goals": [5]},
    {"goals": [{}]},
    {"goals": [{"statement": ""}]},
    {"goals": [{"statement": "x", "colour": 1}]},
    {"goals": [{"statement": "x", "metric": {"name": "m", "kind": "ratoi"}}]},
    {"goals": [{"statement": "x", "metric": {"unit": "percent"}}]},
    {"goals": [{"statement": "x", "metric": {"name": "m", "cadence": "monthly"}}]},
    {"goals": [{"statement": "x", "target": {}}]},
    {"goals": [{"statement": "x", "target": {"level": "many"}}]},
    {"goals": [{"statement": "x", "target": {"level": 1, "bound": "about"}}]},
    {"goals": [{"statement": "x", "target": {"low": 1}}]},
    {"goals": [{"statement": "x", "target": {"habit": 1}}]},
    {"goals": [{"statement": "x", "target": {"level": 1, "quantity": 2}}]},
    {"goals": [{"statement": "x", "baseline": {"value": True}}]},
    {"goals": [{"statement": "x", "baseline": {"value": 1, "period": "last year"}}]},
    {"goals": [{"statement": "x", "horizon": {"start": "2026"}}]},
    {"goals": [{"statement": "x", "horizon": {"end": "soon"}}]},
    {"goals": [{"statement": "x", "tags": "a"}]},
    {"goals": [{"statement": "x", "filed_under": "shrt"}]},
    {"goals": [{"statement": "x", "waivers": [{"code": "S101"}]}]},
    {"goals": [{"statement": "x", "waivers": [{"code": "S101", "reason": "r", "expires": "2026-13-01"}]}]},
    {"goals": [{"statement": "x", "budget": {"valeu": 5}}]},
    {"goals": [{"statement": "x", "revisions": [{"number": 1, "reason": "r", "on": "2026-01-01"}]}]},
    {"objectives": [{"name": "Margin"}]},
    {"areas": [{"owner": "Ada"}]},
    {"weights": {"a": "heavy"}},
    {"process": {"minutes": "an hour"}},
    {"schema": "smartgoals/portfolio/2"},
]


@pytest.mark.parametrize("data", BROKEN, ids=str)
def test_what_is_broken_is_rejected_by_schema_and_reader(data: Any) -> None:
    """The two never differ."""
    assert [] != faults("portfolio", data)
    with pytest.raises(DocumentError):
        portfolio_from_data(data)


def test_the_example_is_accepted_and_fields_are_explained() -> None:
    """The short forms that people write, and what an editor shows of each field."""
    import tomllib

    data = tomllib.loads((EXAMPLES / "portfolio" / "portfolio.en.toml").read_text(encoding="utf-8"))
    assert [] == [
        str(error.message) for error in validator("portfolio").iter_errors(json.loads(json.dumps(data, default=str)))
    ]
    goal = schema("portfolio")["$defs"]["Goal"]
    assert "Who answers for it." == goal["properties"]["owner"]["description"]
    short = {
        "goals": [
            {
                "statement": "x",
                "metric": {"name": "m", "unit": "percent", "bounds": [0, ""]},
                "target": 5,
                "baseline": 3,
            }
        ]
    }
    assert [] == faults("portfolio", short)
    assert portfolio_from_data(short)
