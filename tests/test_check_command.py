"""`smartgoals check` on files and folders: what it reads, how it answers, what it leaves out and what it writes."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from smartgoals.cli import cli

ROOT = Path(__file__).parents[1]
WITHOUT_DATE = "- Raise the share of repeat customers from 20 % in 2025 to 30 %\n"
COMPLETE = "- Cut returns in the web shop from 9 % in 2025 to 6 % by June 2026\n"
SHORT = "- Öka kundbasen\n"


def check(*arguments: str | Path, text: str | None = None) -> Result:
    """Check on a fixed day, without a configuration."""
    given = ["check", *map(str, arguments), "--today", "2026-01-15", "--no-config"]
    return CliRunner().invoke(cli, given, input=text)


def codes(result: Result) -> list[str]:
    """The codes in a listing."""
    return re.findall(r"^ +\d+:\d+  (\w+)", result.stdout, re.MULTILINE)


@pytest.fixture
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files, the working directory above it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "goals"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name, text in {
        "z.md": WITHOUT_DATE, "a.TXT": COMPLETE, "b/c.markdown": WITHOUT_DATE, ".d.md": WITHOUT_DATE,
        ".hidden/e.md": WITHOUT_DATE, "f.rst": WITHOUT_DATE, "empty.md": "",
    }.items():  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class TestFiles:
    """Which files are read, and in which order."""

    def test_folders_are_walked_in_order(self, goals: Path) -> None:
        """Texts are read by name, hidden ones and others are not, and each comes once."""
        data = json.loads(check("goals/z.md", "goals", "goals/b", "--format", "json").stdout)
        assert "smartgoals/checks/1" == data["schema"]
        assert ["goals/z.md", "goals/a.TXT", "goals/b/c.markdown"] == [each["source"] for each in data["checks"]]

    def test_a_folder_is_a_list_even_with_one_file(self, goals: Path) -> None:
        """The shape of an answer depends on the call, not on what a folder holds; one named file is one check."""
        assert "smartgoals/checks/1" == json.loads(check("goals/b", "--format", "json").stdout)["schema"]
        assert "smartgoals/check/1" == json.loads(check("goals/z.md", "--format", "json").stdout)["schema"]
        assert ["T101"] == codes(check("goals/b"))

    def test_what_cannot_be_read_does_not_stop_the_rest(self, goals: Path) -> None:
        """The others are judged, and the code says that something was wrong."""
        (goals / "broken.md").write_bytes(b"\xff\x00\x00")
        result = check("goals", "nowhere.md")
        assert 2 == result.exit_code
        assert "broken.md" in result.stderr
        assert "nowhere.md does not exist" in result.stderr
        assert ["T101", "T101"] == codes(result)

    def test_several_files_are_listed(self, goals: Path) -> None:
        """Findings have their places; hints are counted, and told when they are what the check fails on."""
        result = check("goals")
        assert 1 == result.exit_code
        assert "Files: 3. Goals: 3" in result.stdout
        assert {"T101"} == set(codes(result))
        assert "R201" in codes(check("goals", "--fail-on", "hint"))
        assert 0 == check("goals", "--fail-on", "never").exit_code
        assert "hints: 0" in check("goals", "--select", "T101").stdout

    def test_standard_input_among_files(self, goals: Path) -> None:
        """A dash is one of several."""
        assert "<stdin> · " in check("-", "goals", text=WITHOUT_DATE).stdout

    def test_rules_are_set_aside(self, goals: Path) -> None:
        """`--ignore` takes codes and the beginning of codes, several times."""
        assert [] == codes(check("goals", "--ignore", "T101"))
        assert 0 == check("goals", "--ignore", "T", "--ignore", "M2").exit_code

    def test_a_progress_bar_on_a_terminal_only(self, goals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Long work shows a bar where somebody watches, and nothing elsewhere."""
        monkeypatch.setattr("smartgoals.cli.checking._LONG", 2)
        assert "" == check("goals").stderr
        monkeypatch.setattr("smartgoals.cli.checking.sys", _Watched())
        shown: list[str] = []
        monkeypatch.setattr(
            "smartgoals.cli.checking.click.progressbar",
            lambda files, label, **_: shown.append(label) or contextlib.nullcontext(files),
        )
        check("goals")
        assert ["Checking"] == shown

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            ((), "give a file"),
            (("goals", "--diff", "--fix"), "not both"),
            (("goals", "--yes"), "--fix"),
            (("goals", "--diff", "--format", "json"), "--diff and --format json"),
            (("goals", "--fix", "--format", "sarif"), "--fix and --format sarif"),
            (("-", "--fix"), "standard input"),
        ],
    )
    def test_what_cannot_be_meant(self, goals: Path, arguments: tuple[str, ...], says: str) -> None:
        """Options that contradict each other are refused before anything is read."""
        result = check(*arguments, text=SHORT)
        assert 2 == result.exit_code
        assert says in result.stderr


class _Watched:
    """What `sys` is on a terminal, as far as the bar asks."""

    class stderr:  # noqa: N801 - stands for the stream
        @staticmethod
        def isatty() -> bool:
            return True

    @staticmethod
    def exit(code: int) -> None:
        raise SystemExit(code)


class TestFormats:
    """Each format, in each language, as agreed."""

    @pytest.mark.parametrize("language", ["en", "sv"])
    @pytest.mark.parametrize("form", ["text", "json", "markdown", "github", "html", "sarif"])
    def test_golden(
        self, form: str, language: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What comes out of a text with everything in it is kept and reviewed like code."""
        monkeypatch.chdir(ROOT / "tests")
        name = f"cases/goals.{language}.md"
        result = check(name, "--format", form, "--fail-on", "never")
        assert (0, "") == (result.exit_code, result.stderr)
        golden(f"format.{language}.{form}", re.sub(r"\b[0-9a-f]{64}\b", "…", result.stdout))

    @pytest.mark.parametrize("language", ["en", "sv"])
    def test_golden_listing(
        self, language: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The list over several files keeps within 80 columns."""
        monkeypatch.chdir(ROOT / "tests")
        result = check(
            f"cases/goals.{language}.md", "-", "--fail-on", "never", text=WITHOUT_DATE if language == "en" else SHORT
        )
        assert max(map(len, result.stdout.splitlines())) <= 80
        golden(f"listing.{language}.txt", result.stdout)

    def test_nothing_found(self, goals: Path) -> None:
        """A text without goals is told of in every format."""
        (goals / "none.md").write_text("Only prose.\n", encoding="utf-8")
        assert "no goal was found" in check("goals/none.md").stdout
        assert "no goal was found" in check("goals/none.md", "--format", "markdown").stdout
        assert "" == check("goals/none.md", "--format", "github").stdout
        assert "T101" not in check("goals/a.TXT", "--format", "markdown", "--select", "T101").stdout
        assert [] == json.loads(check("goals/none.md", "--format", "sarif").stdout)["runs"][0]["results"]
        (goals / "b" / "c.markdown").write_text("", encoding="utf-8")
        for form in ("text", "json", "markdown", "github", "html", "sarif"):
            assert 0 == check("goals/b", "--format", form).exit_code

    def test_sarif_keeps_the_rules_of_the_standard(self, goals: Path) -> None:
        """Indexes point at their rule, regions are in order, marks are unique and do not move with the lines."""
        (goals / "space å.md").write_text(WITHOUT_DATE * 2, encoding="utf-8")
        (run,) = json.loads(check("goals", "--format", "sarif").stdout)["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert len(rules) == len({rule["id"] for rule in rules})
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            region = result["locations"][0]["physicalLocation"]["region"]
            assert (1, 1) <= (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
        marks = [result["partialFingerprints"]["goalWords/v1"] for result in run["results"]]
        assert len(marks) == len(set(marks))
        assert "goals/space%20%C3%A5.md" in {artifact["location"]["uri"] for artifact in run["artifacts"]}
        file = goals / "z.md"
        file.write_text("# Moved\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        (moved,) = json.loads(check("goals", "--format", "sarif").stdout)["runs"]
        assert marks == [result["partialFingerprints"]["goalWords/v1"] for result in moved["results"]]

    def test_sarif_names_what_is_not_relative(self, goals: Path) -> None:
        """An absolute path is a file URI; standard input has a name."""
        (run,) = json.loads(check(goals / "z.md", "-", "--format", "sarif", text=COMPLETE).stdout)["runs"]
        assert [(goals / "z.md").as_uri(), "stdin"] == [each["location"]["uri"] for each in run["artifacts"]]

    def test_annotations_cannot_be_broken_out_of(self, goals: Path) -> None:
        """Names and texts keep their commas, colons, percent signs and line ends to themselves."""
        (goals / "a,b:c%.md").write_text("- Cut returns from 9 % to\n  6 %\n", encoding="utf-8")
        lines = check("goals/a,b:c%.md", "--format", "github").stdout.splitlines()
        assert lines
        for line in lines:
            assert re.match(r"::(error|warning|notice) file=goals/a%2Cb%3Ac%25\.md,line=1,endLine=2,title=", line)
        assert ["error", "warning", "notice"] == list(
            dict.fromkeys(
                line.split(" ")[0].strip(":")
                for line in check("goals", "-", "--format", "github", text=SHORT).stdout.splitlines()
            )
        )
        assert "::error title=smartgoals" in check("-", "--format", "github", text=SHORT).stdout

    @pytest.mark.parametrize("form", ["html", "markdown"])
    def test_pages_obey_nothing_in_a_goal(self, goals: Path, form: str) -> None:
        """Markup in a goal is shown, not obeyed; the page loads nothing."""
        (goals / "x.md").write_text("- Cut <script>alert(1)</script> from 9 % to 6 % by June 2026\n", encoding="utf-8")
        page = check("goals/x.md", "--format", form).stdout
        assert not re.search(r"(?<!\\)<script", page)
        assert "http" not in page


class TestBaseline:
    """Accepted findings are left out until the goal changes."""

    def test_what_is_accepted_is_left_out(self, goals: Path) -> None:
        """Nothing new means 0, also after lines have moved; a changed goal is found again."""
        written = check("goals", "--write-baseline", "known.json")
        assert 0 == written.exit_code
        assert "" == written.stdout
        assert "Findings accepted in known.json: 11." in written.stderr
        file = goals / "z.md"
        file.write_text("# Goals\n\n" + WITHOUT_DATE, encoding="utf-8")
        result = check("goals", "--baseline", "known.json", "--fail-on", "hint")
        assert (0, "") == (result.exit_code, result.stderr)
        assert "Findings accepted earlier, and not shown: 11." in result.stdout
        assert "Findings accepted earlier" in check("goals/z.md", "--baseline", "known.json").stdout
        assert "Findings accepted earlier" in check("goals", "--baseline", "known.json", "--format", "markdown").stdout
        file.write_text(WITHOUT_DATE.replace("30", "40"), encoding="utf-8")
        changed = check("goals", "--baseline", "known.json")
        assert 1 == changed.exit_code
        assert ["T101"] == codes(changed)
        assert "Accepted findings that are gone: 4. Write the baseline anew" in changed.stderr

    def test_twice_is_not_once(self, goals: Path) -> None:
        """A finding that was accepted once is new when it is there a second time."""
        (goals / "z.md").write_text("Goals:\n\n" + WITHOUT_DATE, encoding="utf-8")
        check("goals/z.md", "--write-baseline", "known.json", "--select", "T101")
        (goals / "z.md").write_text("Goals:\n\n" + WITHOUT_DATE * 2, encoding="utf-8")
        result = check("goals/z.md", "--baseline", "known.json", "--select", "T101", "--format", "json")
        found = [
            goal["assessment"]["criteria"]["time_bound"]["findings"] for goal in json.loads(result.stdout)["goals"]
        ]
        assert [0, 1] == [len(each) for each in found]

    def test_scores_stay(self, goals: Path) -> None:
        """Accepting a finding forgives nothing; letters of a profile leave out the same findings."""
        check("goals/z.md", "--write-baseline", "known.json")
        for profile in ((), ("--profile", "doran")):
            before = check("goals/z.md", "--format", "json", *profile)
            after = check("goals/z.md", "--format", "json", "--baseline", "known.json", *profile)
            score = [
                json.loads(each.stdout)["goals"][0]["assessment"]["criteria"]["time_bound"]["score"]
                for each in (before, after)
            ]
            assert score[0] == score[1] < 1

    def test_other_files_keep_what_they_have(self, goals: Path) -> None:
        """Writing anew changes the files that were checked and forgets those that are gone; the rest stays."""
        check("goals", "--write-baseline", "known.json")
        known = json.loads(Path("known.json").read_text(encoding="utf-8"))
        assert "smartgoals/baseline/1" == known["schema"]
        assert ["goals/a.TXT", "goals/b/c.markdown", "goals/z.md"] == list(known["files"])
        (goals / "b" / "c.markdown").unlink()
        (goals / "z.md").write_text("Nothing.\n", encoding="utf-8")
        assert "gone: 8" in check("goals", "--baseline", "known.json").stderr
        check("goals/z.md", "--write-baseline", "known.json")
        assert ["goals/a.TXT"] == list(json.loads(Path("known.json").read_text(encoding="utf-8"))["files"])

    def test_standard_input_has_a_place_of_its_own(self, goals: Path) -> None:
        """Standard input is accepted under its name, and is never taken for a file that is gone."""
        check("-", "--write-baseline", "known.json", text=WITHOUT_DATE)
        assert 0 == check("-", "--baseline", "known.json", text=WITHOUT_DATE).exit_code
        assert "" == check("goals/a.TXT", "--baseline", "known.json").stderr

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("[]", "no baseline"),
            ('{"schema": "smartgoals/baseline/1"}', "@ files"),
            ('{"schema": "smartgoals/baseline/1", "files": {"a": 1, "b": [1, {"code": "T101"}]}}', "3 problems"),
            (
                '{"schema": "smartgoals/baseline/1", "files": {"b": [{"code": "T101", "at": "x", "goals": [1]}, {"code": "T101", "at": "x", "goals": [], "count": true}]}}',
                "2 problems",
            ),
            ("{", "line 1 column 2"),
        ],
    )
    def test_a_broken_baseline_is_refused(self, goals: Path, content: str, says: str) -> None:
        """Everything that is wrong with it is said."""
        Path("known.json").write_text(content, encoding="utf-8")
        assert says in str(check("goals", "--baseline", "known.json").exception)

    def test_a_missing_baseline_is_refused(self, goals: Path) -> None:
        """A baseline that is not there is an error, not an empty one."""
        assert 2 == check("goals", "--baseline", "known.json").exit_code


class TestWaivers:
    """Comments set rules aside, and are looked after."""

    def found(self, text: str) -> list[tuple[str, int]]:
        """The codes and lines of what is found in a text."""
        data = json.loads(check("-", "--format", "json", text=text).stdout)
        goals = [
            (finding["code"], goal["line"])
            for goal in data["goals"]
            for criterion in goal["assessment"]["criteria"].values()
            for finding in criterion["findings"]
        ]
        return goals + [(finding["code"], finding["line"]) for finding in data["waivers"]["findings"]]

    @pytest.mark.parametrize(
        "said",
        [
            "smartgoals: waive T101: later", "SMARTGOALS waive no-deadline: later", "smartgoals: waive M999, T1: later",
            "smartgoals: waive T101 until 2026-01-15: last day", "smartgoals:waive T101\n  until 2027-01-01:\n  later",
            "smartgoals: waive-file T101: later",
        ],
    )  # fmt: skip
    def test_a_waiver_holds(self, said: str) -> None:
        """By code, by the beginning of codes, by name, with a date, over several lines, for the file."""
        text = f"Goals:\n\n{WITHOUT_DATE}  <!-- {said} -->\n"
        assert ("T101", 3) not in self.found(text)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("waive T10l: misspelt", "G002"),
            ("waive T101 until 2026-01-14: expired", "G001"),
            ("waive T101 until soon: no date", "G005"),
            ("waive T101", "G005"),
            ("wave T101: no such word", "G005"),
        ],
    )
    def test_a_waiver_that_is_wrong_is_found(self, said: str, code: str) -> None:
        """It sets nothing aside, and stands in the report with its line."""
        text = f"Goals:\n\n{WITHOUT_DATE}  <!-- smartgoals: {said} -->\n"
        assert {("T101", 3), (code, 4)} <= set(self.found(text))

    def test_a_waiver_without_a_goal_is_found(self) -> None:
        """A comment that stands under no goal is told of, also in a text without goals."""
        assert [("G006", 3)] == self.found("Prose.\n\n<!-- smartgoals: waive T101: later -->\n")
        assert "G006" in check("-", text="<!-- smartgoals: waive T101: later -->\n").stdout
        assert [("G005", 1)] == self.found("<!-- smartgoals: waive T101 later")

    def test_comments_in_code_are_no_waivers(self) -> None:
        """What a text shows as an example is not obeyed."""
        assert [] == self.found("```\n<!-- smartgoals: wave -->\n~~~\n```\n\nProse.\n")

    def test_several_comments_under_one_goal(self) -> None:
        """Each counts."""
        comments = "".join(f"  <!-- smartgoals: waive {code}: x -->\n" for code in ("T101", "R201", "A201"))
        assert {"T101", "R201", "A201"}.isdisjoint(code for code, _ in self.found(WITHOUT_DATE + comments))

    def test_goals_taken_together(self) -> None:
        """What concerns the whole file is set aside for the file."""
        text = "# Goals\n\n" + COMPLETE * 2
        together = [
            each["code"]
            for each in json.loads(check("-", "--format", "json", text=text).stdout)["portfolio"]["findings"]
        ]
        assert together
        waived = f"{text}\n<!-- smartgoals: waive-file {' '.join(together)}: one is for each market -->\n"
        assert [] == json.loads(check("-", "--format", "json", text=waived).stdout)["portfolio"]["findings"]
        assert together[0] in check("-", "--format", "html", text=text).stdout


class TestFix:
    """Better statements are shown or written, and nothing else is touched."""

    TEXT = (
        "# Mål\r\n\r\n- Öka kundbasen\r\n- [ ] Minska returerna till 6 %\r\n\r\n"
        "Vi ska öka omsättningen, det är bestämt. Öka kundbasen nästa år.\r\n\r\nMål:\r\nÖka vinsten\r\n"
    )

    @pytest.fixture
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A file with line ends of Windows and a byte order mark."""
        monkeypatch.chdir(tmp_path)
        path = tmp_path / "mål.md"
        path.write_bytes(self.TEXT.encode("utf-8-sig"))
        return path

    def test_diff_writes_nothing(self, file: Path) -> None:
        """The patch shows both statements; the file stays as it is; what is left alone is counted."""
        before = file.read_bytes()
        result = check("mål.md", "--diff")
        assert 1 == result.exit_code
        assert "+- ~~Öka kundbasen~~\n+- Öka kundbasen från [nuläge] till" in result.output.replace("\r", "")
        assert "mål som fick vara" in result.stderr
        assert before == file.read_bytes()

    def test_fix_asks_for_each(self, file: Path) -> None:
        """Yes writes one, no leaves one, anything else is asked again; encoding and line ends stay."""
        result = check("mål.md", "--fix", text="?\nj\nn\nn\nn\n")
        written = file.read_bytes()
        assert written.startswith(b"\xef\xbb\xbf# M")
        assert b"\n" not in written.replace(b"\r\n", b"")
        text = written.decode("utf-8-sig")
        assert "- ~~Öka kundbasen~~\r\n- Öka kundbasen från [nuläge]" in text
        assert "- [ ] Minska returerna till 6 %\r\n\r\n" in text
        assert "omskrivna mål: 1" in result.stderr
        assert "[j]a" in result.stdout

    @pytest.mark.parametrize(("answers", "count"), [("a\n", 3), ("j\ns\n", 1), ("", 0), ("s\n", 0)])
    def test_all_or_no_more(self, file: Path, answers: str, count: int) -> None:
        """All, quit, and nobody there to answer."""
        check("mål.md", "--fix", text=answers)
        text = file.read_bytes().decode("utf-8-sig")
        assert count == text.count("~~") // 2 + text.count("<!-- ")

    def test_quit_leaves_further_files(self, file: Path) -> None:
        """Who quits is not asked about the next file."""
        other = file.with_name("z.md")
        other.write_text(SHORT, encoding="utf-8")
        check("mål.md", "z.md", "--fix", text="s\n")
        assert SHORT == other.read_text(encoding="utf-8")

    def test_yes_does_not_ask_and_twice_changes_nothing(self, file: Path) -> None:
        """Without asking; what is written is found again as the same goals, and needs nothing more."""
        assert "[j]a" not in check("mål.md", "--fix", "--yes").stdout
        once = file.read_bytes()
        again = check("mål.md", "--fix", "--yes")
        assert once == file.read_bytes()
        assert "Inget att skriva om." in again.stderr

    def test_a_file_that_changed_meanwhile_is_left_alone(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What somebody else wrote is not lost."""
        from smartgoals.cli import files, fixing

        def late(name: str, loaded: files.Loaded, text: str) -> None:
            file.write_bytes(b"mine")
            files.replace(name, loaded, text)

        monkeypatch.setattr(fixing, "replace", late)
        result = check("mål.md", "--fix", "--yes")
        assert 2 == result.exit_code
        assert "was changed" in result.stderr
        assert b"mine" == file.read_bytes()

    def test_what_cannot_be_written_is_told(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that refuses leaves the file and no trace."""

        def refuse(*_: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr("pathlib.Path.replace", refuse)
        assert "disk full" in check("mål.md", "--fix", "--yes").stderr
        assert [file] == list(file.parent.iterdir())
        assert self.TEXT == file.read_bytes().decode("utf-8-sig")

    @pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
    def test_other_encodings_stay(self, file: Path, codec: str) -> None:
        """A file in UTF-16 keeps its order of bytes."""
        file.write_bytes(("\ufeff" + SHORT).encode(codec))
        check("mål.md", "--fix", "--yes")
        assert file.read_bytes().decode(codec).startswith("\ufeff- ~~Öka kundbasen~~\n- Öka kundbasen från")

    def test_an_encoding_without_the_letters_is_told(self, file: Path) -> None:
        """What the encoding of a file cannot hold is not written into it."""
        file.write_bytes(b"- Minska antalet returer\n")
        result = check("mål.md", "--fix", "--yes", "--encoding", "ascii")
        assert 2 == result.exit_code
        assert "save it as UTF-8" in result.stderr

    def test_a_last_line_without_an_end(self, file: Path) -> None:
        """The patch says so, as patches do."""
        file.write_text("- Öka kundbasen", encoding="utf-8")
        assert "\\ No newline at end of file" in check("mål.md", "--diff").stdout

    @pytest.mark.parametrize("text", ["- Öka ~~hela~~ kundbasen\n", "Öka kund--basen\n", "| Öka kundbasen |\n"])
    def test_what_is_not_understood_is_left_alone(self, file: Path, text: str) -> None:
        """Statements that cannot be struck out or put in a comment stay."""
        file.write_text(text, encoding="utf-8")
        check("mål.md", "--fix", "--yes")
        assert text == file.read_text(encoding="utf-8")


def test_a_file_that_vanishes_is_told(goals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a folder held a moment ago, and that can no longer be asked for, is told of."""
    from smartgoals.cli import checking

    monkeypatch.setattr(checking, "walk", lambda _: [checking.Found("gone.md", is_named=False)])
    result = check("goals")
    assert 2 == result.exit_code
    assert "gone.md does not exist" in result.stderr


def test_what_does_not_read_the_same_is_left_alone(goals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change after which the text would hold other goals is not made, and the others still are."""
    from smartgoals.inspection import rewriting

    proved = rewriting._is_proved
    monkeypatch.setattr(
        rewriting,
        "_is_proved",
        lambda found, changes, context: (
            len(changes) == 1 and changes[0].number == 1 and proved(found, changes, context)
        ),
    )
    file = goals / "z.md"
    file.write_text(SHORT * 2, encoding="utf-8")
    result = check("goals/z.md", "--fix", "--yes")
    assert 1 == file.read_text(encoding="utf-8").count("~~Öka kundbasen~~")
    assert "fick vara, eftersom de delar rad med annan text: 1" in result.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Mål | Klart |\n| --- | --- |\n| Minska returerna | 2026 |\n| Öka intäkterna | 2026 |\n", "läses: 2."),
        ("Our goals:\n\n| **Key result** | Done |\n|:-:|-|\n| Cut returns | May |\n| | June |\n", "read: 1."),
        ("```\n| Goal | Done |\n|-|-|\n| Cut returns | May |\n```\n", None),
        ("| Risk | Owner |\n|-|-|\n| No stock | Ada |\n", None),
        ("| Goal | Done |\n| Cut returns | May |\n| Cut costs | May |\n", None),
    ],
)
def test_goals_in_a_table_are_told_not_to_be_read(text: str, expected: str | None) -> None:
    """In the language of the text, on stderr; a table of something else, or in code, is left in peace."""
    found = check("-", text=text)
    assert 0 == found.exit_code
    if expected is None:
        assert "" == found.stderr
    else:
        assert expected in found.stderr
        assert "CSV" in found.stderr
