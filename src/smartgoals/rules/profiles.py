"""Profiles: readings of the letters, as data that names letters, rules and weights."""

from __future__ import annotations

import difflib
import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import ConfigError
from smartgoals.model.criterion import Criterion

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Letter", "Profile", "load", "names"]


@attrs.frozen
class Letter:
    """One letter of a profile: what it is called, and the criterion it stands for."""

    letter: str
    criterion: Criterion = attrs.field(converter=Criterion)
    name: str


@attrs.frozen(kw_only=True)
class Profile:
    """A reading of the letters.

    Args:
        name: What it is asked for by.
        title: The letters written out.
        source: Where the reading comes from.
        letters: The letters in order.
        select: The rules that count, as prefixes of codes.
        weights: How much a rule counts, where it is not 1.
    """

    name: str
    title: str
    source: str
    letters: tuple[Letter, ...]
    select: tuple[str, ...]
    weights: tuple[tuple[str, float], ...] = ()


@functools.cache
def _profiles() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files(__package__ or "smartgoals.rules").joinpath("profiles.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """Return the names of the profiles there are."""
    return tuple(_profiles())


def load(name: str) -> Profile:
    """Return a profile.

    Raises:
        ConfigError: There is no such profile.
    """
    if name not in _profiles():
        near = difflib.get_close_matches(name, names(), n=1)
        advice = f"did you mean {near[0]!r}" if near else "there is " + ", ".join(map(repr, names()))
        raise ConfigError(None, (f"unknown profile {name!r}; {advice} @ profile",))
    read = _profiles()[name]
    return Profile(
        name=name,
        title=read["title"],
        source=read["source"],
        letters=tuple(Letter(**letter) for letter in read["letters"]),
        select=tuple(read["select"]),
        weights=tuple(sorted(read.get("weights", {}).items())),
    )
