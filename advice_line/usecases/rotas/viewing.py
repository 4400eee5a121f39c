"""One desk's rota as the Rota screen, ``rota show`` and the XLSX export see it: the grid, and why each cell is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from advice_line.exports.grids import Grid, week_grid
from advice_line.instants import start_of
from advice_line.people.roles import Act, Person, may
from advice_line.rota import Clinic, Clinician, Rota, Shift
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.expand import is_bank_holiday
from advice_line.rota.gaps import Gap
from advice_line.rota.hours import Broken, breaks_due, worked
from advice_line.rota.model import WEEKDAYS
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.changes import changes_between
from advice_line.store.publications import rota_of
from advice_line.store.rotas import rosters
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import DeskRoster
from advice_line.usecases.rotas.conflicts import Conflict, conflicts
from advice_line.usecases.rotas.diaries import all_shifts, people_of
from advice_line.usecases.rotas.forecast import (
    PersonBroken,
    bank_holidays,
    calls_taken,
    known_until,
    roster_broken,
    roster_gaps,
)
from advice_line.usecases.rotas.freshness import RotaFreshness, rotas_freshness
from advice_line.usecases.usecase import require
from advice_line.words.changes import change_words
from advice_line.words.days import day_words
from advice_line.words.gaps import gap_clause
from advice_line.words.spans import hours_words
from advice_line.words.times import moment_words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RotaView:
    """A desk's rota on the dates [first, until). ``may_change``: whether the reader may change it.

    ``known_until``: up to when its shifts are written out; beyond, no gap found is no gap missing.
    """

    roster: DeskRoster
    grid: Grid
    gaps: tuple[Gap, ...]
    changes: tuple[ChangeRow, ...]
    conflicts: tuple[Conflict, ...]
    trust: RotaFreshness | None
    rotas: tuple[Rota, ...]
    may_change: bool
    known_until: datetime
    broken: tuple[PersonBroken, ...] = ()

    @property
    def people(self) -> tuple[Clinician, ...]:
        return self.grid.people

    @property
    def broken_cells(self) -> frozenset[tuple[str, date]]:
        """(registration number, day) of the shifts at which a rule breaks; averages break at no one shift."""
        return frozenset(
            (one.clinician.gmc, broken.shift.date)
            for one in self.broken
            for broken in one.broken
            if not broken.averaged
        )

    def broken_on(self, gmc: str, day: date) -> list[Broken]:
        """The hours rules that break at the shift of a day."""
        return [
            broken
            for one in self.broken
            if one.clinician.gmc == gmc
            for broken in one.broken
            if broken.shift.date == day and not broken.averaged
        ]

    def rota_on(self, day: date) -> Rota | None:
        """The file that governs a day, by its noon."""
        noon = start_of(day, self.roster.desk.zone) + timedelta(hours=12)
        number = self.roster.publication_at(noon)
        numbers = [stretch.publication for stretch in self.roster.stretches]
        return self.rotas[numbers.index(number)] if number in numbers else None


def rota_view(
    store: Store,
    person: Person | None,
    at: datetime,
    desk: str,
    first: date,
    until: date,
    known_at: datetime | None = None,
    settings: Settings | None = None,
) -> RotaView:
    """The view, as it was published and changed at ``known_at`` (None: now).

    With ``settings`` it is held against the hours rules, too. ``person`` None is the command line beside the
    store, which may read and change nothing.
    """
    begins, ends = start_of(first) - _DAY, start_of(until) + _DAY
    (roster,) = rosters(store, begins, ends, desk=desk, known_at=known_at)
    if person is not None:
        require(person, Act.SEE_ROTA, desk=desk, site=roster.desk.site)
    zone = roster.desk.zone
    people = people_of(store, roster)
    rows = changes_between(store, begins, ends, known_at, desk)
    rotas = [rota_of(store, stretch.publication) for stretch in roster.stretches]
    view_from, view_until = start_of(first, zone), start_of(until, zone)
    gaps = tuple(roster_gaps(store, roster, view_from, view_until)) if roster.stretches else ()
    may_change = person is not None and may(person, Act.CHANGE_ROTA, desk=desk, site=roster.desk.site)
    changed = {p.shift: _kind_of(rows, p.change) for p in roster.placed}
    grid = week_grid(
        people,
        first,
        until,
        [(shift, changed.get(shift, "")) for shift in all_shifts(roster, begins)],
        [*_away_in_files(rotas), *_away_on_screen(rows, zone)],
        held_clinics(roster, begins),
        gaps,
        bank_holidays(rotas, first, until),
        zone,
    )
    return RotaView(
        roster,
        grid,
        gaps,
        tuple(reversed(rows)),
        tuple(conflicts(store, desk, at)) if known_at is None else (),
        rotas_freshness(store).get(desk),
        tuple(rotas),
        may_change and known_at is None,
        known_until(store, roster, view_until),
        tuple(_broken(store, roster, view_from, view_until, settings)) if settings is not None else (),
    )


def _broken(
    store: Store, roster: DeskRoster, begins: datetime, until: datetime, settings: Settings
) -> list[PersonBroken]:
    return roster_broken(store, roster, begins, until, settings, calls_taken(store, begins, until))


def _kind_of(rows: Sequence[ChangeRow], number: int | None) -> str:
    return next((row.kind for row in rows if row.id == number), "")


def _away_in_files(rotas: Sequence[Rota]) -> list[tuple[str, date, date, str]]:
    return [
        (rota.clinician_by_id[away.clinician].gmc, away.first, away.last, "leave")
        for rota in rotas
        for away in rota.leave
    ]


def _away_on_screen(rows: Sequence[ChangeRow], zone: object) -> list[tuple[str, date, date, str]]:
    found = []
    for row in rows:
        if row.standing is not ChangeStanding.IN_FORCE or not row.clinician:
            continue
        if row.kind == "leave" and row.first_day and row.last_day:
            found.append((row.clinician, row.first_day, row.last_day, "leave"))
        elif row.kind == "sickness":
            ends = min(row.ends_at, row.ended_at or row.ends_at) - timedelta(seconds=1)
            found.append((row.clinician, row.begins_at.date(), ends.date(), "sickness"))
    return found


def held_clinics(roster: DeskRoster, begins: datetime) -> list[Clinic]:
    """Every clinic of a roster from an instant on, each once."""
    found: dict[int, Clinic] = {}
    for _, _, held in roster.clinics.segments_from(begins):
        for clinic in held:
            found.setdefault(id(clinic), clinic)
    return list(found.values())


def why(view: RotaView, gmc: str, day: date, own: bool = False) -> list[str]:
    """What a cell holds and why: the pattern's week, a single shift, a swap, leave, a change on screen.

    The kind of leave is for those who plan the rota, and for oneself (``own``).
    """
    zone = view.roster.desk.zone
    cell = view.grid.cell(gmc, day)
    rota = view.rota_on(day)
    lines: list[str] = []
    for shift in cell.shifts:
        start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
        (w,) = worked([shift], zone)
        due = breaks_due(w.hours, w.night) if shift.duty.resident else 0
        breaks = f", {due} {'break' if due == 1 else 'breaks'} of 30 min due" if due else ""
        lines.append(
            f"{shift.duty.name} ({shift.duty.code}), rung {shift.duty.rung}: {hours_words(start, end)}{breaks}"
        )
        lines.append(f"  {_origin(view, rota, shift)}")
    for begins, ends in cell.clinics:
        lines.append(f"in clinic {hours_words(begins.astimezone(zone), ends.astimezone(zone))}")
    for one in view.broken_on(gmc, day):
        lines.append(f"breaks “{one.words}” (found {one.found})")
    lines += _absences(view, rota, gmc, day, view.may_change or own)
    lines += [f"gap: {gap_clause(gap, zone)}" for gap in view.gaps if _touches(gap, day, view)]
    if rota is not None and is_bank_holiday(rota, day):
        lines.append("bank holiday")
    return lines or ["nothing on this day"]


def _touches(gap: Gap, day: date, view: RotaView) -> bool:
    begins = start_of(day, view.roster.desk.zone)
    return gap.start < start_of(day + _DAY, view.roster.desk.zone) and begins < gap.end


def _origin(view: RotaView, rota: Rota | None, shift: Shift) -> str:
    zone = view.roster.desk.zone
    for placed in view.roster.placed:
        if placed.shift == shift:
            row = next((row for row in view.changes if row.id == placed.change), None)
            if row is not None:
                words = f": {row.words}" if row.words else ""
                return f"by {change_words(row, zone)}; {row.author}, {moment_words(row.at, zone)}{words}"
    if rota is None:
        return "as published"
    slug = next((c.id for c in rota.clinicians if c.gmc == shift.clinician.gmc), "")
    for swap in rota.swaps:
        if (swap.date, swap.duty, swap.to) == (shift.date, shift.duty.code, slug):
            return f"by a swap in the file, from {rota.clinician_by_id[swap.from_].name}"
    for extra in rota.shifts:
        if (extra.date, extra.duty, extra.clinician) == (shift.date, shift.duty.code, slug):
            return "a single shift in the file"
    for pattern in rota.patterns:
        starts = dict(pattern.starts)
        if slug in starts and pattern.from_ <= shift.date and (pattern.until is None or shift.date < pattern.until):
            week = ((shift.date - pattern.from_).days // 7 + starts[slug] - 1) % len(pattern.weeks)
            column = shift.date.weekday()
            holiday = ""
            if rota.bank_holidays and rota.bank_holidays.run_as is not None and is_bank_holiday(rota, shift.date):
                column = rota.bank_holidays.run_as
                holiday = f", a bank holiday that runs as {WEEKDAYS[column]}"
            if shift.duty.code in pattern.weeks[week][column]:
                return f"by the pattern, week {week + 1} of {len(pattern.weeks)}{holiday}"
    return "as published"


def _absences(view: RotaView, rota: Rota | None, gmc: str, day: date, told: bool) -> list[str]:
    lines = []
    if rota is not None:
        slug = next((c.id for c in rota.clinicians if c.gmc == gmc), "")
        for away in rota.leave_of.get(slug, ()):
            if away.first <= day <= away.last:
                kind = f" ({away.kind})" if told else ""
                lines.append(f"on leave{kind} in the file, {day_words(away.first)} to {day_words(away.last)}")
    zone = view.roster.desk.zone
    for row in view.changes:
        if row.standing is ChangeStanding.IN_FORCE and row.clinician == gmc and _away_on(row, day, view):
            private = row.kind in ("leave", "sickness") and not told
            what = "away" if private else change_words(row, zone)
            lines.append(f"{what}; {row.author}, {moment_words(row.at, zone)}")
    return lines


def _away_on(row: ChangeRow, day: date, view: RotaView) -> bool:
    begins = start_of(day, view.roster.desk.zone)
    ends = start_of(day + _DAY, view.roster.desk.zone)
    return row.begins_at < ends and begins < (row.ended_at or row.ends_at)
