"""Portfolios as plain data, and back: the document `smartgoals/portfolio/1`, strict and kind."""

from __future__ import annotations

from typing import Any, Final

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import Context, FiscalCalendar, Portfolio
from smartgoals.statement import parse
from smartgoals.wire.conversion import converter
from smartgoals.wire.problems import problems_of
from smartgoals.wire.source import Source

__all__ = ["PORTFOLIO_SCHEMA", "portfolio_from_data", "portfolio_to_data"]

PORTFOLIO_SCHEMA: Final = "smartgoals/portfolio/1"
_READ: Final = ("metric", "baseline", "target", "horizon", "means")


def portfolio_to_data(portfolio: Portfolio) -> dict[str, Any]:
    """A portfolio as plain data that every format can hold; nothing is lost, and what is not said is left out.

    Example:
        >>> from smartgoals.model import Goal
        >>> portfolio_to_data(Portfolio([Goal("Cut returns", id="returns")]))
        {'schema': 'smartgoals/portfolio/1', 'goals': [{'statement': 'Cut returns', 'id': 'returns'}]}
    """
    data = converter(FiscalCalendar()).unstructure(portfolio)
    if portfolio.weights:
        data["weights"] = dict(data["weights"])
    heading = {"schema": PORTFOLIO_SCHEMA, **({"name": portfolio.name} if portfolio.name is not None else {})}
    return {**heading, **data}


def portfolio_from_data(
    data: Any, *, path: str | None = None, context: Context | None = None, strict: bool = True, complete: bool = True
) -> Portfolio:
    """Build a portfolio from plain data, as a file in any format holds it.

    Args:
        data: The document, or a `smartgoals.wire.source.Source`, which knows the lines.
        path: Where it comes from, for the error.
        context: With it, what a goal leaves unsaid is read from its statement: metric, baseline, target, horizon and
            means. Its calendar is that of fiscal periods which name none.
        strict: Refuse names that name nothing; otherwise `Portfolio.loose_ends` tells them.
        complete: Whether statements are read; without it, a context gives its calendar only.

    Raises:
        DocumentError: Names everything that is wrong; when strict, names that name nothing included.

    Example:
        >>> portfolio_from_data({"goals": [{"id": "returns", "statement": "Cut returns"}], "weights": {"returns": 2}})
        Portfolio((Goal('Cut returns', id='returns'),), weights={'returns': '2'})
    """
    import cattrs

    source = Source.of(data, path)
    document, problems = source.document(PORTFOLIO_SCHEMA)
    weights = document.pop("weights", {})
    portfolio = None
    try:
        calendar = context.calendar if context is not None else FiscalCalendar()
        portfolio = converter(calendar).structure(document, Portfolio)
    except cattrs.BaseValidationError as error:
        problems += problems_of(error)
    else:
        if strict:
            problems += [(end.place, str(end).rpartition(" @ ")[0]) for end in portfolio.loose_ends]
        try:
            portfolio = attrs.evolve(portfolio, weights=weights)
        except InvalidValueError as error:
            problems.append(("weights", str(error)))
    if problems or portfolio is None:
        source.refuse(problems)
    if context is None or not complete:
        return portfolio
    goals = (goal.completed(parse(goal.statement, context=context).goal, _READ) for goal in portfolio)
    return attrs.evolve(portfolio, goals=tuple(goals))
