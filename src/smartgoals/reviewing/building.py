"""`review()`: a portfolio against its readings on a day."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from smartgoals.assessment import assess, assess_portfolio
from smartgoals.errors import InvalidValueError
from smartgoals.model import Activity, Context, FiscalCalendar, Goal, Period, Portfolio, Process, Schedule, Series
from smartgoals.model.field import nearest, refuse
from smartgoals.progress import State, StatusPolicy, goal_on, policy, track
from smartgoals.reviewing.agenda import agenda_of
from smartgoals.reviewing.attention import linked, ranked, reasons_of
from smartgoals.reviewing.entry import GoalReview
from smartgoals.reviewing.movement import Comparison
from smartgoals.reviewing.proposals import proposals_of
from smartgoals.reviewing.record import Review
from smartgoals.reviewing.remarks import Problem
from smartgoals.reviewing.summing import areas_of, branches_of, coverage_of
from smartgoals.reviewing.weighing import AttentionPolicy, attention_policy
from smartgoals.rules import facts
from smartgoals.rules.finding import Finding
from smartgoals.rules.ruleset import RuleSet
from smartgoals.rules.trend import following
from smartgoals.statement import parse
from smartgoals.statement.statement import Role

if TYPE_CHECKING:
    from smartgoals.errors import RuleCrashedError
    from smartgoals.progress import MissingData, Progress, Trajectory
    from smartgoals.statement import Statement

__all__ = ["review"]

_READABLE: Final = facts.names(facts.READABLE)
_TITLE: Final = 60
_SHORTEST: Final = 10
_SAME_REVIEW: Final = 3
"""Days within which a scheduled review is the one that is being prepared."""
_SEARCHED: Final = 20
"""How many unknown names are compared with all that are known."""
_FURTHER: Final = frozenset({Role.TARGET_WHEN, Role.MEANS, Role.PURPOSE, Role.BASELINE, Role.TARGET, Role.OWNER})
"""What a title does without."""


def review(
    portfolio: Portfolio,
    *,
    context: Context,
    series: Mapping[str, Series] | None = None,
    rules: RuleSet | None = None,
    since: Review | None = None,
    period: Period | str | None = None,
    attention: str | AttentionPolicy = "standard",
    status: str | StatusPolicy = "eurostat",
    trajectory: str | Trajectory = "linear",
    missing: str | MissingData = "as_read",
    problems: Iterable[Problem] = (),
) -> Review:
    """Review a portfolio: what to talk about and why, what moved, what to decide.

    What is wrong with the input, such as a measurement for no goal, is named in `Review.problems`, and the rest is
    reviewed. Nothing that happened after the day counts.

    Args:
        portfolio: The goals. What one leaves unsaid is read from its statement.
        context: Today, the language, the calendar.
        series: The readings of each goal by its id; a goal without an id goes by its statement.
        rules: The rules that count; without them, those of this library.
        since: An earlier review, to tell what moved.
        period: The period that is reviewed, such as `2026-Q3`; the review is of its last day, or of today if that is
            earlier. Without one, it is of today.
        attention: The policy that ranks, or the name of one; see `attention_policies()`.
        status: As in `track()`.
        trajectory: As in `track()`.
        missing: As in `track()`.
        problems: What has been found wrong with the input already, to be told together with the rest.

    Returns:
        The review.

    Raises:
        InvalidValueError: A parameter is not what it must be.

    Example:
        >>> from smartgoals.model import Context, Goal, Portfolio, Series, Unit
        >>> portfolio = Portfolio([
        ...     Goal("Cut returns from 9 % in December 2025 to 6 % in December 2026", id="returns", owner="Ada"),
        ... ])
        >>> readings = {"returns": Series.of({"2026-05-31": 8.7}, Unit.percent())}
        >>> found = review(portfolio, context=Context("2026-06-01", "en"), series=readings)
        >>> print(found.attention[0].reasons[0])
        Behind plan: 10% of the way, where 41% was expected.
    """
    for name, value, kind, what, remedy in (
        ("portfolio", portfolio, Portfolio, "Portfolio", "give a Portfolio"),
        ("context", context, Context, "Context", "give a Context"),
        ("series", series, Mapping | None, "mapping", "give a Series for each goal, by its id"),
        ("rules", rules, RuleSet | None, "RuleSet", "give a RuleSet"),
        ("since", since, Review | None, "Review", "read one with review_from_data()"),
        ("period", period, Period | str | None, "Period", "give one, such as 2026-Q3"),
    ):
        if not isinstance(value, kind):
            refuse("review", name, type(value).__name__, f"is no {what}", remedy)
    weighing = attention_policy(attention) if isinstance(attention, str) else attention
    if not isinstance(weighing, AttentionPolicy):
        refuse("review", "attention", attention, "is no AttentionPolicy", "give the name of one or an AttentionPolicy")
    by = policy(status) if isinstance(status, str) else status
    rules = RuleSet.builtin() if rules is None else rules
    span = Period(period, context.calendar) if isinstance(period, str) else period
    day = context.today if span is None else min(span.last, context.today)
    if span is not None and span.first > context.today:
        refuse("review", "period", str(span), f"begins after today, {context.today}", "review one that has begun")

    def stand(goal: Goal, readings: Series | None) -> Progress:
        return track(goal, readings, on=day, status=by, trajectory=trajectory, missing=missing)

    portfolio = _as_of(portfolio, day)
    reviewer = _Reviewer(portfolio, attrs.evolve(context, today=day), series or {}, rules, weighing, stand)
    reviewer.problems += problems
    pairs, across = reviewer.entries(since)
    entries = ranked(entry for _, entry in pairs)
    process = portfolio.process if portfolio.process is not None else Process()
    decisions = sum(len(entry.proposals) for entry in entries)
    needy = [entry for entry in entries if entry.reasons]
    found = Review(
        on=day,
        language=reviewer.language,
        name=portfolio.name,
        period=span,
        goals=entries,
        across=across,
        agenda=agenda_of(needy, minutes=process.minutes or weighing.minutes, policy=weighing, decisions=decisions),
        areas=areas_of(portfolio, pairs, by),
        branches=branches_of(portfolio, {entry.id: entry for entry in entries if entry.id is not None}, by),
        coverage=coverage_of(entries),
        problems=tuple(reviewer.problems),
        reviewers=process.reviewers,
        roles=process.roles,
        channels=process.channels,
        decisions=tuple(decision for decision in process.decisions if decision.on <= day),
        next_on=_next(process, context.today, context.calendar),
        minutes=process.minutes or weighing.minutes,
        attention_policy=str(weighing),
        status_policy=str(by),
        fingerprint=rules.fingerprint,
    )
    return found if since is None else attrs.evolve(found, since=Comparison.of(since, found))


def _next(process: Process, day: dt.date, calendar: FiscalCalendar) -> dt.date | None:
    """The first day on which the schedule has a review other than that of these days; it knows no holidays."""
    if process.cadence is None:
        return None
    apart = min(_SAME_REVIEW, process.cadence.days // 2)
    start, end = day + dt.timedelta(days=1 + apart), day + dt.timedelta(days=2 * process.cadence.days + 7)
    found = Schedule.of(Portfolio(process=process), start=start, end=end, calendar=calendar)
    return next((event.on for event in found.events), None)


def _as_of(portfolio: Portfolio, day: dt.date) -> Portfolio:
    """The portfolio with its goals in the versions that held on a day."""
    goals = tuple(goal_on(goal, day) for goal in portfolio)
    unchanged = all(then is now for then, now in zip(goals, portfolio, strict=True))
    return portfolio if unchanged else attrs.evolve(portfolio, goals=goals)


class _Reviewer:
    """Goes through the goals once, and then through what they have to do with one another."""

    def __init__(
        self,
        portfolio: Portfolio,
        context: Context,
        series: Mapping[str, Series],
        rules: RuleSet,
        weighing: AttentionPolicy,
        stand: Callable[[Goal, Series | None], Progress],
    ) -> None:
        self.portfolio, self.context, self.series = portfolio, context, series
        self.rules, self.weighing, self.stand = rules, weighing, stand
        self.problems: list[Problem] = []
        self.crashed: dict[str, None] = {}
        self.language = context.language or "en"
        self.languages: Counter[str] = Counter()
        self.goals: list[Goal] = []
        self.statements: list[Statement] = []

    def entries(self, since: Review | None) -> tuple[list[tuple[Goal, GoalReview]], tuple[Finding, ...]]:
        """Each goal with what is to be said about it, and what concerns the portfolio as a whole."""
        portfolio, weighing = self.portfolio, self.weighing
        self.input()
        bare = self.told_apart([self.stands(goal) for goal in portfolio])
        if self.context.language is None and self.languages:
            self.language = min(self.languages, key=lambda each: (-self.languages[each], each))
        across = assess_portfolio(
            attrs.evolve(portfolio, goals=tuple(self.goals)),
            context=self.context, rules=self.rules, statements=self.statements, on_crash=self.crash,
        )  # fmt: skip
        self.problems += [Problem("rule", values={"code": code}) for code in self.crashed]
        links = linked(self.needs(), {entry.key: entry for entry in bare}, self.undone, self.late(), weighing)
        before = {} if since is None else {entry.key: entry for entry in since.goals}
        found = []
        for goal, entry in zip(portfolio, bare, strict=True):
            whole = attrs.evolve(
                entry,
                reasons=reasons_of(entry, policy=weighing, links=links.get(entry.key), before=before.get(entry.key)),
                proposals=tuple(proposals_of(entry, weighing)),
            )
            found.append((goal, whole))
        return found, across

    # the input

    def input(self) -> None:
        """Name what is wrong with the portfolio and the readings."""
        portfolio = self.portfolio
        if not len(portfolio):
            self.problems.append(Problem("empty"))
        for end in portfolio.loose_ends:
            told = {"called": end.name, **({"nearest": end.nearest} if end.nearest else {})}
            self.problems.append(Problem("loose_end_near" if end.nearest else "loose_end", end.place, values=told))
        for ring in portfolio.circles:
            self.problems.append(Problem("circle", _link(portfolio, ring), values={"names": ring}))
        keys = {key(goal) for goal in portfolio}
        for place, name in enumerate(sorted(set(self.series) - keys)):
            near = nearest(name, keys) if place < _SEARCHED else None
            told = {"called": name, **({"nearest": near} if near else {})}
            self.problems.append(Problem("no_goal_near" if near else "no_goal", f"series[{name!r}]", values=told))
        counted = Counter(key(goal) for goal in portfolio)
        for name, count in sorted(counted.items()):
            if count > 1:
                self.problems.append(Problem("twice", values={"called": name, "count": count}))

    def crash(self, crash: RuleCrashedError) -> None:
        self.crashed.setdefault(crash.code)

    # one goal

    def stands(self, goal: Goal) -> GoalReview:
        """Where a goal stands, and what the rules say about it: read once, tracked once, judged once."""
        statement = parse(goal.statement, context=self.context)
        goal = goal.completed(statement.goal, _READABLE)
        given = self.series.get(key(goal))
        try:
            progress = self.stand(goal, given)
        except InvalidValueError as error:  # another unit, or readings that no arithmetic holds
            self.problems.append(Problem("unit", key(goal), values={"error": str(error)}))
            given = None
            progress = self.stand(goal, given)
        today = self.context.today
        days = [] if given is None else [reading.on for reading in given.measurements if reading.on <= today]
        if days and progress.start is not None and days[-1] < progress.start <= today:
            told = {"last": days[-1], "start": progress.start}
            self.problems.append(Problem("early", key(goal), values=told))
        self.goals.append(goal)
        self.languages[statement.language] += 1
        if not all((goal.metric, goal.baseline, goal.target, goal.horizon)):
            self.statements.append(statement)  # what is incomplete would be read again
        with following(progress, given, self.context):
            assessment = assess(
                attrs.evolve(statement, goal=goal),
                context=self.context, rules=self.rules, series=given, portfolio=self.portfolio, keep_going=True,
            )  # fmt: skip
        for crash in assessment.crashes:
            self.crash(crash)
        return self.entry(goal, statement, progress, assessment.findings, len(days))

    def told_apart(self, entries: list[GoalReview]) -> list[GoalReview]:
        """The goals, each with a title of its own: a metric that two of them have tells neither."""
        counted = Counter(entry.title for entry in entries)
        return [
            entry if counted[entry.title] == 1 else attrs.evolve(entry, title=_shortened(entry.statement))
            for entry in entries
        ]

    @staticmethod
    def title(goal: Goal, statement: Statement) -> str:
        """The metric; without one, the statement up to when and how it is to be done."""
        if goal.metric is not None:
            name = goal.metric.name
        else:
            cut = min((part.start for part in statement.parts if part.role in _FURTHER), default=0)
            name = goal.statement.strip()[:cut].rstrip(" ,;") if cut > _SHORTEST else goal.statement
        return _shortened(name[:1].upper() + name[1:])

    def entry(
        self, goal: Goal, statement: Statement, progress: Progress, findings: tuple[Finding, ...], readings: int
    ) -> GoalReview:
        over = progress.end is not None and self.context.today > progress.end
        forecast = progress.forecast
        return GoalReview(
            statement=goal.statement,
            title=self.title(goal, statement),
            id=goal.id,
            owner=goal.owner,
            area=goal.area,
            status=progress.status,
            fraction=None if progress.status == State.NO_DATA else progress.fraction,
            expected=progress.expected,
            achieved=progress.achieved,
            is_kept=progress.is_kept,
            is_missed=over and progress.achieved is False and progress.status in _MISSED,
            value=progress.value,
            value_on=progress.value_on,
            baseline=progress.baseline,
            target=progress.target,
            end=progress.end,
            days_left=progress.days_left,
            age_days=progress.age_days,
            stale=progress.stale,
            coverage=progress.coverage,
            chance=None if forecast is None else forecast.probability,
            readings=readings,
            findings=findings,
            progress=progress,
        )

    # between goals

    def needs(self) -> dict[str, set[str]]:
        """The ids of what must be done before each goal: what it names, and what its activities wait for."""
        found: dict[str, set[str]] = {}
        for goal in self.portfolio:
            names = set(goal.depends_on)
            for activity in self.portfolio.activities_of(goal):
                if not self.is_done(activity):
                    names.update(activity.depends_on)
            if names:
                found[key(goal)] = names
        return found

    def is_done(self, activity: Activity) -> bool:
        return activity.done_on is not None and activity.done_on <= self.context.today

    def is_late(self, activity: Activity) -> bool:
        return not self.is_done(activity) and activity.end is not None and activity.end < self.context.today

    @property
    def undone(self) -> dict[str, str]:
        """Activities that should have been done by now."""
        every = (*self.portfolio.activities, *(each for goal in self.portfolio for each in goal.activities))
        return {each.id: each.name for each in every if each.id is not None and self.is_late(each)}

    def late(self) -> dict[str, tuple[str, ...]]:
        """For each goal, what is done for it and should have been done by now."""
        found = {}
        for goal in self.portfolio:
            names = tuple(each.name for each in self.portfolio.activities_of(goal) if self.is_late(each))
            if names:
                found[key(goal)] = names
        return found


_MISSED: Final = frozenset({State.MISSED.value, State.RECOVERING.value})


def _link(portfolio: Portfolio, ring: tuple[str, ...]) -> str:
    """The place of the link from the first of a circle to the next."""
    following = ring[1 % len(ring)]
    for kind in ("objectives", "goals", "activities"):
        for number, item in enumerate(getattr(portfolio, kind)):
            if item.id != ring[0]:
                continue
            for field in ("parent", "supports", "depends_on"):
                value = getattr(item, field, None) or ()
                if value == following:
                    return f"{kind}[{number}].{field}"
                if following in value and not isinstance(value, str):
                    return f"{kind}[{number}].{field}[{value.index(following)}]"
    return ""


def key(goal: Goal) -> str:
    """What tells a goal from the others: its id, else its statement."""
    return goal.id if goal.id is not None else goal.statement


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _TITLE else textwrap.shorten(text, _TITLE, placeholder=" …")
