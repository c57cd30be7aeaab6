"""Commands that show a portfolio to others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import read, save, shown, write
from smartgoals.cli.options import configured, language_option, today_option, vote_terms
from smartgoals.cli.planning import context_of, portfolio_of
from smartgoals.cli.reviewing import earlier_review
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["board"]


@click.command(cls=Command)
@click.argument("portfolio")
@click.option("--measurements", help="A CSV file with readings of the goals.")
@click.option("-o", "--output", required=True, help="The page to write, such as board.html; - for standard output.")
@click.option("--status", default="eurostat", help="The status policy. Default: eurostat.")
@click.option("--since", metavar="JSON", help="An earlier review, as `review --format json` writes it.")
@click.option(
    "--workshop", "record", metavar="JSON",
    help="The workshop that goals come from, as `workshop --format record` writes it.",
)  # fmt: skip
@vote_terms
@language_option
@today_option
@configured
def board(
    portfolio: str,
    measurements: str | None,
    output: str,
    status: str,
    since: str | None,
    record: str | None,
    language: str | None,
    today: dt.date | None,
    config: Config,
    **terms: Any,
) -> None:
    """Write a page that shows the goals to everybody.

    PORTFOLIO is a file in TOML, or a text or Markdown file with goals. The page needs nothing but itself; one of that
    name is replaced. Rows of measurements that cannot be used are named and left out.
    """
    import attrs

    from smartgoals.adapters.board import to_board
    from smartgoals.adapters.csv import read_measurements
    from smartgoals.reviewing import review

    context = context_of(today, language)
    goals, spoken = portfolio_of(portfolio, context)
    series = None
    if measurements is not None:
        readings = read_measurements(read(measurements, None), portfolio=goals, path=shown(measurements), strict=False)
        series = readings.series
        for problem in readings.problems:
            click.echo(f"{shown(measurements)}: {problem}", err=True)
    reading = attrs.evolve(context, language=None)  # goals are read in their own language, and told in that asked for
    earlier = None if since is None else earlier_review(since)
    rules = config.rules()
    found = review(goals, context=reading, series=series, rules=rules, since=earlier, status=status)
    workshop = drafts = None
    if record is not None:
        from smartgoals.session import Session

        session = Session.read([(shown(record), read(record, None))])
        workshop, own = session.workshop, attrs.evolve(context, language=session.language)
        _, drafts = session.outcome(context=own, **terms)
        for remark in session.remarks:
            click.echo(f"{shown(record)}: {remark}", err=True)
    page = to_board(
        goals, context=reading, series=series, rules=rules, status=status, language=spoken, review=found,
        workshop=workshop, drafts=drafts,
    )  # fmt: skip
    if output == "-":
        write(page)
    else:
        save(output, page.encode(), replace=True)
