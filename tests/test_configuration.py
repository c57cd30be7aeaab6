"""What a project says about how its goals are judged."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.toys import TOYS, first_toy

from smartgoals.configuration import Config, Setting
from smartgoals.configuration.layer import KEYS
from smartgoals.errors import ConfigError
from smartgoals.model import FiscalCalendar
from smartgoals.rules import RuleSet, Severity, rule
from smartgoals.rules import plugins as plugins_module

OURS = """profile = "ours"
[profiles.ours]
letters = [{ letter = "S", criterion = "specific", names = { en = "S" } }]
"""
WORDS = """[WORD001]
name = "words"
criterion = "specific"
summary = { en = "A word." }
message = { en = "Say “{word}”." }
words = { en = ["synergy"] }
"""


def write(folder: Path, **files: str) -> None:
    """Write files, whose names have `_` for a dot."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Plug-ins that are installed, by name."""
    known: dict[str, object] = {"toys": TOYS}
    genuine = plugins_module.declared
    monkeypatch.setattr(
        plugins_module, "declared", lambda name: (known[name], "toys:TOYS") if name in known else genuine(name)
    )
    return known


class TestReading:
    """Files and mappings."""

    def test_nothing_said(self) -> None:
        """A configuration that says nothing is that of the library."""
        assert Config() == Config.from_mapping({})
        assert RuleSet.builtin() == Config().rules()
        assert {} == Config().to_mapping()

    def test_file(self, tmp_path: Path) -> None:
        """Everything a file says holds."""
        write(
            tmp_path,
            words_toml=WORDS,
            smartgoals_toml="""
language = "sv"
wordlists = ["words.toml"]
profile = "doran"
select = ["S", "T", "WORD"]
lock = ["T101"]
fail_on = "minor"
ignore = { T105 = "no quarters here" }
[rules.T201]
max_months = 24
[weights]
S1 = 2
[severities]
no-owner = "minor"
[calendar]
first_month = 5
""",
        )
        config = Config.from_file(tmp_path / "smartgoals.toml")
        rules = config.rules()
        assert "WORD001" in rules
        assert "M101" not in rules
        assert (("max_months", 24),) == rules.entry("T201").options
        assert 2.0 == rules.weight("S101")
        assert Severity.MINOR is rules.entry("S201").cost
        assert "no quarters here" == rules.entry("T105").ignored
        assert rules.entry("T101").locked
        assert ("sv", FiscalCalendar(5), "minor") == (config.language, config.calendar, config.fail_on)
        context = config.context("2026-01-15")
        assert ("sv", FiscalCalendar(5)) == (context.language, context.calendar)
        assert "Assignable" == rules.letters[2].title()

    def test_pyproject(self, tmp_path: Path) -> None:
        """In `pyproject.toml` the table `[tool.smartgoals]` counts, and nothing else."""
        write(tmp_path, pyproject_toml='[project]\nname = "x"\n[tool.smartgoals]\nlanguage = "sv"\n')
        assert Config(language="sv") == Config.from_file(tmp_path / "pyproject.toml")
        write(tmp_path, pyproject_toml='[project]\nname = "x"\n')
        with pytest.raises(ConfigError, match=r"has no table \[tool\.smartgoals\]"):
            Config.from_file(tmp_path / "pyproject.toml")

    @pytest.mark.parametrize(("text", "problem"), [(None, "cannot be read"), ("language = ", "is not TOML")])
    def test_no_toml(self, text: str | None, problem: str, tmp_path: Path) -> None:
        """A file that cannot be read is refused with its path."""
        if text is not None:
            write(tmp_path, smartgoals_toml=text)
        with pytest.raises(ConfigError, match=problem) as caught:
            Config.from_file(str(tmp_path / "smartgoals.toml"))
        assert str(tmp_path / "smartgoals.toml") == caught.value.path

    def test_everything_wrong_at_once(self, tmp_path: Path) -> None:
        """Every problem is named with its key, its line, and the nearest word that is valid."""
        write(
            tmp_path,
            smartgoals_toml="""langage = "sv"
language = "se"
fail_on = "mayor"
plugins = ["nobody-has-this"]
wordlists = ["nowhere.toml"]
profile = "dorian"
select = ["S", "Q1"]
lock = ["T9"]
calendar = { first_month = 15 }

[ignore]
M999 = "why not"
M102 = ""
'T1' = "no dates here"

[weights]
T1 = 1000
S1 = "heavy"

[severities]
S201 = "mayor"

[rules.T201]
max_month = 3
[rules.T999]
x = 1
[profiles.ours]
select = ["S"]
""",
        )
        with pytest.raises(ConfigError) as caught:
            Config.from_file(tmp_path / "smartgoals.toml")
        lines = {problem.rpartition(" @ ")[2].replace(str(tmp_path), "") for problem in caught.value.problems}
        assert {
            "langage (/smartgoals.toml:1)",
            "language (/smartgoals.toml:2)",
            "fail_on (/smartgoals.toml:3)",
            "plugins[0] (/smartgoals.toml:4)",
            "wordlists[0] (/smartgoals.toml:5)",
            "profile (/smartgoals.toml:6)",
            "select[1] (/smartgoals.toml:7)",
            "lock[0] (/smartgoals.toml:8)",
            "calendar.first_month (/smartgoals.toml:9)",
            "ignore.M999 (/smartgoals.toml:12)",
            "ignore.M102 (/smartgoals.toml:13)",
            "weights.T1 (/smartgoals.toml:17)",
            "weights.S1 (/smartgoals.toml:18)",
            "severities.S201 (/smartgoals.toml:21)",
            "rules.T201.max_month (/smartgoals.toml:24)",
            "rules.T999 (/smartgoals.toml:25)",
            "profiles.ours.letters (/smartgoals.toml:27)",
        } == lines
        text = str(caught.value)
        for word in ("language", "major", "doran", "max_months"):
            assert f"did you mean {word!r}" in text
        assert "cannot be read" in text

    @pytest.mark.parametrize("key", KEYS)
    def test_every_key_refuses_what_does_not_fit(self, key: str) -> None:
        """No key takes any value whatever."""
        with pytest.raises(ConfigError, match=key):
            Config.from_mapping({key: 3})

    @pytest.mark.parametrize(
        ("calendar", "key"), [({"start": 5}, "calendar.start"), ({"named_by": "x"}, "calendar.named_by")]
    )
    def test_calendar(self, calendar: dict[str, Any], key: str) -> None:
        """The calendar takes its two keys, with values that fit."""
        with pytest.raises(ConfigError, match=key):
            Config.from_mapping({"calendar": calendar})

    @pytest.mark.parametrize(
        ("said", "advice"),
        [({"options": {"T201": {}}}, r"\[rules\.T201\] @ options"), ({"profile": "coach"}, "'plugins' too @ profile")],
    )
    def test_what_stands_elsewhere(self, said: dict[str, Any], advice: str) -> None:
        """Who looks in the wrong place for options, or for the profile of a package, is told the right one."""
        with pytest.raises(ConfigError, match=advice):
            Config.from_mapping(said).rules()

    def test_unknown_rules_of_a_made_one(self) -> None:
        """A configuration made by hand says what is wrong when its rules are asked for."""
        with pytest.raises(ConfigError, match=r"no rule matches 'Q'.* @ select\[0\]"):
            Config(select=("Q",)).rules()

    def test_a_mapping_extends_nothing(self) -> None:
        """A mapping has no place from which to find another file."""
        with pytest.raises(ConfigError, match="read a file @ extends"):
            Config.from_mapping({"extends": "x.toml"})


class TestExtending:
    """A file builds on another."""

    def test_later_is_stronger(self, tmp_path: Path) -> None:
        """What the nearer file says holds; lists are joined, tables joined by key, a reason can be taken back."""
        (tmp_path / "sub").mkdir()
        write(
            tmp_path,
            words_toml=WORDS,
            base_toml="""
language = "sv"
wordlists = ["words.toml"]
select = ["S"]
lock = ["S101"]
ignore = { S102 = "agreed", S103 = "agreed" }
[rules.T201]
max_months = 24
[weights]
S105 = 2
S106 = 2
""",
        )
        write(
            tmp_path / "sub",
            smartgoals_toml="""
extends = "../base.toml"
language = "en"
select = ["S", "T", "WORD"]
lock = ["T101"]
[ignore]
S103 = false
[weights]
S106 = 3
""",
        )
        config = Config.from_file(tmp_path / "sub" / "smartgoals.toml")
        assert "en" == config.language
        assert (("S102", "agreed"),) == config.ignore
        assert (("S105", 2), ("S106", 3)) == config.weights
        assert ("S101", "T101") == config.lock
        assert "WORD001" in config.rules()
        assert 24 == dict(config.rules().entry("T201").options)["max_months"]

    def test_circle(self, tmp_path: Path) -> None:
        """Files that extend each other are refused."""
        write(tmp_path, a_toml='extends = "b.toml"', b_toml='extends = "a.toml"')
        with pytest.raises(ConfigError, match=r"a\.toml extends b\.toml extends a\.toml @ extends"):
            Config.from_file(tmp_path / "a.toml")

    @pytest.mark.parametrize(
        ("said", "how", "key"),
        [
            ('ignore = { T101 = "no" }', "ignored", "ignore.T101"),
            ("weights = { T1 = 3 }", "weighed", "weights.T1"),
            ('severities = { no-deadline = "hint" }', "graded", "severities.no-deadline"),
            ("[rules.T103]\ndays = 3", "", "rules.T103"),
            ('select = ["S"]', "left out", "select"),
            (f'{OURS}select = ["S", "T102"]', "left out", "lock[0]"),
            (f'{OURS}select = ["S", "T"]\nweights = {{ T101 = 3 }}', "changed", "profile"),
        ],
    )
    def test_what_is_locked_is_final(self, said: str, how: str, key: str, tmp_path: Path) -> None:
        """A rule that a file locks cannot be changed by one that extends it, in any way."""
        write(tmp_path, base_toml='lock = ["T101"]', smartgoals_toml=f'extends = "base.toml"\n{said}\n')
        with pytest.raises(ConfigError) as caught:
            Config.from_file(tmp_path / "smartgoals.toml")
        assert any(f"@ {key}" in problem for problem in caught.value.problems)
        if how and key != "lock[0]":
            assert f"cannot be {how}" in str(caught.value)

    def test_a_profile_leaves_out_what_is_locked(self, tmp_path: Path) -> None:
        """A profile that leaves out some of what a selector locks is refused."""
        write(
            tmp_path,
            base_toml='lock = ["T1"]',
            smartgoals_toml='extends = "base.toml"\nprofile = "ours"\n[profiles.ours]\nselect=["S", "T101"]\n'
            'letters = [{letter = "S", criterion = "specific", names = {en = "S"}}]',
        )
        with pytest.raises(ConfigError, match=r"rule T102 is locked by .*base\.toml and cannot be left out"):
            Config.from_file(tmp_path / "smartgoals.toml")

    def test_what_is_locked_may_be_said_again(self, tmp_path: Path) -> None:
        """To say the same of a locked rule changes nothing; to lock more is free."""
        write(
            tmp_path,
            base_toml='lock = ["T101"]\nweights = { T101 = 2 }',
            smartgoals_toml='extends = "base.toml"\nlock = ["S101"]\nweights = { T101 = 2 }',
        )
        assert 2.0 == Config.from_file(tmp_path / "smartgoals.toml").rules().weight("T101")

    def test_among_other_changes(self, tmp_path: Path, plugins: dict[str, object]) -> None:
        """The key that changes what is locked is found among those that change other rules."""
        write(
            tmp_path,
            base_toml='lock = ["T101"]',
            smartgoals_toml='extends = "base.toml"\nplugins = ["toys"]\nprofile = "relevant"\n'
            'ignore = { TOY001 = "x", S101 = "y" }\nweights = { T101 = 3 }',
        )
        with pytest.raises(ConfigError, match=r"T101 is locked by .* cannot be weighed; .* @ weights\.T101 .*:5\)"):
            Config.from_file(tmp_path / "smartgoals.toml")

    def test_on_top(self) -> None:
        """A layer on top is stronger, and cannot change what is locked."""
        config = Config(language="sv", lock=("T101",))
        assert "en" == config.extended({"language": "en"}).language
        with pytest.raises(ConfigError, match=r"locked and cannot be ignored.*@ ignore\.T101 \(the command line\)"):
            config.extended({"ignore": {"T101": "no"}})


class TestPlugins:
    """Rules of other packages, named by the project."""

    def test_beside_the_profile(self, plugins: dict[str, object]) -> None:
        """The rules of a plug-in count beside those of the library, whatever the profile."""
        assert RuleSet.builtin() | TOYS == Config.from_mapping({"plugins": ["toys"]}).rules()
        rules = Config.from_mapping({"plugins": ["toys"], "profile": "doran"}).rules()
        assert "TOY001" in rules
        assert "Assignable" == rules.letters[2].title()

    def test_as_the_profile(self, plugins: dict[str, object]) -> None:
        """A profile that bears the name of a plug-in is what the plug-in declares."""
        assert TOYS == Config.from_mapping({"plugins": ["toys"], "profile": "toys"}).rules()

    def test_collision(self, plugins: dict[str, object]) -> None:
        """Two plug-ins with one code are refused, with where both are."""

        @rule("TOY001", criterion="specific")
        def impostor(goal: Any) -> Any:
            """Another first toy."""
            yield

        plugins["other"] = RuleSet.of(impostor)
        with pytest.raises(ConfigError) as caught:
            Config.from_mapping({"plugins": ["toys", "other"]})
        (problem,) = caught.value.problems
        assert first_toy.source in problem
        assert impostor.source in problem
        assert problem.endswith("@ plugins[1]")

    def test_words(self, tmp_path: Path) -> None:
        """A file of words with problems is named with its key, and the rest of the configuration is still checked."""
        write(tmp_path, words_toml="[WORD001]\nname = 3", smartgoals_toml='wordlists = ["words.toml"]\nselect = ["Q"]')
        with pytest.raises(ConfigError) as caught:
            Config.from_file(tmp_path / "smartgoals.toml")
        assert 6 == len(caught.value.problems)
        assert "WORD001.criterion: criterion is missing @ wordlists[0]" in str(caught.value)
        assert RuleSet() == RuleSet.from_mapping({})


class TestSettings:
    """What holds, and where it was said."""

    def test_origins(self, tmp_path: Path) -> None:
        """Each value is shown with its file and line, or as a default."""
        write(
            tmp_path,
            base_toml='language = "sv"\n\n[weights]\n"T101" = 2\n',
            smartgoals_toml='extends = "base.toml"\n[rules]\nT201.max_months = 24\n[profiles.ours]\nselect = ["S"]\n'
            'letters = [{letter = "S", criterion = "specific", names = {en = "Sharp"}}]',
        )
        config = Config.from_file(tmp_path / "smartgoals.toml").extended({"fail_on": "hint"})
        found = {setting.key: setting for setting in config.settings()}
        base, own = tmp_path / "base.toml", tmp_path / "smartgoals.toml"
        assert Setting("language", "sv", f"{base}:1") == found["language"]
        assert Setting("weights.T101", 2, f"{base}:4") == found["weights.T101"]
        assert Setting("rules.T201.max_months", 24, f"{own}:3") == found["rules.T201.max_months"]
        assert Setting("profiles.ours", "Sharp", f"{own}:4") == found["profiles.ours"]
        assert Setting("fail_on", "hint", "the command line") == found["fail_on"]
        assert Setting("calendar.first_month", 1, "default") == found["calendar.first_month"]

    @pytest.mark.parametrize(
        ("value", "written"),
        [(("a", 1), '["a", 1]'), (True, "true"), ("a", '"a"'), (None, ""), (2.5, "2.5")],
    )
    def test_written(self, value: object, written: str) -> None:
        """A value is shown as a file would have it."""
        assert written == Setting("x", value, "default").written


class TestClaims:
    """What can be relied on."""

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "language": st.sampled_from(["sv", "en"]),
                "profile": st.sampled_from(["article", "doran", "smarter", "ours"]),
                "lock": st.lists(st.sampled_from(["S101", "T101"]), unique=True),
                "ignore": st.dictionaries(st.sampled_from(["S102", "M102"]), st.just("agreed")),
                "rules": st.dictionaries(
                    st.just("T201"), st.fixed_dictionaries({"max_months": st.integers(1, 60)}), min_size=1
                ),
                "weights": st.dictionaries(st.sampled_from(["S1", "T101"]), st.sampled_from([0.5, 2, 3])),
                "severities": st.dictionaries(st.just("S201"), st.sampled_from(["major", "minor"])),
                "fail_on": st.sampled_from(["hint", "never", "major"]),
                "calendar": st.fixed_dictionaries({"first_month": st.integers(1, 12)}),
            },
        )
    )
    def test_round_trip(self, said: dict[str, Any]) -> None:
        """What a configuration says of itself makes the same configuration, and the same rules."""
        letters = [{"letter": "S", "criterion": "specific", "names": {"en": "Sharp"}}]
        config = Config.from_mapping(
            {**said, "profiles": {"ours": {"select": ["S", "M", "T"], "letters": letters, "weights": {"S102": 2}}}}
        )
        again = Config.from_mapping(config.to_mapping())
        assert config == again
        assert config.rules().fingerprint == again.rules().fingerprint
        assert config == pickle.loads(pickle.dumps(config))
