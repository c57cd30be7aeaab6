"""Finds measures by words: an inverted index from stems to names, so that only what shares a word is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.lexicon import load
from smartgoals.lexicon.similarity import rarities
from smartgoals.lexicon.stems import Compounds, content_words

if TYPE_CHECKING:
    from smartgoals.catalogue.collection import Catalogue
    from smartgoals.catalogue.entry import Names

__all__ = ["Index", "Match"]

_WORD_FOR_WORD: Final = 1.0  # for each word, and one; own choice


@attrs.frozen
class Match:
    """A measure that shares words with a text.

    Attributes:
        score: How much it shares: the summed rarity of the shared stems of its best name, times the share of that
            name's rarity that they are.
        stems: The shared stems of that name, in its order.
    """

    score: float
    stems: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Index:
    """The words of a catalogue in one language.

    Attributes:
        compounds: Takes words apart by the words of the catalogue.
        weights: How much each stem tells.
        places: Where each stem stands: ids of measures, with the number of the name.
        stems: The stems of each name of each measure.
        whole: Each name as it is written, casefolded between spaces.
        areas: The stems of each area, by its id.
        objectives: The stems of each objective, by its id.
    """

    compounds: Compounds
    weights: Mapping[str, float]
    places: Mapping[str, tuple[tuple[str, int], ...]]
    stems: Mapping[tuple[str, int], tuple[str, ...]]
    whole: Mapping[tuple[str, int], str]
    areas: Mapping[str, frozenset[str]]
    objectives: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, catalogue: Catalogue, language: str) -> Index:
        """The index of a catalogue.

        Raises:
            InvalidValueError: The library does not read the language.
        """
        load(language)
        names = {entry.id: entry.names.get(language, ()) for entry in catalogue}
        compounds = Compounds.of((name for each in names.values() for name in each), language)
        stems = {
            (entry_id, number): compounds.stems(name)
            for entry_id, each in names.items()
            for number, name in enumerate(each)
        }
        places: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for place, found in stems.items():
            for stem in found:
                places[stem].append(place)
        by_entry: defaultdict[str, set[str]] = defaultdict(set)
        for (entry_id, _), found in stems.items():
            by_entry[entry_id].update(found)

        whole = {
            (entry_id, number): _spaced(name) for entry_id, each in names.items() for number, name in enumerate(each)
        }

        def topics(named: Iterable[tuple[str, Names]]) -> dict[str, frozenset[str]]:
            return {
                key: frozenset(word.stem for name in each.get(language, ()) for word in content_words(name, language))
                for key, each in named
            }

        return cls(
            compounds,
            rarities(by_entry.values()),
            {stem: tuple(found) for stem, found in places.items()},
            stems,
            whole,
            topics((topic.id, topic.names) for topic in catalogue.areas.values()),
            topics((topic.id, topic.names) for topic in catalogue.objectives.values()),
        )

    def matches(self, heard: Mapping[str, float], text: str) -> dict[str, Match]:
        """The measures that share a stem with a text, each by its best name.

        Args:
            heard: The stems of the text, each with how much it counts there.
            text: The text itself; a name that stands there word for word counts for more.
        """
        gained: defaultdict[tuple[str, int], float] = defaultdict(float)
        for stem, counts in heard.items():
            gain = counts * self.weights.get(stem, 0.0)
            for place in self.places.get(stem, ()):
                gained[place] += gain
        best: dict[str, Match] = {}
        spaced = _spaced(text)
        for place, gain in gained.items():
            stems = self.stems[place]
            shared = tuple(stem for stem in stems if stem in heard)
            whole, part = (sum(self.weights[stem] for stem in each) for each in (stems, shared))
            score = gain * part / whole
            if self.whole[place] in spaced:
                loudest = max(heard[stem] for stem in shared)
                score += _WORD_FOR_WORD * loudest * self.whole[place].count(" ")
            if place[0] not in best or score > best[place[0]].score:
                best[place[0]] = Match(score, shared)
        return best

    def about(self, topics: Mapping[str, frozenset[str]], heard: Iterable[str]) -> tuple[str, ...]:
        """The ids of the areas or objectives that share most stems with a text; none when nothing is shared."""
        stems = set(heard)
        shared = {key: len(stems & each) for key, each in topics.items()}
        most = max(shared.values(), default=0)
        return tuple(key for key, number in shared.items() if number == most) if most else ()


def _spaced(text: str) -> str:
    return f" {' '.join(text.casefold().replace(',', ' ').replace('.', ' ').split())} "
