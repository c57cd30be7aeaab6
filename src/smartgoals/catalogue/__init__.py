"""The catalogue of measures: what a goal can be measured by, and why that measure."""

from __future__ import annotations

from smartgoals.catalogue.collection import Catalogue
from smartgoals.catalogue.entry import Example, MetricEntry, Topic
from smartgoals.catalogue.suggestion import Reason, Suggestion, suggest_metrics
from smartgoals.catalogue.template import blank_roadmap, roadmap_kinds

__all__ = [
    "Catalogue",
    "Example",
    "MetricEntry",
    "Reason",
    "Suggestion",
    "Topic",
    "blank_roadmap",
    "roadmap_kinds",
    "suggest_metrics",
]
