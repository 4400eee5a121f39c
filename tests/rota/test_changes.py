"""Changes over a rota, on values alone: Okafor has the days of this week, Patel the nights, Bevan is behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.rota.changes import Applied, Away, Change, Cover, Leg, PublishedRota, Sick, Swapped, apply
from advice_line.rota.consent import ChangeStanding, ChangeStep, standing
from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.rota.model import Clinician, Leave, Shift
from tests.rota.files import PATTERN, rota

OKAFOR, PATEL, BEVAN = "7012345", "7012346", "4212347"
LOCUM = Clinician("locum-gray", "Dr Ann Gray", "7999999", "registrar", (), 10_000)
CLINIC = '[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "15:00"\n'
RULES = rota(PATTERN, CLINIC)
MONDAY = date(2026, 8, 3)
EVER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of August 2026, by London's clock (an hour ahead of UTC)."""
    return datetime(2026, 8, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def laid(*changes: Change, leave: tuple[Leave, ...] = ()) -> Applied:
    people = {c.gmc: c for c in (*RULES.clinicians, LOCUM)}
    published = PublishedRota(people, RULES.duty_by_code, RULES.zone, leave)
    until = MONDAY + timedelta(days=7)
    shifts, clinics = shifts_between(RULES, MONDAY, until), clinics_between(RULES, MONDAY, until)
    return apply(published, list(shifts), list(clinics), changes)


def on(applied: Applied, moment: datetime) -> list[str]:
    found = [p.shift for p in applied.shifts if p.shift.start <= moment < p.shift.end]
    return [s.clinician.id for s in sorted(found, key=lambda s: s.duty.rung)]


def away(who: str, first: int, last: int, since: datetime = EVER[0], until: datetime = EVER[1]) -> Away:
    return Away(1, who, date(2026, 8, first), date(2026, 8, last), "annual", since, until)


def test_leave_takes_the_shifts_that_begin_on_its_days():
    applied = laid(away(OKAFOR, 4, 4))
    assert on(applied, at(4, 12)) == ["bevan"]
    assert on(applied, at(5, 12)) == ["okafor", "bevan"]


def test_a_night_begun_before_leave_is_still_worked():
    applied = laid(away(PATEL, 5, 5))
    assert on(applied, at(5, 3)) == ["patel", "bevan"]
    assert on(applied, at(5, 18)) == ["bevan"]


def test_a_shift_begun_when_leave_was_entered_is_worked_to_its_end():
    applied = laid(away(OKAFOR, 4, 5, since=at(4, 11)))
    assert on(applied, at(4, 16)) == ["okafor", "bevan"]
    assert on(applied, at(5, 12)) == ["bevan"]


def test_leave_takes_the_shift_that_begins_at_the_second_it_was_entered():
    assert on(laid(away(OKAFOR, 4, 4, since=at(4, 9))), at(4, 12)) == ["bevan"]


def test_leave_ended_at_the_second_a_shift_begins_gives_that_shift_back():
    assert on(laid(away(OKAFOR, 4, 5, until=at(5, 9))), at(5, 12)) == ["okafor", "bevan"]


def test_leave_ended_early_gives_the_later_shifts_back():
    applied = laid(away(OKAFOR, 4, 6, until=at(5, 8)))
    assert on(applied, at(4, 12)) == ["bevan"]
    assert on(applied, at(5, 12)) == ["okafor", "bevan"]


def test_leave_takes_the_clinics_of_its_days_with_it():
    assert laid().clinics
    assert laid(away(OKAFOR, 4, 4)).clinics == ()


def test_somebody_who_falls_ill_in_the_night_is_off_from_that_second():
    applied = laid(Sick(1, PATEL, at(4, 23), at(6, 12)))
    assert on(applied, at(4, 22, 59)) == ["patel", "bevan"]
    assert on(applied, at(4, 23)) == ["bevan"]
    assert [(lost.shift.start, lost.shift.end) for lost in applied.lost] == [
        (at(4, 23), at(5, 9)),
        (at(5, 17), at(6, 9)),
    ]


def test_sickness_takes_the_clinic_that_begins_with_it_and_leaves_the_one_that_begins_as_it_ends():
    clinic_begins, clinic_ends = at(4, 13, 30), at(4, 15)
    assert laid(Sick(1, OKAFOR, clinic_begins, clinic_ends)).clinics == ()
    assert laid(Sick(1, OKAFOR, at(4, 9), clinic_begins)).clinics == laid().clinics


def test_a_shift_swapped_away_is_not_lost_to_the_givers_leave():
    swap = Swapped(2, (Leg(date(2026, 8, 4), "D", OKAFOR, PATEL),))
    assert on(laid(away(OKAFOR, 4, 4), swap), at(4, 12)) == ["patel", "bevan"]


def test_leave_takes_a_shift_received():
    swap = Swapped(2, (Leg(date(2026, 8, 4), "D", OKAFOR, PATEL),))
    assert on(laid(swap, away(PATEL, 4, 4)), at(4, 12)) == ["bevan"]
    in_file = (Leave("patel", date(2026, 8, 4), date(2026, 8, 4), "study"),)
    assert on(laid(swap, leave=in_file), at(4, 12)) == ["bevan"]


def test_a_two_way_swap_is_two_legs():
    legs = (Leg(date(2026, 8, 4), "D", OKAFOR, PATEL), Leg(date(2026, 8, 6), "N", PATEL, OKAFOR))
    applied = laid(Swapped(1, legs))
    assert on(applied, at(4, 12)) == ["patel", "bevan"]
    assert on(applied, at(6, 20)) == ["okafor", "bevan"]
    assert applied.idle == ()


def test_a_swap_of_a_shift_that_is_not_there_does_nothing_and_says_so():
    applied = laid(Swapped(7, (Leg(date(2026, 8, 4), "N", OKAFOR, PATEL),)))
    assert applied.idle == ((7, "no such shift"),)
    assert applied.shifts == laid().shifts


def test_a_shift_given_on_is_given_on():
    first = Swapped(1, (Leg(date(2026, 8, 4), "D", OKAFOR, PATEL),))
    second = Swapped(2, (Leg(date(2026, 8, 4), "D", PATEL, BEVAN),))
    assert [p.shift.clinician.id for p in laid(first, second).shifts if p.change] == ["bevan"]


# Cover is trimmed to what there is to cover: the start, the end, the middle, several shifts.


def covered(begins: datetime, until: datetime, of: str | None = OKAFOR, duty: str | None = None) -> Applied:
    return laid(Cover(1, begins, until, LOCUM.gmc, of, duty))


def pieces(applied: Applied, who: str, day: int) -> list[tuple[datetime, datetime]]:
    day_of = date(2026, 8, day)
    return [
        (p.shift.start, p.shift.end) for p in applied.shifts if p.shift.clinician.id == who and p.shift.date == day_of
    ]


def test_cover_of_the_start_of_a_shift():
    applied = covered(at(4, 7), at(4, 11))
    assert pieces(applied, "locum-gray", 4) == [(at(4, 9), at(4, 11))]
    assert pieces(applied, "okafor", 4) == [(at(4, 11), at(4, 17))]


def test_cover_of_the_end_of_a_shift():
    applied = covered(at(4, 15), at(4, 23))
    assert pieces(applied, "locum-gray", 4) == [(at(4, 15), at(4, 17))]
    assert pieces(applied, "okafor", 4) == [(at(4, 9), at(4, 15))]


def test_cover_of_the_middle_leaves_both_ends():
    applied = covered(at(4, 11), at(4, 13))
    assert pieces(applied, "okafor", 4) == [(at(4, 9), at(4, 11)), (at(4, 13), at(4, 17))]
    assert on(applied, at(4, 11)) == ["locum-gray", "bevan"]
    assert on(applied, at(4, 13)) == ["okafor", "bevan"]


@pytest.mark.parametrize("begins, until", [(at(4, 17), at(5, 9)), (at(4, 5), at(4, 9))], ids=["after", "before"])
def test_cover_that_only_touches_a_shift_takes_no_moment_of_it(begins: datetime, until: datetime):
    applied = covered(begins, until)
    assert applied.shifts == laid().shifts
    assert applied.idle == ((1, "no such shift"),)


def test_cover_over_four_shifts_trims_the_first_and_the_last():
    applied = covered(at(3, 12), at(6, 12))
    theirs = [(p.shift.start, p.shift.end) for p in applied.shifts if p.shift.clinician is LOCUM]
    between = [(at(day, 9), at(day, 17)) for day in (4, 5)]
    assert theirs == [(at(3, 12), at(3, 17)), *between, (at(6, 9), at(6, 12))]


def test_a_locum_on_a_shift_that_nobody_holds():
    applied = laid(away(OKAFOR, 4, 4), Cover(2, at(4, 9), at(4, 17), LOCUM.gmc, None, "D"))
    assert on(applied, at(4, 12)) == ["locum-gray", "bevan"]


def test_cover_of_a_sick_colleague_stands_whichever_was_entered_first():
    sick, cover = Sick(1, OKAFOR, at(4, 11), at(4, 17)), Cover(2, at(4, 11), at(4, 17), PATEL, OKAFOR, None)
    for changes in ((sick, cover), (cover, sick)):
        applied = laid(*changes)
        assert on(applied, at(4, 10)) == ["okafor", "bevan"]
        assert on(applied, at(4, 12)) == ["patel", "bevan"]


def test_cover_by_somebody_who_has_left_does_nothing_and_says_so():
    assert laid(Cover(4, at(4, 9), at(4, 17), "0000000", OKAFOR, None)).idle == ((4, "no such clinician"),)


HOURS = st.integers(0, 24 * 6)


@given(
    st.lists(st.tuples(st.sampled_from((OKAFOR, PATEL, BEVAN)), st.sampled_from((PATEL, LOCUM.gmc)), HOURS, HOURS))
)
def test_cover_neither_makes_nor_loses_a_minute(wanted: list[tuple[str, str, int, int]]):
    """Said again minute by minute (here hour by hour): whose turn each duty is, after each cover in order."""
    begins = at(3, 9)
    covers = [
        Cover(n, begins + timedelta(hours=min(a, b)), begins + timedelta(hours=max(a, b)), to, of, None)
        for n, (of, to, a, b) in enumerate(wanted, 1)
        if a != b and of != to
    ]
    holder: dict[tuple[str, datetime], str] = {}
    for shift in shifts_between(RULES, MONDAY, MONDAY + timedelta(days=7)):
        for hour in range(int((shift.end - shift.start) / timedelta(hours=1))):
            holder[shift.duty.code, shift.start + timedelta(hours=hour)] = shift.clinician.gmc
    for cover in covers:
        for (code, moment), who in holder.items():
            if who == cover.from_ and cover.start <= moment < cover.end:
                holder[code, moment] = cover.to
    found = {}
    for placed in laid(*covers).shifts:
        for hour in range(int((placed.shift.end - placed.shift.start) / timedelta(hours=1))):
            key = (placed.shift.duty.code, placed.shift.start + timedelta(hours=hour))
            assert key not in found
            found[key] = placed.shift.clinician.gmc
    assert found == holder


def test_a_swap_counts_when_the_other_has_agreed_and_the_desk_has_approved():
    assert standing("swap", False, [ChangeStep.OFFERED]) is ChangeStanding.ASKED
    assert standing("swap", False, [ChangeStep.OFFERED, ChangeStep.AGREED]) is ChangeStanding.IN_FORCE
    assert standing("swap", True, [ChangeStep.OFFERED, ChangeStep.AGREED]) is ChangeStanding.TO_APPROVE
    assert (
        standing("swap", True, [ChangeStep.OFFERED, ChangeStep.AGREED, ChangeStep.APPROVED])
        is ChangeStanding.IN_FORCE
    )
    assert (
        standing("swap", True, [ChangeStep.OFFERED, ChangeStep.AGREED, ChangeStep.REFUSED]) is ChangeStanding.REFUSED
    )
    assert standing("cover", False, [ChangeStep.ENTERED, ChangeStep.UNDONE]) is ChangeStanding.UNDONE


def test_a_changed_shift_keeps_its_duty_and_its_rung():
    applied = covered(at(4, 9), at(4, 17))
    shift: Shift = next(p.shift for p in applied.shifts if p.change)
    original = next(s for s in shifts_between(RULES, date(2026, 8, 4), date(2026, 8, 5)) if s.duty.code == "D")
    assert shift == replace(original, clinician=LOCUM)
