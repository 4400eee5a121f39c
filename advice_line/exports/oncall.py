"""Who answers, as the plain values that ``oncall --json`` prints and other programs rely on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from advice_line.instants import clock_time
from advice_line.json_values import JsonValue
from advice_line.rota import Ladder, Rung


def ladder_values(desk: str, ladder: Ladder, zone: ZoneInfo) -> dict[str, JsonValue]:
    """One JSON object for one desk at one instant; instants are in the desk's zone, with their offset."""
    following = ladder.next_available
    return {
        "desk": desk,
        "at": _instant(ladder.at, zone),
        "answering": _person(ladder.answering, zone) if ladder.answering else None,
        "passed_over": [
            {
                "clinician": rung.clinician.id,
                "name": rung.clinician.name,
                "reason": "in clinic",
                "until": _instant(rung.clinic_until, zone) if rung.clinic_until else None,
            }
            for rung in ladder.passed_over
        ],
        "then": [_person(rung, zone) for rung in ladder.behind],
        "next_available": {
            "clinician": following.clinician.id,
            "at": _instant(following.at, zone),
        }
        if following
        else None,
    }


def _instant(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat()


def _person(rung: Rung, zone: ZoneInfo) -> dict[str, JsonValue]:
    values: dict[str, JsonValue] = {
        "clinician": rung.clinician.id,
        "name": rung.clinician.name,
        "grade": rung.clinician.grade,
        "duty": rung.shift.duty.code,
        "rung": rung.shift.duty.rung,
        "contacts": [{"kind": c.kind, "value": c.value} for c in rung.clinician.contacts],
        "until": _instant(rung.shift.end, zone),
    }
    if rung.clinic_until:
        values["in_clinic_until"] = _instant(rung.clinic_until, zone)
    return values


def ladder_sentence(name: str, ladder: Ladder, zone: ZoneInfo) -> str:
    """One line for a person: ``Cardiology: Dr Adaeze Okafor, bleep 2007, until 17:00``."""
    rung = ladder.answering
    if rung is None:
        following = ladder.next_available
        if following is None:
            return f"{name}: NOBODY, and nobody later in the rota."
        when = clock_time(following.at, zone, ladder.at)
        return f"{name}: NOBODY until {when} ({following.clinician.name})."
    contact = str(rung.clinician.contacts[0]) if rung.clinician.contacts else "no contact given"
    line = f"{name}: {rung.clinician.name}, {contact}, until {clock_time(rung.shift.end, zone, ladder.at)}"
    over = [
        f"{r.clinician.name} in clinic until {clock_time(r.clinic_until, zone, ladder.at)}"
        for r in ladder.passed_over
        if r.clinic_until
    ]
    behind = f"; then {ladder.behind[0].clinician.name}" if ladder.behind else "; nobody behind"
    return line + behind + (f" ({', '.join(over)})" if over else "") + "."
