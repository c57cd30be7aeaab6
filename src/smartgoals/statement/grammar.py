"""The grammar of goal statements: recursive descent over chunks.

A statement is a run of phrases in almost any order. Each production looks at one position, and either takes what
stands there and gives the position after it, or declines. Words that no production takes gather into runs, and the
run that stands where the metric belongs becomes the metric. Every production looks ahead a bounded number of chunks,
so a reading costs time in proportion to the length of the text.
"""

from __future__ import annotations

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
    return _Grammar(chunks, tuple(lexicon.data["language"]["gerund"])).statement()


class _Grammar(Amounts):
    """The productions for a whole statement, for directions and for what stands around them."""

    def statement(self) -> Found:
        """statement = { amount | when | lead | change | verb | adjunct | word }"""
        i = 0
        while i < len(self.chunks):
            after = self.phrase(i)
            if after is None:
                if self.run_start is None:
                    self.run_start = i
                i += 1
            else:
                i = after
        self.close(len(self.chunks))
        found = self.found
        self.unknown_verb()
        if found.start_when is not None and found.baseline_when is None and (found.is_change or found.factor):
            found.baseline_when = found.start_when  # a change over 2022–2025 is counted from 2022
        if found.target_when is None and found.weak_when is not None:
            found.target_when, first, after = found.weak_when
            found.target_when_at = first, after
        return found

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
