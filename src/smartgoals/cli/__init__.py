"""The command line: the only place that reads the clock, opens files and prints.

Exit codes: 0 when all is well, 1 when a finding is at least as severe as `--fail-on`, 2 when the input or the call is
wrong. Modules are imported where they are used, so that help and completion answer at once.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from smartgoals.cli.checking import check
from smartgoals.cli.exchanging import convert, schema
from smartgoals.cli.judging import config, explain, parse, rules
from smartgoals.cli.options import Language
from smartgoals.cli.planning import calendar, metrics, new, show_map, workshop
from smartgoals.cli.reviewing import progress, show_review
from smartgoals.cli.showing import board
from smartgoals.cli.speaking import Group

__all__ = ["cli", "main"]

_FEW_COLLECTIONS = 100_000
"""New objects between two looks for cycles: results are trees, so that looking costs a tenth of the time in vain."""


def _everywhere(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """Make a language that was named before the command the language of the command."""
    if value is not None:
        context.default_map = {name: {"language": value} for name in cli.commands}
    return value


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "--language", type=Language(), callback=_everywhere, expose_value=False, help="sv or en, for any command and help."
)
@click.version_option(package_name="smartgoals")
def cli() -> None:
    """Read goals written in Swedish or English, and judge them by SMART.

    Start with: smartgoals check FILE

    Exit codes: 0 all is well, 1 a finding is as severe as --fail-on, 2 the input or the call is wrong.
    """


for command in (
    board, calendar, check, config, convert, explain, metrics, new, parse, progress, rules, schema, show_map,
    show_review, workshop,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_FEW_COLLECTIONS)
    try:
        cli(standalone_mode=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from smartgoals.errors import SmartGoalsError

        if not isinstance(error, SmartGoalsError):
            raise
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
