"""Ways of working: who looks at the goals, how often, and does everybody see them?

P6xx looks at how a portfolio is worked with. A mere list of sentences is not asked about it: these rules speak when the
portfolio says what its goals are for, or anything about its process. They touch no goal's score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from smartgoals.rules.definition import rule
from smartgoals.rules.finding import Remark

if TYPE_CHECKING:
    from smartgoals.model import Portfolio

__all__ = [
    "decision_without_reason",
    "no_channel",
    "no_process",
    "no_review_cadence",
    "no_reviewer",
    "review_too_rare",
    "role_without_holder",
]


@rule("P601", severity="minor")
def no_process(portfolio: Portfolio) -> Iterator[Remark]:
    """Nothing is said about how the goals are followed up.

    A portfolio that says what its goals are for is asked who reviews them, how often, and where they are shared.

    Why: Goals that nobody looks at again are forgotten by the next quarter.
    Flags:
        > process=None
    Accepts:
        > process=Process(["Ada"])
        > process=None, objectives=(), areas=(), activities=()
    Advice: Decide who reviews the goals and how often, and write it down with them.
    Ask: Who will look at these goals together, and when for the first time?
    Source: Vaimo
    """
    if portfolio.process is None and (portfolio.objectives or portfolio.areas or portfolio.activities):
        yield Remark("It does not say how the goals are followed up.", at="process")


@rule("P602", severity="minor")
def no_reviewer(portfolio: Portfolio) -> Iterator[Remark]:
    """Nobody is named who reviews the goals.

    Why: A review that is everybody's is nobody's, and falls away when things get busy.
    Flags:
        > process=Process(cadence=Cadence("quarter"))
    Accepts:
        > process=Process(["Ada"])
        > process=None
    Advice: Name the persons or roles that review the goals together.
    Ask: Who can decide about the goals, and will come to the review?
    Source: Vaimo
    """
    if portfolio.process is not None and not portfolio.process.reviewers:
        yield Remark("Nobody is named who reviews the goals.", at="process.reviewers")


@rule("P603", severity="minor")
def no_review_cadence(portfolio: Portfolio) -> Iterator[Remark]:
    """It is not said how often the goals are reviewed.

    Why: Without a date in the calendar the next review is always later.
    Flags:
        > process=Process(["Ada"])
    Accepts:
        > process=Process(["Ada"], cadence=Cadence("quarter"))
        > process=None
    Advice: Review the goals once a quarter, and put the dates in the calendar now.
    Ask: How often do you need to know whether you are on the way?
    Source: Vaimo
    """
    if portfolio.process is not None and portfolio.process.cadence is None:
        yield Remark("It does not say how often the goals are reviewed.", at="process.cadence")


@rule("P604", severity="minor")
def review_too_rare(portfolio: Portfolio, *, days: int = 92) -> Iterator[Remark]:
    """The goals are reviewed more rarely than once a quarter.

    Why: A goal for the quarter is over before anybody has looked at it, and nothing can be done any more.
    Flags:
        > process=Process(cadence=Cadence("year"))
        > process=Process(cadence=Cadence("month", 4))
    Accepts:
        > process=Process(cadence=Cadence("quarter"))
        > process=Process(cadence=Cadence("month"))
        > process=None
    Advice: Review the goals at least once a quarter; a shorter meeting held more often does more than a long one.
    Options:
        days: The longest time, in days, between two reviews.
    Source: Vaimo
    """
    cadence = portfolio.process.cadence if portfolio.process is not None else None
    if cadence is not None and cadence.days > days:
        yield Remark("The goals are reviewed every {days} days.", at="process.cadence", values={"days": cadence.days})


@rule("P605", severity="minor")
def no_channel(portfolio: Portfolio) -> Iterator[Remark]:
    """It is not said where the goals are shared.

    Why: A goal that is kept in a drawer steers nobody's day.
    Flags:
        > process=Process(["Ada"])
    Accepts:
        > process=Process(channels=["the intranet"])
        > process=None
    Advice: Name the page, wall or meeting where everybody can see the goals and how they are going.
    Ask: Where do people look every week anyway?
    Source: Vaimo
    """
    if portfolio.process is not None and not portfolio.process.channels:
        yield Remark("It does not say where the goals are shared.", at="process.channels")


@rule("P606", severity="hint")
def role_without_holder(portfolio: Portfolio) -> Iterator[Remark]:
    """A role in the work with the goals belongs to nobody.

    Why: What the role was meant to take care of is left undone.
    Flags:
        > process=Process(roles=["review lead"])
    Accepts:
        > process=Process(roles=[Role("review lead", "Ada")])
        > process=None
    Advice: Give the role to somebody, or strike it out.
    Ask: Who has this role until somebody else takes it?
    Source: own choice
    """
    for place, role in enumerate(portfolio.process.roles if portfolio.process is not None else ()):
        if role.holder is None:
            yield Remark("Nobody is “{role}”.", at=f"process.roles[{place}]", values={"role": role.name})


@rule("P607", severity="hint")
def decision_without_reason(portfolio: Portfolio) -> Iterator[Remark]:
    """A decision has no reason.

    Why: In half a year nobody remembers why, and the matter is decided all over again.
    Flags:
        > process=Process(decisions=[Decision("Close the app goal", "2026-01-12")])
    Accepts:
        > process=Process(decisions=[Decision("Close the app goal", "2026-01-12", reason="Forty people use it")])
        > process=None
    Advice: Write the reason in a sentence beside the decision.
    Ask: What made you decide so?
    Source: own choice
    """
    for place, decision in enumerate(portfolio.process.decisions if portfolio.process is not None else ()):
        if decision.reason is None:
            yield Remark(
                "“{decision}” was decided on {day} without a reason that is written down.",
                at=f"process.decisions[{place}]", goals=decision.goals,
                values={"decision": decision.text, "day": decision.on},
            )  # fmt: skip
