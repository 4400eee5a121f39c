from datetime import UTC, datetime, timedelta

import pytest

from advice_line.instants import parse_instant
from advice_line.rota import Ladder, Roster
from tests.rota.files import PATTERN, roster

CLINIC = '[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "17:00"\n'


def who(roster: Roster, at: str) -> str | None:
    """The id of the one who answers at a wall time in London."""
    answering = roster.ladder(parse_instant(at)).answering
    return answering.clinician.id if answering else None


def names(ladder: Ladder) -> list[str]:
    return [rung.clinician.id for rung in ladder.rungs]


def test_the_first_rung_answers_and_the_next_stands_behind():
    ladder = roster(PATTERN).ladder(parse_instant("2026-08-04 10:00"))
    assert names(ladder) == ["okafor", "bevan"]
    assert ladder.answering is not None
    assert ladder.answering.shift.end == datetime(2026, 8, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "second, expected",
    [("16:59:59.999999", "okafor"), ("17:00:00", "patel"), ("17:00:00.000001", "patel")],
)
def test_at_the_second_of_a_handover_only_the_incoming_person_is_on(second: str, expected: str):
    assert who(roster(PATTERN), f"2026-08-04 {second}") == expected


def test_the_turn_of_a_template_comes_from_the_date():
    desk = roster(PATTERN)
    assert who(desk, "2026-08-04 10:00") == "okafor"
    assert who(desk, "2026-08-11 10:00") == "patel"
    assert who(desk, "2046-07-24 10:00") == who(desk, "2046-08-07 10:00") != who(desk, "2046-07-31 10:00")


def test_one_in_clinic_is_passed_over_until_the_clinic_ends():
    ladder = roster(PATTERN, CLINIC).ladder(parse_instant("2026-08-04 14:00"))
    assert [(r.clinician.id, r.clinic_until) for r in ladder.passed_over] == [
        ("okafor", datetime(2026, 8, 4, 16, tzinfo=UTC))
    ]
    assert ladder.answering is not None
    assert ladder.answering.clinician.id == "bevan"
    assert ladder.behind == ()


def test_a_clinic_is_half_open():
    desk = roster(PATTERN, CLINIC)
    assert who(desk, "2026-08-04 13:29:59") == "okafor"
    assert who(desk, "2026-08-04 13:30:00") == "bevan"
    assert who(desk, "2026-08-04 16:59:59") == "bevan"


def test_clinics_that_touch_are_one_for_nobody_is_free_between():
    second = CLINIC.replace("13:30", "12:00").replace("17:00", "13:30")
    ladder = roster(PATTERN, CLINIC, second).ladder(parse_instant("2026-08-04 12:30"))
    assert ladder.passed_over[0].clinic_until == datetime(2026, 8, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "option, day, held",
    [
        ("from = 2026-08-11", "2026-08-04", False),
        ("from = 2026-08-11", "2026-08-11", True),
        ("until = 2026-08-11", "2026-08-04", True),
        ("until = 2026-08-11", "2026-08-11", False),
        ("except = [2026-08-04]", "2026-08-04", False),
        ("except = [2026-08-04]", "2026-08-18", True),
        ("from = 2026-08-06\nevery = 2", "2026-08-11", False),  # its Monday is 3 August
        ("from = 2026-08-06\nevery = 2", "2026-08-18", True),
        ("from = 2026-08-06\nevery = 2", "2026-08-25", False),
    ],
)
def test_when_a_clinic_is_held(option: str, day: str, held: bool):
    both = "starts = { okafor = 1, patel = 2 }"
    desk = roster(
        PATTERN.replace(both, "starts = { okafor = 1 }").replace("N N N N N N N", "D D D D D D D"),
        CLINIC + option,
    )
    ladder = desk.ladder(parse_instant(f"{day} 14:00"))
    assert (ladder.passed_over != ()) == held


def test_leave_takes_the_shifts_that_begin_in_it_and_a_night_begun_before_is_still_worked():
    leave = '[[leave]]\nclinician = "patel"\nfirst = 2026-08-05\nlast = 2026-08-05\nkind = "sick"\n'
    desk = roster(PATTERN, leave)
    assert who(desk, "2026-08-05 03:00") == "patel"
    assert who(desk, "2026-08-05 18:00") == "bevan"
    assert who(desk, "2026-08-06 03:00") == "bevan"
    assert who(desk, "2026-08-06 18:00") == "patel"


def test_a_clinic_falls_away_during_leave_even_for_a_night_still_worked():
    leave = '[[leave]]\nclinician = "patel"\nfirst = 2026-08-05\nlast = 2026-08-05\nkind = "study"\n'
    early = (
        CLINIC.replace("okafor", "patel").replace("Tue", "Wed").replace("13:30", "08:00").replace("17:00", "12:00")
    )
    assert who(roster(PATTERN, leave, early), "2026-08-05 08:30") == "patel"
    assert who(roster(PATTERN, early), "2026-08-05 08:30") == "bevan"


SWAP = '[[swap]]\ndate = 2026-08-04\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'


def test_a_swap_moves_one_duty():
    desk = roster(PATTERN, SWAP)
    assert who(desk, "2026-08-04 10:00") == "patel"
    assert who(desk, "2026-08-05 10:00") == "okafor"


def test_a_shift_given_away_is_not_lost_to_the_givers_leave():
    leave = '[[leave]]\nclinician = "okafor"\nfirst = 2026-08-04\nlast = 2026-08-04\nkind = "annual"\n'
    assert who(roster(PATTERN, SWAP, leave), "2026-08-04 10:00") == "patel"


def test_leave_takes_away_a_shift_received():
    leave = '[[leave]]\nclinician = "patel"\nfirst = 2026-08-04\nlast = 2026-08-04\nkind = "annual"\n'
    assert who(roster(PATTERN, SWAP, leave), "2026-08-04 10:00") == "bevan"


def test_a_shift_may_be_handed_on_twice():
    onward = SWAP.replace('from = "okafor"', 'from = "patel"').replace('to = "patel"', 'to = "bevan"')
    assert who(roster(PATTERN, SWAP, onward), "2026-08-04 10:00") == "bevan"


def test_the_same_clinician_date_and_duty_twice_is_one_shift():
    extra = '[[shift]]\ndate = 2026-08-04\nduty = "D"\nclinician = "okafor"\n'
    assert len(list(roster(PATTERN, extra, extra).shifts.covering(datetime(2026, 8, 4, 10, tzinfo=UTC)))) == 2


def test_a_person_with_two_shifts_stands_once_at_the_better_place():
    extra = '[[shift]]\ndate = 2026-08-04\nduty = "C"\nclinician = "okafor"\n'
    ladder = roster(PATTERN, extra).ladder(parse_instant("2026-08-04 10:00"))
    assert names(ladder) == ["okafor", "bevan"]
    assert ladder.rungs[0].shift.duty.code == "D"


def test_equal_rungs_are_ordered_by_start_then_by_the_file():
    early = '[[duty]]\ncode = "E"\nname = "Early"\nstart = "08:00"\nend = "12:00"\nrung = 1\n'
    shifts = "".join(
        f'[[shift]]\ndate = 2026-09-01\nduty = "{duty}"\nclinician = "{who}"\n'
        for duty, who in [("D", "bevan"), ("D", "okafor"), ("E", "patel")]
    )
    assert names(roster(early, shifts).ladder(parse_instant("2026-09-01 10:00"))) == [
        "patel",
        "okafor",
        "bevan",
    ]


def test_nobody_is_said_with_when_and_who_next():
    only_days = PATTERN.replace("N N N N N N N", ". . . . . . .").split(
        '[[pattern]]\nfrom = 2026-08-03\nweeks = ["C'
    )[0]
    ladder = roster(only_days, CLINIC.replace("13:30", "09:00")).ladder(parse_instant("2026-08-03 20:00"))
    assert ladder.answering is None
    assert ladder.next_available is not None
    # Tuesday's shift begins at nine, but okafor is in clinic for all of it: Wednesday at nine.
    assert ladder.next_available.at == datetime(2026, 8, 5, 8, tzinfo=UTC)
    assert ladder.next_available.clinician.id == "okafor"


def test_next_available_may_be_the_end_of_a_clinic():
    alone = PATTERN.split('[[pattern]]\nfrom = 2026-08-03\nweeks = ["C')[0]
    ladder = roster(alone, CLINIC.replace("17:00", "15:00")).ladder(parse_instant("2026-08-04 14:00"))
    assert ladder.answering is None
    assert ladder.next_available is not None
    assert ladder.next_available.at == datetime(2026, 8, 4, 14, tzinfo=UTC)


def test_after_the_rota_has_ended_nobody_will_ever_be_available():
    ended = PATTERN.replace("from = 2026-08-03\n", "from = 2026-08-03\nuntil = 2026-08-17\n")
    desk = roster(ended)
    assert who(desk, "2026-08-17 08:59") == "okafor"
    assert desk.ladder(parse_instant("2026-08-17 09:00")) == Ladder(
        datetime(2026, 8, 17, 8, tzinfo=UTC), (), None, (), None
    )


HOLIDAYS = '[bank_holidays]\ncalendar = "ENG"\nrun_as = "Sun"\n'


def test_bank_holidays_run_the_pattern_as_another_day_and_hold_no_clinics():
    quiet_sunday = PATTERN.replace("D D D D D D D", "D D D D D D N", 1)
    monday_clinic = CLINIC.replace("Tue", "Mon")
    desk = roster(quiet_sunday, monday_clinic, HOLIDAYS)  # 31 August 2026 is the summer bank holiday
    assert desk.ladder(parse_instant("2026-08-31 10:00")).answering.shift.clinician.id == "bevan"  # type: ignore[union-attr]
    assert desk.shifts.covering(datetime(2026, 8, 31, 18, tzinfo=UTC))[0].clinician.id == "okafor"
    held = roster(PATTERN, monday_clinic, HOLIDAYS + "clinics = true\n")
    assert who(held, "2026-08-31 14:00") == "bevan"
    assert who(roster(PATTERN, monday_clinic, HOLIDAYS), "2026-08-31 14:00") == "okafor"


def test_overlapping_patterns_add_up():
    second = '[[pattern]]\nfrom = 2026-08-10\nweeks = ["D . . . . . ."]\nstarts = { bevan = 1 }\n'
    assert names(roster(PATTERN, second).ladder(parse_instant("2026-08-10 10:00"))) == ["patel", "bevan"]


NIGHT = '[[duty]]\ncode = "Q"\nname = "Quick"\nstart = "{}"\nend = "{}"\nrung = 1\n'


@pytest.mark.parametrize(
    "start, end, day, begins, ends",
    [
        # 25 October 2026: 01:00-02:00 comes twice; a time in it is the first (BST, UTC+1).
        ("01:30", "03:00", "2026-10-25", "2026-10-25T00:30", "2026-10-25T03:00"),
        ("22:00", "01:30", "2026-10-24", "2026-10-24T21:00", "2026-10-25T00:30"),
        ("09:00", "09:00", "2026-10-24", "2026-10-24T08:00", "2026-10-25T09:00"),
        # 28 March 2027: 01:00-02:00 is skipped; 01:30 takes the offset before and is 02:30 BST.
        ("01:30", "04:00", "2027-03-28", "2027-03-28T01:30", "2027-03-28T03:00"),
        ("22:00", "01:30", "2027-03-27", "2027-03-27T22:00", "2027-03-28T01:30"),
        ("09:00", "09:00", "2027-03-27", "2027-03-27T09:00", "2027-03-28T08:00"),
    ],
)
def test_both_nights_on_which_the_clocks_change(start: str, end: str, day: str, begins: str, ends: str):
    desk = roster(NIGHT.format(start, end), f'[[shift]]\ndate = {day}\nduty = "Q"\nclinician = "okafor"\n')
    first, last = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begins, ends))
    second = timedelta(seconds=1)
    on = [desk.ladder(at).answering is not None for at in (first - second, first, last - second, last)]
    assert on == [False, True, True, False]


def test_a_duty_wholly_inside_the_skipped_hour_does_not_exist():
    desk = roster(NIGHT.format("01:30", "02:15"), '[[shift]]\ndate = 2027-03-28\nduty = "Q"\nclinician = "okafor"\n')
    assert list(desk.shifts.segments_from(datetime(2027, 3, 27, tzinfo=UTC))) == []
