"""The productions for amounts: from, to, by, at least, and numbers that stand alone."""

from __future__ import annotations

from decimal import Decimal

import attrs

from smartgoals.model import Unit
from smartgoals.statement.chunks import Chunk
from smartgoals.statement.found import DASHES, LOOK
from smartgoals.statement.measures import Measures
from smartgoals.statement.values import Amount

__all__ = ["Amounts"]

_DISTANCES = frozenset(("kilometer", "mile", "meter"))
_DURATIONS = frozenset(("second", "minute", "hour"))


class Amounts(Measures):
    """Amounts, with the words that say which of them is the baseline and which the target."""

    def multiple(self, i: int) -> int | None:
        """Read by the whole grammar"""
        raise NotImplementedError

    def in_order_to(self, i: int) -> int | None:
        """Read by the whole grammar"""
        raise NotImplementedError

    def bare_amount(self, i: int) -> int:
        """bare-amount = range | amount (comparative | direction-noun) | amount"""
        found = self.found
        if self.is_of_a_name(i) or self.is_named(i):
            if self.run_start is None:
                self.run_start = i
            return i + 1
        last = i + 3 if i + 2 < len(self.chunks) and self.chunks[i + 1].norm in DASHES else i + 1
        if last < len(self.chunks) and "aged" in self.chunks[last].roles:
            if self.run_start is None:
                self.run_start = i
            return last + 1  # "18–34 year-olds"
        signed = self.signed_change(i)
        if signed is not None:
            return signed
        race = self.race(i)
        if race is not None:
            return race
        if i + 2 < len(self.chunks) and "arrow" in self.chunks[i + 1].roles and self.chunks[i + 2].kind == "amount":
            self.close(i)
            found.baseline, found.baseline_at = self.chunks[i].value, (i, i + 1)
            return i + 1  # "1.8 % -> 2.5 %"
        after = self.share_of(i)
        if after is not None:
            return after
        at_verb = self.place in ("verb", "modal", "start") and self.is_fresh(i)
        self.close(i)
        after, high = self.range_end(i, words=True)
        if self.place == "modal" and self.is_fresh(i) and found.linked:
            self.outrank(i)  # what follows "will be" is the target, not a number before it
        following = self.chunks[after].roles if after < len(self.chunks) else {}
        if after + 1 < len(self.chunks) and (self.plain(after) or "adverb" in following):
            beyond = self.chunks[after + 1].roles
            is_size = self.is_percent(i) or self.is_times(i)
            if "verb" not in following and ("noun" in beyond if is_size else "comparative" in beyond):
                found.noun = None if is_size else (after, after + 1)
                following, after = beyond, after + 1  # "5 % annual improvement", "20 tonnes of it less"
        percent = self.is_percent(i)
        if "comparative" in following and high is None:
            return self.compared_change(i, after, None)
        if "noun" in following and self.is_times(i) and not found.has_target:
            found.factor, found.target_at = self.chunks[i].value.value, (i, after)
            self.direct(following["noun"], after, force=True)
            self.place = "object"
            return after + 1  # "3x growth"
        if "noun" in following and high is not None and not found.has_target:
            self.direct(following["noun"], after, force=found.direction in (None, "reach", "achieve"))
            self.set_level(i, after, high, None)
            self.place = "object"
            return after + 1  # "a 20–30 % lift in …"
        if "noun" in following and high is None and (percent or self.is_points(i)):
            self.set_change(i, after, None)
            self.direct(following["noun"], after)
            self.place = "object"
            return after + 1
        moving = found.direction in ("increase", "decrease") and found.verb is not None
        if moving and high is None and (percent or self.is_points(i)) and found.baseline is None:
            self.set_change(i, after, None)
            self.place = "object" if self.place == "verb" else "after"
            return after
        grows = found.direction in ("increase", "decrease") and found.verb is None and self.place == "verb" and at_verb
        if grows and high is None and found.baseline is None and not found.has_target and not self.is_times(i):
            self.set_change(i, after, None)
            self.place = "object"
            return self.counted(i, after)  # "growth of 10 %"
        if moving and high is None and self.is_times(i) and not found.has_target:
            found.factor, found.target_at = self.chunks[i].value.value, (i, after)
            self.place = "after"
            return after  # "grow exports 3x"
        unit = self.chunks[i].value.unit
        after_object = self.place == "verb" and not self.is_fresh(i) and unit is not None and not self.is_times(i)
        if after_object and moving and high is None and found.baseline is None and not found.has_target:
            self.close(i)
            self.set_change(i, after, None)
            self.place = "object"
            return self.per(after)  # "cut body weight 5 kg"
        if moving and high is None and at_verb and found.baseline is None and found.target is None:
            self.set_change(i, after, None)
            self.place = "object"
            return self.counted(i, after)  # "lose 5 kg", "add 120 seats"
        return self.set_level(i, after, high, None, weak=not at_verb)

    def signed_change(self, i: int) -> int | None:
        """signed-change = ("+" | "-") (percent | points), as in "returns: -20 %" """
        found, chunks = self.found, self.chunks
        value = chunks[i].value.value
        plus = i > self.first and chunks[i - 1].norm == "+"
        is_size = self.is_percent(i) or self.is_points(i) or (plus and chunks[i].value.unit is None)
        if not (value < 0 or plus) or not is_size:
            return None
        if found.has_target or found.baseline is not None or found.verb is not None:
            return None
        self.close(i - 1 if plus else i)
        self.set_change(i, i + 1, None)
        found.target_at = i - plus, i + 1
        self.direct("decrease" if value < 0 else "increase", i, force=True)
        self.place = "after"
        return i + 1

    def race(self, i: int) -> int | None:
        """race = distance ("in" | "på") [bound] duration: the time is what is aimed at, the distance is its name"""
        found, chunks = self.found, self.chunks
        distance = chunks[i].value.unit
        if found.verb != "achieve" or found.has_target:
            return None
        is_named = distance is None and chunks[i].value.scale == 1000  # "a 10K"
        if not is_named and (distance is None or distance.symbol not in _DISTANCES):
            return None
        j = i + 1
        if j >= len(chunks) or not chunks[j].roles.keys() & {"at", "within"}:
            return None
        bound, j = self.bound_word(j + 1)
        duration = chunks[j].value.unit if j < len(chunks) and chunks[j].kind == "amount" else None
        if duration is None or duration.symbol not in _DURATIONS:
            return None
        self.close(i)
        found.noun = i, i + 1
        end = self.set_level(j, j + 1, None, bound)
        found.noun = i, i + 1
        return end

    def fraction(self, i: int) -> int | None:
        """fraction = "half" | "two-thirds" … "of": a level in percent, when nothing else has been aimed at"""
        found = self.found
        if found.has_target or found.verb in ("increase", "decrease", "maintain"):
            return None
        following = self.chunks[i + 1].roles if i + 1 < len(self.chunks) else {}
        if "noun" in following:
            self.close(i)  # "a one-third reduction"
            share = self.chunks[i].roles["part"]
            found.factor = Decimal(1) - share if following["noun"] == "decrease" else Decimal(1) + share
            found.target_at = i, i + 1
            self.direct(following["noun"], i + 1, force=True)
            self.place = "verb"
            return i + 2
        if "of" not in following and "each" not in self.chunks[i].roles:
            return None
        if not self.is_fresh(i) and found.verb is None and not found.modal:
            return None
        self.close(i)
        self.set_share(self.chunks[i].roles["part"], i, i + 1)
        return i + 1

    def compared_change(self, i: int, after: int, bound: tuple[str, int, int] | None) -> int:
        """compared-change = amount comparative ["than" when], as in "75 % lower than in 1990" """
        self.set_change(i, after, bound)
        found = self.found
        self.direct(self.chunks[after].roles["comparative"], after, force=found.direction in (None, "reach", "achieve"))
        self.place = "object"
        beyond = self.compared(self.dated_before_than(after + 1) or after)
        if beyond is not None:
            return beyond
        if self.chunks[after].roles.keys() & {"at_least", "at_most"}:
            self.place = "compared"  # "20 % smaller than in the old plant"
            return after + 1
        return self.counted(i, after + 1)

    def dated_before_than(self, first: int) -> int | None:
        """[in] when "than", as in "70 % lower in 2032 than in 2019"; gives where "than" stands"""
        chunks, i = self.chunks, first
        while i < len(chunks) and i - first < LOOK and (self.plain(i) or "per_any" in chunks[i].roles):
            i += 1
        j = self.skip(i + 1) if i < len(chunks) and "at" in chunks[i].roles else i
        if j + 1 < len(chunks) and chunks[j].kind == "when" and "compared" in chunks[j + 1].roles:
            self.deadline(j, i, j + 1, strong=True)
            return j + 1
        return None

    def from_to(self, i: int) -> int | None:
        """from-to = "from" [filler] (amount [noun] [[in] when] | when [base-word]) [to]"""
        found, chunks = self.found, self.chunks
        j = self.skip(i + 1)
        while j < len(chunks) and j - i <= LOOK and "base" in chunks[j].roles:
            j += 2 if j + 2 < len(chunks) and self.plain(j + 1) and "genitive" in chunks[j + 2].roles else 1
            of = j < len(chunks) and "genitive" in chunks[j].roles
            j = self.skip(j + 1 if of else j)
        if j >= len(chunks):
            return None
        if chunks[j].kind == "when":
            self.close(i)
            after = j + 1
            if after < len(chunks) and "base" in chunks[after].roles:
                self.set_baseline_when(j, i, after + 1)
                k = self.skip(after + 2)
                if k < len(chunks) and chunks[k].kind == "amount" and "size" in chunks[after + 1].roles:
                    found.baseline, found.baseline_at = chunks[k].value, (after + 1, k + 1)
                    return k + 1  # "from the 2022 level of 12 %"
                return after + 1
            following = self.chunks[after].roles if after < len(chunks) else {}
            k = self.skip(after + 1)
            if "to" in following and k < len(chunks) and chunks[k].kind == "when":
                found.start_when = chunks[j].value
                self.set_baseline_when(j, i, after)
                self.deadline(k, after, k + 1, strong=True)
                self.place = "after"
                return k + 1
            if found.has_target and not found.is_change and found.factor is None and found.starting is None:
                found.starting = chunks[j].value, i, after  # "at most 200 from 2027": from when it holds
            else:
                self.set_baseline_when(j, i, after)
            self.place = "after"
            return after
        if "part" in chunks[j].roles and found.baseline is None:
            self.close(i)
            found.baseline, found.baseline_at = self.share(chunks[j].roles["part"], j, j + 1), (i, j + 1)
            return self.after_value(j + 1)
        if chunks[j].kind != "amount" or found.baseline is not None:
            return None
        self.close(i)
        after, high = self.range_end(j)
        if high is not None:
            return after  # a baseline that is a range is no single number; it stays in the rest
        found.baseline, found.baseline_at = chunks[j].value, (i, j + 1)
        said = found.per, found.per_at
        after = self.per(j + 1)
        found.per, found.per_at = said  # the target says it again, or the baseline's unit does
        if after < len(chunks) and "now" in chunks[after].roles and "from" not in chunks[after].roles:
            after += 1  # "from 28 % today"
        return self.after_value(after)

    def to(self, i: int) -> int | None:
        """to = "to" [bound] [filler] amount [noun] | "to" [filler] when"""
        found, chunks = self.found, self.chunks
        bound, j = self.bound_word(i + 1)
        if j >= len(chunks):
            return None
        if chunks[j].kind == "when" and bound is None:
            self.close(i)
            self.deadline(j, i, j + 1, strong=True)
            self.place = "after" if self.place != "start" else "start"
            return j + 1
        if "zero" in chunks[j].roles and chunks[j].roles["zero"] == "reach":
            nothing = Amount(Decimal(0), None, None, chunks[j].first, chunks[j].after)
            chunks[j] = Chunk("amount", chunks[j].first, chunks[j].after, chunks[j].norm, {}, nothing)
        if "part" in chunks[j].roles and found.verb in ("increase", "decrease") and not found.has_target:
            self.close(i)
            if found.baseline is not None and found.baseline.unit == Unit.percent():
                self.set_share(chunks[j].roles["part"], i, j + 1)  # "from a half to two thirds"
            else:
                found.factor, found.target_at = chunks[j].roles["part"], (i, j + 1)  # "to half of the 2020 level"
            found.set_bound(bound)
            self.place = "after"
            return j + 1
        if chunks[j].kind != "amount":
            return self.in_order_to(i)
        self.close(i)
        if "toward" in chunks[i].roles:
            self.direct(chunks[i].roles["toward"], i, force=found.direction in (None, "reach", "achieve"))
        after, high = self.range_end(j)
        self.outrank(j)
        found_extra = found.target is not None and not found.is_change
        noun = found.noun if chunks[j].value.unit is None else None
        change = found.target if found.is_change and (found.baseline is None or self.is_after_change()) else None
        if change is not None:
            found.target = None  # a level says more than the change that stood before it
        if change is not None and change.unit is not None and not change.unit.is_share and chunks[j].value.unit is None:
            chunks[j].value = attrs.evolve(chunks[j].value, unit=change.unit, slot=change.slot)  # "by 2 days, to 5"
        found.factor = None  # "double it to 20": the numbers say it exactly
        if found_extra:
            self.place = "after"
            return after
        end = self.set_level(j, after, high, bound)
        found.noun = found.noun or noun
        found.target_at = (i, after)
        return self.target_date(end)

    def is_after_change(self) -> bool:
        """Whether the baseline was said after the change: "cut by two days, from eight to six" """
        found = self.found
        return found.baseline_at is not None and found.target_at is not None and found.baseline_at > found.target_at

    def way(self, i: int) -> int | None:
        """way = ("up" | "down") [amount | "from" amount]: which way it goes, without a verb"""
        found, chunks = self.found, self.chunks
        if chunks[i].roles.keys() & {"to", "from"} or i + 1 >= len(chunks):
            return None
        j = self.skip(i + 1)
        if j >= len(chunks) or not (chunks[j].kind == "amount" or "from" in chunks[j].roles):
            return None
        self.close(i)
        self.direct(chunks[i].roles["toward"], i, force=found.direction in (None, "reach", "achieve"))
        if chunks[j].kind != "amount" or found.has_target:
            return j if chunks[j].kind != "amount" else i + 1
        self.set_change(j, j + 1, None)
        self.place = "after"
        return self.counted(j, j + 1)

    def one_per(self, i: int) -> int | None:
        """one-per = "one" noun ("a" | "i" …) time, as in "a book a month" """
        chunks = self.chunks
        if i + 3 >= len(chunks) or chunks[i].roles.get("number") != 1 or not self.plain(i + 1):
            return None
        j = i + 3 if self.plain(i + 2) else i + 2
        if j + 1 >= len(chunks) or "per" not in chunks[j].roles or not self.is_time(chunks[j + 1]):
            return None
        self.count_as_one(i)
        return self.bare_amount(i)

    def count_as_one(self, i: int) -> None:
        """Take "a" or "one" for the number that it is here"""
        piece = self.chunks[i]
        one = Amount(Decimal(1), None, None, piece.first, piece.after)
        self.chunks[i] = Chunk("amount", piece.first, piece.after, piece.norm, {}, one)

    def by(self, i: int) -> int | None:
        """by = ("by" | "med") [bound] [filler] (amount | part)"""
        chunks, found = self.chunks, self.found
        bound, j = self.bound_word(i + 1)
        if j >= len(chunks):
            return None
        if bound is not None and bound[0] == "min" and found.direction == "maintain":
            bound = "max", *bound[1:]  # "not grow by more than 2 %"
        part = chunks[j].roles.get("part")
        if part is not None:
            self.close(i)
            if found.is_weak and not found.is_change:
                found.let_go()  # "reduce the backlog of 1 200 cases by a third"
            if not found.has_target:
                found.factor = Decimal(1) - part if found.direction != "increase" else Decimal(1) + part
                found.target_at = (i, j + 1)
                found.set_bound(bound)
            self.place = "object" if self.place == "verb" else "after"
            return j + 1
        if chunks[j].kind != "amount":
            return None
        self.close(i)
        after, high = self.range_end(j, words=True)
        self.outrank(j)
        if high is not None:
            return self.set_level(j, after, high, bound)
        if found.has_target:
            self.place = "after"
            return after
        self.set_change(j, after, bound)
        found.target_at = i, after
        if chunks[j].value.unit is None:
            found.noun, after = self.count_noun(after)
        else:
            after = self.per(after)  # "by 4 % a year"
        following = chunks[after].roles if after < len(chunks) else {}
        if "comparative" in following:
            self.direct(following["comparative"], after)
            after = self.counted(j, after + 1)
        self.place = "object" if self.place == "verb" else "after"
        return after

    def now(self, i: int) -> int | None:
        """now = ("currently" | "idag" …) [[in] when] [":"] amount: where things stand"""
        found, chunks = self.found, self.chunks
        j = self.skip(i + 1)
        dated: int | None = None
        k = self.skip(j + 1) if j < len(chunks) and "at" in chunks[j].roles else j
        if k < len(chunks) and chunks[k].kind == "when":
            dated, j = k, k + 1
        if j < len(chunks) and chunks[j].norm in (":", "="):
            j += 1
        j = self.skip(j)
        while j < len(chunks) and j - i <= LOOK and chunks[j].roles.keys() & {"modal", "articles", "pronoun"}:
            j += 1  # "today we are 3 850"
        if found.baseline is not None or j >= len(chunks) or chunks[j].kind != "amount":
            return None
        self.close(i)
        found.baseline, found.baseline_at = chunks[j].value, (i, j + 1)
        if dated is not None:
            self.set_baseline_when(dated, dated, dated + 1)
        k = self.skip(j + 2) if j + 1 < len(chunks) and "at" in chunks[j + 1].roles else j + 1
        if k < len(chunks) and chunks[k].kind == "when" and found.target is not None and found.baseline_when is None:
            self.set_baseline_when(k, j + 1, k + 1)  # "up from 41 % in 2020"
            return k + 1
        return j + 1

    def between(self, i: int) -> int | None:
        """between = "between" (amount "and" amount | when "and" when)"""
        chunks = self.chunks
        j = i + 1
        while j < len(chunks) and j - i <= 2 and self.plain(j):
            j += 1  # "between the surveys of 2022 and 2028"
        if j + 2 < len(chunks) and chunks[j].kind == chunks[j + 2].kind == "when" and "and" in chunks[j + 1].roles:
            self.close(i)
            self.found.start_when = chunks[j].value
            self.deadline(j + 2, i, j + 3, strong=True)
            self.place = "after" if self.place != "start" else "start"
            return j + 3
        if (
            j + 2 < len(chunks)
            and "now" in chunks[j].roles
            and "and" in chunks[j + 1].roles
            and chunks[j + 2].kind == "when"
        ):
            self.close(i)
            self.deadline(j + 2, i, j + 3, strong=True)  # "between now and 2030"
            self.place = "after" if self.place != "start" else "start"
            return j + 3
        if (
            i + 3 < len(chunks)
            and chunks[i + 1].kind == chunks[i + 3].kind == "amount"
            and "and" in chunks[i + 2].roles
        ):
            self.close(i)
            found = self.found
            if found.target is None:
                found.target, found.target_high = chunks[i + 1].value, chunks[i + 3].value
                found.target_at, found.is_change = (i, i + 4), False
            self.place = "after"
            return i + 4
        return None

    def bounded(self, i: int) -> int | None:
        """bounded = bound [filler] amount [noun]"""
        bound, j = self.bound_word(i)
        chunks, found = self.chunks, self.found
        if bound is None or j >= len(chunks):
            return None
        if chunks[j].roles.get("number") == 1 and j + 1 < len(chunks) and self.plain(j + 1):
            self.count_as_one(j)  # "at least one book a month"
        if "copula" in chunks[j].roles and j + 1 < len(chunks) and "multiple" in chunks[j + 1].roles:
            j += 1  # "shall at least be halved"
        if "multiple" in chunks[j].roles and found.factor is None:
            self.close(i)
            found.set_bound(bound)
            return self.multiple(j)
        if "part" in chunks[j].roles and not found.has_target:
            share = self.fraction(j)
            if share is not None:
                found.set_bound(bound)
            return share
        if chunks[j].roles.keys() & {"modal", "verb"} and j + 1 < len(chunks) and not found.has_target:
            k = self.skip(j + 1)
            if k < len(chunks) and chunks[k].kind == "amount" and chunks[j].roles.get("verb", "reach") == "reach":
                self.close(i)
                found.set_bound(bound)  # "at least shall amount to 20 %"
                return j
        if chunks[j].roles.keys() & {"amount", "to"}:
            k = self.skip(j + 1)
            if k < len(chunks) and (chunks[k].kind == "amount" or "part" in chunks[k].roles):
                after = self.by(j) if "amount" in chunks[j].roles else self.to(j)
                if after is not None and found.bound is None:
                    found.set_bound(bound)
                return after
            return None
        if chunks[j].kind != "amount":
            return None
        weak = self.run_start is not None and not self.is_fresh(i)
        self.close(i)
        if self.found.modal and self.place == "modal":
            self.outrank(j)
        share = self.share_of(j)
        if share is not None:
            found.set_bound(bound)
            return share
        after, high = self.range_end(j, words=True)
        moving = found.direction in ("increase", "decrease") and found.verb is not None
        following = chunks[after].roles if after < len(chunks) else {}
        if "comparative" in following:
            return self.compared_change(j, after, bound)
        if "noun" in following:
            self.set_change(j, after, bound)
            self.direct(following["noun"], after)
            self.place = "object"
            return after + 1
        is_size = (self.is_percent(j) or self.is_points(j)) and self.place != "modal"
        if moving and is_size and "beyond" not in chunks[bound[1]].roles:
            self.set_change(j, after, bound)
            self.place = "after"
            return after
        end = self.set_level(j, after, high, bound, weak=weak)
        return self.target_date(end)
