"""Improvement: a better wording of a goal, with named blanks where something is missing."""

from __future__ import annotations

from smartgoals.improvement.blanks import Blank
from smartgoals.improvement.proposal import Improvement, improve

__all__ = ["Blank", "Improvement", "improve"]
