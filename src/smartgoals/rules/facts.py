"""Facts: the closed list of what a rule can ask for, and the reason why no rule guards against None.

A positional parameter of a rule names a fact. Each fact has a place and a bit, so that whether everything a rule
needs is stated is one operation on whole numbers.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ALWAYS", "BIT", "NAMES", "OF_A_PORTFOLIO", "READABLE", "mask", "names"]

NAMES: Final = (
    "goal", "statement", "metric", "baseline", "target", "horizon", "owner", "means",
    "context", "series", "portfolio",
)  # fmt: skip

BIT: Final = {name: 1 << place for place, name in enumerate(NAMES)}


def mask(which: tuple[str, ...]) -> int:
    """Return the bits of some facts."""
    bits = 0
    for name in which:
        bits |= BIT[name]
    return bits


def names(bits: int) -> tuple[str, ...]:
    """Return the facts of some bits, in their order."""
    return tuple(name for name in NAMES if bits & BIT[name])


READABLE: Final = mask(("metric", "baseline", "target", "horizon", "owner", "means"))
"""What a goal may leave unsaid and its statement may say."""

ALWAYS: Final = mask(("goal", "context"))
"""What is there for every goal."""

OF_A_PORTFOLIO: Final = ("portfolio", "context")
"""What a rule without a criterion can ask for."""
