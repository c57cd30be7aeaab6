"""Plain data as a JSON text: UTF-8, indented, the same for the same data.

Results become plain data in `smartgoals.wire`; this is the last step.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["to_json"]


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
