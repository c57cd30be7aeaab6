"""Rewording: which words go from a statement, which come, and where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from smartgoals.improvement.blanks import APART, LEFT_IN, NAMES, RANK, RANK_OF, pattern, present
from smartgoals.lexicon import load
from smartgoals.model import Direction, Habit, Level, Milestones
from smartgoals.rules.phrases import phrases, spoken
from smartgoals.statement.statement import Part, Role, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from smartgoals.model import Goal
    from smartgoals.rules.finding import Finding

__all__ = ["inserted", "insertions_for", "with_names", "without_vague_times"]

_TAIL: Final = (Role.MEANS, Role.PURPOSE, Role.GUARDRAIL, Role.OWNER, Role.CONFIDENCE, Role.REST)
_STOP: Final = re.compile(r"[.!?;](?=\s|$)|[,:(\n](?!\d)|\s[–—-]\s")
_AFTER: Final = re.compile(r"\s*(?:%|kr\b|kronor\b|procent\b|percent\b|SEK\b|EUR\b).*$", re.DOTALL)


def with_names(text: str, statement: Statement, findings: Iterable[Finding]) -> str:
    """The text with blanks of its own, such as "XX", named, where the word before them tells what they are."""
    lexicon = load(statement.language)
    leads = (("until", "deadline"), ("to", "target"), ("from", "baseline"))
    taken = set(present(text, statement.language))
    for finding in sorted(findings, key=lambda each: each.span or (0, 0), reverse=True):
        if finding.code != LEFT_IN or finding.span is None:
            continue
        start, end = finding.span
        end = start + len(_AFTER.sub("", text[start:end]).rstrip())
        before = text[:start].casefold().split()[-1:]
        entry = lexicon.entries.get(before[0]) if before else None
        name = next((name for role, name in leads if entry is not None and role in entry.roles), None)
        if name is not None and name not in taken and end > start:
            taken.add(name)
            text = f"{text[:start]}[{phrases(statement.language).label(f'blank.{name}')}]{text[end:]}"
    return text


def without_vague_times(text: str, statement: Statement, findings: Iterable[Finding]) -> str:
    """The text without words that only seem to say when, where something is left to say."""
    core = [part for part in statement.parts if part.role not in _TAIL and part.role is not Role.DIRECTION]
    for finding in sorted(findings, key=lambda each: each.span or (0, 0), reverse=True):
        if finding.code != "T102" or finding.span is None or re.search(r"\d", text[slice(*finding.span)]):
            continue
        start, end = finding.span
        is_rest = any(part.start <= start and end <= part.end for part in statement.rest)
        trails = any(part.start < start and end == part.end for part in core)
        if core and (is_rest or trails):
            while start and text[start - 1] in " ,":
                start -= 1
            if not start:
                continue  # it opens the sentence, and the rest would want another beginning
            text = text[:start] + text[end:]
    return text


def insertions_for(
    text: str, statement: Statement, goal: Goal, findings: Iterable[Finding], asked: Iterable[str]
) -> list[tuple[int, str]]:
    """Where to put which words, in the order of the text."""
    language = statement.language
    new = set(asked) - set(present(text, language))
    if _has_other_baseline(statement):
        new.discard("baseline")
    if not new or not any(letter.isalnum() for letter in text):
        return []
    found = phrases(language)
    labels = {name: f"[{found.label(f'blank.{name}')}]" for name in NAMES}
    is_open = goal.target is None and "target" in asked
    change, core = (place or len(text.rstrip()) for place in (_change_at(statement), _core_end(statement)))
    wanted = _levels(statement, goal, new, change, core, is_open=is_open)
    if ("to", change) in wanted and isinstance(goal.target, Level):
        labels["target"] = " ".join(spoken(goal.target.quantity, language).split())
    measure = "measured" if is_open else "effect" if isinstance(goal.target, Milestones) else "by_measure"
    numbers = [part.end for part in statement.parts if part.role is Role.TARGET]
    places = {
        "metric": (measure, change if is_open else core),
        "unit": ("unit", max(numbers, default=core)),
        "deadline": ("until" if _runs_on(statement, goal) else "by", max(core, change) if is_open else core),
        "means": ("means", core),
        "purpose": ("purpose", _sentence_end(statement, core)),
        "owner": ("owner", len(text.rstrip())),
    }
    wanted += [place for name, place in places.items() if name in new]
    placed = sorted((_past(text, at, phrase, language), RANK[phrase], phrase) for phrase, at in wanted)
    loose = {each.span[1] for each in findings if each.code in {"S103", "T102"} and each.span is not None}
    if is_open and _is_comparative(statement):
        loose.add(change)
    return _worded(text, placed, labels, loose, language)


def _levels(
    statement: Statement, goal: Goal, new: set[str], change: int, core: int, *, is_open: bool
) -> list[tuple[str, int]]:
    """The phrases for baseline and target, and where they belong."""
    direction = statement.reading.direction
    moves = direction not in {Direction.MAINTAIN, Direction.REACH}
    wanted: list[tuple[str, int]] = []
    if "target" in new:
        wanted.append((_held(statement) or ("of" if direction == Direction.REACH else "to"), change))
    if "baseline" in new:
        lead = _lead(statement)
        if lead is not None:
            wanted.append(("from", lead))
        elif moves and is_open:
            wanted.append(("from", change))
        elif moves and isinstance(goal.target, Level) and statement.part(Role.TARGET) is None:
            wanted += [("from", change), ("to", change)]  # the goal knows its target, the sentence does not
        else:
            wanted.append(("today", core))
    return wanted


def _held(statement: Statement) -> str:
    """How the level of something that is to be kept is said; empty when nothing is to be kept."""
    if statement.reading.direction != Direction.MAINTAIN:
        return ""
    part = statement.part(Role.DIRECTION)
    verb = _roles(statement.language, part.text.split()[-1]).get("verb") if part is not None else None
    return {"increase": "beyond", "decrease": "below"}.get(str(verb), "at")  # "shall not grow beyond"


def _runs_on(statement: Statement, goal: Goal) -> bool:
    """Whether the goal holds until its last day, rather than being met by then."""
    reading = statement.reading
    does = reading.direction == Direction.ACHIEVE and "/" in (reading.unit or "")
    return does or reading.direction == Direction.MAINTAIN or isinstance(goal.target, Habit)


def _has_other_baseline(statement: Statement) -> bool:
    """Whether words that were not understood seem to tell a baseline; it is not asked for twice."""
    for part in statement.rest:
        words = part.text.casefold().split()
        heads = [*words, *(" ".join(words[i : i + 2]) for i in range(len(words)))]
        leads = any(_roles(statement.language, word).keys() & {"from", "compared", "now"} for word in heads)
        if leads and any(letter.isdigit() for letter in part.text):
            return True
    return False


def _roles(language: str, word: str) -> Mapping[str, Any]:
    entry = load(language).entries.get(word.casefold())
    return entry.roles if entry is not None else {}


def _worded(
    text: str, placed: list[tuple[int, int, str]], labels: Mapping[str, str], loose: set[int], language: str
) -> list[tuple[int, str]]:
    """The words for each phrase, with the commas that they need."""
    found = phrases(language)
    result: list[tuple[int, str]] = []
    for place, (at, _, phrase) in enumerate(placed):
        words = found.label(f"improvement.{phrase}").format(**labels)
        previous = placed[place - 1][2] if place and placed[place - 1][0] == at else ""
        is_last = place + 1 == len(placed) or placed[place + 1][0] != at
        if phrase == "owner":
            is_closed = text[:at].endswith((".", "!", "?"))
            words = f" {words}." if is_closed else f". {words}"
        elif phrase in APART or previous in APART or (at in loose and not previous):
            words = f", {words}"
        else:
            words = f" {words}"
        if phrase in APART and is_last and text[at:].lstrip()[:1].isalnum():
            words += ","
        result.append((at, words))
    return result


def _is_comparative(statement: Statement) -> bool:
    """Whether no verb but a word such as "fler" or "lower" tells the direction."""
    part = statement.part(Role.DIRECTION)
    roles = _roles(statement.language, part.text) if part is not None else {}
    return "comparative" in roles and "verb" not in roles


def _past(text: str, at: int, phrase: str, language: str) -> int:
    """The place after the blanks that stand at a place already and come before a phrase."""
    while True:
        match = pattern(language).match(text, at) or pattern(language).match(text, at + 1)
        if match is None or text[at : match.start()].strip():
            return at
        names = present(match[0], language)
        if not names or RANK_OF[names[0]] >= RANK[phrase]:
            return at
        at = match.end()


def _core(statement: Statement) -> list[Part]:
    return [part for part in statement.parts if part.role not in _TAIL]


def _run_out(statement: Statement, start: int, stops: Iterable[int]) -> int:
    """The end of the words from a place on, up to a stop or the first of some places."""
    text = statement.text
    stop = _STOP.search(text, start)
    end = min([stop.start() if stop is not None else len(text), *(place for place in stops if place >= start)])
    return start + len(text[start:end].rstrip())


def _core_end(statement: Statement) -> int:
    """Where what the goal says in itself ends, before how and why."""
    start = max((part.end for part in _core(statement)), default=0)
    return _run_out(statement, start, [part.start for part in statement.parts if part.role in _TAIL])


def _change_at(statement: Statement) -> int:
    """Where "from … to …" belongs: after the metric and the verb, before the deadline."""
    levels = (Role.DIRECTION, Role.METRIC, Role.POPULATION, Role.BASELINE)
    parts = [part for part in statement.parts if part.role in levels]
    if any(part.role is Role.BASELINE for part in parts):
        parts += [part for part in statement.parts if part.role is Role.BASELINE_WHEN]
    start = max((part.end for part in parts), default=0)
    return _run_out(statement, start, [part.start for part in statement.parts])


def _sentence_end(statement: Statement, core: int) -> int:
    """Where the reasons end."""
    start = max(
        (part.end for part in statement.parts if part.role in (Role.MEANS, Role.GUARDRAIL) and part.start >= core),
        default=core,
    )
    return _run_out(statement, start, [part.start for part in statement.parts if part.role in _TAIL])


def _lead(statement: Statement) -> int | None:
    """Where "from …" belongs in front of "to …"; None when the target has no such word."""
    reading, language = statement.reading, statement.language
    target = next((part for part in statement.parts if part.role in {Role.BOUND, Role.TARGET}), None)
    if target is None or reading.direction == Direction.REACH or reading.target_is in {"relative_change", "multiple"}:
        return None
    start = target.start
    words = statement.text[start : target.end].split()
    if words and "to" not in _roles(language, words[0]) and "to" in _roles(language, " ".join(words[:2])):
        start += len(words[0]) + 1  # "down to": the way stands before "from"
    elif not words or "to" not in _roles(language, words[0]):
        before = re.search(r"(\S+)\s+$", statement.text[:start])
        if before is None or "to" not in _roles(language, before[1]):
            return None
        start = before.start()
    return len(statement.text[:start].rstrip()) or None


def inserted(text: str, statement: Statement, insertions: list[tuple[int, str]]) -> tuple[str, Statement]:
    """The text with words put in, and its statement: read as before, each part in its new place."""
    masked = statement.text

    def shift(place: int, *, is_end: bool) -> int:
        return place + sum(len(words) for at, words in insertions if at < place or (at == place and not is_end))

    for at, words in reversed(insertions):
        text = text[:at] + words + text[at:]
        masked = masked[:at] + " " * len(words) + masked[at:]

    def moved(part: Any) -> Any:
        start, end = shift(part.start, is_end=False), shift(part.end, is_end=True)
        return attrs.evolve(part, text=text[start:end], start=start, end=end) if start < end else part

    start = statement.span[0]
    return text, attrs.evolve(
        statement,
        text=masked,
        goal=attrs.evolve(statement.goal, statement=text),
        parts=tuple(map(moved, statement.parts)),
        rest=tuple(map(moved, statement.rest)),
        ambiguities=tuple(map(moved, statement.ambiguities)),
        span=(start, start + len(text)),
    )
