"""Help in the language of the reader.

The English words stand on the commands themselves; those of another language in `<language>.toml` beside this module,
a table for each command, and `[options]` for options that mean the same everywhere. What a language does not say is
said in English. The language is that of `--language` in the call, or of the configuration; the environment has no say.
"""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from smartgoals.cli.options import nearest

__all__ = ["Command", "Group", "Words"]

_ARGUMENTS = "smartgoals.arguments"
Words = Mapping[str, Any]


class _Speaking(click.Command):
    """A command whose help speaks the language of the reader."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Called by click; the whole call is kept, for help comes before the options are read."""
        ctx.meta.setdefault(_ARGUMENTS, tuple(args))
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """Called by click."""
        words = _words(_language(ctx.meta.get(_ARGUMENTS, ())))
        formatter = _Formatter(words.get("click", {}), width=ctx.terminal_width or _width())
        translated(self, words, tuple(_path(ctx))).format_help(ctx, formatter)
        return formatter.getvalue().rstrip("\n")


class Command(_Speaking):
    """A command whose help speaks the language of the reader."""


class Group(_Speaking, click.Group):
    """A group of such commands."""

    command_class = Command


class _Formatter(click.HelpFormatter):
    """Writes help with the fixed words of a language."""

    def __init__(self, words: Words, *, width: int) -> None:
        super().__init__(width=width)
        self.words = words

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Called by click."""
        super().write_usage(prog, args, prefix or f"{self.words.get('usage', 'Usage')}: ")

    def write_heading(self, heading: str) -> None:
        """Called by click."""
        super().write_heading(self.words.get(heading.casefold(), heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Called by click."""
        super().write_dl([(name, self._said(text)) for name, text in rows], col_max, col_spacing)

    def _said(self, text: str) -> str:
        known: str | None = self.words.get(text)
        return known or text.replace("[default: ", f"[{self.words.get('default', 'default')}: ")


def _width() -> int:
    """Columns for help: those of the terminal, from 40 to 80; found without `shutil`, which is slow to import."""
    try:
        columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ is not None else 80
    except (OSError, ValueError):
        columns = 80
    return max(40, min(80, columns or 80))


def _path(ctx: click.Context) -> Iterator[str]:
    """The names of a command, from the one below the outermost."""
    if ctx.parent is not None:
        yield from _path(ctx.parent)
        yield ctx.info_name or ""


def translated(command: click.Command, words: Words, path: tuple[str, ...] = ()) -> click.Command:
    """A copy of a command that bears the words of a language."""
    if not words:
        return command
    own = words
    for name in path:
        own = own.get("commands", {}).get(name, {})
    said = copy.copy(command)
    said.help = own.get("help", command.help)
    said.options_metavar = words["click"]["options_metavar"]
    said.params = [_spoken(param, own, words) for param in command.params]
    if isinstance(said, click.Group) and isinstance(command, click.Group):
        said.subcommand_metavar = words["click"]["command_metavar"]
        said.commands = {name: translated(each, words, (*path, name)) for name, each in command.commands.items()}
    return said


def _spoken(param: click.Parameter, own: Words, words: Words) -> click.Parameter:
    text = own.get(param.name or "") or words["options"].get(param.name or "")
    if not isinstance(param, click.Option) or text is None:
        return param
    said = copy.copy(param)
    said.help = text
    return said


def _words(language: str) -> Words:
    """What a language says; nothing for English and for languages that nobody has written yet."""
    if not language.isalpha() or language == "en":
        return {}
    import tomllib
    from importlib import resources

    file = resources.files("smartgoals.cli").joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _language(arguments: Sequence[str]) -> str:
    """The language that a call or the configuration names."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            return value or "".join(arguments[place + 1 : place + 2])
    path = None if "--no-config" in arguments else nearest()
    if path is None:
        return "en"
    from smartgoals.configuration import Config
    from smartgoals.errors import ConfigError

    try:
        return Config.from_file(path).language or "en"
    except ConfigError:
        return "en"  # help is not the place to complain
