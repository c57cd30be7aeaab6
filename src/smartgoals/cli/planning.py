"""Commands around a portfolio: begin one, measure it, map it, plan its days, lead a workshop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import read, save, shown, write
from smartgoals.cli.options import Day, Language, day, format_option, language_option, today_option, vote_terms
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["calendar", "context_of", "metrics", "new", "portfolio_of", "show_map", "workshop"]


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
    from smartgoals.model import Goal

    catalogue = Catalogue.builtin()
    if file is not None:
        catalogue |= Catalogue.from_text(read(file, None), path=shown(file))
    spoken = language or "en"
    found: list[tuple[MetricEntry, tuple[Reason, ...]]] = [(entry, ()) for entry in catalogue]
    if words:
        suggestions = suggest_metrics(Goal(" ".join(words)), catalogue=catalogue, language=language, limit=limit)
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
def show_map(file: str, language: str | None, today: dt.date | None, form: str) -> None:
    """Show the way from objectives to goals and activities, and what is missing.

    FILE is a portfolio in TOML, or a text or Markdown file with goals.
    """
    portfolio, spoken = portfolio_of(file, context_of(today, language))
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
@click.option("--fiscal-start", default=1, type=click.IntRange(1, 12), help="The month the business year starts in.")
@click.option("--holiday", "holidays", type=Day(), multiple=True, help="A day on which nobody works; may be repeated.")
@language_option
@today_option
def calendar(
    file: str,
    output: str,
    start: dt.date | None,
    end: dt.date | None,
    fiscal_start: int,
    holidays: tuple[dt.date, ...],
    language: str | None,
    today: dt.date | None,
) -> None:
    """Write reviews, check-ins, checkpoints and deadlines as a calendar file.

    FILE is a portfolio in TOML, or a text or Markdown file with goals. A calendar file of that name is replaced, and
    events keep their identity, so that a calendar which takes it in again moves what has moved.
    """
    from dateutil.relativedelta import relativedelta

    from smartgoals.adapters.calendar import to_icalendar
    from smartgoals.model import Context, FiscalCalendar, Schedule

    day = context_of(today, language).today
    year = FiscalCalendar(fiscal_start)
    portfolio, spoken = portfolio_of(file, Context(day, language, year))
    first = start or day
    last = end or first + relativedelta(years=1, days=-1)
    schedule = Schedule.of(portfolio, start=first, end=last, calendar=year, holidays=holidays)
    written = to_icalendar(schedule, stamp=day, language=spoken)
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
        write(session.result(form, context=context_of(today, language), **terms))


def portfolio_of(
    file: str, context: Context, encoding: str | None = None, *, strict: bool = True
) -> tuple[Portfolio, str]:
    """The portfolio in a file, and the language to speak about it; strict about names that name nothing, or not.

    The language of the context is that to speak; goals are read in the language that they are written in.
    """
    import attrs

    text, reading = read(file, encoding), attrs.evolve(context, language=None)
    if file.casefold().endswith(".toml"):
        from smartgoals.adapters.toml import read_portfolio

        portfolio = read_portfolio(text, path=shown(file), context=reading, strict=strict)
        first = next(iter(portfolio), None)
        if context.language is not None or first is None:
            return portfolio, context.language or "en"
        from smartgoals.statement import parse as read_goal

        return portfolio, read_goal(first.statement, context=reading).language
    from smartgoals.statement import read_document

    document = read_document(text, context=reading)
    return document.portfolio, context.language or document.language


def context_of(today: dt.date | None, language: str | None) -> Context:
    """The day and the language that a command was given."""
    from smartgoals.model import Context

    return Context(day(today), language)
