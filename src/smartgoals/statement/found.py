"""What has been found in a statement so far, and the place in it where the reading stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from smartgoals.lexicon import Endings
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.dates import When
    from smartgoals.statement.values import Amount

__all__ = ["DASHES", "LOOK", "Cursor", "Found", "Run"]

LOOK = 4  # how many chunks a production may skip over
DASHES = frozenset("-–—")
_SMALL = frozenset(("articles", "about", "not"))


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
        self.verb_at: tuple[int, int] | None = None
        self.past = False
        self.modal = False
        """A verb such as "shall" says that something is wanted."""
        self.wanted_at: int | None = None
        """The chunk after the first verb such as "shall"."""
        self.linked = False
        """A modal or a verb such as "is" ties a subject to what is said of it."""
        self.baseline: Amount | None = None
        self.baseline_at: tuple[int, int] | None = None
        self.baseline_when: When | None = None
        self.baseline_when_at: tuple[int, int] | None = None
        self.target: Amount | None = None
        self.target_high: Amount | None = None
        self.target_at: tuple[int, int] | None = None
        self.target_when: When | None = None
        self.target_when_at: tuple[int, int] | None = None
        self.event_at: tuple[int, int] | None = None
        """A deadline that names no day: "before the summer"."""
        self.weak_when: tuple[When, int, int] | None = None
        self.start_when: When | None = None
        self.starting: tuple[When, int, int] | None = None
        """From when the goal holds, where no other date is said: "from 2027 on"."""
        self.is_change = False
        self.is_weak = False
        """The target's number may only describe a group: "people over 80 years"."""
        self.factor: Decimal | None = None
        self.bound: str | None = None
        self.bound_at: tuple[int, int] | None = None
        self.noun: tuple[int, int] | None = None
        """The count noun after the target's number."""
        self.per: tuple[str, ...] = ()
        """What the target is per, after a count noun: "20 pages a day"."""
        self.per_at: tuple[int, int] | None = None
        """Where that stands, with what is between it and the noun: "of water a day"."""
        self.statistic_at: tuple[int, int] | None = None
        self.grades: dict[str, tuple[Amount, int, int]] = {}
        """What is promised and what is hoped for beside the target: "commit 80, stretch 120"."""
        self.means: tuple[int, int] | None = None
        self.purpose: tuple[int, int] | None = None
        self.confidence: tuple[int, int] | None = None
        self.owner: tuple[int, int] | None = None
        self.guardrail: tuple[int, int] | None = None
        self.zero_at: tuple[int, int] | None = None
        self.runs: list[Run] = []
        self.extent: tuple[int, int] = 0, 0
        """The chunks that were read."""
        self.following: Found | None = None
        """The goal that the sentence goes on with: "… and reduce Y", or "… and to 12 000 by 2032"."""
        self.is_further = False
        """The goal before it is the same, and only what is aimed at is another."""

    def goals(self) -> list[Found]:
        """This goal and those that follow it in the sentence."""
        found: list[Found] = [self]
        while found[-1].following is not None:
            found.append(found[-1].following)
        return found

    @property
    def main(self) -> Found:
        """The first goal that aims at something, else the first of all."""
        return next((found for found in self.goals() if found.aims), self)

    def let_go(self) -> None:
        """Forget a number that was no target after all."""
        self.target = self.target_high = self.target_at = self.noun = None
        self.bound, self.bound_at, self.per, self.per_at = None, None, (), None

    @property
    def has_target(self) -> bool:
        """A number or a multiple is aimed at."""
        return self.target is not None or self.factor is not None

    def has_target_before(self, i: int) -> bool:
        """Whether what is aimed at was said before a chunk."""
        return self.target_at is not None and self.target_at[0] < i

    @property
    def aims(self) -> bool:
        """A number, a multiple or zero is aimed at."""
        return self.has_target or self.zero_at is not None

    def set_bound(self, bound: tuple[str, int, int] | None) -> None:
        """Remember a bound word that was read with the target; none leaves what was there."""
        if bound is not None:
            self.bound, self.bound_at = bound[0], bound[1:]


class Cursor:
    """The chunks of a statement, what has been found in them, and the run of plain words that is gathering.

    `place` says what came last: it is what tells a metric from a name that merely stands nearby.
    """

    def __init__(self, chunks: list[Chunk], endings: Endings, first: int = 0) -> None:
        self.chunks = chunks
        self.endings = endings
        self.first = self.start = first
        self.found = Found()
        self.run_start: int | None = None
        self.place = "start"
        self.not_at: int | None = None
        """Where "shall not" stands."""

    def close(self, i: int, place: str | None = None) -> None:
        """End the run of plain words that has gathered up to here."""
        if self.run_start is not None:
            self.found.runs.append(Run(self.run_start, i, place or self.place))
            self.run_start = None

    def is_negated(self, i: int) -> bool:
        """Whether "not" stands right before, or before a small verb: "inte överstiga", "inte vara högre än" """
        for j in (i - 1, i - 2):
            if j >= 0 and "not" in self.chunks[j].roles:
                return True
            if j >= 0 and not self.chunks[j].roles.keys() & {"modal", "verb"}:
                break
        return self.is_none or (self.not_at is not None and i - self.not_at <= 2 + LOOK)

    @cached_property
    def is_none(self) -> bool:
        """Whether the goal is about none of something: "no patient waits longer than …" """
        return any("none" in piece.roles for piece in self.chunks[self.first : self.first + 2])

    def skip(self, i: int) -> int:
        """Over fillers such as "about", "cirka" and "the", a few at most"""
        j = i
        while j < len(self.chunks) and j - i < 3:
            piece = self.chunks[j]
            if piece.kind == "word" and piece.roles.keys() & {"about", "articles"} and "verb" not in piece.roles:
                j += 1
            elif piece.norm == "+" and j > 0 and j + 1 < len(self.chunks) and self.chunks[j + 1].kind == "amount":
                j += 1  # "from +12 to +22"
            else:
                break
        return j

    def plain(self, i: int) -> bool:
        piece = self.chunks[i]
        return piece.kind == "word" and not piece.roles

    def over_brackets(self, i: int) -> int:
        """Past a short remark in brackets"""
        if i < len(self.chunks) and self.chunks[i].norm == "(":
            for j in range(i + 1, min(len(self.chunks), i + 3 * LOOK)):
                if self.chunks[j].norm == ")":
                    return j + 1
        return i

    def is_fresh(self, i: int) -> bool:
        """Whether nothing but small words stands between here and what came before"""
        if self.run_start is None:
            return True
        if i - self.run_start > LOOK:
            return False
        return all(not _SMALL.isdisjoint(piece.roles) for piece in self.chunks[self.run_start : i])

    def near_start(self, i: int) -> bool:
        """Whether only a few plain words stand before, such as an adverb or the name of who does it"""
        first = self.first
        return i - first <= 3 and all(self.plain(k) or "articles" in self.chunks[k].roles for k in range(first, i))

    def direct(self, direction: str, i: int, *, force: bool = False) -> None:
        found = self.found
        if found.direction is None or force:
            found.direction, found.direction_at = direction, (i, i + 1)

    def bound_word(self, i: int) -> tuple[tuple[str, int, int] | None, int]:
        """[filler] [bound] [filler]; gives the bound and where the amount should stand"""
        j = self.skip(i)
        if j < len(self.chunks):
            roles = self.chunks[j].roles
            for role, name in (("at_least", "min"), ("at_most", "max")):
                if role in roles:
                    turned = {"min": "max", "max": "min"}[name] if self.is_negated(j) else name
                    after = self.skip(j + 1)
                    if after < len(self.chunks) and "not" in self.chunks[after].roles:  # "understiger inte 35 %"
                        turned, after = {"min": "max", "max": "min"}[name], self.skip(after + 1)
                    return (turned, j, j + 1), after
        return None, j

    def is_percent(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and str(unit).split("/")[0] == "percent"

    def is_points(self, i: int) -> bool:
        unit = self.chunks[i].value.unit
        return unit is not None and str(unit).split("/")[0] == "percentage_point"
