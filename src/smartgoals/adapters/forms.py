"""Ideas and votes from a spreadsheet that a form tool exported.

Commas, semicolons or tabs, with a byte order mark or without; headings in any language that smartgoals speaks. A row
that cannot be used is answered with its line and what to do, and the others count. A file without the columns that are
needed is refused, with the headings that were found.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.errors import DocumentError
from smartgoals.lexicon import languages
from smartgoals.model.field import member
from smartgoals.rules.phrases import phrases
from smartgoals.workshop.ballots import Ballot, Method
from smartgoals.workshop.record import Workshop
from smartgoals.workshop.steps import Event, Group, Grouped, Idea, Joined, Participant, Step, Wrote, natural

if TYPE_CHECKING:
    from smartgoals.workshop.state import Card

__all__ = ["Problem", "read_ideas", "read_votes", "write_ideas"]

_COLUMNS: Final = ("idea", "id", "name", "team", "role", "group", "vote", "mark", "place", "aside")
_NUMBER: Final = re.compile(r"\d+(?:[.,]0+)?")
_REFERENCE: Final = re.compile(r"#?(?P<id>[^\s:.)]+)[:.)]\s+\S")
_LEAST_WIDE: Final = 2


@attrs.frozen
class Problem:
    """A row, or a cell, that could not be used.

    Attributes:
        line: The line in the file, from 1.
        kind: `empty_idea`, `same_idea`, `id_taken`, `no_voter`, `no_mark`, `not_read` or `extra_cell`.
        value: What stood there.
        column: The heading of the cell, when it is about one.
    """

    line: int
    kind: str
    value: str = ""
    column: str = ""

    def message(self, language: str = "en") -> str:
        """Where it is, what is wrong and what to do.

        Example:
            >>> print(Problem(7, "empty_idea").message())
            Line 7 has no idea: it is passed over. Write one, or delete the line.
        """
        return phrases(language).label(
            f"workshop.form.{self.kind}", line=str(self.line), value=self.value, column=self.column
        )

    def __str__(self) -> str:
        return self.message()


@attrs.frozen
class _Row:
    line: int
    cells: Mapping[int, str]


@attrs.frozen
class _Sheet:
    """A table with its headings told apart by what they hold."""

    heads: tuple[str, ...]
    rows: tuple[_Row, ...]
    kinds: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, text: str, source: str | None) -> _Sheet:
        text = text.removeprefix("\ufeff")
        first, _, rest = text.partition("\n")
        offset = 0
        if first.strip().casefold().startswith("sep=") and len(first.strip()) <= len("sep=,"):
            text, offset = rest, 1
        if not text.strip():
            raise DocumentError(source, ("the file is empty; export it again, with its headings @ line 1",))
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = []
        start = 1 + offset
        try:
            for cells in reader:
                kept = {index: cell.strip() for index, cell in enumerate(cells) if cell.strip()}
                if kept:
                    rows.append(_Row(start, kept))
                start = reader.line_num + 1 + offset
        except csv.Error as error:
            raise DocumentError(source, (f"{error}; save it as CSV again @ line {start}",)) from None
        head = rows[0].cells
        heads = tuple(head.get(index, "") for index in range(max(head) + 1))
        return cls(heads, tuple(rows[1:]), _kinds(heads))

    @property
    def extra_cells(self) -> list[Problem]:
        """Cells beyond the headings, which nothing tells how to read."""
        return [
            Problem(row.line, "extra_cell", cell)
            for row in self.rows
            for index, cell in row.cells.items()
            if index >= len(self.heads)
        ]

    def without(self, columns: Collection[int]) -> _Sheet:
        """The table with some columns that are of no kind, whatever words stand in their headings."""
        kinds = {kind: tuple(index for index in found if index not in columns) for kind, found in self.kinds.items()}
        return attrs.evolve(self, kinds=kinds)

    def first(self, row: _Row, kind: str) -> str:
        """What a row has in the first column of a kind that it has filled in."""
        return next((row.cells[index] for index in self.kinds.get(kind, ()) if index in row.cells), "")

    def refuse(self, source: str | None, what: str, names: Sequence[str]) -> DocumentError:
        """The error for a file that lacks a column."""
        found = ", ".join(repr(head) for head in self.heads if head)
        wanted = " or ".join(repr(name) for name in names)
        return DocumentError(source, (f"no column holds {what}; name one {wanted}. The headings are {found} @ line 1",))


def _delimiter(text: str) -> str:
    """Semicolon, comma or tab: the one that cuts the first row into most cells."""

    def cells(mark: str) -> int:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=mark)))

    return max(";,\t", key=cells)


def _names(kind: str) -> tuple[str, ...]:
    """What a column of a kind is called, in every language."""
    return tuple(
        dict.fromkeys(
            name.strip() for code in languages() for name in phrases(code).label(f"workshop.column.{kind}").split(",")
        )
    )


def _kinds(heads: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each kind: those that bear one of its names, then those that have one among their words."""
    plain = [re.sub(r"[\s_\d?:.!*]+", " ", head.casefold()).strip() for head in heads]
    names = {kind: _names(kind) for kind in _COLUMNS}
    exact = {index: kind for index, head in enumerate(plain) for kind in _COLUMNS if head in names[kind]}
    for index, head in enumerate(plain):
        words = set(re.findall(r"[\w-]+", head))
        if index not in exact and head:
            kind = next((kind for kind in _COLUMNS if words & set(names[kind])), None)
            if kind is not None and kind not in exact.values():
                exact.setdefault(index, kind)
    return {kind: tuple(index for index, found in sorted(exact.items()) if found == kind) for kind in _COLUMNS}


def read_ideas(
    text: str, workshop: Workshop | None = None, *, source: str | None = None
) -> tuple[Workshop, tuple[Problem, ...]]:
    r"""A workshop with the ideas, the people and the groups of a file.

    Every line of a cell is an idea of its own, and several columns may hold ideas. Without an id an idea gets the next
    free number. Whoever gives no name is anonymous, with or without a team.

    Args:
        text: The file.
        workshop: The workshop that the ideas are written in; without it, a new one.
        source: The name of the file, for messages.

    Returns:
        The workshop, and what could not be used.

    Raises:
        DocumentError: The file is empty, is no CSV, or has no column with ideas.

    Example:
        >>> workshop, problems = read_ideas("Idé;Namn;Team\nVi halverade returerna;Ada;IT\n;Bo;IT\n")
        >>> [idea.text for idea in workshop.move("reveal").ideas], problems[0].line
        (['Vi halverade returerna'], 3)
    """
    sheet = _Sheet.of(text, source)
    if not sheet.kinds["idea"]:
        raise sheet.refuse(source, "ideas", ("idé", "idea"))
    return _Ideas(sheet, workshop if workshop is not None else Workshop()).read()


class _Ideas:
    def __init__(self, sheet: _Sheet, workshop: Workshop) -> None:
        self.sheet, self.workshop = sheet, workshop
        self.problems = sheet.extra_cells
        self.taken: dict[str, int] = {step.event.idea.id: 0 for step in workshop.steps if isinstance(step.event, Wrote)}
        self.people: dict[str, Participant] = {}
        self.groups: dict[str, list[str]] = {}
        self.written: dict[tuple[str, str], int] = {}
        self.number = 0
        self.named: dict[int, str] = {}

    def read(self) -> tuple[Workshop, tuple[Problem, ...]]:
        given = {self.sheet.first(row, "id") for row in self.sheet.rows}
        self.taken |= dict.fromkeys(given - {""} - set(self.taken), -1)
        ideas = [idea for row in self.sheet.rows for idea in self.of(row)]
        grouped = tuple(Group(name.casefold(), name, ids) for name, ids in self.groups.items())
        events: list[Event] = [
            *(Joined(person) for person in self.people.values()),
            *(Wrote(idea) for idea in ideas),
            *([Grouped(grouped)] if grouped else []),
        ]
        first = self.workshop.steps[-1].number + 1 if self.workshop.steps else 1
        steps = (Step(event, number=first + index, round=self.workshop.round) for index, event in enumerate(events))
        return Workshop((*self.workshop.steps, *steps)), tuple(self.problems)

    def of(self, row: _Row) -> Iterator[Idea]:
        """The ideas of one row."""
        texts = [
            line.strip()
            for index in self.sheet.kinds["idea"] if index in row.cells
            for line in row.cells[index].splitlines() if line.strip()
        ]  # fmt: skip
        if not texts:
            self.problems.append(Problem(row.line, "empty_idea"))
            return
        by = self.person(row)
        for place, text in enumerate(texts):
            key = (by or "", " ".join(text.casefold().split()))
            if by is not None and key in self.written:
                self.problems.append(Problem(row.line, "same_idea", text, str(self.written[key])))
                continue
            self.written[key] = row.line
            idea = Idea(self.id(row, place), text, by=by)
            group = self.sheet.first(row, "group")
            if group:
                same = next((name for name in self.groups if name.casefold() == group.casefold()), group)
                self.groups.setdefault(same, []).append(idea.id)
            yield idea

    def id(self, row: _Row, place: int) -> str:
        """The id that a row gives its first idea, or the next number that is free."""
        given = self.sheet.first(row, "id").lstrip("#") if place == 0 else ""
        if given and self.taken.get(given, -1) == -1:
            self.taken[given] = row.line
            return given
        self.number += 1
        while str(self.number) in self.taken:
            self.number += 1
        found = str(self.number)
        self.taken[found] = row.line
        if given:
            self.problems.append(Problem(row.line, "id_taken", given, found))
        return found

    def person(self, row: _Row) -> str | None:
        """Who wrote a row; an anonymous member of a team is known by the row."""
        name, team, role = (self.sheet.first(row, kind) for kind in ("name", "team", "role"))
        if not name and not team:
            return None
        key = name or _unnamed(row.line, self.named, self.workshop.participants)
        known = self.people.get(key)
        self.people[key] = Participant(
            key,
            name=name or None,
            team=team or (known.team if known is not None else None),
            role=role or (known.role if known is not None else None),
        )
        return key


def read_votes(
    text: str, workshop: Workshop, *, method: Method | str | None = None, source: str | None = None
) -> tuple[Workshop, tuple[Problem, ...]]:
    """The workshop with the ballots of a file cast.

    Three shapes are known: a row for each vote, with a column for the card and perhaps one for dots or places; a row
    for each voter with the cards in one cell, between semicolons, bars or line breaks; and a row for each voter with
    a column for each card. A card is named by its number, its text, or the name of its group.

    Args:
        text: The file.
        workshop: The workshop with its ideas, and its groups if those are voted on.
        method: How people voted; None to take what the columns say: places are a ranking, numbers are dots, and cards
            that are only named are a yes each.
        source: The name of the file, for messages.

    Raises:
        DocumentError: The file is empty, is no CSV, or has no column with votes.
        InvalidValueError: There is no such way to vote.
    """
    sheet = _Sheet.of(text, source)
    agreed = member(Method, method, "read_votes", "method") if method is not None else None
    return _Votes(sheet, workshop, agreed, source).read()


class _Votes:
    def __init__(self, sheet: _Sheet, workshop: Workshop, method: Method | None, source: str | None) -> None:
        self.sheet, self.workshop, self.source, self.method = sheet, workshop, source, method
        self.problems = sheet.extra_cells
        self.cards = _card_names(workshop)
        self.named: dict[int, str] = {}
        self.others = (*workshop.participants, *(Participant(ballot.voter) for ballot in workshop.ballots()))

    def read(self) -> tuple[Workshop, tuple[Problem, ...]]:
        wide = {index: self.card(head) for index, head in enumerate(self.sheet.heads) if head and self.is_card(head)}
        self.sheet = self.sheet.without(wide)
        if self.sheet.kinds["vote"]:
            has_marks = bool(self.sheet.kinds["mark"] or self.sheet.kinds["place"])
            ballots = self.long() if has_marks or self.is_long() else self.listed()
        elif wide:
            ballots = self.wide(wide)
        else:
            raise self.sheet.refuse(self.source, "votes", ("röst", "vote"))
        people = {each.id for each in self.workshop.participants}
        for row in self.sheet.rows:
            name, team, voter = self.sheet.first(row, "name"), self.sheet.first(row, "team"), self.voter(row)
            if team and voter not in people:
                people.add(voter)
                self.workshop = self.workshop.join(voter, name=name or None, team=team)
        return self.workshop.vote_all(ballots), tuple(self.problems)

    def is_card(self, text: str) -> bool:
        return self.card(text) in self.cards.values()

    def card(self, text: str) -> str:
        """The id of the card that a text names; the text itself when there is none."""
        plain = " ".join(text.split()).casefold()
        found = self.cards.get(plain) or self.cards.get(plain.lstrip("#"))
        if found is None:
            reference = _REFERENCE.match(plain)
            found = self.cards.get(reference["id"]) if reference is not None else None
        return found or text

    def is_long(self) -> bool:
        """Whether each cell names one card, and voters come back on other rows."""
        names = [self.sheet.first(row, "name") for row in self.sheet.rows]
        return len(set(names)) < len(names) and "" not in names

    def voter(self, row: _Row) -> str:
        return self.sheet.first(row, "name") or _unnamed(row.line, self.named, self.others)

    def long(self) -> list[Ballot]:
        """A row for each vote."""
        kind = "place" if self.sheet.kinds["place"] else "mark"
        shown = Method.RANKED if kind == "place" else Method.DOTS
        method = self.method or (shown if self.sheet.kinds[kind] else Method.APPROVAL)
        marks: dict[str, list[tuple[str, int]]] = {}
        for row in self.sheet.rows:
            voter, card = self.sheet.first(row, "name"), self.sheet.first(row, "vote")
            if not voter:
                self.problems.append(Problem(row.line, "no_voter", card))
                continue
            given = marks.setdefault(voter, [])
            if not card:
                continue
            mark = self.number(row, self.sheet.kinds[kind][0]) if self.sheet.kinds[kind] else 1
            if mark is not None:
                given.append((self.card(card), mark))
        return [Ballot(voter, _together(given, method), method=method) for voter, given in marks.items()]

    def listed(self) -> list[Ballot]:
        """A row for each voter, with the cards in one cell or several."""
        ballots = []
        for row in self.sheet.rows:
            names = [
                name for index in self.sheet.kinds["vote"] if index in row.cells for name in self.cut(row.cells[index])
            ]
            cards = list(dict.fromkeys(self.card(name) for name in names))
            if self.method is Method.RANKED:
                ballots.append(Ballot.ranked(self.voter(row), cards))
            elif self.method is Method.DOTS:
                counted = [self.card(name) for name in names]
                ballots.append(Ballot.dots(self.voter(row), {card: counted.count(card) for card in cards}))
            else:
                ballots.append(Ballot.approval(self.voter(row), cards))
        return ballots

    def cut(self, cell: str) -> Iterator[str]:
        """The cards that a cell names."""
        for piece in filter(None, (piece.strip() for piece in re.split(r"[;|\n]", cell))):
            if self.is_card(piece) or "," not in piece:
                yield piece
            else:
                yield from self.among_commas(piece)

    def among_commas(self, piece: str) -> Iterator[str]:
        """The cards between commas, the longest name first, for a card may have commas of its own."""
        parts = [part.strip() for part in piece.split(",")]
        while parts:
            size = next((size for size in range(len(parts), 0, -1) if self.is_card(", ".join(parts[:size]))), 1)
            name = ", ".join(parts[:size])
            del parts[:size]
            if name:
                yield name

    def wide(self, columns: Mapping[int, str]) -> list[Ballot]:
        """A row for each voter, with a column for each card."""
        known = {*columns, *(index for indexes in self.sheet.kinds.values() for index in indexes)}
        for index, head in enumerate(self.sheet.heads):
            if head and index not in known:
                self.problems.append(Problem(1, "not_read", head))
        numeric = any(_NUMBER.fullmatch(row.cells.get(index, "")) for row in self.sheet.rows for index in columns)
        method = self.method or (Method.DOTS if numeric else Method.APPROVAL)
        ballots = []
        for row in self.sheet.rows:
            given = [(card, self.number(row, index)) for index, card in columns.items() if index in row.cells]
            keeps_zero = method is Method.SCORE
            marks = [(card, mark) for card, mark in given if mark is not None and (mark or keeps_zero)]
            ballots.append(Ballot(self.voter(row), marks, method=method))
        return ballots

    def number(self, row: _Row, index: int) -> int | None:
        """The number in a cell; a tick is 1, an empty cell 1 where a card is named beside it."""
        cell = row.cells.get(index, "1")
        if _NUMBER.fullmatch(cell):
            return int(re.split("[.,]", cell)[0])
        if cell.casefold() in _names("tick"):
            return 1
        if cell.casefold() in _names("no_tick"):
            return 0
        self.problems.append(Problem(row.line, "no_mark", cell, self.sheet.heads[index]))
        return None


def _unnamed(line: int, named: dict[int, str], others: Iterable[Participant]) -> str:
    """An id for whoever left a row without a name: the row, told apart from the rows of other files."""
    if line not in named:
        taken = {other.id for other in others}
        numbers = (f"#{line}" if number == 1 else f"#{line}-{number}" for number in count(1))
        named[line] = next(each for each in numbers if each not in taken)
    return named[line]


def _together(marks: Iterable[tuple[str, int]], method: Method) -> list[tuple[str, int]]:
    """Marks of one voter; the dots that are given to one card on several rows are added up."""
    if method is not Method.DOTS:
        return list(dict.fromkeys(marks))
    summed: dict[str, int] = {}
    for card, mark in marks:
        summed[card] = summed.get(card, 0) + mark
    return list(summed.items())


def _card_names(workshop: Workshop) -> dict[str, str]:
    """Every way to name a card, and its id: ids first, then names of groups, then texts that only one idea has."""
    cards: Sequence[Card] = workshop.cards
    texts: dict[str, list[str]] = {}
    for idea in workshop.ideas:
        texts.setdefault(" ".join(idea.text.split()).casefold(), []).append(idea.id)
    found = {text: ids[0] for text, ids in texts.items() if len(ids) == 1}
    found |= {card.name.casefold(): card.id for card in cards if len(card.ideas) >= _LEAST_WIDE}
    found |= {idea.id.casefold(): idea.id for idea in workshop.ideas}
    return found | {card.id.casefold(): card.id for card in cards}


def write_ideas(workshop: Workshop, language: str = "en") -> str:
    """The ideas with their groups as a file to edit in a spreadsheet and to read again.

    Swedish spreadsheets expect semicolons; a byte order mark tells them the encoding.
    """
    label = phrases(language).label
    people = {each.id: each for each in workshop.participants}
    groups = {idea: group.name for group in workshop.groups for idea in group.ideas}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=label("workshop.form.delimiter"), lineterminator="\n")
    kinds = ("id", "idea", "group", "name", "team")
    writer.writerow([label(f"workshop.column.{kind}").split(",")[0] for kind in kinds])
    for idea in sorted(workshop.ideas, key=lambda idea: (groups.get(idea.id, "\uffff"), natural(idea.id))):
        person = people.get(idea.by or "")
        name = (person.name or "") if person is not None else idea.by or ""
        team = (person.team or "") if person is not None else ""
        writer.writerow([idea.id, idea.text, groups.get(idea.id, ""), name, team])
    return "\ufeff" + out.getvalue()
