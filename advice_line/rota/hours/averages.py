"""Averages over a reference period: the week, weekends, nights; and prospective cover.

Only a rota's own duties are known here: ordinary day work is not in the file, so an average that is kept may
still be broken by the whole week.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import ceil

from advice_line.rota.hours.limits import RULES, Limits, RuleId
from advice_line.rota.hours.worked import Broken, Worked, broken
from advice_line.rota.model import Leave

REFERENCE_WEEKS = 26
LAW_REFERENCE_WEEKS = 17
_WEEK = timedelta(days=7)


def average_rules(
    shifts: Sequence[Worked], leave: Sequence[Leave], first: date, until: date, limits: Limits
) -> Iterator[Broken]:
    """The terms' averages of one person's resident shifts on the dates [first, until)."""
    yield from _week_average("week-average", shifts, leave, first, until, REFERENCE_WEEKS, limits)
    yield from _weekends(shifts, first, until, limits)


def law_averages(
    shifts: Sequence[Worked], leave: Sequence[Leave], first: date, until: date, limits: Limits
) -> Iterator[Broken]:
    """The law's averages, over 17 weeks; leave is left out of the period (reg 4(6))."""
    yield from _week_average("law-week-average", shifts, leave, first, until, LAW_REFERENCE_WEEKS, limits)
    if any(w.night for w in shifts):
        yield from _night_average(shifts, first, until, limits)


def prospective_cover(week_hours: float, leave_weeks: float, leave_week_hours: float) -> float:
    """The average week of one who works the hours that would have fallen into their leave at other times.

    ``(week_hours x 52 - leave_weeks x leave_week_hours) / (52 - leave_weeks)``, in hours.
    """
    if not 0 <= leave_weeks < 52:
        raise ValueError("leave must be at least 0 and under 52 weeks")
    return (week_hours * 52 - leave_weeks * leave_week_hours) / (52 - leave_weeks)


def average_week(shifts: Sequence[Worked], leave: Sequence[Leave], first: date, until: date) -> float:
    """Hours a week on the dates [first, until), the days of leave left out; 0 where there are no days left."""
    at_work = (until - first).days - _days_of_leave(leave, first, until)
    hours = sum(w.hours for w in shifts if first <= w.date < until)
    return hours / (at_work / 7) if at_work > 0 else 0.0


def _periods(first: date, until: date, weeks: int) -> Iterator[tuple[date, date]]:
    """Every reference period that begins a week later than the one before; all of it where there is less."""
    length = timedelta(weeks=weeks)
    if until - first <= length:
        yield first, until
        return
    begins = first
    while begins + length <= until:
        yield begins, begins + length
        begins += _WEEK


def _week_average(
    rule: RuleId,
    shifts: Sequence[Worked],
    leave: Sequence[Leave],
    first: date,
    until: date,
    weeks: int,
    limits: Limits,
) -> Iterator[Broken]:
    """The worst period alone: the same hours break every period that holds them."""
    days = [w.date for w in shifts]
    hours = [0.0, *accumulate(w.hours for w in shifts)]
    worst: tuple[float, int, int] | None = None
    for begins, ends in _periods(first, until, weeks):
        place, last = bisect_left(days, begins), bisect_left(days, ends)
        at_work = (ends - begins).days - _days_of_leave(leave, begins, ends)
        if last == place or at_work < 7:
            continue
        average = (hours[last] - hours[place]) / (at_work / 7)
        if worst is None or average > worst[0]:
            worst = (average, place, last)
    if worst and (found := broken(rule, limits, shifts[worst[1] : worst[2]], worst[0], unit=" h a week")):
        yield found


def _days_of_leave(leave: Sequence[Leave], first: date, until: date) -> int:
    days = {
        day
        for away in leave
        for day in range(max(away.first, first).toordinal(), min(away.last + timedelta(days=1), until).toordinal())
    }
    return len(days)


def _weekends(shifts: Sequence[Worked], first: date, until: date, limits: Limits) -> Iterator[Broken]:
    """A weekend counts when any work falls between the start of Saturday and the end of Sunday."""
    on: dict[date, Worked] = {}
    for w in shifts:
        for day in {w.start.date(), (w.end - timedelta(microseconds=1)).date()}:
            if day.weekday() >= 5:
                on.setdefault(day - timedelta(days=day.weekday() - 5), w)
    saturdays = sorted(on)
    worst: tuple[float, Broken] | None = None
    for begins, ends in _periods(first, until, REFERENCE_WEEKS):
        there = saturdays[bisect_left(saturdays, begins) : bisect_left(saturdays, ends)]
        all_of_them = ((ends - begins).days + 6) // 7
        if not there:
            continue
        evidence = tuple(on[day].shift for day in there)
        limit = limits.of("weekends", evidence[-1].date, evidence[-1].clinician.gmc)
        # In a period that is no whole number of turns one weekend more is the calendar's doing, not the rota's.
        over = len(there) - ceil(all_of_them / limit)
        if over > 0 and (worst is None or over > worst[0]):
            worst = (over, Broken(RULES["weekends"], evidence, f"{len(there)} of {all_of_them}", limit))
    if worst:
        yield worst[1]


def _night_average(shifts: Sequence[Worked], first: date, until: date, limits: Limits) -> Iterator[Broken]:
    """Hours over the days that are not weekly rest: six in seven (reg 6(5))."""
    days = [w.date for w in shifts]
    hours = [0.0, *accumulate(w.hours for w in shifts)]
    worst: tuple[float, int, int] | None = None
    for begins, ends in _periods(first, until, LAW_REFERENCE_WEEKS):
        place, last = bisect_left(days, begins), bisect_left(days, ends)
        span = (ends - begins).days
        if last > place and span >= 7:
            average = (hours[last] - hours[place]) / (span * 6 / 7)
            if worst is None or average > worst[0]:
                worst = (average, place, last)
    if worst is None:
        return
    average, place, last = worst
    if found := broken("law-night-average", limits, shifts[place:last], average, unit=" h a day"):
        yield found
