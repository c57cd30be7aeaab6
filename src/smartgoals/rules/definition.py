"""Rules: functions that look at one thing each, and the decorator that makes them so.

A rule is a generator function. Its positional parameters are the facts it looks at, its keyword-only parameters are
its options, its docstring is its page. Everything about it is settled once, where it is defined, and what is wrong
with it is refused there, with file and line. Nothing registers itself: a rule counts when a rule set holds it.
"""

from __future__ import annotations

import difflib
import inspect
import re
import sys
from enum import StrEnum
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from smartgoals.errors import RuleDefinitionError
from smartgoals.model.criterion import Criterion
from smartgoals.rules import facts
from smartgoals.rules.doc import RuleDoc
from smartgoals.rules.finding import Finding, Remark, Severity
from smartgoals.rules.option import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["NotApplicable", "Outcome", "Rule", "State", "Status", "rule"]

_CODE: Final = re.compile(r"([A-Z]{1,8})\d{3}")
_OWN_MODULES: Final = "smartgoals."


class NotApplicable(Exception):  # noqa: N818 - how a rule says that its question makes no sense, no error
    """Raised by a rule whose question makes no sense for the goal at hand; the reason is shown, nothing is counted."""


class Status(StrEnum):
    """Where a rule is in its life. A preview rule reports and counts for nothing; a deprecated one still counts."""

    STABLE = "stable"
    PREVIEW = "preview"
    DEPRECATED = "deprecated"


class State(StrEnum):
    """How a rule ended for one goal."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


@attrs.frozen
class Outcome:
    """How one rule ended for one goal.

    Args:
        code: The code of the rule.
        state: How it ended.
        missing: The facts it needed that nobody stated.
        findings: What it found.
        reason: Why it was waived, or why it makes no sense here.
        weight: How much the rule matters in its criterion, in hundredths.
    """

    code: str
    state: State
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    weight: int = attrs.field(default=100, kw_only=True)

    def __str__(self) -> str:
        """Return the outcome in a line, in English."""
        return self.message()

    def message(self, language: str = "en") -> str:
        """Return the outcome in a line, such as 'M102 was not asked: the metric is not stated'."""
        from smartgoals.rules.phrases import listed, phrases

        found = phrases(language)
        if self.state is State.ANSWERED and self.findings:
            return " ".join(finding.message(language) for finding in self.findings)
        missing = listed([found.label(f"fact.{fact}") for fact in self.missing], language)
        return found.label(f"outcome.{self.state}", code=self.code, facts=missing, reason=self.reason)


@attrs.frozen(eq=False, repr=False)
class Rule:
    """A rule: callable with its facts and options, immutable, and its own documentation.

    Made by `rule()`; see there. Two rules are equal when code, criterion, severity and function are the same.
    """

    code: str
    name: str
    criterion: Criterion | None
    severity: Severity
    status: Status
    since: str
    needs: tuple[str, ...]
    wants: tuple[str, ...]
    takes: tuple[str, ...]
    options: tuple[Option, ...]
    doc: RuleDoc
    module: str
    qualname: str
    file: str
    line: int
    function: Callable[..., Iterator[Remark]]

    def __call__(self, *given: Any, **options: Any) -> Iterator[Remark]:
        """Run the rule on facts in the order of its parameters."""
        return self.function(*given, **options)

    def __repr__(self) -> str:
        """Return the code and the name."""
        return f"<Rule {self.code} {self.name}>"

    def __str__(self) -> str:
        """Return the code, the name and the summary."""
        return f"{self.code} {self.name}: {self.doc.summary}"

    def __eq__(self, other: object) -> bool:
        """Whether the other is the same rule, even if it came by another way."""
        if not isinstance(other, Rule):
            return NotImplemented
        return self is other or self._identity == other._identity

    def __hash__(self) -> int:
        """Hash by the code."""
        return hash(self.code)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle by reference when the rule lives in a module, by value when it was written in a notebook."""
        from smartgoals.rules.pickling import reduced

        return reduced(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def to_markdown(self, language: str = "en") -> str:
        """Return the rule's page in a language."""
        return self.doc.to_markdown(language)

    @property
    def is_of_portfolio(self) -> bool:
        """Whether the rule looks at a whole portfolio, and so touches no goal's score."""
        return self.criterion is None

    @property
    def is_built_in(self) -> bool:
        """Whether the rule is part of this library."""
        return self.module.startswith(_OWN_MODULES)

    @property
    def source(self) -> str:
        """Where the rule is written, as file and line."""
        return f"{self.file}:{self.line}"

    def option(self, name: str) -> Option:
        """Return one option.

        Raises:
            LookupError: The rule has no such option.
        """
        for option in self.options:
            if option.name == name:
                return option
        near = difflib.get_close_matches(name, [option.name for option in self.options], n=1)
        has = ", ".join(repr(option.name) for option in self.options) or "none"
        advice = f"did you mean {near[0]!r}" if near else f"it has {has}"
        raise LookupError(f"unknown option {name!r} of rule {self.code}; {advice}")

    @property
    def _identity(self) -> tuple[object, ...]:
        function = self.function
        return (
            self.code, self.name, self.criterion, self.severity, self.status, self.module, self.qualname,
            getattr(function, "__code__", function), getattr(function, "__kwdefaults__", None),
        )  # fmt: skip


def rule(
    code: str,
    *,
    criterion: Criterion | str | None = None,
    severity: Severity | str = Severity.MAJOR,
    since: str = "0.1",
    status: Status | str = Status.STABLE,
) -> Callable[[Callable[..., Iterator[Remark]]], Rule]:
    """Make a rule of a generator function.

    Args:
        code: Capitals and three digits, such as `ACME001`. Single letters belong to this library.
        criterion: The criterion it counts in. A rule that needs the fact `portfolio` may go without.
        severity: What its findings cost unless a remark says otherwise.
        since: The version that brought it.
        status: stable, preview (reports, counts for nothing) or deprecated.

    Returns:
        A decorator, whose result is a `Rule`.

    Raises:
        RuleDefinitionError: Anything about the rule that would only show later.

    Example:
        >>> from smartgoals.rules import Remark, rule
        >>> @rule("ACME001", criterion="realistic")
        ... def no_strategy_tag(goal, *, prefix: str = "strategy:"):
        ...     '''The goal names no strategy it serves.'''
        ...     if not any(tag.startswith(prefix) for tag in goal.tags):
        ...         yield Remark("Name the strategy this goal serves.", at="tags")
        >>> no_strategy_tag
        <Rule ACME001 no-strategy-tag>
    """

    def decorate(function: Callable[..., Iterator[Remark]]) -> Rule:
        return _Definition(code, function).rule(criterion, severity, since, status)

    return decorate


class _Definition:
    """One function on its way to becoming a rule; every refusal names its file and line."""

    def __init__(self, code: str, function: Callable[..., Iterator[Remark]]) -> None:
        self.code = code
        self.function = function
        found = getattr(inspect.unwrap(function) if callable(function) else function, "__code__", None)
        self.file: str = getattr(found, "co_filename", "<unknown>")
        self.line: int = getattr(found, "co_firstlineno", 0)

    def refuse(self, problem: str) -> NoReturn:
        raise RuleDefinitionError(f"rule {self.code}: {problem}", self.file, self.line)

    def rule(self, criterion: str | None, severity: str, since: str, status: str) -> Rule:
        function = self.function
        if not isinstance(function, FunctionType):
            self.refuse(f"{function!r} is not a function; decorate a plain generator function")
        self._check_code()
        needs, wants, takes, options = self._parameters()
        if not inspect.isgeneratorfunction(function):
            self.refuse("the function is not a generator; it must yield Remark objects, and yields nothing to pass")
        place = None if criterion is None else self._member(Criterion, "criterion", criterion)
        self._check_facts(place, takes)
        doc = self._doc(options)
        options = tuple(attrs.evolve(option, meaning=dict(doc.meanings).get(option.name, "")) for option in options)
        weighs: Severity = self._member(Severity, "severity", severity)
        stage: Status = self._member(Status, "status", status)
        name = function.__name__.strip("_").replace("_", "-")
        doc = attrs.evolve(
            doc, code=self.code, name=name, place=place.value if place else "portfolio", severity=weighs.value,
            status=stage.value, since=since, needs=needs, wants=wants, options=options, package=self._package(),
        )  # fmt: skip
        return Rule(
            code=self.code, name=name, criterion=place, severity=weighs, status=stage, since=since, needs=needs,
            wants=wants, takes=takes, options=options, doc=doc, module=function.__module__ or "",
            qualname=function.__qualname__, file=self.file, line=self.line, function=function,
        )  # fmt: skip

    def _check_code(self) -> None:
        problem = code_problem(self.code, built_in=(self.function.__module__ or "").startswith(_OWN_MODULES))
        if problem:
            self.refuse(problem)

    def _package(self) -> str:
        package = self.function.__globals__.get("__package__") or ""
        return "" if f"{package}.".startswith(_OWN_MODULES) else package

    def _parameters(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Option, ...]]:
        needs: list[str] = []
        wants: list[str] = []
        options: list[Option] = []
        for parameter in inspect.signature(self.function).parameters.values():
            if parameter.kind is parameter.KEYWORD_ONLY:
                options.append(self._option(parameter))
            elif parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                self.refuse(f"parameter {str(parameter)!r} takes anything; name each fact and each option")
            elif parameter.name not in facts.BIT:
                self._refuse_fact(parameter.name)
            elif parameter.default is parameter.empty:
                needs.append(parameter.name)
            elif parameter.default is None:
                wants.append(parameter.name)
            else:
                self.refuse(f"fact {parameter.name!r} has a default; give None, or put it after '*' as an option")
        return tuple(needs), tuple(wants), (*needs, *wants), tuple(options)

    def _refuse_fact(self, name: str) -> NoReturn:
        near = difflib.get_close_matches(name, facts.NAMES, n=1)
        advice = f"did you mean {near[0]!r}" if near else "put options after '*'; facts are " + ", ".join(facts.NAMES)
        self.refuse(f"unknown fact {name!r}; {advice}")

    def _option(self, parameter: inspect.Parameter) -> Option:
        name, default, annotation = parameter.name, parameter.default, parameter.annotation
        if name in facts.BIT:
            self.refuse(f"fact {name!r} stands after '*'; move it before, options come after")
        if default is parameter.empty:
            self.refuse(f"option {name!r} has no default; give the value that holds when nobody says otherwise")
        if annotation is parameter.empty:
            self.refuse(f"option {name!r} has no type; annotate it, such as '{name}: {type(default).__name__}'")
        for _ in range(2):  # quoted by hand, and again by `from __future__ import annotations`
            if not isinstance(annotation, str):
                break
            cells = self.function.__closure__ or ()
            scope = dict(zip(self.function.__code__.co_freevars, (cell.cell_contents for cell in cells), strict=True))
            try:
                annotation = eval(annotation, self.function.__globals__, scope)  # noqa: S307 - the rule's own source
            except Exception as error:  # noqa: BLE001 - whatever an annotation raises, the rule is refused
                self.refuse(f"the type of option {name!r} cannot be found ({error}); import it outside TYPE_CHECKING")
        option = Option(name, annotation, default)
        try:
            option.convert(default)
        except TypeError as error:
            self.refuse(f"{error}, as the default does not fit the type")
        return option

    def _check_facts(self, criterion: Criterion | None, takes: tuple[str, ...]) -> None:
        if criterion is None and "portfolio" not in takes:
            names = ", ".join(repr(each.value) for each in Criterion)
            self.refuse(f"name the criterion it counts in, one of {names}, or take the fact 'portfolio'")
        for fact in takes if criterion is None else ():
            if fact not in facts.OF_A_PORTFOLIO:
                can = ", ".join(facts.OF_A_PORTFOLIO)
                self.refuse(
                    f"fact {fact!r} is not at hand: a rule without a criterion looks at a portfolio; take {can}"
                )

    def _doc(self, options: tuple[Option, ...]) -> RuleDoc:
        try:
            doc = RuleDoc.parse(self.function.__doc__)
        except ValueError as error:
            self.refuse(f"docstring: {error}")
        if not doc.summary and sys.flags.optimize < 2:
            self.refuse("the docstring is missing; its first line says what the flaw is")
        known = [option.name for option in options]
        for name, _ in doc.meanings:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                self.refuse(f"docstring: unknown option {name!r}" + (f"; did you mean {near[0]!r}" if near else ""))
        return doc

    def _member(self, kind: type[Any], field: str, value: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            known = [each.value for each in kind]
            near = difflib.get_close_matches(str(value), known, n=1)
            advice = f"did you mean {near[0]!r}" if near else "it is one of " + ", ".join(map(repr, known))
            self.refuse(f"unknown {field} {value!r}; {advice}")


def code_problem(code: object, *, built_in: bool = False) -> str:
    """Return what is wrong with a code, or nothing."""
    matched = _CODE.fullmatch(code) if isinstance(code, str) else None
    if not matched:
        return "a code is two to eight capitals and three digits, such as 'ACME001'"
    if len(matched[1]) == 1 and not built_in:
        return "codes with a single letter belong to smartgoals; take a prefix of two to eight capitals"
    return ""


def effective(rule: Rule, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return every option of a rule with the value that holds."""
    return {option.name: options.get(option.name, option.default) for option in rule.options}
