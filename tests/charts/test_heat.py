from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.heat import STEPS, by_hour, heat_map

LONDON = ZoneInfo("Europe/London")
AUGUST = (date(2026, 8, 3), date(2026, 8, 17))


def test_a_call_counts_in_the_hour_of_the_desks_own_clock():
    assert by_hour([datetime(2026, 8, 3, 23, 30, tzinfo=UTC)], LONDON) == {(1, 0): 1}
    assert by_hour([datetime(2026, 1, 5, 23, 30, tzinfo=UTC)], LONDON) == {(0, 23): 1}


def test_the_hour_that_comes_twice_in_autumn_is_one_hour():
    twice = [datetime(2026, 10, 25, hour, 15, tzinfo=UTC) for hour in (0, 1)]
    assert by_hour(twice, LONDON) == {(6, 1): 2}


def test_the_busiest_is_named_and_each_weekday_stands_beside_how_many_there_were():
    found = heat_map("Calls", {(0, 9): 4, (4, 17): 4, (2, 3): 1}, date(2026, 8, 1), date(2026, 8, 11))
    assert found.days == (2, 1, 1, 1, 1, 2, 2)
    assert found.said == ("9 calls; most in one hour of the week: 4 (Mon 09:00, Fri 17:00).",)
    assert found.of_days == (4, 0, 1, 0, 4, 0, 0)
    assert (found.of_hours[9], found.of_hours[3], found.of_hours[17]) == (4, 1, 4)


def test_many_hours_alike_are_not_all_named():
    said = heat_map("Calls", {(0, hour): 1 for hour in range(5)}, *AUGUST).said
    assert said[0].endswith("(Mon 00:00, Mon 01:00, Mon 02:00 and 2 more).")


def test_of_no_calls_it_says_so():
    assert heat_map("Calls", {}, *AUGUST).said == ("No calls in this period.",)
    assert heat_map("Calls", {}, *AUGUST).shade(0, 0) == 0


def test_one_call_is_never_without_a_shade_and_the_busiest_has_the_darkest():
    found = heat_map("Calls", {(0, 0): 1, (0, 1): 1000, (0, 2): 251}, *AUGUST)
    assert [found.shade(0, hour) for hour in range(4)] == [1, STEPS, 2, 0]


@given(st.lists(st.integers(0, 362 * 86400).map(lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s))))
def test_every_call_is_in_one_hour(instants: list[datetime]):
    found = heat_map("Calls", by_hour(instants, LONDON), date(2026, 1, 1), date(2027, 1, 1))
    assert found.number == len(instants) == sum(found.of_hours)
    local = Counter((t.astimezone(LONDON).strftime("%a"), t.astimezone(LONDON).hour) for t in instants)
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert all(found.counts[d][h] == local[(names[d], h)] for d in range(7) for h in range(24))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_the_days_of_a_period_are_all_counted(begins: date, length: int):
    found = heat_map("Calls", {}, begins, begins + timedelta(days=length))
    assert sum(found.days) == length
    assert max(found.days) - min(found.days) <= 1
