"""Funnel limits, against the distribution in exact fractions."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.funnel import INNER, OUTER, Standing, funnel, limits_at


def exactly(number: int, share: Fraction, level: Fraction) -> float:
    """Where the distribution reaches a level, summed from nothing."""
    reached = Fraction(0)
    for count in range(number + 1):
        chance = comb(number, count) * share**count * (1 - share) ** (number - count)
        reached += chance
        if reached >= level:
            return min(max(float(100 * (count - (reached - level) / chance) / number), 0.0), 100.0)
    raise AssertionError


@given(st.integers(1, 60), st.integers(1, 19))
def test_the_limits_are_those_of_the_distribution(number: int, twentieths: int):
    share = Fraction(twentieths, 20)
    found = limits_at(number, float(share))
    for within, (lower, upper) in ((INNER, found.inner), (OUTER, found.outer)):
        tail = (1 - Fraction(str(within))) / 2
        assert lower == pytest.approx(exactly(number, share, tail), abs=1e-6)
        assert upper == pytest.approx(exactly(number, share, 1 - tail), abs=1e-6)


@pytest.mark.parametrize("number", [3000, 200_000])
def test_of_many_the_limits_are_near_two_and_three_standard_deviations(number: int):
    found = limits_at(number, 0.3)
    error = 100 * (0.3 * 0.7 / number) ** 0.5
    assert found.inner == pytest.approx((30 - 1.96 * error, 30 + 1.96 * error), abs=error / 10)
    assert found.outer == pytest.approx((30 - 3.09 * error, 30 + 3.09 * error), abs=error / 10)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 99))
def test_the_outer_limits_hold_the_inner_and_a_larger_unit_has_narrower_ones(one: int, other: int, percent: int):
    found = limits_at(one, percent / 100)
    assert 0 <= found.outer[0] <= found.inner[0] <= found.inner[1] <= found.outer[1] <= 100
    wide, narrow = limits_at(min(one, other), percent / 100), limits_at(4 * max(one, other), percent / 100)
    assert narrow.outer[1] - narrow.outer[0] <= wide.outer[1] - wide.outer[0] + 1e-3


def test_a_small_unit_far_off_is_within_the_limits_and_a_large_one_just_as_far_off_is_not():
    found = funnel("Advised", "calls", [("P1", 0, 3), ("P2", 470, 1000), ("P3", 300, 1000), ("P4", 3700, 7900)])
    assert {p.name: p.standing for p in found.points} == {
        "P1": Standing.WITHIN, "P2": Standing.WITHIN, "P3": Standing.FAR_BELOW, "P4": Standing.ABOVE,
    }  # fmt: skip
    assert "P3: 30.0 % of 1,000, below the 99.8 % limit." in found.said


@pytest.mark.parametrize(
    "part, standing",
    [
        (20, Standing.FAR_BELOW),
        (38, Standing.BELOW),
        (50, Standing.WITHIN),
        (62, Standing.ABOVE),
        (80, Standing.FAR_ABOVE),
    ],
)
def test_each_standing_is_named_by_its_limit(part: int, standing: Standing):
    found = funnel("Advised", "calls", [("one", part, 100), ("rest", 10_000 - part, 19_900)])
    assert next(p for p in found.points if p.name == "one").standing is standing
    assert (standing.words in " ".join(found.said)) is (standing is not Standing.WITHIN)


def test_points_come_by_name_and_never_by_their_share():
    found = funnel("Advised", "calls", [("b", 9, 10), ("a", 5, 10), ("c", 1, 10), ("none", 0, 0)])
    assert [p.name for p in found.points] == ["a", "b", "c"]
    assert found.said[0] == "50.0 % of all together; 3 drawn. 1 with none are not drawn."


def test_where_all_are_none_or_all_every_one_stands_within():
    for part in (0, 10):
        found = funnel("Advised", "calls", [("a", part, 10), ("b", 2 * part, 20)])
        assert {p.standing for p in found.points} == {Standing.WITHIN}
    assert funnel("Advised", "calls", [("a", 0, 0)]).said == ("Nothing to divide by in this period.",)
