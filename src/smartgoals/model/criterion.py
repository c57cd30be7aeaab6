"""The five criteria that a goal is judged against, in the order of their letters."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Criterion"]


class Criterion(StrEnum):
    """One of the five criteria of a SMART goal.

    Achievable asks whether the goal is possible; Realistic, whether it is probable and worth its price.

    Example:
        >>> [criterion.letter for criterion in Criterion]
        ['S', 'M', 'A', 'R', 'T']
        >>> Criterion("time_bound").letter
        'T'

    Source:
        Doran, G. T. (1981), "There's a S.M.A.R.T. way to write management's goals and objectives",
        Management Review 70(11), 35-36, for the acronym; the reading of the letters A and R varies between
        authors, and this one is the reading of the article that the library follows.
    """

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    REALISTIC = "realistic"
    TIME_BOUND = "time_bound"

    @property
    def letter(self) -> str:
        """The letter that stands for the criterion."""
        return self.value[0].upper()
