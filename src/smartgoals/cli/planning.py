"""Commands around a portfolio: begin one, measure it, map it, plan its days, lead a workshop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import read, save, shown, write
from smartgoals.cli.options import (
    Day,
    Language,
    configured,
    day,
    format_option,
    language_option,
    today_option,
    vote_terms,
)  # fmt: skip
from smartgoals.cli.reading import portfolio_of
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["calendar", "metrics", "new", "show_map", "workshop"]


@click.command(cls=Command)
@click.argument("file", default="roadmap.md")
@click.option("--kind", default="retail", help="retail, b2b, own-brand, platform or service. Default: retail.")
@click.option("--language", default="en", type=Language(), help="sv or en. Default: en.")
def new(file: str, kind: str, language: str) -> None:
    """Write a blank roadmap to fill in and check.

    FILE is roadmap.md unless you name another; - writes to standard output. Nothing is overwritten.
    """
    from smartgoals.catalogue import blank_roadmap

    text = blank_roadmap(kind, language, file=file)
    if file == "-":
        write(text)
        return
    save(file, text.encode())
    write(f"{file}\n")


@click.command(cls=Command)
@click.argument("words", nargs=-1)
@click.option("--language", type=Language(), help="sv or en. Default: whichever fits the words, else en.")
@click.option("--limit", default=5, type=click.IntRange(1), help="How many to suggest. Default: 5.")
@click.option("--catalogue", "file", help="A TOML file with measures of your own, beside the built-in ones.")
@format_option
def metrics(words: tuple[str, ...], language: str | None, limit: int, file: str | None, form: str) -> None:
    """Suggest what a goal can be measured by, or list all measures.

    WORDS are the goal in words; without them, every measure is listed.
    """
    from smartgoals.catalogue import Catalogue, MetricEntry, Reason, suggest_metrics
    from smartgoals.model import Context, Goal, Portfolio
    from smartgoals.statement.document import language_of

    catalogue = Catalogue.builtin()
    if file is not None:
        catalogue |= Catalogue.from_text(read(file, None), path=shown(file))
    spoken = language or "en"
    found: list[tuple[MetricEntry, tuple[Reason, ...]]] = [(entry, ()) for entry in catalogue]
    if words:
        goal = Goal(" ".join(words))
        suggestions = suggest_metrics(goal, catalogue=catalogue, language=language, limit=limit)
        found = [(suggestion.entry, suggestion.reasons) for suggestion in suggestions]
        if suggestions and language is None:
            names = suggestions[0].entry.names
            spoken = next((code for code in names if suggestions[0].metric.name in names[code]), spoken)

    def data(entry: MetricEntry) -> dict[str, object]:
        return {"id": entry.id, "name": entry.name(spoken), "definition": entry.definition(spoken), "area": entry.area}

    if form == "json":
        from smartgoals.adapters.json import to_json

        rows = [{**data(entry), "reasons": [reason.message(spoken) for reason in why]} for entry, why in found]
        write(to_json({"schema": "smartgoals/metrics/1", "language": spoken, "metrics": rows}))
        return
    if words and not found:
        from smartgoals.rules.phrases import phrases

        spoken = language or language_of(Portfolio((goal,)), context=Context(day(None)))
        click.echo(phrases(spoken).label("report.no_measure", words=goal.statement), err=True)
    for entry, why in found:
        write(f"{entry.name(spoken)} = {entry.definition(spoken)}  [{entry.id}]\n")
        for reason in why:
            write(f"  {reason.message(spoken)}\n")


@click.command("map", cls=Command)
@click.argument("file")
@language_option
@today_option
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="How to answer."
)
@configured
def show_map(file: str, config: Config, language: str | None, today: dt.date | None, form: str) -> None:
    """Show the way from objectives to goals and activities, and what is missing.

    FILE is a portfolio in any format, or a text or Markdown file with goals.
    """
    portfolio, spoken = portfolio_of(file, config.context(day(today)))
    spoken = language or config.language or spoken
    outline = portfolio.map()
    if form == "json":
        from smartgoals.adapters.json import to_json

        write(to_json(outline.to_data()))
    else:
        write(outline.to_markdown(spoken) if form == "markdown" else outline.to_text(spoken) + "\n")


@click.command(cls=Command)
@click.argument("file")
@click.option(
    "-o", "--output", required=True, help="The calendar file to write, such as goals.ics; - for standard output."
)
@click.option("--from", "start", type=Day(), help="The first day. Default: today.")
@click.option("--to", "end", type=Day(), help="The last day. Default: a year from the first.")
@click.option(
    "--fiscal-start", type=click.IntRange(1, 12),
    help="The month the business year starts in. Default: what the configuration says, else January.",
)  # fmt: skip
@click.option("--holiday", "holidays", type=Day(), multiple=True, help="A day on which nobody works; may be repeated.")
@language_option
@today_option
@configured
def calendar(
    file: str,
    config: Config,
    output: str,
    start: dt.date | None,
    end: dt.date | None,
    fiscal_start: int | None,
    holidays: tuple[dt.date, ...],
    language: str | None,
    today: dt.date | None,
) -> None:
    """Write reviews, check-ins, checkpoints and deadlines as a calendar file.

    FILE is a portfolio in any format, or a text or Markdown file with goals. A calendar file of that name is replaced,
    and events keep their identity, so that a calendar which takes it in again moves what has moved.
    """
    import attrs
    from dateutil.relativedelta import relativedelta

    from smartgoals.adapters.calendar import to_icalendar
    from smartgoals.model import FiscalCalendar, Schedule

    context = config.context(day(today))
    year = config.calendar if fiscal_start is None else FiscalCalendar(fiscal_start)
    portfolio, spoken = portfolio_of(file, attrs.evolve(context, calendar=year))
    first = start or context.today
    last = end or first + relativedelta(years=1, days=-1)
    schedule = Schedule.of(portfolio, start=first, end=last, calendar=year, holidays=holidays)
    written = to_icalendar(schedule, stamp=context.today, language=language or config.language or spoken)
    if output == "-":
        write(written.decode())
    else:
        save(output, written, replace=True)


@click.command(cls=Command)
@click.argument("files", nargs=-1)
@click.option("--votes", multiple=True, help="A file with votes; may be given several times.")
@click.option(
    "--method", type=click.Choice(["dots", "approval", "ranked", "score"]),
    help="How people voted. Default: what the file shows.",
)  # fmt: skip
@vote_terms
@click.option("--strict", is_flag=True, help="Count nothing while a row or a ballot is wrong.")
@click.option("--title", help="What the workshop is called.")
@language_option
@today_option
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html", "board", "json", "record", "csv"]),
    default="markdown",
    help="A page, a board of the drafts, the result as data, the record to go on with, or the ideas in groups for a "
    "spreadsheet.",
)  # fmt: skip
@click.option("--encoding", help="How the files are encoded. Default: UTF-8, or what their first bytes say.")
@click.option("--guide", is_flag=True, help="Print the facilitator's guide, and do nothing else.")
def workshop(
    files: tuple[str, ...], votes: tuple[str, ...], language: str | None, today: dt.date | None, form: str,
    encoding: str | None, title: str | None, method: str | None, *, guide: bool, **terms: Any,
) -> None:  # fmt: skip
    """Turn ideas and votes into draft goals.

    FILES hold ideas, as CSV from any form tool, or are records of workshops in JSON; several are put together.
    Start with: smartgoals workshop --guide
    """
    if guide:
        from smartgoals.workshop.guide import facilitators_guide

        write(facilitators_guide(language or "en"))
        return
    if not files:
        raise click.UsageError("give a file with ideas; see `smartgoals workshop --guide`")
    from smartgoals.model import Context
    from smartgoals.session import Session

    session = Session.read(
        [(shown(file), read(file, encoding)) for file in files],
        [(shown(file), read(file, encoding)) for file in votes],
        title=title,
        language=language,
        method=method,
    )
    if form == "record":
        write(session.record())
    elif form == "csv":
        write(session.ideas())
    else:
        write(session.result(form, context=Context(day(today), language), **terms))
