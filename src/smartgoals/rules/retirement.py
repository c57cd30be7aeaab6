"""Codes of rules that are gone. A code is never used again, so that an old report or waiver keeps its meaning."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

import attrs

__all__ = ["Retired", "built_in"]


@attrs.frozen
class Retired:
    """A rule that is no more.

    Args:
        code: The code it had.
        reason: Why it is gone.
        since: The version without it.
        successor: The code of the rule that looks at the same now, or nothing.

    Example:
        >>> str(Retired("ACME002", "it said the same as another", "1.4", successor="ACME001"))
        'ACME002 was retired in 1.4: it said the same as another; use ACME001'
    """

    code: str
    reason: str
    since: str
    successor: str = ""

    def __str__(self) -> str:
        """Say when and why it was retired, and what to use instead."""
        advice = f"use {self.successor}" if self.successor else "leave it out"
        return f"{self.code} was retired in {self.since}: {self.reason}; {advice}"


@functools.cache
def built_in() -> tuple[Retired, ...]:
    """Return the codes that this library has retired."""
    text = resources.files(__package__ or "smartgoals.rules").joinpath("retired.toml").read_text(encoding="utf-8")
    return tuple(Retired(code, **said) for code, said in tomllib.loads(text).items())
