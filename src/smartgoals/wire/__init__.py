"""What results look like as plain data: dicts, lists, texts and numbers, ready for any format.

A name is loaded when it is first asked for: who reads goals need not wait for what writes reviews.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartgoals.laziness import on_demand

if TYPE_CHECKING:
    from smartgoals.wire.measurements import MEASUREMENTS_SCHEMA, measurements_from_data, measurements_to_data
    from smartgoals.wire.portfolio import PORTFOLIO_SCHEMA, portfolio_from_data, portfolio_to_data
    from smartgoals.wire.progress import PROGRESS_SCHEMA, progress_to_data
    from smartgoals.wire.results import CHECK_SCHEMA, STATEMENT_SCHEMA, check_to_data, number, statement_to_data
    from smartgoals.wire.reviews import (
        OVERVIEW_SCHEMA,
        REVIEW_SCHEMA,
        overview_to_data,
        review_from_data,
        review_to_data,
    )
    from smartgoals.wire.rulebook import CONFIG_SCHEMA, RULES_SCHEMA, config_to_data, rules_to_data
    from smartgoals.wire.schemas import SCHEMA_NAMES, schema

__all__ = [
    "CHECK_SCHEMA",
    "CONFIG_SCHEMA",
    "MEASUREMENTS_SCHEMA",
    "OVERVIEW_SCHEMA",
    "PORTFOLIO_SCHEMA",
    "PROGRESS_SCHEMA",
    "REVIEW_SCHEMA",
    "RULES_SCHEMA",
    "SCHEMA_NAMES",
    "STATEMENT_SCHEMA",
    "check_to_data",
    "config_to_data",
    "measurements_from_data",
    "measurements_to_data",
    "number",
    "overview_to_data",
    "portfolio_from_data",
    "portfolio_to_data",
    "progress_to_data",
    "review_from_data",
    "review_to_data",
    "rules_to_data",
    "schema",
    "statement_to_data",
]

_HOMES = {
    "measurements": "MEASUREMENTS_SCHEMA measurements_from_data measurements_to_data",
    "portfolio": "PORTFOLIO_SCHEMA portfolio_from_data portfolio_to_data",
    "progress": "PROGRESS_SCHEMA progress_to_data",
    "results": "CHECK_SCHEMA STATEMENT_SCHEMA check_to_data number statement_to_data",
    "reviews": "OVERVIEW_SCHEMA REVIEW_SCHEMA overview_to_data review_from_data review_to_data",
    "rulebook": "CONFIG_SCHEMA RULES_SCHEMA config_to_data rules_to_data",
    "schemas": "SCHEMA_NAMES schema",
}
"""The modules, and the public names that live in each."""

if not TYPE_CHECKING:  # type checkers have the imports above, and shall object to any other name
    __getattr__, __dir__ = on_demand(__name__, _HOMES, globals())
