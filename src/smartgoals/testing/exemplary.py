"""A goal with nothing wrong, and a way to try one rule on it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

import attrs

from smartgoals import model
from smartgoals.assessment import Assessment, assess, assess_portfolio
from smartgoals.model import Context, Goal, Portfolio, Series
from smartgoals.rules.definition import Rule, State
from smartgoals.rules.doc import Example
from smartgoals.rules.finding import Finding
from smartgoals.rules.ruleset import RuleSet

__all__ = [
    "TODAY",
    "check_example",
    "exemplary_goal",
    "exemplary_portfolio",
    "exemplary_series",
    "findings_in",
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
    """Return two years of monthly readings that lead up to the exemplary goal and make it possible, not certain."""
    percent = model.Unit.percent()
    readings = (
        "21.5", "20.7", "20.1", "19.2", "18.4", "18.0", "17.1", "16.4", "15.9", "15.4", "14.7", "14.3",
        "13.5", "13.2", "12.6", "12.1", "11.7", "11.1", "10.9", "10.3", "10.0", "9.6", "9.2", "9.0",
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
        changes: Fields of the goal, and `context`, `series` or `portfolio` where the rule needs them, and `options` of
            the rule.

    Example:
        >>> from smartgoals.rules.time_bound import no_deadline
        >>> len(check_example(no_deadline, horizon=None).findings)
        1
    """
    from smartgoals.statement import parse

    outside = {name: changes.pop(name) for name in _FROM_OUTSIDE if name in changes}
    rules = RuleSet.of(rule).configure(rule.code, **changes.pop("options", {}))
    context = outside.pop("context", Context(TODAY))
    goal = attrs.evolve(exemplary_goal(), **changes)
    statement = attrs.evolve(parse(goal.statement, context=context), goal=goal)
    return assess(statement, context=context, rules=rules, **outside)


def findings_in(
    rule: Rule, example: Example, *, today: dt.date = TODAY, series: Series | None = None
) -> tuple[Finding, ...] | str:
    """Return what a rule finds in an example, or why it was not asked.

    Args:
        rule: The rule.
        example: A goal, or changes to the exemplary goal; to the exemplary portfolio for a rule that looks at one.
        today: The day on which it is judged.
        series: Measurements; a rule that needs them gets those of `exemplary_series()` for changes to its goal.
    """
    if rule.is_of_portfolio:
        changed = attrs.evolve(exemplary_portfolio(), **_changes(example)) if example.is_change else None
        portfolio = changed or Portfolio((Goal(example.text),))
        return assess_portfolio(portfolio, context=Context(today), rules=RuleSet.of(rule))
    if example.is_change:
        measured = series or (exemplary_series() if "series" in rule.needs else None)
        changes = {"series": measured, "context": Context(today), **_changes(example)}
        assessment = check_example(rule, **changes)
    else:
        from smartgoals.statement import parse

        context = Context(today, example.language)
        statement = parse(example.text, context=context)
        assessment = assess(statement, context=context, rules=RuleSet.of(rule), series=series)
    (outcome,) = assessment.outcomes
    return str(outcome) if outcome.state is State.UNANSWERED else outcome.findings


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
