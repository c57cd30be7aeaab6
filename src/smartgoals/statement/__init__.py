"""Sentences and the goals that they state: `parse()` for one sentence, `read_document()` for a whole text."""

from __future__ import annotations

from smartgoals.statement.document import Document, read_document
from smartgoals.statement.reading import parse
from smartgoals.statement.rendering import render
from smartgoals.statement.statement import Ambiguity, Part, Role, Slots, Statement
from smartgoals.statement.tokens import Token

__all__ = ["Ambiguity", "Document", "Part", "Role", "Slots", "Statement", "Token", "parse", "read_document", "render"]
