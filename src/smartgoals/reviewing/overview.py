"""Several portfolios side by side, as somebody sees them who reviews for many; each is kept apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from smartgoals.reviewing.record import Review

__all__ = ["Overview"]


def _to_reviews(value: Iterable[Review]) -> tuple[Review, ...]:
    return tuple(value)


@attrs.frozen
class Overview:
    """Reviews of several portfolios; nothing is summed or ranked across them.

    Attributes:
        reviews: The reviews, in the order given.

    Example:
        >>> from smartgoals.model import Context, Portfolio
        >>> from smartgoals.reviewing import review
        >>> context = Context("2026-06-01", "en")
        >>> clients = [review(Portfolio(name=name), context=context) for name in ("North", "South")]
        >>> [each.name for each in Overview(clients)]
        ['North', 'South']
    """

    reviews: tuple[Review, ...] = attrs.field(converter=_to_reviews)

    def __iter__(self) -> Iterator[Review]:
        return iter(self.reviews)

    def __len__(self) -> int:
        return len(self.reviews)

    @property
    def on(self) -> dt.date | None:
        """The day of the latest review."""
        return max((review.on for review in self.reviews), default=None)

    def to_text(self, language: str = "en", *, width: int = 80) -> str:
        """A table of the portfolios, then what to talk about first in each."""
        from smartgoals.reviewing.report import overview_page

        return overview_page(self, language).to_text(width)

    def to_markdown(self, language: str = "en") -> str:
        """The same as Markdown."""
        from smartgoals.reviewing.report import overview_page

        return overview_page(self, language).to_markdown()

    def to_html(self, language: str = "en") -> str:
        """The same as HTML, to stand inside another page."""
        from smartgoals.reviewing.report import overview_page

        return overview_page(self, language).to_html(language)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return self.to_html()
