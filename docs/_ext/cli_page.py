"""Writes the page of the command line from the commands themselves when the documentation is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_page(app: Sphinx) -> None:
    """Write `reference/cli.md`."""
    path = Path(app.srcdir) / "reference" / "cli.md"
    text = page()
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def page() -> str:
    """The page: the help of every command, at 80 columns, in English and Swedish."""
    from click.testing import CliRunner

    from smartgoals.cli import cli

    lines = [
        "# Command line",
        "",
        "The help of every command, as `--help` prints it. It speaks Swedish with `--language sv`, or when the",
        "configuration says so. [Check goals in every change](../how-to/use-in-ci.md) tells how the parts of",
        "`smartgoals check` play together.",
        "",
    ]
    for path in paths(cli, ("smartgoals",)):
        lines += [f"## `{' '.join(path)}`", ""]
        for language in ("en", "sv"):
            call = ["--language", language, *path[1:], "--help"]
            shown = CliRunner().invoke(cli, call, prog_name="smartgoals", terminal_width=80)
            lines += ["```text", shown.stdout.rstrip("\n"), "```", ""]
    return "\n".join(lines)


def paths(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The names that lead to a command and to all that belong to it."""
    yield path
    if isinstance(command, click.Group):
        for name, each in sorted(command.commands.items()):
            yield from paths(each, (*path, name))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
