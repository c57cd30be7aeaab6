"""The examples on the pages are run, and their commands name things that exist."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
GENERATED = ROOT / "docs" / "reference" / "rules"
WRITTEN = [page for page in PAGES if GENERATED not in page.parents and "_build" not in page.parts]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page that are in a language."""
    return [code for found, code in _BLOCK.findall(page.read_text(encoding="utf-8")) if found == language]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_python_on_a_page_does_what_the_page_says(page: Path) -> None:
    """The Python sessions of a page run from top to bottom and print what is shown."""
    source = "\n".join(code for code in blocks(page, "python") if ">>>" in code)
    parsed = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(parsed, out=report.append)
    assert [] == report


def test_the_first_page_has_an_example() -> None:
    """The README shows the library at work."""
    assert any(">>> " in code for code in blocks(ROOT / "README.md", "python"))


def test_the_commands_of_the_first_page_can_be_pasted() -> None:
    """The README has two commands, each of which begins with nothing but `python3` and names files that exist."""
    commands = [line for code in blocks(ROOT / "README.md", "sh") for line in code.splitlines()]
    assert 2 == len(commands)
    for command in commands:
        assert command.startswith("python3 -m venv .venv && ")
        for path in re.findall(r"(?<!\S)examples/\S+", command):
            assert (ROOT / path).is_file()
