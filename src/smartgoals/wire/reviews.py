"""Reviews as plain data, and back, so that the next review can tell what moved.

Every sentence stands beside what it was made of, in the language of the data; reading takes what it was made of and
passes over the sentences. Values say what they are where JSON cannot: a date is `{"date": "2026-10-05"}`, an amount
`{"value": 8.1, "unit": "percent"}`.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from smartgoals.errors import DocumentError
from smartgoals.model import Criterion, FiscalCalendar, Period, Quantity, Unit, UnitKind
from smartgoals.reviewing import AgendaItem, GoalReview, Move, Movement, Overview, Problem, Proposal, Reason, Review
from smartgoals.reviewing.movement import Value
from smartgoals.rules.finding import Finding, Pairs, Severity
from smartgoals.wire.problems import told as problems_of
from smartgoals.wire.results import number

if TYPE_CHECKING:
    import cattrs

__all__ = [
    "OVERVIEW_SCHEMA",
    "REVIEW_SCHEMA",
    "SPEAKING",
    "fields_of",
    "overview_to_data",
    "review_from_data",
    "review_to_data",
]

REVIEW_SCHEMA: Final = "smartgoals/review/1"
OVERVIEW_SCHEMA: Final = "smartgoals/overview/1"
SPEAKING: Final = (AgendaItem, Finding, Movement, Problem, Proposal, Reason)
"""What says something in words."""
_LEFT_OUT: Final[Mapping[type, tuple[str, ...]]] = {GoalReview: ("progress",), Finding: ("texts",)}
_DERIVED: Final = ("attention",)
"""Keys of a review that follow from the others."""


def review_to_data(review: Review, language: str | None = None) -> dict[str, Any]:
    """A review as plain data, with its schema.

    Args:
        review: The review.
        language: The language of its sentences; without one, that of the review.

    Example:
        >>> from smartgoals.model import Context, Portfolio
        >>> from smartgoals.reviewing import review
        >>> found = review(Portfolio(), context=Context("2026-06-01", "en"))
        >>> data = review_to_data(found)
        >>> data["schema"], data["problems"][0]["message"], review_from_data(data) == found
        ('smartgoals/review/1', 'The portfolio has no goals. Add some.', True)
    """
    data = _plain(review, language or review.language)
    return {"schema": REVIEW_SCHEMA, "attention": [entry.key for entry in review.attention], **data}


def overview_to_data(overview: Overview, language: str = "en") -> dict[str, Any]:
    """Reviews of several portfolios, each whole and apart from the others."""
    return {"schema": OVERVIEW_SCHEMA, "reviews": [review_to_data(review, language) for review in overview]}


def review_from_data(data: object, *, path: str | None = None) -> Review:
    """The review that some data holds.

    Args:
        data: What `review_to_data()` gives.
        path: Where it comes from, for messages.

    Raises:
        DocumentError: The data is no review; every problem is named with its place.
    """
    import cattrs

    if not isinstance(data, Mapping) or data.get("schema") != REVIEW_SCHEMA:
        found = data.get("schema") if isinstance(data, Mapping) else type(data).__name__
        remedy = f"give what `smartgoals review --format json` writes, {REVIEW_SCHEMA!r}"
        raise DocumentError(path, (f"{found!r} is no review; {remedy} @ schema",))
    document = {key: value for key, value in data.items() if key not in ("schema", *_DERIVED)}
    try:
        return _converter().structure(document, Review)
    except cattrs.BaseValidationError as error:
        raise DocumentError(path, tuple(problems_of(error))) from None


# out


def _plain(value: Any, language: str) -> Any:
    """Any part of a review as plain data."""
    if isinstance(value, tuple):
        return [_plain(item, language) for item in value]
    if attrs.has(type(value)) and not isinstance(value, Quantity | Period):
        return _record(value, language)
    return value.isoformat() if isinstance(value, dt.date) else _typed(value)


def _record(value: Any, language: str) -> dict[str, Any]:
    """The fields by name, and what they say in words."""
    kind: Any = type(value)
    data: dict[str, Any] = {}
    for name in fields_of(kind):
        inner = getattr(value, name)
        if name == "values":
            data[name] = {key: _typed(each) for key, each in inner}
        else:
            data[name] = _typed(inner) if kind is Move else _plain(inner, language)
    return {**data, "message": value.message(language)} if kind in SPEAKING else data


@cache
def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a part of a review that are written."""
    left_out = _LEFT_OUT.get(kind, ())
    return tuple(each.name for each in attrs.fields(kind) if each.init and each.name not in left_out)


def _typed(value: object) -> Any:
    """A value that says what it is where JSON cannot."""
    told: Any
    match value:
        case Enum():
            told = value.value
        case None | bool() | int() | float() | str():
            told = value
        case Decimal():
            told = {"decimal": str(value)}
        case dt.date():
            told = {"date": value.isoformat()}
        case Quantity():
            told = {"value": number(value.magnitude), "unit": _unit(value.unit)}
        case Period():
            told = {"period": str(value)}
            if value.calendar != FiscalCalendar():
                told["calendar"] = attrs.asdict(value.calendar)
        case tuple():
            told = [_typed(item) for item in value]
        case _:
            told = str(value)
    return told


def _unit(unit: Unit) -> Any:
    """The canonical text of a unit, or its parts where the text alone would be read as another."""
    if unit == Unit.parse(str(unit)):
        return str(unit)
    if unit.kind is UnitKind.PHYSICAL:
        return {"physical": unit.symbol}
    return {"over": _unit(unit.numerator or Unit.number()), "under": _unit(unit.denominator or Unit.number())}


# in


def _refuse(value: object, what: str) -> NoReturn:
    msg = f"{value!r} is {what}"
    raise ValueError(msg)


def _untyped(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_untyped(item) for item in value)
    if not isinstance(value, Mapping):
        return value
    if "date" in value:
        return _date(value["date"])
    if "decimal" in value:
        return Quantity(value["decimal"]).magnitude
    if "period" in value:
        return _period(value)
    return _quantity(value)


def _date(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(value)  # type: ignore[arg-type]  # refused below
    except (TypeError, ValueError):
        _refuse(value, "no date; write it as 2026-06-30")


def _period(value: Any) -> Period:
    if not isinstance(value, Mapping) or not isinstance(value.get("period"), str):
        _refuse(value, 'no period; write it as {"period": "2026-Q3"}')
    return Period(value["period"], FiscalCalendar(**value.get("calendar", {})))


def _quantity(value: Any) -> Quantity:
    if not isinstance(value, Mapping) or value.keys() != {"value", "unit"}:
        _refuse(value, 'no amount; write it as {"value": 8.1, "unit": "percent"}')
    return Quantity(value["value"], _read_unit(value["unit"]))


def _read_unit(value: Any) -> Unit:
    match value:
        case str():
            return Unit.parse(value)
        case {"physical": str(symbol)}:
            return Unit.physical(symbol)
        case {"over": over, "under": under}:
            return Unit.ratio(_read_unit(over), _read_unit(under))
    _refuse(value, 'no unit; write it as "percent", or {"physical": "hour"}')


def _text(value: object) -> str:
    return value if isinstance(value, str) else _refuse(value, "no text; put it in quotes")


def _truth(value: object) -> bool:
    return value if isinstance(value, bool) else _refuse(value, "neither true nor false")


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse(value, "no whole number")
    return value


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refuse(value, "no number")
    return value


def _pairs(value: Any) -> Pairs:
    if not isinstance(value, Mapping):
        _refuse(value, "no table; give its values by name")
    return tuple(sorted((name, _untyped(each)) for name, each in value.items()))


def _member(value: object, kind: type[Enum]) -> Enum:
    try:
        return kind(value)
    except ValueError:
        _refuse(value, f"none of {', '.join(str(each.value) for each in kind)}")


@cache
def _converter() -> cattrs.Converter:
    import cattrs

    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _structured(kind, converter))
    leaves: tuple[tuple[Any, Callable[[Any], object]], ...] = (
        (str, _text), (bool, _truth), (int, _whole), (float, _real), (dt.date, _date), (Period, _period),
        (Quantity, _quantity),
    )  # fmt: skip

    def leaf(kind: Any, read: Callable[[Any], object]) -> None:
        converter.register_structure_hook(kind, lambda value, _: read(value))

    for kind, read in leaves:
        leaf(kind, read)
    for enum in (Criterion, Severity):  # each by itself, for they are texts too
        converter.register_structure_hook(enum, _member)
    converter.register_structure_hook(Value, lambda value, _: _untyped(value))
    converter.register_structure_hook_func(lambda kind: kind == Pairs, lambda value, _: _pairs(value))
    converter.register_structure_hook_func(_is_several, lambda value, kind: _several(value, kind, converter))
    return converter


def _is_several(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple and typing.get_args(kind)[-1] is Ellipsis and kind != Pairs


def _several(value: Any, kind: Any, converter: cattrs.Converter) -> tuple[Any, ...]:
    if not isinstance(value, list):
        _refuse(value, "no list; write it in brackets")
    inner: Any = list[typing.get_args(kind)[0]]  # type: ignore[misc]  # known when it runs
    return tuple(converter.structure(value, inner))


def _structured(kind: type, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    from cattrs.gen import make_dict_structure_fn, override

    omitted: Any = {name: override(omit=True) for name in _LEFT_OUT.get(kind, ())}
    build: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **omitted
    )

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            _refuse(value, "no table; give its fields by name")
        table = {key: each for key, each in value.items() if key != "message" or kind not in SPEAKING}
        return build(table, kind)

    return hook
