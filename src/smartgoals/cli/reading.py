"""Files in any format: the portfolio, the measurements or the document that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smartgoals.cli.files import load, shown

if TYPE_CHECKING:
    from smartgoals.cli.files import Loaded
    from smartgoals.inspection import Inspection
    from smartgoals.model import Context, Portfolio
    from smartgoals.rules import RuleSet
    from smartgoals.wire.measurements import Readings

__all__ = ["data_of", "inspected", "portfolio_of", "readings_of"]


def portfolio_of(
    file: str, context: Context, encoding: str | None = None, *, strict: bool = True
) -> tuple[Portfolio, str]:
    """The portfolio in a file, and the language of its goals; strict about names that name nothing, or not."""
    from smartgoals.formats import read_portfolio
    from smartgoals.statement import read_document
    from smartgoals.statement.document import language_of

    loaded = load(file, encoding)
    if is_text(loaded):
        document = read_document(loaded.text, context=context)
        return document.portfolio, document.language
    filed = read_portfolio(loaded.content, loaded.form, path=shown(file), context=context, strict=strict)
    return filed.portfolio, language_of(filed.portfolio, context=context)


def is_text(loaded: Loaded) -> bool:
    """Whether a file holds goals as people write them, rather than a document."""
    from smartgoals.adapters.markdown import is_document

    return loaded.form.name in {"text", "markdown"} and not is_document(loaded.text)


def readings_of(file: str, portfolio: Portfolio, encoding: str | None = None) -> Readings:
    """The measurements in a file; what cannot be used is told in them."""
    from smartgoals.formats import read_measurements

    loaded = load(file, encoding)
    return read_measurements(loaded.content, loaded.form, path=shown(file), portfolio=portfolio, strict=False)


def data_of(file: str) -> Any:
    """The document in a file, as plain data."""
    from smartgoals.formats import read_data

    loaded = load(file, None)
    return read_data(loaded.content, loaded.form, path=shown(file))


def inspected(
    loaded: Loaded, *, context: Context, rules: RuleSet, language: str | None, keep_going: bool = False
) -> tuple[Inspection, tuple[str, ...]]:
    """The goals in a file, judged, and the names in it that name nothing."""
    from smartgoals.inspection import inspect_portfolio, inspect_text

    source = shown(loaded.name)
    if is_text(loaded):
        found = inspect_text(
            loaded.text, source=source, context=context, rules=rules, language=language, keep_going=keep_going
        )
        return found, ()
    from smartgoals.formats import read_portfolio

    filed = read_portfolio(loaded.content, loaded.form, path=source, context=context, strict=False, complete=False)
    found = inspect_portfolio(
        filed.portfolio, source=source, context=context, rules=rules, places=filed.places(), language=language,
        keep_going=keep_going,
    )  # fmt: skip
    return found, filed.loose_ends()
