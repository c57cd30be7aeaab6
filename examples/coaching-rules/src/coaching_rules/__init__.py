"""A smartgoals profile for health habits, as a coach and a client agree on them.

Achievable means here that the client has said how sure they are, and is sure enough.
"""

from __future__ import annotations

import tomllib
from importlib import resources

from coaching_rules import achievable, measurable, specific
from smartgoals import RuleSet
from smartgoals.rules import Profile

__all__ = ["RULES"]

_TABLE = tomllib.loads(resources.files("coaching_rules").joinpath("profile.toml").read_text(encoding="utf-8"))

RULES = RuleSet.of(
    specific.looking_around,
    specific.unnamed_kind,
    specific.open_quality,
    specific.nothing_instead,
    measurable.nothing_to_count,
    measurable.no_extent,
    measurable.daily_degree,
    achievable.no_confidence,
    achievable.low_confidence,
).read_as(Profile.from_mapping("coaching", _TABLE))
