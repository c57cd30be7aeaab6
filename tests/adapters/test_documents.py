"""Documents in every format: every value goes out and comes in again without loss, and every slip is named."""

from __future__ import annotations

import datetime as dt
import io
import json as standard
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import model as m
from smartgoals.adapters import csv, excel, json, markdown, toml, yaml
from smartgoals.adapters.fhir import bundle_from_fhir
from smartgoals.errors import DocumentError, MissingExtraError
from smartgoals.wire import limits, measurements_from_data, portfolio_from_data, portfolio_to_data
from smartgoals.wire.measurements import readings_from_data
from smartgoals.wire.rows import cell, read_cell

DOCUMENTS = Path(__file__).parents[1] / "golden" / "documents"


def each(*forms: ModuleType) -> pytest.MarkDecorator:
    """Try every format."""
    return pytest.mark.parametrize("form", forms, ids=lambda form: form.__name__.rpartition(".")[2])


def problems(read: Callable[..., object], content: object, **options: object) -> tuple[str, ...]:
    """What is wrong with a document."""
    with pytest.raises(DocumentError) as caught:
        read(content, path="p", **options)
    assert "p" == caught.value.path
    return caught.value.problems


@each(json, yaml, toml, excel, markdown)
@settings(max_examples=25)
@given(portfolio=strategies.everything)
def test_a_portfolio_comes_back_as_it_was(form: ModuleType, portfolio: m.Portfolio) -> None:
    """With names that name nothing, units of every kind, and long numbers."""
    assert portfolio == form.read_portfolio(form.write_portfolio(portfolio), strict=False)


@settings(max_examples=25)
@given(portfolio=strategies.everything)
def test_goals_come_back_as_they_were_from_flat_rows(portfolio: m.Portfolio) -> None:
    """All that a goal can say stands in one row."""
    assert portfolio.goals == csv.read_portfolio(csv.write_portfolio(portfolio)).goals


@each(json, yaml, toml)
@settings(max_examples=25)
@given(series=st.dictionaries(strategies.words, strategies.series, max_size=3))
def test_measurements_come_back_as_they_were(form: ModuleType, series: dict[str, m.Series]) -> None:
    """Whatever they are readings of, none included."""
    assert series == form.read_measurements(form.write_measurements(series))


@each(csv, excel)
@settings(max_examples=25)
@given(series=st.dictionaries(strategies.words, strategies.readings, max_size=2))
def test_measurements_come_back_from_cells(form: ModuleType, series: dict[str, m.Series]) -> None:
    """In units of every kind, with the parts of ratios, and notes that look like formulas."""
    found = form.read_measurements(form.write_measurements(series))
    found = getattr(found, "series", found)
    assert {name: each.measurements for name, each in series.items()} == {
        name: each.measurements for name, each in found.items()
    }


@pytest.mark.parametrize(
    "name", ["portfolio.1.json", "portfolio.1.yaml", "portfolio.1.toml", "portfolio.1.md", "portfolio.1.xlsx"]
)
def test_old_portfolios_keep_loading(name: str) -> None:
    """One of each version is kept in each format, and all say the same."""
    forms = {"json": json, "yaml": yaml, "toml": toml, "md": markdown, "xlsx": excel}
    form = forms[name.rpartition(".")[2]]
    path = DOCUMENTS / name
    expected = json.read_portfolio((DOCUMENTS / "portfolio.1.json").read_text(encoding="utf-8"))
    content = path.read_bytes() if form is excel else path.read_text(encoding="utf-8")
    assert expected == form.read_portfolio(content)
    assert 14 == len(expected.goals)


def test_old_rows_and_resources_keep_loading() -> None:
    """They hold the goals, as far as they can."""
    expected = json.read_portfolio((DOCUMENTS / "portfolio.1.json").read_text(encoding="utf-8"))
    rows = csv.read_portfolio((DOCUMENTS / "portfolio.1.csv").read_bytes().decode())
    assert expected.goals == rows.goals
    bundle = bundle_from_fhir(json.from_json((DOCUMENTS / "portfolio.1.fhir.json").read_text(encoding="utf-8")))
    found = portfolio_from_data(bundle.source, strict=False)
    assert [(goal.id, goal.statement, goal.owner) for goal in expected] == [
        (goal.id, goal.statement, goal.owner) for goal in found
    ]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("measurements.1.json", json),
        ("measurements.1.yaml", yaml),
        ("measurements.1.toml", toml),
        ("measurements.1.csv", csv),
        ("measurements.1.xlsx", excel),
    ],
)
def test_old_measurements_keep_loading(name: str, form: ModuleType) -> None:
    """One of each version is kept in each format."""
    old = csv.read_measurements((DOCUMENTS / "measurements.1.csv").read_text(encoding="utf-8")).series
    content = (DOCUMENTS / name).read_bytes()
    found = form.read_measurements(content if form is excel else content.decode())
    found = getattr(found, "series", found)
    assert {name: each.measurements for name, each in old.items()} == {
        name: each.measurements for name, each in found.items()
    }


JSON = """{
  "schema": "smartgoals/portfolio/1",
  "goals": [
    {"id": "a", "id": "b", "statement": "x",
     "target": {"levle": 3}, "budget": 1234567890123456789012345678901234567890},
    {"statement": "y",
     "metric": {"name": "m", "kind": "ratoi"}}
  ]
}"""
YAML = """schema: smartgoals/portfolio/1
goals:
- id: a
  id: b
  statement: x
  target: {levle: 3}
  budget: 1234567890123456789012345678901234567890
- statement: y
  metric:
    name: m
    kind: ratoi
"""
TOML = '''schema = "smartgoals/portfolio/1" # a note
[[goals]]
statement = """x
y"""
target = { levle = 3 }
budget = 1234567890123456789012345678901234567890
[[goals]]
"statement" = "y"
tags = [
  "a", # one
  "b" ]
[goals.metric]
name = "m"
kind = 'ratoi'
'''
MARKDOWN = """---
schema: smartgoals/portfolio/1
---
# goals
## x
- target.levle: 3
- budget: 1234567890123456789012345678901234567890
## y
- metric.name: m
- metric.kind: ratoi
"""
LONG = "1234567890123456789012345678901234567890 has more than 34 digits; check it, and put it in quotes if it is meant @ goals[0].budget"
CELL = "'1234567890123456789012345678901234567890' has more than 34 digits; check it, and put an apostrophe before it if it is meant @ goals[0].budget"
KIND = "'ratoi' is no metric kind; did you mean 'ratio' @ goals[1].metric.kind"
LEVEL = "it does not say what kind of target it is; did you mean 'level' @ goals[0].target"
TWICE = "this key stands twice; keep one of them @ goals[0].id"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (json, JSON, {f"{LONG}, line 5 column 30", f"{KIND}, line 7 column 30", f"{LEVEL}, line 5 column 6", f"{TWICE}, line 4 column 6"}),
        (yaml, YAML, {f"{LONG}, line 7 column 3", f"{KIND}, line 11 column 5", f"{LEVEL}, line 6 column 3", f"{TWICE}, line 3 column 3"}),
        (toml, TOML, {f"{LONG}, line 6 column 1", f"{KIND}, line 14 column 1", f"{LEVEL}, line 5 column 1"}),
        (markdown, MARKDOWN, {f"{KIND}, line 10", f"{LEVEL}, line 6", f"{CELL}, line 7"}),
        (csv, "statement,target.levle,metric.name,metric.kind\nx,3,,\ny,,m,ratoi\n", {f"{KIND}, line 3 column D", f"{LEVEL}, line 2 column B"}),
    ],
    ids=["json", "yaml", "toml", "markdown", "csv"],
)  # fmt: skip
def test_every_slip_is_named_with_its_line(form: ModuleType, text: str, expected: set[str]) -> None:
    """All at once, with path, line, column and the word that may have been meant."""
    assert expected == set(problems(form.read_portfolio, text))


DEEP = 100
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (json, "[" * DEEP + "]" * DEEP, "it lies deeper than 60 lists and tables in one another"),
        (yaml, "[" * DEEP + "]" * DEEP, "it lies deeper than 60 lists and tables in one another"),
        (toml, "a = " + "[" * DEEP + "]" * DEEP, "it lies deeper than 60 lists and tables in one another"),
        (json, "[" * 200_000, "the text is nested too deep"),
        (toml, "a = " + "[" * 200_000, "the text is nested too deep"),
        (json, '{"a": NaN}', "NaN is no number that JSON has"),
        (json, "5", "5 is no table"),
        (json, '{"goals": ' + "9" * 5000 + "}", "has more than 34 digits"),
        (yaml, "goals: " + "9" * 5000, "has more than 34 digits"),
        (toml, "goals = " + "9" * 5000, "a number has more digits than can be read"),
        (yaml, "goals: 0." + "1" * 50, "has more than 34 digits"),
        (yaml, LAUGHS, "the document has more than 2000000 values"),
        (yaml, "a: &a [*a]", "*a stands for nothing that is finished"),
        (yaml, "a: !!python/object:os.system x", "the tag 'tag:yaml.org,2002:python/object:os.system' is not read"),
        (yaml, "a: !!map {}", "the tag 'tag:yaml.org,2002:map' is not read"),
        (yaml, "a: 1\n--- \nb: 1", "there is a second document"),
        (yaml, "[a]: 1", "a list or a table is no key"),
        (yaml, "a: [", "this is no YAML"),
        (yaml, "\ud800", "this is no YAML"),
        (yaml, "a: \x01", "this is no YAML"),
        (yaml, "*a : 1", "a list or a table is no key"),
        (yaml, "- *b", "*b stands for nothing that is finished"),
        (yaml, "- {a: 1, a: 2}\n- &x y\n- *x\n- !!str 5\n- &z [1]\n- *z\n- [", "this is no YAML"),
        (csv, "statement\n=1+1\n", "'=1+1' is a formula, not a value"),
        (csv, "statement\n<img src=x>\n", "holds markup, which is not read"),
        (csv, 'statement\n"x\n', "the quotes are not in order"),
        (csv, "", "there is no column 'statement'"),
        (csv, "statement,statement\nx,y\n", "two columns are headed 'statement'"),
        (csv, "statment\nx\n", "unknown column 'statment'; did you mean 'statement'"),
        (csv, "colour,,statement\nx,,y\n", "unknown column 'colour'; columns begin with"),
        (csv, "statement,id\nx,a,y\n", "there are more cells than columns"),
        (csv, "statement,waivers[1].code\nx,A\n", "there is no 1 before this one"),
        (csv, "statement,metric[0].name,metric.name\nx,A,B\n", "another column says something else of this"),
        (csv, "statement,metric.name,metrik\nx,A,B\n", "unknown column 'metrik'"),
        (csv, "statement,metric.unit.kind,metric.unit\nx,A,B\n", "another column says something else of this"),
        (csv, "statement,metric.unit,metric.unit.kind\nx,A,B\n", "another column says something else of this"),
        (csv, "statement,metric.cadence.every,metric.cadence.interval\nx,week,often\n", "@ goals[0].metric"),
        (markdown, "Cut returns", "there is no front block that names the schema"),
        (markdown, "---\nschema: x\nname: a\nname: b\n?\n\n---\n", "this field stands twice"),
        (markdown, "---\nschema: x\n---\n# gaols\n## a\n", "unknown part 'gaols'; did you mean 'goals'"),
        (markdown, "---\nschema: x\n---\n# colour\n", "unknown part 'colour'; the parts are goals"),
        (markdown, "---\nschema: x\n---\nx\n", "'x' stands under no part"),
        (markdown, "---\nschema: x\n---\n# goals\nx\n", "this is no field"),
        (markdown, "---\nschema: x\n---\n# goals\n## a\n- id: x\n- id: y\n", "this field stands twice"),
        (markdown, '---\nschema: x\n---\n# goals\n## "a\n', "'x' is not read here"),
    ],
)  # fmt: skip
def test_what_could_do_harm_is_answered(form: ModuleType, text: str, expected: str) -> None:
    """Depth, length, aliases, tags, formulas, markup, and whatever is no document."""
    assert any(expected in problem for problem in problems(form.read_portfolio, text))


def test_a_text_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one with too many values."""
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 10)
    assert ("it has 11 characters, and 10 are the most; split it @ the document",) == problems(
        json.read_portfolio, "[0,0,0,0,0]"
    )
    monkeypatch.setattr(limits, "MOST_PARTS", 3)
    with pytest.raises(DocumentError, match="more than 3 values"):
        portfolio_from_data({"goals": [1, 2, 3]})


def workbook(**sheets: list[list[Any]]) -> bytes:
    """A workbook as somebody may have saved it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def archive(**parts: bytes) -> bytes:
    """A zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"x", "this is no workbook: 'File is not a zip file'"),
        (archive(a=b"x"), "this is no workbook"),
        (archive(a=bytes(100_000_001)), "it unpacks to more than 100 MB; split it"),
        (archive(a=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'), "it defines entities"),
        (archive(**{str(number): b"" for number in range(1001)}), "it has more than 1000 parts"),
        (bytes(20_000_001), "it has more than 20 MB"),
        (workbook(goals=[["statement", "owner"], ["x", "=1+1"]]), "'=1+1' is a formula, not a value; put in what it gives, or an apostrophe before a text @ goals[0].owner, sheet goals cell B2"),
        (workbook(goals=[["statement"], ["x"]], gaols=[]), "unknown sheet 'gaols'; did you mean 'goals' @ gaols"),
        (workbook(goals=[["statement"], ["x"]], other=[]), "unknown sheet 'other'; the sheets are portfolio, goals"),
        (workbook(goals=[["statement", "target.levle"], [], ["x", 3]]), "@ goals[0].target, sheet goals cell B3"),
    ],
)  # fmt: skip
def test_workbooks_that_could_do_harm_are_answered(content: bytes, expected: str) -> None:
    """Bombs, entities, formulas, and what is no workbook."""
    assert any(expected in problem for problem in problems(excel.read_portfolio, content))


def test_a_lone_sheet_holds_goals_whatever_it_is_called() -> None:
    """Headed as people head them; dates and numbers are those of the spreadsheet."""
    content = workbook(
        Blad1=[
            ["Mål", "Enhet", "Mått", "Målvärde", "Slut"],
            ["Minska returerna", "percent", "returgrad", 6.5, dt.date(2026, 12, 31)],
        ]
    )
    (goal,) = excel.read_portfolio(content).goals
    assert ("at most" not in str(goal.target), "6.5 %") == (True, str(goal.target))
    assert dt.date(2026, 12, 31) == (goal.horizon and goal.horizon.end)
    assert {} == excel.read_measurements(workbook(goals=[["statement"]], areas=[["name"]]))


def test_a_workbook_refuses_what_it_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are too long, characters of control, rows without end."""
    for text in ("x" * 40_000, "a\x00b", "a\rb"):
        with pytest.raises(DocumentError):
            excel.write_portfolio(m.Portfolio([m.Goal(text)]))
    monkeypatch.setattr(excel, "MOST_ROWS", 1)
    assert ("it has more than 1 rows; split it @ goals",) == problems(
        excel.read_portfolio, workbook(goals=[["statement"], ["x"]])
    )


def test_measurements_beside_a_portfolio() -> None:
    """One workbook holds both."""
    series = {"a": m.Series.of({"2026-01-31": 1})}
    content = excel.write_portfolio(m.Portfolio([m.Goal("x", id="a")]), series)
    assert series == excel.read_measurements(content)
    assert 1 == len(excel.read_portfolio(content))


@pytest.mark.parametrize("text", ["=1", "'=1", "@x", "-x", "+x", "\t", " a", "<b>x", "'", "'a", "-5", "1,5", "a"])
def test_a_cell_means_what_was_written(text: str) -> None:
    """Whatever the text begins with; and no cell begins as a formula does, unless it is a number."""
    assert (text, None) == read_cell(cell(text))
    assert not cell(text).startswith(("=", "@", "+", "\t", "\r"))
    assert ("true", "false") == (cell(True), cell(False))


def test_flat_rows_are_read_as_people_write_them() -> None:
    """Semicolons with decimal commas, lists in one cell, whole numbers in words of the document."""
    text = "goal;unit;metric;baseline;target;deadline;supports;metric.cadence.every;metric.cadence.interval\nCut returns;percent;return rate;9,5;\u22126,5;2026-Q4;margin, more;week;2\n\n"
    (goal,) = csv.read_portfolio(text).goals
    assert ("9.5 %", "-6.5 %", "every 2 weeks") == (
        str(goal.baseline),
        str(goal.target),
        str(goal.metric and goal.metric.cadence),
    )
    assert ("margin, more",) == goal.supports
    assert "id" in csv.write_portfolio(
        m.Portfolio([m.Goal("x", id="a", waivers=[m.Waiver("S101", "agreed", "2026-12-31")])])
    )
    mixed = m.Portfolio(
        [
            m.Goal("x", accepted_by=["Ada", m.Acceptance("Bo", "2026-01-02")]),
            m.Goal("y", accepted_by=[m.Acceptance("Bo", "2026-01-02")] * 12),
        ]
    )
    assert mixed.goals == csv.read_portfolio(csv.write_portfolio(mixed)).goals  # whatever order the columns are in
    assert "statement\r\n" == csv.write_portfolio(m.Portfolio())


def test_two_readings_of_a_day_cannot_stand_in_a_spreadsheet() -> None:
    """Nobody could tell which holds."""
    reading = m.Measurement("2026-01-31", m.Quantity(1))
    with pytest.raises(DocumentError, match="two readings of 2026-01-31"):
        csv.write_measurements({"a": m.Series([reading, reading])})


@pytest.mark.parametrize("unit", ['{"a": 1}', "{", "{" + '"numerator":{' * 5000])
def test_a_unit_that_is_none_is_answered(unit: str) -> None:
    """Also where it is written as a table."""
    quoted = unit.replace('"', '""')
    assert (
        "is no unit; write its name"
        in problems(csv.read_measurements, f'goal,date,value,unit\na,2026-01-31,1,"{quoted}"\n')[0]
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"series": 5}, "5 is no list"),
        ({"series": [5]}, "5 is no table"),
        ({"series": [{"goal": "a"}, {"goal": "a"}]}, "'a' has readings above too"),
        ({"series": [{"goal": "returms"}]}, "'returms' is no goal here; did you mean 'returns' @ series[0].goal"),
        ({"series": [{"goal": "x"}]}, "'x' is no goal here; add it, or take this away"),
        ({"series": [{"goal": "returns", "measurements": [{"on": "2026-01-31", "value": {"value": 1, "unit": "SEK"}}, {"on": "2026-02-01", "value": 1}]}]}, "mix units"),
        ({"series": [{"goal": "returns", "measurements": [5]}]}, "5 is no table"),
        ({"series": [{"goal": "returns", "measurements": [{"on": "2026-01-31", "value": 1, "estimated": "yes"}]}]}, "'yes' is neither true nor false"),
    ],
)  # fmt: skip
def test_slips_in_measurements_are_named(data: dict[str, Any], expected: str) -> None:
    """Those of the form and those of sense."""
    portfolio = m.Portfolio(
        [m.Goal("Cut returns", id="returns", metric=m.Metric("m", m.Unit.percent())), m.Goal("x", id="no-unit")]
    )
    with pytest.raises(DocumentError) as caught:
        measurements_from_data(data, portfolio=portfolio)
    assert any(expected in problem for problem in caught.value.problems)
    found = measurements_from_data(
        {
            "series": [
                {"goal": "returns", "measurements": [{"on": "2026-01-31", "value": 1}]},
                {"goal": "no-unit", "measurements": []},
            ]
        },
        portfolio=portfolio,
    )
    assert "1 %" == str(found["returns"][0].value)


def test_rows_of_measurements_that_disagree_are_named() -> None:
    """A goal has one name and one unit."""
    content = workbook(
        measurements=[
            ["goal", "on", "value", "unit", "estimated"],
            ["a", "2026-01-31", 1, "SEK", "True"],
            ["a", "2026-02-28", 1, "EUR", "maybe"],
            [None, "2026-02-28"],
        ]
    )
    found = problems(excel.read_measurements, content)
    assert any("the rows of 'a' say different things @ measurements[1].unit" in problem for problem in found)
    assert any("'goal' is missing" in problem for problem in found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"budget": {"value": "1" * 2000}}, "no number; it has more than 1100 characters"),
        ({"budget": {"value": 1, "unit": {"kind": "x"}}}, "is no unit; give symbol and kind"),
        ({"budget": {"value": 1, "unit": {"numerator": "SEK", "denominator": {"symbol": "day", "kind": "physical"}}}}, None),
        ({"metric": {"name": "m", "cadence": {"interval": 2}}}, "is no cadence; give every and interval"),
        ({"baseline": {"period": {"period": "FY2026"}}}, "is no period; give period, first_month and named_by"),
        ({"target": {"level": 1, "quantity": 2}}, "unknown key 'quantity'; did you mean 'level'"),
        ({"baseline": {"value": 1, "quantity": 2}}, "unknown key 'quantity'; did you mean 'value'"),
        ({"metric": {"name": "m", "bounds": 5}}, "5 is no table"),
    ],
)  # fmt: skip
def test_the_long_forms_of_values_are_strict(value: dict[str, Any], expected: str | None) -> None:
    """A key that is missing or too many is named."""
    data = {"goals": [{"statement": "x", **value}]}
    if expected is None:
        assert portfolio_to_data(portfolio_from_data(data))["goals"]
        return
    with pytest.raises(DocumentError) as caught:
        portfolio_from_data(data)
    assert any(expected in problem for problem in caught.value.problems)


def test_a_page_without_a_front_block_is_read_as_people_write() -> None:
    """Its statements become goals."""
    found = markdown.read_portfolio("- Cut returns from 9 % to 6 % by June 2027\n", context=m.Context("2026-01-15"))
    assert ["Cut returns from 9 % to 6 % by June 2027"] == [goal.statement for goal in found]


def test_half_a_character_is_escaped() -> None:
    """What is no character by itself goes out as JSON escapes it, and comes back."""
    portfolio = m.Portfolio([m.Goal("a\ud800b")])
    text = json.write_portfolio(portfolio)
    assert "\\ud800" in text.encode("utf-8").decode("utf-8")
    assert portfolio == json.read_portfolio(text)


@pytest.mark.parametrize(
    ("form", "module", "call"),
    [(yaml, "yaml", lambda: yaml.read_portfolio("")), (toml, "tomli_w", lambda: toml.to_toml({})), (excel, "openpyxl", lambda: excel.read_portfolio(b""))],
    ids=["yaml", "toml", "excel"],
)  # fmt: skip
def test_a_missing_extra_is_named(
    form: ModuleType, module: str, call: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line that installs it."""
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtraError, match=form.__name__.rpartition(".")[2]):
        call()


def test_the_text_of_a_document_is_the_same_each_time() -> None:
    """In the order of the model, whatever order sets have."""
    goal = m.Goal("x", tags=["b", "a"])
    assert ["a", "b"] == standard.loads(json.write_portfolio(m.Portfolio([goal])))["goals"][0]["tags"]


@pytest.mark.parametrize(
    "unit",
    [m.Unit("/", "count"), m.Unit.ratio(m.Unit("SEK", "count"), m.Unit.physical("day")), m.Unit.physical("day"), m.Unit.count("hour")],
    ids=str,
)  # fmt: skip
def test_units_whose_names_mean_others_come_back(unit: m.Unit) -> None:
    """A cell holds them as tables."""
    series = {"a": m.Series.of({"2026-01-31": 1}, unit, name="a")}
    assert series == csv.read_measurements(csv.write_measurements(series)).series


def test_series_without_readings_and_array_formulas() -> None:
    """What says nothing is kept; a formula over several cells is one."""
    assert {"a": m.Series()} == excel.read_measurements(excel.write_measurements({"a": m.Series()}))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["statement"])
    sheet["A2"] = openpyxl.worksheet.formula.ArrayFormula("A2:A3", "=SUM(B1:B9)")
    target = io.BytesIO()
    book.save(target)
    assert any("'=SUM(B1:B9)' is a formula" in problem for problem in problems(excel.read_portfolio, target.getvalue()))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'r="2"', b'r="99999999"', "it has more than 200000 rows"),
        (b'r="A2"', b'r="XFD2"', "it has more than 1000 columns"),
        (b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD9999999"', None),
    ],
)
def test_a_sheet_that_claims_to_be_vast_is_answered(old: bytes, new: bytes, expected: str | None) -> None:
    """Gaps are not filled."""
    source, target = io.BytesIO(workbook(goals=[["statement"], ["x"]])), io.BytesIO()
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w") as made:
        for part in book.namelist():
            content = book.read(part)
            made.writestr(part, content.replace(old, new) if "sheet1" in part else content)
    if expected is None:
        assert 1 == len(excel.read_portfolio(target.getvalue()))
    else:
        assert any(expected in problem for problem in problems(excel.read_portfolio, target.getvalue()))


def test_a_broken_sheet_is_answered() -> None:
    """In one sentence."""
    source, target = io.BytesIO(workbook(goals=[["statement"], ["x"]])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content[:-40] if "sheet1" in part else content)
    assert any("cannot be read" in problem for problem in problems(excel.read_portfolio, target.getvalue()))


def test_a_number_beyond_all_reading_is_answered() -> None:
    """Also where plain JSON is read."""
    with pytest.raises(DocumentError, match="more digits than can be read"):
        json.from_json("9" * 5000)


def test_a_workbook_reads_cells_as_people_write_them() -> None:
    """Decimal commas, percent signs, months and Swedish names of units mean what they mean in CSV."""
    head = ["mål", "datum", "värde", "enhet", "uppskattat"]
    rows = [
        ["retur", "2026-06", "7,4 %", None],
        ["retur", dt.date(2026, 7, 31), 7.2, "%"],
        ["tid", "2026-06-30", "69,2", "sekunder"],
        ["tid", "2026-07-31", 60, "s"],
        ["ordrar", "2026-07-31", "1 234,5", "st"],
        ["netto", "2026-07-31", "12,5", "kr", "ja"],
    ]
    lines = [";".join("" if each is None else str(each) for each in row) for row in [head, *rows]]
    found = excel.read_measurements(workbook(measurements=[head, *rows]))
    expected = csv.read_measurements("\n".join(lines)).series
    assert {goal: each.measurements for goal, each in expected.items()} == {
        goal: each.measurements for goal, each in found.items()
    }
    assert "2026-06-30: 69.2 second" == str(found["tid"].measurements[0])


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("sju", None, "'sju' is no number; write it as 12.5 @ measurements[0].value"),
        ("1,234", None, "'1,234' can be read as 1234 or 1.234; write which @ measurements[0].value"),
        ("7,4 %", "kr", "there is a percent sign, and the unit is 'SEK'; keep one of them @ measurements[0].unit"),
        (7.4, "a//b", "@ measurements[0].unit"),
    ],
)
def test_cells_of_a_workbook_that_mean_nothing_are_named(value: object, unit: str | None, expected: str) -> None:
    """A number that can be read in two ways is not guessed."""
    content = workbook(measurements=[["goal", "on", "value", "unit"], ["a", "2026-06-30", value, unit]])
    (problem,) = problems(excel.read_measurements, content)
    assert expected in problem


@pytest.mark.parametrize("unit", ["SEK", "st", "a//b"])
def test_readings_in_a_unit_that_the_goal_has_not_are_left_out_and_named(unit: str) -> None:
    """The readings of other goals are kept, and nothing is refused."""
    portfolio = m.Portfolio([m.Goal("x", id=name, metric=m.Metric("rate", m.Unit.percent())) for name in "ab"])
    rows = [
        {"goal": name, "unit": each, "measurements": [{"on": "2026-06-30", "value": 7}]}
        for name, each in zip("ab", (unit, "%"), strict=True)
    ]
    found = readings_from_data({"series": rows}, portfolio=portfolio, strict=False)
    assert "2026-06-30: 7 %" == str(found.series["b"].last)
    assert not found.series.get("a", m.Series()).measurements
    assert any("series[0]" in problem for problem in found.problems)
    with pytest.raises(DocumentError):
        readings_from_data({"series": rows}, portfolio=portfolio)
