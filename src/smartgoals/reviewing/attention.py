"""Attention: which goals to talk about, in which order, and why.

The ranking is told on the page "What needs attention" in the documentation. What it promises is tested: the order of
goals does not matter, and a goal whose progress falls, all else equal, never sinks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model import Band, Criterion
from smartgoals.progress import State
from smartgoals.reviewing.entry import GoalReview
from smartgoals.reviewing.remarks import Reason
from smartgoals.reviewing.weighing import KINDS, AttentionPolicy
from smartgoals.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smartgoals.model import Quantity

__all__ = ["Links", "is_behind", "linked", "ranked", "reasons_of"]

_PLACE: Final = {kind: place for place, kind in enumerate((*KINDS, "blocking"))}
_EARLY: Final = frozenset({State.NOT_STARTED.value, State.TOO_EARLY.value})
_UNREAD: Final = frozenset({State.NO_DATA.value, State.INSUFFICIENT_DATA.value})
_UNMEASURABLE: Final = frozenset({
    State.NO_TARGET.value, State.NO_BASELINE.value, State.NO_HORIZON.value, State.NOT_ASSESSABLE.value,
})  # fmt: skip


@attrs.frozen(kw_only=True)
class Links:
    """What a goal has to do with others and with what is done for it, by title.

    Attributes:
        behind: What it depends on that is behind or missed.
        later: What it depends on that is due after it.
        undone: Activities it depends on that should have been done by now.
        waiting: Goals that depend on it while it is behind, or due before it.
        late: Activities for it that should have been done by now.
    """

    behind: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


def is_behind(entry: GoalReview, policy: AttentionPolicy) -> bool:
    """Whether a goal is missed, off pace, or out of the range that it is to keep."""
    return entry.is_missed or _is_out(entry) or _is_off_pace(entry, policy)


def _is_out(entry: GoalReview) -> bool:
    return entry.is_kept and entry.achieved is False


def _is_off_pace(entry: GoalReview, policy: AttentionPolicy) -> bool:
    shortfall = entry.shortfall
    if shortfall is None or entry.achieved or (entry.expected or 0) < policy.too_early:
        return False
    return shortfall > policy.slack


def reasons_of(
    entry: GoalReview, *, policy: AttentionPolicy, links: Links | None = None, before: GoalReview | None = None
) -> tuple[Reason, ...]:
    """Why a goal needs attention, what counts most first.

    Args:
        entry: The goal, with what was found in it.
        policy: What counts, and how much.
        links: What it has to do with others.
        before: The same goal in the last review.
    """
    found = [
        reason
        for reason in (
            *_course(entry, policy),
            *_measuring(entry, policy),
            *_time(entry, policy, before),
            *_surroundings(entry, policy, links or Links()),
        )
        if reason.points
    ]
    return tuple(sorted(found, key=lambda reason: (-reason.points, _PLACE[reason.kind])))


def _course(entry: GoalReview, policy: AttentionPolicy) -> Iterator[Reason]:
    """How it goes: one reason at most."""
    chance = {} if entry.chance is None else {"chance": entry.chance}
    variant = "" if entry.chance is None else "chance"
    if entry.is_missed:
        degree = 1.0 if entry.fraction is None else min(1.0, max(0.0, 1 - entry.fraction))
        told = {"end": entry.end} if entry.fraction is None else {"end": entry.end, "fraction": entry.fraction}
        which = "" if entry.fraction is None or entry.is_kept else "away" if entry.fraction < 0 else "way"
        yield Reason("missed", policy.points("missed", degree), variant=which, values=told)
    elif _is_out(entry):
        which, kept = _kept(entry)
        yield Reason("out_of_range", policy.points("out_of_range"), variant=which, values=kept)
    elif _is_off_pace(entry, policy):
        shortfall = entry.shortfall or 0.0
        degree = min(1.0, (shortfall - policy.slack) / (policy.steep - policy.slack))
        told_way = {"fraction": entry.fraction, "expected": entry.expected, **chance}
        if (entry.fraction or 0) < 0:
            variant = f"away{variant and f'_{variant}'}"
            told_way["off"] = -(entry.fraction or 0)
        yield Reason("off_pace", policy.points("off_pace", degree), variant=variant, values=told_way)
    elif (
        entry.chance is not None
        and entry.chance < policy.unlikely
        and not entry.achieved
        and entry.status not in _EARLY | _UNREAD
    ):
        yield Reason("unlikely", policy.weight("unlikely"), values=chance)


def _kept(entry: GoalReview) -> tuple[str, dict[str, Quantity]]:
    """What is to be kept, and where it is instead, as far as these are known."""
    if entry.value is None:
        return "", {}
    target = entry.progress.goal.target if entry.progress is not None else None
    if isinstance(target, Band):
        return "band", {"value": entry.value, "low": target.low, "high": target.high}
    if entry.target is not None:
        return "limit", {"value": entry.value, "limit": entry.target}
    return "value", {"value": entry.value}


def _measuring(entry: GoalReview, policy: AttentionPolicy) -> Iterator[Reason]:
    """What stands in the way of measuring it."""
    blocking = tuple(
        finding
        for finding in entry.findings
        if finding.criterion is Criterion.MEASURABLE and finding.severity is Severity.MAJOR
    )
    weight = policy.weight("unmeasurable")
    if blocking:
        yield Reason("unmeasurable", weight, findings=blocking)
    elif entry.status in _UNMEASURABLE and not entry.achieved:
        yield Reason("unmeasurable", weight, variant=entry.status)
    elif entry.status in _UNREAD:
        yield Reason("unmeasured", policy.weight("unmeasured"), variant=entry.status)


def _time(entry: GoalReview, policy: AttentionPolicy, before: GoalReview | None) -> Iterator[Reason]:
    """Readings, forecasts and deadlines."""
    if entry.stale:
        yield Reason("stale", policy.weight("stale"), values={"days": entry.age_days})
    chances = (before.chance if before is not None else None), entry.chance
    if chances[0] is not None and chances[1] is not None and chances[0] - chances[1] >= policy.fallen:
        degree = min(1.0, chances[0] - chances[1])
        told = {"chance_before": chances[0], "chance": chances[1]}
        yield Reason("fallen", policy.points("fallen", degree), values=told)
    left = entry.days_left
    if left is not None and 0 <= left <= policy.near_days and not entry.achieved:
        points = policy.points("near", 1 - left / policy.near_days)
        yield Reason("near", points, values={"days": left}) if left else Reason("near", points, variant="today")


def _surroundings(entry: GoalReview, policy: AttentionPolicy, links: Links) -> Iterator[Reason]:
    """Who answers for it, what it waits for, who waits for it, what is done for it."""
    if entry.owner is None:
        yield Reason("no_owner", policy.weight("no_owner"))
    if entry.achieved:
        return
    for variant in ("behind", "undone", "later"):
        names: tuple[str, ...] = getattr(links, variant)
        if names:
            yield Reason("blocked", policy.weight("blocked"), variant=variant, values={"others": names})
            break
    if links.waiting:
        yield Reason("blocking", policy.weight("blocked"), values={"others": links.waiting})
    if links.late:
        yield Reason("late_activity", policy.weight("late_activity"), values={"others": links.late})


def ranked(entries: Iterable[GoalReview]) -> tuple[GoalReview, ...]:
    """Goals in the order in which they need attention.

    Points decide; then how far behind a goal is, however far that is; then the earlier deadline; then id and statement,
    so that the order in which goals were given never matters.
    """
    return tuple(sorted(entries, key=_rank))


def _rank(entry: GoalReview) -> tuple[float, float, dt.date, str, str, str]:
    behind = entry.shortfall
    if behind is None:
        behind = 0.0 if entry.fraction is None else 1 - entry.fraction if entry.is_missed else 0.0
    return -entry.points, -behind, entry.end or dt.date.max, entry.key, entry.statement, entry.owner or ""


def linked(
    needs: Mapping[str, Collection[str]],
    entries: Mapping[str, GoalReview],
    undone: Mapping[str, str],
    late: Mapping[str, tuple[str, ...]],
    policy: AttentionPolicy,
) -> dict[str, Links]:
    """What each goal has to do with others.

    Args:
        needs: For each goal, the ids of goals and activities that must be done before it.
        entries: The goals.
        undone: The activities that should have been done by now, by id, with their names.
        late: For each goal, the activities for it that should have been done by now.
        policy: What counts as behind.
    """
    behind: dict[str, list[str]] = {}
    later: dict[str, list[str]] = {}
    waiting: dict[str, list[str]] = {}
    slow: dict[str, list[str]] = {}
    for key, names in needs.items():
        entry = entries[key]
        for name in sorted(set(names) - {key}):
            other = entries.get(name)
            if other is None:
                if name in undone:
                    slow.setdefault(key, []).append(undone[name])
            elif other.achieved:
                continue
            elif is_behind(other, policy):
                behind.setdefault(key, []).append(other.title)
            elif other.end is not None and entry.end is not None and other.end > entry.end:
                later.setdefault(key, []).append(other.title)
            else:
                continue
            if other is not None and not entry.achieved:
                waiting.setdefault(name, []).append(entry.title)
    return {
        key: Links(
            behind=tuple(behind.get(key, ())), later=tuple(later.get(key, ())), undone=tuple(slow.get(key, ())),
            waiting=tuple(sorted(waiting.get(key, ()))), late=late.get(key, ()),
        )
        for key in entries
        if key in needs or key in waiting or key in late
    }  # fmt: skip
