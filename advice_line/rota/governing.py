"""Which publication governs when, and the shifts that follow: “as published at u, who was on at t”."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from advice_line.rota.model import Clinic, Shift


@dataclass(frozen=True, slots=True)
class PublicationInForce:
    """A publication and the half-open stretch [start, end) in which it is the one that counts; None is for ever."""

    publication: int
    start: datetime
    end: datetime | None


def publications_in_force(
    publications: Iterable[tuple[int, datetime, datetime]], known_at: datetime | None = None
) -> list[PublicationInForce]:
    """Who governs when, in order of time.

    ``publications`` are (id, published_at, effective_from) in the order they were published. Each supersedes
    all earlier ones from its effective instant on and never touches the time before. Only those published at
    or before ``known_at`` count.
    """
    stretches: list[PublicationInForce] = []
    for publication, published_at, effective in publications:
        if known_at is not None and published_at > known_at:
            continue
        kept = [s for s in stretches if s.start < effective]
        if kept and (kept[-1].end is None or kept[-1].end > effective):
            kept[-1] = replace(kept[-1], end=effective)
        stretches = [*kept, PublicationInForce(publication, effective, None)]
    return stretches


T = TypeVar("T", Shift, Clinic)


def within(intervals: Iterable[T], stretch: PublicationInForce) -> list[T]:
    """The parts of intervals that a publication governs."""
    kept: list[T] = []
    for interval in intervals:
        start = max(interval.start, stretch.start)
        end = interval.end if stretch.end is None else min(interval.end, stretch.end)
        if start < end:
            whole = start == interval.start and end == interval.end
            kept.append(interval if whole else replace(interval, start=start, end=end))
    return kept


def joined(shifts: Sequence[Shift]) -> list[Shift]:
    """Shifts cut by a change of publication made whole again, where the same person goes on with the same duty."""
    whole: dict[tuple[str, str, object], Shift] = {}
    result: list[Shift] = []
    for shift in sorted(shifts, key=lambda s: s.start):
        key = (shift.clinician.gmc, shift.duty.code, shift.date)
        before = whole.get(key)
        if before is not None and before.end == shift.start:
            result.remove(before)
            shift = replace(shift, start=before.start)
        whole[key] = shift
        result.append(shift)
    return result


def joined_clinics(clinics: Sequence[Clinic]) -> list[Clinic]:
    """Clinics cut by a change of publication made whole again: nobody is free between two that touch."""
    result: list[Clinic] = []
    last: dict[str, int] = {}
    for clinic in sorted(clinics, key=lambda c: (c.start, c.clinician)):
        place = last.get(clinic.clinician)
        if place is not None and result[place].end >= clinic.start:
            result[place] = replace(result[place], end=max(result[place].end, clinic.end))
        else:
            last[clinic.clinician] = len(result)
            result.append(clinic)
    return result
