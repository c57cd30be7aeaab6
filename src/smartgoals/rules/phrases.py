"""Phrases: what the library says, in one language, read from `rules/<language>.toml`.

The file of a language holds labels (the words of the interface; those of the parts of a statement stand in the
lexicon) under `[labels]`, and for each rule a table named by
its code with `summary`, `why`, `advice`, `ask`, `message` and, where a rule has several texts, `message_<variant>`.
The English words of a rule stand in its code. What a language does not say is said in English.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.lexicon import languages
from smartgoals.lexicon.labels import flat, labels
from smartgoals.model.period import Period, PeriodKind
from smartgoals.model.unit import Quantity, Unit, UnitKind

if TYPE_CHECKING:
    from smartgoals.rules.finding import Texts

__all__ = ["Phrases", "listed", "phrases", "placeholders", "render", "spoken", "translation", "words"]

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_CODE: Final = re.compile(r"[A-Z]{1,8}\d{3}")
_LOCALES: Final = {"en": "en_GB"}
"""Where the language alone would choose another country's way of writing dates."""


@attrs.frozen
class Phrases:
    """What the library says in one language.

    Args:
        language: The language, as two letters.
        labels: The words of the interface, by dotted name.
        rules: The texts of each rule, by code and kind.
    """

    language: str
    labels: Mapping[str, str] = attrs.field(factory=dict, repr=False, hash=False)
    rules: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, repr=False, hash=False)

    def label(self, name: str, **values: Hashable) -> str:
        """Return a word or a line of the interface.

        Raises:
            KeyError: There is no such label, in any language.

        Example:
            >>> phrases("en").label("verdict.not_met")
            'not met'
        """
        text = self.labels.get(name)
        if text is None:
            text = phrases("en").labels[name]
        return render(text, tuple(values.items()), self.language) if values else text

    def text(self, code: str, kind: str) -> str:
        """Return one text of a rule in this language, or nothing where the language has none."""
        return self.rules.get(code, {}).get(kind, "")

    def message(self, code: str, variant: str = "") -> str:
        """Return the template of a rule's message in this language, or nothing where the language has none."""
        return self.text(code, f"message_{variant}" if variant else "message")


@functools.cache
def phrases(language: str) -> Phrases:
    """Return the phrases of a language; those of an unknown one are all in English.

    Example:
        >>> phrases("en-GB").language
        'en'
    """
    short = language.replace("_", "-").partition("-")[0].casefold()
    if short != language:
        return phrases(short)
    found = _of_package(__package__ or "smartgoals.rules", short)
    if short not in languages():
        return found
    return attrs.evolve(found, labels={**labels(short), **found.labels})


@functools.cache
def _of_package(package: str, short: str) -> Phrases:
    """Return the phrases that stand in a package; none when it is not at hand or does not speak the language."""
    try:
        file = resources.files(package).joinpath(f"{short}.toml")
    except (ImportError, TypeError):
        return Phrases(short)
    if not short.isalpha() or not file.is_file():
        return Phrases(short)
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    tables = {**read, **read.get("rules", {})}
    rules = {code: table for code, table in tables.items() if _CODE.fullmatch(code)}
    return Phrases(short, dict(flat(read.get("labels", {}))), rules)


def translation(code: str, kind: str, language: str, texts: Texts | None = None) -> str:
    """Return one text of a rule in a language, wherever the rule comes from; nothing where the language has none."""
    found = phrases(language)
    text = found.text(code, kind)
    if text or texts is None:
        return text
    for short, own in texts.translations:
        if short == found.language:
            return dict(own).get(kind, "")
    return _of_package(texts.package, found.language).text(code, kind) if texts.package else ""


def words(code: str, kind: str, language: str, texts: Texts | None = None) -> str:
    """Return a rule's summary, why, advice or ask; in English where the language has none."""
    found = translation(code, kind, language, texts)
    if found:
        return found
    if texts is not None:
        return str(getattr(texts, kind))
    from smartgoals.rules.ruleset import RuleSet

    known = RuleSet.builtin()
    if code in known:
        return str(getattr(known[code].doc, kind))
    return phrases("en").text(code, kind)


def placeholders(template: str) -> frozenset[str]:
    """Return the names that a template has room for.

    Example:
        >>> sorted(placeholders("{low} to {high}"))
        ['high', 'low']
    """
    return frozenset(_PLACEHOLDER.findall(template))


def render(template: str, values: Iterable[tuple[str, Hashable]], language: str = "en") -> str:
    """Return a template with its values written as people write them in a language.

    Braces around anything that is not a value stay as they are.
    """
    if "{" not in template:
        return template
    known = dict(values)

    def written(match: re.Match[str]) -> str:
        name = match[1]
        return spoken(known[name], language) if name in known else match[0]

    return _PLACEHOLDER.sub(written, template)


def spoken(value: object, language: str = "en") -> str:
    """Return a value as people write it in a language.

    Example:
        >>> spoken(1234.5), spoken(date(2026, 6, 30)), spoken("as it is")
        ('1,234.5', '30 June 2026', 'as it is')
    """
    if isinstance(value, str):
        return str(value.value) if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return phrases(language).label("value.yes" if value else "value.no")
    if isinstance(value, int | float | Decimal):
        return _number(value, language)
    if isinstance(value, Quantity):
        return _quantity(value.magnitude, value.unit, language)
    if isinstance(value, Period):
        return _period(value, language)
    if isinstance(value, date):
        return _date(value, language)
    if isinstance(value, tuple):
        return listed([spoken(item, language) for item in value], language)
    return str(value)


def listed(items: Iterable[str], language: str = "en") -> str:
    """Return several things in a row.

    Example:
        >>> listed(["the metric", "the baseline", "the target"])
        'the metric, the baseline and the target'
    """
    *most, last = list(items) or [""]
    if not most:
        return last
    return f"{', '.join(most)} {phrases(language).label('value.and')} {last}"


def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_LOCALES.get(language, language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])


def _number(value: float | Decimal, language: str) -> str:
    from babel.numbers import format_decimal

    exact = value if isinstance(value, int) else Decimal(str(value))
    return format_decimal(exact, locale=_locale(language), decimal_quantization=False)


def _date(value: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(value, format="long", locale=_locale(language))


def _money(magnitude: Decimal, currency: str, language: str) -> str:
    from babel.numbers import format_currency, get_currency_symbol

    locale = _locale(language)
    whole = magnitude == magnitude.to_integral_value()
    pattern = locale.currency_formats["standard"].pattern
    if get_currency_symbol(currency, locale)[-1:].isalpha():
        pattern = pattern.replace("¤#", "¤\xa0#")
    return format_currency(
        magnitude, currency, format=pattern.replace("0.00", "0") if whole else pattern, locale=locale,
        currency_digits=not whole, decimal_quantization=False,
    )  # fmt: skip


def _quantity(magnitude: Decimal, unit: Unit, language: str) -> str:
    if unit.kind is UnitKind.CURRENCY:
        return _money(magnitude, unit.symbol, language)
    if unit.kind is UnitKind.RATIO and unit.numerator is not None and unit.denominator is not None:
        amount = _quantity(magnitude, unit.numerator, language)
        return phrases(language).label("unit.per", amount=amount, what=unit.denominator.symbol)
    if unit.kind is UnitKind.PHYSICAL:
        measured = _measure(magnitude, unit.symbol, language)
        if measured is not None:
            return measured
    number = _number(magnitude, language)
    return phrases(language).label(f"unit.{unit.kind.value}", number=number, symbol=unit.symbol)


def _measure(magnitude: Decimal, symbol: str, language: str) -> str | None:
    """A number with a unit of measure as the language writes it: "2 hours", "2 timmar"; None for what CLDR lacks."""
    from babel.units import UnknownUnitError, format_unit

    try:
        return format_unit(magnitude, symbol.replace("_", "-"), length="long", locale=_locale(language))
    except (UnknownUnitError, ValueError):
        return None


def _period(period: Period, language: str) -> str:
    if period.kind is PeriodKind.DAY:
        return _date(period.first, language)
    if period.kind is PeriodKind.MONTH:
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", period.first, locale=_locale(language))
    found = phrases(language)
    year = f"{period.year}"
    if period.is_fiscal:
        year = found.label("period.fiscal_year", year=year)
    if period.kind is PeriodKind.YEAR:
        return year
    return found.label(f"period.{period.kind.value}", index=f"{period.index}", year=year)
