"""Bars: what got how much, the most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from smartgoals.drawing.picture import Picture, altair, blank
from smartgoals.drawing.wording import Wording
from smartgoals.markup import Table
from smartgoals.model import Unit

if TYPE_CHECKING:
    from smartgoals.reviewing import Review
    from smartgoals.workshop import Tally

__all__ = ["attention_chart", "ranked_bars", "votes_chart"]

_ROW: Final = 28
_TONE: Final = "#3f78b5"


def votes_chart(tally: Tally, language: str = "en", *, names: Mapping[str, str] | None = None) -> Picture:
    """What each theme of a workshop got, the most first.

    Args:
        tally: The votes.
        language: The language of the words.
        names: What the cards are called, by id.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    words, called = Wording(language), names or {}
    bars = [(called.get(card, card), float(place.total)) for place in tally.places for card in place.cards]
    counted = words.label(
        f"workshop.counted.{tally.terms.method.value}", voters=tally.voters, blank=tally.blank
    )  # fmt: skip
    return ranked_bars(
        bars,
        words,
        title=words.label("workshop.votes"),
        description=counted,
        heads=(words.label("workshop.theme"), words.label("workshop.total")),
    )


def attention_chart(review: Review, language: str = "en") -> Picture:
    """How much each goal of a review needs attention, in points, the most first.

    Args:
        review: The review.
        language: The language of the words.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    words = Wording(language)
    bars = [(f"{place}. {entry.title}", entry.points) for place, entry in enumerate(review.attention, start=1)]
    return ranked_bars(
        bars,
        words,
        title=words.label("board.attention"),
        description=words.label("chart.attention", goals=len(bars), all=len(review)),
        heads=(words.label("board.goal"), words.label("chart.points")),
    )


def ranked_bars(
    bars: Sequence[tuple[str, float]], words: Wording, *, title: str, description: str, heads: tuple[str, str]
) -> Picture:
    """Named amounts in their order, each with its number at the end of its bar; like names are told apart."""
    alt = altair()
    counted = Counter(name for name, _ in bars)
    told = [
        (name if counted[name] == 1 else f"{name} ({place})", amount, words.about(amount, Unit.number()))
        for place, (name, amount) in enumerate(bars, start=1)
    ]
    table = Table(heads, [[name, said] for name, _, said in told])
    if not bars:
        chart = blank()
    else:
        values = [{"name": name, "amount": amount, "said": said} for name, amount, said in told]
        base = alt.Chart(alt.Data(values=values)).encode(
            x=alt.X("amount:Q", title=heads[1]),
            y=alt.Y("name:N", title=None, sort=[name for name, *_ in told], axis=alt.Axis(labelLimit=360)),
        )
        chart = alt.layer(
            base.mark_bar(color=_TONE),
            base.mark_text(align="left", dx=4, fontSize=12, color="#1b1f24").encode(text="said:N"),
        ).properties(width=480, height=_ROW * len(bars))
    return Picture(chart=chart, title=title, description=description, table=table, language=words.language)
