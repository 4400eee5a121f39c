"""The Working Time Regulations 1998, for everybody who works resident shifts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from advice_line.rota.hours.limits import Limits
from advice_line.rota.hours.worked import HOUR, Broken, Worked, broken


def law_rules(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    """Daily and weekly rest of one person's resident shifts, in order of time."""
    for before, after in pairwise(shifts):
        rest = (after.start - before.end) / HOUR
        if rest > 0 and (found := broken("law-daily-rest", limits, [before, after], rest, least=True)):
            yield found
    yield from _weekly_rest(shifts, limits)


def _weekly_rest(shifts: Sequence[Worked], limits: Limits) -> Iterator[Broken]:
    """A stretch of over 7 days without the rest is a breach unless 14 days around it hold twice as much."""
    stretch: list[Worked] = []
    for place, w in enumerate(shifts):
        if stretch:
            rest = (w.start - stretch[-1].end) / HOUR
            if rest >= limits.of("law-weekly-rest", w.date, w.shift.clinician.gmc):
                stretch = []
        stretch.append(w)
        if w.end - stretch[0].start <= timedelta(days=7):
            continue
        longest = max((b.start - a.end for a, b in pairwise(stretch)), default=timedelta()) / HOUR
        if not _rest_in_fourteen_days(shifts, place, stretch[0].start, limits):
            if found := broken("law-weekly-rest", limits, stretch, longest, least=True):
                yield found
            stretch = []


def _rest_in_fourteen_days(shifts: Sequence[Worked], place: int, begins: datetime, limits: Limits) -> bool:
    """Whether the 14 days from ``begins``, or the 14 that end with this shift, hold two rests, or one of both."""
    least = limits.of("law-weekly-rest", shifts[place].date, shifts[place].shift.clinician.gmc)
    ends = shifts[place].end
    for start, end in ((begins, begins + timedelta(days=14)), (ends - timedelta(days=14), ends)):
        near = [w for w in shifts[max(place - 40, 0) : place + 40] if w.end > start and w.start < end]
        edges = [start, *(t for w in near for t in (w.start, w.end)), end]
        rests = [(b - a) / HOUR for a, b in zip(edges[::2], edges[1::2], strict=True)]
        if sum(int(rest // least) for rest in rests if rest > 0) >= 2:
            return True
    return False
