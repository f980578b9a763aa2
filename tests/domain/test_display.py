"""How exact fractions are written for people: rounding never shows another band than the one decided."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.display import coverage_percent, percent

SHARES = st.fractions(0, 1, max_denominator=5_000)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0"),
        (Fraction(1), "100"),
        (Fraction(1, 3), "33"),
        (Fraction(2, 3), "67"),
        (Fraction(4, 15), "27"),
        (Fraction(23, 30), "77"),
        (Fraction(5, 8), "63"),
        (Fraction(3, 8), "38"),
        (Fraction(365, 1000), "37"),
        (Fraction(3649, 10000), "36"),
    ],
)
def test_percentages_are_rounded_half_up_to_whole_points(share: Fraction, shown: str) -> None:
    """62.5 becomes 63 and 37.5 becomes 38; never half to even."""
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(15, 100), "15"),
        (Fraction(149, 1000), "15"),
        (Fraction(151, 1000), "15.1"),
        (Fraction(154, 1000), "15.4"),
        (Fraction(155, 1000), "16"),
        (Fraction(15051, 100_000), "15.1"),
        (Fraction(15049, 100_000), "15.05"),
        (Fraction(150_001, 1_000_000), "15.0001"),
        (Fraction(503, 1000), "50.3"),
        (Fraction(8512, 10_000), "85.1"),
        (Fraction(85, 100), "85"),
    ],
)
def test_a_decimal_appears_only_where_a_whole_number_would_cross_a_border(share: Fraction, shown: str) -> None:
    """15.1 % is Started, "15" would be read as Not yet; more decimals follow where even one would mislead."""
    assert percent(share) == shown


def test_other_borders_or_none_can_be_given() -> None:
    """A range or a share has no bands."""
    assert percent(Fraction(151, 1000), borders=()) == "15"
    assert percent(Fraction(802, 1000), borders=(Fraction(4, 5),)) == "80.2"
    assert percent(Fraction(126, 1000), borders=(Fraction(1, 8),)) == "13"
    assert percent(Fraction(124, 1000), borders=(Fraction(1235, 10_000),)) == "12.4"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(4, 5), "80"),
        (Fraction(7999, 10_000), "79"),
        (Fraction(1), "100"),
        (Fraction(999, 1000), "99"),
        (Fraction(0), "0"),
    ],
)
def test_coverage_is_rounded_down(share: Fraction, shown: str) -> None:
    """79.99 % is not enough and must not be shown as 80 %."""
    assert coverage_percent(share) == shown


@given(SHARES)
def test_what_is_shown_lies_on_the_same_side_of_every_border(share: Fraction) -> None:
    """A reader of the rounded number arrives at the band that the exact fraction decided."""
    shown = Fraction(percent(share)) / 100

    assert [share > border for border in BORDERS] == [shown > border for border in BORDERS]
    assert abs(shown - share) <= Fraction(1, 200)


@given(SHARES, SHARES)
def test_a_larger_share_is_never_shown_as_a_smaller_number(one: Fraction, other: Fraction) -> None:
    """Rounding keeps the order."""
    low, high = sorted((one, other))

    assert Fraction(percent(low)) <= Fraction(percent(high))
    assert int(coverage_percent(low)) <= int(coverage_percent(high))


BORDERS = (Fraction(15, 100), Fraction(1, 2), Fraction(85, 100))
