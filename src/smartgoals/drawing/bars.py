"""Bars: what got how much, the most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from smartgoals.drawing.picture import Picture, altair, blank
from smartgoals.drawing.wording import Wording
from smartgoals.markup import Table
from smartgoals.model import Unit

if TYPE_CHECKING:
    from smartgoals.workshop import Tally

__all__ = ["ranked_bars", "votes_chart"]

_ROW: Final = 28


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


def ranked_bars(
    bars: Sequence[tuple[str, float]], words: Wording, *, title: str, description: str, heads: tuple[str, str]
) -> Picture:
    """Named amounts in their order, each with its number at the end of its bar."""
    alt = altair()
    told = [(name, amount, words.about(amount, Unit.number())) for name, amount in bars]
    table = Table(heads, [[name, said] for name, _, said in told])
    if not bars:
        chart = blank(words.label("board.empty"))
    else:
        values = [{"name": name, "amount": amount, "said": said} for name, amount, said in told]
        base = alt.Chart(alt.Data(values=values)).encode(
            x=alt.X("amount:Q", title=heads[1]),
            y=alt.Y("name:N", title=None, sort=[name for name, _ in bars], axis=alt.Axis(labelLimit=280)),
        )
        chart = alt.layer(
            base.mark_bar(color="#3f78b5"),
            base.mark_text(align="left", dx=4, fontSize=12, color="#1b1f24").encode(text="said:N"),
        ).properties(width=480, height=_ROW * len(bars))
    return Picture(chart=chart, title=title, description=description, table=table, language=words.language)
