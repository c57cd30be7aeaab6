"""The facilitator's guide: what to do from blank paper to checked goals, as a page to print."""

from __future__ import annotations

from importlib import resources

__all__ = ["facilitators_guide"]


def facilitators_guide(language: str = "en") -> str:
    """The guide as Markdown; in English where the language has none.

    Example:
        >>> facilitators_guide("sv").splitlines()[0]
        '# Att leda en målworkshop'
    """
    folder = resources.files(__package__ or "smartgoals.workshop")
    file = folder.joinpath(f"guide.{language}.md")
    if not language.isalpha() or not file.is_file():
        file = folder.joinpath("guide.en.md")
    return file.read_text(encoding="utf-8")
