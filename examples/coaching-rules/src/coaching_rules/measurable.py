"""Measurable: at the end of the week both can tell whether it was done."""

from __future__ import annotations

from collections.abc import Iterator

from coaching_rules.habit import Habit
from smartgoals import Remark, Statement, rule


@rule("COACH201", criterion="measurable")
def nothing_to_count(statement: Statement) -> Iterator[Remark]:
    """Nothing is said of how often, how much or by when.

    Why: Without a number or a day nobody can tell whether the week went well.
    Flags:
        en: Drink less coffee.
    Accepts:
        en: Drink two cups of coffee a day (8/10).
        en: Book the eye test before the next session.
    Advice: Say how often, how much, or by which meeting.
    """
    habit = Habit.of(statement)
    is_open = bool(habit.find("exploring") or habit.find("qualities"))
    if not (habit.rhythm or habit.extent or (not is_open and (habit.amount or habit.is_dated))):
        yield Remark("Say how often, how much, or by when.", at="target")


@rule("COACH202", criterion="measurable")
def no_extent(statement: Statement) -> Iterator[Remark]:
    """An activity that lasts has no length.

    Why: A walk of five minutes and one of an hour are not the same habit.
    Flags:
        en: Jog twice a week (7/10).
    Accepts:
        en: Jog twice a week for 25 minutes (7/10).
        en: Jog to the lake, 4 km, every Saturday (7/10).
    Advice: Say how long, how far, or how many times at a go.
    """
    habit = Habit.of(statement)
    found = habit.find("lasting")
    if found and habit.rhythm and not (habit.extent or habit.amount):
        yield Remark("Say how long, or how far.", at="target", span=found.span())


@rule("COACH203", criterion="measurable")
def daily_degree(statement: Statement) -> Iterator[Remark]:
    """A change of degree happens every day, and nothing says how large it is.

    Why: To eat a little less every day is done by one crumb.
    Flags:
        en: Reduce the sugar in tea every day (7/10).
    Accepts:
        en: Reduce the sugar in tea to one spoon every day (7/10).
        en: Take the stairs every day (7/10).
    Advice: Say how much less, or how much is left.
    """
    habit = Habit.of(statement)
    found = habit.find("degree") or habit.find("qualities")
    if found and habit.is_only_daily and not (habit.extent or habit.amount):
        yield Remark("Say how much.", at="target", span=found.span())
