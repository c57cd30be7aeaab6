"""How fast sentences are read: `smartgoals.parse`, a floor below it, and the pair one would take instead.

Run: python benchmarks/parse.py [FILE.jsonl] [--rounds N]

All contenders read the same sentences in the same run, one after the other in each round, so that a slow moment hits
all alike. Times are medians and spread over the rounds; ratios are medians of the ratios within each round.

- floor: one pass of one compiled pattern over the casefolded sentence. It finds numbers with their units, dates and
  periods, and the words of direction, all from the word lists of both languages, as a prefix tree so that it is as
  quick as `re` can make it. It understands nothing; a reader in pure Python cannot do with less.
- alternation: the same pass of one compiled alternation with its words one after the other, as one would write it by
  hand. The ratios are to this one.
- smartgoals: `smartgoals.parse` with the language given.
- dateparser: `search_dates` with the language given, today as its base, and the last day of what it finds.
- quantulum3: `parser.parse` in English, without its classifier, for Swedish as well, which it does not know.

Beside the times stands what came of them: `right` is the share of sentences of which the target's number, the
baseline's number and the deadline are all right, and `stated` the same among sentences that state any of the three.
smartgoals has to fill each slot, and to leave it empty where nothing is said. The pair is judged leniently, for it
tells no target from a baseline and no deadline from other dates: the numbers and the last day of the deadline need only
be among what it finds, both ends of a range that it takes for one number count, and finding too much costs nothing.
A last line judges it as smartgoals is judged, by the plainest use one could make of it: the last number is the target,
the first of several the baseline, the last date the deadline.
Labels marked unsure are left out, and so are deadlines of a JSONL file that are relative or a rhythm.

There are two sets: `short`, made here from a few templates, and `real`, which is a JSONL file of
{"lang", "text", "expect": {"target", "baseline", "target_when"}}, or else the cases of tests/statement/corpus.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import statistics
import time
import tomllib
import warnings
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import smartgoals
from smartgoals.lexicon import load

CORPUS = Path(__file__).parent.parent / "tests" / "statement" / "corpus"
TODAY = dt.date(2026, 1, 15)
CONTEXTS = {language: smartgoals.Context(TODAY, language) for language in ("en", "sv")}
DIRECTIONS = ("verb", "noun", "comparative", "multiple", "toward", "zero")
PERIODS = ("when_year", "when_half", "when_tertial", "when_quarter", "when_month", "when_week")
NAMED = ("when_end_of_year", "when_end_of_quarter", "when_next_year", "when_this_year")
DATES = {
    "RELATIVE_BASE": dt.datetime.combine(TODAY, dt.time()),
    "PREFER_DATES_FROM": "future",
    "PREFER_DAY_OF_MONTH": "last",
    "PREFER_MONTH_OF_YEAR": "last",
}

Read = Callable[[str, str], Any]


class Case(NamedTuple):
    """A sentence, and the readings of it that are right; a slot that is missing from a reading is not compared."""

    language: str
    text: str
    readings: tuple[dict[str, Any], ...]


# the floor


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, as a prefix tree."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(letter) + _branch(rest) for letter, rest in node.items() if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def flat(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, one after the other, as one would write it."""
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=len, reverse=True)))})"


def floor_pattern(either: Callable[[Iterable[str]], str]) -> re.Pattern[str]:
    """One alternation of dates, numbers with units, and words of direction, of both languages."""
    lexicons = [load(language) for language in CONTEXTS]

    def having(*roles: str) -> str:
        entries = (entry for lexicon in lexicons for entry in lexicon.entries.values())
        return either(entry.text for entry in entries if not entry.roles.keys().isdisjoint(roles))

    months = either(month for lexicon in lexicons for month in lexicon.months)
    signs = "".join(re.escape(entry) for entry in lexicons[0].entries if len(entry) == 1 and entry in "$€£")
    period = rf"{having('when_code')}|{having('ordinal')} {having(*PERIODS)}|{having(*PERIODS)} \d{{1,2}}"
    date = "|".join(
        (
            r"\d{4}-(?:q[1-4]|\d\d(?:-\d\d)?)",
            rf"(?:\d{{1,2}}(?:st|nd|rd|th|:[ae])? (?:of )?)?{months}(?: \d{{1,2}}\b,?)?(?: \d{{4}})?",
            rf"(?:{period})(?: \d{{4}})?",
            rf"fy ?\d{{2,4}}|{having(*NAMED)}|(?:19|20|21)\d\d",
        )
    )
    digits = rf"[{signs}]?[-−–]?\d+(?:[ \u00a0,.]\d{{3}})*(?:[.,]\d+)?"
    tail = rf"(?: ?{having('scale')}(?!\w))?(?: ?{having('unit')}(?!\w))?(?:(?:/| per )\w+)?"
    number = rf"(?:{digits}|{having('number')}(?!\w)){tail}"
    words = having(*DIRECTIONS)
    return re.compile(rf"(?<!\w)(?:(?P<date>{date})(?!\w)|(?P<number>{number})|(?P<direction>{words})(?!\w))")


def read_floor(either: Callable[[Iterable[str]], str]) -> Read:
    find = floor_pattern(either).finditer
    return lambda _, text: [(found.lastgroup, found.group()) for found in find(text.casefold())]


# the others


def read_dates() -> Read:
    from dateparser.search import search_dates

    def read(language: str, text: str) -> list[dt.date]:
        return [found.date() for _, found in search_dates(text, languages=[language], settings=DATES) or ()]

    return read


def read_quantities() -> Read:
    with warnings.catch_warnings(action="ignore"):  # that the classifier is not installed
        from quantulum3 import parser

    def read(_: str, text: str) -> list[tuple[float, float]]:
        return [(found.value, found.uncertainty or 0) for found in parser.parse(text)]

    return read


def contenders() -> dict[str, Read]:
    """The contenders that are installed, in the order of the rounds."""
    found = {
        "floor": read_floor(either),
        "alternation": read_floor(flat),
        "smartgoals": lambda language, text: smartgoals.parse(text, context=CONTEXTS[language]),
    }
    for name, make in (("dateparser", read_dates), ("quantulum3", read_quantities)):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed: its row and that of the pair are left out (pip install {name})")
    return found


# what is right


def same(wanted: Any, found: Any) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return abs(float(wanted) - float(found)) <= 1e-6 * max(1.0, abs(float(wanted)))


def last_day(period: str | None) -> dt.date | None:
    return None if period is None else smartgoals.Period(period).last


def ours_right(case: Case, statement: smartgoals.Statement) -> bool:
    slots = statement.slots()

    def fits(reading: dict[str, Any]) -> bool:
        deadline = "target_when" not in reading or last_day(slots["target_when"]) == last_day(reading["target_when"])
        return deadline and all(same(wanted, slots[slot]) for slot, wanted in reading.items() if slot != "target_when")

    return any(fits(reading) for reading in case.readings)


def pair_right(case: Case, days: list[dt.date], numbers: list[tuple[float, float]]) -> bool:
    """Whether all that is said is among what the pair finds."""
    values = [value + side * spread for value, spread in numbers for side in (-1, 0, 1)]

    def fits(reading: dict[str, Any]) -> bool:
        said = {slot: wanted for slot, wanted in reading.items() if wanted is not None}
        day = last_day(said.pop("target_when", None))
        return (day is None or day in days) and all(any(same(n, found) for found in values) for n in said.values())

    return any(fits(reading) for reading in case.readings)


def pair_as_slots(case: Case, days: list[dt.date], numbers: list[tuple[float, float]]) -> bool:
    """Whether the plainest use is right: the last number, the first of several as baseline, the last date."""
    found: dict[str, Any] = {
        "target": numbers[-1][0] if numbers else None,
        "baseline": numbers[0][0] if len(numbers) > 1 else None,
    }
    day = days[-1] if days else None

    def fits(reading: dict[str, Any]) -> bool:
        deadline = "target_when" not in reading or day == last_day(reading["target_when"])
        return deadline and all(same(wanted, found[slot]) for slot, wanted in reading.items() if slot in found)

    return any(fits(reading) for reading in case.readings)


# the sentences


def short() -> list[Case]:
    """A hundred sentences in each language, from a few templates."""
    metrics = {"en": ("sales", "daily orders", "newsletter sign-ups", "site visits"),
               "sv": ("försäljningen", "antalet order", "antalet prenumeranter", "webbesöken")}  # fmt: skip
    templates = {
        "en": (
            "Increase {metric} from {low:,} to {high:,} by {month} {year}",
            "Cut {metric} by {percent} % by the end of {year}",
            "Reach {high:,} {metric} in Q{quarter} {year}",
            "Reduce the return rate from {high_percent}% to {percent}% by {year}",
            "At least {percent} percent of orders shipped the same day by {day} {month} {year}",
        ),
        "sv": (
            "Öka {metric} från {low:,} till {high:,} till {month} {year}",
            "Sänk {metric} med {percent} % till slutet av {year}",
            "Nå {high:,} nya kunder under Q{quarter} {year}",
            "Minska andelen returer från {high_percent} % till {percent} % senast {year}",
            "Minst {percent} procent av alla order ska skickas samma dag senast den {day} {month} {year}",
        ),
    }
    months = {"en": ("March", "June", "September"), "sv": ("mars", "juni", "september")}
    cases = []
    for language, shapes in templates.items():
        for n in range(100):
            shape = shapes[n % 5]
            low, percent, year, quarter = 1000 + 100 * n, 3 + n % 17, 2026 + n % 4, 1 + n % 4
            facts = {
                "metric": metrics[language][n // 5 % 4], "low": low, "high": low + 500, "percent": percent,
                "high_percent": percent + 4, "month": months[language][n % 3], "year": year, "quarter": quarter,
                "day": 10 + n % 15,
            }  # fmt: skip
            text = shape.format(**facts)
            if language == "sv":
                text = text.replace(",", " ")
            month = f"{year}-{3 * (n % 3) + 3:02}"
            cases.append(Case(language, text, ((
                {"baseline": low, "target": low + 500, "target_when": month},
                {"baseline": None, "target": percent, "target_when": f"{year}"},
                {"baseline": None, "target": low + 500, "target_when": f"{year}-Q{quarter}"},
                {"baseline": percent + 4, "target": percent, "target_when": f"{year}"},
                {"baseline": None, "target": percent, "target_when": f"{month}-{10 + n % 15}"},
            )[n % 5],)))  # fmt: skip
    return cases


def cases_of_tests() -> list[Case]:
    cases = []
    for path in sorted(CORPUS.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            reading = {slot: case.get(slot) for slot in ("baseline", "target", "target_when")}
            reading |= {slot: case[slot] for slot in ("target_low", "target_high") if slot in case}
            cases.append(Case(path.stem, case["text"], (reading,)))
    return cases


def cases_of_file(path: Path) -> list[Case]:
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line, parse_float=Decimal)
        unsure = set(row.get("unsure_fields") or ())
        if row.get("when_kind") in ("relative", "recurring"):
            unsure.add("target_when")
        readings = []
        for other in ({}, *(row.get("also") or ())):
            expect = row["expect"] | other
            reading = {slot: expect.get(slot) for slot in ("baseline", "target", "target_when") if slot not in unsure}
            if expect.get("target_range") and "target" not in unsure:
                reading["target_low"], reading["target_high"] = expect["target_range"]
            readings.append(reading)
        cases.append(Case(row["lang"], row["text"], tuple(readings)))
    return cases


# the run


def measure(cases: list[Case], readers: dict[str, Read], rounds: int) -> dict[str, list[float]]:
    """Microseconds per sentence of every contender, round by round; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds + 1):
        for name, read in readers.items():
            start = time.process_time()
            for case in cases:
                read(case.language, case.text)
            times[name].append((time.process_time() - start) / len(cases) * 1e6)
    times = {name: taken[1:] for name, taken in times.items()}
    if "dateparser" in times and "quantulum3" in times:
        times["the pair"] = [sum(both) for both in zip(times["dateparser"], times["quantulum3"], strict=True)]
    return times


def judge(cases: list[Case], readers: dict[str, Read]) -> dict[str, list[bool]]:
    """Whether each sentence was read right."""
    read = readers["smartgoals"]
    right = {"smartgoals": [ours_right(case, read(case.language, case.text)) for case in cases]}
    if "dateparser" in readers and "quantulum3" in readers:
        days, numbers = readers["dateparser"], readers["quantulum3"]
        read_both = [(case, days(case.language, case.text), numbers(case.language, case.text)) for case in cases]
        right["the pair"] = [pair_right(*read) for read in read_both]
        right["the pair, as slots"] = [pair_as_slots(*read) for read in read_both]
    return right


def report(title: str, cases: list[Case], readers: dict[str, Read], rounds: int) -> None:
    times, right = measure(cases, readers, rounds), judge(cases, readers)
    stating = [any(value is not None for reading in case.readings for value in reading.values()) for case in cases]
    count = {language: sum(case.language == language for case in cases) for language in CONTEXTS}
    print(f"\n{title}: {len(cases)} sentences ({count['en']} English, {count['sv']} Swedish), {rounds} rounds")
    print(f"{'µs per sentence':16}{'median':>9}{'min':>9}{'max':>9}{'per s':>9}", end="")
    print(f"{'x altern':>9}{'x ours':>9}{'right':>8}{'stated':>8}")
    for name, taken in times.items():
        ratios = [
            statistics.median(t / base for t, base in zip(taken, times[other], strict=True))
            for other in ("alternation", "smartgoals")
        ]
        median = statistics.median(taken)
        print(f"{name:16}{median:>9.1f}{min(taken):>9.1f}{max(taken):>9.1f}{1e6 / median:>9.0f}", end="")
        print(f"{ratios[0]:>9.2f}{ratios[1]:>9.2f}", end="")
        if name in right:
            stated = [ok for ok, says in zip(right[name], stating, strict=True) if says]
            print(f"{sum(right[name]) / len(cases):>8.1%}{sum(stated) / len(stated):>8.1%}", end="")
        print()
    if "the pair, as slots" in right:
        plain, ours = sum(right["the pair, as slots"]), sum(right["smartgoals"])
        times_as_often = f", smartgoals {ours / plain:.2f} times as often" if plain else ""
        print(f"the pair as slots is right in {plain / len(cases):.1%}{times_as_often}")


def main() -> None:
    """Measure both sets."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path, help="labelled sentences, one JSON object a line")
    options.add_argument("--rounds", type=int, default=9)
    given = options.parse_args()
    readers = contenders()
    report("short", short(), readers, given.rounds)
    real = cases_of_file(given.file) if given.file else cases_of_tests()
    report(f"real, {given.file.name if given.file else 'tests/statement/corpus'}", real, readers, given.rounds)


if __name__ == "__main__":
    main()
