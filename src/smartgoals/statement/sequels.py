"""The productions for a sentence that goes on: a second goal, or a further target of the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from smartgoals.statement.adjuncts import Adjuncts

if TYPE_CHECKING:
    from smartgoals.statement.chunks import Chunk

__all__ = ["Sequels"]

_NO_SUBJECT = frozenset(("verb", "which", "that", "means", "purpose"))
_MOST_SUBJECT = 8  # chunks of a subject of its own
_NAMING = frozenset(("articles", "of", "genitive", "count_of"))


class Sequels(Adjuncts):
    """What may follow when a goal is whole; each gives a grammar that reads on from there, or None."""

    most = 0
    """How many more goals are looked for; below 0 no further target is either."""

    def may_go_on(self, i: int) -> bool:
        """Whether a sign or "and" stands here that may lead to another goal"""
        piece = self.chunks[i]
        return (piece.kind == "stop" and piece.norm in ",;") or "and" in piece.roles

    def next_goal(self, i: int) -> Self | None:
        """next-goal = second-goal | like-goal | further-target; no more goals than are wanted"""
        more = (self.second_goal(i) or self.like_goal(i)) if self.most else None
        return more or self.further_target(i)

    def second_goal(self, i: int) -> Self | None:
        """second-goal = ("and" | "," | ";") ["and"] ["to" | modal] [adverb] change, once the first goal is whole

        A verb that is a noun too ("sales and support") needs a sign that it is none.
        """
        chunks, found = self.chunks, self.found
        is_sign = chunks[i].kind == "stop"
        if i + 1 < len(chunks) and found.aims and self.new_subject(i + 1):
            return type(self)(chunks, self.endings, i + 1)
        if found.direction is None or i + 1 >= len(chunks):
            return None
        if not (found.aims or any(run.place in ("verb", "object") for run in found.runs) or self.run_start is not None):
            return None
        if self.place == "verb" and self.is_fresh(i) and not found.aims:
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
        if not moves and "noun_too" in roles and not (is_verb and not self.plain(j + 1)):
            return None
        if "pronoun" in chunks[j + 1].roles:
            return None  # "and keep it there"
        if is_sign and begin == i + 1 and "infinitive" in chunks[begin].roles and found.aims:
            return None  # ", to improve …" says what for
        return type(self)(chunks, self.endings, begin)

    def new_subject(self, i: int) -> bool:
        """Whether a clause of its own begins here: a subject, "shall", and what it shall do"""
        chunks = self.chunks
        for j in range(i, min(len(chunks) - 1, i + _MOST_SUBJECT)):
            roles = chunks[j].roles
            if "modal" in roles:
                following = chunks[j + 1]
                leads = following.roles.keys() & {"verb", "multiple", "at_least", "at_most"}
                return j > i and (bool(leads) or (following.kind == "amount" and not self.tells_sureness(j + 1)))
            starts_with_number = j == i and chunks[j].kind == "amount"
            if not starts_with_number and (chunks[j].kind != "word" or not _NO_SUBJECT.isdisjoint(roles)):
                return False
        return False

    def further_target(self, i: int) -> Self | None:
        """further-target = ("and" | "," | ";") ["and"] ["to"] [bound] amount, once the first target is known"""
        chunks, found = self.chunks, self.found
        if found.target is None or found.is_weak or i + 1 >= len(chunks):
            return None
        j = i + 2 if chunks[i].kind == "stop" and "and" in chunks[i + 1].roles else i + 1
        while j < len(chunks) and chunks[j].roles.keys() & ({"amount"} if found.is_change else {"to", "modal", "not"}):
            j += 1
        bound, at = self.bound_word(j)
        if at >= len(chunks) or chunks[at].kind != "amount":
            return None
        unit = chunks[at].value.unit
        end, high = self.range_end(at)
        dated = end < len(chunks) and (chunks[end].kind == "when" or self.leads_to_date(end))
        if unit != found.target.unit or not (dated or bound or found.target_when is not None):
            return None
        following = type(self)(chunks, self.endings, i + 1)
        other = following.found
        other.is_further, other.direction, other.verb = True, found.direction, found.verb
        other.modal, other.linked, other.is_change = found.modal, found.linked, found.is_change
        following.start = end
        if found.is_change and high is None:
            following.set_change(at, end, bound)
        else:
            following.start = following.set_level(at, end, high, bound)
        following.place = "after"
        return following

    def like_goal(self, i: int) -> Self | None:
        """like-goal = ("and" | "," | ";") ["and"] name ("from" | "to" | "by") amount, after a goal that moves

        The verb is said once for both: "increase traffic by 30 % and conversion by 0.5 points".
        """
        chunks, found = self.chunks, self.found
        moves = found.verb in ("increase", "decrease") and found.verb == found.direction
        if not moves or found.target is None or found.is_weak:
            return None
        first = i + 2 if chunks[i].kind == "stop" and i + 1 < len(chunks) and "and" in chunks[i + 1].roles else i + 1
        last = first
        while last < len(chunks) and last - first < _MOST_SUBJECT and not self.leads_to_amount(last):
            if not _is_name(chunks[last], is_head=last == first):
                return None
            last += 1
        if last == first or last >= len(chunks) or not self.leads_to_amount(last):
            return None
        following = type(self)(chunks, self.endings, first)
        other = following.found
        other.direction, other.verb = found.direction, found.verb
        other.modal, other.linked = found.modal, found.linked
        following.place = "verb"
        return following

    def leads_to_date(self, i: int) -> bool:
        """Whether "by 2030" or "år 2030" stands here"""
        j = self.skip(i + 1)
        return (
            bool(self.chunks[i].roles.keys() & {"until", "at", "within"})
            and j < len(self.chunks)
            and self.chunks[j].kind == "when"
        )


def _is_name(piece: Chunk, *, is_head: bool) -> bool:
    """Whether a word may be part of what a metric is called; a preposition may not begin it."""
    named = _NAMING if is_head else _NAMING | {"preposition"}
    return piece.kind == "word" and (not piece.roles or not named.isdisjoint(piece.roles))
