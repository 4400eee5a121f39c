"""What is wrong with a roster ahead, to the minute, found by asking the resolver at every edge.

Nothing is sampled: between two edges (a shift or a clinic begins or ends) nothing changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from advice_line.rota.ladder import Ladder, ladder
from advice_line.rota.model import Clinic, Clinician, Shift
from advice_line.rota.timeline import Timeline
from advice_line.words.spans import hours_words

Span = tuple[datetime, datetime]


class GapKind(StrEnum):
    """What is missing or doubled, the worst first."""

    NOBODY = "nobody on duty"
    ALL_IN_CLINIC = "everyone in clinic"
    OWN_CLINIC = "on call in own clinic, nobody behind"
    NO_FIRST = "nobody on rung 1"
    NO_CONSULTANT = "no consultant answerable"
    NO_CONTACT = "no contact"
    TWICE = "one person twice"
    CLOCKS = "the clocks change"


UNANSWERED = (GapKind.NOBODY, GapKind.ALL_IN_CLINIC, GapKind.OWN_CLINIC)
"""The gaps in which a caller reaches nobody."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One hole [start, end) in UTC, with whom it concerns and, for the clocks, what it does to them."""

    kind: GapKind
    start: datetime
    end: datetime
    who: tuple[Clinician, ...] = ()
    words: str = ""

    @property
    def minutes(self) -> int:
        return round((self.end - self.start).total_seconds() / 60)


def stretches(
    shifts: Timeline[Shift],
    clinics: Timeline[Clinic],
    begins: datetime,
    until: datetime,
    edges: Iterable[datetime] = (),
) -> Iterator[tuple[datetime, datetime, tuple[Shift, ...], Ladder]]:
    """(start, end, shifts, ladder) for each stretch of [begins, until) in which nothing changes."""
    moments = {begins, until, *(edge for edge in edges if begins < edge < until)}
    for timeline in (shifts, clinics):
        for start, end, _ in timeline.segments_from(begins):
            if start >= until:
                break
            moments.update(moment for moment in (start, end) if begins < moment < until)
    ordered = sorted(moments)
    for start, end in pairwise(ordered):
        yield start, end, shifts.covering(start), ladder(shifts, clinics, start)


def gaps(
    shifts: Timeline[Shift],
    clinics: Timeline[Clinic],
    begins: datetime,
    until: datetime,
    zone: ZoneInfo,
    supervisor_away: Sequence[Span] = (),
) -> list[Gap]:
    """Every gap of [begins, until), in order of time; one that goes on over an edge is one gap.

    ``supervisor_away`` are the times at which the desk's supervisor cannot stand in for a consultant on call.
    """
    found: list[Gap] = []
    open_ones: dict[tuple[GapKind, tuple[Clinician, ...]], int] = {}
    edges = [edge for span in supervisor_away for edge in span]
    for start, end, on, rungs in stretches(shifts, clinics, begins, until, edges):
        for kind, who in _wrong(on, rungs, any(s <= start < e for s, e in supervisor_away)):
            place = open_ones.get((kind, who))
            if place is not None and found[place].end == start:
                found[place] = replace(found[place], end=end)
            else:
                open_ones[kind, who] = len(found)
                found.append(Gap(kind, start, end, who))
    found += clock_changes(shifts, begins, until, zone)
    order = list(GapKind)
    return sorted(found, key=lambda gap: (gap.start, order.index(gap.kind), gap.end))


def _wrong(
    on: tuple[Shift, ...], rungs: Ladder, supervisor_away: bool
) -> Iterator[tuple[GapKind, tuple[Clinician, ...]]]:
    people = tuple(rung.clinician for rung in rungs.rungs)
    if not people:
        yield GapKind.NOBODY, ()
    elif rungs.answering is None:
        yield (GapKind.OWN_CLINIC if len(people) == 1 else GapKind.ALL_IN_CLINIC), people
    if people and all(shift.duty.rung != 1 for shift in on):
        yield GapKind.NO_FIRST, ()
    if supervisor_away and people and not any(person.grade == "consultant" for person in people):
        yield GapKind.NO_CONSULTANT, ()
    for person in people:
        if not person.contacts:
            yield GapKind.NO_CONTACT, (person,)
    if len(on) > len(people):
        names = [shift.clinician.id for shift in on]
        for person in people:
            if names.count(person.id) > 1:
                yield GapKind.TWICE, (person,)


def clock_changes(shifts: Timeline[Shift], begins: datetime, until: datetime, zone: ZoneInfo) -> Iterator[Gap]:
    """The nights on which the clocks change, who is on then, and whether a handover falls into the odd hour."""
    for change, by in transitions(begins, until, zone):
        span = abs(by)
        start, end = (change, change + by) if by > timedelta() else (change - span, change + span)
        on = {*shifts.covering(start - timedelta(seconds=1)), *shifts.covering(start), *shifts.covering(end)}
        wall = (change - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) + timedelta(seconds=1)
        odd = (wall, wall + by) if by > timedelta() else (wall - span, wall)
        minutes = round(span.total_seconds() / 60)
        skipped = by > timedelta()
        words = (
            f"{hours_words(*odd)} {'is skipped' if skipped else 'comes twice'}: "
            f"a duty over it is {minutes} minutes {'shorter' if skipped else 'longer'}"
        )
        if any(odd[0] <= edge < odd[1] for shift in on for edge in _wall_edges(shift)):
            words += ", and a handover falls into it"
        who = sorted({s.clinician for s in on if s.start < end and start <= s.end}, key=lambda c: c.order)
        yield Gap(GapKind.CLOCKS, start, end, tuple(who), words)


def _wall_edges(shift: Shift) -> tuple[datetime, datetime]:
    """When a duty begins and ends by the clock on the wall."""
    start = datetime.combine(shift.date, shift.duty.start)
    end = datetime.combine(shift.date, shift.duty.end)
    return start, end if end > start else end + timedelta(days=1)


@lru_cache(maxsize=256)
def transitions(begins: datetime, until: datetime, zone: ZoneInfo) -> tuple[tuple[datetime, timedelta], ...]:
    """When in [begins, until) the clocks change, and by how much (forward is positive)."""
    found = []
    moment = begins
    while moment < until:
        after = min(moment + timedelta(days=1), until)
        before, then = _offset(moment, zone), _offset(after, zone)
        if before != then:
            low, high = moment, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
            found.append((high.replace(microsecond=0), then - before))
        moment = after
    return tuple(found)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
