"""Who answers, as the plain values that ``oncall --json`` prints and other programs rely on."""

from datetime import datetime
from zoneinfo import ZoneInfo

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
