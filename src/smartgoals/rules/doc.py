"""The page of a rule, read from its docstring.

The docstring is written once and read in three places: the site, a notebook, and the terminal. `RuleDoc.parse()`
reads it, `RuleDoc.to_markdown()` is the only thing that writes it.
"""

from __future__ import annotations

import difflib
import inspect
import re
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.rules.finding import Texts

if TYPE_CHECKING:
    from smartgoals.rules.option import Option

__all__ = ["SECTIONS", "Example", "RuleDoc", "example"]

SECTIONS: Final = ("Why", "Flags", "Accepts", "Advice", "Ask", "Options", "Source")
"""The sections of a rule's docstring, in the order in which they stand."""

_HEADING = re.compile(r"^([A-Z][a-z]+):(?:[ \t]+(\S.*))?$")
_LANGUAGE = re.compile(r"^([a-z]{2}):\s+(.*)$", re.DOTALL)
_QUOTED = re.compile(r'^(?:"([^"]*)"|“([^”]*)”|”([^”]*)”|«([^»]*)»)$')
_OPTION = re.compile(r"^(\w+):\s+(.*)$", re.DOTALL)


@attrs.frozen
class Example:
    """One thing that a rule must flag, or must accept.

    Args:
        text: A goal statement, or changes to the exemplary goal such as `horizon=None`.
        is_change: Whether the text is such changes.
        language: The language of the statement; None detects it.
    """

    text: str
    is_change: bool = False
    language: str | None = None

    def __str__(self) -> str:
        """Return the line as it stands in a docstring."""
        if self.is_change:
            return f"> {self.text}"
        return f"{self.language}: {self.text}" if self.language else self.text


@attrs.frozen(kw_only=True)
class RuleDoc:
    """What a rule says about itself.

    Args:
        summary: The flaw in one sentence.
        body: Context, in a few sentences.
        why: What goes wrong when the flaw is ignored.
        flags: Examples that must be flagged.
        accepts: Examples that must not be.
        advice: What to do, in the imperative.
        ask: What to ask when the rule cannot be answered.
        meanings: The line about each option, as pairs of name and meaning.
        source: Where the rule comes from.
        sections: The sections that are there, in the order in which they stand.
        code: The code of the rule; this and what follows is filled in by the rule.
        name: The name of the rule.
        place: The criterion, or "portfolio".
        severity: The severity of its findings.
        status: stable, preview or deprecated.
        since: The version that brought it.
        needs: The facts it cannot do without.
        wants: The facts it looks at when they are stated.
        options: Its options.
        package: The package that has its words in other languages; nothing for a rule of this library.
        translations: Its words in other languages, where it is data.
    """

    summary: str = ""
    body: str = ""
    why: str = ""
    flags: tuple[Example, ...] = ()
    accepts: tuple[Example, ...] = ()
    advice: str = ""
    ask: str = ""
    meanings: tuple[tuple[str, str], ...] = ()
    source: str = ""
    sections: tuple[str, ...] = ()
    code: str = ""
    name: str = ""
    place: str = ""
    severity: str = ""
    status: str = ""
    since: str = ""
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    package: str = ""
    translations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @classmethod
    def parse(cls, docstring: str | None) -> RuleDoc:
        r"""Read a docstring.

        Raises:
            ValueError: A section stands there twice, or its name is almost that of a section.

        Example:
            >>> RuleDoc.parse("The metric has no unit.\n\nWhy: Nobody can compare.").why
            'Nobody can compare.'
        """
        opening, sections = _split(inspect.cleandoc(docstring or ""))
        summary, _, body = opening.partition("\n\n")
        return cls(
            summary=_flow(summary),
            body=_paragraphs(body),
            why=_paragraphs(sections.get("Why", "")),
            flags=tuple(example(item) for item in _items(sections.get("Flags", ""))),
            accepts=tuple(example(item) for item in _items(sections.get("Accepts", ""))),
            advice=_paragraphs(sections.get("Advice", "")),
            ask=_paragraphs(sections.get("Ask", "")),
            meanings=tuple(_meaning(item) for item in _items(sections.get("Options", ""))),
            source=_paragraphs(sections.get("Source", "")),
            sections=tuple(sections),
        )

    @property
    def texts(self) -> Texts:
        """The words that findings use."""
        return Texts(self.summary, self.why, self.advice, self.ask, self.package, self.translations)

    def __str__(self) -> str:
        """Return the page as plain text."""
        return self.to_markdown()

    def to_markdown(self, language: str = "en") -> str:
        """Return the page in a language; what is not translated stands in English."""
        from smartgoals.rules.page import to_markdown

        return to_markdown(self, language)


def _split(text: str) -> tuple[str, dict[str, str]]:
    opening: list[str] = []
    sections: dict[str, list[str]] = {}
    lines = opening
    for line in text.splitlines():
        heading = _HEADING.match(line)
        name = heading[1] if heading else ""
        if heading and name in SECTIONS:
            if name in sections:
                raise ValueError(f"section {name!r} stands there twice; make it one")
            sections[name] = lines = [heading[2]] if heading[2] else []
            continue
        near = difflib.get_close_matches(name, SECTIONS, n=1, cutoff=0.75) if name else []
        if near:
            raise ValueError(f"unknown section {name!r}; did you mean {near[0]!r}")
        lines.append(line)
    return "\n".join(opening).strip(), {name: _dedented(found) for name, found in sections.items()}


def _dedented(lines: list[str]) -> str:
    """Return the lines of a section without their common indent; text on the heading's own line has none."""
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip() and line[0] == " "]
    margin = min(margins, default=0)
    return "\n".join(line[margin:] if line[:margin].isspace() else line for line in lines).strip("\n")


def _items(text: str) -> list[str]:
    """Return one item a line; a line that is indented continues the one above."""
    items: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        if line[0] == " " and items:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line.strip())
    return items


def example(item: str) -> Example:
    """Return an example as it is written: a goal, with its language in front, or changes after `>`."""
    if item.startswith(">"):
        return Example(item[1:].strip(), is_change=True)
    tagged = _LANGUAGE.match(item)
    language, text = (tagged[1], tagged[2]) if tagged else (None, item)
    quoted = _QUOTED.match(text)
    if quoted:
        text = next(group for group in quoted.groups() if group is not None)
    return Example(text, language=language)


def _meaning(item: str) -> tuple[str, str]:
    matched = _OPTION.match(item)
    return (matched[1], matched[2]) if matched else (item, "")


def _flow(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(_flow(paragraph) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())
