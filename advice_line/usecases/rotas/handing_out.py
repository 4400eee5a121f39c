"""Rotas handed out: a desk's shifts and weeks, calendars of desks and clinicians, the printable on-call sheet."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.exports.calendars import CalendarShift, calendar_text, entries
from advice_line.exports.rota_files import DeskRota
from advice_line.exports.sheet import DeskSheet, desk_sheet
from advice_line.instants import LONDON, start_of
from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.rota import Shift
from advice_line.store import Store
from advice_line.store.rotas import rosters
from advice_line.store.values.installation import Site
from advice_line.store.values.rotas import DeskRoster, RotaText
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.rotas.diaries import all_shifts, people_of
from advice_line.usecases.rotas.viewing import held_clinics, rota_view
from advice_line.usecases.rotas.who_answers import notes_now
from advice_line.words.times import clock

_DAY = timedelta(days=1)


def desk_rota(store: Store, person: Person | None, at: datetime, desk: str, first: date, until: date) -> DeskRota:
    """What is handed out of a desk on the dates [first, until), changes laid over."""
    view = rota_view(store, person, at, desk, first, until)
    roster = view.roster
    begins = start_of(first) - _DAY
    clinics = [
        c for c in held_clinics(roster, begins) if first <= c.start.astimezone(roster.desk.zone).date() < until
    ]
    return DeskRota(
        desk, roster.desk.name, roster.desk.zone, _on_dates(roster, first, until), clinics, view.grid, view.gaps
    )


def _on_dates(roster: DeskRoster, first: date, until: date) -> list[Shift]:
    found = [s for s in all_shifts(roster, start_of(first) - 2 * _DAY) if first <= s.date < until]
    return sorted(found, key=lambda s: (s.start, s.duty.rung, s.clinician.order))


def desk_calendar(store: Store, at: datetime, desk: str, first: date, until: date) -> bytes:
    """A desk's shifts that begin on the dates [first, until), as iCalendar."""
    roster = _roster(store, desk, first, until)
    return calendar_text(f"{roster.desk.name} on call", _entries(store, roster, first, until), roster.desk.zone, at)


def clinician_calendar(store: Store, at: datetime, gmc: str, first: date, until: date) -> bytes:
    """One clinician's shifts at every desk, as iCalendar."""
    found: list[CalendarShift] = []
    name, zone = "", None
    for roster in rosters(store, start_of(first) - 2 * _DAY, start_of(until) + _DAY):
        person = next((p for p in people_of(store, roster) if p.gmc == gmc), None)
        if person is not None:
            name, zone = person.name, zone or roster.desk.zone
            found += [e for e in _entries(store, roster, first, until) if e.shift.clinician.gmc == gmc]
    if zone is None:
        raise Refused(f"Nobody with the registration number {gmc} is in a rota.")
    found.sort(key=lambda entry: entry.shift.start)
    return calendar_text(f"{name} on call", found, zone, at)


def _roster(store: Store, desk: str, first: date, until: date) -> DeskRoster:
    return rosters(store, start_of(first) - 2 * _DAY, start_of(until) + _DAY, desk=desk)[0]


def _entries(store: Store, roster: DeskRoster, first: date, until: date) -> list[CalendarShift]:
    times = store.the(int, "times_changed", desk=roster.desk.id)
    originals = {p.shift: p.instead_of.gmc for p in roster.placed if p.instead_of is not None}
    shifts = _on_dates(roster, first, until)
    return entries(roster.desk.id, roster.desk.name, shifts, originals, times)


def sheets(store: Store, at: datetime, days: int, desk: str | None = None) -> list[DeskSheet]:
    """The on-call sheet from an instant on, for some days: every desk, or one."""
    until = at + timedelta(days=days)
    notes = {note.desk: note for note in reversed(notes_now(store, at))}
    found = rosters(store, at - _DAY, until + _DAY, desk=desk)
    if not found:
        raise Refused("No desk is published.")
    made = []
    for roster in found:
        note = notes.get(roster.desk.id)
        words = f"Note: {note.words} ({note.author}, {clock(note.at, roster.desk.zone)})" if note else ""
        made.append(desk_sheet(roster.desk.name, words, roster.desk.zone, roster.shifts, roster.clinics, at, until))
    return made


def desk_source(store: Store, at: datetime, desk: str) -> str:
    """The file that governs a desk at an instant, as it was published."""
    (roster,) = rosters(store, at, at + _DAY, desk=desk)
    number = roster.publication_at(at)
    if number is None:
        raise Refused(f"No rota of “{desk}” is published for now.")
    return store.the(RotaText, "publication_source", id=number).source


def site_of(store: Store) -> tuple[str, ZoneInfo]:
    """The hospital's name and zone."""
    site = store.one(Site, "sites")
    return (called(store, site.name), site.zone) if site else ("this hospital", LONDON)
