"""Sentences as data: what each says, slot by slot."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from smartgoals.model import Context
from smartgoals.statement import parse

CORPUS = Path(__file__).parent / "corpus"
LENIENT = {"metric", "means", "purpose"}
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['text'][:50]}")
    for path in sorted(CORPUS.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_every_slot_is_read(language: str, case: dict[str, Any]) -> None:
    """Every slot of a sentence is read as an attentive reader would; what is not said stays None."""
    slots = parse(case["text"], context=Context("2026-01-15", language)).slots()
    expected = {name: case.get(name) for name in slots if name in case or name not in LENIENT}
    found = {name: _number(slots[name]) for name in expected}
    assert expected == found


@pytest.mark.parametrize(("language", "case"), CASES)
def test_the_language_is_told_from_the_words(language: str, case: dict[str, Any]) -> None:
    """Nobody has to say which language a sentence is in."""
    assert language == parse(case["text"], context=Context("2026-01-15")).language


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
