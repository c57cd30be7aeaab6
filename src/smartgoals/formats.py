"""Formats: one table of what is read and written, by name and by ending, for the command line and for hosts.

Contents go in and come out as bytes or texts; files are for whoever calls. What a format cannot say is never dropped in
silence: writing reads its own work again, and lists what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.model.field import nearest

if TYPE_CHECKING:
    from smartgoals.inspection import Place
    from smartgoals.model import Context, Portfolio, Series
    from smartgoals.wire.measurements import Readings
    from smartgoals.wire.source import Source

__all__ = [
    "FORMATS",
    "Filed",
    "Format",
    "Written",
    "format_named",
    "format_of",
    "lost_between",
    "read_data",
    "read_measurements",
    "read_portfolio",
    "write_data",
    "write_measurements",
    "write_portfolio",
]


@attrs.frozen
class Format:
    """A format of files.

    Attributes:
        name: What it is called here.
        title: What people call it.
        endings: How its files end, the usual ending first.
        holds: What its files can hold: `portfolio`, `measurements`, and `data` where it holds any document.
        extra: The extra that reading or writing it needs, if any.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    holds: frozenset[str]
    extra: str | None = None

    @property
    def is_binary(self) -> bool:
        """Whether its files are bytes rather than texts."""
        return self.name == "excel"

    @property
    def adapter(self) -> Any:
        """The module that reads and writes it."""
        return import_module(f"smartgoals.adapters.{'markdown' if self.name == 'text' else self.name}")


_GOALS: Final = frozenset({"portfolio"})
_ROWS: Final = frozenset({"portfolio", "measurements"})
_ALL: Final = frozenset({"portfolio", "measurements", "data"})
FORMATS: Final = (
    Format("text", "plain text", (".txt",), _GOALS),
    Format("markdown", "Markdown", (".md", ".markdown"), _GOALS),
    Format("json", "JSON", (".json",), _ALL),
    Format("yaml", "YAML", (".yaml", ".yml"), _ALL, "yaml"),
    Format("toml", "TOML", (".toml",), _ALL, "toml"),
    Format("csv", "CSV", (".csv", ".tsv"), _ROWS),
    Format("excel", "Excel", (".xlsx", ".xlsm"), _ROWS, "excel"),
    Format("fhir", "HL7 FHIR R4", (".fhir.json",), _GOALS),
)
"""All formats."""
_NAMED: Final[Mapping[str, Format]] = {form.name: form for form in FORMATS}
_ENDINGS: Final[Mapping[str, Format]] = {ending: form for form in FORMATS for ending in form.endings}


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        InvalidValueError: There is none; the nearest is told.

    Example:
        >>> format_named("fhir").endings
        ('.fhir.json',)
    """
    if name not in _NAMED:
        near = nearest(name, _NAMED)
        remedy = f"did you mean {near!r}?" if near else f"give one of {', '.join(_NAMED)}"
        raise InvalidValueError("format_named", "name", name, "is no format", remedy)
    return _NAMED[name]


def format_of(path: str, content: bytes | str = "") -> Format | None:
    """The format of a file, by its ending, and by what it begins with where the ending does not tell.

    Args:
        path: Its name.
        content: What it holds, or the beginning of it. Without one, only the ending tells.

    Returns:
        The format; None where nothing tells.

    Example:
        >>> format_of("goals.yml").name, format_of("-", '{"resourceType": "Goal"}').name, format_of("Makefile")
        ('yaml', 'fhir', None)
    """
    name = path.casefold()
    ending = max((each for each in _ENDINGS if name.endswith(each)), key=len, default="")
    if ending and ending != ".json":
        return _ENDINGS[ending]
    head = content[:_HEAD]
    text = head if isinstance(head, str) else head.decode("utf-8", "replace")
    return _begun(text.lstrip("\ufeff \t\r\n")) or _ENDINGS.get(ending)


_HEAD: Final = 4096


def _begun(text: str) -> Format | None:
    """The format that a text begins as."""
    if text.startswith("PK\x03\x04"):
        return _NAMED["excel"]
    if text.startswith(("{", "[")):
        if '"resourceType"' in text:
            return _NAMED["fhir"]
        return _NAMED["json"] if text.startswith("{") else None
    if text.startswith("---") and "\n---" in text:
        return _NAMED["markdown"]
    for line in text.splitlines()[:20]:
        key, mark, value = line.partition(":" if ":" in line.partition("=")[0] else "=")
        if key.strip() == "schema" and value.strip(" \"'").startswith("smartgoals/"):
            return _NAMED["yaml" if mark == ":" else "toml"]
    return None


@attrs.frozen
class Filed:
    """A portfolio as a file held it.

    Attributes:
        portfolio: The portfolio.
        source: The document, which knows the line or the cell of each part; None for goals in a text.
        lost: Paths in the file of what the portfolio cannot say.
        is_partial: Whether the format holds goals only, and not what they name.
    """

    portfolio: Portfolio
    source: Source | None = None
    lost: tuple[str, ...] = ()
    is_partial: bool = False

    def loose_ends(self) -> tuple[str, ...]:
        """Names that name nothing, each with its place; none for a file that cannot hold what they name."""
        if self.source is None or self.is_partial:
            return ()
        return self.source.told([(end.place, str(end).rpartition(" @ ")[0]) for end in self.portfolio.loose_ends])

    def places(self) -> tuple[Mapping[str, Place], ...]:
        r"""For each goal, where its fields stand in the file, and under "" where it stands itself.

        A workbook has cells; in a file of rows, what tells is the line.

        Example:
            >>> filed = read_portfolio("owner,statement\nAda,Cut returns\n", format_named("csv"))
            >>> filed.places()[0]["statement"].label
            '2:1'
        """
        from smartgoals.inspection import Place

        spots = self.source.find() if self.source is not None else {}
        places: list[dict[str, Place]] = [{"": Place(1, 1, 1, 1)} for _ in self.portfolio]
        for path, spot in spots.items():
            found = _OF_A_GOAL.fullmatch(path)
            if found is not None and int(found[1]) < len(places):
                column = spot.column if spot.sheet is None else 0
                cell = f"{spot.sheet}!{spot.letters}{spot.line}" if spot.sheet else ""
                place = Place(spot.line, column or 1, spot.line, column or 1, cell)
                places[int(found[1])][found[2] or ""] = place
        return tuple(places)


_OF_A_GOAL: Final = re.compile(r"goals\[(\d+)\](?:\.(.+))?")


@attrs.frozen
class Written:
    """A file as it is to be written.

    Attributes:
        content: What it holds.
        lost: Paths in the document of what it cannot say.
    """

    content: str | bytes
    lost: tuple[str, ...] = ()


def read_portfolio(
    content: str | bytes,
    form: Format,
    *,
    path: str | None = None,
    context: Context | None = None,
    strict: bool = True,
    complete: bool = True,
) -> Filed:
    r"""Read a portfolio in any format.

    Args:
        content: What the file holds: bytes for a workbook, else a text.
        form: Its format.
        path: Where it comes from, for the error.
        context: Needed for goals in a text; elsewhere, what a goal leaves unsaid is read from its statement with it.
        strict: Refuse names that name nothing; CSV and FHIR name what they cannot hold, and are not refused for it.
        complete: Whether statements of a document are read; without it, a context gives its calendar only.

    Raises:
        DocumentError: Names everything that is wrong, each with its place.
        MissingExtraError: What reads the format is not installed.

    Example:
        >>> filed = read_portfolio("statement\nCut returns\n", format_named("csv"))
        >>> filed.portfolio, str(filed.source.find()["goals[0].statement"])
        (Portfolio((Goal('Cut returns'),)), 'line 2 column A')
    """
    from smartgoals.wire.portfolio import portfolio_from_data

    adapter = form.adapter
    lost: tuple[str, ...] = ()
    if form.name in {"text", "markdown"} and not adapter.is_document(content):
        return Filed(adapter.read_portfolio(content, path=path, context=context))
    if form.name == "fhir":
        bundle = adapter.bundle_from_fhir(_NAMED["json"].adapter.source(content, path=path))
        source, lost = bundle.source, bundle.lost
    else:
        source = adapter.source(content, path=path)
    is_partial = form.name in {"csv", "fhir"}
    portfolio = portfolio_from_data(source, context=context, strict=strict and not is_partial, complete=complete)
    return Filed(portfolio, source, lost, is_partial)


def write_portfolio(
    portfolio: Portfolio, form: Format, *, series: Mapping[str, Series] | None = None, subject: str | None = None
) -> Written:
    r"""Write a portfolio in any format, and list what the format cannot say.

    Args:
        portfolio: The portfolio.
        form: The format.
        series: Measurements to put beside it, in a workbook.
        subject: Whose goals they are, in FHIR.

    Raises:
        DocumentError: The format cannot hold a text of it.
        MissingExtraError: What writes the format is not installed.

    Example:
        >>> from smartgoals.model import Goal, Portfolio
        >>> write_portfolio(Portfolio([Goal("Cut returns")], name="Shop"), format_named("csv"))
        Written(content='statement\r\nCut returns\r\n', lost=('name',))
    """
    adapter = form.adapter
    if form.name == "fhir":
        made = adapter.bundle_to_fhir(portfolio, subject=subject)
        return Written(_NAMED["json"].adapter.to_json(made.resource), made.lost)
    if form.name == "text":
        content: str | bytes = "".join(f"- {' '.join(goal.statement.split())}\n" for goal in portfolio)
        after: Portfolio = attrs.evolve(portfolio, goals=(), **_NOTHING)
        return Written(content, lost_between(portfolio, after, known=("statement",)))
    content = adapter.write_portfolio(portfolio, series) if form.is_binary else adapter.write_portfolio(portfolio)
    return Written(content, lost_between(portfolio, read_portfolio(content, form, strict=False).portfolio))


_NOTHING: Final[Mapping[str, Any]] = {
    "name": None, "objectives": (), "areas": (), "activities": (), "weights": (), "process": None,
}  # fmt: skip


def lost_between(before: Portfolio, after: Portfolio, *, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The paths of what one portfolio says and another does not.

    Args:
        before: What was to be said.
        after: What is said.
        known: Fields of goals that are known to be said.
    """
    from smartgoals.wire.portfolio import portfolio_to_data
    from smartgoals.wire.rows import flat

    if before == after:
        return ()
    old, new = flat(portfolio_to_data(before)), flat(portfolio_to_data(after))
    return tuple(
        path for path, value in old.items() if new.get(path) != value and path.rpartition("].")[2] not in known
    )


def read_measurements(
    content: str | bytes,
    form: Format,
    *,
    path: str | None = None,
    portfolio: Portfolio | None = None,
    strict: bool = True,
) -> Readings:
    r"""Read measurements in any format that holds them.

    Args:
        content: What the file holds: bytes for a workbook, else a text.
        form: Its format.
        path: Where it comes from, for the error.
        portfolio: With it, goals must be in it, and values without a unit take the goal's.
        strict: Refuse the file when anything in it cannot be used; otherwise leave that out and tell it in `problems`.

    Raises:
        DocumentError: Names everything that is wrong; also when not strict, where the whole file cannot be used.
        MissingExtraError: What reads the format is not installed.

    Example:
        >>> found = read_measurements("goal,date,value\nreturns,2026-06,8.5\n", format_named("csv"))
        >>> print(found.series["returns"].last)
        2026-06-30: 8.5
    """
    if "measurements" not in form.holds:
        forms = ", ".join(each.title for each in FORMATS if "measurements" in each.holds)
        raise DocumentError(path, (f"{form.title} holds no measurements; give {forms} @ the document",))
    adapter = form.adapter
    if form.name == "csv":
        readings: Readings = adapter.read_measurements(content, path=path, portfolio=portfolio, strict=strict)
        return readings
    from smartgoals.wire.measurements import readings_from_data

    read: Callable[..., Source] = adapter.measurements if form.is_binary else adapter.source
    return readings_from_data(read(content, path=path), portfolio=portfolio, strict=strict)


def write_measurements(series: Mapping[str, Series], form: Format) -> Written:
    """Write measurements in any format that holds them, and list what it cannot say.

    Raises:
        DocumentError: The format holds no measurements, or cannot hold these.
        MissingExtraError: What writes the format is not installed.
    """
    if "measurements" not in form.holds:
        forms = ", ".join(each.title for each in FORMATS if "measurements" in each.holds)
        raise DocumentError(None, (f"{form.title} holds no measurements; write {forms} @ the document",))
    content = form.adapter.write_measurements(series)
    after = read_measurements(content, form).series
    lost = [
        f"{name}.name"
        for name, each in series.items()
        if name in after and each.name != after[name].name and each.name is not None
    ]
    return Written(content, (*(name for name in series if name not in after), *lost))


def read_data(content: str | bytes, form: Format, *, path: str | None = None) -> Any:
    """The plain data of any document: a review, a workshop, a baseline.

    Raises:
        DocumentError: It cannot be read, or the format holds goals only.
        MissingExtraError: What reads the format is not installed.
    """
    if "data" not in form.holds:
        raise DocumentError(path, (f"{form.title} holds no such document; give JSON, YAML or TOML @ the document",))
    from smartgoals.wire.limits import excesses
    from smartgoals.wire.results import plain

    source = form.adapter.source(content, path=path)
    too_much, _ = excesses(source.data)
    if source.problems or too_much:
        source.refuse([*source.problems, *too_much])
    return plain(source.data)


def write_data(data: Mapping[str, Any], form: Format) -> str:
    """Any document as a text.

    Raises:
        DocumentError: The format holds goals only, or has no word for nothing, which the document has.
        MissingExtraError: What writes the format is not installed.
    """
    if "data" not in form.holds:
        raise DocumentError(None, (f"{form.title} holds no such document; write JSON, YAML or TOML @ the document",))
    from smartgoals.wire.results import plain

    text: str = getattr(form.adapter, f"to_{form.name}")(plain(data))
    return text
