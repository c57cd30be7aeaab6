"""From what is said to a rule set: every step is tried, so that all problems are found at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.configuration.layer import Layer, Problem
from smartgoals.errors import ConfigError, RuleError, UnknownRuleError
from smartgoals.rules import RuleSet, profiles

if TYPE_CHECKING:
    from smartgoals.configuration.config import Config

__all__ = ["Built", "build", "lock_problems"]

_SAYING: Final = (("ignore", "ignored"), ("rules", "configured"), ("weights", "weighed"), ("severities", "graded"))


@attrs.frozen
class Built:
    """A rule set, and what went wrong on the way as pairs of problem and key."""

    rules: RuleSet
    problems: tuple[tuple[str, str], ...] = ()


class _Building:
    """A rule set on its way."""

    def __init__(self) -> None:
        self.rules = RuleSet.builtin()
        self.problems: list[tuple[str, str]] = []

    def step(self, key: str, change: Callable[[RuleSet], RuleSet]) -> None:
        """Take a step, or note why it cannot be taken."""
        try:
            self.rules = change(self.rules)
        except ConfigError as error:
            for problem in error.problems:
                text, _, own = problem.rpartition(" @ ")
                is_here = own.startswith(key.partition(".")[0])
                self.problems.append((text, own) if is_here else (f"{own}: {text}", key))
        except RuleError as error:
            self.problems.append((str(error), key))


def build(config: Config) -> Built:
    """Return the rule set that a configuration describes.

    A profile that bears the name of a plug-in is the rule set that this plug-in declares, whole and alone. With any
    other, the rules of the plug-ins count beside those of the profile.
    """
    building = _Building()
    for key, change in _steps(config):
        building.step(key, change)
    if config.select and not building.problems:
        building.step("select", lambda rules: rules.select(*config.select))
    return Built(building.rules, tuple(building.problems))


def _steps(config: Config) -> Iterator[tuple[str, Callable[[RuleSet], RuleSet]]]:
    """Yield the keys of a configuration, each with what it does to a rule set; a later one builds on the earlier."""
    for place, name in enumerate(config.plugins):
        yield f"plugins[{place}]", partial(_with_plugin, name)
    for place, file in enumerate(config.wordlists):
        yield f"wordlists[{place}]", partial(_with_words, file)
    if config.profile is not None:
        yield "profile", partial(_read_as, config)
    for code, options in config.options:
        yield f"rules.{code}", partial(_said, RuleSet.configure, (code,), dict(options))
    for selector, weight in config.weights:
        yield f"weights.{selector}", partial(_said, RuleSet.weigh, (), {selector: weight})
    for selector, severity in config.severities:
        yield f"severities.{selector}", partial(_said, RuleSet.grade, (), {selector: severity})
    for selector, reason in config.ignore:
        yield f"ignore.{selector}", partial(_said, RuleSet.ignore, (), {selector: reason})
    for place, selector in enumerate(config.lock):
        yield f"lock[{place}]", partial(_said, RuleSet.lock, (selector,), {})
    for place, selector in enumerate(config.select):
        yield f"select[{place}]", partial(_checked, selector)


def _said(method: Callable[..., RuleSet], names: tuple[str, ...], values: dict[str, Any], rules: RuleSet) -> RuleSet:
    return method(rules, *names, **values)


def _with_plugin(name: str, rules: RuleSet) -> RuleSet:
    return rules | attrs.evolve(RuleSet.from_plugin(name), letters=())


def _with_words(file: str, rules: RuleSet) -> RuleSet:
    return rules | RuleSet.from_toml(file)


def _checked(selector: str, rules: RuleSet) -> RuleSet:
    rules.matching(selector)
    return rules


def _read_as(config: Config, rules: RuleSet) -> RuleSet:
    name = str(config.profile)
    if name in config.plugins:
        return RuleSet.from_plugin(name)
    own = {profile.name: profile for profile in config.profiles}
    known = (*own, *profiles.names())
    if name not in known:
        problem = profiles.unknown(name, known)
        if "did you mean" not in problem:
            problem += "; that of a package needs the package's name in 'plugins' too"
        raise ConfigError(None, (f"{problem} @ profile",))
    found = own.get(name) or profiles.load(name)
    added = tuple(rule.code for rule in rules if not rule.is_built_in)
    return rules.read_as(attrs.evolve(found, select=(*found.select, *added)))


def lock_problems(
    locking: Iterable[tuple[Layer, RuleSet]], layers: list[Layer], rules: RuleSet, *, is_whole: bool
) -> Iterator[Problem]:
    """Yield each rule that a layer locks and a later one changes.

    Args:
        locking: The layers that lock, each with the rules as they are there.
        layers: All layers.
        rules: The rules in the end.
        is_whole: Whether those are all, since nothing went wrong on the way.
    """
    for layer, there in locking:
        later = layers[layers.index(layer) + 1 :]
        for entry in there.entries:
            is_left_out = entry.code not in rules
            if not entry.locked or (is_left_out and not is_whole):
                continue
            if not is_left_out and rules.entry(entry.code).said == entry.said:
                continue
            key, how, place = _changing(later, there, entry.code)
            how = "left out" if is_left_out else how
            by = f" by {layer.name}" if layer.name else ""
            yield f"rule {entry.code} is locked{by} and cannot be {how}; ask those who locked it", key, place


def _changing(layers: list[Layer], there: RuleSet, code: str) -> tuple[str, str, str]:
    """Return the key that changes a rule, how it does, and where it stands."""
    for layer in layers:
        for key, how in _SAYING:
            for selector in layer.said.get(key, ()):
                if _matches(there, selector, code):
                    return f"{key}.{selector}", how, layer.place(f"{key}.{selector}")
    return "profile", "changed", next(layer.place("profile") for layer in layers if "profile" in layer.said)


def _matches(rules: RuleSet, selector: str, code: str) -> bool:
    try:
        return code in rules.matching(selector)
    except UnknownRuleError:
        return False
