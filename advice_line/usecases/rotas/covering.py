"""Cover: who could stand in, what stands against it, and entering it."""

from collections.abc import Sequence
from datetime import datetime

from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.clashes import Candidate, Clash, candidates, clashes
from advice_line.rota.consent import ChangeStep
from advice_line.rota.covering import parts_to_cover, refuse_none, refuse_taken
from advice_line.rota.entering import refuse_clashes, refuse_past_or_reversed
from advice_line.rota.hours import Limits
from advice_line.store import Store, rotas
from advice_line.usecases.rotas.changes import (
    AROUND,
    NewChange,
    add_change,
    done_before,
    member,
    roster_over,
)
from advice_line.usecases.rotas.diaries import all_shifts, diaries, people_of
from advice_line.usecases.usecase import By, Press, require


def shifts_to_cover(store: Store, desk: str, gmc: str, begins: datetime, until: datetime) -> list[Shift]:
    """The parts of somebody's shifts in [begins, until), those that leave or sickness took away included."""
    roster = roster_over(store, desk, begins, until)
    theirs = [s for s in all_shifts(roster, begins - AROUND) if s.clinician.gmc == gmc]
    theirs += [lost.shift for lost in roster.lost if lost.shift.clinician.gmc == gmc]
    return parts_to_cover(theirs, begins, until)


def who_can_cover(
    store: Store, person: Person, desk: str, taken: Sequence[Shift], limits: Limits | None = None
) -> list[Candidate]:
    """Everybody of the desk but the holder, the best first, each with why."""
    require(person, Act.SEE_ROTA, desk=desk, site=rotas.the_desk(store, desk).site)
    refuse_none(taken)
    roster = roster_over(store, desk, taken[0].start, taken[-1].end)
    people = [p for p in people_of(store, roster) if p.gmc != taken[0].clinician.gmc]
    return candidates(
        taken, people, diaries(store, taken[0].start, [p.gmc for p in people], desk), roster.desk.zone, limits
    )


def enter_cover(
    by: By,
    desk: str,
    taken: Sequence[Shift],
    to: str,
    words: str,
    press: Press,
    *,
    open_shift: bool = False,
    knowing: bool = False,
    limits: Limits | None = None,
) -> int:
    """``to`` stands in for these shifts, or on an open one that nobody holds (``open_shift``).

    Refused: ``to`` is on leave or on twice, a clinic or a broken hours rule that is not known (``knowing``), a time
    that is past, a shift that somebody else has by now.
    """
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=rotas.the_desk(by.store, desk).site)
    refuse_none(taken)
    begins, until = max(min(s.start for s in taken), by.at), max(s.end for s in taken)
    refuse_past_or_reversed(begins, until, by.at)
    coverer = member(by.store, roster_over(by.store, desk, begins, until), to)
    if not open_shift and to == taken[0].clinician.gmc:
        raise Refused(f"{coverer.name} has this shift already.")
    held = None if open_shift else taken[0].clinician
    duty = taken[0].duty.code if open_shift or len({s.duty.code for s in taken}) == 1 else None
    new = NewChange(desk, "cover", begins, until, words, clinician=held, receiver=coverer, duty=duty)
    with by.store.transaction():
        against: list[Clash] = []
        if not done_before(by.store, press.key):
            _refuse_covered(by.store, desk, taken, open_shift)
            against = clashes_of(by.store, coverer, taken, desk, limits)
            refuse_clashes(against, knowing)
        return add_change(by, new, ChangeStep.ENTERED, press, against=against)


def _refuse_covered(store: Store, desk: str, taken: Sequence[Shift], open_shift: bool) -> None:
    roster = roster_over(store, desk, taken[0].start, taken[-1].end)
    standing = all_shifts(roster, taken[0].start - AROUND)
    refuse_taken(taken, standing, [lost.shift for lost in roster.lost], open_shift=open_shift)


def clashes_of(
    store: Store,
    taker: Clinician,
    taken: Sequence[Shift],
    desk: str,
    limits: Limits | None = None,
    given: Sequence[Shift] = (),
) -> list[Clash]:
    """What stands against somebody taking shifts, ``given`` away others in return."""
    diary = diaries(store, taken[0].start, [taker.gmc], desk).get(taker.gmc)
    if diary is None:
        return []
    gone = {(s.start, s.end, s.duty.code) for s in given}
    kept = tuple(s for s in diary.shifts if (s.start, s.end, s.duty.code) not in gone)
    zone = rotas.the_desk(store, desk).zone
    return clashes(taker, taken, type(diary)(kept, diary.clinics, diary.leave), zone, limits)
