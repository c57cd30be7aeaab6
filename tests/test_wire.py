"""Results as plain data that any format can hold."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import assess, assess_portfolio
from smartgoals.model import Context, Criterion, Period, Quantity, Term, Unit
from smartgoals.rules import Severity
from smartgoals.statement import parse, read_document
from smartgoals.wire import CHECK_SCHEMA, STATEMENT_SCHEMA, check_to_data, number, statement_to_data
from smartgoals.wire.results import finding_to_data, plain

CONTEXT = Context("2026-01-15")
TEXT = """Short-term goals

- Increase revenue by 20 % by Q3.
- Cut returns from 9 % in December 2025 to 6 % by 30 June 2026.

Owner: Ada
"""
SLOTS = (
    "direction metric baseline baseline_when target target_low target_high target_is bound unit target_when means "
    "purpose confidence"
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20000", 20000),
        ("2E+4", 20000),
        ("-0.0", 0),
        ("9.50", 9.5),
        ("0.1", 0.1),
        ("9007199254740991", 9007199254740991),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740992", "-9007199254740992"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("1E+400", "1E+400"),
        ("1E-400", "1E-400"),
    ],
)
def test_numbers_are_kept_exactly(value: str, expected: object) -> None:
    """A JSON number where that is exact in every reader, a text where it is not."""
    found = number(Decimal(value))
    assert (type(expected), expected) == (type(found), found)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back(value: Decimal) -> None:
    """What JSON carries is the same number."""
    carried = json.loads(json.dumps(number(value)), parse_float=Decimal, parse_int=Decimal)
    assert value == Decimal(carried)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.5"), 1.5),
        (dt.date(2026, 6, 30), "2026-06-30"),
        (Period("2026-Q3"), "2026-Q3"),
        ((Decimal(1), [Period("2026")]), [1, ["2026"]]),
        (None, None),
        (True, True),
        (7, 7),
        (0.5, 0.5),
        ("words", "words"),
        (Quantity(5, Unit.currency("SEK")), "5 SEK"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_become_plain(value: object, expected: object) -> None:
    """Dates, periods and quantities become texts, tuples lists, and plain values stay as they are."""
    found = plain(value)
    assert (type(expected), expected) == (type(found), found)


def test_a_statement_as_data() -> None:
    """Schema, text, slots and the place of each part; nothing that JSON cannot hold."""
    statement = parse("Cut returns from 9 % in December 2025 to 6 % by 30 June 2026", context=CONTEXT)
    data = statement_to_data(statement)
    assert data == json.loads(json.dumps(data))
    assert STATEMENT_SCHEMA == data["schema"]
    assert SLOTS.split() == list(data["slots"])
    assert (9, "2025-12", 6, "percent") == tuple(
        data["slots"][name] for name in ("baseline", "baseline_when", "target", "unit")
    )
    for part in (*data["parts"], *data["rest"]):
        start, end = part["span"]
        assert part["text"] == statement.text[start:end]
    assert None is data["filed_under"]


def test_a_doubt_is_carried_with_its_readings() -> None:
    """A period without a year has every reading in the data."""
    doubts = statement_to_data(parse("Increase revenue by 20 % by Q3", context=CONTEXT))["ambiguities"]
    assert [("period_without_year", ["2026-Q3", "2027-Q3"])] == [(doubt["kind"], doubt["readings"]) for doubt in doubts]


def _check(text: str) -> dict[str, object]:
    document = read_document(text, context=CONTEXT)
    assessments = [assess(statement, context=CONTEXT) for statement in document.statements]
    findings = assess_portfolio(document.portfolio, context=CONTEXT)
    return check_to_data(
        document, assessments, findings, source="goals.md", today=CONTEXT.today, language="en", fingerprint="f00"
    )


def test_a_check_as_data() -> None:
    """Every goal with its line, its statement and five judgements, then the portfolio."""
    data = _check(TEXT)
    assert data == json.loads(json.dumps(data))
    assert [CHECK_SCHEMA, "goals.md", "2026-01-15", "en", "f00"] == [
        data[name] for name in ("schema", "source", "today", "language", "fingerprint")
    ]
    lines = TEXT.splitlines()
    for goal in data["goals"]:
        assert lines[goal["line"] - 1][goal["column"] - 1 :].startswith(goal["statement"]["text"])
        assert Term.SHORT.value == goal["statement"]["filed_under"]
        assert [criterion.value for criterion in Criterion] == list(goal["assessment"]["criteria"])
        for judged in goal["assessment"]["criteria"].values():
            assert {"verdict", "score", "findings", "questions"} == set(judged)
            assert (judged["verdict"] == "not_judged") is (judged["score"] is None)
    assert [3, 4] == [goal["line"] for goal in data["goals"]]


def test_a_check_of_nothing() -> None:
    """A text without goals is a check without goals."""
    assert [] == _check("")["goals"]


def test_a_finding_as_data() -> None:
    """A finding has its words, its place and its values; one about the portfolio names no criterion."""
    assessment = assess(parse("Öka försäljningen", context=CONTEXT), context=CONTEXT)
    for finding in assessment.findings:
        data = finding_to_data(finding, "sv")
        assert data == json.loads(json.dumps(data))
        assert (finding.code, finding.message("sv")) == (data["code"], data["message"])
        assert finding.criterion == data["criterion"]
        assert data["severity"] in list(Severity)


def test_what_concerns_the_portfolio_names_its_goals() -> None:
    """A finding about several goals belongs to no criterion and lists their ids."""
    twice = "- Cut returns from 9 % to 6 % by June 2026\n- Cut returns from 9 % to 6 % by June 2026\n"
    data = _check(twice)
    ids = [goal["id"] for goal in data["goals"]]
    assert [("P101", None, ids)] == [
        (finding["code"], finding["criterion"], finding["goals"]) for finding in data["portfolio"]["findings"]
    ]
