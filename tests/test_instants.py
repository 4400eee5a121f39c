from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.instants import (
    LONDON,
    clock_time,
    from_text,
    parse_day,
    parse_instant,
    span_words,
    start_of,
    to_text,
)

NOW = datetime(2026, 10, 24, 13, 5, tzinfo=UTC)


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


@pytest.mark.parametrize(
    "hours, shown",
    [(0, "14:05"), (10, "Sun 00:05"), (24, "Sun 13:05"), (200, "1 Nov 21:05"), (24 * 100, "1 Feb 2027 13:05")],
)
def test_a_time_is_shown_as_near_as_it_is(hours: int, shown: str):
    assert clock_time(NOW + timedelta(hours=hours), LONDON, NOW) == shown


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h 00"),
        (86400, "24 h 00"),
        (172800, "2 d"),
        (-90, "-1 min"),
    ],
)
def test_a_length_of_time_in_few_letters(seconds: int, words: str):
    assert span_words(timedelta(seconds=seconds)) == words
