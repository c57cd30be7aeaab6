"""Courses over time: one goal against what is expected of it, and several goals together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from smartgoals.drawing.curve import Curve
from smartgoals.drawing.picture import Picture, altair, blank
from smartgoals.drawing.wording import Wording
from smartgoals.markup import Table

if TYPE_CHECKING:
    from smartgoals.progress import Progress

__all__ = ["burnup_chart", "progress_chart"]

_WIDTH, _HEIGHT = 640, 280
_DASHES: Final = {"read": [], "path": [2, 4], "aim": [9, 4], "ahead": [5, 2]}
_COLOURS: Final = {"read": "#0b57a4", "path": "#545d68", "aim": "#1b1f24", "ahead": "#0b57a4"}
_TONES: Final = ("#0b57a4", "#8a5300", "#0f6b3c", "#7a2e8a", "#b3261e", "#3d4a57")
_STROKES: Final[tuple[list[int], ...]] = ([], [8, 3], [2, 3], [10, 3, 2, 3], [4, 4], [1, 2])
_PERCENT: Final = "format(datum.value * 100, '.0f') + '\u00a0%'"
_SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def progress_chart(progress: Progress, language: str = "en") -> Picture:
    """A goal over time: readings, the expected path, the target, and the forecast with its range.

    Args:
        progress: Where the goal stands.
        language: The language of the words.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    alt, words, curve = altair(), Wording(language), Curve.of(progress)
    line = progress.to_text(language)
    metric = progress.goal.metric
    title = metric.name if metric is not None else progress.goal.statement
    rows = _rows(curve, words)
    unit = words.unit(curve.unit)
    chart = _course(alt, curve, rows, f"{title} ({unit})" if unit else title) if rows else blank()
    said = words.label("chart.progress", line=line) if rows else line
    head = [words.label(f"board.{name}") for name in ("day", "value", "kind")]
    cells = [[words.date(row["day"]), words.about(row["value"], curve.unit), row["kind"]] for row in rows]
    return Picture(
        chart=chart, title=title[:1].upper() + title[1:], description=said, table=Table(head, cells), language=language
    )


def _rows(curve: Curve, words: Wording) -> list[dict[str, Any]]:
    """Everything that is drawn, as one long table."""
    lines: dict[str, Sequence[tuple[dt.date, float]]] = {"read": curve.readings, "path": curve.path}
    span = curve.days
    if curve.target is not None and span is not None:
        lines["aim"] = [(day, curve.target) for day in span]
    if curve.ahead is not None and curve.end is not None and curve.readings:
        lines["ahead"] = [curve.readings[-1], (curve.end, curve.ahead[1])]
    return [
        {"day": day, "value": value, "kind": words.label(f"chart.line_{name}"), "name": name}
        for name, points in lines.items()
        for day, value in points
    ]


def _course(alt: Any, curve: Curve, rows: list[dict[str, Any]], axis: str) -> Any:
    names = list(dict.fromkeys(row["name"] for row in rows))
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    data = alt.Data(values=[{**row, "day": row["day"].isoformat()} for row in rows])
    x = alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    y = alt.Y("value:Q", title=axis, scale=alt.Scale(zero=False))
    kind = alt.Color("kind:N", title=None, scale=alt.Scale(domain=kinds, range=[_COLOURS[name] for name in names]))
    dash = alt.StrokeDash("kind:N", title=None, scale=alt.Scale(domain=kinds, range=[_DASHES[name] for name in names]))
    layers = []
    if curve.ahead is not None and curve.end is not None and curve.readings:
        day, value = curve.readings[-1]
        fan = [
            {"day": day.isoformat(), "low": value, "high": value},
            {"day": curve.end.isoformat(), "low": curve.ahead[0], "high": curve.ahead[2]},
        ]
        band = alt.Chart(alt.Data(values=fan)).mark_area(opacity=0.3, color="#7d9cc0")
        layers.append(band.encode(x="day:T", y=alt.Y("low:Q", title=axis), y2="high:Q"))
    now = alt.Chart(alt.Data(values=[{"day": curve.on.isoformat()}])).mark_rule(color="#8a929c")
    layers += [
        now.encode(x="day:T"),
        alt.Chart(data).mark_line(strokeWidth=2).encode(x=x, y=y, color=kind, strokeDash=dash),
        alt.Chart(data)
        .transform_filter("datum.name == 'read'")
        .mark_point(filled=True, size=36, color=_COLOURS["read"])
        .encode(x=x, y=y),
    ]
    return alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT)


def burnup_chart(progresses: Iterable[Progress], language: str = "en") -> Picture:
    """The share of the way that several goals had made, by day, so that goals in different units can be compared.

    Args:
        progresses: Where the goals stand; the first six are drawn, all stand in the table.
        language: The language of the words.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    alt, words = altair(), Wording(language)
    found = [(_name(progress, place), _shares(progress)) for place, progress in enumerate(progresses, start=1)]
    drawn = [(name, points) for name, points in found if points][: len(_TONES)]
    title = words.label("chart.burnup_title")
    rows = [[name, words.date(day), words.share(share)] for name, points in found for day, share in points]
    table = Table([words.label(f"board.{name}") for name in ("goal", "day", "share")], rows)
    said = "; ".join(f"{name}: {words.share(points[-1][1])}" for name, points in drawn) + "."
    if len(found) > len(drawn):
        said += " " + words.label("chart.drawn", count=len(drawn), all=len(found))
    if not drawn:
        said = words.label("board.empty")
        return Picture(chart=blank(), title=title, description=said, table=table, language=language)
    values = [{"goal": name, "day": day.isoformat(), "share": share} for name, points in drawn for day, share in points]
    names = [name for name, _ in drawn]
    data = alt.Data(values=values)

    def scale(range_: Sequence[object]) -> Any:
        return alt.Scale(domain=names, range=list(range_[: len(names)]))

    x = alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    y = alt.Y("share:Q", title=words.label("board.share"), axis=alt.Axis(labelExpr=_PERCENT))
    colour = alt.Color("goal:N", title=None, scale=scale(_TONES))
    lines = alt.Chart(data).mark_line(strokeWidth=2)
    marks = alt.Chart(data).mark_point(filled=True, size=45)
    whole = alt.Chart(alt.Data(values=[{"share": 1}])).mark_rule(strokeDash=[9, 4], color=_COLOURS["aim"])
    chart = alt.layer(
        whole.encode(y="share:Q"),
        lines.encode(x=x, y=y, color=colour, strokeDash=alt.StrokeDash("goal:N", title=None, scale=scale(_STROKES))),
        marks.encode(x=x, y=y, color=colour, shape=alt.Shape("goal:N", title=None, scale=scale(_SHAPES))),
    )
    chart = chart.properties(width=_WIDTH, height=_HEIGHT)
    return Picture(chart=chart, title=title, description=said, table=table, language=language)


def _name(progress: Progress, place: int) -> str:
    """A name that no other goal of the chart has."""
    goal = progress.goal
    return goal.id or (f"{goal.metric.name} ({place})" if goal.metric is not None else f"{goal.statement} ({place})")


def _shares(progress: Progress) -> list[tuple[dt.date, float]]:
    """Share of the way by the day of each reading from the start on; none for goals that have no way."""
    curve = Curve.of(progress)
    if curve.baseline is None or curve.target is None or curve.target == curve.baseline or progress.is_kept:
        return []
    way = curve.target - curve.baseline
    start = curve.start or dt.date.min
    return [(day, (value - curve.baseline) / way) for day, value in curve.readings if day >= start]
