"""Cases as data: goals that a rule must flag, and tempting ones that it must accept.

A file has a table for each rule, named by its code:

    today = 2026-11-23                    # the day on which all are judged; without it, `TODAY`

    [ACME001]
    flags = ["en: Raise sales to 5 MSEK by June 2027.", "> tags=frozenset()"]
    accepts = ["> tags={'strategy:growth'}"]
    unit = "percent"                      # of the measurements
    series = [["2026-09-30", 4], ["2026-10-31", 5]]
    flags_series = ["…"]                  # judged with the measurements
    accepts_series = ["…"]

YAML says the same, where PyYAML is installed.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.errors import DocumentError, MissingExtraError, SmartGoalsError
from smartgoals.model import Measurement, Quantity, Series, Unit
from smartgoals.rules.doc import Example, example
from smartgoals.rules.profiles import unknown
from smartgoals.testing.catalogue import trial
from smartgoals.testing.exemplary import TODAY

if TYPE_CHECKING:
    from smartgoals.rules.ruleset import RuleSet

__all__ = ["Case", "check_cases", "read_cases"]

_LISTS: Final = ("flags", "accepts", "flags_series", "accepts_series")
_KEYS: Final = (*_LISTS, "series", "unit")


@attrs.frozen
class Case:
    """One goal that a rule must flag, or must accept.

    Args:
        code: The code of the rule.
        example: The goal.
        flagged: Whether the rule must flag it.
        series: Measurements it is judged with.
        today: The day on which it is judged.
        place: Where it stands in its table, such as `flags[0]`.
    """

    code: str
    example: Example
    flagged: bool
    series: Series | None = None
    today: dt.date = TODAY
    place: str = ""

    def __str__(self) -> str:
        """Return code and place, such as `ACME001.flags[0]`."""
        return f"{self.code}.{self.place}"

    def check(self, rules: RuleSet, *, languages: tuple[str, ...] = ()) -> None:
        """Check that the rule does as the case says, and the same when it is asked again.

        Raises:
            AssertionError: It does not.
            UnknownRuleError: The rule is not in the set.
        """
        problems = self.problems(rules, languages)
        if problems:
            raise AssertionError("\n".join(problems))

    def problems(self, rules: RuleSet, languages: tuple[str, ...] = ()) -> list[str]:
        """Return what is not as the case says."""
        return trial(
            rules[self.code], self.example, wanted=self.flagged, languages=languages, needs_answer=False,
            today=self.today, series=self.series,
        )  # fmt: skip


def read_cases(path: str | Path) -> tuple[Case, ...]:
    """Read cases from a TOML or YAML file.

    Raises:
        DocumentError: The file cannot be read, or something in it is wrong; names every such thing.
        MissingExtraError: It is YAML, and PyYAML is not installed.
    """
    path = Path(path)
    tables = _loaded(path)
    today = tables.pop("today", TODAY)
    problems = [f"{problem} @ {key}" for code, table in tables.items() for problem, key in _problems(code, table)]
    if not isinstance(today, dt.date):
        problems.append(f"{today!r} is not a date; write it as 2026-01-15 @ today")
    if problems:
        raise DocumentError(str(path), tuple(problems))
    return tuple(case for code, table in tables.items() for case in _cases(code, table, today))


def check_cases(rules: RuleSet, path: str | Path, *, languages: tuple[str, ...] = ()) -> None:
    """Check every case of a file, and that every rule has one it must flag and one it must accept.

    Args:
        rules: The rules.
        path: The file.
        languages: Languages that must have the texts of what is found.

    Raises:
        AssertionError: Names every case that is not so, and every rule without cases.
    """
    found = read_cases(path)
    problems = [f"{case}: {problem}" for case in found for problem in _tried(case, rules, languages)]
    for flagged, what in ((True, "flag"), (False, "accept")):
        having = {case.code for case in found if case.flagged is flagged}
        problems += [f"{rule.code}: there is no case that it must {what}" for rule in rules if rule.code not in having]
    if problems:
        raise AssertionError("\n".join(problems))


def _tried(case: Case, rules: RuleSet, languages: tuple[str, ...]) -> list[str]:
    try:
        return case.problems(rules, languages)
    except SmartGoalsError as error:
        return [str(error)]


def _loaded(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        read = _yaml(text) if path.suffix in (".yaml", ".yml") else tomllib.loads(text)
    except SmartGoalsError:
        raise
    except Exception as error:
        raise DocumentError(str(path), (f"the cases cannot be read: {error} @ {path.name}",)) from error
    if not isinstance(read, Mapping):
        raise DocumentError(str(path), (f"{read!r} is not a table for each rule @ {path.name}",))
    return dict(read)


def _yaml(text: str) -> Any:
    try:
        import yaml
    except ImportError as error:
        raise MissingExtraError("yaml") from error
    return yaml.safe_load(text)


def _problems(code: str, table: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(table, Mapping):
        yield f"{table!r} is not a table; give 'flags' and 'accepts'", code
        return
    yield from ((unknown(key, _KEYS), f"{code}.{key}") for key in table if key not in _KEYS)
    for key in _LISTS:
        listed = table.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            yield f"{listed!r} is not a list of goals", f"{code}.{key}"
    if "series" not in table:
        yield from (("series is missing", f"{code}.{key}") for key in _LISTS[2:] if key in table)
        return
    try:
        _series(table)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a measurement is a problem of the file
        yield f"series is not a list of days and values in 'unit': {error}", f"{code}.series"


def _series(table: Mapping[str, Any]) -> Series:
    unit = Unit.parse(table["unit"])
    return Series(tuple(Measurement(day, Quantity(value, unit)) for day, value in table["series"]))


def _cases(code: str, table: Mapping[str, Any], today: dt.date) -> Iterator[Case]:
    for key in _LISTS:
        series = _series(table) if key.endswith("_series") and key in table else None
        for place, line in enumerate(table.get(key, ())):
            yield Case(code, example(line), key.startswith("flags"), series, today, f"{key}[{place}]")
