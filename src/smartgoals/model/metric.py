"""What a goal is measured by."""

from __future__ import annotations

from enum import StrEnum

import attrs

from smartgoals.model.field import concise, instance, is_text, member, refuse, to_optional_text, to_text, unless_none
from smartgoals.model.horizon import Cadence
from smartgoals.model.unit import Quantity, Unit

__all__ = ["Aggregation", "Bounds", "Direction", "Metric", "MetricKind", "Window", "WindowKind"]


class Direction(StrEnum):
    """Which way a goal wants its metric to go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    REACH = "reach"
    ACHIEVE = "achieve"


class MetricKind(StrEnum):
    """How a metric's readings are to be understood.

    `level`: a state on a day; `cumulative`: what has come together since the start; `ratio`: one number over
    another; `binary`: done or not done.
    """

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    RATIO = "ratio"
    BINARY = "binary"


class Aggregation(StrEnum):
    """How several readings of one period become one."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"


class WindowKind(StrEnum):
    """Which readings are put together.

    `calendar`: those of one week, month, quarter or year; `rolling`: those of a stretch that ends on the day.
    """

    CALENDAR = "calendar"
    ROLLING = "rolling"


def _to_window_kind(value: WindowKind | str) -> WindowKind:
    return member(WindowKind, value, "Window", "kind")


@attrs.frozen(repr=False)
class Window:
    """The stretch of time over which readings become one value, such as sales of a month or of any thirty days.

    Attributes:
        kind: Whether it follows the calendar, or ends on the day that is looked at.
        length: How long it is.

    Example:
        >>> print(Window("rolling", Cadence("day", 30)))
        rolling, 30 days
    """

    kind: WindowKind = attrs.field(converter=_to_window_kind)
    length: Cadence = attrs.field(validator=instance(Cadence))

    __repr__ = concise

    def __str__(self) -> str:
        number, every = self.length.interval, self.length.every
        return f"{self.kind}, {every}" if number == 1 else f"{self.kind}, {number} {every}s"


def _to_direction(value: Direction | str | None) -> Direction | None:
    return None if value is None else member(Direction, value, "Metric", "direction")


def _to_kind(value: MetricKind | str) -> MetricKind:
    return member(MetricKind, value, "Metric", "kind")


def _to_aggregation(value: Aggregation | str) -> Aggregation:
    return member(Aggregation, value, "Metric", "aggregation")


@attrs.frozen(repr=False)
class Bounds:
    """The lowest and the highest value that a metric can have; None where there is no limit."""

    low: Quantity | None = attrs.field(default=None, validator=instance(Quantity, none=True))
    high: Quantity | None = attrs.field(default=None, validator=instance(Quantity, none=True))

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.high < self.low:
            refuse(self, "high", str(self.high), f"is below the lower bound {self.low}", "give bounds that rise")

    __repr__ = concise

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Quantity):
            return False
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@attrs.frozen(repr=False)
class Metric:
    """What is counted, in which unit, and which way is better.

    Attributes:
        name: What it is called.
        unit: Its unit; None when it is not said.
        direction: Which way the goal wants it to go; None when it is not said.
        kind: How its readings are to be understood.
        aggregation: How several readings of one period become one; a cumulative metric is summed, any other takes
            its last reading, unless said otherwise.
        window: Over which stretch of time readings become one value; None when each stands for its own day, or, for a
            cumulative metric, adds to what has come together since the start.
        bounds: The values it can have.
        cadence: How often it is read.
        source: Where its readings come from.
        population: Who or what it is counted over.
        statistic: Which figure sums up many values, such as "median" or "p95"; None where there is only one.

    Example:
        >>> Metric("return rate", Unit.percent(), direction="decrease").aggregation
        <Aggregation.LAST: 'last'>
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    unit: Unit | None = attrs.field(default=None, validator=instance(Unit, none=True))
    direction: Direction | None = attrs.field(default=None, kw_only=True, converter=_to_direction)
    kind: MetricKind = attrs.field(default=MetricKind.LEVEL, kw_only=True, converter=_to_kind)
    aggregation: Aggregation = attrs.field(
        default=attrs.Factory(
            lambda self: Aggregation.SUM if self.kind is MetricKind.CUMULATIVE else Aggregation.LAST, takes_self=True
        ),
        kw_only=True,
        converter=_to_aggregation,
    )
    window: Window | None = attrs.field(default=None, kw_only=True, validator=instance(Window, none=True))
    bounds: Bounds | None = attrs.field(default=None, kw_only=True, validator=instance(Bounds, none=True))
    cadence: Cadence | None = attrs.field(default=None, kw_only=True, validator=instance(Cadence, none=True))
    source: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    population: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    statistic: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    def __attrs_post_init__(self) -> None:
        if self.bounds is not None and self.unit is not None:
            for name in ("low", "high"):
                bound = getattr(self.bounds, name)
                if bound is not None and bound.unit != self.unit:
                    refuse(
                        self,
                        "bounds",
                        str(bound),
                        f"is not in the metric's unit {str(self.unit)!r}",
                        "give both in one unit",
                    )

    __repr__ = concise

    def __str__(self) -> str:
        return self.name if self.unit is None else f"{self.name} ({self.unit})"
