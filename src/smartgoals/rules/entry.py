"""Entries: a rule, and what a rule set says about it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Any, Final

import attrs

from smartgoals.errors import ConfigError, DuplicateRuleError
from smartgoals.rules.definition import Rule, Status
from smartgoals.rules.finding import Severity
from smartgoals.rules.scale import usual_weight

__all__ = ["Entry", "canonical", "hundredths", "joined", "refusal", "remarks"]

_LIGHTEST, _HEAVIEST = Decimal("0.01"), Decimal(100)
_SILENT: Final = ((), None, None, None)
"""What an entry says about its rule when it says nothing special."""


@attrs.frozen
class Entry:
    """A rule and what a rule set says about it.

    Args:
        rule: The rule.
        options: The options that are set, as pairs sorted by name.
        weight: How much it matters in its criterion, in hundredths; None for what is usual.
        ignored: The reason why it is set aside, or None.
        severity: What its findings cost, unless a remark says otherwise; None for what the rule says.
        locked: Whether all this is final.
    """

    rule: Rule
    options: tuple[tuple[str, Any], ...] = ()
    weight: int | None = None
    ignored: str | None = None
    severity: Severity | None = None
    locked: bool = False

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def cost(self) -> Severity:
        """The severity that holds, unless a remark says otherwise."""
        return self.severity or self.rule.severity

    @property
    def said(self) -> tuple[Any, ...]:
        """All that is said about the rule."""
        return self.options, self.weight, self.ignored, self.severity

    @property
    def hundredths(self) -> int:
        """The weight that holds, in hundredths; a preview rule counts for nothing unless somebody weighs it."""
        if self.weight is not None:
            return self.weight
        return usual_weight(self.rule, self.cost)


def refusal(code: str, how: str) -> ConfigError:
    """Return the error for a change to a locked rule."""
    return ConfigError(None, (f"rule {code} is locked and cannot be {how}; ask those who locked it @ rules.{code}",))


def joined(left: Entry, right: Entry) -> Entry:
    """Return what two sets say about one rule; where one says nothing special, the other holds."""
    if left.rule != right.rule:
        raise DuplicateRuleError(left.code, tuple(sorted({left.rule.source, right.rule.source})))
    for strong, weak in ((left, right), (right, left)):
        if strong.locked and weak.said in (_SILENT, strong.said):
            return strong
    if left.locked or right.locked:
        raise refusal(left.code, "changed")
    options = dict(left.options)
    for name, value in right.options:
        if options.setdefault(name, value) != value:
            raise _disagreement(left.code, name, options[name], value)
    return Entry(
        left.rule,
        tuple(sorted(options.items(), key=itemgetter(0))),
        _agreed(left.code, "weight", left.weight, right.weight),
        _agreed(left.code, "ignored", left.ignored, right.ignored),
        _agreed(left.code, "severity", left.severity, right.severity),
    )


def _agreed(code: str, what: str, left: Any, right: Any) -> Any:
    if left is not None and right is not None and left != right:
        raise _disagreement(code, what, left, right)
    return right if left is None else left


def _disagreement(code: str, what: str, left: object, right: object) -> ConfigError:
    one, other = sorted((repr(left), repr(right)))
    return ConfigError(None, (f"{what} is {one} in one rule set and {other} in the other @ rules.{code}",))


def hundredths(selector: str, weight: object) -> int:
    """Return a weight in hundredths.

    Raises:
        ConfigError: It is out of bounds, finer than a hundredth, or no number.
    """
    try:
        number = Decimal(str(weight)) * 100
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(weight, bool) or not number.is_finite() or number != number.to_integral_value():
        fit = False
    else:
        fit = number == 0 or _LIGHTEST <= number / 100 <= _HEAVIEST
    if not fit:
        problem = f"weight is {weight!r}; give 0, or a number from 0.01 to 100 with two decimals at most"
        raise ConfigError(None, (f"{problem} @ weights.{selector}",))
    return int(number)


def remarks(entry: Entry) -> str:
    """Return what is said about a rule in brackets, or nothing."""
    said = [] if entry.rule.status is Status.STABLE else [entry.rule.status.value]
    said += [f"{name}={value!r}" for name, value in entry.options]
    if entry.weight is not None:
        said.append(f"weight {entry.hundredths / 100:g}")
    if entry.severity is not None:
        said.append(entry.severity.value)
    if entry.ignored:
        said.append(f"ignored: {entry.ignored}")
    if entry.locked:
        said.append("locked")
    return f" ({'; '.join(said)})" if said else ""


def canonical(value: object) -> str:
    """Return a value in the same words in every process; the order of a set is not."""
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(canonical(item) for item in value)) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(canonical(item) for item in value) + ")"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{canonical(key)}:{canonical(item)}" for key, item in value.items())) + "}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return repr(value)
