"""Goals that can be written, judged, measured and reviewed.

    >>> import smartgoals
    >>> context = smartgoals.Context("2026-01-15")
    >>> statement = smartgoals.parse("Raise sales from 40 to 50 million kronor by June 2026.", context=context)
    >>> smartgoals.assess(statement, context=context)["measurable"].verdict.value
    'met'

Every name below is found when it is first asked for, so that `import smartgoals` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would cost most of the import time
if TYPE_CHECKING:
    from smartgoals import errors
    from smartgoals.assessment import Assessment, assess
    from smartgoals.catalogue import Catalogue, suggest_metrics
    from smartgoals.improvement import Improvement, improve
    from smartgoals.model import (
        Activity,
        Area,
        Band,
        Baseline,
        Change,
        Context,
        Criterion,
        Decision,
        Direction,
        FiscalCalendar,
        Goal,
        Habit,
        Horizon,
        Level,
        Measurement,
        Metric,
        Milestone,
        Milestones,
        Multiple,
        Objective,
        Period,
        Portfolio,
        Process,
        Quantity,
        Role,
        Schedule,
        Series,
        Target,
        Term,
        Unit,
        Waiver,
    )
    from smartgoals.progress import Progress, track
    from smartgoals.reviewing import Review, review
    from smartgoals.rules import Finding, Remark, RuleSet, Severity, rule
    from smartgoals.statement import Document, Statement, parse, read_document, render
    from smartgoals.workshop import Ballot, Tally, Workshop, tally

    __version__: str

__all__ = [  # noqa: RUF022 - grouped by what the names are for
    # verbs
    "parse",
    "read_document",
    "assess",
    "improve",
    "render",
    "review",
    "suggest_metrics",
    "tally",
    "track",
    # a goal and what it is made of
    "Goal",
    "Metric",
    "Direction",
    "Unit",
    "Quantity",
    "Baseline",
    "Target",
    "Level",
    "Change",
    "Multiple",
    "Band",
    "Milestone",
    "Milestones",
    "Habit",
    "Horizon",
    "Period",
    "FiscalCalendar",
    "Term",
    "Measurement",
    "Series",
    "Criterion",
    "Waiver",
    # many goals
    "Portfolio",
    "Objective",
    "Area",
    "Activity",
    "Process",
    "Role",
    "Decision",
    "Schedule",
    # what goals can be measured by
    "Catalogue",
    # a workshop
    "Workshop",
    "Ballot",
    # where and when a question is asked
    "Context",
    # results
    "Statement",
    "Document",
    "Assessment",
    "Improvement",
    "Tally",
    "Progress",
    "Review",
    "Finding",
    "Severity",
    # rules of your own
    "rule",
    "Remark",
    "RuleSet",
    # modules
    "errors",
]

_MODULES = (
    "assessment", "catalogue", "configuration", "errors", "improvement", "lexicon", "model", "progress", "reviewing",
    "rules", "statement", "testing", "workshop",
)  # fmt: skip
_ELSEWHERE = {
    "parse": "statement",
    "read_document": "statement",
    "render": "statement",
    "Statement": "statement",
    "Document": "statement",
    "assess": "assessment",
    "Assessment": "assessment",
    "review": "reviewing",
    "Review": "reviewing",
    "track": "progress",
    "Progress": "progress",
    "improve": "improvement",
    "Improvement": "improvement",
    "suggest_metrics": "catalogue",
    "Catalogue": "catalogue",
    "tally": "workshop",
    "Tally": "workshop",
    "Ballot": "workshop",
    "Workshop": "workshop",
    "Finding": "rules",
    "Severity": "rules",
    "rule": "rules",
    "Remark": "rules",
    "RuleSet": "rules",
}
"""Where a public name lives, when that is not `smartgoals.model`."""


if not TYPE_CHECKING:  # type checkers have the imports above, and shall object to any other name

    def __getattr__(name: str) -> object:
        """Find a public name, and remember it."""
        if name == "__version__":
            from importlib.metadata import version

            found: object = version(__name__)
        elif name in _MODULES or name in __all__:
            from importlib import import_module

            home = import_module(f"{__name__}.{name if name in _MODULES else _ELSEWHERE.get(name, 'model')}")
            found = home if name in _MODULES else getattr(home, name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """Return the public names and modules, whether they have been used or not."""
    return sorted({*__all__, *_MODULES, "__version__", *(name for name in globals() if name.startswith("__"))})
