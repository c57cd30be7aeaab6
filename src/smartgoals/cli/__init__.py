"""The command line: the only place that reads the clock, opens files and prints.

Exit codes: 0 when all is well, 1 when a finding is at least as severe as `--fail-on`, 2 when the input or the call is
wrong.
"""

from __future__ import annotations

import os
import sys

import click

from smartgoals.cli.judging import check, config, explain, parse, rules
from smartgoals.cli.planning import calendar, metrics, new, show_map, workshop
from smartgoals.cli.reviewing import progress, show_review
from smartgoals.cli.showing import board
from smartgoals.errors import SmartGoalsError

__all__ = ["cli", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="smartgoals")
def cli() -> None:
    """Read goals written in Swedish or English, and judge them by SMART.

    Start with: smartgoals check FILE

    Exit codes: 0 all is well, 1 a finding is as severe as --fail-on, 2 the input or the call is wrong.
    """


for command in (
    board, calendar, check, config, explain, metrics, new, parse, progress, rules, show_map, show_review, workshop,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    try:
        cli(standalone_mode=True)
    except SmartGoalsError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
