"""`Picture`: a chart with the words and the table that say the same."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, Final

import attrs

from smartgoals.errors import InvalidValueError, MissingExtraError
from smartgoals.markup import Table, escape_html, escape_markdown
from smartgoals.rules.phrases import phrases

__all__ = ["Picture", "altair", "blank"]

_INK: Final = "#1b1f24"
_LINE: Final = 100
"""Characters in a line below a title."""
_LOCALES: Final = {"sv": "sv-SE"}


def altair() -> Any:
    """The library that charts are written with.

    Raises:
        MissingExtraError: The extra `charts` is not installed.
    """
    try:
        import altair as alt
    except ImportError:
        raise MissingExtraError("charts") from None
    return alt


def blank() -> Any:
    """A chart with nothing in it but a dash; the description says why."""
    alt = altair()
    return alt.Chart(alt.Data(values=[{}])).mark_text(fontSize=14, color=_INK).encode(text=alt.value("–"))


@attrs.frozen(kw_only=True)
class Picture:
    """A chart, what it is called, what it shows, and a table that says the same.

    Attributes:
        chart: The chart, as Altair has it; change it with Altair's own methods.
        title: What it is called.
        description: What can be seen in it, in a sentence or two.
        table: The same in numbers.
        language: The language of its words.
    """

    chart: Any = attrs.field(repr=False, eq=False)
    title: str
    description: str
    table: Table = attrs.field(repr=False)
    language: str = "en"

    def to_spec(self, *, subtitle: bool = True) -> dict[str, Any]:
        """The chart as a Vega-Lite document, for pages that draw it themselves.

        Args:
            subtitle: Whether the description stands below the title, so that the picture can do without a caption.
        """
        lines = textwrap.wrap(self.description, _LINE) if subtitle else []
        title = altair().Title(self.title, **({"subtitle": lines} if lines else {}))
        spec: dict[str, Any] = (
            self.chart.properties(title=title, description=self.description)
            .configure(background="white", font="sans-serif")
            .configure_axis(labelColor=_INK, titleColor=_INK, gridColor="#dfe3e8", labelFontSize=12, titleFontSize=12)
            .configure_title(
                anchor="start", color=_INK, subtitleColor=_INK, fontSize=15, subtitleFontSize=12, subtitlePadding=5,
                limit=640,
            )
            .configure_legend(labelColor=_INK, titleColor=_INK, labelFontSize=12, symbolSize=200, labelLimit=320)
            .configure_view(stroke=None)
            .to_dict(validate=False)
        )  # fmt: skip
        return spec

    def to_svg(self) -> str:
        """The chart as SVG."""
        return str(_drawer().vegalite_to_svg(self.to_spec(), **self._locale()))

    def to_png(self, *, scale: float = 2.0) -> bytes:
        """The chart as PNG.

        Args:
            scale: Pixels for each point of the chart; 2 suits screens and slides.
        """
        return bytes(_drawer().vegalite_to_png(self.to_spec(), scale=scale, **self._locale()))

    def save(self, path: str | Path) -> None:
        """Write the chart to a file that ends with .svg, .png or .html; the last holds the table too.

        Raises:
            InvalidValueError: The name ends with something else.
        """
        file = Path(path)
        match file.suffix.casefold():
            case ".svg":
                file.write_text(self.to_svg(), encoding="utf-8")
            case ".png":
                file.write_bytes(self.to_png())
            case ".html":
                head = f'<meta charset="utf-8"><title>{escape_html(self.title)}</title>'
                body = f'<html lang="{self.language}"><head>{head}</head><body>{self.to_html()}</body></html>'
                file.write_text(f"<!DOCTYPE html>\n{body}\n", encoding="utf-8")
            case suffix:
                raise InvalidValueError("Picture", "path", suffix, "is no kind of picture", "use .svg, .png or .html")

    def to_html(self) -> str:
        """The chart as a figure with its description, and the table to open."""
        said = escape_html(self.description)
        drawn = str(_drawer().vegalite_to_svg(self.to_spec(subtitle=False), **self._locale()))
        svg = drawn.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)
        folded = escape_html(phrases(self.language).label("chart.table"))
        table = f"<details><summary>{folded}</summary>{self.table.to_html()}</details>"
        return f'<figure lang="{self.language}">{svg}<figcaption>{said}{table}</figcaption></figure>'

    def to_markdown(self) -> str:
        """What the picture says, as words and a table."""
        return f"**{escape_markdown(self.title)}**\n\n{escape_markdown(self.description)}\n\n{self.table.to_markdown()}"

    def _locale(self) -> dict[str, str]:
        locale = _LOCALES.get(self.language)
        return {} if locale is None else {"format_locale": locale, "time_format_locale": locale}

    def _repr_html_(self) -> str:
        return self.to_html()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


def _drawer() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("charts") from None
    return vl_convert
