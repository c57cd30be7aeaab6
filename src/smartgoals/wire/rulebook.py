"""Rules and settings as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smartgoals.rules.phrases import words
from smartgoals.wire.results import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartgoals.configuration import Setting
    from smartgoals.rules import RuleSet

__all__ = ["CONFIG_SCHEMA", "RULES_SCHEMA", "config_to_data", "rules_to_data"]

RULES_SCHEMA = "smartgoals/rules/1"
CONFIG_SCHEMA = "smartgoals/config/1"


def rules_to_data(rules: RuleSet, language: str) -> dict[str, Any]:
    """A rule set, with the words of each rule in one language."""
    return {
        "schema": RULES_SCHEMA,
        "fingerprint": rules.fingerprint,
        "rules": [
            {
                "code": entry.code,
                "name": entry.rule.name,
                "criterion": entry.rule.criterion.value if entry.rule.criterion is not None else None,
                "severity": entry.cost.value,
                "status": entry.rule.status.value,
                "weight": entry.hundredths / 100,
                "ignored": entry.ignored,
                "locked": entry.locked,
                "options": {
                    option.name: plain(dict(entry.options).get(option.name, option.default))
                    for option in entry.rule.options
                },
                "summary": words(entry.code, "summary", language, entry.rule.doc.texts),
            }
            for entry in rules.entries
        ],
    }


def config_to_data(settings: Iterable[Setting], fingerprint: str) -> dict[str, Any]:
    """The settings that hold, each with where it was said, and the fingerprint of the rules they make."""
    return {
        "schema": CONFIG_SCHEMA,
        "fingerprint": fingerprint,
        "settings": [
            {"key": setting.key, "value": plain(setting.value), "origin": setting.origin} for setting in settings
        ],
    }
