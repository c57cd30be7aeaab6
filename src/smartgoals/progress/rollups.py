"""Many goals as one: averages, the worst, what all together make probable.

Values of unlike units are never summed; what can be averaged is shares and scores. Whether shares are held between 0
and 1 first is said by the caller, and both answers are given.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import attrs

from smartgoals.model import Quantity
from smartgoals.model.field import refuse
from smartgoals.progress.completion import clamped
from smartgoals.progress.real import real, reals
from smartgoals.progress.statuses import State, policy

if TYPE_CHECKING:
    from smartgoals.progress.statuses import StatusPolicy

__all__ = [
    "Rollup",
    "Tracked",
    "attainment_level",
    "gas_tscore",
    "joint_probability",
    "latest",
    "mean",
    "pooled_ratio",
    "roll_up",
    "roll_up_tree",
    "statcan_category",
    "statcan_mean",
    "total",
    "weighted_mean",
    "worst",
]

_BEST_FIRST: Final = (
    "achieved", "target_achieved", "sustaining", "ahead", "stretch", "green", "on_track", "target", "recovering",
    "blue", "progressing", "commit", "amber", "yellow", "lagging", "behind", "orange", "at_risk",
    "acceleration_needed", "limited_progress", "stagnation_or_regression", "off_track", "red", "fail",
    "deterioration", "moving_away", "missed",
)  # fmt: skip
"""Statuses of the built-in policies from the best to the worst; an order of ours, where policies are mixed."""

_UNJUDGED: Final = frozenset({
    State.NO_DATA, State.INSUFFICIENT_DATA, State.NO_TARGET, State.NO_BASELINE, State.NO_HORIZON, State.NOT_ASSESSABLE,
    State.NOT_STARTED, State.TOO_EARLY,
})  # fmt: skip


def mean(values: Iterable[float], *, low: float | None = None, high: float | None = None) -> float | None:
    """The mean of values, each held between two ends first where ends are given.

    Args:
        values: Shares or percents of equal weight.
        low: What a value counts as at least.
        high: What it counts as at most.

    Returns:
        None of nothing.

    Example:
        >>> mean([-50, 100], low=0)
        50.0

    Source:
        Perdoo counts negative progress as 0 in averages; Workfront and Planview average as it is.
    """
    found = list(values)
    return weighted_mean(found, [1] * len(found), low=low, high=high)


def weighted_mean(
    values: Sequence[float], weights: Sequence[float], *, low: float | None = None, high: float | None = None
) -> float | None:
    """The weighted mean: sum(w f) / sum(w).

    Args:
        values: Shares or percents.
        weights: What each counts for, 0 or more.
        low: What a value counts as at least.
        high: What it counts as at most.

    Returns:
        None when nothing counts; products say 0 (okr-tracker) or take equal weights (gasr).

    Example:
        >>> weighted_mean([0.5, 1.0], [1, 3])
        0.875
    """
    found, parts = reals("weighted_mean", "values", values), _weights("weighted_mean", weights, len(values))
    if low is not None:
        found = [max(low, value) for value in found]
    if high is not None:
        found = [min(high, value) for value in found]
    whole = math.fsum(parts)
    return math.fsum(w * f for w, f in zip(parts, found, strict=True)) / whole if whole else None


def _weights(owner: str, weights: Sequence[float], count: int) -> list[float]:
    parts = reals(owner, "weights", weights)
    if len(parts) != count:
        refuse(owner, "weights", len(parts), f"does not go with {count} values", "give one for each")
    if any(part < 0 for part in parts):
        refuse(owner, "weights", weights, "go below 0", "give weights from 0 on")
    return parts


def worst(statuses: Iterable[str | None], *, by: StatusPolicy | None = None) -> str | None:
    """The worst of several statuses; those that judge nothing count only where there is no other.

    Args:
        statuses: The statuses.
        by: The policy whose order counts; without it, an order over all built-in policies.

    Example:
        >>> worst(["green", "red", "yellow"])
        'red'

    Source:
        ServiceNow (target to goal) and Perdoo: the worst wins.
    """
    found = [status for status in statuses if status is not None]
    judged = [status for status in found if status not in _UNJUDGED]
    if not judged:
        return found[0] if found else None
    order: tuple[str, ...] = _BEST_FIRST
    if by is not None:  # around a policy's bands stand the states that are better or worse than any pace
        bands = (band.name for band in by.bands)
        order = (by.achieved, State.ACHIEVED, State.SUSTAINING, State.RECOVERING, *bands, State.OFF_TRACK, State.MISSED)
    for status in judged:
        if status not in order:
            refuse("worst", "statuses", status, "has no place in the order", "give the policy it comes from as `by`")
    return max(judged, key=order.index)


def latest(statuses: Sequence[str | None]) -> str | None:
    """The last status that is one; for the check-ins of a single goal.

    Example:
        >>> latest(["green", "yellow", None])
        'yellow'

    Source:
        ServiceNow, cumulative targets: the latest wins.
    """
    return next((status for status in reversed(statuses) if status is not None), None)


def statcan_mean(scores: Sequence[float], *, achieved: Sequence[bool] | None = None) -> float | None:
    """The mean of scores in [-5, 5], where a series that has achieved its target scores 5; None of nothing.

    Example:
        >>> statcan_mean([1, -3], achieved=[False, True])
        3.0

    Source:
        Statistics Canada, in `sdg/ProgressMeasure.py` of open-sdg/sdg-build; see `statcan_score()`.
    """
    found = reals("statcan_mean", "scores", scores)
    done = [False] * len(found) if achieved is None else list(achieved)
    if len(done) != len(found):
        refuse("statcan_mean", "achieved", len(done), f"does not go with {len(found)} scores", "give one for each")
    return mean(5.0 if ok else score for score, ok in zip(found, done, strict=True))


def statcan_category(scores: Sequence[float], *, achieved: Sequence[bool] | None = None) -> str | None:
    """What the mean score is called; `target_achieved` only when every series has achieved its target.

    Example:
        >>> statcan_category([1])
        'acceleration_needed'
    """
    score = statcan_mean(scores, achieved=achieved)
    if score is None:
        return None
    by = policy("statcan_score")
    return by.achieved if achieved is not None and all(achieved) else by.judge(score)


def gas_tscore(scores: Sequence[float], *, weights: Sequence[float] | None = None, rho: float = 0.3) -> float | None:
    """Goal attainment scaling: unlike goals as one standard score.

    T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2). 50 is what was expected; it is no percentage.

    Args:
        scores: Attainment of each goal, from -2 (much less than expected) over 0 to 2; see `attainment_level()`.
        weights: What each goal counts for; equal when left out or all zero.
        rho: Presumed correlation between goals, in [0, 1].

    Returns:
        None of no goals.

    Example:
        >>> round(gas_tscore([0, 1, 1]), 2)
        59.13

    Source:
        Kiresuk and Sherman (1968); the figures are those of taylordunn/gasr. The formulas printed in Turner-Stokes
        (2009) are wrong and have an erratum.
    """
    found = reals("gas_tscore", "scores", scores)
    if any(not -2 <= score <= 2 for score in found):
        refuse("gas_tscore", "scores", scores, "go beyond -2 to 2", "score each goal from -2 to 2")
    share = real("gas_tscore", "rho", rho)
    if not 0 <= share <= 1:
        refuse("gas_tscore", "rho", rho, "is no correlation of goals", "give a number from 0 to 1")
    if not found:
        return None
    parts = _weights("gas_tscore", weights, len(found)) if weights is not None else []
    if not any(parts):
        parts = [1.0] * len(found)
    spread = (1 - share) * math.fsum(part * part for part in parts) + share * math.fsum(parts) ** 2
    return 50 + 10 * math.fsum(w * x for w, x in zip(parts, found, strict=True)) / math.sqrt(spread)


def attainment_level(current: float, *, levels: Sequence[float]) -> int:
    """The level of attainment of a reading, from -2 to 2.

    Args:
        current: The reading, in the metric's unit.
        levels: The values agreed beforehand for -1, 0, 1 and 2, all rising or all falling.

    Returns:
        The highest level that is met; -2 when none is.

    Example:
        >>> attainment_level(72, levels=[60, 70, 80, 90])
        0
    """
    edges = reals("attainment_level", "levels", levels)
    value = real("attainment_level", "current", current)
    steps = [after - before for before, after in itertools.pairwise(edges)]
    if len(edges) != 4 or not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        refuse("attainment_level", "levels", levels, "are no four steps one way", "give the values for -1, 0, 1 and 2")
    up = steps[0] > 0
    return sum(value >= edge if up else value <= edge for edge in edges) - 2


def joint_probability(probabilities: Iterable[float], *, independent: bool = True) -> float | None:
    """The probability that all goals are met.

    Args:
        probabilities: The probability of each, in [0, 1].
        independent: Whether the goals do not depend on each other: the product. Goals that stand and fall together are
            met as often as the least probable one, which is the highest the answer can be.

    Returns:
        None of nothing.

    Example:
        >>> joint_probability([0.5, 0.8])
        0.4
    """
    found = reals("joint_probability", "probabilities", list(probabilities))
    if any(not 0 <= each <= 1 for each in found):
        refuse("joint_probability", "probabilities", found, "are no probabilities", "give numbers from 0 to 1")
    if not found:
        return None
    return math.prod(found) if independent else min(found)


def total(quantities: Iterable[Quantity]) -> Quantity | None:
    """The sum of amounts of one unit; None of nothing.

    Raises:
        UnitMismatchError: They are of unlike units, which have no sum; average their progress instead.
    """
    found: Quantity | None = None
    for quantity in quantities:
        found = quantity if found is None else found + quantity
    return found


def pooled_ratio(parts: Iterable[tuple[float, float]]) -> float | None:
    """The ratio of several groups together: sum of numerators / sum of denominators, never the mean of ratios.

    Example:
        >>> pooled_ratio([(1, 10), (90, 100)])  # the mean of the ratios would be 0.5
        0.8272727272727273
    """
    over, under = 0.0, 0.0
    for numerator, denominator in parts:
        over += real("pooled_ratio", "numerator", numerator)
        under += real("pooled_ratio", "denominator", denominator)
    return over / under if under else None


@runtime_checkable
class Tracked(Protocol):
    """What can be rolled up: anything with a fraction and a status, such as `Progress` and `Rollup` itself."""

    @property
    def fraction(self) -> float | None:
        """Share of the way made; None where it is not known."""

    @property
    def status(self) -> str:
        """Where it stands."""


@attrs.frozen
class Rollup:
    """Several goals as one.

    Attributes:
        fraction: Weighted mean of the fractions, as `clamp` asked for; None when no goal has one.
        raw: The same mean, nothing clamped.
        clamped: Whether `fraction` is a mean of clamped fractions.
        status: The worst status.
        coverage: Share of the goals, by count, that have a fraction, in [0, 1]; those in a rolled-up child count one by
            one. None without goals.
        count: How many goals there are.
        known: How many of them have a fraction.
    """

    fraction: float | None
    raw: float | None
    clamped: bool
    status: str
    count: int
    known: int

    @property
    def coverage(self) -> float | None:
        """Share of the goals that have a fraction."""
        return self.known / self.count if self.count else None


def roll_up(
    children: Iterable[Tracked | float | None],
    *,
    weights: Sequence[float] | None = None,
    clamp: bool = True,
    by: StatusPolicy | None = None,
) -> Rollup:
    """Roll goals up into one: mean fraction, worst status, coverage.

    A goal without a fraction takes no part in the mean; that it is missing shows in the coverage.

    Args:
        children: Progress of each goal, rollups of others, plain fractions, or None for a goal without data.
        weights: What each counts for, 0 or more; equal when left out.
        clamp: Whether each fraction is held between 0 and 1 first. Without it one goal at 400 percent hides three that
            fail.
        by: The policy whose order says which status is worst.

    Example:
        >>> found = roll_up([4.0, 0.0, 0.0, None])
        >>> round(found.fraction, 2), round(found.raw, 2), found.coverage
        (0.33, 1.33, 0.75)
    """
    found = list(children)
    parts = [1.0] * len(found) if weights is None else _weights("roll_up", weights, len(found))
    shown, raw, used, statuses, count, known = [], [], [], [], 0, 0
    for child, part in zip(found, parts, strict=True):
        share: float | None = child.fraction if isinstance(child, Tracked) else child
        if isinstance(child, Tracked):
            statuses.append(child.status)
        count += child.count if isinstance(child, Rollup) else 1
        known += child.known if isinstance(child, Rollup) else share is not None
        if share is not None:
            number = real("roll_up", "children", share)
            shown.append(clamped(number) or 0.0)
            unheld = child.raw if isinstance(child, Rollup) else None
            raw.append(number if unheld is None else unheld)
            used.append(part)
    mean_raw = weighted_mean(raw, used)
    return Rollup(
        fraction=weighted_mean(shown, used) if clamp else mean_raw,
        raw=mean_raw,
        clamped=clamp,
        status=worst(statuses, by=by) or State.NO_DATA.value,
        count=count,
        known=known,
    )


def roll_up_tree(
    tree: Mapping[str, Iterable[str]],
    leaves: Mapping[str, Tracked | float | None],
    *,
    weights: Mapping[str, float] | None = None,
    clamp: bool = True,
    by: StatusPolicy | None = None,
) -> dict[str, Rollup]:
    """Roll a tree of goals up from its leaves.

    Args:
        tree: For each goal with children, their ids. A leaf that has no entry in `leaves` counts as without data.
        leaves: What is known of the leaves.
        weights: What a goal counts for in the one above, by id; 1 when left out.
        clamp: As in `roll_up()`.
        by: As in `roll_up()`.

    Returns:
        A rollup for each goal with children.

    Raises:
        InvalidValueError: A goal is above itself.

    Example:
        >>> found = roll_up_tree({"all": ["shop", "web"], "web": ["a", "b"]}, {"shop": 1.0, "a": 0.5, "b": 0.0})
        >>> found["all"].fraction, found["all"].count
        (0.625, 3)
    """
    done: dict[str, Rollup] = {}

    def visit(name: str, above: tuple[str, ...]) -> Tracked | float | None:
        if name in above:
            refuse("roll_up_tree", "tree", " > ".join((*above, name)), "goes in a circle", "take out one of the links")
        if name not in tree:
            return leaves.get(name)
        if name not in done:
            children = list(dict.fromkeys(tree[name]))
            parts = [1.0 if weights is None else weights.get(child, 1.0) for child in children]
            nodes = [visit(child, (*above, name)) for child in children]
            done[name] = roll_up(nodes, weights=parts, clamp=clamp, by=by)
        return done[name]

    for name in tree:
        visit(name, ())
    return done
