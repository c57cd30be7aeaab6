"""What is wrong with a document: each problem with its place, and for a slip of the pen what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from smartgoals.model.field import nearest

__all__ = ["told"]


def told(error: BaseException, names: Mapping[tuple[str, str], str] | None = None, path: str = "") -> Iterator[str]:
    """The problems in a tree of errors of cattrs, in the form `problem @ path`.

    Args:
        error: The error.
        names: How the document calls a field of the model, by what holds it.
        path: The way to where the error was raised.
    """
    from cattrs import BaseValidationError, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
    from cattrs.errors import AttributeValidationNote

    names = names or {}
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            if isinstance(note, AttributeValidationNote):
                step = "." + names.get((path.rpartition(".")[2], note.name), note.name)
            else:
                step = f"[{note.index}]"
            yield from told(inner, names, f"{path}{step}")
        for each in bare:
            yield from told(each, names, path)
    elif isinstance(error, BaseValidationError):  # pragma: no cover - cattrs has no third kind
        yield f"{error} @ {path.lstrip('.')}"
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [attribute.name for attribute in attrs.fields(error.cl) if attribute.init]
        for key in sorted(error.extra_fields):
            near = nearest(key, known)
            remedy = f"did you mean {near!r}" if near else f"the keys here are {', '.join(known)}"
            yield f"unknown key {key!r}; {remedy} @ {f'{path}.{key}'.lstrip('.')}"
    elif isinstance(error, KeyError):
        yield f"{error.args[0]!r} is missing; say it @ {path.lstrip('.')}"
    else:
        yield f"{error} @ {path.lstrip('.') or 'the document'}"
