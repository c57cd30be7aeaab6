"""Rule sets: which rules count, with which options, how much, and which are set aside and why.

A rule set is a value. Every change makes a new one; two that judge alike have the same fingerprint.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import importlib.metadata
import re
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import ConfigError, RuleDefinitionError, UnknownRuleError
from smartgoals.markup import Page, Table
from smartgoals.rules import plugins, profiles, retirement
from smartgoals.rules.definition import Rule, effective
from smartgoals.rules.entry import Entry, canonical, hundredths, joined, refusal, remarks
from smartgoals.rules.finding import Severity
from smartgoals.rules.plan import Plan
from smartgoals.rules.profiles import Letter, Profile
from smartgoals.rules.retirement import Retired

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Entry", "RuleSet"]

_SELECTOR: Final = re.compile(r"([A-Z]{1,8})(\d{0,3})")


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        known = found.get(entry.code)
        found[entry.code] = entry if known is None else joined(known, entry)
    return tuple(sorted(found.values(), key=lambda entry: entry.code))


def _by_code(retired: Iterable[Retired]) -> tuple[Retired, ...]:
    return tuple(sorted(set(retired), key=lambda each: each.code))


@attrs.frozen(repr=False)
class RuleSet:
    """An immutable set of rules, ordered by code.

    Args:
        entries: The rules, each with what is said about it.
        letters: The letters that assessments show; without any, the five criteria.
        retired: Codes that are gone, so that whoever still names one is told why.

    Example:
        >>> rules = RuleSet.builtin().select("M", "T1").ignore(M201="the baseline is read in March")
        >>> "M201" in rules, "S101" in rules
        (True, False)
    """

    entries: tuple[Entry, ...] = attrs.field(default=(), converter=_ordered)
    letters: tuple[Letter, ...] = attrs.field(default=(), kw_only=True)
    retired: tuple[Retired, ...] = attrs.field(default=(), converter=_by_code, kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a rule whose code was that of another.

        Raises:
            RuleDefinitionError: A code is used again.
        """
        gone = {each.code: each for each in self.retired}
        for entry in self.entries if gone else ():
            if entry.code in gone:
                problem = f"rule code {entry.code!r} is used again: {gone[entry.code]}; take a code that nobody had"
                raise RuleDefinitionError(problem, entry.rule.file, entry.rule.line)

    @classmethod
    def builtin(cls) -> RuleSet:
        """Return the rules of this library."""
        return _builtin()

    @classmethod
    def of(cls, *rules: Rule, retired: Iterable[Retired] = ()) -> RuleSet:
        """Return a set of some rules.

        Args:
            rules: The rules.
            retired: Codes that are gone.

        Raises:
            DuplicateRuleError: Two different rules have one code.
            RuleDefinitionError: Something is no rule, or its code was that of another.
        """
        for rule in rules:
            if not isinstance(rule, Rule):
                raise RuleDefinitionError(f"{rule!r} is not a rule; decorate the function with @rule")
        return cls(tuple(Entry(rule) for rule in rules), retired=retired)

    @classmethod
    def profile(cls, name: str | Profile) -> RuleSet:
        """Return the rules of this library in a reading of the letters.

        Raises:
            ConfigError: There is no such profile.

        Example:
            >>> [letter.title("sv") for letter in RuleSet.profile("accepterat").letters][2]
            'Accepterat'
        """
        return cls.builtin().read_as(name)

    @classmethod
    def from_plugin(cls, name: str) -> RuleSet:
        """Return what an installed package declares under the entry-point group `smartgoals.rules`.

        A package declares a module, whose rules are gathered, or a rule set, which is returned as it is.

        Raises:
            UnknownRuleError: No package declares the name.
            RuleDefinitionError: What the package declares is no rules, or two packages declare the name.
        """
        declared, place = plugins.declared(name)
        if isinstance(declared, RuleSet):
            return declared
        if isinstance(declared, Rule):
            return cls.of(declared)
        rules = plugins.rules_of(declared) if isinstance(declared, ModuleType) else ()
        if not rules:
            raise RuleDefinitionError(
                f"plug-in {name!r} declares {place}, which holds no rules; declare a module or a RuleSet"
            )
        return cls.of(*rules)

    @classmethod
    def from_toml(cls, path: str | Path | Traversable) -> RuleSet:
        """Return the rules that a file of word lists describes, without code.

        A package gives its own file as `importlib.resources.files("acme_rules").joinpath("words.toml")`.

        Raises:
            ConfigError: The file cannot be read, or something in it is wrong; names every such thing.
        """
        from smartgoals.rules.wordlist import read

        return cls.of(*read(Path(path) if isinstance(path, str) else path))

    @classmethod
    def from_mapping(cls, tables: Mapping[str, Any]) -> RuleSet:
        """Return the rules that tables of word lists describe, as a file of them has them.

        Raises:
            ConfigError: Something in a table is wrong; names every such thing with its key.
        """
        from smartgoals.rules.wordlist import from_mapping

        return cls.of(*from_mapping(tables))

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
            ConfigError: The two say different things about a rule, or about the letters.
        """
        if not isinstance(other, RuleSet):
            return NotImplemented
        if self.letters and other.letters and self.letters != other.letters:
            one, two = sorted("".join(each.letter for each in rules.letters) for rules in (self, other))
            raise ConfigError(None, (f"the letters are {one} in one rule set and {two} in the other @ profile",))
        return RuleSet(
            (*self.entries, *other.entries),
            letters=self.letters or other.letters,
            retired=(*self.retired, *other.retired),
        )

    def select(self, *selectors: str) -> RuleSet:
        """Return the rules that match a code, the beginning of one, or a name.

        Raises:
            UnknownRuleError: A selector matches nothing.
            ConfigError: A locked rule would be left out.
        """
        chosen = {code for selector in selectors for code in self.matching(selector)}
        for entry in self.entries:
            if entry.locked and entry.code not in chosen:
                raise refusal(entry.code, "left out")
        return attrs.evolve(self, entries=tuple(entry for entry in self.entries if entry.code in chosen))

    def read_as(self, profile: str | Profile) -> RuleSet:
        """Return the rules of a reading of the letters, weighed as it weighs them.

        Args:
            profile: The name of a profile of this library, or a profile of your own.

        Raises:
            ConfigError: There is no such profile, or a rule that it changes is locked.
            UnknownRuleError: The profile names a rule that is not in the set.
        """
        if isinstance(profile, str):
            profile = profiles.load(profile)
        letters = () if profile == profiles.load(profiles.DEFAULT) else profile.letters
        for selector in (selector for letter in letters for selector in letter.rules):
            self.matching(selector)
        chosen = self.select(*profile.select).ignore(**dict(profile.ignore))
        for code, options in profile.options:
            chosen = chosen.configure(code, **dict(options))
        read = chosen.weigh(**dict(profile.weights)).grade(**dict(profile.severities))
        return attrs.evolve(read, letters=letters)

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
        """Say how much rules matter in their criterion: 0, or from 0.01 to 100.

        1 is usual, 0.1 for a rule that only gives hints.

        Raises:
            UnknownRuleError: A code matches nothing.
            ConfigError: A weight is out of bounds or finer than a hundredth, or a rule is locked.
        """
        changes: dict[str, dict[str, Any]] = {}
        for selector, weight in weights.items():
            number = hundredths(selector, weight)
            for code in self.matching(selector):
                usual = attrs.evolve(self._by_code[code], weight=None).hundredths
                changes[code] = {"weight": None if number == usual else number}
        return self._changed(changes, "weighed")

    def grade(self, **severities: Severity | str) -> RuleSet:
        """Say what the findings of rules cost, unless a finding says so itself.

        Raises:
            UnknownRuleError: A code matches nothing.
            ConfigError: A severity is unknown, or a rule is locked.
        """
        changes: dict[str, dict[str, Any]] = {}
        for selector, severity in severities.items():
            if severity not in tuple(Severity):
                raise ConfigError(None, (f"{profiles.unknown(severity, tuple(Severity))} @ severities.{selector}",))
            for code in self.matching(selector):
                own = self[code].severity
                changes[code] = {"severity": None if severity == own else Severity(severity)}
        return self._changed(changes, "graded")

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
        locked = (attrs.evolve(entry, locked=True) if entry.code in chosen else entry for entry in self.entries)
        return attrs.evolve(self, entries=tuple(locked))

    def matching(self, selector: str) -> tuple[str, ...]:
        """Return the codes that a code, the beginning of one, or a name stands for.

        `M` stands for the rules of that letter and not for a plug-in's `MAX001`.

        Raises:
            UnknownRuleError: There are none.
        """
        found = self._matched(selector)
        if not found:
            raise self._unknown(selector)
        return found

    def _matched(self, selector: str) -> tuple[str, ...]:
        matched = _SELECTOR.fullmatch(selector) if isinstance(selector, str) else None
        if not matched:
            return tuple(entry.code for entry in self.entries if entry.rule.name == selector)
        letters = len(matched[1])
        return tuple(
            code for code in self._by_code if code.startswith(selector) and not code[letters : letters + 1].isalpha()
        )

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of codes, options, weights, severities, letters, what is set aside, and the version.

        Scores are comparable when their fingerprints are equal. Neither the order in which a set was put together nor
        locks and the words of a reason matter.
        """
        lines = [f"smartgoals {_version()}"]
        for entry in self.entries:
            options = sorted(effective(entry.rule, dict(entry.options)).items())
            said = ",".join(f"{name}={canonical(value)}" for name, value in options)
            counts = "ignored" if entry.ignored else "counts"
            lines.append(f"{entry.code} {entry.hundredths} {entry.cost} {counts} {said}{_data(entry.rule)}")
        lines += [f"letter {each.letter} {each.criterion} {','.join(each.rules)}" for each in self.letters]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def __repr__(self) -> str:
        """Return the number of rules and their codes."""
        codes = [entry.code for entry in self.entries]
        shown = ", ".join(codes) if len(codes) <= 4 else f"{codes[0]} … {codes[-1]}"
        return f"<RuleSet of {len(codes)}: {shown}>" if codes else "<RuleSet of 0>"

    def __str__(self) -> str:
        """Return one rule a line."""
        return "\n".join(f"{entry.rule}{remarks(entry)}" for entry in self.entries)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def to_html(self, language: str = "en") -> str:
        """Return the rules as a table of HTML, to stand inside another page."""
        return Page([self._table(language)]).to_html(language)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_markdown(self, language: str = "en") -> str:
        """Return the rules as a table in a language."""
        return self._table(language).to_markdown()

    def _table(self, language: str) -> Table:
        from smartgoals.rules.phrases import phrases, words

        label = phrases(language).label
        rows = [
            [
                entry.code,
                label(f"criterion.{entry.rule.criterion or 'portfolio'}"),
                label(f"severity.{entry.cost}"),
                f"{entry.hundredths / 100:g}",
                words(entry.code, "summary", language, entry.rule.doc.texts),
                entry.ignored or "",
            ]
            for entry in self.entries
        ]
        head = ("code", "criterion", "severity", "weight", "summary", "ignored")
        return Table([label(f"rule.{name}") for name in head], rows)

    @functools.cached_property
    def plan(self) -> Plan:
        """The set, ready to run."""
        return Plan.of(self.entries, self._grouped)

    @property
    def _grouped(self) -> tuple[tuple[Letter, frozenset[str]], ...]:
        """The letters, each with the codes that count in it."""
        named = [
            frozenset(code for selector in letter.rules for code in self._matched(selector)) for letter in self.letters
        ]
        taken = frozenset().union(*named)
        whole = (
            frozenset(e.code for e in self.entries if e.rule.criterion is letter.criterion and e.code not in taken)
            for letter in self.letters
        )
        return tuple(
            (letter, codes if letter.rules else rest)
            for letter, codes, rest in zip(self.letters, named, whole, strict=True)
        )

    @functools.cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    def _changed(self, changes: dict[str, dict[str, Any]], how: str) -> RuleSet:
        for code in changes:
            if self._by_code[code].locked:
                raise refusal(code, how)
        changed = (attrs.evolve(entry, **changes.get(entry.code, {})) for entry in self.entries)
        return attrs.evolve(self, entries=tuple(changed))

    def _unknown(self, selector: object) -> UnknownRuleError:
        text = str(selector)
        for gone in self.retired:
            if gone.code == text:
                return UnknownRuleError(text, (), str(gone))
        names = [*self._by_code, *(entry.rule.name for entry in self.entries)]
        near = difflib.get_close_matches(text, names, n=3) or difflib.get_close_matches(text.upper(), names, n=3)
        return UnknownRuleError(text, tuple(near))


def _data(rule: Rule) -> str:
    """Return the data of a rule that is data, such as a word list; nothing for one that is code."""
    data = getattr(rule.function, "fingerprint", None)
    return f" {data}" if isinstance(data, str) else ""


@functools.cache
def _version() -> str:
    return importlib.metadata.version("smartgoals")


@functools.cache
def _builtin() -> RuleSet:
    return RuleSet.of(*plugins.built_in(), retired=retirement.built_in())
