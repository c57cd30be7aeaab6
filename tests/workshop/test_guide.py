"""The facilitator's path, from an empty folder with only the guide in hand: its files, its commands, in its order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from smartgoals.cli import cli
from smartgoals.workshop.guide import facilitators_guide

FINISHED = {
    "en": ("goals.md", "Halve the returns from 24 % in December 2025 to 12 % by December 2027"),
    "sv": ("mål.md", "Halvera returerna från 24 % i december 2025 till 12 % senast i december 2027"),
}
SEEN = {
    "en": ("The workshop", "Equal shares", "Totals alone", "We halved the returns", "got a total of"),
    "sv": ("Workshoppen", "Lika andelar", "Bara summor", "Vi halverade returerna", "fick summan"),
}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_path_of_the_guide(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the guide runs on the files that it shows, and leads to a board with drafts and goals."""
    monkeypatch.chdir(tmp_path)
    guide = facilitators_guide(language)
    ideas, votes = re.findall(r"```text\n(.*?)```", guide, re.DOTALL)
    commands = [line for block in re.findall(r"```sh\n(.*?)```", guide, re.DOTALL) for line in block.splitlines()]
    named = [re.search(r"[\w-]+\.csv", command) for command in commands]
    assert named[0] is not None
    Path(named[0][0]).write_text(ideas, encoding="utf-8")
    of_votes = re.search(r"--votes (\S+)", guide)
    assert of_votes is not None
    Path(of_votes[1]).write_text(votes, encoding="utf-8")
    file, goal = FINISHED[language]
    Path(file).write_text(goal, encoding="utf-8")
    chosen = next(command for command in commands if "--themes" in command)
    commands += [f"{chosen} {more}" for more in re.findall(r"`(--format (?:html|board) > \S+)`", guide)]
    commands.append(next(iter(re.findall(r"`(smartgoals check \S+)`", guide))))
    assert 8 == len(commands)
    for command in commands:
        call, _, target = command.partition(" > ")
        name, *arguments = shlex.split(call)
        done = CliRunner().invoke(cli, [*arguments, "--today", "2026-11-25"])
        assert ("smartgoals", 0) == (name, done.exit_code), (command, done.output)
        if target:
            Path(target).write_text(done.stdout, encoding="utf-8")
    pages = [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.html")]
    boards = [page for page in pages if "<article " in page]
    assert (3, [1, 3]) == (len(pages), sorted(page.count("<article ") for page in boards))
    for page in boards:
        for words in SEEN[language]:
            assert words in page
