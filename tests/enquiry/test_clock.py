"""A clock is believed by the newest act: not behind it, not more than a day ahead of it."""

from datetime import timedelta

import pytest

from advice_line.enquiry.clock import clock_is_believable, clock_words
from advice_line.instants import LONDON
from tests.hospital import TUESDAY

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("away", "believed"),
    [
        (timedelta(), True),
        (DAY, True),
        (DAY + SECOND, False),
        (3650 * DAY, False),
        (-5 * MINUTE, True),
        (-5 * MINUTE - SECOND, False),
        (-3650 * DAY, False),
    ],
)
def test_a_day_ahead_and_five_minutes_behind_are_the_ends(away: timedelta, believed: bool):
    assert clock_is_believable(TUESDAY, TUESDAY + away) is believed
    assert (clock_words(TUESDAY, TUESDAY + away, LONDON) == "") is believed


def test_where_nobody_acted_yet_any_clock_is_believed():
    assert clock_is_believable(None, TUESDAY)
    assert clock_words(None, TUESDAY, LONDON) == ""


def test_what_is_said_names_both_times_and_what_to_do():
    said = clock_words(TUESDAY, TUESDAY - DAY, LONDON)
    assert "behind the newest act here" in said
    assert "sign in: until then chasers wait" in said
    assert "more than a day ahead of" in clock_words(TUESDAY, TUESDAY + 2 * DAY, LONDON)
