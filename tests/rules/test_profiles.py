"""Readings of the letters: as data, of this library and of one's own."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.toys import TOYS, broken_toy, first_toy, second_toy, third_toy

from smartgoals.assessment import Verdict, assess
from smartgoals.errors import ConfigError, UnknownRuleError
from smartgoals.model import Context, Criterion, Goal
from smartgoals.rules import Letter, Profile, RuleSet, Severity, profiles

CONTEXT = Context("2026-01-15", "en")
GOAL = Goal("Reduce returns from 9 % in 2025 to 6 % by June 2026.")
OURS: dict[str, Any] = {
    "select": ["TOY"],
    "letters": [
        {"letter": "C", "criterion": "specific", "names": {"en": "Clear", "sv": "Klart"}},
        {"letter": "M", "criterion": "measurable", "names": {"en": "Measured"}},
        {"letter": "E", "criterion": "measurable", "names": {"sv": "Uppföljt"}, "rules": ["TOY003"]},
    ],
    "weights": {"TOY002": 2},
    "severities": {"TOY001": "minor"},
    "options": {"TOY001": {"days": 3}},
    "ignore": {"TOY002": "not here"},
}


class TestBuiltIn:
    """The profiles of this library."""

    @pytest.mark.parametrize(
        ("name", "letters", "third"),
        [
            ("article", "SMART", "Achievable"),
            ("accepterat", "SMART", "Accepted"),
            ("relevant", "SMART", "Achievable"),
            ("doran", "SMART", "Assignable"),
            ("smarter", "SMARTER", "Achievable"),
        ],
    )
    def test_letters(self, name: str, letters: str, third: str) -> None:
        """Each profile spells its letters, and has a name for each in both languages."""
        profile = profiles.load(name)
        assert letters == "".join(letter.letter for letter in profile.letters)
        assert third == profile.letters[2].title("en")
        assert all({"en", "sv"} == {language for language, _ in letter.names} for letter in profile.letters)
        assert profile.title
        assert profile.source

    @pytest.mark.parametrize("name", profiles.names())
    def test_rules(self, name: str) -> None:
        """Every rule of a profile is in this library, and every rule of a criterion counts in one letter."""
        rules = RuleSet.profile(name)
        letters = rules.plan.letters
        for entry in rules.entries:
            homes = sum(entry.code in codes for _, codes in letters)
            assert not letters or homes == (entry.rule.criterion is not None)

    @pytest.mark.parametrize("name", profiles.names())
    def test_an_assessment_shows_its_letters(self, name: str) -> None:
        """The letters of the profile head the assessment, in the language of the reader."""
        found = assess(GOAL, context=CONTEXT, rules=RuleSet.profile(name))
        titles = [letter.title("sv") for letter in profiles.load(name).letters]
        assert titles == [judgement.title("sv") for judgement in found.letters]
        assert all(f"| {title} |" in found.to_markdown("sv") for title in titles)
        assert all(f"\n{title}: " in found.to_text("sv") for title in titles)

    def test_default(self) -> None:
        """Without a profile the letters are the five criteria themselves."""
        found = assess(GOAL, context=CONTEXT)
        assert found.judgements == found.letters
        assert ["Specific", "Measurable", "Achievable", "Realistic", "Time-bound"] == [j.title() for j in found]

    def test_assignable_needs_an_owner(self) -> None:
        """Doran's A asks who does it; the same finding that is a hint elsewhere decides it."""
        silent = assess(GOAL, context=CONTEXT, rules=RuleSet.profile("doran"))
        assert Verdict.NOT_MET is silent.letters[2].verdict
        owned = Goal(GOAL.statement, owner="Head of logistics")
        assert Verdict.MET is assess(owned, context=CONTEXT, rules=RuleSet.profile("doran")).letters[2].verdict

    def test_unknown(self) -> None:
        """An unknown profile is met with the nearest, or with those there are."""
        with pytest.raises(ConfigError, match="unknown profile 'articel'; did you mean 'article'"):
            RuleSet.profile("articel")
        with pytest.raises(ConfigError, match="there is 'article'"):
            RuleSet.profile("zzz")


class TestOwn:
    """A profile of one's own."""

    def test_everything_it_says_holds(self) -> None:
        """Rules, weights, severities, options and what is set aside are as it says."""
        rules = TOYS.read_as(Profile.from_mapping("ours", OURS))
        assert 2.0 == rules.weight("TOY002")
        assert Severity.MINOR is rules.entry("TOY001").cost
        assert (("days", 3),) == rules.entry("TOY001").options
        assert "not here" == rules.entry("TOY002").ignored
        assert "Clear, Measured, Uppföljt" == Profile.from_mapping("ours", OURS).title

    def test_letters_share_the_rules(self) -> None:
        """A letter with rules takes those; one without takes what its criterion has left."""
        rules = TOYS.read_as(Profile.from_mapping("ours", {**OURS, "ignore": {}}))
        found = assess(Goal("Anything."), context=CONTEXT, rules=rules)
        assert [["TOY001"], ["TOY002"], ["TOY003"]] == [[o.code for o in judged.outcomes] for judged in found.letters]
        assert [Verdict.PARTLY, Verdict.PARTLY, Verdict.MET] == [judged.verdict for judged in found.letters]
        assert ["TOY002", "TOY003"] == [outcome.code for outcome in found["measurable"].outcomes]
        assert ["What about the third?"] == [question.message() for question in found.letters[2].questions]
        assert found.is_smart is None
        assert found.letters[0] == found.weakest

    def test_a_crash_leaves_its_letter_open(self) -> None:
        """A letter whose rule crashed is not judged."""
        said = {"select": ["TOY"], "letters": [{"letter": "T", "criterion": "time_bound", "names": {"en": "Timed"}}]}
        rules = RuleSet.of(broken_toy, first_toy).read_as(Profile.from_mapping("ours", said))
        found = assess(Goal("Anything."), context=CONTEXT, rules=rules, keep_going=True)
        assert [Verdict.NOT_JUDGED] == [judged.verdict for judged in found.letters]

    def test_only_its_letters_decide(self) -> None:
        """A goal is SMART when the letters of the profile are met, whatever other criteria there are."""
        said = {"select": ["TOY003"], "letters": [OURS["letters"][2]]}
        assert assess(Goal("Anything."), context=CONTEXT, rules=TOYS.read_as(Profile.from_mapping("x", said))).is_smart

    def test_travels(self) -> None:
        """Rules with letters pickle, and what they say of a rule can still be changed."""
        rules = TOYS.read_as(Profile.from_mapping("ours", OURS))
        assert rules == pickle.loads(pickle.dumps(rules))
        assert rules.letters == rules.select("TOY00").lock().letters

    def test_unknown_rules(self) -> None:
        """A profile that names a rule nobody has is refused."""
        said = {**OURS, "letters": [{**OURS["letters"][0], "rules": ["TOY9"]}]}
        with pytest.raises(UnknownRuleError, match="TOY9"):
            TOYS.read_as(Profile.from_mapping("ours", said))

    def test_two_readings(self) -> None:
        """Two rule sets with different letters do not join; with the same, or none, they do."""
        ours = TOYS.read_as(Profile.from_mapping("ours", OURS))
        other = RuleSet.of(first_toy).read_as(
            Profile.from_mapping("other", {"select": ["TOY"], "letters": OURS["letters"][:1]})
        )
        with pytest.raises(ConfigError, match="the letters are C in one rule set and CME in the other @ profile"):
            ours | other
        assert ours.letters == (ours | ours).letters
        assert ours | RuleSet.of(third_toy) == RuleSet.of(third_toy) | ours

    def test_letters_are_part_of_the_fingerprint(self) -> None:
        """Scores of letters compare when the letters are the same."""
        said = {"select": ["TOY"], "letters": OURS["letters"]}
        assert TOYS.fingerprint != TOYS.read_as(Profile.from_mapping("ours", said)).fingerprint

    def test_title_without_the_language(self) -> None:
        """A letter is called by its English name where the language has none, or by any."""
        assert "Measured" == Letter("M", Criterion.MEASURABLE, {"en": "Measured"}).title("sv")
        assert "Uppföljt" == Letter("E", Criterion.MEASURABLE, {"sv": "Uppföljt"}).title("en")
        assert "E" == Letter("E", Criterion.MEASURABLE, {}).title("en")


class TestReading:
    """Profiles in files and tables."""

    def test_file(self, tmp_path: Path) -> None:
        """A file is a profile, named by its stem."""
        path = tmp_path / "clear.toml"
        path.write_text(
            'select = ["TOY"]\n[[letters]]\nletter = "C"\ncriterion = "specific"\nnames = { en = "Clear" }\n',
            encoding="utf-8",
        )
        assert ("clear", "Clear") == (Profile.from_file(path).name, Profile.from_file(path).title)

    @pytest.mark.parametrize(
        ("text", "problem"), [(None, "cannot be read"), ("select = [", "cannot be read"), ("x = 1", "unknown 'x'")]
    )
    def test_bad_file(self, text: str | None, problem: str, tmp_path: Path) -> None:
        """A file that is no profile is refused with its path."""
        path = tmp_path / "bad.toml"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=problem) as caught:
            Profile.from_file(path)
        assert str(path) == caught.value.path

    def test_every_problem_at_once(self) -> None:
        """Everything wrong with a table is named, with its key."""
        said = {
            "titel": "x", "title": 3, "select": [], "weights": 3, "severities": {"TOY001": "majr"}, "options": {"T": 1},
            "letters": [3, {"letter": 1, "criterion": "specifik", "names": {}, "rules": 3, "x": 1}],
        }  # fmt: skip
        with pytest.raises(ConfigError) as caught:
            Profile.from_mapping("ours", said)
        keys = [problem.rpartition(" @ ")[2] for problem in caught.value.problems]
        assert [
            "profiles.ours.titel", "profiles.ours.title", "profiles.ours.weights", "profiles.ours.select",
            "profiles.ours.severities.TOY001", "profiles.ours.options.T", "profiles.ours.letters[0]",
            "profiles.ours.letters[1].x", "profiles.ours.letters[1].letter", "profiles.ours.letters[1].criterion",
            "profiles.ours.letters[1].names", "profiles.ours.letters[1].rules",
        ] == keys  # fmt: skip
        with pytest.raises(ConfigError, match=r"letters is None; give a list of tables"):
            Profile.from_mapping("ours", {"select": ["S"]})

    @given(
        st.lists(st.sampled_from(["TOY001", "TOY002", "TOY003"]), min_size=1, unique=True),
        st.dictionaries(st.sampled_from(["TOY001", "TOY002"]), st.sampled_from([0.5, 1, 2])),
        st.dictionaries(st.sampled_from(["TOY001", "TOY002"]), st.sampled_from(["major", "hint"])),
    )
    def test_round_trip(self, select: list[str], weights: dict[str, float], severities: dict[str, str]) -> None:
        """A profile that is written as a table is read as the same profile."""
        profile = Profile.from_mapping("x", {**OURS, "select": select, "weights": weights, "severities": severities})
        assert profile == Profile.from_mapping("x", profile.to_mapping())


def test_toys_differ() -> None:
    """The toys are different rules."""
    assert second_toy != third_toy
