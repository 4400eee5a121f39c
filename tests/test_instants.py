from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.instants import (
    LONDON,
    file_stamp,
    from_text,
    parse_day,
    parse_instant,
    start_of,
    to_second_text,
    to_text,
    wall_text,
)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001 - the zone is given below
def test_stored_text_is_the_instant_to_the_millisecond_and_sorts(naive: datetime):
    instant = naive.replace(tzinfo=LONDON)
    back = from_text(to_text(instant))
    assert timedelta() <= instant - back < timedelta(milliseconds=1)
    assert to_text(instant + timedelta(milliseconds=1)) > to_text(instant)


def test_an_instant_without_an_offset_is_the_desks_wall_time_and_the_first_of_two():
    assert parse_instant("2026-10-25 01:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert parse_instant("2026-10-25T01:30:00Z") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["noon", "", "0001-01-01T00:00Z", "9999-12-31"])
def test_what_is_no_instant_is_said(text: str):
    with pytest.raises(ValueError, match="“"):
        parse_instant(text)
    with pytest.raises(ValueError, match="“"):
        parse_day(text)


def test_a_naive_instant_is_never_stored():
    with pytest.raises(ValueError, match="offset"):
        to_text(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_a_day_begins_at_its_zones_midnight():
    assert start_of(parse_day("2026-08-04")) == datetime(2026, 8, 3, 23, tzinfo=UTC)


def test_what_is_signed_and_what_is_named_says_the_second_in_utc():
    instant = datetime(2026, 10, 25, 1, 30, 5, 999_000, tzinfo=LONDON)  # the first of the two
    assert to_second_text(instant) == "2026-10-25T00:30:05Z"
    assert file_stamp(instant) == "20261025T003005Z"


def test_a_time_of_day_is_kept_to_the_minute():
    assert [wall_text(wall) for wall in (time(0, 0), time(9, 5), time(23, 59))] == ["00:00", "09:05", "23:59"]
