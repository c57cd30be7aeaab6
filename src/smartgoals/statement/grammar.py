"""The grammar of goal statements: recursive descent over chunks.

A statement is a run of phrases in almost any order. Each production looks at one position, and either takes what
stands there and gives the position after it, or declines. Words that no production takes gather into runs, and the
run that stands where the metric belongs becomes the metric. Every production looks ahead a bounded number of chunks,
so a reading costs time in proportion to the length of the text.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from smartgoals.statement.amounts import Amounts
from smartgoals.statement.found import LOOK, Found

if TYPE_CHECKING:
    from smartgoals.lexicon import Lexicon
    from smartgoals.statement.chunks import Chunk

__all__ = ["read"]

_NO_VERB = frozenset(("articles", "at", "of", "this", "next", "last"))  # what no infinitive is


def read(chunks: list[Chunk], lexicon: Lexicon) -> Found:
    """Read the chunks of one statement.

    Example:
        >>> from smartgoals.lexicon import load
        >>> from smartgoals.statement.chunks import chunk
        >>> from smartgoals.statement.tokens import tokenize
        >>> words = load("en")
        >>> found = read(chunk(tokenize("Cut returns from 9 % to 6 % by June 2027"), words), words)
        >>> found.direction, str(found.baseline.value), str(found.target.value)
        ('decrease', '9', '6')
    """
    grammar: _Grammar | None = _Grammar(chunks, tuple(lexicon.data["language"]["gerund"]))
    goals: list[Found] = []
    while grammar is not None:
        if grammar.found.is_further:
            grammar.found.runs = [*goals[-1].runs]
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


class _Grammar(Amounts):
    """The productions for a whole statement, for directions and for what stands around them."""

    following: _Grammar | None = None
    """Reads the goal that the sentence goes on with."""

    def statement(self) -> Found:
        """statement = { amount | when | lead | change | verb | adjunct | word } [second-goal | further-target]"""
        i = self.start
        while i < len(self.chunks):
            if self.may_go_on(i):
                self.following = self.second_goal(i) or self.further_target(i)
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
        if found.start_when is not None and found.baseline_when is None and (found.is_change or found.factor):
            found.baseline_when = found.start_when  # a change over 2022–2025 is counted from 2022
        if found.target_when is None and found.weak_when is not None:
            found.target_when, first, after = found.weak_when
            found.target_when_at = first, after
        return found

    # several goals, and several targets

    def may_go_on(self, i: int) -> bool:
        """Whether a sign or "and" stands here that may lead to another goal"""
        piece = self.chunks[i]
        return (piece.kind == "stop" and piece.norm in ",;") or "and" in piece.roles

    def second_goal(self, i: int) -> _Grammar | None:
        """second-goal = ("and" | "," | ";") ["and"] ["to" | modal] [adverb] change, once the first goal is whole

        Verbs of doing are nouns as often ("sales and support"), so they need a sign that they are none.
        """
        chunks, found = self.chunks, self.found
        is_sign = chunks[i].kind == "stop"
        if found.direction is None or i + 1 >= len(chunks):
            return None
        if not (found.aims or any(run.place in ("verb", "object") for run in found.runs) or self.run_start is not None):
            return None
        if self.place == "verb" and self.is_fresh() and not found.aims:
            return None  # "maintain and increase sales"
        j = i + 2 if is_sign and "and" in chunks[i + 1].roles else i + 1
        begin, is_verb = j, is_sign
        while j < len(chunks) and chunks[j].roles.keys() & {"infinitive", "modal", "that"} and j - begin < 2:
            is_verb = True
            j += 1
        if j + 1 < len(chunks) and self.plain(j) and chunks[j + 1].roles.keys() & {"verb", "multiple"}:
            j += 1  # "and substantially reduce"
        if j + 1 >= len(chunks):
            return None
        roles = chunks[j].roles
        moves = roles.get("verb") in ("increase", "decrease", "maintain", "reach") or "multiple" in roles
        if "past" in roles or not (moves or "verb" in roles):
            return None
        if not moves and not (is_verb and not self.plain(j + 1)) and "articles" not in chunks[j + 1].roles:
            return None
        return _Grammar(chunks, self.gerunds, begin)

    def further_target(self, i: int) -> _Grammar | None:
        """further-target = ("and" | "," | ";") ["and"] ["to"] [bound] amount, once the first target is known"""
        chunks, found = self.chunks, self.found
        if found.target is None or found.is_weak or i + 1 >= len(chunks):
            return None
        j = i + 2 if chunks[i].kind == "stop" and "and" in chunks[i + 1].roles else i + 1
        if j < len(chunks) and "to" in chunks[j].roles:
            j += 1
        bound, at = self.bound_word(j)
        if at >= len(chunks) or chunks[at].kind != "amount":
            return None
        unit = chunks[at].value.unit
        after, high = self.range_end(at)
        dated = after < len(chunks) and (chunks[after].kind == "when" or self.leads_to_date(after))
        if unit != found.target.unit or not (dated or found.target_when is not None):
            return None
        following = _Grammar(chunks, self.gerunds, i + 1)
        other = following.found
        other.is_further, other.direction, other.verb = True, found.direction, found.verb
        other.modal, other.linked, other.is_change = found.modal, found.linked, found.is_change
        if found.is_change and high is None:
            following.set_change(at, after, bound)
        else:
            after = following.set_level(at, after, high, bound)
        following.start = after
        following.place = "after"
        return following

    def leads_to_date(self, i: int) -> bool:
        """Whether "by 2030" or "år 2030" stands here"""
        j = self.skip(i + 1)
        return (
            bool(self.chunks[i].roles.keys() & {"until", "at", "within"})
            and j < len(self.chunks)
            and self.chunks[j].kind == "when"
        )

    def phrase(self, i: int) -> int | None:
        """phrase = stop | value | adjunct | change | bounded | verb"""
        piece = self.chunks[i]
        if piece.kind == "stop":
            leads = piece.norm == ":" and self.run_start is not None and self.run_start <= 1 and i <= LOOK
            self.close(i, "label" if leads else None)  # "KR2:", "Objective:" head what follows
            self.place = "start" if leads else "stop" if piece.norm not in ",(" else "comma"
            return i + 1
        if piece.kind == "amount":
            return self.label(i) or self.bare_amount(i)
        if piece.kind == "when":
            return self.bare_when(i)
        roles = piece.roles
        if not roles:
            return None
        if "intent" in roles:
            return self.intent(i)
        if "approximate_date" in roles:
            self.close(i)
            return i + 1  # "in time" is no date; it stays in the rest
        after: int | None = None
        if "confidence" in roles:
            after = self.confidence(i)
        if after is None and "owner" in roles:
            after = self.owned(i)
        if after is None and "grade" in roles:
            after = self.graded(i)
        if after is None and "statistic" in roles:
            after = self.statistic(i)
        if after is None and "now" in roles:
            after = self.now(i)
        if after is None and "from" in roles:
            after = self.from_to(i)
        if after is None and "to" in roles:
            after = self.to(i)
        if after is None and "between" in roles:
            after = self.between(i)
        if after is None and "amount" in roles:
            after = self.by(i)
        if after is None and "compared" in roles:
            after = self.compared(i)
        if after is None and ("until" in roles or "at" in roles or "within" in roles or "of" in roles):
            after = self.dated(i)
        if after is None and ("at_least" in roles or "at_most" in roles):
            after = self.bounded(i)
        if after is None and ("means" in roles or "purpose" in roles or "without" in roles or self.by_doing(i)):
            after = self.reason(i)
        if after is None and "multiple" in roles:
            after = self.multiple(i)
        if after is None and "part" in roles:
            after = self.fraction(i)
        if after is None and "size" in roles:
            after = self.size(i)
        if after is None and "verb" in roles:
            after = self.verb(i)
        if after is None and "noun" in roles:
            after = self.noun(i)
        if after is None and "comparative" in roles:
            after = self.comparative(i)
        if after is None and "zero" in roles:
            after = self.zero(i)
        if after is None and "modal" in roles:
            after = self.modal(i)
        return after

    def verb(self, i: int) -> int | None:
        """verb = a word that says what is done or which way"""
        found = self.found
        roles = self.chunks[i].roles
        direction = roles["verb"]
        moves = direction in ("increase", "decrease", "maintain")
        if "modal" in roles and self.bound_word(i + 1)[0] is not None:
            return None  # "inte bli fler än 20"
        if found.verb is not None and not (
            found.verb in ("pursue", "reach", "achieve") and moves and self.place in ("comma", "stop", "start", "verb")
        ):
            return None
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
        found.verb = direction
        found.past = "past" in roles
        if direction in ("increase", "decrease", "maintain", "reach", "achieve"):
            self.direct(direction, i, force=found.direction in (None, "achieve", "reach"))
        else:
            self.direct("achieve", i)
        self.place = "verb"
        return i + 1

    def noun(self, i: int) -> int | None:
        """noun = a change as a noun or participle: "ökning", "reduction of", "minskad" """
        found = self.found
        if found.direction in ("increase", "decrease", "maintain"):
            return None
        if found.verb is not None and not (self.place == "verb" and self.is_fresh()):
            return None
        self.close(i)
        self.direct(self.chunks[i].roles["noun"], i, force=True)
        self.place = "verb"
        return i + 1

    def comparative(self, i: int) -> int | None:
        """comparative = "fler" | "lower" …, when nothing else has told the direction"""
        found = self.found
        if found.direction in ("increase", "decrease", "maintain") or found.target is not None or not self.is_fresh():
            return None
        self.close(i)
        self.direct(self.chunks[i].roles["comparative"], i, force=True)
        self.place = "verb"
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

    def in_order_to(self, i: int) -> int | None:
        """in-order-to = "to" verb, after the target: "… to have more energy" """
        found, j = self.found, i + 1
        if "infinitive" not in self.chunks[i].roles or self.run_start is not None or found.purpose is not None:
            return None
        if found.target is None or self.place not in ("after", "comma", "object") or j >= len(self.chunks):
            return None
        if self.chunks[j].kind != "word" or not _NO_VERB.isdisjoint(self.chunks[j].roles):
            return None
        return self.reason(i, "purpose")

    def modal(self, i: int) -> int | None:
        """modal = "ska" | "will" | "is" …: what stands before it is the subject"""
        self.close(i, "subject")
        if "copula" not in self.chunks[i].roles:
            self.found.modal = True
            if (
                "state" not in self.chunks[i].roles
                and self.found.wanted_at is None
                and self.found.runs
                and self.found.runs[-1].place == "subject"
            ):
                self.found.wanted_at = i + 1
        self.found.linked = True
        self.place = "modal"
        return i + 1

    def confidence(self, i: int) -> int | None:
        """confidence = "confidence" words number [("/" | "out of") number]: how sure the writer is, no target"""
        chunks, j = self.chunks, i + 1
        while j < len(chunks) and j - i <= LOOK and chunks[j].kind not in ("amount", "when"):
            j += 1
        if j >= len(chunks) or chunks[j].kind not in ("amount", "when") or self.found.confidence is not None:
            return None  # "7/10" looks like a date
        after = j + 1
        if after + 1 < len(chunks) and chunks[after + 1].kind == "amount":
            joint = chunks[after]
            after += 2 if joint.norm == "/" or "out_of" in joint.roles else 0
        self.close(i)
        self.found.confidence = (i, after)
        self.place = "after"
        return after

    def graded(self, i: int) -> int | None:
        """graded = ("commit" | "stretch" …) [":"] amount: what is promised, or hoped for, beside the target"""
        chunks, found, grade = self.chunks, self.found, self.chunks[i].roles["grade"]
        j = self.skip(i + 2 if i + 1 < len(chunks) and chunks[i + 1].norm in (":", "=") else i + 1)
        if j >= len(chunks) or chunks[j].kind != "amount" or grade in found.grades:
            return None
        self.close(i)
        found.grades[grade] = chunks[j].value, i, j + 1
        self.place = "after"
        return j + 1

    def statistic(self, i: int) -> int | None:
        """statistic = ["at" | "(" …] ("p95" | "median" …): part of the metric's name, or by itself after the value"""
        found = self.found
        if found.statistic_at is None:
            found.statistic_at = i, i + 1
        in_brackets = i > self.first and self.chunks[i - 1].norm == "("
        if not in_brackets and (self.place not in ("after", "object", "comma") or found.target is None):
            return None
        start = i if self.run_start is None else self.run_start
        if any(not piece.roles for piece in self.chunks[start:i][:LOOK]) or i - start > LOOK:
            return None
        self.run_start = None  # "at p95"
        found.statistic_at = start, i + 1
        return i + 1

    def owned(self, i: int) -> int | None:
        """owned = ("owner" | "ansvarig" …) ":" name"""
        j = i + 2
        if j >= len(self.chunks) or self.chunks[i + 1].norm != ":" or self.found.owner is not None:
            return None
        while j < len(self.chunks) and j - i <= 2 + LOOK and self.chunks[j].kind == "word":
            j += 1
        if j == i + 2:
            return None
        self.close(i)
        self.found.owner = (i + 2, j)
        return j

    def intent(self, i: int) -> int:
        """intent = "our goal is" | "vi ska" …: what follows is the goal itself"""
        self.close(i)
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

    def by_doing(self, i: int) -> bool:
        """by-doing = "by" verb-ing, as in "by showing size tables" """
        if "amount" not in self.chunks[i].roles or not self.gerunds or i + 1 >= len(self.chunks):
            return False
        following = self.chunks[i + 1]
        return following.kind == "word" and len(following.norm) > 4 and following.norm.endswith(self.gerunds)

    def reason(self, i: int, role: str = "") -> int | None:
        """reason = ("genom att" | "in order to" | "without" | …) words, up to a stop or a deadline"""
        roles, found, chunks = self.chunks[i].roles, self.found, self.chunks
        if not role:
            role = "means" if "means" in roles or self.by_doing(i) else "purpose" if "purpose" in roles else "guardrail"
        if getattr(found, role) is not None or i + 1 >= len(chunks) or chunks[i + 1].kind == "stop":
            return None
        leading = i == 0
        after_modal = self.place == "modal" and self.found.verb is None and "means" in roles
        j = i + 1
        while j < len(chunks):
            piece = chunks[j]
            if piece.kind == "stop" and piece.norm in ".;:(" + ("," if leading else ""):
                break
            if piece.kind == "stop" and piece.norm == "," and j + 1 < len(chunks):
                following = chunks[j + 1].roles
                if following.keys() & {"until", "means", "purpose", "without"}:
                    break
            if (
                j > i + 1
                and piece.roles.keys() & {"means", "purpose", "without"}
                and not piece.roles.keys() & {role, "verb"}
            ):
                break
            if "until" in piece.roles and self.skip(j + 1) < len(chunks) and chunks[self.skip(j + 1)].kind == "when":
                break
            if leading and "modal" in piece.roles:
                break
            if after_modal and j > i + 1 and piece.roles.get("verb") in ("increase", "decrease", "maintain", "reach"):
                break
            j += 1
        self.close(i)
        setattr(found, role, (i, j))
        self.place = "start" if leading else "modal" if after_modal else "comma"
        return j
