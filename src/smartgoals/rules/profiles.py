"""Profiles: readings of the letters, as data that names letters, rules, weights and severities.

`profiles.toml` holds those of this library. A host writes its own in the same words, in a file or in its
configuration.
"""

from __future__ import annotations

import difflib
import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

import attrs

from smartgoals.errors import ConfigError
from smartgoals.model.criterion import Criterion
from smartgoals.rules.finding import Severity

__all__ = ["DEFAULT", "Letter", "Profile", "load", "names", "unknown"]

DEFAULT: Final = "article"
"""The profile that assessments have anyway, which is that of the five criteria by their own names."""

_LETTER_KEYS: Final = ("letter", "criterion", "names", "rules")
_KEYS: Final = ("title", "source", "select", "letters", "weights", "severities", "ignore", "options")


def _to_names(names: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict(names).items()))


def _to_selectors(selectors: Iterable[str]) -> tuple[str, ...]:
    return tuple(selectors)


@attrs.frozen
class Letter:
    """One letter of a profile.

    Args:
        letter: The letter, a capital.
        criterion: The criterion whose rules count in it.
        names: What it is called, as pairs of language and name.
        rules: The rules that count in it, as selectors. Without any, all rules of its criterion that no other letter
            names. With some, only those, whatever their criterion.

    Example:
        >>> letter = Letter("A", "achievable", {"en": "Assignable", "sv": "Delegerbart"}, ["S201"])
        >>> letter.title("sv"), letter.title("de")
        ('Delegerbart', 'Assignable')
    """

    letter: str
    criterion: Criterion = attrs.field(converter=Criterion)
    names: tuple[tuple[str, str], ...] = attrs.field(converter=_to_names)
    rules: tuple[str, ...] = attrs.field(default=(), converter=_to_selectors)

    def title(self, language: str = "en") -> str:
        """Return what the letter is called in a language, or in English, or in any."""
        names = dict(self.names)
        short = language.replace("_", "-").partition("-")[0].casefold()
        return names.get(short) or names.get("en") or next(iter(names.values()), self.letter)


@attrs.frozen(kw_only=True)
class Profile:
    """A reading of the letters.

    Args:
        name: What it is asked for by.
        title: The letters written out.
        source: Where the reading comes from.
        letters: The letters in order.
        select: The rules that count, as selectors.
        weights: How much a rule counts, where it is not as usual, as pairs of selector and weight.
        severities: What the findings of a rule cost, where it is not as usual, as pairs of selector and severity.
        ignore: Rules that are set aside, as pairs of selector and reason.
        options: The options that are set, as pairs of code and pairs of name and value.

    Example:
        >>> Profile.from_mapping("ours", {"select": ["S", "M"], "letters": [
        ...     {"letter": "S", "criterion": "specific", "names": {"en": "Sharp"}},
        ...     {"letter": "M", "criterion": "measurable", "names": {"en": "Measured"}},
        ... ]}).title
        'Sharp, Measured'
    """

    name: str
    title: str
    source: str = ""
    letters: tuple[Letter, ...]
    select: tuple[str, ...]
    weights: tuple[tuple[str, float], ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    ignore: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()

    @classmethod
    def from_mapping(cls, name: str, said: Mapping[str, Any]) -> Profile:
        """Return the profile that a table describes.

        Raises:
            ConfigError: Something about it is wrong; names every such thing with its key.
        """
        problems = list(_problems(said))
        if problems:
            raise ConfigError(None, tuple(f"{problem} @ profiles.{name}{key}" for problem, key in problems))
        letters = tuple(Letter(**letter) for letter in said["letters"])
        return cls(
            name=name,
            title=said.get("title") or ", ".join(letter.title() for letter in letters),
            source=said.get("source", ""),
            letters=letters,
            select=tuple(said["select"]),
            weights=tuple(sorted(said.get("weights", {}).items())),
            severities=tuple(sorted(said.get("severities", {}).items())),
            ignore=tuple(sorted(said.get("ignore", {}).items())),
            options=tuple((code, tuple(table.items())) for code, table in sorted(said.get("options", {}).items())),
        )

    def to_mapping(self) -> dict[str, Any]:
        """Return the table that describes the profile."""
        letters = [
            {
                "letter": each.letter, "criterion": each.criterion.value, "names": dict(each.names),
                "rules": list(each.rules),
            }
            for each in self.letters
        ]  # fmt: skip
        return {
            "title": self.title, "source": self.source, "letters": letters, "select": list(self.select),
            "weights": dict(self.weights), "severities": dict(self.severities), "ignore": dict(self.ignore),
            "options": {code: dict(options) for code, options in self.options},
        }  # fmt: skip

    @classmethod
    def from_file(cls, path: str | Path) -> Profile:
        """Return the profile that a TOML file describes; its name is that of the file.

        Raises:
            ConfigError: The file cannot be read, or something about the profile is wrong.
        """
        path = Path(path)
        try:
            return cls.from_mapping(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        except ConfigError as error:
            raise ConfigError(str(path), error.problems) from None
        except (OSError, ValueError) as error:
            raise ConfigError(str(path), (f"the profile cannot be read: {error} @ profile",)) from error


def _problems(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(unknown(key, _KEYS), f".{key}") for key in said if key not in _KEYS]
    for key, kind, what in (
        ("title", str, "text"), ("source", str, "text"), ("weights", Mapping, "a table of numbers"),
        ("severities", Mapping, "a table of severities"), ("ignore", Mapping, "a table of reasons"),
        ("options", Mapping, "a table of options by code"),
    ):  # fmt: skip
        if key in said and not isinstance(said[key], kind):
            found.append((f"{said[key]!r} is not {what}", f".{key}"))
    select = said.get("select")
    if not _are_texts(select) or not select:
        found.append((f"select is {select!r}; give a list of codes, or beginnings of codes", ".select"))
    severities = said.get("severities")
    for code, severity in severities.items() if isinstance(severities, Mapping) else ():
        if severity not in tuple(Severity):
            found.append((unknown(severity, tuple(Severity)), f".severities.{code}"))
    options = said.get("options")
    for code, table in options.items() if isinstance(options, Mapping) else ():
        if not isinstance(table, Mapping):
            found.append((f"{table!r} is not a table of options", f".options.{code}"))
    letters = said.get("letters")
    if not isinstance(letters, list | tuple) or not letters:
        return [*found, (f"letters is {letters!r}; give a list of tables, one a letter", ".letters")]
    for place, letter in enumerate(letters):
        found += [(problem, f".letters[{place}]{key}") for problem, key in _letter_problems(letter)]
    return found


def _letter_problems(letter: object) -> list[tuple[str, str]]:
    if not isinstance(letter, Mapping):
        return [(f"{letter!r} is not a table; give letter, criterion and names", "")]
    found = [(unknown(key, _LETTER_KEYS), f".{key}") for key in letter if key not in _LETTER_KEYS]
    if not isinstance(letter.get("letter"), str):
        found.append((f"letter is {letter.get('letter')!r}; give a capital", ".letter"))
    if letter.get("criterion") not in tuple(Criterion):
        found.append((unknown(letter.get("criterion"), tuple(Criterion)), ".criterion"))
    names = letter.get("names")
    if not isinstance(names, Mapping) or not names or not all(isinstance(name, str) for name in names.values()):
        found.append((f"names is {names!r}; give a name for each language, such as {{ en = … }}", ".names"))
    if not _are_texts(letter.get("rules", ())):
        found.append((f"rules is {letter['rules']!r}; give a list of codes", ".rules"))
    return found


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def unknown(word: object, known: tuple[str, ...]) -> str:
    """Return that a word is unknown, with the nearest that is known or all of them."""
    words = [str(each) for each in known]
    near = difflib.get_close_matches(str(word), words, n=1)
    return f"unknown {word!r}; " + (f"did you mean {near[0]!r}" if near else f"there is {', '.join(map(repr, words))}")


@functools.cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files(__package__ or "smartgoals.rules").joinpath("profiles.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of the profiles of this library."""
    return tuple(_tables())


@functools.cache
def load(name: str) -> Profile:
    """Return a profile of this library.

    Raises:
        ConfigError: There is no such profile.
    """
    if name not in _tables():
        near = difflib.get_close_matches(name, names(), n=1)
        advice = f"did you mean {near[0]!r}" if near else "there is " + ", ".join(map(repr, names()))
        raise ConfigError(None, (f"unknown profile {name!r}; {advice} @ profile",))
    return Profile.from_mapping(name, _tables()[name])
