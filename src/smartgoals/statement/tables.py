"""Tables in Markdown whose first column is headed as goals are: they are not read, and it is told that they are not."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["rows_of_goals"]

_HEADS: Final = frozenset({"goal", "goals", "key result", "key results", "mål", "målen", "nyckelresultat"})
_RULE: Final = re.compile(r"[\s|:-]*-[\s|:-]*")


def rows_of_goals(text: str) -> int:
    r"""How many rows stand in tables whose first column is headed as goals are, outside blocks of code.

    Args:
        text: The Markdown.

    Example:
        >>> rows_of_goals("| Mål | Klart |\n| --- | --- |\n| Minska returerna | 2026-12-31 |\n")
        1
    """
    count, fence, lines_in, is_of_goals = 0, "", 0, False
    for line in text.splitlines():
        bare = line.strip()
        if fence or bare.startswith(("```", "~~~")):
            fence = "" if fence and bare.startswith(fence) else fence or bare[:3]
            lines_in = 0
        elif not bare.startswith("|"):
            lines_in = 0
        else:
            lines_in += 1
            cells = [cell.strip(" *_") for cell in bare.strip("|").split("|")]
            if lines_in == 1:
                is_of_goals = cells[0].casefold() in _HEADS
            elif lines_in == 2:
                is_of_goals = is_of_goals and _RULE.fullmatch(bare) is not None
            elif is_of_goals and cells[0]:
                count += 1
    return count
