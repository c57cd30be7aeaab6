"""The command that judges the goals in files and folders: what it reads, how it answers, and how it ends."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import Found, Loaded, RefusedError, coloured, load, read, save, shown, walk, width, write
from smartgoals.cli.options import (
    Selector,
    colour_option,
    configured,
    day,
    language_option,
    read_in_option,
    today_option,
)
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    from smartgoals.configuration import Config
    from smartgoals.inspection import Backlog, Inspection
    from smartgoals.model import Context
    from smartgoals.rules import RuleSet

__all__ = ["check"]

_SEVERITIES = ("hint", "minor", "major")
_LONG = 20
"""From how many files on a progress bar is shown."""


@click.command(cls=Command)
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path())
@language_option
@read_in_option
@today_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown", "github", "html", "sarif"]), default="text",
    help="How to answer. github annotates a pull request, sarif is for code hosts and editors.",
)  # fmt: skip
@colour_option
@click.option("--select", multiple=True, type=Selector(), help="Only these rules, by the beginning of their codes.")
@click.option("--ignore", multiple=True, type=Selector(), help="Set these rules aside; may be repeated, as --select.")
@click.option("--profile", help="The reading of the letters, such as doran or smarter.")
@click.option(
    "--fail-on", type=click.Choice([*_SEVERITIES, "never"]),
    help="Exit with 1 when a finding is at least this severe. Default: major.",
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(), metavar="FILE", help="Leave out the findings that this file says are accepted."
)
@click.option(
    "--write-baseline", "accept", type=click.Path(), metavar="FILE", help="Accept all present findings in this file."
)
@click.option("--diff", is_flag=True, help="Show better statements as a patch; write nothing.")
@click.option("--fix", is_flag=True, help="Write better statements next to the old ones, after asking for each.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--keep-going", is_flag=True, help="Go on when a rule crashes, and say so at the end.")
@click.option("--encoding", help="How the files are encoded. Default: UTF-8, or what their first bytes say.")
@configured
def check(
    files: tuple[str, ...], config: Config, language: str | None, read_in: str | None, today: dt.date | None,
    form: str, colour: str, encoding: str | None, baseline: str | None, accept: str | None, *,
    diff: bool, fix: bool, yes: bool, keep_going: bool, ignore: tuple[str, ...], **given: Any,
) -> None:  # fmt: skip
    """Judge every goal in files and folders.

    FILE is a text or Markdown file with goals, a portfolio in JSON, YAML, TOML, CSV, Excel or FHIR, or - for standard
    input. Of a folder, every text and Markdown file is read, and every portfolio that names its schema. Each file is
    judged by itself. One file is told of in full; of several, what was found is listed. The report speaks the language
    of the goals, unless --language says otherwise.

    Set a rule aside for one goal with a comment on the line below it, or with its waivers in a portfolio:

    \b
    <!-- smartgoals: waive T101 until 2026-12-31: the reason -->
    """  # noqa: D301 - what makes click keep the line as it is
    _refuse(files, form, diff=diff, fix=fix, yes=yes)
    asked = language or config.language
    said = {"language": read_in, **given, "ignore": dict.fromkeys(ignore, "--ignore")}
    if any(said.values()):
        config = config.extended({key: value for key, value in said.items() if value})
    task = _Task(config, config.rules(), config.context(day(today)), encoding, asked=asked, keep_going=keep_going)
    found = walk(files)
    task.run(found)
    if accept is not None:
        task.accept(accept)
    elif baseline is not None:
        task.apply(baseline)
    if diff or fix:
        from smartgoals.cli.fixing import Fixing

        fixing = Fixing(task.inspections, task.loaded, task.context, task.rules, task.language)
        task.inspections = fixing.show() if diff else fixing.ask(is_sure=yes)
    elif accept is None:
        task.tell(form, coloured(colour), is_one=len(found) == 1 and found[0].is_named)
    sys.exit(task.code(is_quiet=accept is not None))


def _refuse(files: tuple[str, ...], form: str, *, diff: bool, fix: bool, yes: bool) -> None:
    """Refuse what cannot be meant."""
    if not files:
        raise click.UsageError("give a file, a folder, or - for standard input")
    if diff and fix:
        raise click.UsageError("give --diff or --fix, not both")
    if yes and not fix:
        raise click.UsageError("--yes answers what --fix asks; give both")
    if (diff or fix) and form != "text":
        raise click.UsageError(f"--{'diff' if diff else 'fix'} and --format {form} do not go together")
    if fix and "-" in files:
        raise click.UsageError("--fix writes into files, and standard input is none; use --diff")


class _Task:
    """A check: what is read, found and told."""

    def __init__(
        self, config: Config, rules: RuleSet, context: Context, encoding: str | None, *, asked: str | None,
        keep_going: bool,
    ) -> None:  # fmt: skip
        self.config, self.rules, self.context = config, rules, context
        self.encoding, self.asked, self.keep_going = encoding, asked, keep_going
        self.inspections: list[Inspection] = []
        self.loaded: list[Loaded] = []
        self.is_refused = False

    @property
    def language(self) -> str:
        """The language to speak: that which was asked for, or that of most texts."""
        spoken = Counter(each.language for each in self.inspections if each.assessments or len(self.inspections) == 1)
        return self.asked or (spoken.most_common(1)[0][0] if spoken else "en")

    def run(self, found: list[Found]) -> None:
        """Read and judge every file; one that cannot be read is told of, and does not stop the others."""
        from smartgoals.cli.reading import inspected
        from smartgoals.errors import DocumentError, MissingExtraError

        with self._bar(found) as files:
            for file in files:
                try:
                    loaded = load(file.name, self.encoding)
                    inspection, loose = inspected(
                        loaded, context=self.context, rules=self.rules, language=self.asked, keep_going=self.keep_going
                    )
                except RefusedError as error:
                    if not _is_empty(file):
                        self._tell_of(error.message)
                except (DocumentError, MissingExtraError) as error:
                    self._tell_of(error)
                else:
                    self.inspections.append(inspection)
                    self.loaded.append(loaded)
                    self._tell_of_tables(loaded, inspection.language)
                    if loose:
                        self._tell_of(DocumentError(inspection.source, loose))

    def _tell_of(self, problem: object) -> None:
        """Tell what is wrong with a file."""
        click.echo(f"Error: {problem}", err=True)
        self.is_refused = True

    def _tell_of_tables(self, loaded: Loaded, language: str) -> None:
        """Tell of goals in tables, which are not read."""
        from smartgoals.cli.reading import is_text
        from smartgoals.statement.tables import rows_of_goals

        count = rows_of_goals(loaded.text) if is_text(loaded) else 0
        if count:
            self._say("report.rows", self.asked or language, count=count, file=shown(loaded.name))

    @property
    def names(self) -> list[str]:
        """The files that were judged."""
        return [loaded.name for loaded in self.loaded]

    def _bar(self, found: list[Found]) -> AbstractContextManager[Iterable[Found]]:
        """A progress bar on a terminal, when there is much to read."""
        if len(found) < _LONG or not sys.stderr.isatty():
            return nullcontext(found)
        from smartgoals.rules.phrases import phrases

        label = phrases(self.asked or "en").label("report.checking")
        return click.progressbar(found, label=label, file=sys.stderr, show_pos=True)

    def apply(self, file: str) -> None:
        """Leave out what was accepted, and tell what is gone."""
        backlog = self._backlog(file)
        here = [_known_as(name, file) for name in self.names]
        gone = sum(len(backlog.gone(name, each)) for name, each in zip(here, self.inspections, strict=True)) + sum(
            len(backlog.gone(name, None)) for name in _missing(backlog, here, file)
        )
        self.inspections = [backlog.apply(name, each) for name, each in zip(here, self.inspections, strict=True)]
        if gone:
            self._say("report.gone", count=gone, file=file)

    def accept(self, file: str) -> None:
        """Accept what was found; what is known of other files stays."""
        from smartgoals.adapters.json import to_json
        from smartgoals.inspection import Backlog
        from smartgoals.wire.inspection import backlog_to_data

        known = self._backlog(file) if Path(file).exists() else Backlog()
        here = [_known_as(name, file) for name in self.names]
        new = Backlog.of(zip(here, self.inspections, strict=True))
        settled = {name for name in here if name not in new.files} | {*_missing(known, here, file)}
        save(file, to_json(backlog_to_data(known.updated(new, settled))).encode(), replace=True)
        count = sum(each.total() for each in new.files.values())
        self._say("report.written", count=count, file=file)

    def _backlog(self, file: str) -> Backlog:
        from smartgoals.adapters.json import from_json
        from smartgoals.wire.inspection import backlog_from_data

        return backlog_from_data(from_json(read(file, None), path=file), path=file)

    def _say(self, label: str, language: str = "", **values: Any) -> None:
        from smartgoals.rules.phrases import phrases

        click.echo(phrases(language or self.language).label(label, **values), err=True)

    def tell(self, form: str, colour: bool, *, is_one: bool) -> None:  # noqa: FBT001 - whether to paint, as in `Report`
        """Print what was found."""
        if is_one and not self.inspections:
            return
        write(self._told(form, colour, is_one=is_one))

    def _told(self, form: str, colour: bool, *, is_one: bool) -> str:  # noqa: FBT001 - as above
        inspections = self.inspections
        if form == "text":
            return self._text(colour, is_one=is_one)
        if form == "json":
            from smartgoals.adapters.json import to_json
            from smartgoals.wire.inspection import inspection_to_data, inspections_to_data

            return to_json(inspection_to_data(inspections[0]) if is_one else inspections_to_data(inspections))
        if form == "sarif":
            from smartgoals import __version__
            from smartgoals.adapters.json import to_json
            from smartgoals.adapters.sarif import to_sarif

            return to_json(to_sarif(inspections, rules=self.rules, version=__version__, language=self.language))
        if form == "github":
            from smartgoals.adapters.github import to_annotations

            return to_annotations(inspections)
        from smartgoals.adapters.page import check_page

        page = check_page(inspections, self.language)
        return page.to_document(self.language) if form == "html" else f"{page.to_markdown()}\n"

    def _text(self, colour: bool, *, is_one: bool) -> str:  # noqa: FBT001 - as above
        from smartgoals.adapters.terminal import Report

        report = Report(self.language, width(), colour)
        if not is_one:
            return report.listing(self.inspections, hints=self.config.fail_on == "hint")
        (only,) = self.inspections
        if not only.assessments and not only.remarks:
            return report.no_goals(only.source)
        return report.check(only)

    def code(self, *, is_quiet: bool) -> int:
        """The exit code; rules that crashed are told of first."""
        crashes = [crash for inspection in self.inspections for crash in inspection.crashes]
        for crash in crashes:
            click.echo(f"Error: {crash} ({type(crash.__cause__).__name__}: {crash.__cause__})", err=True)
        if crashes or self.is_refused:
            return 2
        fail_on = self.config.fail_on
        if is_quiet or fail_on == "never":
            return 0
        counts: Counter[str] = sum((each.counts() for each in self.inspections), start=Counter())
        return int(any(counts[severity] for severity in _SEVERITIES[_SEVERITIES.index(fail_on) :]))


def _is_empty(file: Found) -> bool:
    """Whether a file that a folder holds has nothing in it, which is no fault there."""
    try:
        return not file.is_named and Path(file.name).stat().st_size == 0
    except OSError:
        return False


def _known_as(name: str, baseline: str) -> str:
    """A file as a baseline names it: from the folder of the baseline, with slashes on every system."""
    if name == "-":
        return shown(name)
    return Path(os.path.relpath(Path(name).resolve(), Path(baseline).resolve().parent)).as_posix()


def _missing(backlog: Backlog, here: list[str], baseline: str) -> list[str]:
    """The files that a baseline names and that exist no more."""
    folder = Path(baseline).resolve().parent
    rest = set(backlog.files) - {*here, shown("-")}
    return sorted(name for name in rest if not (folder / name).exists())
