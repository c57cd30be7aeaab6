"""Commands that read and judge goals, and that show the rules and the configuration they are judged by."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from smartgoals.cli.files import coloured, read, shown, width, write
from smartgoals.cli.options import colour_option, configured, day, format_option, language_option, today_option
from smartgoals.errors import UnknownRuleError

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["check", "config", "explain", "parse", "rules"]

_SEVERITIES = ("hint", "minor", "major")


@click.group(invoke_without_command=True)
@configured
@language_option
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
        write(found.to_markdown(spoken) + "\n")
        return
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import rules_to_data

        write(to_json(rules_to_data(found, spoken)))
        return
    label = phrases(spoken).label
    widest = max(len(entry.code) for entry in found.entries)
    for entry in found.entries:
        severity = label(f"severity.{entry.cost.value}")
        summary = words(entry.code, "summary", spoken, entry.rule.doc.texts)
        stage = "" if entry.rule.status == "stable" else f" ({label(f'status.{entry.rule.status.value}')})"
        ignored = f" ({label('rule.ignored')}: {entry.ignored})" if entry.ignored else ""
        write(f"{entry.code:<{widest}}  {severity:<9}  {summary}{stage}{ignored}\n")


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
        write(f"{path}\n")


@click.command()
@configured
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
def config(config: Config, form: str) -> None:
    """Show the configuration that holds, and where each value was said."""
    settings = config.settings()
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import config_to_data

        write(to_json(config_to_data(settings, config.rules().fingerprint)))
        return
    lines = [(setting.key, setting.written, setting.origin) for setting in settings]
    first, second = (max(len(line[column]) for line in lines) for column in (0, 1))
    for key, value, origin in lines:
        write(f"{key:<{first}}  {value:<{min(second, 40)}}  {origin}\n")
    write(f"{config.rules()!r} {config.rules().fingerprint[:12]}\n")


@click.command()
@click.argument("file")
@language_option
@today_option
@format_option
@colour_option
@click.option("--keep-going", is_flag=True, help="Go on when a rule crashes, and say so at the end.")
@click.option("--profile", help="The reading of the letters, such as doran or smarter.")
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules, by the beginning of their codes.")
@click.option("--encoding", help="How the file is encoded. Default: UTF-8, or what its first bytes say.")
@click.option(
    "--fail-on", type=click.Choice([*_SEVERITIES, "never"]),
    help="Exit with 1 when a finding is at least this severe. Default: major.",
)  # fmt: skip
@configured
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
    text = read(file, encoding)
    context = config.context(day(today))
    document = read_document(text, context=context)
    spoken = config.language or document.language
    if not document.statements and form == "text":
        from smartgoals.adapters.terminal import Report

        write(Report(spoken, width()).no_goals(shown(file)))
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
            source=shown(file), today=context.today, language=spoken, fingerprint=rules.fingerprint,
        )  # fmt: skip
        write(to_json(data))
    else:
        from smartgoals.adapters.terminal import Report

        report = Report(spoken, width(), coloured(colour))
        write(report.check(document, assessments, findings, source=shown(file), today=context.today))
    for crash in crashes:
        click.echo(f"Error: {crash} ({type(crash.__cause__).__name__}: {crash.__cause__})", err=True)
    if crashes:
        sys.exit(2)
    worst = {finding.severity.value for a in assessments for finding in a.findings} | {
        f.severity.value for f in findings
    }
    if config.fail_on != "never" and worst & set(_SEVERITIES[_SEVERITIES.index(config.fail_on) :]):
        sys.exit(1)


@click.command()
@click.argument("text")
@configured
@language_option
@today_option
@format_option
@colour_option
def parse(text: str, config: Config, language: str | None, today: dt.date | None, form: str, colour: str) -> None:
    """Show what is understood of one sentence.

    TEXT may be - for standard input. What is not understood is shown as well.
    """
    from smartgoals.statement import parse as read_goal

    if language is not None:
        config = config.extended({"language": language})
    statement = read_goal(read("-", None) if text == "-" else text, context=config.context(day(today)))
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import statement_to_data

        write(to_json(statement_to_data(statement)))
        return
    from smartgoals.adapters.terminal import Report

    write(Report(statement.language, width(), coloured(colour)).statement(statement))


@click.command()
@click.argument("code")
@configured
@language_option
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
    write("\n\n".join(known[each].to_markdown(spoken).rstrip() for each in codes) + "\n")
