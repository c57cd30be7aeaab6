"""The catalogue of measures: complete in both languages, found by its own names, extended by hosts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Baseline, Catalogue, Context, Goal, Level, Metric, Quantity, Unit, assess, suggest_metrics
from smartgoals.catalogue import Example, MetricEntry
from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.model import Direction, MetricKind
from smartgoals.rules import Severity

CATALOGUE = Catalogue.builtin()
LANGUAGES = ("en", "sv")
each_entry = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_example = pytest.mark.parametrize("example", CATALOGUE.examples, ids=lambda example: example.metric)


def ids(goal: Goal, **options: object) -> list[str]:
    """The ids of what is suggested."""
    return [suggestion.entry.id for suggestion in suggest_metrics(goal, **options)]  # type: ignore[arg-type]


@each_language
@each_entry
def test_each_measure_is_suggested_by_each_of_its_names(entry: MetricEntry, language: str) -> None:
    """Whatever people call a measure, it is the first that is suggested, and says which words led there."""
    for name in entry.names[language]:
        best = suggest_metrics(Goal(name), language=language)[0]
        assert (name, entry.id) == (name, best.entry.id)
        assert "words" == best.reasons[0].kind
        assert best.reasons[0].words


@each_entry
def test_each_measure_is_complete(entry: MetricEntry) -> None:
    """It has names and a definition in both languages, an area, an objective, a cadence, a source and a metric."""
    assert set(LANGUAGES) == set(entry.names) == set(entry.formula)
    assert entry.area in CATALOGUE.areas
    assert entry.drives
    assert entry.source in CATALOGUE.sources
    assert entry.cadence is not None
    for language in LANGUAGES:
        metric = entry.metric(language, currency="SEK")
        assert entry.names[language][0] == metric.name == entry.name(language)
        assert metric.unit is not None
        assert metric.direction in {Direction.INCREASE, Direction.DECREASE}
        assert entry.definition(language)
        if metric.unit.is_share:
            assert MetricKind.RATIO is metric.kind
            assert metric.bounds is not None


def test_no_name_stands_for_two_measures() -> None:
    """In one language, each name belongs to one measure."""
    for language in LANGUAGES:
        names = [name.casefold() for entry in CATALOGUE for name in entry.names[language]]
        assert len(names) == len(set(names))


def test_every_area_has_leading_and_lagging_measures_and_an_example() -> None:
    """Whoever works in an area finds something there to act on, and a goal to take as a model."""
    assert set(CATALOGUE.areas) == {example.area for example in CATALOGUE.examples}
    for area in CATALOGUE.areas:
        entries = [entry for entry in CATALOGUE if entry.area == area]
        assert len(entries) >= 2
    assert {True, False} == {entry.leading for entry in CATALOGUE}
    assert set(CATALOGUE.objectives) == {objective for entry in CATALOGUE for objective in entry.drives}


@each_language
@each_example
def test_examples_pass_the_rules(example: Example, language: str) -> None:
    """An example has no major or minor finding: what could be judged without figures is met."""
    assessment = assess(example.goal(language), context=Context("2026-11-25", language))
    assert [] == [finding.message() for finding in assessment.findings if finding.severity is not Severity.HINT]
    assert (
        assessment["measurable"].verdict == assessment["specific"].verdict == assessment["time_bound"].verdict == "met"
    )


@each_language
@each_example
def test_examples_use_the_measure_that_they_stand_for(example: Example, language: str) -> None:
    """From the whole sentence, its own measure is the first suggestion."""
    assert example.metric == ids(example.goal(language), language=language)[0]
    assert example.area == CATALOGUE[example.metric].area


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("Vi ska få nöjdare kunder", "customer-satisfaction"),
        ("Färre returer", "return-rate"),
        ("Bli bättre på leveranser", "delivery-time"),
        ("Kundtjänsten ska svara fortare", "first-response-time"),
        ("Webbplatsen ska vara snabb", "page-load-time"),
        ("Öka B2B-intäkternas bidrag", "b2b-share-of-revenue"),
        ("Växa det egna varumärkets produktmix", "own-brand-share"),
        ("Make the checkout simpler", "checkout-completion-rate"),
        ("Get more visitors to buy", "visits"),
        ("Grow our private label", "own-brand-share"),
        ("Customers should come back", "repeat-purchase-rate"),
        ("Improve profitability", "gross-margin"),
    ],
)
def test_vague_goals_find_their_measure(statement: str, wanted: str) -> None:
    """A wish without a number leads to what one would measure, also through compounds and inflected forms."""
    assert wanted == ids(Goal(statement))[0]


def test_area_and_objective_speak_where_words_do_not() -> None:
    """A goal whose words say nothing gets the measures of its area, and those that drive what it is for."""
    goal = Goal("Do it better", area="Kassa", supports=["revenue"])
    found = suggest_metrics(goal, language="sv", limit=20)
    assert {"checkout"} == {suggestion.entry.area for suggestion in found[:3]}
    assert ["area", "objective"] == [reason.kind for reason in found[0].reasons]
    assert "Det hör till området ”Kassa”, liksom målet." == found[0].reasons[0].message("sv")
    assert "It drives higher revenue, which the goal is for." == str(found[0].reasons[1])
    assert ["return-rate"] == ids(Goal("Do it", area="returns"), limit=1) or ids(Goal("Do it", area="returns"))
    spoken = suggest_metrics(Goal("Do it", rationale="So that our customers become more loyal"), language="en", limit=1)
    assert ["loyalty"] == [reason.topic.id for reason in spoken[0].reasons]


def test_nothing_is_suggested_for_nothing() -> None:
    """A goal that has nothing to do with the catalogue gets no measure."""
    assert () == suggest_metrics(Goal("World peace"))
    assert () == suggest_metrics(Goal("Cut returns"), catalogue=Catalogue())


def test_the_metric_speaks_louder_than_the_rest() -> None:
    """When a goal has a metric already, its name decides."""
    goal = Goal("Bättre leveranser och färre returer", metric=Metric("svarstid", direction="increase"))
    assert "first-response-time" == ids(goal)[0]


def test_money_is_in_the_currency_of_the_goal() -> None:
    """A measure in money takes the goal's currency, and has no unit where the goal speaks of none."""
    sek = Quantity(700, Unit.currency("SEK"))
    for goal in (
        Goal("Höj snittordervärdet", target=Level(sek)),
        Goal("Höj snittordervärdet", baseline=Baseline(sek)),
        Goal("Höj snittordervärdet", budget=sek),
        Goal("Höj snittordervärdet", metric=Metric("snittordervärde", Unit.currency("SEK"))),
    ):
        metric = suggest_metrics(goal)[0].metric
        assert (Unit.currency("SEK"), Quantity(0, Unit.currency("SEK"))) == (
            metric.unit,
            metric.bounds and metric.bounds.low,
        )
    bare = suggest_metrics(Goal("Höj snittordervärdet"))[0].metric
    assert (None, None) == (bare.unit, bare.bounds)
    assert Unit.count("kunder") == suggest_metrics(Goal("Öka kundbasen"))[0].metric.unit
    assert Unit.physical("second") == suggest_metrics(Goal("Sänk laddtiden"))[0].metric.unit


def test_reasons_quote_the_goal() -> None:
    """Words are quoted as the goal has them; a language without sentences of its own is answered in English."""
    reason = suggest_metrics(Goal("Get faster answers in customer service: first response time"))[0].reasons[0]
    assert (
        "The goal speaks of “first”, “response” and “time”, which “svarstid” measures."
        == (reason.message("en").replace("first response time", "svarstid"))
        or "first-response-time" == reason.topic.id
    )
    assert reason.message("nb") == reason.message("en")


@pytest.mark.parametrize("limit", [0, True, 2.5])
def test_limits_make_sense(limit: object) -> None:
    """A limit is a whole number from 1."""
    with pytest.raises(InvalidValueError, match="is no number of suggestions; give 1 or more"):
        suggest_metrics(Goal("x"), limit=limit)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="is no language that smartgoals reads"):
        suggest_metrics(Goal("x"), language="tlh")


@given(st.text(max_size=80).filter(str.strip), st.integers(1, 5))
def test_suggesting_is_total_and_ordered(statement: str, limit: int) -> None:
    """Any text gets an answer, the same each time, best first, no more than asked for, each with a reason."""
    found = suggest_metrics(Goal(statement), limit=limit)
    assert found == suggest_metrics(Goal(statement), limit=limit)
    assert len(found) <= limit
    assert sorted((suggestion.score for suggestion in found), reverse=True) == [each.score for each in found]
    assert all(suggestion.reasons and suggestion.score > 0 for suggestion in found)


OWN = """
name = "our own"

[areas.fabric]
en = "Fabric"
sv = "Tyg"

[sources]
us = "We say so."

[[metrics]]
id = "thread-count"
names.en = ["thread count", "density of the weave"]
unit = { en = "threads" }
direction = "increase"
formula.en = "threads in a square inch"
source = "us"
low = 0
area = "fabric"

[[metrics]]
id = "return-rate"
names.en = "returns of fabric"
unit = "percent"
direction = "decrease"
kind = "ratio"
formula.en = "metres returned / metres sold"
source = "us"
high = 12.5
area = "returns"
drives = ["profit"]

[[examples]]
area = "fabric"
metric = "thread-count"
goal.en = "Raise the thread count from 200 in 2026 to 300 in 2027."
"""


def test_a_host_adds_measures_of_its_own(tmp_path: Path) -> None:
    """A file may use the areas and objectives of the built-in catalogue; joined, its measures go before those."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    own = Catalogue.from_file(path)
    both = CATALOGUE | own
    assert (2, len(CATALOGUE) + 1) == (len(own), len(both))
    assert "digital commerce | our own" == both.name
    assert ("thread-count" in both, "thread-count" in CATALOGUE, 5 in both) == (True, False, False)
    assert "returns of fabric" == both["return-rate"].name("sv")
    assert "threads in a square inch" == both["thread-count"].definition("sv")
    assert ["thread-count"] == ids(Goal("A denser weave, by thread count"), catalogue=both, limit=1)
    assert ("en",) == own.languages
    assert None is own.examples[0].goal("sv").owner
    assert "Tyg" == both.areas["fabric"].name("sv")
    with pytest.raises(TypeError):
        both | 5  # type: ignore[operator]


def test_all_that_is_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    """Each problem has its place, what is wrong, and the word that may have been meant."""
    path = tmp_path / "own.toml"
    path.write_text(
        """
colour = "red"
name = 5
areas = "none"
objectives.x = 7
metrics = [
  5,
  { id = "a", names = {}, unit = "procent", direction = "increese", formula = { en = 5 }, source = "", area = "kassa" },
  { id = "b", names = { en = [] }, unit = { en = "x" }, direction = "increase", formula.en = "x", source = "y", low = 2, high = 1 },
  { id = "b", names.en = "n", direktion = "up", unit = 5, formula.en = "x", source = "y", low = true, drives = ["profits", 5], leading = 1 },
]
examples = [{ area = "checkout", metric = "b", owner = "me" }]
""",
        encoding="utf-8",
    )
    with pytest.raises(DocumentError) as caught:
        Catalogue.from_file(path)
    assert caught.value.path == str(path)
    expected = (
        "unknown key 'colour'; the keys here are areas, examples, metrics, name, objectives, sources @ colour",
        "5 is not a text @ name",
        "'none' is not a table @ areas",
        "7 is not a table of names by language @ objectives.x",
        "5 is not a table @ metrics[0]",
        'no name is given; write one for a language, such as en = ["conversion rate"] @ metrics[1].names',
        "'procent' is no unit; did you mean 'percent' @ metrics[1].unit",
        "'increese' is no direction; did you mean 'increase' @ metrics[1].direction",
        "5 is not a text @ metrics[1].formula.en",
        "this is empty; leave it out or say it @ metrics[1].source",
        'this is no list of names; write ["conversion rate"] @ metrics[2].names.en',
        "1 is below the low of 2; give bounds that rise @ metrics[2].high",
        "unknown key 'direktion'; did you mean 'direction' @ metrics[3].direktion",
        "'direction' is missing; say it @ metrics[3].direction",
        "True is no number; write it without quotes @ metrics[3].low",
        "'profits' is no objective; did you mean 'profit' @ metrics[3].drives[0]",
        "1 is not true or false @ metrics[3].leading",
        "'b' is the id of metrics[2] too; give each its own @ metrics[3].id",
        "'goal' is missing; say it @ examples[0].goal",
        "'me' is not a table of texts @ examples[0].owner",
    )
    assert set() == set(expected) - set(caught.value.problems)
    assert len(expected) + 3 == len(caught.value.problems)  # an unknown area, a unit and an objective that are numbers


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """What is no TOML, and what is no UTF-8, is said in one line."""
    with pytest.raises(DocumentError, match="'id' is missing; say it @ metrics"):
        Catalogue.from_text("[[metrics]]")
    with pytest.raises(DocumentError, match="this is no TOML"):
        Catalogue.from_text("metrics = [")
    path = tmp_path / "own.toml"
    path.write_bytes("name = 'Mått'".encode("latin-1"))
    with pytest.raises(DocumentError, match="byte 9 is not UTF-8; save the file as UTF-8"):
        Catalogue.from_file(path)


def test_suggesting_loads_nothing_heavy() -> None:
    """No converter, no units of measure, no command line."""
    code = "import sys, smartgoals as s; s.suggest_metrics(s.Goal('Cut returns')); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert set() == {"cattrs", "click", "pint"} & set(loaded)
