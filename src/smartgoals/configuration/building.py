"""From what is said to a rule set: every step is tried, so that all problems are found at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from smartgoals.configuration.layer import Layer, Problem
from smartgoals.errors import ConfigError, RuleError, UnknownRuleError
from smartgoals.rules import Profile, RuleSet, profiles as known_profiles
from smartgoals.rules.profiles import unknown

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
                self.problems.append((text, own if own.startswith(key.partition(".")[0]) else key))
        except RuleError as error:
            self.problems.append((str(error), key))


def build(
    *,
    plugins: Iterable[str],
    wordlists: Iterable[str],
    profile: str | None,
    profiles: tuple[Profile, ...],
    select: tuple[str, ...],
    ignore: Iterable[tuple[str, str]],
    lock: Iterable[str],
    options: Iterable[tuple[str, tuple[tuple[str, Any], ...]]],
    weights: Iterable[tuple[str, float]],
    severities: Iterable[tuple[str, str]],
) -> Built:
    """Return the rule set that the parts of a configuration describe.

    A profile that bears the name of a plug-in is the rule set that this plug-in declares, whole and alone. With any
    other, the rules of the plug-ins count beside those of the profile.
    """
    building = _Building()
    plugins = tuple(plugins)
    for place, name in enumerate(plugins):
        building.step(f"plugins[{place}]", lambda rules, name=name: _joined(rules, RuleSet.from_plugin(name)))  # type: ignore[misc]
    for place, file in enumerate(wordlists):
        building.step(f"wordlists[{place}]", lambda rules, file=file: rules | RuleSet.from_toml(file))  # type: ignore[misc]
    if profile is not None and profile not in plugins:
        building.step("profile", lambda rules: _read_as(rules, profile, profiles))
    elif profile is not None:
        building.step("profile", lambda _: RuleSet.from_plugin(profile))
    for code, own in options:
        building.step(f"rules.{code}", lambda rules, code=code, own=own: rules.configure(code, **dict(own)))  # type: ignore[misc]
    for key, pairs in (("weights", weights), ("severities", severities), ("ignore", ignore)):
        change = {"weights": RuleSet.weigh, "severities": RuleSet.grade, "ignore": RuleSet.ignore}[key]
        for selector, value in pairs:
            building.step(
                f"{key}.{selector}",
                lambda rules, change=change, selector=selector, value=value: change(rules, **{selector: value}),  # type: ignore[misc]
            )
    for place, selector in enumerate(lock):
        building.step(f"lock[{place}]", lambda rules, selector=selector: rules.lock(selector))  # type: ignore[misc]
    for place, selector in enumerate(select):
        building.step(f"select[{place}]", lambda rules, selector=selector: rules.matching(selector) and rules)  # type: ignore[misc]
    if select and not building.problems:
        building.step("select", lambda rules: rules.select(*select))
    return Built(building.rules, tuple(building.problems))


def _joined(rules: RuleSet, more: RuleSet) -> RuleSet:
    """Return the rules of both, without the letters of the second."""
    return rules | attrs.evolve(more, letters=())


def _read_as(rules: RuleSet, name: str, own: tuple[Profile, ...]) -> RuleSet:
    found = next((profile for profile in own if profile.name == name), None)
    if found is None:
        names = (*(profile.name for profile in own), *known_profiles.names())
        if name not in names:
            raise ConfigError(None, (f"{unknown(name, names)} @ profile",))
        found = known_profiles.load(name)
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
            said = layer.said.get(key, {})
            for selector in said if isinstance(said, Mapping) else ():
                if _matches(there, selector, code):
                    return f"{key}.{selector}", how, layer.place(f"{key}.{selector}")
    for layer in layers:
        if "profile" in layer.said:
            return "profile", "changed", layer.place("profile")
    return "lock", "changed", ""


def _matches(rules: RuleSet, selector: str, code: str) -> bool:
    try:
        return code in rules.matching(selector)
    except UnknownRuleError:
        return False
