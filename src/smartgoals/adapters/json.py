"""Results as JSON texts: UTF-8, indented, the same for the same result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from smartgoals.wire import check_to_data, statement_to_data

if TYPE_CHECKING:
    from smartgoals.statement import Statement

__all__ = ["check_to_json", "statement_to_json"]


def statement_to_json(statement: Statement) -> str:
    """What was understood of a statement, as a JSON text of schema `smartgoals/statement/1`."""
    return _dump(statement_to_data(statement))


def check_to_json(*args: Any, **named: Any) -> str:
    """A whole check as a JSON text of schema `smartgoals/check/1`; takes what `wire.check_to_data()` takes."""
    return _dump(check_to_data(*args, **named))


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
