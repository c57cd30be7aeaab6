"""A rule to begin with: its module, its cases and its test, which pass as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from smartgoals.errors import ConfigError
from smartgoals.model import Criterion
from smartgoals.rules.definition import code_problem
from smartgoals.rules.profiles import unknown

__all__ = ["scaffold"]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

_RULE: Final = '''"""{code}: say here what the rules of this file are about."""

from __future__ import annotations

from collections.abc import Iterator

from smartgoals import Goal, Remark, rule


@rule("{code}", criterion="{criterion}", severity="minor")
def {function}(goal: Goal, *, prefix: str = "strategy:") -> Iterator[Remark]:
    """The goal names no strategy it serves.

    Why: Say what goes wrong when this is ignored.
    Flags:
        > tags=frozenset()
    Accepts:
        > tags={{"strategy:growth"}}
    Advice: Say what to do, in the imperative.
    Options:
        prefix: What the tag of a strategy begins with.
    Source: Say who says so, and where.
    """
    if not any(tag.startswith(prefix) for tag in goal.tags):
        yield Remark("Name the strategy this goal serves.", at="tags")
'''

_CASES: Final = """# What {code} must flag, and what it must accept although it tempts the rule.

[{code}]
flags = ["> tags={{'growth'}}", "en: Reduce returns from 9 % to 6 % by June 2027."]
accepts = ["> tags={{'strategy:growth', 'web'}}"]
"""

_TEST: Final = '''"""{code} does what its page says, and what its cases ask of it."""

from __future__ import annotations

from pathlib import Path

from {module} import {function}
from smartgoals import RuleSet
from smartgoals.testing import check_cases, check_example, check_rule


def test_page() -> None:
    """The examples on the page hold."""
    check_rule({function})


def test_cases() -> None:
    """The cases hold."""
    check_cases(RuleSet.of({function}), Path(__file__).with_name("{stem}.toml"))


def test_prefix() -> None:
    """What the tag of a strategy begins with can be chosen."""
    assert check_example({function}, tags={{"strategy:growth"}}).findings == ()
'''


def scaffold(
    code: str, *, criterion: str = "specific", name: str = "", rules: str | Path = ".", tests: str | Path = ""
) -> tuple[Path, ...]:
    """Write a rule, its cases and its test, and return the files.

    Args:
        code: The code, such as `ACME001`.
        criterion: The criterion it counts in.
        name: Its name in small letters with hyphens; without one, made from the code.
        rules: The folder for the rule; in a package, the test imports it from there.
        tests: The folder for the test and the cases; without one, that of the rule.

    Raises:
        ConfigError: The code, the criterion or the name is wrong, or a file is there already; nothing is written then.
    """
    name = name or f"rule-{code.lower()}"
    stem = code.lower()
    home, trials = Path(rules), Path(tests or rules)
    function = name.replace("-", "_")
    module = ".".join((*_package(home), stem))
    words = {"code": code, "criterion": criterion, "function": function, "module": module, "stem": stem}
    files = {
        home / f"{stem}.py": _RULE,
        trials / f"{stem}.toml": _CASES,
        trials / f"test_{stem}.py": _TEST,
    }
    problems = []
    if code_problem(code):
        problems.append(f"{code_problem(code)} @ code")
    if criterion not in tuple(Criterion):
        problems.append(f"{unknown(criterion, tuple(Criterion))} @ criterion")
    if not _NAME.fullmatch(name):
        problems.append(f"{name!r} is no name; give small letters and hyphens, such as 'no-strategy-tag' @ name")
    problems += [f"{path} is there already; it is not overwritten @ {path.name}" for path in files if path.exists()]
    if problems:
        raise ConfigError(f"the new rule {code}", tuple(problems))
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.format(**words), encoding="utf-8")
    return tuple(files)


def _package(folder: Path) -> tuple[str, ...]:
    """Return the packages that a folder is, from the outermost in."""
    names: list[str] = []
    folder = folder.resolve()
    while (folder / "__init__.py").is_file():
        names.insert(0, folder.name)
        folder = folder.parent
    return tuple(names)
