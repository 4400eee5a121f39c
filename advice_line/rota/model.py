"""The values a rota is made of: what the file says, and the shifts and clinics it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from advice_line.people.phones import Contact

Grade = Literal["registrar", "consultant"]
Calendar = Literal["ENG", "WLS", "SCT", "NIR"]
LeaveKind = Literal["annual", "study", "sick", "other"]
Path = tuple[str | int, ...]
FIRST_YEAR, LAST_YEAR = 1990, 2150
REPLY_WITHIN_HOURS = 24
"""Where a desk's file does not say."""
MOST_NUMBER = 10_000
"""Of weeks, hours and rungs: more is a slip, and overflows somewhere."""
MOST_COMPLAINTS = 200
"""About one file: mended, it is read again."""
LONGEST_TEXT = 1_000
"""Letters of any text of the file."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Desk:
    """One specialty at one site, as its rota file names it."""

    id: str
    name: str
    site: str
    function: str
    timezone: str
    email: str
    reply_within_hours: int
    supervisor: str


@dataclass(frozen=True, slots=True)
class Clinician:
    """A registrar or consultant; ``order`` is the place in the file, the last tie-break of a ladder."""

    id: str
    name: str
    gmc: str
    grade: Grade
    contacts: tuple[Contact, ...]
    order: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of shift: wall times and the rung it stands on. ``end <= start`` ends the next day."""

    code: str
    name: str
    start: time
    end: time
    rung: int
    resident: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rolling template; ``weeks[w][weekday]`` are duty codes, ``starts`` the week (from 1) of each clinician."""

    from_: date
    until: date | None
    weeks: tuple[tuple[tuple[str, ...], ...], ...]
    starts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ExtraShift:
    """A single duty outside any pattern."""

    date: date
    duty: str
    clinician: str


@dataclass(frozen=True, slots=True)
class ClinicRule:
    """When a clinician cannot come to the phone: weekdays 0-6, [start, end) on the same day."""

    clinician: str
    days: frozenset[int]
    start: time
    end: time
    from_: date | None = None
    until: date | None = None
    every: int = 1
    except_: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Leave:
    """Days away, both included."""

    clinician: str
    first: date
    last: date
    kind: LeaveKind


@dataclass(frozen=True, slots=True)
class Swap:
    """One duty of ``from_`` taken by ``to``."""

    date: date
    duty: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """Which days are bank holidays, the column that patterns run on them, and whether clinics do."""

    calendar: Calendar
    run_as: int | None = None
    clinics: bool = False


@dataclass(frozen=True)
class Rota:
    """Everything one rota file says, and at which line it says it.

    ``source`` is the text that all of it was read from. It is read once and travels with what it says, so that
    what is published is what was checked and shown, whatever becomes of the file meanwhile.
    """

    desk: Desk
    clinicians: tuple[Clinician, ...]
    duties: tuple[Duty, ...]
    patterns: tuple[Pattern, ...] = ()
    shifts: tuple[ExtraShift, ...] = ()
    clinics: tuple[ClinicRule, ...] = ()
    leave: tuple[Leave, ...] = ()
    swaps: tuple[Swap, ...] = ()
    bank_holidays: BankHolidays | None = None
    file: str = ""
    source: str = field(default="", compare=False, repr=False)
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.desk.timezone)

    @cached_property
    def clinician_by_id(self) -> dict[str, Clinician]:
        return {clinician.id: clinician for clinician in self.clinicians}

    @cached_property
    def duty_by_code(self) -> dict[str, Duty]:
        return {duty.code: duty for duty in self.duties}

    @cached_property
    def shifts_of_day(self) -> dict[date, tuple[ExtraShift, ...]]:
        """The single shifts of each date, in the file's order."""
        found: dict[date, list[ExtraShift]] = {}
        for shift in self.shifts:
            found.setdefault(shift.date, []).append(shift)
        return {day: tuple(shifts) for day, shifts in found.items()}

    @cached_property
    def swaps_of_day(self) -> dict[date, tuple[Swap, ...]]:
        """The swaps of each date, in the file's order."""
        found: dict[date, list[Swap]] = {}
        for swap in self.swaps:
            found.setdefault(swap.date, []).append(swap)
        return {day: tuple(swaps) for day, swaps in found.items()}

    @cached_property
    def leave_of(self) -> dict[str, tuple[Leave, ...]]:
        """Each clinician's leave."""
        found: dict[str, tuple[Leave, ...]] = {}
        for away in self.leave:
            found[away.clinician] = (*found.get(away.clinician, ()), away)
        return found

    def line(self, *path: str | int) -> int:
        """The line of a value, else of the nearest table around it, else the first."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


@dataclass(frozen=True, slots=True)
class Shift:
    """One clinician on one duty for the half-open interval [start, end), both in UTC.

    ``date`` is the day it begins on in the desk's zone.
    """

    clinician: Clinician
    duty: Duty
    date: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Clinic:
    """One time at which a clinician cannot come to the phone: [start, end) in UTC."""

    clinician: str
    start: datetime
    end: datetime
