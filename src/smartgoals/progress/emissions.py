"""Cuts of emissions: rates, allowances and the reductions that a standard asks for.

Source:
    Science Based Targets initiative, absolute contraction approach, as in its SBTi-finance-tool and in course material
    that quotes the standard. The initiative has announced other rates, so the rate is a parameter.
"""

from __future__ import annotations

from smartgoals.progress.real import real

__all__ = ["annual_reduction_rate", "compound_allowance", "linear_allowance", "sbti_required_reduction"]


def sbti_required_reduction(
    target_year: float, *, base_year: float, rate: float = 4.2, latest_base: float = 2020
) -> float:
    """The cut that absolute contraction asks for, in percent of the base year: rate x (target year - base year).

    Args:
        target_year: The year of the target.
        base_year: The year it is compared with; a later one than `latest_base` counts as that.
        rate: Linear annual reduction, in percent of the base year.
        latest_base: The last base year that is counted from itself.

    Example:
        >>> sbti_required_reduction(2030, base_year=2022)
        42.0
    """
    first = min(real("sbti_required_reduction", "base_year", base_year), latest_base)
    years = real("sbti_required_reduction", "target_year", target_year) - first
    return real("sbti_required_reduction", "rate", rate) * years


def annual_reduction_rate(reduction: float, *, base_year: float, end_year: float) -> float | None:
    """A cut spread evenly over its years: reduction / (end - base); None when it ends before it begins.

    Args:
        reduction: The whole cut, as a share or in percent.
        base_year: Where it starts.
        end_year: Where it ends.
    """
    years = real("annual_reduction_rate", "end_year", end_year) - real("annual_reduction_rate", "base_year", base_year)
    return real("annual_reduction_rate", "reduction", reduction) / years if years > 0 else None


def linear_allowance(base: float, *, rate: float, years: float) -> float:
    """What may still be emitted after some years of equal cuts: base x (1 - rate x years / 100), not below 0.

    Args:
        base: Emissions in the base year.
        rate: Cut a year, in percent of the base year.
        years: Years since then.

    Example:
        >>> linear_allowance(10_000, rate=4.2, years=5)
        7900.0
    """
    share = real("linear_allowance", "rate", rate) * real("linear_allowance", "years", years) / 100
    return real("linear_allowance", "base", base) * max(0.0, 1 - share)


def compound_allowance(base: float, *, rate: float, years: float) -> float:
    """The same with cuts in percent of the year before: base x (1 - rate / 100) ** years. It allows more.

    Example:
        >>> round(compound_allowance(10_000, rate=4.2, years=5))
        8069
    """
    share = 1 - real("compound_allowance", "rate", rate) / 100
    return real("compound_allowance", "base", base) * float(
        max(0.0, share) ** real("compound_allowance", "years", years)
    )
