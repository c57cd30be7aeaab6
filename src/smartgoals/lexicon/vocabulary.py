"""One language's words, read from its TOML file and laid out for look-up in a single pass.

Each word or phrase has one `Entry`, which holds every role that it can play. The English "by" is the size of a
change ("by 20 %"), a deadline ("by June") and a means ("by training"); which one it is, the grammar decides.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Endings", "Entry", "Lexicon", "languages", "load"]

NUMBER = r"\d+(?:[.,]\d+)*"
WORD = r"[^\W\d_](?:\w|[-‐‑'’](?=\w)|(?<=\d)[.,](?=\d))*"
_TOKEN = re.compile(rf"{NUMBER}|{WORD}|\S")  # phrases are cut as sentences are
_WORD = re.compile(r"\w+(?:[-‐‑'’.:/&%]\w+)*[.%]?|\S")
_CODED = {"half": 2, "tertial": 3, "quarter": 4, "week": 53}  # how many of them a year has
_THIRDS = {"thirds": Decimal(1) / Decimal(3), "two_thirds": Decimal(2) / Decimal(3)}


class Entry:
    """A word or phrase, with all its senses by role."""

    __slots__ = ("roles", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(_TOKEN.findall(text))
        self.roles: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<Entry {self.text!r}: {', '.join(self.roles)}>"


class Endings(NamedTuple):
    """How words of a kind end in a language; none where endings do not tell."""

    gerund: tuple[str, ...]
    infinitive: tuple[str, ...]
    passive: tuple[str, ...]
    adverb: tuple[str, ...]


@attrs.frozen(eq=False)
class Lexicon:
    """The words of one language.

    Attributes:
        code: Language code, such as `"sv"`.
        name: What the language calls itself.
        data: The file as read, for what the look-up tables do not hold.

    Example:
        >>> load("sv").find("vague_verbs", "Förbättra kundnöjdheten")
        [(0, 9, 'förbättra')]
    """

    code: str
    name: str
    data: Mapping[str, Any] = attrs.field(repr=False)
    entries: Mapping[str, Entry] = attrs.field(repr=False)
    """Every word and phrase, by its casefolded text."""
    starts: Mapping[str, Mapping[str, list[Entry]]] = attrs.field(repr=False)
    """Phrases of several words by their first word and their second, longest first."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Lexicon:
        """Build a lexicon from the content of a language file."""
        entries = _Entries(data).collect()
        starts: dict[str, dict[str, list[Entry]]] = {}
        for entry in sorted(entries.values(), key=lambda entry: -len(entry.words)):
            if len(entry.words) > 1:
                starts.setdefault(entry.words[0], {}).setdefault(entry.words[1], []).append(entry)
        language = data["language"]
        return cls(
            code=language["code"],
            name=language["name"],
            data=data,
            entries=entries,
            starts=starts,
        )

    def words(self, name: str) -> tuple[str, ...]:
        """The words and phrases of a named list, casefolded, in the order of the file.

        Raises:
            KeyError: No list has that name.
        """
        return tuple(word.casefold() for word in self.data["lists"][name])

    def find(self, name: str, text: str) -> list[tuple[int, int, str]]:
        """Where the words of a named list stand in a text: start, end and the word as listed.

        The longest phrase wins, and only whole words count.
        """
        index = self._lists[name]
        tokens = [(m.group().casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]
        hits: list[tuple[int, int, str]] = []
        i = 0
        while i < len(tokens):
            step = 1
            for phrase in index.get(tokens[i][0], index.get(tokens[i][0].rstrip("."), ())):
                window = tokens[i : i + len(phrase)]
                if len(window) == len(phrase) and all(
                    token[0] == word or token[0].rstrip(".") == word for token, word in zip(window, phrase, strict=True)
                ):
                    hits.append((tokens[i][1], window[-1][2], " ".join(phrase)))
                    step = len(phrase)
                    break
            i += step
        return hits

    @cached_property
    def _lists(self) -> dict[str, dict[str, list[tuple[str, ...]]]]:
        index: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for name in self.data["lists"]:
            firsts = index.setdefault(name, {})
            for word in self.words(name):
                phrase = tuple(m.group() for m in _WORD.finditer(word))
                firsts.setdefault(phrase[0], []).append(phrase)
            for phrases in firsts.values():
                phrases.sort(key=len, reverse=True)
        return index

    @cached_property
    def common(self) -> frozenset[str]:
        """Small words that tell this language from others."""
        return frozenset(self.data["language"]["common"])

    @cached_property
    def endings(self) -> Endings:
        """How adverbs, infinitives and other kinds of words end."""
        return Endings(*(tuple(self.data["language"][name]) for name in Endings._fields))

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words that a full stop ends without ending the sentence, casefolded."""
        return frozenset(map(str.casefold, self.data["language"]["abbreviations"]))

    @cached_property
    def by_role(self) -> Mapping[str, frozenset[str]]:
        """The words and phrases of each role of the grammar, casefolded."""
        return _sets(self.data["roles"])

    @cached_property
    def in_dates(self) -> Mapping[str, frozenset[str]]:
        """The small words that stand in dates and around them, by what they do."""
        return _sets(self.data["dates"])

    @cached_property
    def symbols(self) -> Mapping[str, str]:
        """Measures that the language writes with a sign of their own, such as "km", by the name that pint has."""
        forms = self.data["rendering"]["units"]["physical"].items()
        return {name: form["other"] for name, form in forms if form["one"] == form["other"] and len(form["other"]) < 4}

    @cached_property
    def marks(self) -> tuple[str, str]:
        """The decimal mark and the grouping mark of the language, from CLDR."""
        from babel import Locale  # 20 ms, needed only when a text is read

        symbols = Locale.parse(self.code).number_symbols["latn"]
        return symbols["decimal"], symbols["group"]

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Month names and their abbreviations, casefolded, with the number of the month, from CLDR."""
        from babel.dates import get_month_names

        names: dict[str, int] = {}
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context=context, locale=self.code).items():
                    names.setdefault(name.casefold().rstrip("."), number)
        if "sep" in names:
            names["sept"] = names["sep"]
        return names


def _sets(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str.casefold, words)) for name, words in table.items()}


class _Entries:
    """Collects the senses of every word in a language file."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.found: dict[str, Entry] = {}

    def collect(self) -> dict[str, Entry]:
        self.add_senses()
        self.add_figures()
        return self.found

    def add_senses(self) -> None:
        """What words say of the goal: directions, multiples, and the roles of small words."""
        data = self.data
        for role, table in (("verb", data["verbs"]), ("noun", data["nouns"]), ("comparative", data["comparatives"])):
            for direction, words in table.items():
                self.add_verbs(words, role, direction)
        for factor, words in data["multiples"].items():
            self.add_verbs(words, "multiple", Decimal(factor))
        for part, words in data["parts"].items():
            self.add(words, "part", _THIRDS.get(part) or Decimal(part))
        for part, words in data["each"].items():
            self.add(words, "part", _THIRDS.get(part) or Decimal(part))
            self.add(words, "each", True)
        for role, words in data["roles"].items():
            self.add(words, role, True)
        self.add(data["zero"]["words"], "zero", "reach")
        self.add(data["zero"]["verbs"], "zero", "decrease")
        for direction, words in data["toward"].items():
            self.add(words, "toward", direction)
        for grade, words in data["grades"].items():
            self.add(words, "grade", grade)

    def add_figures(self) -> None:
        """Words for times, numbers and units."""
        data = self.data
        for count, words in data["frequencies"].items():
            self.add(words, "frequency", Decimal(count))
        self.add_times(data["when"])
        for number, words in data["ordinals"].items():
            self.add(words, "ordinal", int(number))
        for number, words in data["numbers"].items():
            self.add(words, "number", Decimal(number))
        self.add_compound_numbers(data["numbers"], data["language"]["number_joint"])
        self.add_scales(data["scales"])
        self.add_units(data["units"])

    def add_compound_numbers(self, numbers: Mapping[str, Any], joint: str) -> None:
        """Tens and ones together: "twenty-four", "tjugofyra"."""
        for tens in range(20, 100, 10):
            for ones in range(1, 10):
                for ten in numbers.get(str(tens), ()):
                    words = [f"{ten}{joint}{one}" for one in numbers.get(str(ones), ())]
                    self.add(words, "number", Decimal(tens + ones))

    def add_times(self, when: Mapping[str, Any]) -> None:
        """Words of time, and codes such as "Q2" and "v14"."""
        for role, words in when.items():
            if role == "first_half":
                self.add(words, "when_code", ("half", 1))
            elif role != "letters":
                self.add(words, "when_" + role, True)
        for prefix, kind in when["letters"].items():
            for number in range(10 if kind == "week" else 1, _CODED.get(kind, 0) + 1):  # "v2" may be a version
                self.add([f"{prefix}{number}"], "when_code", (kind, number))

    def add_scales(self, scales: Mapping[str, Any]) -> None:
        """Words that multiply the number before them; some are a currency as well, such as "mkr"."""
        currency = scales.get("currency", {})
        for scale, words in scales.items():
            if scale != "currency":
                for word in words:
                    self.add([word], "scale", (Decimal(scale), currency.get(word)))

    def add_units(self, units: Mapping[str, Any]) -> None:
        for kind in ("percent", "percentage_point", "times"):
            self.add(units[kind], "unit", (kind, kind))
        for kind in ("currency", "physical"):
            for symbol, words in units[kind].items():
                self.add(words, "unit", (kind, symbol))

    def add(self, words: Iterable[str], role: str, value: object) -> None:
        for word in words:
            key = word.casefold()
            entry = self.found.get(key)
            if entry is None:
                entry = self.found[key] = Entry(key)
            entry.roles.setdefault(role, value)

    def add_verbs(self, words: Iterable[str], role: str, value: object) -> None:
        for word in words:
            stem, _, paradigm = word.partition("/")
            forms = self.data["paradigms"].get(paradigm) or self.data["paradigms"].get(_REGULAR.get(paradigm, ""))
            if not paradigm or forms is None:
                self.add([word], role, value)
                continue
            self.add([stem + ending for ending in forms["present"]], role, value)
            past = [stem + ending for ending in forms["past"]]
            self.add(past, role, value)
            self.add(past, "past", True)


_REGULAR = {"e": "s"}  # English verbs on a mute e are written with it: increas/e


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file, in alphabetical order.

    Example:
        >>> languages()
        ('en', 'sv')
    """
    folder = resources.files(__package__)
    return tuple(sorted(path.name[:-5] for path in folder.iterdir() if path.name.endswith(".toml")))


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language, read once.

    Args:
        language: Code of a language that has a file; see `languages()`.

    Raises:
        InvalidValueError: There is no file for that language.
    """
    from smartgoals.errors import InvalidValueError

    if language not in languages():
        raise InvalidValueError(
            type_name="Context",
            field="language",
            value=language,
            problem="is no language that smartgoals reads",
            remedy=f"give one of {', '.join(languages())}, or None to have it detected",
        )
    text = resources.files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Lexicon.from_data(tomllib.loads(text))
