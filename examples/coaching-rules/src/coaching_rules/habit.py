"""What a statement of a habit says: how sure the client is, how often, how much, and when.

People write a habit more freely than a business goal: "walk 3-4 times a week at 9 am, 20 minutes (8/10)". This module
finds the parts that the rules ask for, by patterns for numbers and times and by the classes of words in `words.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

import attrs

from coaching_rules import patterns
from smartgoals.rules import NotApplicable

if TYPE_CHECKING:
    from smartgoals import Statement

__all__ = ["Confidence", "Habit"]


@attrs.frozen
class Confidence:
    """How sure the client is, as a share in [0, 1], and where it says so."""

    share: float
    span: tuple[int, int]


@functools.cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    file = resources.files("coaching_rules").joinpath("words.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        language: {name: _pattern(tuple(words)) for name, words in lists.items()} for language, lists in read.items()
    }


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    written = (
        r"\s+".join(map(re.escape, word.removesuffix("*").split())) + r"\w*" * word.endswith("*") for word in words
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])", re.IGNORECASE)


@attrs.frozen
class Habit:
    """A statement of a habit, and what it says.

    Args:
        text: The statement without what it says about confidence, which is blanked out so that places stay.
        confidence: How sure the client is, when it is said.
        is_dated: Whether it says by when, or over what time.
        language: The language of the statement.
    """

    text: str
    confidence: Confidence | None
    is_dated: bool
    language: str

    @classmethod
    def of(cls, statement: Statement) -> Habit:
        """Read a habit from a statement.

        Raises:
            NotApplicable: There are no words for its language.
        """
        if statement.language not in _words():
            raise NotApplicable(f"habits are not read in {statement.language!r} yet")
        dates = tuple(part.span for part in statement.parts if part.role.value == "target_when")
        return _read(statement.text, statement.language, dates)

    def find(self, name: str) -> re.Match[str] | None:
        """Return the first word of a list."""
        return _words()[self.language][name].search(self.text)

    def first(self, name: str) -> re.Match[str] | None:
        """Return a word of a list with which the habit begins, after words such as "I would like to"."""
        found = self.find(name)
        before = re.findall(r"[\w’']+", self.text[: found.start()]) if found else []
        return found if all(self.is_in(word.replace("’", "'"), "leading") for word in before) else None

    def every(self, name: str) -> tuple[re.Match[str], ...]:
        """Return every word of a list."""
        return tuple(_words()[self.language][name].finditer(self.text))

    @property
    def rhythm(self) -> str:
        """How often, such as "three times a week"."""
        return _found(patterns.RHYTHM, self.text)

    @property
    def is_only_daily(self) -> bool:
        """Whether all that is said of a number is that it happens every day."""
        rest = patterns.DAILY.sub(" ", self.text)
        return rest != self.text and not patterns.RHYTHM.search(rest)

    @property
    def extent(self) -> str:
        """How long, how far, or how many times at a go."""
        return _found(patterns.EXTENT, self.text)

    @property
    def amount(self) -> str:
        """How much, as a share, a count of something, or a time of the day to keep."""
        return _found(patterns.AMOUNT, patterns.ABOVE.sub("", self.text))

    @property
    def has_period(self) -> bool:
        """Whether it says over what time, such as "within two weeks"."""
        return patterns.PERIOD.search(self.text) is not None

    def before(self, place: int) -> str:
        """Return the word before a place, or nothing."""
        words = re.findall(r"[\w-]+|[,;:.(]", self.text[:place])
        return words[-1].casefold() if words else ""

    def after(self, place: int) -> str:
        """Return the word that follows a place, or nothing."""
        matched = re.match(r"\s+([\w-]+)", self.text[place:])
        return matched[1].casefold() if matched else ""

    def is_in(self, word: str, name: str) -> bool:
        """Whether a word stands in a list."""
        return _words()[self.language][name].fullmatch(word) is not None


@functools.lru_cache(maxsize=1024)
def _read(text: str, language: str, dates: tuple[tuple[int, int], ...]) -> Habit:
    confidence = None
    for matched in patterns.CONFIDENCE.finditer(text):
        share = _share(next(group for group in matched.groups() if group is not None))
        if share is not None:
            confidence = Confidence(share, matched.span())
            start, end = matched.span()
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
            break
    said = confidence.span if confidence else (0, 0)
    is_dated = any(end <= said[0] or said[1] <= start for start, end in dates)  # 6/10 may be a score, or a day
    is_dated = is_dated or bool(patterns.MEETING.search(text) or patterns.PERIOD.search(text))
    return Habit(text, confidence, is_dated, language)


def _share(said: str) -> float | None:
    """Return a confidence as a share; of a range, its lower end; None for what is no confidence."""
    digits = re.search(r"\d+(?:\.\d+)?", said)
    number = float(digits[0]) if digits else 1.0 + patterns.WRITTEN.index(said.split(maxsplit=1)[0].casefold())
    if re.search(r"%|percent|per\s+cent", said, re.IGNORECASE) or number > 10:
        return number / 100 if number <= 100 else None
    return number / 10


def _found(pattern: re.Pattern[str], text: str) -> str:
    matched = pattern.search(text)
    return matched[0].strip() if matched else ""
