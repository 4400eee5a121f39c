"""How long a door is shut: to the second, never for long, and never for somebody else's guesses."""

from datetime import UTC, datetime, timedelta

import pytest

from advice_line.people.lockout import DELAY, RATE, Failure, door_state

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def failures(many: int, door: str = "here", at: datetime = NOW) -> list[Failure]:
    return [Failure(door, at)] * many


def until(found: list[Failure], now: datetime = NOW, door: str = "here", *, known: bool = False) -> datetime | None:
    return door_state(found, door, now, known=known).until


@pytest.mark.parametrize(
    "many, wait",
    [(0, None), (4, None), (5, 30 * SECOND), (6, MINUTE), (7, 2 * MINUTE), (9, 8 * MINUTE), (10, 15 * MINUTE),
     (29, 15 * MINUTE)],
)  # fmt: skip
def test_each_wrong_password_after_the_fifth_doubles_the_wait_up_to_a_quarter_of_an_hour(
    many: int, wait: timedelta | None
):
    assert until(failures(many)) == (None if wait is None else NOW + wait)


def test_a_door_opens_at_the_very_second_and_not_before():
    assert until(failures(5), NOW + 30 * SECOND - SECOND / 1000) is not None
    assert until(failures(5), NOW + 30 * SECOND) is None


def test_a_clock_that_was_a_day_fast_and_is_set_right_keeps_nobody_out_for_a_day():
    fast = failures(5, at=NOW + DAY)
    assert until(fast) == NOW + 30 * SECOND
    flood = [Failure(f"door {n}", NOW + DAY) for n in range(RATE)]
    assert until(flood, door="new") == NOW + 5 * MINUTE


def test_a_day_later_nothing_is_remembered():
    assert until(failures(4, at=NOW - DAY) + failures(4)) is None
    assert until(failures(4, at=NOW - DAY + SECOND) + failures(4)) is not None


def test_guesses_at_one_door_slow_the_others_and_shut_none():
    found = door_state(failures(29, "there"), "here", NOW, known=False)
    assert (found.until, found.slowly, DELAY) == (None, True, 2 * SECOND)
    assert not door_state(failures(4, "there"), "here", NOW, known=False).slowly
    assert not door_state(failures(5), "here", NOW, known=False).slowly  # shut it is, and not slow besides


def test_guesses_through_ever_new_doors_shut_every_door_but_those_the_owner_came_through():
    flood = [Failure(f"door {n}", NOW) for n in range(RATE)]
    assert until(flood, door="new") == NOW + 5 * MINUTE
    assert until(flood[1:], door="new") is None
    assert until(flood, door="desk", known=True) is None
    assert until(flood + failures(5, "desk"), door="desk", known=True) == NOW + 30 * SECOND
    assert until(flood, NOW + 5 * MINUTE, door="new") is None
