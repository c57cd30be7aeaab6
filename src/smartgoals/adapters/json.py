"""Plain data as a JSON text: UTF-8, indented, the same for the same data.

Results become plain data in `smartgoals.wire`; this is the last step.
"""

from __future__ import annotations

import json
from typing import Any

from smartgoals.errors import DocumentError

__all__ = ["from_json", "to_json"]


def to_json(data: dict[str, Any]) -> str:
    """A JSON text that ends with a line feed; numbers that JSON does not have are refused.

    Example:
        >>> print(to_json({"schema": "smartgoals/statement/1", "text": "Öka"}), end="")
        {
          "schema": "smartgoals/statement/1",
          "text": "Öka"
        }
    """
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def from_json(text: str, *, path: str | None = None) -> Any:
    """What a JSON text says.

    Args:
        text: The text; a byte order mark is passed over.
        path: Where it came from, for messages.

    Raises:
        DocumentError: It is no JSON; the line and the column are named.
    """
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise DocumentError(path, (f"{error.msg} @ line {error.lineno} column {error.colno}",)) from None
    except RecursionError:
        raise DocumentError(path, ("the text is nested too deep @ line 1",)) from None
