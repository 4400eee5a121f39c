from datetime import UTC, datetime, timedelta

import pytest

from advice_line.instants import LONDON
from advice_line.words.times import (
    clock,
    clock_time,
    dated_moment,
    letter_moment,
    moment_column,
    moment_words,
    second_column,
    sorted_column,
)

NOW = datetime(2026, 10, 24, 13, 5, tzinfo=UTC)
SPRING = datetime(2026, 3, 29, tzinfo=UTC)  # clocks go forward at 01:00 UTC
AUTUMN = datetime(2026, 10, 25, tzinfo=UTC)  # clocks go back at 01:00 UTC
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    "hours, shown",
    [
        (-24, "23 Oct 14:05"),
        (0, "14:05"),
        (10, "Sun 00:05"),
        (24, "Sun 13:05"),
        (24 * 6, "Fri 13:05"),
        (24 * 7, "31 Oct 13:05"),
        (200, "1 Nov 21:05"),
        (24 * 100, "1 Feb 2027 13:05"),
    ],
)
def test_a_time_is_shown_as_near_as_it_is(hours: int, shown: str):
    assert clock_time(NOW + timedelta(hours=hours), LONDON, NOW) == shown


def test_the_day_changes_at_the_zones_midnight():
    before = datetime(2026, 8, 4, 22, 59, tzinfo=UTC)
    assert clock_time(before, LONDON, before) == "23:59"
    assert clock_time(before + timedelta(minutes=1), LONDON, before) == "Wed 00:00"
    assert moment_words(before + timedelta(minutes=1), LONDON) == "Wed 5 Aug 00:00"


def test_the_year_is_said_as_soon_as_it_is_another():
    eve = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert clock_time(eve + timedelta(days=1), LONDON, eve) == "Fri 12:00"
    assert clock_time(eve + timedelta(days=9), LONDON, eve) == "9 Jan 2027 12:00"
    assert clock_time(eve, LONDON, eve + timedelta(days=1)) == "31 Dec 2026 12:00"
    assert dated_moment(eve + 12 * HOUR, LONDON) == "Fri 1 Jan 2027 00:00"


def test_the_clock_jumps_in_spring_and_says_an_hour_twice_in_autumn():
    assert [clock(SPRING + n * HOUR, LONDON) for n in range(3)] == ["00:00", "02:00", "03:00"]
    assert [moment_words(AUTUMN + n * HOUR, LONDON) for n in range(3)] == [
        "Sun 25 Oct 01:00",
        "Sun 25 Oct 01:00",
        "Sun 25 Oct 02:00",
    ]


def test_an_instant_in_a_letter_and_on_paper():
    instant = datetime(2026, 8, 5, 13, 30, tzinfo=UTC)
    assert letter_moment(instant, LONDON) == "5 August 2026 14:30"
    assert dated_moment(instant, UTC) == "Wed 5 Aug 2026 13:30"


def test_an_instant_in_columns():
    instant = datetime(2026, 8, 5, 13, 30, 7, tzinfo=UTC)
    assert moment_column(instant, LONDON) == "Wed 05 Aug 14:30"
    assert second_column(instant, LONDON) == "05 Aug 14:30:07"
    assert sorted_column(instant) == "2026-08-05 13:30"
