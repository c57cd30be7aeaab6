"""A tree of errors as paths and problems: where something is wrong, what was expected, what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from smartgoals.model.field import nearest
from smartgoals.wire.conversion import written
from smartgoals.wire.limits import brief, child

__all__ = ["problems_of", "told"]


def told(error: BaseException) -> Iterator[str]:
    """The problems in a tree of errors of cattrs, in the form `problem @ path`."""
    for path, problem in problems_of(error):
        yield f"{problem} @ {path or 'the document'}"


def problems_of(error: BaseException, path: str = "") -> Iterator[tuple[str, str]]:
    """The problems in a tree of errors of cattrs, each with the path to it."""
    from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
    from cattrs.errors import AttributeValidationNote

    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            step: int | str = note.name if isinstance(note, AttributeValidationNote) else note.index
            if isinstance(error, ClassValidationError):
                step = written(error.cl, str(step))
            yield from problems_of(inner, child(path, step))
        for each in bare:
            yield from problems_of(each, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [written(error.cl, attribute.name) for attribute in attrs.fields(error.cl) if attribute.init]
        for key in sorted(map(str, error.extra_fields)):
            near = nearest(key, known)
            remedy = f"did you mean {near!r}" if near else f"the keys here are {', '.join(known)}"
            yield child(path, key), f"unknown key {brief(key)}; {remedy}"
    elif isinstance(error, KeyError):
        yield path, f"{error.args[0]!r} is missing; say it"
    else:
        yield path, str(error)
