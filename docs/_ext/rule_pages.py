"""Writes one page per rule and their index when the documentation is built; nothing of it is committed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from smartgoals.rules import Rule


def write_pages(app: Sphinx) -> None:
    """Write `reference/rules/*.md` from the rules themselves, with their cases when those are at hand."""
    from smartgoals.rules import RuleSet

    folder = Path(app.srcdir) / "reference" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    found = Path(app.srcdir).parent / "tests" / "rules" / "cases.toml"
    cases = tomllib.loads(found.read_text(encoding="utf-8")) if found.is_file() else {}
    rules = RuleSet.builtin()
    for stale in {page.stem for page in folder.glob("*.md")} - {*(rule.code for rule in rules), "index"}:
        (folder / f"{stale}.md").unlink()
    for rule in rules:
        _write(folder / f"{rule.code}.md", f"{rule.to_markdown()}\n{_cases(cases.get(rule.code, {}))}")
    _write(folder / "index.md", _index(list(rules)))


def _index(rules: list[Rule]) -> str:
    from smartgoals.rules import RuleSet, retirement

    weight = RuleSet.builtin().weight
    lines = ["# Rules", "", "| Rule | What it finds | Severity | Weight |", "| --- | --- | --- | --- |"]
    for rule in rules:
        page = f"[{rule.code}]({rule.code}.md)"
        lines.append(f"| {page} | {rule.doc.summary} | {rule.severity.value} | {weight(rule.code):g} |")
    gone = [f"- {each}." for each in retirement.built_in()]
    if gone:
        lines += ["", "Codes that are gone, and are never used again:", "", *gone]
    lines += ["", "```{toctree}", ":hidden:", "", *(rule.code for rule in rules), "```", ""]
    return "\n".join(lines)


def _cases(table: dict[str, Any]) -> str:
    """Return the further cases of a rule, from the tests."""
    lines: list[str] = []
    for name, keys in (("flags", ("flags", "flags_series")), ("accepts", ("accepts", "accepts_series"))):
        told = [f"- `{line}`" for key in keys for line in table.get(key, ())]
        if told:
            lines += ["", f"The tests also see to it that it {name}:", "", *told]
    return "\n".join(["", "## Further cases", *lines, ""]) if lines else ""


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
