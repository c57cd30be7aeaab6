"""A small picture of a goal's course as SVG, drawn with strings, without a style of its own.

Lines differ by dashes and marks, not only by colour; the page has the legend, and the colours of the theme.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from smartgoals.markup import escape_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartgoals.drawing.curve import Curve, Point
    from smartgoals.drawing.wording import Wording

__all__ = ["sketch"]

_WIDTH, _HEIGHT = 320, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 6, 16, 16
_MOST: Final = 60
"""How many readings are drawn; of more, evenly spaced ones and always the last."""


def sketch(curve: Curve, words: Wording, description: str) -> str:
    """The course of a goal as an SVG element; nothing when there is too little to draw.

    Args:
        curve: What there is to draw.
        words: How numbers and days are written.
        description: What the picture shows, for those who cannot see it.
    """
    days, values = curve.days, curve.values
    if days is None or values is None:
        return ""
    scale = _Scale(days, values)
    parts = []
    if curve.target is not None:
        y = scale.y(curve.target)
        parts.append(f'<line class="aim" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>')
    if days[0] <= curve.on <= days[1]:
        x = scale.x(curve.on)
        parts.append(f'<line class="now" x1="{x}" x2="{x}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>')
    if curve.path:
        parts.append(f'<polyline class="path" points="{scale.points(curve.path)}"/>')
    shown = _thinned(curve.readings)
    if curve.ahead is not None and curve.end is not None and shown:
        last, (low, middle, high) = shown[-1], curve.ahead
        fan = [last, (curve.end, high), (curve.end, low)]
        parts += [
            f'<polygon class="fan" points="{scale.points(fan)}"/>',
            f'<polyline class="ahead" points="{scale.points([last, (curve.end, middle)])}"/>',
        ]
    if shown:
        parts.append(f'<polyline class="read" points="{scale.points(shown)}"/>')
        x, y = scale.x(shown[-1][0]), scale.y(shown[-1][1])
        parts.append(f'<circle class="last" cx="{x}" cy="{y}" r="3.5"/>')
    top, bottom = (words.about(value, curve.unit) for value in reversed(values))
    first, final = (words.date(day) for day in days)
    texts = [
        (_LEFT, _TOP - 5, "start", top),
        (_WIDTH - _RIGHT, _HEIGHT - 3, "end", final),
        (_LEFT, _HEIGHT - 3, "start", f"{bottom} · {first}"),
    ]
    parts += [
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape_html(text)}</text>' for x, y, anchor, text in texts
    ]
    return (
        f'<svg class="sketch" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape_html(description)}">'
        f"{''.join(parts)}</svg>"
    )


class _Scale:
    """From days and values to places in the picture."""

    def __init__(self, days: tuple[dt.date, dt.date], values: tuple[float, float]) -> None:
        self.first, self.low = days[0], values[0]
        self.days = max(1, (days[1] - days[0]).days)
        self.span = values[1] - values[0]

    def x(self, day: dt.date) -> str:
        share = (day - self.first).days / self.days
        return f"{_LEFT + share * (_WIDTH - _LEFT - _RIGHT):.4g}"

    def y(self, value: float) -> str:
        share = (value - self.low) / self.span if self.span else 0.5
        return f"{_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM):.4g}"

    def points(self, points: Iterable[Point]) -> str:
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def _thinned(readings: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(readings) <= _MOST:
        return readings
    step = (len(readings) - 1) / (_MOST - 1)
    return tuple(readings[round(place * step)] for place in range(_MOST))
