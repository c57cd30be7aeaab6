"""One strategy for each value type, so that a property is tried on values as people may build them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from smartgoals import model as m

days = st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31))
words = st.text("abcåäö '\"\\\n{}%", min_size=1, max_size=12).map(str.strip).filter(bool)
decimals = st.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)
positive = st.decimals(Decimal("0.0001"), 10**6, places=4)
simple_units = st.one_of(
    st.just(m.Unit.number()),
    st.just(m.Unit.percent()),
    st.just(m.Unit.percentage_point()),
    st.just(m.Unit.times()),
    st.sampled_from(["SEK", "EUR", "NOK"]).map(m.Unit.currency),
    st.sampled_from(["customer", "new visitor"]).map(m.Unit.count),
    st.sampled_from(["kg", "km"]).map(m.Unit.physical),
)
units = st.one_of(simple_units, st.builds(m.Unit.ratio, simple_units, simple_units))
quantities = st.builds(m.Quantity, decimals, units)
sek = st.builds(m.Quantity, decimals, st.just(m.Unit.currency("SEK")))
calendars = st.builds(m.FiscalCalendar, st.integers(1, 12), st.sampled_from(["start", "end"]))
periods = st.builds(
    lambda day, kind, calendar, fiscal: m.Period.containing(day, kind, calendar=calendar, fiscal=fiscal),
    st.dates(dt.date(3, 1, 1), dt.date(9997, 12, 31)),
    st.sampled_from(m.PeriodKind),
    calendars,
    st.booleans(),
)
cadences = st.builds(m.Cadence, st.sampled_from(["day", "week", "month", "quarter", "year"]), st.integers(1, 9))
policies = st.builds(
    lambda name, bounds: m.TermPolicy(name, *sorted(bounds)),
    words,
    st.sets(st.integers(1, 200), min_size=3, max_size=3),
)


@st.composite
def _horizons(draw: st.DrawFn) -> m.Horizon:
    dates = sorted(draw(st.lists(days, min_size=2, max_size=5)))
    return m.Horizon(draw(st.sampled_from([dates[0], None])), dates[-1], dates[1:-1])


horizons = _horizons()
baselines = st.builds(m.Baseline, st.none() | sek, st.none() | periods)
bounds = st.lists(sek, min_size=2, max_size=2).map(lambda pair: m.Bounds(min(pair), max(pair)))
windows = st.builds(m.Window, st.sampled_from(m.WindowKind), cadences)
metrics = st.builds(
    m.Metric,
    words,
    st.just(m.Unit.currency("SEK")),
    direction=st.none() | st.sampled_from(m.Direction),
    kind=st.sampled_from(m.MetricKind),
    window=st.none() | windows,
    bounds=st.none() | bounds,
    cadence=st.none() | cadences,
    source=st.none() | words,
)
bound = st.sampled_from(m.Bound)
milestones = st.builds(m.Milestone, words, positive, st.none() | days)
levels = st.builds(m.Level, sek, bound, commit=st.none() | sek, stretch=st.none() | sek)
targets = st.one_of(
    levels,
    st.builds(m.Change, sek, bound),
    st.builds(m.Multiple, positive, bound, stretch=st.none() | sek),
    st.lists(sek, min_size=2, max_size=2).map(lambda pair: m.Band(min(pair), max(pair))),
    st.builds(m.Milestones, st.lists(milestones, min_size=1, max_size=3)),
    st.builds(m.Habit, sek, cadences),
)
measurements = st.builds(m.Measurement, days, sek, estimated=st.booleans(), note=st.none() | words)
series = st.builds(m.Series, st.lists(measurements, max_size=4), name=st.none() | words)
waivers = st.builds(m.Waiver, words, words, st.none() | days)
acceptances = st.builds(m.Acceptance, words, st.none() | days)
activities = st.builds(m.Activity, words, owner=st.none() | words, start=st.none() | days)
goals = st.builds(
    m.Goal,
    words,
    metric=st.none() | metrics,
    baseline=st.none() | baselines,
    target=st.none() | targets,
    horizon=st.none() | horizons,
    accepted_by=st.lists(acceptances, max_size=2),
    filed_under=st.none() | st.sampled_from(m.Term),
    activities=st.lists(activities, max_size=2),
    budget=st.none() | sek,
    tags=st.frozensets(words, max_size=3),
    waivers=st.lists(waivers, max_size=2),
)
revisions = st.builds(m.Revision, st.integers(1, 9), words, days, goals)
changes = st.builds(m.Changed, words, st.none() | words, st.none() | st.sampled_from(m.Term))
differences = st.builds(m.Difference, st.lists(changes, max_size=2).map(tuple), st.sampled_from(m.Effect))
objectives = st.builds(m.Objective, words, words, target=st.none() | targets)
areas = st.builds(m.Area, words, objectives=st.lists(words, max_size=2))
roles = st.builds(m.Role, words, st.none() | words, st.none() | words)
decisions = st.builds(m.Decision, words, days, reason=st.none() | words, by=st.none() | words)
processes = st.builds(
    m.Process,
    st.lists(words, max_size=2),
    cadence=st.none() | cadences,
    minutes=st.none() | st.integers(1, 90),
    channels=st.lists(words, max_size=2),
    roles=st.lists(roles, max_size=2),
    decisions=st.lists(decisions, max_size=2),
)


@st.composite
def _portfolios(draw: st.DrawFn) -> m.Portfolio:
    """Whole ones, with names that name nothing and now and then a circle."""
    some = st.integers(0, 3)
    objective_ids = [f"o{number}" for number in range(draw(some))]
    area_names = [f"A{number}" for number in range(draw(some))]
    goal_ids = [f"g{number}" for number in range(draw(some))]
    activity_ids = [f"a{number}" for number in range(draw(some))]

    def names(of: list[str]) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from([*of, "nothing"]), max_size=2, unique=True)

    everything = [*objective_ids, *area_names, *goal_ids, *activity_ids]
    return m.Portfolio(
        [
            m.Goal(
                draw(words),
                id=name,
                area=draw(st.none() | st.sampled_from([*area_names, "elsewhere"])),
                supports=draw(names([*objective_ids, *goal_ids])),
                depends_on=draw(names([*activity_ids, *goal_ids])),
                activities=draw(st.lists(activities, max_size=1)),
                owner=draw(st.none() | words),
            )
            for name in goal_ids
        ],
        name=draw(st.none() | words),
        objectives=[
            m.Objective(name, draw(words), parent=draw(st.none() | st.sampled_from([*objective_ids, "nothing"])))
            for name in objective_ids
        ],
        areas=[m.Area(name, objectives=draw(names(objective_ids))) for name in area_names],
        activities=[
            m.Activity(draw(words), id=name, goals=draw(names(goal_ids)), depends_on=draw(names(activity_ids)))
            for name in activity_ids
        ],
        weights={name: draw(positive) for name in everything if draw(st.booleans())},
        process=draw(st.none() | processes),
    )


portfolios = _portfolios()


@st.composite
def _everything(draw: st.DrawFn) -> m.Portfolio:
    """A portfolio of goals, objectives and activities of every kind, as documents must carry them."""
    portfolio = draw(portfolios)
    kept = [
        draw(full_goals).revise(reason="agreed", on="2026-01-02", rationale="why not", id=f"h{number}")
        if draw(st.booleans())
        else draw(full_goals)
        for number in range(draw(st.integers(0, 2)))
    ]
    return portfolio.add(*kept)


any_unit = st.one_of(
    units,
    st.sampled_from(["kg", "SEK", "day", "percent of all", "a/b", " odd "]).map(lambda noun: m.Unit(noun, "count")),
    st.sampled_from(["day", "hour", "kilogram"]).map(m.Unit.physical),
)


@st.composite
def _full_goals(draw: st.DrawFn) -> m.Goal:
    """A goal that says much, its amounts in one unit of any kind."""
    unit = draw(any_unit)
    amounts = st.builds(m.Quantity, decimals | st.decimals("1E-30", "1E+30", places=25).map(abs), st.just(unit))
    pair = st.lists(amounts, min_size=2, max_size=2).map(sorted)
    named = draw(st.booleans())
    metric = m.Metric(
        draw(words),
        unit if named else None,
        direction=draw(st.none() | st.sampled_from(m.Direction)),
        kind=draw(st.sampled_from(m.MetricKind)),
        aggregation=draw(st.sampled_from(m.Aggregation)),
        window=draw(st.none() | windows),
        bounds=draw(st.none() | pair.map(lambda ends: m.Bounds(*ends)) | st.builds(m.Bounds, high=amounts)),
        cadence=draw(st.none() | cadences),
        statistic=draw(st.none() | words),
    )
    targets_in_it = st.one_of(
        st.builds(m.Level, amounts, bound, commit=st.none() | amounts, stretch=st.none() | amounts),
        st.builds(m.Change, st.builds(m.Quantity, decimals, st.just(m.Unit.percent())), bound),
        st.builds(m.Multiple, positive, bound),
        pair.map(lambda ends: m.Band(*ends)),
        st.builds(m.Milestones, st.lists(milestones, min_size=1, max_size=3), commit=st.none() | sek),
        st.builds(m.Habit, amounts, cadences),
    )
    return m.Goal(
        draw(words),
        metric=draw(st.none() | st.just(metric)),
        baseline=draw(st.none() | st.builds(m.Baseline, st.none() | amounts, st.none() | periods)),
        target=draw(st.none() | targets_in_it),
        horizon=draw(st.none() | horizons),
        accepted_by=draw(st.lists(acceptances, max_size=2)),
        filed_under=draw(st.none() | st.sampled_from(m.Term)),
        activities=draw(st.lists(activities, max_size=1)),
        means=draw(st.lists(words, max_size=2)),
        budget=draw(st.none() | amounts),
        rationale=draw(st.none() | words),
        tags=draw(st.frozensets(words, max_size=2)),
        waivers=draw(st.lists(waivers, max_size=2)),
    )


@st.composite
def _readings(draw: st.DrawFn) -> m.Series:
    """Readings of different days in one unit of any kind, now and then with the parts of a ratio."""
    unit = draw(any_unit)
    parts = {"numerator": m.Quantity(1, unit), "denominator": m.Quantity(2)} if draw(st.booleans()) else {}
    note = st.none() | words | st.sampled_from(["=1+1", "@x", "-x", "'=1"])
    return m.Series(
        [
            m.Measurement(
                day,
                m.Quantity(draw(decimals), unit),
                estimated=draw(st.booleans()),
                note=draw(note),
                source=draw(note),
                **parts,
            )
            for day in draw(st.lists(days, min_size=1, max_size=3, unique=True))
        ]
    )


readings = _readings()
full_goals = _full_goals()
everything = _everything()
loose_ends = st.builds(m.LooseEnd, words, words, words, st.none() | words)
branches = st.builds(
    m.Branch, st.sampled_from(m.BranchKind), st.integers(0, 3), st.none() | words, end=st.none() | days
)
outlines = st.builds(
    m.Outline, st.none() | words, st.lists(branches, max_size=2).map(tuple), st.lists(loose_ends, max_size=2).map(tuple)
)
events = st.builds(m.Event, days, st.sampled_from(m.EventKind), words, period=st.none() | periods)
schedules = st.builds(m.Schedule, days, days, st.lists(events, max_size=2).map(tuple), st.none() | words)
contexts = st.builds(m.Context, days, st.none() | st.sampled_from(["en", "sv"]), calendars)

BY_TYPE = {
    m.Unit: units,
    m.Quantity: quantities,
    m.FiscalCalendar: calendars,
    m.Period: periods,
    m.Cadence: cadences,
    m.TermPolicy: policies,
    m.Horizon: horizons,
    m.Baseline: baselines,
    m.Bounds: bounds,
    m.Metric: metrics,
    m.Window: windows,
    m.Milestone: milestones,
    m.Target: targets,
    m.Measurement: measurements,
    m.Series: series,
    m.Waiver: waivers,
    m.Acceptance: acceptances,
    m.Activity: activities,
    m.Goal: goals,
    m.Revision: revisions,
    m.Changed: changes,
    m.Difference: differences,
    m.Objective: objectives,
    m.Area: areas,
    m.Role: roles,
    m.Decision: decisions,
    m.Process: processes,
    m.Portfolio: portfolios,
    m.LooseEnd: loose_ends,
    m.Branch: branches,
    m.Outline: outlines,
    m.Event: events,
    m.Schedule: schedules,
    m.Context: contexts,
}
