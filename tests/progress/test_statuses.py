"""Statuses: policies as data, bands without holes, states and overrides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import progress as p
from smartgoals.errors import InvalidValueError


@given(st.sampled_from(sorted(p.policies())), st.floats(-10, 10))
def test_bands_have_no_holes(name: str, value: float) -> None:
    """Every number has exactly one status in every policy, and a better number never has a worse one."""
    by = p.policy(name)
    assert by.judge(value) in [band.name for band in by.bands]
    assert by.rank(value) <= by.rank(value + 0.01)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("eurostat", 0.95, "on_track"),
        ("eurostat", 0.9499, "at_risk"),
        ("eurostat", 0.6, "at_risk"),
        ("eurostat", 0.0, "off_track"),
        ("eurostat", -0.0001, "moving_away"),
        ("servicenow", 0.895, "yellow"),
        ("upraise", 0.75, "lagging"),
        ("okr_google", 0.35, "yellow"),
        ("okr_google", 0.34, "red"),
        ("planview", 0.10, "ahead"),
        ("planview", -0.10, "behind"),
        ("planview", -0.0999, "on_track"),
        ("istat_trend", 0.01, "stable"),
        ("istat_trend", -0.05, "clear_worsening"),
        ("mooncamp", 1.0, "achieved"),
    ],
)
def test_published_cuts_hold_on_real_numbers(name: str, value: float, status: str) -> None:
    """Where vendors print whole percents with holes between them, each number still belongs somewhere."""
    assert status == p.policy(name).judge(value)


def test_every_policy_says_its_version_and_source() -> None:
    """A result can name the policy, and a reader can look it up."""
    for name, by in p.policies().items():
        assert (name, True, True) == (by.name, bool(by.version), bool(by.source))


def test_a_policy_of_ones_own_takes_five_lines() -> None:
    """A name, a version and bands are enough."""
    mine = p.StatusPolicy(
        "acme",
        version="2026",
        bands=[("fine", 0.9), ("talk", 0.7), ("act", None)],
    )
    assert ["fine", "talk", "act"] == [mine.judge(value) for value in (0.9, 0.7, 0.6999)]
    assert "acme 2026" == str(mine)
    assert "StatusPolicy('acme', version='2026'" in repr(mine)


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ([], "is empty"),
        ([("a", 1.0)], "leave a hole"),
        ([("a", None), ("b", None)], "leave a hole"),
        ([("a", 0.5), ("b", 0.9), ("c", None)], "do not fall"),
        ([("a", float("nan")), ("b", None)], "not finite"),
    ],
)
def test_bands_that_leave_holes_are_refused(bands: list[tuple[str, float | None]], problem: str) -> None:
    """A policy that cannot judge every number cannot be built."""
    with pytest.raises(InvalidValueError, match=problem):
        p.StatusPolicy("mine", version="1", bands=bands)


def test_shares_of_time_are_shares() -> None:
    """What is too early is a share of the way."""
    with pytest.raises(InvalidValueError, match="too_early"):
        p.StatusPolicy("mine", version="1", bands=[("a", None)], too_early=2)


def test_policies_come_from_data() -> None:
    """A table with an unknown key or a band of both kinds is refused with the way out."""
    with pytest.raises(InvalidValueError, match="cutoff"):
        p.StatusPolicy.from_data("mine", {"version": "1", "cutoff": 1})
    for band in ({"name": "a", "at_least": 1, "above": 1}, {"name": "a", "from": 1}, {"above": 1}):
        with pytest.raises(InvalidValueError, match="is no band"):
            p.StatusPolicy.from_data("mine", {"version": "1", "bands": [band]})
    with pytest.raises(InvalidValueError, match="give one of ally_alert"):
        p.policy("traffic_light")


@pytest.mark.parametrize(
    ("name", "fraction", "expected", "status"),
    [
        ("eurostat", 0.38, 0.4, "on_track"),
        ("eurostat", 0.01, 0.04, "too_early"),
        ("eurostat", 0.01, 0.0, "too_early"),
        ("upraise", 0.01, 0.04, "at_risk"),
        ("viva", 0.33, 0.33, "on_track"),
        ("engagedly", 0.335, 0.5, "on_track"),
        ("engagedly", 1.0, 1.0, "achieved"),
        ("okr_google", 0.7, None, "green"),
    ],
)
def test_a_fraction_at_a_moment_has_a_status(name: str, fraction: float, expected: float | None, status: str) -> None:
    """Ratio, gap or the fraction alone: each policy reads its own number, on any scale."""
    assert status == p.status_of(p.policy(name), fraction=fraction, expected=expected)
    percent = None if expected is None else 100 * expected
    assert status == p.status_of(p.policy(name), fraction=100 * fraction, expected=percent, whole=100)


def test_what_is_met_overrides_any_pace() -> None:
    """A target that is met is achieved under every policy that judges pace."""
    assert "achieved" == p.status_of(p.policy("eurostat"), fraction=-1, expected=0.5, achieved=True)


def test_a_policy_asks_for_its_number() -> None:
    """A policy that reads growth cannot judge a fraction; one that reads a pace needs the expectation."""
    with pytest.raises(InvalidValueError, match="growth_ratio"):
        p.status_of(p.policy("eurostat_growth"), fraction=1, expected=1)
    with pytest.raises(InvalidValueError, match="expected"):
        p.status_of(p.policy("eurostat"), fraction=1)


def test_limits_have_four_statuses() -> None:
    """Kept or not, before and after the deadline."""
    found = [p.maintain_status(kept=kept, over=over) for over in (False, True) for kept in (True, False)]
    assert ["on_track", "behind", "achieved", "at_risk"] == found


def test_an_override_names_its_author() -> None:
    """A status without an author or a date cannot be set by hand."""
    with pytest.raises(InvalidValueError, match="by"):
        p.Override("green", by="", on="2026-01-01")
    with pytest.raises(InvalidValueError, match="on"):
        p.Override("green", by="Ada", on="soon")


def test_missing_data_policies_have_names() -> None:
    """What is done about missing readings can be looked up, or be one's own."""
    assert "strict 1" == str(p.missing_data("strict"))
    assert "MissingData('mine', version='2', least_readings=3)" == repr(
        p.MissingData("mine", version="2", least_readings=3)
    )
    with pytest.raises(InvalidValueError, match="give one of as_read"):
        p.missing_data("guess")
    for wrong in ({"least_readings": 0}, {"least_coverage": 2}, {"stale_after": 0}, {"baseline": "mean"}):
        with pytest.raises(InvalidValueError, match=next(iter(wrong))):
            p.MissingData("mine", version="1", **wrong)
