from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.chasing import RULES, Audience, Cause, ChaserKind, steps_due
from advice_line.enquiry.quiet_hours import NO_QUIET, QuietHours

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 8, 4, 13, tzinfo=UTC)
NIGHT = QuietHours(time(21), time(7))
HOUR = timedelta(hours=1)


def due(cause: Cause, now: datetime, quiet: QuietHours = NO_QUIET) -> list[tuple[timedelta, Audience]]:
    return [(step.at - cause.anchor, step.to) for step in steps_due(cause, now, quiet, LONDON)]


def cause(kind: ChaserKind, anchor: datetime = AT, until: datetime | None = None) -> Cause:
    return Cause(kind, "flag 1", anchor, "AL-000001, Cardiology", until)


def test_an_unrecorded_call_is_chased_after_a_quarter_of_an_hour_then_each_hour_then_higher():
    unrecorded = cause(ChaserKind.RECORD)
    assert due(unrecorded, AT + timedelta(minutes=15, seconds=-1)) == []
    steps = due(unrecorded, AT + timedelta(days=2))
    minutes = [(int(after.total_seconds() // 60), to) for after, to in steps]
    assert minutes == [
        (15, Audience.ADVISER),
        (75, Audience.ADVISER),
        (135, Audience.ADVISER),
        (195, Audience.SUPERVISOR),
        (255, Audience.SUPERVISOR),
        (24 * 60, Audience.MANAGERS),
        (48 * 60, Audience.MANAGERS),
    ]


def test_an_email_is_chased_at_half_its_time_at_four_fifths_and_when_it_is_up():
    mail = cause(ChaserKind.EMAIL, until=AT + 24 * HOUR)
    assert due(mail, AT + 24 * HOUR) == [
        (12 * HOUR, Audience.REGISTRARS),
        (24 * HOUR * 0.8, Audience.CONSULTANTS),
        (24 * HOUR, Audience.MANAGERS),
    ]


def test_a_gap_is_said_the_day_before_and_again_but_never_all_at_once():
    gap = cause(ChaserKind.GAP, AT)
    assert due(gap, AT - 25 * HOUR) == []
    assert due(gap, AT - 24 * HOUR) == [(-24 * HOUR, Audience.MANAGERS)]
    assert due(gap, AT - 3 * HOUR) == [(-4 * HOUR, Audience.CONSULTANTS)]
    assert due(gap, AT) == [(-HOUR, Audience.OPERATORS)]


@pytest.mark.parametrize(
    "wall, over",
    [
        ("2026-08-04T20:59", "2026-08-04T20:59"),
        ("2026-08-04T21:00", "2026-08-05T07:00"),
        ("2026-08-05T06:59", "2026-08-05T07:00"),
        ("2026-08-05T07:00", "2026-08-05T07:00"),
        ("2026-10-24T23:00", "2026-10-25T07:00"),  # the clocks go back in this night
        ("2026-03-28T23:00", "2026-03-29T07:00"),  # and forward
    ],
)
def test_what_can_wait_waits_for_the_end_of_the_quiet_hours(wall: str, over: str):
    asked = datetime.fromisoformat(wall).replace(tzinfo=LONDON).astimezone(UTC)
    assert NIGHT.over(asked, LONDON).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") == over


def test_a_call_back_and_an_unrecorded_call_know_no_quiet_hours():
    assert not RULES[ChaserKind.CALL_BACK].quiet
    assert not RULES[ChaserKind.RECORD].quiet
    midnight = datetime(2026, 8, 4, 23, tzinfo=UTC)
    assert due(cause(ChaserKind.CALL_BACK, midnight), midnight, NIGHT) == [(timedelta(), Audience.OPERATORS)]


@given(st.sampled_from(list(ChaserKind)), st.integers(0, 400), st.integers(0, 400))
def test_what_was_due_once_stays_due_in_the_same_order(kind: ChaserKind, earlier: int, later: int):
    """A sweep that comes late finds what one in time would have found, and perhaps more."""
    if RULES[kind].steps[0].after < timedelta():
        return
    waiting = cause(kind, until=AT + 24 * HOUR)
    first, second = sorted((AT + earlier * HOUR, AT + later * HOUR))
    before = list(steps_due(waiting, first, NIGHT, LONDON))
    after = list(steps_due(waiting, second, NIGHT, LONDON))
    assert after[: len(before)] == before
    assert [step.step for step in after] == list(range(len(after)))


def test_every_kind_tells_somebody():
    assert set(RULES) == set(ChaserKind)
    assert all(rule.steps for rule in RULES.values())
