"""Blanks: what they are called, how they stand in a text, and which findings ask for them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.model import Milestones
from smartgoals.rules.finding import Severity
from smartgoals.rules.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartgoals.assessment import Assessment

__all__ = [
    "APART",
    "LEFT_IN",
    "NAMES",
    "RANK",
    "RANK_OF",
    "Blank",
    "blanks_in",
    "masked",
    "merged",
    "pattern",
    "present",
    "wanted_by",
]

NAMES: Final = ("metric", "baseline", "target", "unit", "deadline", "means", "purpose", "owner")
RANK: Final = {
    "measured": 0, "from": 1, "to": 2, "at": 2, "of": 2, "beyond": 2, "below": 2, "unit": 3, "by": 4, "until": 4,
    "today": 5, "by_measure": 6, "effect": 6, "means": 7, "purpose": 8, "owner": 9,
}  # fmt: skip
"""The phrases that hold blanks, by what comes first where several meet: a metric before its levels, then the date."""
RANK_OF: Final = {
    "metric": 0, "baseline": 1, "target": 2, "unit": 3, "deadline": 4, "means": 7, "purpose": 8, "owner": 9,
}  # fmt: skip
"""The same, for blanks that stand there already."""
APART: Final = ("measured", "by_measure", "effect")
"""Phrases between commas."""
_ASKS: Final = {
    "metric": "metric", "baseline": "baseline", "target": "target", "metric.unit": "unit", "horizon": "deadline",
    "means": "means", "supports": "purpose", "owner": "owner",
}  # fmt: skip
"""Which blank answers a finding, by the place the finding speaks of."""
_ASKED_BY: Final = {"S101": "metric", "S102": "metric", "S107": "purpose"}
"""The same, for rules that speak of the statement."""
LEFT_IN: Final = "S105"
"""The rule on blanks left in; it is not answered by giving the blank a name."""


@attrs.frozen
class Blank:
    """A place in a proposal for what only the author can know.

    Attributes:
        name: `metric`, `baseline`, `target`, `unit`, `deadline`, `means`, `purpose` or `owner`.
        label: What stands in the brackets, in the language of the goal.
        span: Where it stands in the proposal, brackets included, half open.
        codes: The findings that ask for it.
    """

    name: str
    label: str
    span: tuple[int, int]
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the blank as it stands in the text."""
        return f"[{self.label}]"


@functools.cache
def pattern(language: str) -> re.Pattern[str]:
    """Blanks, each with the words that lead up to it, so that reading can pass over both."""
    found = phrases(language)
    labels = {name: found.label(f"blank.{name}") for name in NAMES}
    forms = []
    for phrase in RANK:
        template = re.escape(found.label(f"improvement.{phrase}"))
        for name in NAMES:
            template = template.replace(re.escape(f"{{{name}}}"), rf"\[{re.escape(labels[name])}\]")
        before = r"\.?\s*" if phrase == "owner" else r"(?:,\s*)?"
        after = r"(?:,(?=\s+\w))?" if phrase in APART else ""
        forms.append(before + template.replace(r"\ ", r"\s+") + after)
    forms.sort(key=len, reverse=True)
    bare = "|".join(re.escape(label) for label in labels.values())
    return re.compile(rf"{'|'.join(forms)}|\[(?:{bare})\]", re.IGNORECASE)


def masked(text: str, language: str) -> str:
    """The text with spaces for blanks and what leads up to them, every other word in its place."""
    return pattern(language).sub(lambda match: " " * len(match[0]), text)


def blanks_in(text: str, language: str, asked: Mapping[str, tuple[str, ...]]) -> tuple[Blank, ...]:
    """The blanks of a text, in order, with the codes that ask for each."""
    labels = {phrases(language).label(f"blank.{name}").casefold(): name for name in NAMES}
    found = []
    for match in re.finditer(r"\[([^\[\]]+)\]", text):
        name = labels.get(match[1].casefold())
        if name is not None:
            found.append(Blank(name, match[1], match.span(), asked.get(name, ())))
    return tuple(found)


def present(text: str, language: str) -> tuple[str, ...]:
    """The names of the blanks of a text, in order."""
    return tuple(blank.name for blank in blanks_in(text, language, {}))


def wanted_by(assessment: Assessment, *, hints: bool) -> dict[str, tuple[str, ...]]:
    """The blanks that the findings ask for, with their codes."""
    goal = assessment.goal
    said = {
        "metric": goal.metric, "baseline": goal.baseline is not None and goal.baseline.is_known, "target": goal.target,
        "deadline": goal.horizon, "means": goal.means, "purpose": goal.rationale, "owner": goal.owner, "unit": None,
    }  # fmt: skip
    asked: dict[str, list[str]] = {}
    for finding in assessment.findings:
        name = _ASKED_BY.get(finding.code) or _ASKS.get(finding.at)
        is_heard = hints or finding.severity is not Severity.HINT
        if name is None or not is_heard or (said[name] and finding.code not in _ASKED_BY):
            continue
        if finding.code not in asked.setdefault(name, []):
            asked[name].append(finding.code)
    if isinstance(goal.target, Milestones) or (goal.baseline is not None and goal.baseline.period is not None):
        asked.pop("baseline", None)  # what is there already says what to compare with
    return {name: tuple(asked[name]) for name in NAMES if name in asked}


def merged(*several: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What several ask for, together."""
    return {
        name: tuple(dict.fromkeys(code for asked in several for code in asked.get(name, ())))
        for name in NAMES
        if any(name in asked for asked in several)
    }
