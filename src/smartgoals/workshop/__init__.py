"""The workshop: from a celebration imagined to checked draft goals.

Everybody imagines that the greatest success is being celebrated, and writes what the team did to get there. Ideas are
revealed, put into groups and voted on; each theme that wins becomes a draft goal. A `Workshop` is the record of it,
`propose()` groups ideas by the words they share, and `tally()` counts ballots.
"""

from __future__ import annotations

from smartgoals.workshop.ballots import Ballot, Method, Refusal, Second, Terms
from smartgoals.workshop.grouping import Grouping, propose
from smartgoals.workshop.record import Workshop
from smartgoals.workshop.selection import Purchase, Selection, Share, equal_shares
from smartgoals.workshop.state import Card
from smartgoals.workshop.steps import Group, Idea, Participant, Phase, Step
from smartgoals.workshop.voting import Cut, Place, Tally, tally

__all__ = [
    "Ballot",
    "Card",
    "Cut",
    "Group",
    "Grouping",
    "Idea",
    "Method",
    "Participant",
    "Phase",
    "Place",
    "Purchase",
    "Refusal",
    "Second",
    "Selection",
    "Share",
    "Step",
    "Tally",
    "Terms",
    "Workshop",
    "equal_shares",
    "propose",
    "tally",
]
