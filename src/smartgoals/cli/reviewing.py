"""Commands that follow goals: where each stands, and what to talk about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import read, shown, width, write
from smartgoals.cli.options import configured, day, language_option
from smartgoals.cli.planning import portfolio_of
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.configuration import Config
    from smartgoals.model import Context, Period, Portfolio, Series
    from smartgoals.reviewing import Problem, Review

__all__ = ["earlier_review", "progress", "show_review"]


class DayOrPeriod(click.ParamType["dt.date | Period"]):
    """A day as 2026-10-05, or a period as 2026-Q3."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date | Period:
        """Called by click."""
        from smartgoals.errors import InvalidValueError
        from smartgoals.model import Period, PeriodKind

        try:
            found = Period(str(value))
        except InvalidValueError:
            self.fail(f"{value!r} is no date; write it as 2026-10-05, or a period as 2026-Q3", param, ctx)
        return found.first if found.kind is PeriodKind.DAY else found


_on = click.option(
    "--on", type=DayOrPeriod(), metavar="DATE",
    help="The day, as 2026-10-05, or a period that is over, as 2026-Q3. Default: today.",
)  # fmt: skip
_format = click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="How to answer."
)
_encoding = click.option("--encoding", help="How the files are encoded. Default: UTF-8, or what their first bytes say.")
_status = click.option("--status", default="eurostat", help="The policy of statuses, such as servicenow.")


@click.command("review", cls=Command)
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--measurements", multiple=True, metavar="CSV", help="Readings; with several files, one for each in turn."
)
@_on
@click.option("--since", metavar="JSON", help="An earlier review, as --format json writes it, to tell what moved.")
@_format
@language_option
@_status
@_encoding
@configured
def show_review(
    files: tuple[str, ...], config: Config, measurements: tuple[str, ...], on: dt.date | Period | None,
    since: str | None, form: str, language: str | None, status: str, encoding: str | None,
) -> None:  # fmt: skip
    """Tell what to talk about in a review, and why; then the agenda, what moved, and where every goal stands.

    FILES are portfolios in TOML, or text or Markdown files with goals. Several are reviewed one by one, each kept
    apart, with an overview first. What cannot be used in a file is told last, and the rest is reviewed.
    """
    from smartgoals.reviewing import Overview, review

    if len(measurements) not in (0, len(files)):
        raise click.UsageError(f"there are {len(files)} files and {len(measurements)} with readings; give one for each")
    if since is not None and len(files) > 1:
        raise click.UsageError("--since goes with one file; review the others by themselves")
    import attrs

    context, period = _when(on, language)
    earlier = None if since is None else earlier_review(since)
    rules = config.rules()
    found = []
    reading = attrs.evolve(context, language=None)  # goals are read in their own language, and told in that asked for
    for place, file in enumerate(files):
        portfolio, _, series, problems = _read(file, measurements[place : place + 1], context, encoding)
        reviewed = review(
            portfolio, context=reading, series=series, rules=rules, since=earlier, period=period, status=status,
            problems=problems,
        )  # fmt: skip
        found.append(reviewed if language is None else attrs.evolve(reviewed, language=language))
    spoken = found[0].language
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import overview_to_data, review_to_data

        write(to_json(review_to_data(found[0]) if len(found) == 1 else overview_to_data(Overview(found), spoken)))
        return
    parts: list[Any] = [*found] if len(found) == 1 else [Overview(found), *found]
    texts = [
        part.to_markdown(spoken) + "\n" if form == "markdown" else part.to_text(spoken, width=width()) for part in parts
    ]
    write("\n".join(texts))


@click.command(cls=Command)
@click.argument("file")
@click.option("--measurements", metavar="CSV", help="Readings of the goals.")
@_on
@click.option("--goal", "goals", multiple=True, metavar="ID", help="Only this goal; may be repeated.")
@_format
@language_option
@_status
@_encoding
def progress(
    file: str, measurements: str | None, on: dt.date | Period | None, goals: tuple[str, ...], form: str,
    language: str | None, status: str, encoding: str | None,
) -> None:  # fmt: skip
    """Tell where every goal stands, with the arithmetic in words.

    FILE is a portfolio in TOML, or a text or Markdown file with goals.
    """
    from smartgoals.model.field import nearest
    from smartgoals.progress import policy, track

    context, period = _when(on, language)
    on_day = context.today if period is None else min(period.last, context.today)
    portfolio, spoken, series, problems = _read(file, (measurements,) if measurements else (), context, encoding)
    for name in goals:
        if name not in portfolio:
            near = nearest(name, [goal.id for goal in portfolio if goal.id is not None])
            raise click.UsageError(f"there is no goal {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    by = policy(status)
    chosen = [goal for goal in portfolio if not goals or goal.id in goals]
    found = [track(goal, series.get(goal.id or ""), on=on_day, status=by) for goal in chosen]
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import progress_to_data

        write(
            to_json({
                "schema": "smartgoals/progress-list/1",
                "on": on_day.isoformat(),
                "language": spoken,
                "goals": [progress_to_data(each, spoken) for each in found],
                "problems": [problem.message(spoken) for problem in problems],
            })
        )  # fmt: skip
        return
    from smartgoals.reviewing.report import progress_page

    page = progress_page(found, problems, spoken, name=portfolio.name)
    write(page.to_markdown() + "\n" if form == "markdown" else page.to_text(width()))


def _when(on: dt.date | Period | None, language: str | None) -> tuple[Context, Period | None]:
    """The day to review on, and the period, if it is one."""
    from smartgoals.model import Context

    if on is None or isinstance(on, dt.date):
        return Context(day(on), language), None
    today = day(None)
    return Context(today if on.first <= today < on.last else on.last, language), on


def _read(
    file: str, measurements: tuple[str, ...], context: Context, encoding: str | None
) -> tuple[Portfolio, str, dict[str, Series], list[Problem]]:
    """The portfolio, its language, its readings, and what could not be used of them."""
    from smartgoals.adapters.csv import read_measurements
    from smartgoals.reviewing import Problem

    portfolio, spoken = portfolio_of(file, context, encoding, strict=False)
    series: dict[str, Series] = {}
    problems = []
    for each in measurements:
        readings = read_measurements(read(each, encoding), portfolio=portfolio, path=shown(each), strict=False)
        series |= readings.series
        problems += [Problem("file", shown(each), values={"text": problem}) for problem in readings.problems]
    return portfolio, spoken, series, problems


def earlier_review(file: str) -> Review:
    """A review as a command wrote it."""
    from smartgoals.adapters.json import from_json
    from smartgoals.wire import review_from_data

    return review_from_data(from_json(read(file, None), path=shown(file)), path=shown(file))
