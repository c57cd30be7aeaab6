"""The configuration itself: what holds after all layers, and the rules it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from smartgoals.configuration.building import build, lock_problems
from smartgoals.configuration.layer import Layer, Problem, layers_of
from smartgoals.errors import ConfigError
from smartgoals.model import Context, FiscalCalendar
from smartgoals.rules import Profile, RuleSet

__all__ = ["Config", "Setting"]

_LISTS: Final = ("plugins", "wordlists", "lock")
_TABLES: Final = ("ignore", "weights", "severities", "profiles")
_DEFAULT: Final = "default"


@attrs.frozen
class Setting:
    """One thing that a configuration says.

    Args:
        key: The dotted key.
        value: What holds.
        origin: Where it was said, as file and line, or "default".
    """

    key: str
    value: Any
    origin: str

    @property
    def written(self) -> str:
        """The value as it is written in a file; nothing for what is not said."""
        return _written(self.value)


def _written(value: Any) -> str:
    if isinstance(value, tuple | list | set | frozenset):
        return f"[{', '.join(_written(item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else "" if value is None else str(value)


def _pairs(said: Mapping[str, Any] | tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(dict(said).items()))


def _options(said: Mapping[str, Any] | tuple[Any, ...]) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    return tuple((code, tuple((name, _frozen(value)) for name, value in _pairs(own))) for code, own in _pairs(said))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


@attrs.frozen(kw_only=True)
class Config:
    """What a project says about how its goals are judged.

    Args:
        language: The language of goals and reports; None for that of the text.
        plugins: The plug-ins whose rules count, by name.
        wordlists: Files of rules without code.
        profile: The reading of the letters; None for the five criteria.
        profiles: Readings of its own.
        select: The rules that count, as selectors; nothing for all of the profile and the plug-ins.
        ignore: Rules that are set aside, as pairs of selector and reason.
        lock: Rules about which nothing can be changed further down, as selectors.
        options: Options of rules, as pairs of code and pairs of name and value.
        weights: How much rules matter, as pairs of selector and number.
        severities: What the findings of rules cost, as pairs of selector and severity.
        fail_on: The severity from which a check fails.
        calendar: The business year.
        layers: What it was made of, from the outermost file in.

    Example:
        >>> config = Config.from_mapping({"profile": "doran", "ignore": {"M102": "all our figures are counts"}})
        >>> config.rules().entry("M102").ignored
        'all our figures are counts'
        >>> Config.from_mapping({"langage": "sv", "weights": {"T1": "heavy"}})
        Traceback (most recent call last):
        smartgoals.errors.ConfigError: 2 problems in the configuration
          unknown 'langage'; did you mean 'language' @ langage
          'heavy' does not fit; give a table of codes and numbers @ weights.T1
    """

    language: str | None = None
    plugins: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    wordlists: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    profile: str | None = None
    profiles: tuple[Profile, ...] = attrs.field(default=(), converter=tuple)
    select: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    ignore: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_pairs)
    lock: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    options: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = attrs.field(default=(), converter=_options)
    weights: tuple[tuple[str, float], ...] = attrs.field(default=(), converter=_pairs)
    severities: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_pairs)
    fail_on: str = "major"
    calendar: FiscalCalendar = attrs.field(factory=FiscalCalendar)
    layers: tuple[Layer, ...] = attrs.field(default=(), eq=False, repr=False)

    @classmethod
    def from_file(cls, path: str | Path) -> Config:
        """Read a file, after the file it extends.

        Args:
            path: A TOML file; of a `pyproject.toml`, the table `[tool.smartgoals]`.

        Raises:
            ConfigError: Something is wrong; names every such thing with its key, its file and its line.
        """
        return _checked(layers_of(Path(path)), str(path))

    @classmethod
    def from_mapping(cls, said: Mapping[str, Any]) -> Config:
        """Return the configuration that a mapping describes, with the keys of a file.

        Raises:
            ConfigError: Something is wrong; names every such thing with its key.
        """
        if "extends" in said:
            raise ConfigError(None, ("a mapping has no place to extend from; read a file @ extends",))
        return _checked([Layer("", said)], None)

    def extended(self, said: Mapping[str, Any], *, name: str = "the command line") -> Config:
        """Return the configuration with a layer on top, which is stronger but cannot change what is locked.

        Raises:
            ConfigError: Something is wrong; names every such thing with its key.
        """
        below = self.layers or (Layer("", self.to_mapping()),)
        return _checked([*below, Layer(name, said)], below[-1].name or None)

    def rules(self) -> RuleSet:
        """Return the rules that count.

        Raises:
            ConfigError: A rule, an option, a plug-in or a profile is not as it must be; names every such thing.
        """
        built = build(self)
        if built.problems:
            raise ConfigError(None, tuple(f"{problem} @ {key}" for problem, key in built.problems))
        return built.rules

    def context(self, today: dt.date | str) -> Context:
        """Return the context of a day, with the language and the business year of the configuration."""
        return Context(today, self.language, self.calendar)

    def settings(self) -> tuple[Setting, ...]:
        """Return everything that holds, with where it was said."""
        return tuple(Setting(key, value, self._origin(key)) for key, value in self._said())

    def to_mapping(self) -> dict[str, Any]:
        """Return the configuration in the words of a file; what is as usual is left out."""
        said: dict[str, Any] = {}
        for field in attrs.fields(Config):
            value = getattr(self, field.name)
            if field.name == "layers" or not value or (field.name == "fail_on" and value == field.default):
                continue
            said[field.name] = value
        for name in ("ignore", "weights", "severities"):
            if name in said:
                said[name] = dict(said[name])
        if self.options:
            said["rules"] = {code: dict(options) for code, options in said.pop("options")}
        if self.profiles:
            said["profiles"] = {profile.name: profile.to_mapping() for profile in self.profiles}
        if self.calendar == FiscalCalendar():
            del said["calendar"]
        else:
            said["calendar"] = {"first_month": self.calendar.first_month, "named_by": self.calendar.named_by}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in said.items()}

    def _said(self) -> Iterator[tuple[str, Any]]:
        yield "language", self.language
        yield "profile", self.profile
        for name in ("plugins", "wordlists", "select", "lock"):
            yield name, getattr(self, name)
        yield "fail_on", self.fail_on
        yield "calendar.first_month", self.calendar.first_month
        yield "calendar.named_by", self.calendar.named_by
        for name in ("ignore", "weights", "severities"):
            yield from ((f"{name}.{selector}", value) for selector, value in getattr(self, name))
        yield from ((f"profiles.{profile.name}", profile.title) for profile in self.profiles)
        yield from ((f"rules.{code}.{name}", value) for code, options in self.options for name, value in options)

    def _origin(self, key: str) -> str:
        for layer in reversed(self.layers):
            if _found(layer.said, key) is not None:
                return layer.place(key)
        return _DEFAULT


def _checked(layers: list[Layer], path: str | None) -> Config:
    """Return the configuration of some layers, or every problem at once."""
    problems: list[Problem] = []
    fit = []
    for layer in layers:
        checked, wrong = layer.checked()
        fit.append(checked)
        problems += wrong
    config = _merged(fit)
    built = build(config)
    problems += [(problem, key, _place(fit, key)) for problem, key in built.problems]
    prefixes = [(layer, _merged(fit[: place + 1])) for place, layer in enumerate(fit[:-1]) if layer.said.get("lock")]
    locking = [(layer, build(below).rules) for layer, below in prefixes]
    problems += lock_problems(locking, fit, built.rules, is_whole=not problems)
    if problems:
        lines = (f"{text} @ {key}" + (f" ({place})" if place else "") for text, key, place in problems)
        raise ConfigError(path, tuple(dict.fromkeys(lines)))
    return config


def _merged(layers: list[Layer]) -> Config:
    """Return what holds: a later layer is stronger; lists are joined, but for `select`; tables are joined by key."""
    said: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.said.items():
            if key in _LISTS:
                said[key] = tuple(dict.fromkeys((*said.get(key, ()), *value)))
            elif key in _TABLES:
                said[key] = {**said.get(key, {}), **value}
            elif key == "rules":
                known = said.get("options", {})
                said["options"] = {**known, **{code: {**known.get(code, {}), **own} for code, own in value.items()}}
            elif key != "extends":
                said[key] = value
    if "ignore" in said:
        said["ignore"] = {code: reason for code, reason in said["ignore"].items() if reason is not False}
    if "profiles" in said:
        said["profiles"] = [Profile.from_mapping(name, own) for name, own in sorted(said["profiles"].items())]
    if "calendar" in said:
        said["calendar"] = FiscalCalendar(**said["calendar"])
    return Config(**said, layers=tuple(layers))


def _place(layers: list[Layer], key: str) -> str:
    """Return where the last layer that says something under a key says it."""
    path = key.partition("[")[0]
    return next((layer.place(key) for layer in reversed(layers) if _found(layer.said, path) is not None), "")


def _found(said: Any, key: str) -> Any:
    for part in key.split("."):
        said = said.get(part) if isinstance(said, Mapping) else None
    return said
