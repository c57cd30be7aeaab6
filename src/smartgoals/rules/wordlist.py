"""Rules without code: a list of words, and what to say when a goal uses one of them.

A file has a table for each rule, named by its code:

    [ACME002]
    name = "house-words"
    criterion = "specific"
    severity = "minor"                                 # without it: major
    summary = { en = "The goal uses a word that means nothing in our house.", sv = "…" }
    message = { en = "Say what “{word}” means here.", sv = "…" }
    words = { en = ["synergy", "leverag*"], sv = ["synergi*"] }
    why = { en = "…" }
    advice = { en = "…" }
    flags = ["en: Create synergy between the shops."]
    accepts = ["en: Cut delivery times from 4 to 2 days."]
    source = "our style guide"

A word is matched whole, in any case; `*` at its end stands for any ending, and a space for any white space. A goal in
a language for which the list has no words is not judged by it.
"""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import ConfigError
from smartgoals.model.criterion import Criterion
from smartgoals.rules.definition import NotApplicable, Rule, Status, code_problem
from smartgoals.rules.doc import RuleDoc, example
from smartgoals.rules.entry import canonical
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.option import Option
from smartgoals.rules.profiles import unknown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from smartgoals.statement import Statement

__all__ = ["WordList", "from_mapping", "read"]

_TEXTS: Final = ("summary", "message", "why", "advice", "ask")
_NEEDED: Final = ("name", "criterion", "summary", "message", "words")
_KEYS: Final = (*_NEEDED, "severity", "status", "since", "why", "advice", "ask", "flags", "accepts", "source")
_OPTIONS: Final = (
    Option("allow", tuple[str, ...], (), "Words of the list that are accepted."),
    Option("also", tuple[str, ...], (), "More words, in any language."),
)

Words = tuple[tuple[str, tuple[str, ...]], ...]


@attrs.frozen
class WordList:
    """What a rule of words does with a statement.

    Args:
        words: The words, by language.
        message: What to say about one, in English, with `{word}` for the word.
    """

    words: Words
    message: str

    def __call__(
        self, statement: Statement, *, allow: tuple[str, ...] = (), also: tuple[str, ...] = ()
    ) -> Iterator[Remark]:
        """Yield a remark for each word of the list that the statement uses."""
        words = dict(self.words).get(statement.language)
        if words is None and not also:
            raise NotApplicable(f"the list has no words in {statement.language!r}")
        for found in _pattern((*(words or ()), *also), allow).finditer(statement.text):
            yield Remark(self.message, at="statement", span=found.span(), values={"word": found[0]})

    @property
    def fingerprint(self) -> str:
        """A hash of the words, since they decide what is found."""
        return hashlib.sha256(canonical(self.words).encode()).hexdigest()[:16]


@functools.lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], allow: tuple[str, ...]) -> re.Pattern[str]:
    allowed = {word.casefold() for word in allow}
    kept = sorted((word for word in words if word.casefold() not in allowed), key=len, reverse=True)
    written = (
        r"\s+".join(map(re.escape, word.removesuffix("*").split())) + r"\w*" * word.endswith("*") for word in kept
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(written) or '(?!)'})(?!\w)", re.IGNORECASE)


def read(path: Path | Traversable) -> tuple[Rule, ...]:
    """Return the rules that a TOML file describes.

    Raises:
        ConfigError: The file cannot be read, or something in it is wrong; names every such thing.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return from_mapping(tomllib.loads(text), file=str(path), text=text)
    except ConfigError as error:
        raise ConfigError(str(path), error.problems) from None
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), (f"the word lists cannot be read: {error} @ {path.name}",)) from error


def from_mapping(tables: Mapping[str, Any], *, file: str = "<data>", text: str = "") -> tuple[Rule, ...]:
    """Return the rules that tables describe.

    Args:
        tables: A table for each rule, by its code.
        file: Where they come from.
        text: The file, so that each rule knows its line.

    Raises:
        ConfigError: Something in a table is wrong; names every such thing with its key.

    Example:
        >>> (found,) = from_mapping({"ACME002": {
        ...     "name": "house-words", "criterion": "specific", "words": {"en": ["synergy"]},
        ...     "summary": {"en": "The goal uses a word of the house."}, "message": {"en": "Say what “{word}” means."},
        ... }})
        >>> found
        <Rule ACME002 house-words>
    """
    problems = [f"{problem} @ {key}" for code, table in tables.items() for problem, key in _problems(code, table)]
    if problems:
        raise ConfigError(None, tuple(problems))
    lines = text.splitlines()
    places = {code: next((n for n, line in enumerate(lines, 1) if line.strip() == f"[{code}]"), 0) for code in tables}
    return tuple(_rule(code, table, file, places[code]) for code, table in tables.items())


def _problems(code: str, table: Any) -> Iterator[tuple[str, str]]:
    wrong = code_problem(code)
    if wrong:
        yield wrong, code
    if not isinstance(table, Mapping):
        yield f"{table!r} is not a table; give {', '.join(_NEEDED)}", code
        return
    yield from ((unknown(key, _KEYS), f"{code}.{key}") for key in table if key not in _KEYS)
    yield from ((f"{key} is missing", f"{code}.{key}") for key in _NEEDED if key not in table)
    yield from _text_problems(code, table)
    for key, known in (("criterion", Criterion), ("severity", Severity), ("status", Status)):
        if key in table and table[key] not in tuple(known):
            yield unknown(table[key], tuple(known)), f"{code}.{key}"
    words = table.get("words", {})
    if not isinstance(words, Mapping):
        yield f'words is {words!r}; give a list for each language, such as {{ en = ["…"] }}', f"{code}.words"
        return
    for language, listed in words.items():
        if not _are_texts(listed) or not listed or not all(word.removesuffix("*").strip() for word in listed):
            yield f"{listed!r} is not a list of words", f"{code}.words.{language}"


def _text_problems(code: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("name", "since", "source"):
        if key in table and not isinstance(table[key], str):
            yield f"{table[key]!r} is not text", f"{code}.{key}"
    for key in ("flags", "accepts"):
        if key in table and not _are_texts(table[key]):
            yield f"{table[key]!r} is not a list of goals", f"{code}.{key}"
    for key in _TEXTS:
        if key not in table:
            continue
        said = table[key]
        if not isinstance(said, Mapping) or "en" not in said or not _are_texts([*said.values()]):
            yield f"{key} is {said!r}; give a text for each language, English among them", f"{code}.{key}"


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) and item.strip() for item in value)


def _rule(code: str, table: Mapping[str, Any], file: str, line: int) -> Rule:
    criterion = Criterion(table["criterion"])
    severity, status = Severity(table.get("severity", "major")), Status(table.get("status", "stable"))
    since = table.get("since", "")
    says: dict[str, Mapping[str, str]] = {key: table[key] for key in _TEXTS if key in table}
    english = {key: says[key]["en"] if key in says else "" for key in _TEXTS}
    flags, accepts = (tuple(example(item) for item in table.get(key, ())) for key in ("flags", "accepts"))
    titles = {"why": "Why", "flags": "Flags", "accepts": "Accepts", "advice": "Advice", "ask": "Ask"}
    sections = [title for key, title in titles.items() if key in table] + ["Options"] + ["Source"] * ("source" in table)
    doc = RuleDoc(
        summary=english["summary"], why=english["why"], flags=flags, accepts=accepts, advice=english["advice"],
        ask=english["ask"], meanings=tuple((option.name, option.meaning) for option in _OPTIONS),
        source=table.get("source", ""), sections=tuple(sections), code=code, name=table["name"],
        place=criterion.value, severity=severity.value, status=status.value, since=since, needs=("statement",),
        options=_OPTIONS, translations=_translations(says),
    )  # fmt: skip
    words = tuple(sorted((language, tuple(listed)) for language, listed in table["words"].items()))
    return Rule(
        code=code, name=table["name"], criterion=criterion, severity=severity, status=status, since=since,
        needs=("statement",), wants=(), takes=("statement",), options=_OPTIONS, doc=doc, module="", qualname=code,
        file=file, line=line, function=WordList(words, english["message"]),
    )  # fmt: skip


def _translations(says: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    languages = sorted({language for said in says.values() for language in said} - {"en"})
    return tuple(
        (language, tuple((kind, said[language]) for kind, said in says.items() if language in said))
        for language in languages
    )
