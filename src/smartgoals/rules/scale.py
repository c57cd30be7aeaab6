"""The scale: what a finding costs, how much a rule matters, and what decides a criterion.

Every number of judgement that does not belong to a single rule stands here, with its reason. They were set by looking
at two hundred public goals in two languages, of which people had said whether each is specific, measurable and
time-bound; the page "How scores come about" has the figures. A rule set may weigh its rules otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartgoals.rules import facts
from smartgoals.rules.finding import Severity

if TYPE_CHECKING:
    from smartgoals.rules.definition import Rule

__all__ = ["CREDIT", "FULL", "HALVES", "UNDODGEABLE", "usual_weight"]

FULL: Final = 2
"""The whole credit of a rule, in halves, so that sums stay whole numbers."""

CREDIT: Final = {Severity.MAJOR: 0, Severity.MINOR: 1, Severity.HINT: FULL}
"""What is left of a rule's credit after a finding, in halves.

A major finding says that the question of the rule is answered with no, a minor one that it is answered in part, and a
hint asks and takes nothing.
"""

_WEIGHTS: Final = {Severity.MAJOR: 100, Severity.MINOR: 100, Severity.HINT: 10}
"""How much a rule matters, in hundredths, by what its findings usually cost.

A rule that only gives hints can take nothing away, so it should not raise a score much by having nothing to say: with
a full weight, a goal that says nothing in particular gets nine tenths for not using words of fashion. A tenth leaves
its mark where its question cannot even be asked.
"""

_COMPARING: Final = {"M302": 50, "M303": 50, "M304": 50, "T104": 50}
"""Rules that compare what other rules ask for, in hundredths.

Where metric, baseline, target or deadline is missing, M101, M201, M301 or T101 has taken its part already, and each of
these goes unanswered on top of it. With half a weight, an event without a metric ("launch the portal in May") and a
deadline that is an event ("before the summer holidays") stay above one half, where people put them.
"""

HALVES: Final = 2
"""What a score is divided by when a deciding rule has a major finding.

A criterion has several ways to fail, and one is enough: "increase customer loyalty" has a direction, an object and no
buzzword, and is still not specific. A plain mean would give it nearly all. Halved, whatever is not met for want of
words lies below one half, and the labelled goals on either side of it are those that people tell apart.
"""

UNDODGEABLE: Final = facts.mask(("goal", "statement", "context"))
"""The facts that a deciding rule may need.

What else a goal can say, it can also leave unsaid. If a major finding about, say, the baseline decided a criterion,
leaving the baseline out would pay.
"""


def usual_weight(rule: Rule, severity: Severity) -> int:
    """Return how much a rule matters when nobody says otherwise, in hundredths; 0 in preview.

    Args:
        rule: The rule.
        severity: What its findings cost in the rule set at hand.
    """
    return 0 if rule.status == "preview" else _COMPARING.get(rule.code, _WEIGHTS[severity])
