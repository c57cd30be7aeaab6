"""Contrast, reckoned as WCAG 2.2 does: text at least 4.5 to 1, lines and areas that mean something at least 3 to 1."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from smartgoals.drawing import bars, course, overview, picture
from smartgoals.statement.marking import _COLOURS

LIGHT, DARK = ("#ffffff", "#f5f5f5"), ("#111111", "#1e1e1e")
"""What JupyterLab and VS Code put behind a result."""
CSS = resources.files("smartgoals.adapters.board").joinpath("board.css").read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    """Relative luminance of a colour such as #0b57a4."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes() -> list[dict[str, str]]:
    """The colours of the board by their names: light, dark."""
    found = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    ]
    return [theme for theme in found if "back" in theme]


def test_the_formula_gives_what_is_published() -> None:
    """Black on white is 21 to 1, and #767676 the lightest grey that is text on white."""
    assert 21 == pytest.approx(contrast("#000000", "#ffffff"))
    assert 4.54 == pytest.approx(contrast("#767676", "#ffffff"), abs=0.01)


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
def test_the_board_can_be_read(theme: dict[str, str]) -> None:
    """Every text on the page and on a card, in either theme; lines and bars on both."""
    for back in ("back", "panel"):
        for text in ("ink", "quiet", "link", "done", "good", "warn", "bad", "open"):
            assert contrast(theme[text], theme[back]) >= 4.5, (text, back)
    for tone in ("done", "good", "warn", "bad", "link"):
        assert contrast(theme[tone], theme["edge"]) >= 3, tone  # a bar on what is left of its way
    assert contrast(theme["ink"], theme["edge"]) >= 3


@pytest.mark.parametrize("role", _COLOURS)
def test_the_parts_of_a_statement_stand_out(role: str) -> None:
    """The line under a part is seen in light and dark notebooks."""
    for back in (*LIGHT, *DARK):
        assert contrast(_COLOURS[role], back) >= 3, back


def test_charts_can_be_read() -> None:
    """Lines and bars on white, and the words in the cells of the heat map."""
    for colour in (*course._TONES, *course._COLOURS.values(), *overview._TERMS.values(), bars._TONE):
        assert contrast(colour, "#ffffff") >= 3, colour
    for verdict, back in overview._GREYS.items():
        assert contrast(overview._INK[verdict], back) >= 4.5, verdict
    assert contrast(picture._INK, "#ffffff") >= 4.5
