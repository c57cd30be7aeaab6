"""Rules for tests that need some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from smartgoals.rules import Remark, RuleSet, rule


@rule("TOY001", criterion="specific")
def first_toy(goal: Any, *, days: int = 30) -> Iterator[Remark]:
    """The first toy.

    Options:
        days: Days.
    """
    yield Remark("First.", at="goal", values={"days": days})


@rule("TOY002", criterion="measurable", severity="minor")
def second_toy(goal: Any) -> Iterator[Remark]:
    """The second toy."""
    yield Remark("Second.", at="goal")


@rule("TOY003", criterion="measurable", severity="hint")
def third_toy(goal: Any) -> Iterator[Remark]:
    """The third toy.

    Ask: What about the third?
    """
    yield Remark("Third.", at="goal")


@rule("TOY004", criterion="time_bound")
def broken_toy(goal: Any) -> Iterator[Remark]:
    """The toy that breaks."""
    raise ValueError("broken")
    yield  # a generator all the same


TOYS = RuleSet.of(first_toy, second_toy, third_toy)
