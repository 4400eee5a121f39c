from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.time_steps import LEAST_WEEKS, time_steps


def test_of_a_month_the_half_year_before_is_seen_in_weeks():
    steps = time_steps(date(2026, 11, 1), date(2026, 12, 1))
    assert len(steps) == LEAST_WEEKS
    assert (steps[0].begins, steps[-1].begins, steps[-1].ends) == (
        date(2026, 6, 2),
        date(2026, 11, 24),
        date(2026, 12, 1),
    )
    assert steps[-1].words == "24 Nov"


def test_of_more_than_a_year_months_are_seen_and_the_first_and_last_are_cut():
    steps = time_steps(date(2026, 1, 15), date(2027, 3, 2))
    assert [step.words for step in steps][:2] == ["Jan 26", "Feb 26"]
    assert (steps[0].begins, steps[0].ends, steps[-1].ends) == (date(2026, 1, 15), date(2026, 2, 1), date(2027, 3, 2))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_steps_follow_each_other_and_cover_the_whole_period(begins: date, length: int):
    ends = begins + timedelta(days=length)
    steps = time_steps(begins, ends)
    assert all(one.ends == other.begins for one, other in pairwise(steps))
    assert steps[0].begins <= begins
    assert steps[-1].ends == ends
