"""However the enquiries are divided, they are all there."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.breakdown import WEEKDAYS, by_commissioner, by_weekday, never_rang, step_times
from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.totals import Totals, totals_of
from tests.enquiry.test_measures import LONDON, counted, few

MONDAY = date(2026, 8, 3)
MOVED = MONDAY + timedelta(days=2)


def whose(practice: str, day: date) -> str:
    """The first practice moves to another commissioner on Wednesday; the second has none that is known."""
    return ("16C" if day < MOVED else "97X") if practice == "V90001" else ""


@few
@given(st.lists(st.lists(counted(), max_size=3), max_size=9))
def test_weekdays_and_commissioners_add_up_to_all_enquiries(days: list[list[CountedCall]]):
    found = [(MONDAY + timedelta(days=n), totals_of(calls, LONDON)) for n, calls in enumerate(days)]
    every = sum(len(calls) for calls in days)
    weekdays, commissioners = by_weekday(found), by_commissioner(found, whose)
    assert [*weekdays] == [*WEEKDAYS]
    assert sum(counts["enquiries"] for counts in weekdays.values()) == every
    assert sum(counts["enquiries"] for counts in commissioners.values()) == every
    before = sum(call.practice == "V90001" for calls in days[:2] for call in calls)
    assert commissioners.get("16C", Counter())["enquiries"] == before


def test_a_practice_that_never_asks_is_named_where_others_of_its_commissioner_do():
    practices = {"V90001": "16C", "V90002": "16C", "V90003": "97X", "V90004": ""}
    assert never_rang(practices, ["V90001", "", "V99999"]) == ["V90002"]
    assert never_rang(practices, []) == []
    assert never_rang(practices, ["V90004"]) == []


def test_a_step_that_nobody_took_has_no_time():
    spread = {"seconds to connect": Counter({10.0: 3, 40.0: 1})}
    first, *others = step_times(Totals(spreads=spread))
    assert (first.number, first.median, first.ninetieth) == (4, 10.0, 40.0)
    assert {(one.number, one.median) for one in others} == {(0, None)}
