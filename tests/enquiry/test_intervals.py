"""Wilson's interval against its own equation in exact fractions, and against how often it holds the truth."""

from fractions import Fraction
from math import comb

import pytest

from advice_line.enquiry.intervals import _Z, ShareInterval, share_interval


@pytest.mark.parametrize(
    ("part", "whole"), [(0, 1), (1, 1), (3, 7), (81, 263), (15, 148), (0, 20), (29, 29), (500, 1000)]
)
def test_its_ends_solve_the_equation_that_defines_them(part: int, whole: int):
    """|part/whole - p| = z * sqrt(p(1-p)/whole) at both ends: signs change across each end, in exact fractions."""
    found = share_interval(part, whole)
    assert found is not None
    z = Fraction(_Z)

    def beyond(percent: float) -> Fraction:
        p = Fraction(percent) / 100
        return (Fraction(part, whole) - p) ** 2 - z**2 * p * (1 - p) / whole

    for end, outwards in ((found.low, -1), (found.high, 1)):
        if 0 < end < 100:
            assert beyond(end + outwards * 0.06) > 0
            assert beyond(end - outwards * 0.06) < 0


def test_published_examples_and_the_ends_of_the_scale():
    assert share_interval(81, 263) == ShareInterval(30.8, 25.5, 36.6)  # Newcombe 1998, example 1
    assert share_interval(15, 148) == ShareInterval(10.1, 6.2, 16.0)
    assert share_interval(0, 20) == ShareInterval(0.0, 0.0, 16.1)
    assert share_interval(29, 29) == ShareInterval(100.0, 88.3, 100.0)
    assert share_interval(0, 0) is None
    with pytest.raises(ValueError, match="3 is no part of 2"):
        share_interval(3, 2)


@pytest.mark.parametrize("truth", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
def test_about_nineteen_times_in_twenty_the_truth_lies_in_it(truth: Fraction):
    whole, held = 60, Fraction(0)
    for part in range(whole + 1):
        found = share_interval(part, whole)
        if found is not None and found.low <= 100 * truth <= found.high:
            held += comb(whole, part) * truth**part * (1 - truth) ** (whole - part)
    assert Fraction(92, 100) < held < Fraction(99, 100)
