"""The page of a rule as Markdown: the only place that lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartgoals.rules.phrases import listed, phrases, translation

if TYPE_CHECKING:
    from smartgoals.rules.doc import Example, RuleDoc

__all__ = ["to_markdown"]


def to_markdown(doc: RuleDoc, language: str = "en") -> str:
    """Return the page of a rule in a language; what is not translated stands in English."""
    found = phrases(language)
    texts = doc.texts
    summary = translation(doc.code, "summary", language, texts) or doc.summary
    blocks = [f"# {doc.code} {doc.name}".rstrip(), summary]
    if summary != doc.summary:
        blocks.append(f"*{doc.summary}*")
    blocks.append("\n".join(_facts(doc, language)))
    blocks.append(doc.body)
    for kind in ("why", "flags", "accepts", "advice", "ask"):
        section = getattr(doc, kind)
        if isinstance(section, tuple):
            text = _examples(section)
        else:
            text = translation(doc.code, kind, language, texts) or section
        if text:
            blocks += [f"## {found.label(f'rule.{kind}')}", text]
    if doc.options:
        blocks += [f"## {found.label('rule.options')}", _options(doc, language)]
    if doc.source:
        blocks += [f"## {found.label('rule.source')}", doc.source]
    if doc.code:
        waivers = f'rules.ignore({doc.code}="…")\nGoal("…", waivers=[Waiver("{doc.code}", "…")])'
        blocks += [f"## {found.label('rule.waive')}", f"```python\n{waivers}\n```"]
    return "\n\n".join(block for block in blocks if block)


def _facts(doc: RuleDoc, language: str) -> list[str]:
    found = phrases(language)
    rows: list[tuple[str, str]] = []
    if doc.place:
        rows.append(("criterion", found.label(f"criterion.{doc.place}")))
    if doc.severity:
        rows.append(("severity", found.label(f"severity.{doc.severity}")))
    if doc.status:
        rows.append(("status", found.label(f"status.{doc.status}")))
    if doc.since:
        rows.append(("since", doc.since))
    for kind, facts in (("needs", doc.needs), ("wants", doc.wants)):
        if facts:
            rows.append((kind, listed([found.label(f"fact.{fact}") for fact in facts], language)))
    return [f"- {found.label(f'rule.{name}')}: {text}" for name, text in rows]


def _examples(examples: tuple[Example, ...]) -> str:
    return "\n".join(f"- `{each.text}`" if each.is_change else f"- {each.text}" for each in examples)


def _options(doc: RuleDoc, language: str) -> str:
    found = phrases(language)
    head = [found.label(f"rule.{name}") for name in ("option", "type", "default", "meaning")]
    rows = [
        (f"`{option.name}`", f"`{option.type_name}`", f"`{_written(option.default)}`", option.meaning)
        for option in doc.options
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _written(default: object) -> str:
    """Return a default value as code, the same in every process: sets are sorted."""
    if isinstance(default, frozenset | set):
        return "{" + ", ".join(sorted(map(repr, default))) + "}"
    return repr(default)
