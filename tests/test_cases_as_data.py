"""Cases as data, and a rule to begin with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from smartgoals.errors import ConfigError, DocumentError, MissingExtraError, UnknownRuleError
from smartgoals.rules import NotApplicable, RuleSet
from smartgoals.rules.across import duplicate_goals
from smartgoals.rules.realistic import ambition_below_trend
from smartgoals.rules.time_bound import deadline_passed, no_deadline
from smartgoals.testing import Case, check_cases, read_cases
from smartgoals.testing.scaffold import scaffold

CASES = """
[T101]
flags = ["> horizon=None", "en: Open a shop."]
accepts = ["en: Open a shop by June 2027."]
"""


def written(folder: Path, text: str, name: str = "cases.toml") -> Path:
    """Write cases."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


class TestReading:
    """Files of cases."""

    def test_toml(self, tmp_path: Path) -> None:
        """Each line is a case, which knows its place."""
        cases = read_cases(written(tmp_path, CASES))
        assert ["T101.flags[0]", "T101.flags[1]", "T101.accepts[0]"] == list(map(str, cases))
        assert [True, True, False] == [case.flagged for case in cases]

    def test_yaml(self, tmp_path: Path) -> None:
        """YAML says the same."""
        text = "T101:\n  flags: ['> horizon=None', 'en: Open a shop.']\n  accepts: ['en: Open a shop by June 2027.']\n"
        assert read_cases(written(tmp_path, CASES)) == read_cases(written(tmp_path, text, "cases.yaml"))

    def test_yaml_without_pyyaml(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without PyYAML the line that installs it is named."""
        monkeypatch.setitem(sys.modules, "yaml", None)
        with pytest.raises(MissingExtraError, match=r"smartgoals\[yaml\]"):
            read_cases(written(tmp_path, "T101: {}", "cases.yml"))

    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [("cases.toml", "[T101", "cannot be read"), ("cases.yaml", "- T101", "is not a table for each rule")],
    )
    def test_no_cases(self, name: str, text: str, problem: str, tmp_path: Path) -> None:
        """A file that holds no cases is refused with its path."""
        with pytest.raises(DocumentError, match=problem):
            read_cases(written(tmp_path, text, name))

    def test_everything_wrong_at_once(self, tmp_path: Path) -> None:
        """Every problem is named with its key."""
        text = """
today = "soon"
x = 3
[T101]
flag = []
flags = "x"
flags_series = []
[R103]
unit = "percent"
series = [["2026-01-31", "much"]]
"""
        with pytest.raises(DocumentError) as caught:
            read_cases(written(tmp_path, text))
        keys = [problem.rpartition(" @ ")[2] for problem in caught.value.problems]
        assert ["x", "T101.flag", "T101.flags", "T101.flags_series", "R103.series", "today"] == keys
        assert "did you mean 'flags'" in str(caught.value)


class TestRunning:
    """Cases are tried."""

    def test_they_hold(self, tmp_path: Path) -> None:
        """Cases that hold pass, one by one and all together."""
        path = written(tmp_path, CASES)
        rules = RuleSet.of(no_deadline)
        for case in read_cases(path):
            case.check(rules, languages=("sv",))
        check_cases(rules, path, languages=("sv",))

    def test_they_do_not_hold(self, tmp_path: Path) -> None:
        """Cases that do not hold, unknown rules, and rules without cases are all named."""
        path = written(tmp_path, '[T101]\nflags = ["en: Open a shop by May 2027."]\n[T999]\naccepts = ["en: x"]\n')
        with pytest.raises(AssertionError) as caught:
            check_cases(RuleSet.of(no_deadline, deadline_passed), path)
        assert [
            "T101.flags[0]: T101: 'en: Open a shop by May 2027.' is not flagged",
            "T999.accepts[0]: no rule matches 'T999'; see the list of rules for the codes there are",
            "T103: there is no case that it must flag",
            "T101: there is no case that it must accept",
            "T103: there is no case that it must accept",
        ] == str(caught.value).splitlines()
        with pytest.raises(AssertionError, match="is not flagged"):
            read_cases(path)[0].check(RuleSet.of(no_deadline))
        with pytest.raises(UnknownRuleError):
            read_cases(path)[1].check(RuleSet.of(no_deadline))

    def test_day_and_measurements(self, tmp_path: Path) -> None:
        """A file sets the day, and a table the measurements."""
        series = ", ".join(f'["2025-{month:02}-28", {13 - month}]' for month in range(1, 13))
        text = f"""
today = 2026-11-23
[T103]
flags = ["en: Open a shop by June 2026."]
[R103]
unit = "percent"
series = [{series}]
flags_series = ["en: Reduce the return rate from 1 % in December 2025 to 0.9 % by December 2027."]
accepts_series = ["> series=None"]
"""
        cases = read_cases(written(tmp_path, text))
        for case in cases[:2]:
            case.check(RuleSet.of(deadline_passed, ambition_below_trend))
        assert 12 == len(cases[1].series or ())

    def test_portfolio(self, tmp_path: Path) -> None:
        """A rule that looks at a portfolio is tried on the exemplary one."""
        text = '[P101]\nflags = ["> goals=(goal, evolve(goal, id=\'again\'))"]\naccepts = ["en: Open a shop."]\n'
        check_cases(RuleSet.of(duplicate_goals), written(tmp_path, text))

    def test_unanswered(self, tmp_path: Path) -> None:
        """A rule that is not asked accepts; it does not flag."""
        text = '[T103]\nflags = ["> horizon=None"]\naccepts = ["> horizon=None"]\n'
        flags, accepts = read_cases(written(tmp_path, text))
        accepts.check(RuleSet.of(deadline_passed))
        with pytest.raises(AssertionError, match="proves nothing"):
            flags.check(RuleSet.of(deadline_passed))
        assert isinstance(flags, Case)


class TestScaffold:
    """A rule to begin with."""

    def test_it_passes_at_once(self, tmp_path: Path, pytester: pytest.Pytester) -> None:
        """What is written runs and passes as it is, in a folder of its own."""
        files = scaffold("ACME001", criterion="realistic", name="no-strategy-tag", rules=pytester.path)
        assert ["acme001.py", "acme001.toml", "test_acme001.py"] == [file.name for file in files]
        result = pytester.runpytest_subprocess("-q", "-p", "no:randomly", str(pytester.path))
        result.assert_outcomes(passed=3)

    def test_in_a_package(self, tmp_path: Path) -> None:
        """In a package, the test imports the rule from there."""
        package = tmp_path / "src" / "acme" / "rules"
        package.mkdir(parents=True)
        for folder in (package, package.parent):
            (folder / "__init__.py").touch()
        *_, test = scaffold("ACME002", rules=package, tests=tmp_path / "tests")
        assert tmp_path / "tests" / "test_acme002.py" == test
        assert "from acme.rules.acme002 import rule_acme002\n" in test.read_text(encoding="utf-8")

    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        """When one file is there already, none is written."""
        (tmp_path / "test_acme001.py").write_text("mine", encoding="utf-8")
        with pytest.raises(ConfigError, match=r"test_acme001\.py is there already; it is not overwritten"):
            scaffold("ACME001", rules=tmp_path)
        assert ["test_acme001.py"] == [path.name for path in tmp_path.iterdir()]

    def test_refusals(self, tmp_path: Path) -> None:
        """A wrong code, criterion and name are named at once."""
        with pytest.raises(ConfigError) as caught:
            scaffold("acme", criterion="specifc", name="No Name", rules=tmp_path)
        assert ["code", "criterion", "name"] == [each.rpartition(" @ ")[2] for each in caught.value.problems]
        assert [] == list(tmp_path.iterdir())


def test_not_applicable_is_a_signal() -> None:
    """The signal of a rule that makes no sense is an exception with its reason."""
    signal: Any = NotApplicable("a habit")
    assert "a habit" == str(signal)
