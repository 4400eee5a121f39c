"""From what the file says to shifts and clinics, one date at a time.

Every date stands on its own: the turn of a rolling template is computed from the date, never from a
stored position, so the age of a rota costs nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from advice_line.rota.model import Calendar, Clinic, ClinicRule, Duty, Rota, Shift, Swap

Holder = tuple[str, str]
ONE_DAY = timedelta(days=1)


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """A wall time as an instant in UTC.

    A time the clocks skip takes the offset before the change; one that comes twice is the first
    (``fold=0``; RFC 5545 section 3.3.5).
    """
    return datetime.combine(day, wall, zone).astimezone(UTC)


@lru_cache(maxsize=64)
def bank_holidays_of(calendar: Calendar, year: int) -> frozenset[date]:
    """The bank holidays of one of the four nations in a year."""
    import holidays  # here: 80 ms that only files with bank holidays should pay

    return frozenset(holidays.country_holidays("GB", subdiv=calendar, years=year))


def is_bank_holiday(rota: Rota, day: date) -> bool:
    """Whether the file's calendar makes this date a bank holiday."""
    if rota.bank_holidays is None:
        return False
    return day in bank_holidays_of(rota.bank_holidays.calendar, day.year)


def on_leave(rota: Rota, clinician: str, day: date) -> bool:
    return any(away.first <= day <= away.last for away in rota.leave_of.get(clinician, ()))


def holders_before_leave(rota: Rota, day: date, swaps: Iterable[Swap] | None = None) -> dict[Holder, None]:
    """Who holds which duty on a date, swaps applied and leave not yet: ordered (clinician, code) pairs.

    ``swaps`` narrows which swaps are applied; by default all of that date, in the file's order.
    """
    column = day.weekday()
    if rota.bank_holidays is not None and rota.bank_holidays.run_as is not None and is_bank_holiday(rota, day):
        column = rota.bank_holidays.run_as
    holders: dict[Holder, None] = {}
    for pattern in rota.patterns:
        if pattern.from_ <= day and (pattern.until is None or day < pattern.until):
            turn = (day - pattern.from_).days // 7 - 1
            for clinician, start in pattern.starts:
                for code in pattern.weeks[(turn + start) % len(pattern.weeks)][column]:
                    holders[clinician, code] = None
    for extra in rota.shifts_of_day.get(day, ()):
        holders[extra.clinician, extra.duty] = None
    for swap in rota.swaps_of_day.get(day, ()) if swaps is None else swaps:
        if swap.date == day and (swap.from_, swap.duty) in holders:
            del holders[swap.from_, swap.duty]
            holders[swap.to, swap.duty] = None
    return holders


def shifts_on(rota: Rota, day: date) -> list[Shift]:
    """The shifts that begin on a date, leave taken away."""
    return [
        shift
        for clinician, code in holders_before_leave(rota, day)
        if not on_leave(rota, clinician, day)
        for shift in _shift(rota, clinician, rota.duty_by_code[code], day)
    ]


def _shift(rota: Rota, clinician: str, duty: Duty, day: date) -> Iterator[Shift]:
    start = instant(day, duty.start, rota.zone)
    end = instant(day if duty.end > duty.start else day + ONE_DAY, duty.end, rota.zone)
    if start < end:  # a duty that lies wholly within skipped time has no instant
        yield Shift(rota.clinician_by_id[clinician], duty, day, start, end)


def clinic_days(rota: Rota, rule: ClinicRule, day: date) -> bool:
    """Whether a clinic is held on a date."""
    if day.weekday() not in rule.days or day in rule.except_:
        return False
    if rule.from_ is not None:
        if day < rule.from_:
            return False
        monday = rule.from_ - timedelta(days=rule.from_.weekday())
        if (day - monday).days // 7 % rule.every:
            return False
    if rule.until is not None and day >= rule.until:
        return False
    if rota.bank_holidays is not None and not rota.bank_holidays.clinics and is_bank_holiday(rota, day):
        return False
    return not on_leave(rota, rule.clinician, day)


def clinics_on(rota: Rota, day: date) -> list[Clinic]:
    """The clinics of a date; those of one clinician that touch or overlap are one, for nobody is free between."""
    held = sorted(
        (
            Clinic(rule.clinician, instant(day, rule.start, rota.zone), instant(day, rule.end, rota.zone))
            for rule in rota.clinics
            if clinic_days(rota, rule, day)
        ),
        key=lambda clinic: (clinic.clinician, clinic.start),
    )
    merged: list[Clinic] = []
    for clinic in held:
        if clinic.end <= clinic.start:
            continue
        last = merged[-1] if merged else None
        if last and last.clinician == clinic.clinician and clinic.start <= last.end:
            merged[-1] = Clinic(last.clinician, last.start, max(last.end, clinic.end))
        else:
            merged.append(clinic)
    return merged


def shifts_between(rota: Rota, first: date, until: date) -> Iterator[Shift]:
    """The shifts that begin on the dates [first, until)."""
    for ordinal in range(first.toordinal(), until.toordinal()):
        yield from shifts_on(rota, date.fromordinal(ordinal))


def clinics_between(rota: Rota, first: date, until: date) -> Iterator[Clinic]:
    """The clinics held on the dates [first, until)."""
    for ordinal in range(first.toordinal(), until.toordinal()):
        yield from clinics_on(rota, date.fromordinal(ordinal))
