"""Reviews: what to talk about this quarter and why, what moved, what to decide.

`review()` puts progress, findings and the ways of working with a portfolio together into a `Review`, which shows
itself as text and Markdown, and can be kept and compared with a later one.
"""

from __future__ import annotations

from smartgoals.reviewing.agenda import AgendaItem
from smartgoals.reviewing.building import review
from smartgoals.reviewing.entry import GoalReview
from smartgoals.reviewing.movement import Comparison, Move, Movement
from smartgoals.reviewing.overview import Overview
from smartgoals.reviewing.record import Review
from smartgoals.reviewing.remarks import Problem, Proposal, Reason
from smartgoals.reviewing.summing import AreaReview, Branch, Coverage, Part
from smartgoals.reviewing.weighing import AttentionPolicy, attention_policies, attention_policy

__all__ = [
    "AgendaItem",
    "AreaReview",
    "AttentionPolicy",
    "Branch",
    "Comparison",
    "Coverage",
    "GoalReview",
    "Move",
    "Movement",
    "Overview",
    "Part",
    "Problem",
    "Proposal",
    "Reason",
    "Review",
    "attention_policies",
    "attention_policy",
    "review",
]
