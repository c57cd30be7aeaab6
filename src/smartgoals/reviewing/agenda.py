"""The agenda of a review: what to talk about, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from smartgoals.reviewing.entry import GoalReview
from smartgoals.reviewing.remarks import worded
from smartgoals.reviewing.weighing import AttentionPolicy

__all__ = ["AgendaItem", "agenda_of"]


@attrs.frozen
class AgendaItem:
    """One item.

    Attributes:
        kind: `opening`, `goal`, `rest`, `decisions` or `closing`.
        minutes: How long.
        title: What the goal is called, for `goal`.
        goal: The id of the goal, else its statement.
        owner: Who leads it.
        count: How many goals it is about, for `rest` and `decisions`.
    """

    kind: str
    minutes: int
    title: str | None = None
    goal: str | None = None
    owner: str | None = None
    count: int | None = None

    def message(self, language: str = "en") -> str:
        """The item in a line.

        Example:
            >>> AgendaItem("goal", 10, "Return rate", "returns", "Ada").message()
            'Return rate (Ada)'
        """
        if self.kind == "goal":
            return f"{self.title} ({self.owner})" if self.owner else f"{self.title}"
        values = () if self.count is None else (("count", self.count),)
        return worded(f"review.agenda.{self.kind}", values, language)


def agenda_of(
    attention: Sequence[GoalReview], *, minutes: int, policy: AttentionPolicy, decisions: int = 0
) -> tuple[AgendaItem, ...]:
    """The items of a meeting, together no longer than it may take.

    The goals that need most attention get time by their points, each between the shortest item and the longest time
    for one goal; those that there is no time for are one item without time, to be settled with their owners. The
    meeting opens with what has moved and closes with what was decided, where it is long enough for that.

    Args:
        attention: The goals that need attention, ranked.
        minutes: How long the meeting may take.
        policy: The shortest item, the longest, the most goals.
        decisions: How many proposals are to be decided.
    """
    least = policy.least_minutes
    framed = minutes >= 4 * least
    deciding = least if decisions and minutes >= 3 * least else 0
    room = minutes - deciding - (2 * least if framed else 0)
    goals = attention[: min(len(attention), policy.most_goals, room // least)]
    times = _shared([entry.points for entry in goals], room, least=least, longest=policy.longest_minutes)
    items = [AgendaItem("opening", least)] if framed else []
    items += [
        AgendaItem("goal", time, entry.title, entry.key, entry.owner) for entry, time in zip(goals, times, strict=True)
    ]
    if len(attention) > len(goals):
        items.append(AgendaItem("rest", 0, count=len(attention) - len(goals)))
    if deciding:
        items.append(AgendaItem("decisions", deciding, count=decisions))
    if framed:
        items.append(AgendaItem("closing", least))
    return tuple(items)


def _shared(points: Sequence[float], room: int, *, least: int, longest: int) -> list[int]:
    """Whole minutes by points: the least for each, the rest by the largest remainders, in order where these tie."""
    if not points:
        return []
    spare = room - least * len(points)
    whole = sum(Fraction(each) for each in points)
    fair = [Fraction(each) * spare / whole for each in points]
    times = [least + int(each) for each in fair]
    left = spare - sum(int(each) for each in fair)
    for place in sorted(range(len(points)), key=lambda place: (int(fair[place]) - fair[place], place))[:left]:
        times[place] += 1
    return [min(longest, time) for time in times]
