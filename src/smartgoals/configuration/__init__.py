"""Configuration: which rules count in a project, in `smartgoals.toml` or under `[tool.smartgoals]` in `pyproject.toml`.

`Config.from_file()` reads a file and those it extends, and reports everything that is wrong with them at once.
Nothing here searches for files: only the command line does.
"""

from __future__ import annotations

from smartgoals.configuration.config import Config, Setting

__all__ = ["Config", "Setting"]
