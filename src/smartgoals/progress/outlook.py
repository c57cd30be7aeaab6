"""What a forecast says: a value, an interval, two probabilities, and what limits them."""

from __future__ import annotations

from enum import StrEnum

import attrs

from smartgoals.model.field import concise

__all__ = ["Forecast", "Limit"]


class Limit(StrEnum):
    """What a reader of a forecast should know about it.

    `too_few_readings`: the method needs more readings than there are, so it says nothing.
    `not_computable`: the method cannot be used on these readings, so it says nothing; growth needs values above zero.
    `no_interval`: there is a value but no honest interval, and hence no probability.
    `short_history`: fewer than six readings; the interval rests mostly on what is usual.
    `far_horizon`: the forecast reaches further ahead than the readings reach back.
    `no_movement`: the readings have never moved, so they do not show how much they may.
    `uneven_times`: the readings are not evenly spaced, which the method, or a season, would need.
    `season_unseen`: there are fewer than two whole seasons, too few to tell a seasonal pattern apart.
    `total_fell`: a count to date went down at some reading, so the forecast may lie below the present total.
    `at_last_reading`: the time asked about is that of the last reading, whose value stands for the forecast.
    """

    TOO_FEW_READINGS = "too_few_readings"
    NOT_COMPUTABLE = "not_computable"
    NO_INTERVAL = "no_interval"
    SHORT_HISTORY = "short_history"
    FAR_HORIZON = "far_horizon"
    NO_MOVEMENT = "no_movement"
    UNEVEN_TIMES = "uneven_times"
    SEASON_UNSEEN = "season_unseen"
    TOTAL_FELL = "total_fell"
    AT_LAST_READING = "at_last_reading"


@attrs.frozen(kw_only=True, repr=False)
class Forecast:
    """What readings say about a later time. None stands for what cannot be said; `limits` tells why.

    Attributes:
        method: The method that was used.
        at: The time forecast, in the unit of the readings' times.
        level: The share of outcomes, above 0 and below 1, that the interval is meant to hold.
        readings: How many readings were used.
        value: The forecast, in the unit of the readings: the middle of the predictive distribution.
        low: Lower end of the interval.
        high: Upper end of the interval.
        probability_at: Chance in [0, 1] to stand on the right side of the target at that time.
        probability_by: Chance in [0, 1] to stand there at some reading from the next one up to that time.
        rate: Change per unit of time that the forecast rests on.
        scale: Standard error of prediction, where the predictive distribution is a plain t.
        df: Degrees of freedom of that distribution.
        reached_at: When the target is reached, in the unit of the times: the time of the last reading if it is met
            there, otherwise when the middle of the forecast comes to it. The mixture looks no further than `at`.
        reached_low: When it is reached at the earliest: only (1 - level) / 2 of outcomes are faster.
        reached_high: When it is reached at the latest: only (1 - level) / 2 of outcomes are slower, or never arrive.
        limits: What a reader should know about this forecast.

    Example:
        >>> forecast = Forecast(method="drift", at=6, level=0.8, readings=5, value=24, low=20, high=28)
        >>> print(forecast)
        24 at 6, 80% between 20 and 28
    """

    method: str
    at: float
    level: float
    readings: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    probability_at: float | None = None
    probability_by: float | None = None
    rate: float | None = None
    scale: float | None = None
    df: float | None = None
    reached_at: float | None = None
    reached_low: float | None = None
    reached_high: float | None = None
    limits: tuple[Limit, ...] = ()

    __repr__ = concise

    def __str__(self) -> str:
        if self.value is None:
            return f"no forecast for {self.at:g}: {', '.join(self.limits)}"
        text = f"{self.value:g} at {self.at:g}"
        if self.low is not None:
            text += f", {self.level:.0%} between {self.low:g} and {self.high:g}"
        if self.probability_at is not None:
            text += f", target met with {_chance(self.probability_at)}"
        return text


def _chance(probability: float) -> str:
    """A chance in whole percent; what is not certain never reads as 0 % or 100 %."""
    if 0 < probability < 0.005:
        return "<1%"
    if 0.995 <= probability < 1:
        return ">99%"
    return f"{probability:.0%}"
