"""Reviews in files and on the command line: three quarters of the example, in both languages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from strategies import decimals, periods, quantities

from smartgoals import Context, Portfolio, Term, Unit, review
from smartgoals.adapters.json import from_json
from smartgoals.cli import cli
from smartgoals.errors import DocumentError
from smartgoals.model import Quantity
from smartgoals.wire import REVIEW_SCHEMA, review_from_data, review_to_data
from smartgoals.wire.reviews import _typed, _untyped

EXAMPLE = Path(__file__).parents[2] / "examples" / "portfolio"
READINGS = str(EXAMPLE / "measurements.csv")
QUARTERS = ("2026-04-07", "2026-07-06", "2026-10-05")


def run(*arguments: str) -> Result:
    """Call the command line."""
    return CliRunner().invoke(cli, ["review", "--no-config", *arguments])


def example(language: str) -> str:
    """The example in a language."""
    return str(EXAMPLE / f"portfolio.{language}.toml")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_three_quarters_of_the_example(language: str, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """The first screen says what to talk about and why; each quarter tells what moved since the one before."""
    since: list[str] = []
    for day in QUARTERS:
        call = [example(language), "--measurements", READINGS, "--on", day, *since]
        text, kept = run(*call), run(*call, "--format", "json")
        assert (0, 0) == (text.exit_code, kept.exit_code), text.output
        golden(f"review.{day}.{language}.txt", text.output)
        assert max(map(len, text.output.splitlines())) <= 80
        file = tmp_path / f"{day}.json"
        file.write_text(kept.output, encoding="utf-8")
        since = ["--since", str(file)]
    found = review_from_data(from_json(kept.output))
    assert json.loads(kept.output) == review_to_data(found)
    assert text.output.strip() == found.to_text().strip()
    assert not found.compare(found)


def test_the_example_as_markdown(golden: Callable[[str, str], None]) -> None:
    """The same review is a Markdown page."""
    found = run(example("sv"), "--measurements", READINGS, "--on", "2026-Q3", "--format", "markdown")
    golden("review.2026-Q3.sv.md", found.output)


def test_several_files_are_reviewed_apart(tmp_path: Path) -> None:
    """The overview comes first, then each review; as data they stand side by side."""
    roadmap = tmp_path / "roadmap.md"
    roadmap.write_text("- Increase sales from 10 to 20 million kronor by December 2026.\n", encoding="utf-8")
    none = tmp_path / "none.csv"
    none.write_text("goal,date,value\ngoal-1,2026-09-30,12\ngoal-9,2026-09-30,1\n", encoding="utf-8")
    files = [example("en"), str(roadmap)]
    found = run(*files, "--measurements", READINGS, "--measurements", str(none), "--on", "2026-10-05")
    assert not found.exit_code, found.output
    assert found.output.startswith("Reviews side by side")
    assert "@ line 3" in found.output
    data = json.loads(run(*files, "--on", "2026-10-05", "--format", "json").output)
    assert ("smartgoals/overview/1", 2) == (data["schema"], len(data["reviews"]))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "soon"], "write it as 2026-10-05"),
        (["--measurements", READINGS, "--measurements", READINGS], "give one for each"),
        (["--since", READINGS], "Expecting value"),
    ],
)
def test_a_call_that_is_wrong_is_refused(arguments: list[str], said: str) -> None:
    """The exit code is 2, or the error says what to do."""
    found = run(example("en"), *arguments)
    assert found.exit_code
    assert said in found.output + str(found.exception)


def test_since_goes_with_one_file() -> None:
    """An earlier review is that of one portfolio."""
    found = run(example("en"), example("sv"), "--since", READINGS)
    assert 2 == found.exit_code
    assert "--since goes with one file" in found.output


@pytest.mark.parametrize("language", [None, "en", "sv"])
def test_goals_are_read_in_their_own_language_and_told_in_that_asked_for(language: str | None, tmp_path: Path) -> None:
    """A portfolio in two languages has the deadlines that it states, whatever language it is told in."""
    file = tmp_path / "p.toml"
    file.write_text(
        '[[goals]]\nid = "a"\nstatement = "Cut returns from 9 % in December 2025 to 6 % by June 2027."\n'
        '[[goals]]\nid = "b"\nstatement = "Öka andelen nöjda kunder från 60 % i maj 2026 till 70 % i maj 2027."\n',
        encoding="utf-8",
    )
    chosen = [] if language is None else ["--language", language]
    found = json.loads(run(str(file), "--on", "2026-10-05", "--format", "json", *chosen).output)
    assert {"a": "2027-06-30", "b": "2027-05-31"} == {goal["id"]: goal["end"] for goal in found["goals"]}
    text = run(str(file), "--on", "2026-10-05", *chosen).output
    assert ("WHAT TO TALK ABOUT" in text) == (language != "sv")


def test_names_that_name_nothing_do_not_stop_a_review(tmp_path: Path) -> None:
    """They are told with their place; two goals with one id are refused, with both places."""
    file = tmp_path / "p.toml"
    file.write_text('[[goals]]\nid = "a"\nstatement = "Increase sales"\nsupports = ["growht"]\n', encoding="utf-8")
    found = run(str(file))
    assert not found.exit_code
    assert "goals[0].supports[0]" in found.output
    file.write_text('[[goals]]\nid = "a"\nstatement = "x"\n[[goals]]\nid = "a"\nstatement = "y"\n', encoding="utf-8")
    assert "is the id of both goals[0] and goals[1]" in str(run(str(file)).exception)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
@pytest.mark.parametrize("on", ["2026-10-05", "2026-Q3"])
def test_progress_of_every_goal(form: str, on: str) -> None:
    """Each goal with its arithmetic, or only those that were asked for."""
    call = ["progress", example("sv"), "--measurements", READINGS, "--on", on, "--format", form]
    found = CliRunner().invoke(cli, [*call, "--goal", "returgrad"])
    assert not found.exit_code, found.output
    assert "76" in found.output
    assert "Snittorder" not in found.output
    every = CliRunner().invoke(cli, call)
    assert len(every.output) > 5 * len(found.output)


def test_progress_names_what_is_not_there(tmp_path: Path) -> None:
    """A goal by another name, a file without goals, a row for nothing."""
    found = CliRunner().invoke(cli, ["progress", example("en"), "--goal", "returgrd"])
    assert "did you mean 'returgrad'" in found.output
    assert "there is no goal" in CliRunner().invoke(cli, ["progress", example("en"), "--goal", "qqq"]).output
    file = tmp_path / "p.toml"
    file.write_text('name = "Empty"\n', encoding="utf-8")
    rows = tmp_path / "r.csv"
    rows.write_text("goal,date,value\nx,2026-01-31,1\n", encoding="utf-8")
    output = CliRunner().invoke(cli, ["progress", str(file), "--measurements", str(rows)]).output
    assert "There are no goals here yet." in output
    assert "@ line 2" in output


@given(quantities | periods | decimals)
def test_every_value_comes_back(value: object) -> None:
    """What a finding speaks of is read back as what it was."""
    assert value == _untyped(json.loads(json.dumps(_typed(value))))


@pytest.mark.parametrize(
    "value",
    [None, True, 1, 0.5, "x", dt.date(2026, 1, 2), Decimal("1.50"), ("a", Quantity(1, Unit.physical("hour"))), Quantity(1, Unit.ratio(Unit.count("order"), Unit.physical("hour")))],
)  # fmt: skip
def test_such_values_come_back(value: object) -> None:
    """So do the plain ones, and tuples."""
    assert value == _untyped(json.loads(json.dumps(_typed(value))))


def test_what_has_no_form_of_its_own_becomes_a_text() -> None:
    """An enumeration says its value, anything else itself."""
    assert ("short", "1+2j") == (_typed(Term.SHORT), _typed(1 + 2j).strip("()"))


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """The example as data."""
    call = ["review", "--no-config", example("en"), "--measurements", READINGS, "--on", "2026-Q3", "--format", "json"]
    data: dict[str, Any] = json.loads(CliRunner().invoke(cli, call).output)
    return data


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("on",), 5, "no date"),
        (("on",), "soon", "no date"),
        (("name",), 5, "no text"),
        (("minutes",), 2.5, "no whole number"),
        (("goals", 0, "fraction"), True, "no number"),
        (("goals", 0, "is_kept"), 1, "neither true nor false"),
        (("goals", 0, "value"), 5, "no amount"),
        (("goals", 0, "value", "unit"), 5, "no unit"),
        (("goals", 0, "reasons", 0, "values"), [], "no table"),
        (("goals", 0, "reasons", 0), [], "no table"),
        (("goals", 0, "reasons"), {}, "no list"),
        (("goals", 0, "findings", 0, "severity"), "awful", "none of"),
        (("goals", 0, "findings", 0, "message"), "another", None),
        (("period",), 5, "no period"),
        (("period",), {"period": "2026-Q9"}, "2026-Q9"),
        (("goals", 0, "ownr"), "Ada", "did you mean 'owner'"),
        (("schema",), "smartgoals/check/1", "is no review"),
    ],
)
def test_data_that_is_no_review_is_refused_with_its_place(kept, place, value, said) -> None:
    """Strict: every slip is named with its place. Kind: sentences may be anything."""
    data = json.loads(json.dumps(kept))
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    if said is None:
        assert REVIEW_SCHEMA == review_to_data(review_from_data(data))["schema"]
        return
    with pytest.raises(DocumentError, match=said):
        review_from_data(data, path="review.json")


def test_no_table_is_no_review() -> None:
    """A list is not one either."""
    with pytest.raises(DocumentError, match="'list' is no review"):
        review_from_data([])


def test_a_fiscal_period_comes_back() -> None:
    """The calendar of the business year is kept with it."""
    from smartgoals import FiscalCalendar

    context = Context("2026-10-05", "en", FiscalCalendar(5))
    found = review(Portfolio(), context=context, period="FY2026-Q1")
    assert found == review_from_data(review_to_data(found))
    assert attrs.evolve(found, period=None) != found
