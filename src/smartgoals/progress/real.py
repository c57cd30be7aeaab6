"""Numbers as they come into the arithmetic of progress: plain floats, refused when they are none."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING

from smartgoals.model.field import refuse, to_day

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LARGEST", "moderate", "moment", "real", "reals"]

LARGEST = 1e100
"""Larger numbers are refused where numbers are multiplied: their squares and products would no longer be floats."""
_NUMBER = (int, float, Decimal, Real)  # the last takes long to ask, and is for the numbers of other libraries


def real(owner: str, field: str, value: object) -> float:
    """One finite number as a float.

    Raises:
        InvalidValueError: It is no number, a truth value, NaN, infinite, or too large for a float.
    """
    if type(value) is float and math.isfinite(value):
        return value  # the usual case, in one step
    if isinstance(value, bool) or not isinstance(value, _NUMBER):
        refuse(owner, field, value, "is no number", "give a finite int, float or Decimal")
    try:
        number = float(value)
    except OverflowError:
        refuse(owner, field, value, "is too large", "give a number below 1E+308, or a larger unit")
    if math.isinf(number) and isinstance(value, Decimal) and value.is_finite():
        refuse(owner, field, value, "is too large", "give a number below 1E+308, or a larger unit")
    if not math.isfinite(number):
        refuse(owner, field, str(value), "is not finite", "leave out a reading that is missing, or read it again")
    return number


def moderate(owner: str, field: str, value: object) -> float:
    """One finite number as a float, not beyond 1e100, so that its square is one, too.

    Raises:
        InvalidValueError: It is none, or too large.
    """
    number = real(owner, field, value)
    if abs(number) > LARGEST:
        refuse(owner, field, number, "is beyond 1e100", "give it in a larger unit")
    return number


def reals(owner: str, field: str, values: Iterable[object]) -> list[float]:
    """Several finite numbers as floats; the place of one that is refused is named."""
    return [real(owner, f"{field}[{place}]", value) for place, value in enumerate(values)]


def moment(owner: str, field: str, value: object) -> float:
    """A time as a number: a date, or its ISO text, becomes the number of its day."""
    if isinstance(value, dt.date | str):
        return float(to_day(value, owner, field).toordinal())
    return real(owner, field, value)
