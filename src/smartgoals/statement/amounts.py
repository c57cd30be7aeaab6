"""The productions for amounts: from, to, by, at least, and numbers that stand alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from smartgoals.statement.found import DASHES, LOOK
from smartgoals.statement.timing import Timing

if TYPE_CHECKING:
    from smartgoals.statement.values import Amount

__all__ = ["Amounts"]


class Amounts(Timing):
    """Amounts, with the words that say which of them is the baseline and which the target."""

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
        if i and self.chunks[i - 1].norm in ("a", "an") and i + 1 < len(self.chunks) and self.plain(i + 1):
            if self.run_start is None:
                self.run_start = i
            return i + 1  # "a 5K race": the number is part of a name
        self.close(i)
        after, high = self.range_end(i)
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
        return self.set_level(i, after, high, None)

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
        return end

    def range_end(self, i: int) -> tuple[int, Amount | None]:
        """range = number ("-" | "to") amount"""
        chunks = self.chunks
        if i + 2 < len(chunks) and chunks[i + 2].kind == "amount" and chunks[i + 1].norm in DASHES:
            low, high = chunks[i].value, chunks[i + 2].value
            if low.unit is None or low.unit == high.unit:
                return i + 3, high
        return i + 1, None

    def set_level(self, i: int, after: int, high: Amount | None, bound: tuple[str, int, int] | None) -> int:
        """level = amount [count-noun]"""
        found = self.found
        amount: Amount = self.chunks[i].value
        noun, end = self.count_noun(after) if (high or amount).unit is None else (None, after)
        if found.target is not None or found.factor is not None:
            found.extra_targets += 1
            self.place = "after"
            return after
        found.target, found.target_high, found.target_at = amount, high, (i, after)
        found.is_change = False
        found.noun = noun
        if bound is not None:
            found.bound, found.bound_at = bound[0], bound[1:]
        self.place = "after"
        return end

    def set_change(self, i: int, after: int, bound: tuple[str, int, int] | None) -> None:
        found = self.found
        if found.target is not None or found.factor is not None:
            found.extra_targets += 1
            return
        found.target, found.target_at, found.is_change = self.chunks[i].value, (i, after), True
        if bound is not None:
            found.bound, found.bound_at = bound[0], bound[1:]

    def count_noun(self, i: int) -> tuple[tuple[int, int] | None, int]:
        """count-noun = up to three plain words right after a number"""
        after = i
        while after < len(self.chunks) and after - i < 3 and self.plain(after):
            after += 1
        return ((i, after), after) if after > i else (None, i)

    def from_to(self, i: int) -> int | None:
        """from-to = "from" [filler] (amount [noun] [[in] when] | when [base-word]) [to]"""
        found, chunks = self.found, self.chunks
        j = self.skip(i + 1)
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
        found.baseline, found.baseline_at = chunks[j].value, (i, j + 1)
        return self.after_value(j + 1, baseline=True)

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
            part = chunks[j].roles.get("zero")
            if part and found.direction == "decrease":
                return None
            return None
        self.close(i)
        after, high = self.range_end(j)
        found_extra = found.target is not None and not found.is_change
        if found.target is not None and found.is_change and found.baseline is None:
            found.target = None  # a level says more than the change that stood before it
        if found.factor is not None and found.baseline is not None:
            found.factor = None  # "double it from 10 to 20": the numbers say it exactly
        if found_extra:
            found.extra_targets += 1
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
            if found.factor is None and found.target is None:
                found.factor = Decimal(1) - part if found.direction != "increase" else Decimal(1) + part
                found.target_at = (i, j + 1)
                if bound is not None:
                    found.bound, found.bound_at = bound[0], bound[1:]
            self.place = "object" if self.place == "verb" else "after"
            return j + 1
        if chunks[j].kind != "amount":
            return None
        self.close(i)
        after, _ = self.range_end(j)
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

    def between(self, i: int) -> int | None:
        """between = "between" amount "and" amount"""
        chunks = self.chunks
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
        if chunks[j].roles.keys() & {"amount", "to"}:
            k = self.skip(j + 1)
            if k < len(chunks) and (chunks[k].kind == "amount" or "part" in chunks[k].roles):
                after = self.by(j) if "amount" in chunks[j].roles else self.to(j)
                if after is not None and found.bound is None:
                    found.bound, found.bound_at = bound[0], bound[1:]
                return after
            return None
        if chunks[j].kind != "amount":
            return None
        self.close(i)
        after, high = self.range_end(j)
        moving = found.direction in ("increase", "decrease") and found.verb is not None
        following = chunks[after].roles if after < len(chunks) else {}
        if "comparative" in following:
            return self.compared_change(j, after, bound)
        if "noun" in following:
            self.set_change(j, after, bound)
            self.direct(following["noun"], after)
            self.place = "object"
            return after + 1
        if moving and (self.is_percent(j) or self.is_points(j)):
            self.set_change(j, after, bound)
            self.place = "after"
            return after
        end = self.set_level(j, after, high, bound)
        return self.target_date(end)
