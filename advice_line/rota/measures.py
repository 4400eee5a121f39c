"""How well a roster covered a period, by asking the resolver at every change."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.rota.gaps import stretches
from advice_line.rota.model import Clinic, Shift
from advice_line.rota.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Coverage:
    """Time in a period: all of it, with somebody to answer, with nobody, and with nobody because of clinics."""

    period: timedelta
    answered: timedelta
    nobody: timedelta
    all_in_clinic: timedelta
    first_in_clinic: timedelta


def coverage(shifts: Timeline[Shift], clinics: Timeline[Clinic], begins: datetime, until: datetime) -> Coverage:
    """The coverage of a desk's roster in [begins, until)."""
    total = {"answered": timedelta(), "nobody": timedelta(), "clinic": timedelta(), "first": timedelta()}
    for start, end, _, found in stretches(shifts, clinics, begins, until):
        if found.answering is None:
            total["clinic" if found.passed_over else "nobody"] += end - start
        else:
            total["answered"] += end - start
            if found.passed_over:
                total["first"] += end - start
    return Coverage(until - begins, total["answered"], total["nobody"], total["clinic"], total["first"])


def hours_by_rung(shifts: Timeline[Shift], begins: datetime, until: datetime) -> dict[int, timedelta]:
    """How long each rung had somebody on duty in [begins, until); 3 stands for the third and all further ones."""
    total: dict[int, timedelta] = {}
    for start, end, on in shifts.segments_from(begins):
        if start >= until:
            break
        span = min(end, until) - max(start, begins)
        for rung in {min(shift.duty.rung, 3) for shift in on}:
            total[rung] = total.get(rung, timedelta()) + span
    return total
