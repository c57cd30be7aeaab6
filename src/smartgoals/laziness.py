"""Packages whose public names are loaded when they are first asked for (PEP 562)."""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would take time
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["on_demand"]


def on_demand(
    package: str, homes: Mapping[str, str], namespace: dict[str, Any]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and the `__dir__` of a package.

    Args:
        package: The name of the package.
        homes: Its modules, and the public names that live in each, parted by spaces.
        namespace: The globals of the package, where a name that was found is remembered; they have `__all__`.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def find(name: str) -> object:
        """Find a public name, and remember it."""
        from importlib import import_module

        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        namespace[name] = getattr(import_module(f"{package}.{home_of[name]}"), name)
        return namespace[name]

    def names() -> list[str]:
        """Return the public names, whether they have been used or not."""
        return sorted({*namespace["__all__"], *namespace})

    return find, names
