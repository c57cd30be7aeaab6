"""The productions for what stands around a number: its unit and noun, what it is per, the range it begins."""

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

__all__ = ["Measures"]

_TIMES = frozenset({"when_year", "when_month", "when_week", "when_day", "when_quarter", "when_years", "when_moment"})
_NOUNS = frozenset(
    (
        *("label", "verb", "past", "zero", "all", "older", "when_moment", "number"),
        *("noun_too", "goal_noun", "grade"),
    )
)
_CLOCK = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


class Measures(Timing):
    """Numbers as levels and changes, with the nouns that belong to them."""

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

    def is_named(self, i: int) -> bool:
        """Whether a number in words belongs to a name: "the merger of the two archives" """
        piece, before = self.chunks[i], self.chunks[i - 1] if i else None
        if before is None or self.run_start is None or piece.value.unit is not None or not piece.norm[:1].isalpha():
            return False
        return "articles" in before.roles and i + 1 < len(self.chunks) and self.plain(i + 1)

    def is_times(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and unit.kind == "times"

    def set_share(self, share: Decimal, i: int, after: int) -> None:
        """A level in percent that was said as a fraction"""
        found = self.found
        found.target, found.target_at, found.is_change = self.share(share, i, after), (i, after), False
        self.place = "object"

    def share(self, share: Decimal, i: int, after: int) -> Amount:
        """A fraction in percent; thirds are rounded to two decimals"""
        first, last = self.chunks[i].first, self.chunks[after - 1].after
        return Amount(Decimal(plain(round(share * 100, 2))), Unit.percent(), "percent", first, last)

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
        if after > i:
            found.per_at = i, after
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
        """postfix = ["out of" amount] ("or more" | "eller mindre" | "+"), after a level"""
        if i + 1 < len(self.chunks) and "out_of" in self.chunks[i].roles and self.chunks[i + 1].kind == "amount":
            i += 2  # "4.6 out of 5 or better"
        roles = self.chunks[i].roles if i < len(self.chunks) else {}
        prefixes = i + 1 < len(self.chunks) and self.chunks[i + 1].kind == "amount"
        for role, name in (("or_more", "min"), ("or_less", "max")):
            if role in roles and not prefixes:
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

    def outrank(self, i: int) -> None:
        """Let go of a number that only told whom the metric is counted over, now that the target itself comes"""
        found = self.found
        if found.target is None or found.is_change or not found.is_weak:
            return
        is_zero = not self.chunks[i].value.value
        if found.target.unit is None or found.target.unit.kind == "physical" or self.is_percent(i) or is_zero:
            found.let_go()

    def is_of_a_name(self, i: int) -> bool:
        """Whether a number is part of a name: "a 5K race", "my 10K time" """
        if i == 0 or i + 1 >= len(self.chunks) or not self.plain(i + 1):
            return False
        unit, before = self.chunks[i].value.unit, self.chunks[i - 1].roles
        if "per_any" in before and self.run_start is not None:
            return unit is None  # "complaints per 1 000 orders"
        if "indefinite" in before:
            return unit is None or unit.kind == "physical"
        return "articles" in before and unit is None and self.chunks[i].value.scale == 1000

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
