"""The rule engine, and one module of rules a criterion.

`rule` makes a rule of a function, a `RuleSet` gathers rules, and `smartgoals.assess()` runs them on a goal.
"""

from __future__ import annotations

from smartgoals.rules.definition import NotApplicable, Outcome, Rule, State, Status, rule
from smartgoals.rules.doc import Example, RuleDoc
from smartgoals.rules.finding import Finding, Question, Remark, Severity
from smartgoals.rules.option import Option
from smartgoals.rules.profiles import Letter, Profile
from smartgoals.rules.retirement import Retired
from smartgoals.rules.ruleset import Entry, RuleSet

__all__ = [
    "Entry",
    "Example",
    "Finding",
    "Letter",
    "NotApplicable",
    "Option",
    "Outcome",
    "Profile",
    "Question",
    "Remark",
    "Retired",
    "Rule",
    "RuleDoc",
    "RuleSet",
    "Severity",
    "State",
    "Status",
    "rule",
]
