"""Errors say what is wrong and what to do, and travel."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import re
from decimal import Decimal

import pytest

from smartgoals import errors
from smartgoals.model import Term

SAMPLES = [
    errors.InvalidValueError("Cadence", "interval", 0, "is below 1", "give more"),
    errors.UnitMismatchError("Quantity", "unit", "EUR", "is not in SEK", "exchange first", "SEK", "EUR"),
    errors.StatementError("one\ntwo words\nthree", (8, 13), "a number"),
    errors.RuleDefinitionError("rule does not yield", "acme.py", 12),
    errors.DuplicateRuleError("ACME001", ("a.py:1", "b.py:2")),
    errors.UnknownRuleError("M1O1", ("M101", "M102")),
    errors.RuleCrashedError("ACME001", "g1"),
    errors.ConfigError(None, ("one @ a", "two @ b")),
    errors.DocumentError("goals.json", ("one @ a",)),
    errors.MissingExtraError("excel"),
]


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickle_and_copy(error: errors.SmartGoalsError) -> None:
    """An error keeps its type, its fields, its text and its notes."""
    error.add_note("while reading")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(error) is type(twin)
        assert (str(error), error.__dict__) == (str(twin), twin.__dict__)


def test_the_drawing_shows_the_tree() -> None:
    """The tree in the module's docstring is the tree of the classes, built-in parents included."""
    drawn, path = {}, []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"([│├└─ ]*)([A-Z]\w+(?:Error|Warning))(?:\((.*?)\))?(?: {2}|$)", line)
        if found:
            depth = len(found[1]) // 4
            path[depth:] = [found[2]]
            extra = [name.strip() for name in (found[3] or "").split(",") if name.strip() not in ("", "…")]
            drawn[found[2]] = ({path[depth - 1]} if depth else set()) | set(extra)
    real = {name: {parent.__name__ for parent in getattr(errors, name).__bases__} for name in errors.__all__}
    assert real == drawn


@pytest.mark.parametrize(
    ("value", "text"),
    [(dt.date(2026, 1, 2), "2026-01-02"), (Decimal("1.5"), "1.5"), (Term.SHORT, "'short'"), ("a", "'a'")],
    ids=["date", "decimal", "enum", "text"],
)
def test_values_are_quoted_as_people_write_them(value: object, text: str) -> None:
    """A message quotes a value readably."""
    assert f"T.f: {text} is wrong; mend it" == str(errors.InvalidValueError("T", "f", value, "is wrong", "mend it"))


def test_long_values_are_cut() -> None:
    """A message never quotes at length."""
    assert "…" in str(errors.InvalidValueError("T", "f", "x" * 500, "is wrong", "mend it"))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (errors.StatementError("a\tb", (2, 3), "c"), "expected c\n    a\tb\n     \t^"),
        (SAMPLES[2], "expected a number\n    two words\n        ^^^^^"),
        (errors.RuleDefinitionError("bad"), "bad"),
        (errors.RuleDefinitionError("bad", "a.py"), "bad (a.py)"),
        (errors.UnknownRuleError("X"), "no rule matches 'X'; see the list of rules for the codes there are"),
        (
            errors.RuleCrashedError("X"),
            "rule 'X' crashed on a goal without an id; report it to the author of the rule, or ignore the rule",
        ),
        (SAMPLES[7], "2 problems in the configuration\n  one @ a\n  two @ b"),
        (SAMPLES[8], "1 problem in goals.json\n  one @ a"),
    ],
    ids=["tab", "second-line", "no-file", "no-line", "no-suggestion", "no-goal", "config", "document"],
)
def test_messages(error: errors.SmartGoalsError, text: str) -> None:
    """What an error prints."""
    assert text == str(error)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_caught_as_widely_as_its_parents(error: errors.SmartGoalsError) -> None:
    """Each error is ours and, where it has one, the built-in kind that it stands beside."""
    for kind in type(error).__mro__[:-1]:
        with pytest.raises(kind) as caught:
            raise error
        assert error is caught.value
    assert {error} == {error, error}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_messages_are_short_sentences(error: errors.SmartGoalsError) -> None:
    """A message ends without a full stop, and every sample of the tree is tried here."""
    assert not str(error).endswith(".")
    kinds = {getattr(errors, name) for name in errors.__all__}
    raised = {kind for kind in kinds if issubclass(kind, Exception) and not issubclass(kind, Warning)}
    assert raised - {errors.SmartGoalsError, errors.RuleError} == {type(sample) for sample in SAMPLES}


def test_every_sort_of_problem_can_be_warned_about() -> None:
    """Warnings are silenced together by their common parent, and travel."""
    for kind in (errors.DoubtfulValueWarning, errors.SmartGoalsDeprecationWarning):
        assert issubclass(kind, errors.SmartGoalsWarning)
        assert "so" == str(pickle.loads(pickle.dumps(kind("so"))))
    assert not issubclass(errors.SmartGoalsDeprecationWarning, DeprecationWarning)
