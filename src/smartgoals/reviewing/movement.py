"""What moved between two reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model import Quantity
from smartgoals.progress.explanation import named_status
from smartgoals.reviewing.remarks import in_percent, worded

if TYPE_CHECKING:
    from smartgoals.reviewing.entry import GoalReview
    from smartgoals.reviewing.record import Review

__all__ = ["Comparison", "Move", "Movement", "Value"]

Value = str | float | dt.date | Quantity | None
_COMPARED: Final = ("status", "fraction", "value", "chance", "end", "target", "baseline", "owner")
_SHARES: Final = frozenset({"fraction", "chance"})


@attrs.frozen
class Move:
    """One thing about a goal that is not as it was.

    Attributes:
        what: `new`, `gone`, `reached`, `lost`, `status`, `fraction`, `value`, `chance`, `end`, `target`, `baseline` or
            `owner`.
        before: What it was; None for what was not.
        after: What it is; None for what is not.
    """

    what: str
    before: Value = None
    after: Value = None

    def message(self, language: str = "en") -> str:
        """The sentence.

        Example:
            >>> Move("fraction", 0.3, 0.42).message()
            'Share of the way: 30% → 42%.'
        """
        if self.what in _BARE:
            return worded(f"review.move.{self.what}", (), language)
        name = "set" if self.before is None else "unset" if self.after is None else "from"
        values = tuple(
            (key, self._told(value, language))
            for key, value in (("after", self.after), ("before", self.before))
            if value is not None
        )
        what = worded(f"review.move.what.{self.what}", (), language)
        return worded(f"review.move.{name}", (*values, ("what", what)), language)

    def _told(self, value: Value, language: str) -> str | dt.date | Quantity:
        if self.what == "status":
            return named_status(str(value), language)
        if isinstance(value, int | float):
            return in_percent(value, language)
        return value or ""


_BARE: Final = frozenset({"new", "gone", "reached", "lost"})


@attrs.frozen
class Movement:
    """What moved about one goal.

    Attributes:
        goal: The id of the goal, else its statement.
        title: What to call it.
        moves: What is not as it was.
    """

    goal: str
    title: str
    moves: tuple[Move, ...]

    def message(self, language: str = "en") -> str:
        """What moved, in a line or two. What reads the same before and after is left out."""
        told = [move.message(language) for move in self.moves if _is_told(move)]
        return " ".join(told or [move.message(language) for move in self.moves])


def _is_told(move: Move) -> bool:
    """Whether a move is worth its words: shares that read differently, and whatever a person has changed."""
    if move.what == "value":
        return False
    if move.what in _SHARES:
        known = [value for value in (move.before, move.after) if isinstance(value, int | float)]
        return len({in_percent(value) for value in known}) == 2
    return True


@attrs.frozen(kw_only=True)
class Comparison:
    """Two reviews side by side; empty, and false, when nothing moved.

    Attributes:
        earlier: The day of the earlier review.
        later: The day of the later one.
        movements: What moved, by goal.
    """

    earlier: dt.date
    later: dt.date
    movements: tuple[Movement, ...] = ()

    def __len__(self) -> int:
        return len(self.movements)

    def __iter__(self) -> Iterator[Movement]:
        return iter(self.movements)

    @classmethod
    def of(cls, earlier: Review, later: Review) -> Comparison:
        """What moved from one review to another; goals are the same when they have the same id or statement."""
        before = {entry.key: entry for entry in earlier.goals}
        after = {entry.key: entry for entry in later.goals}
        movements = []
        for key in sorted({*before, *after}):
            old, new = before.get(key), after.get(key)
            moves = tuple(_moves(old, new))
            if moves:
                movements.append(Movement(key, _title(new or old), moves))
        return cls(earlier=earlier.on, later=later.on, movements=tuple(movements))


def _title(entry: GoalReview | None) -> str:
    return "" if entry is None else entry.title


def _moves(old: GoalReview | None, new: GoalReview | None) -> Iterator[Move]:
    if old is None or new is None:
        yield Move("new" if old is None else "gone")
        return
    if bool(old.achieved) is not bool(new.achieved):
        yield Move("reached" if new.achieved else "lost")
    for name in _COMPARED:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and not (name == "fraction" and new.is_kept):
            yield Move(name, before, after)
