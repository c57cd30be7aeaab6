"""Layers: what one file says, with the line of each key, checked for its shape."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from smartgoals.errors import ConfigError, InvalidValueError
from smartgoals.lexicon import languages
from smartgoals.model import FiscalCalendar
from smartgoals.rules import Profile, Severity
from smartgoals.rules.profiles import unknown

__all__ = ["FAIL_ON", "KEYS", "Layer", "Problem", "layers_of"]

Problem = tuple[str, str, str]
"""What is wrong, the key, and where it stands."""

FAIL_ON: Final = (*(each.value for each in Severity), "never")

_TABLE: Final = "tool.smartgoals"
_PART: Final = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_HEADER: Final = re.compile(rf"^\s*\[\[?\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]\]?")
_KEY: Final = re.compile(rf"^\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) and item for item in value)


def _table(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, Mapping) and all(fits(item) for item in value.values())


def _reason(value: object) -> bool:
    return value is False or (isinstance(value, str) and bool(value.strip()))


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


KEYS: Final[dict[str, tuple[Callable[[object], bool], str]]] = {
    "extends": (lambda value: isinstance(value, str), "the path of another file, from this one"),
    "language": (lambda value: value in languages(), f"one of {', '.join(map(repr, languages()))}"),
    "plugins": (_texts, "a list of names"),
    "wordlists": (_texts, "a list of paths, from this file"),
    "profile": (lambda value: isinstance(value, str), "the name of a profile"),
    "profiles": (_table(lambda value: isinstance(value, Mapping)), "a table for each profile"),
    "select": (_texts, "a list of codes, or beginnings of codes"),
    "ignore": (_table(_reason), "a table of codes and reasons; false takes back what another file says"),
    "lock": (_texts, "a list of codes, or beginnings of codes"),
    "rules": (_table(lambda value: isinstance(value, Mapping)), "a table of options for each code"),
    "weights": (_table(_number), "a table of codes and numbers"),
    "severities": (_table(lambda value: value in FAIL_ON[:-1]), "a table of codes and 'major', 'minor' or 'hint'"),
    "fail_on": (lambda value: value in FAIL_ON, f"one of {', '.join(map(repr, FAIL_ON))}"),
    "calendar": (lambda value: isinstance(value, Mapping), "a table with 'first_month' and 'named_by'"),
}
"""Each key, whether a value fits it, and what it expects."""


_BY_CODE: Final = ("ignore", "weights", "severities", "rules")


@attrs.frozen
class Layer:
    """What one source says.

    Args:
        name: The file, or what else it is, as messages quote it.
        said: What it says, by key.
        lines: The line of each key, by dotted path.
    """

    name: str
    said: Mapping[str, Any]
    lines: Mapping[str, int] = attrs.field(factory=dict)

    def place(self, key: str) -> str:
        """Return where a key stands, as file and line where the line is known."""
        path = key.partition("[")[0]
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return f"{self.name}:{self.lines[path]}" if path else self.name

    def checked(self) -> tuple[Layer, list[Problem]]:
        """Return what fits of the layer, and what is wrong with the rest."""
        problems: list[Problem] = []
        fit: dict[str, Any] = {}
        for key, value in self.said.items():
            wrong = list(_wrong(key, value))
            problems += [(problem, where, self.place(where)) for problem, where in wrong]
            keys = {where for _, where in wrong}
            if not wrong:
                fit[key] = value
            elif key in _BY_CODE and isinstance(value, Mapping):
                fit[key] = {name: item for name, item in value.items() if f"{key}.{name}" not in keys}
        return attrs.evolve(self, said=fit), problems


def _wrong(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if key not in KEYS:
        advice = "the options of a rule stand in a table of its own, such as [rules.T201]"
        yield (f"unknown 'options'; {advice}" if key == "options" else unknown(key, tuple(KEYS))), key
        return
    fits, _ = KEYS[key]
    if isinstance(value, Mapping) and key in (*_BY_CODE, "profiles"):
        for name, item in value.items():
            if not fits({name: item}):
                yield _misfit(key, item), f"{key}.{name}"
            elif key == "profiles":
                yield from _wrong_profile(name, item)
    elif not fits(value):
        yield _misfit(key, value), key
    elif key == "calendar":
        try:
            FiscalCalendar(**value)
        except TypeError:
            yield from ((unknown(name, _CALENDAR), f"calendar.{name}") for name in value if name not in _CALENDAR)
        except InvalidValueError as error:
            yield str(error), f"calendar.{error.field}"


def _misfit(key: str, value: Any) -> str:
    """Return that a value does not fit a key, with the nearest word where only some words do."""
    if isinstance(value, str) and key in _WORDS:
        return unknown(value, _WORDS[key])
    return f"{value!r} does not fit; give {KEYS[key][1]}"


_WORDS: Final = {"language": languages(), "fail_on": FAIL_ON, "severities": FAIL_ON[:-1]}

_CALENDAR: Final = ("first_month", "named_by")


def _wrong_profile(name: str, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        Profile.from_mapping(name, said)
    except ConfigError as error:
        for problem in error.problems:
            text, _, key = problem.rpartition(" @ ")
            yield text, key


def layers_of(path: Path, seen: tuple[Path, ...] = ()) -> list[Layer]:
    """Return what a file says, after what the file says that it extends.

    Raises:
        ConfigError: A file cannot be read, or extends itself by way of others.
    """
    whole = path.resolve()
    if whole in seen:
        circle = " extends ".join(each.name for each in (*seen[seen.index(whole) :], whole))
        raise ConfigError(str(path), (f"the files extend each other: {circle} @ extends",))
    try:
        text = path.read_text(encoding="utf-8")
        read = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(str(path), (f"the file cannot be read: {error.strerror or error} @ {path.name}",)) from error
    except ValueError as error:
        raise ConfigError(str(path), (f"the file is not TOML: {error} @ {path.name}",)) from error
    prefix = ""
    if path.name == "pyproject.toml":
        prefix = f"{_TABLE}."
        if "smartgoals" not in read.get("tool", {}):
            raise ConfigError(str(path), (f"the file has no table [{_TABLE}] @ {_TABLE}",))
        read = read["tool"]["smartgoals"]
    layer = Layer(str(path), _rooted(read, path.parent), _lines(text, prefix))
    extends = read.get("extends")
    above = layers_of(path.parent / extends, (*seen, whole)) if isinstance(extends, str) else []
    return [*above, layer]


def _rooted(said: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return the same with the paths of word lists from the folder of the file."""
    lists = said.get("wordlists", ())
    return {**said, "wordlists": [str(folder / each) for each in lists]} if lists and _texts(lists) else dict(said)


def _lines(text: str, prefix: str) -> dict[str, int]:
    """Return the line of each key, by dotted path; what stands inside an inline table has that of the table."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = f"{_dotted(header[1])}."
            path = table.removesuffix(".")
        elif key:
            path = f"{table}{_dotted(key[1])}"
        else:
            continue
        if path.startswith(prefix):
            found.setdefault(path.removeprefix(prefix), number)
    return found


def _dotted(written: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_PART, written))
