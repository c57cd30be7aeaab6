"""The table of formats: what is told by a name, what comes back, what is listed as lost; and the commands that use it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import strategies
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import cli as package
from smartgoals import model as m
from smartgoals.cli import cli
from smartgoals.errors import DocumentError, InvalidValueError, SmartGoalsError
from smartgoals.formats import (
    FORMATS,
    format_named,
    format_of,
    read_data,
    read_measurements,
    read_portfolio,
    write_data,
    write_measurements,
    write_portfolio,
)
from smartgoals.wire import SCHEMA_NAMES

EXAMPLE = Path(__file__).parents[1] / "examples" / "portfolio"
ENDINGS = {form.name: form.endings[0] for form in FORMATS}
WHOLE = ("markdown", "json", "yaml", "toml", "excel")
"""The formats that hold everything."""
PORTFOLIO = """schema: smartgoals/portfolio/1
goals:
- id: returns
  statement: Minska returerna från 9 % till 6 %
  owner: Ada
  waivers:
  - code: T101
    reason: styrelsen bestämmer i maj
    expires: '2026-12-31'
- statement: Öka kundbasen
  tags: [shop]
"""


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    """Call the command line."""
    return CliRunner().invoke(cli, arguments, input=text)


def said(result: Result) -> str:
    """What was said where errors are said."""
    return str(result.exception) if isinstance(result.exception, SmartGoalsError) else result.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a portfolio, in which commands are given."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text(PORTFOLIO, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        *((f"goals{ending}", "", form.name) for form in FORMATS for ending in form.endings),
        ("GOALS.YML", "", "yaml"),
        ("goals.json", '{"resourceType": "Goal"}', "fhir"),
        ("-", '\ufeff {"goals": []}', "json"),
        ("-", b"PK\x03\x04", "excel"),
        ("-", "# mine\nschema: smartgoals/portfolio/1\n", "yaml"),
        ("-", "---\nschema: smartgoals/portfolio/1\n", "yaml"),
        ("-", "---\nschema: smartgoals/portfolio/1\n---\n", "markdown"),
        ("-", 'schema = "smartgoals/portfolio/1"\n', "toml"),
        ("-", '[{"resourceType": "Goal"}]', "fhir"),
        ("-", "[x] Cut returns", None),
        ("Makefile", "all: test", None),
    ],
)
def test_a_format_is_told_by_the_ending_or_by_the_beginning(name: str, content: str | bytes, expected: str) -> None:
    """In one table, for the library and the command line."""
    found = format_of(name, content)
    assert expected == (found.name if found is not None else None)


def test_formats_by_name() -> None:
    """A slip is answered with the nearest."""
    assert "YAML" == format_named("yaml").title
    with pytest.raises(InvalidValueError, match="did you mean 'excel'"):
        format_named("exel")
    with pytest.raises(InvalidValueError, match="give one of text, markdown"):
        format_named("qqq")


@settings(max_examples=12)
@given(portfolio=strategies.everything)
def test_nothing_is_lost_between_formats_that_hold_everything(portfolio: m.Portfolio) -> None:
    """From each into the next, around; and none says that it lost anything."""
    for name in WHOLE:
        form = format_named(name)
        try:
            written = write_portfolio(portfolio, form)
        except DocumentError:
            continue  # a character that no workbook can hold
        assert () == written.lost
        assert portfolio == read_portfolio(written.content, form, strict=False).portfolio


@settings(max_examples=12)
@given(portfolio=strategies.everything)
def test_rows_hold_goals_and_list_the_rest(portfolio: m.Portfolio) -> None:
    """What is lost in CSV is all that is not a goal."""
    written = write_portfolio(portfolio, format_named("csv"))
    found = read_portfolio(written.content, format_named("csv")).portfolio
    assert portfolio.goals == found.goals
    assert (found == portfolio) == (written.lost == ())
    assert not any(path.startswith("goals") for path in written.lost)


@settings(max_examples=12)
@given(series=st.dictionaries(strategies.words, strategies.readings, max_size=2))
def test_measurements_between_formats(series: dict[str, m.Series]) -> None:
    """The readings are the same in all of them; the name of a series that rows cannot say is listed."""
    for form in FORMATS:
        if "measurements" in form.holds:
            written = write_measurements(series, form)
            found = read_measurements(written.content, form).series
            assert {name: each.measurements for name, each in series.items()} == {
                name: each.measurements for name, each in found.items()
            }
            assert all(path.endswith(".name") for path in written.lost)


def test_what_a_format_does_not_hold() -> None:
    """Is told, with what does."""
    text = format_named("text")
    for call in (lambda: read_measurements("x", text), lambda: write_measurements({}, text)):
        with pytest.raises(DocumentError, match=r"plain text holds no measurements; .* JSON, YAML, TOML, CSV, Excel"):
            call()
    for call in (lambda: read_data("x", text), lambda: write_data({}, text)):
        with pytest.raises(DocumentError, match=r"holds no such document; .* JSON, YAML or TOML"):
            call()
    with pytest.raises(DocumentError, match="null, for which TOML has no word"):
        write_data({"schema": None}, format_named("toml"))
    with pytest.raises(DocumentError, match="this key stands twice"):
        read_data('{"a": 1, "a": 2}', format_named("json"))


def test_names_that_name_nothing_are_refused_or_let_be() -> None:
    """In formats that hold what they name."""
    portfolio = m.Portfolio([m.Goal("x", supports=["margin"])])
    for name in ("json", "csv", "fhir"):
        form = format_named(name)
        content = write_portfolio(portfolio, form).content
        if name == "json":
            with pytest.raises(DocumentError, match="'margin' is no objective"):
                read_portfolio(content, form)
        assert (name == "json") == bool(read_portfolio(content, form, strict=False).loose_ends())


class TestConvert:
    """From one format to another."""

    @pytest.mark.parametrize("name", ENDINGS)
    def test_the_example_there_and_back(self, name: str, tmp_path: Path) -> None:
        """What holds everything ends with 0 and says nothing; what does not lists what is lost, and ends with 1."""
        there, back = tmp_path / f"there{ENDINGS[name]}", tmp_path / "back.json"
        source = str(EXAMPLE / "portfolio.sv.toml")
        result = run("convert", source, str(there))
        assert (0 if name in WHOLE else 1) == result.exit_code, result.output
        assert (name in WHOLE) == (result.stderr == "")
        again = run("convert", str(there), str(back), "--read-in", "sv", "--today", "2026-01-15", "--lossy")
        assert 0 == again.exit_code
        expected = read_portfolio((EXAMPLE / "portfolio.sv.toml").read_text(encoding="utf-8"), format_named("toml"))
        found = read_portfolio(back.read_text(encoding="utf-8"), format_named("json"), strict=False).portfolio
        assert [goal.statement for goal in expected.portfolio] == [goal.statement for goal in found]
        assert (expected.portfolio == found) == (name in WHOLE)

    def test_what_is_lost_is_counted(self, folder: Path) -> None:
        """By its path; of a list, how often."""
        result = run("convert", "p.yaml", "p.fhir.json", "--subject", "Organization/shop")
        assert 1 == result.exit_code
        assert "HL7 FHIR R4 cannot say this, and it is not in p.fhir.json:\n  goals[].waivers[].code\n" in result.stderr
        resource = json.loads((folder / "p.fhir.json").read_text(encoding="utf-8"))["entry"][0]["resource"]
        assert {"reference": "Organization/shop"} == resource["subject"]
        back = run("convert", "p.fhir.json", "-", "--to", "yaml")
        assert "entry[].resource.subject (2 times)" in back.stderr
        assert "statement: Öka kundbasen" in back.stdout

    def test_standard_input_and_output(self, folder: Path) -> None:
        """A dash is either; the format of the output must be told."""
        assert "## Öka kundbasen" in run("convert", "-", "-", "--to", "markdown", text=PORTFOLIO.encode()).stdout
        unsaid = run("convert", "p.yaml", "-")
        assert (2, True) == (unsaid.exit_code, "say it with --to" in unsaid.stderr)
        workbook = run("convert", "p.yaml", "-", "--to", "excel").stdout_bytes
        assert ["portfolio", "goals"] == openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames

    def test_nothing_is_overwritten_unless_asked(self, folder: Path) -> None:
        """As with any file that is there."""
        assert 2 == run("convert", "p.yaml", "p.yaml").exit_code
        assert PORTFOLIO == (folder / "p.yaml").read_text(encoding="utf-8")
        assert 0 == run("convert", "p.yaml", "p.yaml", "--replace").exit_code

    def test_measurements(self, folder: Path) -> None:
        """Told by columns, fields or sheets; a workbook may hold both."""
        rows = "goal,date,value,unit\nreturns,2026-01-31,8.5,\n"
        (folder / "m.csv").write_text(rows, encoding="utf-8")
        for there in ("m.json", "m.yaml", "m.toml", "m.xlsx"):
            assert 0 == run("convert", "m.csv", there).exit_code
            assert rows == run("convert", there, "-", "--to", "csv").stdout.replace("\r", "")
        (folder / "bare.json").write_text('{"series": [{"goal": "returns", "name": "Returns"}]}', encoding="utf-8")
        assert "CSV cannot say this" in run("convert", "bare.json", "bare.csv").stderr
        series = {"returns": m.Series.of({"2026-01-31": 1})}
        both = write_portfolio(m.Portfolio([m.Goal("x", id="returns")]), format_named("excel"), series=series)
        (folder / "both.xlsx").write_bytes(bytes(both.content))
        assert "  measurements\n" in run("convert", "both.xlsx", "both.json").stderr
        assert rows.replace("8.5", "1") == run(
            "convert", "both.xlsx", "-", "--to", "csv", "--measurements"
        ).stdout.replace("\r", "")
        assert 0 == run("convert", "both.xlsx", "again.xlsx").exit_code
        assert series == read_measurements((folder / "again.xlsx").read_bytes(), format_named("excel")).series
        lone = openpyxl.Workbook()
        sheet = lone.active
        assert sheet is not None
        sheet.title = "Blad1"
        for row in (["goal", "on", "value"], ["returns", "2026-01-31", 8.5]):
            sheet.append(row)
        lone.save(folder / "lone.xlsx")
        goals = openpyxl.Workbook()
        assert goals.active is not None
        for row in (["mål", "ägare"], ["Öka kundbasen", "Ada"]):
            goals.active.append(row)
        goals.save(folder / "goals.xlsx")
        assert "owner: Ada" in run("convert", "goals.xlsx", "-", "--to", "yaml").stdout
        assert rows == run("convert", "lone.xlsx", "-", "--to", "csv").stdout.replace("\r", "")

    def test_any_other_document(self, folder: Path) -> None:
        """A review as YAML is as good as one as JSON, also to compare with; so is the record of a workshop."""
        kept = run("review", "p.yaml", "--on", "2026-01-15", "--format", "json").stdout
        (folder / "r.json").write_text(kept, encoding="utf-8")
        assert 0 == run("convert", "r.json", "r.yaml").exit_code
        assert json.loads(kept) == json.loads(run("convert", "r.yaml", "-", "--to", "json").stdout)
        told = [run("review", "p.yaml", "--on", "2026-04-15", "--since", name).stdout for name in ("r.json", "r.yaml")]
        assert told[0] == told[1]
        (folder / "ideas.csv").write_text("idea\nWe halved the returns\n", encoding="utf-8")
        (folder / "w.json").write_text(run("workshop", "ideas.csv", "--format", "record").stdout, encoding="utf-8")
        assert 0 == run("convert", "w.json", "w.yaml").exit_code
        assert "halved the returns" in run("workshop", "w.yaml", "--today", "2026-01-15").stdout


class TestCheck:
    """Goals judged in files of every format."""

    @pytest.mark.parametrize("name", ENDINGS)
    def test_every_format_is_judged(self, name: str, folder: Path) -> None:
        """What goals say themselves counts, and a waiver does what it says; the place is that of the format."""
        file = f"goals{ENDINGS[name]}"
        run("convert", "p.yaml", file)
        result = run("check", file, "--today", "2026-01-15", "--format", "json", "--select", "T101")
        data = json.loads(result.stdout)
        first, second = (
            {each["code"] for each in goal["assessment"]["criteria"]["time_bound"]["findings"]}
            for goal in data["goals"]
        )
        has_waivers = name in {*WHOLE, "csv"}
        assert (set() if has_waivers else {"T101"}) == first
        assert {"T101"} == second
        place = data["goals"][1]["line"], data["goals"][1]["column"], data["goals"][1]["cell"]
        assert {
            "text": (2, 3, None), "markdown": (15, 1, None), "json": (16, 5, None), "yaml": (10, 3, None),
            "toml": (11, 1, None), "csv": (3, 1, None), "excel": (3, 1, "goals!3"), "fhir": None,
        }[name] in (None, place)  # fmt: skip

    def test_findings_stand_at_their_field(self, folder: Path) -> None:
        """A line and a column, or a cell; on the terminal, for GitHub and as SARIF."""
        (folder / "other.md").write_text("- Öka kundbasen\n", encoding="utf-8")
        run("convert", "p.yaml", "p.xlsx")
        call = ("check", "other.md", "p.yaml", "p.xlsx", "--today", "2026-01-15", "--select", "T101")
        text = run(*call).stdout
        assert " 10:3  T101" in text
        assert " goals!3  T101" in text
        github = run(*call, "--format", "github").stdout
        assert "file=p.yaml,line=10,endLine=10,col=3,endColumn=3,title=smartgoals T101::" in github
        assert "file=p.xlsx,title=smartgoals T101::goals!3: " in github
        results = json.loads(run(*call, "--format", "sarif").stdout)["runs"][0]["results"]
        assert [{"fullyQualifiedName": "goals!3"}] == results[2]["locations"][0]["logicalLocations"]
        assert "region" not in results[2]["locations"][0]["physicalLocation"]
        for form in ("markdown", "html"):
            assert "goals!3" in run(*call, "--format", form).stdout

    def test_a_folder_is_read_for_goals_only(self, folder: Path) -> None:
        """Texts, and what names the schema; whatever else lies there is somebody else's."""
        run("convert", "p.yaml", "p.xlsx")
        run("convert", "p.yaml", "p.fhir.json", "--lossy")
        for name, content in (
            ("package.json", b'{"name": "x"}'),
            ("portfolio.schema.json", run("schema", "portfolio").stdout_bytes),
            ("broken.xlsx", b"x"),
            ("m.csv", b"goal,date,value\n"),
            ("smartgoals.toml", b'language = "sv"\n'),
            ("a.py", b""),
        ):
            (folder / name).write_bytes(content)
        result = run("check", ".", "--today", "2026-01-15", "--fail-on", "never")
        assert 0 == result.exit_code, result.stderr
        assert "Antal filer: 3. Mål: 6" in " ".join(result.stdout.split())

    def test_a_folder_without_goals(self, tmp_path: Path) -> None:
        """Says what was looked for."""
        (tmp_path / "x.json").write_text("{}", encoding="utf-8")
        assert "none that names the schema of a portfolio" in run("check", str(tmp_path)).stderr

    def test_what_is_wrong_does_not_stop_the_rest(self, folder: Path) -> None:
        """A broken file and a name that names nothing are told, and end with 2; goals are judged all the same."""
        (folder / "broken.json").write_text('{"gaols": []}', encoding="utf-8")
        (folder / "loose.yaml").write_text("goals:\n- statement: Öka kundbasen\n  supports: [x]\n", encoding="utf-8")
        result = run("check", "broken.json", "loose.yaml", "p.yaml", "--today", "2026-01-15")
        assert 2 == result.exit_code
        assert "did you mean 'goals' @ gaols, line 1 column 2" in result.stderr
        assert (
            "'x' is no objective or goal here; add it, or take the name away @ goals[0].supports[0], line 3"
            in result.stderr
        )
        assert "Mål: 3" in result.stdout

    def test_a_finding_about_several_goals_is_waived_by_one(self, folder: Path) -> None:
        """With the reason in the goal."""
        goal = "- statement: Cut returns from 9 % to 6 % by June 2027\n  metric: {name: return rate, unit: percent}\n"
        text = f"goals:\n{goal}{goal}"
        (folder / "two.yaml").write_text(text, encoding="utf-8")
        call = ("check", "two.yaml", "--today", "2026-01-15", "--format", "json")
        found = json.loads(run(*call).stdout)["portfolio"]["findings"]
        code = next(each["code"] for each in found if len(each["goals"]) == 2)
        (folder / "two.yaml").write_text(
            f"{text}  waivers: [{{code: {code}, reason: one is for the board}}]\n", encoding="utf-8"
        )
        assert code not in {each["code"] for each in json.loads(run(*call).stdout)["portfolio"]["findings"]}

    def test_a_baseline_holds_for_every_format(self, folder: Path) -> None:
        """What was accepted is left out, wherever the goal has moved to in its file."""
        run("convert", "p.yaml", "p.xlsx")
        call = ("check", "p.yaml", "p.xlsx", "--today", "2026-01-15")
        assert 0 == run(*call, "--write-baseline", "b.json").exit_code
        (folder / "p.yaml").write_text(PORTFOLIO.replace("goals:", "# moved\nname: Shop\ngoals:"), encoding="utf-8")
        assert 0 == run(*call, "--baseline", "b.json", "--fail-on", "hint").exit_code

    def test_goals_in_a_document_are_not_rewritten(self, folder: Path) -> None:
        """A document is left as it is; how many goals could be better is told."""
        result = run("check", "p.yaml", "--fix", "--yes", "--today", "2026-01-15")
        assert PORTFOLIO == (folder / "p.yaml").read_text(encoding="utf-8")
        assert "p.yaml: mål som kunde vara bättre, och som får vara eftersom filen är data: 1." in result.stderr

    def test_the_language_of_the_answer_is_not_that_of_the_goals(self, folder: Path) -> None:
        """`--language` says what is spoken; texts are read in their own language, or in that of `--read-in`."""
        (folder / "g.md").write_text("- Minska returerna från 9 % till 6 %\n- Cut costs\n", encoding="utf-8")
        call = ("check", "g.md", "--today", "2026-01-15", "--format", "json")
        own, english = json.loads(run(*call).stdout), json.loads(run(*call, "--language", "en").stdout)
        assert ["sv", "en"] == [goal["statement"]["language"] for goal in english["goals"]]
        assert ("sv", "en") == (own["language"], english["language"])
        assert own["goals"][0]["statement"]["slots"] == english["goals"][0]["statement"]["slots"]
        messages = [goal["assessment"]["criteria"]["time_bound"]["findings"][0]["message"] for goal in english["goals"]]
        assert all("No date" in message for message in messages)
        forced = json.loads(run(*call, "--read-in", "en").stdout)
        assert {"en"} == {goal["statement"]["language"] for goal in forced["goals"]}
        understood = run("parse", "Minska returerna till 6 %", "--language", "en", "--today", "2026-01-15").stdout
        assert "Understood" in understood
        assert "decrease" in understood


@pytest.mark.parametrize("name", ["json", "yaml", "toml", "excel"])
def test_readings_in_every_format_follow_the_goals(name: str, tmp_path: Path) -> None:
    """A review of the same goals with the same readings says the same; one that cannot be used is left out and told."""
    portfolio, readings = tmp_path / f"p{ENDINGS[name]}", tmp_path / f"m{ENDINGS[name]}"
    run("convert", str(EXAMPLE / "portfolio.en.toml"), str(portfolio))
    run("convert", str(EXAMPLE / "measurements.csv"), str(readings))
    expected = run(
        "review", str(EXAMPLE / "portfolio.en.toml"), "--measurements", str(EXAMPLE / "measurements.csv"), "--on", "2026-10-05"
    )  # fmt: skip
    found = run("review", str(portfolio), "--measurements", str(readings), "--on", "2026-10-05")
    assert expected.stdout == found.stdout
    assert 0 == run("board", str(portfolio), "--measurements", str(readings), "-o", "-").exit_code


def test_a_reading_that_cannot_be_used_is_left_out_and_told(folder: Path) -> None:
    """As a row of CSV is: the date, the goal, each with its place; the rest is used."""
    (folder / "m.json").write_text(
        '{"series": [{"goal": "returns", "measurements": [{"on": "soon", "value": 8},\n{"on": "2026-01-31", "value": 8}]},'
        '\n{"goal": "retruns", "measurements": []}]}',
        encoding="utf-8",
    )
    result = run("progress", "p.yaml", "--measurements", "m.json", "--on", "2026-02-01")
    assert 0 == result.exit_code
    assert "'soon' is no date" in result.stdout
    assert "did you mean 'returns'" in result.stdout
    for broken in ('{"series": [5]}', '{"series": 5}', '{"serie": []}'):
        (folder / "m.json").write_text(broken, encoding="utf-8")
        assert isinstance(run("progress", "p.yaml", "--measurements", "m.json").exception, DocumentError)


class TestSchema:
    """The schemas of documents."""

    def test_all_are_listed_and_printed(self) -> None:
        """As they are shipped."""
        assert list(SCHEMA_NAMES) == run("schema").stdout.split()
        for name in SCHEMA_NAMES:
            made = json.loads(run("schema", name).stdout)
            assert f"smartgoals/{name}/1" == made["title"]

    def test_a_slip_is_answered(self) -> None:
        """With the nearest name."""
        result = run("schema", "portfolo")
        assert (2, True) == (result.exit_code, "did you mean 'portfolio'" in result.stderr)


@pytest.mark.parametrize(("module", "name"), [("yaml", "p.yaml"), ("openpyxl", "p.xlsx"), ("tomli_w", "out.toml")])
def test_a_missing_extra_is_one_line(
    module: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That says what to install, with code 2; other files are judged all the same."""
    run("convert", "p.yaml", "p.xlsx")
    run("convert", "p.yaml", "p.json")
    (folder / "g.md").write_text("- Öka kundbasen\n", encoding="utf-8")
    monkeypatch.setitem(__import__("sys").modules, module, None)
    call = ["convert", "p.json", name] if name == "out.toml" else ["check", name, "g.md", "--today", "2026-01-15"]
    monkeypatch.setattr("sys.argv", ["smartgoals", *call])
    with pytest.raises(SystemExit) as ended:
        package.main()
    assert 2 == ended.value.code
    told = capsys.readouterr()
    assert (
        f'run: pip install "smartgoals[{ {"openpyxl": "excel", "tomli_w": "toml"}.get(module, module) }]"' in told.err
    )
    assert (name == "out.toml") or "kundbasen" in told.out


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


LONG = "1" * 100
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
SWEDISH = "mål;mått;enhet;nuläge;målvärde;slut\r\nMinska returerna;returgrad;percent;9,5;6,5;2026-Q4\r\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", f'{{"goals": [{{"statement": "x", "budget": {LONG}}}]}}', "has more than 34 digits"),
        ("a.yaml", f"goals:\n- {{statement: x, budget: {LONG}}}\n", "has more than 34 digits"),
        ("a.toml", f'[[goals]]\nstatement = "x"\nbudget = {LONG}\n', "has more than 34 digits"),
        ("a.csv", f"statement,budget\nx,{LONG}\n", "has more than 34 digits; check it, and put an apostrophe before it"),
        ("a.csv", "statement,target\nx,1e999999999\n", "is out of range"),
        ("a.yaml", LAUGHS + "goals: [*i]\n", "use fewer aliases"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.yaml", "goals: " + "[" * 3000, "exceeded maximum nesting depth"),
        ("a.toml", "a." * 500 + "b = 1", "deeper than 60"),
        ("a.xlsx", _zip(**{"xl/workbook.xml": bytes(100_000_001)}), "unpacks to more than 100 MB"),
        ("a.xlsx", b"PK\x03\x04nonsense", "this is no workbook"),
        ("a.csv", "statement\n<img src=x onerror=alert(1)>\n", "holds markup"),
        ("a.csv", "statement,owner\nx,=1+1\n", "is a formula, not a value"),
        ("a.csv", "statement\n" + "x" * 200_000 + "\n", "a cell has more than 131072 characters"),
        ("a.csv", 'statement\n"x\n', "the quotes are not in order"),
        ("a.json", b'{"goals": [{"statement": "\xff"}]}', "is not UTF-8"),
        ("a.md", "---\nschema: smartgoals/portfolio/1\n", "the front block has no end; close it with ---"),
        ("a.json", "null", "null is no table"),
        ("a.fhir.json", '{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}]}', "no resource of type Goal @ entry[0].resource.resourceType, line 1"),
        ("a.fhir.json", '{"resourceType": "Bundle", "entry": 5}', "5 is no list @ entry, line 1"),
        ("a.json", f'{{"{"k" * 10_000}": 1}}', "unknown key 'kkk"),
        *((f"a{ending}", b"", "is empty") for ending in ENDINGS.values()),
    ],
)  # fmt: skip
def test_what_strangers_send_is_answered(name: str, content: str | bytes, expected: str, folder: Path) -> None:
    """In few words, with code 2, and without a traceback."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    result = run("check", name)
    assert 2 == result.exit_code
    assert expected in result.stderr
    assert len(result.stderr) < 1000


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_swedish_spreadsheet_is_read(codec: str, folder: Path) -> None:
    """Semicolons, decimal commas, line ends of Windows, and whatever encoding."""
    (folder / "a.csv").write_bytes(SWEDISH.encode(codec))
    named = ("--encoding", codec) if codec == "cp1252" else ()
    result = run("check", "a.csv", "--today", "2026-01-15", *named)
    assert 0 == result.exit_code, result.output
    assert "Minska returerna" in result.stdout


def test_many_problems_are_counted(folder: Path) -> None:
    """The first hundred are told."""
    (folder / "a.json").write_text(json.dumps({f"k{number}": 1 for number in range(150)}), encoding="utf-8")
    result = run("check", "a.json")
    assert "150 problems in a.json" in result.stderr
    assert result.stderr.endswith("  and 50 more\n")


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("name", ["yaml", "csv", "excel", "fhir"])
def test_the_list_of_what_was_found(language: str, name: str, folder: Path, golden: Callable[[str, str], None]) -> None:
    """Is kept for formats that tell places in different ways, and reviewed like code."""
    file = f"p{ENDINGS[name]}"
    run("convert", "p.yaml", file)
    (folder / "none.md").write_text("Nothing.\n", encoding="utf-8")
    result = run("check", file, "none.md", "--today", "2026-01-15", "--language", language)
    golden(f"format.{name}.{language}.list", result.stdout)


def test_places_of_goals_without_a_source() -> None:
    """Goals in a text know none."""
    filed: Any = read_portfolio("- Cut returns\n", format_named("text"), context=m.Context("2026-01-15"))
    assert (None, "1:1", ()) == (filed.source, filed.places()[0][""].label, filed.loose_ends())
