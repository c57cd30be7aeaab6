"""The rules for goals in our house: one of code, one of words."""

from __future__ import annotations

import tomllib
from importlib import resources

from acme_rules.strategy import no_strategy_tag
from smartgoals import RuleSet

__all__ = ["RULES", "no_strategy_tag"]

_WORDS = tomllib.loads(resources.files("acme_rules").joinpath("words.toml").read_text(encoding="utf-8"))

RULES = RuleSet.of(no_strategy_tag) | RuleSet.from_mapping(_WORDS)
