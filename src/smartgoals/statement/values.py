"""Numbers and measures as people write them: "20 000", "12,5 %", "3 mkr", "€1.2m", "45 ton per år".

Each function looks at the tokens from a position and gives back what it read and the position after it, or None when
what stands there is something else. None of them looks further than a few tokens ahead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import attrs

from smartgoals.model import Unit

if TYPE_CHECKING:
    from smartgoals.lexicon import Entry, Lexicon
    from smartgoals.statement.tokens import Token

__all__ = ["MINUS", "Amount", "Numeral", "counting", "entry_at", "read_amount", "read_numeral", "read_unit"]

MINUS = frozenset("-−–")
_SPACES = frozenset(" \u00a0\u2007\u2009\u202f'’")
_SLASH = "/"
_MOST_GROUPS = 20  # of three digits in one number
_SMALLER = {"hour": "minute", "minute": "second"}
_NAMED = {str(unit): unit for unit in (Unit.percent(), Unit.percentage_point(), Unit.times(), Unit.number())}
_MOST_PER = 3  # "kWh per square metre and year" has two


class Numeral(NamedTuple):
    """A number, the position after it, and the other way to read it, if there is one."""

    value: Decimal
    after: int
    other: Decimal | None = None
    scale: Decimal = Decimal(1)


@attrs.frozen
class Amount:
    """A number with its unit, as written.

    Attributes:
        value: The number, written out.
        unit: The unit, or None when no unit follows.
        slot: The unit as the sentence writes it, such as `"percent"`, `"SEK/dag"` or `"minuter"`.
        first: Position of its first token.
        after: Position after its last token.
        other: The other way to read the number, if there is one.
        scale: What a word such as "million" multiplied it by.
    """

    value: Decimal
    unit: Unit | None
    slot: str | None
    first: int
    after: int
    other: Decimal | None = None
    scale: Decimal = Decimal(1)


def counting(noun: str) -> Unit:
    """The unit that a noun counts; a word that names a unit in any language, such as "percent", is that unit."""
    return _NAMED.get(" ".join(noun.casefold().split())) or Unit.count(noun)


def entry_at(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Entry, int] | None:
    """The longest word or phrase of the lexicon that starts at a position, and the position after it."""
    if i >= len(tokens):
        return None
    norm = tokens[i].norm
    phrases = lexicon.starts.get(norm)
    if phrases is not None and i + 1 < len(tokens):
        for entry in phrases.get(tokens[i + 1].norm, ()):
            words = entry.words
            after = i + len(words)
            if after > len(tokens):
                continue
            for k in range(2, len(words)):
                if tokens[i + k].norm != words[k]:
                    break
            else:
                return entry, after
    found = lexicon.entries.get(norm)
    return (found, i + 1) if found is not None else None


def read_numeral(tokens: list[Token], i: int, lexicon: Lexicon, *, money: bool = False) -> Numeral | None:
    """numeral = [sign] digits {group} [scale] | number-word [scale]"""
    if i >= len(tokens):
        return None
    token = tokens[i]
    negative = False
    if token.kind == "s" and token.text in MINUS:
        before_is_free = i == 0 or tokens[i - 1].end < token.start
        if not before_is_free or i + 1 >= len(tokens) or tokens[i + 1].start != token.end:
            return None
        negative, i = True, i + 1
        token = tokens[i]
    if token.kind == "n":
        read = _digits(tokens, i, lexicon)
    elif token.kind == "w" and not negative:
        found = entry_at(tokens, i, lexicon)
        if found is None or "number" not in found[0].roles:
            return None
        read = Numeral(found[0].roles["number"], found[1])
    else:
        return None
    if read is None:
        return None
    value, after, other, _ = read
    factor, after = _scale(tokens, after, lexicon, money=money)
    if factor != 1:
        value, other = value * factor, None
    if negative:
        return Numeral(-value, after, None if other is None else -other, factor)
    return Numeral(value, after, other, factor)


def _digits(tokens: list[Token], i: int, lexicon: Lexicon) -> Numeral | None:
    """digits = "12345" | "12 345,6" | "12.345,6" | "12,345.6" """
    text = tokens[i].text
    if len(text) > 400:
        return None
    after = i + 1
    if text.isdecimal() and len(text) <= 3:
        pieces = [text]
        while after < len(tokens) and len(pieces) <= _MOST_GROUPS:
            if _continues(tokens, after):
                step = 1
            elif _is_apostrophe(tokens, after):
                step = 2
            else:
                break
            piece = tokens[after + step - 1].text
            pieces.append(piece)
            after += step
            if not piece.isdecimal():
                break
        text = "".join(pieces)
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Numeral(Decimal(text), after)
    decimal, group = lexicon.marks
    head, *groups = text.replace(",", ".").split(".")
    grouped = len(head) <= 3 and all(len(g) == 3 for g in groups)
    if len(marks) > 1:
        if len(set(marks)) == 2 and marks[-1] not in marks[:-1]:
            whole, _, fraction = text.rpartition(marks[-1])
            return Numeral(Decimal(whole.replace(marks[0], "") + "." + fraction), after)
        return Numeral(Decimal("".join((head, *groups))), after) if grouped and len(set(marks)) == 1 else None
    plain, joined = Decimal(f"{head}.{groups[0]}"), Decimal(head + groups[0])
    if not grouped or head == "0":
        return Numeral(plain, after)
    if marks[0] == group:
        return Numeral(joined, after)
    if marks[0] == decimal:
        return Numeral(plain, after, joined if decimal == "," else None)
    return Numeral(joined, after, plain)  # Swedish "20.000": the old way to write thousands


def _continues(tokens: list[Token], i: int) -> bool:
    """Whether the token is a further group of three digits, one space-like character away."""
    token, before = tokens[i], tokens[i - 1]
    if token.kind == "s" and token.text in _SPACES:
        return False
    gap = token.start - before.end
    return (
        token.kind == "n"
        and gap == 1
        and len(token.text.replace(",", ".").split(".")[0]) == 3
        and (token.text.isdecimal() or token.text.count(",") + token.text.count(".") == 1)
    )


_MONEY_SCALES = {"m": Decimal(10**6), "b": Decimal(10**9), "k": Decimal(1000)}


def _is_apostrophe(tokens: list[Token], i: int) -> bool:
    """Whether an apostrophe stands between groups of three digits, as the Swiss write: 1'250'000"""
    if i + 1 >= len(tokens) or tokens[i].text not in "'’":
        return False
    following = tokens[i + 1]
    glued = tokens[i].start == tokens[i - 1].end and following.start == tokens[i].end
    return glued and following.text.isdecimal() and len(following.text) == 3


def _scale(tokens: list[Token], i: int, lexicon: Lexicon, *, money: bool) -> tuple[Decimal, int]:
    """scale = "k" | "tusen" | "million" | "miljarder" … ; one that is also a currency ("mkr") is left for the unit

    After a currency sign a single letter is a scale in lower case too: "$12m".
    """
    if i < len(tokens) and tokens[i].kind == "w":
        token = tokens[i]
        if money and token.norm in _MONEY_SCALES and token.start == tokens[i - 1].end:
            return _MONEY_SCALES[token.norm], i + 1
        found = lexicon.entries.get(token.norm)
        if found is not None and "scale" in found.roles:
            factor, currency = found.roles["scale"]
            if len(token.text) == 1 and not (token.text in "MkK" and token.start == tokens[i - 1].end):
                return Decimal(1), i
            return factor, i if currency else i + 1
    return Decimal(1), i


def read_unit(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Unit, str, int] | None:
    """unit = "%" | points | currency | measure, each perhaps "per" something"""
    found = entry_at(tokens, i, lexicon)
    if found is None:
        return None
    entry, after = found
    if "unit" in entry.roles:
        kind, symbol = entry.roles["unit"]
    elif "scale" in entry.roles and entry.roles["scale"][1]:
        kind, symbol = "currency", entry.roles["scale"][1]
    else:
        return None
    if (
        "when_year" in entry.roles
        and after < len(tokens)
        and len(tokens[after].text) == 4
        and tokens[after].text.isdecimal()
    ):
        return None  # "till 10 000 år 2030"
    if len(entry.text) == 1 and entry.text.isalpha() and tokens[i].text != entry.text:
        return None  # "T" is no tonne and "S" no second
    written = lexicon.symbols.get(symbol) or (
        entry.text if after > i + 1 or tokens[i].text.istitle() else tokens[i].text
    )
    unit: Unit
    match kind:
        case "percent":
            unit, slot = Unit.percent(), "percent"
        case "percentage_point":
            unit, slot = Unit.percentage_point(), "percentage_point"
        case "times":
            unit, slot = Unit.times(), "times"
        case "currency":
            unit, slot = Unit.currency(symbol), symbol
        case _:
            unit, slot = Unit.physical(symbol), written
    return read_per(tokens, after, lexicon, unit, slot)


def read_per(tokens: list[Token], i: int, lexicon: Lexicon, unit: Unit, slot: str) -> tuple[Unit, str, int]:
    """per = ("/" | "per" | "a") noun ["and" noun]"""
    after = i
    for _ in range(_MOST_PER):
        if after + 1 >= len(tokens):
            break
        token = tokens[after]
        is_slash = token.text == _SLASH
        entry = lexicon.entries.get(token.norm)
        if not is_slash and not (entry is not None and "per" in entry.roles):
            break
        what = tokens[after + 1]
        if what.kind != "w":
            break
        known = lexicon.entries.get(what.norm)
        physical = known.roles["unit"] if known is not None and "unit" in known.roles else None
        is_measure = physical is not None and physical[0] == "physical"
        if not is_slash and token.norm not in lexicon.by_role["per_any"] and not is_measure:
            break
        if physical is not None and is_measure:
            denominator = Unit.physical(physical[1])
        elif known is not None and not physical and known.roles.keys() & {"from", "to", "until", "modal", "and"}:
            break
        else:
            denominator = counting(what.norm)
        unit = Unit.ratio(unit, denominator)
        slot = f"{slot}/{what.text if not what.text.istitle() else what.norm}"
        after += 2
    return unit, slot, after


def read_amount(tokens: list[Token], i: int, lexicon: Lexicon) -> Amount | None:
    """amount = [currency] numeral [unit]; the currency may hold a scale, as in "MSEK 45" """
    start = i
    sign = None
    found = entry_at(tokens, i, lexicon)
    leading = Decimal(1)
    if found is not None and found[0].roles.get("unit", ("", ""))[0] == "currency":
        sign, i = found[0].roles["unit"][1], found[1]
    elif found is not None and found[0].roles.get("scale", (leading, None))[1]:
        (leading, sign), i = found[0].roles["scale"], found[1]  # "MSEK 45"
    numeral = read_numeral(tokens, i, lexicon, money=sign is not None)
    if numeral is None:
        return None
    value, after, other, scale = numeral
    if leading != 1:
        value, other, scale = value * leading, None, leading
    is_article = tokens[i].kind == "w" and value == 1
    unit: Unit | None = None
    slot: str | None = None
    measured = read_unit(tokens, after, lexicon)
    if sign is not None:
        unit, slot, after = read_per(tokens, after, lexicon, Unit.currency(sign), sign)
    elif measured is not None:
        unit, slot, after = measured
    if is_article and unit is None:
        return None  # "en" and "one" are articles more often than numbers
    amount = Amount(value, unit, slot, start, after, other, scale)
    return _with_smaller(tokens, lexicon, amount) if unit is not None and unit.symbol in _SMALLER else amount


def _with_smaller(tokens: list[Token], lexicon: Lexicon, amount: Amount) -> Amount:
    """hours ["and"] minutes | minutes ["and"] seconds: "3 timmar och 30 minuter" counts in the smaller of the two"""
    i, whole = amount.after, amount.unit
    joint = lexicon.entries.get(tokens[i].norm) if i < len(tokens) else None
    numeral = read_numeral(tokens, i + 1 if joint is not None and "and" in joint.roles else i, lexicon)
    measured = read_unit(tokens, numeral.after, lexicon) if numeral is not None else None
    if numeral is None or measured is None or whole is None or measured[0].symbol != _SMALLER[whole.symbol]:
        return amount
    unit, slot, after = measured
    return attrs.evolve(amount, value=amount.value * 60 + numeral.value, unit=unit, slot=slot, after=after, other=None)
