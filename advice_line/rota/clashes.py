"""Whether somebody can take a shift: not on leave, not in clinic, not on twice, and no hours rule broken by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from advice_line.rota.hours import Broken, Limits, broken_rules
from advice_line.rota.model import Clinician, Shift
from advice_line.words.days import day_words
from advice_line.words.spans import hours_words
from advice_line.words.times import clock_time

_LATELY = timedelta(days=28)


class ClashKind(StrEnum):
    """What stands against it. The first two forbid it; the others may be accepted by somebody who knows."""

    LEAVE = "on leave"
    TWICE = "double booked"
    CLINIC = "in clinic"
    HOURS = "hours rule"


FORBIDS = (ClashKind.LEAVE, ClashKind.TWICE)


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that stands against somebody taking a shift, in words that name it."""

    kind: ClashKind
    words: str


@dataclass(frozen=True, slots=True)
class Diary:
    """What somebody has on: shifts at every desk, clinics and leave as half-open stretches of instants."""

    shifts: tuple[Shift, ...] = ()
    clinics: tuple[tuple[datetime, datetime], ...] = ()
    leave: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might cover: what stands against it, and how many duties they had in the last four weeks."""

    clinician: Clinician
    clashes: tuple[Clash, ...]
    duties_lately: int
    why: str

    @property
    def possible(self) -> bool:
        return not any(clash.kind in FORBIDS for clash in self.clashes)


def clashes(
    taker: Clinician, taken: Sequence[Shift], diary: Diary, zone: ZoneInfo, limits: Limits | None = None
) -> list[Clash]:
    """Everything that stands against ``taker`` taking these shifts, the worst first.

    ``diary`` must not hold the shifts that they give away in return.
    """
    found: list[Clash] = []
    for shift in taken:
        on = day_words(shift.start.astimezone(zone))
        for begins, until in diary.leave:
            if begins <= shift.start < until:
                found.append(Clash(ClashKind.LEAVE, f"{taker.name} is on leave on {on}."))
        for other in diary.shifts:
            if other.start < shift.end and shift.start < other.end:
                day, ends = day_words(other.start.astimezone(zone)), clock_time(other.end, zone, other.start)
                words = f"{taker.name} is on {other.duty.name} on {day} until {ends}."
                found.append(Clash(ClashKind.TWICE, words))
    for shift in taken:
        on = day_words(shift.start.astimezone(zone))
        for begins, until in diary.clinics:
            if begins < shift.end and shift.start < until:
                hours = hours_words(begins.astimezone(zone), until.astimezone(zone))
                found.append(Clash(ClashKind.CLINIC, f"{taker.name} is in clinic from {hours} on {on}."))
    broken = new_breaches(taker, taken, diary.shifts, zone, limits or Limits())
    found += [Clash(ClashKind.HOURS, f"It breaks “{one.words}” for {taker.name} ({one.found}).") for one in broken]
    return list(dict.fromkeys(found))


def new_breaches(
    taker: Clinician, taken: Sequence[Shift], own: Sequence[Shift], zone: ZoneInfo, limits: Limits
) -> list[Broken]:
    """The breaches of hours rules that taking these shifts would make, each rule once."""
    theirs = [Shift(taker, s.duty, s.date, s.start, s.end) for s in taken]
    before = {(b.rule.id, _key(b.shifts)) for b in broken_rules(own, zone, limits)}
    already = {rule for rule, _ in before}
    found: dict[str, Broken] = {}
    fresh = {(s.start, s.end) for s in theirs}
    for one in broken_rules([*own, *theirs], zone, limits):
        touches = any((s.start, s.end) in fresh for s in one.shifts)
        if (
            touches
            and (one.rule.id, _key(one.shifts)) not in before
            and not (one.averaged and one.rule.id in already)
        ):
            found.setdefault(one.rule.id, one)
    return list(found.values())


def _key(shifts: Sequence[Shift]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((s.start, s.end) for s in shifts)


def candidates(
    taken: Sequence[Shift],
    people: Iterable[Clinician],
    diaries: Mapping[str, Diary],
    zone: ZoneInfo,
    limits: Limits | None = None,
) -> list[Candidate]:
    """Who could cover these shifts, the best first: nothing against it, the same grade, fewest duties lately.

    Each says why. Whoever holds them now must not be among ``people``; ``diaries`` go by registration number.
    """
    grade = taken[0].clinician.grade
    found = []
    for person in people:
        diary = diaries.get(person.gmc, Diary())
        against = tuple(clashes(person, taken, diary, zone, limits))
        begins = taken[0].start
        lately = sum(begins - _LATELY <= shift.start < begins for shift in diary.shifts)
        found.append(Candidate(person, against, lately, _why(person, against, lately, diary, taken, grade)))
    return sorted(found, key=lambda c: (_rank(c), c.clinician.grade != grade, c.duties_lately, c.clinician.order))


def _rank(candidate: Candidate) -> int:
    return 0 if not candidate.clashes else 1 if candidate.possible else 2


def _why(
    person: Clinician, against: tuple[Clash, ...], lately: int, diary: Diary, taken: Sequence[Shift], grade: str
) -> str:
    if against:
        return " ".join(clash.words.removeprefix(f"{person.name} ") for clash in against)
    rest = [taken[0].start - shift.end for shift in diary.shifts if shift.end <= taken[0].start]
    rested = f", last duty ended {_hours(min(rest))} before" if rest and min(rest) < timedelta(days=4) else ""
    other = "" if person.grade == grade else f"; a {person.grade}, not a {grade}"
    return f"free and not on leave; {lately} {'duty' if lately == 1 else 'duties'} in the last 4 weeks{rested}{other}"


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} h"
