"""The arithmetic of progress in words that anyone can follow, each number with where it comes from.

The words stand in the table `[progress]` of the language's file.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from smartgoals.lexicon import load
from smartgoals.lexicon.figures import Figures, filled
from smartgoals.model import Band, Change, Habit, Milestones, Multiple, Quantity, Unit
from smartgoals.progress.completion import to_percent
from smartgoals.progress.keeping import distance
from smartgoals.progress.statuses import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smartgoals.model import Cadence
    from smartgoals.progress.standing import Progress
    from smartgoals.progress.statuses import StatusPolicy

__all__ = ["explained", "named_status", "rounded", "summed_up"]

_DIGITS = 3
_SURE = 0.01
_EVEN = 0.05
"""A smaller difference from the plan, in percentage points, is none."""
_SPANS = {"day": 1, "week": 7, "month": 365.2425 / 12}
_LEAST_DAYS = {"month": 120, "week": 21, "day": 0}
"""From how many days on a goal is spoken of in months, in weeks, or in days."""
_SHOWN = Context(prec=12)


@lru_cache(maxsize=16)
def _speech(language: str) -> tuple[Figures, Mapping[str, Any]]:
    """Numbers and words of a language; what a language lacks is said in English."""
    lexicon = load(language)
    words = dict(load("en").data["progress"])
    for key, own in lexicon.data.get("progress", {}).items():
        words[key] = {**words[key], **own} if isinstance(own, dict) and key in words else own
    return Figures(lexicon), words


def named_status(status: str, language: str = "en") -> str:
    """A status in words; one of your own as it is.

    Example:
        >>> named_status("at_risk", "sv")
        'i riskzonen'
    """
    _, words = _speech(language)
    return str(words["statuses"].get(status, status))


def summed_up(progress: Progress, language: str) -> str:
    """Where a goal stands, in a line."""
    return _Speaker(progress, language).line()


def explained(progress: Progress, language: str) -> list[str]:
    """The arithmetic, a sentence or two a line."""
    return list(_Speaker(progress, language).lines())


class _Speaker:
    """What is said about one progress in one language."""

    def __init__(self, progress: Progress, language: str) -> None:
        self.progress, self.language = progress, language
        self.figures, self.words = _speech(language)

    # numbers

    def share(self, value: float, digits: int = 2) -> str:
        """A share in percent."""
        return self.figures.amount(Quantity(rounded(to_percent(value) or 0.0, digits), Unit.percent()))

    def part(self, value: float) -> str:
        """A share that is reckoned with, to as many digits as the ratio that comes of it."""
        return self.share(value, _DIGITS)

    def chance(self, value: float) -> str:
        """A chance; what is not certain never reads as nothing or all."""
        if 0 < value < _SURE:
            return filled(self.words["chances"]["low"], share=self.share(_SURE))
        if 1 - _SURE < value < 1:
            return filled(self.words["chances"]["high"], share=self.share(1 - _SURE))
        return self.share(value)

    def number(self, value: float) -> str:
        return self.figures.number(rounded(value))

    def amount(self, value: Quantity) -> str:
        """A value that was typed or read; floats that came in with a tail lose it."""
        return self.figures.amount(Quantity(_SHOWN.plus(value.magnitude), value.unit))

    def about(self, value: float) -> str:
        """A computed value in the goal's unit, rounded."""
        return self.figures.amount(Quantity(rounded(value), self.unit))

    def forecasted(self, *values: float) -> list[str]:
        """Values in the goal's unit, no finer than they are known: to two digits of the width of their range."""
        width = max(values) - min(values)
        step = Decimal(1).scaleb(math.floor(math.log10(width)) - 1) if width > 0 else Decimal(0)
        numbers = [round(Decimal(repr(value)) / step) * step if step else rounded(value) for value in values]
        return [self.figures.amount(Quantity(_SHOWN.plus(number), self.unit)) for number in numbers]

    def change(self, value: float) -> str:
        """A computed difference, which in percent is in percentage points."""
        unit = Unit.percentage_point() if self.unit.is_share else self.unit
        return self.figures.amount(Quantity(rounded(value), unit))

    @property
    def unit(self) -> Unit:
        progress = self.progress
        if progress.target is not None:
            return progress.target.unit
        return progress.history.unit or Unit.number()

    def date(self, day: dt.date) -> str:
        return self.figures.date(day)

    def counted(self, name: str, count: int) -> str:
        return filled(self.figures.plural(self.words[name], Decimal(count)), count=self.number(count))

    def origin(self, name: str) -> str:
        unit = self.progress.history.converted_from
        return filled(self.words["origins"][name], unit="" if unit is None else str(unit))

    def per(self, cadence: Cadence) -> str:
        words = self.words["per"]
        return str(words.get(cadence.every, words["other"]) if cadence.interval == 1 else words["other"])

    @property
    def is_flat(self) -> bool:
        """Whether the goal ends where it begins, though it is no limit to keep."""
        progress = self.progress
        return progress.target is not None and progress.target == progress.baseline and not progress.is_kept

    @property
    def is_before(self) -> bool:
        """Whether nothing has been read since the start, so that older readings say where it was, not how it goes."""
        is_list = isinstance(self.progress.goal.target, Milestones)
        return not is_list and self.progress.computed_status in {State.NO_DATA, State.NOT_STARTED}

    def status(self, name: str) -> str:
        return named_status(name, self.language)

    def say(self, template: str, **values: str) -> str:
        text = filled(template, **values)
        return text[:1].upper() + text[1:]

    # a line

    def line(self) -> str:
        progress, lines = self.progress, self.words["line"]
        status = self.status(progress.status)
        if progress.is_habit and progress.fraction is not None:
            return self.say(lines["habit"], status=status, fraction=self.share(progress.fraction))
        day = self.date(progress.value_on or progress.on)
        if progress.value is None or progress.is_kept or progress.fraction is None or self.is_before:
            if progress.value is None:
                return self.say(lines["bare"], status=status)
            return self.say(lines["valued"], status=status, value=self.amount(progress.value), day=day)
        fraction = self.share(progress.fraction)
        if progress.expected is None or progress.target is None:
            return self.say(lines["plain"], status=status, fraction=fraction, day=day)
        return self.say(
            lines["paced"],
            status=status,
            fraction=fraction,
            expected=self.share(progress.expected),
            day=self.date(progress.compared_on),
        )

    # the arithmetic

    def lines(self) -> Iterator[str]:
        yield from self.position()
        if not self.is_before:
            yield from self.way()
            yield from self.pace()
        yield from self.habit()
        yield from self.verdict()
        if not self.is_before:
            yield from self.rates()
        yield from self.forecast()
        yield from self.notes()

    def position(self) -> Iterator[str]:
        """Where it is and where it is to go."""
        progress, words = self.progress, self.words
        is_list = isinstance(progress.goal.target, Milestones)
        if progress.value is not None and progress.value_on is not None and not is_list and not progress.is_habit:
            metric = progress.goal.metric
            yield self.say(
                words["stands"],
                metric=words["value"] if metric is None else metric.name,
                value=self.amount(progress.value),
                day=self.date(progress.value_on),
                origin=self.origin(progress.value_origin),
            )
        target = progress.goal.target
        if isinstance(target, Band) and progress.is_kept:
            yield self.say(words["range"], low=self.amount(target.low), high=self.amount(target.high))
        elif progress.target is not None and not is_list:
            named = {"target": self.amount(progress.target), "target_origin": self.origin(progress.target_origin)}
            if isinstance(target, Habit):
                kind = "ceiling" if progress.upward is False else "quota"
                yield self.say(words[kind], **named, per=self.per(target.per))
            elif progress.is_kept or progress.baseline is None:
                way = progress.upward if progress.is_kept else None
                yield self.say(words["aim" if way is None else "floor" if way else "limit"], **named)
            else:
                named["baseline"] = self.amount(progress.baseline)
                yield self.say(words["way"], **named, baseline_origin=self.origin(progress.baseline_origin))
        if progress.end is not None:
            end = self.date(progress.end)
            if progress.start is None:
                yield self.say(words["deadline"], end=end)
            else:
                origin = self.origin(progress.start_origin)
                yield self.say(words["time"], start=self.date(progress.start), start_origin=origin, end=end)

    def way(self) -> Iterator[str]:
        """How much of it lies behind."""
        progress, words = self.progress, self.words
        if progress.fraction is None or progress.is_habit:
            return
        if isinstance(progress.goal.target, Milestones):
            yield self.say(words["share_done"], fraction=self.share(progress.fraction))
        elif progress.is_kept:
            yield from self.outside()
            if progress.share_kept is not None:
                yield self.say(words["kept"], share=self.share(progress.share_kept))
        elif progress.baseline is not None and progress.target is not None:
            whole = abs(float((progress.target - progress.baseline).magnitude))
            made = self.change(abs(progress.fraction) * whole)
            key = "made" if progress.fraction >= 0 else "lost"
            yield self.say(words[key], made=made, whole=self.change(whole), fraction=self.part(progress.fraction))

    def outside(self) -> Iterator[str]:
        """How far a value lies from the limit or the range that it should keep."""
        progress, found = self.progress, self.progress.history
        if progress.achieved or found.unit is None or not found.values:
            return
        value = found.values[-1]
        far = distance(progress.goal.target, progress.target, found.unit, value)
        target = progress.goal.target
        low = target.low if isinstance(target, Band) else progress.target
        is_low = low is not None and value < float(low.to(found.unit).magnitude)
        words = self.words["outside"]["low" if is_low else "high"]
        yield self.say(words, distance=self.change(far))

    def pace(self) -> Iterator[str]:
        """How that compares with what is expected."""
        progress, words = self.progress, self.words
        fraction, expected, value = progress.fraction, progress.expected, progress.expected_value
        if fraction is None or expected is None or value is None or progress.is_kept or progress.gap is None:
            return
        trajectory = progress.trajectory
        yield self.say(
            words["expected_share" if isinstance(progress.goal.target, Milestones) else "expected"],
            day=self.date(progress.compared_on),
            trajectory=words["trajectories"].get(trajectory.name, trajectory.name),
            expected=self.part(expected),
            value=self.about(value),
        )
        if progress.pace_ratio is None or progress.lead_days is None:
            yield self.say(words["not_due"])
            return
        gap = to_percent(progress.gap) or 0.0
        named = {
            "fraction": self.part(fraction),
            "expected": self.part(expected),
            "ratio": self.number(progress.pace_ratio),
        }
        if abs(gap) < _EVEN:
            yield self.say(words["pace_even"], **named)
            return
        yield self.say(
            words["pace"],
            **named,
            gap=self.amount(Quantity(rounded(abs(gap)), Unit.percentage_point())),
            side=words["sides"]["ahead" if gap > 0 else "behind"],
            days=self.counted("days", round(abs(progress.lead_days))),
        )

    def habit(self) -> Iterator[str]:
        """How often a habit was kept, and whether it still can be."""
        progress, words, running = self.progress, self.words["habit"], self.progress.habit
        if running is None:
            return
        if progress.fraction is None:
            yield self.say(words["none"])
        else:
            yield self.say(words["kept"], share=self.share(progress.fraction))
        if progress.upward is False:
            yield self.say(words["within" if running.met else "over"])
        elif running.met:
            yield self.say(words["met"])
        else:
            key = {None: "open", True: "can", False: "cannot"}[running.can_still]
            yield self.say(words[key], missing=self.about(running.missing))

    def verdict(self) -> Iterator[str]:
        """What that is called, and who says so."""
        progress, words = self.progress, self.words
        computed = progress.computed_status
        if progress.achieved and not progress.is_habit and not progress.is_kept:
            since = progress.reached_on
            key = "late" if progress.is_late else "since" if since is not None else "yes"
            yield self.say(words["achieved"][key], day="" if since is None else self.date(since))
        reason = None if progress.achieved and not progress.is_kept else words["reasons"].get(computed)
        if self.is_flat:
            relative = isinstance(progress.goal.target, Change | Multiple)
            of_nothing = relative and progress.target is not None and not progress.target.magnitude
            yield self.say(words["reasons"]["nothing_of_nothing" if of_nothing else "no_way"])
            reason = None
        elif computed == State.TOO_EARLY and progress.expected == 0:
            reason = None  # that nothing is expected has been said
        bands = () if progress.is_kept else progress.policy.bands  # what is kept or not needs no policy
        if progress.measured is not None and computed in (band.name for band in bands):
            yield self.judged(progress.policy, progress.measured)
        elif reason is not None:
            yield self.say(reason)
        override = progress.override
        if override is None or override.on > progress.on:
            return
        named = {"author": override.by, "day": self.date(override.on), "computed": self.status(computed)}
        if not progress.is_overridden:
            yield self.say(words["override_over"], **named)
        elif override.reason is None:
            yield self.say(words["override"], **named, status=self.status(override.status))
        else:
            yield self.say(
                words["override_reason"], **named, status=self.status(override.status), reason=override.reason
            )

    def judged(self, policy: StatusPolicy, measured: float) -> str:
        """Which band a number falls into."""
        words, place = self.words["judged"], len(policy.bands) - policy.rank(measured)
        low = policy.bands[place].cut
        high = policy.bands[place - 1].cut if place else None
        key = "only"
        if low is not None or high is not None:
            key = "between" if low is not None and high is not None else "top" if high is None else "bottom"
        return self.say(
            words[key],
            policy=str(policy),
            measured=self.number(measured),
            status=self.status(policy.bands[place].name),
            low="" if low is None else self.number(low),
            high="" if high is None else self.number(high),
        )

    def rates(self) -> Iterator[str]:
        """What is needed from now on, and what has been."""
        progress, words = self.progress, self.words
        needed, pace = progress.required_per_day, progress.pace_per_day
        if progress.achieved or needed is None or pace is None or isinstance(progress.goal.target, Milestones):
            return
        if self.is_flat:
            return
        yield self.say(words["needed"], required=self.rate(needed), pace=self.rate(pace))
        best = progress.best_per_day
        if best is not None and best * needed > 0:  # what went the other way is no best stretch
            yield self.say(words["best"], best=self.rate(best))

    def rate(self, per_day: float) -> str:
        """A rate for the span that people think in: that of the metric's cadence, else one that suits the goal."""
        metric, start, end = self.progress.goal.metric, self.progress.start, self.progress.end
        days = 0 if start is None or end is None else (end - start).days
        if metric is not None and metric.cadence is not None:
            span = metric.cadence.every if metric.cadence.every in _SPANS else "month"
        else:
            span = next(name for name, least in _LEAST_DAYS.items() if days >= least)
        if (self.progress.days_left or 0) < _SPANS[span]:
            span = "day"
        return filled(self.words["rates"][span], amount=self.change(per_day * _SPANS[span]))

    def forecast(self) -> Iterator[str]:
        """What the readings say about the deadline."""
        found, words, end = self.progress.forecast, self.words, self.progress.end
        if found is None or end is None or (self.progress.achieved and not self.progress.is_kept):
            return
        if found.value is not None:
            named = {"end": self.date(end), "method": words["methods"].get(found.method, found.method)}
            named["readings"] = self.number(found.readings)
            if found.low is None or found.high is None:
                yield self.say(words["forecast_bare"], **named, value=self.about(found.value))
            else:
                value, low, high = self.forecasted(found.value, found.low, found.high)
                named.update(value=value, level=self.share(found.level), low=low, high=high)
                yield self.say(words["forecast"], **named)
            if self.is_flat:
                return
            if found.probability is not None:
                key = "chance_kept" if self.progress.is_kept else "chance"
                yield self.say(words[key], chance=self.chance(found.probability))
            if found.date is not None and not self.progress.is_kept:
                yield self.say(words["reached"], day=self.date(found.date))
        if found.limits:
            limits = "; ".join(words["limits"].get(limit, limit) for limit in found.limits)
            yield self.say(words["caveats"], limits=limits)

    def notes(self) -> Iterator[str]:
        """What to know about the readings."""
        progress, words, found = self.progress, self.words, self.progress.history
        if progress.stale and progress.age_days is not None:
            yield self.say(words["stale"], days=self.counted("days", progress.age_days))
        if progress.coverage is not None and progress.coverage < 1 and not progress.is_habit:
            yield self.say(words["coverage"], share=self.share(progress.coverage))
        for name, count in (("future", found.future), ("merged", found.merged)):
            if count:
                yield self.say(self.counted(name, count))


def rounded(value: float, digits: int = _DIGITS) -> Decimal:
    """A computed number with a few digits, whole ones kept.

    Example:
        >>> rounded(0.123456), rounded(123456.7)
        (Decimal('0.123'), Decimal('123457'))
    """
    number = Decimal(repr(value))
    if not number:
        return Decimal(0)
    places = max(0, digits - 1 - number.adjusted())
    return round(number, places) if places else number.to_integral_value()
