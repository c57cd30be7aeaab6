"""Rule sets: which rules count, with which options, how much, and which are set aside and why.

A rule set is a value. Every change makes a new one; two that judge alike have the same fingerprint.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import importlib
import importlib.metadata
import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from operator import itemgetter
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import ConfigError, DuplicateRuleError, RuleDefinitionError, UnknownRuleError
from smartgoals.rules import profiles
from smartgoals.rules.definition import Rule, Status, effective
from smartgoals.rules.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Entry", "RuleSet"]

_MODULES: Final = ("specific", "measurable", "achievable", "realistic", "time_bound", "across", "process")
_GROUP: Final = "smartgoals.rules"
_SELECTOR: Final = re.compile(r"([A-Z]{1,8})(\d{0,3})")
_LIGHTEST, _HEAVIEST = Decimal("0.01"), Decimal(100)


@attrs.frozen
class Entry:
    """A rule and what a rule set says about it.

    Args:
        rule: The rule.
        options: The options that are set, as pairs sorted by name.
        weight: How much it matters in its criterion, in hundredths; None for what its status says.
        ignored: The reason why it is set aside, or None.
        locked: Whether all this is final.
    """

    rule: Rule
    options: tuple[tuple[str, Any], ...] = ()
    weight: int | None = None
    ignored: str | None = None
    locked: bool = False

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def hundredths(self) -> int:
        """The weight that holds, in hundredths; a preview rule counts for nothing unless somebody weighs it."""
        if self.weight is not None:
            return self.weight
        return 0 if self.rule.status is Status.PREVIEW else 100


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        known = found.get(entry.code)
        found[entry.code] = entry if known is None else _joined(known, entry)
    return tuple(sorted(found.values(), key=lambda entry: entry.code))


@attrs.frozen(repr=False)
class RuleSet:
    """An immutable set of rules, ordered by code.

    Example:
        >>> rules = RuleSet.builtin().select("M", "T1").ignore(M201="the baseline is read in March")
        >>> "M201" in rules, "S101" in rules
        (True, False)
    """

    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_ordered)

    @classmethod
    def builtin(cls) -> RuleSet:
        """Return the rules of this library."""
        return _builtin()

    @classmethod
    def of(cls, *rules: Rule) -> RuleSet:
        """Return a set of some rules.

        Raises:
            DuplicateRuleError: Two different rules have one code.
        """
        for rule in rules:
            if not isinstance(rule, Rule):
                raise RuleDefinitionError(f"{rule!r} is not a rule; decorate the function with @rule")
        return cls(tuple(Entry(rule) for rule in rules))

    @classmethod
    def profile(cls, name: str) -> RuleSet:
        """Return the rules and weights of a reading of the letters.

        Raises:
            ConfigError: There is no such profile.
        """
        profile = profiles.load(name)
        return cls.builtin().select(*profile.select).weigh(**dict(profile.weights))

    @classmethod
    def from_plugin(cls, name: str) -> RuleSet:
        """Return what an installed package declares under the entry-point group `smartgoals.rules`.

        A package declares a module, whose rules are gathered, or a rule set, which is returned as it is.

        Raises:
            UnknownRuleError: No package declares the name.
            RuleDefinitionError: What the package declares is no rules, or two packages declare the name.
        """
        known = importlib.metadata.entry_points(group=_GROUP)
        found = [each for each in known if each.name == name]
        if not found:
            raise UnknownRuleError(name, tuple(difflib.get_close_matches(name, known.names, n=3)))
        if len({each.value for each in found}) > 1:
            places = " and ".join(sorted(each.value for each in found))
            raise RuleDefinitionError(f"plug-in {name!r} is declared as {places}; uninstall one of the packages")
        declared = found[0].load()
        if isinstance(declared, RuleSet):
            return declared
        if isinstance(declared, Rule):
            return cls.of(declared)
        rules = _rules_of(declared) if isinstance(declared, ModuleType) else ()
        if not rules:
            raise RuleDefinitionError(
                f"plug-in {name!r} declares {found[0].value}, which holds no rules; declare a module or a RuleSet"
            )
        return cls.of(*rules)

    def __iter__(self) -> Iterator[Rule]:
        """Iterate over the rules by code."""
        return (entry.rule for entry in self.entries)

    def __len__(self) -> int:
        """Return the number of rules."""
        return len(self.entries)

    def __contains__(self, item: object) -> bool:
        """Whether a code, or a rule, is in the set."""
        if isinstance(item, Rule):
            return item.code in self._by_code and self._by_code[item.code].rule == item
        return item in self._by_code

    def __getitem__(self, code: str) -> Rule:
        """Return a rule by its code.

        Raises:
            UnknownRuleError: There is no such rule.
        """
        return self.entry(code).rule

    def entry(self, code: str) -> Entry:
        """Return a rule by its code, with its options, weight, and whether it is set aside.

        Raises:
            UnknownRuleError: There is no such rule.
        """
        try:
            return self._by_code[code]
        except (KeyError, TypeError):
            raise self._unknown(code) from None

    def __or__(self, other: object) -> RuleSet:
        """Return the rules of both; what one of them says about a rule holds in the result.

        Raises:
            DuplicateRuleError: One code stands for two different rules.
            ConfigError: The two say different things about a rule.
        """
        if not isinstance(other, RuleSet):
            return NotImplemented
        return RuleSet((*self.entries, *other.entries))

    def select(self, *selectors: str) -> RuleSet:
        """Return the rules that match a code, the beginning of one, or a name.

        Raises:
            UnknownRuleError: A selector matches nothing.
            ConfigError: A locked rule would be left out.
        """
        chosen = {code for selector in selectors for code in self.matching(selector)}
        for entry in self.entries:
            if entry.locked and entry.code not in chosen:
                raise _locked(entry.code, "left out")
        return RuleSet(tuple(entry for entry in self.entries if entry.code in chosen))

    def ignore(self, **reasons: str) -> RuleSet:
        """Set rules aside; each stays in the report as waived, with the reason.

        Raises:
            UnknownRuleError: A code matches nothing.
            ConfigError: A reason is missing, or a rule is locked.
        """
        changes: dict[str, dict[str, Any]] = {}
        for selector, reason in reasons.items():
            if not isinstance(reason, str) or not reason.strip():
                raise ConfigError(
                    None, (f"the reason is {reason!r}; say why the rule is set aside @ ignore.{selector}",)
                )
            for code in self.matching(selector):
                changes[code] = {"ignored": reason.strip()}
        return self._changed(changes, "ignored")

    def configure(self, code: str, **options: Any) -> RuleSet:
        """Set options of a rule.

        Raises:
            UnknownRuleError: There is no such rule.
            ConfigError: An option is unknown or of another type, or the rule is locked; names every such option.
        """
        entry = self.entry(code)
        given = dict(entry.options)
        problems = []
        for name, value in options.items():
            try:
                given[name] = entry.rule.option(name).convert(value)
            except (LookupError, TypeError) as error:
                problems.append(f"{error.args[0]} @ rules.{code}.{name}")
        if problems:
            raise ConfigError(None, tuple(problems))
        kept = {name: value for name, value in given.items() if value != entry.rule.option(name).default}
        return self._changed({code: {"options": tuple(sorted(kept.items(), key=itemgetter(0)))}}, "configured")

    def weigh(self, **weights: float | Decimal | str) -> RuleSet:
        """Say how much rules matter in their criterion: 0, or from 0.01 to 100; 1 is usual.

        Raises:
            UnknownRuleError: A code matches nothing.
            ConfigError: A weight is out of bounds or finer than a hundredth, or a rule is locked.
        """
        changes: dict[str, dict[str, Any]] = {}
        for selector, weight in weights.items():
            hundredths = _hundredths(selector, weight)
            for code in self.matching(selector):
                usual = attrs.evolve(self._by_code[code], weight=None).hundredths
                changes[code] = {"weight": None if hundredths == usual else hundredths}
        return self._changed(changes, "weighed")

    def weight(self, code: str) -> float:
        """Return how much a rule matters in its criterion."""
        return self.entry(code).hundredths / 100

    def lock(self, *selectors: str) -> RuleSet:
        """Make what is said about rules final: ignoring, configuring, weighing or leaving them out is then refused.

        Without selectors every rule is locked.

        Raises:
            UnknownRuleError: A selector matches nothing.
        """
        chosen = {code for selector in selectors for code in self.matching(selector)} if selectors else self._by_code
        return RuleSet(
            tuple(attrs.evolve(entry, locked=True) if entry.code in chosen else entry for entry in self.entries)
        )

    def matching(self, selector: str) -> tuple[str, ...]:
        """Return the codes that a code, the beginning of one, or a name stands for.

        `M` stands for the rules of that letter and not for a plug-in's `MAX001`.

        Raises:
            UnknownRuleError: There are none.
        """
        matched = _SELECTOR.fullmatch(selector) if isinstance(selector, str) else None
        found: tuple[str, ...]
        if matched:
            letters = len(matched[1])
            found = tuple(
                code
                for code in self._by_code
                if code.startswith(selector) and not code[letters : letters + 1].isalpha()
            )
        else:
            found = tuple(entry.code for entry in self.entries if entry.rule.name == selector)
        if not found:
            raise self._unknown(selector)
        return found

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of codes, options, weights, what is set aside, and the version.

        Scores are comparable when their fingerprints are equal. Neither the order in which a set was put together nor
        locks and the words of a reason matter.
        """
        lines = [f"smartgoals {_version()}"]
        for entry in self.entries:
            options = sorted(effective(entry.rule, dict(entry.options)).items())
            said = ",".join(f"{name}={_canonical(value)}" for name, value in options)
            lines.append(f"{entry.code} {entry.hundredths} {'ignored' if entry.ignored else 'counts'} {said}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def __repr__(self) -> str:
        """Return the number of rules and their codes."""
        codes = [entry.code for entry in self.entries]
        shown = ", ".join(codes) if len(codes) <= 4 else f"{codes[0]} … {codes[-1]}"
        return f"<RuleSet of {len(codes)}: {shown}>" if codes else "<RuleSet of 0>"

    def __str__(self) -> str:
        """Return one rule a line."""
        return "\n".join(f"{entry.rule}{_remarks(entry)}" for entry in self.entries)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def to_markdown(self, language: str = "en") -> str:
        """Return the rules as a table in a language."""
        from smartgoals.markup import escape_markdown
        from smartgoals.rules.phrases import phrases, words

        found = phrases(language)
        head = [
            found.label(f"rule.{name}") for name in ("code", "criterion", "severity", "weight", "summary", "ignored")
        ]
        rows = [
            [
                entry.code,
                found.label(f"criterion.{entry.rule.criterion or 'portfolio'}"),
                found.label(f"severity.{entry.rule.severity}"),
                f"{entry.hundredths / 100:g}",
                escape_markdown(words(entry.code, "summary", language, entry.rule.doc.texts)),
                escape_markdown(entry.ignored or ""),
            ]
            for entry in self.entries
        ]
        return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])

    @functools.cached_property
    def plan(self) -> Plan:
        """The set, ready to run."""
        return Plan.of(self.entries)

    @functools.cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    def _changed(self, changes: dict[str, dict[str, Any]], how: str) -> RuleSet:
        for code in changes:
            if self._by_code[code].locked:
                raise _locked(code, how)
        return RuleSet(tuple(attrs.evolve(entry, **changes.get(entry.code, {})) for entry in self.entries))

    def _unknown(self, selector: object) -> UnknownRuleError:
        text = str(selector)
        names = [*self._by_code, *(entry.rule.name for entry in self.entries)]
        near = difflib.get_close_matches(text, names, n=3) or difflib.get_close_matches(text.upper(), names, n=3)
        return UnknownRuleError(text, tuple(near))


def _locked(code: str, how: str) -> ConfigError:
    return ConfigError(None, (f"rule {code} is locked and cannot be {how}; ask those who locked it @ rules.{code}",))


def _joined(left: Entry, right: Entry) -> Entry:
    """Return what two sets say about one rule; where one says nothing special, the other holds."""
    if left.rule != right.rule:
        raise DuplicateRuleError(left.code, tuple(sorted({left.rule.source, right.rule.source})))
    for strong, weak in ((left, right), (right, left)):
        said = (weak.options, weak.weight, weak.ignored)
        if strong.locked and said in (((), None, None), (strong.options, strong.weight, strong.ignored)):
            return strong
    if left.locked or right.locked:
        raise _locked(left.code, "changed")
    options = dict(left.options)
    for name, value in right.options:
        if options.setdefault(name, value) != value:
            raise _disagreement(left.code, name, options[name], value)
    return Entry(
        left.rule,
        tuple(sorted(options.items(), key=itemgetter(0))),
        _agreed(left.code, "weight", left.weight, right.weight),
        _agreed(left.code, "ignored", left.ignored, right.ignored),
    )


def _agreed(code: str, what: str, left: Any, right: Any) -> Any:
    if left is not None and right is not None and left != right:
        raise _disagreement(code, what, left, right)
    return right if left is None else left


def _disagreement(code: str, what: str, left: object, right: object) -> ConfigError:
    one, other = sorted((repr(left), repr(right)))
    return ConfigError(None, (f"{what} is {one} in one rule set and {other} in the other @ rules.{code}",))


def _hundredths(selector: str, weight: object) -> int:
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


def _remarks(entry: Entry) -> str:
    remarks = [f"{name}={value!r}" for name, value in entry.options]
    if entry.weight is not None:
        remarks.append(f"weight {entry.hundredths / 100:g}")
    if entry.ignored:
        remarks.append(f"ignored: {entry.ignored}")
    if entry.locked:
        remarks.append("locked")
    return f" ({'; '.join(remarks)})" if remarks else ""


def _canonical(value: object) -> str:
    """Return a value in the same words in every process; the order of a set is not."""
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(_canonical(item) for item in value)) + "}"
    if isinstance(value, tuple | list):
        return "(" + ",".join(_canonical(item) for item in value) + ")"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{_canonical(key)}:{_canonical(item)}" for key, item in value.items())) + "}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return repr(value)


@functools.cache
def _version() -> str:
    return importlib.metadata.version("smartgoals")


def _rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that a module defines or shows, in the order in which it does."""
    return tuple(dict.fromkeys(value for value in vars(module).values() if isinstance(value, Rule)))


def _check_order(module: ModuleType, rules: tuple[Rule, ...]) -> None:
    for rule, following in pairwise(rules):
        if following.code <= rule.code or following.code[0] != rule.code[0]:
            raise RuleDefinitionError(
                f"rule {following.code} stands after {rule.code} in {module.__name__}; put codes in order",
                following.file,
                following.line,
            )
    for rule in rules:
        if rule.criterion is not None and rule.code[0] != rule.criterion.letter:
            raise RuleDefinitionError(
                f"rule {rule.code} counts in {rule.criterion}; begin its code with {rule.criterion.letter!r}",
                rule.file,
                rule.line,
            )


def _gathered(modules: Iterable[ModuleType]) -> RuleSet:
    found: list[Rule] = []
    for module in modules:
        rules = tuple(rule for rule in _rules_of(module) if rule.module == module.__name__)
        _check_order(module, rules)
        found += rules
    return RuleSet.of(*found)


@functools.cache
def _builtin() -> RuleSet:
    load: Callable[[str], ModuleType] = importlib.import_module
    return _gathered(load(f"{_GROUP}.{name}") for name in _MODULES)
