"""The productions for what is said beside the goal: how, what for, how sure, whose, since when."""

from __future__ import annotations

import itertools

from smartgoals.statement.amounts import Amounts
from smartgoals.statement.found import DASHES, LOOK

__all__ = ["MOST_LEADING", "Adjuncts"]

MOST_LEADING = 20  # chunks of a phrase before the goal itself
_MOVES = ("increase", "decrease", "maintain")
_LEVELS = frozenset(("to", "from", "amount", "toward", "verb"))  # what leads to a target, and not to a confidence
_SURE = frozenset(("confidence", "sure"))
_NO_VERB = frozenset(("articles", "at", "of", "this", "next", "last"))  # what no infinitive is


class Adjuncts(Amounts):
    """Phrases that stand beside the goal; each takes its words, or declines."""

    def leading_means(self, i: int) -> int | None:
        """leading-means = ("with" | "med") words ",", before the goal itself"""
        chunks = self.chunks
        if i != self.first:
            return None
        for j in range(i + 1, min(len(chunks) - 1, i + MOST_LEADING)):
            if chunks[j].kind == "stop":
                if chunks[j].norm != "," or chunks[j + 1].kind != "word":
                    return None
                self.found.means = i, j
                return j + 1
            if chunks[j].kind == "when" or "modal" in chunks[j].roles:
                return None
        return None

    def aside(self, i: int) -> int | None:
        """aside = "," "which" words: what is told beside the goal, up to a full stop"""
        is_told = i > self.first and self.chunks[i - 1].norm == "," and self.found.aims
        if not is_told and "despite" not in self.chunks[i].roles:
            return None
        j = i + 1
        while j < len(self.chunks) and self.chunks[j].norm not in (".", ";", ","):
            j += 1
        self.close(i)
        return j

    def base(self, i: int) -> int | None:
        """base = "base year" [":" | "of"] (when | amount)"""
        j = self.skip(i + 1)
        if j < len(self.chunks) and (self.chunks[j].norm == ":" or "genitive" in self.chunks[j].roles):
            j = self.skip(j + 1)
        if j >= len(self.chunks):
            return None
        if self.chunks[j].kind == "when":
            self.close(i)
            self.set_baseline_when(j, i, j + 1)
            return j + 1
        if self.chunks[j].kind != "amount" or self.found.baseline is not None:
            return None
        self.close(i)
        self.found.baseline, self.found.baseline_at = self.chunks[j].value, (i, j + 1)
        return self.after_value(j + 1)

    def starting(self, i: int) -> int | None:
        """starting = "as from" when: the first day of the goal"""
        j = self.skip(i + 1)
        if j >= len(self.chunks) or self.chunks[j].kind != "when":
            return None
        self.close(i)
        self.found.starting = self.found.starting or (self.chunks[j].value, i, j + 1)
        self.place = "start" if self.place == "start" else "after"
        return j + 1

    def in_order_to(self, i: int) -> int | None:
        """in-order-to = "to" verb, after the target: "… to have more energy" """
        found, j = self.found, i + 1
        if "infinitive" not in self.chunks[i].roles or self.run_start is not None or found.purpose is not None:
            return None
        if found.target is None or self.place not in ("after", "comma", "object") or j >= len(self.chunks):
            return None
        if self.chunks[j].kind != "word" or not _NO_VERB.isdisjoint(self.chunks[j].roles):
            return None
        if self.plain(j) and j + 1 < len(self.chunks) and self.chunks[j + 1].kind == "stop":
            return None  # "to reliable, affordable …"
        return self.reason(i, "purpose")

    def leading_purpose(self, i: int) -> int | None:
        """leading-purpose = "to" verb words ",", before a goal that says who shall do what"""
        chunks = self.chunks
        if i != self.first or i + 1 >= len(chunks) or "verb" not in chunks[i + 1].roles:
            return None
        for j in range(i + 2, min(len(chunks) - 1, i + MOST_LEADING)):
            if chunks[j].kind in ("amount", "when"):
                return None
            if chunks[j].norm == ",":
                if not any(piece.roles.keys() & {"modal", "intent"} for piece in chunks[j + 1 : j + 3 + LOOK]):
                    return None
                self.found.purpose = i, j
                return j + 1
        return None

    def event(self, i: int) -> int | None:
        """event = ("before" words | ("by" | "during" …) event-word): a deadline that names no day"""
        chunks, found = self.chunks, self.found
        j = self.skip(i + 1)
        if j >= len(chunks) or found.event_at is not None or "infinitive" in chunks[i].roles:
            return None
        after = j + 1
        is_named = bool(chunks[j].roles.keys() & {"event", "when_season"})
        if not is_named and ("before" not in chunks[i].roles or not self.plain(j)):
            return None
        while after < len(chunks) and after - j < LOOK and self.plain(after):
            after += 1
        self.close(i)
        found.event_at = i, after
        self.place = "start" if self.place == "start" else "after"
        return after

    def names_goal(self, i: int) -> bool:
        """Whether a purpose is to reach a goal whose number it tells: "to meet the target of 50 places" """
        ahead = self.chunks[i : i + 2 + LOOK]
        goal = next((k for k, piece in enumerate(ahead) if piece.roles.keys() & {"goal_noun", "intent"}), None)
        return goal is not None and any(piece.kind == "amount" for piece in ahead[goal:])

    def aims_ahead(self, i: int) -> bool:
        """Whether a bound with a number follows before the sentence ends, not far ahead"""
        ahead = self.chunks[i : i + MOST_LEADING]
        bounds = ("at_least", "at_most")
        return any(
            number.kind == "amount" and any(bound in before.roles for bound in bounds)
            for before, number in itertools.pairwise(ahead)
        )

    def confidence(self, i: int) -> int | None:
        """confidence = "confidence" words number [("/" | "out of") number]: how sure the writer is, no target"""
        chunks, j = self.chunks, i + 1
        while j < len(chunks) and j - i <= LOOK and chunks[j].kind not in ("amount", "when"):
            if not _LEVELS.isdisjoint(chunks[j].roles):
                return None  # "raise confidence in the police to 80 %"
            j += 1
        if j >= len(chunks) or chunks[j].kind not in ("amount", "when") or self.found.confidence is not None:
            return None  # "7/10" looks like a date
        return self.is_sure(i, self.after_score(j))

    def sureness(self, i: int) -> int | None:
        """sureness = number [("/" | "out of") number] ("confident" | "sure"): as in "(80 % confident)" """
        chunks, found, j = self.chunks, self.found, self.after_score(i)
        if found.confidence is not None or not self.tells_sureness(i):
            return None
        if chunks[i].kind == "when" and (chunks[i].value.day is None or chunks[i].value.year is not None):
            return None  # "in May 2027 confidence …"
        is_closed = j + 1 == len(chunks) or chunks[j + 1].kind == "stop"
        is_apart = i > 0 and chunks[i - 1].kind == "stop"
        if not is_apart and not (is_closed and (found.has_target or "sure" in chunks[j].roles)):
            return None  # "the 95 % confidence interval"
        return self.is_sure(i, j + 1)

    def tells_sureness(self, i: int) -> bool:
        """Whether a number stands before "confident" or "sure" """
        j = self.after_score(i)
        return j < len(self.chunks) and not _SURE.isdisjoint(self.chunks[j].roles)

    def after_score(self, i: int) -> int:
        """score = number ["-" number] [("/" | "out of") number]"""
        chunks = self.chunks
        if i + 2 < len(chunks) and chunks[i + 1].norm in DASHES and chunks[i + 2].kind in ("amount", "when"):
            i += 2
        if i + 2 < len(chunks) and chunks[i + 2].kind == "amount":
            joint = chunks[i + 1]
            return i + (3 if joint.norm == "/" or "out_of" in joint.roles else 1)
        return i + 1

    def is_sure(self, i: int, after: int) -> int:
        """Note down how sure the writer is."""
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

    def answering(self, i: int) -> int | None:
        """answering = name ("is responsible for" | "ansvarar för att" …), before the goal: who answers for it"""
        found = self.found
        if self.run_start is None or self.place != "start" or found.aims or found.owner is not None:
            return None
        found.owner, self.run_start = (self.run_start, i), None
        found.modal = True
        return i + 1

    def by_doing(self, i: int) -> int | None:
        """by-doing = "by" verb-ing words, as in "by showing size tables" """
        return self.reason(i, "means") if self.is_gerund(i + 1) else None

    def reason(self, i: int, role: str = "") -> int | None:
        """reason = ("genom att" | "in order to" | "without" | …) words, up to a stop or a deadline"""
        roles, found, chunks = self.chunks[i].roles, self.found, self.chunks
        if not role:
            role = "means" if "means" in roles else "purpose" if "purpose" in roles else "guardrail"
        if getattr(found, role) is not None or i + 1 >= len(chunks) or chunks[i + 1].kind == "stop":
            return None
        if role == "purpose" and not found.aims and self.names_goal(i + 1):
            self.close(i)
            found.runs = [run._replace(place="lead") for run in found.runs]
            self.place = "start"
            return i + 1  # "… to reach the goal of 1 000 places": that is the goal
        if "result" in roles and not found.aims and self.aims_ahead(i + 1):
            self.close(i)
            found.runs = [run._replace(place="lead") for run in found.runs]
            self.place = "start"
            return i + 1  # "steps are taken so that the share is 70 %": the share is the goal
        if (
            role == "means"
            and self.place == "verb"
            and found.verb == "achieve"
            and self.is_gerund(i)
            and self.is_fresh(i)
        ):
            return None  # "stop using coal"
        if "lacking" in roles and self.tells_which(i):
            return None
        leading = self.place == "start" and self.is_fresh(i)
        after_modal = self.place == "modal" and self.found.verb is None and "means" in roles
        j = i + 1
        while j < len(chunks):
            piece = chunks[j]
            if piece.kind == "stop" and piece.norm in ".;:(" + ("," if leading else ""):
                break
            if piece.kind == "stop" and piece.norm == "," and j + 1 < len(chunks):
                following = chunks[j + 1].roles
                if following.keys() & {"until", "means", "purpose", "without"} or chunks[j + 1].kind == "when":
                    break
                if "verb" in following and found.direction is None and self.place != "start":
                    break
            if (
                j > i + 1
                and piece.roles.keys() & {"means", "purpose", "without"}
                and not piece.roles.keys() & {role, "verb"}
                and not (role == "means" and "purpose" in piece.roles and "result" not in piece.roles and j == i + 2)
            ):
                break
            if "until" in piece.roles and self.skip(j + 1) < len(chunks) and chunks[self.skip(j + 1)].kind == "when":
                break
            if piece.kind == "when" and piece.value.edge and j > i + 1:
                break
            if leading and "modal" in piece.roles:
                break
            if role == "guardrail" and not found.aims and self.leads_to_amount(j):
                break
            if "modal" in piece.roles and role == "means" and found.direction is None and not after_modal:
                return None  # "waste treated through landfill shall …": part of the subject
            if leading and j > i + 1 and piece.roles.get("verb") in _MOVES and self.plain(j - 1):
                break
            if after_modal and j > i + 1 and piece.roles.get("verb") in ("increase", "decrease", "maintain", "reach"):
                break
            j += 1
        self.close(i)
        setattr(found, role, (i, j))
        self.place = "start" if leading else "modal" if after_modal else "comma"
        return j

    def tells_which(self, i: int) -> bool:
        """Whether "without" says which ones count, before the number: "cut searches without hits to 8 %" """
        if self.found.aims or self.run_start is None or self.is_gerund(i + 1):
            return False
        return self.is_value_ahead(i + 1)

    def is_value_ahead(self, i: int) -> bool:
        """Whether "shall", or "from", "to" or "by" with an amount, follows before long"""
        ahead = range(i, min(len(self.chunks), i + MOST_LEADING))
        return any("modal" in self.chunks[j].roles or self.leads_to_amount(j) for j in ahead)

    def leads_to_amount(self, i: int) -> bool:
        """Whether "from", "to" or "by" stands here with an amount after it"""
        if self.chunks[i].roles.keys().isdisjoint(("from", "to", "amount")):
            return False
        _, j = self.bound_word(i + 1)
        return j < len(self.chunks) and self.chunks[j].kind == "amount"

    def is_gerund(self, i: int) -> bool:
        """Whether a word such as "showing" stands here, in a language that has them"""
        if not self.endings.gerund or i >= len(self.chunks):
            return False
        piece = self.chunks[i]
        return piece.kind == "word" and len(piece.norm) >= 5 and piece.norm.endswith(self.endings.gerund)

    def is_name_in_brackets(self, i: int) -> bool:
        """Whether a name or a short form stands in brackets: "customer satisfaction index (CSI)" """
        after = self.over_brackets(i)
        if i + 2 < after <= i + 4 and all(self.plain(k) for k in range(i + 1, after - 1)):
            return True
        inside = [piece.kind for piece in self.chunks[i + 1 : after - 1]]
        return self.place == "start" and after > i and not self.found.aims and set(inside) == {"word"}

    def baseline_in_brackets(self, i: int) -> int | None:
        """baseline-in-brackets = "(" (when ":" amount | amount when) ")": where things stood"""
        chunks, found = self.chunks, self.found
        after = self.over_brackets(i)
        inside = [piece.kind for piece in chunks[i + 1 : after - 1]]
        if found.baseline is not None or inside not in (["when", "stop", "amount"], ["amount", "when"]):
            return None
        if "stop" in inside and chunks[i + 2].norm != ":":
            return None
        amount, when = i + 1 + inside.index("amount"), i + 1 + inside.index("when")
        self.close(i)
        found.baseline, found.baseline_at = chunks[amount].value, (amount, amount + 1)
        self.set_baseline_when(when, when, when + 1)
        self.place = "after"
        return after

    def is_in_relative(self, i: int) -> bool:
        """Whether "who" stands before, in the subject of a sentence that goes on with "shall" """
        chunks = self.chunks
        if self.run_start is None or not any("relative" in piece.roles for piece in chunks[self.run_start : i][-LOOK:]):
            return False
        return any("modal" in piece.roles for piece in chunks[i + 1 : i + MOST_LEADING])

    def heads_value(self, i: int) -> bool:
        """Whether a colon, or "from" with an amount, ends a name here: "score: 40", "sales calls from 5 to 8" """
        if i + 1 >= len(self.chunks):
            return False
        return self.chunks[i].norm == ":" or ("from" in self.chunks[i].roles and self.leads_to_amount(i))
