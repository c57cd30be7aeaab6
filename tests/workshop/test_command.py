"""The command `smartgoals workshop`, as a facilitator runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from smartgoals import errors
from smartgoals.cli import cli
from smartgoals.workshop.guide import facilitators_guide

EXAMPLE = Path(__file__).parents[2] / "examples" / "workshop"
IDEAS, VOTES = str(EXAMPLE / "ideer.csv"), str(EXAMPLE / "roster.csv")


def run(*arguments: str, given: str | None = None) -> Result:
    """Run the command on a fixed day."""
    return CliRunner().invoke(cli, ["workshop", *arguments, "--today", "2026-11-25"], input=given)


def test_from_ideas_and_votes_to_drafts(golden) -> None:
    """Ideas and votes become one page; it is the one that Python gives."""
    done = run(IDEAS, "--votes", VOTES, "--budget", "5", "--cap", "2", "--title", "Mål 2027")
    assert 0 == done.exit_code, done.output
    golden("workshop.sv.md", done.output)


def test_ideas_alone(tmp_path: Path) -> None:
    """Without votes the page shows the groups."""
    done = run(IDEAS)
    assert 0 == done.exit_code
    assert "Hör ihop genom: retur" in done.output
    assert "Utkast" not in done.output


def test_groups_are_edited_in_a_spreadsheet(tmp_path: Path) -> None:
    """The groups that were proposed come as a file; changed by hand, they are those that count."""
    file = tmp_path / "grupper.csv"
    file.write_text(run(IDEAS, "--format", "csv").output, encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    assert ";Appen;" in text
    file.write_text(text.replace(";Appen;", ";Mobilen;"), encoding="utf-8")
    done = run(str(file), "--votes", VOTES)
    assert "### Mobilen" in done.output
    assert "### Appen" not in done.output


def test_a_record_goes_on(tmp_path: Path) -> None:
    """The record holds ideas, groups and votes; two records of one workshop are put together."""
    files = []
    for name, arguments in {"one": (IDEAS,), "two": (IDEAS, "--votes", VOTES)}.items():
        file = tmp_path / f"{name}.json"
        file.write_text(run(*arguments, "--format", "record", "--language", "sv").output, encoding="utf-8")
        files.append(str(file))
    data = json.loads(run(*files, "--format", "json").output)
    assert (24, 5, []) == (data["votes"]["voters"], len(data["drafts"]), data["remarks"])


def test_the_result_as_html() -> None:
    """The page stands alone, in the language of the workshop."""
    done = run(IDEAS, "--votes", VOTES, "--format", "html")
    assert done.output.startswith('<!DOCTYPE html>\n<html lang="sv">')


@pytest.mark.parametrize(("flag", "is_chosen"), [((), True), (("--totals",), False)], ids=["shares", "totals"])
def test_equal_shares_or_totals(flag: tuple[str, ...], is_chosen: bool) -> None:
    """The wish of the small team is among the drafts, unless totals alone are asked for."""
    data = json.loads(run(IDEAS, "--votes", VOTES, "--format", "json", *flag).output)
    assert is_chosen is ("35" in {draft["theme"] for draft in data["drafts"]})


def test_rows_and_ballots_that_are_wrong(tmp_path: Path) -> None:
    """The page tells what to look at, and the rest is counted; strictly, nothing is."""
    ideas, votes = tmp_path / "ideas.csv", tmp_path / "votes.csv"
    ideas.write_text("idea,name\nWe cut the returns,Ada\n,Bo\n", encoding="utf-8")
    votes.write_text("name,card,dots\nAda,1,2\nBo,1,9\nCy,7,1\n", encoding="utf-8")
    done = run(str(ideas), "--votes", str(votes), "--budget", "5")
    assert 0 == done.exit_code
    for told in ("Line 3 has no idea", "Bo gave 9 dots of 5", "Cy voted for “7”"):
        assert told in done.output
    assert "Cut the returns" in done.output
    strict = run(str(ideas), "--votes", str(votes), "--strict")
    assert isinstance(strict.exception, errors.DocumentError)
    assert "Line 3 has no idea" in str(strict.exception)
    ideas.write_text("idea,name\nWe cut the returns,Ada\n", encoding="utf-8")
    strict = run(str(ideas), "--votes", str(votes), "--strict", "--budget", "5")
    assert isinstance(strict.exception, errors.InvalidValueError)
    assert "Bo gave 9 dots of 5" in str(strict.exception)


def test_nobody_votes_for_anything(tmp_path: Path) -> None:
    """Blank ballots alone give a page without drafts."""
    votes = tmp_path / "votes.csv"
    votes.write_text("Namn;Kort\nAda;\n", encoding="utf-8")
    done = run(IDEAS, "--votes", str(votes))
    assert 0 == done.exit_code
    assert "Utkast" not in done.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give a file with ideas"),
        ((VOTES,), "no column holds ideas"),
        (("nothing.csv",), "does not exist"),
        (("-",), "no record of a workshop"),
    ],
)
def test_calls_that_are_wrong(arguments: tuple[str, ...], told: str) -> None:
    """What is missing is said in a sentence."""
    done = run(*arguments, given='{"schema": "x"}')
    assert 0 != done.exit_code
    assert told in f"{done.output}{done.exception}"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_guide(language: str) -> None:
    """The guide is printed in the language asked for, and names the commands that it needs."""
    done = run("--guide", "--language", language)
    assert facilitators_guide(language) == done.output
    for told in ("smartgoals workshop", "--votes", "--format csv", "--budget 5"):
        assert told in done.output
    assert facilitators_guide("xx") == facilitators_guide("en")
