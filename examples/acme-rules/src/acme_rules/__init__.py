"""The rules for goals in our house: one of code, one of words."""

from __future__ import annotations

from importlib import resources

from acme_rules.strategy import no_strategy_tag
from smartgoals import RuleSet

__all__ = ["RULES", "no_strategy_tag"]

RULES = RuleSet.of(no_strategy_tag) | RuleSet.from_toml(resources.files("acme_rules").joinpath("words.toml"))
