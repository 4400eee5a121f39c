"""What a new rota changes: who gains and loses which shifts, which gaps open and close, who comes and goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from advice_line.rota.gaps import Gap, GapKind
from advice_line.rota.model import Clinician, Shift

_SHOWN = (GapKind.NOBODY, GapKind.ALL_IN_CLINIC, GapKind.OWN_CLINIC, GapKind.NO_FIRST, GapKind.NO_CONSULTANT)


@dataclass(frozen=True, slots=True)
class PersonDiff:
    """One clinician's shifts that come and that go."""

    clinician: Clinician
    gains: tuple[Shift, ...]
    loses: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """The change from one roster to another over the same span."""

    people: tuple[PersonDiff, ...]
    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    about_people: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.people or self.opened or self.closed or self.about_people)


def diff(
    before: Sequence[Shift],
    after: Sequence[Shift],
    gaps_before: Iterable[Gap],
    gaps_after: Iterable[Gap],
    people_before: Sequence[Clinician],
    people_after: Sequence[Clinician],
) -> Diff:
    """What is different; shifts and gaps must be of one span, cut to it."""
    old, new = {_key(s): s for s in before}, {_key(s): s for s in after}
    gains, loses = _by_person(new, old), _by_person(old, new)
    people = {c.gmc: c for c in (*people_before, *people_after)}
    people |= {s.clinician.gmc: s.clinician for some in (*gains.values(), *loses.values()) for s in some}
    changed = [
        PersonDiff(person, tuple(gains.get(gmc, ())), tuple(loses.get(gmc, ())))
        for gmc, person in sorted(people.items(), key=lambda item: item[1].order)
        if gmc in gains or gmc in loses
    ]
    holes_before, holes_after = _minutes(gaps_before), _minutes(gaps_after)
    return Diff(
        tuple(changed),
        tuple(_without(holes_after, holes_before)),
        tuple(_without(holes_before, holes_after)),
        tuple(_about(people_before, people_after)),
    )


def cut(shifts: Iterable[Shift], begins: datetime, until: datetime) -> list[Shift]:
    """The parts of shifts that lie in [begins, until)."""
    return [
        replace(s, start=max(s.start, begins), end=min(s.end, until))
        for s in shifts
        if s.start < until and begins < s.end
    ]


def _key(shift: Shift) -> tuple[str, str, datetime, datetime, int]:
    return shift.clinician.gmc, shift.duty.code, shift.start, shift.end, shift.duty.rung


def _by_person(one: dict[tuple[str, str, datetime, datetime, int], Shift], other: object) -> dict[str, list[Shift]]:
    found: dict[str, list[Shift]] = {}
    for key, shift in one.items():
        if key not in other:  # type: ignore[operator]
            found.setdefault(shift.clinician.gmc, []).append(shift)
    return {gmc: sorted(shifts, key=lambda s: s.start) for gmc, shifts in found.items()}


def _minutes(gaps: Iterable[Gap]) -> list[Gap]:
    return [gap for gap in gaps if gap.kind in _SHOWN]


def _without(gaps: Sequence[Gap], others: Sequence[Gap]) -> Iterable[Gap]:
    """The parts of gaps that are in no other gap of the same kind."""
    for gap in gaps:
        pieces = [(gap.start, gap.end)]
        for other in others:
            if other.kind is gap.kind:
                pieces = [
                    part
                    for start, end in pieces
                    for part in ((start, min(end, other.start)), (max(start, other.end), end))
                    if part[0] < part[1]
                ]
        for start, end in pieces:
            yield replace(gap, start=start, end=end)


def _about(before: Sequence[Clinician], after: Sequence[Clinician]) -> Iterable[str]:
    old, new = {c.gmc: c for c in before}, {c.gmc: c for c in after}
    if not old:
        return
    for gmc, person in new.items():
        was = old.get(gmc)
        if was is None:
            yield f"{person.name} is new in the rota."
        elif was.contacts != person.contacts:
            now = ", ".join(map(str, person.contacts)) or "none"
            yield f"{person.name} is reached differently: {now} (was {', '.join(map(str, was.contacts)) or 'none'})."
        elif was.grade != person.grade:
            yield f"{person.name} is a {person.grade} now."
    for gmc, person in old.items():
        if gmc not in new:
            yield f"{person.name} is no longer in the rota."
