"""What the readings of a goal say about its deadline."""

from __future__ import annotations

import datetime as dt
import math
from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from smartgoals.errors import UnitMismatchError
from smartgoals.model import Band, MetricKind
from smartgoals.model.field import refuse
from smartgoals.progress.forecasting import METHODS, auto
from smartgoals.progress.readings import Readings
from smartgoals.progress.real import real

if TYPE_CHECKING:
    from smartgoals.model import Bounds, Unit
    from smartgoals.progress.outlook import Forecast
    from smartgoals.progress.standing import Progress

__all__ = ["ForecastOptions", "GoalForecast", "forecast_of"]


@attrs.frozen(kw_only=True)
class ForecastOptions:
    """How a forecast is to be made, when one is asked for.

    Attributes:
        level: Share of outcomes that the interval is to hold, in (0, 1).
        method: The method, as in `forecast()`.
        season: Length of the season in days; None for none.
    """

    level: float = 0.8
    method: str = "auto"
    season: float | None = None

    def __attrs_post_init__(self) -> None:
        if not 0 < real("ForecastOptions", "level", self.level) < 1:
            refuse(self, "level", self.level, "is no share between 0 and 1", "give a number such as 0.8")
        if self.method != "auto" and self.method not in METHODS:
            refuse(self, "method", self.method, "is no method", f"give 'auto' or one of {', '.join(METHODS)}")
        if self.season is not None and real("ForecastOptions", "season", self.season) <= 0:
            refuse(self, "season", self.season, "is not above 0", "give its length in days, such as 365.25")


@attrs.frozen(kw_only=True)
class GoalForecast:
    """What the readings say about the deadline. None stands for what cannot be said; `limits` tells why.

    Attributes:
        value: The value at the deadline, in the goal's unit: the middle of what may come.
        low: Lower end of the interval.
        high: Upper end of the interval.
        level: Share of outcomes that the interval is meant to hold, in (0, 1).
        probability: Chance in [0, 1] that the target is met at the deadline.
        probability_by: Chance in [0, 1] that it is met at some reading up to the deadline.
        date: The day on which the middle of the forecast reaches the target; None when it does not by the deadline.
        date_low: The day by which only (1 - level) / 2 of outcomes are there.
        date_high: The day by which all but (1 - level) / 2 are there.
        method: The method that was used.
        limits: What a reader should know about this forecast.
        readings: How many readings it rests on.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    probability: float | None
    probability_by: float | None
    date: dt.date | None
    date_low: dt.date | None
    date_high: dt.date | None
    method: str
    limits: tuple[str, ...]
    readings: int


def forecast_of(progress: Progress) -> GoalForecast | None:
    """The forecast of a goal; None when there is no deadline ahead or no reading to learn from."""
    end, target = progress.end, progress.goal.target
    days, values = progress.history.read()
    if end is None or progress.on > end or not days or progress.is_habit:
        return None
    if isinstance(target, Band) and progress.is_kept:
        return _within(progress, target, days, values, end)
    aim = None if progress.target is None else float(progress.target.magnitude)
    upward = progress.upward
    if upward is None:  # nobody says which way is better: the target is to be reached from where the figure stands
        upward = aim is None or aim >= values[-1]
    found = _ahead(progress, days, values, end, aim, upward=upward)
    return _told(found, found.probability_at, found.probability_by)


def _within(progress: Progress, band: Band, days: list[int], values: list[float], end: dt.date) -> GoalForecast:
    """The chance to lie within a range: that of at least its low end, less that of more than its high end."""
    unit = progress.history.unit or band.low.unit
    chances = []
    for edge in (band.low, band.high):
        found = _ahead(progress, days, values, end, float(edge.to(unit).magnitude), upward=True)
        chances.append(found.probability_at)
    low, high = chances
    chance = None if low is None or high is None else max(0.0, low - high)
    return _told(attrs.evolve(found, reached_at=None, reached_low=None, reached_high=None), chance, None)


def _ahead(
    progress: Progress, days: list[int], values: list[float], end: dt.date, aim: float | None, *, upward: bool
) -> Forecast:
    metric, options = progress.goal.metric, progress.options
    is_total = metric is not None and metric.kind is MetricKind.CUMULATIVE and metric.window is None
    kind, at = "cumulative" if is_total else "level", float(end.toordinal())
    if options.method == "auto":  # a history is in order and finite, so there is nothing to check
        found = auto(Readings([*map(float, days)], values, at, aim, upward, options.level), kind, options.season)
    else:
        direction = "increase" if upward else "decrease"
        found = METHODS[options.method](days, values, at=at, target=aim, direction=direction, level=options.level)
    bounds, unit = None if metric is None else metric.bounds, progress.history.unit
    return found if bounds is None or unit is None else _bounded(found, bounds, unit, aim, upward=upward)


def _bounded(found: Forecast, bounds: Bounds, unit: Unit, aim: float | None, *, upward: bool) -> Forecast:
    """A forecast kept within the values that the metric can have; a target beyond them is never met, or always."""
    least, most = -math.inf, math.inf
    with suppress(UnitMismatchError):  # bounds that cannot be compared bound nothing
        least = least if bounds.low is None else float(bounds.low.to(unit).magnitude)
        most = most if bounds.high is None else float(bounds.high.to(unit).magnitude)
    value, low, high = (
        None if each is None else min(max(each, least), most) for each in (found.value, found.low, found.high)
    )
    found = attrs.evolve(found, value=value, low=low, high=high)
    if aim is None or found.probability_at is None:
        return found
    if aim <= least if upward else aim >= most:
        return attrs.evolve(found, probability_at=1.0, probability_by=1.0)
    if aim > most if upward else aim < least:
        found = attrs.evolve(found, probability_at=0.0, probability_by=0.0)
        return attrs.evolve(found, reached_at=None, reached_low=None, reached_high=None)
    return found


def _told(found: Forecast, at: float | None, by: float | None) -> GoalForecast:
    return GoalForecast(
        value=found.value,
        low=found.low,
        high=found.high,
        level=found.level,
        probability=at,
        probability_by=by,
        date=_date(found.reached_at),
        date_low=_date(found.reached_low),
        date_high=_date(found.reached_high),
        method=found.method,
        limits=tuple(map(str, found.limits)),
        readings=found.readings,
    )


def _date(day: float | None) -> dt.date | None:
    """A day number as a date, rounded up to a whole day; None beyond the calendar."""
    if day is None or not 1 <= day <= dt.date.max.toordinal():
        return None
    return dt.date.fromordinal(math.ceil(day))
