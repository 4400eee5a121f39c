"""The rules for non-resident on-call: how long, how often, the day after, and rest that calls have broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from advice_line.rota.hours.limits import Limits
from advice_line.rota.hours.worked import DAY, HOUR, Broken, Worked, broken

_SATURDAY = 5
_REST_FROM, _REST_UNTIL = time(22), time(7)


@dataclass(frozen=True, slots=True)
class CallTaken:
    """A call that a clinician on call took: from when to when they were at work with it, in UTC."""

    gmc: str
    start: datetime
    end: datetime


def non_resident_rules(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    """Every breach by one person's shifts; ``shifts`` holds resident ones too, for the day after."""
    on_call = [w for w in shifts if not w.shift.duty.resident]
    for w in on_call:
        if found := broken("on-call-length", limits, [w], w.hours):
            yield found
    for before, after in pairwise(on_call):
        next_day = (after.date - before.date).days == 1 and before.date.weekday() != _SATURDAY
        if next_day and (found := broken("on-call-consecutive", limits, [before, after], 2, unit=" days in a row")):
            yield found
    for index, w in enumerate(on_call):
        week = [v for v in on_call[max(0, index - 7) : index + 1] if (w.date - v.date).days < 7]
        if found := broken("on-call-in-week", limits, week, len(week), unit=" in 7 days"):
            yield found
    yield from _day_after(shifts, limits)


def _day_after(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    on_call = {w.date: w for w in shifts if not w.shift.duty.resident}
    for w in shifts:
        before = on_call.get(w.date - DAY)
        if before is None or not w.shift.duty.resident:
            continue
        if found := broken("on-call-day-after", limits, [before, w], w.hours):
            yield found


def broken_rest(
    shifts: Sequence[Worked], calls: Sequence[CallTaken], limits: Limits, zone: ZoneInfo
) -> Iterator[Broken]:
    """One person's non-resident duties in which logged calls left too little rest: in all, or unbroken at night."""
    theirs = [call for call in calls if shifts and call.gmc == shifts[0].shift.clinician.gmc]
    if not theirs:
        return
    for w in shifts:
        if w.shift.duty.resident:
            continue
        busy = [
            (call.start.astimezone(zone).replace(tzinfo=None), call.end.astimezone(zone).replace(tzinfo=None))
            for call in theirs
            if call.start < w.shift.end and w.shift.start < call.end
        ]
        if not busy:
            continue
        free = _free(w.start, w.end, busy)
        rest = sum((end - start for start, end in free), timedelta()) / HOUR
        if w.hours >= 24 and (found := broken("on-call-rest", limits, [w], rest, least=True)):
            yield found
        night = _night_of(w)
        if night is not None:
            longest = max((end - start for start, end in _free(*night, busy)), default=timedelta()) / HOUR
            if found := broken("on-call-rest-unbroken", limits, [w], longest, least=True):
                yield found


def _night_of(w: Worked) -> tuple[datetime, datetime] | None:
    """22:00 to 07:00 as far as the duty covers it, where it covers enough of it for the rest to be owed."""
    for day in (w.start.date() - DAY, w.start.date()):
        begins = max(w.start, datetime.combine(day, _REST_FROM))
        until = min(w.end, datetime.combine(day + DAY, _REST_UNTIL))
        if until - begins >= 5 * HOUR:
            return begins, until
    return None


def _free(
    start: datetime, end: datetime, busy: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    free: list[tuple[datetime, datetime]] = []
    moment = start
    for begins, until in sorted(busy):
        if begins > moment and moment < end:
            free.append((moment, min(begins, end)))
        moment = max(moment, until)
    if moment < end:
        free.append((moment, end))
    return free
