"""What is legal in a rota file and still worth a sentence before it is published.

The same hole on two hundred nights is one sentence with a count, at the line that makes it.
"""

from collections.abc import Iterator
from datetime import datetime

from advice_line.problems import Problem
from advice_line.rota.coverage import Window, clinics_with_nobody_behind, doubles, gaps, window
from advice_line.rota.expand import clinic_days, on_leave
from advice_line.rota.hours import Broken, broken_rules
from advice_line.rota.model import Clinic, Rota


def rota_warnings(rota: Rota) -> list[Problem]:
    """Every warning about an accepted rota, by line."""
    view = window(rota)
    found = [
        *_without_contacts(rota),
        *_one_person_two_ids(rota),
        *_swaps_to_leave(rota),
        *_gaps(rota, view),
        *_doubles(rota, view),
        *_clinics(rota, view),
        *_hours(rota, view),
    ]
    return sorted(Problem(rota.file, line, sentence, "warning") for line, sentence in found)


def _times(count: int, first: str, last: str) -> str:
    return f"on {first}" if count == 1 else f"{count} times, {first} to {last}"


def _day(rota: Rota, moment: datetime) -> str:
    return f"{moment.astimezone(rota.zone):%a} {moment.astimezone(rota.zone).date()}"


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


def _gaps(rota: Rota, view: Window) -> Iterator[tuple[int, str]]:
    alike: dict[tuple[bool, str, int], list[tuple[datetime, datetime]]] = {}
    for gap in gaps(view):
        start, end = gap.start.astimezone(rota.zone), gap.end.astimezone(rota.zone)
        key = (gap.nobody, f"{start:%H:%M} to {end:%H:%M}", (end.date() - start.date()).days)
        alike.setdefault(key, []).append((start, end))
    for (nobody, hours, days), found in alike.items():
        who = "Nobody is on duty" if nobody else "Nobody on rung 1 is on duty"
        later = "" if days < 2 else f", {days} days later,"
        when = _times(len(found), _day(rota, found[0][0]), _day(rota, found[-1][0]))
        yield _pattern_line(rota, found[0][0]), f"{who} from {hours}{later} {when}."


def _pattern_line(rota: Rota, moment: datetime) -> int:
    day = moment.date()
    for index, pattern in enumerate(rota.patterns):
        if pattern.from_ <= day and (pattern.until is None or day < pattern.until):
            return rota.line("pattern", index, "weeks")
    return rota.line("desk")


def _doubles(rota: Rota, view: Window) -> Iterator[tuple[int, str]]:
    alike: dict[tuple[str, str, str], list[datetime]] = {}
    for first, second in doubles(view):
        key = (first.clinician.id, *sorted((first.duty.code, second.duty.code)))
        alike.setdefault(key, []).append(second.start)  # type: ignore[arg-type]
    for (clinician, one, other), found in alike.items():
        person = rota.clinician_by_id[clinician]
        when = _times(len(found), _day(rota, found[0]), _day(rota, found[-1]))
        yield (
            rota.line("clinician", person.order),
            f"{person.name} is on “{one}” and “{other}” at the same time, {when}.",
        )


def _clinics(rota: Rota, view: Window) -> Iterator[tuple[int, str]]:
    alike: dict[int, list[datetime]] = {}
    for clinic, moment in clinics_with_nobody_behind(view):
        alike.setdefault(_rule_of(rota, clinic), []).append(moment)
    for index, found in alike.items():
        name = rota.clinician_by_id[rota.clinics[index].clinician].name
        when = _times(len(found), _day(rota, found[0]), _day(rota, found[-1]))
        yield (
            rota.line("clinic", index),
            f"{name} is on call while in this clinic with nobody behind, {when}.",
        )


def _rule_of(rota: Rota, clinic: Clinic) -> int:
    local = clinic.start.astimezone(rota.zone)
    for index, rule in enumerate(rota.clinics):
        if (
            rule.clinician == clinic.clinician
            and rule.start == local.time()
            and clinic_days(rota, rule, local.date())
        ):
            return index
    return 0


def _hours(rota: Rota, view: Window) -> Iterator[tuple[int, str]]:
    for clinician in rota.clinicians:
        if clinician.grade != "registrar":
            continue
        alike: dict[str, list[Broken]] = {}
        for broken in broken_rules([s for s in view.shifts if s.clinician.id == clinician.id], rota.zone):
            alike.setdefault(broken.rule, []).append(broken)
        for rule, found in alike.items():
            when = _times(len(found), _day(rota, found[0].shift.start), _day(rota, found[-1].shift.start))
            sentence = f"{clinician.name} breaks the hours rule “{rule}” ({found[0].found}), {when}."
            yield rota.line("clinician", clinician.order), sentence
