import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.measures import accountability, activity, centile, share


def test_nothing_to_divide_by_is_no_figure_and_not_nought():
    assert share(0, 0) is None
    assert centile([], 50) is None
    assert activity([])["connected_percent_of_calls"] is None
    assert accountability([])["countersigned_percent"] is None


@pytest.mark.parametrize("percent, expected", [(50, 2.0), (90, 4.0), (100, 4.0), (1, 1.0)])
def test_a_centile_is_the_nearest_rank(percent: int, expected: float):
    assert centile([4.0, 1.0, 3.0, 2.0], percent) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_centile_is_one_of_the_values_and_enough_do_not_exceed_it(values: list[float], percent: int):
    found = centile(values, percent)
    assert found in values
    assert sum(v <= found for v in values) >= percent / 100 * len(values)
