"""Checks that a rule does what its page says, for one rule and for a whole rule set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smartgoals.rules.doc import SECTIONS, Example
from smartgoals.rules.phrases import placeholders, translation
from smartgoals.testing.exemplary import findings_in

if TYPE_CHECKING:
    from smartgoals.rules.definition import Rule
    from smartgoals.rules.finding import Finding
    from smartgoals.rules.ruleset import RuleSet

__all__ = ["check_catalogue", "check_rule", "trial"]


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
            problems += trial(rule, example, wanted=wanted, languages=languages)
    return problems


def _untranslated(rule: Rule, language: str) -> list[str]:
    return [
        f"{rule.code}: {kind!r} is missing in {language!r}"
        for kind in ("summary", "why", "advice", "ask")
        if getattr(rule.doc, kind) and not translation(rule.code, kind, language, rule.doc.texts)
    ]


def trial(
    rule: Rule,
    example: Example,
    *,
    wanted: bool,
    languages: tuple[str, ...] = (),
    needs_answer: bool = True,
    **how: Any,
) -> list[str]:
    """Return what is wrong when a rule is tried on an example, twice.

    Args:
        rule: The rule.
        example: The example.
        wanted: Whether it must be flagged.
        languages: Languages that must have the texts of what is found.
        needs_answer: Whether an example that leaves the rule unanswered proves nothing.
        how: What `findings_in()` takes.
    """
    place = f"{rule.code}: {str(example)!r}"
    try:
        findings, again = findings_in(rule, example, **how), findings_in(rule, example, **how)
    except Exception as error:  # noqa: BLE001 - whatever an example raises is a problem of the page
        cause = error.__cause__ or error
        return [f"{place} cannot be tried: {type(cause).__name__}: {cause}"]
    if isinstance(findings, str):
        return [f"{place} proves nothing: {findings}"] if wanted or needs_answer else []
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
        text = translation(finding.code, kind, language, finding.texts)
        if not text:
            problems.append(f"{kind!r} is missing in {language!r}")
        problems += [
            f"no value for {{{name}}} of {kind!r} in {language!r}" for name in sorted(placeholders(text) - given)
        ]
    return problems
