"""Suggests measures for a goal, each with the reasons why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from heapq import nsmallest
from importlib import resources
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.catalogue.collection import Catalogue
from smartgoals.catalogue.entry import MetricEntry, Topic
from smartgoals.model import Direction, Goal, Metric, UnitKind
from smartgoals.model.field import refuse

if TYPE_CHECKING:
    from smartgoals.catalogue.ranking import Index, Match

__all__ = ["Reason", "Suggestion", "suggest_metrics"]

_IN_METRIC: Final = 1.0
_IN_STATEMENT: Final = 0.5
_FADING: Final = 0.1
_LEAST: Final = 0.3
_AREA: Final = 1.0
_AREA_HEARD: Final = 0.5
_OBJECTIVE: Final = 0.5
_FAR_BEHIND: Final = 0.2
"""Own choice: a word of the metric counts twice one of the rest of the statement, each word of a sentence a
tenth less than the one before, for means and purpose come last; an area that is named as much as half a rare word, and
an objective half of that. What has less than a fifth of what the best has speaks of something else."""


@attrs.frozen
class Reason:
    """One reason for a measure.

    Attributes:
        kind: "words", when the goal uses words of its name; "area", when both belong to one; "objective", when it
            drives what the goal is for.
        words: The words of the goal that matched, as written, casefolded; for an area or objective none.
        topic: The measure, area or objective that they speak of.
    """

    kind: str
    words: tuple[str, ...]
    topic: MetricEntry | Topic

    def message(self, language: str = "en") -> str:
        """The reason as a sentence; in English where the language has no words for it."""
        text = _texts(language)
        quoted = [text["quoted"].format(word=word) for word in self.words]
        listed = f" {text['and']} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
        return text[self.kind].format(words=listed, name=self.topic.name(language))

    def __str__(self) -> str:
        return self.message()


@attrs.frozen
class Suggestion:
    """A measure for a goal.

    Attributes:
        metric: The measure, ready to stand in the goal.
        entry: What the catalogue says of it.
        reasons: Why it is suggested, the strongest first.
        score: What it was ranked by; above 0 and comparable within one answer only.
    """

    metric: Metric
    entry: MetricEntry
    reasons: tuple[Reason, ...]
    score: float = attrs.field(repr=False)


def suggest_metrics(
    goal: Goal, *, catalogue: Catalogue | None = None, language: str | None = None, limit: int = 3
) -> tuple[Suggestion, ...]:
    """Measures that a goal could be measured by, best first.

    A measure is found by the words of the goal's statement and metric, whatever their form, by the goal's area, and by
    the objectives it supports or gives as its reason. Rare words count more than common ones, and a name that is found
    whole more than one found in part. Of equals, those come first that want what the goal wants, then those that tell
    early. Nothing is suggested for a goal that nothing speaks for, nor what is far behind the best.

    Args:
        goal: The goal.
        catalogue: The measures; without it, those of this library.
        language: The language of the goal, and of the metrics; without it, whichever fits the words best.
        limit: How many at most, 1 or more.

    Raises:
        InvalidValueError: The language is unknown, or the limit is below 1.

    Example:
        >>> best = suggest_metrics(Goal("Vi ska få färre returer av kläder"))[0]
        >>> print(best.metric)
        returgrad (percent)
        >>> print(best.reasons[0].message("sv"))
        Målet handlar om ”returer”, och det mäter ”returgrad”.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        refuse("suggest_metrics", "limit", limit, "is no number of suggestions", "give 1 or more")
    catalogue = Catalogue.builtin() if catalogue is None else catalogue
    languages = catalogue.languages if language is None else (language,)
    found = [_Search(goal, catalogue, each).suggestions(limit) for each in languages]
    return max(found, key=lambda each: each[0].score if each else 0.0, default=())


class _Search:
    """One goal, in one language."""

    def __init__(self, goal: Goal, catalogue: Catalogue, language: str) -> None:
        self.goal, self.catalogue, self.language = goal, catalogue, language
        self.index: Index = catalogue.index(language)
        self.written: dict[str, str] = {}
        self.heard: dict[str, float] = {}
        self.hear(goal.statement, _IN_STATEMENT)
        if goal.metric is not None:
            self.hear(goal.metric.name, _IN_METRIC)

    def hear(self, text: str, counts: float) -> None:
        for place, word in enumerate(self.index.compounds.words(text)):
            heard = counts * max(_LEAST, 1 - _FADING * place)
            self.heard[word.stem] = max(heard, self.heard.get(word.stem, 0.0))
            self.written.setdefault(word.stem, word.text)

    def suggestions(self, limit: int) -> tuple[Suggestion, ...]:
        metric = self.goal.metric.name if self.goal.metric is not None else ""
        matches = self.index.matches(self.heard, f"{self.goal.statement} {metric}")
        areas, objectives = self.areas(), self.objectives()
        scores = {entry_id: match.score for entry_id, match in matches.items()}
        for area, gain in areas.items():
            for entry_id in self.catalogue.by_area.get(area, ()):
                scores[entry_id] = scores.get(entry_id, 0.0) + gain
        for entry_id in dict.fromkeys(each for key in objectives for each in self.catalogue.by_objective.get(key, ())):
            scores[entry_id] = scores.get(entry_id, 0.0) + _OBJECTIVE
        best = nsmallest(limit, scores, key=lambda entry_id: self.rank(entry_id, scores[entry_id]))
        best = [entry_id for entry_id in best if scores[entry_id] >= _FAR_BEHIND * scores[best[0]]]
        currency = self.currency()
        found = []
        for entry_id in best:
            entry = self.catalogue[entry_id]
            reasons = self.reasons(entry, matches.get(entry_id), areas, objectives)
            found.append(Suggestion(entry.metric(self.language, currency=currency), entry, reasons, scores[entry_id]))
        return tuple(found)

    def rank(self, entry_id: str, score: float) -> tuple[float, bool, bool, int]:
        entry = self.catalogue[entry_id]
        return -score, self.is_against(entry), not entry.leading, self.catalogue.places[entry_id]

    def areas(self) -> dict[str, float]:
        """The areas the goal belongs to: those it names, and those it speaks of."""
        found = dict.fromkeys(self.index.about(self.index.areas, self.heard), _AREA_HEARD)
        area = self.goal.area
        if area is not None:
            stems = self.index.compounds.stems(area)
            named = (area,) if area in self.catalogue.areas else self.index.about(self.index.areas, stems)
            found |= dict.fromkeys(named, _AREA)
        return found

    def objectives(self) -> tuple[str, ...]:
        """The objectives it is for, by id or by words."""
        named = [name for name in self.goal.supports if name in self.catalogue.objectives]
        texts = [*self.goal.supports, *([self.goal.rationale] if self.goal.rationale else [])]
        stems = [stem for text in texts for stem in self.index.compounds.stems(text)]
        return tuple(dict.fromkeys([*named, *self.index.about(self.index.objectives, stems)]))

    def is_against(self, entry: MetricEntry) -> bool:
        """Whether the goal wants the measure to go the wrong way."""
        wanted = self.goal.metric.direction if self.goal.metric is not None else None
        ways = {Direction.INCREASE, Direction.DECREASE}
        return wanted in ways and wanted is not entry.direction

    def currency(self) -> str | None:
        """The currency that the goal speaks of."""
        goal = self.goal
        units = [
            goal.metric.unit if goal.metric is not None else None,
            goal.baseline.quantity.unit if goal.baseline is not None and goal.baseline.quantity is not None else None,
            goal.target.unit if goal.target is not None else None,
            goal.budget.unit if goal.budget is not None else None,
        ]
        return next((unit.symbol for unit in units if unit is not None and unit.kind is UnitKind.CURRENCY), None)

    def reasons(
        self, entry: MetricEntry, match: Match | None, areas: Mapping[str, float], objectives: tuple[str, ...]
    ) -> tuple[Reason, ...]:
        found = []
        if match is not None:
            words = dict.fromkeys(self.written[stem] for stem in match.stems)
            # A part of a word that is there as a whole says nothing more.
            whole = [word for word in words if not any(word != other and word in other for other in words)]
            found.append(Reason("words", tuple(whole), entry))
        if entry.area in areas:
            found.append(Reason("area", (), self.catalogue.areas[entry.area or ""]))
        found += [
            Reason("objective", (), self.catalogue.objectives[each]) for each in entry.drives if each in objectives
        ]
        return tuple(found)


@cache
def _texts(language: str) -> Mapping[str, str]:
    tables = tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8"))
    return {**tables["en"], **tables.get(language.replace("_", "-").partition("-")[0].casefold(), {})}
