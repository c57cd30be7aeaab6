"""Writes one page per rule and their index when the documentation is built; nothing of it is committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_pages(app: Sphinx) -> None:
    """Write `reference/rules/*.md` from the rules themselves."""
    from smartgoals.rules import RuleSet

    folder = Path(app.srcdir) / "reference" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    names = []
    for rule in RuleSet.builtin():
        page = rule.doc.to_markdown()
        _write(folder / f"{rule.code}.md", page)
        names.append(rule.code)
        rows.append(f"| [{rule.code}]({rule.code}.md) | {rule.doc.summary} | {rule.severity.value} |")
    index = ["# Rules", "", "| Rule | What it finds | Severity |", "| --- | --- | --- |", *rows, ""]
    index += ["```{toctree}", ":hidden:", "", *names, "```", ""]
    _write(folder / "index.md", "\n".join(index))


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
