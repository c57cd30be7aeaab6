"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile(
    "quick",  # the same examples every time, so that a gate is green or red for a reason
    derandomize=True,
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the test run."""
    parser.addoption("--update-golden", action="store_true", help="write what comes out as what must come out")
    parser.addoption("--thorough", action="store_true", help="try many more examples of each property")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples of each property are tried."""
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name."""

    def compare(name: str, found: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(found, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == found

    return compare
