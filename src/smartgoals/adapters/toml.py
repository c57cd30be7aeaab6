"""Portfolios from TOML."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

from smartgoals.errors import DocumentError
from smartgoals.wire import portfolio_from_data

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio

__all__ = ["read_portfolio"]


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio from TOML, numbers exactly as they are written.

    Args:
        text: The TOML; see `smartgoals.wire.portfolio_from_data()` for what it may hold.
        path: Where it comes from, for the error.
        context: With it, what a goal leaves unsaid is read from its statement.
        strict: Refuse names that name nothing; otherwise `Portfolio.loose_ends` tells them.

    Raises:
        DocumentError: Names everything that is wrong, each with its path.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(path, (f"this is no TOML: {error}",)) from None
    return portfolio_from_data(data, path=path, context=context, strict=strict)
