"""Student's t distribution, against published and independently computed values."""

from __future__ import annotations

from math import inf, nan
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.progress import normal_multiplier, t_cdf, t_pdf, t_quantile

DEGREES = st.floats(0.5, 2000)
PLACES = st.floats(-50, 50)


@pytest.mark.parametrize(
    ("t", "df", "expected"),
    [
        (1.5, 2, 0.8638034375544995),  # 1/2 + t / (2 sqrt(2 + t^2))
        (0.3, 48, 0.6172637246387033),
        (1.0, 1, 0.75),  # Cauchy: 1/2 + atan(1) / pi
        (-1.0, 1, 0.25),
        (0.0, 7, 0.5),
        (1e-9, 1, 0.5 + 1e-9 / 3.141592653589793),
        (2.0, inf, 0.9772498680518208),
    ],
)
def test_the_distribution_function_has_known_values(t: float, df: float, expected: float) -> None:
    """Closed forms and values to 16 digits come out to ten."""
    assert expected == pytest.approx(t_cdf(t, df), abs=1e-10)


@pytest.mark.parametrize(
    ("p", "df", "expected"),
    [
        (0.975, 3, 3.1824463052837095),
        (0.9, 8, 1.3968153097438647),
        (0.95, 10, 1.812461122811676),
        (0.995, 1, 63.65674116287399),
        (0.975, inf, 1.959963984540054),
        (0.5, 4, 0.0),
    ],
)
def test_the_quantiles_are_those_of_the_tables(p: float, df: float, expected: float) -> None:
    """Table values come out to ten digits, and mirrored below one half."""
    assert expected == pytest.approx(t_quantile(p, df), abs=1e-9)
    assert -expected == pytest.approx(t_quantile(1 - p, df), rel=1e-9, abs=1e-9)


def test_the_closed_form_for_three_degrees_agrees_with_the_general_one() -> None:
    """The short cut at three degrees of freedom gives what its neighbours lead to."""
    for t in (-40.0, -2.5, -0.1, 0.7, 3.0, 90.0):
        between = (t_cdf(t, 3 - 1e-6) + t_cdf(t, 3 + 1e-6)) / 2
        assert between == pytest.approx(t_cdf(t, 3), abs=1e-10)


@pytest.mark.parametrize("t", [-30.0, -1.0, 0.5, 2.0, 6.0])
def test_many_degrees_lead_to_the_normal_distribution(t: float) -> None:
    """The expansion joins on to the general formula, and at infinity is the normal distribution."""
    assert t_cdf(t, 0.99999e5) == pytest.approx(t_cdf(t, 1.00001e5), abs=1e-9)
    assert t_pdf(t, 0.99999e5) == pytest.approx(t_pdf(t, 1.00001e5), abs=1e-9)
    assert NormalDist().cdf(t) == pytest.approx(t_cdf(t, inf), abs=1e-15)


def test_the_density_integrates_to_the_distribution() -> None:
    """The trapezoid sum of the density between two places is the difference of the distribution there."""
    for df in (1.5, 3, 30, inf):
        places = [k / 1000 for k in range(-2000, 2001)]
        area = sum(t_pdf(place, df) for place in places[1:-1]) / 1000 + t_pdf(2.0, df) / 1000
        assert t_cdf(2.0, df) - t_cdf(-2.0, df) == pytest.approx(area, abs=1e-6)


@given(PLACES, DEGREES)
def test_the_distribution_is_symmetric_and_a_probability(t: float, df: float) -> None:
    """F(-t) = 1 - F(t), within 0 and 1."""
    assert 0 <= t_cdf(t, df) <= 1
    assert 1 == pytest.approx(t_cdf(t, df) + t_cdf(-t, df), abs=1e-12)


@given(PLACES, PLACES, DEGREES)
def test_the_distribution_never_falls(a: float, b: float, df: float) -> None:
    """A larger t never has a smaller probability."""
    low, high = sorted((a, b))
    assert t_cdf(low, df) <= t_cdf(high, df) + 1e-14


@given(st.floats(0.001, 0.999), DEGREES)
def test_the_quantile_inverts_the_distribution(p: float, df: float) -> None:
    """F(F^-1(p)) = p."""
    assert p == pytest.approx(t_cdf(t_quantile(p, df), df), abs=1e-9)


def test_multipliers_of_the_normal_distribution_are_the_published_ones() -> None:
    """The table of interval multipliers in Hyndman and Athanasopoulos, to two decimals."""
    table = {0.5: 0.67, 0.6: 0.84, 0.7: 1.04, 0.8: 1.28, 0.9: 1.64, 0.95: 1.96, 0.99: 2.58}
    assert table == {level: round(normal_multiplier(level), 2) for level in table}


def test_far_tails_stay_probabilities() -> None:
    """Neither a far place nor many degrees of freedom leaves the unit interval."""
    assert 0.0 == t_cdf(-1e200, 5)
    assert 1.0 == t_cdf(1e200, 5)
    assert (0.0, 1.0, 0.0) == (t_cdf(-99.0, inf), t_cdf(1e200, inf), t_pdf(1e200, 1e6))
    assert 1e-3 > t_quantile(0.5000001, 3) > 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: t_cdf(0.0, 0),
        lambda: t_cdf(nan, 3),
        lambda: t_cdf(0.0, nan),
        lambda: t_pdf(inf, 3),
        lambda: t_quantile(0.0, 3),
        lambda: t_quantile(0.9, -1),
        lambda: normal_multiplier(1),
    ],
)
def test_what_is_outside_is_refused(call: object) -> None:
    """Degrees of freedom, places and probabilities outside their range are refused with a remedy."""
    with pytest.raises(InvalidValueError, match="give"):
        call()  # type: ignore[operator]
