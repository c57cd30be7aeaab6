"""Commands that show what a sentence is read as, and the rules and the configuration that goals are judged by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from smartgoals.cli.files import coloured, read, width, write
from smartgoals.cli.options import (
    colour_option,
    configured,
    day,
    format_option,
    language_option,
    read_in_option,
    today_option,
)
from smartgoals.cli.speaking import Command, Group

if TYPE_CHECKING:
    from smartgoals.configuration import Config

__all__ = ["config", "explain", "parse", "rules"]


@click.group(cls=Group, invoke_without_command=True)
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


@click.command(cls=Command)
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
    from smartgoals.rules.phrases import phrases

    found = config.rules()
    label = phrases(config.language or "en").label
    write(label("report.ruleset", count=len(found), fingerprint=found.fingerprint[:12]) + "\n")


@click.command(cls=Command)
@click.argument("text")
@configured
@language_option
@read_in_option
@today_option
@format_option
@colour_option
def parse(
    text: str, config: Config, language: str | None, read_in: str | None, today: dt.date | None, form: str, colour: str
) -> None:
    """Show what is understood of one sentence.

    TEXT may be - for standard input. What is not understood is shown as well.
    """
    from smartgoals.statement import parse as read_goal

    if read_in is not None:
        config = config.extended({"language": read_in})
    statement = read_goal(read("-", None) if text == "-" else text, context=config.context(day(today)))
    if form == "json":
        from smartgoals.adapters.json import to_json
        from smartgoals.wire import statement_to_data

        write(to_json(statement_to_data(statement)))
        return
    from smartgoals.adapters.terminal import Report

    write(Report(language or statement.language, width(), coloured(colour)).statement(statement))


@click.command(cls=Command)
@click.argument("code")
@configured
@language_option
def explain(code: str, config: Config, language: str | None) -> None:
    """Show the page of a rule, such as M101 or no-metric."""
    from smartgoals.errors import UnknownRuleError
    from smartgoals.rules import RuleSet

    known = config.rules() | RuleSet.builtin()
    selector = code.upper() if code.upper() in known else code
    try:
        codes = known.matching(selector)
    except UnknownRuleError as error:
        raise click.UsageError(f"{error}; `smartgoals rules` lists all") from None
    spoken = language or config.language or "en"
    write("\n\n".join(known[each].to_markdown(spoken).rstrip() for each in codes) + "\n")
