"""Documents in every format: every value goes out and comes in again without loss, and every slip is named."""

from __future__ import annotations

from types import ModuleType

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from smartgoals import model as m
from smartgoals.adapters import json, toml, yaml
from smartgoals.errors import DocumentError

FORMATS = pytest.mark.parametrize("form", [json, yaml, toml], ids=lambda form: form.__name__.rpartition(".")[2])
readings = st.dictionaries(strategies.words, strategies.series, max_size=3)


@FORMATS
@settings(max_examples=20)
@given(portfolio=strategies.everything)
def test_a_portfolio_comes_back_as_it_was(form: ModuleType, portfolio: m.Portfolio) -> None:
    """With names that name nothing, units of every kind, and long numbers."""
    assert portfolio == form.read_portfolio(form.write_portfolio(portfolio), loose=True)


@FORMATS
@settings(max_examples=20)
@given(series=readings)
def test_measurements_come_back_as_they_were(form: ModuleType, series: dict[str, m.Series]) -> None:
    """Whatever they are readings of."""
    assert series == form.read_measurements(form.write_measurements(series))


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
TOML = '''schema = "smartgoals/portfolio/1"
[[goals]]
statement = """x
y"""
target = { levle = 3 }
budget = 1234567890123456789012345678901234567890
[[goals]]
statement = "y"
[goals.metric]
name = "m"
kind = 'ratoi'
'''
LONG = "1234567890123456789012345678901234567890 has more than 34 digits; check it, and put it in quotes if it is meant @ goals[0].budget"
KIND = "'ratoi' is no metric kind; did you mean 'ratio' @ goals[1].metric.kind"
LEVEL = "it does not say what kind of target it is; did you mean 'level' @ goals[0].target"
TWICE = "this key stands twice; keep one of them @ goals[0].id"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (json, JSON, {f"{LONG}, line 5 column 30", f"{KIND}, line 7 column 30", f"{LEVEL}, line 5 column 6", f"{TWICE}, line 4 column 6"}),
        (yaml, YAML, {f"{LONG}, line 7 column 3", f"{KIND}, line 11 column 5", f"{LEVEL}, line 6 column 3", f"{TWICE}, line 3 column 3"}),
        (toml, TOML, {f"{LONG}, line 6 column 1", f"{KIND}, line 11 column 1", f"{LEVEL}, line 5 column 1"}),
    ],
    ids=["json", "yaml", "toml"],
)  # fmt: skip
def test_every_slip_is_named_with_its_line(form: ModuleType, text: str, expected: set[str]) -> None:
    """All at once, with path, line, column and the word that may have been meant."""
    with pytest.raises(DocumentError) as caught:
        form.read_portfolio(text)
    assert expected == set(caught.value.problems)
