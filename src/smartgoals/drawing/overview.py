"""Portfolios at a glance: how goals stand on each criterion, and when they run."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from smartgoals.drawing.picture import Picture, altair, blank
from smartgoals.drawing.wording import Wording
from smartgoals.markup import Table
from smartgoals.model import EventKind, Schedule

if TYPE_CHECKING:
    from smartgoals.assessment import Assessment
    from smartgoals.model import FiscalCalendar, Goal, Portfolio

__all__ = ["criteria_chart", "horizon_chart"]

_ROW: Final = 26
_LONGEST: Final = 60
_GREYS: Final = {"met": "#ffffff", "partly": "#c9d6e4", "not_met": "#2f4a66", "not_judged": "#eceff2"}
_INK: Final = {"met": "#1b1f24", "partly": "#1b1f24", "not_met": "#ffffff", "not_judged": "#1b1f24"}
_TERMS: Final = {"short": "#6993c4", "medium": "#2f67a3", "long": "#173a5e", "": "#8a929c"}


def named(goal: Goal) -> str:
    """What a goal is called in a chart: its id, else its statement, shortened."""
    return goal.id or textwrap.shorten(goal.statement, _LONGEST, placeholder=" …")


def criteria_chart(assessments: Iterable[Assessment], language: str = "en") -> Picture:
    """A heat map: a row for each goal, a column for each letter, in each cell the verdict as a sign and the score.

    Dark is not met, so that what to work on stands out, also in black and white.

    Args:
        assessments: The goals, judged by one rule set.
        language: The language of the words.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    alt, words, judged = altair(), Wording(language), list(assessments)
    title = words.label("chart.criteria_title")
    names = [f"{place}. {named(each.goal)}" for place, each in enumerate(judged, start=1)]
    letters = [letter.title(language) for letter in judged[0].letters] if judged else []
    cells = [
        {
            "goal": name,
            "letter": letter.title(language),
            "verdict": letter.verdict.value,
            "sign": letter.verdict.sign,
            "score": "" if letter.score is None else words.share(letter.score),
        }
        for name, each in zip(names, judged, strict=True)
        for letter in each.letters
    ]
    rows = [
        [name, *(f"{letter.verdict.sign} {words.label(f'verdict.{letter.verdict}')}" for letter in each.letters)]
        for name, each in zip(names, judged, strict=True)
    ]
    table = Table([words.label("board.goal"), *letters], rows)
    met = sum(each.is_smart is True for each in judged)
    said = words.label("chart.criteria", met=met, all=len(judged))
    if not judged:
        return Picture(chart=blank(), title=title, description=said, table=table, language=language)
    tones, inks = (
        alt.Scale(domain=list(each), range=list(each.values())) for each in (_GREYS, _INK)
    )  # fmt: skip
    x = alt.X("letter:N", title=None, sort=letters, axis=alt.Axis(orient="top", labelAngle=0))
    y = alt.Y("goal:N", title=None, sort=names, axis=alt.Axis(labelLimit=320))
    base = alt.Chart(alt.Data(values=cells)).encode(x=x, y=y)
    ink = alt.Color("verdict:N", scale=inks, legend=None)
    chart = alt.layer(
        base.mark_rect(stroke="#545d68").encode(color=alt.Color("verdict:N", scale=tones, legend=None)),
        base.mark_text(fontSize=13, dx=-24).encode(text="sign:N", color=ink),
        base.mark_text(fontSize=12, dx=8).encode(text="score:N", color=ink),
    ).resolve_scale(color="independent")
    chart = chart.properties(width=100 * len(letters), height=_ROW * len(judged))
    return Picture(chart=chart, title=title, description=said, table=table, language=language)


def horizon_chart(
    portfolio: Portfolio, language: str = "en", *, on: dt.date, calendar: FiscalCalendar | None = None
) -> Picture:
    """A timeline: when each goal runs, by area, with the days of the coming reviews and of this picture.

    Args:
        portfolio: The goals; those without a deadline stand in the table only.
        language: The language of the words.
        on: The day of the picture; what has no start is drawn from there.
        calendar: The business year, whose quarters are reviewed.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    alt, words = altair(), Wording(language)
    title = words.label("chart.horizon_title")
    bars, rows = [], []
    for place, goal in enumerate(portfolio, start=1):
        area = goal.area or words.label("chart.no_area")
        if goal.horizon is None:
            rows.append([area, named(goal), "", "–", "–"])
            continue
        start, end = goal.horizon.start or min(on, goal.horizon.end), goal.horizon.end
        term = goal.filed_under or goal.horizon.term(on=on)
        told = "" if term is None else words.label(f"term.{term}")
        rows.append([area, named(goal), told, words.date(start) if goal.horizon.start else "–", words.date(end)])
        bars.append({
            "goal": f"{area}: {named(goal)}" + (f" ({place})" if goal.id is None else ""), "term": told,
            "start": start.isoformat(), "end": end.isoformat(), "key": "" if term is None else term.value,
        })  # fmt: skip
    table = Table([words.label(f"board.{name}") for name in ("area", "goal", "term", "start", "deadline")], rows)
    if not bars:
        said = words.label("board.empty")
        return Picture(chart=blank(), title=title, description=said, table=table, language=language)
    last = max(dt.date.fromisoformat(bar["end"]) for bar in bars)
    reviews = [
        event.on
        for event in Schedule.of(portfolio, start=on, end=max(on, last), calendar=calendar).events
        if event.kind is EventKind.REVIEW
    ]
    said = words.label("chart.horizon", goals=len(bars), day=words.date(on))
    following = next((day for day in reviews if day > on), None)
    if following is not None:
        said += " " + words.label("chart.next_review", day=words.date(following))
    bars.sort(key=lambda bar: (bar["goal"].partition(":")[0], bar["end"]))
    order = [bar["goal"] for bar in bars]
    x = alt.X("start:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    y = alt.Y("goal:N", title=None, sort=order, axis=alt.Axis(labelLimit=340))
    tones = alt.Scale(domain=list(_TERMS), range=list(_TERMS.values()))
    base = alt.Chart(alt.Data(values=bars))
    days = [{"day": day.isoformat(), "kind": words.label("calendar.kind.review")} for day in reviews]
    days.append({"day": on.isoformat(), "kind": words.label("board.as_of", day=words.date(on))})
    dashes = alt.Scale(domain=[days[0]["kind"], days[-1]["kind"]], range=[[3, 4], [1, 0]])
    rules = alt.Chart(alt.Data(values=days)).mark_rule(color="#545d68").encode(
        x="day:T", strokeDash=alt.StrokeDash("kind:N", title=None, scale=dashes)
    )  # fmt: skip
    chart = alt.layer(
        rules,
        base.mark_bar(height=14).encode(x=x, x2="end:T", y=y, color=alt.Color("key:N", scale=tones, legend=None)),
        *(
            base.mark_text(align="left", dx=4, fontSize=11, **look).encode(x="end:T", y=y, text="term:N")
            for look in ({"stroke": "white", "strokeWidth": 3}, {"color": "#1b1f24"})  # a rim, then the word
        ),
    )
    chart = chart.properties(width=640, height=_ROW * len(bars))
    return Picture(chart=chart, title=title, description=said, table=table, language=language)
