"""Words and values in a language."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from smartgoals.assessment import assess
from smartgoals.model import Context, Criterion, Goal, Period, Quantity, Unit
from smartgoals.rules import RuleSet
from smartgoals.rules.finding import Texts
from smartgoals.rules.phrases import listed, phrases, placeholders, render, spoken, words

KRONOR = Unit.currency("SEK")


def plainly(text: str) -> str:
    """Return a text with ordinary spaces for those that do not break."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


class TestLabels:
    """The words of the interface."""

    def test_label(self) -> None:
        """A label is found by its dotted name, in the language or else in English."""
        assert "not met" == phrases("en").label("verdict.not_met")
        assert "not met" == phrases("xx").label("verdict.not_met")
        assert "not met" != phrases("sv").label("verdict.not_met")

    def test_label_with_values(self) -> None:
        """A label may have room for values."""
        assert "T1 is waived: agreed" == phrases("en").label("outcome.waived", code="T1", reason="agreed")

    def test_unknown_label(self) -> None:
        """A label that is nowhere is an error."""
        with pytest.raises(KeyError):
            phrases("sv").label("no.such.label")

    def test_language_tags(self) -> None:
        """A tag with a country or in capitals is the language."""
        assert phrases("sv") is phrases("sv-FI")
        assert phrases("sv") is phrases("SV_se")
        assert {} == phrases("../en").labels

    def test_swedish_has_every_label(self) -> None:
        """Swedish has every label that English has, with room for the same values."""
        english, swedish = phrases("en").labels, phrases("sv").labels
        assert set() == set(english) - set(swedish)
        assert [] == [name for name in english if placeholders(english[name]) != placeholders(swedish[name])]

    def test_words_of_the_engine(self) -> None:
        """What the engine itself reports has its words in the file."""
        assert words("G001", "why", "en").startswith("A waiver is an agreement")
        assert words("G001", "why", "xx") == words("G001", "why", "en")


class TestValues:
    """Values as people write them."""

    @pytest.mark.parametrize(
        ("value", "english", "swedish"),
        [
            (1234567, "1,234,567", "1 234 567"),
            (Decimal("1234.50"), "1,234.5", "1 234,5"),
            (0.1, "0.1", "0,1"),
            (-3, "-3", "-3"),
            (date(2026, 6, 30), "30 June 2026", "30 juni 2026"),
            ("as it is", "as it is", "as it is"),
            (Criterion.TIME_BOUND, "time_bound", "time_bound"),
            (Period("2026"), "2026", "2026"),
            (Period("2026-06"), "June 2026", "juni 2026"),
            (Period("2026-06-30"), "30 June 2026", "30 juni 2026"),
            (Quantity(Decimal("2.5"), Unit.percent()), "2.5%", "2,5 %"),
            (Quantity(2, Unit.percentage_point()), "2 percentage points", "2 procentenheter"),
            (Quantity(1234567, KRONOR), "SEK 1,234,567", "1 234 567 kr"),
            (Quantity(Decimal("12.5"), KRONOR), "SEK 12.50", "12,50 kr"),
            (Quantity(3, Unit.count("customer")), "3 customer", "3 customer"),
            (Quantity(1000, Unit.currency("GBP")), "£1,000", "1 000 GBP"),
            (Quantity(3), "3", "3"),
            (b"bytes", "b'bytes'", "b'bytes'"),
        ],
    )
    def test_spoken(self, value: object, english: str, swedish: str) -> None:
        """Numbers, dates, periods and quantities are written as the language writes them."""
        assert english == plainly(spoken(value, "en"))
        assert swedish == plainly(spoken(value, "sv"))

    @pytest.mark.parametrize(
        ("period", "english"),
        [
            ("2026-H1", "half-year 1 of 2026"),
            ("2026-T2", "tertial 2 of 2026"),
            ("2026-Q3", "quarter 3 of 2026"),
            ("2026-W14", "week 14 of 2026"),
            ("FY2026", "fiscal year 2026"),
            ("FY2026-Q1", "quarter 1 of fiscal year 2026"),
        ],
    )
    def test_periods(self, period: str, english: str) -> None:
        """Periods are named, and in Swedish by other words."""
        assert english == spoken(Period(period), "en")
        assert english != spoken(Period(period), "sv")

    def test_truth_is_a_word(self) -> None:
        """True is yes, not 1."""
        assert ["yes", "no"] == [spoken(truth) for truth in (True, False)]

    def test_ratio(self) -> None:
        """A ratio is an amount per something."""
        assert "SEK 3 per day" == plainly(spoken(Quantity(3, Unit.ratio(KRONOR, Unit.physical("day")))))

    def test_several(self) -> None:
        """Several values stand in a row."""
        assert "1, 2 and 3" == spoken((1, 2, 3))
        assert ("", "a", "a and b") == (listed([]), listed(["a"]), listed(["a", "b"]))

    def test_unknown_language(self) -> None:
        """A language that nobody knows writes like English."""
        assert "1,234.5" == spoken(1234.5, "xx")
        assert "1,234.5" == spoken(1234.5, "not a language")


class TestRender:
    """Templates."""

    def test_values(self) -> None:
        """Values go where their names stand; other braces stay."""
        assert "3 of {total} {}" == render("{count} of {total} {}", (("count", 3),))

    def test_placeholders(self) -> None:
        """The names in a template can be asked for."""
        assert frozenset({"a", "b"}) == placeholders("{a} {b} {a} {} { c }")


def test_babel_is_loaded_when_needed() -> None:
    """Rules can be imported and run without loading the calendar and number data."""
    code = (
        "import sys; from smartgoals.testing import check_example; from smartgoals.rules import RuleSet;"
        "RuleSet.builtin(); import smartgoals.assessment; print(*{'babel', 'pint', 'cattrs'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "" == found.stdout.strip()


class TestPackages:
    """Rules of other packages have their words in other languages beside their code."""

    def test_words_beside_the_code(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A package's `sv.toml` has the Swedish of its rules: page, finding, advice and question."""
        package = tmp_path / "houserules"
        package.mkdir()
        (package / "__init__.py").write_text(
            "from smartgoals.rules import Remark, rule\n"
            "@rule('HOUSE001', criterion='specific', severity='hint')\n"
            "def no_owner_yet(goal):\n"
            "    '''Nobody owns it.\\n\\nAsk: Who owns it?'''\n"
            "    yield Remark('Name the owner.', at='owner')\n",
            encoding="utf-8",
        )
        (package / "sv.toml").write_text(
            '[HOUSE001]\nsummary = "Ingen äger det."\nmessage = "Säg vem."\nask = "Vem äger det?"\n', encoding="utf-8"
        )
        monkeypatch.syspath_prepend(tmp_path)
        rule = importlib.import_module("houserules").no_owner_yet
        found = assess(Goal("Anything."), context=Context("2026-01-15"), rules=RuleSet.of(rule))
        assert "Säg vem." == found.findings[0].message("sv-FI")
        assert "Name the owner." == found.findings[0].message("nb")
        assert "Vem äger det?" == found.questions[0].message("sv")
        assert "Ingen äger det.\n\n*Nobody owns it.*" in rule.to_markdown("sv")

    def test_package_not_at_hand(self) -> None:
        """A finding that travelled to where its package is not speaks English."""
        texts = Texts(summary="In English.", package="nobody_has_this")
        assert "In English." == words("HOUSE009", "summary", "sv", texts)
