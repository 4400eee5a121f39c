"""Resident doctors' hours rules (2016 terms, 2019 refresh) over one registrar's shifts.

Only the shifts of one rota file are known here: ordinary day work is not in it, so a rule that is kept
here may still be broken by the whole week. Limits: NHS Employers, "rota rules at a glance".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from advice_line.rota.model import Shift

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule broken: at which shift, and what it comes to."""

    rule: str
    shift: Shift
    found: str


def broken_rules(shifts: Sequence[Shift], zone: ZoneInfo) -> Iterator[Broken]:
    """Every place where one registrar's shifts break a rule; ``shifts`` of one clinician, in any order."""
    in_order = sorted(shifts, key=lambda shift: shift.start)
    resident = [shift for shift in in_order if shift.duty.resident]
    yield from _too_long(resident)
    yield from _too_little_rest(resident)
    yield from _too_much_in_a_week(resident)
    yield from _in_a_row(resident, lambda s: True, 7, 48, "shifts")
    yield from _in_a_row(resident, lambda s: s.end - s.start > 10 * HOUR, 4, 48, "long shifts")
    yield from _in_a_row(resident, lambda s: is_late_long(s, zone), 4, 48, "long late shifts")
    yield from _in_a_row(resident, lambda s: is_night(s, zone), 4, 46, "nights", rest_always=True)
    yield from _non_resident([shift for shift in in_order if not shift.duty.resident])


def is_night(shift: Shift, zone: ZoneInfo) -> bool:
    """At least three hours between 23:00 and 06:00."""
    begins = datetime.combine(shift.start.astimezone(zone).date(), time(23), zone)
    inside = timedelta()
    for start in (begins - timedelta(days=1), begins):
        end = datetime.combine(start.date() + timedelta(days=1), time(6), zone)
        inside += max(min(shift.end, end) - max(shift.start, start), timedelta())
    return inside >= 3 * HOUR


def is_late_long(shift: Shift, zone: ZoneInfo) -> bool:
    """Over ten hours and ending after 23:00, not a night."""
    end = shift.end.astimezone(zone)
    late = end.time() > time(23) or end.date() > shift.start.astimezone(zone).date()
    return shift.end - shift.start > 10 * HOUR and late and not is_night(shift, zone)


def _hours(span: timedelta) -> str:
    return f"{span / HOUR:g} h"


def _too_long(shifts: Sequence[Shift]) -> Iterator[Broken]:
    for shift in shifts:
        # An hour more on the night the clocks go back is not the rota's doing: the wall times count.
        if shift.end - shift.start > 13 * HOUR and _wall_length(shift) > 13 * HOUR:
            yield Broken("one shift is at most 13 h", shift, f"{_hours(_wall_length(shift))}")


def _wall_length(shift: Shift) -> timedelta:
    start = datetime.combine(shift.date, shift.duty.start)
    end = datetime.combine(shift.date, shift.duty.end)
    return end - start if end > start else end + timedelta(days=1) - start


def _too_little_rest(shifts: Sequence[Shift]) -> Iterator[Broken]:
    for first, second in pairwise(shifts):
        rest = second.start - first.end
        if timedelta() < rest < 11 * HOUR:
            yield Broken("11 h rest between shifts", second, f"{_hours(rest)}")


def _too_much_in_a_week(shifts: Sequence[Shift]) -> Iterator[Broken]:
    first = 0
    for last, shift in enumerate(shifts):
        while shift.end - shifts[first].start > 168 * HOUR:
            first += 1
        worked = sum((s.end - s.start for s in shifts[first : last + 1]), timedelta())
        if worked > 73 * HOUR:  # one hour is left for the night on which the clocks go back
            yield Broken("72 h in any 168 h", shift, f"{_hours(worked)}")


def _in_a_row(
    shifts: Sequence[Shift],
    wanted: Callable[[Shift], bool],
    most: int,
    rest_hours: int,
    what: str,
    *,
    rest_always: bool = False,
) -> Iterator[Broken]:
    run = 0
    previous: Shift | None = None
    for shift in shifts:
        adjacent = previous is not None and (shift.date - previous.date).days <= 1
        if previous is not None and run and not (adjacent and wanted(shift)):
            rest = shift.start - previous.end
            if (run >= most or rest_always) and rest < (rest_hours - 1) * HOUR:
                rule = f"{rest_hours} h rest after {'' if rest_always else f'{most} '}{what}"
                yield Broken(rule, shift, _hours(rest))
        run = (run + 1 if adjacent else 1) if wanted(shift) else 0
        if run == most + 1:
            yield Broken(f"at most {most} {what} in a row", shift, f"{run}")
        previous = shift


def _non_resident(shifts: Sequence[Shift]) -> Iterator[Broken]:
    for shift in shifts:
        if _wall_length(shift) > 24 * HOUR:
            yield Broken("non-resident on-call is at most 24 h", shift, _hours(_wall_length(shift)))
    for first, second in pairwise(shifts):
        if (second.date - first.date).days == 1 and first.date.weekday() != 5:
            yield Broken("non-resident on-call not on consecutive days, but Saturday with Sunday", second, "2 days")
    for index, shift in enumerate(shifts):
        week = [s for s in shifts[max(0, index - 7) : index + 1] if (shift.date - s.date).days < 7]
        if len(week) > 3:
            yield Broken("non-resident on-call at most 3 times in 7 days", shift, f"{len(week)}")
