"""The five criteria that a goal is judged by."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Criterion"]


class Criterion(StrEnum):
    """One letter of SMART, as the digital roadmap reads them: Specific, Measurable, Achievable, Realistic, Time-bound.

    *Achievable* asks whether the goal is possible, *Realistic* whether it is probable and worth it.

    Example:
        >>> "".join(criterion.letter for criterion in Criterion)
        'SMART'
    """

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    REALISTIC = "realistic"
    TIME_BOUND = "time_bound"

    @property
    def letter(self) -> str:
        """Its letter, a capital."""
        return self.value[0].upper()
