"""A language is a file: Norwegian, added with two TOML files to a copy of the package, in a process of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import smartgoals
from smartgoals.rules import RuleSet
from smartgoals.rules.phrases import placeholders

ROOT = Path(__file__).parent
NORWEGIAN = ROOT.parent / "examples" / "languages" / "nb"
FILES = {
    "nb": NORWEGIAN / "cases.toml",
    "sv": ROOT / "statement" / "corpus" / "sv.toml",
    "en": ROOT / "statement" / "corpus" / "en.toml",
}
NUMBERS = ("direction", "baseline", "target", "target_low", "target_high", "bound")
LENIENT = {"metric", "means", "purpose"}
READ = """
import json, sys
import smartgoals
from smartgoals import Context, parse
from smartgoals.lexicon import languages

def read(code, text):
    slots = parse(text, context=Context("2026-01-15", code)).slots()
    plain = {k: v if v is None or isinstance(v, str) else float(v) for k, v in slots.items()}
    return {"slots": plain, "language": parse(text, context=Context("2026-01-15")).language}

texts = json.load(sys.stdin)
answer = {code: {text: read(code, text) for text in given} for code, given in texts.items()}
json.dump({"file": smartgoals.__file__, "languages": languages(), "read": answer}, sys.stdout)
"""
WRITE = """
import json, sys
from smartgoals import Context, parse
from smartgoals.statement.rendering import render

context = Context("2026-01-15", "nb")
json.dump([render(parse(text, context=context).goal, "nb") for text in json.load(sys.stdin)], sys.stdout)
"""
DOCUMENT = """\
## Kortsiktige mål (kvartal)

- Øke antall abonnenter fra 1 200 til 1 500 innen 30. juni 2026
- Forbedre kundetilfredsheten så snart som mulig

## Langsiktige mål

Vi har holdt på siden 1998, og det er fint her. Vi skal doble eksporten av laks innen utgangen av 2030.
"""


def _cases(code: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(FILES[code].read_text(encoding="utf-8"))["case"]
    return found


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _names(table: dict[str, Any], prefix: str = "") -> set[str]:
    """The dotted names of everything in a table."""
    return {
        name
        for key, value in table.items()
        for name in (_names(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}"})
    }


CASES = [pytest.param(case, id=case["text"][:50]) for case in _cases("nb")]
PACKAGE = Path(smartgoals.__file__).parent


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package and nothing added but the two files."""
    folder = tmp_path_factory.mktemp("norwegian")
    copy = folder / "smartgoals"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(NORWEGIAN / "lexicon.toml", copy / "lexicon" / "nb.toml")
    shutil.copy(NORWEGIAN / "rules.toml", copy / "rules" / "nb.toml")
    return folder


def _python(house: Path, program: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh process that finds the copy before the installed package."""
    start = f"import sys; sys.path.insert(0, {str(house)!r})\n"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", start + program, *arguments],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False, cwd=house,
    )  # fmt: skip


def _answer(house: Path, program: str, given: object) -> Any:
    """What a program makes of something, both as JSON."""
    done = _python(house, program, given=json.dumps(given))
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def answer(house: Path) -> dict[str, Any]:
    """What the copy makes of every sentence."""
    texts = {code: [case["text"] for case in _cases(code)] for code in FILES}
    found: dict[str, Any] = _answer(house, READ, texts)
    return found


def _report(house: Path, tmp_path: Path, text: str) -> str:
    file = tmp_path / "mål.md"
    file.write_text(text, encoding="utf-8")
    program = "from smartgoals.cli import main; main()"
    done = _python(house, program, "check", str(file), "--today", "2026-01-15", "--fail-on", "never")
    assert not done.returncode, done.stderr
    return " ".join(done.stdout.split())


def test_two_files_make_a_language(house: Path, answer: dict[str, Any]) -> None:
    """The language is listed, and no Python was added or changed for it."""
    assert ["en", "nb", "sv"] == answer["languages"]
    copy = house / "smartgoals"
    assert copy == Path(answer["file"]).parent
    added = {
        path.relative_to(copy).as_posix()
        for path in copy.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and (not (original := PACKAGE / path.relative_to(copy)).exists() or original.read_bytes() != path.read_bytes())
    }
    assert {"lexicon/nb.toml", "rules/nb.toml"} == added


def test_there_are_enough_cases() -> None:
    """What is claimed is tried on forty sentences, each another one."""
    assert len(CASES) >= 40
    assert len({case["text"] for case in _cases("nb")}) == len(CASES)


@pytest.mark.parametrize("case", CASES)
def test_every_slot_of_a_norwegian_sentence_is_read(case: dict[str, Any], answer: dict[str, Any]) -> None:
    """A Norwegian sentence is read as an attentive Norwegian would; what is not said stays None."""
    assert _expected("nb", case, answer) == _found("nb", case, answer)


@pytest.mark.parametrize("code", ["sv", "en"])
def test_the_other_languages_read_as_before(code: str, answer: dict[str, Any]) -> None:
    """A third language takes nothing from the two that were there."""
    for case in _cases(code):
        assert _expected(code, case, answer) == _found(code, case, answer), case["text"]


def _expected(code: str, case: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    slots = answer["read"][code][case["text"]]["slots"]
    return {name: case.get(name) for name in slots if name in case or name not in LENIENT}


def _found(code: str, case: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    slots = answer["read"][code][case["text"]]["slots"]
    return {name: slots[name] for name in _expected(code, case, answer)}


def test_what_is_written_in_norwegian_is_read_back(house: Path, answer: dict[str, Any]) -> None:
    """A goal written as a Norwegian sentence says the same numbers as the sentence it was read from."""
    texts = [case["text"] for case in _cases("nb")]
    written = _answer(house, WRITE, texts)
    again = _answer(house, READ, {"nb": written})["read"]["nb"]
    for text, sentence in zip(texts, written, strict=True):
        before, after = answer["read"]["nb"][text]["slots"], again[sentence]["slots"]
        assert [before[name] for name in NUMBERS] == [after[name] for name in NUMBERS], sentence


@pytest.mark.parametrize("code", list(FILES))
def test_the_three_languages_are_told_apart(code: str, answer: dict[str, Any]) -> None:
    """Nobody has to say which language a sentence is in, though Norwegian and Swedish share many words."""
    mistaken = {text: read["language"] for text, read in answer["read"][code].items() if read["language"] != code}
    assert not mistaken


def test_a_norwegian_document_gets_a_norwegian_report(house: Path, tmp_path: Path) -> None:
    """Headings, goals, findings and totals are read and said in Norwegian."""
    report = _report(house, tmp_path, DOCUMENT)
    assert "antall mål: 3" in report
    assert "Øke antall abonnenter fra 1 200 til 1 500 innen 30. juni 2026" in report
    assert "30. juni 2026" in report
    for said in ("Målbart ikke oppfylt", "«så snart som mulig» er ingen dag i kalenderen.", "Skriv heller", "Hvorfor"):
        assert said in report, said
    assert not re.search(r"\b(?:not met|Write instead|inte uppfyllt|Skriv i stället)\b", report)


def test_what_a_language_does_not_say_is_said_in_english(house: Path, tmp_path: Path) -> None:
    """A language may start with the texts of a few rules."""
    assert "R301" not in _toml(NORWEGIAN / "rules.toml")
    report = _report(
        house, tmp_path, "- Øke salget fra 40 til 48 mill. kroner innen mai 2027 ved å ansette fem selgere\n"
    )
    assert RuleSet.builtin()["R301"].doc.why in report


def test_the_word_file_has_every_table() -> None:
    """The example is complete: whoever copies it for another language misses nothing."""
    norwegian, swedish = _toml(NORWEGIAN / "lexicon.toml"), _toml(PACKAGE / "lexicon" / "sv.toml")
    assert set(swedish) == set(norwegian)
    for table in ("language", "roles", "when", "lists", "terms", "units", "zero", "shares"):
        assert set(swedish[table]) == set(norwegian[table]), table
    own = re.compile(r"units\.currencies\.|beginnings\.")  # each language names those that it needs
    assert {n for n in _names(swedish["rendering"]) if not own.match(n)} == {
        n for n in _names(norwegian["rendering"]) if not own.match(n)
    }
    english = _toml(PACKAGE / "lexicon" / "en.toml")
    for words in (norwegian, english):
        assert set(_names(swedish["progress"])) == set(_names(words["progress"]))


def test_every_label_is_one_that_the_library_knows() -> None:
    """A label that nothing asks for is a slip; one that is missing is said in English."""
    texts, english = _toml(NORWEGIAN / "rules.toml"), _toml(PACKAGE / "rules" / "en.toml")
    assert _names(texts["labels"]) - {"fact.statements"} <= _names(english["labels"])
    assert set(_names(english["labels"]["review"])) == set(_names(texts["labels"]["review"]))


def test_its_small_words_belong_to_it_alone() -> None:
    """The words that tell a language are not those that tell another."""
    common = set(_toml(NORWEGIAN / "lexicon.toml")["language"]["common"])
    for other in ("sv", "en"):
        assert not common & set(_toml(PACKAGE / "lexicon" / f"{other}.toml")["language"]["common"])


def test_its_texts_have_room_for_the_same_values() -> None:
    """A text that names a value that no rule gives would be shown with its braces."""
    texts, swedish = _toml(NORWEGIAN / "rules.toml"), _toml(PACKAGE / "rules" / "sv.toml")
    for code in texts.keys() - {"labels"}:
        assert set(texts[code]) == set(swedish[code]), code
        for kind, text in texts[code].items():
            assert placeholders(text) == placeholders(swedish[code][kind]), (code, kind)
