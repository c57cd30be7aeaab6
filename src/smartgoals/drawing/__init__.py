"""Pictures: what a progress, a portfolio or a vote looks like, each with a table beside it that says the same.

Needs the extra `charts`. A picture is drawn as SVG or PNG on this machine; nothing is fetched. It can be read in black
and white: lines differ by dashes, marks by shape, and cells hold signs and words.
"""

from __future__ import annotations

from smartgoals.drawing.bars import votes_chart
from smartgoals.drawing.course import burnup_chart, progress_chart
from smartgoals.drawing.overview import criteria_chart, horizon_chart
from smartgoals.drawing.picture import Picture

__all__ = ["Picture", "burnup_chart", "criteria_chart", "horizon_chart", "progress_chart", "votes_chart"]
