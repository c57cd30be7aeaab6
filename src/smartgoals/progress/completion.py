"""How far along: shares of the way from where a goal started to where it wants to go.

Every function here looks at one moment. Whether that is soon enough is a question for `pacing` and `statuses`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from smartgoals.model import Direction
from smartgoals.model.field import member, refuse
from smartgoals.progress.real import real, reals

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "HabitWindow",
    "Rebaselining",
    "Span",
    "achieved",
    "clamped",
    "fraction",
    "fraction_clamped",
    "grade",
    "habit_kept",
    "habit_window",
    "maintain_above",
    "maintain_below",
    "milestones",
    "parity",
    "rebaselined",
    "reflect_about",
    "remaining_fraction",
    "share_kept",
    "to_percent",
    "within",
]

_TOLERANCE = 1e-15
"""Share of the reading by which it may miss the target for want of digits in a float."""


def fraction(
    current: float | None, *, baseline: float, target: float, flat: float | None = None, unread: float | None = None
) -> float | None:
    """How much of the way from baseline to target lies behind: (current - baseline) / (target - baseline).

    One formula serves goals that go up and goals that go down, because the way has a sign. The result is not clamped:
    below 0 the goal moved the wrong way, above 1 it went further than it wanted to.

    Args:
        current: The reading, in the metric's unit; None when there is none.
        baseline: Where the goal started, in the same unit.
        target: Where it wants to go, in the same unit.
        flat: What to return when baseline and target are equal, so that there is no way to go. There is no right
            answer, so the default is None; products answer 0, 0.5 or 1.
        unread: What to return when there is no reading. The default is None, as no reading is not no progress.

    Returns:
        Share of the way; 0 at the baseline, 1 at the target.

    Example:
        >>> fraction(75, baseline=100, target=60)
        0.625
        >>> fraction(5, baseline=5, target=5) is None
        True

    Source:
        Unit tests of oslokommune/okr-tracker; Quantive, "Key result progress" (bugs from 100 to 60: 80 is 50 %).
    """
    if current is None:
        return unread
    start = real("fraction", "baseline", baseline)
    end = real("fraction", "target", target)
    way, left = end - start, end - real("fraction", "current", current)
    return flat if way == 0 else (way - left) / way + 0.0  # never minus nought


def clamped(share: float | None) -> float | None:
    """A share held between 0 and 1, as a bar on a page needs it; None stays None."""
    return None if share is None else min(1.0, max(0.0, share))


def to_percent(share: float | None) -> float | None:
    """A share in percent; None stays None."""
    return None if share is None else 100 * share


def fraction_clamped(current: float | None, *, baseline: float, target: float) -> float | None:
    """The fraction in [0, 1], for bars. Averages and decisions use `fraction()`, which hides nothing.

    Example:
        >>> fraction_clamped(0, baseline=20, target=100)
        0.0

    Source:
        puzzle/okr clamps below at 0, most products on both sides.
    """
    return clamped(fraction(current, baseline=baseline, target=target))


def remaining_fraction(current: float, *, baseline: float, target: float) -> float | None:
    """The share of the way that is still to go: (current - target) / (baseline - target).

    It is 1 minus `fraction()`, and has been shown as progress by mistake; hence its name. None when there is no way.

    Source:
        ServiceNow, "Goal Framework": the page for goals to minimise.
    """
    done = fraction(current, baseline=baseline, target=target)
    return None if done is None else 1 - done


def achieved(current: float, *, target: float, direction: Direction | str) -> bool:
    """Whether a reading meets the target, by direct comparison, the target itself included.

    Args:
        current: The reading, in the metric's unit.
        target: The level to meet, in the same unit.
        direction: `"increase"`, `"decrease"`; `"maintain"`, `"reach"` and `"achieve"` are met by going as high.

    Example:
        >>> achieved(59, target=60, direction="decrease")
        True

    Source:
        `is_target_achieved` of open-sdg/sdg-build; the tolerance of 1e-15 of the reading is that of beeminder/road.
    """
    down = member(Direction, direction, "achieved", "direction") is Direction.DECREASE
    value, level = real("achieved", "current", current), real("achieved", "target", target)
    slack = _TOLERANCE * abs(value)
    return value <= level + slack if down else value >= level - slack


def maintain_below(current: float, *, limit: float, inclusive: bool = True) -> float:
    """1.0 while a reading stays at or below a limit, else 0.0.

    Args:
        current: The reading, in the metric's unit.
        limit: The limit, in the same unit.
        inclusive: Whether the limit itself is still good.

    Source:
        Engagedly counts the limit as kept ("at or below"); Quantive does not (25 against "below 25" is 0 %).
    """
    value, edge = real("maintain_below", "current", current), real("maintain_below", "limit", limit)
    return float(value <= edge if inclusive else value < edge)


def maintain_above(current: float, *, limit: float, inclusive: bool = True) -> float:
    """1.0 while a reading stays at or above a limit, else 0.0; see `maintain_below()`."""
    return maintain_below(
        -real("maintain_above", "current", current), limit=-real("maintain_above", "limit", limit), inclusive=inclusive
    )


def share_kept(days: Sequence[float], kept: Sequence[bool], *, end: float) -> float | None:
    """Share of the time in which a limit was kept, each reading holding until the next one.

    Args:
        days: The times of the readings, rising, in one unit.
        kept: Whether each reading kept the limit.
        end: Until when the last one holds, in the same unit.

    Returns:
        In [0, 1]; None when there is no time to speak of.

    Example:
        >>> share_kept([0, 10], [True, False], end=40)
        0.25
    """
    times = reals("share_kept", "days", days)
    if len(times) != len(kept):
        refuse("share_kept", "kept", len(kept), f"does not go with {len(times)} days", "give one for each")
    if any(after < before for before, after in itertools.pairwise(times)):
        refuse("share_kept", "days", days, "do not rise", "sort the readings by time")
    edges = [*times, max([real("share_kept", "end", end), *times[-1:]])]
    whole = edges[-1] - edges[0]
    good = sum(after - before for before, after, ok in zip(edges, edges[1:], kept, strict=False) if ok)
    return good / whole if whole > 0 else None


@attrs.frozen
class Span:
    """Where a reading stands to a range.

    Attributes:
        in_range: Whether it lies inside, both ends included.
        distance: How far it is from the nearest end, in the metric's unit; 0 inside.
    """

    in_range: bool
    distance: float


def within(current: float, *, low: float, high: float) -> Span:
    """Whether a reading lies in a range, both ends included, and how far outside.

    Example:
        >>> within(81.5, low=60, high=80)
        Span(in_range=False, distance=1.5)

    Source:
        Engagedly, "Range" goals; the "Goldilocks" indicators of Open SDG.
    """
    value = real("within", "current", current)
    bottom, top = real("within", "low", low), real("within", "high", high)
    if top < bottom:
        refuse("within", "high", high, f"is below the low end {low}", "give ends that rise")
    distance = max(bottom - value, value - top, 0.0)
    return Span(in_range=distance == 0, distance=distance)


def milestones(weights: Sequence[float], done: Sequence[bool]) -> float | None:
    """Weighted share of the milestones that are done: sum of done weights / sum of weights.

    Args:
        weights: What each counts for, 0 or more. One milestone is a goal that is done or not done.
        done: Whether each is done.

    Returns:
        In [0, 1]; None when nothing counts.

    Example:
        >>> milestones([1, 1, 2], [True, False, True])
        0.75

    Source:
        Lattice (1 of 3 is 33 %); Google re:Work ("0 or 1" key results).
    """
    parts = _weights("milestones", weights)
    if len(parts) != len(done):
        refuse("milestones", "done", len(done), f"does not go with {len(parts)} weights", "give one for each")
    whole = sum(parts)
    return sum(part for part, ok in zip(parts, done, strict=True) if ok) / whole if whole else None


def _weights(owner: str, weights: Sequence[float]) -> list[float]:
    parts = reals(owner, "weights", weights)
    if any(part < 0 for part in parts):
        refuse(owner, "weights", weights, "go below 0", "give weights from 0 on")
    return parts


def habit_kept(amounts: Sequence[float], *, quota: float, direction: Direction | str = "increase") -> float | None:
    """Share of the windows in which a habit was kept.

    Args:
        amounts: What was done in each window that is over, in the habit's unit.
        quota: How much there should be in each; with `direction="decrease"`, how much at most.
        direction: Whether the quota is a floor or a ceiling.

    Returns:
        In [0, 1]; None before the first window is over.

    Example:
        >>> habit_kept([3, 2, 4, 3], quota=3)
        0.75
    """
    kept = [achieved(amount, target=quota, direction=direction) for amount in amounts]
    return sum(kept) / len(kept) if kept else None


@attrs.frozen
class HabitWindow:
    """Where a habit stands in the window that is running.

    Attributes:
        met: Whether the quota is kept so far.
        missing: What is still to be done, in the habit's unit; 0 when nothing is.
        per_day: What is missing for each day left; None on no days.
        can_still: Whether the quota can still be kept; None when nothing tells how much fits in a day.
    """

    met: bool
    missing: float
    per_day: float | None
    can_still: bool | None


def habit_window(
    done: float,
    *,
    quota: float,
    days_left: int,
    most_per_day: float | None = None,
    direction: Direction | str = "increase",
) -> HabitWindow:
    """Where a habit stands in the window that is running, and whether its quota can still be kept.

    Args:
        done: What was done so far in this window, in the habit's unit.
        quota: How much there should be; with `direction="decrease"`, how much at most.
        days_left: Days left in the window, 0 or more.
        most_per_day: The most that fits in a day, such as the best day so far.
        direction: Whether the quota is a floor or a ceiling.

    Example:
        >>> habit_window(1, quota=3, days_left=2, most_per_day=1).can_still
        True
    """
    met = achieved(done, target=quota, direction=direction)
    if member(Direction, direction, "habit_window", "direction") is Direction.DECREASE:
        return HabitWindow(met=met, missing=0.0, per_day=None, can_still=met)
    missing = 0.0 if met else quota - done
    per_day = missing / days_left if days_left > 0 else None
    fits = None if most_per_day is None else missing <= most_per_day * days_left
    can_still = met if met or days_left <= 0 else fits
    return HabitWindow(met=met, missing=missing, per_day=per_day, can_still=can_still)


def grade(
    current: float, *, target: float, commit: float | None = None, stretch: float | None = None, down: bool = False
) -> str:
    """The highest of a goal's levels that a reading meets.

    Args:
        current: The reading, in the metric's unit.
        target: The level aimed at.
        commit: The level that is promised, where there is one.
        stretch: The level that is hoped for, where there is one.
        down: Whether lower is better.

    Returns:
        `"stretch"`, `"target"`, `"commit"` or `"below"`.

    Example:
        >>> grade(72, target=70, commit=50, stretch=100)
        'target'

    Source:
        The commit, target and stretch zones of puzzle/okr.
    """
    way = "decrease" if down else "increase"
    for name, level in (("stretch", stretch), ("target", target), ("commit", commit)):
        if level is not None and achieved(current, target=level, direction=way):
            return name
    return "below"


@attrs.frozen
class Rebaselining:
    """Progress of a goal that was given a new baseline on the way.

    Attributes:
        first: Fraction of the first stretch, from the old baseline to where it was left.
        second: Fraction of the second stretch, from the new baseline to where it stands.
        chained: Both together: first + (1 - first) x second.
        from_original: Fraction from the old baseline to the new target.
    """

    first: float | None
    second: float | None
    chained: float | None
    from_original: float | None


def rebaselined(first: tuple[float, float, float], second: tuple[float, float, float]) -> Rebaselining:
    """Progress across a re-baselining, each stretch judged by its own version of the goal.

    While the target stands, the chained fraction equals the one from the original baseline. After a change of the
    target only the second fraction means something, and the two differ.

    Args:
        first: Baseline, target and last reading of the old version.
        second: Baseline, target and last reading of the new version.

    Example:
        >>> rebaselined((100, 50, 80), (80, 50, 65)).chained
        0.7
    """
    shares = [fraction(current, baseline=start, target=end) for start, end, current in (first, second)]
    one, two = shares
    chained = None if one is None or two is None else one + (1 - one) * two
    return Rebaselining(one, two, chained, fraction(second[2], baseline=first[0], target=second[1]))


def parity(value: float, *, band: tuple[float, float] = (0.97, 1.03)) -> float | None:
    """A ratio that should be 1, turned so that lower is better: max(value, 1 / value), and 1 inside the band.

    Args:
        value: The ratio, such as girls to boys in school; above 0.
        band: What counts as parity, both ends included.

    Returns:
        1 or more; None for a ratio that is not above 0.

    Example:
        >>> parity(0.8)
        1.25

    Source:
        Parity index of UNESCO, band 0.97 to 1.03; unit transformations of Open SDG.
    """
    ratio = real("parity", "value", value)
    low, high = reals("parity", "band", band)
    if ratio <= 0:
        return None
    return 1.0 if low <= ratio <= high else max(ratio, 1 / ratio)


def reflect_about(value: float, *, centre: float) -> float:
    """A share that should hit a centre, turned so that lower is better: centre + abs(value - centre).

    Example:
        >>> reflect_about(93, centre=100)
        107.0

    Source:
        Unit transformations of Open SDG (spending against budget).
    """
    middle = real("reflect_about", "centre", centre)
    return middle + abs(real("reflect_about", "value", value) - middle)
