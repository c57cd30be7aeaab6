"""Worked cases, each answered by the public functions of `smartgoals.progress`.

`answer(method, inputs)` maps the inputs of a case to the parameters of a function, and what the function returns to the
names that the case expects. It holds no formula. Where a case was published under a convention other than the
library's default, the convention is asked for here by its parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from smartgoals import progress as p

Inputs = Mapping[str, Any]
Answer = Callable[[Inputs], dict[str, Any]]


def answer(method: str, inputs: Inputs) -> dict[str, Any]:
    """What the library says to a case."""
    return ANSWERS[method](inputs)


def _years(i: Inputs) -> dict[str, Any]:
    return {
        "baseline": i["baseline"],
        "elapsed": i["current_year"] - i["baseline_year"],
        **({"target": i["target"], "duration": i["target_year"] - i["baseline_year"]} if "target_year" in i else {}),
    }


def _fraction(i: Inputs) -> float | None:
    # okr-tracker: no way is no progress, and no reading is the baseline
    return p.fraction(i.get("current"), baseline=i["baseline"], target=i["target"], flat=0.0, unread=0.0)


def _degenerate(i: Inputs) -> dict[str, Any]:
    return {
        "fraction": p.fraction(i["current"], baseline=i["baseline"], target=i["target"]),
        "achieved": p.achieved(i["current"], target=i["target"], direction=i["direction"]),
    }


def _range(i: Inputs) -> dict[str, Any]:
    found = p.within(i["current"], low=i["low"], high=i["high"])
    return {"in_range": found.in_range, "distance": found.distance}


def _rebaseline(i: Inputs) -> dict[str, Any]:
    found = p.rebaselined(*((i[k]["baseline"], i[k]["target"], i[k]["current"]) for k in ("first", "second")))
    return {
        "f1": found.first,
        "f2": found.second,
        "chained": found.chained,
        "from_original": found.from_original,
    }


def _expected_linear(i: Inputs) -> dict[str, Any]:
    elapsed = p.expected_fraction_linear(i["now_year"], start=i["start_year"], end=i["end_year"])
    found = p.expected_value_linear(elapsed, baseline=i["baseline"], target=i["target"])
    return {"expected_value": found.value, "expected_fraction": found.fraction}


def _expected_compound(i: Inputs) -> dict[str, Any]:
    found = p.expected_value_compound(i["elapsed_fraction"], baseline=i["baseline"], target=i["target"])
    if found is None:
        return {"expected_value": None, "expected_fraction": None}
    return {"expected_value": found.value, "expected_fraction": found.fraction}


def _fractions(name: str, key: str = "status") -> Answer:
    def found(i: Inputs) -> dict[str, Any]:
        inputs = {"fraction": i["fraction"], "expected": i["expected_fraction"]}
        return {key: p.status_of(p.policy(name), achieved=i.get("achieved", False), **inputs)}

    return found


def _percents(name: str) -> Answer:
    def found(i: Inputs) -> dict[str, Any]:
        inputs = {"fraction": i["actual_percent"], "expected": i["expected_percent"]}
        return {"status": p.status_of(p.policy(name), whole=100, **inputs)}

    return found


def _judged(name: str, given: str, key: str) -> Answer:
    return lambda i: {key: p.policy(name).judge(i[given])}


def _servicenow(i: Inputs) -> dict[str, Any]:
    share = p.fraction(i["current"], baseline=i["baseline"], target=i["target"])
    return {"fraction": share, "status": p.policy("servicenow").judge(share)}


def _to_plan(share: float | None) -> dict[str, Any]:
    status = None if share is None else p.policy("servicenow").judge(share)
    return {"percent": p.to_percent(share), "status": status}


def _eurostat(i: Inputs) -> dict[str, Any]:
    by = p.policy("eurostat_growth")
    return {"category": by.achieved if i["achieved"] else by.judge(i["ratio"])}


def _cagr_ratio(i: Inputs) -> dict[str, Any]:
    found = p.cagr_ratio(i["current"], direction=i["direction"], **_years(i))
    by = p.policy("eurostat_growth")
    unmet = p.State.NOT_ASSESSABLE if found.ratio is None else by.judge(found.ratio)
    category = by.achieved if found.achieved else unmet
    return {"cagr_observed": found.observed, "ratio": found.ratio, "category": category}


def _trend_only(i: Inputs) -> dict[str, Any]:
    found = p.trend_only(i["current"], direction=i["direction"], limit=i.get("limit"), **_years(i))
    category = p.State.NOT_ASSESSABLE if found.score is None else p.statcan_category([found.score])
    return {"cagr_signed": found.growth, "scale": found.scale, "category": category, "score": found.score}


def _extrapolated(i: Inputs) -> dict[str, Any]:
    found = p.extrapolated_ratio(i["current"], percent=True, **_years(i))
    by = p.policy("un_progress_chart")
    score = len(by.bands) if found.reached else None if found.ratio is None else by.rank(found.ratio)
    return {"extrapolated": found.value, "ratio": found.ratio, "score": score}


def _un_trend(i: Inputs) -> dict[str, Any]:
    return {"score": p.policy("un_trend").rank(p.signed(i["cagr"], direction=i["direction"]))}


def _linear_rate_ratio(i: Inputs) -> dict[str, Any]:
    found = p.linear_rate_ratio(i["current"], **_years(i))
    return {
        "actual_rate": found.actual,
        "required_rate": found.required,
        "ratio": found.ratio,
        "fraction": found.fraction,
        "expected_fraction": found.expected,
    }


def _linear_ratio(i: Inputs) -> dict[str, Any]:
    found = p.linear_ratio(i["fraction"], expected=i["expected_fraction"])
    return {"pace_ratio": found.ratio, "gap": found.gap}


_SIDES = {"increase": "increase", "stay_above": "increase", "decrease": "decrease", "stay_below": "decrease"}


def _buffer(i: Inputs) -> dict[str, Any]:
    points = i.get("points") or [(i["start"], i["start_value"]), (i["end"], i["end_value"])]
    found = p.buffer_days(
        i["current"],
        at=i["now"],
        points=points,
        direction=_SIDES[i["direction"]],
        presumed_daily=i.get("presumed_daily", 0),
    )
    return {"line_now": found.line, "delta": found.delta, "buffer_days": found.days, "colour": found.colour}


def _piecewise(i: Inputs) -> dict[str, Any]:
    points = i["points"]
    soon = p.moment("piecewise", "now", i["now"]) + 7
    return {
        **(_buffer(i) if "current" in i else {"line_now": p.piecewise(points, at=i["now"])}),
        "line_in_7_days": p.piecewise(points, at=soon),
        "end_value": points[-1][1],
        "average_rate_per_day": p.average_rate(points),
    }


def _linear_rate(i: Inputs) -> dict[str, Any]:
    found = p.line(
        i["start"], i["start_value"], end=i.get("end"), end_value=i.get("end_value"), rate=i.get("rate_per_day")
    )
    delta = {"delta": found.delta(i["current"], at=i["now"])} if "current" in i else {}
    return {"rate_per_day": found.rate, "line_now": found.value(i["now"]), "end_value": found.end_value, **delta}


def _zone(i: Inputs) -> dict[str, Any]:
    ratio = p.fraction(i["current"], baseline=i["baseline"], target=i["stretch"])
    return {"ratio": ratio, "zone": None if ratio is None else p.policy("okr_zone").judge(ratio)}


def _commit_target(i: Inputs) -> dict[str, Any]:
    found = p.commit_levels(i["baseline"], stretch=i["stretch"])
    return {"target": found.target, "commit": found.commit}


def _statcan(i: Inputs) -> dict[str, Any]:
    given = {"scores": i["scores"], "achieved": i.get("achieved")}
    return {"score": p.statcan_mean(**given), "category": p.statcan_category(**given)}


def _basic(i: Inputs) -> dict[str, Any]:
    bac = i["bac"]
    found = p.earned_value_of_shares(bac, planned=i["planned_fraction"], earned=i["earned_fraction"], ac=i["ac"])
    return {name: getattr(found, name) for name in ("pv", "ev", "sv", "cv", "spi", "cpi", "eac", "etc", "vac")}


def _forecast_cpi(i: Inputs) -> dict[str, Any]:
    found = p.earned_value(i["bac"], pv=i.get("pv", 0), ev=i["ev"], ac=i["ac"])
    return {"eac": found.eac, "etc": found.etc, "vac": found.vac}


def _schedule(found: p.EarnedSchedule) -> dict[str, Any]:
    return {
        "es": found.es,
        "spi_t": found.spi,
        "sv_t": found.sv,
        "ieac_t_pf1": found.ieac_planned,
        "ieac_t": found.ieac,
        "spi": found.money_spi,
    }


def _lipke(i: Inputs) -> dict[str, Any]:
    given = {"ev": i["ev"], "at": i["actual_time"], "duration": i["planned_duration"]}
    found = p.earned_schedule(i["pv_cumulative"], **given)
    tspi = p.tspi(i["planned_duration"], at=i["actual_time"], es=found.es)
    return {**_schedule(found), "tspi": tspi}


def _histogram(i: Inputs) -> dict[int, float]:
    return {int(outcome): count for outcome, count in i["histogram"].items()}


def _joint(i: Inputs) -> dict[str, Any]:
    return {"histogram": p.joint_completion(*(_histogram({"histogram": h}) for h in i["histograms"]))}


ANSWERS: dict[str, Answer] = {
    # how far
    "progress.fraction": lambda i: {"fraction": _fraction(i)},
    "progress.fraction_clamped": lambda i: {"fraction": p.clamped(_fraction(i))},
    "progress.remaining_fraction": lambda i: {
        "remaining_fraction": p.remaining_fraction(i["current"], baseline=i["baseline"], target=i["target"])
    },
    "progress.degenerate": _degenerate,
    "progress.maintain_below": lambda i: {
        "fraction": p.maintain_below(i["current"], limit=i["limit"], inclusive=i.get("inclusive", True))
    },
    "progress.maintain_above": lambda i: {
        "fraction": p.maintain_above(i["current"], limit=i["limit"], inclusive=i.get("inclusive", True))
    },
    "progress.range": _range,
    "progress.milestones": lambda i: {"fraction": p.milestones(i["weights"], i["done"])},
    "progress.rebaseline": _rebaseline,
    "status.achieved": lambda i: {"achieved": p.achieved(i["current"], target=i["target"], direction=i["direction"])},
    "transform.parity": lambda i: {"value": p.parity(i["value"], band=i["tolerance_band"])},
    "transform.reflect_about": lambda i: {"value": p.reflect_about(i["value"], centre=i["centre"])},
    "target.relative_percent": lambda i: {"target": p.relative_target(i["baseline"], percent=i["percent"])},
    "target.percentage_points": lambda i: {"target": p.points_target(i["baseline"], points=i["points"])},
    "okr.commit_target": _commit_target,
    # where it should be
    "trajectory.expected_fraction_linear": lambda i: {
        "expected_fraction": p.expected_fraction_linear(
            i["now"], start=i["start"], end=i["end"], day_count=i.get("day_count", "instant")
        )
    },
    "trajectory.expected_value_linear": _expected_linear,
    "trajectory.expected_value_compound": _expected_compound,
    "trajectory.piecewise": _piecewise,
    "trajectory.linear_rate": _linear_rate,
    "trajectory.step": lambda i: {"line_now": p.step(i["points"], at=i["now"])},
    # how fast
    "pace.linear_ratio": _linear_ratio,
    "pace.linear_rate_ratio": _linear_rate_ratio,
    "pace.cagr_ratio": _cagr_ratio,
    "pace.trend_only": _trend_only,
    "pace.extrapolated_ratio": _extrapolated,
    "pace.statcan_score": lambda i: {"score": p.statcan_score(i["ratio"])},
    "pace.required_from_now": lambda i: {
        "required_rate": p.required_from_now(
            i["current"], target=i["target"], left=i["target_year"] - i["current_year"]
        )
    },
    "pace.cumulative_to_plan": lambda i: _to_plan(
        p.cumulative_to_plan(i["actual_to_date"], planned=i["planned_to_date"], baseline=i.get("baseline", 0))
    ),
    "pace.window_ratio": lambda i: _to_plan(p.window_ratio(i["actual"], planned=i["planned"])),
    "buffer.days": _buffer,
    "buffer.days_pessimistic": _buffer,
    "rate.aarr": lambda i: {"aarr_percent": p.aarr(i["t"], i["y"])},
    "rate.aarr_from_slope": lambda i: {"aarr_percent": p.aarr_from_slope(i["log_slope"])},
    "rate.arr_continuous": lambda i: {"arr_percent": p.arr_continuous(i["y0"], i["y1"], years=i["t1"] - i["t0"])},
    "rate.percent_reduction": lambda i: {"percent": p.percent_reduction(i["y0"], i["y1"])},
    "rate.cagr": lambda i: {"cagr": p.cagr(i["y0"], i["y1"], years=i["t1"] - i["t0"])},
    "rate.required_cagr": lambda i: {"cagr": p.required_cagr(i["y0"], target=i["y1"], years=i["t1"] - i["t0"])},
    "emissions.sbti_required_reduction": lambda i: {
        "required_reduction_percent": p.sbti_required_reduction(
            i["target_year"], base_year=i["base_year"], rate=i["lar_percent"]
        )
    },
    "emissions.annual_reduction_rate": lambda i: {
        "annual": p.annual_reduction_rate(i["reduction"], base_year=i["base_year"], end_year=i["end_year"])
    },
    "emissions.linear_allowance": lambda i: {
        "allowance": p.linear_allowance(i["base"], rate=i["lar_percent"], years=i["years"])
    },
    "emissions.compound_allowance": lambda i: {
        "allowance": p.compound_allowance(i["base"], rate=i["rate_percent"], years=i["years"])
    },
    # what that is called
    "status.default": _fractions("eurostat"),
    "status.eurostat": _eurostat,
    "status.un_trend_only": _un_trend,
    "status.istat_trend": _judged("istat_trend", "cagr_signed", "category"),
    "status.servicenow": _servicenow,
    "status.servicenow_percent": lambda i: {
        "status": p.status_of(p.policy("servicenow"), fraction=i["percent"], expected=100, whole=100)
    },
    "status.upraise": _fractions("upraise"),
    "status.viva": _fractions("viva"),
    "status.engagedly": _percents("engagedly"),
    "status.engagedly_maintain": lambda i: {
        "status": p.maintain_status(kept=i["meets_threshold"], over=not i["before_due"])
    },
    "status.planview": _percents("planview"),
    "status.ally_alert": _percents("ally_alert"),
    "status.mooncamp": _judged("mooncamp", "ratio", "status"),
    "status.okr_google": _judged("okr_google", "score", "colour"),
    "status.okr_zone": _zone,
    # many as one
    "rollup.mean": lambda i: {"value": p.mean(i["values"])},
    "rollup.mean_floor0": lambda i: {"value": p.mean(i["values"], low=0)},
    "rollup.weighted_mean": lambda i: {"value": p.weighted_mean(i["values"], i["weights"])},
    "rollup.worst": lambda i: {"status": p.worst(i["statuses"])},
    "rollup.latest": lambda i: {"status": p.latest(i["statuses"])},
    "rollup.statcan": _statcan,
    "rollup.joint_completion": _joint,
    "gas.tscore": lambda i: {"tscore": p.gas_tscore(i["scores"], weights=i.get("weights"), rho=i.get("rho", 0.3))},
    "montecarlo.when_percentile": lambda i: {
        "days": [p.when_percentile(_histogram(i), percent) for percent in i["percentiles"]]
    },
    "montecarlo.how_many_percentile": lambda i: {
        "items": [p.how_many_percentile(_histogram(i), percent) for percent in i["percentiles"]]
    },
    "montecarlo.when_likelihood": lambda i: {
        "percent": [p.when_likelihood(_histogram(i), day, empty=0.0) for day in i["by_day"]]  # as Lighthouse
    },
    "montecarlo.how_many_likelihood": lambda i: {
        "percent": [p.how_many_likelihood(_histogram(i), count, empty=0.0) for count in i["at_least"]]
    },
    # plans in money and time
    "evm.basic": _basic,
    "evm.spi": lambda i: {"spi": p.spi(i["ev"], i["pv"])},
    "evm.cpi": lambda i: {"cpi": p.cpi(i["ev"], i["ac"])},
    "evm.cumulate": lambda i: {"ac": p.cumulate(i["period_costs"], period=i["period"])},
    "evm.eac_cpi": lambda i: {"eac": p.eac_typical(i["bac"], cpi=i["cpi"])},
    "evm.eac_atypical": lambda i: {"eac": p.eac_atypical(i["bac"], ac=i["ac"], ev=i["ev"])},
    "evm.eac_combined": lambda i: {"eac": p.eac_combined(i["bac"], ac=i["ac"], ev=i["ev"], cpi=i["cpi"], spi=i["spi"])},
    "evm.etc": lambda i: {"etc": p.etc(i["eac"], ac=i["ac"])},
    "evm.vac": lambda i: {"vac": p.vac(i["bac"], eac=i["eac"])},
    "evm.tcpi_bac": lambda i: {"tcpi": p.tcpi(i["bac"], ev=i["ev"], ac=i["ac"])},
    "evm.tcpi_eac": lambda i: {"tcpi": p.tcpi(i["bac"], ev=i["ev"], ac=i["ac"], eac=i["eac"])},
    "evm.forecast_cpi": _forecast_cpi,
    "es.lipke": _lipke,
    "es.ieac_identity": lambda i: {"ieac_t": p.ieac_time(i["planned_duration"], at=i["actual_time"], es=i["es"])},
    "es.linear_goal": lambda i: _schedule(
        p.earned_schedule_linear(i["fraction"], elapsed=i["elapsed"], duration=i["duration"])
    ),
}

try:  # the cases of forecasts are mapped beside them
    from forecast_cases import ANSWERS as FORECASTS
except ImportError:
    FORECASTS = {}
ANSWERS.update(FORECASTS)
