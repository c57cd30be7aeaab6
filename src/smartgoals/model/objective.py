"""What goals are for: business objectives, and the areas of the business that serve them."""

from __future__ import annotations

import attrs

from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_text,
    to_optional_text,
    to_text,
    to_tuple,
    unless_none,
)
from smartgoals.model.metric import Metric
from smartgoals.model.target import Target

__all__ = ["Area", "Objective"]


@attrs.frozen(repr=False)
class Objective:
    """A business objective that goals serve, such as revenue or market share.

    Attributes:
        id: A name that goals refer to.
        name: The objective in words.
        metric: What it is measured by.
        target: Where it wants to go.
        parent: Id of the objective it is part of.
        owner: Who answers for it.
    """

    id: str = attrs.field(converter=to_text, validator=is_text)
    name: str = attrs.field(converter=to_text, validator=is_text)
    metric: Metric | None = attrs.field(default=None, kw_only=True, validator=instance(Metric, none=True))
    target: Target | None = attrs.field(default=None, kw_only=True, validator=instance(Target, none=True))
    parent: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    __repr__ = concise


@attrs.frozen(repr=False)
class Area:
    """A part of the business that goals belong to.

    Attributes:
        name: What it is called; goals name it in `Goal.area`.
        objectives: Ids of the objectives it serves.
        owner: Who answers for it.
    """

    name: str = attrs.field(converter=to_text, validator=is_text)
    objectives: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=to_tuple, validator=holds(str))
    owner: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    __repr__ = concise
