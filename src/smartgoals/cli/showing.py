"""Commands that show a portfolio to others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from smartgoals.cli.files import read, save, shown, write
from smartgoals.cli.options import configured, language_option, today_option
from smartgoals.cli.planning import context_of, portfolio_of
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["board"]


@click.command(cls=Command)
@click.argument("portfolio")
@click.option("--measurements", help="A CSV file with readings of the goals.")
@click.option("-o", "--output", required=True, help="The page to write, such as board.html; - for standard output.")
@click.option("--status", default="eurostat", help="The status policy. Default: eurostat.")
@language_option
@today_option
@configured
def board(
    portfolio: str,
    measurements: str | None,
    output: str,
    status: str,
    language: str | None,
    today: dt.date | None,
    config: Config,
) -> None:
    """Write a page that shows the goals to everybody.

    PORTFOLIO is a file in TOML, or a text or Markdown file with goals. The page needs nothing but itself; one of that
    name is replaced. Rows of measurements that cannot be used are named and left out.
    """
    from smartgoals.adapters.board import to_board
    from smartgoals.adapters.csv import read_measurements

    context = context_of(today, language)
    goals, spoken = portfolio_of(portfolio, context)
    series = None
    if measurements is not None:
        readings = read_measurements(read(measurements, None), portfolio=goals, path=shown(measurements), strict=False)
        series = readings.series
        for problem in readings.problems:
            click.echo(f"{shown(measurements)}: {problem}", err=True)
    page = to_board(goals, context=context, series=series, rules=config.rules(), status=status, language=spoken)
    if output == "-":
        write(page)
    else:
        save(output, page.encode(), replace=True)
