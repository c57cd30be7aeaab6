"""A workshop from the files that it was kept in to the page that comes of it; what the command line runs.

Texts go in and a text comes out; files and the clock are for the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import attrs

from smartgoals.adapters.forms import Problem, read_ideas, read_votes, write_ideas
from smartgoals.adapters.json import from_json, to_json
from smartgoals.errors import DocumentError
from smartgoals.model import Portfolio
from smartgoals.wire.workshop import workshop_from_data, workshop_result_to_data, workshop_to_data
from smartgoals.workshop import Workshop

if TYPE_CHECKING:
    from smartgoals.model import Context
    from smartgoals.workshop.drafts import Drafts
    from smartgoals.workshop.voting import Tally

__all__ = ["Session"]


@attrs.frozen(kw_only=True)
class Session:
    """A workshop, and the rows that could not be used.

    Attributes:
        workshop: The workshop with its ideas, groups and votes.
        problems: What is wrong in the files.
    """

    workshop: Workshop
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(
        cls,
        files: Iterable[tuple[str, str]],
        votes: Iterable[tuple[str, str]] = (),
        *,
        title: str | None = None,
        language: str | None = None,
        method: str | None = None,
    ) -> Self:
        """Put together what some files hold; ideas that no file groups are grouped as proposed.

        Args:
            files: Names and texts: ideas as CSV, or records as JSON.
            votes: Names and texts of files with votes.
            title: What the workshop is called.
            language: The language it was held in; None for that of the record, or of most ideas.
            method: How people voted; None for what the file shows.

        Raises:
            DocumentError: A file holds neither ideas nor a record, or no votes.
        """
        workshop = Workshop()
        problems: list[Problem] = []
        for name, text in files:
            if text.removeprefix("\ufeff").lstrip().startswith("{"):
                workshop = workshop.merge(workshop_from_data(from_json(text, path=name), path=name))
            else:
                workshop, found = read_ideas(text, workshop, source=name)
                problems += found
        workshop = workshop.move("reveal")
        spoken = language or workshop.language or workshop.usual_language
        if title is not None or workshop.language != spoken:
            workshop = workshop.name(title, language=spoken)
        if not workshop.groups:
            workshop = workshop.group(workshop.propose())
        for name, text in votes:
            workshop, found = read_votes(text, workshop, method=method, source=name)
            problems += found
        return cls(workshop=workshop, problems=tuple(problems))

    @property
    def language(self) -> str:
        """The language of the workshop."""
        return self.workshop.language or "en"

    def record(self) -> str:
        """The record as JSON, to go on with."""
        return to_json(workshop_to_data(self.workshop))

    def ideas(self) -> str:
        """The ideas with their groups as CSV, to edit in a spreadsheet."""
        return write_ideas(self.workshop, self.language)

    def outcome(
        self,
        *,
        context: Context,
        themes: int = 5,
        totals: bool = False,
        budget: int | None = None,
        cap: int | None = None,
        second: str = "refuse",
        strict: bool = False,
    ) -> tuple[Tally | None, Drafts | None]:
        """The votes, and the drafts that come of them; None before anybody has voted for anything.

        Args:
            context: Today, and the language of the drafts.
            themes: How many themes become drafts.
            totals: Choose them by totals alone.
            budget: Most dots, or cards, that a voter may give.
            cap: Most dots for one card.
            second: Whether a voter's second ballot is refused or replaces the first.
            strict: Refuse to count while a row or a ballot is wrong.

        Raises:
            DocumentError: A row is wrong, and `strict` was asked for.
            InvalidValueError: A ballot is wrong, and `strict` was asked for.
        """
        if strict and self.problems:
            raise DocumentError(None, self.remarks)
        if not self.workshop.ballots():
            return None, None
        tally = self.workshop.tally(budget=budget, cap=cap, second=second, strict=strict)
        if not any(total > 0 for _, total in tally.totals):
            return tally, None
        return tally, self.workshop.drafts(themes, context=context, tally=tally, proportional=not totals)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is wrong in the files, in words."""
        return tuple(problem.message(self.language) for problem in self.problems)

    def result(self, form: str, *, context: Context, **terms: Any) -> str:
        """What came of the workshop.

        Args:
            form: `markdown` or `html` for a page, `json` for data, `board` for a board of the drafts.
            context: Today, and the language of the drafts.
            terms: How to count and choose, as in `outcome()`.

        Raises:
            DocumentError: A row is wrong, and `strict` was asked for.
            InvalidValueError: A ballot is wrong, and `strict` was asked for.
            MissingExtraError: A board is asked for, and the extra `board` is not installed.
        """
        tally, drafts = self.outcome(context=context, **terms)
        if form == "json":
            return to_json({**workshop_result_to_data(self.workshop, tally, drafts), "remarks": list(self.remarks)})
        if form == "board":
            from smartgoals.adapters.board import to_board

            portfolio = Portfolio(name=self.workshop.title) if drafts is None else drafts.portfolio
            return to_board(portfolio, context=context, language=self.language, workshop=self.workshop, drafts=drafts)
        from smartgoals.workshop.report import result_page

        page = result_page(self.workshop, drafts, tally, self.language, remarks=self.remarks)
        return page.to_document(self.language) if form == "html" else f"{page.to_markdown()}\n"
