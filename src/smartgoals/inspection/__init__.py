"""Inspection: whole texts judged, with every finding at its place, what was set aside, and what could be rewritten."""

from __future__ import annotations

from smartgoals.inspection.backlog import Backlog
from smartgoals.inspection.inspecting import (
    Entry,
    Inspection,
    Place,
    inspect_portfolio,
    inspect_text,
    open_questions,
)
from smartgoals.inspection.rewriting import Rewrite, rewrites, rewritten

__all__ = [
    "Backlog",
    "Entry",
    "Inspection",
    "Place",
    "Rewrite",
    "inspect_portfolio",
    "inspect_text",
    "open_questions",
    "rewrites",
    "rewritten",
]
