"""Commands that take documents from one format to another, and that show the schemas of documents."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from smartgoals.cli.files import encoded, load, save, shown, write
from smartgoals.cli.options import Language, day, today_option
from smartgoals.cli.speaking import Command

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Set as AbstractSet

    from smartgoals.cli.files import Loaded
    from smartgoals.formats import Format, Written
    from smartgoals.model import Context

__all__ = ["convert", "schema"]

_FORMATS = ("text", "markdown", "json", "yaml", "toml", "csv", "excel", "fhir")


@click.command(cls=Command)
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a document, or list all.

    NAME is that of a document, such as portfolio. An editor that knows the schema completes and checks the file.
    """
    from smartgoals.adapters.json import to_json
    from smartgoals.wire import SCHEMA_NAMES
    from smartgoals.wire import schema as schema_of

    if name is None:
        write("".join(f"{each}\n" for each in SCHEMA_NAMES))
        return
    try:
        made = schema_of(name)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from None
    write(to_json(made))


@click.command(cls=Command)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--to", "to", type=click.Choice(_FORMATS), help="The format of OUT. Default: what its ending says.")
@click.option(
    "--measurements", "wants_measurements", is_flag=True, help="Of a workbook that holds both, the measurements."
)
@click.option("--subject", metavar="REFERENCE", help="Whose goals they are, in FHIR, such as Organization/shop.")
@click.option("--lossy", is_flag=True, help="End with 0 also when something is lost.")
@click.option("--replace", is_flag=True, help="Replace OUT if it is there already.")
@click.option("--encoding", help="How IN is encoded. Default: UTF-8, or what its first bytes say.")
@click.option("--read-in", type=Language(), help="The language of goals in a text. Default: what the words tell.")
@today_option
@click.pass_context
def convert(
    ctx: click.Context, source: str, target: str, to: str | None, subject: str | None, encoding: str | None,
    read_in: str | None, today: dt.date | None, *, wants_measurements: bool, lossy: bool, replace: bool,
) -> None:  # fmt: skip
    """Write a file in another format, and list what that format cannot say.

    IN holds a portfolio, measurements, or any document of smartgoals; its ending, or its beginning, tells the format:
    .md, .txt, .json, .yaml, .toml, .csv, .xlsx or .fhir.json. - is standard input, or standard output.

    Ends with 1 when something was lost.
    """
    from smartgoals.formats import format_named, format_of
    from smartgoals.model import Context

    form = format_named(to) if to is not None else format_of(target)
    if form is None:
        raise click.UsageError(f"{target} does not tell its format; say it with --to, such as --to yaml")
    loaded = load(source, encoding)
    written = _converted(
        loaded, form, Context(day(today), read_in), subject=subject, wants_measurements=wants_measurements
    )
    if target == "-":
        write(written.content)
    else:
        save(target, encoded(written.content), replace=replace)
    if written.lost:
        click.echo(f"{form.title} cannot say this, and it is not in {shown(target)}:", err=True)
        for path, count in Counter(re.sub(r"\[\d+\]", "[]", path) for path in written.lost).items():
            click.echo(f"  {path}" + (f" ({count} times)" if count > 1 else ""), err=True)
        ctx.exit(0 if lossy else 1)


def _converted(
    loaded: Loaded, form: Format, context: Context, *, subject: str | None, wants_measurements: bool
) -> Written:
    """The content of a file in another format, and what is lost."""
    from smartgoals import formats
    from smartgoals.cli.reading import is_text

    path = shown(loaded.name)
    kinds = _kinds(loaded)
    if wants_measurements or kinds == {"measurements"}:
        readings = formats.read_measurements(loaded.content, loaded.form, path=path)
        return formats.write_measurements(readings.series, form)
    if kinds == {"data"}:
        data = formats.read_data(loaded.content, loaded.form, path=path)
        return formats.Written(formats.write_data(data, form))
    # What goals say in a document is kept as it is said; goals in a text are read.
    filed = formats.read_portfolio(
        loaded.content, loaded.form, path=path, context=context if is_text(loaded) else None, strict=False
    )
    series = None
    if "measurements" in kinds:
        series = formats.read_measurements(loaded.content, loaded.form, path=path).series
    written = formats.write_portfolio(filed.portfolio, form, series=series if form.is_binary else None, subject=subject)
    beside = ("measurements",) if series is not None and not form.is_binary else ()
    return formats.Written(written.content, (*filed.lost, *written.lost, *beside))


def _kinds(loaded: Loaded) -> AbstractSet[str]:
    """What a file holds: `portfolio`, `measurements` or both, or `data` for any other document."""
    from smartgoals.formats import read_data

    path = shown(loaded.name)
    if loaded.form.name == "csv":
        from smartgoals.adapters.csv import holds_measurements

        return {"measurements" if holds_measurements(loaded.text) else "portfolio"}
    if loaded.form.is_binary:
        from smartgoals.adapters.excel import holds

        return holds(loaded.data, path=path)
    if "data" not in loaded.form.holds:
        return {"portfolio"}
    data: Any = read_data(loaded.content, loaded.form, path=path)
    said = data.get("schema") if isinstance(data, dict) else None
    if said is None:
        return {"measurements" if isinstance(data, dict) and "series" in data else "portfolio"}
    kind = str(said).removeprefix("smartgoals/").partition("/")[0]
    return {kind if kind in {"portfolio", "measurements"} else "data"}
