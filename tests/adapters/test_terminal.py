"""Reports for a terminal: width, marks and words."""

from __future__ import annotations

import pytest

from smartgoals.adapters.terminal import Report, width_of
from smartgoals.inspection import inspect_text
from smartgoals.model import Context
from smartgoals.rules import RuleSet
from smartgoals.statement import parse

CONTEXT = Context("2026-01-15")


def understood(text: str, language: str = "en", width: int = 80) -> str:
    """What a report says that it understood of a sentence."""
    return Report(language, width).statement(parse(text, context=CONTEXT))


def checked(text: str, width: int = 80, *, colour: bool = False) -> str:
    """The report on a document."""
    found = inspect_text(text, source="goals.md", context=CONTEXT, rules=RuleSet.builtin())
    return Report(found.language, width, colour).check(found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Cut returns from 9 % to 6 % by June 2027", ["decrease", "9", "6 % (a level)", "June 2027"]),
        ("Keep churn between 2 and 4 percent", ["keep", "(a range)"]),
        ("Double exports by 2030", ["increase", "2 (times the baseline)", "2030"]),
        ("Launch a new web shop", ["get done", "new web shop"]),
        ("Increase market share by 5 %", ["percent of what it is now, may be percentage points"]),
        ("Increase sales to 1,5 by 2027", ["sales"]),
        ("???", ["nothing that goals are made of", "the language is not clear"]),
    ],
)
def test_what_was_understood_is_told_part_by_part(text: str, says: list[str]) -> None:
    """Each part has its words and its reading, and each doubt both of its readings."""
    report = " ".join(understood(text).split())
    for words in says:
        assert words in report


def test_a_number_with_two_readings_shows_both() -> None:
    """ "20.000" in Swedish is twenty thousand, or perhaps twenty."""
    assert "kan vara 20" in understood("Öka antalet kunder till 20.000 till 2027", "sv")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """Long goals, long words and wide characters stay within the width."""
    text = (
        "- Öka antalet återkommande abonnemangskunder i Skaraborgsregionens småföretagarnätverk från 1 200 till 1 500\n"
        "- Grow 日本語の顧客 from 20 to 30 by June 2026\n"
    )
    assert max(width_of(line) for line in checked(text, width).splitlines()) <= width
    assert max(width_of(line) for line in understood(text, width=width).splitlines()) <= width


def test_marks_stand_under_the_words_they_mean() -> None:
    """The carets stand in the columns of the words, also after a line break in the source."""
    report = checked("- Öka kundbasen från 400 i mars 2026\n  till 450 kunder under Q2\n")
    lines = report[report.index("T105") :].splitlines()
    place = next(i for i, line in enumerate(lines) if "^" in line)
    start = lines[place].index("^")
    assert "under Q2" == lines[place - 1][start : start + lines[place].count("^")]


def test_a_mark_over_two_lines_is_drawn_on_both() -> None:
    """A span that the terminal breaks is marked on each of its lines."""
    report = checked("- Öka antalet kunder i våra butiker från 400 till 450 under andra kvartalet\n", 66)
    report = report[report.index("T105") :]
    marks = [line for line in report.splitlines() if set(line.strip()) == {"^"}]
    assert 2 == len(marks)
    assert len("under andra kvartalet") - 1 == sum(len(line.strip()) for line in marks)


def test_a_hint_is_told_in_full_once() -> None:
    """The same hint under the next goal is one line that points back."""
    report = checked("- Öka kundbasen från 4 till 5 i juni 2026\n- Öka snittordern från 40 till 50 kr i maj 2026\n")
    assert 1 == report.count("Varför: Det som alla äger")
    assert "se mål 1" in report


def test_goals_that_are_fine_together_say_so() -> None:
    """A clean portfolio is told as such."""
    assert "Inget att anmärka på målen tillsammans" in checked("- Öka kundbasen från 4 till 5 i juni 2026\n")


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("å", 1), ("a\u030a", 1), ("日本", 4), ("", 0)])
def test_width_counts_columns(text: str, columns: int) -> None:
    """Wide characters take two columns, combining ones none."""
    assert columns == width_of(text)
