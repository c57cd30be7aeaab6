"""What is imported when: a script that never reads a sentence does not pay for calendars and units."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("babel", "cattrs", "dateutil", "pint")


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and return the top-level modules that are loaded afterwards."""
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_else() -> None:
    """`import smartgoals` loads no dependency at all."""
    assert set() == loaded_by("import smartgoals") & {"attr", "attrs", "click", *HEAVY}


@pytest.mark.parametrize(
    "code",
    [
        "import smartgoals; smartgoals.Goal('Open a shop in Lund')",
        "from smartgoals import Context, Goal, Level, Quantity, Unit; Level(Quantity(20, Unit.currency('SEK')))",
        "from smartgoals import errors, rule, Remark",
    ],
    ids=["goal", "values", "rules"],
)
def test_values_need_only_attrs(code: str) -> None:
    """Building a goal by hand, or defining a rule, loads none of the heavy dependencies."""
    assert set() == loaded_by(code) & {"click", *HEAVY}


def test_reading_and_judging_needs_no_units_of_measure() -> None:
    """Neither reading nor judging a sentence loads pint, cattrs or click."""
    code = """
from smartgoals import Context, assess, parse
context = Context("2026-01-15", "en")
assess(parse("Raise sales from 40 to 50 million kronor by June 2026.", context=context), context=context)
"""
    assert set() == loaded_by(code) & {"cattrs", "click", "pint"}


def test_tracking_needs_neither_words_nor_units_of_measure() -> None:
    """A goal in one unit is tracked, and its forecast made, without any of the heavy dependencies."""
    code = """
from smartgoals import Baseline, Goal, Horizon, Level, Quantity, Series, track
goal = Goal("Grow", baseline=Baseline(Quantity(0)), target=Level(Quantity(9)), horizon=Horizon("2026-01-01", "2026-12-31"))
track(goal, Series.of({"2026-02-01": 1, "2026-03-01": 2, "2026-04-01": 4}), on="2026-04-02").forecast.value
"""
    assert set() == loaded_by(code) & {"click", *HEAVY}


def test_names_of_progress_live_where_they_are_looked_for() -> None:
    """Each public name of `smartgoals.progress` is found, listed, and told apart from what is none."""
    from smartgoals import progress

    assert [*progress.__all__] == [name for name in progress.__all__ if getattr(progress, name) is not None]
    assert {*progress.__all__} <= {*dir(progress)}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = progress.nothing


def test_progress_loads_what_is_asked_for() -> None:
    """Importing the package of progress loads none of its modules."""
    loaded_by("import sys, smartgoals.progress; assert 'smartgoals.progress.tracking' not in sys.modules")
    loaded_by(
        "import sys; from smartgoals.progress import forecast; assert 'smartgoals.progress.evm' not in sys.modules"
    )


def test_wire_finds_its_names_and_no_others() -> None:
    """Each public name of `smartgoals.wire` is found, listed, and told apart from what is none."""
    from smartgoals import wire

    assert [*wire.__all__] == [name for name in wire.__all__ if getattr(wire, name) is not None]
    assert {*wire.__all__} <= {*dir(wire)}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = wire.nothing


def test_a_check_does_not_load_what_reviews() -> None:
    """Reading and judging a text waits for nothing that measures, reviews or draws."""
    loaded_by(
        "import sys; from smartgoals.adapters import markdown; "
        "assert not {'smartgoals.reviewing', 'smartgoals.progress.standing', 'smartgoals.drawing'} & {*sys.modules}"
    )
