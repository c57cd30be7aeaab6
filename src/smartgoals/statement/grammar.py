"""The grammar of goal statements: recursive descent over chunks.

A statement is a run of phrases in almost any order. Each production looks at one position, and either takes what
stands there and gives the position after it, or declines. Words that no production takes gather into runs, and the
run that stands where the metric belongs becomes the metric. Every production looks ahead a bounded number of chunks,
so a reading costs time in proportion to the length of the text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.dates import When
    from smartgoals.statement.values import Amount

__all__ = ["Found", "Run", "read"]

_LOOK = 4  # how many chunks a production may skip over
_DASHES = frozenset("-–—")  # noqa: RUF001 - what people put between the ends of a range


class Run(NamedTuple):
    """Chunks from `first` up to `after` that no production took; `place` says what they follow."""

    first: int
    after: int
    place: str


class Found:
    """What has been found so far; places are positions of chunks, half open."""

    def __init__(self) -> None:
        self.direction: str | None = None
        self.direction_at: tuple[int, int] | None = None
        self.verb: str | None = None
        self.past = False
        self.modal = False
        self.baseline: Amount | None = None
        self.baseline_at: tuple[int, int] | None = None
        self.baseline_when: When | None = None
        self.baseline_when_at: tuple[int, int] | None = None
        self.target: Amount | None = None
        self.target_high: Amount | None = None
        self.target_at: tuple[int, int] | None = None
        self.target_when: When | None = None
        self.target_when_at: tuple[int, int] | None = None
        self.weak_when: tuple[When, int, int] | None = None
        self.start_when: When | None = None
        self.is_change = False
        self.factor: Decimal | None = None
        self.bound: str | None = None
        self.bound_at: tuple[int, int] | None = None
        self.noun: tuple[int, int] | None = None
        """The count noun after the target's number."""
        self.means: tuple[int, int] | None = None
        self.purpose: tuple[int, int] | None = None
        self.guardrail: tuple[int, int] | None = None
        self.zero_at: tuple[int, int] | None = None
        self.runs: list[Run] = []
        self.extra_targets = 0
        self.verbs = 0


def read(chunks: list[Chunk]) -> Found:
    """Read the chunks of one statement.

    Example:
        >>> from smartgoals.lexicon import load
        >>> from smartgoals.statement.chunks import chunk
        >>> from smartgoals.statement.tokens import tokenize
        >>> words = load("en")
        >>> found = read(chunk(tokenize("Cut returns from 9 % to 6 % by June 2027"), words))
        >>> found.direction, str(found.baseline.value), str(found.target.value)
        ('decrease', '9', '6')
    """
    return _Grammar(chunks).statement()


class _Grammar:
    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.found = Found()
        self.run_start: int | None = None
        self.place = "start"

    # statement = { phrase }

    def statement(self) -> Found:
        """statement = { amount | when | lead | change | verb | adjunct | word }"""
        i = 0
        while i < len(self.chunks):
            after = self.phrase(i)
            if after is None:
                if self.run_start is None:
                    self.run_start = i
                i += 1
            else:
                i = after
        self.close(len(self.chunks))
        found = self.found
        if found.target_when is None and found.weak_when is not None:
            found.target_when, first, after = found.weak_when
            found.target_when_at = first, after
        return found

    def phrase(self, i: int) -> int | None:
        """phrase = stop | value | adjunct | change | bounded | verb"""
        piece = self.chunks[i]
        if piece.kind == "stop":
            self.close(i)
            self.place = "stop" if piece.norm not in ",(" else "comma"
            return i + 1
        if piece.kind == "amount":
            return self.label(i) or self.bare_amount(i)
        if piece.kind == "when":
            return self.bare_when(i)
        roles = piece.roles
        if not roles:
            return None
        if "intent" in roles:
            return self.intent(i)
        if "approximate_date" in roles:
            self.close(i)
            return i + 1  # "in time" is no date; it stays in the rest
        after: int | None = None
        if "from" in roles:
            after = self.from_to(i)
        if after is None and "to" in roles:
            after = self.to(i)
        if after is None and "between" in roles:
            after = self.between(i)
        if after is None and "amount" in roles:
            after = self.by(i)
        if after is None and "compared" in roles:
            after = self.compared(i)
        if after is None and ("until" in roles or "at" in roles or "within" in roles or "of" in roles):
            after = self.dated(i)
        if after is None and ("at_least" in roles or "at_most" in roles):
            after = self.bounded(i)
        if after is None and ("means" in roles or "purpose" in roles or "without" in roles):
            after = self.reason(i)
        if after is None and "multiple" in roles:
            after = self.multiple(i)
        if after is None and "verb" in roles:
            after = self.verb(i)
        if after is None and "noun" in roles:
            after = self.noun(i)
        if after is None and "comparative" in roles:
            after = self.comparative(i)
        if after is None and "zero" in roles:
            after = self.zero(i)
        if after is None and "modal" in roles:
            after = self.modal(i)
        return after

    # values

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
            while j < len(self.chunks) and j - start < _LOOK and self.is_joint(j):
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
        return piece.norm in (",", "+", "&") or bool(piece.roles.keys() & {"and", "to"}) or piece.norm in _DASHES

    def over_brackets(self, i: int) -> int:
        """Past a short remark in brackets"""
        if i < len(self.chunks) and self.chunks[i].norm == "(":
            for j in range(i + 1, min(len(self.chunks), i + 2 + _LOOK)):
                if self.chunks[j].norm == ")":
                    return j + 1
        return i

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
        if i + 2 < len(chunks) and chunks[i + 2].kind == "amount" and chunks[i + 1].norm in _DASHES:
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

    def plain(self, i: int) -> bool:
        piece = self.chunks[i]
        return piece.kind == "word" and not piece.roles

    def is_percent(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and str(unit).split("/")[0] == "percent"

    def is_points(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and str(unit).split("/")[0] == "percentage_point"

    # dates

    def bare_when(self, i: int) -> int:
        """bare-when = when ("-" | "to") when | when base-word | when"""
        chunks, found = self.chunks, self.found
        self.close(i)
        if i + 2 < len(chunks) and chunks[i + 2].kind == "when" and chunks[i + 1].norm in _DASHES:
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

    def dated(self, i: int) -> int | None:
        """dated = ("by" | "senast" | "in" | "under" | …) [filler] when"""
        roles = self.chunks[i].roles
        j = self.skip(i + 1)
        if j >= len(self.chunks) or self.chunks[j].kind != "when":
            return None
        self.close(i)
        if j + 1 < len(self.chunks) and "base" in self.chunks[j + 1].roles:
            self.set_baseline_when(j, i, j + 2)
            return j + 2
        if j + 2 < len(self.chunks) and self.chunks[j + 2].kind == "when" and self.chunks[j + 1].norm in _DASHES:
            self.found.start_when = self.chunks[j].value
            j += 2
        self.deadline(j, i, j + 1, strong="until" in roles)
        self.place = "after" if self.place != "start" else "start"
        return j + 1

    def deadline(self, at: int, first: int, after: int, *, strong: bool) -> None:
        found = self.found
        if strong and found.target_when is None:
            found.target_when, found.target_when_at = self.chunks[at].value, (first, after)
        elif found.weak_when is None:
            found.weak_when = self.chunks[at].value, first, after

    def set_baseline_when(self, at: int, first: int, after: int) -> None:
        found = self.found
        if found.baseline_when is None:
            found.baseline_when, found.baseline_when_at = self.chunks[at].value, (first, after)

    # from, to, by

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

    def after_value(self, i: int, *, baseline: bool) -> int:
        """[noun] [("in" | "under") when]: what may stand between a baseline and the "to" that follows it"""
        chunks = self.chunks
        j = i
        while j < len(chunks) and j - i < _LOOK:
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
            if piece.kind == "word" and not piece.roles:
                j += 1
                continue
            break
        self.place = "after"
        return j if j < len(chunks) and "to" in chunks[j].roles else i

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

    def target_date(self, i: int) -> int:
        """[("in" | "under")] when, right after the target's value"""
        chunks, found = self.chunks, self.found
        j = i
        if j < len(chunks) and chunks[j].roles.keys() & {"at", "of"} and "until" not in chunks[j].roles:
            j = self.skip(j + 1)
        if j < len(chunks) and chunks[j].kind == "when" and found.target_when is None:
            found.target_when, found.target_when_at = chunks[j].value, (i, j + 1)
            return j + 1
        return i

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
        if i + 3 < len(chunks) and chunks[i + 1].kind == chunks[i + 3].kind == "amount" and "and" in chunks[i + 2].roles:
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

    def bound_word(self, i: int) -> tuple[tuple[str, int, int] | None, int]:
        """[filler] [bound] [filler]; gives the bound and where the amount should stand"""
        j = self.skip(i)
        if j < len(self.chunks):
            roles = self.chunks[j].roles
            for role, name in (("at_least", "min"), ("at_most", "max")):
                if role in roles:
                    return (name, j, j + 1), self.skip(j + 1)
        return None, j

    def skip(self, i: int) -> int:
        """Over fillers such as "about", "cirka" and "the", a few at most"""
        j = i
        while j < len(self.chunks) and j - i < 3:
            piece = self.chunks[j]
            if piece.kind == "word" and piece.roles.keys() & {"about", "articles"} and "verb" not in piece.roles:
                j += 1
            else:
                break
        return j

    # directions

    def verb(self, i: int) -> int | None:
        """verb = a word that says what is done or which way"""
        found = self.found
        roles = self.chunks[i].roles
        direction = roles["verb"]
        moves = direction in ("increase", "decrease", "maintain")
        if found.verb is not None and not (
            found.verb in ("pursue", "reach", "achieve") and moves and self.place in ("comma", "stop", "start", "verb")
        ):
            if self.run_start is None and self.place in ("comma", "stop"):
                found.verbs += 1
            return None
        if "past" in roles and not moves and self.place == "modal" and found.target is not None:
            return None  # "90 % of orders will be delivered on time": the subject is what counts
        if direction in ("achieve", "pursue") and self.place not in ("start", "modal", "comma", "stop") and not self.near_start(i):
            return None
        self.close(i)
        found.verb = direction
        found.past = "past" in roles
        if direction in ("increase", "decrease", "maintain", "reach", "achieve"):
            self.direct(direction, i, force=found.direction in (None, "achieve", "reach"))
        else:
            self.direct("achieve", i)
        found.verbs += 1
        self.place = "verb"
        return i + 1

    def near_start(self, i: int) -> bool:
        """Whether only a few plain words stand before, such as an adverb or the name of who does it"""
        return i <= 3 and all(self.plain(k) or "articles" in self.chunks[k].roles for k in range(i))

    def direct(self, direction: str, i: int, *, force: bool = False) -> None:
        found = self.found
        if found.direction is None or force:
            found.direction, found.direction_at = direction, (i, i + 1)

    def noun(self, i: int) -> int | None:
        """noun = a change as a noun or participle: "ökning", "reduction of", "minskad" """
        found = self.found
        if found.direction in ("increase", "decrease", "maintain"):
            return None
        if found.verb is not None and not (self.place == "verb" and self.is_fresh()):
            return None
        self.close(i)
        self.direct(self.chunks[i].roles["noun"], i, force=True)
        self.place = "verb"
        return i + 1

    def is_fresh(self) -> bool:
        """Whether nothing but articles stands between here and what came before"""
        if self.run_start is None:
            return True
        return all("articles" in piece.roles for piece in self.chunks[self.run_start : self.run_start + _LOOK])

    def comparative(self, i: int) -> int | None:
        """comparative = "fler" | "lower" …, when nothing else has told the direction"""
        found = self.found
        if found.direction in ("increase", "decrease", "maintain") or found.target is not None or not self.is_fresh():
            return None
        self.close(i)
        self.direct(self.chunks[i].roles["comparative"], i, force=True)
        self.place = "verb"
        return i + 1

    def multiple(self, i: int) -> int | None:
        """multiple = "double" | "halvera" …"""
        found = self.found
        if found.factor is not None:
            return None
        self.close(i)
        found.factor = self.chunks[i].roles["multiple"]
        found.target_at = (i, i + 1)
        self.direct("increase" if found.factor > 1 else "decrease", i, force=found.verb in (None, "pursue", "achieve", "reach"))
        found.verb = found.verb or "multiple"
        found.verbs += 1
        self.place = "verb"
        return i + 1

    def zero(self, i: int) -> int | None:
        """zero = "eliminate" | "noll" | "net zero" …"""
        found = self.found
        if found.zero_at is not None or found.target is not None:
            return None
        self.close(i)
        found.zero_at = (i, i + 1)
        self.place = "verb"
        return i + 1

    def modal(self, i: int) -> int | None:
        """modal = "ska" | "will" | "is" …: what stands before it is the subject"""
        self.close(i, "subject")
        if not self.found.modal:
            self.found.modal = True
        self.place = "modal"
        return i + 1

    def intent(self, i: int) -> int:
        """intent = "our goal is" | "vi ska" …: what follows is the goal itself"""
        self.close(i)
        self.found.modal = True
        self.place = "start"
        return i + 1

    # adjuncts

    def compared(self, i: int) -> int | None:
        """compared = ("jämfört med" | "than" | …) [filler] [base-word] when [base-word]"""
        chunks = self.chunks
        j = self.skip(i + 1)
        while j < len(chunks) and j - i <= _LOOK and (chunks[j].kind == "word") and (
            not chunks[j].roles or "base" in chunks[j].roles or chunks[j].roles.keys() & {"at", "articles", "of"}
        ):
            j += 1
        if j >= len(chunks) or chunks[j].kind != "when":
            return None
        if "until" in chunks[i].roles and "base" not in (chunks[j + 1].roles if j + 1 < len(chunks) else {}):
            return None
        if chunks[i].roles.keys() & {"at", "amount", "within"} and not (
            j + 1 < len(chunks) and "base" in chunks[j + 1].roles
        ):
            return None
        self.close(i)
        after = j + 2 if j + 1 < len(chunks) and "base" in chunks[j + 1].roles else j + 1
        self.set_baseline_when(j, i, after)
        self.place = "after"
        return after

    def reason(self, i: int) -> int | None:
        """reason = ("genom att" | "in order to" | "without" | …) words, up to a stop or a deadline"""
        roles, found, chunks = self.chunks[i].roles, self.found, self.chunks
        role = "means" if "means" in roles else "purpose" if "purpose" in roles else "guardrail"
        if getattr(found, role) is not None or i + 1 >= len(chunks) or chunks[i + 1].kind == "stop":
            return None
        leading = i == 0
        after_modal = self.place == "modal" and self.found.verb is None and "means" in roles
        j = i + 1
        while j < len(chunks):
            piece = chunks[j]
            if piece.kind == "stop" and piece.norm in ".;:(" + ("," if leading else ""):
                break
            if piece.kind == "stop" and piece.norm == "," and j + 1 < len(chunks):
                following = chunks[j + 1].roles
                if following.keys() & {"until", "means", "purpose", "without"}:
                    break
            if j > i + 1 and piece.roles.keys() & {"means", "purpose", "without"} and not piece.roles.keys() & {role, "verb"}:
                break
            if "until" in piece.roles and self.skip(j + 1) < len(chunks) and chunks[self.skip(j + 1)].kind == "when":
                break
            if leading and "modal" in piece.roles:
                break
            if after_modal and j > i + 1 and piece.roles.get("verb") in ("increase", "decrease", "maintain", "reach"):
                break
            j += 1
        self.close(i)
        setattr(found, role, (i, j))
        self.place = "start" if leading else "modal" if after_modal else "comma"
        return j

    def close(self, i: int, place: str | None = None) -> None:
        """End the run of plain words that has gathered up to here."""
        if self.run_start is not None:
            self.found.runs.append(Run(self.run_start, i, place or self.place))
            self.run_start = None


