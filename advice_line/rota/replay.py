"""Calls that were made, held against a rota that is not in force: who would have answered each.

A draft may begin long after the calls; they are then moved by whole weeks, so that each keeps its weekday and its
wall time. Bank holidays and leave are the draft's own. Nothing here says who answers: ``ladder`` does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.ladder import Ladder, ladder
from advice_line.rota.model import WEEKDAYS, Clinic, Rota
from advice_line.rota.window import window_between

_BEFORE = 2
"""Days before the first call whose shifts may still run."""


@dataclass(frozen=True, slots=True)
class PastCall:
    """One call as it went: ``answered_by`` is a registration number, empty where nobody answered; ``then`` is the
    ladder that was published at the time."""

    at: datetime
    answered_by: str
    then: Ladder


@dataclass(frozen=True, slots=True)
class Replayed:
    """A call, the moment that stands for it in the draft, and the draft's ladder there."""

    call: PastCall
    moment: datetime
    now: Ladder


@dataclass(frozen=True, slots=True)
class Tally:
    """Of ``calls``: in how many somebody was free, the first on call was, somebody was passed over in clinic, nobody
    was free; and on which rung whoever was free stood."""

    calls: int
    answered: int
    first: int
    in_clinic: int
    nobody: int
    rungs: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class ClinicCost:
    """One clinic session, by who holds it, its weekday and times, and how many calls it stood in the way of; of
    ``nobody`` of them, no other was free."""

    clinician: str
    weekday: int
    begins: str
    ends: str
    calls: int
    nobody: int

    @property
    def words(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.begins} to {self.ends}"


def weeks_to_move(first_call: date, begins: date) -> int:
    """By how many weeks calls are moved so that the first lies on or after the day a draft begins."""
    return max(-(-(begins - first_call).days // 7), 0)


def moved(at: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """The same wall time so many weeks later; a time that does not come on that day is the one an hour later."""
    local = at.astimezone(zone)
    return (local.replace(tzinfo=None) + timedelta(weeks=weeks)).replace(tzinfo=zone, fold=local.fold).astimezone(UTC)


def replay(rota: Rota, calls: Sequence[PastCall], weeks: int = 0) -> list[Replayed]:
    """Each call with the draft's ladder at its moment."""
    if not calls:
        return []
    moments = [moved(call.at, weeks, rota.zone) for call in calls]
    days = [moment.astimezone(rota.zone).date() for moment in moments]
    found = window_between(rota, min(days) - timedelta(days=_BEFORE), max(days) + timedelta(days=1))
    return [
        Replayed(call, moment, ladder(found.timeline, found.busy, moment))
        for call, moment in zip(calls, moments, strict=True)
    ]


def tally(ladders: Sequence[Ladder]) -> Tally:
    """What the ladders of some calls come to."""
    answered = [one for one in ladders if one.answering is not None]
    return Tally(
        len(ladders),
        len(answered),
        sum(not one.passed_over for one in answered),
        sum(bool(one.passed_over) for one in ladders),
        len(ladders) - len(answered),
        dict(sorted(Counter(one.answering.shift.duty.rung for one in answered if one.answering).items())),
    )


def clinics_in_the_way(rota: Rota, replayed: Sequence[Replayed]) -> list[ClinicCost]:
    """Which clinic sessions stood in the way of how many calls, the dearest first."""
    if not replayed:
        return []
    days = [one.moment.astimezone(rota.zone).date() for one in replayed]
    busy = window_between(rota, min(days), max(days) + timedelta(days=1)).clinics
    calls: Counter[tuple[str, int, str, str]] = Counter()
    nobody: Counter[tuple[str, int, str, str]] = Counter()
    names = {clinician.id: clinician.name for clinician in rota.clinicians}
    for one in replayed:
        for rung in one.now.passed_over:
            for session in (c for c in busy if _stands_in_the_way(c, rung.clinician.id, one.moment)):
                key = _session(session, names, rota.zone)
                calls[key] += 1
                nobody[key] += one.now.answering is None
    return [ClinicCost(*key, count, nobody[key]) for key, count in sorted(calls.items(), key=lambda c: (-c[1], c[0]))]


def _stands_in_the_way(clinic: Clinic, clinician: str, at: datetime) -> bool:
    return clinic.clinician == clinician and clinic.start <= at < clinic.end


def _session(clinic: Clinic, names: Mapping[str, str], zone: ZoneInfo) -> tuple[str, int, str, str]:
    begins, ends = clinic.start.astimezone(zone), clinic.end.astimezone(zone)
    from_, until = (one.time().isoformat("minutes") for one in (begins, ends))
    return names[clinic.clinician], begins.weekday(), from_, until
