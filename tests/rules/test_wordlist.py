"""Rules without code: words, and what to say about them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import Verdict, assess
from smartgoals.errors import ConfigError
from smartgoals.model import Context, Goal
from smartgoals.rules import Rule, RuleSet
from smartgoals.testing import check_catalogue

TEXT = """
[WORD001]
name = "house-words"
criterion = "specific"
severity = "minor"
since = "1.0"
summary = { en = "The goal uses a word of the house.", sv = "Målet använder husets ord." }
message = { en = "Say what “{word}” means.", sv = "Säg vad ”{word}” betyder." }
why = { en = "Nobody else knows.", sv = "Ingen annan vet." }
advice = { en = "Say it plainly.", sv = "Säg det rakt." }
ask = { en = "What does it mean?", sv = "Vad betyder det?" }
words = { en = ["synergy", "leverag*", "move the needle", "c++"], sv = ["synergi*"] }
flags = ["en: Create synergy.", "sv: Skapa synergier."]
accepts = ["en: Open a shop.", "sv: Öppna en butik."]
source = "the house"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one rule."""
    path = tmp_path / "words.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def word_rule(path: Path) -> Rule:
    """The rule of the file."""
    return RuleSet.from_toml(path)["WORD001"]


def found(rule: Rule, text: str, language: str = "en", **options: Any) -> list[str]:
    """Return what a rule of words says about a goal."""
    rules = RuleSet.of(rule).configure(rule.code, **options)
    context = Context("2026-01-15", language)
    return [each.message(language) for each in assess(Goal(text), context=context, rules=rules).findings]


class TestWords:
    """What is matched."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Create SYNERGY.", ["SYNERGY"]),
            ("Leveraging and leverage.", ["Leveraging", "leverage"]),
            ("Move  the\nneedle.", ["Move  the\nneedle"]),
            ("Learn C++ by May.", ["C++"]),
            ("Synergys and unleverage.", []),
            ("Open a shop.", []),
        ],
    )
    def test_whole_words(self, word_rule: Rule, text: str, expected: list[str]) -> None:
        """A word is matched whole, in any case; a star stands for any ending, a space for white space."""
        assert [f"Say what “{word}” means." for word in expected] == found(word_rule, text)

    def test_language(self, word_rule: Rule) -> None:
        """Each language has its words and its message; the place is that of the word."""
        assert ["Säg vad ”Synergier” betyder."] == found(word_rule, "Synergier mellan butiker.", "sv")
        assert [] == found(word_rule, "Skapa synergy.", "sv")
        context = Context("2026-01-15", "en")
        (finding,) = assess(Goal("More synergy."), context=context, rules=RuleSet.of(word_rule)).findings
        assert (5, 12) == finding.span

    def test_a_language_without_words(self) -> None:
        """A goal in a language without words is not judged by the list, unless words are added."""
        (only_english,) = RuleSet.from_mapping({"WORD001": {**_least(), "words": {"en": ["x"]}}})
        context = Context("2026-01-15", "sv")
        judged = assess(Goal("Skapa synergi."), context=context, rules=RuleSet.of(only_english))
        assert Verdict.NOT_JUDGED is judged["specific"].verdict
        assert "has no words in 'sv'" in judged.outcomes[0].reason
        assert ["Say “synergi”."] == found(only_english, "Skapa synergi.", "sv", also=["synergi"])

    def test_options(self, word_rule: Rule) -> None:
        """Words can be accepted and added by configuration."""
        assert [] == found(word_rule, "Create synergy.", allow=["Synergy"])
        assert ["Say what “paradigm” means."] == found(word_rule, "A new paradigm.", also=["paradigm"])

    def test_no_words_left(self, word_rule: Rule) -> None:
        """A list of which all words are accepted finds nothing."""
        allow = ["synergy", "leverag*", "move the needle", "c++"]
        assert [] == found(word_rule, "Create synergy.", allow=allow)

    @given(st.text(max_size=30))
    def test_any_word(self, word: str) -> None:
        """Any word that is more than white space can be listed, and is found where it stands alone."""
        table = {**_least(), "words": {"en": [word]}}
        if not word.removesuffix("*").strip():
            with pytest.raises(ConfigError):
                RuleSet.from_mapping({"WORD001": table})
            return
        (rule,) = RuleSet.from_mapping({"WORD001": table})
        plain = " ".join(word.removesuffix("*").split())
        assert found(rule, f"begin {plain} end")


class TestRule:
    """A rule of words is a rule like any other."""

    def test_page(self, word_rule: Rule, path: Path) -> None:
        """It has a page in both languages, a place, and the examples on its page hold."""
        check_catalogue(RuleSet.of(word_rule), languages=("sv",))
        assert "Målet använder husets ord." in word_rule.to_markdown("sv")
        assert "`also`" in word_rule.to_markdown()
        assert f"{path}:2" == word_rule.source
        assert not word_rule.is_built_in

    def test_pickling(self, word_rule: Rule) -> None:
        """It pickles, also into a fresh interpreter, and is equal there."""
        assert word_rule == pickle.loads(pickle.dumps(word_rule))
        code = "import pickle, sys; print(pickle.load(sys.stdin.buffer).fingerprint)"
        rules = RuleSet.of(word_rule)
        sent = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(rules), capture_output=True, check=True)
        assert rules.fingerprint == sent.stdout.decode().strip()

    def test_words_are_part_of_the_fingerprint(self) -> None:
        """Other words make another fingerprint."""
        one, other = (RuleSet.from_mapping({"WORD001": {**_least(), "words": {"en": [w]}}}) for w in "ab")
        assert one.fingerprint != other.fingerprint


def _least() -> dict[str, Any]:
    """Return as little as a rule of words can say."""
    return {
        "name": "words", "criterion": "specific", "words": {"en": ["x"]},
        "summary": {"en": "A word."}, "message": {"en": "Say “{word}”."},
    }  # fmt: skip


class TestRefusals:
    """What is wrong is named, all at once."""

    def test_all_at_once(self) -> None:
        """Every problem is named with its key."""
        tables = {
            "w1": 3,
            "M101": _least(),
            "WORD001": {"nam": "x"},
            "WORD002": {
                **_least(), "name": 3, "criterion": "specifc", "severity": "majr", "status": "old", "message": "x",
                "words": {"en": [], "sv": ["*"]}, "flags": "x", "why": {"sv": "x"},
            },
            "WORD003": {**_least(), "words": ["x"]},
        }  # fmt: skip
        with pytest.raises(ConfigError) as caught:
            RuleSet.from_mapping(tables)
        keys = [problem.rpartition(" @ ")[2] for problem in caught.value.problems]
        assert [
            "w1", "w1", "M101", "WORD001.nam", "WORD001.name", "WORD001.criterion", "WORD001.summary",
            "WORD001.message", "WORD001.words", "WORD002.name", "WORD002.flags", "WORD002.message", "WORD002.why",
            "WORD002.criterion", "WORD002.severity", "WORD002.status", "WORD002.words.en", "WORD002.words.sv",
            "WORD003.words",
        ] == keys  # fmt: skip
        assert "did you mean 'specific'" in str(caught.value)

    @pytest.mark.parametrize("text", [None, "[WORD001", "[WORD001]\nname = 3"])
    def test_file(self, text: str | None, tmp_path: Path) -> None:
        """A file that cannot be read is refused with its path."""
        path = tmp_path / "words.toml"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            RuleSet.from_toml(path)
        assert str(path) == caught.value.path
