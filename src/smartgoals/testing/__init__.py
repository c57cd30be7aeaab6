"""For those who write rules: a goal with nothing wrong, and checks that a rule does what its page says.

`check_example()` tries one rule on the exemplary goal, changed where the test needs it. `check_rule()` runs the
examples on a rule's page, `check_catalogue()` does so for a whole rule set. `read_cases()` reads further examples from
a file, and `check_cases()` tries them all.

A line `> horizon=None` on a page or in a file of cases is a change to the exemplary goal, or to the exemplary
portfolio. It can use the names of `smartgoals.model`, `goal`, `series`, `evolve`, `date`, `timedelta` and `Decimal`,
and set `series`, `portfolio`, `context` and the `options` of the rule as well. A rule that needs measurements gets
those of `exemplary_series()`.
"""

from __future__ import annotations

from smartgoals.testing.cases import Case, check_cases, read_cases
from smartgoals.testing.catalogue import check_catalogue, check_rule
from smartgoals.testing.exemplary import (
    TODAY,
    check_example,
    exemplary_goal,
    exemplary_portfolio,
    exemplary_series,
)

__all__ = [
    "TODAY",
    "Case",
    "check_cases",
    "check_catalogue",
    "check_example",
    "check_rule",
    "exemplary_goal",
    "exemplary_portfolio",
    "exemplary_series",
    "read_cases",
]
