"""What publishing a rota changes, in lines for a person: the same on the command line and on the screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advice_line.rota.diff import Diff
from advice_line.rota.gaps import Gap
from advice_line.rota.model import Shift

if TYPE_CHECKING:
    from advice_line.store.values.changes import ChangeRow

SHOWN = 4
"""How many shifts or gaps are told one by one before the rest is counted."""


def diff_lines(diff: Diff, zone: ZoneInfo, shown: int = SHOWN) -> list[str]:
    """Who gains and loses which shifts, which gaps open and close, who comes and goes."""
    lines: list[str] = []
    for person in diff.people:
        if person.gains:
            lines.append(f"+ {person.clinician.name} gains {_shifts(person.gains, zone, shown)}")
        if person.loses:
            lines.append(f"- {person.clinician.name} loses {_shifts(person.loses, zone, shown)}")
    lines += [f"! gap opens: {words}" for words in _gaps(diff.opened, zone, shown)]
    lines += [f"= gap closes: {words}" for words in _gaps(diff.closed, zone, shown)]
    lines += [f"* {words}" for words in diff.about_people]
    return lines


def _shifts(shifts: Sequence[Shift], zone: ZoneInfo, shown: int) -> str:
    told = [f"{s.duty.code} {s.start.astimezone(zone):%a %d %b}" for s in shifts[:shown]]
    more = f" and {len(shifts) - shown} more" if len(shifts) > shown else ""
    count = f"{len(shifts)} {'shift' if len(shifts) == 1 else 'shifts'}"
    return f"{count}: {', '.join(told)}{more}"


def _gaps(gaps: Iterable[Gap], zone: ZoneInfo, shown: int) -> list[str]:
    alike: dict[str, list[Gap]] = {}
    for gap in gaps:
        alike.setdefault(str(gap.kind), []).append(gap)
    found = []
    for kind, ones in alike.items():
        told = [gap_when(gap, zone) for gap in ones[:shown]]
        more = f" and {len(ones) - shown} more" if len(ones) > shown else ""
        found.append(f"{kind}, {'; '.join(told)}{more}")
    return found


def gap_when(gap: Gap, zone: ZoneInfo) -> str:
    """``Tue 04 Aug 13:30 to 15:00``, with the day of the end where it is another."""
    start, end = gap.start.astimezone(zone), gap.end.astimezone(zone)
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a %d %b %H:%M}"
    return f"{start:%a %d %b %H:%M} to {last}"


def change_words(row: "ChangeRow", zone: ZoneInfo) -> str:
    """A change entered on screen, in a line: ``swap: D Wed 05 Aug, Dr Okafor to Dr Patel``."""
    begins, ends = row.begins_at.astimezone(zone), row.ends_at.astimezone(zone)
    span = f"{begins:%a %d %b %H:%M} to {ends:%a %d %b %H:%M}"
    match row.kind:
        case "leave":
            days = f"{row.first_day:%a %d %b} to {row.last_day:%a %d %b}"
            return f"leave ({row.leave_kind}): {row.clinician_name}, {days}"
        case "sickness":
            return f"sickness: {row.clinician_name}, {span}"
        case "cover":
            of = f" for {row.clinician_name}" if row.clinician_name else ""
            return f"cover: {row.receiver_name}{of}, {span}"
        case _:
            names = {row.clinician: row.clinician_name, row.receiver: row.receiver_name}
            legs = [f"{g.duty} {g.date:%a %d %b}, {names[g.from_]} to {names[g.to]}" for g in row.legs]
            return f"swap: {'; '.join(legs)}"
