"""What is legal in a rota file and still worth a sentence before it is published.

The same hole on two hundred nights is one sentence with a count, at the line that makes it.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from advice_line.problems import Problem
from advice_line.rota.expand import clinic_days, instant, on_leave
from advice_line.rota.gaps import Gap, GapKind, gaps
from advice_line.rota.hours import Broken, Limits, broken_rules
from advice_line.rota.model import Clinician, Rota, Shift
from advice_line.rota.window import Window, window
from advice_line.words.days import file_day
from advice_line.words.spans import hours_words


def rota_warnings(rota: Rota, limits: Limits | None = None) -> list[Problem]:
    """Every warning about an accepted rota, by line; ``limits`` are those of the hours rules."""
    view = window(rota)
    found = _found(rota, view)
    said = [
        *_judged_in_part(rota, view),
        *_without_contacts(rota),
        *_one_person_two_ids(rota),
        *_swaps_to_leave(rota),
        *_gaps(rota, found),
        *_twice(rota, view, found),
        *_own_clinics(rota, found),
        *_hours(rota, view, limits or Limits()),
    ]
    return sorted(Problem(rota.file, line, sentence, "warning") for line, sentence in said)


def _judged_in_part(rota: Rota, view: Window) -> Iterator[tuple[int, str]]:
    """A rota that has stood for longer than is judged; nobody is to take the silence about the rest for praise."""
    begins = [(pattern.from_, index) for index, pattern in enumerate(rota.patterns)]
    if begins and min(begins)[0] < view.first:
        line = rota.line("pattern", min(begins)[1], "from")
        yield line, f"Gaps and hours rules are looked at from {view.first} on: the last three years of this rota."


def _found(rota: Rota, view: Window) -> list[Gap]:
    """The gaps between the first shift and the last; what lies outside is not covered on purpose."""
    if not view.shifts:
        return []
    begins = min(shift.start for shift in view.shifts)
    until = max(shift.end for shift in view.shifts)
    return gaps(view.timeline, view.busy, begins, until, rota.zone, supervisor_away(rota))


def supervisor_away(rota: Rota) -> list[tuple[datetime, datetime]]:
    """When the desk's supervisor is on leave and cannot stand in for a consultant on call."""
    return [
        (instant(a.first, time(), rota.zone), instant(a.last + timedelta(days=1), time(), rota.zone))
        for a in rota.leave_of.get(rota.desk.supervisor, ())
    ]


def _when(rota: Rota, moments: list[datetime]) -> str:
    first, last = _day(rota, min(moments)), _day(rota, max(moments))
    return f"on {first}" if len(moments) == 1 else f"{len(moments)} times, {first} to {last}"


def _day(rota: Rota, moment: datetime) -> str:
    return file_day(moment.astimezone(rota.zone).date())


def _without_contacts(rota: Rota) -> Iterator[tuple[int, str]]:
    for index, clinician in enumerate(rota.clinicians):
        if not clinician.contacts:
            yield rota.line("clinician", index), f"{clinician.name} has no contacts and cannot be called."


def _one_person_two_ids(rota: Rota) -> Iterator[tuple[int, str]]:
    seen: dict[str, str] = {}
    for index, clinician in enumerate(rota.clinicians):
        if clinician.gmc in seen:
            sentence = f"{clinician.name} has the registration number of {seen[clinician.gmc]}."
            yield rota.line("clinician", index, "gmc"), sentence
        seen.setdefault(clinician.gmc, clinician.name)


def _swaps_to_leave(rota: Rota) -> Iterator[tuple[int, str]]:
    for index, swap in enumerate(rota.swaps):
        if on_leave(rota, swap.to, swap.date):
            name = rota.clinician_by_id[swap.to].name
            yield rota.line("swap", index), f"{name} is on leave on {swap.date}: the swapped duty is lost."


def _gaps(rota: Rota, found: list[Gap]) -> Iterator[tuple[int, str]]:
    alike: dict[tuple[GapKind, str, int, tuple[Clinician, ...]], list[Gap]] = {}
    for gap in found:
        start, end = gap.start.astimezone(rota.zone), gap.end.astimezone(rota.zone)
        days = (end.date() - start.date()).days
        alike.setdefault((gap.kind, hours_words(start, end), days, gap.who), []).append(gap)
    for (kind, hours, days, who), ones in alike.items():
        later = "" if days < 2 else f", {days} days later,"
        when = f"{hours}{later} {_when(rota, [gap.start for gap in ones])}"
        first = ones[0].start
        match kind:
            case GapKind.NOBODY:
                yield _pattern_line(rota, first), f"Nobody is on duty from {when}."
            case GapKind.NO_FIRST:
                yield _pattern_line(rota, first), f"Nobody on rung 1 is on duty from {when}."
            case GapKind.NO_CONSULTANT:
                sentence = (
                    f"No consultant is answerable from {when}: none is on call, and the supervisor is on leave."
                )
                yield rota.line("desk", "supervisor"), sentence
            case GapKind.ALL_IN_CLINIC:
                yield _clinic_line(rota, who[0], first), f"Everybody on duty is in clinic from {when}."


def _pattern_line(rota: Rota, moment: datetime) -> int:
    day = moment.date()
    for index, pattern in enumerate(rota.patterns):
        if pattern.from_ <= day and (pattern.until is None or day < pattern.until):
            return rota.line("pattern", index, "weeks")
    return rota.line("desk")


def _twice(rota: Rota, view: Window, found: list[Gap]) -> Iterator[tuple[int, str]]:
    alike: dict[tuple[str, str], list[datetime]] = {}
    for gap in found:
        if gap.kind is GapKind.TWICE:
            on = [s for s in view.timeline.covering(gap.start) if s.clinician is gap.who[0]]
            codes = " and ".join(f"“{code}”" for code in sorted({s.duty.code for s in on}))
            alike.setdefault((gap.who[0].id, codes), []).append(gap.start)
    for (clinician, codes), moments in alike.items():
        person = rota.clinician_by_id[clinician]
        sentence = f"{person.name} is on {codes} at the same time, {_when(rota, moments)}."
        yield rota.line("clinician", person.order), sentence


def _own_clinics(rota: Rota, found: list[Gap]) -> Iterator[tuple[int, str]]:
    alike: dict[tuple[int, str], list[datetime]] = {}
    for gap in found:
        if gap.kind is GapKind.OWN_CLINIC:
            line = _clinic_line(rota, gap.who[0], gap.start)
            alike.setdefault((line, gap.who[0].name), []).append(gap.start)
    for (line, name), moments in alike.items():
        yield line, f"{name} is on call while in this clinic with nobody behind, {_when(rota, moments)}."


def _clinic_line(rota: Rota, person: Clinician, moment: datetime) -> int:
    local = moment.astimezone(rota.zone)
    for index, rule in enumerate(rota.clinics):
        held = rule.start <= local.time() < rule.end and clinic_days(rota, rule, local.date())
        if rule.clinician == person.id and held:
            return rota.line("clinic", index)
    return rota.line("desk")


def _hours(rota: Rota, view: Window, limits: Limits) -> Iterator[tuple[int, str]]:
    by_person: dict[str, list[Shift]] = {}
    for shift in view.shifts:
        by_person.setdefault(shift.clinician.id, []).append(shift)
    for clinician in rota.clinicians:
        own = by_person.get(clinician.id, [])
        leave = rota.leave_of.get(clinician.id, ())
        alike: dict[str, list[Broken]] = {}
        for broken in broken_rules(own, rota.zone, limits, leave=leave, within=(view.first, view.until)):
            alike.setdefault(broken.words, []).append(broken)
        for rule, found in alike.items():
            when = _when(rota, [broken.shift.start for broken in found])
            sentence = f"{clinician.name} breaks the hours rule “{rule}” ({found[0].found}), {when}."
            yield rota.line("clinician", clinician.order), sentence
