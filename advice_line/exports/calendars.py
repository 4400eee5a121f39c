"""Rosters as iCalendar: one event a shift, per desk or per clinician; read back it gives the same answers.

A shift keeps its UID for ever: it is made of the desk, the duty, the day and whose turn it was in the file, so a swap
changes the event and not its identity. SEQUENCE is the number of publications and changes that the desk has seen,
which only grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from advice_line.rota.model import Shift


@dataclass(frozen=True, slots=True)
class CalendarShift:
    """One shift as a calendar shows it: at which desk, and what its identity is made of."""

    desk: str
    desk_name: str
    shift: Shift
    identity: str
    sequence: int


def entries(
    desk: str, desk_name: str, shifts: Iterable[Shift], originals: dict[Shift, str], sequence: int
) -> list[CalendarShift]:
    """Events of a desk's shifts; ``originals`` are the registration numbers of those whose turn it was before."""
    found: list[CalendarShift] = []
    seen: dict[str, int] = {}
    for shift in sorted(shifts, key=lambda s: (s.start, s.duty.rung, s.duty.code, s.clinician.order)):
        whose = originals.get(shift, shift.clinician.gmc)
        stem = f"{shift.date:%Y%m%d}-{shift.duty.code}-{whose}"
        seen[stem] = seen.get(stem, 0) + 1
        part = f"-{seen[stem]}" if seen[stem] > 1 else ""
        found.append(CalendarShift(desk, desk_name, shift, f"{stem}{part}@{desk}.advice-line", sequence))
    return found


def calendar_text(name: str, found: Sequence[CalendarShift], zone: ZoneInfo, at: datetime) -> bytes:
    """The file: RFC 5545, with the zone's own VTIMEZONE, lines folded, CRLF."""
    import icalendar  # here: only who hands out a calendar should pay for it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Advice Line//rota//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in found:
        calendar.add_component(_event(icalendar, entry, zone, at))
    if found:
        calendar.add_missing_timezones(
            first_date=min(e.shift.start for e in found).date().replace(month=1, day=1),
            last_date=max(e.shift.end for e in found).date().replace(month=12, day=31),
        )
    text: bytes = calendar.to_ical()
    return text


def _event(icalendar: Any, entry: CalendarShift, zone: ZoneInfo, at: datetime) -> Any:
    shift = entry.shift
    event = icalendar.Event()
    event.add("uid", entry.identity)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    start, end = _span(shift, zone)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", f"{shift.clinician.name} - {entry.desk_name}, {shift.duty.name}")
    event.add("categories", [shift.duty.name])
    if shift.clinician.contacts:
        event.add("contact", ", ".join(map(str, shift.clinician.contacts)))
    event.add("x-advice-line-desk", entry.desk)
    event.add("x-advice-line-clinician", shift.clinician.id)
    event.add("x-advice-line-duty", shift.duty.code)
    return event


def _span(shift: Shift, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """By the desk's clock; in UTC over a changed night.

    There the length by the clock is not the length in hours, and readers that keep an event as a start and a
    length (recurring-ical-events 3.8 is one) would end it an hour early or late. Nor can wall time say the second
    time of an hour that comes twice.
    """
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    if start.fold or end.fold or start.utcoffset() != end.utcoffset():
        return shift.start.astimezone(UTC), shift.end.astimezone(UTC)
    return start, end
