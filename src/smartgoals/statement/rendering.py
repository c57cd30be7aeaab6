"""From a goal to a sentence: `render()`, in any language that has a file.

The words stand in the table `[rendering]` of the language's file, as templates; numbers and dates are written as CLDR
says. The sentences are such that `parse()` reads them back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smartgoals.lexicon import languages, load
from smartgoals.lexicon.figures import Figures, filled
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
from smartgoals.statement.tokens import tokenize
from smartgoals.statement.values import entry_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from smartgoals.lexicon import Lexicon
    from smartgoals.model import Goal, Horizon, Quantity, Unit

__all__ = ["render"]

_GAP: Final = re.compile(r" +([,.])(?= |$)")
_WHOLE: Final = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
_WITH_SIGN: Final = (UnitKind.PERCENT, UnitKind.CURRENCY, UnitKind.RATIO)
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


class _Writer(Figures):
    """One goal on its way into a sentence of one language; each method writes a part of it."""

    def __init__(self, goal: Goal, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.goal = goal
        self.metric = self.name()
        self.verb = self.own_verb()
        self.beginning: Period | None = None
        self.baseline_is_said = False
        self.lasting = isinstance(goal.target, Habit) or self.way() is Direction.MAINTAIN
        """Whether the goal holds until its end rather than being met by it."""

    def sentence(self) -> str:
        goal = self.goal
        core = self.core()
        deadline, start = self.deadline(goal.horizon) if goal.horizon is not None else ("", "")
        means, explained = self.means()
        purpose, why = self.purpose()
        text = filled(
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
            case Level(quantity=quantity, bound=bound) as target:
                return self.level(quantity, bound) + self.grades(target)
            case Change(by=by, bound=bound):
                return self.change(by, bound)
            case Multiple(factor=factor, bound=bound):
                return self.multiple(factor, bound)
            case Band(low=low, high=high):
                once = low.unit.kind not in _WITH_SIGN
                first = self.number(low.magnitude) if once else self.target_amount(low)
                words = filled(self.words["bounds"]["between"], low=first, high=self.target_amount(high))
                return self.aimed("band", words, low, nearest=self.goal.target.level(self.goal.baseline))
            case Milestones(steps=steps):
                return self.events([step.name for step in steps])
            case Habit():
                return self.habit(self.goal.target)
        return self.template(self.way(), "none")

    def level(self, quantity: Quantity, bound: Bound) -> str:
        kept = self.way() is Direction.MAINTAIN and bound is Bound.AT_LEAST
        amount = self.target_amount(quantity)
        words = filled(self.words["bounds"]["kept_at_least"], amount=amount) if kept else self.bounded(amount, bound)
        return self.aimed("level", words, quantity, nearest=quantity)

    def grades(self, target: Level) -> str:
        """What is promised and what is hoped for, in brackets."""
        words = [
            filled(self.words["grades"][name], amount=self.amount(grade))
            for name in ("commit", "stretch")
            if (grade := getattr(target, name)) is not None
        ]
        return f" ({', '.join(words)})" if words else ""

    def aimed(self, kind: str, words: str, quantity: Quantity, *, nearest: Quantity | None) -> str:
        """A level or a band, with the verb that leads there."""
        way = self.way()
        start = self.goal.baseline.quantity if self.goal.baseline is not None else None
        if way in (Direction.REACH, Direction.ACHIEVE) and start is not None and nearest != start:
            if nearest is None:  # inside the band
                way, self.lasting = Direction.MAINTAIN, True
            else:
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
            if key in words["verbs"]:
                return filled(words["verbs"][key], metric=self.metric, bound=words["bounds"][bound.value])
            part = plain(abs(factor - 1))
            way = Direction.INCREASE if rises else Direction.DECREASE
            if part in words["parts"]:
                return self.template(way, "change", target=self.bounded(words["parts"][part], bound))
        # In figures the words speak of the level: to cut by at least so much is to end at no more than the rest.
        left = bound if factor >= 1 or bound is Bound.EXACTLY else _OPPOSITE[bound]
        target = filled(self.plural(words["other"], factor), number=self.number(factor))
        return self.template(way, "level", target=self.bounded(target, left))

    def events(self, names: list[str]) -> str:
        """What is to be done; a name that says so itself needs no verb."""
        self.baseline_is_said = True  # an event starts from nothing
        if not any(map(self.says_itself, names)):
            return self.template(Direction.ACHIEVE, "event", target=self.listed(names))
        phrases = [
            name if self.says_itself(name) else self.template(Direction.ACHIEVE, "event", target=name) for name in names
        ]
        return self.listed([phrases[0], *map(_small, phrases[1:])])

    def habit(self, habit: Habit) -> str:
        cadence = self.words["cadences"][habit.per.every]
        rhythm = cadence.get(str(habit.per.interval), cadence["more"])
        number = self.number(Decimal(habit.per.interval))
        counted = self.is_counted(habit.quantity.unit)
        limited = self.goal.metric is not None and self.goal.metric.direction is Direction.DECREASE
        amount = self.bounded(self.target_amount(habit.quantity), Bound.AT_MOST if limited else Bound.EXACTLY)
        noun = self.metric if counted else ""
        target = f"{amount} {noun} {filled(rhythm, number=number)}"
        kind = "count" if counted or not self.metric else "level"
        words, verb = self.words["habit"], "verb"
        if habit.quantity.unit.kind is UnitKind.CURRENCY:
            kind, verb = "money" if kind == "level" else "money_count", "money_verb"
        return filled(words[kind], verb=self.verb or words[verb], metric=self.metric, target=target)

    def way(self) -> Direction:
        """Which way the goal goes; a band that says nothing else is kept to, a level is reached."""
        metric = self.goal.metric
        if metric is not None and metric.direction is not None:
            return metric.direction
        return Direction.ACHIEVE if metric is None and self.verb else Direction.REACH

    def own_verb(self) -> str:
        """The verb of doing that the goal's own statement begins with, in this language."""
        tokens = tokenize(self.goal.statement[:100])
        found = entry_at(tokens, 0, self.lexicon)
        return found[0].text if found is not None and found[0].roles.get("verb") == "achieve" else ""

    def template(self, way: Direction, kind: str, *, target: str = "", origin: str = "") -> str:
        words = self.words[way.value]
        template = words.get(kind, words.get("level"))
        verb = self.verb or words.get("verb", "")
        return filled(template, verb=verb, metric=self.metric, target=target, **{"from": origin})

    def bounded(self, amount: str, bound: Bound) -> str:
        return filled(self.words["bounds"][bound.value], amount=amount)

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
        if metric.statistic is not None and metric.statistic.casefold() not in metric.name.casefold():
            name = filled(self.words["statistic"], metric=name, statistic=metric.statistic)
        if metric.population is None:
            return name
        link = re.search(
            rf"{re.escape(metric.name)} (\w+)( (?:\w+ ){{0,2}}){re.escape(metric.population)}", self.goal.statement
        )
        entry = self.lexicon.entries.get(link[1].casefold()) if link is not None else None
        if link is not None and entry is not None and entry.roles.keys() & {"at", "of", "within"}:
            return f"{name} {link[1]}{link[2]}{metric.population}"  # as the statement puts it
        return filled(self.words["population"], metric=name, population=metric.population)

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
        return filled(self.words["baseline"][kind], amount=amount, period=period)

    def since(self) -> str:
        """The baseline at the end of the sentence, unless it has been said."""
        baseline, words = self.goal.baseline, self.words["baseline"]
        if baseline is None or self.baseline_is_said:
            return ""
        if baseline.quantity is not None:
            return self.started("since", bare=self.names_unit(baseline.quantity.unit))
        if baseline.period is not None:
            if baseline.period == self.beginning and isinstance(self.goal.target, Change | Multiple):
                return ""  # a change is measured from where its time begins
            return filled(words["compared"], period=self.period(baseline.period, "name"))
        return str(words["unknown"])

    # the horizon

    def deadline(self, horizon: Horizon) -> tuple[str, str]:
        """When it is due, or the time it runs for: the first for the deadline's place, the second for the start's."""
        words, first, last = self.words["periods"], horizon.start, horizon.end
        baseline = self.goal.baseline
        if baseline is not None and baseline.period is not None and baseline.period.last == first:
            first = None  # it starts from its baseline
        if first is None or first == last:
            kinds = (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY)
            period = next(p for kind in kinds if (p := Period.containing(last, kind)).last == last)
            return self.period(period, "until" if self.lasting else "by"), ""
        for kind in _WHOLE:
            period = Period.containing(last, kind)
            if period.last == last and (period.first - first).days in (0, 1):
                return filled(words["during"][kind.value], **self.named(period)), ""
        beginning, end = self.edges(first, last)
        if isinstance(self.goal.target, Band):  # which says "between" already
            return "", filled(words["aside"], first=beginning, last=end)
        return filled(words["span"], first=beginning, last=end), ""

    def edges(self, first: dt.date, last: dt.date) -> tuple[str, str]:
        """Both ends of a time, in whole years or months where they fit; days of one year say it once."""
        from babel.dates import format_skeleton

        for kind in (PeriodKind.YEAR, PeriodKind.MONTH):
            start, end = Period.containing(first, kind), Period.containing(last, kind)
            if start.first == first and end.last == last:
                self.beginning = start
                return self.period(start, "name"), self.period(end, "name")
        one_year = first.year == last.year
        date = format_skeleton("MMMMd", first, locale=self.locale) if one_year else self.date(first)
        day = self.words["periods"]["day"]["name"]
        return filled(day, date=date), filled(day, date=self.date(last))

    # amounts

    def target_amount(self, quantity: Quantity) -> str:
        """An amount, without its noun where the metric's name has it."""
        return self.number(quantity.magnitude) if self.names_unit(quantity.unit) else self.amount(quantity)

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
        explained = filled(words["sentence"], text=self.listed(outside)) if outside else ""
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
            return filled(words[form], text=_small(text)), ""
        return "", filled(words["sentence"], text=text)

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
            text = filled(joined, all=text, last=item)
        return filled(final, all=text, last=last)


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
