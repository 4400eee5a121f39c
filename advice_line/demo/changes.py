"""What has been changed on top of the demo's files: leave, a swap that waits, cover by a locum, and who trusts what."""

from datetime import datetime, timedelta

from advice_line.demo.mails import Hospital
from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.changes import Leg
from advice_line.store.rotas import desks, rosters
from advice_line.usecases.rotas import covering, freshness, leave, locums, swaps
from advice_line.usecases.rotas.diaries import all_shifts, people_of
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press

STALE = "neurology"
DESK = "cardiology"
_DAY = timedelta(days=1)


def write_changes(hospital: Hospital, at: datetime) -> None:
    """Confirmations of all desks but one, and a few changes in cardiology in the days ahead."""
    for number, desk in enumerate(found.id for found in desks(hospital.store)):
        if desk != STALE:
            confirmed = at - timedelta(hours=5 + 11 * (number % 8))
            freshness.confirm_rota(By(hospital.store, hospital.manager, confirmed), desk, Press())
    roster = rosters(hospital.store, at - _DAY, at + 28 * _DAY, desk=DESK)[0]
    shifts = [s for s in all_shifts(roster, at) if s.start > at + _DAY and s.clinician.grade == "registrar"]
    on_call = roster_of(hospital.store, DESK, at).ladder(at)
    registrar = next(
        r.clinician for r in on_call.rungs if r.clinician.grade == "registrar" and r.clinic_until is None
    )
    _offer(hospital, at - timedelta(hours=3), shifts, registrar)
    others = [p for p in people_of(hospital.store, roster) if p.grade == "registrar" and p.gmc != registrar.gmc]
    _leave(hospital, at - 2 * _DAY, others[-1], at)
    _locum(hospital, at - timedelta(hours=2), [s for s in shifts if s.clinician.gmc == others[0].gmc])


def _offer(hospital: Hospital, at: datetime, shifts: list[Shift], to: Clinician) -> None:
    """Offers the registrar who signs in the first shift that they could take without a rule broken."""
    for shift in shifts:
        legs = (Leg(shift.date, shift.duty.code, shift.clinician.gmc, to.gmc),)
        giver: Person | None = hospital.clinicians.get(shift.clinician.gmc)
        if giver is None or shift.clinician.gmc == to.gmc:
            continue
        try:
            if swaps.swap_clashes(hospital.store, DESK, legs, at):
                continue
        except Refused:
            continue
        swaps.offer_swap(By(hospital.store, giver, at), swaps.SwapOffer(DESK, legs, "my sister's wedding"), Press())
        return


def _leave(hospital: Hospital, at: datetime, person: Clinician, now: datetime) -> None:
    first = (now + 12 * _DAY).date()
    leave.enter_leave(
        By(hospital.store, hospital.manager, at),
        DESK,
        person.gmc,
        first,
        first + 2 * _DAY,
        "study",
        "course",
        Press(),
    )


def _locum(hospital: Hospital, at: datetime, shifts: list[Shift]) -> None:
    locum = locums.add_locum(
        By(hospital.store, hospital.manager, at), DESK, "7099001", "Dr Ann Gray", "registrar",
        "bleep 2077, 07700 900456", Press(),
    )  # fmt: skip
    covering.enter_cover(
        By(hospital.store, hospital.manager, at), DESK, shifts[:1], locum.gmc, "study leave", Press(), knowing=True
    )
