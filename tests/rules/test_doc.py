"""The docstring of a rule is its page."""

from __future__ import annotations

from typing import Any

import pytest

from smartgoals.markup import escape_markdown as plain
from smartgoals.rules import Example, RuleDoc, RuleSet

DOCSTRING = """The metric has no unit.

    A number alone is no measure.
    It says nothing.

    Second paragraph.

    Why: Nobody can compare
        what has no unit.
    Flags:
        > metric=Metric("revenue"),
          target=Level(Quantity(3))
        sv: "Öka omsättningen till 3."
        Increase revenue to 3.
    Accepts:
        en: Increase revenue to 3 EUR.
    Advice:
        Add the unit.

        Or say that it counts things.
    Ask: In what?
    Options:
        smallest: The smallest number
            that counts.

        nothing
    Source: Doran (1981)
    """


class TestParse:
    """What is read from a docstring."""

    def test_sections(self) -> None:
        """Each section is read, its lines joined, its paragraphs kept apart."""
        doc = RuleDoc.parse(DOCSTRING)
        assert "The metric has no unit." == doc.summary
        assert "A number alone is no measure. It says nothing.\n\nSecond paragraph." == doc.body
        assert "Nobody can compare what has no unit." == doc.why
        assert "Add the unit.\n\nOr say that it counts things." == doc.advice
        assert "In what?" == doc.ask
        assert "Doran (1981)" == doc.source
        assert (("smallest", "The smallest number that counts."), ("nothing", "")) == doc.meanings
        assert ("Why", "Flags", "Accepts", "Advice", "Ask", "Options", "Source") == doc.sections

    def test_examples(self) -> None:
        """An example is a statement, perhaps with its language and in quotes, or changes to the exemplary goal."""
        doc = RuleDoc.parse(DOCSTRING)
        assert (
            Example('metric=Metric("revenue"), target=Level(Quantity(3))', is_change=True),
            Example("Öka omsättningen till 3.", language="sv"),
            Example("Increase revenue to 3."),
        ) == doc.flags
        assert (Example("Increase revenue to 3 EUR.", language="en"),) == doc.accepts

    def test_examples_are_written_as_they_stand(self) -> None:
        """The text of an example is the line it was read from."""
        assert ["> horizon=None", "sv: Öka.", "Grow."] == [
            str(each)
            for each in (Example("horizon=None", is_change=True), Example("Öka.", language="sv"), Example("Grow."))
        ]

    @pytest.mark.parametrize("docstring", [None, ""])
    def test_nothing(self, docstring: str | None) -> None:
        """No docstring is an empty page."""
        assert RuleDoc() == RuleDoc.parse(docstring)

    def test_text_with_a_colon(self) -> None:
        """A line that ends in a colon and is no section is text."""
        assert "Note: well." == RuleDoc.parse("It is.\n\nNote: well.").body

    def test_section_twice(self) -> None:
        """A section that stands there twice is refused."""
        with pytest.raises(ValueError, match="section 'Why' stands there twice"):
            RuleDoc.parse("It is.\n\nWhy: a\nWhy: b")

    def test_section_misspelt(self) -> None:
        """A section that is nearly one is refused with the right name."""
        with pytest.raises(ValueError, match="unknown section 'Flag'; did you mean 'Flags'"):
            RuleDoc.parse("It is.\n\nFlag: a")


class TestMarkdown:
    """The page as Markdown."""

    def test_page(self) -> None:
        """A page has the summary, the sections in order, the options as a table, and how to waive the rule."""
        page = RuleSet.builtin()["T201"].to_markdown()
        assert page.startswith("# T201 no-checkpoints\n\n")
        assert "| `max_months` | `int` | `18` |" in page
        assert page.index("## Why") < page.index("## Flags") < page.index("## Accepts") < page.index("## Advice")
        assert 'rules.ignore(T201="…")' in page

    def test_page_in_a_language(self) -> None:
        """A page in another language shows the English summary too."""
        rule = RuleSet.builtin()["T201"]
        page = rule.to_markdown("sv")
        assert f"*{rule.doc.summary}*" in page
        assert rule.doc.why not in page

    @pytest.mark.parametrize("language", ["en", "sv"])
    def test_every_page(self, language: str) -> None:
        """Every built-in rule has a page in every language."""
        for rule in RuleSet.builtin():
            assert f"# {rule.code} {rule.name}" in rule.to_markdown(language)

    def test_a_page_without_a_rule(self) -> None:
        """A docstring alone can be shown as well."""
        assert "# \n" not in RuleDoc.parse("It is.").to_markdown()
        assert "It is." in str(RuleDoc.parse("It is."))

    def test_sets_are_sorted(self) -> None:
        """The default of an option that is a set is shown in order."""
        rule = RuleSet.builtin()["T201"]
        option: Any = rule.option("max_months")
        doc = RuleDoc(options=(type(option)("tags", frozenset, frozenset({"b", "a"})),))
        assert "`{'a', 'b'}`" in doc.to_markdown()

    def test_plain(self) -> None:
        """Text from a goal cannot break a table or begin a link."""
        assert "a\\|b \\[c\\]" == plain("a|b\n[c]")
