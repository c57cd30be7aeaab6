"""Rules are settled, and refused, where they are defined; and they travel."""

from __future__ import annotations

import copy
import json
import math
import pickle
import subprocess
import sys
import textwrap
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from smartgoals.errors import RuleDefinitionError, RuleError
from smartgoals.model import Criterion
from smartgoals.rules import NotApplicable, Option, Outcome, Remark, Rule, Severity, State, Status, rule
from smartgoals.rules.pickling import _rebuilt
from smartgoals.rules.time_bound import no_deadline

if TYPE_CHECKING:
    from collections.abc import Iterator


class Colour(StrEnum):
    """For an option."""

    RED = "red"


@rule("TOY001", criterion="realistic", severity="minor", since="0.3", status="preview")
def no_strategy_tag(
    goal: Any, owner: str | None = None, *, prefix: str = "strategy:", at_least: int = 1
) -> Iterator[Remark]:
    """The goal names no strategy it serves.

    Options:
        prefix: What such a tag begins with.
        at_least: How many there must be.
    """
    if sum(tag.startswith(prefix) for tag in goal.tags) < at_least:
        yield Remark("Name the strategy this goal serves.", at="tags")


class TestDefinition:
    """What the decorator makes of a function."""

    def test_facts_and_options(self) -> None:
        """Positional parameters are facts, needed or wanted; keyword-only ones are options."""
        assert ("goal",) == no_strategy_tag.needs
        assert ("owner",) == no_strategy_tag.wants
        assert [("prefix", str, "strategy:"), ("at_least", int, 1)] == [
            (option.name, option.annotation, option.default) for option in no_strategy_tag.options
        ]
        assert "What such a tag begins with." == no_strategy_tag.option("prefix").meaning

    def test_what_the_decorator_says(self) -> None:
        """Code, criterion, severity, since and status are as given; the name is that of the function."""
        found = no_strategy_tag
        assert ("TOY001", "no-strategy-tag", Criterion.REALISTIC, Severity.MINOR, "0.3", Status.PREVIEW) == (
            found.code, found.name, found.criterion, found.severity, found.since, found.status
        )  # fmt: skip
        assert "The goal names no strategy it serves." == found.doc.summary
        assert Path(__file__).name == Path(found.file).name
        assert f"{found.file}:{found.line}" == found.source
        assert not found.is_built_in
        assert not found.is_of_portfolio

    def test_it_is_callable(self) -> None:
        """A rule can be called with its facts and options, as the function could."""

        class Goal:
            tags = frozenset({"strategy:growth"})

        assert [] == list(no_strategy_tag(Goal()))
        assert ["tags"] == [remark.at for remark in no_strategy_tag(Goal(), prefix="plan:")]

    def test_it_shows_itself(self) -> None:
        """A rule prints as a line and displays as its page."""
        assert "<Rule TOY001 no-strategy-tag>" == repr(no_strategy_tag)
        assert "TOY001 no-strategy-tag: The goal names no strategy it serves." == str(no_strategy_tag)
        assert no_strategy_tag.to_markdown() == no_strategy_tag._repr_markdown_()

    def test_it_is_immutable(self) -> None:
        """Nothing about a rule can be changed."""
        with pytest.raises(AttributeError):
            no_strategy_tag.code = "TOY002"  # type: ignore[misc]

    def test_equality(self) -> None:
        """A rule equals itself and no stranger; hashing follows."""
        assert no_strategy_tag == copy.copy(no_strategy_tag)
        assert no_strategy_tag != no_deadline
        assert no_strategy_tag != "TOY001"
        assert 1 == len({no_strategy_tag, copy.deepcopy(no_strategy_tag)})

    def test_quoted_types(self) -> None:
        """The type of an option may stand in quotes, and even twice so."""
        assert [int] == [each.annotation for each in _defined(GOOD.format("goal, *, days: 'int' = 3")).options]

    def test_unknown_option(self) -> None:
        """An unknown option is met with the nearest one, or with those there are."""
        with pytest.raises(LookupError, match="did you mean 'prefix'"):
            no_strategy_tag.option("prefx")
        with pytest.raises(LookupError, match="it has 'prefix', 'at_least'"):
            no_strategy_tag.option("zzz")

    def test_portfolio_rule(self) -> None:
        """A rule that needs the portfolio can go without a criterion."""

        @rule("TOY002")
        def lonely_goal(portfolio: Any) -> Iterator[Remark]:
            """The portfolio has one goal."""
            yield Remark("It has one goal.", at="goals")

        assert lonely_goal.is_of_portfolio
        assert "portfolio" == lonely_goal.doc.place


def _defined_plainly(source: str, name: str = "count") -> Any:
    """Return what a piece of source defines, as if it stood in a notebook."""
    scope: dict[str, Any] = {"__name__": "__main__", "math": math}
    exec(source, scope)
    return scope[name]


def _defined(source: str, code: str = "TOY009", helpers: Any = None, **about: Any) -> Rule:
    """Return the rule that a piece of source defines."""
    about.setdefault("criterion", "specific")
    scope: dict[str, Any] = {"rule": rule, "Remark": Remark, "code": code, "about": about, **(helpers or {})}
    exec(compile(f"@rule(code, **about)\n{textwrap.dedent(source)}", "toy.py", "exec"), scope)
    return next(value for value in scope.values() if isinstance(value, Rule))


GOOD = '''
def f({}):
    """A summary."""
    yield Remark("It is so.", at="goal")
'''


class TestRefusals:
    """What is wrong with a rule is refused where it is defined."""

    @pytest.mark.parametrize(
        ("parameters", "problem"),
        [
            ("metrc", "unknown fact 'metrc'; did you mean 'metric'"),
            ("zzzz", "unknown fact 'zzzz'; put options after '\\*'; facts are goal"),
            ("goal, metric=3", "fact 'metric' has a default; give None"),
            ("goal, *rest", "parameter '\\*rest' takes anything"),
            ("goal, **rest", "parameter '\\*\\*rest' takes anything"),
            ("goal, *, metric: int = 3", "fact 'metric' stands after"),
            ("goal, *, days: int", "option 'days' has no default"),
            ("goal, *, days=3", "option 'days' has no type; annotate it, such as 'days: int'"),
            ("goal, *, days: 'Day' = 3", "the type of option 'days' cannot be found"),
            ("goal, *, days: int = 'x'", "option 'days' is 'x'; expected a whole number, as the default does not fit"),
        ],
    )
    def test_parameters(self, parameters: str, problem: str) -> None:
        """Each parameter is a known fact or a typed option with a default."""
        with pytest.raises(RuleDefinitionError, match=f"rule TOY009: {problem}"):
            _defined(GOOD.format(parameters))

    @pytest.mark.parametrize(
        ("code", "problem"),
        [
            ("toy1", "a code is two to eight capitals and three digits"),
            (7, "a code is two to eight capitals and three digits"),
            ("M901", "codes with a single letter belong to smartgoals"),
        ],
    )
    def test_codes(self, code: str, problem: str) -> None:
        """A code has a prefix of capitals and three digits, and single letters are reserved."""
        with pytest.raises(RuleDefinitionError, match=problem):
            _defined(GOOD.format("goal"), code)

    @pytest.mark.parametrize(
        ("about", "problem"),
        [
            ({"criterion": "measurble"}, "unknown criterion 'measurble'; did you mean 'measurable'"),
            ({"criterion": "xyz"}, "unknown criterion 'xyz'; it is one of 'specific'"),
            ({"severity": "majr"}, "unknown severity 'majr'; did you mean 'major'"),
            ({"status": "stabl"}, "unknown status 'stabl'; did you mean 'stable'"),
            ({"criterion": None}, "name the criterion it counts in"),
        ],
    )
    def test_about(self, about: dict[str, Any], problem: str) -> None:
        """Criterion, severity and status are known ones."""
        with pytest.raises(RuleDefinitionError, match=problem):
            _defined(GOOD.format("goal"), **about)

    def test_portfolio_rule_with_a_fact_of_a_goal(self) -> None:
        """A rule without a criterion cannot ask for what only a goal has."""
        with pytest.raises(RuleDefinitionError, match="fact 'metric' is not at hand"):
            _defined(GOOD.format("portfolio, metric"), criterion=None)

    @pytest.mark.parametrize(
        ("source", "problem"),
        [
            ('def f(goal):\n    """A summary."""\n    return []', "the function is not a generator"),
            ("def f(goal):\n    yield Remark('x', at='y')", "the docstring is missing"),
            ('def f(goal):\n    """S.\n\n    Advise: do.\n    """\n    yield 1', "unknown section 'Advise'; did you mean"),
            ('def f(goal):\n    """S.\n\n    Why: x\n    Why: y\n    """\n    yield 1', "section 'Why' stands there twice"),
            ('def f(goal, *, days: int = 1):\n    """S.\n\n    Options:\n        day: x\n    """\n    yield 1',
             "unknown option 'day'; did you mean 'days'"),
            ('def f(goal):\n    """S.\n\n    Options:\n        zzz: x\n    """\n    yield 1', "unknown option 'zzz'"),
            ('class f:\n    """A class."""', "is not a function"),
        ],
    )  # fmt: skip
    def test_functions(self, source: str, problem: str) -> None:
        """A rule is a generator function with a docstring that can be read."""
        with pytest.raises(RuleDefinitionError, match=problem):
            _defined(source)

    def test_file_and_line(self) -> None:
        """A refusal names the file and the line of the rule."""
        with pytest.raises(RuleDefinitionError) as caught:
            _defined(GOOD.format("metrc"))
        assert ("toy.py", 1) == (caught.value.file, caught.value.line)

    def test_nothing_to_decorate(self) -> None:
        """What is no function at all is refused too."""
        with pytest.raises(RuleDefinitionError, match="3 is not a function"):
            rule("TOY009", criterion="specific")(3)  # type: ignore[arg-type]


class TestOptions:
    """The values that a configuration may give."""

    @pytest.mark.parametrize(
        ("annotation", "given", "expected"),
        [
            (int, 3, 3),
            (float, 3, 3.0),
            (Decimal, "0.1", Decimal("0.1")),
            (Decimal, 2, Decimal(2)),
            (bool, True, True),
            (int | None, None, None),
            (int | None, 3, 3),
            (float | str, 3, 3.0),
            (tuple[str, ...], ["a", "b"], ("a", "b")),
            (tuple[int, int], [1, 2], (1, 2)),
            (frozenset[str], ["a"], frozenset({"a"})),
            (Literal["x", "y"], "y", "y"),
            (dict[str, int], {"a": 1}, {"a": 1}),
            (Colour, "red", Colour.RED),
            (Any, "what", "what"),
            (None, None, None),
        ],
    )
    def test_fitting(self, annotation: Any, given: object, expected: object) -> None:
        """Numbers, lists and texts stand for what a file cannot write."""
        converted = Option("x", annotation, None).convert(given)
        assert (expected, type(expected)) == (converted, type(converted))

    @pytest.mark.parametrize(
        ("annotation", "given", "expects"),
        [
            (int, "3", "a whole number"),
            (int, True, "a whole number"),
            (bool, 1, "true or false"),
            (float, "x", "a number"),
            (Decimal, "x", "a number"),
            (Decimal, float("inf"), "a number"),
            (int | None, "x", "a whole number or nothing"),
            (tuple[str, ...], "ab", "tuple\\[str, ...\\]"),
            (tuple[int, int], [1], "tuple\\[int, int\\]"),
            (Literal["x", "y"], "z", "one of 'x', 'y'"),
            (dict[str, int], [1], "dict\\[str, int\\]"),
            (Colour, "blue", "one of 'red'"),
            (None, 3, "nothing"),
            ("str", 3, "str"),
        ],
    )
    def test_unfitting(self, annotation: Any, given: object, expects: str) -> None:
        """Anything else is refused, with what was expected."""
        with pytest.raises(TypeError, match=f"option 'x' is .*; expected {expects}"):
            Option("x", annotation, None).convert(given)

    @pytest.mark.parametrize(
        ("annotation", "written"),
        [
            (int | None, "int | None"),
            (Literal["a"], "Literal['a']"),
            (tuple[str, ...], "tuple[str, ...]"),
            (str, "str"),
        ],
    )
    def test_written(self, annotation: Any, written: str) -> None:
        """A type is shown as it is written in code."""
        assert written == Option("x", annotation, None).type_name


class TestOutcome:
    """Outcomes say what happened in a line."""

    def test_messages(self) -> None:
        """Each state has its own line."""
        assert "TOY001 found nothing." == str(Outcome("TOY001", State.ANSWERED))
        assert "TOY001 was not asked, for want of the metric and the target." == str(
            Outcome("TOY001", State.UNANSWERED, ("metric", "target"))
        )
        assert "TOY001 is waived: agreed" == str(Outcome("TOY001", State.WAIVED, reason="agreed"))
        assert "TOY001 does not apply: no number" == str(Outcome("TOY001", State.NOT_APPLICABLE, reason="no number"))

    def test_not_applicable_is_no_library_error(self) -> None:
        """Saying that a question makes no sense is not an error of this library."""
        assert not issubclass(NotApplicable, RuleError)


NOTEBOOK = '''
import datetime
import pickle
import sys
from collections.abc import Iterator
from smartgoals.rules import Remark, rule
from smartgoals.model import Goal

LIMIT = 2
WORDS = frozenset({"soon"})

def count(goal):
    return len(goal.tags)

@rule("TOY001", criterion="realistic")
def few_tags(goal: Goal, *, prefix: str = "strategy:", more: int = 0) -> Iterator[Remark]:
    """The goal has few tags.

    Why: They are how it is found.
    """
    if count(goal) < LIMIT + more and datetime.date(2026, 1, 1).year == 2026:
        yield Remark("It has few tags.", at="tags", values={"words": [w for w in WORDS]})

def recursive(goal):
    return recursive(goal)

@rule("TOY002", criterion="realistic")
def round_and_round(goal: Goal) -> Iterator[Remark]:
    """It calls itself."""
    yield recursive(goal)

class Local:
    pass

@rule("TOY003", criterion="realistic")
def with_a_class(goal: Goal) -> Iterator[Remark]:
    """It uses a class."""
    yield Local()

def made(limit):
    @rule("TOY004", criterion="realistic")
    def with_closure(goal: Goal) -> Iterator[Remark]:
        """It uses what is around it."""
        yield limit
    return with_closure

with_closure = made(3)
lock = __import__("threading").Lock()

@rule("TOY005", criterion="realistic")
def with_a_lock(goal: Goal) -> Iterator[Remark]:
    """It uses what cannot travel."""
    yield lock

sys.stdout.buffer.write(pickle.dumps(few_tags))
for each in (round_and_round, with_a_class, with_closure, with_a_lock):
    try:
        pickle.dumps(each)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
'''

READER = """
import json
import math
import pickle
import sys
from smartgoals.model import Context, Goal
from smartgoals.assessment import assess
from smartgoals.rules import RuleSet

rule = pickle.loads(sys.stdin.buffer.read())
goal = Goal("Walk more.", tags={"health"})
assessment = assess(goal, context=Context("2026-01-15"), rules=RuleSet.of(rule).configure("TOY001", more=1))
print(json.dumps([rule.name, rule.doc.why, [str(each) for each in assessment.findings], pickle.loads(pickle.dumps(rule)) == rule]))
"""


class TestTravel:
    """Rules go to other processes."""

    def test_by_reference(self) -> None:
        """A rule that lives in a module comes back as the very same object."""
        assert no_deadline is pickle.loads(pickle.dumps(no_deadline))

    def test_by_value(self, tmp_path: Path) -> None:
        """A rule written in a notebook works in a fresh interpreter, with its helpers, globals and options."""
        notebook = tmp_path / "notebook.py"
        notebook.write_text(NOTEBOOK, encoding="utf-8")
        sent = subprocess.run([sys.executable, str(notebook)], capture_output=True, check=True)
        read = subprocess.run([sys.executable, "-c", READER], input=sent.stdout, capture_output=True, check=True)
        assert ["few-tags", "They are how it is found.", ["TOY001 It has few tags."], True] == json.loads(read.stdout)
        refusals = sent.stderr.decode().splitlines()
        assert 4 == len(refusals)
        assert "RuleError: rule TOY002 cannot travel to another process: 'recursive' calls itself" in refusals[0]
        assert "the class 'Local' lives in __main__; move it into a module" in refusals[1]
        assert "'with_closure' uses 'limit' of the function it was written in" in refusals[2]
        assert "'lock' cannot be pickled" in refusals[3]

    def test_by_value_within_a_process(self) -> None:
        """A rule written inside a function travels by value, and equals the one that was sent."""
        toy = _defined(GOOD.format("goal, *, days: int = 3"))
        again = pickle.loads(pickle.dumps(toy))
        assert toy == again
        assert toy is not again
        assert ["goal"] == [remark.at for remark in again(None)]

    def test_what_goes_along(self) -> None:
        """Helpers, modules and constants that a rule uses go along with it."""
        helpers = {
            "LIMIT": 2,
            "math": math,
            "Path": Path,
            "count": _defined_plainly("def count(x): return math.floor(x)"),
        }
        source = 'def f(goal):\n    """S."""\n    yield Remark(str([count(LIMIT) for _ in "a"]), at=Path("x").name)'
        again = pickle.loads(pickle.dumps(_defined(source, helpers=helpers)))
        assert [("[2]", "x")] == [(remark.text, remark.at) for remark in again(None)]

    @pytest.mark.parametrize(
        ("name", "helper", "problem"),
        [
            ("count", "def count(x): return count(x)", "'count' calls itself"),
            ("Local", "class Local: pass", "the class 'Local' lives in"),
            ("lock", "lock = __import__('threading').Lock()", "'lock' cannot be pickled"),
        ],
    )
    def test_what_cannot_travel(self, name: str, helper: str, problem: str) -> None:
        """What cannot be found or made again on the other side is refused with its name."""
        toy = _defined(f'def f(goal):\n    """S."""\n    yield {name}', helpers={name: _defined_plainly(helper, name)})
        with pytest.raises(RuleError, match=f"rule TOY009 cannot travel to another process: {problem}"):
            pickle.dumps(toy)

    def test_closures(self) -> None:
        """A rule that uses what is around it cannot travel."""
        near = 3

        @rule("TOY010", criterion="specific")
        def closed(goal: Any) -> Iterator[Remark]:
            """It is closed."""
            yield Remark(f"It is {near}.", at="goal")

        with pytest.raises(RuleError, match="uses 'near' of the function it was written in"):
            pickle.dumps(closed)

    def test_a_name_that_is_gone(self) -> None:
        """A rule whose module no longer has it travels by value."""
        gone = _defined(GOOD.format("goal"))
        object.__setattr__(gone, "module", "smartgoals.rules.no_such_module")
        object.__setattr__(gone, "qualname", "gone")
        assert gone is not pickle.loads(pickle.dumps(gone))

    def test_another_python(self) -> None:
        """Compiled code of another version of Python is refused with the reason."""
        toy = _defined(GOOD.format("goal"))
        _, (fields, packed) = toy.__reduce__()
        with pytest.raises(RuleError, match="was written in a notebook of another version of Python"):
            _rebuilt(fields, {**packed, "magic": b"old"})
