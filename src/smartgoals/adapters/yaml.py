"""Documents as YAML, read safely: plain values only, as in YAML 1.2, with a limit on everything.

`yes`, `no` and dates stay texts, so that no word changes its meaning. Tags are refused; aliases are read, and count as
often as they are used. Needs the extra `yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import DocumentError, MissingExtraError
from smartgoals.wire import measurements_from_data, measurements_to_data, portfolio_from_data, portfolio_to_data
from smartgoals.wire.limits import DEPTH, MOST_PARTS, brief, child, refuse_length
from smartgoals.wire.source import Source, Spot

if TYPE_CHECKING:
    from smartgoals.model import Context, Portfolio, Series

__all__ = ["read_measurements", "read_portfolio", "source", "to_yaml", "write_measurements", "write_portfolio"]

_INT: Final = re.compile(r"[-+]?[0-9]+", re.ASCII)
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,9})?", re.ASCII)
_WORDS: Final[Mapping[str, Any]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LONGEST_INT: Final = 400


def _yaml() -> Any:
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("yaml") from None
    return yaml


def to_yaml(data: Mapping[str, Any]) -> str:
    """A YAML text, in the order of the data; whatever a reader might take for something else is quoted.

    Example:
        >>> print(to_yaml({"schema": "smartgoals/portfolio/1", "goals": [{"id": "no"}]}), end="")
        schema: smartgoals/portfolio/1
        goals:
        - id: 'no'
    """
    yaml = _yaml()
    dumper = type("Dumper", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    text: str = yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100)
    return text


def source(text: str, *, path: str | None = None) -> Source:
    """What a YAML text says, numbers exact, with the place of each part.

    Raises:
        DocumentError: It is no YAML, holds more than one document, or goes beyond the limits.
        MissingExtraError: PyYAML is not installed.
    """
    yaml = _yaml()
    refuse_length(text, path)
    reader = _Reader(path)
    loader = getattr(yaml, "CLoader", yaml.Loader)  # only its events are used, which are the same for every loader
    try:
        for event in yaml.parse(text.removeprefix("\ufeff"), Loader=loader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "the document" if mark is None else _place(mark)
        raise DocumentError(path, (f"this is no YAML: {error.problem or error.context} @ {where}",)) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise DocumentError(path, (f"this is no YAML: {brief(str(error))} @ the document",)) from None
    return Source(reader.result, path, lambda: reader.places, tuple(reader.problems))


def _place(mark: Any) -> Spot:
    return Spot(mark.line + 1, mark.column + 1)


@attrs.define
class _Open:
    """A list or a table that is being read."""

    path: str
    value: Any
    anchor: str | None
    parts: int = 1
    key: str | None = None
    awaits_key: bool = True


class _Reader:
    """Builds plain data from events, without recursion, so that no text can exhaust it."""

    def __init__(self, path: str | None) -> None:
        self.file = path
        self.result: Any = None
        self.documents = 0
        self.parts = 0
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.places: dict[str, Spot] = {}
        self.problems: list[tuple[str, str]] = []

    def take(self, event: Any) -> None:
        name = type(event).__name__.removesuffix("Event")
        handle = getattr(self, f"_{name.lower()}", None)
        if handle is not None:
            handle(event)

    def _documentstart(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            what = "there is a second document; put them in files of their own"
            raise DocumentError(self.file, (f"{what} @ {_place(event.start_mark)}",))

    def _mappingstart(self, event: Any) -> None:
        self._start({}, event)

    def _sequencestart(self, event: Any) -> None:
        self._start([], event)

    def _start(self, value: Any, event: Any) -> None:
        path = self._path(event, is_scalar=False)
        if len(self.open) > DEPTH:
            self._stop(event, f"it lies deeper than {DEPTH} lists and tables in one another; make it flatter")
        self._tag(path, event, is_scalar=False)
        self.open.append(_Open(path, value, event.anchor))

    def _mappingend(self, event: Any) -> None:
        self._close(event)

    def _sequenceend(self, event: Any) -> None:
        self._close(event)

    def _close(self, event: Any) -> None:
        part = self.open.pop()
        if part.anchor is not None:
            self.anchors[part.anchor] = (part.value, part.parts)
        self._put(part.value, part.parts, event)

    def _scalar(self, event: Any) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.awaits_key:
            self._key(top, event)
            return
        path = self._path(event, is_scalar=True)
        self._tag(path, event, is_scalar=True)
        value = _value(event.value) if event.implicit[0] else event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        self._put(value, 1, event)

    def _key(self, top: _Open, event: Any) -> None:
        path = child(top.path, event.value)
        if event.value in top.value:
            self.problems.append((path, "this key stands twice; keep one of them"))
        self.places.setdefault(path, _place(event.start_mark))
        top.key, top.awaits_key = event.value, False

    def _alias(self, event: Any) -> None:
        self._path(event, is_scalar=False)
        if event.anchor not in self.anchors:
            self._stop(event, f"*{event.anchor} stands for nothing that is finished; write it out")
        self._put(*self.anchors[event.anchor], event)

    def _path(self, event: Any, *, is_scalar: bool) -> str:
        """The path of what begins here, which is noted with its place."""
        if not self.open:
            path = ""
        elif isinstance(self.open[-1].value, list):
            path = child(self.open[-1].path, len(self.open[-1].value))
        else:
            if not is_scalar and self.open[-1].awaits_key:
                self._stop(event, "a list or a table is no key; write a word")
            path = child(self.open[-1].path, self.open[-1].key or "")
        self.places.setdefault(path, _place(event.start_mark))
        return path

    def _put(self, value: Any, parts: int, event: Any) -> None:
        self.parts += parts
        if self.parts > MOST_PARTS:
            self._stop(event, f"the document has more than {MOST_PARTS} values; split it, or use fewer aliases")
        if not self.open:
            self.result = value
            return
        top = self.open[-1]
        top.parts += parts
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value[top.key] = value
            top.awaits_key = True

    def _tag(self, path: str, event: Any, *, is_scalar: bool) -> None:
        usual = is_scalar and event.tag in {"!", "tag:yaml.org,2002:str"}
        if event.tag is not None and not usual:
            self.problems.append((path, f"the tag {brief(event.tag)} is not read; write the value without it"))

    def _stop(self, event: Any, problem: str) -> None:
        told = [f"{each} @ {path}, {self.places[path]}" for path, each in self.problems]
        raise DocumentError(self.file, (*told, f"{problem} @ {_place(event.start_mark)}"))


def _value(text: str) -> Any:
    """What a plain scalar means, by the core schema of YAML 1.2 without infinities."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_INT else Decimal(text)
    return Decimal(text) if _FLOAT.fullmatch(text) else text


def read_portfolio(
    text: str, *, path: str | None = None, context: Context | None = None, strict: bool = True
) -> Portfolio:
    """Read a portfolio; the arguments and the error are those of `smartgoals.wire.portfolio_from_data()`."""
    return portfolio_from_data(source(text, path=path), context=context, strict=strict)


def write_portfolio(portfolio: Portfolio) -> str:
    """Write a portfolio; nothing is lost."""
    return to_yaml(portfolio_to_data(portfolio))


def read_measurements(text: str, *, path: str | None = None, portfolio: Portfolio | None = None) -> dict[str, Series]:
    """Read measurements; the arguments and the error are those of `smartgoals.wire.measurements_from_data()`."""
    return measurements_from_data(source(text, path=path), portfolio=portfolio)


def write_measurements(series: Mapping[str, Series]) -> str:
    """Write measurements; nothing is lost."""
    return to_yaml(measurements_to_data(series))
