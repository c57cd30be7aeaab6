"""Where rules come from: the modules of this library, and the packages that declare theirs.

A package declares its rules under the entry-point group `smartgoals.rules`. Nothing is loaded until somebody names it,
so that what is installed never changes a score.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.metadata
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Final

from smartgoals.errors import RuleDefinitionError, RuleError, UnknownRuleError
from smartgoals.rules.definition import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["GROUP", "built_in", "declared", "gathered", "rules_of"]

GROUP: Final = "smartgoals.rules"
"""The entry-point group, and the package that holds the rules of this library."""

_MODULES: Final = ("specific", "measurable", "achievable", "realistic", "time_bound", "across")


def built_in() -> tuple[Rule, ...]:
    """Return the rules of this library."""
    return gathered(importlib.import_module(f"{GROUP}.{name}") for name in _MODULES)


def gathered(modules: Iterable[ModuleType]) -> tuple[Rule, ...]:
    """Return the rules that modules define.

    Raises:
        RuleDefinitionError: Codes do not stand in order, or begin with another letter than their criterion.
    """
    found: list[Rule] = []
    for module in modules:
        rules = tuple(rule for rule in rules_of(module) if rule.module == module.__name__)
        _check_order(module, rules)
        found += rules
    return tuple(found)


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that a module defines or shows, in the order in which it does."""
    return tuple(dict.fromkeys(value for value in vars(module).values() if isinstance(value, Rule)))


def declared(name: str) -> tuple[object, str]:
    """Return what an installed package declares under a name, and where.

    Raises:
        UnknownRuleError: No package declares the name.
        RuleDefinitionError: Two packages declare the name, or what the package declares cannot be loaded.
    """
    known = importlib.metadata.entry_points(group=GROUP)
    found = [each for each in known if each.name == name]
    if not found:
        near = tuple(difflib.get_close_matches(name, known.names, n=3))
        raise UnknownRuleError(name, near, f"no installed package declares the plug-in {name!r}")
    if len({each.value for each in found}) > 1:
        places = " and ".join(sorted(each.value for each in found))
        raise RuleDefinitionError(f"plug-in {name!r} is declared as {places}; uninstall one of the packages")
    try:
        return found[0].load(), found[0].value
    except RuleError:
        raise
    except Exception as error:
        problem = f"plug-in {name!r} cannot be loaded from {found[0].value} ({error}); reinstall its package"
        raise RuleDefinitionError(problem) from error


def _check_order(module: ModuleType, rules: tuple[Rule, ...]) -> None:
    for rule, following in pairwise(rules):
        if following.code <= rule.code or following.code[0] != rule.code[0]:
            raise RuleDefinitionError(
                f"rule {following.code} stands after {rule.code} in {module.__name__}; put codes in order",
                following.file,
                following.line,
            )
    for rule in rules:
        if rule.criterion is not None and rule.code[0] != rule.criterion.letter:
            raise RuleDefinitionError(
                f"rule {rule.code} counts in {rule.criterion}; begin its code with {rule.criterion.letter!r}",
                rule.file,
                rule.line,
            )
