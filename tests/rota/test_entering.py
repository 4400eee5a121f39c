from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.changes import Leg
from advice_line.rota.clashes import Clash, ClashKind
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.entering import (
    refuse_begun,
    refuse_clashes,
    refuse_ending,
    refuse_leave,
    refuse_legs,
    refuse_past_or_reversed,
    refuse_undoing,
    refuse_unless,
)
from advice_line.rota.model import Duty

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 8, 4)
OKAFOR = Clinician("okafor", "Dr Okafor", "7000001", "registrar", (), 0)
SHIFT = Shift(OKAFOR, Duty("D", "Day", time(9), time(17), 1), TODAY, NOW + HOUR, NOW + 8 * HOUR)
GIVEN = Leg(TODAY, "D", "7000001", "7000002")


def test_what_has_ended_or_ends_before_it_begins_is_not_entered():
    refuse_past_or_reversed(NOW - HOUR, NOW + HOUR, NOW)
    with pytest.raises(Refused, match="ends before it begins"):
        refuse_past_or_reversed(NOW + HOUR, NOW + HOUR, NOW)
    with pytest.raises(Refused, match="That time is past"):
        refuse_past_or_reversed(NOW - HOUR, NOW, NOW)


def test_leave_is_of_days_to_come_in_their_order_and_of_a_year_at_most():
    refuse_leave(TODAY, TODAY + 400 * DAY, NOW + DAY, NOW)
    with pytest.raises(Refused, match="ends before it begins"):
        refuse_leave(TODAY, TODAY - DAY, NOW + DAY, NOW)
    with pytest.raises(Refused, match="That leave is past"):
        refuse_leave(TODAY, TODAY, NOW, NOW)
    with pytest.raises(Refused, match="longer than a year"):
        refuse_leave(TODAY, TODAY + 401 * DAY, NOW + DAY, NOW)


def test_a_clinic_may_be_known_and_leave_may_not():
    clinic, leave = Clash(ClashKind.CLINIC, "in clinic until 17:00"), Clash(ClashKind.LEAVE, "on leave")
    refuse_clashes([clinic], knowing=True)
    with pytest.raises(Refused, match="in clinic until 17:00 on leave"):
        refuse_clashes([clinic, leave], knowing=False)
    with pytest.raises(Refused, match=r"^on leave$"):
        refuse_clashes([clinic, leave], knowing=True)


def test_a_swap_is_between_two_people_the_same_both_ways():
    refuse_legs([GIVEN, Leg(TODAY, "N", "7000002", "7000001")])
    with pytest.raises(Refused, match="needs two people"):
        refuse_legs([replace(GIVEN, to="7000001")])
    with pytest.raises(Refused, match="same two people both ways"):
        refuse_legs([GIVEN, Leg(TODAY, "N", "7000003", "7000001")])


def test_a_shift_that_has_begun_is_not_swapped():
    refuse_begun([SHIFT], NOW)
    with pytest.raises(Refused, match="The Day of Tue 4 Aug has begun"):
        refuse_begun([SHIFT], SHIFT.start)


def test_a_swap_that_was_answered_waits_no_more():
    refuse_unless(ChangeStanding.ASKED, ChangeStanding.ASKED)
    with pytest.raises(Refused, match="This swap is declined already"):
        refuse_unless(ChangeStanding.DECLINED, ChangeStanding.ASKED)


def test_what_counts_is_undone_until_it_begins():
    refuse_undoing(ChangeStanding.IN_FORCE, NOW + HOUR, NOW, "14:00")
    with pytest.raises(Refused, match="It began at 13:00 and cannot be undone"):
        refuse_undoing(ChangeStanding.IN_FORCE, NOW, NOW, "13:00")


def test_an_offer_that_nobody_answered_is_undone_even_when_its_time_is_over():
    refuse_undoing(ChangeStanding.ASKED, NOW - HOUR, NOW, "12:00")


@pytest.mark.parametrize("over", [ChangeStanding.UNDONE, ChangeStanding.DECLINED, ChangeStanding.REFUSED])
def test_what_does_not_count_is_not_undone(over: ChangeStanding):
    with pytest.raises(Refused, match=f"It is {over} already"):
        refuse_undoing(over, NOW + HOUR, NOW, "14:00")


def test_leave_is_ended_while_it_lasts():
    refuse_ending("leave", NOW, NOW + DAY, NOW, counts=True)
    with pytest.raises(Refused, match="has not begun; undo it"):
        refuse_ending("leave", NOW + HOUR, NOW + DAY, NOW, counts=True)
    with pytest.raises(Refused, match="over already"):
        refuse_ending("leave", NOW - DAY, NOW, NOW, counts=True)
    with pytest.raises(Refused, match="over already"):
        refuse_ending("leave", NOW - DAY, NOW + DAY, NOW, counts=False)


def test_a_swap_is_not_ended():
    with pytest.raises(Refused, match="undone before it begins"):
        refuse_ending("swap", NOW - HOUR, NOW + HOUR, NOW, counts=True)
