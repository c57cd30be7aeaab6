"""Configuration of the documentation."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "smartgoals"
author = "smartgoals contributors"
html_show_copyright = False
release = version = installed("smartgoals")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "rule_pages", "metric_pages", "cli_page"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "smartgoals"
autodoc_default_options = {"members": True, "show-inheritance": False}
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
napoleon_use_ivar = True
napoleon_custom_sections = ["Source"]
nitpick_ignore_regex = [
    # Nothing is fetched while building, so what belongs to the standard library has no page to lead to.
    (r"py:.*", r"(collections|datetime|decimal|dt|enum|fractions)\..*"),
]
