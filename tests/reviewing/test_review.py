"""A review: what it says of goals, of their links, and of input that cannot be used."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from smartgoals import (
    Activity,
    Area,
    Band,
    Baseline,
    Change,
    Context,
    Decision,
    Goal,
    Habit,
    Horizon,
    Level,
    Measurement,
    Metric,
    Milestone,
    Milestones,
    Objective,
    Portfolio,
    Process,
    Quantity,
    Role,
    RuleSet,
    Series,
    Unit,
    progress,
    review,
    rule,
)
from smartgoals.errors import InvalidValueError
from smartgoals.model import Cadence, EventKind, Schedule
from smartgoals.progress import State, standing
from smartgoals.reviewing import (
    AgendaItem,
    AttentionPolicy,
    Comparison,
    GoalReview,
    Move,
    Movement,
    Overview,
    Problem,
    Reason,
    attention_policy,
    building,
)
from smartgoals.reviewing.agenda import agenda_of
from smartgoals.reviewing.attention import reasons_of
from smartgoals.reviewing.proposals import proposals_of
from smartgoals.reviewing.remarks import in_percent
from smartgoals.wire import review_from_data, review_to_data

PERCENT = Unit.percent()
CONTEXT = Context("2026-10-05", "en")
RULES = RuleSet.builtin().select("M101", "S106", "T101")
STANDARD = attention_policy("standard")


def goal(name: str = "a", **facts) -> Goal:
    """A goal from 10 to 50 percent in 2026, with an owner."""
    usual = {
        "owner": "Ada",
        "metric": Metric(f"rate {name}", PERCENT, direction="increase", cadence=Cadence("month")),
        "baseline": Baseline(Quantity(10, PERCENT)),
        "target": Level(Quantity(50, PERCENT)),
        "horizon": Horizon("2025-12-31", "2026-12-31"),
    }
    return Goal(f"Increase rate {name}", id=name, **{**usual, **facts})


def readings(*values: float, month: int = 9) -> Series:
    """Monthly readings of which the last is in a month of 2026."""
    first = month - len(values) + 1
    return Series.of({f"2026-{first + place:02}-28": value for place, value in enumerate(values)}, PERCENT)


def look(*goals: Goal, series=None, context: Context = CONTEXT, **options):
    """A review of some goals by few rules."""
    extra = {name: options.pop(name) for name in ("activities", "objectives", "areas", "process") if name in options}
    return review(Portfolio(goals, **extra), context=context, series=series or {}, rules=RULES, **options)


def kinds(entry: GoalReview) -> list[str]:
    """What calls for attention, by kind."""
    return [reason.kind for reason in entry.reasons]


@pytest.mark.parametrize(
    ("facts", "series", "expected"),
    [
        ({}, readings(20, 40), []),
        ({}, readings(15, 18), ["off_pace"]),
        ({}, readings(9, 5), ["off_pace"]),
        ({}, readings(20, 40, month=5), ["stale"]),
        ({}, None, ["unmeasured"]),
        ({"owner": None}, readings(20, 40), ["no_owner"]),
        ({"target": None}, readings(20, 40), ["unmeasurable"]),
        ({"baseline": Baseline.unknown()}, readings(40), ["unmeasurable"]),
        ({"horizon": None}, readings(20, 40), ["unmeasurable"]),
        ({"horizon": Horizon("2025-12-31", "2026-10-14")}, readings(40, 48), ["near"]),
        ({"horizon": Horizon("2025-12-31", "2026-10-05")}, readings(40, 48), ["near"]),
        ({"horizon": Horizon("2025-12-31", "2026-09-30")}, readings(20, 40), ["missed"]),
        ({"horizon": Horizon("2025-12-31", "2026-09-30")}, readings(9, 8), ["missed"]),
        ({"horizon": Horizon("2026-11-01", "2026-12-31")}, readings(9, 8), []),
        ({"target": Level(Quantity(50, PERCENT), bound="at_least"), "metric": Metric("kept", PERCENT, direction="maintain")}, readings(55, 45), ["out_of_range"]),
        ({}, readings(20, 55), []),
    ],
)  # fmt: skip
def test_each_reason_has_its_occasion(facts, series, expected) -> None:
    """A goal is told for what is the matter with it, and for nothing else."""
    plain = attrs.evolve(STANDARD, weights={**dict(STANDARD.weights), "unlikely": 0})
    (entry,) = look(goal(**facts), series={} if series is None else {"a": series}, attention=plain).goals
    assert expected == [kind for kind in kinds(entry) if kind != "late_activity"]
    for reason in entry.reasons:
        assert reason.message("en").endswith((".", "?"))
        assert reason.message("en") != reason.message("sv")


def test_a_goal_on_pace_is_told_when_its_chance_is_small_or_has_fallen() -> None:
    """The forecast speaks where the pace does not, and against the last review."""
    (entry,) = look(goal(), series={"a": readings(60, 55, 50, 45, 41)}).goals
    assert entry.chance < STANDARD.unlikely
    assert "unlikely" in kinds(entry)
    earlier = look(goal(), series={"a": readings(30, 38, 45, month=7)}, context=Context("2026-07-31", "en"))
    (entry,) = look(goal(), series={"a": readings(30, 38, 45, 43, 41)}, since=earlier).goals
    assert "fallen" in kinds(entry)


def test_what_is_to_be_kept_is_told_with_its_limit() -> None:
    """Who reads the sentence sees by how much."""
    kept = {"metric": Metric("kept", PERCENT, direction="maintain"), "target": Level(Quantity(50, PERCENT), "at_least")}
    (entry,) = look(goal(**kept), series={"a": readings(55, 45)}).goals
    assert "It is not kept: the latest reading is 45%, and the mark is 50%." == entry.reasons[0].message()
    band = {**kept, "target": Band(Quantity(50, PERCENT), Quantity(60, PERCENT))}
    (entry,) = look(goal(**band), series={"a": readings(55, 45)}).goals
    assert "The latest reading is 45%, outside 50% to 60%." == entry.reasons[0].message()


@pytest.mark.parametrize(
    ("share", "english", "swedish"),
    [(0.004, "under 1%", "under 1 %"), (0.5, "50%", "50 %"), (0.999, "over 99%", "över 99 %"), (1.0, "100%", "100 %")],
)
def test_a_share_is_said_in_words_inside_a_sentence(share, english, swedish) -> None:
    """What is neither nothing nor all never reads as if it were."""
    said = Reason("unlikely", 12, values={"chance": share})
    assert said.message().endswith(f"is {english}.")
    assert said.message("sv").replace("\xa0", " ").endswith(f"är chansen {swedish} att nå fram.")


def test_each_goal_is_read_followed_and_judged_once(monkeypatch) -> None:
    """What a goal costs is one reading of its words, one look at its numbers, one forecast and one judgement."""
    done = Counter()

    def counted(module, name):
        function = getattr(module, name)

        def once(*given, **options):
            done[name] += 1
            return function(*given, **options)

        monkeypatch.setattr(module, name, once)

    counted(building, "parse")
    counted(building, "track")
    counted(progress, "track")
    counted(building, "assess")
    counted(standing, "forecast_of")
    goals = [goal("a"), Goal("Increase rate b from 10 % to 50 % by December 2026", id="b", owner="Ada")]
    series = {name: readings(11, 13, 17, 18, 22, 23) for name in "ab"}
    found = review(Portfolio(goals), context=CONTEXT, series=series)
    assert {"parse": 2, "track": 2, "assess": 2, "forecast_of": 2} == done
    assert all("R105" in {finding.code for finding in entry.findings} for entry in found)


@pytest.mark.parametrize(
    ("facts", "options"),
    [
        ({}, {}),
        ({}, {"missing": "strict", "status": "ally_alert", "trajectory": "compound"}),
        ({"baseline": None, "target": Change(Quantity(300, PERCENT))}, {"missing": "first_reading"}),
        ({"revised": True}, {}),
    ],
)
def test_findings_and_progress_tell_the_same_chance(facts, options) -> None:
    """What a rule says of the future is what the review says of it, whatever the policies."""
    made = goal(**{name: value for name, value in facts.items() if name != "revised"})
    if "revised" in facts:
        made = made.revise(reason="Too far", on="2026-10-30", target=Level(Quantity(24, PERCENT)))
    series = Series(
        [*readings(11, 13, 17, 18, 22, 23), Measurement("2026-10-03", Quantity(26, PERCENT), estimated=True)]
    )
    (entry,) = review(Portfolio([made]), context=CONTEXT, series={"a": series}, **options).goals
    (told,) = (dict(finding.values) for finding in entry.findings if finding.code == "R105")
    assert round(100 * entry.chance) == told.get("chance", 0)
    assert entry.target == told["target"]


def test_a_day_gone_by_is_reviewed_as_it_was() -> None:
    """A goal that was revised later stands in the review as it stood then."""
    revised = goal().revise(reason="Ada left", on="2026-10-01", owner="Bo")
    assert "Ada" == look(revised, period="2026-Q3").goals[0].owner
    assert "Bo" == look(revised).goals[0].owner


def test_what_waits_and_what_it_waits_for_are_both_told() -> None:
    """A goal behind holds up another; what is due later, and what should have been done, does too."""
    far = Horizon("2025-12-31", "2027-12-31")
    found = look(
        goal("a", depends_on=["b", "nobody"]),
        goal("b"),
        goal("c", depends_on=["late"]),
        goal("d", depends_on=["e"]),
        goal("e", horizon=far),
        goal("f", depends_on=["g"]),
        goal("g"),
        goal("h", depends_on=["c"]),
        series={
            **{name: readings(20, 45) for name in "acdfh"},
            "b": readings(11, 12),
            "e": readings(20, 45),
            "g": readings(55, 60),
        },
        activities=[
            Activity("Ask", id="late", goals=["c"], end="2026-09-01"),
            Activity("Done", id="done", goals=["a"], end="2026-09-01", done_on="2026-09-02", depends_on=["e"]),
            Activity("Wait", id="wait", goals=["f"], depends_on=["b"]),
        ],
    )
    told = {entry.id: {reason.kind: reason for reason in entry.reasons} for entry in found}
    assert "Waits for something that is behind: Rate b." == told["a"]["blocked"].message()
    assert "Holds up others: Rate a and Rate f." == told["b"]["blocking"].message()
    assert "Waits for something that should have been done by now: Ask." == told["c"]["blocked"].message()
    assert "Should have been done by now: Ask." == told["c"]["late_activity"].message()
    assert "Waits for something that is due after it: Rate e." == told["d"]["blocked"].message()
    assert "blocked" in told["f"]
    assert "blocked" not in told["h"]


def test_what_to_decide() -> None:
    """Goals that are over, met, without a baseline, started elsewhere or two in one are put forward."""
    over = Horizon("2025-12-31", "2026-09-30")
    done = Milestones([Milestone("moved", done_on="2026-05-01")])
    found = look(
        goal("met", horizon=over),
        goal("missed", horizon=over),
        goal("early"),
        goal("bare", baseline=Baseline.unknown()),
        goal("elsewhere"),
        goal("done", target=done, metric=None, baseline=None, horizon=Horizon(None, "2026-12-31")),
        goal("dateless", horizon=None),
        goal("lost", horizon=over),
        series={
            "met": readings(20, 52),
            "missed": readings(20, 42),
            "early": readings(20, 55),
            "bare": readings(20, 30),
            "elsewhere": Series.of({"2025-12-31": 30, "2026-09-28": 45}, PERCENT),
            "dateless": readings(20, 55),
            "lost": Series.of({"2026-09-28": 52, "2026-10-03": 40}, PERCENT),
        },
    )
    told = {entry.id: [f"{each.kind} {each.variant}".strip() for each in entry.proposals] for entry in found}
    assert {
        "met": ["close over"],
        "missed": ["close missed"],
        "early": ["sustain until"],
        "bare": ["rebaseline unknown"],
        "elsewhere": ["rebaseline"],
        "done": ["close reached"],
        "dateless": ["sustain"],
        "lost": ["sustain lost"],
    } == told
    for entry, proposal in found.proposals:
        assert str(proposal).endswith("."), entry.id
    assert () == tuple(proposals_of(attrs.evolve(found["met"], progress=None), STANDARD))


def test_a_sentence_with_two_goals_is_to_be_split() -> None:
    """What the rules find about several goals in one becomes a proposal."""
    text = "Increase sales from 10 to 20 and reduce returns from 9 % to 6 % by December 2026."
    (entry,) = look(Goal(text, id="two", owner="Ada")).goals
    assert "S106" in {finding.code for finding in look(Goal(text, id="two", owner="Ada")).findings}
    assert "split" in {proposal.kind for proposal in entry.proposals}


def test_what_cannot_be_used_is_named_and_the_rest_reviewed() -> None:
    """Each problem has its place and its remedy, in both languages."""

    @rule("ACME901", criterion="specific")
    def crashing(goal: Goal):
        """It crashes."""
        raise RuntimeError
        yield

    wrong = {
        "a": Series.of({"2026-09-28": 40}, Unit.currency("SEK")),
        "b": readings(20, 40),
        "bb": readings(1),
        "stranger": readings(1),
        "early": Series.of({"2025-10-31": 12}, PERCENT),
    }
    portfolio = Portfolio(
        [
            goal("a", supports=["b"]),
            goal("b", supports=["a", "groth", "nothing at all"]),
            goal("early"),
            Goal("Twice"),
            Goal("Twice"),
        ],
        objectives=[Objective("growth", "Grow")],
    )
    rules = RULES | RuleSet.of(crashing)
    found = review(
        portfolio,
        context=CONTEXT,
        series=wrong,
        rules=rules,
        problems=[Problem("file", "x.csv", values={"text": "bad row"})],
    )
    assert [
        "file",
        "loose_end_near",
        "loose_end",
        "circle",
        "no_goal",
        "no_goal",
        "twice",
        "unit",
        "early",
        "rule",
    ] == [problem.kind.replace("no_goal_near", "no_goal") for problem in found.problems]
    for problem in found.problems:
        assert problem.place in str(problem)
    assert "goals[1].supports[1]" == found.problems[1].place
    assert "goals[0].supports[0]" == found.problems[3].place
    assert 0.75 == found["b"].fraction
    assert State.NO_DATA == found["a"].status
    assert "10 things in the input" in found.to_text().replace("\n", " ")
    assert "tio" not in found.to_text("sv")


def test_a_circle_is_told_with_the_place_of_a_link_of_it() -> None:
    """Whichever kind of link it is, one knows which to take out."""
    found = look(
        goal("a", depends_on=["b"]), goal("b", depends_on=["c", "a"]), goal("c", supports=["c"]),
        objectives=[Objective("o", "O", parent="p"), Objective("p", "P", parent="o")],
        activities=[Activity("Ask", id="x", depends_on=["y"]), Activity("Tell", id="y", depends_on=["x"])],
    )  # fmt: skip
    places = {problem.place for problem in found.problems if problem.kind == "circle"}
    assert {
        "goals[0].depends_on[0]",
        "goals[2].supports[0]",
        "objectives[0].parent",
        "activities[0].depends_on[0]",
    } == places


def test_readings_from_before_the_start_are_no_progress() -> None:
    """A goal without a reading since it began is told for that, and for no pace or chance."""
    (entry,) = look(goal(), series={"a": Series.of({"2025-10-31": 2, "2025-11-30": 1}, PERCENT)}).goals
    assert (["unmeasured", "stale"], None) == (kinds(entry), entry.fraction)


def test_an_empty_portfolio_is_said_to_be_empty() -> None:
    """There is nothing to review, and the review says what to do."""
    found = look()
    assert ["empty"] == [problem.kind for problem in found.problems]
    assert "There are no goals here yet." in found.to_text()
    assert (0, (), None) == (len(found), found.attention, found.coverage.share)


def test_a_calm_portfolio_says_so() -> None:
    """Where nothing calls for attention, nothing is made up."""
    found = look(goal(), series={"a": readings(20, 30, 40, 45, 49)}, areas=["Shop"])
    assert () == found.attention
    assert "Nothing calls for attention." in found.to_text()
    assert "<Review of 2026-10-05: 1 goals, 0 need attention>" == repr(found)
    assert "Nothing." in look(goal(), series={"a": readings(20, 30, 40, 45, 49)}, since=found).to_text()
    assert found.to_markdown() == found._repr_markdown_()
    assert str(found) == found.to_text()
    assert ["a"] == [entry.id for entry in found]


def test_a_period_is_reviewed_as_of_its_last_day() -> None:
    """A period that is over is seen from its end, one that runs from today; one to come is refused."""
    named = attrs.evolve(CONTEXT, today="2026-10-05")
    found = look(goal(), series={"a": readings(20, 40)}, period="2026-Q2", context=named)
    assert ("2026-06-30", "2026-Q2") == (str(found.on), str(found.period))
    assert 0 == found["a"].readings
    assert "2026-10-05" == str(look(goal(), period="2026-Q4").on)
    with pytest.raises(InvalidValueError, match="begins after today"):
        look(goal(), period="2027-Q1")


def test_the_language_is_that_of_most_goals() -> None:
    """Without a language asked for, the goals decide."""
    goals = [Goal("Öka försäljningen från 10 till 20 kronor."), Goal("Minska returerna."), Goal("Increase sales")]
    assert "sv" == look(*goals, context=Context("2026-10-05")).language


def test_what_goals_add_up_to() -> None:
    """Weights count, each part says what it adds, and a goal without progress of its own takes that of those below."""
    found = review(
        Portfolio(
            [
                goal("top", supports=["o"]),
                goal("one", supports=["top"]),
                goal("two", supports=["top"]),
                goal("half", supports=["o"]),
            ],
            objectives=[Objective("o", "Grow", parent="all"), Objective("all", "All"), Objective("alone", "Alone")],
            areas=[Area("Shop", owner="Bo")],
            weights={"one": 3},
        ),
        context=CONTEXT,
        series={"one": readings(30), "two": readings(50), "half": readings(20)},
        rules=RULES,
    )
    branches = {branch.name: branch for branch in found.branches}
    assert ["o", "all", "top"] == list(branches)
    assert 0.625 == branches["top"].fraction
    assert [("one", 0.75, 0.375), ("two", 0.25, 0.25)] == [
        (part.name, part.weight, part.contribution) for part in branches["top"].parts
    ]
    assert pytest.approx((0.625 + 0.25) / 2) == branches["o"].fraction
    assert branches["o"].fraction == branches["all"].fraction
    assert (3, 3) == (branches["all"].known, branches["all"].count)


def test_a_part_without_progress_adds_nothing_and_weighs_nothing() -> None:
    """It is named all the same."""
    (branch,) = look(
        goal("a", supports=["o"]),
        goal("b", supports=["o"]),
        series={"a": readings(30)},
        objectives=[Objective("o", "Grow")],
    ).branches
    assert [("a", 1.0, 0.5), ("b", None, None)] == [
        (part.name, part.weight, part.contribution) for part in branch.parts
    ]


def entry(name: str, points: float = 10, **facts) -> GoalReview:
    """A goal that needs attention."""
    return GoalReview(
        **{
            "statement": name,
            "title": name,
            "id": name,
            "status": "at_risk",
            "reasons": (Reason("near", points),),
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("count", "minutes", "decisions", "expected"),
    [
        (2, 60, 0, [("opening", 5), ("goal", 20), ("goal", 20), ("closing", 5)]),
        (3, 35, 2, [("opening", 5), ("goal", 7), ("goal", 7), ("goal", 6), ("decisions", 5), ("closing", 5)]),
        (3, 20, 0, [("opening", 5), ("goal", 5), ("goal", 5), ("rest", 0), ("closing", 5)]),
        (1, 4, 1, [("rest", 0)]),
        (0, 60, 0, [("opening", 5), ("closing", 5)]),
    ],
)
def test_the_agenda_fits_the_meeting(count, minutes, decisions, expected) -> None:
    """Items are never longer than the meeting, and what there is no time for is told."""
    items = agenda_of(
        [entry(f"g{place}") for place in range(count)], minutes=minutes, policy=STANDARD, decisions=decisions
    )
    assert expected == [(item.kind, item.minutes) for item in items]
    assert sum(item.minutes for item in items) <= minutes
    for item in items:
        assert item.message("en")
        assert item.message("sv")


def test_the_agenda_goes_by_the_length_that_the_process_says() -> None:
    """A portfolio that says how long its reviews may take gets that long, and names who reviews."""
    found = look(goal(), series={"a": readings(11)}, process=Process(["Ada", "Bo"], minutes=25))
    assert 25 == found.minutes
    assert "Reviewed by Ada and Bo." in found.to_text()


def test_the_ways_of_working_are_told() -> None:
    """Who does what, where the goals are shared, when the next review is, and what was decided since the last one."""
    process = Process(
        ["Ada"], cadence=Cadence("quarter"), channels=["the intranet"], roles=[Role("lead", "Bo"), Role("scribe")],
        decisions=[
            Decision("Close the app goal", "2026-02-01"),
            Decision("Start B", "2026-09-01", reason="It pays", by="Ada"),
            Decision("Start C", "2026-12-01"),
        ],
    )  # fmt: skip
    found = look(goal(), process=process)
    assert ["Close the app goal", "Start B"] == [decision.text for decision in found.decisions]
    assert "2027-01-06" == str(found.next_on)  # that of 6 October is this one
    text = found.to_text()
    for told in (
        "  - Roles: lead – Bo.", "  - The goals are shared at the intranet.", "  - Next review: 6 January 2027.",
        "  - 1 February 2026: Close the app goal.", "  - 1 September 2026: Start B. Reason: It pays. (Ada)",
    ):  # fmt: skip
        assert told in text
    later = look(goal(), process=process, since=look(goal(), context=Context("2026-07-06", "en")))
    assert "Close the app goal" not in later.to_text()
    assert review_from_data(review_to_data(found)) == found
    assert look(goal(), process=Process(["Ada"])).next_on is None


@pytest.mark.parametrize("today", ["2026-01-05", "2026-03-31", "2026-07-06", "2026-11-25", "2026-12-31"])
def test_the_next_review_is_the_next_of_the_calendar(today: str) -> None:
    """The review and the calendar name the same day, but for the review that is being held in these days."""
    process = Process(["Ada"], cadence=Cadence("quarter"))
    context = Context(today, "en")
    portfolio = Portfolio([goal()], process=process)
    found = look(goal(), process=process, context=context)
    events = Schedule.of(portfolio, start=context.today, end="2027-12-31").events
    days = [event.on for event in events if event.kind is EventKind.REVIEW and (event.on - context.today).days > 3]
    assert days[0] == found.next_on


def test_a_goal_without_readings_is_not_measured_at_all() -> None:
    """Goals of which nothing has come count as 0 of what was due; those that have not begun do not count."""
    every = readings(10, 12, 14, 16, 18, 20, 22, 24, 26)
    ahead = goal("c", horizon=Horizon("2026-11-01", "2026-12-31"))
    assert 1 == look(goal(), series={"a": every}).coverage.share
    assert 0.5 == look(goal(), goal("b"), ahead, series={"a": every}).coverage.share
    bare = goal("b", horizon=Horizon.until("2026-12-31"))
    assert 0.5 == look(goal(), bare, series={"a": every}).coverage.share
    assert 0 == look(bare).coverage.share
    assert look(ahead).coverage.share is None


def test_what_moved_is_told_goal_by_goal() -> None:
    """New and gone goals, targets met and lost, and what a person changed."""
    earlier = look(goal("a"), goal("gone"), goal("b"), series={"a": readings(20, 30), "b": readings(40, 55)})
    later = look(
        goal("a", owner="Bo", horizon=Horizon("2025-12-31", "2027-03-31")), goal("new"), goal("b"),
        series={"a": readings(40, 52), "b": readings(55, 45)},
        since=earlier,
    )  # fmt: skip
    told = {movement.goal: movement.message() for movement in later.since}
    assert "The target is now met." in told["a"]
    assert "Deadline: 31 December 2026 → 31 March 2027." in told["a"]
    assert "Owner: Ada → Bo." in told["a"]
    assert told["b"].startswith("The target was met and is no longer.")
    assert ("No longer among the goals.", "New since then.") == (told["gone"], told["new"])
    assert len(later.since) == 4
    assert "What has moved since 5 October 2026".upper() in later.to_text()


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move("owner", None, "Ada"), "Owner is now Ada."),
        (Move("owner", "Ada", None), "Owner was Ada and is no longer known."),
        (Move("status", "at_risk", "on_track"), "Status: at risk → on track."),
        (Move("value", Quantity(1, PERCENT), Quantity(2, PERCENT)), "Reading: 1% → 2%."),
    ],
)
def test_a_move_reads_as_one_would_say_it(move, said) -> None:
    """What it was and what it is, in that order."""
    assert said == move.message()


def test_shares_that_read_the_same_are_not_told_unless_alone() -> None:
    """A hair's breadth is no news beside a change of owner."""
    moves = (Move("fraction", 0.301, 0.302), Move("owner", "Ada", "Bo"))
    assert "Owner: Ada → Bo." == Movement("a", "A", moves).message()
    assert "Share of the way: 30% → 30%." == Movement("a", "A", moves[:1]).message()
    assert ["<1%", ">99%", "0%", "100%"] == [in_percent(share) for share in (0.001, 0.999, 0, 1)]


def test_one_reviewer_sees_many_portfolios_apart() -> None:
    """Each has its line and its own first things to talk about."""
    busy = review(Portfolio([goal()], name="North"), context=CONTEXT, series={"a": readings(11)}, rules=RULES)
    calm = review(Portfolio(name="South"), context=CONTEXT, rules=RULES)
    overview = Overview([busy, calm])
    text = str(overview)
    assert text.index("North") < text.index("South")
    assert "NORTH\n" in text
    assert "Nothing calls for attention." in text
    assert "| North |" in overview.to_markdown()
    assert (2, CONTEXT.today, None) == (len(overview), overview.on, Overview([]).on)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"portfolio": "x"}, "is no Portfolio"),
        ({"context": None}, "is no Context"),
        ({"since": "x"}, "is no Review"),
        ({"series": [1]}, "is no mapping"),
        ({"rules": "x"}, "is no RuleSet"),
        ({"period": 3}, "is no Period"),
        ({"attention": "none"}, "is no policy"),
        ({"attention": 3}, "is no AttentionPolicy"),
    ],
)
def test_what_a_review_is_not_made_of_is_refused(options, problem) -> None:
    """The parameter is named, with what to give instead."""
    with pytest.raises(InvalidValueError, match=problem):
        review(**{"portfolio": Portfolio(), "context": CONTEXT, **options})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"weights": {}}, "is missing"),
        ({"version": "1", "weights": {}, "steap": 1}, "is unknown"),
        ({"version": "1", "weights": {"nothing": 1}}, "is no kind of reason"),
        ({"version": "1", "weights": {"near": -1}}, "is no number from 0 on"),
        ({"version": "1", "weights": {"unlikely": 20, "off_pace": 10}}, "is above off_pace"),
        ({"version": "1", "weights": {}, "floor": 2}, "is no share"),
        ({"version": "1", "weights": {}, "minutes": 0}, "is no whole number"),
        ({"version": "1", "weights": {}, "steep": 0.01}, "does not lie above slack"),
        ({"version": "1", "weights": {}, "longest_minutes": 2}, "is shorter"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(data, problem) -> None:
    """Each number that cannot be is named."""
    with pytest.raises(InvalidValueError, match=problem):
        AttentionPolicy.from_data("ours", data)


def test_small_things_of_the_values() -> None:
    """What shows itself does so without surprises."""
    assert "Ada (Bo)" == AgendaItem("goal", 5, "Ada", "a", "Bo").message()
    assert "Ada" == AgendaItem("goal", 5, "Ada", "a").message()
    assert "The deadline is tomorrow." == str(Reason("near", values={"days": 1}))
    assert not Comparison(earlier=CONTEXT.today, later=CONTEXT.today)
    missed = entry("a", is_missed=True, days_left=-1, end=CONTEXT.today)
    assert "The deadline, 5 October 2026, passed without the target being met." == str(
        reasons_of(missed, policy=STANDARD)[0]
    )
    habit = look(goal(target=Habit(Quantity(1, PERCENT), Cadence("month"))), series={"a": readings(1, 1)})
    assert habit["a"].status


def test_readings_that_no_arithmetic_holds_leave_the_others_alone() -> None:
    """The goal is named, its readings are left out, and every other goal is reviewed."""
    found = look(goal("a"), goal("b"), series={"a": readings(1e200), "b": readings(40, 55)})
    assert ["a"] == [problem.place for problem in found.problems]
    assert 2 == len(found.goals)
