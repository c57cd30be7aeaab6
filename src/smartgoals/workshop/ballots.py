"""Ballots: what one voter says, the terms they vote on, and which ballots keep to them.

A ballot that breaks the terms is answered with the reason, and the others are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from smartgoals.errors import InvalidValueError
from smartgoals.model.field import concise, is_text, member, refuse, to_text

__all__ = ["Ballot", "Method", "Refusal", "Second", "Terms", "checked", "worth"]


class Method(StrEnum):
    """How a ballot is filled in.

    With `DOTS` a voter spreads points, with `APPROVAL` they say yes to as many cards as they like, with `RANKED` they
    put cards in order, with `SCORE` they grade each.
    """

    DOTS = "dots"
    APPROVAL = "approval"
    RANKED = "ranked"
    SCORE = "score"


class Second(StrEnum):
    """What becomes of a second ballot from one voter: it is refused, or it replaces the first."""

    REFUSE = "refuse"
    REPLACE = "replace"


def _to_method(value: Method | str) -> Method:
    return member(Method, value, "Ballot", "method")


def _to_cards(value: Iterable[str] | None) -> frozenset[str] | None:
    return None if value is None else frozenset(_several(value, "cards"))


def _several(value: Iterable[Any], field: str) -> Iterable[Any]:
    """A collection; a lone text is none, though its letters would pass for cards."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        refuse("Ballot", field, value, "is not a collection", "give a list, even for a single card")
    return value


def _to_second(value: Second | str) -> Second:
    return member(Second, value, "Terms", "second")


def _to_marks(value: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, Iterable):
        refuse("Ballot", "marks", value, "is no mapping", "give a mapping from the ids of cards to numbers")
    pairs: list[Any] = list(value.items() if isinstance(value, Mapping) else value)
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2 or not isinstance(pair[0], str):
            refuse(
                "Ballot", "marks", pair, "is no card with its mark", "give a mapping from the ids of cards to numbers"
            )
        if isinstance(pair[1], bool) or not isinstance(pair[1], int):
            refuse("Ballot", "marks", pair[1], "is no whole number", f"mark {pair[0]!r} with a whole number")
    return tuple(sorted((card, mark) for card, mark in pairs))


@attrs.frozen(repr=False)
class Ballot:
    """What one voter says.

    The class methods build one for each way of voting. A ballot with no marks is blank: it is counted as one, and
    speaks for no card.

    Attributes:
        voter: Who votes; any name or number that is that voter's alone.
        marks: Card and mark, in the order of the cards: dots, grades, 1 for a yes, or the place in a ranking from 1.
        method: How it was filled in.

    Example:
        >>> Ballot.dots("ada", {"returns": 3, "app": 2})
        Ballot('ada', (('app', 2), ('returns', 3)))
        >>> Ballot.ranked("bo", ["app", ["returns", "search"]]).marks
        (('app', 1), ('returns', 2), ('search', 2))
    """

    voter: str = attrs.field(converter=to_text, validator=is_text)
    marks: tuple[tuple[str, int], ...] = attrs.field(default=(), converter=_to_marks)
    method: Method = attrs.field(default=Method.DOTS, kw_only=True, converter=_to_method)

    __repr__ = concise

    @classmethod
    def dots(cls, voter: str, marks: Mapping[str, int]) -> Ballot:
        """Points spread over cards."""
        return cls(voter, marks)

    @classmethod
    def approval(cls, voter: str, cards: Iterable[str]) -> Ballot:
        """A yes to each of some cards."""
        return cls(voter, [(card, 1) for card in _several(cards, "cards")], method=Method.APPROVAL)

    @classmethod
    def ranked(cls, voter: str, order: Iterable[str | Iterable[str]]) -> Ballot:
        """Cards from the best down; cards that stand together in a list are equally good."""
        marks: list[tuple[str, int]] = []
        for place in _several(order, "order"):
            together = [place] if isinstance(place, str) else list(place)
            rank = 1 + len(marks)
            marks += [(card, rank) for card in together]
        return cls(voter, marks, method=Method.RANKED)

    @classmethod
    def score(cls, voter: str, marks: Mapping[str, int]) -> Ballot:
        """A grade for each of some cards."""
        return cls(voter, marks, method=Method.SCORE)

    @property
    def is_blank(self) -> bool:
        """Whether it speaks for no card."""
        return not any(mark for _, mark in self.marks)

    def without(self, *cards: str) -> Ballot:
        """The ballot with its marks for some cards withdrawn."""
        return attrs.evolve(self, marks=[(card, mark) for card, mark in self.marks if card not in cards])


def _is_positive(owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        refuse(owner, attribute.name, value, "is no whole number above 0", "give 1 or more, or None for no limit")


@attrs.frozen(kw_only=True)
class Terms:
    """What a vote allows.

    Attributes:
        method: How ballots are filled in.
        cards: Ids of the cards that can be voted for; None for whatever the ballots name.
        budget: Most dots, or cards, that a voter may give in all; None for no limit.
        cap: Most dots for one card; None for no limit.
        highest: The best grade of a score; the lowest is 0.
        second: What becomes of a second ballot from one voter.
    """

    method: Method = attrs.field(default=Method.DOTS, converter=_to_method)
    cards: frozenset[str] | None = attrs.field(default=None, converter=_to_cards)
    budget: int | None = attrs.field(default=None, validator=_is_positive)
    cap: int | None = attrs.field(default=None, validator=_is_positive)
    highest: int = attrs.field(default=10, validator=_is_positive)
    second: Second = attrs.field(default=Second.REFUSE, converter=_to_second)


@attrs.frozen(kw_only=True)
class Refusal:
    """A ballot, or one mark of it, that does not count, and why.

    Attributes:
        voter: Whose ballot it is.
        reason: `unknown_card`, `card_gone`, `card_twice`, `below_zero`, `over_budget`, `over_cards`, `over_cap`,
            `over_scale`, `other_method`, `second_ballot` or `replaced`.
        card: The card it is about, when it is about one.
        found: What was found, such as the number of dots.
        allowed: What is allowed.
    """

    voter: str
    reason: str
    card: str | None = None
    found: int | str | None = None
    allowed: int | str | None = None

    def message(self, language: str = "en") -> str:
        """What is wrong, what became of it, and what to do, in a sentence or two.

        Example:
            >>> print(Refusal(voter="bo", reason="over_budget", found=7, allowed=5).message())
            bo gave 7 dots of 5: the ballot is not counted. Ask bo to take 2 back.
        """
        from smartgoals.rules.phrases import phrases

        over = self.found - self.allowed if isinstance(self.found, int) and isinstance(self.allowed, int) else 0
        values = {"voter": self.voter, "card": self.card, "found": self.found, "allowed": self.allowed, "over": over}
        said = {name: value for name, value in values.items() if value is not None}
        return phrases(language).label(f"workshop.refused.{self.reason}", **said)

    def __str__(self) -> str:
        return self.message()


def checked(
    ballots: Iterable[Ballot], terms: Terms, *, strict: bool = False
) -> tuple[tuple[Ballot, ...], tuple[Refusal, ...]]:
    """The ballots that count, and what does not, each in the order given.

    A mark for an unknown card is left out and the rest of its ballot counts. A ballot over its budget does not count at
    all, for nobody but its voter knows which marks to keep.

    Raises:
        InvalidValueError: With `strict`, something is refused; a ballot that was replaced as agreed is not.
    """
    refusals: list[Refusal] = []
    counted: dict[str, Ballot] = {}
    for ballot in ballots:
        kept, remarks = _kept(ballot, terms)
        refusals += remarks
        if kept is None:
            continue
        if ballot.voter in counted:
            is_replaced = terms.second is Second.REPLACE
            refusals.append(Refusal(voter=ballot.voter, reason="replaced" if is_replaced else "second_ballot"))
            if not is_replaced:
                continue
        counted[ballot.voter] = kept
    faults = [refusal for refusal in refusals if refusal.reason != "replaced"]
    if strict and faults:
        raise InvalidValueError(
            "tally", "ballots", faults[0].voter, f"votes against the terms: {faults[0]}", "mend the ballot, or count"
            " without strict=True to have it left out",
        )  # fmt: skip
    return tuple(counted.values()), tuple(refusals)


def _kept(ballot: Ballot, terms: Terms) -> tuple[Ballot | None, list[Refusal]]:
    """What counts of a ballot, or None, with the reasons."""
    voter = ballot.voter
    if ballot.method is not terms.method and ballot.marks:
        return None, [
            Refusal(voter=voter, reason="other_method", found=ballot.method.value, allowed=terms.method.value)
        ]
    cards = [card for card, _ in ballot.marks]
    twice = next((card for card, after in pairwise(cards) if card == after), None)
    if twice is not None:
        return None, [Refusal(voter=voter, reason="card_twice", card=twice)]
    below = next((card for card, mark in ballot.marks if mark < (terms.method is Method.RANKED)), None)
    if below is not None:
        return None, [Refusal(voter=voter, reason="below_zero", card=below, found=dict(ballot.marks)[below])]
    refused = _over(ballot, terms)
    if refused is not None:
        return None, [refused]
    unknown = [card for card in cards if terms.cards is not None and card not in terms.cards]
    remarks = [Refusal(voter=voter, reason="unknown_card", card=card) for card in unknown]
    return attrs.evolve(ballot.without(*unknown), method=terms.method), remarks


def _over(ballot: Ballot, terms: Terms) -> Refusal | None:
    """The limit that a ballot passes."""
    voter = ballot.voter
    spent = sum(mark if terms.method is Method.DOTS else mark > 0 for _, mark in ballot.marks)
    if terms.budget is not None and terms.method is not Method.SCORE and spent > terms.budget:
        reason = "over_budget" if terms.method is Method.DOTS else "over_cards"
        return Refusal(voter=voter, reason=reason, found=spent, allowed=terms.budget)
    limits = {Method.DOTS: ("over_cap", terms.cap), Method.SCORE: ("over_scale", terms.highest)}
    reason, most = limits.get(terms.method, ("", None))
    for card, mark in ballot.marks:
        if most is not None and mark > most:
            return Refusal(voter=voter, reason=reason, card=card, found=mark, allowed=most)
    return None


def worth(ballot: Ballot, cards: Iterable[str]) -> dict[str, Fraction]:
    """What a ballot gives each card: dots, a yes, a grade, or Borda's points.

    Borda's points are the number of cards that stand below, and half a point for each that stands beside; cards that a
    voter did not rank stand beside each other, last.

    Source:
        J.-C. de Borda, Mémoire sur les élections au scrutin (1781); points of a tie averaged as by D. Black, The Theory
        of Committees and Elections (1958).
    """
    marks = dict(ballot.marks)
    if ballot.method is not Method.RANKED:
        return {card: Fraction(marks.get(card, 0)) for card in cards}
    everything = list(cards)
    if not marks:
        return dict.fromkeys(everything, Fraction(0))
    last = max(marks.values()) + 1
    places = {card: marks.get(card, last) for card in everything}
    beside = Counter(places.values())
    below: dict[int, int] = {}
    passed = 0
    for place in sorted(beside, reverse=True):
        below[place] = passed
        passed += beside[place]
    return {card: below[place] + Fraction(beside[place] - 1, 2) for card, place in places.items()}
