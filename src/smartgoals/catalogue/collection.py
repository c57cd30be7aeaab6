"""A catalogue of measures, built in or a host's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from smartgoals.catalogue.entry import Example, MetricEntry, Topic
from smartgoals.catalogue.reading import contents
from smartgoals.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartgoals.catalogue.ranking import Index

__all__ = ["Catalogue"]


@attrs.frozen(eq=False)
class Catalogue:
    """Measures that goals can be measured by, with what people call them.

    Attributes:
        entries: The measures by id.
        areas: The areas they belong to, by id.
        objectives: The objectives they drive, by id.
        sources: Where definitions come from, by the name that entries use.
        examples: Goals to take as a model.
        name: What the catalogue is called.

    Example:
        >>> catalogue = Catalogue.builtin()
        >>> print(catalogue["return-rate"].definition("sv"))
        returnerade varor / sålda varor
    """

    entries: Mapping[str, MetricEntry] = attrs.field(factory=dict, repr=False)
    areas: Mapping[str, Topic] = attrs.field(factory=dict, kw_only=True, repr=False)
    objectives: Mapping[str, Topic] = attrs.field(factory=dict, kw_only=True, repr=False)
    sources: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, repr=False)
    examples: tuple[Example, ...] = attrs.field(default=(), kw_only=True, repr=False)
    name: str | None = attrs.field(default=None, kw_only=True)

    @staticmethod
    def builtin() -> Catalogue:
        """The measures for digital commerce that come with the library."""
        return _builtin()

    @classmethod
    def from_text(cls, text: str, *, path: str | None = None) -> Catalogue:
        """A catalogue from the TOML of a file; see `from_file()`.

        Raises:
            DocumentError: Names everything that is wrong.
        """
        known = _builtin()
        found = contents(text, path=path, areas=known.areas, objectives=known.objectives, metrics=known.entries)
        return cls(**found._asdict())

    @classmethod
    def from_file(cls, path: str | Path) -> Catalogue:
        """A catalogue of your own, from a TOML file.

        It is written like the built-in one, may name the areas and objectives of that one, and stands alone; join the
        two with `Catalogue.builtin() | Catalogue.from_file(path)`.

        Raises:
            DocumentError: Names everything that is wrong in the file, each with its place and a remedy.
            OSError: The file cannot be read.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            problem = f"byte {error.start} is not UTF-8; save the file as UTF-8"
            raise DocumentError(str(path), (problem,)) from None
        return cls.from_text(text, path=str(path))

    def __or__(self, other: object) -> Catalogue:
        """Both together; where both have an id, the right one's counts."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        return Catalogue(
            {**self.entries, **other.entries},
            areas={**self.areas, **other.areas},
            objectives={**self.objectives, **other.objectives},
            sources={**self.sources, **other.sources},
            examples=(*self.examples, *other.examples),
            name=" | ".join(name for name in (self.name, other.name) if name) or None,
        )

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[MetricEntry]:
        return iter(self.entries.values())

    def __getitem__(self, entry_id: str) -> MetricEntry:
        return self.entries[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self.entries

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that measures have names in and that the library reads, in alphabetical order."""
        from smartgoals.lexicon import languages

        named = {language for entry in self for language in entry.names}
        return tuple(language for language in languages() if language in named)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each measure, by its id."""
        return {entry_id: place for place, entry_id in enumerate(self.entries)}

    @cached_property
    def by_area(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the measures of each area."""
        found: dict[str, list[str]] = {}
        for entry in self:
            found.setdefault(entry.area or "", []).append(entry.id)
        return {area: tuple(ids) for area, ids in found.items()}

    @cached_property
    def by_objective(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the measures that drive each objective."""
        found: dict[str, list[str]] = {}
        for entry in self:
            for objective in entry.drives:
                found.setdefault(objective, []).append(entry.id)
        return {objective: tuple(ids) for objective, ids in found.items()}

    def index(self, language: str) -> Index:
        """What is looked up to find measures by the words of a language, built once."""
        if language not in self._indexes:
            from smartgoals.catalogue.ranking import Index

            self._indexes[language] = Index.of(self, language)
        return self._indexes[language]

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {}


@cache
def _builtin() -> Catalogue:
    text = resources.files(__package__).joinpath("commerce.toml").read_text(encoding="utf-8")
    return Catalogue(**contents(text, path="commerce.toml")._asdict())
