"""What the pages for writers of rules show is so."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest
from test_pages import ROOT, blocks

from smartgoals.configuration import Config
from smartgoals.configuration.layer import KEYS
from smartgoals.rules import RuleSet, profiles

DOCS = ROOT / "docs"


def lines(code: str) -> list[str]:
    """Return the lines of a block that are not empty."""
    return [line for line in code.splitlines() if line.strip()]


def test_a_rule_takes_eight_lines_and_its_test_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule of the tutorial and its test run as they are shown, and are no longer than we say."""
    rule, test = blocks(DOCS / "tutorial" / "first-rule.md", "python")[:2]
    assert len(lines(rule)) <= 8
    assert 5 == len(lines(test))
    (tmp_path / "acme_rules.py").write_text(rule, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_rules", raising=False)
    scope: dict[str, object] = {}
    exec(compile(test, "first-rule.md", "exec"), scope)
    trial = scope["test_no_strategy_tag"]
    assert callable(trial)
    trial()
    monkeypatch.delitem(sys.modules, "acme_rules")


@pytest.mark.parametrize("page", ["configure.md", "profiles.md"])
def test_configurations_on_a_page_hold(page: str) -> None:
    """Each configuration that a page shows is read without a word."""
    for text in blocks(DOCS / "how-to" / page, "toml"):
        assert Config.from_mapping(tomllib.loads(text)).rules()


def test_word_list_on_the_page_holds() -> None:
    """The list of words that the page shows is a rule."""
    (text,) = [code for code in blocks(DOCS / "how-to" / "write-a-rule.md", "toml") if "words.toml" in code]
    assert ["ACME101"] == [rule.code for rule in RuleSet.from_mapping(tomllib.loads(text))]


def test_every_key_and_profile_is_explained() -> None:
    """The pages name every key of a configuration, and every profile."""
    configure = (DOCS / "how-to" / "configure.md").read_text(encoding="utf-8")
    assert [] == [key for key in KEYS if f"| `{key}` |" not in configure]
    known = (DOCS / "how-to" / "profiles.md").read_text(encoding="utf-8")
    assert [] == [name for name in profiles.names() if f"| `{name}` |" not in known]
