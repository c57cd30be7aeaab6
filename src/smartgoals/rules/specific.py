"""Specific: does the goal say what changes, in what, and for whom?

S1xx looks at the change and its wording, S2xx at who answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from smartgoals.model import Direction, Habit, Milestones, UnitKind
from smartgoals.rules.definition import NotApplicable, rule
from smartgoals.rules.finding import Remark, Severity
from smartgoals.rules.wording import Hit, direction_of, heads_a_clause, hits, lexicon_of, says, starts_of
from smartgoals.statement.rendering import render

if TYPE_CHECKING:
    from smartgoals.model import Baseline, Goal, Horizon, Metric, Target
    from smartgoals.statement import Part, Statement

__all__ = [
    "activity_instead_of_outcome",
    "bare_metric",
    "buzzwords",
    "escape_clause",
    "negated_goal",
    "no_change_stated",
    "no_owner",
    "open_ended_list",
    "placeholder_left_in",
    "several_goals_in_one",
    "vague_quality",
    "vague_quantity",
    "vague_verb",
]

_PLACEHOLDER = re.compile(
    r"""
    [\[<.…_?XxYN12]                               # what any of them begins with, so that the search can skip the rest
    (?: (?<=\[)[^\]\d]*[^\W\d][^\]\d]*\]          # [insert metric], but not the footnote [1]
      | (?<=<)[^\W\d][^<>\d]*>                    # <metric>, but not the bound <5 s
      | (?: (?<=\.)\.\. | (?<=…) | (?<=_)_+ | (?<=\?)\?+ )\s*(?:%|kr\b|procent\b|percent\b)?
      | (?<=\b[XxYN])[XxYN]{0,2}\s*(?:%|kr\b|kronor\b|procent\b|percent\b|SEK\b|EUR\b)
      | (?:(?<=\b1)9|(?<=\b2)0)[XxYy]{2}\b        # 20XX
    )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w+")
_MOVES = frozenset(("increase", "decrease", "maintain"))
_NEAR = 12
"""Characters between a negation and what it negates: "not have any"."""


@rule("S101", criterion="specific")
def no_change_stated(
    statement: Statement, metric: Metric | None = None, target: Target | None = None, horizon: Horizon | None = None
) -> Iterator[Remark]:
    """The goal does not say what is to change.

    A goal says that something grows, falls, stays or gets done. Here there is neither such a word nor a target: to be
    or to have something is no change yet. A state with a date, such as "a paperless office by 2030", at least says what
    will then be so, and is a minor matter.

    Why: A wish can be shared by all and mean something else to each. Nobody knows what to do on Monday.
    Flags:
        sv: Frisk luft i hela staden.
        en: Happy customers and a strong brand.
    Accepts:
        sv: Minska antalet klagomål på leveranser från 400 till 250 per månad senast i juni 2027.
        en: Open a second warehouse in Malmö by September 2027.
    Advice: Begin with the change and what it happens to: "Increase … from … to …", "Reduce …", "Open …".
    Ask: What will be different when you have succeeded?
    Source: OKR Orca
    """
    direction = direction_of(statement, metric)
    if direction is Direction.ACHIEVE and not says(statement, "direction"):
        direction = None  # a state that is wished for, without a word of doing
    if target is None and direction is None:
        severity = Severity.MAJOR if horizon is None else Severity.MINOR
        yield Remark("It does not say what is to change.", at="statement", severity=severity)


@rule("S102", criterion="specific")
def vague_verb(
    statement: Statement, metric: Metric | None = None, target: Target | None = None, horizon: Horizon | None = None
) -> Iterator[Remark]:
    """The verb says that something gets better, but not what that means.

    Words such as "improve" and "strengthen" are fine in front of a number. Alone they promise nothing in particular.
    Where the goal says in what or for whom, and by when, less is left open, and the finding is minor. Guides disagree
    about single verbs; the list is data and can be replaced.

    Why: Any outcome at all can afterwards be called an improvement.
    Flags:
        sv: Förbättra kundupplevelsen.
        en: Strengthen our customer service.
    Accepts:
        sv: Förbättra andelen leveranser i tid från 88 % till 95 % senast i december 2027.
        en: Reduce the number of support tickets.
    Advice: Say what you will see more or less of, and how much: instead of "improve delivery", "raise deliveries on
        time from 88 % to 95 %".
    Ask: How would you notice that this has become better?
    Source: studylibsv (194211); jamstall.nu
    """
    if target is not None:
        return
    for hit in hits(statement, "vague_verbs"):
        if heads_a_clause(statement, hit):
            word = statement.text[hit[0] : hit[1]]
            told = horizon is not None and _is_described(statement, metric)
            yield Remark(
                "“{word}” does not say what will be different.", at="statement", span=hit[:2], values={"word": word},
                severity=Severity.MINOR if told else None,
            )  # fmt: skip


def _is_described(statement: Statement, metric: Metric | None) -> bool:
    """Whether it says in what or for whom: more words than a name has, or a population."""
    name = metric.name if metric is not None else statement.reading.metric or ""
    return says(statement, "population") or len(name.split()) > 2


@rule("S103", criterion="specific", severity="minor")
def vague_quantity(statement: Statement, target: Target | None = None) -> Iterator[Remark]:
    """The goal says how much in a word that everyone reads differently.

    "Considerably" is ten percent to one reader and a doubling to another. Next to a number such a word does no harm.

    Why: The argument about what was meant comes when the goal is due.
    Flags:
        sv: Minska antalet returer betydligt.
        en: Significantly reduce the number of returns.
    Accepts:
        sv: Minska antalet returer betydligt, från 900 till 600 i månaden, senast i maj 2027.
        en: Reduce the number of returns.
    Advice: Put a number where the word stands: "from 900 to 600 a month".
    Ask: How much is that, in numbers?
    Source: Femmer et al. (2017)
    """
    if target is not None:
        return
    negated = [end for _, end, _ in hits(statement, "negations")]
    for start, end, _ in hits(statement, "vague_quantities"):
        if any(0 < start - place < _NEAR for place in negated):
            continue  # "not … any" is none at all
        word = statement.text[start:end]
        yield Remark("“{word}” can mean any amount.", at="target", span=(start, end), values={"word": word})


@rule("S104", criterion="specific")
def bare_metric(
    statement: Statement,
    goal: Goal,
    metric: Metric | None = None,
    target: Target | None = None,
    baseline: Baseline | None = None,
) -> Iterator[Remark]:
    """The goal names a quantity, but not whose or which.

    "Revenue" alone may be that of a shop, a country or the group. Without a number this leaves nothing to hold on to;
    with one, a question remains. Where the baseline or the owner is stated, that tells which figure is meant.

    Why: Two departments will report two different figures for the same goal.
    Flags:
        sv: Öka försäljningen.
        en: Increase revenue.
    Accepts:
        sv: Öka försäljningen från 40 till 48 miljoner kronor senast i december 2027.
        en: Launch a new returns portal by May 2027.
    Advice: Add whose, where or of what: "online revenue from business customers in Norway".
    Ask: Whose figure is it, and what is counted in it?
    Source: OKR Orca
    """
    direction = direction_of(statement, metric)
    if isinstance(target, (Milestones, Habit)) or direction is Direction.ACHIEVE:
        raise NotApplicable("something is to be done, so there is no quantity to describe")
    if target is None and direction is None:
        return  # there is no change at all, which S101 says
    if metric is None:
        if _unit_kind(target) in (UnitKind.COUNT, UnitKind.PHYSICAL, UnitKind.RATIO):
            return  # the unit names the thing
        if target is None:
            yield Remark("It does not say of what there is to be more or less.", at="metric", variant="aimless")
        else:
            yield Remark(
                "It does not say what the number is about.", at="metric", severity=Severity.MINOR, variant="nameless"
            )
        return
    told = metric.population is not None or goal.area is not None or says(statement, "population")
    if told or len(metric.name.split()) > 1 or _is_proper_name(statement):
        return
    if target is None:
        values = {"metric": metric.name}
        yield Remark("“{metric}” alone does not say whose or which.", at="metric.population", values=values)
    elif goal.owner is None and (baseline is None or not baseline.is_known):
        yield Remark(
            "“{metric}” could be read in several ways: whose, or which?", at="metric.population",
            values={"metric": metric.name}, severity=Severity.HINT, variant="numbered",
        )  # fmt: skip


def _is_proper_name(statement: Statement) -> bool:
    """Whether the metric is written as the name of one thing, such as a race, inside the sentence."""
    part = statement.part("metric")
    return part is not None and part.start > 0 and part.text.istitle()


def _unit_kind(target: Target | None) -> UnitKind | None:
    quantity = getattr(target, "quantity", None) or getattr(target, "by", None) or getattr(target, "low", None)
    return quantity.unit.kind if quantity is not None else None


@rule("S105", criterion="specific")
def placeholder_left_in(statement: Statement, target: Target | None = None) -> Iterator[Remark]:
    """A blank of the template was never filled in.

    Marks such as TBD, XX, [date] or "… %" stand where a decision should. Where the target is decided all the same, and
    only a name is missing, the finding is minor.

    Why: The goal looks finished in every list, and the decision is never taken.
    Flags:
        sv: Öka antalet kunder till XX senast i juni 2027.
        en: Raise the conversion rate to [insert number] by June 2027.
    Accepts:
        sv: Svara på 90 % av kundernas frågor på <5 minuter senast i juni 2027.
        en: Cut page load time to <2 s [1] by June 2027.
    Advice: Fill in the blank, or say who decides it and when.
    Ask: What should stand here?
    Source: PostHog (4747)
    """
    listed = hits(statement, "placeholders")
    spans = {(start, end) for start, end, word in listed if not _is_ordinary(statement, start, end, word)}
    spans.update(match.span() for match in _PLACEHOLDER.finditer(statement.text))
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            word = statement.text[start:end].strip()
            text = "“{word}” is a blank that nobody has filled in."
            severity = None if target is None else Severity.MINOR
            yield Remark(text, at="statement", span=(start, end), values={"word": word}, severity=severity)


def _is_ordinary(statement: Statement, start: int, end: int, word: str) -> bool:
    """Whether a listed word is a verb in its everyday sense: "fill in the potholes", "insert the new pages"."""
    if statement.text[start:end].isupper() or not word.replace(" ", "").isalpha():
        return False
    return heads_a_clause(statement, (start, end, word)) and " be " not in f" {word} "


@rule("S106", criterion="specific", severity="hint")
def several_goals_in_one(statement: Statement) -> Iterator[Remark]:
    """Several goals share one sentence.

    Two changes joined by "and" are two goals, unless the second is how or why the first is done. The finding says how
    each would stand by itself. A date said once holds for all of them, and is repeated.

    Why: When one half is met and the other is not, no status is true.
    Flags:
        sv: Öka antalet kunder till 22 000 och minska antalet returer till 600 senast i juni 2027.
        en: Increase online sales to 50 MSEK and reduce delivery costs to 4 MSEK by June 2027.
    Accepts:
        sv: Minska returerna från 900 till 600 senast i juni 2027 genom att höja bildkvaliteten och sänka leveranstiden.
        en: Maintain and increase sales in Norway to 50 MSEK by June 2027.
    Advice: Write one goal for each change, with its own number and date.
    Source: QRA Corp
    """
    clauses = statement.clauses
    if clauses:
        alone = " ".join(f"({number}) {_alone(clause, clauses)}" for number, clause in enumerate(clauses, 1))
        span = clauses[0].span[0], clauses[-1].span[1]
        yield Remark(
            "Here are {count} goals. Write each by itself: {goals}", at="statement", span=span,
            values={"count": len(clauses), "goals": alone},
        )  # fmt: skip


def _alone(clause: Statement, clauses: tuple[Statement, ...]) -> str:
    """A goal of a sentence as it would stand by itself, with the date that it shares with the others."""
    if not says(clause, "direction") and clause.reading.direction in _MOVES:
        return render(clause.goal, clause.language)  # "… and orders by 300" borrows its verb
    begin = 0
    if clause is not clauses[0] and clause.parts and clause.parts[0].role == "direction":
        begin = clause.parts[0].start  # "and at the same time reduce …"
    words = clause.text[begin:].rstrip(" .,;")
    when = clause.reading.target_when
    if when is not None and not says(clause, "target_when"):
        dates = (each.part("target_when") for each in clauses if each.reading.target_when == when)
        date = next((part.text for part in dates if part is not None), "")
        words = f"{words} {date[:1].lower()}{date[1:]}".rstrip()
    return f"{words[:1].upper()}{words[1:]}."


@rule("S107", criterion="specific", severity="hint")
def activity_instead_of_outcome(statement: Statement, target: Target | None = None) -> Iterator[Remark]:
    """The goal says what is done, not what comes of it.

    Launches and courses are honest milestones. What they are meant to change is often the better goal.

    Why: The thing can be delivered in full while nothing gets better for anyone.
    Flags:
        sv: Lansera en ny kundportal i maj 2027.
        en: Launch a new customer portal in May 2027.
    Accepts:
        sv: Öka andelen lösta ärenden från 20 % till 40 % senast i maj 2027 genom att lansera en portal.
        en: Reduce the number of late launches from 6 to 2 by May 2027.
    Advice: Keep the milestone if it is one, and add the change it should lead to: "… so that customers solve 40 % of
        the cases themselves".
    Ask: What changes, and for whom, when this is done?
    Source: OKR Orca; PostHog (4184)
    """
    if target is not None and not isinstance(target, Milestones):
        return
    for hit in hits(statement, "activity_verbs"):
        if heads_a_clause(statement, hit) and not says(statement, "purpose"):
            word = statement.text[hit[0] : hit[1]]
            text = "“{word}” tells what is done, not what it leads to."
            yield Remark(text, at="statement", span=hit[:2], values={"word": word})
            return


@rule("S108", criterion="specific", severity="minor")
def escape_clause(statement: Statement) -> Iterator[Remark]:
    """The goal leaves a way out.

    "If possible" and its kin undo the promise that stands before them.

    Why: Whatever happens, somebody can say that it was not possible.
    Flags:
        sv: Minska returgraden från 9 % till 6 % senast i juni 2027, om möjligt.
        en: Where possible, answer 90 % of all tickets within a day by June 2027.
    Accepts:
        sv: Gör det möjligt för 2 000 kunder att hämta i butik senast i juni 2027.
        en: Answer 90 % of all tickets within a day by June 2027.
    Advice: Strike it. If something must come first, say what: "once the new till system runs".
    Ask: On what exactly does it depend?
    Source: QRA Corp
    """
    for start, end, _ in hits(statement, "escape_clauses"):
        word = statement.text[start:end]
        yield Remark("“{word}” leaves a way out.", at="statement", span=(start, end), values={"word": word})


@rule("S109", criterion="specific", severity="minor")
def open_ended_list(statement: Statement) -> Iterator[Remark]:
    """The goal ends a list with "and so on".

    What belongs to it is then for each reader to guess. Examples, as after "such as", are no list, and the means may
    stay open: there may be more ways than one.

    Why: Work is done on what one reader thought of, and missed where another expected it.
    Flags:
        sv: Minska svinnet av frukt, grönt, bröd m.m. från 8 % till 5 % senast i juni 2027.
        en: Reduce the waste of fruit, bread, etc. from 8 % to 5 % by June 2027.
    Accepts:
        sv: Minska svinnet från 8 % till 5 % senast i juni 2027 genom mindre beställningar m.m.
        en: Reduce the waste of fruit and bread from 8 % to 5 % by June 2027 through smaller orders, etc.
    Advice: Name everything that counts, or the one word for it: "fresh food" instead of "fruit, bread, etc.".
    Ask: What else belongs to the list?
    Source: QRA Corp
    """
    aside = starts_of(statement, "means", "purpose")
    for start, end, _ in hits(statement, "open_ends"):
        if not any(place < start for place in aside):
            word = statement.text[start:end]
            text = "“{word}” leaves open what else counts."
            yield Remark(text, at="statement", span=(start, end), values={"word": word})


@rule("S110", criterion="specific", severity="hint")
def negated_goal(statement: Statement, target: Target | None = None) -> Iterator[Remark]:
    """The goal says what is not to happen.

    A number makes it clear all the same: "not above 5 %" is a limit to keep.

    Why: What is left out can be left out in many ways, and nobody sees progress in something that does not happen.
    Flags:
        sv: Undvika klagomål från butikerna.
        en: Avoid complaints from the shops.
    Accepts:
        sv: Sjukfrånvaron ska inte överstiga 5 % under 2027.
        en: Reduce the number of complaints by June 2027 without raising costs.
    Advice: Turn it round and say what there should be instead: "keep all 12 key customers".
    Ask: What do you want to see instead?
    Source: QRA Corp
    """
    if target is not None and not isinstance(target, Milestones):
        return
    for hit in hits(statement, "negations"):
        if _negates_the_verb(statement, hit):
            word = statement.text[hit[0] : hit[1]]
            text = "“{word}” says what should not be, not what should."
            yield Remark(text, at="statement", span=hit[:2], values={"word": word})
            return


def _negates_the_verb(statement: Statement, hit: Hit) -> bool:
    """Whether the negation opens the goal or follows "shall"; "shall not grow" is read as something to keep."""
    if any(start < hit[0] for start in starts_of(statement, "means", "purpose", "guardrail")):
        return False
    kept = direction_of(statement, None) is Direction.MAINTAIN
    return heads_a_clause(statement, hit) and not kept


@rule("S111", criterion="specific", severity="hint")
def buzzwords(statement: Statement, target: Target | None = None) -> Iterator[Remark]:
    """A word of fashion stands where a plain one would say more.

    Next to a number it does no harm.

    Why: Everybody nods, and nobody could tell a colleague what it means here.
    Flags:
        sv: Bygga en sömlös kundupplevelse.
        en: Launch a best-in-class portal in May 2027.
    Accepts:
        sv: Öka andelen sömlösa byten från 70 % till 85 % senast i juni 2027.
        en: Launch a portal where customers can return goods in May 2027.
    Advice: Write what you would show a visitor: "customers return goods without calling us".
    Ask: What would one see if it were so?
    Source: own choice
    """
    if target is not None and not isinstance(target, Milestones):
        return
    for start, end, _ in hits(statement, "buzzwords"):
        word = statement.text[start:end]
        yield Remark("“{word}” says little.", at="statement", span=(start, end), values={"word": word})


@rule("S112", criterion="specific")
def vague_quality(
    statement: Statement, metric: Metric | None = None, target: Target | None = None, horizon: Horizon | None = None,
    baseline: Baseline | None = None,
) -> Iterator[Remark]:  # fmt: skip
    """What is to change is a quality that each person pictures in their own way.

    Loyalty, well-being or a strong brand can be worked at for years without anybody knowing how it went. A share or a
    number of something is another matter, and so is a target. With a date, at least a look at it is settled, and the
    finding is minor. Where the verb is vague as well, S102 has said enough.

    Why: Each reader thinks of another sign of it, and all of them can be right.
    Flags:
        sv: Öka kundernas lojalitet.
        en: Raise well-being at work.
    Accepts:
        sv: Öka andelen lojala kunder från 20 % till 30 % senast i juni 2027.
        en: Reduce the number of complaints about trust in the brand.
    Advice: Choose one sign that can be seen: instead of "loyalty", "customers who buy again within a year".
    Ask: By what would you know that there is more of it?
    Source: own choice
    """
    if target is not None or direction_of(statement, metric) is None:
        return
    if any(heads_a_clause(statement, hit) for hit in hits(statement, "vague_verbs")):
        return
    for start, end, _ in hits(statement, "qualities"):
        part = next((part for part in statement.parts if part.start <= start < part.end), None)
        if part is not None and part.role == "metric" and _heads(statement, part, start, end):
            word = statement.text[start:end]
            text = "“{word}” looks different to each who reads it."
            severity = Severity.MAJOR if horizon is None and baseline is None else Severity.MINOR
            yield Remark(text, at="metric", span=(start, end), values={"word": word}, severity=severity)
            return


def _heads(statement: Statement, part: Part, start: int, end: int) -> bool:
    """Whether a word is what the part is about: not "healthy" in "sales of healthy snacks"."""
    lexicon = lexicon_of(statement)
    small = {*lexicon.common, *lexicon.data["roles"]["of"], *lexicon.data["roles"]["and"]}
    before = _WORD.findall(statement.text[part.start : start].casefold())
    after = _WORD.findall(statement.text[end : part.end].casefold())
    return small.isdisjoint(before) and (not after or after[0] in small)


@rule("S201", criterion="specific", severity="hint")
def no_owner(goal: Goal, owner: str | None = None) -> Iterator[Remark]:
    """Nobody answers for the goal.

    One name is enough, and better than three.

    Why: What everyone owns, no one follows up.
    Flags:
        > owner=None
    Accepts:
        > owner="Head of e-commerce"
    Advice: Name one person or role who answers for the goal.
    Ask: Who answers for this goal?
    Source: own choice
    """
    if owner is None:
        yield Remark("No owner is named.", at="owner")
