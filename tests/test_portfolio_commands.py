"""The commands around a portfolio: a blank roadmap, measures, the map, the calendar."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result

from smartgoals import Context, assess, parse, read_document
from smartgoals.catalogue import Catalogue, blank_roadmap, roadmap_kinds
from smartgoals.cli import cli
from smartgoals.errors import InvalidValueError
from smartgoals.rules import Severity

EXAMPLE = Path(__file__).parents[1] / "examples" / "portfolio"
FILLED = {
    "en": {"baseline": "40", "month and year": ["March 2027", "September 2027"], "target": "50", "actions": "training the staff", "desired effect": "costs fall"},
    "sv": {"nuläge": "40", "månad och år": ["mars 2027", "september 2027"], "målnivå": "50", "åtgärder": "utbilda personalen", "önskad effekt": "kostnaderna sjunker"},
}  # fmt: skip
DOWN = ("Reduce", "Shorten", "Minska", "Korta", "Sänka")
each_blank = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in roadmap_kinds() for language in ("en", "sv")]
)


def run(*arguments: str, text: str | None = None) -> Result:
    """Call the command line."""
    return CliRunner().invoke(cli, arguments, input=text)


def fill(line: str, language: str) -> str:
    """A goal of a blank roadmap with something in every blank."""
    for blank, value in FILLED[language].items():
        for each in [value] if isinstance(value, str) else value:
            number = "60" if each == "40" and line.startswith(DOWN) else each
            line = line.replace(f"[{blank}]", number, 1)
    return line


@each_blank
def test_a_blank_roadmap_is_read_as_blank(kind: str, language: str) -> None:
    """Each goal is found under its term, and nothing in brackets is taken for a fact."""
    text = blank_roadmap(kind, language)
    context = Context("2026-11-25", language)
    document = read_document(text, context=context)
    assert text.count("\n- ") == len(document.statements)
    assert {"short", "medium", "long"} == {statement.filed_under for statement in document.statements}
    for statement in document.statements:
        codes = [finding.code for finding in assess(statement, context=context).findings]
        assert 6 == codes.count("S105")
        assert (None, None) == (statement.slots()["baseline"], statement.slots()["target"])


@each_blank
def test_a_filled_roadmap_passes(kind: str, language: str) -> None:
    """With something in every blank, a goal has no major or minor finding, and its measure is found."""
    context = Context("2026-11-25", language)
    for line in (line[2:] for line in blank_roadmap(kind, language).splitlines() if line.startswith("- ")):
        statement = parse(fill(line, language), context=context)
        findings = assess(statement, context=context).findings
        assert [] == [finding.message() for finding in findings if finding.severity is not Severity.HINT]
        assert "[" not in statement.text


def test_unknown_blanks_are_refused() -> None:
    """The nearest name, or all there are."""
    with pytest.raises(InvalidValueError, match=r"blank_roadmap.kind: 'retial' .*; did you mean 'retail'\?"):
        blank_roadmap("retial")
    with pytest.raises(InvalidValueError, match=r"blank_roadmap.language: 'nb' .*; give one of en, sv"):
        blank_roadmap(language="nb")


def test_new_writes_and_overwrites_nothing(tmp_path: Path) -> None:
    """A second time is refused and leaves the file; a dash prints."""
    path = tmp_path / "färdplan.md"
    done = run("new", str(path), "--kind", "b2b", "--language", "sv")
    assert (0, f"{path}\n") == (done.exit_code, done.stdout)
    assert blank_roadmap("b2b", "sv", file=str(path)) == path.read_text(encoding="utf-8")
    path.write_text("mine", encoding="utf-8")
    again = run("new", str(path))
    assert (2, "mine") == (again.exit_code, path.read_text(encoding="utf-8"))
    assert "is there already; name another file, or move it away" in again.stderr
    assert "cannot be written" in run("new", str(tmp_path / "nowhere" / "x.md")).stderr
    assert run("new", "-").stdout.startswith("# Digital roadmap: retail\n")


def test_metrics_are_listed_and_suggested(tmp_path: Path) -> None:
    """All of them without words; with words those that fit, in the language of the words, with reasons."""
    assert len(Catalogue.builtin()) == len(run("metrics").stdout.splitlines())
    suggested = run("metrics", "Färre", "returer", "--limit", "1").stdout
    assert "returgrad = returnerade varor / sålda varor  [return-rate]\n" in suggested
    assert "Målet handlar om ”returer”" in suggested
    data = json.loads(run("metrics", "fewer", "returns", "--language", "en", "--format", "json").stdout)
    assert ("smartgoals/metrics/1", "en", "return-rate") == (data["schema"], data["language"], data["metrics"][0]["id"])
    assert data["metrics"][0]["reasons"]
    none = run("metrics", "xyzzy")
    assert (0, "") == (none.exit_code, none.stdout)
    assert none.stderr.startswith("No measure was found for “xyzzy”.")
    assert "Inget mått hittades för ”soliditet”." in run("metrics", "soliditet", "--language", "sv").stderr
    assert "[complaint-rate]" in run("metrics", "färre", "reklamationer", "--language", "sv").stdout
    own = tmp_path / "own.toml"
    own.write_text(
        '[[metrics]]\nid = "x"\nnames.en = "xyzzy"\nunit = "1"\ndirection = "increase"\nformula.en = "y"\nsource = "us"\n',
        encoding="utf-8",
    )
    assert "xyzzy = y  [x]\n  The goal speaks of “xyzzy”" in run("metrics", "xyzzy", "--catalogue", str(own)).stdout


def test_the_map_of_a_file() -> None:
    """A TOML portfolio in its own language, a text with goals, as text, Markdown and data."""
    file = str(EXAMPLE / "portfolio.sv.toml")
    text = run("map", file, "--today", "2026-10-05").stdout
    assert text.startswith(
        "Nordhem\n\nVäxa med 15 procent till 2027 (Verkställande direktör)\n  Kassa (E-handelschef)\n"
    )
    assert max(map(len, text.splitlines())) <= 80
    assert run("map", file, "--format", "markdown", "--language", "en").stdout.startswith("# Nordhem\n")
    assert "smartgoals/map/1" == json.loads(run("map", file, "--format", "json").stdout)["schema"]
    read = run("map", "-", "--today", "2026-01-15", text="- Cut returns from 9 % to 6 % by June 2027\n").stdout
    assert "missing: owner, activities" in read


def test_the_calendar_of_a_file(tmp_path: Path) -> None:
    """Written for the days that are asked for, and replaced when it is written again."""
    path = tmp_path / "goals.ics"
    file = str(EXAMPLE / "portfolio.en.toml")
    arguments = ("calendar", file, "-o", str(path), "--today", "2026-01-15", "--holiday", "2026-04-06")
    assert [0, 0] == [run(*arguments).exit_code, run(*arguments).exit_code]
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    titles = [str(event["summary"]) for event in events]
    assert "Review of Nordhem, quarter 1 of 2026" in titles
    assert "2026-04-07" == str(events[titles.index("Review of Nordhem, quarter 1 of 2026")]["dtstart"].dt)
    fiscal = run(
        "calendar",
        file,
        "-o",
        "-",
        "--from",
        "2026-01-01",
        "--to",
        "2026-06-30",
        "--fiscal-start",
        "5",
        "--language",
        "sv",
    )
    assert "SUMMARY:Genomgång av Nordhem\\, kvartal 3 räkenskapsåret 2026" in fiscal.stdout.replace("\r\n ", "")
    empty = tmp_path / "empty.toml"
    empty.write_text('name = "Nothing"\n', encoding="utf-8")
    assert "Review of Nothing" in run("calendar", str(empty), "-o", "-").stdout


def test_a_broken_portfolio_is_answered_with_its_problems(tmp_path: Path) -> None:
    """The command ends as it does for any wrong input."""
    path = tmp_path / "p.toml"
    path.write_text("[[goals]]\nstatment = 'x'\n", encoding="utf-8")
    result = run("map", str(path))
    assert "did you mean 'statement' @ goals[0].statment" in str(result.exception)
