"""Blank roadmaps, ready to be filled in and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from smartgoals.catalogue.collection import Catalogue
from smartgoals.model import Term
from smartgoals.model.field import nearest, refuse

__all__ = ["blank_roadmap", "roadmap_kinds"]


def roadmap_kinds() -> tuple[str, ...]:
    """The kinds of blank roadmap.

    Example:
        >>> roadmap_kinds()
        ('retail', 'b2b', 'own-brand', 'platform', 'service')
    """
    return tuple(_templates()["kinds"])


def blank_roadmap(kind: str = "retail", language: str = "en", *, file: str = "roadmap.md") -> str:
    """Write a blank roadmap as Markdown: goals for the short, the medium and the long term, with blanks.

    Args:
        kind: One of `roadmap_kinds()`.
        language: `"en"` or `"sv"`.
        file: The name that it will have, for the advice to check it.

    Raises:
        InvalidValueError: There is no such kind, or no blank in that language.

    Example:
        >>> print(blank_roadmap("b2b", "sv").splitlines()[0])
        # Digital färdplan: B2B
    """
    templates = _templates()
    _refuse_unknown("kind", kind, templates["kinds"])
    _refuse_unknown("language", language, templates["frame"])
    frame, chosen = templates["frame"][language], templates["kinds"][kind]
    lines = [
        f"# {frame['title'].format(kind=chosen['name'][language])}", "",
        frame["intro"].strip().format(file=file), "",
        frame["business"], "",
    ]  # fmt: skip
    for term in Term:
        lines += [f"## {frame[term.value]}", ""]
        for goal in chosen[term.value]:
            unit = _unit(goal["metric"], language)
            lines.append(f"- {frame['goal'].format(phrase=goal[language], unit=unit)}")
        lines.append("")
    lines += [f"## {frame['working']}", "", frame["process"].strip()]
    return "\n".join(lines) + "\n"


def _refuse_unknown(field: str, value: str, known: Mapping[str, Any]) -> None:
    if value not in known:
        near = nearest(value, known)
        remedy = f"did you mean {near!r}?" if near else f"give one of {', '.join(known)}"
        refuse("blank_roadmap", field, value, f"is no {field} that there is a blank roadmap for", remedy)


def _unit(metric: str, language: str) -> str:
    """The unit as it stands after a blank."""
    unit = Catalogue.builtin()[metric].unit
    if not isinstance(unit, str):
        return f" {unit[language]}"
    return " %" if unit == "percent" else f" {_templates()['units'][unit][language]}"


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("templates.toml").read_text(encoding="utf-8"))
