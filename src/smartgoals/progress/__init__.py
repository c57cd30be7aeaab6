"""How far, how fast, whether and when: the arithmetic of progress, and forecasts that say what they do not know."""

from __future__ import annotations

from smartgoals.progress.arriving import FirstPassage, compound_time, date_from_rate, first_passage
from smartgoals.progress.forecasting import METHODS, forecast
from smartgoals.progress.outlook import Forecast, Limit
from smartgoals.progress.regression import Regression, RobustLine, fit_ols, fit_siegel, fit_theil_sen
from smartgoals.progress.sampling import (
    mean_rate,
    periods_at_mean_rate,
    simulate_how_many,
    simulate_when,
    throughput,
)
from smartgoals.progress.smoothing import Smoothed, holt, ses, smooth, smooth_growth, smooth_trend
from smartgoals.progress.student import normal_multiplier, t_cdf, t_pdf, t_quantile
from smartgoals.progress.trends import ols, siegel, theil_sen
from smartgoals.progress.walks import compound, drift, two_point

__all__ = [
    "METHODS",
    "FirstPassage",
    "Forecast",
    "Limit",
    "Regression",
    "RobustLine",
    "Smoothed",
    "compound",
    "compound_time",
    "date_from_rate",
    "drift",
    "first_passage",
    "fit_ols",
    "fit_siegel",
    "fit_theil_sen",
    "forecast",
    "holt",
    "mean_rate",
    "normal_multiplier",
    "ols",
    "periods_at_mean_rate",
    "ses",
    "siegel",
    "simulate_how_many",
    "simulate_when",
    "smooth",
    "smooth_growth",
    "smooth_trend",
    "t_cdf",
    "t_pdf",
    "t_quantile",
    "theil_sen",
    "throughput",
    "two_point",
]
