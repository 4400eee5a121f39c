"""What clinicians have on: their shifts at every desk, their clinics and their leave, changes laid over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from advice_line.rota import Clinician, Shift
from advice_line.rota.clashes import Diary
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.expand import instant
from advice_line.store import Store
from advice_line.store.changes import changes_between, locums
from advice_line.store.publications import rota_of
from advice_line.store.rotas import rosters
from advice_line.store.values.people import KnownClinician
from advice_line.store.values.rotas import DeskRoster

AROUND = timedelta(days=91)
"""How far before and after a shift the hours rules look: 26 weeks in all, the longest reference period."""
_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Pages:
    shifts: list[Shift] = field(default_factory=list)
    clinics: list[tuple[datetime, datetime]] = field(default_factory=list)
    leave: list[tuple[datetime, datetime]] = field(default_factory=list)


def diaries(store: Store, around: datetime, people: Iterable[str], desk: str) -> dict[str, Diary]:
    """The diaries of people (by registration number) for 13 weeks and more before and after an instant.

    Read from a desk, and from every other whose newest rota lists one of them.
    """
    month = around.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begins, until = month - AROUND, month + timedelta(days=31) + AROUND
    wanted = set(people)
    pages: dict[str, _Pages] = {}
    for roster in _rosters_of(store, wanted, desk, begins, until):
        numbers = _numbers(store, roster)
        for shift in all_shifts(roster, begins):
            if shift.clinician.gmc not in wanted:
                continue
            pages.setdefault(shift.clinician.gmc, _Pages()).shifts.append(shift)
        for start, _, held in roster.clinics.segments_from(begins):
            for clinic in held:
                if clinic.start == start and clinic.clinician in numbers:
                    page = pages.setdefault(numbers[clinic.clinician], _Pages())
                    page.clinics.append((clinic.start, clinic.end))
        for stretch in roster.stretches:
            rota = rota_of(store, stretch.publication)
            for away in rota.leave:
                gmc = rota.clinician_by_id[away.clinician].gmc
                span = (instant(away.first, time(), rota.zone), instant(away.last + _DAY, time(), rota.zone))
                pages.setdefault(gmc, _Pages()).leave.append(span)
    for row in changes_between(store, begins, until):
        if row.kind in ("leave", "sickness") and row.clinician and row.standing is ChangeStanding.IN_FORCE:
            pages.setdefault(row.clinician, _Pages()).leave.append((row.begins_at, row.ended_at or row.ends_at))
    return {gmc: Diary(tuple(p.shifts), tuple(p.clinics), tuple(p.leave)) for gmc, p in pages.items()}


def _rosters_of(
    store: Store, people: Iterable[str], desk: str, begins: datetime, until: datetime
) -> list[DeskRoster]:
    names = {desk}
    for gmc in people:
        found = store.one(KnownClinician, "clinician_by_gmc", gmc=gmc)
        if found is not None:
            names |= set(store.all(str, "desks_of_clinician", clinician=found.id))
    return [roster for name in sorted(names) for roster in rosters(store, begins, until, desk=name)]


def all_shifts(roster: DeskRoster, begins: datetime) -> list[Shift]:
    """Every shift of a roster from an instant on, in order of their start, each once."""
    found: dict[int, Shift] = {}
    for _, _, on in roster.shifts.segments_from(begins):
        for shift in on:
            found.setdefault(id(shift), shift)
    return list(found.values())


def _numbers(store: Store, roster: DeskRoster) -> dict[str, str]:
    return {person.id: person.gmc for person in people_of(store, roster)}


def people_of(store: Store, roster: DeskRoster) -> list[Clinician]:
    """Everybody who may be on a desk's roster: those of its newest publication in the window, then its locums."""
    listed: dict[str, Clinician] = {}
    for stretch in roster.stretches:
        for person in rota_of(store, stretch.publication).clinicians:
            listed[person.gmc] = person
    for gmc, person in locums(store, roster.desk.id).items():
        listed.setdefault(gmc, person)
    return sorted(listed.values(), key=lambda person: person.order)
