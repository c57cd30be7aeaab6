"""Worked cases of forecasts and distributions, each answered by the public function that it is about.

`ANSWERS` maps the name of a method to a function from a case's inputs to what the library says; no formula stands
here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from smartgoals import progress

Inputs = dict[str, Any]


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _date(ordinal: float | None) -> date | None:
    return None if ordinal is None else date.fromordinal(-int(-ordinal // 1))


def _ols(i: Inputs) -> Inputs:
    line = progress.fit_ols(i["x"], i["y"])
    return {
        "intercept": line.intercept,
        "slope": line.slope,
        "residual_sd": line.residual_sd,
        "r_squared": line.r_squared,
        "se_intercept": line.se_intercept,
        "se_slope": line.se_slope,
    }


def _line_interval(i: Inputs, kind: str) -> Inputs:
    line = progress.fit_ols(i["x"], i["y"])
    low, high = getattr(line, kind)(i["at"], level=i["level"])
    return {"fit": line.at(i["at"]), "low": low, "high": high}


def _slope_interval(i: Inputs) -> Inputs:
    low, high = progress.fit_ols(i["x"], i["y"]).slope_interval(level=i["level"])
    return {"low": low, "high": high}


def _goal_ols(i: Inputs) -> Inputs:
    at = _day(i["deadline"]) - _day(i["start"])
    said = progress.ols(i["days"], i["values"], at=at, target=i["target"], direction=i["direction"], level=i["level"])
    return {
        "slope_per_day": said.rate,
        "forecast": said.value,
        "low": said.low,
        "high": said.high,
        "days_to_target": said.reached_at,
        "date": _date(_day(i["start"]) + said.reached_at),
        "probability": said.probability_at,
    }


def _two_point(i: Inputs) -> Inputs:
    direction = "increase" if i["target"] > i["y0"] else "decrease"
    said = progress.two_point(
        [_day(i["t0"]), _day(i["t1"])],
        [i["y0"], i["y1"]],
        at=_day(i["deadline"]),
        target=i["target"],
        direction=direction,
    )
    return {"rate_per_day": said.rate, "date": _date(said.reached_at), "forecast": said.value}


def _drift(i: Inputs) -> Inputs:
    said = progress.drift(i["t"], i["y"], at=i["at"], target=i["target"], direction=i["direction"], level=i["level"])
    return {
        "rate": said.rate,
        "forecast": said.value,
        "sd": said.scale,
        "low": said.low,
        "high": said.high,
        "probability": said.probability_at,
    }


def _theil_sen(i: Inputs) -> Inputs:
    alpha = i.get("alpha", 0.95)  # SciPy takes 0.07 and 0.93 for the same interval
    line = progress.fit_theil_sen(i["x"], i["y"], level=max(alpha, 1 - alpha))
    return {
        "slope": line.slope,
        "intercept_separate": line.intercept_separate,
        "intercept_joint": line.intercept_joint,
        "low_slope": line.low_slope,
        "high_slope": line.high_slope,
    }


def _siegel(i: Inputs) -> Inputs:
    line = progress.fit_siegel(i["x"], i["y"])
    return {"slope": line.slope, "intercept": line.intercept_joint}


def _holt(i: Inputs) -> Inputs:
    state = progress.smooth_trend(i["y"], alpha=i["alpha"], beta=i["beta"])
    return {"forecast": [state.at(h + 1) for h in range(i["h"])], "trend": state.trend}


def _holt_growth(i: Inputs) -> Inputs:
    state = progress.smooth_growth(i["y"], alpha=i["alpha"], beta=i["beta"])
    return {"forecast": [state.at(h + 1) for h in range(i["h"])]}


def _first_passage(i: Inputs) -> Inputs:
    chances = progress.first_passage(i["gap"], rate=i["rate"], sigma=i["sigma"], horizon=i["horizon"])
    return {"probability_by_horizon": chances.by, "probability_at_horizon": chances.at}


def _mean_rate(i: Inputs) -> Inputs:
    counts = i["throughput"]
    return {
        "mean": progress.mean_rate(counts),
        "periods": progress.periods_at_mean_rate(counts, remaining=i["remaining"]),
    }


ANSWERS: dict[str, Callable[[Inputs], Inputs]] = {
    "forecast.compound": lambda i: {"forecast": progress.compound(i["t"], i["y"], at=i["at"]).value},
    "forecast.compound_time": lambda i: {
        "years": progress.compound_time(i["current"], growth=i["annual_growth"], target=i["target"])
    },
    "forecast.date_from_rate": lambda i: {"date": progress.date_from_rate(**i)},
    "forecast.drift": _drift,
    "forecast.first_passage": _first_passage,
    "forecast.goal_ols": _goal_ols,
    "forecast.holt_exponential": _holt_growth,
    "forecast.holt_linear": _holt,
    "forecast.mean_rate": _mean_rate,
    "forecast.ols": _ols,
    "forecast.ols_confidence_interval": lambda i: _line_interval(i, "confidence"),
    "forecast.ols_prediction_interval": lambda i: _line_interval(i, "prediction"),
    "forecast.ols_slope_interval": _slope_interval,
    "forecast.prob_target": lambda i: {
        "probability": progress.fit_ols(i["x"], i["y"]).probability(
            i["at"], target=i["target"], direction=i["direction"]
        )
    },
    "forecast.ses": lambda i: {"forecast": progress.smooth(i["y"], alpha=i["alpha"]).at(1)},
    "forecast.siegel": _siegel,
    "forecast.theil_sen": _theil_sen,
    "forecast.theil_sen_point": _theil_sen,
    "forecast.theil_sen_point_separate": _theil_sen,
    "forecast.time_to_target": lambda i: {"at": progress.fit_ols(i["x"], i["y"]).reaches(i["target"])},
    "forecast.two_point": _two_point,
    "stats.normal_multiplier": lambda i: {"multipliers": [progress.normal_multiplier(x / 100) for x in i["levels"]]},
    "stats.t_cdf": lambda i: {"p": progress.t_cdf(i["t"], i["df"])},
    "stats.t_quantile": lambda i: {"t": progress.t_quantile(i["p"], i["df"])},
}
"""How each method is answered."""
