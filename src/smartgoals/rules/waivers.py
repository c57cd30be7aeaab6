"""Waivers: which rules a goal sets aside for itself, and what is wrong with how it does so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smartgoals.errors import UnknownRuleError
from smartgoals.rules.finding import Finding, Severity
from smartgoals.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from smartgoals.model.context import Context
    from smartgoals.model.goal import Goal
    from smartgoals.rules.retirement import Retired

__all__ = ["waived_by"]


def waived_by(goal: Goal, rules: RuleSet, context: Context) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return the rules that the goal waives with the reasons, and what is wrong with its waivers."""
    waived: dict[str, str] = {}
    notices: list[Finding] = []
    for waiver in goal.waivers:
        try:
            codes = rules.matching(waiver.code)
        except UnknownRuleError as error:
            codes = ()
            gone = [each for each in rules.retired if each.code == waiver.code]
            if gone:
                notices.append(_retired(gone[0]))
                continue
            if not _is_built_in(waiver.code):
                notices.append(_unknown(waiver.code, error.suggestions))
                continue
        if waiver.expires is not None and waiver.expires < context.today:
            text = "The waiver of {code} expired on {expires}."
            notices.append(_notice("G001", text, code=waiver.code, expires=waiver.expires))
            continue
        for code in codes:
            if rules.entry(code).locked:
                notices.append(_notice("G003", "Rule {code} is locked and cannot be waived by a goal.", code=code))
            else:
                waived[code] = waiver.reason
    return waived, tuple(notices)


def _is_built_in(selector: str) -> bool:
    try:
        return bool(RuleSet.builtin().matching(selector))
    except UnknownRuleError:
        return False


def _unknown(code: str, near: tuple[str, ...]) -> Finding:
    text = "No rule is called {code}, which the goal waives"
    if not near:
        return _notice("G002", f"{text}.", code=code)
    return _notice("G002", f"{text}; did you mean {{near}}?", variant="near", code=code, near=near[0])


def _retired(gone: Retired) -> Finding:
    text = "Rule {code}, which the goal waives, was retired in {since}"
    if not gone.successor:
        return _notice("G004", f"{text}.", variant="alone", code=gone.code, since=gone.since)
    return _notice(
        "G004", f"{text}; {{successor}} took its place.", code=gone.code, since=gone.since, successor=gone.successor
    )


def _notice(code: str, text: str, /, variant: str = "", **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.HINT, text=text, at="waivers", variant=variant, values=values)
