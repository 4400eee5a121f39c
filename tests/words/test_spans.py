from datetime import UTC, datetime, time, timedelta

import pytest

from advice_line.instants import LONDON
from advice_line.words.spans import hours_words, span_words, stretch_words


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h 00"),
        (86400, "24 h 00"),
        (172799, "47 h 59"),
        (172800, "2 d"),
        (-90, "-1 min"),
    ],
)
def test_a_length_of_time_in_few_letters(seconds: int, words: str):
    assert span_words(timedelta(seconds=seconds)) == words


def test_hours_of_a_day():
    assert hours_words(time(9), time(17, 30)) == "09:00 to 17:30"
    assert hours_words(time(21), time(9)) == "21:00 to 09:00"


@pytest.mark.parametrize(
    "begins, hours, words",
    [
        (datetime(2026, 8, 4, 12, 30, tzinfo=UTC), 1.5, "Tue 4 Aug 13:30 to 15:00"),
        (datetime(2026, 8, 4, 20, tzinfo=UTC), 3, "Tue 4 Aug 21:00 to Wed 5 Aug 00:00"),  # to midnight
        (datetime(2026, 12, 31, 21, tzinfo=UTC), 12, "Thu 31 Dec 21:00 to Fri 1 Jan 09:00"),
        (datetime(2026, 3, 28, 21, tzinfo=UTC), 11, "Sat 28 Mar 21:00 to Sun 29 Mar 09:00"),  # the short night
        (datetime(2026, 10, 24, 20, tzinfo=UTC), 13, "Sat 24 Oct 21:00 to Sun 25 Oct 09:00"),  # the long one
    ],
)
def test_a_stretch_says_the_day_of_its_end_where_it_is_another(begins: datetime, hours: float, words: str):
    assert stretch_words(begins, begins + timedelta(hours=hours), LONDON) == words
