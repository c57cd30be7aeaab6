"""What calls for attention, and how much: a policy that has a name and a version, and is data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import attrs

from smartgoals.model.field import concise, holds, is_text, refuse, to_text, to_tuple

__all__ = ["KINDS", "AttentionPolicy", "attention_policies", "attention_policy"]

KINDS: Final = (
    "missed", "out_of_range", "off_pace", "unmeasured", "unmeasurable", "fallen", "blocked", "near",
    "stale", "unlikely", "no_owner", "late_activity",
)  # fmt: skip
"""Every kind of reason that is weighed, in the order in which they are told when they count the same."""
_SHARES: Final = ("slack", "steep", "too_early", "unlikely", "fallen", "floor", "rebaseline")
_COUNTS: Final = ("near_days", "minutes", "least_minutes", "longest_minutes", "most_goals")


def _to_weights(value: Mapping[str, float] | Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(dict(value).items()))


@attrs.frozen(repr=False)
class AttentionPolicy:
    """How goals are ranked by how much they need attention.

    A goal's points are the sum of its reasons' points, so that each reason counts the same whatever else there is. What
    has degrees, such as how far off pace a goal is, is worth `floor` of its weight at its mildest and all of it at its
    worst.

    Attributes:
        name: Its name, which stands in every review.
        version: Its version, which changes whenever a number does.
        weights: Points of each kind of reason, 0 or more; 0 leaves the kind out. `blocked` counts for a goal
            that waits and for the one it waits for alike, or either could sink below the other by falling behind;
            `off_pace` weighs at its mildest at least as much as `unlikely`, which it takes the place of.
        slack: Share of the expected way that may be missing before a goal counts as off pace.
        steep: Share of the expected way that is missing when a goal is as far off pace as counts.
        too_early: Expected share of the way below which no pace is judged.
        near_days: Days before the deadline from which it is near.
        unlikely: Chance below which a goal on pace is told all the same.
        fallen: Fall in the chance since the last review that is told.
        floor: What a reason is worth at its mildest, as a share of its weight.
        rebaseline: Share of the way by which the reading at the start may differ from the baseline.
        split: Codes of the rules whose findings propose to split a goal.
        minutes: Length of a review for a portfolio that does not say.
        least_minutes: Shortest item of the agenda.
        longest_minutes: Longest time for one goal.
        most_goals: Most goals that one meeting talks about.

    Example:
        >>> policy = attention_policy("standard")
        >>> policy.weight("missed"), policy.points("off_pace", 0.5)
        (50, 21.0)
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    version: str = attrs.field(kw_only=True, converter=to_text, validator=is_text)
    weights: tuple[tuple[str, float], ...] = attrs.field(kw_only=True, converter=_to_weights)
    slack: float = attrs.field(default=0.05, kw_only=True)
    steep: float = attrs.field(default=0.5, kw_only=True)
    too_early: float = attrs.field(default=0.05, kw_only=True)
    near_days: int = attrs.field(default=30, kw_only=True)
    unlikely: float = attrs.field(default=0.25, kw_only=True)
    fallen: float = attrs.field(default=0.1, kw_only=True)
    floor: float = attrs.field(default=0.4, kw_only=True)
    rebaseline: float = attrs.field(default=0.2, kw_only=True)
    split: tuple[str, ...] = attrs.field(default=("S106",), kw_only=True, converter=to_tuple, validator=holds(str))
    minutes: int = attrs.field(default=60, kw_only=True)
    least_minutes: int = attrs.field(default=5, kw_only=True)
    longest_minutes: int = attrs.field(default=20, kw_only=True)
    most_goals: int = attrs.field(default=8, kw_only=True)
    _by_kind: Mapping[str, float] = attrs.field(init=False, eq=False, default=attrs.Factory(dict))

    def __attrs_post_init__(self) -> None:
        for kind, weight in self.weights:
            if kind not in KINDS:
                refuse(self, "weights", kind, "is no kind of reason", f"weigh {', '.join(KINDS)}")
            if not _is_number(weight) or weight < 0:
                refuse(self, "weights", f"{kind}={weight!r}", "is no number from 0 on", "give 0 to leave it out")
        self._check_numbers()
        self._by_kind.update(self.weights)  # type: ignore[attr-defined]  # a dict of its own
        if self.weight("off_pace") * self.floor < self.weight("unlikely"):
            remedy = "or a goal that falls off pace would lose points"
            refuse(self, "weights", f"unlikely={self.weight('unlikely')}", "is above off_pace at its mildest", remedy)

    def _check_numbers(self) -> None:
        for name in _SHARES:
            value = getattr(self, name)
            if not _is_number(value) or not 0 <= value <= 1:
                refuse(self, name, value, "is no share", "give a number from 0 to 1")
        for name in _COUNTS:
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                refuse(self, name, value, "is no whole number from 1 on", "give 1 or more")
        if self.steep <= self.slack:
            refuse(self, "steep", self.steep, f"does not lie above slack, {self.slack}", "give more than that")
        if self.longest_minutes < self.least_minutes:
            refuse(self, "longest_minutes", self.longest_minutes, "is shorter than the shortest item", "give more")

    __repr__ = concise

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> AttentionPolicy:
        """A policy from plain data, such as a table of a TOML file.

        Args:
            name: Its name.
            data: The attributes of a policy, `weights` as a table.

        Example:
            >>> AttentionPolicy.from_data("ours", {"version": "1", "weights": {"missed": 10}}).weight("near")
            0
        """
        known = {attribute.name for attribute in attrs.fields(cls) if attribute.init} - {"name"}
        for key in data:
            if key not in known:
                refuse("AttentionPolicy", key, data[key], "is unknown", f"use {', '.join(sorted(known))}")
        for key in ("version", "weights"):
            if key not in data:
                refuse("AttentionPolicy", key, None, "is missing", "say it")
        return cls(name, **data)

    def weight(self, kind: str) -> float:
        """Points of a kind of reason; 0 for one that is left out."""
        return self._by_kind.get(kind, 0)

    def points(self, kind: str, degree: float = 1.0) -> float:
        """Points of a reason of some degree in [0, 1]."""
        return round(self.weight(kind) * (self.floor + (1 - self.floor) * degree), 6)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def attention_policies() -> Mapping[str, AttentionPolicy]:
    """The policies that come with the library, by name."""
    data = tomllib.loads(resources.files(__package__).joinpath("attention.toml").read_text(encoding="utf-8"))
    return {name: AttentionPolicy.from_data(name, table) for name, table in sorted(data.items())}


def attention_policy(name: str) -> AttentionPolicy:
    """The policy of that name.

    Raises:
        InvalidValueError: There is no such policy.

    Example:
        >>> str(attention_policy("standard"))
        'standard 1'
    """
    found = attention_policies().get(name)
    if found is None:
        known = ", ".join(attention_policies())
        refuse("AttentionPolicy", "name", name, "is no policy", f"give {known}, or one of your own")
    return found
