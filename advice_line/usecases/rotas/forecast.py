"""What is wrong with rotas before it happens: gaps, broken hours rules, and how evenly the work is borne."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.instants import start_of, to_text
from advice_line.rota import Clinician, Rota, Shift
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.expand import instant, is_bank_holiday
from advice_line.rota.fairness import Burden, fairness
from advice_line.rota.gaps import Gap, Span, gaps
from advice_line.rota.hours import Broken, CallTaken, Limits, average_week, broken_rest, broken_rules, worked
from advice_line.rota.model import Leave
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.changes import changes_between
from advice_line.store.publications import rota_of, written_until
from advice_line.store.rotas import rosters
from advice_line.store.values.audits import AnsweredCall
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import DeskRoster
from advice_line.usecases.rotas.diaries import all_shifts, people_of

_DAY = timedelta(days=1)
HOURS_BEFORE = timedelta(days=14)
"""How long before a period the hours rules look for runs and rests that reach into it."""


@dataclass(frozen=True, slots=True)
class DeskGaps:
    """One desk's gaps in a period, and up to when its rota is known: after that nothing is said of gaps."""

    desk: str
    name: str
    zone: ZoneInfo
    gaps: tuple[Gap, ...]
    known_until: datetime


def gaps_ahead(store: Store, begins: datetime, until: datetime, desk: str | None = None) -> list[DeskGaps]:
    """Every gap of [begins, until), changes laid over, by desk."""
    return [
        DeskGaps(
            r.desk.id,
            r.desk.name,
            r.desk.zone,
            tuple(roster_gaps(store, r, begins, until)),
            known_until(store, r, until),
        )
        for r in rosters(store, begins, until, desk=desk)
    ]


def roster_gaps(store: Store, roster: DeskRoster, begins: datetime, until: datetime) -> list[Gap]:
    """The gaps of a desk's roster in [begins, until), as far as its endless patterns are written out."""
    until = known_until(store, roster, until)
    if until <= begins:
        return []
    away = _supervisor_away(store, roster, begins, until)
    return gaps(roster.shifts, roster.clinics, begins, until, roster.desk.zone, away)


def known_until(store: Store, roster: DeskRoster, until: datetime) -> datetime:
    """Up to when a desk's shifts are written out, ``until`` at most."""
    if not roster.stretches:
        return until
    return min(until, written_until(store, roster.stretches[-1].publication) or until)


def _supervisor_away(store: Store, roster: DeskRoster, begins: datetime, until: datetime) -> list[Span]:
    gmc = roster.desk.supervisor_gmc
    zone = roster.desk.zone
    away: list[Span] = []
    for rota in _rotas(store, roster):
        for leave in rota.leave:
            if rota.clinician_by_id[leave.clinician].gmc == gmc:
                away.append((instant(leave.first, time(), zone), instant(leave.last + _DAY, time(), zone)))
    for row in changes_between(store, begins, until, desk=roster.desk.id):
        if row.kind in ("leave", "sickness") and row.clinician == gmc and row.standing is ChangeStanding.IN_FORCE:
            away.append((row.begins_at, row.ended_at or row.ends_at))
    return away


def _rotas(store: Store, roster: DeskRoster) -> list[Rota]:
    return [rota_of(store, stretch.publication) for stretch in roster.stretches]


@dataclass(frozen=True, slots=True)
class PersonBroken:
    """One clinician's breaches at a desk."""

    desk: str
    clinician: Clinician
    zone: ZoneInfo
    broken: tuple[Broken, ...]


def broken_ahead(
    store: Store, begins: datetime, until: datetime, settings: Settings, desk: str | None = None
) -> list[PersonBroken]:
    """Breaches of hours rules that touch [begins, until), rest broken by logged calls too, by desk and person."""
    calls = calls_taken(store, begins, until)
    return [
        one
        for roster in rosters(store, begins - HOURS_BEFORE, until, desk=desk)
        for one in roster_broken(store, roster, begins, until, settings, calls)
    ]


def roster_broken(
    store: Store,
    roster: DeskRoster,
    begins: datetime,
    until: datetime,
    settings: Settings,
    calls: Sequence[CallTaken],
) -> list[PersonBroken]:
    """The same of one roster, which should reach a while before ``begins``."""
    found: list[PersonBroken] = []
    zone, limits = roster.desk.zone, Limits(settings.hours_limits, roster.desk.id)
    by_person: dict[str, list[Shift]] = {}
    for shift in all_shifts(roster, begins - HOURS_BEFORE):
        by_person.setdefault(shift.clinician.gmc, []).append(shift)
    leave = leave_days(store, roster, begins, until)
    span = (begins.astimezone(zone).date(), until.astimezone(zone).date())
    for person in people_of(store, roster):
        own = by_person.get(person.gmc, [])
        broken = [
            *broken_rules(own, zone, limits, leave=leave.get(person.gmc, ()), within=span),
            *broken_rest(worked(own, zone), calls, limits, zone),
        ]
        touching = tuple(b for b in broken if any(begins < s.end and s.start < until for s in b.shifts))
        if touching:
            found.append(PersonBroken(roster.desk.id, person, zone, touching))
    return found


def average_weeks(store: Store, desk: str, first: date, until: date) -> list[tuple[Clinician, float]]:
    """The average week of everybody of a desk on the dates [first, until), non-resident on-call not counted."""
    (roster,) = rosters(store, start_of(first) - _DAY, start_of(until) + _DAY, desk=desk)
    leave = leave_days(store, roster, start_of(first), start_of(until))
    resident = [s for s in all_shifts(roster, start_of(first) - _DAY) if s.duty.resident]
    found = []
    for person in people_of(store, roster):
        own = worked([s for s in resident if s.clinician.gmc == person.gmc], roster.desk.zone)
        found.append((person, average_week(own, leave.get(person.gmc, ()), first, until)))
    return found


def leave_days(store: Store, roster: DeskRoster, begins: datetime, until: datetime) -> dict[str, list[Leave]]:
    """Leave of the file and of the screen, by registration number."""
    found: dict[str, list[Leave]] = {}
    for rota in _rotas(store, roster):
        for leave in rota.leave:
            found.setdefault(rota.clinician_by_id[leave.clinician].gmc, []).append(leave)
    for row in changes_between(store, begins, until, desk=roster.desk.id):
        if row.kind == "leave" and row.standing is ChangeStanding.IN_FORCE:
            assert row.clinician
            assert row.first_day
            assert row.last_day
            assert row.leave_kind
            leave = Leave(row.clinician, row.first_day, row.last_day, row.leave_kind)
            found.setdefault(row.clinician, []).append(leave)
    return found


def calls_taken(store: Store, begins: datetime, until: datetime) -> list[CallTaken]:
    """Every call that a clinician answered in [begins, until): from ringing to record, half an hour at most."""
    window = {"begins": to_text(begins - _DAY), "until": to_text(until)}
    found = []
    for call in store.all(AnsweredCall, "calls_taken", **window):
        start, ended = call.started_at, call.written_at or call.started_at
        found.append(CallTaken(call.gmc, start, min(max(ended, start + _SHORTEST), start + _LONGEST)))
    return found


_SHORTEST, _LONGEST = timedelta(minutes=5), timedelta(minutes=30)


def fairness_of(store: Store, desk: str, first: date, until: date, settings: Settings) -> list[Burden]:
    """What everybody of a desk bears on the dates [first, until)."""
    (roster,) = rosters(store, start_of(first) - _DAY, start_of(until) + _DAY, desk=desk)
    shifts = [s for s in all_shifts(roster, start_of(first) - _DAY) if first <= s.date < until]
    return fairness(
        people_of(store, roster),
        shifts,
        bank_holidays(_rotas(store, roster), first, until),
        roster.desk.zone,
        settings.whole_time,
    )


def bank_holidays(rotas: Iterable[Rota], first: date, until: date) -> frozenset[date]:
    """The bank holidays that the files of a desk keep, in [first, until)."""
    files = list(rotas)[-1:]
    days = (date.fromordinal(n) for n in range(first.toordinal(), until.toordinal()))
    return frozenset(day for day in days if any(is_bank_holiday(rota, day) for rota in files))


def changes_of(store: Store, desk: str, begins: datetime, until: datetime) -> list[ChangeRow]:
    """Every change that touches a span, in whatever standing, the newest first."""
    return list(reversed(changes_between(store, begins, until, desk=desk)))
