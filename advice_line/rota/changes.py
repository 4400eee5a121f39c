"""Changes entered on screen, laid over a published rota: swaps and cover first, then leave and sickness.

The order is that of ``rotas/README.md``: a shift given away is not lost to the giver's leave, and leave takes
away a shift received. People are known here by registration number, which outlives any one file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from advice_line.rota.model import Clinic, Clinician, Duty, Leave, LeaveKind, Shift

ChangeKind = Literal["leave", "sickness", "cover", "swap"]


@dataclass(frozen=True, slots=True)
class Away:
    """Leave in whole days, both included: takes the shifts that *begin* on them.

    Only those that begin in [since, until): a shift already begun when it was entered is worked, and so is one
    that begins after the leave was ended early.
    """

    id: int
    clinician: str
    first: date
    last: date
    kind: LeaveKind
    since: datetime
    until: datetime

    def takes(self, gmc: str, day: date, start: datetime) -> bool:
        on_it = gmc == self.clinician and self.first <= day <= self.last
        return on_it and self.since <= start < self.until


@dataclass(frozen=True, slots=True)
class Sick:
    """Gone from one instant to another, in the middle of a shift if need be."""

    id: int
    clinician: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Cover:
    """``to`` stands in for [start, end): for whatever ``from_`` is on then, or on ``duty`` that nobody holds."""

    id: int
    start: datetime
    end: datetime
    to: str
    from_: str | None
    duty: str | None


@dataclass(frozen=True, slots=True)
class Leg:
    """One shift that changes hands. A two-way swap is two legs."""

    date: date
    duty: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Swapped:
    """Shifts that change hands whole."""

    id: int
    legs: tuple[Leg, ...]


Change = Away | Sick | Cover | Swapped


@dataclass(frozen=True, slots=True)
class StandingShift:
    """A shift as it stands, the change that put it there (None: the file), and whose it was before."""

    shift: Shift
    change: int | None = None
    instead_of: Clinician | None = None


@dataclass(frozen=True, slots=True)
class ShiftTakenAway:
    """A shift, or a part of one, that leave or sickness took away; ``change`` None: leave in the file."""

    shift: Shift
    change: int | None


@dataclass(frozen=True, slots=True)
class Applied:
    """What a publication comes to with its changes, and which parts of a change found nothing to change."""

    shifts: tuple[StandingShift, ...]
    clinics: tuple[Clinic, ...]
    lost: tuple[ShiftTakenAway, ...]
    idle: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PublishedRota:
    """What changes are laid over: one publication's people (by number), duties, leave and zone."""

    people: Mapping[str, Clinician]
    duties: Mapping[str, Duty]
    zone: ZoneInfo
    leave: Sequence[Leave] = ()


def apply(
    published: PublishedRota, shifts: Iterable[Shift], clinics: Iterable[Clinic], changes: Sequence[Change]
) -> Applied:
    """Lays changes, in the order they were made, over what a file came to (its own leave already taken away)."""
    standing = [StandingShift(shift) for shift in shifts]
    idle: list[tuple[int, str]] = []
    for change in changes:
        if isinstance(change, Swapped):
            for leg in change.legs:
                standing = _swap(published, standing, change.id, leg, idle)
        elif isinstance(change, Cover):
            standing = _cover(published, standing, change, idle)
    standing, lost = _without_received_on_leave(published, standing)
    held = list(clinics)
    for change in changes:
        if isinstance(change, Away):
            standing, held = _leave(published, standing, held, change, lost)
        elif isinstance(change, Sick):
            standing, held = _sick(published, standing, held, change, lost)
    return Applied(tuple(standing), tuple(held), tuple(lost), tuple(idle))


def _swap(
    published: PublishedRota, standing: list[StandingShift], number: int, leg: Leg, idle: list[tuple[int, str]]
) -> list[StandingShift]:
    taker = published.people.get(leg.to)
    found = [
        p
        for p in standing
        if p.shift.clinician.gmc == leg.from_ and p.shift.duty.code == leg.duty and p.shift.date == leg.date
    ]
    if not found or taker is None:
        idle.append((number, "no such shift" if taker else "no such clinician"))
        return standing
    given = set(map(id, found))
    return [_handed(p, taker, number) if id(p) in given else p for p in standing]


def _handed(placed: StandingShift, to: Clinician, number: int) -> StandingShift:
    return StandingShift(replace(placed.shift, clinician=to), number, placed.shift.clinician)


def _cover(
    published: PublishedRota, standing: list[StandingShift], cover: Cover, idle: list[tuple[int, str]]
) -> list[StandingShift]:
    coverer = published.people.get(cover.to)
    if coverer is None:
        idle.append((cover.id, "no such clinician"))
        return standing
    if cover.from_ is None:
        duty = published.duties.get(cover.duty or "")
        if duty is None:
            idle.append((cover.id, "no such duty"))
            return standing
        day = cover.start.astimezone(published.zone).date()
        return [*standing, StandingShift(Shift(coverer, duty, day, cover.start, cover.end), cover.id)]
    result: list[StandingShift] = []
    for placed in standing:
        shift = placed.shift
        covered = shift.clinician.gmc == cover.from_ and cover.duty in (None, shift.duty.code)
        if not covered or shift.end <= cover.start or cover.end <= shift.start:
            result.append(placed)
            continue
        result += [replace(placed, shift=piece) for piece in outside(shift, cover.start, cover.end)]
        start, end = max(shift.start, cover.start), min(shift.end, cover.end)
        day = shift.date if start == shift.start else start.astimezone(published.zone).date()
        taken = replace(shift, clinician=coverer, date=day, start=start, end=end)
        result.append(StandingShift(taken, cover.id, shift.clinician))
    if len(result) == len(standing) and all(a is b for a, b in zip(result, standing, strict=True)):
        idle.append((cover.id, "no such shift"))
    return result


def outside(shift: Shift, start: datetime, end: datetime) -> list[Shift]:
    """The parts of a shift that lie outside [start, end): none, one or two."""
    parts = []
    if shift.start < start:
        parts.append(replace(shift, end=min(shift.end, start)))
    if end < shift.end:
        parts.append(replace(shift, start=max(shift.start, end)))
    return parts


def _without_received_on_leave(
    published: PublishedRota, standing: list[StandingShift]
) -> tuple[list[StandingShift], list[ShiftTakenAway]]:
    """The file's leave has taken the holders' own shifts already; it takes those received on screen too."""
    kept: list[StandingShift] = []
    lost: list[ShiftTakenAway] = []
    for placed in standing:
        received = placed.change is not None
        if received and away_in_file(published, placed.shift.clinician.id, placed.shift.date):
            lost.append(ShiftTakenAway(placed.shift, None))
        else:
            kept.append(placed)
    return kept, lost


def away_in_file(published: PublishedRota, clinician: str, day: date) -> Leave | None:
    """The file's leave of a clinician (by the file's id) on a day."""
    return next((a for a in published.leave if a.clinician == clinician and a.first <= day <= a.last), None)


def _leave(
    published: PublishedRota,
    standing: list[StandingShift],
    clinics: list[Clinic],
    away: Away,
    lost: list[ShiftTakenAway],
) -> tuple[list[StandingShift], list[Clinic]]:
    kept: list[StandingShift] = []
    for placed in standing:
        if away.takes(placed.shift.clinician.gmc, placed.shift.date, placed.shift.start):
            lost.append(ShiftTakenAway(placed.shift, away.id))
        else:
            kept.append(placed)
    person = published.people.get(away.clinician)
    held = [
        clinic
        for clinic in clinics
        if person is None
        or clinic.clinician != person.id
        or not away.takes(person.gmc, clinic.start.astimezone(published.zone).date(), clinic.start)
    ]
    return kept, held


def _sick(
    published: PublishedRota,
    standing: list[StandingShift],
    clinics: list[Clinic],
    sick: Sick,
    lost: list[ShiftTakenAway],
) -> tuple[list[StandingShift], list[Clinic]]:
    kept: list[StandingShift] = []
    for placed in standing:
        shift = placed.shift
        if shift.clinician.gmc != sick.clinician or shift.end <= sick.start or sick.end <= shift.start:
            kept.append(placed)
            continue
        kept += [replace(placed, shift=piece) for piece in outside(shift, sick.start, sick.end)]
        missed = replace(shift, start=max(shift.start, sick.start), end=min(shift.end, sick.end))
        lost.append(ShiftTakenAway(missed, sick.id))
    person = published.people.get(sick.clinician)
    held = [c for c in clinics if person is None or c.clinician != person.id or not sick.start <= c.start < sick.end]
    return kept, held
