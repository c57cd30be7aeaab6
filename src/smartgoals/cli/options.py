"""Options that commands share, and the day and the configuration that they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from smartgoals.configuration import Config

__all__ = [
    "Day", "Language", "Selector", "colour_option", "configured", "day", "format_option", "language_option",
    "nearest", "today_option", "vote_terms",
]  # fmt: skip

_BARE = "smartgoals.no_config"


class Day(click.ParamType[dt.date]):
    """A day, as 2026-01-15."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Called by click."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-01-15", param, ctx)


class Language(click.ParamType[str]):
    """A language that has a file of words."""

    name = "language"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Called by click."""
        from smartgoals.lexicon import languages

        if value not in languages():
            self.fail(f"{value!r} is not a language that smartgoals reads; give {' or '.join(languages())}", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - called by click
        """Called by click."""
        from click.shell_completion import CompletionItem

        from smartgoals.lexicon import languages

        return [CompletionItem(each) for each in languages() if each.startswith(incomplete)]


class Selector(click.ParamType[str]):
    """A code of rules, or the beginning of codes."""

    name = "code"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - called by click
        """Called by click."""
        from click.shell_completion import CompletionItem

        from smartgoals.rules import RuleSet

        return [
            CompletionItem(rule.code, help=rule.doc.summary)
            for rule in RuleSet.builtin()
            if rule.code.startswith(incomplete.upper())
        ]


class Configuration(click.ParamType["Config"]):
    """A configuration, by the name of its file."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Config:  # noqa: ARG002 - called by click
        """Called by click."""
        from smartgoals.configuration import Config

        return value if isinstance(value, Config) else Config.from_file(str(value))


def _found(context: click.Context, _: click.Parameter, value: Config | None) -> Config:
    """The configuration that was named, or that the working directory or a folder above it holds."""
    from smartgoals.configuration import Config

    if value is not None:
        return value
    if context.meta.get(_BARE):
        return Config()
    path = nearest()
    return Config() if path is None else Config.from_file(path)


def nearest() -> Path | None:
    """The configuration file that the working directory or a folder above it holds."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "smartgoals.toml").is_file():
            return folder / "smartgoals.toml"
        if _has_table(folder / "pyproject.toml"):
            return folder / "pyproject.toml"
    return None


def _has_table(path: Path) -> bool:
    """Whether a file has a table for this library; one that is not TOML is somebody else's worry."""
    try:
        text = path.read_text(encoding="utf-8")
        if "smartgoals" not in text:
            return False
        import tomllib

        return "smartgoals" in tomllib.loads(text).get("tool", {})
    except (OSError, ValueError):
        return False


def _is_bare(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - called by click
    context.meta[_BARE] = value


def configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the configuration, and the options that find it."""
    bare = click.option(
        "--no-config", is_flag=True, is_eager=True, expose_value=False, callback=_is_bare,
        help="Use no configuration file.",
    )  # fmt: skip
    named = click.option(
        "--config", "config", type=Configuration(), callback=_found, metavar="FILE",
        help="Default: smartgoals.toml, or pyproject.toml with [tool.smartgoals], here or in a folder above.",
    )  # fmt: skip
    return bare(named(command))


today_option = click.option("--today", type=Day(), help="The day to judge from, as 2026-01-15. Default: today.")
language_option = click.option("--language", type=Language(), help="sv or en. Default: the language of the text.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer."
)
colour_option = click.option(
    "--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto",
    help="Colours; auto means on a terminal, unless NO_COLOR is set.",
)  # fmt: skip


def vote_terms(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how the votes of a workshop are counted and what wins."""
    options = (
        click.option(
            "--budget", type=click.IntRange(1), help="Most dots, or cards, that a voter may give. Default: no limit."
        ),
        click.option("--cap", type=click.IntRange(1), help="Most dots for one card. Default: no limit."),
        click.option(
            "--second", type=click.Choice(["refuse", "replace"]), default="refuse",
            help="What becomes of a voter's second ballot. Default: refuse.",
        ),
        click.option("--themes", type=click.IntRange(1), default=5, help="How many themes become drafts. Default: 5."),
        click.option("--totals", is_flag=True, help="Choose themes by totals alone, not by equal shares."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def day(today: dt.date | None) -> dt.date:
    """The day that was given, or the user's own."""
    return today if today is not None else dt.date.today()  # noqa: DTZ011 - the user's own day
