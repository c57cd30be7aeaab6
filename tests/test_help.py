"""Help: in two languages, within 80 columns, for every command and option; and the command line in a real terminal."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner

from smartgoals.cli import cli, speaking
from smartgoals.cli.speaking import translated

ROOT = Path(__file__).parents[1]
MAIN = "import sys; from smartgoals.cli import main; sys.argv[0] = 'smartgoals'; main()"


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command, by the names that lead to it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from commands(each, (*path, name))


COMMANDS = dict(commands(cli))


def shown(*arguments: str) -> str:
    """Help as it is printed."""
    result = CliRunner().invoke(cli, arguments, prog_name="smartgoals")
    assert 0 == result.exit_code
    return result.stdout


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_speaks_both_languages(path: tuple[str, ...]) -> None:
    """A command and each of its options says something else in Swedish; no line is wider than 80 columns."""
    words = speaking._words("sv")
    command = COMMANDS[path]
    said = translated(command, words, path)
    assert said.help != command.help
    for before, after in zip(command.params, said.params, strict=True):
        if isinstance(before, click.Option) and before.name not in ("version", "help"):
            assert before.help != getattr(after, "help", None), f"{before.name} has no Swedish help"
    english, swedish = (shown("--language", language, *path, "--help") for language in ("en", "sv"))
    assert english.startswith("Usage: smartgoals")
    assert swedish.startswith("Användning: smartgoals")
    assert max(map(len, [*english.splitlines(), *swedish.splitlines()])) <= 80
    assert not re.search(r"\b(the|Default|Options|Show)\b", swedish)


def test_the_language_of_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--language` says it, before or after the command, with or without a sign; then the configuration; else English."""
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["--language=sv", "check", "-h"],
        ["check", "--language", "sv", "-h"],
        ["check", "-h", "--language=sv"],
    ):
        assert "Bedöm alla mål" in shown(*arguments)
    for arguments in (
        ["check", "-h"],
        ["check", "-h", "--language", "../sv"],
        ["check", "-h", "--language", "tlh"],
    ):
        assert "Judge every goal" in shown(*arguments)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert "Judge every goal" in shown("check", "-h")
    (tmp_path / "smartgoals.toml").write_text('language = "sv"', encoding="utf-8")
    assert "Bedöm alla mål" in shown("check", "-h")
    assert "förval: specific" in shown("rules", "new", "-h")
    assert "Judge every goal" in shown("check", "--no-config", "-h")
    (tmp_path / "smartgoals.toml").write_text('langage = "sv"', encoding="utf-8")
    assert "Judge every goal" in shown("check", "-h")


def test_a_language_for_every_command() -> None:
    """A language that is named before the command is that of the command."""
    assert "Målet har inget slutdatum" in shown("--language", "sv", "rules")


def test_help_fits_narrow_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help takes what the terminal has, from 40 to 80 columns."""
    for columns, width in ((20, 40), (60, 60), (200, 80), (0, 80)):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, columns=columns: SimpleNamespace(columns=columns))
        monkeypatch.setattr(sys, "__stdout__", SimpleNamespace(fileno=lambda: 1))
        assert width == speaking._width()
    monkeypatch.setattr(sys, "__stdout__", None)
    assert 80 == speaking._width()


def test_nothing_heavy_is_loaded_for_help() -> None:
    """Help answers without attrs, the rules, or anything of the library but the command line."""
    code = f"import sys\ntry:\n    sys.argv = ['smartgoals', '--help']\n    {MAIN.split('; ')[1]}\n    main()\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    loaded = done.stdout.splitlines()[-1].split()
    assert {"attr", "shutil", "tomllib", "cattrs", "babel"}.isdisjoint(loaded)
    assert {"smartgoals", "smartgoals.cli"} == {
        ".".join(name.split(".")[:2]) for name in loaded if name.startswith("smartgoals")
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [("smartgoals check --select T10", "T101"), ("smartgoals che", "check"), ("smartgoals check --language s", "sv")],
)
def test_completion(words: str, found: str) -> None:
    """The shell is offered commands, codes of rules and languages."""
    given = {"_SMARTGOALS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    result = CliRunner().invoke(cli, prog_name="smartgoals", env=given, complete_var="_SMARTGOALS_COMPLETE")
    assert f"plain,{found}" in result.stdout


def test_other_errors_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not the user's fault shows where it happened."""
    from smartgoals import cli as package

    def broken(**_: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(package, "cli", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        package.main()


def test_commands_are_not_changed_by_being_translated() -> None:
    """Words of another language go on copies."""
    before = copy.copy(cli.commands["check"].help)
    shown("--language", "sv", "check", "-h")
    assert before == cli.commands["check"].help


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
class TestTerminal:
    """The command in a real terminal of 80 columns."""

    def spawn(self, folder: Path, *arguments: str, **environment: str) -> Any:
        """Start the command in a terminal."""
        import pexpect

        given = {
            **{name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")},
            "TERM": "xterm",
            **environment,
        }
        return pexpect.spawn(
            sys.executable, ["-c", MAIN, *arguments], cwd=str(folder), env=given, dimensions=(24, 80), encoding="utf-8", timeout=60,
        )  # fmt: skip

    def ended(self, child: Any) -> tuple[str, int]:
        """All that was printed, and the code."""
        import pexpect

        child.expect(pexpect.EOF)
        child.close()
        return child.before, child.exitstatus

    def test_colours(self, tmp_path: Path) -> None:
        """A terminal gets colours, unless NO_COLOR or a dumb terminal says no; no line is too wide."""
        (tmp_path / "a.md").write_text("- Öka kundbasen\n", encoding="utf-8")
        call = ("check", "a.md", "--today", "2026-01-15")
        text, code = self.ended(self.spawn(tmp_path, *call))
        assert 1 == code
        assert "\x1b[31m" in text
        bare = re.sub(r"\x1b\[\d+m", "", text)
        assert max(map(len, bare.splitlines())) <= 80
        assert bare == self.ended(self.spawn(tmp_path, *call, NO_COLOR="1"))[0]
        assert bare == self.ended(self.spawn(tmp_path, *call, TERM="dumb"))[0]

    def test_asking(self, tmp_path: Path) -> None:
        """A person sees both statements, answers, and finds the better one in the file."""
        file = tmp_path / "a.md"
        file.write_text("- Öka kundbasen\n", encoding="utf-8")
        child = self.spawn(tmp_path, "check", "a.md", "--fix", "--today", "2026-01-15")
        child.expect("Skriva in det här")
        child.sendline("j")
        assert "omskrivna mål: 1" in self.ended(child)[0]
        assert "- ~~Öka kundbasen~~" in file.read_text(encoding="utf-8")

    def test_a_bar(self, tmp_path: Path) -> None:
        """Twenty files and more show a bar."""
        for number in range(20):
            (tmp_path / f"{number}.md").write_text("- Öka kundbasen\n", encoding="utf-8")
        text, _ = self.ended(self.spawn(tmp_path, "check", ".", "--today", "2026-01-15"))
        assert "Checking" in text
        assert "20/20" in text

    def test_other_formats(self, tmp_path: Path) -> None:
        """A workbook that was converted is judged with its cells; what is lost is told; no line is too wide."""
        (tmp_path / "p.yaml").write_text(
            "schema: smartgoals/portfolio/1\nname: Shop\ngoals:\n- {statement: Öka kundbasen, owner: Ada}\n",
            encoding="utf-8",
        )
        assert ("", 0) == self.ended(self.spawn(tmp_path, "convert", "p.yaml", "p.xlsx"))
        text, code = self.ended(self.spawn(tmp_path, "convert", "p.xlsx", "p.csv"))
        assert (1, ["CSV cannot say this, and it is not in p.csv:", "  name"]) == (code, text.splitlines())
        text, code = self.ended(self.spawn(tmp_path, "check", "p.xlsx", "--today", "2026-01-15", NO_COLOR="1"))
        assert (1, True) == (code, "goals!2" in text)
        assert max(map(len, text.splitlines())) <= 80
