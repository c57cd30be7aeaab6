"""The backlog: findings that a team has accepted for now, so that only new ones are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from smartgoals.inspection.inspecting import Inspection, Key

__all__ = ["Backlog"]


@attrs.frozen
class Backlog:
    """Accepted findings of some texts.

    A finding is known by the text it stands in, its code, the part of the goal, and the words of the goal. So it stays
    accepted when lines move, and is new again when somebody changes the goal.

    Attributes:
        files: For each text, how often each finding was accepted.
    """

    files: Mapping[str, Counter[Key]] = attrs.field(factory=dict, hash=False)

    @classmethod
    def of(cls, inspections: Iterable[tuple[str, Inspection]]) -> Self:
        """Accept everything that was found; waivers that are wrong cannot be accepted."""
        files = {}
        for name, inspection in inspections:
            known = Counter(entry.key for entry in inspection.entries if entry.key.at != "waivers")
            if known:
                files[name] = known
        return cls(files)

    def apply(self, name: str, inspection: Inspection) -> Inspection:
        """Leave out what was accepted of a text."""
        return inspection.without(self.files.get(name, Counter()))

    def gone(self, name: str, inspection: Inspection | None) -> tuple[Key, ...]:
        """What was accepted of a text and is no longer found; all of it when the text itself is gone."""
        left = Counter(self.files.get(name, Counter()))
        left.subtract(entry.key for entry in (inspection.entries if inspection is not None else ()))
        return tuple(sorted((+left).elements()))

    def updated(self, other: Backlog, gone: Iterable[str] = ()) -> Backlog:
        """Put what holds for other texts in the place of what is known of them; forget texts that are gone."""
        files = {**self.files, **other.files}
        for name in gone:
            files.pop(name, None)
        return Backlog(files)
