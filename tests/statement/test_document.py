"""Texts as people write them, and the goals found in them."""

from __future__ import annotations

import pytest

from smartgoals.model import Context, Term
from smartgoals.statement import Document, read_document

ROADMAP = """\
# Vår resa

Vi har arbetat med digital handel i tio år och 2025 ökade omsättningen med 12 procent. Mål bör vara tydliga, och vi
granskar dem varje kvartal.

Exempel:
Kortsiktiga mål (kvartalsvis):

  • Öka kundbasen från 400 under första kvartalet
    till 450 under andra kvartalet
    Minska returerna från 9% till 7% i juni 2026

Medellånga mål (årligt)

  • Framgpngsrikt lansera en ny app, i tid och på budget

Långsiktiga mål (2-5 år)
1. Växa andelen eget sortiment från 20 % till 40 % år 2029
2) Halvera svinnet till 2030

Det finns ingen regel för hur många mål man kan ha, men inte för få så att strategin blir vag. Läs mer i vår guide.
"""


def read(text: str, today: str = "2026-01-15") -> Document:
    """Read a text on a fixed day."""
    return read_document(text, context=Context(today))


def test_goals_are_found_and_prose_is_left_alone() -> None:
    """Bullets, numbered items and two goals under one bullet are found; what merely talks about goals is not."""
    assert [
        (Term.SHORT, "Öka kundbasen från 400 under första kvartalet till 450 under andra kvartalet"),
        (Term.SHORT, "Minska returerna från 9% till 7% i juni 2026"),
        (Term.MEDIUM, "Framgpngsrikt lansera en ny app, i tid och på budget"),
        (Term.LONG, "Växa andelen eget sortiment från 20 % till 40 % år 2029"),
        (Term.LONG, "Halvera svinnet till 2030"),
    ] == [(s.filed_under, str(s)) for s in read(ROADMAP).statements]


def test_a_goal_over_two_lines_keeps_its_place_in_the_text() -> None:
    """A soft line break stays in the statement's text, so that its span slices back."""
    statement = read(ROADMAP).statements[0]
    assert ROADMAP[slice(*statement.span)] == statement.text
    assert "\n" in statement.text


def test_each_goal_gets_an_id_by_its_place() -> None:
    """The goals of a document can be told apart in a portfolio."""
    document = read(ROADMAP)
    assert [f"goal-{n}" for n in range(1, 6)] == [goal.id for goal in document.portfolio]


@pytest.mark.parametrize(
    ("heading", "term"),
    [
        ("## Short-term goals (quarterly)", Term.SHORT),
        ("Long-term goals (2–5 years)", Term.LONG),
        ("**Medium-term goals**", Term.MEDIUM),
        ("Quarterly targets:", Term.SHORT),
        ("Long-term goals\n===============", Term.LONG),
        ("## Goals", None),
    ],
)
def test_a_heading_files_the_goals_below_it(heading: str, term: Term | None) -> None:
    """A heading that names a term sets it, however the heading is written."""
    document = read(f"{heading}\n\n- Increase sign-ups to 500 by June 2026\n")
    assert [term] == [statement.filed_under for statement in document.statements]


def test_a_new_section_ends_the_term() -> None:
    """A heading of the same level without a term files its goals under none."""
    text = "## Quarterly goals\n- Cut costs by 5 % by June\n## People\n- Hire 3 engineers by June\n"
    assert [Term.SHORT, None] == [statement.filed_under for statement in read(text).statements]


def test_a_nested_heading_keeps_the_term_of_the_one_above() -> None:
    """Areas below a term still belong to the term."""
    text = "## Long-term goals\n### Logistics\n- Halve delivery time by 2029\n"
    assert [Term.LONG] == [statement.filed_under for statement in read(text).statements]


@pytest.mark.parametrize(
    "text",
    [
        "We increased revenue by 20 % in 2025.",
        "I have worked in retail for 30 years.",
        "Goals should be specific and measurable.",
        "Mål bör följa de enkla reglerna för att vara SMART:",
        "Vi granskar målen kvartalsvis och följer upp dem.",
        "The platform was launched in 2024 and has 300 customers.",
        "1. Specific (specifik), Measurable (mätbar) och Time bound (tidsbunden).",
        "| Öka kunder | 20 | 30 |",
        "```\nÖka kunderna från 20 till 30\n```",
        "<!-- Öka kunderna från 20 till 30 -->",
        "   \n\n",
        "",
    ],
)
def test_what_is_no_goal_is_left_alone(text: str) -> None:
    """Reports of the past, advice about goals, tables, code and comments are no goals."""
    assert () == read(text).statements


@pytest.mark.parametrize(
    "text",
    [
        "Vi ska öka omsättningen med 20 % till 2027.",
        "Our goal is to reduce returns from 9 % to 6 % by June 2027.",
        "By 2030, cut emissions by half.",
        "Målet är att andelen återkommande kunder ska vara minst 40 % år 2027.",
        "We will launch a new checkout by the end of 2026.",
    ],
)
def test_a_goal_in_prose_is_found(text: str) -> None:
    """A sentence that states an aim is a goal, also between sentences that do not."""
    document = read(f"Bakgrunden är lång. {text} Det var allt.\n")
    assert [text] == [statement.text for statement in document.statements]


def test_each_statement_is_read_in_its_own_language() -> None:
    """A Swedish document may hold an English goal."""
    text = "# Mål\n- Öka antalet kunder från 20 till 30 till juni 2026\n- Reduce the return rate from 9% to 6% by June 2026\n"
    assert ["sv", "en"] == [statement.language for statement in read(text).statements]


def test_windows_line_ends_change_nothing() -> None:
    """The same goals are found whichever line ends a text has."""
    with_returns = read(ROADMAP.replace("\n", "\r\n"))
    assert [str(s) for s in read(ROADMAP).statements] == [str(s) for s in with_returns.statements]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("---\n\nIncrease sales from 10 to 20 by 2027\n", 1),
        ("---\ntitle: Cut costs by 5 %\n---\n- Increase sales from 10 to 20 by 2027\n", 1),
        ("- [x] Increase sales from 10 to 20\n  Reduce churn to 5 % by 2026\n", 0),
        ("- ~~Increase sales from 10 to 20 by 2027~~\n", 0),
        ("- Increase sales from 10 to 20 ~~by 2027~~\n", 1),
        ("\ufeff- Increase sales from 10 to 20 by 2027\n", 1),
        ("## Completed 2025\n- Increase sales from 10 to 20\n## Goals\n- Cut costs by 5 % by June\n", 1),
        ("Cut load time to 2 seconds by March 2026\nConversion rate: 1.8% -> 2.5% by Dec 2026\n", 2),
    ],
)
def test_what_is_done_or_struck_is_no_goal_and_nothing_else_is_lost(text: str, count: int) -> None:
    """Ticked items, struck lines and sections of results are passed over; rules, marks and plain lines hide nothing."""
    assert count == len(read(text).statements)


def test_a_place_is_a_line_and_a_column() -> None:
    """Lines end with LF, CRLF or CR, and are counted from 1."""
    document = read("# A\r\n\r- Cut costs by 5 % by June\n")
    assert (3, 3) == document.place(document.statements[0].span[0])


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Mål 2027", "Ingen ska skadas i verkstaden under 2027."),
        ("Mål 2027", "Kaféet ska gå runt senast i mars 2027."),
        ("Mål 2027", "Trognare kunder, färre klagomål"),
        ("Goals 2027", "Nobody in the workshop is to be hurt in 2027."),
        ("Goals 2027", "Break even in Norway by March 2027"),
    ],
)
def test_a_list_of_goals_keeps_those_without_a_leading_verb(heading: str, item: str) -> None:
    """Under a heading that says so, a wish is a goal however it is put."""
    document = read_document(f"# {heading}\n\n- {item}\n", context=Context("2026-01-15"))
    assert [item] == [statement.text for statement in document.statements]
