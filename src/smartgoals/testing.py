"""For those who write rules: a goal with nothing wrong, and checks that a rule does what its page says.

`check_example()` tries one rule on the exemplary goal, changed where the test needs it. `check_rule()` runs the
examples on a rule's page, `check_catalogue()` does so for a whole rule set.

A line `> horizon=None` on a page is a change to the exemplary goal, or to the exemplary portfolio. It can use the
names of `smartgoals.model`, `goal`, `series`, `evolve`, `date`, `timedelta` and `Decimal`, and set `series`,
`portfolio` and `context` as well. A rule that needs measurements gets those of `exemplary_series()`.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals import model
from smartgoals.assessment import Assessment, assess, assess_portfolio
from smartgoals.model import Context, Goal, Portfolio
from smartgoals.rules.definition import Rule, State
from smartgoals.rules.doc import SECTIONS, Example
from smartgoals.rules.phrases import phrases, placeholders
from smartgoals.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from smartgoals.rules.finding import Finding

__all__ = [
    "TODAY",
    "check_catalogue",
    "check_example",
    "check_rule",
    "exemplary_goal",
    "exemplary_portfolio",
    "exemplary_series",
]

TODAY: Final = dt.date(2026, 1, 15)
"""The day on which examples are judged, unless they say otherwise."""

_FROM_OUTSIDE: Final = ("context", "series", "portfolio")


def exemplary_goal() -> Goal:
    """Return a goal that says everything a goal can say, and says it well.

    Only what nobody can know without measurements stays open.

    Example:
        >>> exemplary_goal().statement
        'Reduce the return rate of the web shop from 9 % to 6 % by 31 December 2026'
    """
    percent = model.Unit.percent()
    return Goal(
        "Reduce the return rate of the web shop from 9 % to 6 % by 31 December 2026",
        id="returns",
        metric=model.Metric(
            "return rate of the web shop",
            percent,
            direction=model.Direction.DECREASE,
            kind=model.MetricKind.RATIO,
            bounds=model.Bounds(model.Quantity(0, percent), model.Quantity(100, percent)),
            cadence=model.Cadence("month"),
            source="the order system",
            population="orders in the web shop",
        ),
        baseline=model.Baseline(model.Quantity(9, percent), model.Period("2025")),
        target=model.Level(model.Quantity(6, percent), model.Bound.AT_MOST),
        horizon=model.Horizon("2026-01-01", "2026-12-31", ("2026-03-31", "2026-06-30", "2026-09-30")),
        owner="Head of logistics",
        accepted_by=(model.Acceptance("Head of customer service", "2026-01-12"),),
        area="Deliveries",
        supports=("margin",),
        activities=(model.Activity("Size guide on every product page", owner="Content team", end="2026-04-30"),),
        means=("a size guide on every product page", "photographs of every colour"),
        budget=model.Quantity(400_000, model.Unit.currency("SEK")),
        rationale="A return costs more than the margin of the order.",
        tags=frozenset({"strategy:margin"}),
    )


def exemplary_series() -> model.Series:
    """Return two years of monthly readings that lead up to the exemplary goal and make it probable, not certain."""
    percent = model.Unit.percent()
    readings = (
        "13.8", "13.6", "13.2", "12.9", "12.7", "12.2", "11.9", "11.7", "11.2", "10.8", "10.6", "10.3",
        "10.4", "10.1", "10.2", "9.9", "10.0", "9.7", "9.6", "9.7", "9.4", "9.2", "9.2", "9.0",
    )  # fmt: skip
    months = [(year, month) for year in (2024, 2025) for month in range(1, 13)]
    return model.Series(
        tuple(
            model.Measurement(dt.date(year, month, 28), model.Quantity(Decimal(value), percent))
            for (year, month), value in zip(months, readings, strict=True)
        ),
        name="return rate of the web shop",
    )


def exemplary_portfolio() -> Portfolio:
    """Return a portfolio with the exemplary goal, and what it is for."""
    return Portfolio(
        (exemplary_goal(),),
        name="Web shop",
        objectives=(model.Objective("margin", "Higher margin"),),
        areas=(model.Area("Deliveries", objectives=("margin",)),),
        process=model.Process(
            ("Managing director", "Head of logistics"),
            cadence=model.Cadence("quarter"),
            channels=("the intranet",),
            roles=(model.Role("review lead", "Head of logistics"),),
        ),
    )


def check_example(rule: Rule, **changes: Any) -> Assessment:
    """Judge the exemplary goal by one rule.

    What the changes leave out is left out: it is not read from the statement.

    Args:
        rule: The rule.
        changes: Fields of the goal, and `context`, `series` or `portfolio` where the rule needs them.

    Example:
        >>> from smartgoals.rules.time_bound import no_deadline
        >>> len(check_example(no_deadline, horizon=None).findings)
        1
    """
    from smartgoals.statement import parse

    outside = {name: changes.pop(name) for name in _FROM_OUTSIDE if name in changes}
    context = outside.pop("context", Context(TODAY))
    goal = attrs.evolve(exemplary_goal(), **changes)
    statement = attrs.evolve(parse(goal.statement, context=context), goal=goal)
    return assess(statement, context=context, rules=RuleSet.of(rule), **outside)


def check_rule(rule: Rule) -> None:
    """Check that a rule does what its page says.

    The sections stand in their order, the options are documented, what it flags is flagged, what it accepts is
    accepted, the templates have all their values, and judging twice gives the same.

    Raises:
        AssertionError: Names everything that is not so.
    """
    _raise(_problems(rule))


def check_catalogue(rules: RuleSet, *, languages: tuple[str, ...] = ()) -> None:
    """Check every rule of a rule set, and that names are unique.

    Args:
        rules: The rules.
        languages: Languages that must have a text for everything a rule says.

    Raises:
        AssertionError: Names everything that is not so.
    """
    problems: list[str] = []
    names: dict[str, str] = {}
    for rule in rules:
        problems += _problems(rule, languages)
        if rule.name in names:
            problems.append(f"{rule.code}: the name {rule.name!r} is that of {names[rule.name]}")
        names[rule.name] = rule.code
    _raise(problems)


def _raise(problems: list[str]) -> None:
    if problems:
        raise AssertionError("\n".join(problems))


def _problems(rule: Rule, languages: tuple[str, ...] = ()) -> list[str]:
    doc = rule.doc
    problems = [
        f"{rule.code}: section {section!r} is missing"
        for section in ("Why", "Advice", *(() if rule.is_of_portfolio else ("Flags", "Accepts")))
        if section not in doc.sections
    ]
    if list(doc.sections) != sorted(doc.sections, key=SECTIONS.index):
        problems.append(f"{rule.code}: sections stand as {', '.join(doc.sections)}; order them {', '.join(SECTIONS)}")
    if not doc.summary.endswith("."):
        problems.append(f"{rule.code}: the summary is not a sentence with a full stop")
    problems += [f"{rule.code}: option {each.name!r} is not documented" for each in rule.options if not each.meaning]
    for language in languages:
        problems += _untranslated(rule, language)
    for wanted, examples in ((True, doc.flags), (False, doc.accepts)):
        for example in examples:
            problems += _tried(rule, example, languages, wanted=wanted)
    return problems


def _untranslated(rule: Rule, language: str) -> list[str]:
    return [
        f"{rule.code}: {kind!r} is missing in {language!r}"
        for kind in ("summary", "why", "advice", "ask")
        if getattr(rule.doc, kind) and not phrases(language).text(rule.code, kind)
    ]


def _tried(rule: Rule, example: Example, languages: tuple[str, ...], *, wanted: bool) -> list[str]:
    place = f"{rule.code}: {str(example)!r}"
    try:
        findings, again = _run(rule, example), _run(rule, example)
    except Exception as error:  # noqa: BLE001 - whatever an example raises is a problem of the page
        cause = error.__cause__ or error
        return [f"{place} cannot be tried: {type(cause).__name__}: {cause}"]
    if isinstance(findings, str):
        return [f"{place} proves nothing: {findings}"]
    if findings != again:
        return [f"{place} gives something else the second time"]
    if wanted and not findings:
        return [f"{place} is not flagged"]
    if not wanted and findings:
        return [f"{place} is flagged: {findings[0].message()}"]
    return [f"{place}: {problem}" for finding in findings for problem in _unfit(finding, languages)]


def _unfit(finding: Finding, languages: tuple[str, ...]) -> list[str]:
    given = {name for name, _ in finding.values}
    problems = [f"no value for {{{name}}}" for name in sorted(placeholders(finding.text) - given)]
    for language in languages:
        kind = f"message_{finding.variant}" if finding.variant else "message"
        text = phrases(language).message(finding.code, finding.variant)
        if not text:
            problems.append(f"{kind!r} is missing in {language!r}")
        problems += [
            f"no value for {{{name}}} of {kind!r} in {language!r}" for name in sorted(placeholders(text) - given)
        ]
    return problems


def _run(rule: Rule, example: Example) -> tuple[Finding, ...] | str:
    """Return what the rule finds in an example, or why it finds nothing."""
    if rule.is_of_portfolio:
        portfolio = attrs.evolve(exemplary_portfolio(), **_changes(example)) if example.is_change else _stating(example)
        return assess_portfolio(portfolio, context=Context(TODAY), rules=RuleSet.of(rule))
    if example.is_change:
        measured = {"series": exemplary_series()} if "series" in rule.needs else {}
        assessment = check_example(rule, **{**measured, **_changes(example)})
    else:
        from smartgoals.statement import parse

        context = Context(TODAY, example.language)
        assessment = assess(parse(example.text, context=context), context=context, rules=RuleSet.of(rule))
    (outcome,) = assessment.outcomes
    return str(outcome) if outcome.state is State.UNANSWERED else outcome.findings


def _stating(example: Example) -> Portfolio:
    return Portfolio((Goal(example.text),))


def _changes(example: Example) -> dict[str, Any]:
    """Return the changes that a line of a docstring asks for, with the names of the model at hand."""
    scope = {name: getattr(model, name) for name in model.__all__}
    scope |= {
        "goal": exemplary_goal(),
        "series": exemplary_series(),
        "evolve": attrs.evolve,
        "date": dt.date,
        "timedelta": dt.timedelta,
        "Decimal": Decimal,
    }
    changes: dict[str, Any] = eval(f"dict({example.text})", scope)  # noqa: S307 - the rule's own docstring
    return changes
