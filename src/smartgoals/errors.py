"""One tree of errors and warnings, so that a caller can catch as widely or as narrowly as the case needs.

SmartGoalsError(Exception)                    the catch-all; never raised itself
├── InvalidValueError(…, ValueError)          a value type refuses what it was given
│   └── UnitMismatchError                     two units that cannot be brought together
├── StatementError(…, ValueError)             strict reading of a sentence failed; points at the words
├── RuleError                                 the catch-all for rules; never raised itself
│   ├── RuleDefinitionError(…, TypeError)     a rule is not written as a rule must be; names file and line
│   │   └── DuplicateRuleError                two rules with one code
│   ├── UnknownRuleError(…, LookupError)      a selector that matches no rule
│   └── RuleCrashedError(…, RuntimeError)     a rule raised while it judged a goal
├── ConfigError(…, ValueError)                every problem in a configuration, each with its key
├── DocumentError(…, ValueError)              every problem in a document that was read, each with its path
└── MissingExtraError(…, ImportError)         an optional dependency is not installed

SmartGoalsWarning(UserWarning)                the catch-all for warnings; never raised itself
├── DoubtfulValueWarning                      coherent but suspicious; flagged, not forbidden
└── SmartGoalsDeprecationWarning              will change in a later release; visible by default
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

import attrs

__all__ = [
    "ConfigError",
    "DocumentError",
    "DoubtfulValueWarning",
    "DuplicateRuleError",
    "InvalidValueError",
    "MissingExtraError",
    "RuleCrashedError",
    "RuleDefinitionError",
    "RuleError",
    "SmartGoalsDeprecationWarning",
    "SmartGoalsError",
    "SmartGoalsWarning",
    "StatementError",
    "UnitMismatchError",
    "UnknownRuleError",
]

_LONGEST_VALUE = 80


class SmartGoalsError(Exception):
    """Anything this library raises on purpose.

    Example:
        >>> issubclass(InvalidValueError, SmartGoalsError) and issubclass(InvalidValueError, ValueError)
        True
    """


@attrs.define(slots=False)
class InvalidValueError(SmartGoalsError, ValueError):
    """A value type refuses what it was given.

    Args:
        type_name: The type that refuses, such as `Horizon`.
        field: The field that was refused.
        value: What was given.
        problem: What is wrong with the value, as the rest of a sentence that begins with it.
        remedy: What to give instead, as a request.

    Example:
        >>> print(InvalidValueError("Cadence", "interval", 0, "is below 1", "give a whole number from 1 on"))
        Cadence.interval: 0 is below 1; give a whole number from 1 on
    """

    type_name: str
    field: str
    value: object
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Name the field, the value, what is wrong and what to do."""
        return f"{self.type_name}.{self.field}: {_shown(self.value)} {self.problem}; {self.remedy}"


@attrs.define(slots=False)
class UnitMismatchError(InvalidValueError):
    """Two units that cannot be brought together.

    Args:
        left: The unit that was expected, or that stands on the left of an operation.
        right: The unit that was met.

    Example:
        >>> error = UnitMismatchError("Quantity", "unit", "EUR", "is not in SEK", "exchange first", "SEK", "EUR")
        >>> error.left, error.right
        ('SEK', 'EUR')
    """

    left: object
    right: object

    __str__ = InvalidValueError.__str__


@attrs.define(slots=False)
class StatementError(SmartGoalsError, ValueError):
    """Strict reading of a sentence failed.

    Args:
        text: The whole text that was read.
        span: Where the trouble is: first character and the one after the last, counted from 0.
        expected: What would have been understood there.

    Example:
        >>> print(StatementError("Increase revenue by some", (20, 24), "a number"))
        expected a number
            Increase revenue by some
                                ^^^^
    """

    text: str
    span: tuple[int, int]
    expected: str

    def __str__(self) -> str:
        """Print the line that holds the span, with carets under it."""
        start, end = self.span
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        line = self.text[line_start:] if line_end < 0 else self.text[line_start:line_end]
        column = start - line_start
        indent = "".join("\t" if character == "\t" else " " for character in line[:column])
        carets = "^" * max(1, min(end - start, len(line) - column))
        return f"expected {self.expected}\n    {line}\n    {indent}{carets}"


class RuleError(SmartGoalsError):
    """Anything that is wrong with a rule, rather than with a goal."""


@attrs.define(slots=False)
class RuleDefinitionError(RuleError, TypeError):
    """A rule is not written as a rule must be; raised where it is defined.

    Args:
        problem: What is wrong, and what to write instead.
        file: The file that defines the rule, when known.
        line: The line of the definition, counted from 1, when known.

    Example:
        >>> print(RuleDefinitionError("rule ACME001 does not yield; make it a generator", "acme.py", 12))
        rule ACME001 does not yield; make it a generator (acme.py:12)
    """

    problem: str
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """State the problem and the place."""
        if self.file is None:
            return self.problem
        return f"{self.problem} ({self.file}:{self.line})" if self.line is not None else f"{self.problem} ({self.file})"


@attrs.define(slots=False)
class DuplicateRuleError(RuleDefinitionError):
    """Two rules with one code.

    Args:
        code: The code that is taken.
        sources: Where the two rules come from.

    Example:
        >>> print(DuplicateRuleError("ACME001", ("acme.py:12", "other.py:7")))
        rule code 'ACME001' is defined in acme.py:12 and in other.py:7; give one of them another code
    """

    code: str
    sources: tuple[str, ...]
    problem: str = attrs.field(init=False)
    file: str | None = None
    line: int | None = None

    @problem.default
    def _say_where(self) -> str:
        places = " and in ".join(self.sources)
        return f"rule code {self.code!r} is defined in {places}; give one of them another code"

    __str__ = RuleDefinitionError.__str__


@attrs.define(slots=False)
class UnknownRuleError(RuleError, LookupError):
    """A selector that matches no rule.

    Args:
        selector: The code, or the beginning of one, that was asked for.
        suggestions: The nearest codes there are, best first.
        note: What is known about the selector, such as that the rule was retired.

    Example:
        >>> print(UnknownRuleError("M1O1", ("M101",)))
        no rule matches 'M1O1'; did you mean 'M101'
    """

    selector: str
    suggestions: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        """Quote the selector and the nearest codes, or say what is known about it."""
        nearest = " or ".join(repr(suggestion) for suggestion in self.suggestions)
        if self.note:
            return f"{self.note}; did you mean {nearest}" if nearest else self.note
        advice = f"did you mean {nearest}" if nearest else "see the list of rules for the codes there are"
        return f"no rule matches {self.selector!r}; {advice}"


@attrs.define(slots=False)
class RuleCrashedError(RuleError, RuntimeError):
    """A rule raised while it judged a goal; what it raised is the cause of this error.

    Args:
        code: The rule's code.
        goal_id: The goal it was judging, when the goal has an id.

    Example:
        >>> print(RuleCrashedError("ACME001", "g1"))
        rule 'ACME001' crashed on goal 'g1'; report it to the author of the rule, or ignore the rule
    """

    code: str
    goal_id: str | None = None

    def __str__(self) -> str:
        """Name the rule and the goal."""
        goal = "a goal without an id" if self.goal_id is None else f"goal {self.goal_id!r}"
        return f"rule {self.code!r} crashed on {goal}; report it to the author of the rule, or ignore the rule"


@attrs.define(slots=False)
class ConfigError(SmartGoalsError, ValueError):
    """Every problem in a configuration, each with its key, raised once.

    Args:
        path: The file, or None for a configuration that was given as a mapping.
        problems: One line each, in the form `problem @ key`.

    Example:
        >>> print(ConfigError("smartgoals.toml", ("unknown key 'langage', did you mean 'language' @ langage",)))
        1 problem in smartgoals.toml
          unknown key 'langage', did you mean 'language' @ langage
    """

    path: str | None
    problems: tuple[str, ...]

    def __str__(self) -> str:
        """List every problem on a line of its own."""
        return _listed(self.problems, self.path or "the configuration")


@attrs.define(slots=False)
class DocumentError(SmartGoalsError, ValueError):
    """Every problem in a document that was read, each with its path, raised once.

    Args:
        path: The file, or None for a document that came as text.
        problems: One line each, in the form `problem @ path`.

    Example:
        >>> print(DocumentError(None, ("'soon' is not a date @ goals[0].horizon.end",)))
        1 problem in the document
          'soon' is not a date @ goals[0].horizon.end
    """

    path: str | None
    problems: tuple[str, ...]

    def __str__(self) -> str:
        """List every problem on a line of its own."""
        return _listed(self.problems, self.path or "the document")


@attrs.define(slots=False)
class MissingExtraError(SmartGoalsError, ImportError):
    """An optional dependency is not installed.

    Args:
        extra: The extra of this package that brings it.

    Example:
        >>> print(MissingExtraError("excel"))
        the extra 'excel' is not installed; run: pip install "smartgoals[excel]"
    """

    extra: str

    def __str__(self) -> str:
        """Print the line that installs it."""
        return f'the extra {self.extra!r} is not installed; run: pip install "smartgoals[{self.extra}]"'


class SmartGoalsWarning(UserWarning):
    """Anything this library warns about."""


class DoubtfulValueWarning(SmartGoalsWarning):
    """Coherent but suspicious; flagged, not forbidden."""


class SmartGoalsDeprecationWarning(SmartGoalsWarning):
    """Will change in a later release; visible by default, unlike Python's own `DeprecationWarning`."""


def _shown(value: object) -> str:
    """Return a value as a message quotes it: dates as people write them, the rest by repr, never at length."""
    if isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, Enum):
        text = repr(value.value)
    elif isinstance(value, Decimal):
        text = str(value)
    else:
        text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _listed(problems: tuple[str, ...], place: str) -> str:
    noun = "problem" if len(problems) == 1 else "problems"
    more = (f"and {len(problems) - _MOST} more",) if len(problems) > _MOST else ()
    return "\n  ".join((f"{len(problems)} {noun} in {place}", *problems[:_MOST], *more))


_MOST = 100
"""How many problems are listed; all of them are in the error."""
