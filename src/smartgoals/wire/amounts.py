"""Amounts, and yes or no, as people write them in cells: with a decimal comma, a percent sign, "kr", "ja"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from smartgoals.catalogue.entry import PHYSICAL
from smartgoals.lexicon import languages, load
from smartgoals.model import Unit

__all__ = ["CellError", "read_number", "read_share", "read_truth", "read_unit"]

_SPACES: Final = re.compile(r"[ \u00a0\u2009\u202f']")
_NUMBER: Final = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)", re.ASCII)
_PARTED: Final = re.compile(r"[+-]?\d{1,3}([.,])\d{3}", re.ASCII)
_YES: Final = frozenset({"yes", "true", "1", "x", "ja", "sant"})
_NO: Final = frozenset({"", "no", "false", "0", "nej", "falskt"})


class CellError(ValueError):
    """A text that does not say what its cell is for, or that can be read in two ways."""


def read_share(text: str) -> tuple[str, bool]:
    """What stands before a percent sign, and whether there is one.

    Example:
        >>> read_share("7,4 %"), read_share("7,4")
        (('7,4', True), ('7,4', False))
    """
    bare = text.strip()
    return bare.removesuffix("%").strip(), bare.endswith("%")


def read_number(text: str, *, parted_by_comma: bool = False) -> Decimal:
    """The number that a text means, with a decimal point or a decimal comma.

    Args:
        text: Such as `12.5`, `12,5`, `1 234,5` or `1,234.5`.
        parted_by_comma: Whether a lone comma may part thousands, so that `1,234` can be read in two ways.

    Raises:
        CellError: It is no number, or can be read as two.

    Example:
        >>> print(read_number("1 234,5"), read_number("69,2"))
        1234.5 69.2
    """
    bare = _SPACES.sub("", text.replace("\u2212", "-"))
    if not _NUMBER.fullmatch(bare):
        raise CellError(f"{text!r} is no number; write it as 12.5" if text else "it is empty; leave the row out")
    if parted_by_comma and _PARTED.fullmatch(bare) and "," in bare:
        either = f"{bare.replace(',', '')} or {bare.replace(',', '.')}"
        raise CellError(f"{text!r} can be read as {either}; write which")
    mark = max(",.", key=bare.rfind)  # the last one parts decimals, unless it is there twice and parts thousands
    other = "." if mark == "," else ","
    whole, _, decimals = bare.partition(mark) if bare.count(mark) == 1 else (bare, "", "")
    thousands = mark if bare.count(mark) > 1 else other
    if other in decimals or (thousands in whole and not _grouped(whole, thousands)):
        raise CellError(f"{text!r} is no number; write it as 12.5")
    return Decimal(f"{whole.replace(thousands, '') or '0'}.{decimals or '0'}")


def _grouped(digits: str, mark: str) -> bool:
    """Whether thousands are parted, and nothing else."""
    first, *rest = digits.lstrip("+-").split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def read_unit(text: str) -> Unit:
    """The unit that a text means in any of the languages, such as "kr" and "timmar"; else its canonical reading.

    Raises:
        InvalidValueError: It is no unit.

    Example:
        >>> print(*map(read_unit, ("%", "kr", "sekunder", "st")))
        percent SEK second st
    """
    if text in PHYSICAL:
        return Unit.physical(text)
    for language in languages():
        entry = load(language).entries.get(text.strip().casefold())
        kind, symbol = entry.roles.get("unit", ("", "")) if entry is not None else ("", "")
        if kind == "currency":
            return Unit.currency(symbol)
        if kind:
            return Unit.parse(symbol, physical=kind == "physical")
    return Unit.parse(text)


def read_truth(text: str) -> bool:
    """Whether a text says yes; an empty one says no.

    Raises:
        CellError: It says neither.

    Example:
        >>> read_truth("Ja"), read_truth("x"), read_truth("")
        (True, True, False)
    """
    said = text.strip().casefold()
    if said not in _YES | _NO:
        raise CellError(f"{text!r} is neither yes nor no; write yes, or leave it empty")
    return said in _YES
