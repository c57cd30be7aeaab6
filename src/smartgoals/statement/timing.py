"""The productions for dates: when a goal is due, and when its baseline was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartgoals.model import PeriodKind
from smartgoals.statement.dates import When
from smartgoals.statement.found import DASHES, LOOK, Cursor

if TYPE_CHECKING:
    from smartgoals.statement.chunks import Chunk

__all__ = ["Timing"]

_BEFORE_BASE = frozenset(("base", "at", "articles", "of", "now", "past"))


class Timing(Cursor):
    """Dates, with the words that say what they are dates of."""

    def bare_when(self, i: int) -> int:
        """bare-when = when ("-" | "to") when | when base-word | when"""
        chunks, found = self.chunks, self.found
        if self.is_service_time(i):
            if self.run_start is None:
                self.run_start = i
            return i + 1
        self.close(i)
        if i + 2 < len(chunks) and chunks[i + 2].kind == "when" and chunks[i + 1].norm in DASHES:
            found.start_when = chunks[i].value
            self.deadline(i + 2, i, i + 3, strong=True)
            self.place = "after"
            return i + 3
        if i + 1 < len(chunks) and "base" in chunks[i + 1].roles:
            self.set_baseline_when(i, i, i + 2)
            return i + 2
        self.deadline(i, i, i + 1, strong=chunks[i].value.edge != "" or chunks[i].value.offset)
        self.place = "after" if self.place != "start" else "start"
        return i + 1

    def is_service_time(self, i: int) -> bool:
        """Whether a span says how fast each is done, not when all is: "90 % of orders within 2 days" """
        chunks, found = self.chunks, self.found
        when = chunks[i].value
        if not when.offset:
            return False
        if found.direction is None and not found.aims and self.place == "start" and self.run_start is not None:
            return when.kind in ("day", "week")  # "the share of cases answered within 5 days shall …"
        if found.is_change or found.target is None:
            return False
        if i + 1 < len(chunks) and chunks[i + 1].roles.keys() & {"genitive", "after_event"}:
            return True
        unit = found.target.unit
        is_share = unit is not None and unit.kind == "percent" and self.run_start is not None
        return is_share and (when.kind in ("day", "week") or found.weak_when is not None)

    def dated(self, i: int) -> int | None:
        """dated = ("by" | "senast" | "in" | "under" | …) [filler] when"""
        roles = self.chunks[i].roles
        j = self.skip(i + 1)
        if "lasting" in roles and j < len(self.chunks) and self.chunks[j].kind == "amount":
            return self.lasting(i, j)
        if j >= len(self.chunks) or self.chunks[j].kind != "when":
            return None
        self.close(i)
        if j + 1 < len(self.chunks) and "base" in self.chunks[j + 1].roles:
            self.set_baseline_when(j, i, j + 2)
            return j + 2
        if j + 2 < len(self.chunks) and self.chunks[j + 2].kind == "when" and self.chunks[j + 1].norm in DASHES:
            self.found.start_when = self.chunks[j].value
            j += 2
        self.deadline(j, i, j + 1, strong="until" in roles)
        self.place = "after" if self.place != "start" else "start"
        return j + 1

    def lasting(self, i: int, j: int) -> int | None:
        """lasting = ("for" | "i") amount of time, after a rhythm: "20 minutes a day for two months" """
        found, amount = self.found, self.chunks[j].value
        kinds = {kind.value: kind for kind in (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR)}
        kind = kinds.get(amount.unit.symbol) if amount.unit is not None else None
        unit = found.target.unit if found.target is not None else None
        over = unit.denominator if unit is not None else None
        is_rhythm = any(word.isalpha() for word in found.per) or (over is not None and over.symbol in kinds)
        if kind is None or not is_rhythm or found.weak_when is not None:
            return None
        if amount.value % 1 or not 0 < amount.value < 5000:
            return None
        self.close(i)
        last = self.chunks[j]
        when = When(kind, last.first, last.after, step=int(amount.value), offset=True)
        found.weak_when = when, i, j + 1
        return j + 1

    def deadline(self, at: int, first: int, after: int, *, strong: bool) -> None:
        found = self.found
        earlier = found.target_when
        is_span = earlier is not None and earlier.offset and earlier.kind in ("day", "week")
        if strong and (earlier is None or (is_span and not self.chunks[at].value.offset)):  # "within 2 days by 2027"
            found.target_when, found.target_when_at = self.chunks[at].value, (first, after)
        elif found.weak_when is None:
            found.weak_when = self.chunks[at].value, first, after

    def set_baseline_when(self, at: int, first: int, after: int) -> None:
        found = self.found
        if found.baseline_when is None:
            found.baseline_when, found.baseline_when_at = self.chunks[at].value, (first, after)

    def after_value(self, i: int) -> int:
        """[noun] [("in" | "under") when]: what may stand between a baseline and the "to" that follows it"""
        chunks = self.chunks
        j = i
        while j < len(chunks) and j - i < LOOK:
            piece = chunks[j]
            if piece.kind == "when":
                self.set_baseline_when(j, j, j + 1)
                return j + 1
            if piece.kind == "stop" and piece.norm == "(" and j + 1 < len(chunks) and chunks[j + 1].kind == "when":
                self.set_baseline_when(j + 1, j + 1, j + 2)
                return j + 3 if j + 2 < len(chunks) and chunks[j + 2].norm == ")" else j + 2
            k = self.skip(j + 1)
            if piece.roles.keys() & {"at", "of", "until"} and k < len(chunks) and chunks[k].kind == "when":
                self.set_baseline_when(k, j, k + 1)
                return k + 1
            if piece.kind == "word" and (not piece.roles or piece.roles.keys() & {"of", "articles"}):
                j += 1  # "from 25 % of sales in 2020"
                continue
            break
        self.place = "after"
        return j if j < len(chunks) and "to" in chunks[j].roles else i

    def target_date(self, i: int) -> int:
        """[("in" | "under")] when, right after the target's value"""
        chunks, found = self.chunks, self.found
        j = i
        if j < len(chunks) and chunks[j].roles.keys() & {"at", "of"} and "until" not in chunks[j].roles:
            j = self.skip(j + 1)
        if j < len(chunks) and chunks[j].kind == "when" and found.target_when is None:
            if j + 2 < len(chunks) and chunks[j + 2].kind == "when" and chunks[j + 1].norm in DASHES:
                found.start_when = found.start_when or chunks[j].value
                j += 2
            found.target_when, found.target_when_at = chunks[j].value, (i, j + 1)
            return j + 1
        return i

    def compared(self, i: int) -> int | None:
        """compared = ("jämfört med" | "than" | …) [filler] (amount | [word] when [base-word])"""
        chunks, roles = self.chunks, self.chunks[i].roles
        j = self.skip(i + 1)
        if j < len(chunks) and chunks[j].kind == "amount" and "against" in roles and self.found.baseline is None:
            self.close(i)
            self.found.baseline, self.found.baseline_at = chunks[j].value, (i, j + 1)
            return self.after_value(j + 1)
        while j < len(chunks) and j - i <= LOOK and self.may_stand_before_base(chunks[j]):
            j += 1
        if j >= len(chunks) or chunks[j].kind != "when" or chunks[j].value.edge == "end":
            return None
        is_base = j + 1 < len(chunks) and "base" in chunks[j + 1].roles
        if roles.keys() & {"until", "at", "amount", "within"} and not is_base:
            return None
        self.close(i)
        after = j + 2 if is_base else j + 1
        self.set_baseline_when(j, i, after)
        self.place = "after"
        return after

    def may_stand_before_base(self, piece: Chunk) -> bool:
        """A plain word, or one of those in "than they were in", "än utsläppen år" """
        return piece.kind == "word" and (not piece.roles or not _BEFORE_BASE.isdisjoint(piece.roles))
