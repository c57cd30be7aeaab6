"""From a goal to a sentence: `render()`, in any language that has a file.

The words stand in the table `[rendering]` of the language's file, as templates; numbers and dates are written as CLDR
says. The sentences are such that `parse()` reads them back.
"""

from __future__ import annotations

import decimal
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from smartgoals.lexicon import languages, load
from smartgoals.model import (
    Band,
    Bound,
    Change,
    Direction,
    Habit,
    Level,
    Milestones,
    Multiple,
    Period,
    PeriodKind,
    UnitKind,
)
from smartgoals.model.unit import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from babel import Locale

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Goal, Horizon, Quantity, Unit

__all__ = ["render"]

_PLACE: Final = re.compile(r"\{(\w+)\}")
_GAP: Final = re.compile(r" +([,.])(?= |$)")
_WHOLE: Final = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
_PRECISE: Final = decimal.Context(prec=100)
_OPPOSITE: Final = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


def render(goal: Goal, language: str) -> str:
    """Write a goal as a sentence.

    The sentence says what the goal says of metric, baseline, target, horizon, means and reason, and nothing more; a
    goal that says little gets a short one. Names, nouns, means and reasons are written as they are, whatever language
    they are in. Owner, budget, activities, checkpoints, and levels to commit to or to stretch for stay outside.

    Args:
        goal: The goal. One with neither metric nor target is written as its own statement.
        language: The language to write in; see `smartgoals.lexicon.languages()`.

    Returns:
        A sentence that `parse()` reads in that language.

    Raises:
        InvalidValueError: There is no word file for the language.

    Example:
        >>> from smartgoals.model import Change, Context, Goal, Horizon, Metric, Quantity, Unit
        >>> goal = Goal(
        ...     "Sälj mer",
        ...     metric=Metric("online sales"),
        ...     target=Change(Quantity(12.5, Unit.percent()), "at_least"),
        ...     horizon=Horizon.until("2027-12-31"),
        ... )
        >>> render(goal, "en")
        'Increase online sales by at least 12.5% by the end of 2027.'
        >>> render(goal, "sv")
        'Öka online sales med minst 12,5 % senast 2027.'
    """
    lexicon = load(language)
    if goal.metric is None and goal.target is None:
        return " ".join(goal.statement.split())
    return _Writer(goal, lexicon).sentence()


class _Writer:
    """One goal on its way into a sentence of one language; each method writes a part of it."""

    def __init__(self, goal: Goal, lexicon: Lexicon) -> None:
        from babel import Locale

        self.goal = goal
        self.lexicon = lexicon
        self.words: Mapping[str, Any] = lexicon.data["rendering"]
        self.locale: Locale = Locale.parse(self.words["locale"])
        self.baseline_is_said = False
        self.metric = self.name()

    def sentence(self) -> str:
        goal = self.goal
        core, lasting = self.core(), self.lasts()
        deadline, start = self.deadline(goal.horizon, lasting=lasting) if goal.horizon is not None else ("", "")
        means, explained = self.means()
        purpose, why = self.purpose()
        text = _filled(
            self.words["sentence"],
            goal=core,
            deadline=deadline,
            start=start,
            since=self.since(),
            means=means,
            purpose=purpose,
        )
        return _tidy(" ".join(_capital(part.strip()) for part in (text, explained, why) if part))

    # what is aimed at

    def core(self) -> str:
        """The metric and the target."""
        match self.goal.target:
            case Level(quantity=quantity, bound=bound):
                return self.level(quantity, bound)
            case Change(by=by, bound=bound):
                return self.change(by, bound)
            case Multiple(factor=factor, bound=bound):
                return self.multiple(factor, bound)
            case Band(low=low, high=high):
                words = _filled(self.words["bounds"]["between"], low=self.amount(low), high=self.amount(high))
                return self.aimed("band", words, low, nearest=self.goal.target.level(self.goal.baseline))
            case Milestones(steps=steps):
                return self.events([step.name for step in steps])
            case Habit():
                return self.habit(self.goal.target)
        return self.template(self.way(), "none")

    def level(self, quantity: Quantity, bound: Bound) -> str:
        words = self.bounded(self.target_amount(quantity), bound)
        return self.aimed("level", words, quantity, nearest=quantity)

    def aimed(self, kind: str, words: str, quantity: Quantity, *, nearest: Quantity | None) -> str:
        """A level or a band, with the verb that leads there."""
        way = self.way()
        start = self.goal.baseline.quantity if self.goal.baseline is not None else None
        if way in (Direction.REACH, Direction.ACHIEVE) and start is not None and nearest not in (None, start):
            way = Direction.INCREASE if nearest > start else Direction.DECREASE
        if way in (Direction.INCREASE, Direction.DECREASE):
            self.baseline_is_said = start is not None
            # a noun that follows the target serves the baseline as well
            return self.template(
                way, "level", target=words, origin=self.started("from", bare=quantity.unit.kind is UnitKind.COUNT)
            )
        if way is not Direction.MAINTAIN and (not self.metric or self.is_counted(quantity.unit)):
            target = f"{words} {self.metric}" if self.metric else words
            return self.template(way, "count", target=target)
        return self.template(way, kind, target=words)

    def change(self, by: Quantity, bound: Bound) -> str:
        """A change; one that goes against its verb keeps its sign, so that the contradiction can be seen."""
        way = self.way()
        if way not in (Direction.INCREASE, Direction.DECREASE):
            way = Direction.DECREASE if by.magnitude < 0 else Direction.INCREASE
        size = -by if way is Direction.DECREASE else by
        return self.template(way, "change", target=self.bounded(self.target_amount(size), bound))

    def multiple(self, factor: Decimal, bound: Bound) -> str:
        """A multiple: by its own verb, as a change by a part, or in figures."""
        words, key = self.words["multiples"], plain(factor)
        way, rises = self.way(), factor > 1
        agrees = way in (Direction.REACH, Direction.ACHIEVE, Direction.INCREASE if rises else Direction.DECREASE)
        if agrees and factor != 1:
            # to end at no more than half is to cut by at least half
            size = bound if rises or bound is Bound.EXACTLY else _OPPOSITE[bound]
            if key in words["verbs"]:
                return self.bounded(_filled(words["verbs"][key], metric=self.metric), size)
            part = plain(abs(factor - 1))
            way = Direction.INCREASE if rises else Direction.DECREASE
            if part in words["parts"]:
                return self.template(way, "change", target=self.bounded(words["parts"][part], size))
        target = _filled(self.plural(words["other"], factor), number=self.number(factor))
        return self.template(way, "level", target=self.bounded(target, bound))

    def events(self, names: list[str]) -> str:
        """What is to be done; a name that says so itself needs no verb."""
        self.baseline_is_said = True  # an event starts from nothing
        if not any(map(self.says_itself, names)):
            return self.template(Direction.ACHIEVE, "event", target=self.listed(names))
        event = self.words["achieve"]["event"]
        phrases = [name if self.says_itself(name) else _filled(event, target=name) for name in names]
        return self.listed([phrases[0], *map(_small, phrases[1:])])

    def habit(self, habit: Habit) -> str:
        cadence = self.words["cadences"][habit.per.every]
        rhythm = cadence.get(str(habit.per.interval), cadence["more"])
        number = self.number(Decimal(habit.per.interval))
        counted = self.is_counted(habit.quantity.unit)
        limited = self.goal.metric is not None and self.goal.metric.direction is Direction.DECREASE
        amount = self.bounded(self.target_amount(habit.quantity), Bound.AT_MOST if limited else Bound.EXACTLY)
        noun = self.metric if counted else ""
        target = f"{amount} {noun} {_filled(rhythm, number=number)}"
        kind = "count" if counted or not self.metric else "level"
        if habit.quantity.unit.kind is UnitKind.CURRENCY:
            kind = "money" if kind == "level" else "money_count"
        return _filled(self.words["habit"][kind], metric=self.metric, target=target)

    def way(self) -> Direction:
        """Which way the goal goes; a band that says nothing else is kept to, a level is reached."""
        metric = self.goal.metric
        if metric is not None and metric.direction is not None:
            return metric.direction
        return Direction.REACH

    def lasts(self) -> bool:
        """Whether the goal holds until its end rather than being met by it."""
        return isinstance(self.goal.target, Habit) or self.way() is Direction.MAINTAIN

    def template(self, way: Direction, kind: str, *, target: str = "", origin: str = "") -> str:
        words = self.words[way.value]
        template = words.get(kind, words.get("level"))
        return _filled(template, metric=self.metric, target=target, **{"from": origin})

    def bounded(self, amount: str, bound: Bound) -> str:
        return _filled(self.words["bounds"][bound.value], amount=amount)

    # the metric

    def name(self) -> str:
        """The metric with whom it is counted over, in the form it takes inside a sentence."""
        metric = self.goal.metric
        if metric is None:
            return ""
        name = metric.name
        if self.goal.statement.startswith(name):
            name = _small(name)  # its capital was that of the sentence
        for beginning, other in self.words["beginnings"].items():
            if name.casefold().startswith(beginning):
                name = other + name[len(beginning) :]
                break
        if metric.population is None:
            return name
        return _filled(self.words["population"], metric=name, population=metric.population)

    def is_counted(self, unit: Unit) -> bool:
        """Whether the metric is the very thing that the unit counts: 500 members, of members."""
        metric = self.goal.metric
        return metric is not None and unit.kind is UnitKind.COUNT and metric.name.casefold() == unit.symbol.casefold()

    def names_unit(self, unit: Unit) -> bool:
        """Whether the metric's name ends with what the unit counts, so that the amount needs no noun."""
        if unit.kind is not UnitKind.COUNT or self.goal.metric is None:
            return False
        return f" {self.goal.metric.name}".casefold().endswith(f" {unit.symbol}".casefold())

    # the baseline

    def started(self, kind: str, *, bare: bool) -> str:
        """ "from" a known baseline; a bare one leaves its noun to what follows."""
        baseline = self.goal.baseline
        if baseline is None or baseline.quantity is None:
            return ""
        amount = self.number(baseline.quantity.magnitude) if bare else self.amount(baseline.quantity)
        period = self.period(baseline.period, "in") if baseline.period is not None else ""
        return _filled(self.words["baseline"][kind], amount=amount, period=period)

    def since(self) -> str:
        """The baseline at the end of the sentence, unless it has been said."""
        baseline, words = self.goal.baseline, self.words["baseline"]
        if baseline is None or self.baseline_is_said:
            return ""
        if baseline.quantity is not None:
            return self.started("since", bare=self.names_unit(baseline.quantity.unit))
        if baseline.period is not None:
            return _filled(words["compared"], period=self.period(baseline.period, "name"))
        return str(words["unknown"])

    # the horizon

    def deadline(self, horizon: Horizon, *, lasting: bool) -> tuple[str, str]:
        """When it is due, or the time it runs for: the first for the deadline's place, the second for the start's."""
        words, first, last = self.words["periods"], horizon.start, horizon.end
        baseline = self.goal.baseline
        if baseline is not None and baseline.period is not None and baseline.period.last == first:
            first = None  # it starts from its baseline
        if first is None or first == last:
            kinds = (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY)
            period = next(p for kind in kinds if (p := Period.containing(last, kind)).last == last)
            return self.period(period, "until" if lasting else "by"), ""
        for kind in _WHOLE:
            period = Period.containing(last, kind)
            if period.last == last and (period.first - first).days in (0, 1):
                return _filled(words["during"][kind.value], **self.named(period)), ""
        return "", _filled(words["span"], **self.edges(first, last))

    def edges(self, first: dt.date, last: dt.date) -> dict[str, str]:
        """Both ends of a time, in whole years or months where they fit; the year is said once where it is one."""
        from babel.dates import format_skeleton

        one_year = first.year == last.year
        for kind in (PeriodKind.YEAR, PeriodKind.MONTH):
            start, end = Period.containing(first, kind), Period.containing(last, kind)
            if start.first == first and end.last == last:
                short = one_year and kind is PeriodKind.MONTH
                name = self.date(first, "MMMM") if short else self.period(start, "name")
                return {"first": name, "last": self.period(end, "name")}
        name = format_skeleton("MMMMd", first, locale=self.locale) if one_year else self.date(first)
        return {"first": name, "last": self.date(last)}

    # periods and dates

    def period(self, period: Period, form: str) -> str:
        return _filled(self.words["periods"][period.kind.value][form], **self.named(period))

    def named(self, period: Period) -> dict[str, str]:
        """What the templates of periods may hold."""
        named = {"year": f"{period.year}", "number": f"{period.index}"}
        if period.is_fiscal:
            named["year"] = _filled(self.words["periods"]["fiscal"], year=named["year"])
        match period.kind:
            case PeriodKind.HALF | PeriodKind.TERTIAL | PeriodKind.QUARTER:
                named["ordinal"] = self.lexicon.data["ordinals"][named["number"]][0]
            case PeriodKind.MONTH:
                named["month"] = self.date(period.first, "LLLL")
            case PeriodKind.DAY:
                named["date"] = self.date(period.first)
        return named

    def date(self, day: dt.date, form: str = "long") -> str:
        from babel.dates import format_date

        return format_date(day, format=form, locale=self.locale)

    # numbers and units

    def target_amount(self, quantity: Quantity) -> str:
        """An amount, without its noun where the metric's name has it."""
        return self.number(quantity.magnitude) if self.names_unit(quantity.unit) else self.amount(quantity)

    def amount(self, quantity: Quantity) -> str:
        return self.measured(quantity.magnitude, quantity.unit)

    def measured(self, magnitude: Decimal, unit: Unit) -> str:
        """A number with its unit."""
        words = self.words["units"]
        match unit.kind:
            case UnitKind.RATIO if unit.numerator is not None and unit.denominator is not None:
                amount = self.measured(magnitude, unit.numerator)
                return _filled(words["per"], amount=amount, what=self.noun(unit.denominator, Decimal(1)))
            case UnitKind.CURRENCY:
                if magnitude < 0:
                    template = words["negative"]
                else:
                    template = words["currencies"].get(unit.symbol, words["currency"])
                whole = magnitude == magnitude.to_integral_value()
                return _filled(template, number=self.number(magnitude, 0 if whole else 2), symbol=unit.symbol)
            case UnitKind.PERCENT | UnitKind.PERCENTAGE_POINT | UnitKind.TIMES:
                template = words[unit.kind.value]
                if not isinstance(template, str):
                    template = self.plural(template, magnitude)
                return _filled(template, number=self.number(magnitude))
        return f"{self.number(magnitude)} {self.noun(unit, magnitude)}".strip()

    def noun(self, unit: Unit, magnitude: Decimal) -> str:
        """The unit's word, in the number that the amount asks for."""
        if unit.kind is UnitKind.NUMBER:
            return ""
        forms = self.words["units"]["physical"].get(unit.symbol) if unit.kind is UnitKind.PHYSICAL else None
        return self.plural(forms, magnitude) if forms is not None else unit.symbol

    def plural(self, forms: Mapping[str, str], magnitude: Decimal) -> str:
        text = plain(abs(magnitude))
        form = self.locale.plural_form(Decimal(text)) if "E" not in text else "other"
        return forms.get(form, forms["other"])

    def number(self, magnitude: Decimal, decimals: int = 0) -> str:
        """A number with the marks of the language and at least so many decimals; very long ones stay as they are."""
        from babel.numbers import format_decimal

        text = plain(magnitude)
        if "E" in text:
            return text
        shown = "#,##0." + "0" * decimals + "#" * max(0, len(text.partition(".")[2]) - decimals)
        with decimal.localcontext(_PRECISE):
            return format_decimal(Decimal(text), format=shown.rstrip("."), locale=self.locale)

    # means and reason

    def means(self) -> tuple[str, str]:
        """How it is to be reached: for the sentence, and as a sentence of its own where it does not fit."""
        words = self.words["means"]
        inside: list[str] = []
        outside: list[str] = []
        lead = ""
        for means in self.goal.means:
            found, text = self.led(means, "means")
            if not found:
                form = self.form(text)
                if form not in words:
                    outside.append(text)
                    continue
                found, _, _ = words[form].partition("{text}")
                text = _small(text) if form != "thing" else text
            same = found.strip().casefold() == lead and bool(inside)
            inside.append(text if same else f"{_small(found.strip())} {text}")
            lead = found.strip().casefold()
        explained = _filled(words["sentence"], text=self.listed(outside)) if outside else ""
        return self.listed(inside), explained

    def purpose(self) -> tuple[str, str]:
        """What it is good for, in the same two forms."""
        if self.goal.rationale is None:
            return "", ""
        words = self.words["purpose"]
        lead, text = self.led(self.goal.rationale, "purpose")
        if lead:
            return f"{_small(lead)} {text}", ""
        form = self.form(text)
        if form in words:
            return _filled(words[form], text=_small(text)), ""
        return "", _filled(words["sentence"], text=text)

    def led(self, text: str, role: str) -> tuple[str, str]:
        """Words such as "by" and "in order to" that lead in a phrase, and the phrase after them.

        Those of another language give way to those of this one.
        """
        text = text.rstrip(" .")
        for code in (self.lexicon.code, *languages()):
            lexicon = load(code)
            lead = _lead(text, role, lexicon)
            if lead:
                own = code == self.lexicon.code
                return text[:lead].strip() if own else "", text[lead:].strip()
        return "", text

    def form(self, text: str) -> str:
        """Whether a phrase names a thing, something being done, or something to do."""
        first, *_ = text.casefold().split() or [""]
        gerunds = tuple(self.lexicon.data["language"]["gerund"])
        if gerunds and len(first) > 4 and first.endswith(gerunds):
            return "doing"
        entry = self.lexicon.entries.get(first)
        return "verb" if entry is not None and "verb" in entry.roles else "thing"

    def says_itself(self, name: str) -> bool:
        """Whether the name of an event is a sentence already, or tells what to do."""
        first, *rest = name.casefold().split()
        for code in (self.lexicon.code, *languages()):
            entries = load(code).entries
            roles = [entries[word].roles if word in entries else {} for word in (first, *rest)]
            if "verb" in roles[0] or any("modal" in found for found in roles) or "past" in roles[-1]:
                return True
        return False

    def listed(self, items: Iterable[str]) -> str:
        """Several things in a row."""
        *most, last = list(items) or [""]
        if not most:
            return last
        joined, final = self.words["list"]
        text = most[0]
        for item in most[1:]:
            text = _filled(joined, all=text, last=item)
        return _filled(final, all=text, last=last)


def _filled(template: str, **values: str) -> str:
    """A template with its places filled; a place without a value stays empty."""
    return _PLACE.sub(lambda place: values.get(place[1], ""), template)


def _tidy(text: str) -> str:
    """The text with single spaces, and none before a comma or a full stop."""
    return _GAP.sub(r"\1", " ".join(text.split()))


def _lead(text: str, role: str, lexicon: Lexicon) -> int:
    """Where the words that lead in a phrase end; 0 when there are none."""
    folded = text.casefold()
    for words in sorted(lexicon.data["roles"][role], key=len, reverse=True):
        if folded.startswith(f"{words} "):
            return len(words)
    gerunds = tuple(lexicon.data["language"]["gerund"])
    for words in lexicon.data["roles"]["amount"] if gerunds else ():
        following = folded.removeprefix(f"{words} ").split()
        if folded.startswith(f"{words} ") and following and following[0].endswith(gerunds):
            return len(words)
    return 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
