from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.quantity import Quantity
from advice_line.charts.waiting import SECONDS_BOUNDS, waiting_times
from tests.enquiry.plain_measures import centile


def waited(*seconds: float):
    return waiting_times("To connect", Quantity.SECONDS, Counter(seconds))


@pytest.mark.parametrize("seconds, holds", [(0, 0), (14.9, 0), (15, 1), (59, 2), (1799, 6), (1800, 7), (90000, 7)])
def test_who_waited_exactly_a_bound_waited_that_long(seconds: float, holds: int):
    found = waited(seconds)
    assert [one.count for one in found.bins] == [int(n == holds) for n in range(8)]
    assert found.holds(seconds) == holds


def test_each_bin_says_its_bounds():
    words = [one.words(Quantity.SECONDS) for one in waited(1).bins]
    assert words[0] == "0 to 15 s"
    assert words[-1] == "from 1,800 s"


def test_half_and_nine_in_ten_are_said():
    assert waited(*range(1, 11)).said == ("10 counted: half waited 5 s or less, nine in ten 9 s or less.",)
    assert waited().said == ("Nobody waited in this period.",)
    assert waited().holds(waited().median) is None


@given(st.lists(st.integers(0, 4000), max_size=60))
def test_the_centiles_are_the_audits_and_everybody_is_in_one_bin(seconds: list[int]):
    found = waited(*seconds)
    assert found.number == len(seconds)
    assert found.median == centile(seconds, 50)
    assert found.ninetieth == centile(seconds, 90)
    for bound in SECONDS_BOUNDS:
        assert sum(one.count for one in found.bins if one.least >= bound) == sum(value >= bound for value in seconds)
