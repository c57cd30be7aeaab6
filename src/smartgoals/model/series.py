"""Dated readings of a metric."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model.field import (
    concise,
    holds,
    instance,
    is_date,
    is_text,
    refuse,
    to_date,
    to_day,
    to_optional_text,
    to_tuple,
    unless_none,
)
from smartgoals.model.unit import Quantity, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Measurement", "Series"]


@attrs.frozen(repr=False)
class Measurement:
    """One reading.

    Attributes:
        on: The day it speaks of.
        value: What was read.
        estimated: It was guessed or carried forward, not read.
        source: Where it comes from.
        note: What to know about it.
        numerator: For a ratio, what is divided.
        denominator: For a ratio, what it is divided by; kept so that parts can be put together rightly.

    Example:
        >>> print(Measurement("2026-03-31", Quantity(20_000)))
        2026-03-31: 20000
    """

    on: dt.date = attrs.field(converter=to_date, validator=is_date)
    value: Quantity = attrs.field(validator=instance(Quantity))
    estimated: bool = attrs.field(default=False, kw_only=True, validator=instance(bool))
    source: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    note: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )
    numerator: Quantity | None = attrs.field(default=None, kw_only=True, validator=instance(Quantity, none=True))
    denominator: Quantity | None = attrs.field(default=None, kw_only=True, validator=instance(Quantity, none=True))

    def __attrs_post_init__(self) -> None:
        if (self.numerator is None) != (self.denominator is None):
            refuse(
                self,
                "denominator",
                self.denominator,
                "lacks its other part",
                "give numerator and denominator, or neither",
            )
        if self.denominator is not None and self.denominator.magnitude == 0:
            refuse(self, "denominator", str(self.denominator), "is zero", "leave out a ratio over nothing")

    __repr__ = concise

    def __str__(self) -> str:
        return f"{self.on}: {self.value}" + (" (estimated)" if self.estimated else "")


def _by_day(value: Iterable[Measurement]) -> tuple[Measurement, ...]:
    readings = to_tuple(value)
    if isinstance(readings, tuple) and all(isinstance(reading, Measurement) for reading in readings):
        return tuple(sorted(readings, key=lambda reading: reading.on))
    return readings


def _read(day: dt.date | str, number: float | Decimal, unit: Unit) -> Quantity:
    """What was read; one that is no number is named by its day."""
    try:
        return Quantity(number, unit)
    except InvalidValueError as error:
        if error.field != "magnitude":
            raise
        raise InvalidValueError("Series", f"reading of {day}", error.value, error.problem, error.remedy) from None


@attrs.frozen(repr=False)
class Series:
    """Readings in the order of their days; those of one day stay in the order given.

    Attributes:
        measurements: The readings.
        name: What they are readings of.
    """

    measurements: tuple[Measurement, ...] = attrs.field(
        default=(),
        converter=_by_day,
        validator=holds(Measurement),
    )
    name: str | None = attrs.field(
        default=None, kw_only=True, converter=to_optional_text, validator=unless_none(is_text)
    )

    def __attrs_post_init__(self) -> None:
        units = list(dict.fromkeys(reading.value.unit for reading in self.measurements))
        if len(units) > 1 and any(unit.kind is not UnitKind.PHYSICAL for unit in units):
            refuse(self, "measurements", [str(u) for u in units], "mix units", "give all readings in one unit")
        for unit in units[1:]:
            Quantity(1, unit).to(units[0])  # refuses kilograms among metres

    __repr__ = concise

    @classmethod
    def of(
        cls,
        readings: (
            Mapping[str, float | Decimal]
            | Mapping[dt.date, float | Decimal]
            | Iterable[tuple[dt.date | str, float | Decimal]]
        ),
        unit: Unit | None = None,
        *,
        name: str | None = None,
    ) -> Series:
        """A series from plain numbers.

        Args:
            readings: Days with their numbers, as a mapping or as pairs.
            unit: The unit of all of them; a plain number when it is not said.
            name: What they are readings of.

        Raises:
            InvalidValueError: A day is no date, or a number is missing, NaN or infinite.

        Example:
            >>> print(Series.of({"2026-01-31": 8.8, "2026-02-28": 8.1}, Unit.percent()).last)
            2026-02-28: 8.1 %
        """
        unit = Unit.number() if unit is None else unit
        given: object = readings
        if isinstance(given, str) or not isinstance(given, Iterable):
            refuse("Series.of", "readings", given, "are no readings", "give days with their numbers, as a dict")
        pairs: Iterable[tuple[dt.date | str, float | Decimal]]
        pairs = readings.items() if isinstance(readings, Mapping) else readings
        return cls(tuple(Measurement(day, _read(day, number, unit)) for day, number in pairs), name=name)

    def __len__(self) -> int:
        return len(self.measurements)

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self.measurements)

    def __getitem__(self, index: int) -> Measurement:
        return self.measurements[index]

    @property
    def first(self) -> Measurement | None:
        """The earliest reading, if there is one."""
        return self.measurements[0] if self.measurements else None

    @property
    def last(self) -> Measurement | None:
        """The latest reading, if there is one."""
        return self.measurements[-1] if self.measurements else None

    def to_html(self, language: str = "en") -> str:
        """The latest readings as HTML, to stand inside another page."""
        from smartgoals.model.showing import series_page

        return series_page(self, language).to_html(language)

    def to_markdown(self, language: str = "en") -> str:
        """The latest readings as Markdown."""
        from smartgoals.model.showing import series_page

        return series_page(self, language).to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def until(self, on: dt.date) -> Series:
        """The readings up to a day, that day included."""
        day = to_day(on, "Series.until", "on")
        return attrs.evolve(self, measurements=tuple(m for m in self.measurements if m.on <= day))
