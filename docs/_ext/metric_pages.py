"""Writes the page of the metric catalogue when the documentation is built; nothing of it is committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEAD = """# Metrics for digital commerce

The built-in catalogue, by area. A measure in money is in the currency of the goal that asks. *Leading* measures tell
early and can be acted on; *lagging* ones tell how it went. See [how measures are suggested](../how-to/portfolio.md).
"""


def write_pages(app: Sphinx) -> None:
    """Write `reference/metrics.md` from the catalogue itself."""
    from smartgoals.catalogue import Catalogue
    from smartgoals.markup import escape_markdown, markdown_table

    catalogue = Catalogue.builtin()
    lines = [_HEAD]
    for area in catalogue.areas.values():
        lines += [f"## {area.name('en')} / {area.name('sv')}", ""]
        for entry in (entry for entry in catalogue if entry.area == area.id):
            unit = entry.unit if isinstance(entry.unit, str) else entry.unit["en"]
            bounds = f", {'' if entry.low is None else entry.low} to {'' if entry.high is None else entry.high}"
            facts = {
                "English": f"{', '.join(entry.names['en'])}: {entry.definition('en')}",
                "Svenska": f"{', '.join(entry.names['sv'])}: {entry.definition('sv')}",
                "Unit": unit + (bounds.rstrip() if (entry.low, entry.high) != (None, None) else ""),
                "Better": entry.direction.value,
                "Kind": entry.kind.value + (", leading" if entry.leading else ", lagging"),
                "Read": f"every {entry.cadence.every}" if entry.cadence is not None else "",
                "Drives": ", ".join(catalogue.objectives[each].name("en") for each in entry.drives),
                "Source": entry.source,
            }
            lines += [f"### {entry.id}", "", markdown_table(["", ""], facts.items()), ""]
        for example in (example for example in catalogue.examples if example.area == area.id):
            lines += [
                f"> {escape_markdown(example.statement('en'))}",
                ">",
                f"> {escape_markdown(example.statement('sv'))}",
                "",
            ]
    lines += ["## Sources", "", *(f"- **{name}**: {text}" for name, text in catalogue.sources.items()), ""]
    path = Path(app.srcdir) / "reference" / "metrics.md"
    text = "\n".join(lines)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
