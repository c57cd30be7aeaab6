"""Which words name what is counted, whom it is counted over, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smartgoals.lexicon import Endings
    from smartgoals.statement.chunks import Chunk
    from smartgoals.statement.found import Found, Run

__all__ = ["Naming"]

_EDGES = frozenset(
    (
        *("articles", "about", "and", "to", "amount", "at", "of", "within", "until", "per", "compared", "modal"),
        *("intent", "next", "this", "from", "not", "between", "at_most", "at_least", "none", "pronoun"),
    )
)
_POPULATION = frozenset(("at", "of", "within"))
_WITH_VERB = (
    *("verb", "object", "subject", "modal", "beside", "start"),
    *("comma", "after", "stop", "possessor", "adverbial", "label"),
)
_WITHOUT_VERB = ("subject", "start", "modal", "after", "comma", "stop", "possessor", "label", "adverbial")
_HEADING = frozenset(("label", "goal_noun"))
_MANNER = frozenset(("adverb", "about", "not"))
_ADVERBIAL = _WITH_VERB.index("adverbial")
_NEVER = len(_WITH_VERB) + 1


class Naming:
    """Chooses among the runs of words that the grammar left over; places are positions of chunks, half open."""

    def __init__(self, chunks: list[Chunk], found: Found, endings: Endings) -> None:
        self.chunks = chunks
        self.adverbs, self.passive = endings.adverb, endings.passive
        self.found = found
        self.metric_at, self.population_at = self._metric()
        if self.population_at is None:
            self.population_at = self._after_the_target()
        self.owner_at = self._owner()

    def _metric(self) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The run of words that names what is counted, and the population that follows it."""
        found = self.found
        ranked = sorted(enumerate(found.runs), key=lambda run: (self._rank(run[1]), -self._clause_rank(run[1]), run[0]))
        for _, run in ranked:
            rank = self._rank(run)
            at = self._trim(self._clause(run), run.after)
            if rank == _NEVER or at is None:
                continue
            is_doer = self._is_actor(at) or (self._acts(run) and not self._is_share_of(run))
            if run.place == "subject" and is_doer:
                continue
            if rank == _ADVERBIAL and found.has_target and self._changes_as_noun():
                break
            if found.noun is not None and self._leads_to_noun(run, at):
                return found.noun, None
            return self._split(at)
        if found.noun is None and found.verb in ("achieve", "increase", "decrease") and found.target is not None:
            return found.verb_at, None  # "cycle 3 000 km": what is done is what is counted
        if found.noun is None and found.has_target and self._changes_as_noun():
            return found.direction_at, None  # "annual growth of 10 %"
        return found.noun, None

    def _names_what_changes(self, run: Run) -> bool:
        """ "Growth in sales", "a rise of 10 % in sales": what the preposition after such a noun leads to."""
        roles = self.chunks[run.first].roles
        if self.found.verb is not None or not self._changes_as_noun():
            return False
        return bool(roles.keys() & {"of", "at", "genitive"}) and not roles.keys() & {"beyond", "until"}

    def _changes_as_noun(self) -> bool:
        """Whether a noun such as "growth" told the direction."""
        at = self.found.direction_at
        if at is None:
            return False
        roles = self.chunks[at[0]].roles
        return "noun" in roles and "past" not in roles and "verb" not in roles

    def _rank(self, run: Run) -> int:
        """How likely a run names the metric, by where it stands; the lowest comes first."""
        found, place = self.found, run.place
        words = self.chunks[run.first : run.after]
        if found.noun is not None and found.verb is None and any("goal_noun" in piece.roles for piece in words):
            return _NEVER  # "a target of 220 deaths"
        if place == "label" and any(not _HEADING.isdisjoint(self.chunks[i].roles) for i in range(run.first, run.after)):
            return _NEVER
        if all(not _MANNER.isdisjoint(self.chunks[i].roles) for i in range(run.first, run.after)):
            return _NEVER
        roles = self.chunks[run.first].roles
        if (
            place in ("subject", "start")
            and "preposition" in roles
            and "genitive" not in roles
            and not found.has_target_before(run.first)
        ):
            place = "adverbial"  # "in our kitchens shall …"
        if place in ("after", "comma", "object") and self._names_what_changes(run):
            place = "verb"
        elif place in ("after", "comma") and "preposition" in roles and "genitive" not in roles:
            place = "adverbial"
        if self._is_share_of(run):
            place = "verb" if found.verb is not None or found.direction is not None else "subject"
        if found.verb is None and found.direction is None:
            order: tuple[str, ...] = _WITHOUT_VERB
            if found.linked and not found.has_target:
                order = ("modal", *order)  # "the city shall have clean air": what it shall have counts
        else:
            order = _WITH_VERB
            if place in ("verb", "object") and (self._is_adjunct(run) or self._is_measured_against(run)):
                place = "adverbial"
            if place in ("after", "object") and self._is_beside_target(run):
                place = "beside"
        return order.index(place) if place in order else _NEVER

    def _is_measured_against(self, run: Run) -> bool:
        """Whether what follows "amount to" is what the subject shall be like, and no object."""
        at = self.found.verb_at
        return at is not None and at[1] == run.first and "amounting" in self.chunks[at[0]].roles

    def _is_beside_target(self, run: Run) -> bool:
        """Whether a run follows the number at once: "50 % recycled content" """
        at = self.found.target_at
        return at is not None and run.first == at[1] and "preposition" not in self.chunks[run.first].roles

    def _is_adjunct(self, run: Run) -> bool:
        """Whether what follows the verb is no object of it: it begins with a preposition, or only tells how."""
        i = run.first
        while i < run.after and not _MANNER.isdisjoint(self.chunks[i].roles):
            i += 1
        if i == run.after:
            return True
        roles = self.chunks[i].roles
        if self._names_what_changes(run):
            return False
        return bool(roles.keys() & {"preposition", "compared"}) and not self._is_genitive(i)

    def _is_share_of(self, run: Run) -> bool:
        """Whether the run tells what a share is of: "90 % of the orders", where those are what something is done to."""
        found = self.found
        if found.target_at is None or run.first != found.target_at[1] or not self._is_genitive(run.first):
            return False
        told_before = any(other.place in ("subject", "start") and other.first < run.first for other in found.runs)
        return found.verb == "achieve" or not told_before

    def _after_the_target(self) -> tuple[int, int] | None:
        """ "for the ten largest customers", "among women", after what is aimed at"""
        for run in self.found.runs:
            roles = self.chunks[run.first].roles
            if run.place not in ("after", "comma") or _POPULATION.isdisjoint(roles):
                continue
            if self._is_genitive(run.first) and not self._is_share_after_metric(run):
                continue
            at = self._trim(run.first, run.after)
            if at is not None and at not in (self.metric_at, self.found.noun):
                first = run.first + 1
                while "articles" in self.chunks[first].roles:
                    first += 1
                return first, at[1]  # the number of "for the ten largest customers" is part of it
        return None

    def _is_share_after_metric(self, run: Run) -> bool:
        """ "Coverage shall be 98 % of the households": whom a share is counted over, once the metric has been named."""
        found = self.found
        unit = found.target.unit if found.target is not None else None
        is_share = unit is not None and unit.is_share and not found.is_change
        named_before = self.metric_at is not None and self.metric_at[1] <= run.first
        return is_share and named_before and found.target_at is not None and run.first == found.target_at[1]

    def _clause_rank(self, run: Run) -> int:
        """What follows "that" before what stands before it: "our goal is that sales …" """
        return 0 if any("that" in self.chunks[i].roles for i in range(run.first, run.after - 1)) else 1

    def _acts(self, run: Run) -> bool:
        """Whether a subject is who does it: it stands before "shall" and a verb of doing, not of being done."""
        if "that" in self.chunks[run.after - 1].roles:
            return True  # "Acme commits that 76 % …"
        verb_at = self.found.verb_at
        if self.found.verb not in ("achieve", "pursue") or verb_at is None or verb_at[0] < run.after:
            return False
        verb = self.chunks[verb_at[0]]
        return "past" not in verb.roles and not (self.passive and verb.norm.endswith(self.passive))

    def _clause(self, run: Run) -> int:
        """Where the goal itself starts in a run such as "our goal is that sales" """
        if run.place not in ("subject", "start"):
            return run.first
        starts = [i + 1 for i in range(run.first, run.after) if "that" in self.chunks[i].roles]
        return starts[-1] if starts else run.first

    def _leads_to_noun(self, run: Run, at: tuple[int, int]) -> bool:
        """Whether a run says less than the count noun: a lone word before it ("Win 50 leads"), or what trails after."""
        noun, place = self.found.noun, run.place
        if noun is not None and place in ("possessor", "adverbial"):
            return True
        if noun is not None and run.first == noun[1] and "preposition" in self.chunks[run.first].roles:
            return True  # "8 collection points for waste"
        if noun is None or self.found.verb in ("increase", "decrease", "maintain"):
            return False
        if self.found.verb is None and self.found.linked and place != "start":
            return place in ("comma", "after", "stop")
        if self.found.verb in ("achieve", "reach"):
            return place in ("comma", "after", "stop", "start") or (place != "subject" and run.first > noun[1])
        return place == "start" and at[1] - at[0] == 1 and at[1] + 1 == noun[0]

    def _is_actor(self, at: tuple[int, int]) -> bool:
        """Whether a subject only says who acts: "we", "vi"."""
        return all(self.chunks[i].roles.keys() & {"articles", "intent", "none"} for i in range(*at))

    def _trim(self, first: int, after: int) -> tuple[int, int] | None:
        """A run without the small words at its ends; None when nothing is left."""
        chunks = self.chunks
        while first < after and (not _EDGES.isdisjoint(chunks[first].roles) or self._is_adverb(chunks[first])):
            first += 1
        while after > first and (
            not _EDGES.isdisjoint(chunks[after - 1].roles) or chunks[after - 1].kind not in ("word", "amount")
        ):
            after -= 1
        signs = [piece.norm for piece in chunks[first:after]]
        if signs.count("(") > signs.count(")") and after < len(chunks) and chunks[after].norm == ")":
            after += 1  # "customer satisfaction (CSI)"
        return (first, after) if after > first else None

    def _split(self, at: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """A run cut before "in", "among", "hos" and the like: the metric, and whom or what it is counted over."""
        first, after = at
        for i in range(first + 1, after):
            roles = self.chunks[i].roles
            if not _POPULATION.isdisjoint(roles) and not self._is_genitive(i) and "per_any" not in roles:
                rest = self._trim(i, after)
                head = self._trim(first, i)
                if rest is not None and head is not None:
                    return head, rest
        return at, None

    def _is_genitive(self, i: int) -> bool:
        """ "of" and "av" tie two parts of a name together."""
        return "genitive" in self.chunks[i].roles

    def _owner(self) -> tuple[int, int] | None:
        """Who answers for the goal: named as such, or who shall do it when that is not what is measured."""
        found = self.found
        if found.owner is not None or not found.modal or found.verb is None:
            return found.owner
        for run in found.runs:
            at = self._trim(run.first, run.after)
            if run.place == "subject" and at is not None and at[1] - at[0] <= 4 and not self._is_actor(at):
                metric = self.metric_at
                return None if metric is not None and metric[0] < run.after and run.first < metric[1] else at
        return None

    def _is_adverb(self, piece: Chunk) -> bool:
        """Whether a chunk is no word, or ends as adverbs do; at the edge of a run it qualifies the verb."""
        ends = not piece.roles and len(piece.norm) > 5 and bool(self.adverbs) and piece.norm.endswith(self.adverbs)
        return ends or piece.kind != "word"
