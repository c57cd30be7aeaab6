"""A sentence may state several goals, or several targets of one; each is told apart, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.model import Context, Level, Quantity, Unit
from smartgoals.statement import Statement, parse, read_document

CONTEXT = Context("2026-01-15")
PIECES = [
    "öka kunderna till 500", "minska returerna med 5 %", "och", "and", ",", ";", "senast 2027", "by 2028", "cut costs to 20",
    "increase sales by 5 %", "to", "att", "ska", "priset", "och 600 år 2030", "genom att", "it", "double exports", "zero accidents",
]  # fmt: skip


def _targets(statement: Statement) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [
        (clause.reading.direction, clause.reading.metric, str(clause.reading.target), clause.reading.target_when)
        for clause in statement.clauses
    ]


def test_two_goals_joined_by_and_are_read_each_by_itself() -> None:
    """Each goal has its own direction, metric, target and date, and its own place in the sentence."""
    text = "Sänk kötiden till 20 dagar senast 2027 och höj andelen nöjda till 85 procent senast 2028"
    statement = parse(text, context=CONTEXT)
    assert [
        ("decrease", "kötiden", "20", "2027"),
        ("increase", "andelen nöjda", "85", "2028"),
    ] == _targets(statement)
    assert [clause.text for clause in statement.clauses] == [text[slice(*clause.span)] for clause in statement.clauses]


def test_a_date_said_once_holds_for_both_goals() -> None:
    """The date may stand before both or after both."""
    for text in ("By 2030, halve waste and triple reuse", "Halve waste and triple reuse by 2030"):
        assert ["2030", "2030"] == [c.reading.target_when for c in parse(text, context=CONTEXT).clauses], text


def test_a_second_subject_begins_a_goal_of_its_own() -> None:
    """ "… and loans shall grow by 5 %" has a subject that the first goal does not have."""
    statement = parse("Visits shall reach 900 a week and loans shall grow by 5 percent by 2028", context=CONTEXT)
    assert [("reach", "Visits", "900", "2028"), ("increase", "loans", "5", "2028")] == _targets(statement)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Raise visits by 20 % and orders by 300 by June 2027", ("increase", "orders", "300", "2027-06")),
        ("Cut waste from 9 to 6 tons, and returns from 8 % to 5 % by 2028", ("decrease", "returns", "5", "2028")),
        ("Höj priset med 2 % och marginalen från 10 till 12 % 2027", ("increase", "marginalen", "12", "2027")),
        (
            "Öka andelen unga till 30 % och andelen med annat modersmål till 20 % senast 2028",
            ("increase", "andelen med annat modersmål", "20", "2028"),
        ),
    ],
)
def test_a_verb_said_once_holds_for_both_goals(text: str, second: tuple[str, str, str, str]) -> None:
    """A second metric with numbers of its own is a second goal that goes the same way."""
    assert second == _targets(parse(text, context=CONTEXT))[1]


def test_a_second_change_is_a_further_target() -> None:
    """ "… and by 60 % by 2031" tells of the same metric."""
    (other,) = parse("Cut waste by 25 % by 2028 and by 60 % by 2031", context=CONTEXT).also
    assert ("waste", 60, "2031") == (other.metric, other.target, other.target_when)


def test_the_statement_speaks_for_the_first_goal_that_aims_at_something() -> None:
    """A goal without a number does not hide the one that has it."""
    statement = parse("Improve the service and raise prices by 3 % in 2027", context=CONTEXT)
    assert ("increase", "prices", 3) == tuple(statement.slots()[name] for name in ("direction", "metric", "target"))


@pytest.mark.parametrize(
    "text",
    [
        "Maintain and increase sales to 50 MSEK by June 2027",
        "Cut customer and support costs by 10 % by 2027",
        "Get the backlog below 100 cases by June 2027 and keep it there",
        "Minska returerna till 600 senast i juni 2027 genom att höja kvaliteten och sänka farten",
        "Öka försäljningen till 5 mkr senast 2027, för att stärka kassan",
        "Reduce waste by 5 % by 2027, to lower our costs",
    ],
)
def test_one_goal_stays_one(text: str) -> None:
    """Two verbs of one object, a noun that looks like a verb, a reason and a means begin no second goal."""
    assert () == parse(text, context=CONTEXT).clauses


def test_a_later_target_of_the_same_goal_is_kept_beside_the_first() -> None:
    """What is aimed at in a later year is no goal of its own, and not lost."""
    statement = parse("Öka antalet platser från 400 till 500 år 2027 och 650 år 2030", context=CONTEXT)
    assert () == statement.clauses
    assert (500, "2027") == (statement.reading.target, statement.reading.target_when)
    assert [(650, "platser", "2030")] == [(s.target, s.unit, s.target_when) for s in statement.also]
    assert () == statement.rest


def test_a_later_cut_is_a_cut_too() -> None:
    """What holds for the first number holds for the second."""
    [later] = parse("Cut emissions by 30 % by 2028 and 50 % by 2032", context=CONTEXT).also
    assert ("relative_change", 50, "decrease") == (later.target_is, later.target, later.direction)


def test_promised_and_hoped_for_levels_are_read_beside_the_target() -> None:
    """ "Commit" and "stretch" become the levels of the target; in another unit they are left out."""
    sek = Unit.currency("SEK")
    goal = parse("Öka försäljningen till 40 mkr senast 2027 (golv 36 mkr, sträckmål 45 mkr)", context=CONTEXT).goal
    expected = Level(Quantity(40_000_000, sek), commit=Quantity(36_000_000, sek), stretch=Quantity(45_000_000, sek))
    assert expected == goal.target
    other = parse("Win 100 customers by 2027 (commit 80 %)", context=CONTEXT).goal
    assert other.target is not None
    assert other.target.commit is None


@pytest.mark.parametrize(
    ("text", "metric", "statistic"),
    [
        ("Keep page weight under 500 kB at p95", "page weight", "p95"),
        ("Cut latency (p95) to 200 ms by June 2026", "latency", "p95"),
        ("Median reply time will be at most 3 minutes in 2026", "Median reply time", "Median"),
        ("Sänk laddtiden till högst 2 sekunder i p95 senast i maj 2026", "laddtiden", "p95"),
    ],
)
def test_the_statistic_is_told_from_the_metric(text: str, metric: str, statistic: str) -> None:
    """The figure that sums up many is a fact of the metric, whether or not it is part of its name."""
    read = parse(text, context=CONTEXT).goal.metric
    assert read is not None
    assert (metric, statistic) == (read.name, read.statistic)


def test_a_population_after_the_target_is_read() -> None:
    """Whom the goal is about may be told last."""
    goal = parse("Keep page load under 2 s at p95 for the ten largest customers", context=CONTEXT).goal
    assert goal.metric is not None
    assert "ten largest customers" == goal.metric.population


def test_a_deadline_that_names_no_day_has_its_place() -> None:
    """ "Before the summer break" is a deadline, though no period can be told."""
    statement = parse("Sign up 40 schools before the summer break", context=CONTEXT)
    part = statement.part("target_when")
    assert part is not None
    assert ("before the summer break", None) == (part.text, statement.reading.target_when)


def test_what_comes_after_the_longest_sentence_is_its_rest() -> None:
    """Of an endless text the beginning is read and the remainder given back."""
    text = "Cut returns to 5 % by 2027. " + "word " * 5000
    statement = parse(text, context=CONTEXT)
    assert "5" == str(statement.reading.target)
    assert text.rstrip().endswith(statement.rest[-1].text)
    assert len(text.rstrip()) == statement.rest[-1].end


def test_a_document_keeps_the_goals_of_a_sentence_together() -> None:
    """A sentence of two goals is one statement that knows both."""
    document = read_document("# Goals\n- Cut costs to 20 MSEK and raise sales to 90 MSEK by 2027\n", context=CONTEXT)
    [statement] = document.statements
    assert 2 == len(statement.clauses)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_clauses_lie_in_order_and_slice_back(text: str) -> None:
    """The goals of a sentence do not overlap, and each is what stands at its span."""
    statement = parse(text, context=CONTEXT)
    end = 0
    for clause in statement.clauses:
        assert end <= clause.span[0]
        assert text[slice(*clause.span)] == clause.text
        assert () == clause.clauses
        end = clause.span[1]
    assert 1 != len(statement.clauses)
