from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.working_hours import working_time

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    "begins, until, hours",
    [
        ("2026-08-04T10:00", "2026-08-04T12:00", 2),
        ("2026-08-04T16:00", "2026-08-05T10:00", 2),
        ("2026-08-07T16:00", "2026-08-10T10:00", 2),  # over a weekend
        ("2026-08-08T10:00", "2026-08-09T10:00", 0),
        ("2026-10-23T12:00", "2026-10-26T12:00", 8),  # over the weekend in which the clocks go back
        ("2026-03-27T12:00", "2026-03-30T12:00", 8),  # and forward
        ("2026-12-24T16:00", "2026-12-29T10:00", 2),  # over Christmas, a weekend and a substitute day
        ("2026-08-04T12:00", "2026-08-04T10:00", -2),
    ],
)
def test_the_office_hours_of_a_span(begins: str, until: str, hours: int):
    found = working_time(at(begins), at(until), LONDON, CHRISTMAS.__contains__)
    assert found == timedelta(hours=hours)


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 12))
def test_it_is_the_count_of_the_minutes_that_lie_in_office_hours(first: int, length: int):
    """Against the slow, obvious way: every quarter of an hour of October 2026 asked one by one."""
    begins = at("2026-10-01T00:00") + timedelta(minutes=first - first % 15)
    until = begins + timedelta(minutes=length - length % 15)
    slow, moment = timedelta(), begins
    while moment < until:
        local = moment.astimezone(LONDON)
        slow += timedelta(minutes=15) * (local.weekday() < 5 and 9 <= local.hour < 17)
        moment += timedelta(minutes=15)
    assert working_time(begins, until, LONDON) == slow
