"""Earned value and earned schedule: money and time of a plan against what was done.

Amounts are in one currency or in hours, times in periods of the plan. BAC is the budget at completion, PV the planned
value, EV the earned value, AC the actual cost.

Sources:
    Formulas as in the PRA package of Paul Govan and in the Project Management Body of Knowledge; earned schedule:
    Walter Lipke, "Schedule is different" (2003). Figures of the airport project in the tests: castor00/EVapp, after
    Vandevoorde and Vanhoucke.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from smartgoals.model.field import refuse
from smartgoals.progress.real import real, reals

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "EarnedSchedule",
    "EarnedValue",
    "cpi",
    "cumulate",
    "eac_atypical",
    "eac_combined",
    "eac_typical",
    "earned_schedule",
    "earned_schedule_linear",
    "earned_value",
    "earned_value_of_shares",
    "etc",
    "ieac_time",
    "spi",
    "tcpi",
    "tspi",
    "vac",
]


def _quotient(over: float, under: float) -> float | None:
    return over / under if under else None


def spi(ev: float, pv: float) -> float | None:
    """Schedule performance index, EV / PV; 1 on plan. It ends at 1 also for late work; see `earned_schedule()`."""
    return _quotient(real("spi", "ev", ev), real("spi", "pv", pv))


def cpi(ev: float, ac: float) -> float | None:
    """Cost performance index, EV / AC; below 1 when work costs more than it was to."""
    return _quotient(real("cpi", "ev", ev), real("cpi", "ac", ac))


def cumulate(costs: Sequence[float], *, period: int) -> float:
    """What has come together by the end of a period, the first period being 1.

    Example:
        >>> cumulate([9000, 18000, 36000], period=3)
        63000.0
    """
    parts = reals("cumulate", "costs", costs)
    if not 0 <= period <= len(parts):
        refuse(
            "cumulate", "period", period, f"is not among {len(parts)} periods", "count from 1; 0 is before the first"
        )
    return math.fsum(parts[:period])


def eac_typical(bac: float, *, cpi: float) -> float | None:
    """Estimate at completion when costs stay as they were: BAC / CPI.

    Example:
        >>> eac_typical(100_000, cpi=0.8)
        125000.0
    """
    return _quotient(real("eac_typical", "bac", bac), real("eac_typical", "cpi", cpi))


def eac_atypical(bac: float, *, ac: float, ev: float) -> float:
    """Estimate at completion when the rest costs what was planned: AC + (BAC - EV)."""
    return real("eac_atypical", "ac", ac) + real("eac_atypical", "bac", bac) - real("eac_atypical", "ev", ev)


def eac_combined(bac: float, *, ac: float, ev: float, cpi: float, spi: float) -> float | None:
    """Estimate at completion when both cost and pace stay as they were: AC + (BAC - EV) / (CPI x SPI)."""
    rest = real("eac_combined", "bac", bac) - real("eac_combined", "ev", ev)
    dear = _quotient(rest, real("eac_combined", "cpi", cpi) * real("eac_combined", "spi", spi))
    return None if dear is None else real("eac_combined", "ac", ac) + dear


def etc(eac: float, *, ac: float) -> float:
    """Estimate to complete: EAC - AC."""
    return real("etc", "eac", eac) - real("etc", "ac", ac)


def vac(bac: float, *, eac: float) -> float:
    """Variance at completion: BAC - EAC; below 0 when it will cost more than budgeted."""
    return real("vac", "bac", bac) - real("vac", "eac", eac)


def tcpi(bac: float, *, ev: float, ac: float, eac: float | None = None) -> float | None:
    """To-complete performance index: (BAC - EV) / (BAC - AC), or over (EAC - AC) when an estimate is given.

    Above 1.10 is the usual alarm (Lipke, 2016).
    """
    goal = bac if eac is None else eac
    return _quotient(
        real("tcpi", "bac", bac) - real("tcpi", "ev", ev), real("tcpi", "eac", goal) - real("tcpi", "ac", ac)
    )


@attrs.frozen
class EarnedValue:
    """Cost and schedule of a plan on a day.

    Attributes:
        pv: Planned value.
        ev: Earned value.
        sv: Schedule variance, EV - PV, in money.
        cv: Cost variance, EV - AC.
        spi: EV / PV; None while nothing was planned.
        cpi: EV / AC; None while nothing was spent.
        eac: BAC / CPI; None while it cannot be told.
        etc: EAC - AC; None likewise.
        vac: BAC - EAC; None likewise.
    """

    pv: float
    ev: float
    sv: float
    cv: float
    spi: float | None
    cpi: float | None
    eac: float | None
    etc: float | None
    vac: float | None


def earned_value(bac: float, *, pv: float, ev: float, ac: float) -> EarnedValue:
    """The usual figures of earned value together.

    Args:
        bac: Budget at completion.
        pv: Planned value: the budget of the work that should be done by now.
        ev: Earned value: the budget of the work that is done.
        ac: Actual cost of that work.

    Example:
        >>> found = earned_value(4000, pv=3000, ev=2500, ac=2800)
        >>> found.sv, found.cv, round(found.eac)
        (-500.0, -300.0, 4480)

    Source:
        The fence exercise for the PMP examination.
    """
    planned, earned, spent = (
        real("earned_value", "pv", pv),
        real("earned_value", "ev", ev),
        real("earned_value", "ac", ac),
    )
    index = cpi(earned, spent)
    whole = None if index is None else eac_typical(bac, cpi=index)
    return EarnedValue(
        pv=planned,
        ev=earned,
        sv=earned - planned,
        cv=earned - spent,
        spi=spi(earned, planned),
        cpi=index,
        eac=whole,
        etc=None if whole is None else etc(whole, ac=spent),
        vac=None if whole is None else vac(bac, eac=whole),
    )


def earned_value_of_shares(bac: float, *, planned: float, earned: float, ac: float) -> EarnedValue:
    """The same from the shares of the work that should be done and that is done, in [0, 1].

    Example:
        >>> earned_value_of_shares(4000, planned=0.75, earned=0.625, ac=2800).sv
        -500.0
    """
    whole = real("earned_value_of_shares", "bac", bac)
    return earned_value(
        whole,
        pv=whole * real("earned_value_of_shares", "planned", planned),
        ev=whole * real("earned_value_of_shares", "earned", earned),
        ac=ac,
    )


@attrs.frozen
class EarnedSchedule:
    """Schedule measured in time.

    Attributes:
        es: Earned schedule: when the plan reaches what is earned, in periods from the start.
        sv: ES - AT, periods ahead; below 0 when late.
        spi: ES / AT; None at the start.
        ieac_planned: When it ends if the rest goes as planned: AT + (PD - ES), in periods.
        ieac: When it ends if the pace stays: PD / SPI(t), in periods; None when the pace is nought.
        money_spi: EV / PV at the same time, for comparison; None without a plan in money.
    """

    es: float
    sv: float
    spi: float | None
    ieac_planned: float
    ieac: float | None
    money_spi: float | None = None


def earned_schedule(planned: Sequence[float], *, ev: float, at: float, duration: float | None = None) -> EarnedSchedule:
    """Earned schedule: the time at which the plan reaches what is earned: C + (EV - PV_C) / (PV_C+1 - PV_C).

    Args:
        planned: Planned value at the end of each period, cumulative and not falling.
        ev: Earned value.
        at: Actual time, in periods from the start.
        duration: Planned duration in periods; the number of periods in the plan by default.

    Example:
        >>> found = earned_schedule([10, 30, 60], ev=40, at=3)
        >>> round(found.es, 2), round(found.spi, 2)
        (2.33, 0.78)

    Source:
        Lipke (2003).
    """
    plan = [0.0, *reals("earned_schedule", "planned", planned)]
    if len(plan) < 2 or any(after < before for before, after in itertools.pairwise(plan)):
        refuse("earned_schedule", "planned", planned, "does not rise", "give cumulative values, one for each period")
    earned, now = real("earned_schedule", "ev", ev), real("earned_schedule", "at", at)
    whole = min(max(bisect_right(plan, earned) - 1, 0), len(plan) - 1)
    if whole == len(plan) - 1:
        # A plan that ends in a level stretch is reached where the stretch begins.
        es = float(plan.index(plan[-1]))
    else:
        es = whole + max(0.0, earned - plan[whole]) / (plan[whole + 1] - plan[whole])
    due = plan[min(max(math.floor(now), 0), len(plan) - 1)]
    return _scheduled(es, now, len(plan) - 1 if duration is None else duration, spi(earned, due))


def earned_schedule_linear(fraction: float, *, elapsed: float, duration: float) -> EarnedSchedule:
    """Earned schedule of a goal on a straight line: fraction x duration.

    Args:
        fraction: Share of the way made.
        elapsed: Time since the start.
        duration: Time from start to deadline, in the same unit.

    Example:
        >>> round(earned_schedule_linear(0.6, elapsed=5, duration=10).ieac, 2)
        8.33
    """
    whole = real("earned_schedule_linear", "duration", duration)
    es = real("earned_schedule_linear", "fraction", fraction) * whole
    return _scheduled(es, real("earned_schedule_linear", "elapsed", elapsed), whole, None)


def _scheduled(es: float, at: float, duration: float, money: float | None) -> EarnedSchedule:
    index = _quotient(es, at)
    return EarnedSchedule(
        es=es,
        sv=es - at,
        spi=index,
        ieac_planned=at + duration - es,
        ieac=ieac_time(duration, at=at, es=es),
        money_spi=money,
    )


def ieac_time(duration: float, *, at: float, es: float) -> float | None:
    """When a plan ends if its pace stays as it was: AT + (PD - ES) / SPI(t), which is PD / SPI(t).

    Example:
        >>> ieac_time(9, at=7, es=5)
        12.6
    """
    whole = real("ieac_time", "duration", duration)
    return _quotient(whole * real("ieac_time", "at", at), real("ieac_time", "es", es))


def tspi(duration: float, *, at: float, es: float) -> float | None:
    """To-complete schedule performance index: (PD - ES) / (PD - AT); above 1.10 is the usual alarm.

    None at and after the planned end, when no pace is enough.
    """
    whole = real("tspi", "duration", duration)
    left = whole - real("tspi", "at", at)
    return (whole - real("tspi", "es", es)) / left if left > 0 else None
