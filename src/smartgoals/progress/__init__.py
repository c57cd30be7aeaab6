"""How far, how fast, whether and when: forecasts that are honest about what they do not know."""

from __future__ import annotations

from smartgoals.progress.forecasting import forecast
from smartgoals.progress.outlook import Forecast, Limit

__all__ = ["Forecast", "Limit", "forecast"]
