"""Trajectories: where a goal should be by now.

A trajectory turns a day into the share of the way that is expected by then, and a share of the way into the day on
which it is expected. The straight line is the default, because it is the only one that asks for no knowledge; growth
at a constant rate, plans in phases, seasons and working days are there by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from smartgoals.model.field import is_date, refuse, to_date, to_day
from smartgoals.progress.real import moment, real, reals
from smartgoals.progress.roads import piecewise, step

if TYPE_CHECKING:
    from smartgoals.progress.roads import Time

__all__ = [
    "Compound",
    "Expected",
    "Linear",
    "Phased",
    "Piecewise",
    "Profile",
    "Road",
    "Step",
    "Trajectory",
    "expected_fraction_linear",
    "expected_value_compound",
    "expected_value_linear",
    "profile_fraction",
]

_STEPS = 50
"""Halvings when a trajectory is turned round; a day is found to far less than a second."""


@attrs.frozen
class Expected:
    """What a trajectory asks for at a moment.

    Attributes:
        value: In the metric's unit.
        fraction: Share of the way from baseline to target; None when there is no way.
    """

    value: float
    fraction: float | None


def expected_fraction_linear(now: Time, *, start: Time, end: Time, day_count: str = "instant") -> float:
    """Share of the time that is gone: (now - start) / (end - start), in [0, 1].

    Args:
        now: The day asked about.
        start: When the goal starts.
        end: When it ends.
        day_count: `"instant"` counts from 0 on the start to 1 on the end; `"inclusive"` counts both days whole.

    Example:
        >>> expected_fraction_linear("2025-04-15", start="2025-04-01", end="2025-04-30", day_count="inclusive")
        0.5

    Source:
        Ally (0 % on the first day, 100 % on the last) for `instant`, Engagedly for `inclusive`.
    """
    owner = "expected_fraction_linear"
    first, last = moment(owner, "start", start), moment(owner, "end", end)
    if last < first:
        refuse(owner, "end", str(end), "is before the start", "give an end on or after the start")
    if day_count not in ("instant", "inclusive"):
        refuse(owner, "day_count", day_count, "is no way to count days", "give 'instant' or 'inclusive'")
    extra = 1.0 if day_count == "inclusive" else 0.0
    gone, whole = moment(owner, "now", now) - first + extra, last - first + extra
    if whole == 0:
        return 1.0 if gone >= 0 else 0.0
    return min(1.0, max(0.0, gone / whole))


def expected_value_linear(elapsed: float, *, baseline: float, target: float) -> Expected:
    """The value on a straight line: baseline + (target - baseline) x elapsed.

    Args:
        elapsed: Share of the time that is gone, in [0, 1].
        baseline: Value at the start, in the metric's unit.
        target: Value at the end.

    Example:
        >>> expected_value_linear(0.5, baseline=10_000, target=5_000).value
        7500.0

    Source:
        EU Corporate Sustainability Reporting, example of a target cut by half from 2020 to 2030.
    """
    share = min(1.0, max(0.0, real("expected_value_linear", "elapsed", elapsed)))
    start, end = real("expected_value_linear", "baseline", baseline), real("expected_value_linear", "target", target)
    return Expected(start + (end - start) * share, share if start != end else None)


def expected_value_compound(elapsed: float, *, baseline: float, target: float) -> Expected | None:
    """The value on growth at a constant rate: baseline x (target / baseline) ** elapsed.

    For prices, populations and prevalence. Early on it asks less of a rising goal than the straight line, and more of a
    falling one.

    Args:
        elapsed: Share of the time that is gone, in [0, 1].
        baseline: Value at the start, in the metric's unit.
        target: Value at the end.

    Returns:
        None unless both values have one sign and none is zero.

    Example:
        >>> round(expected_value_compound(0.5, baseline=100, target=200).value, 1)
        141.4

    Source:
        `scenario_aroc` of gpw13/billionaiRe; compound annual growth in Open SDG.
    """
    share = min(1.0, max(0.0, real("expected_value_compound", "elapsed", elapsed)))
    start, end = (
        real("expected_value_compound", "baseline", baseline),
        real("expected_value_compound", "target", target),
    )
    if start == 0 or end / start <= 0:
        return None
    value = start * float((end / start) ** share)
    return Expected(value, (value - start) / (end - start) if start != end else None)


def profile_fraction(elapsed: float, *, weights: Sequence[float]) -> float | None:
    """Share of the way when the periods of the plan, all as long, carry different weights; linear within each.

    Args:
        elapsed: Share of the time that is gone, in [0, 1].
        weights: What each period carries, 0 or more, in any scale.

    Returns:
        In [0, 1]; None when nothing carries anything.

    Example:
        >>> profile_fraction(0.5, weights=[1, 1, 2, 4])
        0.25
    """
    parts = reals("profile_fraction", "weights", weights)
    if any(part < 0 for part in parts):
        refuse("profile_fraction", "weights", weights, "go below 0", "give weights from 0 on")
    whole = sum(parts)
    if not whole:
        return None
    place = min(1.0, max(0.0, real("profile_fraction", "elapsed", elapsed))) * len(parts)
    full = int(place)
    part = parts[full] * (place - full) if full < len(parts) else 0.0
    return (sum(parts[:full]) + part) / whole


@attrs.frozen
class Road:
    """What a trajectory has to know of a goal.

    Attributes:
        start: Day number of the start.
        end: Day number of the deadline, not before the start.
        baseline: Value at the start, in the metric's unit.
        target: Value aimed at.
        reported: Day numbers of the readings so far.
    """

    start: int
    end: int
    baseline: float
    target: float
    reported: tuple[int, ...] = ()

    def elapsed(self, day: float) -> float:
        """Share of the time that is gone, in [0, 1]."""
        if self.end == self.start:
            return 1.0 if day >= self.end else 0.0
        return min(1.0, max(0.0, (day - self.start) / (self.end - self.start)))

    def share(self, value: float) -> float:
        """Share of the way at which a value lies; the whole of it when there is no way."""
        way = self.target - self.baseline
        return (value - self.baseline) / way if way else 1.0


class Trajectory:
    """How progress is expected to come; a subclass says `expected()`, and is a frozen value with a name."""

    name: ClassVar[str] = ""

    def expected(self, road: Road, day: float) -> float | None:
        """Share of the way expected by a day number; None when the trajectory cannot be drawn on this road."""
        raise NotImplementedError

    def earned(self, road: Road, share: float) -> float | None:
        """Earned schedule: days after the start by which a share of the way is expected.

        Shares beyond what is ever expected count as the nearest that is.
        """
        low, high = 0.0, float(road.end - road.start)
        first, last = self.expected(road, road.start), self.expected(road, road.end)
        if first is None or last is None:
            return None
        if share <= first:
            return low
        share = min(share, last)
        for _ in range(_STEPS):
            middle = (low + high) / 2
            expected = self.expected(road, road.start + middle)
            if expected is not None and expected < share:
                low = middle
            else:
                high = middle
        return high


@attrs.frozen
class Linear(Trajectory):
    """The straight line from baseline to target.

    Attributes:
        day_count: `"instant"` or `"inclusive"`; see `expected_fraction_linear()`.
    """

    name: ClassVar[str] = "linear"
    day_count: str = attrs.field(default="instant", validator=attrs.validators.in_(("instant", "inclusive")))

    def expected(self, road: Road, day: float) -> float:
        """Share of the time that is gone."""
        if self.day_count == "instant":
            return road.elapsed(day)
        return expected_fraction_linear(day, start=road.start, end=road.end, day_count=self.day_count)

    def earned(self, road: Road, share: float) -> float | None:
        """The share of the time on the line."""
        if self.day_count != "instant":
            return super().earned(road, share)  # attrs rebuilds slotted classes, which breaks the short super()
        return min(1.0, max(0.0, share)) * (road.end - road.start)


@attrs.frozen
class Compound(Trajectory):
    """Growth at a constant rate; needs baseline and target of one sign."""

    name: ClassVar[str] = "compound"

    def expected(self, road: Road, day: float) -> float | None:
        """Share of the way at that rate."""
        found = expected_value_compound(road.elapsed(day), baseline=road.baseline, target=road.target)
        return None if found is None else 1.0 if found.fraction is None else found.fraction


def _dated(value: Iterable[tuple[dt.date | str, Any]]) -> tuple[tuple[dt.date, float], ...]:
    points = tuple((to_date(day), real("Trajectory", "points", each)) for day, each in value)
    return tuple(sorted(points, key=lambda point: point[0]))


def _are_dated(owner: object, attribute: attrs.Attribute[Any], value: Sequence[tuple[dt.date, float]]) -> None:
    if not value:
        refuse(owner, attribute.name, value, "is empty", "give at least one dated value")
    for day, _ in value:
        is_date(owner, attribute, day)


@attrs.frozen
class Piecewise(Trajectory):
    """Straight lines through dated values.

    Attributes:
        points: Dates with the value that is expected then, in the metric's unit.
    """

    name: ClassVar[str] = "piecewise"
    points: tuple[tuple[dt.date, float], ...] = attrs.field(converter=_dated, validator=_are_dated)

    def expected(self, road: Road, day: float) -> float:
        """Share of the way at the value on the lines."""
        return road.share(piecewise(self.points, at=day))


@attrs.frozen
class Step(Trajectory):
    """A value that is expected from a day on, until the next; the baseline before the first.

    Attributes:
        points: Dates with the value that is expected from then on, in the metric's unit.
    """

    name: ClassVar[str] = "step"
    points: tuple[tuple[dt.date, float], ...] = attrs.field(converter=_dated, validator=_are_dated)

    def expected(self, road: Road, day: float) -> float:
        """Share of the way at the value that holds."""
        value = step(self.points, at=day)
        return 0.0 if value is None else road.share(value)


@attrs.frozen
class Phased(Trajectory):
    """A plan in phases: so much is to be added by the end of each.

    Attributes:
        phases: Last day of each phase with what it is to add, in the metric's unit. Within a phase it comes evenly.
        windowed: Compare only with the phases that are over and were reported, rather than with all that was planned
            to date.

    Source:
        ServiceNow, phased targets: cumulative, and by window.
    """

    name: ClassVar[str] = "phased"
    phases: tuple[tuple[dt.date, float], ...] = attrs.field(converter=_dated, validator=_are_dated)
    windowed: bool = False

    def __attrs_post_init__(self) -> None:
        if sum(amount for _, amount in self.phases) == 0:
            refuse(self, "phases", self.phases, "add up to nothing", "give what each phase is to add")

    def expected(self, road: Road, day: float) -> float:
        """Share of the plan that is due."""
        due, first = 0.0, road.start
        for date, amount in self.phases:
            last = date.toordinal()
            if self.windowed:
                if last <= day and any(first < each <= last for each in road.reported):
                    due += amount
            elif day >= last:
                due += amount
            elif day > first:
                due += amount * (day - first) / (last - first)
            first = max(first, last)
        return due / sum(amount for _, amount in self.phases)


def _numbers(value: Iterable[float]) -> tuple[float, ...]:
    return tuple(reals("Profile", "weights", value))


@attrs.frozen
class Profile(Trajectory):
    """A season, or any other rhythm: the periods of the plan, all as long, carry different weights.

    Attributes:
        weights: What each period carries, in any scale.
        origin: Where the weights come from, for the reader of a result.

    Example:
        >>> Profile((1, 1, 2, 4)).expected(Road(0, 100, 0, 50), 50)
        0.25
    """

    name: ClassVar[str] = "profile"
    weights: tuple[float, ...] = attrs.field(converter=_numbers)
    origin: str = "given"

    def __attrs_post_init__(self) -> None:
        if not profile_fraction(1, weights=self.weights):
            refuse(self, "weights", self.weights, "carry nothing", "give at least one weight above 0")

    def expected(self, road: Road, day: float) -> float:
        """Share of the weights that is due."""
        return profile_fraction(road.elapsed(day), weights=self.weights) or 0.0

    @classmethod
    def learned(
        cls,
        readings: Iterable[tuple[dt.date | str, float]],
        *,
        start: dt.date | str,
        end: dt.date | str,
        parts: int = 12,
    ) -> Profile:
        """The rhythm of earlier years, from amounts that came on dates.

        The span from start to end is moved back year by year as long as there are readings. A year counts when each
        third of it has an amount and none is below 0; every year weighs the same.

        Args:
            readings: Dates with the amount that came, in the metric's unit.
            start: First day of the goal.
            end: Its deadline, at most a year later.
            parts: How many periods to tell apart.

        Returns:
            The profile. When no earlier year is complete, or the goal is longer than a year, all periods weigh the
            same, which is the straight line; `origin` says which years were used, or why none was.

        Example:
            >>> sales = [(f"2025-{month:02}-15", 30 if month > 9 else 10) for month in range(1, 13)]
            >>> Profile.learned(sales, start="2026-01-01", end="2026-12-31", parts=4).origin
            'learned from 2025'
        """
        from dateutil.relativedelta import relativedelta

        owner = "Profile.learned"
        first, last = to_day(start, owner, "start"), to_day(end, owner, "end")
        if last <= first:
            refuse(owner, "end", str(last), "is not after the start", "give a later end")
        if parts < 1:
            refuse(owner, "parts", parts, "is below 1", "give at least one period")
        if last > first + relativedelta(years=1):
            return cls((1.0,) * parts, origin="linear, as the goal is longer than a year")
        found = [(to_day(day, owner, "readings"), real(owner, "readings", amount)) for day, amount in readings]
        years: dict[int, list[float]] = {}
        for back in range(1, 1 + max((first.year - day.year for day, _ in found), default=0) + 1):
            since, until = first - relativedelta(years=back), last - relativedelta(years=back)
            amounts = [(day, amount) for day, amount in found if since <= day <= until]
            shares = _shares(amounts, since, until, parts)
            if shares is not None:
                years[since.year] = shares
        if not years:
            return cls((1.0,) * parts, origin="linear, as no earlier year is complete")
        weights = tuple(sum(shares[part] for shares in years.values()) / len(years) for part in range(parts))
        return cls(weights, origin=f"learned from {', '.join(str(year) for year in sorted(years))}")


def _shares(amounts: Sequence[tuple[dt.date, float]], since: dt.date, until: dt.date, parts: int) -> list[float] | None:
    """What share of a year came in each part of it; None when the year is not complete."""
    whole, days = sum(amount for _, amount in amounts), (until - since).days + 1
    thirds = {3 * (day - since).days // days for day, _ in amounts}
    if len(thirds) < 3 or whole <= 0 or any(amount < 0 for _, amount in amounts):
        return None
    shares = [0.0] * parts
    for day, amount in amounts:
        shares[parts * (day - since).days // days] += amount / whole
    return shares
