"""The command line as a person meets it: what it prints and with which code it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from smartgoals.cli import cli
from smartgoals.configuration import Config
from smartgoals.errors import RuleCrashedError
from smartgoals.rules import Remark, RuleSet, rule

GOAL = "Öka antalet prenumeranter från 1 200 i mars 2026 till 1 500 till den 30 juni 2026\n"
ROOT = Path(__file__).parents[1]


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    """Call the command line on a fixed day."""
    day = ["--today", "2026-01-15"] if arguments[0] in ("check", "parse") and "--today" not in arguments else []
    return CliRunner().invoke(cli, [*arguments, *day], input=text)


@pytest.mark.parametrize("name", ["roadmap.sv.md", "roadmap.en.md"])
def test_the_report_on_the_example_reads_as_agreed(
    name: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole report on a shipped example, in its language, at 80 columns, is kept and reviewed like code."""
    monkeypatch.chdir(ROOT)
    result = run("check", f"examples/{name}", "--today", "2020-01-15", "--fail-on", "never")
    assert 0 == result.exit_code
    assert max(map(len, result.stdout.splitlines())) <= 80
    golden(f"check.{name}.txt", result.stdout)


def test_a_goal_from_standard_input_is_judged() -> None:
    """A dash reads standard input."""
    result = run("check", "-", text=GOAL.encode())
    assert 0 == result.exit_code
    assert "Öka antalet prenumeranter" in result.stdout
    assert "Specifikt" in result.stdout


def test_language_can_be_chosen() -> None:
    """The report speaks the language that is asked for."""
    assert "Measurable" in run("check", "-", "--language", "en", text="Cut costs by 5 % by June 2026\n").stdout


def test_colour_is_only_added_on_demand() -> None:
    """Without a terminal there is no escape sequence; the words are the same with colour."""
    plain = run("check", "-", text=GOAL.encode()).stdout
    coloured = run("check", "-", "--color", "always", text=GOAL.encode()).stdout
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert plain == re.sub(r"\x1b\[\d+m", "", coloured)


def test_json_carries_its_schema_and_the_places() -> None:
    """The JSON names its schema, the line of each goal, and offsets that slice back."""
    text = "# Mål\n\n- " + GOAL
    data = json.loads(run("check", "-", "--format", "json", text=text.encode()).stdout)
    assert "smartgoals/check/1" == data["schema"]
    (goal,) = data["goals"]
    assert (3, 3) == (goal["line"], goal["column"])
    start, end = goal["statement"]["span"]
    assert GOAL.strip() == text[start:end]
    assert 1500 == goal["statement"]["slots"]["target"]
    assert set(goal["assessment"]["criteria"]) == {"specific", "measurable", "achievable", "realistic", "time_bound"}


def test_the_exit_code_follows_the_worst_finding() -> None:
    """A goal without a deadline has a major finding: 1, unless told otherwise."""
    text = "Öka antalet prenumeranter från 1 200 till 1 500\n".encode()
    assert 1 == run("check", "-", text=text).exit_code
    assert 0 == run("check", "-", "--fail-on", "never", text=text).exit_code
    assert 1 == run("check", "-", "--fail-on", "hint", text=GOAL.encode()).exit_code


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("Öka".encode("latin-1"), "--encoding"),
    ],
    ids=["empty", "blank", "binary", "latin-1"],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    """What is wrong with the file and what to do is said in one sentence, with code 2."""
    file = tmp_path / "goals.txt"
    file.write_bytes(content)
    result = run("check", str(file))
    assert 2 == result.exit_code
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    """A wrong path is answered with the path."""
    assert 2 == run("check", str(tmp_path / "none.md")).exit_code
    assert "does not exist" in run("check", str(tmp_path / "none.md")).stderr
    assert "holds no .md" in run("check", str(tmp_path)).stderr
    assert "is a folder" in run("map", str(tmp_path)).stderr


def test_other_encodings_are_read(tmp_path: Path) -> None:
    """A byte order mark tells the encoding; any other can be named."""
    marked, named = tmp_path / "marked.txt", tmp_path / "named.txt"
    marked.write_bytes(GOAL.encode("utf-16"))
    named.write_bytes(GOAL.encode("cp1252"))
    assert "prenumeranter" in run("check", str(marked)).stdout
    assert "prenumeranter" in run("check", str(named), "--encoding", "cp1252").stdout
    assert 2 == run("check", str(named), "--encoding", "klingon").exit_code


def test_a_text_without_goals_says_so() -> None:
    """No goal is no fault, and the answer shows what a goal looks like."""
    result = run("check", "-", text="Vi granskar våra mål varje kvartal.\n".encode())
    assert 0 == result.exit_code
    assert "inget mål hittades" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "-", "--today", "soon"),
        ("check", "-", "--language", "tlh"),
        ("explain", "M999"),
        ("check",),
        ("judge",),
    ],
    ids=["day", "language", "code", "no-file", "command"],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...]) -> None:
    """A call that makes no sense is answered with code 2 and no traceback."""
    result = run(*arguments, text=GOAL.encode())
    assert 2 == result.exit_code
    assert "Traceback" not in result.output


def test_parse_shows_what_was_understood_and_what_was_not() -> None:
    """Every part has its words and its reading; the rest is shown as well."""
    result = run("parse", "Lansera en ny plattform i tid till Q2")
    assert 0 == result.exit_code
    for words in (
        "Så här förstods målet",
        "lansera",
        "Kan läsas på två sätt",
        "kvartal 2 2026",
        "Förstods inte",
        "i tid",
    ):
        assert words.casefold() in result.stdout.casefold()


def test_parse_as_json_gives_the_slots() -> None:
    """The slots are numbers and canonical texts."""
    data = json.loads(run("parse", "Cut returns from 9.5% to 7% by June 2026", "--format", "json").stdout)
    assert "smartgoals/statement/1" == data["schema"]
    assert (9.5, 7, "2026-06") == tuple(data["slots"][name] for name in ("baseline", "target", "target_when"))


def test_explain_shows_the_page_of_a_rule() -> None:
    """The page has the code, in either language and either case."""
    assert "M101" in run("explain", "m101").stdout
    assert "Varför" in run("explain", "M101", "--language", "sv").stdout


def test_help_fits_the_terminal() -> None:
    """No line of help is wider than 80 columns."""
    for arguments in (["--help"], ["check", "--help"], ["parse", "--help"], ["explain", "--help"]):
        assert max(map(len, CliRunner().invoke(cli, arguments).stdout.splitlines())) <= 80


def test_hostile_text_cannot_steer_the_terminal() -> None:
    """Control characters in a goal are shown as replacement characters, not obeyed."""
    result = run("check", "-", text="Öka \x1b[31mkunderna\x1b[0m från 20 till 30 till juni 2026\n".encode())
    assert "\x1b" not in result.stdout


def started(*arguments: str, text: bytes = b"", close: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    code = "import sys; from smartgoals.cli import main; sys.argv[0] = 'smartgoals'; main()"
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    if not close:
        return subprocess.run(command, input=text, capture_output=True, check=False)
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(text)
    return subprocess.CompletedProcess(command, process.returncode, b"", errors)


def test_the_command_runs_in_a_process_of_its_own() -> None:
    """Output is UTF-8 whatever the locale says, and warnings are not raised."""
    done = started("check", "-", "--today", "2026-01-15", text=GOAL.encode())
    assert (0, b"") == (done.returncode, done.stderr)
    assert "Öka antalet" in done.stdout.decode("utf-8")


def test_a_reader_that_stops_reading_is_no_error() -> None:
    """`smartgoals check … | head` ends quietly."""
    done = started("check", "-", "--today", "2026-01-15", text=GOAL.encode() * 200, close=True)
    assert b"Traceback" not in done.stderr


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is answered with what to do."""
    monkeypatch.setattr("smartgoals.cli.files.MOST_BYTES", 10)
    result = run("check", "-", text=GOAL.encode())
    assert 2 == result.exit_code
    assert "split it" in result.stderr


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions and broken paths are told as such."""

    def refuse(_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr("smartgoals.cli.files._bytes", refuse)
    assert "may not be read" in run("check", str(tmp_path / "a.md")).stderr
    assert "cannot be read" in _with(monkeypatch, OSError("device gone"), tmp_path)


def _with(monkeypatch: pytest.MonkeyPatch, error: OSError, folder: Path) -> str:
    def refuse(_: object) -> bytes:
        raise error

    monkeypatch.setattr("smartgoals.cli.files._bytes", refuse)
    return run("check", str(folder / "a.md")).stderr


def test_a_file_may_be_named_from_anywhere(tmp_path: Path) -> None:
    """The report names the file as it was given."""
    file = tmp_path / "mål.md"
    file.write_text(GOAL, encoding="utf-8")
    assert file.name in run("check", str(file)).stdout


def test_parse_reads_standard_input() -> None:
    """A dash stands for standard input here too."""
    assert "prenumeranter" in run("parse", "-", text=GOAL.encode()).stdout


def test_the_rules_are_listed() -> None:
    """Every rule has its line, in either language."""
    assert "M101" in run("rules").stdout
    assert "Målet har inget slutdatum" in run("rules", "--language", "sv").stdout


class TestConfiguration:
    """The configuration is found, shown and obeyed."""

    @pytest.fixture(autouse=True)
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A project with a folder in it, in which the commands are given."""
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        return tmp_path

    def test_nearest_file_above(self, project: Path) -> None:
        """The first file going upward holds; a `pyproject.toml` without the table is passed by."""
        (project / "smartgoals.toml").write_text('language = "sv"\nignore = { S201 = "vi är två" }', encoding="utf-8")
        (project / "sub" / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
        assert f'language              "sv"         {project / "smartgoals.toml"}:1' in run("config").stdout
        assert "(Bortvald: vi är två)" in run("rules").stdout
        (project / "sub" / "pyproject.toml").write_text('[tool.smartgoals]\nfail_on = "hint"', encoding="utf-8")
        assert "pyproject.toml:2" in run("config").stdout
        assert re.search(
            r"^\d+ (rules|regler), (fingerprint|fingeravtryck) [0-9a-f]{12}$", run("config").stdout, re.MULTILINE
        )

    def test_broken_neighbours(self, project: Path) -> None:
        """A `pyproject.toml` that is not TOML is somebody else's worry."""
        (project / "sub" / "pyproject.toml").write_text("[tool", encoding="utf-8")
        assert "default" in run("config").stdout

    def test_problems_end_with_2(self, project: Path) -> None:
        """What is wrong with a configuration is said in full, and nothing else is done."""
        (project / "smartgoals.toml").write_text("langage = 3\nprofile = 4\n", encoding="utf-8")
        command = [sys.executable, "-c", "from smartgoals.cli import main; main()", "config"]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert 2 == ended.returncode
        assert "2 problems in" in ended.stderr
        assert "did you mean 'language' @ langage" in ended.stderr
        assert "" == ended.stdout

    def test_named_or_none(self, project: Path) -> None:
        """A file can be named, and none be used."""
        (project / "smartgoals.toml").write_text('fail_on = "never"', encoding="utf-8")
        (project / "other.toml").write_text('fail_on = "hint"', encoding="utf-8")
        assert '"hint"' in run("config", "--config", str(project / "other.toml")).stdout
        assert '"major"' in run("config", "--no-config").stdout

    def test_check_obeys(self, project: Path) -> None:
        """`check` takes language, rules and severity from the configuration; the command line is stronger."""
        goal = "Reduce returns from 9 % in 2025 to 6 % by June 2026.\n"
        (project / "smartgoals.toml").write_text('profile = "doran"\nfail_on = "never"', encoding="utf-8")
        result = run("check", "-", text=goal)
        assert 0 == result.exit_code
        assert "Assignable" in result.stdout
        assert 1 == run("check", "-", "--fail-on", "major", text=goal).exit_code
        chosen = run("check", "-", "--select", "T1", "--select", "S2", "--format", "json", text=goal).stdout
        codes = {
            each["code"] for each in json.loads(chosen)["goals"][0]["assessment"]["criteria"]["specific"]["findings"]
        }
        assert {"S201"} == codes
        assert "Evaluated" in run("check", "-", "--profile", "smarter", text=goal).stdout
        data = json.loads(run("check", "-", "--format", "json", text=goal).stdout)
        letters = data["goals"][0]["assessment"]["letters"]
        assert ["Specific", "Measurable", "Assignable", "Realistic", "Time-related"] == [
            each["name"] for each in letters
        ]

    def test_locked_on_the_command_line(self, project: Path) -> None:
        """What a file locks is locked on the command line too."""
        (project / "smartgoals.toml").write_text('lock = ["S201"]', encoding="utf-8")
        result = run("check", "-", "--profile", "doran", text="x\n")
        assert "rule S201 is locked" in str(result.exception)

    def test_json(self) -> None:
        """Settings and rules can be had as data."""
        settings = json.loads(run("config", "--format", "json").stdout)
        assert "smartgoals/config/1" == settings["schema"]
        assert {"key": "fail_on", "value": "major", "origin": "default"} in settings["settings"]
        rules = json.loads(run("rules", "--format", "json").stdout)
        assert "smartgoals/rules/1" == rules["schema"]
        assert settings["fingerprint"] == rules["fingerprint"]
        found = {each["code"]: each for each in rules["rules"]}
        assert "no-deadline" == found["T101"]["name"]
        assert found["P101"]["criterion"] is None

    def test_markdown(self) -> None:
        """The rules can be had as a table."""
        assert "| T101 | Tidsbundet |" in run("rules", "--format", "markdown", "--language", "sv").stdout

    def test_explain(self, project: Path) -> None:
        """A page is found by code or name, also of rules that the configuration leaves out or adds."""
        (project / "words.toml").write_text(
            '[WORD001]\nname = "words"\ncriterion = "specific"\nsummary = { en = "A word." }\n'
            'message = { en = "Say “{word}”." }\nwords = { en = ["synergy"] }\n',
            encoding="utf-8",
        )
        (project / "smartgoals.toml").write_text('select = ["S", "WORD"]\nwordlists = ["words.toml"]', encoding="utf-8")
        assert run("explain", "t101").stdout == run("explain", "no-deadline").stdout
        assert "A word." in run("explain", "WORD001").stdout
        assert 2 == run("explain", "T999").exit_code

    def test_new_rule(self, project: Path) -> None:
        """A new rule is three files, which are named."""
        result = run("rules", "new", "ACME001", "--into", str(project), "--criterion", "realistic")
        assert 0 == result.exit_code
        assert [
            f"{project}/acme001.py",
            f"{project}/acme001.toml",
            f"{project}/test_acme001.py",
        ] == result.stdout.split()
        assert "is there already" in str(run("rules", "new", "ACME001", "--into", str(project)).exception)

    def test_keep_going(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A rule that crashes ends the check, or is told of at the end; either way it is no verdict on the goals."""

        @rule("CRASH001", criterion="specific", status="preview")
        def broken(goal: Any) -> Iterator[Remark]:
            """It breaks."""
            raise ValueError("no such thing")
            yield

        @rule("CRASH002")
        def broken_too(portfolio: Any) -> Iterator[Remark]:
            """It breaks too."""
            raise KeyError("none")
            yield

        monkeypatch.setattr(Config, "rules", lambda _: RuleSet.builtin() | RuleSet.of(broken, broken_too))
        assert isinstance(run("check", "-", text=GOAL.encode()).exception, RuleCrashedError)
        result = run("check", "-", "--keep-going", text=GOAL.encode())
        assert 2 == result.exit_code
        assert "Sammanfattning" in result.stdout
        assert ["CRASH001", "CRASH002"] == re.findall(r"Error: rule '(\w+)' crashed", result.stderr)
        assert "(ValueError: no such thing)" in result.stderr
        assert "(på prov)" in run("rules", "--language", "sv").stdout
        assert "CRASH001 broken: It breaks. (preview)" in str(RuleSet.of(broken))
