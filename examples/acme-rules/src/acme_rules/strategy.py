"""Rules about what a goal is for in our house."""

from __future__ import annotations

from collections.abc import Iterator

from smartgoals import Goal, Remark, rule


@rule("ACME001", criterion="realistic", severity="minor", since="0.1")
def no_strategy_tag(goal: Goal, *, prefix: str = "strategy:") -> Iterator[Remark]:
    """The goal names no strategy it serves.

    Why: In March we drop what serves no strategy, and nobody enjoys March.
    Flags:
        > tags=frozenset()
    Accepts:
        > tags={"strategy:growth"}
    Advice: Tag the goal with the strategy it serves.
    Options:
        prefix: What the tag of a strategy begins with.
    Source: our planning handbook
    """
    if not any(tag.startswith(prefix) for tag in goal.tags):
        yield Remark("Name the strategy this goal serves.", at="tags")
