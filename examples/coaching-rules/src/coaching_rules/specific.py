"""Specific: the client and the coach think of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coaching_rules.habit import Habit
from smartgoals import Remark, Statement, rule


@rule("COACH101", criterion="specific")
def looking_around(statement: Statement) -> Iterator[Remark]:
    """The habit is to look around or a wish, not something to do.

    A habit that is left to the day, as by "when I can", is no more than a wish either.

    Why: To explore, or to feel better, has no point at which it is done, and next week nobody knows whether it was.
    Flags:
        en: Explore what the app can do.
        en: I would like to manage stress better.
        en: Do some knee bends when I can.
    Accepts:
        en: Explore the step counter by opening it every day (confidence 8/10).
        en: Walk to work every Tuesday, 20 minutes each way (8/10).
    Advice: Name one thing to do, and when.
    """
    habit = Habit.of(statement)
    found = habit.first("exploring") or (None if habit.find("by") else habit.first("wishing"))
    found = found or habit.find("leaving_open")
    if found and not (habit.rhythm or habit.has_period or habit.extent):
        yield Remark(
            "Say what will be done, rather than “{word}”.", at="statement", span=found.span(), values={"word": found[0]}
        )


@rule("COACH102", criterion="specific")
def unnamed_kind(statement: Statement) -> Iterator[Remark]:
    """The habit names a whole class, such as exercise or medication, and not which.

    A class is narrowed by the word before it, by examples after it, or, for a medicine, by the moment it is tied to.

    Why: Under "exercise" one thinks of a walk and the other of the gym.
    Flags:
        en: Exercise twice a week, 40 minutes each (7/10).
        en: Take the medicine every day (9/10).
    Accepts:
        en: Do balance exercises twice a week, 15 minutes each (7/10).
        en: Exercise twice a week by rowing, 40 minutes each, such as intervals (7/10).
        en: Take the medicine every day after breakfast (9/10).
    Advice: Name the activity or the medicine.
    """
    habit = Habit.of(statement)
    for found in habit.every("unnamed_activity"):
        if _is_unnamed(habit, found) and not _is_named_later(habit, found.end()):
            yield _which(found)
            return
    for found in habit.every("unnamed_medicine"):
        is_compound = habit.is_in(habit.after(found.end()), "compound")
        if _is_unnamed(habit, found) and not is_compound and not habit.find("anchors"):
            yield _which(found)
            return


def _which(found: re.Match[str]) -> Remark:
    return Remark("Say which “{word}”.", at="statement", span=found.span(), values={"word": found[0]})


def _is_unnamed(habit: Habit, found: re.Match[str]) -> bool:
    """Whether nothing around the word narrows it down."""
    before = habit.before(found.start())
    if not before or habit.is_in(before, "bare"):
        return True
    return before.endswith(("-hour", "-minute")) or not before.replace("-", "").isalpha()


def _is_named_later(habit: Habit, place: int) -> bool:
    rest = habit.text[place:]
    named = habit.find("naming")
    return bool(named and named.start() >= place) or bool(re.search(r"[(:][^()\d]*[a-z]{4}|\([^)]*\bof\b", rest))


@rule("COACH103", criterion="specific")
def open_quality(statement: Statement) -> Iterator[Remark]:
    """The habit names a quality that everyone fills with something of their own.

    Why: A balanced meal or a varied week is whatever one wants it to be on a bad day.
    Flags:
        en: Eat a varied diet every day (6/10).
    Accepts:
        en: Eat balanced meals such as lentils with rice three times a week (6/10).
    Advice: Name what will be on the plate, or what else it is made of.
    """
    habit = Habit.of(statement)
    found = habit.find("qualities")
    if found and not habit.find("naming"):
        yield Remark("Say what “{word}” consists of.", at="statement", span=found.span(), values={"word": found[0]})


@rule("COACH104", criterion="specific", severity="minor")
def nothing_instead(statement: Statement) -> Iterator[Remark]:
    """The habit says what to leave and not what to do instead.

    Why: What one must not think of is what one thinks of. A habit that is replaced lasts longer than one fought.
    Flags:
        en: Avoid sweets at the office.
    Accepts:
        en: Replace the sweets at the office with an apple every day (7/10).
        en: Avoid the lift three days a week, and take the stairs instead (7/10).
    Advice: Say what comes instead, or how often it may happen at most.
    Source: Oscarsson and others, A large-scale experiment on New Year's resolutions, PLOS ONE 15(12), 2020
    """
    habit = Habit.of(statement)
    found = habit.first("leaving")
    if found and not (habit.find("instead") or habit.rhythm or habit.amount):
        yield Remark("Say what comes instead.", at="statement", span=found.span())
