"""Better statements in files: shown as a patch, or written next to the old ones after asking."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import attrs
import click

from smartgoals.cli.files import Loaded, replace, write
from smartgoals.inspection import Inspection, Rewrite, inspect_text, rewrites, rewritten
from smartgoals.rules.phrases import phrases

if TYPE_CHECKING:
    from smartgoals.model import Context
    from smartgoals.rules import RuleSet

__all__ = ["Fixing"]

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@attrs.frozen
class Fixing:
    """What could be better in some texts.

    Args:
        inspections: The texts, judged.
        loaded: The same texts, as they came from their files.
        context: Today, and the language of the goals.
        rules: The rules that count.
        language: The language to speak.
    """

    inspections: list[Inspection]
    loaded: list[Loaded]
    context: Context
    rules: RuleSet
    language: str

    def show(self) -> list[Inspection]:
        """Print a patch, and return the texts as they are."""
        is_changed = False
        for inspection in self.inspections:
            changes, left = rewrites(inspection, context=self.context, rules=self.rules)
            text = inspection.document.text
            lines = difflib.unified_diff(
                _LINES.findall(text), _LINES.findall(rewritten(text, changes)), inspection.source, inspection.source
            )
            write("".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines))
            self._note_left(inspection, left)
            is_changed = is_changed or bool(changes)
        self._note_none(is_changed=is_changed)
        return self.inspections

    def ask(self, *, is_sure: bool) -> list[Inspection]:
        """Ask about every change, write those that are wanted, and return the texts as they are now."""
        after = []
        is_changed = is_over = False
        for inspection, loaded in zip(self.inspections, self.loaded, strict=True):
            changes, left = ((), ()) if is_over else rewrites(inspection, context=self.context, rules=self.rules)
            wanted: list[Rewrite] = []
            for change in changes:
                answer = "all" if is_sure else self._answer(inspection, change)
                if answer == "quit":
                    is_over = True
                    break
                is_sure = answer == "all"
                if answer != "no":
                    wanted.append(change)
            is_changed = is_changed or bool(changes)
            after.append(self._written(inspection, loaded, wanted) if wanted else inspection)
            self._note_left(inspection, left)
        self._note_none(is_changed=is_changed)
        return after

    def _answer(self, inspection: Inspection, change: Rewrite) -> str:
        """What somebody wants done with a change: `yes`, `no`, `all` or `quit`."""
        write(f"\n{self._label('goal', file=inspection.source, line=change.line)}\n")
        write("".join(f"{sign} {_one_line(text)}\n" for sign, text in (("-", change.old), ("+", change.new))))
        known = {self._label(name): name for name in ("yes", "no", "all", "quit")}
        while True:
            try:
                said = click.prompt(f"{self._label('ask')} {self._label('choices')}", default="", show_default=False)
            except click.Abort:  # nobody is there to answer
                write("\n")
                return "quit"
            answer = known.get(said.strip().casefold()[:1])
            if answer is not None:
                return answer

    def _written(self, inspection: Inspection, loaded: Loaded, wanted: list[Rewrite]) -> Inspection:
        text = rewritten(loaded.text, wanted)
        replace(inspection.source, loaded, text)
        self._note("done", file=inspection.source, count=len(wanted))
        return inspect_text(
            text, source=inspection.source, context=self.context, rules=self.rules, language=inspection.asked
        )

    def _note_left(self, inspection: Inspection, left: tuple[int, ...]) -> None:
        if left:
            is_data = inspection.document.held is not None
            self._note("data" if is_data else "left", file=inspection.source, count=len(left))

    def _note_none(self, *, is_changed: bool) -> None:
        if not is_changed:
            self._note("none")

    def _note(self, name: str, **values: Any) -> None:
        click.echo(self._label(name, **values), err=True)

    def _label(self, name: str, **values: Any) -> str:
        return phrases(self.language).label(f"fix.{name}", **values)


def _one_line(text: str) -> str:
    """A text without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
