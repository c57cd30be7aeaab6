"""Text made safe for Markdown and HTML, so that results can show themselves anywhere without loading anything."""

from __future__ import annotations

import re
from html import escape

__all__ = ["escape_html", "escape_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape_markdown(text: str) -> str:
    r"""A text with the characters that Markdown would take for its own escaped, on one line.

    Example:
        >>> escape_markdown("Increase *revenue* | [soon]")
        'Increase \\*revenue\\* \\| \\[soon\\]'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def escape_html(text: str) -> str:
    """A text that is safe between tags and in quoted attributes.

    Example:
        >>> escape_html('<b>"5 & 6"</b>')
        '&lt;b&gt;&quot;5 &amp; 6&quot;&lt;/b&gt;'
    """
    return escape(text, quote=True)
