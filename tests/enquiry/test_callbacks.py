from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from advice_line.enquiry.callbacks import call_back_time, refuse_past
from advice_line.problems import Refused

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 24, 13, 5, tzinfo=UTC)  # 14:05 in London, the day before the clocks go back


@pytest.mark.parametrize(
    "typed, due",
    [
        ("+20", "2026-10-24T13:25"),
        ("20 min", "2026-10-24T13:25"),
        ("20", "2026-10-24T13:25"),
        ("+120", "2026-10-24T15:05"),
        ("120m", "2026-10-24T15:05"),
        ("14:30", "2026-10-24T13:30"),
        ("1430", "2026-10-24T13:30"),
        ("9.15", "2026-10-25T09:15"),
        ("915", "2026-10-25T09:15"),
        ("14:05", "2026-10-25T14:05"),
    ],
)
def test_when_to_ring_back(typed: str, due: str):
    assert call_back_time(typed, NOW, LONDON) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_the_day_is_the_hospitals():
    past_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # 00:30 on the 2nd in London
    assert call_back_time("00:15", past_midnight, LONDON) == datetime(2026, 7, 2, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "later", "25:00", "14:61", "9:5"])
def test_what_is_no_time_is_said(typed: str):
    with pytest.raises(ValueError, match="is not a time"):
        call_back_time(typed, NOW, LONDON)


def test_a_call_back_is_promised_for_a_time_to_come():
    with pytest.raises(Refused, match="lies in the past"):
        refuse_past(NOW, NOW)
    refuse_past(NOW + timedelta(minutes=1), NOW)
