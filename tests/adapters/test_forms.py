"""Spreadsheets of form tools: every shape is read, and what cannot be used is answered with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import Ballot, Workshop, errors
from smartgoals.adapters.forms import Problem, read_ideas, read_votes, write_ideas
from smartgoals.workshop import Group, Idea, Participant


def _ideas(text: str) -> tuple[Workshop, list[tuple[int, str]]]:
    workshop, problems = read_ideas(text)
    assert all(problem.message("sv") != str(problem) for problem in problems)
    return workshop.move("reveal"), [(problem.line, problem.kind) for problem in problems]


@pytest.fixture
def workshop() -> Workshop:
    """Three ideas, two of them in a group."""
    found = Workshop.start("T").move("reveal").write("Vi halverade returerna").write("Färre, gladare returer")
    return found.write("En app").group([Group("retur", "Returer", ["1", "2"])])


def _ballots(text: str, workshop: Workshop, method: str | None = None) -> tuple[list[Ballot], list[tuple[int, str]]]:
    found, problems = read_votes(text, workshop, method=method)
    return list(found.ballots()), [(problem.line, problem.kind) for problem in problems]


class TestIdeas:
    """Ideas, people and groups."""

    @pytest.mark.parametrize("mark", [";", ",", "\t"])
    @pytest.mark.parametrize("head", ["Idé", "IDEA", "Din idé:", "ideer", "Write your idea here"])
    def test_delimiters_and_headings(self, mark: str, head: str) -> None:
        """Semicolons, commas and tabs are told apart, and headings are known in both languages, in many forms."""
        workshop, problems = _ideas(mark.join([head, "Namn", "Avdelning"]) + "\n" + mark.join(["En app", "Ada", "IT"]))
        assert ((Idea("1", "En app", by="Ada"),), []) == (workshop.ideas, problems)
        assert (Participant("Ada", name="Ada", team="IT"),) == workshop.participants

    def test_what_excel_adds(self) -> None:
        """A byte order mark, a line that names the delimiter, and quoted cells with line breaks are read."""
        workshop, problems = _ideas('\ufeffsep=;\r\nNr;Idé\r\n7;"Två rader,\r\ni en cell"\r\n\r\n;\r\n')
        assert [("7", "Två rader,"), ("1", "i en cell")] == [(idea.id, idea.text) for idea in workshop.ideas]
        assert [] == problems

    def test_several_columns(self) -> None:
        """A form may ask for a first, a second and a third idea."""
        workshop, _ = _ideas("Tidsstämpel;Idé 1;Idé 2;Idé 3\n2026-01-15;A;;B\n")
        assert ["A", "B"] == [idea.text for idea in workshop.ideas]

    def test_groups_by_hand(self) -> None:
        """A column of groups puts ideas together, whatever the capitals; an empty cell leaves an idea alone."""
        workshop, _ = _ideas("Idé;Tema\nA;Returer\nB;returer\nC;\n")
        assert [("returer", "Returer", ("1", "2"))] == [(g.id, g.name, g.ideas) for g in workshop.groups]
        assert 2 == len(workshop.cards)

    def test_rows_that_cannot_be_used(self) -> None:
        """An empty idea, one said twice by one person, and a number taken are told with their lines."""
        workshop, problems = _ideas("Nr;Idé;Namn\n1;A;Ada\n2;;Bo\n3;a ;Ada\n1;B;Cy\n#2;C;Di\n")
        assert [(3, "empty_idea"), (4, "same_idea"), (5, "id_taken")] == problems
        assert {"A": "1", "B": "4", "C": "2"} == {idea.text: idea.id for idea in workshop.ideas}

    def test_more_cells_than_headings(self) -> None:
        """A cell that no heading speaks of is told, for it may be half of an answer."""
        workshop, problems = read_ideas("Namn;Idé\nAda;A;B\n")
        assert [Problem(2, "extra_cell", "B")] == list(problems)
        assert 1 == workshop.hidden

    def test_anonymous_people(self) -> None:
        """Nobody has to give a name; a team alone is kept for the row. Two may say the same."""
        workshop, problems = _ideas("Idé;Team;Roll\nA;IT;chef\nA;;\nA;;\n")
        assert ([Participant("#2", team="IT", role="chef")], []) == (list(workshop.participants), problems)
        assert ["#2", None, None] == [idea.by for idea in workshop.ideas]

    def test_what_is_known_of_a_person_is_kept(self) -> None:
        """A row that leaves the team out does not take it away."""
        workshop, _ = _ideas("Idé;Namn;Team\nA;Ada;IT\nB;Ada;\n")
        assert {"Ada": "IT"} == workshop.teams

    def test_ideas_join_a_workshop(self) -> None:
        """Ideas are added to those that are there, under numbers of their own."""
        first, _ = read_ideas("Idé\nA\n")
        both, _ = read_ideas("Idé\nB\n", first)
        assert ["1", "2"] == [idea.id for idea in both.move("reveal").ideas]

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "the file is empty"),
            ("sep=;\n", "the file is empty"),
            ("Namn;Team\nAda;IT\n", "no column holds ideas; name one 'idé' or 'idea'. The headings are 'Namn', 'Team'"),
            ("Idé\n" + "x" * 200_000, "field larger than field limit"),
        ],
        ids=["nothing", "only the delimiter", "no ideas", "a cell too large"],
    )
    def test_files_that_are_refused(self, text: str, problem: str) -> None:
        """The error names the file, the line, and what to do."""
        with pytest.raises(errors.DocumentError, match=r"ideas\.csv") as caught:
            read_ideas(text, source="ideas.csv")
        assert problem in str(caught.value)

    @given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=6))
    def test_what_is_written_is_read_again(self, texts: list[str]) -> None:
        """The file that is written to be edited holds every idea, group, name and team."""
        workshop = Workshop.start("T").move("reveal").join("ada", name="Ada", team="IT")
        workshop = workshop.write_all(Idea(str(n), text, by="ada") for n, text in enumerate(texts, 1))
        workshop = workshop.group([Group("g", "G", ["1"])])
        for language in ("sv", "en"):
            again, _ = read_ideas(write_ideas(workshop, language))
            known = {idea.text for idea in again.move("reveal").ideas}
            assert {" ".join(text.casefold().split()) for text in texts} == {
                " ".join(t.casefold().split()) for t in known
            }
            assert ["G"] == [group.name for group in again.move("reveal").groups]
            assert {"Ada": "IT"} == again.teams

    def test_writers_without_a_name(self) -> None:
        """In the file to edit, a writer who never joined is named by their id, and nobody is nobody."""
        workshop = Workshop.start("T").move("reveal").write("A", by="x").write("B").join("y").write("C", by="y")
        assert ["1,A,,x,", "2,B,,,", "3,C,,,"] == write_ideas(workshop).splitlines()[1:]


class TestVotes:
    """Ballots in every shape."""

    def test_a_row_for_each_vote(self, workshop: Workshop) -> None:
        """Cards are named by number, text or group; dots for one card on several rows add up."""
        text = "Namn;Kort;Prickar\nAda;1;2\nAda;En app;1\nAda;#1;1\nBo;returer;3\nCy;;\n"
        expected = [Ballot.dots("Ada", {"1": 3, "3": 1}), Ballot.dots("Bo", {"retur": 3}), Ballot("Cy")]
        assert (expected, []) == _ballots(text, workshop)

    def test_a_row_for_each_place(self, workshop: Workshop) -> None:
        """Places are a ranking."""
        assert [Ballot("Ada", {"3": 1, "1": 2}, method="ranked")] == _ballots(
            "Voter,Card,Place\nAda,3,1\nAda,1,2\n", workshop
        )[0]

    def test_a_row_for_each_yes(self, workshop: Workshop) -> None:
        """Cards that are only named are a yes each, when voters come back on other rows."""
        text = "name,vote\nAda,3\nAda,1\nBo,1\n"
        assert [Ballot.approval("Ada", list("13")), Ballot.approval("Bo", list("1"))] == _ballots(text, workshop)[0]

    @pytest.mark.parametrize(
        "cell",
        [
            "3;2",
            "3|2",
            '"3\n2"',
            '"En app, Färre, gladare returer"',
            '"Färre, gladare returer, En app"',
            '"3: En app;2. Färre"',
            '"3,2,"',
        ],
    )
    def test_a_row_for_each_voter(self, workshop: Workshop, cell: str) -> None:
        """The cards stand in one cell between semicolons, bars, line breaks or commas, also where a card has commas."""
        found, problems = _ballots(f"Namn\tRöster\nAda\t{cell}\nBo\t1\n", workshop)
        assert ([Ballot.approval("Ada", list("23")), Ballot.approval("Bo", list("1"))], []) == (found, problems)

    def test_a_list_may_be_a_ranking_or_dots(self, workshop: Workshop) -> None:
        """Said so, the order of a list is a ranking, and a card that is named twice has two dots."""
        text = "Röster\n3|1|3\n"
        assert [Ballot.ranked("#2", list("31"))] == _ballots(text, workshop, "ranked")[0]
        assert [Ballot.dots("#2", {"3": 2, "1": 1})] == _ballots(text, workshop, "dots")[0]

    def test_a_column_for_each_card(self, workshop: Workshop) -> None:
        """Numbers are dots; a column that is neither a card nor known is told, and a comment is not."""
        text = "Tidsstämpel;Namn;1: Vi halverade;Returer;En app;Humör;Kommentar\nnu;Ada;2;1,0;;gott;bra\n;Bo;;tre;0;;\n"
        found, problems = _ballots(text, workshop)
        assert [Ballot.dots("Ada", {"1": 2, "retur": 1}), Ballot("Bo")] == found
        assert [(1, "not_read"), (3, "no_mark")] == problems

    def test_ticks(self, workshop: Workshop) -> None:
        """A tick in any language is a yes."""
        text = "Namn;1;2;3\nAda;x;Ja;\nBo;nej;✓;TRUE\n"
        assert [Ballot.approval("Ada", list("12")), Ballot.approval("Bo", list("23"))] == _ballots(text, workshop)[0]

    def test_a_grade_of_nothing_is_a_grade(self, workshop: Workshop) -> None:
        """Where cards are graded, 0 is kept."""
        assert [Ballot.score("Ada", {"1": 0, "3": 7})] == _ballots("Namn;1;3\nAda;0;7\n", workshop, "score")[0]

    def test_a_heading_that_is_a_card_is_a_card(self) -> None:
        """Words such as "place" in the text of a card do not make it a column of places."""
        workshop = Workshop.start("T").move("reveal").write("First place in votes").write("B")
        assert [Ballot.dots("Ada", {"1": 2, "2": 1})] == _ballots("Name,First place in votes,B\nAda,2,1\n", workshop)[0]

    def test_votes_that_cannot_be_used(self, workshop: Workshop) -> None:
        """A vote without a voter or a number is told; an unknown card is left for the tally to tell."""
        text = "Namn;Kort;Prickar\n;1;2\nAda;1;många\nAda;99;1\n"
        assert ([Ballot.dots("Ada", {"99": 1})], [(2, "no_voter"), (3, "no_mark")]) == _ballots(text, workshop)

    def test_teams_of_voters(self, workshop: Workshop) -> None:
        """A voter who wrote no idea still has a team."""
        found, _ = read_votes("Namn;Team;Röster\nAda;IT;1\nBo;;3\n;IT;2\n", workshop)
        assert {"Ada": "IT", "#4": "IT"} == found.teams

    def test_rows_without_names_are_people_of_their_own(self) -> None:
        """Row 2 of one file is nobody else's row 2, neither among ideas nor among votes."""
        workshop, _ = read_ideas("Idé;Team\nA;IT\n")
        workshop, _ = read_ideas("Idé;Team\nB;Sales\n", workshop)
        workshop = workshop.move("vote")
        for _ in range(2):
            workshop, _ = read_votes("Team;Röster\nShop;1\n", workshop)
        assert {"#2": "IT", "#2-2": "Sales", "#2-3": "Shop", "#2-4": "Shop"} == workshop.teams
        assert 2 == workshop.tally()["1"]

    def test_two_ideas_with_one_text(self) -> None:
        """A text that two ideas share names neither; their numbers do."""
        workshop = Workshop.start("T").move("reveal").write("Same").write("Same")
        found, _ = _ballots("Namn;Kort;Prickar\nAda;Same;1\nAda;2;1\n", workshop)
        assert [Ballot.dots("Ada", {"Same": 1, "2": 1})] == found

    def test_a_file_without_votes_is_refused(self, workshop: Workshop) -> None:
        """The error names the headings that were found."""
        with pytest.raises(errors.DocumentError, match="no column holds votes; name one 'röst' or 'vote'"):
            read_votes("Namn;Humör\nAda;gott\n", workshop, source="votes.csv")
        with pytest.raises(errors.InvalidValueError, match="give one of dots, approval, ranked, score"):
            read_votes("Namn;Röster\nAda;1\n", workshop, method="loud")


def test_a_problem_says_what_to_do() -> None:
    """A problem is a sentence with its line, in either language."""
    problem = Problem(3, "no_mark", "tre", "En app")
    assert "Line 3, “En app”: “tre” is no whole number: that mark is left out. Write a number, or x." == str(problem)
    assert problem.message("sv").startswith("Rad 3")
