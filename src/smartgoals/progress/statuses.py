"""Statuses: one word for where a goal stands, by a policy that has a name, a version and a source.

Products draw the lines between green, yellow and red so differently that any built-in one is wrong for most. So a
policy is data: `policy("servicenow")` gives one that is published somewhere, and yours takes five lines:

    >>> mine = StatusPolicy(
    ...     "acme",
    ...     version="2026",
    ...     bands=[("fine", 0.9), ("talk", 0.7), ("act", None)],
    ... )
    >>> mine.judge(0.75)
    'talk'
"""

from __future__ import annotations

import datetime as dt
import itertools
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import attrs

from smartgoals.model.field import (
    concise,
    is_date,
    is_text,
    member,
    refuse,
    to_date,
    to_optional_text,
    to_text,
    unless_none,
)
from smartgoals.progress.pacing import linear_ratio
from smartgoals.progress.real import real

__all__ = [
    "Override",
    "Reads",
    "State",
    "StatusBand",
    "StatusPolicy",
    "maintain_status",
    "policies",
    "policy",
    "status_of",
]

_SLACK: Final = 1e-12
"""A number this little below a cut counts as at it, so that 0.38 of 0.4 is 95 percent in floats as well."""


class State(StrEnum):
    """What is said of a goal before any pace is judged, or in the place of a judgement.

    `no_data`: no reading by that day; `insufficient_data`: fewer than the missing-data policy asks for; `no_baseline`:
    no way can be measured; `no_target`, `no_horizon`: nothing to measure against; `not_assessable`: the policy's number
    cannot be computed; `not_started`, `too_early`: time has not come; `achieved`, `missed`; `sustaining`: kept now,
    or still met after the deadline; `recovering`: out of its range or past its deadline, but nearer than before;
    `off_track`: out of the range it was to keep.
    """

    NO_DATA = "no_data"
    INSUFFICIENT_DATA = "insufficient_data"
    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    NO_HORIZON = "no_horizon"
    NOT_ASSESSABLE = "not_assessable"
    NOT_STARTED = "not_started"
    TOO_EARLY = "too_early"
    ACHIEVED = "achieved"
    MISSED = "missed"
    SUSTAINING = "sustaining"
    RECOVERING = "recovering"
    OFF_TRACK = "off_track"


class Reads(StrEnum):
    """The number that a policy looks at."""

    PACE_RATIO = "pace_ratio"
    GAP = "gap"
    FRACTION = "fraction"
    STRETCH_FRACTION = "stretch_fraction"
    GROWTH_RATIO = "growth_ratio"
    EXTRAPOLATED_RATIO = "extrapolated_ratio"
    TREND = "trend"
    SCORE = "score"


@attrs.frozen(repr=False)
class StatusBand:
    """One status of a policy and where it begins.

    Attributes:
        name: The status.
        cut: Where it begins; None for the last, which takes all that is left.
        strict: Whether the cut itself belongs to the band below.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    cut: float | None = None
    strict: bool = False

    __repr__ = concise

    def holds(self, value: float) -> bool:
        """Whether a number is high enough for it."""
        if self.cut is None:
            return True
        slack = _SLACK * max(1.0, abs(self.cut))
        return value > self.cut + slack if self.strict else value >= self.cut - slack


def _to_bands(value: Iterable[StatusBand | tuple[str, float | None]]) -> tuple[StatusBand, ...]:
    return tuple(band if isinstance(band, StatusBand) else StatusBand(*band) for band in value)


def _to_reads(value: Reads | str) -> Reads:
    return member(Reads, value, "StatusPolicy", "reads")


@attrs.frozen(repr=False)
class StatusPolicy:
    """Where one status ends and the next begins.

    Attributes:
        name: Its name, which stands in every result.
        version: Its version, which changes whenever a cut does.
        bands: From the best to the worst, each with the number it begins at; the last with None. A band reaches up to
            where the one before begins, so that every number has exactly one status.
        reads: The number it looks at.
        too_early: Expected share of the way below which no pace is judged, in [0, 1]; the ratio of two small numbers
            says nothing.
        achieved: What a goal that meets its target is called.
        done_at: Fraction from which a goal counts as achieved, whatever its target says; None for no such thing.
        source: Where its cuts are published.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    version: str = attrs.field(kw_only=True, converter=to_text, validator=is_text)
    bands: tuple[StatusBand, ...] = attrs.field(kw_only=True, converter=_to_bands)
    reads: Reads = attrs.field(default=Reads.PACE_RATIO, kw_only=True, converter=_to_reads)
    too_early: float = attrs.field(default=0.05, kw_only=True)
    achieved: str = attrs.field(default="achieved", kw_only=True)
    done_at: float | None = attrs.field(default=None, kw_only=True)
    source: str | None = attrs.field(default=None, kw_only=True, converter=to_optional_text)

    def __attrs_post_init__(self) -> None:
        if not self.bands:
            refuse(self, "bands", self.bands, "is empty", "give at least one status")
        cuts = [band.cut for band in self.bands]
        if cuts[-1] is not None or None in cuts[:-1]:
            refuse(self, "bands", cuts, "leave a hole", "give every status a cut and the last one None")
        numbers = [real("StatusPolicy", "bands", cut) for cut in cuts[:-1]]
        if any(after >= before for before, after in itertools.pairwise(numbers)):
            refuse(self, "bands", numbers, "do not fall", "give them from the best to the worst")
        if not 0 <= real("StatusPolicy", "too_early", self.too_early) <= 1:
            refuse(self, "too_early", self.too_early, "is no share", "give a number from 0 to 1")

    __repr__ = concise

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> StatusPolicy:
        """A policy from plain data, such as a table of a TOML file.

        Args:
            name: Its name.
            data: The attributes of a policy; each band has a `name` and begins `at_least` at a number or `above` it.

        Example:
            >>> data = {"version": "1", "bands": [{"name": "well", "above": 0.5}, {"name": "poorly"}]}
            >>> StatusPolicy.from_data("mine", data).judge(0.5)
            'poorly'
        """
        known = {attribute.name for attribute in attrs.fields(cls)} - {"name"}
        for key in data:
            if key not in known:
                refuse("StatusPolicy", key, data[key], "is unknown", f"use {', '.join(sorted(known))}")
        for band in data.get("bands", ()):
            if not {"name"} <= set(band) <= {"name", "at_least", "above"} or len(band) > 2:
                refuse("StatusPolicy", "bands", band, "is no band", "give a name and either at_least or above")
        bands = [
            StatusBand(band["name"], band.get("at_least", band.get("above")), "above" in band)
            for band in data.get("bands", ())
        ]
        return cls(name, **{**data, "bands": bands})

    def _place(self, value: float) -> int:
        return next(place for place, band in enumerate(self.bands) if band.holds(value))

    def judge(self, value: float) -> str:
        """The status of a number.

        Example:
            >>> policy("upraise").judge(0.8)
            'lagging'
        """
        return self.bands[self._place(real("StatusPolicy.judge", "value", value))].name

    def rank(self, value: float) -> int:
        """The place of a number's band, 1 for the worst; the scores 3, 2, 1 of the UN Progress Chart.

        Example:
            >>> policy("un_progress_chart").rank(0.5)
            2
        """
        return len(self.bands) - self._place(real("StatusPolicy.rank", "value", value))


@cache
def policies() -> Mapping[str, StatusPolicy]:
    """The policies that come with the library, by name.

    Example:
        >>> str(policies()["eurostat"])
        'eurostat 2021'
    """
    data = tomllib.loads(resources.files(__package__).joinpath("policies.toml").read_text(encoding="utf-8"))
    found = {name: StatusPolicy.from_data(name, {"too_early": 0.0, **table}) for name, table in data.items()}
    return dict(sorted(found.items()))


def policy(name: str) -> StatusPolicy:
    """The policy of that name.

    Raises:
        InvalidValueError: There is no such policy.
    """
    found = policies().get(name)
    if found is None:
        refuse("StatusPolicy", "name", name, "is no policy", f"give one of {', '.join(policies())}, or one of your own")
    return found


def status_of(
    policy: StatusPolicy,
    *,
    fraction: float,
    expected: float | None = None,
    achieved: bool = False,
    whole: float = 1.0,
) -> str:
    """The status of a fraction at a moment, by a policy that reads a pace ratio, a gap or a fraction.

    Args:
        policy: The policy.
        fraction: Share of the way made.
        expected: Share of the way that is expected by now; a policy that reads a fraction does without.
        achieved: Whether the target is met, which overrides any pace.
        whole: What both are shares of: 1, or 100 when they are given in percent.

    Returns:
        A status of the policy; `achieved` by its name for it; `too_early` where it judges nothing yet.

    Example:
        >>> status_of(policy("eurostat"), fraction=0.24, expected=0.4)
        'at_risk'
    """
    unit = real("status_of", "whole", whole)
    done = real("status_of", "fraction", fraction) / unit
    if achieved or (policy.done_at is not None and done >= policy.done_at - _SLACK):
        return policy.achieved
    if policy.reads in (Reads.FRACTION, Reads.STRETCH_FRACTION):
        return policy.judge(done)
    if policy.reads not in (Reads.PACE_RATIO, Reads.GAP):
        refuse("status_of", "policy", policy.name, f"reads {policy.reads}", "compute that number, and call judge()")
    if expected is None:
        refuse("status_of", "expected", expected, "is missing", f"{policy.name} compares with it")
    due = real("status_of", "expected", expected) / unit
    pace = linear_ratio(done, expected=due)
    value = pace.ratio if policy.reads is Reads.PACE_RATIO else pace.gap
    return State.TOO_EARLY.value if value is None or due < policy.too_early else policy.judge(value)


def maintain_status(*, kept: bool, over: bool) -> str:
    """The status of a goal that is to keep a limit or a range: Engagedly's four.

    Args:
        kept: Whether the reading keeps it.
        over: Whether the deadline has passed.

    Returns:
        `on_track` or `behind` before the deadline, `achieved` or `at_risk` after it.

    Source:
        Engagedly, measurement types and measurement logic.
    """
    if over:
        return "achieved" if kept else "at_risk"
    return "on_track" if kept else "behind"


@attrs.frozen(repr=False)
class Override:
    """A status that a person has set by hand; it stays visible as such.

    Attributes:
        status: The status.
        by: Who set it.
        on: When.
        reason: Why.
        until_next_reading: Whether a reading dated after it puts the computed status back, as in ServiceNow.

    Example:
        >>> Override("at_risk", by="Ada", on="2026-05-04", reason="the supplier is late")
        Override('at_risk', by='Ada', on='2026-05-04', reason='the supplier is late')
    """

    status: str = attrs.field(converter=to_text, validator=is_text)
    by: str = attrs.field(kw_only=True, converter=to_text, validator=is_text)
    on: dt.date = attrs.field(kw_only=True, converter=to_date, validator=is_date)
    reason: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    until_next_reading: bool = attrs.field(default=True, kw_only=True)

    __repr__ = concise
