"""Who answers: the only code that says so.

Board, command line, exports, audits, chasers and hindsight all call ``ladder``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from advice_line.rota.model import Clinic, Clinician, Shift
from advice_line.rota.timeline import Intervals


@dataclass(frozen=True, slots=True)
class Rung:
    """One clinician's place on the ladder, by their best shift; ``clinic_until`` is None when free."""

    shift: Shift
    clinic_until: datetime | None

    @property
    def clinician(self) -> Clinician:
        return self.shift.clinician


@dataclass(frozen=True, slots=True)
class NextAvailable:
    """Who can next come to the phone, and from when."""

    clinician: Clinician
    at: datetime


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who to try at an instant, in order, each person once.

    ``passed_over`` are those above the one who answers, ``behind`` those below. ``next_available`` is
    worked out only when nobody answers, and None then means: nobody, as far as the rota goes.
    """

    at: datetime
    passed_over: tuple[Rung, ...]
    answering: Rung | None
    behind: tuple[Rung, ...]
    next_available: NextAvailable | None = None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """All of it, top to bottom."""
        middle = (self.answering,) if self.answering else ()
        return (*self.passed_over, *middle, *self.behind)

    @property
    def free_behind(self) -> tuple[Rung, ...]:
        """Who behind the one who answers could come to the phone now, in order."""
        return tuple(rung for rung in self.behind if rung.clinic_until is None)


def ladder_order(shift: Shift) -> tuple[Any, ...]:
    """Rung, then the earliest start, then the clinicians' order in the file."""
    return (shift.duty.rung, shift.start, shift.clinician.order, shift.duty.code)


def clinic_order(clinic: Clinic) -> tuple[Any, ...]:
    return (clinic.clinician, clinic.start)


def ladder(shifts: Intervals[Shift], clinics: Intervals[Clinic], at: datetime) -> Ladder:
    """Who answers at ``at``, who was passed over and why, who stands behind, who is free next.

    ``shifts`` must be indexed in ``ladder_order``.
    """
    moment = at.astimezone(UTC)
    rungs = _rungs(shifts.covering(moment), clinics.covering(moment))
    for place, rung in enumerate(rungs):
        if rung.clinic_until is None:
            return Ladder(moment, rungs[:place], rung, rungs[place + 1 :])
    return Ladder(moment, rungs, None, (), _next_available(shifts, clinics, moment))


def _rungs(on: tuple[Shift, ...], busy: tuple[Clinic, ...]) -> tuple[Rung, ...]:
    if not on:
        return ()
    until = {clinic.clinician: clinic.end for clinic in busy} if busy else {}
    seen: set[str] = set()
    rungs: list[Rung] = []
    for shift in on:
        name = shift.clinician.id
        if name not in seen:
            seen.add(name)
            rungs.append(Rung(shift, until.get(name)))
    return tuple(rungs)


def _next_available(shifts: Intervals[Shift], clinics: Intervals[Clinic], at: datetime) -> NextAvailable | None:
    for start, end, on in shifts.segments_from(at):
        moment = max(start, at)
        while on and moment < end:
            rungs = _rungs(on, clinics.covering(moment))
            for rung in rungs:
                if rung.clinic_until is None:
                    return NextAvailable(rung.clinician, moment)
            moment = min(rung.clinic_until for rung in rungs if rung.clinic_until is not None)
    return None
