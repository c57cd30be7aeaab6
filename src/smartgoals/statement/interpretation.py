"""From what the grammar found to slots, parts and a goal."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model import Period, Quantity, Unit, UnitKind
from smartgoals.statement.composition import Facts, compose, corrected
from smartgoals.statement.naming import Naming
from smartgoals.statement.statement import Ambiguity, Part, Role, Slots
from smartgoals.statement.values import Amount, counting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Context, Goal
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.dates import When
    from smartgoals.statement.found import Found
    from smartgoals.statement.tokens import Token

__all__ = ["Interpretation"]

_SMALL = 1000  # a number below it may share the "million" of the number that follows
_LITTLE = frozenset(("articles", "and", "modal", "about", "to", "answering"))


class Interpretation:
    """Everything that one reading gives, from the chunks of a statement.

    The properties are worked out in order by `__init__`; the caller takes `goal`, `slots`, `parts`, `ambiguities` and
    `rest`.
    """

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        chunks: list[Chunk],
        found: Found,
        lexicon: Lexicon,
        context: Context,
        given: Mapping[str, Any],
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.chunks = chunks
        self.found = found
        self.lexicon = lexicon
        self.context = context
        self.given = given
        self.further = list(itertools.takewhile(lambda other: other.is_further, found.goals()[1:]))
        self.parts: list[Part] = []
        self.ambiguities: list[Ambiguity] = []
        self._all()
        self._none()
        self._zero()
        self._share_scale()
        self.target_period = self._resolve(found.target_when, self._unless("target_when", found.target_when_at))
        start = self._resolve(found.start_when, None, before=self.target_period)
        self.start_period = start
        self.baseline_period = self._resolve(
            found.baseline_when, self._unless("baseline_when", found.baseline_when_at), before=self.target_period
        )
        naming = Naming(chunks, found, lexicon.endings)
        if self.target_period is None and found.target_when is not None:
            found.target_when_at = None  # a date that does not exist stays in the rest
        self.metric_at, self.population_at, self.owner_at = naming.metric_at, naming.population_at, naming.owner_at
        self.direction = self._direction()
        self.slots = attrs.evolve(self._slots(), **given) if given else self._slots()
        self._doubts()
        self._collect_parts()
        self.rest = tuple(self._rest())
        self.goal = self._goal()

    def _unless(self, slot: str, at: tuple[int, int] | None) -> tuple[int, int] | None:
        """A place, unless its slot was given, so that it leaves no doubt."""
        return None if slot in self.given else at

    # places

    def span(self, at: tuple[int, int]) -> tuple[int, int]:
        """Offsets in the text of a stretch of chunks."""
        return self.tokens[self.chunks[at[0]].first].start, self.tokens[self.chunks[at[1] - 1].after - 1].end

    def words(self, at: tuple[int, int] | None) -> str | None:
        """The words of a stretch of chunks, with plain spaces."""
        if at is None:
            return None
        start, end = self.span(at)
        return " ".join(self.text[start:end].split())

    # dates

    def _resolve(self, when: When | None, at: tuple[int, int] | None, *, before: Period | None = None) -> Period | None:
        if when is None:
            return None
        period = when.resolve(self.context, before=before)
        if period is not None and when.turned and at is not None:
            start, end = self.span(at)
            other = attrs.evolve(when, index=when.day, day=when.index).resolve(self.context)
            self.ambiguities.append(Ambiguity("date", self.text[start:end], start, end, (str(period), str(other))))
        if period is not None and not when.has_year and at is not None:
            start, end = self.span(at)
            others = (period.previous(), period.next()) if when.kind == "year" else ()
            readings = [str(period), *(str(other) for other in others)]
            later = _same_next_year(period)
            if later is not None and str(later) not in readings:
                readings.append(str(later))
            if len(readings) > 1:
                doubt = Ambiguity("period_without_year", self.text[start:end], start, end, tuple(readings))
                self.ambiguities.append(doubt)
        return period

    # what is aimed at

    def _zero(self) -> None:
        """ "Eliminate" aims at zero, when no other target is said."""
        found = self.found
        if found.zero_at is None or found.has_target:
            return
        first = found.zero_at[0]
        found.target = Amount(Decimal(0), None, None, self.chunks[first].first, self.chunks[first].after)
        found.target_at = found.zero_at

    def _share_scale(self) -> None:
        """ "From 10 to 12 million": a scale or unit said once holds for both ends."""
        found = self.found
        target = found.target_high or found.target
        if target is None or target.scale == 1:
            return
        for name in ("baseline", "target"):
            amount: Amount | None = getattr(found, name)
            if amount is None or amount is target or amount.unit is not None or amount.scale != 1:
                continue
            if 0 < abs(amount.value) < _SMALL:
                value = amount.value * target.scale
                setattr(found, name, attrs.evolve(amount, value=value, unit=target.unit, slot=target.slot, other=None))

    def _all(self) -> None:
        """ "All customers will have …" aims at all of them."""
        found = self.found
        start = found.extent[0]
        first = next((i for i in range(start, min(start + 2, found.extent[1])) if "all" in self.chunks[i].roles), None)
        moves = found.direction in ("increase", "decrease", "maintain")
        if first is None or found.aims or found.verb is not None or moves:
            return
        piece = self.chunks[first]
        found.target = Amount(Decimal(100), Unit.percent(), "percent", piece.first, piece.after)
        found.target_at = first, first + 1

    def _none(self) -> None:
        """ "No open bugs by June" aims at zero."""
        found = self.found
        start, end = found.extent
        first = next((i for i in range(start, min(start + 2, end)) if "none" in self.chunks[i].roles), None)
        if first is None or found.aims or found.direction in ("increase", "decrease", "maintain"):
            return
        found.zero_at = first, first + 1
        if found.verb != "achieve":
            found.direction = "reach"

    def _direction(self) -> str | None:
        found = self.found
        told = found.direction
        if told in ("increase", "decrease", "maintain"):
            return told
        if found.baseline is not None and found.target is not None and not found.is_change:
            low, high = found.baseline.value, found.target.value
            if low != high and found.bound == ("max" if low < high else "min"):
                return "maintain"  # "at most 5 %, from 4 %": kept already
            if low != high:
                return "increase" if low < high else "decrease"
        if told == "achieve" and not (found.verb == "pursue" and found.target is not None):
            return "achieve"
        if told == "reach" or found.target is not None:
            return "reach"
        return "achieve" if found.linked or found.target_when is not None else None

    def _slots(self) -> Slots:
        found = self.found
        target, high = found.target, found.target_high
        target_is, bound, unit = self._target_kind(), found.bound, None
        value: Decimal | None = None
        if found.factor is not None and target is None:
            value, unit = found.factor, "times"
        elif target is not None:
            value = abs(target.value) if found.is_change else target.value
            unit = self._unit_slot(high or target)
        return Slots(
            direction=self.direction,
            metric=self.words(self.metric_at),
            baseline=found.baseline.value if found.baseline is not None else None,
            baseline_when=str(self.baseline_period) if self.baseline_period is not None else None,
            target=None if high is not None else value,
            target_low=target.value if high is not None and target is not None else None,
            target_high=high.value if high is not None else None,
            target_is=target_is,
            bound=bound,
            unit=unit,
            target_when=str(self.target_period) if self.target_period is not None else None,
            means=self.words(found.means),
            purpose=self.words(found.purpose),
            confidence=self.words(found.confidence),
        )

    def _target_kind(self) -> str | None:
        found = self.found
        if found.target_high is not None:
            return "range"
        if found.target is not None:
            if found.is_change:
                return "relative_change"
            return {"min": "bound_min", "max": "bound_max"}.get(found.bound or "", "absolute")
        if found.factor is not None:
            return "multiple"
        if self.metric_at is None or self.direction != "achieve" or found.verb == "pursue":
            return None
        return "milestone" if found.verb == "achieve" or found.target_when is not None else None

    def _unit_slot(self, amount: Amount) -> str | None:
        slot = self._unit_word(amount)
        return "/".join((slot, *self.found.per)) if slot is not None and self.found.per else slot

    def _unit_word(self, amount: Amount) -> str | None:
        """The unit without what it is per."""
        if amount.slot is not None:
            return amount.slot
        if self.found.noun is not None and amount is not self.found.baseline:
            return self.words(self.found.noun)
        if self.found.baseline is not None and self.found.baseline.slot is not None:
            return self.found.baseline.slot
        return self._counted()

    def _counted(self) -> str | None:
        """What is counted, when the metric says it: "antalet kunder", "number of tickets", "social media followers"."""
        if self.metric_at is None:
            return None
        first, after = self.metric_at
        words = [self.chunks[i] for i in range(first, after)]
        counted = next((place for place, piece in enumerate(words) if "count_of" in piece.roles), None)
        if counted is not None and counted + 1 < len(words):
            stops = {"of", "at", "and", "per", "within", "compared", "that", "preposition", "pronoun"}
            after_it = words[counted + 1 :]
            heads = [p.norm for p in itertools.takewhile(lambda p: not p.roles.keys() & stops, after_it)]
            return heads[-1] if heads else None
        plural = tuple(self.lexicon.data["language"]["plural"])
        last = words[-1]
        if last.norm.endswith(self.lexicon.words("scores")):
            return None  # "eNPS" is no plural
        return last.norm if not last.roles and len(last.norm) > 3 and last.norm.endswith(plural) else None

    # doubts

    def _doubts(self) -> None:
        found = self.found
        for amount in (found.baseline, found.target, found.target_high):
            if amount is not None and amount.other is not None:
                start, end = self.tokens[amount.first].start, self.tokens[amount.after - 1].end
                readings = tuple(f"{value.normalize():f}" for value in (amount.value, amount.other))
                self.ambiguities.append(Ambiguity("number", self.text[start:end], start, end, readings))
        if found.is_change and found.target is not None and found.target_at is not None:
            unit = found.target.unit
            if unit is not None and unit.kind is UnitKind.PERCENT and self._metric_is_share():
                start, end = self.span(found.target_at)
                self.ambiguities.append(
                    Ambiguity("percent_or_points", self.text[start:end], start, end, ("percent", "percentage_point"))
                )
        self.ambiguities.sort(key=lambda doubt: doubt.span)

    def _metric_is_share(self) -> bool:
        """Whether the metric itself is counted in percent, so that "by 5 %" may mean points."""
        baseline = self.found.baseline
        if baseline is not None and baseline.unit is not None and baseline.unit.is_share:
            return True
        if self.metric_at is None:
            return False
        shares = self.lexicon.data["shares"]
        words = {self.chunks[i].norm for i in range(*self.metric_at)}
        return bool(words & set(shares["words"])) or any(
            word.endswith(tuple(shares["endings"])) for word in words if shares["endings"]
        )

    # parts

    def _collect_parts(self) -> None:
        found = self.found
        places = (
            (Role.DIRECTION, found.direction_at),
            (Role.METRIC, self.metric_at),
            (Role.POPULATION, self.population_at),
            (Role.STATISTIC, found.statistic_at),
            *((Role(grade), (first, after)) for grade, (_, first, after) in found.grades.items()),
            (Role.BASELINE, found.baseline_at),
            (Role.BASELINE_WHEN, found.baseline_when_at),
            (Role.BOUND, found.bound_at),
            (Role.TARGET, found.target_at),
            (Role.TARGET, found.per_at if found.has_target else None),
            (Role.TARGET_WHEN, found.target_when_at),
            (Role.OWNER, self.owner_at),
            (Role.CONFIDENCE, found.confidence),
            (Role.MEANS, found.means),
            (Role.PURPOSE, found.purpose),
            (Role.GUARDRAIL, found.guardrail),
        )
        for other in self.further:
            further = (Role.BOUND, other.bound_at), (Role.TARGET, other.target_at)
            places = (*places, *further, (Role.TARGET_WHEN, other.target_when_at))
        for role, at in places:
            if at is not None and role.value not in self.given:
                start, end = self.span(at)
                self.parts.append(Part(role, self.text[start:end], start, end))
        if found.noun is not None and found.target_at is not None and found.noun != self.metric_at:
            target = next((p for p in self.parts if p.role is Role.TARGET), None)
            start, end = self.span(found.noun)
            if target is not None and start >= target.end:
                place = self.parts.index(target)
                self.parts[place] = Part(Role.TARGET, self.text[target.start : end], target.start, end)
        self.parts.sort(key=lambda part: (part.start, part.end, part.role))

    def _rest(self) -> Iterator[Part]:
        """Words with a meaning of their own that no part holds, joined where they stand side by side."""
        taken = [part.span for part in self.parts]
        if self.found.verb_at is not None:
            taken.append(self.span(self.found.verb_at))  # "bring it down": another word tells the way
        last = self.further[-1] if self.further else self.found

        def is_taken(piece: Chunk) -> bool:
            start, end = self.tokens[piece.first].start, self.tokens[piece.after - 1].end
            return any(low <= start and end <= high for low, high in taken)

        for covered, pieces in itertools.groupby(self.chunks[self.found.extent[0] : last.extent[1]], is_taken):
            words = [piece for piece in pieces if piece.kind != "stop"]
            first = next((i for i, piece in enumerate(words) if _LITTLE.isdisjoint(piece.roles)), None)
            if covered or first is None or all("preposition" in piece.roles for piece in words[first:]):
                continue
            start, end = self.tokens[words[first].first].start, self.tokens[words[-1].after - 1].end
            yield Part(Role.REST, self.text[start:end], start, end)

    # the goal

    def _goal(self) -> Goal:
        found = self.found
        start = None
        if self.start_period is not None:
            start = self.start_period.first
        elif self.baseline_period is not None and found.baseline is not None:
            start = self.baseline_period.last
        facts = Facts(
            statement=" ".join(self.text.split()) or "-",
            slots=self.slots,
            unit=self._unit(),
            target_unit=self._target_unit(),
            baseline_unit=self._baseline_unit(),
            owner=self.words(self.owner_at),
            population=self.words(self.population_at),
            statistic=self._statistic(),
            grades=self._grades(),
            is_pursuit=found.verb == "pursue",
            is_doing=found.verb == "achieve",
            names_doing=self.metric_at is not None and self.metric_at == found.verb_at,
            start=start,
            edge=found.target_when.edge if found.target_when is not None else "",
            calendar=self.context.calendar,
        )
        return compose(facts if not self.given else corrected(facts, self.given, self.lexicon))

    def _statistic(self) -> str | None:
        """The word itself, without "at" before it."""
        at = self.found.statistic_at
        return self.words((at[1] - 1, at[1])) if at is not None else None

    def _grades(self) -> dict[str, Quantity]:
        """The levels beside the target; one without a unit has the target's."""
        unit = self._target_unit() or Unit.number()
        return {
            grade: Quantity(amount.value, self._per(amount.unit) if amount.unit is not None else unit)
            for grade, (amount, *_) in self.found.grades.items()
        }

    def _unit(self) -> Unit | None:
        """The unit of the metric: the target's, when the target is a level, else the baseline's."""
        found = self.found
        amounts: list[Amount | None] = [found.baseline]
        if not found.is_change:
            amounts = [found.target_high or found.target, found.baseline]
        for amount in amounts:
            if amount is not None and amount.unit is not None:
                return amount.unit if amount is found.baseline else self._per(amount.unit)
        if found.is_change or found.target is None:
            return None
        noun = self.words(found.noun) or self._counted()
        return self._per(counting(noun)) if noun else None

    def _per(self, unit: Unit) -> Unit:
        """The unit for each of what the target is per."""
        for word in self.found.per:
            known = self.lexicon.entries.get(word)
            kind, symbol = known.roles.get("unit", ("", "")) if known is not None else ("", "")
            if known is not None and "when_moment" in known.roles:
                kind, symbol = "physical", "day"  # "ten minutes every morning"
            unit = Unit.ratio(unit, Unit.physical(symbol) if kind == "physical" else counting(word))
        return unit

    def _baseline_unit(self) -> Unit | None:
        """The unit after the baseline; "from 20 to 30 kr a month" says "a month" for both."""
        unit = self.found.baseline.unit if self.found.baseline is not None else None
        whole = self._target_unit()
        return whole if whole is not None and unit is not None and whole.numerator == unit else unit

    def _target_unit(self) -> Unit | None:
        """The unit of the target's own number."""
        found = self.found
        amount = found.target_high or found.target
        if amount is None:
            return None
        if amount.unit is not None:
            return self._per(amount.unit)
        noun = (self.words(found.noun) or self._counted()) if found.is_change else None
        return self._per(counting(noun)) if noun else self._unit()


def _same_next_year(period: Period) -> Period | None:
    """The next period of the same name; week 53 and 29 February skip years."""
    for year in range(period.year + 1, period.year + 12):
        text = period.text.replace(f"{period.year:04}", f"{year:04}", 1)
        try:
            return Period(text, period.calendar) if period.is_fiscal else Period(text)
        except InvalidValueError:
            continue
    return None
