"""The cases that on-call programs have got wrong in public, each in our own words.

Restated from the open issue trackers of on-call schedulers: handovers on the nights the clocks change, somebody who
leaves, nights that cross midnight, and weeks that are counted from the wrong day.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from advice_line.rota.expand import clinic_days
from advice_line.rota.gaps import gaps
from advice_line.rota.model import ClinicRule
from advice_line.rota.window import window_between
from tests.rota.files import HEAD, roster, rota

SECOND = timedelta(seconds=1)


def handing_over(wall: str, zone: str) -> str:
    """Days hand over to nights and back at one wall time that falls into the odd hour."""
    head = HEAD.replace('site = "RRV03"', f'site = "RRV03"\ntimezone = "{zone}"')
    head = head.replace('start = "09:00"\nend = "17:00"', f'start = "{wall}"\nend = "14:00"')
    return head.replace('start = "17:00"\nend = "09:00"', f'start = "14:00"\nend = "{wall}"')


TURN = """
[[pattern]]
from = 2026-01-05
weeks = ["D D D D D D D", "N N N N N N N"]
starts = { okafor = 1, patel = 2 }
"""


@pytest.mark.parametrize(
    "zone, wall, night, handover",
    [
        # The clocks go forward: a time that is skipped is taken with the offset before the change.
        ("Europe/London", "01:30", date(2026, 3, 29), "2026-03-29T01:30:00Z"),
        ("Europe/London", "02:30", date(2026, 3, 29), "2026-03-29T01:30:00Z"),
        ("America/New_York", "01:30", date(2026, 3, 8), "2026-03-08T06:30:00Z"),
        ("America/New_York", "02:30", date(2026, 3, 8), "2026-03-08T07:30:00Z"),
        ("Australia/Lord_Howe", "01:30", date(2026, 10, 4), "2026-10-03T15:00:00Z"),
        ("Australia/Lord_Howe", "02:15", date(2026, 10, 4), "2026-10-03T15:45:00Z"),
        # They go back: a time that comes twice is the first one.
        ("Europe/London", "01:30", date(2026, 10, 25), "2026-10-25T00:30:00Z"),
        ("Europe/London", "02:30", date(2026, 10, 25), "2026-10-25T02:30:00Z"),
        ("America/New_York", "01:30", date(2026, 11, 1), "2026-11-01T05:30:00Z"),
        ("America/New_York", "02:30", date(2026, 11, 1), "2026-11-01T07:30:00Z"),
        ("Australia/Lord_Howe", "01:45", date(2026, 4, 5), "2026-04-04T14:45:00Z"),
        ("Australia/Lord_Howe", "02:30", date(2026, 4, 5), "2026-04-04T16:00:00Z"),
    ],
)
def test_a_handover_in_the_odd_hour(zone: str, wall: str, night: date, handover: str):
    from advice_line.rota import Roster

    found = Roster(rota(TURN, head=handing_over(wall, zone)))
    at = datetime.fromisoformat(handover).astimezone(UTC)
    before, after = found.ladder(at - SECOND).answering, found.ladder(at).answering
    assert before is not None
    assert after is not None
    assert (before.shift.duty.code, after.shift.duty.code) == ("N", "D")
    assert before.shift.end == after.shift.start == at
    assert after.shift.date == night


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("wall", ["01:30", "02:30", "02:15"])
def test_no_second_of_the_year_is_lost_or_doubled_by_a_handover_in_the_odd_hour(zone: str, wall: str):
    desk = rota(TURN, head=handing_over(wall, zone))
    view = window_between(desk, date(2026, 1, 5), date(2027, 1, 1))
    begins, until = datetime(2026, 1, 7, tzinfo=UTC), datetime(2026, 12, 28, tzinfo=UTC)
    assert [g for g in gaps(view.timeline, view.busy, begins, until, desk.zone) if "clocks" not in g.kind] == []


def test_a_duty_of_24_hours_is_a_daily_duty_and_hands_over_by_the_clock_on_the_wall():
    """Counted as 24 hours after 24 hours it would hand over at 08:00 from the last Sunday of October on."""
    desk = roster(
        '[[pattern]]\nfrom = 2026-10-19\nweeks = ["C C C C C C C", ". . . . . . ."]\nstarts = { bevan = 1 }'
    )
    shifts = list(window_between(desk.rota, date(2026, 10, 19), date(2026, 10, 27)).shifts)
    assert {s.start.astimezone(desk.rota.zone).hour for s in shifts} == {9}
    assert [(s.end - s.start).total_seconds() / 3600 for s in shifts] == [24, 24, 24, 24, 24, 25, 24]


def test_start_equal_to_end_joins_the_days():
    desk = roster('[[pattern]]\nfrom = 2026-08-03\nweeks = ["C C C C C C C"]\nstarts = { bevan = 1 }')
    nine = datetime(2026, 8, 5, 8, tzinfo=UTC)
    for at in (nine - SECOND, nine):
        answering = desk.ladder(at).answering
        assert answering is not None
        assert answering.clinician.id == "bevan"
    view = window_between(desk.rota, date(2026, 8, 3), date(2026, 8, 10))
    until = max(s.end for s in view.shifts)
    assert gaps(view.timeline, view.busy, nine, until, desk.rota.zone)[0].kind == "nobody on rung 1"
    assert len(gaps(view.timeline, view.busy, nine, until, desk.rota.zone)) == 1


FOUR = (
    '[[pattern]]\nfrom = 2026-08-03\nweeks = ["D D D D D D D", "N N N N N N N", "C C C C C C C"]\nstarts = {{ {} }}\n'
)


def test_a_leaver_before_the_one_on_turn_does_not_move_the_turn():
    """The turn is worked out from dates: taking somebody out of the list leaves everybody else where they were."""
    everybody = roster(FOUR.format("okafor = 1, patel = 2, bevan = 3"))
    without = roster(FOUR.format("patel = 2, bevan = 3"))
    moment = datetime(2026, 8, 3, 12, tzinfo=UTC)
    for _ in range(400):
        before = [r.clinician.id for r in everybody.ladder(moment).rungs if r.clinician.id != "okafor"]
        assert [r.clinician.id for r in without.ladder(moment).rungs] == before
        moment += timedelta(hours=7)


def test_a_night_of_friday_belongs_to_friday():
    """Leave on Saturday does not take it, nor does Saturday's column give it; Friday's leave takes all of it."""
    pattern = '[[pattern]]\nfrom = 2026-08-03\nweeks = [". . . . N . ."]\nstarts = { patel = 1 }'
    away = '[[leave]]\nclinician = "patel"\nfirst = 2026-08-{0}\nlast = 2026-08-{0}\nkind = "annual"'
    saturday_three = datetime(2026, 8, 8, 2, tzinfo=UTC)
    assert roster(pattern, away.format("08")).ladder(saturday_three).answering is not None
    assert roster(pattern, away.format("07")).ladder(saturday_three).answering is None
    shift = roster(pattern).ladder(saturday_three).answering
    assert shift is not None
    assert shift.shift.date == date(2026, 8, 7)


@pytest.mark.parametrize("began", [date(2026, 8, 3), date(2026, 8, 5), date(2026, 8, 9)])
def test_every_other_week_is_counted_from_the_monday_of_the_week_it_began_in(began: date):
    """Whichever day of the week it began on, the same weeks are meant; Sunday does not begin a week."""
    rule = ClinicRule("okafor", frozenset(range(7)), datetime.min.time(), datetime.max.time(), began, None, 2)
    desk = rota()
    held = [date(2026, 8, 10) + timedelta(days=n) for n in range(28)]
    weeks = {day.isocalendar().week for day in held if clinic_days(desk, rule, day)}
    assert weeks == {34, 36}
    assert clinic_days(desk, rule, began)
    assert not clinic_days(desk, rule, began - timedelta(days=1))
