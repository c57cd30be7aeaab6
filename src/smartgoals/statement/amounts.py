"""The productions for amounts: from, to, by, at least, and numbers that stand alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from smartgoals.model import Unit
from smartgoals.model.unit import plain
from smartgoals.statement.found import DASHES, LOOK
from smartgoals.statement.timing import Timing
from smartgoals.statement.values import Amount

if TYPE_CHECKING:
    from smartgoals.statement.chunks import Chunk

__all__ = ["Amounts"]

_TIMES = frozenset({"when_year", "when_month", "when_week", "when_day", "when_quarter", "when_years", "when_moment"})
_NOUNS = frozenset({"label", "verb", "past", "zero", "all", "older", "when_moment", "number"})
_CLOCK = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


class Amounts(Timing):
    """Amounts, with the words that say which of them is the baseline and which the target."""

    def multiple(self, i: int) -> int | None:
        """Read by the whole grammar"""
        raise NotImplementedError

    def in_order_to(self, i: int) -> int | None:
        """Read by the whole grammar"""
        raise NotImplementedError

    def label(self, i: int) -> int | None:
        """label = label-word number { ["(" words ")"] ("," | "and" | "to") number }, as in "scope 1, 2 and 3" """
        before = self.chunks[i - 1] if i else None
        unit = self.chunks[i].value.unit
        if before is None or "label" not in before.roles or not (unit is None or unit.kind == "physical"):
            return None
        if self.run_start is None:
            self.run_start = i - 1
        after = i + 1
        while True:
            start = j = self.over_brackets(after)
            while j < len(self.chunks) and j - start < LOOK and self.is_joint(j):
                j += 1
            if j > start and j < len(self.chunks) and "older" in self.chunks[j].roles:
                return j + 1  # "aged 65 and over"
            if j == start or j >= len(self.chunks) or self.chunks[j].kind != "amount" or not self.is_joint(j - 1):
                return after
            unit = self.chunks[j].value.unit
            if not (unit is None or unit.kind == "physical"):
                return after
            after = j + 1

    def is_joint(self, i: int) -> bool:
        """A comma, "and" or "to" between the numbers of one label"""
        piece = self.chunks[i]
        return piece.norm in (",", "+", "&") or bool(piece.roles.keys() & {"and", "to"}) or piece.norm in DASHES

    def bare_amount(self, i: int) -> int:
        """bare-amount = range | amount (comparative | direction-noun) | amount"""
        found = self.found
        if (
            i
            and "indefinite" in self.chunks[i - 1].roles
            and not self.is_percent(i)
            and i + 1 < len(self.chunks)
            and self.plain(i + 1)
        ):
            if self.run_start is None:
                self.run_start = i
            return i + 1  # "a 5K race": the number is part of a name
        if self.is_named(i):
            return i + 1
        if i + 2 < len(self.chunks) and "arrow" in self.chunks[i + 1].roles and self.chunks[i + 2].kind == "amount":
            self.close(i)
            found.baseline, found.baseline_at = self.chunks[i].value, (i, i + 1)
            return i + 1  # "1.8 % -> 2.5 %"
        after = self.share_of(i)
        if after is not None:
            return after
        at_verb = self.place in ("verb", "modal", "start") and self.is_fresh()
        self.close(i)
        after, high = self.range_end(i, words=True)
        following = self.chunks[after].roles if after < len(self.chunks) else {}
        if self.is_percent(i) and after + 1 < len(self.chunks) and self.plain(after):
            beyond = self.chunks[after + 1].roles
            if "noun" in beyond and "verb" not in self.chunks[after].roles:
                following, after = beyond, after + 1  # "5 % annual improvement"
        percent = self.is_percent(i)
        if "comparative" in following and high is None:
            return self.compared_change(i, after, None)
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
        if moving and high is None and self.is_times(i) and not found.has_target:
            found.factor, found.target_at = self.chunks[i].value.value, (i, after)
            self.place = "after"
            return after  # "grow exports 3x"
        if moving and high is None and at_verb and found.baseline is None and found.target is None:
            self.set_change(i, after, None)
            self.place = "object"
            return self.counted(i, after)  # "lose 5 kg", "add 120 seats"
        return self.set_level(i, after, high, None, weak=not at_verb)

    def is_named(self, i: int) -> bool:
        """Whether a number in words belongs to a name: "the merger of the two archives" """
        piece, before = self.chunks[i], self.chunks[i - 1] if i else None
        if before is None or self.run_start is None or piece.value.unit is not None or not piece.norm[:1].isalpha():
            return False
        return "articles" in before.roles and i + 1 < len(self.chunks) and self.plain(i + 1)

    def is_times(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and unit.kind == "times"

    def share_of(self, i: int) -> int | None:
        """share-of = number "out of" number, as in "three out of four"; a level in percent"""
        chunks, found = self.chunks, self.found
        if i + 2 >= len(chunks) or "out_of" not in chunks[i + 1].roles or chunks[i + 2].kind != "amount":
            return None
        part, whole = chunks[i].value, chunks[i + 2].value
        if part.unit is not None or whole.unit is not None or not 0 < part.value < whole.value <= 1000:
            return None
        if part.value % 1 or whole.value % 1:
            return None  # "4.5 out of 5" is a score
        if found.has_target:
            return None
        self.close(i)
        self.set_share(part.value / whole.value, i, i + 3)
        return i + 3

    def set_share(self, share: Decimal, i: int, after: int) -> None:
        """A level in percent that was said as a fraction"""
        found = self.found
        first, last = self.chunks[i].first, self.chunks[after - 1].after
        found.target = Amount(Decimal(plain(share * 100)), Unit.percent(), "percent", first, last)
        found.target_at, found.is_change = (i, after), False
        self.place = "object"

    def fraction(self, i: int) -> int | None:
        """fraction = "half" | "two-thirds" … "of": a level in percent, when nothing else has been aimed at"""
        found = self.found
        if found.has_target or found.verb is not None:
            return None
        if i + 1 >= len(self.chunks) or "of" not in self.chunks[i + 1].roles or not self.is_fresh():
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
        beyond = self.compared(after)
        if beyond is not None:
            return beyond
        return self.counted(i, after + 1)

    def counted(self, i: int, after: int) -> int:
        """[noun] after "10 000 fewer": what is counted"""
        if self.chunks[i].value.unit is not None:
            return after
        noun, end = self.count_noun(after)
        self.found.noun = self.found.noun or noun
        return self.per(end)

    def per(self, i: int) -> int:
        """per = { ("per" | "a" | "i" …) word }, after a count noun or what stands between a unit and it"""
        chunks, found = self.chunks, self.found
        after = i
        while (
            after + 1 < len(chunks)
            and len(found.per) < LOOK
            and ("per" in chunks[after].roles or (after > i and "and" in chunks[after].roles))
        ):
            joint, what = chunks[after], chunks[after + 1]
            if "per_any" in joint.roles and what.kind == "amount" and what.value.unit is None:
                _, end = self.count_noun(after + 2)
                words = [piece.norm for piece in chunks[after + 2 : end]]
                found.per = (*found.per, " ".join((f"{what.value.value:f}", *words)))
                after = end
                continue
            if not self.is_time(what) and (
                "per_any" not in joint.roles or what.kind != "word" or what.roles.keys() & {"modal", "from", "until"}
            ):
                break
            found.per = (*found.per, what.norm)
            after += 2
        return after

    def is_time(self, piece: Chunk) -> bool:
        """A word such as "week", "dagen" or "night" """
        kind, symbol = piece.roles.get("unit", ("", ""))
        return piece.kind == "word" and (bool(piece.roles.keys() & _TIMES) or (kind == "physical" and symbol in _CLOCK))

    def range_end(self, i: int, *, words: bool = False) -> tuple[int, Amount | None]:
        """range = number ("-" | "to") amount | number "±" amount; "to" only where no "from" stood before"""
        chunks = self.chunks
        if i + 2 >= len(chunks) or chunks[i + 2].kind != "amount":
            return i + 1, None
        low, high, joint = chunks[i].value, chunks[i + 2].value, chunks[i + 1]
        if low.unit is not None and low.unit != high.unit:
            return i + 1, None
        said = words and "to" in joint.roles and low.unit is None and self.found.baseline is None
        if (joint.norm in DASHES or said) and low.value < high.value:
            return i + 3, high
        if joint.norm == "±":
            chunks[i].value = attrs.evolve(low, value=low.value - high.value)
            return i + 3, attrs.evolve(high, value=low.value + high.value)
        return i + 1, None

    def set_level(
        self, i: int, after: int, high: Amount | None, bound: tuple[str, int, int] | None, *, weak: bool = False
    ) -> int:
        """level = amount [count-noun]"""
        found = self.found
        amount: Amount = self.chunks[i].value
        noun, end = self.count_noun(after) if (high or amount).unit is None else (None, after)
        if found.has_target:
            self.place = "after"
            return after
        found.target, found.target_high, found.target_at = amount, high, (i, after)
        found.is_change = False
        found.is_weak = weak
        found.noun = noun
        found.set_bound(bound)
        self.place = "after"
        end = self.postfix(end)
        if noun is not None:
            return self.per(end)
        return self.of_what(end)

    def postfix(self, i: int) -> int:
        """postfix = "or more" | "eller mindre" | "+", after a level"""
        roles = self.chunks[i].roles if i < len(self.chunks) else {}
        for role, name in (("or_more", "min"), ("or_less", "max")):
            if role in roles:
                self.found.bound, self.found.bound_at = name, (i, i + 1)
                return i + 1
        return i

    def of_what(self, i: int) -> int:
        """[["of"] word [word]] per, after a measure: "2 litres of water per day" """
        chunks = self.chunks
        j = i + 1 if i < len(chunks) and "genitive" in chunks[i].roles else i
        while j < len(chunks) and j - i < LOOK and self.plain(j):
            j += 1
        if j > i and j + 1 < len(chunks) and "per" in chunks[j].roles and self.is_time(chunks[j + 1]):
            self.found.noun = (i + 1, j) if "genitive" in chunks[i].roles else (i, j)
            return self.per(j)
        return self.per(i)

    def set_change(self, i: int, after: int, bound: tuple[str, int, int] | None) -> None:
        found = self.found
        if found.has_target:
            return
        found.target, found.target_at, found.is_change = self.chunks[i].value, (i, after), True
        found.set_bound(bound)

    def count_noun(self, i: int) -> tuple[tuple[int, int] | None, int]:
        """count-noun = up to three plain words right after a number"""
        after = i
        if i < len(self.chunks) and self.chunks[i].kind == "word" and self.chunks[i].roles.keys() <= _NOUNS:
            after += 1  # "8 000 steg", "40 mentors": other senses do not count right after a number
        while after < len(self.chunks) and after - i < 3 and self.plain(after):
            after += 1
        return ((i, after), after) if after > i else (None, i)

    def from_to(self, i: int) -> int | None:
        """from-to = "from" [filler] (amount [noun] [[in] when] | when [base-word]) [to]"""
        found, chunks = self.found, self.chunks
        j = self.skip(i + 1)
        while j < len(chunks) and j - i <= LOOK and "base" in chunks[j].roles:
            j += 1
        if j >= len(chunks):
            return None
        if chunks[j].kind == "when":
            self.close(i)
            after = j + 1
            if after < len(chunks) and "base" in chunks[after].roles:
                self.set_baseline_when(j, i, after + 1)
                return after + 1
            following = self.chunks[after].roles if after < len(chunks) else {}
            k = self.skip(after + 1)
            if "to" in following and k < len(chunks) and chunks[k].kind == "when":
                found.start_when = chunks[j].value
                self.set_baseline_when(j, i, after)
                self.deadline(k, after, k + 1, strong=True)
                self.place = "after"
                return k + 1
            self.set_baseline_when(j, i, after)
            self.place = "after"
            return after
        if chunks[j].kind != "amount" or found.baseline is not None:
            return None
        self.close(i)
        after, high = self.range_end(j)
        if high is not None:
            return after  # a baseline that is a range is no single number; it stays in the rest
        found.baseline, found.baseline_at = chunks[j].value, (i, j + 1)
        after = self.per(j + 1)
        found.per = ()  # the target says it again, or the baseline's unit does
        return self.after_value(after)

    def outrank(self, i: int) -> None:
        """Let go of a number that only told whom the metric is counted over, now that the target itself comes"""
        found = self.found
        if found.target is None or found.is_change or not found.is_weak:
            return
        if found.target.unit is None or found.target.unit.kind == "physical" or self.is_percent(i):
            found.target = found.target_high = found.target_at = found.noun = None
            found.bound, found.bound_at, found.per = None, None, ()

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
        if chunks[j].kind != "amount":
            return self.in_order_to(i)
        self.close(i)
        if "toward" in chunks[i].roles:
            self.direct(chunks[i].roles["toward"], i, force=found.direction in (None, "reach", "achieve"))
        after, high = self.range_end(j)
        self.outrank(j)
        found_extra = found.target is not None and not found.is_change
        if found.target is not None and found.is_change and found.baseline is None:
            found.target = None  # a level says more than the change that stood before it
        if found.factor is not None and found.baseline is not None:
            found.factor = None  # "double it from 10 to 20": the numbers say it exactly
        if found_extra:
            self.place = "after"
            return after
        end = self.set_level(j, after, high, bound)
        found.target_at = (i, after)
        return self.target_date(end)

    def by(self, i: int) -> int | None:
        """by = ("by" | "med") [bound] [filler] (amount | part)"""
        chunks, found = self.chunks, self.found
        bound, j = self.bound_word(i + 1)
        if j >= len(chunks):
            return None
        part = chunks[j].roles.get("part")
        if part is not None:
            self.close(i)
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
        self.set_change(j, after, bound)
        found.target_at = found.target_at and (i, after)
        if chunks[j].value.unit is None:
            noun, after = self.count_noun(after)
            found.noun = found.noun or noun
        following = chunks[after].roles if after < len(chunks) else {}
        if "comparative" in following:
            self.direct(following["comparative"], after)
            after = self.counted(j, after + 1)
        self.place = "object" if self.place == "verb" else "after"
        return after

    def now(self, i: int) -> int | None:
        """now = ("currently" | "idag" …) amount: where things stand"""
        found, j = self.found, self.skip(i + 1)
        if found.baseline is not None or j >= len(self.chunks) or self.chunks[j].kind != "amount":
            return None
        self.close(i)
        found.baseline, found.baseline_at = self.chunks[j].value, (i, j + 1)
        return j + 1

    def between(self, i: int) -> int | None:
        """between = "between" (amount "and" amount | when "and" when)"""
        chunks = self.chunks
        if i + 3 < len(chunks) and chunks[i + 1].kind == chunks[i + 3].kind == "when" and "and" in chunks[i + 2].roles:
            self.close(i)
            self.found.start_when = chunks[i + 1].value
            self.deadline(i + 3, i, i + 4, strong=True)
            self.place = "after" if self.place != "start" else "start"
            return i + 4
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
        if "multiple" in chunks[j].roles and found.factor is None:
            self.close(i)
            found.set_bound(bound)
            return self.multiple(j)
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
        weak = self.run_start is not None and not self.is_fresh()
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
        if moving and (self.is_percent(j) or self.is_points(j)) and "beyond" not in chunks[bound[1]].roles:
            self.set_change(j, after, bound)
            self.place = "after"
            return after
        end = self.set_level(j, after, high, bound, weak=weak)
        return self.target_date(end)
