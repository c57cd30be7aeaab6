"""The grammar of goal statements: recursive descent over chunks.

A statement is a run of phrases in almost any order. Each production looks at one position, and either takes what
stands there and gives the position after it, or declines. Words that no production takes gather into runs, and the
run that stands where the metric belongs becomes the metric. Every production looks ahead a bounded number of chunks,
so a reading costs time in proportion to the length of the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from smartgoals.statement.adjuncts import MOST_LEADING
from smartgoals.statement.found import LOOK, Found
from smartgoals.statement.sequels import Sequels
from smartgoals.statement.values import Amount

if TYPE_CHECKING:
    from smartgoals.lexicon import Lexicon
    from smartgoals.statement.chunks import Chunk

__all__ = ["read"]

_MOST_GOALS = 10  # of one sentence
_PASSED = frozenset(("until", "at", "within", "adverb", "about"))  # what may stand between "shall" and its verb


def read(chunks: list[Chunk], lexicon: Lexicon, *, most: int = _MOST_GOALS) -> Found:
    """Read the chunks of one statement.

    Args:
        chunks: The statement.
        lexicon: The words of its language.
        most: How many goals it is cut into at most; further targets of one goal come on top.

    Example:
        >>> from smartgoals.lexicon import load
        >>> from smartgoals.statement.chunks import chunk
        >>> from smartgoals.statement.tokens import tokenize
        >>> words = load("en")
        >>> found = read(chunk(tokenize("Cut returns from 9 % to 6 % by June 2027"), words), words)
        >>> found.direction, str(found.baseline.value), str(found.target.value)
        ('decrease', '9', '6')
    """
    grammar: _Grammar | None = _Grammar(chunks, lexicon.endings)
    goals: list[Found] = []
    while grammar is not None:
        if grammar.found.is_further:
            grammar.found.runs = [*goals[-1].runs]
        grammar.most = most - sum(not found.is_further for found in goals) - 1 if len(goals) < _MOST_GOALS else -1
        goals.append(grammar.statement())
        grammar = grammar.following
    for first, second in itertools.pairwise(goals):
        first.following = second
    for first, second in [*itertools.pairwise(goals)][::-1]:
        _share(first, second)
    for first, second in itertools.pairwise(goals):
        _share(second, first)
    return goals[0]


def _share(one: Found, other: Found) -> None:
    """What stands once in a sentence of several goals holds for all: a date, a base year, how and what for."""
    if one.target_when is None:
        one.target_when, one.target_when_at = other.target_when, other.target_when_at
    if one.baseline_when is None and one.baseline is None:
        one.baseline_when, one.baseline_when_at = other.baseline_when, other.baseline_when_at
    for name in ("means", "purpose", "confidence", "owner"):
        if getattr(one, name) is None:
            setattr(one, name, getattr(other, name))


class _Grammar(Sequels):
    """The productions for a whole statement, for directions and for what stands around them."""

    following: _Grammar | None = None
    """Reads the goal that the sentence goes on with."""

    def statement(self) -> Found:
        """statement = { amount | when | lead | change | verb | adjunct | word } [second-goal | further-target]"""
        i = self.start
        while i < len(self.chunks):
            if self.most >= 0 and self.may_go_on(i):
                self.following = self.next_goal(i)
                if self.following is not None:
                    break
            after = self.phrase(i)
            if after is None:
                if self.run_start is None:
                    self.run_start = i
                i += 1
            else:
                i = after
        self.close(i)
        found = self.found
        found.extent = self.first, i
        self.unknown_verb()
        moves = found.is_change or found.factor or found.baseline is not None
        if found.start_when is not None and found.baseline_when is None and moves:
            found.baseline_when = found.start_when  # a change over 2022–2025 is counted from 2022
        if self.describes_a_group():
            found.let_go()
        if found.weak_when is None and found.has_target:
            found.weak_when = found.starting
        if found.target_when is None and found.weak_when is None:
            found.target_when_at = found.event_at
        if found.target_when is None and found.weak_when is not None:
            found.target_when, first, after = found.weak_when
            found.target_when_at = first, after
        elif found.starting is not None and found.start_when is None:
            found.start_when = found.starting[0]
        return found

    # several goals, and several targets

    def describes_a_group(self) -> bool:
        """Whether the only number tells of whom a change is wanted: "cut visits by children under 5 years" """
        found = self.found
        if found.target is None or not found.is_weak or found.target_at is None or found.is_change:
            return False
        if found.zero_at is not None and found.zero_at[0] < found.target_at[0]:
            return True
        if found.verb not in ("increase", "decrease") or found.verb_at is None:
            return False
        before = self.chunks[found.verb_at[1] : found.target_at[0]][-MOST_LEADING:]
        is_age = found.bound_at is not None and "older" in self.chunks[found.bound_at[0]].roles
        is_years = found.target.unit is not None and found.target.unit.symbol == "year"
        return (is_age and is_years) or any("relative" in piece.roles for piece in before)

    def phrase(self, i: int) -> int | None:
        """phrase = stop | amount | when | what the roles of a word allow"""
        piece = self.chunks[i]
        if piece.kind == "stop":
            if piece.norm == "(":
                told = self.baseline_in_brackets(i)
                if told is not None:
                    return told
                if self.run_start is not None and self.is_name_in_brackets(i):
                    return self.over_brackets(i)
            leads = piece.norm == ":" and i - self.first <= LOOK and not self.found.aims
            self.close(i, "label" if leads else None)  # "KR2:", "Objective:" head what follows
            self.place = "start" if leads else "stop" if piece.norm not in ",(" else "comma"
            return i + 1
        if piece.kind == "amount":
            return self.label(i) or self.sureness(i) or self.bare_amount(i)
        if piece.kind == "when":
            return self.sureness(i) or self.bare_when(i)
        roles = piece.roles
        if not roles:
            return None
        for production in _productions(tuple(roles)):
            after: int | None = production(self, i)
            if after is not None:
                return after
        return None

    def in_time(self, i: int) -> int:
        """in-time = "on time" | "inom budget": no date; part of what is counted ("invoices paid on time"), else rest"""
        found = self.found
        is_share = found.target is not None and found.target.unit is not None and found.target.unit.is_share
        names = self.run_start is not None and found.verb != "achieve" and self.is_value_ahead(i + 1)
        if not (names or (is_share and self.run_start is not None)):
            self.close(i)
        return i + 1

    def against(self, i: int) -> int | None:
        """against = "compared to" words: what a change is seen against, when it is no date and no number"""
        if "against" not in self.chunks[i].roles or self.found.direction is None:
            return None
        self.close(i)
        self.place = "compared"
        return i + 1

    def beyond(self, i: int) -> int | None:
        """beyond = bound words, right after "shall": "shall not exceed inflation" """
        if self.place != "modal" or not self.is_fresh(i):
            return None
        self.close(i)
        self.place = "compared"
        return i + 1

    def verb(self, i: int) -> int | None:
        """verb = a word that says what is done or which way"""
        found = self.found
        roles = self.chunks[i].roles
        direction = roles["verb"]
        moves = direction in ("increase", "decrease", "maintain")
        if "modal" in roles and self.bound_word(i + 1)[0] is not None:
            return None  # "inte bli fler än 20"
        following = self.chunks[i + 1].roles if i + 1 < len(self.chunks) else {}
        beyond = self.chunks[i + 2].roles if i + 2 < len(self.chunks) else {}
        is_noun = "modal" in following or ("infinitive" in following and "verb" in beyond)
        if self.place == "start" and self.is_in_relative(i):
            return None  # "the share of pupils who reach the top grade shall …"
        is_noun = is_noun or ("noun_too" in roles and self.place == "start" and self.heads_value(i + 1))
        if not moves and self.run_start is not None and is_noun:
            return None  # "energy use should …", "energy use to fall"
        if found.verb is not None and not (
            found.verb in ("pursue", "reach", "achieve")
            and (moves or (direction == "reach" and found.verb == "pursue"))
            and self.place in ("comma", "stop", "start", "verb")
            and not (found.has_target and not self.is_fresh(i))
        ):
            return None
        if "past" in roles and self.place == "start" and self.is_described(i):
            return None  # "developed countries will …"
        if "past" in roles and not moves and self.place == "modal" and found.target is not None:
            return None  # "90 % of orders will be delivered on time": the subject is what counts
        if (
            direction in ("achieve", "pursue")
            and self.place not in ("start", "modal", "comma", "stop")
            and not self.near_start(i)
        ):
            return None
        self.close(i)
        if direction in ("increase", "decrease") and self.is_negated(i):
            direction = "maintain"  # "vi ska inte höja priserna"
        found.verb, found.verb_at = direction, (i, i + 1)
        found.past = "past" in roles
        if direction in ("increase", "decrease", "maintain", "reach", "achieve"):
            self.direct(direction, i, force=found.direction in (None, "achieve", "reach"))
        else:
            self.direct("achieve", i)
        self.place = "verb"
        return i + 1

    def continuing(self, i: int) -> int | None:
        """continuing = "continue to" verb: what is done already is kept up, unless the verb itself moves something"""
        j = self.skip(i + 1)
        roles = self.chunks[j].roles if j < len(self.chunks) else {}
        if roles.get("verb") in ("increase", "decrease", "maintain", "reach") or "multiple" in roles:
            return i + 1
        if self.found.direction is not None or (self.run_start is not None and self.place != "modal"):
            return None
        self.close(i)
        self.found.verb = "maintain"
        self.direct("maintain", i)
        self.place = "verb"
        return j + 1 if "verb" in roles else i + 1

    def is_described(self, i: int) -> bool:
        """Whether a participle only describes what follows it, since "shall" comes after that"""
        following = self.chunks[i + 1 : i + 2 + LOOK]
        return (
            bool(following)
            and self.plain(i + 1)
            and self.is_fresh(i)
            and any("modal" in piece.roles for piece in following)
        )

    def noun(self, i: int) -> int | None:
        """noun = a change as a noun or participle: "ökning", "reduction of", "minskad" """
        found = self.found
        if found.direction in ("increase", "decrease", "maintain"):
            return None
        if found.verb is not None and not (self.place == "verb" and self.is_fresh(i)):
            return None
        self.close(i)
        self.direct(self.chunks[i].roles["noun"], i, force=True)
        self.place = "verb"
        return i + 1

    def comparative(self, i: int) -> int | None:
        """comparative = "fler" | "lower" …, when nothing else has told the direction"""
        found = self.found
        if found.direction in ("increase", "decrease", "maintain") or not self.is_fresh(i):
            return None
        if found.target is not None and not (found.is_weak and self.place in ("modal", "verb")):
            return None
        if found.verb == "pursue" and self.is_negated(i):
            found.verb = None  # "must not become higher" is nothing to do
        if found.target is not None:  # "overweight among children under 5 must not become more common"
            found.let_go()
        roles = self.chunks[i].roles
        self.close(i)
        self.direct("maintain" if self.is_negated(i) else roles["comparative"], i, force=True)
        self.place = "compared" if roles.keys() & {"at_least", "at_most"} else "verb"  # "lower than the average"
        return i + 1

    def multiple(self, i: int) -> int | None:
        """multiple = "double" | "halvera" …"""
        found = self.found
        if found.factor is not None or (found.target is not None and found.baseline is None):
            return None
        self.close(i)
        found.factor = self.chunks[i].roles["multiple"]
        found.target_at = (i, i + 1)
        self.direct(
            "increase" if found.factor > 1 else "decrease", i, force=found.verb in (None, "pursue", "achieve", "reach")
        )
        found.verb = found.verb or "multiple"
        self.place = "verb"
        return i + 1

    def zero(self, i: int) -> int | None:
        """zero = "eliminate" | "noll" | "net zero" …"""
        found = self.found
        if found.zero_at is not None or found.target is not None:
            return None
        self.close(i)
        found.zero_at = (i, i + 1)
        self.direct(self.chunks[i].roles["zero"], i, force=found.direction in (None, "achieve"))
        piece = self.chunks[i]
        if piece.roles["zero"] == "reach" and found.noun is None and len(piece.norm) < 5:
            found.noun, _ = self.count_noun(i + 1)  # "zero new cases"
            if found.noun is not None and found.verb is None:
                found.target, found.target_at = Amount(Decimal(0), None, None, piece.first, piece.after), (i, i + 1)
        self.place = "verb"
        return i + 1

    def size(self, i: int) -> int | None:
        """size = ("of" | "på") amount, after a change as a noun: "an increase in X of 9 000 hectares" """
        found, j = self.found, self.skip(i + 1)
        if found.verb is not None or found.direction not in ("increase", "decrease") or found.target is not None:
            return None
        if j >= len(self.chunks) or self.chunks[j].kind != "amount":
            return None
        self.close(i)
        self.set_change(j, j + 1, None)
        found.target_at = (i, j + 1)
        self.place = "object" if self.place == "verb" else "after"
        return self.counted(j, j + 1)

    def modal(self, i: int) -> int | None:
        """modal = "ska" | "will" | "is" …: what stands before it is the subject"""
        if self.is_lead(i):
            return i + 1
        is_complement = self.join_subject()
        following = self.chunks[i + 1].roles if i + 1 < len(self.chunks) else {}
        if "having" in self.chunks[i].roles and "past" not in following:
            found_runs = self.found.runs
            self.close(i, "possessor")  # who has it is not what is counted
            self.found.runs = [r._replace(place="possessor") if r.place == "subject" else r for r in found_runs]
        self.close(i, "after" if is_complement else "subject")
        if "copula" not in self.chunks[i].roles:
            self.found.modal = True
            if any("not" in piece.roles for piece in self.chunks[max(self.first, i - 1) : i + 2]):
                self.not_at = i
            if (
                "state" not in self.chunks[i].roles
                and self.found.wanted_at is None
                and self.found.runs
                and self.found.runs[-1].place == "subject"
            ):
                self.found.wanted_at = i + 1
        self.found.linked = True
        self.place = "modal"
        return self.unknown_infinitive(i + 1) or i + 1

    def unknown_infinitive(self, i: int) -> int | None:
        """A plain word that ends as infinitives do, after "shall" and its subject: a verb that the lexicon lacks"""
        chunks, found = self.chunks, self.found
        j = i
        while j < len(chunks) and j - i < LOOK and (chunks[j].kind == "when" or chunks[j].roles.keys() & _PASSED):
            if "articles" in chunks[j].roles:
                return None  # "ska den lägsta nivån …"
            j += 1
        if (
            not self.endings.infinitive
            or found.verb is not None
            or found.direction is not None
            or j + 1 >= len(chunks)
            or not self.plain(j)
            or chunks[i - 1].roles.keys() & {"copula", "state"}
            or not (found.wanted_at == i or any(run.place == "subject" for run in found.runs))
            or not chunks[j].norm.endswith(self.endings.infinitive)
        ):
            return None
        for k in range(i, j):
            if chunks[k].kind == "when":
                self.deadline(k, k, k + 1, strong=False)
        found.verb, found.verb_at = "achieve", (j, j + 1)
        self.direct("reach" if found.has_target else "achieve", j)
        self.place = "verb"
        return j + 1

    def is_lead(self, i: int) -> bool:
        """Whether what stands before "is" names an aim, not what is measured: "the aim for 2040 is …" """
        runs, chunks = self.found.runs, self.chunks
        first = self.run_start if self.run_start is not None else runs[-1].first if runs else i
        if first >= i or (self.run_start is None and runs[-1].place != "start"):
            return False
        goal = next((k for k in range(first, min(i, first + MOST_LEADING)) if "goal_noun" in chunks[k].roles), None)
        if goal is not None and "to_be" in chunks[i].roles:
            self.close(goal + 1, "lead")
            if runs[-1].place == "start":
                runs[-1] = runs[-1]._replace(place="lead")
            self.found.modal = True
            self.found.wanted_at = i + 1
            self.place = "start"
            return True
        return False

    def join_subject(self) -> bool:
        """Let the subject be what the sentence begins with when only a complement of it stands before "shall" """
        runs = self.found.runs
        if self.run_start is None or not runs or runs[0].place != "start":
            return False
        roles = self.chunks[self.run_start].roles
        between = self.chunks[runs[0].after : self.run_start]
        is_one = all(piece.kind != "stop" or piece.norm == "/" for piece in between[:MOST_LEADING])
        if (roles.keys() & {"preposition", "and"} or not between) and len(between) <= MOST_LEADING and is_one:
            runs[0] = runs[0]._replace(place="subject")
            return True
        return False

    def intent(self, i: int) -> int:
        """intent = "our goal is" | "vi ska" …: what follows is the goal itself"""
        self.close(i)
        if not self.found.aims:  # who has set the goal is not what it is about
            self.found.runs = [run._replace(place="lead") for run in self.found.runs]
        self.found.modal = True
        if self.found.wanted_at is None:
            self.found.wanted_at = i + 1
        self.place = "start"
        return i + 1

    def unknown_verb(self) -> None:
        """A verb that the lexicon lacks, right after "we shall", when nothing else says what is done"""
        found, i = self.found, self.found.wanted_at
        if (
            i is None
            or found.aims
            or any("all" in piece.roles for piece in self.chunks[:2])
            or found.verb is not None
            or found.direction is not None
        ):
            return
        run = next((run for run in found.runs if run.first == i), None)
        if run is None or run.after - run.first < 2 or not self.plain(i):
            return
        found.verb = "achieve"
        self.direct("achieve", i)
        found.runs[found.runs.index(run)] = run._replace(first=i + 1, place="verb")


_ORDER: tuple[tuple[str, Callable[[_Grammar, int], int | None]], ...] = (
    ("intent", _Grammar.intent),
    ("leading_means", _Grammar.leading_means),
    ("infinitive", _Grammar.leading_purpose),
    ("approximate_date", _Grammar.in_time),
    ("which", _Grammar.aside),
    ("despite", _Grammar.aside),
    ("continuing", _Grammar.continuing),
    ("confidence", _Grammar.confidence),
    ("answering", _Grammar.answering),
    ("owner", _Grammar.owned),
    ("grade", _Grammar.graded),
    ("statistic", _Grammar.statistic),
    ("now", _Grammar.now),
    ("from", _Grammar.from_to),
    ("to", _Grammar.to),
    ("toward", _Grammar.way),
    ("number", _Grammar.one_per),
    ("between", _Grammar.between),
    ("amount", _Grammar.by),
    ("compared", _Grammar.compared),
    ("compared", _Grammar.against),
    ("base", _Grammar.base),
    ("starting", _Grammar.starting),
    ("until", _Grammar.dated),
    ("at", _Grammar.dated),
    ("within", _Grammar.dated),
    ("of", _Grammar.dated),
    ("until", _Grammar.event),
    ("at", _Grammar.event),
    ("within", _Grammar.event),
    ("before", _Grammar.event),
    ("to", _Grammar.event),
    ("at_least", _Grammar.bounded),
    ("at_most", _Grammar.bounded),
    ("means", _Grammar.reason),
    ("purpose", _Grammar.reason),
    ("without", _Grammar.reason),
    ("amount", _Grammar.by_doing),
    ("multiple", _Grammar.multiple),
    ("part", _Grammar.fraction),
    ("size", _Grammar.size),
    ("verb", _Grammar.verb),
    ("noun", _Grammar.noun),
    ("comparative", _Grammar.comparative),
    ("zero", _Grammar.zero),
    ("modal", _Grammar.modal),
    ("at_least", _Grammar.beyond),
    ("at_most", _Grammar.beyond),
)
"""Which production is tried for a word with a role; the first that takes something wins."""


@cache
def _productions(roles: tuple[str, ...]) -> tuple[Callable[[_Grammar, int], int | None], ...]:
    """The productions for a word with these roles, each once."""
    return tuple(dict.fromkeys(production for role, production in _ORDER if role in roles))
