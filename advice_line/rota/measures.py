"""How well a roster covered a period, by asking the resolver at every change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from advice_line.rota.ladder import Ladder, ladder
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


def stretches(
    shifts: Timeline[Shift], clinics: Timeline[Clinic], begins: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, Ladder]]:
    """(start, end, ladder) for each stretch of [begins, until) in which who answers does not change."""
    moments = {begins, until}
    for timeline in (shifts, clinics):
        for start, end, _ in timeline.segments_from(begins):
            moments.update(moment for moment in (start, end) if begins < moment < until)
    ordered = sorted(moments)
    for start, end in pairwise(ordered):
        yield start, end, ladder(shifts, clinics, start)


def coverage(shifts: Timeline[Shift], clinics: Timeline[Clinic], begins: datetime, until: datetime) -> Coverage:
    """The coverage of a desk's roster in [begins, until)."""
    total = {"answered": timedelta(), "nobody": timedelta(), "clinic": timedelta(), "first": timedelta()}
    for start, end, found in stretches(shifts, clinics, begins, until):
        if found.answering is None:
            total["clinic" if found.passed_over else "nobody"] += end - start
        else:
            total["answered"] += end - start
            if found.passed_over:
                total["first"] += end - start
    return Coverage(until - begins, total["answered"], total["nobody"], total["clinic"], total["first"])
