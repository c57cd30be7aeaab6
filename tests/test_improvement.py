"""A better wording keeps what was said, asks for the rest, and never costs anything."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import assess
from smartgoals.errors import InvalidValueError
from smartgoals.improvement import Improvement, improve
from smartgoals.model import Baseline, Context, Goal, Horizon, Level, Metric, Period, Quantity, Unit
from smartgoals.rules import Remark, RuleSet, rule
from smartgoals.statement import Statement, parse
from smartgoals.statement.statement import Part, Role
from smartgoals.testing import exemplary_goal

TODAY = Context("2026-01-15")
CORPUS = Path(__file__).parent / "statement" / "corpus"
TEXTS = [
    case["text"]
    for path in sorted(CORPUS.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]

READS = {
    "Öka kundbasen": "Öka kundbasen från [nuläge] till [målvärde] senast [slutdatum]",
    "Minska antalet returer betydligt": "Minska antalet returer betydligt, från [nuläge] till [målvärde] senast [slutdatum]",
    "Minska antalet felplock i lagret under 2027": "Minska antalet felplock i lagret från [nuläge] till [målvärde] under 2027",
    "Öka antalet kunder till 22 000 senast i juni 2027.": "Öka antalet kunder från [nuläge] till 22 000 senast i juni 2027.",
    "Minska leveranskostnaderna med 20 % senast i december 2027": "Minska leveranskostnaderna med 20 % senast i december 2027 (i dag [nuläge])",
    "Förbättra kundupplevelsen": "Förbättra kundupplevelsen, mätt som [mått], från [nuläge] till [målvärde] senast [slutdatum]",
    "Frisk luft i hela staden.": "Frisk luft i hela staden, mätt som [mått], från [nuläge] till [målvärde] senast [slutdatum].",
    "Behåll kundnöjdheten": "Behåll kundnöjdheten på [målvärde] till och med [slutdatum]",
    "Öka leveranssäkerheten i tid": "Öka leveranssäkerheten från [nuläge] till [målvärde] senast [slutdatum]",
    "Öppna ett andra lager i Malmö så snart som möjligt": "Öppna ett andra lager i Malmö senast [slutdatum], med [mått] som effektmått",
    "Fler nöjda kunder": "Fler nöjda kunder, från [nuläge] till [målvärde] senast [slutdatum]",
    "Öka antalet kunder till XX senast i juni 2027": "Öka antalet kunder från [nuläge] till [målvärde] senast i juni 2027",
    "Grow the customer base": "Grow the customer base from [baseline] to [target] by [deadline]",
    "Increase revenue.": "Increase revenue from [baseline] to [target] by [deadline].",
    "Happy customers and a strong brand.": "Happy customers and a strong brand, measured by [metric], from [baseline] to [target] by [deadline].",
    "Double exports by 2030": "Double exports by 2030 (now [baseline])",
    "Cut printing costs by 30 % by 2027 by moving to digital forms": "Cut printing costs by 30 % by 2027 (now [baseline]) by moving to digital forms",
    "Bring the sickness rate down to 4.2 % by December 2026": "Bring the sickness rate down from [baseline] to 4.2 % by December 2026",
    "Launch a new customer portal": "Launch a new customer portal by [deadline], with [metric] as the measure of its effect",
    "Exercise three times a week": "Exercise three times a week until [deadline], measured by [metric]",
    "Headcount shall not grow in 2026": "Headcount shall not grow beyond [target] in 2026",
    "Reach 500 customers": "Reach 500 customers by [deadline] (now [baseline])",
}


def _improved(text: str, **options: bool) -> Improvement:
    return improve(parse(text, context=TODAY), context=TODAY, **options)


@pytest.mark.parametrize("text", READS)
def test_it_reads_as_a_native_would_write_it(text: str) -> None:
    """Blanks stand where a person would put them, with the words that lead up to them."""
    assert READS[text] == _improved(text).text


def _holds(goal: Goal | Statement, text: str, *, hints: bool) -> None:
    found = improve(goal, context=TODAY, hints=hints)
    again = improve(parse(found.text, context=TODAY), context=TODAY, hints=hints)
    assert found.text == again.text
    assert Counter() == Counter(re.findall(r"\d+", text)) - Counter(re.findall(r"\d+", found.text))
    for old, new in zip(found.before, found.after, strict=True):
        assert old.score is None or (new.score is not None and new.score >= old.score)
    for blank in found.blanks:
        assert str(blank) == found.text[slice(*blank.span)]
    for part in (*found.after.statement.parts, *found.after.statement.rest):
        assert part.text == found.text[slice(*part.span)]
    assert not set(found.resolved) & set(found.remaining)
    assert isinstance(found._repr_markdown_(), str)


@pytest.mark.parametrize("hints", [False, True])
@given(text=st.sampled_from(TEXTS))
def test_nothing_is_lost_and_nothing_is_done_twice(text: str, *, hints: bool) -> None:
    """Numbers and dates stay, no criterion loses, spans slice back, and a second time changes nothing."""
    _holds(parse(text, context=TODAY), text, hints=hints)


@given(
    text=st.sampled_from(TEXTS),
    baseline=st.none() | st.integers(0, 90).map(lambda n: Baseline(Quantity(n, Unit.percent()))),
    target=st.none() | st.integers(0, 90).map(lambda n: Level(Quantity(n, Unit.percent()))),
    horizon=st.none() | st.dates(dt.date(2026, 2, 1), dt.date(2031, 1, 1)).map(lambda end: Horizon(None, end)),
    owner=st.none() | st.just("Anna"),
    hints=st.booleans(),
)
def test_the_same_holds_for_goals_that_were_built(text, baseline, target, horizon, owner, hints) -> None:
    """What a goal says beside its statement counts as said."""
    goal = Goal(
        text, metric=Metric("share", Unit.percent()), baseline=baseline, target=target, horizon=horizon, owner=owner
    )
    found = improve(goal, context=TODAY, hints=hints)
    names = {blank.name for blank in found.blanks}
    assert assess(goal, context=TODAY).findings == found.before.findings
    assert not (baseline and "baseline" in names)
    assert not (horizon and "deadline" in names)
    assert not (owner and "owner" in names)
    assert found.text == improve(found.after.goal, context=TODAY, hints=hints).text
    assert Counter() == Counter(re.findall(r"\d+", text)) - Counter(re.findall(r"\d+", found.text))
    for old, new in zip(found.before, found.after, strict=True):
        assert old.score is None or (new.score is not None and new.score >= old.score)


@given(st.text(max_size=60) | st.text("öka till från [nuläge] 5%,.()\n", max_size=60))
def test_whatever_the_text_something_comes_back(text: str) -> None:
    """No text that a person may write raises."""
    found = _improved(text, hints=True)
    assert all(str(blank) == found.text[slice(*blank.span)] for blank in found.blanks)


@given(st.sampled_from(TEXTS))
def test_the_rest_stays(text: str) -> None:
    """Words that were not understood are still there, unless a finding calls them vague times."""
    statement = parse(text, context=TODAY)
    found = improve(statement, context=TODAY)
    vague = [each.span for each in found.before.findings if each.code == "T102" and each.span]
    for part in statement.rest:
        if not any(part.start <= start < part.end for start, _ in vague):
            assert part.text in found.text


def test_a_goal_that_needs_nothing_comes_back_as_it_is() -> None:
    """Nothing is asked for, and nothing is judged otherwise."""
    found = improve(exemplary_goal(), context=TODAY)
    assert (exemplary_goal().statement, (), False) == (found.text, found.blanks, found.is_changed)
    assert found.before.findings == found.after.findings


def test_blanks_know_what_asked_for_them() -> None:
    """Each blank has a name, a label in the language of the goal, and codes."""
    found = _improved("Öka leveranssäkerheten i tid")
    seen = [(blank.name, blank.label, blank.codes) for blank in found.blanks]
    assert seen == [
        ("baseline", "nuläge", ("M201",)),
        ("target", "målvärde", ("M301",)),
        ("deadline", "slutdatum", ("T101", "T102")),
    ]
    assert ("T102",) == found.resolved
    assert {"M201", "M301", "T101", "S104"} <= set(found.remaining)


def test_a_blank_is_not_read() -> None:
    """The proposal is judged as if its blanks were not there."""
    found = _improved("Öka kundbasen")
    slots = found.after.statement.slots()
    assert (None, None, None, "kundbasen") == (
        slots["baseline"], slots["target"], slots["target_when"], slots["metric"],
    )  # fmt: skip
    assert "S105" not in {each.code for each in found.after.findings}


def test_a_mark_that_gets_a_name_is_still_open() -> None:
    """ "XX" becomes a blank; the finding about it waits until the blank is filled."""
    found = _improved("Öka antalet kunder till XX senast i juni 2027")
    target = next(blank for blank in found.blanks if blank.name == "target")
    assert "S105" in target.codes
    assert "S105" in found.remaining
    assert "S105" not in found.resolved


def test_words_that_need_to_stay_for_the_score_stay() -> None:
    """A vague word is left when the statement would be judged worse without it."""
    found = _improved("Reduce churn soon")
    assert "soon" in found.text
    assert "T102" in found.remaining


def test_hints_have_blanks_when_asked_for() -> None:
    """Means, purpose, owner and unit cost nothing, so they are asked for on demand."""
    found = _improved("Öka omsättningen i Norge från 30 till 40 senast 2027", hints=True)
    expected = "Öka omsättningen i Norge från 30 till 40 [enhet] senast 2027 genom [åtgärder] så att [önskad effekt]. Ansvarig: [person eller roll]"
    assert expected == found.text


def test_what_seems_to_be_a_baseline_is_not_asked_for_again() -> None:
    """Words that were not understood may be the answer already."""
    text = "Fördubbla exporten till 2030"
    statement = parse(f"{text} jämfört med 5 Mkr", context=TODAY)
    start = len(text) + 1
    unread = attrs.evolve(
        statement,
        goal=attrs.evolve(statement.goal, baseline=None),
        parts=tuple(part for part in statement.parts if part.start < start),
        rest=(Part(Role.REST, statement.text[start:], start, len(statement.text)),),
    )
    found = improve(unread, context=TODAY)
    assert statement.text == found.text
    assert "M201" in found.remaining


def test_values_go_into_blanks_by_name() -> None:
    """Some values give an improvement, all values give the statement."""
    found = _improved("Öka antalet kunder i Norge")
    some = found.fill(target=Quantity(22_000), deadline=dt.date(2027, 6, 30))
    assert isinstance(some, Improvement)
    assert "Öka antalet kunder i Norge från [nuläge] till 22 000 senast 30 juni 2027" == some.text
    assert ["baseline"] == [blank.name for blank in some.blanks]
    assert {"T101", "M301"} <= set(some.resolved)
    done = some.fill(baseline="20 000")
    assert isinstance(done, Statement)
    slots = done.slots()
    assert ("increase", 20_000, 22_000, "2027-06-30") == tuple(
        slots[name] for name in ("direction", "baseline", "target", "target_when")
    )
    assert assess(done, context=TODAY)["measurable"].verdict == "met"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Minska leveranskostnaderna med 20 % senast i december 2027", {"baseline": "5 Mkr"}),
        ("Double exports by 2030", {"baseline": "SEK 5 million"}),
        ("Behåll kundnöjdheten hos elever", {"target": "90 %", "deadline": Period("2027")}),
        ("Happy customers and a strong brand.", {"metric": "NPS", "baseline": 20, "target": 40, "deadline": Period("2027-06")}),
        ("Launch a new customer portal", {"deadline": "June 2027", "metric": "share of solved cases"}),
        ("Öka omsättningen i Norge till 40 senast 2027", {"baseline": 30, "unit": "Mkr", "means": "fler säljare", "purpose": "vi växer", "owner": "Anna"}),
    ],
)  # fmt: skip
def test_what_is_filled_in_is_understood(text: str, values: dict[str, object]) -> None:
    """Once a blank is filled, the findings that asked for it are gone."""
    for source in (Goal(text), parse(text, context=TODAY)):
        found = improve(source, context=TODAY, hints=len(values) > 4)
        asked = {code for blank in found.blanks if blank.name in values for code in blank.codes} - {"S102"}
        done = found.fill(**values)
        after = done.after if isinstance(done, Improvement) else assess(done, context=TODAY)
        assert set() == asked & {each.code for each in after.findings}


def test_what_a_goal_knows_is_kept() -> None:
    """A goal's own fields are still there when its statement has been filled in."""
    goal = Goal("Öka kundbasen", id="base", owner="Anna", target=Level(Quantity(22_000)), tags=frozenset({"växa"}))
    found = improve(goal, context=TODAY)
    assert "Öka kundbasen från [nuläge] till 22 000 senast [slutdatum]" == found.text
    done = found.fill(baseline="20 000", deadline="2027")
    assert isinstance(done, Statement)
    assert ("base", "Anna", 20_000) == (done.goal.id, done.goal.owner, done.goal.baseline.quantity.magnitude)


def test_a_corrected_reading_is_kept() -> None:
    """What a host said about a statement is not read away."""
    statement = parse("Öka besöken till 500", context=TODAY, given={"target_when": "2027"})
    found = improve(statement, context=TODAY)
    assert "Öka besöken från [nuläge] till 500" == found.text
    assert "2027" == found.fill(baseline=300).slots()["target_when"]


def test_the_rules_decide_what_is_asked_for() -> None:
    """A rule of one's own asks for a blank by the place it speaks of."""

    @rule("ACME001", criterion="specific")
    def no_owner_here(goal: Goal, owner: str | None = None):
        """Nobody answers for the goal.

        Why: Somebody must.
        Advice: Name somebody.
        """
        if owner is None:
            yield Remark("Nobody answers.", at="owner")

    found = improve(Goal("Cut returns"), context=TODAY, rules=RuleSet.of(no_owner_here))
    assert "Cut returns. Owner: [person or role]" == found.text
    assert ("ACME001",) == found.blanks[0].codes
    assert "Anna" == found.fill(owner="Anna").goal.owner


def test_wrong_values_are_refused() -> None:
    """The error names what can be filled in."""
    found = _improved("Öka kundbasen")
    with pytest.raises(InvalidValueError, match="did you mean 'target'"):
        found.fill(targte=5)
    with pytest.raises(InvalidValueError, match="there is baseline, target, deadline"):
        found.fill(colour="red")
    with pytest.raises(InvalidValueError, match="says nothing"):
        found.fill(target=" ")
    with pytest.raises(InvalidValueError, match="read text with parse"):
        improve("Öka kundbasen", context=TODAY)


def test_it_shows_itself() -> None:
    """As text it is the proposal; as Markdown it adds what to ask and what is still open."""
    found = _improved("Öka försäljningen i tid")
    assert found.text == str(found)
    expected = (
        "> Öka försäljningen från **[nuläge]** till **[målvärde]** senast **[slutdatum]**\n\n"
        "**Fyll i**\n\n"
        "- **nuläge**: Vilken är siffran i dag, och när är den från? (M201)\n"
        "- **målvärde**: Vilken ska siffran vara när ni är klara? (M301)\n"
        "- **slutdatum**: När ska det vara klart? Vilken är den senaste dag som fortfarande vore bra nog? (T101, T102)\n\n"
        "**Löst med den nya formuleringen:** T102\n\n"
        "**Kvar att ta ställning till**\n\n"
        "- **S104** Enbart ”försäljningen” säger inte vems eller vilken del det gäller."
    )
    assert expected == found._repr_markdown_()
