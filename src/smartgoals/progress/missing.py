"""What is done about readings that are not there: named policies, since everybody does something else."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

from smartgoals.model.field import concise, is_text, member, refuse, to_text
from smartgoals.progress.real import real

__all__ = ["MISSING_DATA", "CompareAt", "MissingData", "UnknownBaseline", "missing_data"]


class UnknownBaseline(StrEnum):
    """What a goal without a baseline is measured from.

    `unknown`: from nowhere, so that it has no fraction; `first_reading`: from its first reading.
    """

    UNKNOWN = "unknown"
    FIRST_READING = "first_reading"


class CompareAt(StrEnum):
    """On which day progress is compared with what is expected.

    `last_reading`: on that of the last reading, so that a late report does not look like lost pace; `on`: on the day
    asked about, the last reading carried forward.
    """

    LAST_READING = "last_reading"
    ON = "on"


def _to_baseline(value: UnknownBaseline | str) -> UnknownBaseline:
    return member(UnknownBaseline, value, "MissingData", "baseline")


def _to_compare_at(value: CompareAt | str) -> CompareAt:
    return member(CompareAt, value, "MissingData", "compare_at")


@attrs.frozen(repr=False)
class MissingData:
    """What is done about missing readings.

    Attributes:
        name: Its name, which stands in every result.
        version: Its version.
        baseline: What a goal without a baseline is measured from.
        compare_at: On which day progress is compared with what is expected.
        least_readings: Fewer readings are `insufficient_data`.
        least_coverage: Less coverage is `insufficient_data`, in [0, 1]; counts only where coverage is known.
        estimates: Whether a reading that was estimated may be the current value.
        stale_after: A last reading older than so many update intervals is stale.

    Example:
        >>> missing_data("strict").least_readings
        2
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    version: str = attrs.field(kw_only=True, converter=to_text, validator=is_text)
    baseline: UnknownBaseline = attrs.field(default=UnknownBaseline.UNKNOWN, kw_only=True, converter=_to_baseline)
    compare_at: CompareAt = attrs.field(default=CompareAt.LAST_READING, kw_only=True, converter=_to_compare_at)
    least_readings: int = attrs.field(default=1, kw_only=True)
    least_coverage: float = attrs.field(default=0.0, kw_only=True)
    estimates: bool = attrs.field(default=True, kw_only=True)
    stale_after: float = attrs.field(default=2.0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.least_readings, bool) or not isinstance(self.least_readings, int) or self.least_readings < 1:
            refuse(self, "least_readings", self.least_readings, "is no positive whole number", "give 1 or more")
        if not 0 <= real("MissingData", "least_coverage", self.least_coverage) <= 1:
            refuse(self, "least_coverage", self.least_coverage, "is no share", "give a number from 0 to 1")
        if real("MissingData", "stale_after", self.stale_after) <= 0:
            refuse(self, "stale_after", self.stale_after, "is not above 0", "give a number of update intervals")

    __repr__ = concise

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


MISSING_DATA: Final = {
    each.name: each
    for each in (
        MissingData("as_read", version="1"),
        MissingData("first_reading", version="1", baseline="first_reading"),
        MissingData("carried_forward", version="1", compare_at="on"),
        MissingData("strict", version="1", least_readings=2, least_coverage=0.8, estimates=False),
    )
}
"""The policies that come with the library. Their numbers are our own choice.

14 days (OKRs Tool) and one update period (okr-tracker) have been seen for what is stale; two update intervals forgive
one late report.
"""


def missing_data(name: str) -> MissingData:
    """The policy of that name.

    Raises:
        InvalidValueError: There is no such policy.
    """
    found = MISSING_DATA.get(name)
    if found is None:
        refuse(
            "MissingData", "name", name, "is no policy", f"give one of {', '.join(MISSING_DATA)}, or one of your own"
        )
    return found
