"""Holes in a rota: gaps, doubles, and clinics with nobody behind, found by asking the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.rota.ladder import clinic_order, ladder, ladder_order
from advice_line.rota.model import Clinic, Rota, Shift
from advice_line.rota.roster import last_dated
from advice_line.rota.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which nobody on rung 1, or nobody at all, is on duty."""

    start: datetime
    end: datetime
    nobody: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The dates a rota is judged on, and what it comes to in them."""

    first: date
    until: date
    shifts: tuple[Shift, ...]
    clinics: tuple[Clinic, ...]
    timeline: Timeline[Shift]


def window(rota: Rota) -> Window:
    """From the first covered date to the last; an endless pattern is judged a year beyond the last date named."""
    begins = [pattern.from_ for pattern in rota.patterns] + [shift.date for shift in rota.shifts]
    first = min(begins, default=date.min)
    if any(pattern.until is None for pattern in rota.patterns):
        until = last_dated(rota) + timedelta(days=366)
    else:
        ends = [pattern.until for pattern in rota.patterns if pattern.until]
        ends += [shift.date + timedelta(days=1) for shift in rota.shifts]
        until = max(ends, default=first)
    shifts = tuple(shifts_between(rota, first, until))
    clinics = tuple(clinics_between(rota, first, until))
    return Window(first, until, shifts, clinics, Timeline(shifts, ladder_order))


def gaps(view: Window) -> Iterator[Gap]:
    """The gaps between the first shift and the last."""
    if not view.shifts:
        return
    found: list[Gap] = []
    for start, end, on in view.timeline.segments_from(view.shifts[0].start):
        if any(shift.duty.rung == 1 for shift in on):
            continue
        gap = Gap(start, end, nobody=not on)
        if found and found[-1].end == start and found[-1].nobody == gap.nobody:
            found[-1] = Gap(found[-1].start, end, gap.nobody)
        else:
            found.append(gap)
    yield from found


def doubles(view: Window) -> Iterator[tuple[Shift, Shift]]:
    """Pairs of overlapping shifts of one clinician."""
    by_clinician: dict[str, list[Shift]] = {}
    for shift in sorted(view.shifts, key=lambda shift: shift.start):
        by_clinician.setdefault(shift.clinician.id, []).append(shift)
    for shifts in by_clinician.values():
        for first, second in pairwise(shifts):
            if second.start < first.end:
                yield first, second


def clinics_with_nobody_behind(view: Window) -> Iterator[tuple[Clinic, datetime]]:
    """Clinics held on duty, each with the first instant at which nobody else could answer."""
    clinics = Timeline(view.clinics, clinic_order)
    for clinic in view.clinics:
        for start, end, _ in view.timeline.segments_from(clinic.start):
            if start >= clinic.end:
                break
            moment = max(start, clinic.start)
            if end <= moment:
                continue
            rungs = ladder(view.timeline, clinics, moment)
            if rungs.answering is None and any(r.clinician.id == clinic.clinician for r in rungs.passed_over):
                yield clinic, moment
                break
