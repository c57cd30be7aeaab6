"""Remarks and findings are plain values that find their words when somebody asks."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from smartgoals.errors import InvalidValueError
from smartgoals.model import Criterion
from smartgoals.rules import Finding, Question, Remark, Severity
from smartgoals.rules.finding import Texts
from smartgoals.rules.time_bound import deadline_passed


class TestRemark:
    """What a rule yields."""

    def test_converts(self) -> None:
        """Severity may be given by name, a span and ids as lists."""
        remark = Remark("It is so.", at="goal", severity="hint", span=[1, 4], goals=["a"])
        assert (Severity.HINT, (1, 4), ("a",)) == (remark.severity, remark.span, remark.goals)

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            ({"text": " ", "at": "goal"}, "says nothing"),
            ({"text": "x", "at": ""}, "is not a place in the goal"),
            ({"text": "x", "at": "goal", "severity": "fatal"}, "is not a severity"),
            ({"text": "x", "at": "goal", "span": (4, 1)}, "is not a pair of offsets in order"),
            ({"text": "x", "at": "goal", "span": (4,)}, "is not a pair of offsets in order"),
            ({"text": "x", "at": "goal", "goals": "abc"}, "is one text"),
        ],
    )
    def test_refuses(self, arguments: dict[str, Any], problem: str) -> None:
        """A remark without text or place, or with a span out of order, cannot be made."""
        with pytest.raises(InvalidValueError, match=problem):
            Remark(**arguments)


def finding(**changes: Any) -> Finding:
    """Return a finding of the rule about deadlines that have passed."""
    given: dict[str, Any] = {
        "code": "T103",
        "criterion": Criterion.TIME_BOUND,
        "text": "The deadline, {end}, has passed.",
        "at": "horizon.end",
        "values": {"end": date(2025, 6, 30)},
    }
    return Finding(**{**given, **changes})


class TestFinding:
    """What the engine makes of a remark."""

    def test_values_are_sorted_pairs(self) -> None:
        """Values are kept as pairs sorted by name, so that the order of writing does not matter."""
        assert (("a", 1), ("b", 2)) == finding(values={"b": 2, "a": 1}).values
        assert finding(values={"b": 2, "a": 1}) == finding(values=(("a", 1), ("b", 2)))

    def test_lists_and_sets_become_tuples(self) -> None:
        """A finding can be hashed whatever collections a rule puts into it."""
        assert (("x", (1, 2)), ("y", ("a", "b"))) == finding(values={"x": [1, 2], "y": {"b", "a"}}).values

    def test_values_that_cannot_be_hashed(self) -> None:
        """A value that cannot be hashed is refused."""
        with pytest.raises(InvalidValueError, match="cannot be hashed"):
            finding(values={"x": {}})

    def test_it_can_be_hashed_and_pickled(self) -> None:
        """A finding is a value: equal ones hash alike, and it survives pickling."""
        assert hash(finding()) == hash(finding())
        assert finding() == pickle.loads(pickle.dumps(finding()))

    def test_texts_are_not_part_of_it(self) -> None:
        """The words that a finding carries along do not make it another finding."""
        assert finding() == finding(texts=Texts(why="Because."))

    def test_message_in_a_language(self) -> None:
        """A message is rendered with values as people write them in the language."""
        assert "The deadline, 30 June 2025, has passed." == finding().message()
        assert "30 juni 2025" in finding().message("sv")
        assert "T103 The deadline, 30 June 2025, has passed." == str(finding())

    def test_unknown_language(self) -> None:
        """A language without texts is answered in English."""
        assert finding().message("xx") == finding().message("en")

    def test_words_of_a_built_in_rule(self) -> None:
        """Why and advice of a built-in rule are found by its code."""
        assert deadline_passed.doc.why == finding().why()
        assert deadline_passed.doc.advice == finding().advice()
        assert deadline_passed.doc.ask == finding().question()
        assert finding().why() != finding().why("sv")

    def test_words_of_another_rule(self) -> None:
        """A rule from outside brings its words along; without them there are none."""
        texts = Texts(why="{days} is long.", advice="Act.", ask="When?")
        mine = finding(code="ACME001", values={"days": Decimal("1000.5")}, texts=texts)
        assert ("1,000.5 is long.", "Act.", "When?") == (mine.why(), mine.advice(), mine.question())
        assert "1\xa0000,5 is long." == mine.why("sv")
        assert "" == finding(code="ACME001").why()

    def test_variant(self) -> None:
        """A variant without a text of its own in a language is said in English."""
        assert "The deadline, 30 juni 2025, has passed." == finding(variant="nowhere").message("sv")


class TestQuestion:
    """What to ask."""

    def test_in_a_language(self) -> None:
        """A question is asked in a language, in English where that has none."""
        question = Question(code="T103", text=deadline_passed.doc.ask, at="horizon.end")
        assert deadline_passed.doc.ask == str(question)
        assert question.message() != question.message("sv")
        assert "How many?" == Question(code="ACME001", text="How many?", at="metric").message("sv")
