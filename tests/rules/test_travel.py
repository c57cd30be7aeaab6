"""Rules work in other processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from smartgoals.assessment import assess
from smartgoals.model import Context, Goal
from smartgoals.rules import RuleSet

WORDS = {
    "WORD001": {
        "name": "words", "criterion": "specific", "words": {"en": ["synergy"]},
        "summary": {"en": "A word."}, "message": {"en": "Say “{word}”."},
    }
}  # fmt: skip


def test_many_processes() -> None:
    """Goals judged by other interpreters are judged as here, by the same rules, and the answers come back whole."""
    rules = RuleSet.profile("doran") | RuleSet.from_mapping(WORDS)
    goals = [Goal("More synergy."), Goal("Reduce returns from 9 % in 2025 to 6 % by June 2027.")]
    context = Context("2026-01-15", "en")
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        elsewhere = [pool.submit(assess, goal, context=context, rules=rules) for goal in goals]
        assert [assess(goal, context=context, rules=rules) for goal in goals] == [each.result() for each in elsewhere]
