"""The command line: the only place that reads the clock, opens files and prints.

Exit codes: 0 when all is well, 1 when a finding is at least as severe as `--fail-on`, 2 when the input or the call is
wrong.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smartgoals.errors import SmartGoalsError, UnknownRuleError

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["main"]

_SEVERITIES = ("hint", "minor", "major")
_MOST_BYTES = 50_000_000
_BARE = "smartgoals.no_config"
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


class _Configuration(click.ParamType["Config"]):
    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Config:  # noqa: ARG002 - called by click
        from smartgoals.configuration import Config

        return value if isinstance(value, Config) else Config.from_file(str(value))


def _found(context: click.Context, _: click.Parameter, value: Config | None) -> Config:
    """The configuration that was named, or that the working directory or a folder above it holds."""
    from smartgoals.configuration import Config

    if value is not None:
        return value
    if context.meta.get(_BARE):
        return Config()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "smartgoals.toml").is_file():
            return Config.from_file(folder / "smartgoals.toml")
        if _has_table(folder / "pyproject.toml"):
            return Config.from_file(folder / "pyproject.toml")
    return Config()


def _has_table(path: Path) -> bool:
    """Whether a file has a table for this library; one that is not TOML is somebody else's worry."""
    try:
        return "smartgoals" in tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False


def _is_bare(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - called by click
    context.meta[_BARE] = value


def _configured(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the configuration, and the options that find it."""
    bare = click.option(
        "--no-config", is_flag=True, is_eager=True, expose_value=False, callback=_is_bare,
        help="Use no configuration file.",
    )  # fmt: skip
    named = click.option(
        "--config", "config", type=_Configuration(), callback=_found, metavar="FILE",
        help="Default: smartgoals.toml, or pyproject.toml with [tool.smartgoals], here or in a folder above.",
    )  # fmt: skip
    return bare(named(command))


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


@cli.group(invoke_without_command=True)
@_configured
@_language
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to answer."
)
def rules(config: Config, language: str | None, form: str) -> None:
    """List the rules that count, or begin a new one."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    from smartgoals.rules.phrases import phrases, words

    spoken = language or config.language or "en"
    found = config.rules()
    if form == "markdown":
        _write(found.to_markdown(spoken) + "\n")
        return
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import rules_to_data

        _write(to_json(rules_to_data(found, spoken)))
        return
    label = phrases(spoken).label
    widest = max(len(entry.code) for entry in found.entries)
    for entry in found.entries:
        severity = label(f"severity.{entry.cost.value}")
        summary = words(entry.code, "summary", spoken, entry.rule.doc.texts)
        stage = "" if entry.rule.status == "stable" else f" ({label(f'status.{entry.rule.status.value}')})"
        ignored = f" ({label('rule.ignored')}: {entry.ignored})" if entry.ignored else ""
        _write(f"{entry.code:<{widest}}  {severity:<9}  {summary}{stage}{ignored}\n")


@rules.command()
@click.argument("code")
@click.option("--name", default="", help="Its name in small letters with hyphens, such as no-strategy-tag.")
@click.option("--criterion", default="specific", show_default=True, help="The criterion it counts in.")
@click.option("--into", default=".", show_default=True, metavar="FOLDER", help="The folder, or package, for the rule.")
@click.option(
    "--tests", default="", metavar="FOLDER", help="The folder for its test and cases. Default: that of the rule."
)
def new(code: str, name: str, criterion: str, into: str, tests: str) -> None:
    """Write a rule, its cases and its test, which pass as they are.

    CODE is two to eight capitals and three digits, such as ACME001. No file is overwritten.
    """
    from smartgoals.testing.scaffold import scaffold

    for path in scaffold(code, criterion=criterion, name=name, rules=into, tests=tests):
        _write(f"{path}\n")


@cli.command()
@_configured
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
def config(config: Config, form: str) -> None:
    """Show the configuration that holds, and where each value was said."""
    settings = config.settings()
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import config_to_data

        _write(to_json(config_to_data(settings, config.rules().fingerprint)))
        return
    lines = [(setting.key, setting.written, setting.origin) for setting in settings]
    first, second = (max(len(line[column]) for line in lines) for column in (0, 1))
    for key, value, origin in lines:
        _write(f"{key:<{first}}  {value:<{min(second, 40)}}  {origin}\n")
    _write(f"{config.rules()!r} {config.rules().fingerprint[:12]}\n")


@cli.command()
@click.argument("file")
@_language
@_today
@_format
@_colour
@click.option("--keep-going", is_flag=True, help="Go on when a rule crashes, and say so at the end.")
@click.option("--profile", help="The reading of the letters, such as doran or smarter.")
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules, by the beginning of their codes.")
@click.option("--encoding", help="How the file is encoded. Default: UTF-8, or what its first bytes say.")
@click.option(
    "--fail-on", type=click.Choice([*_SEVERITIES, "never"]),
    help="Exit with 1 when a finding is at least this severe. Default: major.",
)  # fmt: skip
@_configured
def check(
    file: str, config: Config, language: str | None, today: dt.date | None, form: str, colour: str,
    keep_going: bool,  # noqa: FBT001 - click gives options by name
    profile: str | None, select: tuple[str, ...], encoding: str | None, fail_on: str | None,
) -> None:  # fmt: skip
    """Judge every goal in a text or Markdown file.

    FILE may be - for standard input. The language of the report is that of the text, unless --language says otherwise.
    """
    from smartgoals.assessment import assess, assess_portfolio
    from smartgoals.statement import read_document

    given = {"language": language, "profile": profile, "select": select, "fail_on": fail_on}
    if any(given.values()):
        config = config.extended({key: value for key, value in given.items() if value})
    rules = config.rules()
    text = _read(file, encoding)
    context = config.context(_day(today))
    document = read_document(text, context=context)
    spoken = config.language or document.language
    if not document.statements and form == "text":
        from smartgoals.adapters.terminal import Report

        _write(Report(spoken, _width()).no_goals(_shown(file)))
        return
    portfolio = document.portfolio
    assessments = [
        assess(statement, context=context, rules=rules, portfolio=portfolio, keep_going=keep_going)
        for statement in document.statements
    ]
    crashes = [crash for assessment in assessments for crash in assessment.crashes]
    findings = assess_portfolio(
        portfolio, context=context, rules=rules, statements=document.statements,
        on_crash=crashes.append if keep_going else None,
    )  # fmt: skip
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
    for crash in crashes:
        click.echo(f"Error: {crash} ({type(crash.__cause__).__name__}: {crash.__cause__})", err=True)
    if crashes:
        sys.exit(2)
    worst = {finding.severity.value for a in assessments for finding in a.findings} | {
        f.severity.value for f in findings
    }
    if config.fail_on != "never" and worst & set(_SEVERITIES[_SEVERITIES.index(config.fail_on) :]):
        sys.exit(1)


@cli.command()
@click.argument("text")
@_configured
@_language
@_today
@_format
@_colour
def parse(text: str, config: Config, language: str | None, today: dt.date | None, form: str, colour: str) -> None:
    """Show what is understood of one sentence.

    TEXT may be - for standard input. What is not understood is shown as well.
    """
    from smartgoals.statement import parse as read

    if language is not None:
        config = config.extended({"language": language})
    statement = read(_read("-", None) if text == "-" else text, context=config.context(_day(today)))
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import statement_to_data

        _write(to_json(statement_to_data(statement)))
        return
    from smartgoals.adapters.terminal import Report

    _write(Report(statement.language, _width(), _coloured(colour)).statement(statement))


@cli.command()
@click.argument("code")
@_configured
@_language
def explain(code: str, config: Config, language: str | None) -> None:
    """Show the page of a rule, such as M101 or no-metric."""
    from smartgoals.rules import RuleSet

    known = config.rules() | RuleSet.builtin()
    selector = code.upper() if code.upper() in known else code
    try:
        codes = known.matching(selector)
    except UnknownRuleError as error:
        raise click.UsageError(f"{error}; `smartgoals rules` lists all") from None
    spoken = language or config.language or "en"
    _write("\n\n".join(known[each].to_markdown(spoken).rstrip() for each in codes) + "\n")


def _day(today: dt.date | None) -> dt.date:
    return today if today is not None else dt.date.today()  # noqa: DTZ011 - the user's own day


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
