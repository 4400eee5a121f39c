"""The week grid: people down, days across; what each has on each day, and why. The screen and the XLSX show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.gaps import Gap, GapKind
from advice_line.rota.model import Clinic, Clinician, Shift

_ONE_DAY = timedelta(days=1)
SIGNS = {"leave": "○", "sickness": "✚", "clinic": "▫", "swap": "⇄", "cover": "+"}
"""What stands for each where there is no room for WORDS; no duty's code can be mistaken for one."""
WORDS = {"leave": "leave", "sickness": "ill", "clinic": "clinic"}


@dataclass(frozen=True, slots=True)
class GridCell:
    """One person's day: the duties that begin on it, what changed them, and whether they are away or in clinic.

    ``changed`` is the kind of change that put a duty here; ``away`` the kind that took the person or a duty away.
    """

    shifts: tuple[Shift, ...] = ()
    changed: str = ""
    away: str = ""
    clinics: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def codes(self) -> str:
        return "+".join(dict.fromkeys(shift.duty.code for shift in self.shifts))

    @property
    def text(self) -> str:
        """What stands in the grid: codes with a sign for what changed them, else a sign for away or in clinic."""
        if self.shifts:
            return self.codes + SIGNS.get(self.changed, "")
        return SIGNS[self.state] if self.state else ""

    @property
    def state(self) -> str:
        """Why somebody without a duty that day could not take one: leave, sickness or clinic."""
        return self.away or ("clinic" if self.clinics else "")


EMPTY = GridCell()


@dataclass(frozen=True, slots=True)
class Grid:
    """People by days. ``cells`` lacks what is empty; ``gap_days`` says the worst gap that touches a day."""

    people: tuple[Clinician, ...]
    first: date
    until: date
    cells: Mapping[tuple[str, date], GridCell]
    gap_days: Mapping[date, GapKind]
    bank_holidays: frozenset[date]

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.until - self.first).days)]

    def cell(self, gmc: str, day: date) -> GridCell:
        return self.cells.get((gmc, day), EMPTY)


@dataclass(slots=True)
class _Filling:
    shifts: list[Shift]
    changed: str = ""
    away: str = ""
    clinics: list[tuple[datetime, datetime]] | None = None


def week_grid(
    people: Sequence[Clinician],
    first: date,
    until: date,
    shifts: Iterable[tuple[Shift, str]],
    away: Iterable[tuple[str, date, date, str]],
    clinics: Iterable[Clinic],
    gaps: Iterable[Gap],
    bank_holidays: Iterable[date],
    zone: ZoneInfo,
) -> Grid:
    """The grid of [first, until).

    ``shifts`` come with the kind of change that put them there (empty: the file), ``away`` as (registration
    number, first day, last day, ``leave`` or ``sickness``).
    """
    cells: dict[tuple[str, date], _Filling] = {}

    def at(gmc: str, day: date) -> _Filling:
        return cells.setdefault((gmc, day), _Filling([]))

    for shift, changed in shifts:
        if first <= shift.date < until:
            cell = at(shift.clinician.gmc, shift.date)
            cell.shifts.append(shift)
            cell.changed = cell.changed or changed
    for gmc, begins, last, kind in away:
        for n in range(max(begins, first).toordinal(), min(last, until - _ONE_DAY).toordinal() + 1):
            cell = at(gmc, date.fromordinal(n))
            cell.away = kind
    numbers = {person.id: person.gmc for person in people}
    for clinic in clinics:
        day = clinic.start.astimezone(zone).date()
        if clinic.clinician in numbers and first <= day < until:
            cell = at(numbers[clinic.clinician], day)
            cell.clinics = [*(cell.clinics or ()), (clinic.start, clinic.end)]
    return Grid(
        tuple(people),
        first,
        until,
        {key: _cell(filling) for key, filling in cells.items()},
        _gap_days(gaps, zone),
        frozenset(bank_holidays),
    )


def _cell(filling: _Filling) -> GridCell:
    ordered = tuple(sorted(filling.shifts, key=lambda s: (s.start, s.duty.rung)))
    return GridCell(ordered, filling.changed, filling.away, tuple(filling.clinics or ()))


def _gap_days(gaps: Iterable[Gap], zone: ZoneInfo) -> dict[date, GapKind]:
    order = list(GapKind)
    found: dict[date, GapKind] = {}
    for gap in gaps:
        day, last = gap.start.astimezone(zone).date(), (gap.end - timedelta(microseconds=1)).astimezone(zone).date()
        while day <= last:
            if day not in found or order.index(gap.kind) < order.index(found[day]):
                found[day] = gap.kind
            day += _ONE_DAY
    return found
