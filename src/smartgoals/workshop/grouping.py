"""Grouping: ideas put together by the words they share, so that everybody can see why.

A group is the ideas that have one word in common, whatever its form: "returerna", "returgraden" and "en retur" share
"retur". The word that gathers most ideas makes the first group, then the word that gathers most of the others, and so
on. An idea that another word would put among others counts half: so "tenants" waits when the ideas that speak of
tenants speak of repairs or of yards as well. No service is asked and nothing is random; the same ideas give the same
groups in whatever order they come.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.lexicon.stems import Compounds, Word
from smartgoals.lexicon.vocabulary import WORD
from smartgoals.statement.reading import detect
from smartgoals.workshop.steps import Group, Idea, natural

if TYPE_CHECKING:
    from smartgoals.markup import Page

__all__ = ["Grouping", "language_of", "propose", "usual_language"]

_WORD: Final = re.compile(WORD)
_TOO_COMMON: Final = 0.25
"""A word in more than this share of the ideas names no theme among them. Own choice."""
_NEVER_TOO_COMMON: Final = 8
"""A word in no more ideas than this is never too common, however few ideas there are. Own choice."""


@attrs.frozen(kw_only=True)
class Grouping:
    """Groups proposed for some ideas.

    Attributes:
        groups: The groups, the largest first; `Group.words` says which words made each.
        alone: Ids of the ideas that share no telling word with another.
        languages: Idea and the language it was read in.
    """

    groups: tuple[Group, ...]
    alone: tuple[str, ...]
    languages: Mapping[str, str] = attrs.field(factory=dict, repr=False, hash=False)

    def to_markdown(self, language: str = "en") -> str:
        """The groups with their words and the ids of their ideas, as a table."""
        return self._page(language).to_markdown()

    def to_html(self, language: str = "en") -> str:
        """The same as HTML, to stand inside another page."""
        return self._page(language).to_html(language)

    def _page(self, language: str) -> Page:
        from smartgoals.workshop.report import grouping_page

        return grouping_page(self, language)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()


def propose(ideas: Iterable[Idea], *, language: str | None = None, smallest: int = 2) -> Grouping:
    """Propose groups for some ideas.

    Args:
        ideas: The ideas, each with an id of its own.
        language: The language they are all in; None to tell it from each idea. Ideas in different languages are put
            together only by words that the languages share.
        smallest: How many ideas make a group.

    Example:
        >>> found = propose([Idea("1", "Vi halverade returerna"), Idea("2", "Lägre returgrad"), Idea("3", "En app")])
        >>> found.groups[0].name, found.groups[0].ideas, found.alone
        ('Retur', ('1', '2'), ('3',))
    """
    given = sorted(ideas, key=lambda idea: (idea.text, idea.id))
    spoken = _languages(given, language)
    words = _words(given, spoken)
    having: dict[str, set[str]] = defaultdict(set)
    for idea_id, found in words.items():
        for stem in found:
            having[stem].add(idea_id)
    most = max(_NEVER_TOO_COMMON, int(_TOO_COMMON * len(given)))
    left = {stem: set(ids) for stem, ids in having.items() if smallest <= len(ids) <= most}
    groups: list[Group] = []
    grouped: set[str] = set()
    while left:
        stem = _best(left, having, words)
        ids = left.pop(stem)
        groups.append(_group(stem, {idea.id: idea.text for idea in given if idea.id in ids}, words))
        grouped |= ids
        for idea_id in ids:
            for other in words[idea_id]:
                if other in left:
                    left[other].discard(idea_id)
        left = {each: found for each, found in left.items() if len(found) >= smallest}
    alone = tuple(sorted((idea.id for idea in given if idea.id not in grouped), key=natural))
    groups.sort(key=lambda group: (-len(group.ideas), group.id))
    return Grouping(groups=tuple(groups), alone=alone, languages=spoken)


def _best(left: Mapping[str, set[str]], having: Mapping[str, set[str]], words: Mapping[str, Mapping[str, Word]]) -> str:
    """The word that gathers most; then the rarer, the longer, and the first in the alphabet."""
    best: tuple[float, int, int, str] = (0, 0, 0, "")
    for stem in sorted(left, key=lambda each: -len(left[each])):
        ids = left[stem]
        if best[3] and len(ids) < -best[0]:
            break  # no later word can gather more
        elsewhere = sum(
            any(other != stem and other in left and not left[other] <= ids for other in words[idea_id])
            for idea_id in ids
        )
        found = (elsewhere / 2 - len(ids), len(having[stem]), -len(stem), stem)
        best = min(best, found) if best[3] else found
    return best[3]


def _languages(ideas: Iterable[Idea], language: str | None) -> dict[str, str]:
    """The language of each idea. One that does not show its language has the one that most of the others have."""
    if language is not None:
        return {idea.id: language for idea in ideas}
    given = tuple(ideas)
    usual = usual_language(idea.text for idea in given)
    return {idea.id: language_of(idea.text) or usual for idea in given}


def usual_language(texts: Iterable[str]) -> str:
    """The language that most texts show; English when none shows any."""
    votes = Counter(each for text in texts if (each := language_of(text)) is not None)
    return min(votes, key=lambda each: (-votes[each], each), default="en")


def language_of(text: str) -> str | None:
    """The language that a text shows; None when nothing tells.

    Example:
        >>> language_of("Vi halverade returerna"), language_of("B2B")
        ('sv', None)
    """
    found, is_sure = detect(_WORD.findall(text.casefold()))
    return found if is_sure else None


def _words(ideas: Iterable[Idea], spoken: Mapping[str, str]) -> dict[str, dict[str, Word]]:
    """The words of each idea by their stems, compounds taken apart by the words of the others."""
    texts: dict[str, list[str]] = defaultdict(list)
    for idea in ideas:
        texts[spoken[idea.id]].append(idea.text)
    compounds = {each: Compounds.of(texts[each], each) for each in texts}
    return {idea.id: {word.stem: word for word in compounds[spoken[idea.id]].words(idea.text)} for idea in ideas}


def _group(stem: str, texts: Mapping[str, str], words: Mapping[str, Mapping[str, Word]]) -> Group:
    """A group, named by the form of its word that is written most; the shortest where several are."""
    forms = Counter(words[idea_id][stem].text for idea_id in texts)
    form = min(forms, key=lambda form: (-forms[form], len(form), form))
    pattern = re.compile(re.escape(form), re.IGNORECASE)
    spellings = Counter(match.group() for text in texts.values() for match in pattern.finditer(text))
    spelling = min(spellings, key=lambda each: (-spellings[each], each), default=form)
    return Group(stem, spelling[:1].upper() + spelling[1:], tuple(texts), words=tuple(sorted(forms)))
