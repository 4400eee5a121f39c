"""The dates a rota file is judged on, and what it comes to in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.rota.ladder import clinic_order, ladder_order
from advice_line.rota.model import FIRST_YEAR, Clinic, Rota, Shift
from advice_line.rota.roster import last_dated
from advice_line.rota.timeline import Timeline

JUDGED_DAYS = 1_096
"""Of a longer rota the last three years are held against gaps and hours rules: its age costs nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """The dates [first, until), with the shifts that begin and the clinics that are held on them."""

    first: date
    until: date
    shifts: tuple[Shift, ...]
    clinics: tuple[Clinic, ...]
    timeline: Timeline[Shift]
    busy: Timeline[Clinic]


def window(rota: Rota) -> Window:
    """From the first covered date to the last, the last three years of them at most; an endless pattern is judged
    a year beyond the last date named."""
    begins = [pattern.from_ for pattern in rota.patterns] + [shift.date for shift in rota.shifts]
    first = min(begins, default=date.min)
    if any(pattern.until is None for pattern in rota.patterns):
        until = last_dated(rota) + timedelta(days=366)
    else:
        ends = [pattern.until for pattern in rota.patterns if pattern.until]
        until = max([*ends, *(shift.date + timedelta(days=1) for shift in rota.shifts)], default=first)
    return window_between(rota, max(first, judged_from(until)), until)


def window_between(rota: Rota, first: date, until: date) -> Window:
    """What a rota comes to on the dates [first, until)."""
    shifts = tuple(shifts_between(rota, first, until))
    clinics = tuple(clinics_between(rota, first, until))
    return Window(first, until, shifts, clinics, Timeline(shifts, ladder_order), Timeline(clinics, clinic_order))


def judged_from(until: date) -> date:
    """The first date that is judged of what a rota comes to until another."""
    return until - timedelta(days=JUDGED_DAYS) if until.year > FIRST_YEAR else until
