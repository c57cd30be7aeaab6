"""The layout of the house, held by tests rather than asked for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

import smartgoals

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "smartgoals"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_is_longer_than_a_reader_can_hold(path: Path) -> None:
    """No file is longer than 500 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_no_module_bears_the_name_of_a_public_function() -> None:
    """A function would hide behind a module of its name once both are loaded."""
    functions = {name for name in smartgoals.__all__ if name.islower() and name != "errors"}
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert set() == functions & names


def test_modules_are_nouns() -> None:
    """Nothing is called utils, helpers, base, manager or common."""
    assert set() == {path.stem for path in MODULES} & {"utils", "helpers", "base", "manager", "common"}


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_every_test_says_what_must_hold(path: Path) -> None:
    """Every test has a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert [] == bare


def test_the_public_names_are_as_agreed(golden: Callable[[str, str], None]) -> None:
    """Every change of the public surface is a visible difference."""
    golden("public_names.txt", "\n".join(sorted(smartgoals.__all__)) + "\n")


def test_every_public_name_can_be_had() -> None:
    """Each name in `__all__` is there, and nothing else is."""
    for name in smartgoals.__all__:
        assert getattr(smartgoals, name) is not None
    assert set(smartgoals.__all__) < set(dir(smartgoals))
    assert smartgoals.__version__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        smartgoals.nothing  # noqa: B018 - the look-up itself is tested
