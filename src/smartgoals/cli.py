"""The command line: the only place that reads the clock, opens files and prints.

Exit codes: 0 when all is well, 1 when a finding is at least as severe as `--fail-on`, 2 when the input or the call is
wrong.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smartgoals.errors import SmartGoalsError, UnknownRuleError

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["main"]

_SEVERITIES = ("hint", "minor", "major")
_MOST_BYTES = 50_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class _Day(click.ParamType[dt.date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-01-15", param, ctx)


class _Language(click.ParamType[str]):
    name = "language"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from smartgoals.lexicon import languages

        if value not in languages():
            self.fail(f"{value!r} is not a language that smartgoals reads; give {' or '.join(languages())}", param, ctx)
        return str(value)


_today = click.option("--today", type=_Day(), help="The day to judge from, as 2026-01-15. Default: today.")
_language = click.option("--language", type=_Language(), help="sv or en. Default: the language of the text.")
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
_colour = click.option(
    "--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto",
    help="Colours; auto means on a terminal, unless NO_COLOR is set.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="smartgoals")
def cli() -> None:
    """Read goals written in Swedish or English, and judge them by SMART.

    Start with: smartgoals check FILE

    Exit codes: 0 all is well, 1 a finding is as severe as --fail-on, 2 the input or the call is wrong.
    """


@cli.command()
@click.option("--language", default="en", type=_Language(), help="sv or en. Default: en.")
def rules(language: str) -> None:
    """List the rules."""
    from smartgoals.rules import RuleSet
    from smartgoals.rules.phrases import phrases, words

    for rule in RuleSet.builtin():
        severity = phrases(language).label(f"severity.{rule.severity.value}")
        _write(f"{rule.code}  {severity:<9}  {words(rule.code, 'summary', language, rule.doc.texts)}\n")


@cli.command()
@click.argument("file")
@_language
@_today
@_format
@_colour
@click.option("--encoding", help="How the file is encoded. Default: UTF-8, or what its first bytes say.")
@click.option(
    "--fail-on", type=click.Choice([*_SEVERITIES, "never"]), default="major",
    help="Exit with 1 when a finding is at least this severe. Default: major.",
)  # fmt: skip
def check(
    file: str, language: str | None, today: dt.date | None, form: str, colour: str, encoding: str | None, fail_on: str
) -> None:
    """Judge every goal in a text or Markdown file.

    FILE may be - for standard input. The language of the report is that of the text, unless --language says otherwise.
    """
    from smartgoals.assessment import assess, assess_portfolio
    from smartgoals.rules import RuleSet
    from smartgoals.statement import read_document

    text = _read(file, encoding)
    context = _context(today, language)
    document = read_document(text, context=context)
    spoken = language or document.language
    if not document.statements and form == "text":
        from smartgoals.adapters.terminal import Report

        _write(Report(spoken, _width()).no_goals(_shown(file)))
        return
    rules = RuleSet.builtin()
    portfolio = document.portfolio
    assessments = [
        assess(statement, context=context, rules=rules, portfolio=portfolio) for statement in document.statements
    ]
    findings = assess_portfolio(portfolio, context=context, rules=rules, statements=document.statements)
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import check_to_data

        data = check_to_data(
            document, assessments, findings,
            source=_shown(file), today=context.today, language=spoken, fingerprint=rules.fingerprint,
        )  # fmt: skip
        _write(to_json(data))
    else:
        from smartgoals.adapters.terminal import Report

        report = Report(spoken, _width(), _coloured(colour))
        _write(report.check(document, assessments, findings, source=_shown(file), today=context.today))
    worst = {finding.severity.value for a in assessments for finding in a.findings} | {
        f.severity.value for f in findings
    }
    if fail_on != "never" and worst & set(_SEVERITIES[_SEVERITIES.index(fail_on) :]):
        sys.exit(1)


@cli.command()
@click.argument("text")
@_language
@_today
@_format
@_colour
def parse(text: str, language: str | None, today: dt.date | None, form: str, colour: str) -> None:
    """Show what is understood of one sentence.

    TEXT may be - for standard input. What is not understood is shown as well.
    """
    from smartgoals.statement import parse as read

    statement = read(_read("-", None) if text == "-" else text, context=_context(today, language))
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import statement_to_data

        _write(to_json(statement_to_data(statement)))
        return
    from smartgoals.adapters.terminal import Report

    _write(Report(statement.language, _width(), _coloured(colour)).statement(statement))


@cli.command()
@click.argument("code")
@click.option("--language", default="en", type=_Language(), help="sv or en. Default: en.")
def explain(code: str, language: str) -> None:
    """Show the page of a rule, such as M101."""
    from smartgoals.rules import RuleSet

    try:
        rule = RuleSet.builtin()[code.upper()]
    except UnknownRuleError as error:
        raise click.UsageError(f"{error}; `smartgoals rules` lists all") from None
    _write(rule.doc.to_markdown(language).rstrip() + "\n")


@cli.command()
@click.argument("file", default="roadmap.md")
@click.option("--kind", default="retail", help="retail, b2b, own-brand, platform or service. Default: retail.")
@click.option("--language", default="en", type=_Language(), help="sv or en. Default: en.")
def new(file: str, kind: str, language: str) -> None:
    """Write a blank roadmap to fill in and check.

    FILE is roadmap.md unless you name another; - writes to standard output. Nothing is overwritten.
    """
    from smartgoals.catalogue import blank_roadmap

    text = blank_roadmap(kind, language, file=file)
    if file == "-":
        _write(text)
        return
    _save(file, text.encode())
    _write(f"{file}\n")


@cli.command()
@click.argument("words", nargs=-1)
@click.option("--language", type=_Language(), help="sv or en. Default: whichever fits the words, else en.")
@click.option("--limit", default=5, type=click.IntRange(1), help="How many to suggest. Default: 5.")
@click.option("--catalogue", "file", help="A TOML file with measures of your own, beside the built-in ones.")
@_format
def metrics(words: tuple[str, ...], language: str | None, limit: int, file: str | None, form: str) -> None:
    """Suggest what a goal can be measured by, or list all measures.

    WORDS are the goal in words; without them, every measure is listed.
    """
    from smartgoals.catalogue import Catalogue, MetricEntry, Reason, suggest_metrics
    from smartgoals.model import Goal

    catalogue = Catalogue.builtin()
    if file is not None:
        catalogue |= Catalogue.from_text(_read(file, None), path=_shown(file))
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
        _write(to_json({"schema": "smartgoals/metrics/1", "language": spoken, "metrics": rows}))
        return
    for entry, why in found:
        _write(f"{entry.name(spoken)} = {entry.definition(spoken)}  [{entry.id}]\n")
        for reason in why:
            _write(f"  {reason.message(spoken)}\n")


@cli.command("map")
@click.argument("file")
@_language
@_today
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="How to answer."
)
def show_map(file: str, language: str | None, today: dt.date | None, form: str) -> None:
    """Show the way from objectives to goals and activities, and what is missing.

    FILE is a portfolio in TOML, or a text or Markdown file with goals.
    """
    portfolio, spoken = _portfolio(file, _context(today, language))
    outline = portfolio.map()
    if form == "json":
        from smartgoals.adapters.json import to_json

        _write(to_json(outline.to_data()))
    else:
        _write(outline.to_markdown(spoken) if form == "markdown" else outline.to_text(spoken) + "\n")


@cli.command()
@click.argument("file")
@click.option(
    "-o", "--output", required=True, help="The calendar file to write, such as goals.ics; - for standard output."
)
@click.option("--from", "start", type=_Day(), help="The first day. Default: today.")
@click.option("--to", "end", type=_Day(), help="The last day. Default: a year from the first.")
@click.option("--fiscal-start", default=1, type=click.IntRange(1, 12), help="The month the business year starts in.")
@click.option("--holiday", "holidays", type=_Day(), multiple=True, help="A day on which nobody works; may be repeated.")
@_language
@_today
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

    day = _context(today, language).today
    year = FiscalCalendar(fiscal_start)
    portfolio, spoken = _portfolio(file, Context(day, language, year))
    first = start or day
    last = end or first + relativedelta(years=1, days=-1)
    schedule = Schedule.of(portfolio, start=first, end=last, calendar=year, holidays=holidays)
    written = to_icalendar(schedule, stamp=day, language=spoken)
    if output == "-":
        _write(written.decode())
    else:
        _save(output, written, replace=True)


@cli.command()
@click.argument("files", nargs=-1)
@click.option("--votes", multiple=True, help="A file with votes; may be given several times.")
@click.option(
    "--method", type=click.Choice(["dots", "approval", "ranked", "score"]),
    help="How people voted. Default: what the file shows.",
)  # fmt: skip
@click.option("--budget", type=click.IntRange(1), help="Most dots, or cards, that a voter may give. Default: no limit.")
@click.option("--cap", type=click.IntRange(1), help="Most dots for one card. Default: no limit.")
@click.option(
    "--second", type=click.Choice(["refuse", "replace"]), default="refuse",
    help="What becomes of a voter's second ballot. Default: refuse.",
)  # fmt: skip
@click.option("--themes", type=click.IntRange(1), default=5, help="How many themes become drafts. Default: 5.")
@click.option("--totals", is_flag=True, help="Choose themes by totals alone, not by equal shares.")
@click.option("--strict", is_flag=True, help="Count nothing while a row or a ballot is wrong.")
@click.option("--title", help="What the workshop is called.")
@_language
@_today
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html", "json", "record", "csv"]), default="markdown",
    help="A page, the result as data, the record to go on with, or the ideas in groups for a spreadsheet.",
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

        _write(facilitators_guide(language or "en"))
        return
    if not files:
        raise click.UsageError("give a file with ideas; see `smartgoals workshop --guide`")
    from smartgoals.session import Session

    session = Session.read(
        [(_shown(file), _read(file, encoding)) for file in files],
        [(_shown(file), _read(file, encoding)) for file in votes],
        title=title,
        language=language,
        method=method,
    )
    if form == "record":
        _write(session.record())
    elif form == "csv":
        _write(session.ideas())
    else:
        _write(session.result(form, context=_context(today, language), **terms))


def _portfolio(file: str, context: Context) -> tuple[Portfolio, str]:
    """The portfolio in a file, and the language to speak about it."""
    text = _read(file, None)
    if file.casefold().endswith(".toml"):
        from smartgoals.adapters.toml import read_portfolio

        portfolio = read_portfolio(text, path=_shown(file), context=context)
        first = next(iter(portfolio), None)
        if context.language is not None or first is None:
            return portfolio, context.language or "en"
        from smartgoals.statement import parse as read

        return portfolio, read(first.statement, context=context).language
    from smartgoals.statement import read_document

    document = read_document(text, context=context)
    return document.portfolio, context.language or document.language


def _save(file: str, data: bytes, *, replace: bool = False) -> None:
    name = click.format_filename(file)
    try:
        with Path(file).open("wb" if replace else "xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise _Refused(f"{name} is there already; name another file, or move it away") from None
    except (OSError, ValueError) as error:
        raise _Refused(f"{name} cannot be written: {error}") from None


def _context(today: dt.date | None, language: str | None) -> Context:
    from smartgoals.model import Context

    return Context(today if today is not None else dt.date.today(), language)  # noqa: DTZ011 - the user's own day


def _shown(file: str) -> str:
    return "<stdin>" if file == "-" else file


def _read(file: str, encoding: str | None) -> str:
    """The text of a file; whatever is wrong with it is said in one sentence."""
    name = click.format_filename(_shown(file))
    try:
        data = sys.stdin.buffer.read(_MOST_BYTES + 1) if file == "-" else _bytes(Path(file))
    except FileNotFoundError:
        raise _Refused(f"{name} does not exist; check the name and the folder") from None
    except IsADirectoryError:
        raise _Refused(f"{name} is a folder; give a file") from None
    except PermissionError:
        raise _Refused(f"{name} may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        raise _Refused(f"{name} cannot be read: {error}") from None
    if len(data) > _MOST_BYTES:
        raise _Refused(f"{name} is larger than {_MOST_BYTES // 1_000_000} MB; split it and check the parts")
    if not data.strip():
        raise _Refused(f"{name} is empty; write a goal in it, one on each line")
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8")
    if encoding is None and b"\0" in data and marked != "utf-16":
        raise _Refused(f"{name} is a binary file; give a text or Markdown file")
    return _decoded(data, name, encoding, marked)


def _decoded(data: bytes, name: str, encoding: str | None, marked: str) -> str:
    """The text of the bytes, in the encoding that was named or that their first bytes say."""
    try:
        return data.decode(encoding or marked)
    except LookupError:
        raise _Refused(f"{encoding!r} is no encoding; give for example utf-8 or cp1252") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(
            f"{name} is not {encoding or marked.upper()}: line {line} has the byte 0x{data[error.start]:02x}; "
            "save it as UTF-8, or name its encoding, for example --encoding cp1252"
        ) from None
    except UnicodeError as error:
        raise _Refused(f"{name} cannot be read as {encoding}: {error}") from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


class _Refused(click.ClickException):
    exit_code = 2


def _width() -> int:
    return max(40, min(80, shutil.get_terminal_size((80, 24)).columns))


def _coloured(wish: str) -> bool:
    if wish == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wish == "always"


def _write(text: str) -> None:
    """Print text as UTF-8, wherever it goes."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()


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
