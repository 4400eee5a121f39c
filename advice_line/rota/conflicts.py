"""Where a new file contradicts a change that was entered on screen before it."""

from collections.abc import Iterable, Iterator, Sequence

from advice_line.rota.changes import Change, Cover, PublishedRota, Swapped, apply
from advice_line.rota.model import Shift


def contradictions(
    published: PublishedRota, shifts: Sequence[Shift], changes: Sequence[Change]
) -> Iterator[tuple[int, str]]:
    """(change, what is wrong) for every change that does not go with a publication; each change once.

    A swap or cover that the file has taken in needs nothing, and is none.
    """
    told: set[int] = set()
    for number, words in _all(published, shifts, changes):
        if number not in told:
            told.add(number)
            yield number, words


def _all(published: PublishedRota, shifts: Sequence[Shift], changes: Sequence[Change]) -> Iterator[tuple[int, str]]:
    by_id = {change.id: change for change in changes}
    applied = apply(published, shifts, (), changes)
    for number, why in applied.idle:
        change = by_id[number]
        if not _taken_in(change, shifts):
            yield number, f"in the new file there is {why} any more"
    for lost in applied.lost:
        for placed_by in _receivers(lost.shift, changes):
            if lost.change is None:
                name = lost.shift.clinician.name
                yield placed_by, f"{name}, who takes the shift, is on leave in the new file"
    standing = sorted((p for p in applied.shifts), key=lambda p: p.shift.start)
    for placed in standing:
        if placed.change is None:
            continue
        for other in standing:
            same = other.shift.clinician.gmc == placed.shift.clinician.gmc and other is not placed
            if same and other.shift.start < placed.shift.end and placed.shift.start < other.shift.end:
                who, duty = placed.shift.clinician.name, other.shift.duty.name
                yield placed.change, f"{who}, who takes the shift, is on {duty} at the same time in the new file"
                break


def _taken_in(change: Change, shifts: Sequence[Shift]) -> bool:
    if isinstance(change, Swapped):
        held = {(s.clinician.gmc, s.duty.code, s.date) for s in shifts}
        return all((leg.to, leg.duty, leg.date) in held for leg in change.legs)
    if isinstance(change, Cover):
        return any(s.clinician.gmc == change.to and s.start < change.end and change.start < s.end for s in shifts)
    return False


def _receivers(shift: Shift, changes: Iterable[Change]) -> Iterator[int]:
    for change in changes:
        if isinstance(change, Cover) and change.to == shift.clinician.gmc:
            if change.start < shift.end and shift.start < change.end:
                yield change.id
        elif isinstance(change, Swapped):
            for leg in change.legs:
                if (leg.to, leg.duty, leg.date) == (shift.clinician.gmc, shift.duty.code, shift.date):
                    yield change.id
