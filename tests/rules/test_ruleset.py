"""Rule sets are values: what counts, with which options, how much, and what is set aside."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import pickle
import subprocess
import sys
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.assessment import assess
from smartgoals.errors import ConfigError, DuplicateRuleError, RuleDefinitionError, UnknownRuleError
from smartgoals.model import Context, Criterion, Goal, Waiver
from smartgoals.rules import Remark, Retired, Rule, RuleSet, Severity, retirement, rule
from smartgoals.rules.entry import canonical
from smartgoals.rules.plugins import gathered

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("TOY001", criterion="specific")
def first_toy(goal: Any, *, days: int = 30, words: frozenset[str] = frozenset({"a", "b"})) -> Iterator[Remark]:
    """The first toy.

    Options:
        days: Days.
        words: Words.
    """
    yield Remark("First.", at="goal")


@rule("TOY002", criterion="measurable", severity="minor", status="preview")
def second_toy(metric: Any) -> Iterator[Remark]:
    """The second toy."""
    yield Remark("Second.", at="metric")


@rule("TOY201", criterion="specific", severity="hint")
def third_toy(goal: Any) -> Iterator[Remark]:
    """The third toy."""
    yield Remark("Third.", at="goal")


@rule("TX001", criterion="specific")
def other_prefix(goal: Any) -> Iterator[Remark]:
    """A toy with another prefix."""
    yield Remark("Other.", at="goal")


TOYS = RuleSet.of(third_toy, first_toy, second_toy)


class TestContents:
    """What is in a rule set."""

    def test_ordered_by_code(self) -> None:
        """Rules stand in the order of their codes, however they came."""
        assert ["TOY001", "TOY002", "TOY201"] == [each.code for each in TOYS]
        assert 3 == len(TOYS)

    def test_membership(self) -> None:
        """A rule is found by its code and by itself."""
        assert "TOY001" in TOYS
        assert first_toy in TOYS
        assert other_prefix not in TOYS
        assert first_toy is TOYS["TOY001"]

    def test_unknown_code(self) -> None:
        """An unknown code is met with the nearest ones."""
        with pytest.raises(UnknownRuleError, match="no rule matches 'TOY003'; did you mean 'TOY00"):
            TOYS["TOY003"]
        with pytest.raises(UnknownRuleError):
            TOYS.entry([])  # type: ignore[arg-type]

    def test_only_rules(self) -> None:
        """What is no rule is refused."""
        with pytest.raises(RuleDefinitionError, match="is not a rule; decorate the function with @rule"):
            RuleSet.of(len)  # type: ignore[arg-type]

    def test_same_rule_twice(self) -> None:
        """The same rule may come twice, even by another way."""
        assert TOYS == RuleSet.of(*TOYS, pickle.loads(pickle.dumps(first_toy)))

    def test_two_rules_with_one_code(self) -> None:
        """Two different rules with one code are refused, with where they are."""

        @rule("TOY001", criterion="specific")
        def impostor(goal: Any) -> Iterator[Remark]:
            """Another first toy."""
            yield Remark("First.", at="goal")

        with pytest.raises(DuplicateRuleError) as caught:
            TOYS | RuleSet.of(impostor)
        assert "TOY001" == caught.value.code
        assert {first_toy.source, impostor.source} == set(caught.value.sources)

    def test_it_is_a_value(self) -> None:
        """Rule sets are equal by what they say, can be hashed and pickled, and never change."""
        changed = TOYS.ignore(TOY001="agreed")
        assert changed != TOYS
        assert changed == TOYS.ignore(TOY001="agreed")
        assert hash(changed) == hash(TOYS.ignore(TOY001="agreed"))
        assert changed == pickle.loads(pickle.dumps(changed))
        assert RuleSet.builtin() == pickle.loads(pickle.dumps(RuleSet.builtin()))

    def test_it_shows_itself(self) -> None:
        """A rule set prints as lines and displays as a table."""
        said = TOYS.configure("TOY001", days=3).weigh(TOY001=2).ignore(TOY001="agreed").lock("TOY001")
        assert str(said).startswith(
            "TOY001 first-toy: The first toy. (days=3; weight 2; ignored: agreed; locked)\nTOY002"
        )
        assert "| TOY001 | Specific | major | 2 | The first toy. | agreed |" in said._repr_markdown_()
        assert "<RuleSet of 3: TOY001, TOY002, TOY201>" == repr(TOYS)
        assert "<RuleSet of 0>" == repr(RuleSet())
        assert repr(RuleSet.builtin()).endswith("A101 … T203>")


class TestSelect:
    """Choosing rules."""

    @pytest.mark.parametrize(
        ("selectors", "codes"),
        [
            (["TOY"], ["TOY001", "TOY002", "TOY201"]),
            (["TOY0"], ["TOY001", "TOY002"]),
            (["TOY201", "TOY001"], ["TOY001", "TOY201"]),
            (["second-toy"], ["TOY002"]),
            (["TX"], ["TX001"]),
        ],
    )
    def test_selectors(self, selectors: list[str], codes: list[str]) -> None:
        """A selector is a code, the beginning of one, or a name."""
        chosen = (TOYS | RuleSet.of(other_prefix)).select(*selectors)
        assert codes == [each.code for each in chosen]

    def test_letters_are_whole(self) -> None:
        """A letter selects the built-in rules of that letter, and no plug-in whose prefix begins with it."""
        both = RuleSet.builtin() | TOYS
        assert all(each.criterion is Criterion.TIME_BOUND for each in both.select("T"))
        assert RuleSet.builtin().select("T") == both.select("T")

    @pytest.mark.parametrize("selector", ["TOY9", "T", "toy001", "frst-toy", 7])
    def test_nothing(self, selector: Any) -> None:
        """A selector that matches nothing is refused."""
        with pytest.raises(UnknownRuleError):
            TOYS.select(selector)

    def test_lower_case_is_understood(self) -> None:
        """A code in small letters is met with the right one."""
        with pytest.raises(UnknownRuleError, match="did you mean 'TOY001'"):
            TOYS.select("toy001")

    @given(st.sets(st.sampled_from([first_toy, second_toy, third_toy, other_prefix]), min_size=1))
    def test_everything(self, chosen: set[Rule]) -> None:
        """Selecting everything changes nothing."""
        rules = RuleSet.of(*chosen)
        assert rules == rules.select(*{entry.code for entry in rules.entries})
        assert rules == rules.select(*{entry.code[:-3] for entry in rules.entries})


class TestChanges:
    """Ignoring, configuring and weighing."""

    def test_ignore(self) -> None:
        """A rule that is set aside stays, with the reason."""
        assert "agreed" == TOYS.ignore(TOY001=" agreed ").entry("TOY001").ignored

    @pytest.mark.parametrize("reason", ["", "  ", None])
    def test_ignore_needs_a_reason(self, reason: Any) -> None:
        """Without a reason a rule is not set aside."""
        with pytest.raises(ConfigError, match=r"say why the rule is set aside @ ignore\.TOY001"):
            TOYS.ignore(TOY001=reason)

    def test_configure(self) -> None:
        """Options are converted; those at their default are not kept."""
        changed = TOYS.configure("TOY001", days=3, words=["x"])
        assert (("days", 3), ("words", frozenset({"x"}))) == changed.entry("TOY001").options
        assert TOYS == changed.configure("TOY001", days=30, words=["b", "a"])

    def test_configure_refuses(self) -> None:
        """Every wrong option is named at once."""
        with pytest.raises(ConfigError) as caught:
            TOYS.configure("TOY001", dayz=3, days="x")
        assert (
            "unknown option 'dayz' of rule TOY001; did you mean 'days' @ rules.TOY001.dayz",
            "option 'days' is 'x'; expected a whole number @ rules.TOY001.days",
        ) == caught.value.problems
        with pytest.raises(UnknownRuleError):
            TOYS.configure("TOY999")

    @pytest.mark.parametrize(
        ("weight", "expected"), [(2, 2.0), (0, 0.0), ("0.25", 0.25), (Decimal("1.5"), 1.5), (0.1, 0.1)]
    )
    def test_weigh(self, weight: Any, expected: float) -> None:
        """A weight is a number with two decimals at most."""
        assert expected == TOYS.weigh(TOY001=weight).weight("TOY001")

    @pytest.mark.parametrize("weight", [-1, 101, 0.001, float("nan"), float("inf"), True, "x", None])
    def test_weigh_refuses(self, weight: Any) -> None:
        """Anything else is refused."""
        with pytest.raises(ConfigError, match=r"give 0, or a number from 0\.01 to 100"):
            TOYS.weigh(TOY001=weight)

    def test_usual_weights(self) -> None:
        """A rule weighs 1, a preview rule nothing, unless somebody says so."""
        assert (1.0, 0.0) == (TOYS.weight("TOY001"), TOYS.weight("TOY002"))
        assert 1.0 == TOYS.weigh(TOY002=1).weight("TOY002")
        assert TOYS == TOYS.weigh(TOY002=1).weigh(TOY002=0)


class TestLock:
    """What is locked is final."""

    @pytest.mark.parametrize(
        ("change", "how"),
        [
            (lambda rules: rules.ignore(TOY001="agreed"), "ignored"),
            (lambda rules: rules.configure("TOY001", days=3), "configured"),
            (lambda rules: rules.weigh(TOY="2"), "weighed"),
            (lambda rules: rules.select("TOY2"), "left out"),
            (lambda rules: rules | RuleSet.of(first_toy).ignore(TOY001="agreed"), "changed"),
        ],
    )
    def test_refuses(self, change: Any, how: str) -> None:
        """Later changes to a locked rule are refused."""
        with pytest.raises(ConfigError, match=f"rule TOY001 is locked and cannot be {how}"):
            change(TOYS.lock("TOY001"))

    def test_others_are_free(self) -> None:
        """Other rules, and what does not touch the locked one, can change."""
        locked = TOYS.lock("TOY001").ignore(TOY002="agreed").select("TOY0")
        assert ["TOY001", "TOY002"] == [each.code for each in locked]
        assert locked == locked | RuleSet.of(first_toy)
        assert locked == RuleSet.of(first_toy) | locked

    def test_everything(self) -> None:
        """Without selectors every rule is locked."""
        assert all(entry.locked for entry in TOYS.lock().entries)


class TestUnion:
    """Putting rule sets together."""

    def test_what_one_says_holds(self) -> None:
        """Where one says nothing special about a rule, the other holds."""
        left = TOYS.configure("TOY001", days=3)
        right = TOYS.configure("TOY001", words=["x"]).weigh(TOY001=2).ignore(TOY201="agreed")
        assert left.configure("TOY001", words=["x"]).weigh(TOY001=2).ignore(TOY201="agreed") == left | right
        assert left | right == right | left

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            (TOYS.configure("TOY001", days=3), TOYS.configure("TOY001", days=4)),
            (TOYS.weigh(TOY001=2), TOYS.weigh(TOY001=3)),
            (TOYS.ignore(TOY001="a"), TOYS.ignore(TOY001="b")),
        ],
    )
    def test_disagreement(self, left: RuleSet, right: RuleSet) -> None:
        """Where they disagree nobody chooses silently, and the error is the same both ways round."""
        with pytest.raises(ConfigError) as one:
            left | right
        with pytest.raises(ConfigError) as other:
            right | left
        assert one.value.problems == other.value.problems

    def test_strangers(self) -> None:
        """A rule set joins with nothing else."""
        with pytest.raises(TypeError):
            TOYS | {"TOY001"}

    @given(
        st.sets(st.sampled_from([first_toy, second_toy, third_toy, other_prefix])), st.sets(st.sampled_from(list(TOYS)))
    )
    def test_order_does_not_matter(self, left: set[Rule], right: set[Rule]) -> None:
        """`a | b` is `b | a`, and joining with itself changes nothing."""
        a, b = RuleSet.of(*left), RuleSet.of(*right)
        assert a | b == b | a
        assert a == a | a
        assert (a | b).fingerprint == (b | a).fingerprint


class TestFingerprint:
    """Scores are comparable when fingerprints are equal."""

    def test_what_matters(self) -> None:
        """Codes, options, weights and what is set aside make another fingerprint."""
        changed = [
            TOYS, TOYS.select("TOY0"), TOYS.configure("TOY001", days=3), TOYS.weigh(TOY001=2), TOYS.ignore(TOY001="x"),
        ]  # fmt: skip
        assert len(changed) == len({rules.fingerprint for rules in changed})

    def test_what_does_not(self) -> None:
        """Order, locks and the words of a reason do not."""
        assert TOYS.fingerprint == RuleSet.of(*reversed(list(TOYS))).lock().fingerprint
        assert TOYS.ignore(TOY001="x").fingerprint == TOYS.ignore(TOY001="y").fingerprint

    def test_other_processes(self) -> None:
        """It is the same in every process, however strings are hashed there."""
        code = "from smartgoals.rules import RuleSet; print(RuleSet.builtin().configure('T201', max_months=12).fingerprint)"
        expected = RuleSet.builtin().configure("T201", max_months=12).fingerprint
        for seed in ("1", "2"):
            environment = {**os.environ, "PYTHONHASHSEED": seed}
            found = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
            )
            assert expected == found.stdout.strip()

    def test_values(self) -> None:
        """Values are written alike however they are made."""
        assert "{'a','b'}" == canonical(frozenset({"b", "a"}))
        assert "(1,{'a':2})" == canonical([1, {"a": 2}])
        assert canonical(Decimal("1.50")) == canonical(Decimal("1.5"))


class TestBuiltin:
    """The rules of the library."""

    def test_gathered_once(self) -> None:
        """They are gathered once, and all are the library's own."""
        assert RuleSet.builtin() is RuleSet.builtin()
        assert all(each.is_built_in for each in RuleSet.builtin())

    def test_every_criterion(self) -> None:
        """Every criterion has rules, and its codes begin with its letter."""
        found = {each.criterion: each.code[0] for each in RuleSet.builtin() if each.criterion}
        assert {each: each.letter for each in Criterion} == found

    def test_codes_out_of_order(self) -> None:
        """Codes out of order in a module are refused with the line."""
        module = _module("toys", third_toy, first_toy)
        with pytest.raises(RuleDefinitionError, match="rule TOY001 stands after TOY201 in toys"):
            gathered([module])

    def test_codes_with_another_letter(self) -> None:
        """A code begins with the letter of its criterion."""
        with pytest.raises(RuleDefinitionError, match="rule TOY001 counts in specific; begin its code with 'S'"):
            gathered([_module("toys", first_toy)])


def _module(name: str, *rules: Rule) -> ModuleType:
    """Return a module that looks as if it defined the rules."""
    module = ModuleType(name)
    for each in rules:
        setattr(module, each.name, attrs.evolve(each, module=name))
    return module


class TestGrade:
    """What findings cost."""

    def test_grade(self) -> None:
        """A rule set says what the findings of a rule cost, unless a finding says so itself."""
        graded = TOYS.grade(TOY001="hint")
        assert Severity.HINT is graded.entry("TOY001").cost
        assert "(hint)" in str(graded)
        found = assess(Goal("Anything."), context=Context("2026-01-15"), rules=graded.select("TOY001")).findings
        assert [Severity.HINT] == [finding.severity for finding in found]
        assert TOYS == graded.grade(TOY001="major")
        assert TOYS.fingerprint != graded.fingerprint
        assert graded == TOYS | graded

    def test_unknown(self) -> None:
        """An unknown severity is met with the nearest."""
        with pytest.raises(ConfigError, match=r"unknown 'majr'; did you mean 'major' @ severities\.TOY001"):
            TOYS.grade(TOY001="majr")
        with pytest.raises(ConfigError, match="rule TOY001 is locked and cannot be graded"):
            TOYS.lock().grade(TOY001="hint")


class TestRetired:
    """Codes that are gone."""

    GONE = Retired("TOY009", "it said the same as another", "1.4", successor="TOY001")

    def test_named(self) -> None:
        """Whoever names a code that is gone is told why, and what to use."""
        other = Retired("TOY008", "nobody needed it", "1.2")
        rules = RuleSet.of(first_toy, retired=[self.GONE]) | RuleSet.of(second_toy, retired=[other])
        for name in (rules.select, rules.entry, rules.lock):
            with pytest.raises(
                UnknownRuleError, match=r"TOY009 was retired in 1\.4: it said the same as another; use TOY001"
            ):
                name("TOY009")
        assert "leave it out" in str(attrs.evolve(self.GONE, successor=""))

    def test_waived(self) -> None:
        """A goal that waives a code that is gone is told so."""
        rules = RuleSet.of(first_toy, retired=[self.GONE])
        goal = Goal("Anything.", waivers=(Waiver("TOY009", "agreed"),))
        (notice,) = assess(goal, context=Context("2026-01-15"), rules=rules).notices
        assert "G004" == notice.code
        assert "TOY009" in notice.message("en")
        assert "TOY001 har tagit dess plats" in notice.message("sv")
        alone = RuleSet.of(first_toy, retired=[attrs.evolve(self.GONE, successor="")])
        (notice,) = assess(goal, context=Context("2026-01-15"), rules=alone).notices
        assert "Rule TOY009, which the goal waives, was retired in 1.4." == notice.message()

    def test_never_again(self) -> None:
        """A code that is gone is not used for another rule."""
        with pytest.raises(RuleDefinitionError, match="rule code 'TOY001' is used again: TOY001 was retired"):
            RuleSet.of(first_toy, retired=[attrs.evolve(self.GONE, code="TOY001")])

    def test_of_the_library(self) -> None:
        """No rule of the library has a code that is gone, and each successor is there."""
        assert all(gone.code not in RuleSet.builtin() for gone in retirement.built_in())
        assert all(not gone.successor or gone.successor in RuleSet.builtin() for gone in retirement.built_in())


class FakeEntryPoint:
    """An entry point of a package that is not installed."""

    def __init__(self, name: str, declared: object, value: str = "acme:rules") -> None:
        self.name, self.declared, self.value = name, declared, value

    def load(self) -> object:
        return self.declared


class FakeEntryPoints(list[FakeEntryPoint]):
    """What the interpreter would find."""

    @property
    def names(self) -> set[str]:
        return {each.name for each in self}


class TestPlugins:
    """Rules from other packages, named by whoever wants them."""

    @pytest.mark.parametrize(
        "declared",
        [RuleSet.of(first_toy), first_toy, _module("acme", first_toy)],
        ids=["rule set", "rule", "module"],
    )
    def test_what_is_declared(self, declared: object, monkeypatch: pytest.MonkeyPatch) -> None:
        """A package declares a rule set, a module or a rule."""
        found = FakeEntryPoints([FakeEntryPoint("acme", declared)])
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: found)
        assert ["TOY001"] == [each.code for each in RuleSet.from_plugin("acme")]

    def test_unknown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name that no package declares is refused."""
        found = FakeEntryPoints([FakeEntryPoint("acme", first_toy)])
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: found)
        with pytest.raises(
            UnknownRuleError, match="no installed package declares the plug-in 'acmee'; did you mean 'acme'"
        ):
            RuleSet.from_plugin("acmee")

    def test_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name that two packages declare is refused."""
        found = FakeEntryPoints([FakeEntryPoint("acme", first_toy), FakeEntryPoint("acme", first_toy, "other:rules")])
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: found)
        with pytest.raises(RuleDefinitionError, match="declared as acme:rules and other:rules"):
            RuleSet.from_plugin("acme")

    def test_broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A package that cannot be loaded is named with the reason."""
        broken = FakeEntryPoint("acme", None)
        monkeypatch.setattr(broken, "load", lambda: importlib.import_module("acme_is_not_here"))
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda **_: FakeEntryPoints([broken]))
        with pytest.raises(RuleDefinitionError, match=r"cannot be loaded from acme:rules .*reinstall its package"):
            RuleSet.from_plugin("acme")

        def load() -> None:
            raise UnknownRuleError("ACME009")

        monkeypatch.setattr(broken, "load", load)
        with pytest.raises(UnknownRuleError, match="ACME009"):
            RuleSet.from_plugin("acme")

    @pytest.mark.parametrize("declared", [ModuleType("empty"), 3])
    def test_no_rules(self, declared: object, monkeypatch: pytest.MonkeyPatch) -> None:
        """A declaration without rules is refused."""
        monkeypatch.setattr(
            importlib.metadata, "entry_points", lambda **_: FakeEntryPoints([FakeEntryPoint("acme", declared)])
        )
        with pytest.raises(RuleDefinitionError, match="which holds no rules; declare a module or a RuleSet"):
            RuleSet.from_plugin("acme")


def test_severity_is_ordered_by_words() -> None:
    """The severities are three, from the costly to the free."""
    assert ["major", "minor", "hint"] == [each.value for each in Severity]
