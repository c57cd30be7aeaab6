"""Stems: words brought to the form they share, function words left out, compounds taken apart.

The stemmer is Snowball's, named by the language file. Its pure Python form is asked for by name, because the package
would otherwise prefer a C extension of another version where one happens to be installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

import attrs

from smartgoals.lexicon.vocabulary import WORD, load

__all__ = ["Compounds", "Word", "content_words", "stem"]

_WORD: Final = re.compile(WORD)
_HYPHEN: Final = re.compile(r"[-‐‑]")
_VOWEL: Final = re.compile(r"[aeiouyåäöæø]")
_SUBJECT_ROLES: Final = frozenset({"verb", "past", "older", "label", "base", "owner", "confidence"})
"""Roles of words that may name a subject; a word with any other role is grammar, a number, a measure or a date."""
_SUBJECT_VERBS: Final = frozenset({"achieve", "pursue"})
"""Kinds of verbs that say what is done; the others only say which way a figure goes."""
_SHORTEST_PART: Final = 3
_SHORTEST_SURE_PART: Final = 4
"""Letters of a part that is known while the other is not, and of that other. Own choice."""
_SHORTEST_SURE_LAST: Final = 5
"""The same of a last part, for short words end many that are no compounds: "ring", "parkering". Own choice."""
_SHORTEST_COMPOUND: Final = 7
_SHORTEST_DOUBLED: Final = 5
"""Letters of a stem that may lose the last of two equal ones, as "medlemm", from "medlemmar", does."""


@attrs.frozen
class Word:
    """A word of a text that may name its subject.

    Attributes:
        text: The word as written, casefolded.
        stem: What it shares with its other forms.
    """

    text: str
    stem: str


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    from importlib import import_module

    name = load(language).data["language"]["stemmer"]
    module = import_module(f"snowballstemmer.{name}_stemmer")
    found: Callable[[str], str] = getattr(module, f"{name.capitalize()}Stemmer")().stemWord
    return found


@cache
def stem(word: str, language: str) -> str:
    """What a word shares with its other forms.

    Args:
        word: One word, in any case.
        language: A language that has a file; see `languages()`.

    Raises:
        InvalidValueError: There is no file for that language.

    Example:
        >>> {stem(word, "sv") for word in ("leverans", "leveransen", "leveranser")}
        {'leveran'}
        >>> stem("Customers", "en")
        'custom'

    Source:
        M. F. Porter, Snowball: A language for stemming algorithms (2001), <https://snowballstem.org>. One pass leaves
        some Swedish forms apart ("leverans", "leveranser"), so the pass is repeated until nothing changes; "-an", which
        the Swedish stemmer leaves on ("kassan"), is taken off as well, and so is a doubled last letter ("medlemmar").
    """
    return _forms(word.casefold(), language)[-1]


@cache
def _forms(word: str, language: str) -> tuple[str, ...]:
    """A word and the shorter forms on the way to its stem, which comes last."""
    endings = load(language).data["language"]["endings"]
    found = [word]
    while (shorter := _stemmer(language)(found[-1])) != found[-1]:
        found.append(shorter)
    ending = next((each for each in endings if word.endswith(each)), "")
    if found == [word] and ending and len(word) - len(ending) >= _SHORTEST_PART:
        found.append(word.removesuffix(ending))
    if len(found[-1]) >= _SHORTEST_DOUBLED and found[-1][-1] == found[-1][-2]:
        found.append(found[-1][:-1])
    return tuple(found)


@cache
def _is_grammar(word: str, language: str) -> bool:
    lexicon = load(language)
    if word in _function_words(language) or word in lexicon.months:
        return True
    entry = lexicon.entries.get(word)
    if entry is None:
        return False
    return bool(set(entry.roles) - _SUBJECT_ROLES) or entry.roles.get("verb", "achieve") not in _SUBJECT_VERBS


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(load(language).words("function_words"))


def content_words(text: str, language: str) -> tuple[Word, ...]:
    """The words of a text that may name its subject, in the order of the text.

    Function words, numbers, dates and verbs that only say which way a figure goes are left out.

    Example:
        >>> [word.stem for word in content_words("Vi halverade antalet returer på ett år", "sv")]
        ['retur']
    """
    found = (match.group().casefold() for match in _WORD.finditer(text))
    return tuple(
        Word(word, stem(word, language)) for word in found if len(word) > 1 and not _is_grammar(word, language)
    )


@attrs.frozen
class Compounds:
    """Takes compounds apart where a part of them is among the words at hand.

    No dictionary is needed: in "leveranstiden", "leverans" is seen because another text speaks of "leveranser". The
    same words at hand always give the same parts. A language that writes its words apart has nothing to take apart but
    what is joined by a hyphen.

    Attributes:
        language: A language that has a file.
        known: The words at hand, and the forms on the way to their stems.

    Example:
        >>> compounds = Compounds.of(["Snabbare leveranser", "Kortare tid i kassan"], "sv")
        >>> compounds.parts("leveranstiden")
        ('leveran', 'tid')
    """

    language: str
    known: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> Compounds:
        """Compounds of the words in some texts."""
        words = (word for text in texts for word in content_words(text, language))
        return cls(language, frozenset(form for word in words for form in _forms(word.text, language)))

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of a word's parts; none for a word that is no compound of words at hand.

        The cut with the longest first part is taken, and one between two known parts before one that knows only one.
        """
        return tuple(part.stem for part in self._parts(word.casefold()))

    def words(self, text: str) -> tuple[Word, ...]:
        """The content words of a text and their parts, each stem once, in the order of the text."""
        found: dict[str, Word] = {}
        for word in content_words(text, self.language):
            for each in (word, *self._parts(word.text)):
                found.setdefault(each.stem, each)
        return tuple(found.values())

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text's content words and of their parts, each once, in the order of the text.

        Example:
            >>> Compounds.of(["Fler kunder"], "sv").stems("Kundtjänsten svarar kunden")
            ('kundtjänst', 'kund', 'tjänst', 'svar')
        """
        return tuple(word.stem for word in self.words(text))

    def _parts(self, word: str) -> tuple[Word, ...]:
        if _HYPHEN.search(word):
            pieces = (piece for piece in _HYPHEN.split(word) if len(piece) > 1)
            return tuple(each for piece in pieces for each in (self._parts(piece) or (self._word(piece),)))
        if not self._language["joints"] or len(word) < _SHORTEST_COMPOUND:
            return ()
        one_sided: tuple[Word, ...] | None = None
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, last = self._first(word, cut), self._word(word[cut:])
            is_last_known = last.stem in self.known and len(last.stem) >= _SHORTEST_PART
            if first is not None and is_last_known:
                return (first, last)
            if one_sided is not None:
                continue
            if first is not None:
                is_sure = len(first.text) >= _SHORTEST_SURE_PART and self._may_be_word(last.text)
                one_sided = (first, last) if is_sure else ()
            elif is_last_known and len(last.stem) >= _SHORTEST_SURE_LAST and self._may_be_word(word[:cut]):
                one_sided = (self._word(word[:cut]), last)
        return one_sided or ()

    @property
    def _language(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = load(self.language).data["language"]
        return found

    def _word(self, text: str) -> Word:
        return Word(text, stem(text, self.language))

    def _first(self, word: str, cut: int) -> Word | None:
        """The known word that ends at a cut, with or without a joint; a form of the whole word is none."""
        part = word[:cut]
        bare = (part[: -len(joint)] for joint in self._language["joints"] if part.endswith(joint))
        for form in (part, *bare):
            if len(form) >= _SHORTEST_PART and form in self.known and form not in _forms(word, self.language):
                found = self._word(form)
                if found.stem != stem(word, self.language):
                    return found
        return None

    def _may_be_word(self, part: str) -> bool:
        return (
            len(part) >= _SHORTEST_SURE_PART
            and _VOWEL.search(part) is not None
            and not part.startswith(tuple(self._language["derivations"]))
        )
