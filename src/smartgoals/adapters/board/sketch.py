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

_WIDTH, _HEIGHT = 640, 264
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 12, 32, 32
_MOST: Final = 60
"""How many readings are drawn; of more, evenly spaced ones and always the last."""


def sketch(curve: Curve, words: Wording) -> str:
    """The course of a goal as an SVG element; nothing when there is too little to draw.

    What it shows is told by the element of the page whose id is `picture`; a page has many pictures.

    Args:
        curve: What there is to draw.
        words: How numbers and days are written.
    """
    days, values = curve.days, curve.values
    if days is None or values is None:
        return ""
    scale = _Scale(days, values)
    parts = []
    if curve.target is not None:
        parts.append(f'<path class="aim" d="M{_LEFT} {scale.y(curve.target)}H{_WIDTH - _RIGHT}"/>')
    if days[0] <= curve.on <= days[1]:
        parts.append(f'<path class="now" d="M{scale.x(curve.on)} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
    if curve.path:
        parts.append(f'<path class="path" d="{scale.line(curve.path)}"/>')
    shown = _thinned(curve.readings)
    if curve.ahead is not None and curve.end is not None and shown:
        last, (low, middle, high) = shown[-1], curve.ahead
        parts += [
            f'<path class="fan" d="{scale.line([last, (curve.end, high), (curve.end, low)])}"/>',
            f'<path class="ahead" d="{scale.line([last, (curve.end, middle)])}"/>',
        ]
    if shown:
        parts.append(f'<path class="read" d="{scale.line(shown)}"/>')
        parts.append(f'<circle cx="{scale.x(shown[-1][0])}" cy="{scale.y(shown[-1][1])}" r="7"/>')
    parts += [
        f'<text{side} x="{x}" y="{y}">{escape_html(text)}</text>' for side, x, y, text in _texts(curve, scale, words)
    ]
    head = f'<svg class="sketch" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="picture">'
    return f"{head}{''.join(parts)}</svg>"


def _texts(curve: Curve, scale: _Scale, words: Wording) -> Iterable[tuple[str, int, int, str]]:
    """The highest and the lowest value, the first and the last day, and the target at its line.

    The target stands to the left, where a way begins far from it; in the place of the highest value when it is that.
    """
    bottom, top = scale.values
    right = ' class="end"'
    aim = None if curve.target is None else scale.y(curve.target)
    if aim != scale.y(top):
        yield "", _LEFT, _TOP - 10, words.about(top, curve.unit)
    if curve.target is not None and aim is not None:
        side, x = (right, _WIDTH - _RIGHT) if _TOP < aim < 2 * _TOP else ("", _LEFT)
        yield side, x, aim - 10, words.label("board.aim", value=words.about(curve.target, curve.unit))
    yield "", _LEFT, _HEIGHT - 6, f"{words.about(bottom, curve.unit)} · {words.date(scale.first)}"
    yield right, _WIDTH - _RIGHT, _HEIGHT - 6, words.date(scale.last)


class _Scale:
    """From days and values to places in the picture, whole ones: the picture is drawn at half its size or less."""

    def __init__(self, days: tuple[dt.date, dt.date], values: tuple[float, float]) -> None:
        (self.first, self.last), self.values = days, values
        self.days = max(1, (days[1] - days[0]).days)
        self.span = values[1] - values[0]

    def x(self, day: dt.date) -> int:
        share = (day - self.first).days / self.days
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT))

    def y(self, value: float) -> int:
        share = (value - self.values[0]) / self.span if self.span else 0.5
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM))

    def line(self, points: Iterable[Point]) -> str:
        """A line through points, each told from the one before, which is shortest."""
        told, before = "", (0, 0)
        for day, value in points:
            here = self.x(day), self.y(value)
            across, down = here[0] - before[0], here[1] - before[1]
            told += f"{'l' if told else 'M'}{across}{'' if down < 0 else ' '}{down}"
            before = here
        return told


def _thinned(readings: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(readings) <= _MOST:
        return readings
    step = (len(readings) - 1) / (_MOST - 1)
    return tuple(readings[round(place * step)] for place in range(_MOST))
