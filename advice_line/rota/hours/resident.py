"""The rules for resident shifts: their length, the rest between them, and how many in a row."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, pairwise

from advice_line.rota.hours.limits import Limits, RuleId
from advice_line.rota.hours.worked import HOUR, Broken, Worked, broken

_WEEK = timedelta(hours=168)


def resident_rules(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    """Every breach by one person's resident shifts, in order of time."""
    stints = unbroken(shifts)
    for stint in stints:
        hours = (max(w.end for w in stint) - stint[0].start) / HOUR
        if found := broken("shift-length", limits, stint, hours):
            yield found
    for before, after in pairwise(stints):
        rest = (after[0].start - before[-1].end) / HOUR
        if found := broken("rest-between", limits, [before[-1], after[0]], rest, least=True):
            yield found
    yield from _any_168_hours(shifts, limits)
    yield from _runs(shifts, limits, lambda w: True, "shift-run", "shift-run-rest")
    yield from _runs(shifts, limits, lambda w: w.long, "long-run", "long-run-rest")
    yield from _runs(shifts, limits, lambda w: w.late_long, "late-run", "late-run-rest")
    yield from _runs(shifts, limits, lambda w: w.night, "night-run", "night-rest", rest_always=True)


def unbroken(shifts: Sequence[Worked]) -> list[list[Worked]]:
    """Shifts that touch or overlap are one stint of work, whatever the rota calls them."""
    stints: list[list[Worked]] = []
    for w in shifts:
        if stints and w.start <= stints[-1][-1].end:
            stints[-1].append(w)
        else:
            stints.append([w])
    return stints


def breaks_due(hours: float, night: bool) -> int:
    """Breaks of 30 minutes due in a shift: one over 5 h, two over 9 h, three in a night of 12 h or more."""
    if night and hours >= 12:
        return 3
    return 2 if hours > 9 else 1 if hours > 5 else 0


def _any_168_hours(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    """The hours in a window are most where it begins with a shift or ends with one; each breach is told once."""
    starts = [w.start for w in shifts]
    until = [0.0, *accumulate(w.hours for w in shifts)]

    def hours_before(moment: datetime) -> float:
        place = bisect_right(starts, moment) - 1
        if place < 0:
            return 0.0
        last = shifts[place]
        return until[place] + min((moment - last.start) / HOUR, last.hours)

    told: datetime | None = None
    begins = sorted({w.start for w in shifts} | {w.end - _WEEK for w in shifts})
    for begin in begins:
        if told is not None and begin < told:
            continue
        hours = hours_before(begin + _WEEK) - hours_before(begin)
        if hours <= 40:  # no limit is as low: most weeks are spared the search for their evidence
            continue
        first, last = max(bisect_right(starts, begin) - 2, 0), bisect_right(starts, begin + _WEEK)
        inside = [w for w in shifts[first:last] if _touches(w, begin)]
        if found := broken("week-72", limits, inside, hours):
            told = begin + _WEEK
            yield found


def _touches(w: Worked, begin: datetime) -> bool:
    return w.end > begin and w.start < begin + _WEEK


def _runs(
    shifts: Sequence[Worked],
    limits: Limits,
    wanted: Callable[[Worked], bool],
    most: RuleId,
    rest: RuleId,
    *,
    rest_always: bool = False,
) -> Iterator[Broken]:
    """Runs on days that follow each other: not too long, and then enough rest.

    The rest is owed after the longest run allowed, or after any run where ``rest_always``.
    """
    run: list[Worked] = []
    days = 0  # two shifts that begin on one day are one day of a run
    for w in shifts:
        follows = bool(run) and (w.date - run[-1].date).days <= 1
        if follows and wanted(w):
            another = w.date != run[-1].date
            days += another
            run.append(w)
            longest = limits.of(most, w.date, w.shift.clinician.gmc)
            if another and days == int(longest) + 1:
                yield from _found(broken(most, limits, run, days, unit=" in a row"))
            continue
        if run:
            longest = limits.of(most, run[-1].date, w.shift.clinician.gmc)
            if rest_always or days >= longest:
                free = (w.start - run[-1].end) / HOUR
                yield from _found(broken(rest, limits, [run[-1], w], free, least=True))
        run = [w] if wanted(w) else []
        days = len(run)


def _found(one: Broken | None) -> Iterator[Broken]:
    if one is not None:
        yield one
