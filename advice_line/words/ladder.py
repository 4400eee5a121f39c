"""How it is said who answers, who is behind, and who is in clinic."""

from zoneinfo import ZoneInfo

from advice_line.rota.ladder import Ladder
from advice_line.rota.model import Clinician
from advice_line.words.times import clock_time

NO_CONTACT = "no contact"


def first_contact(clinician: Clinician) -> str:
    """On what somebody is tried first: ``bleep 2007``."""
    return str(clinician.contacts[0]) if clinician.contacts else NO_CONTACT


def all_contacts(clinician: Clinician) -> str:
    """Every number in the order in which they are tried."""
    return ", ".join(map(str, clinician.contacts)) or NO_CONTACT


def behind_words(ladder: Ladder) -> str:
    """The next one free behind the one who answers, with where they are reached; empty: nobody."""
    person = next((rung.clinician for rung in ladder.free_behind), None)
    return f"{person.name}{f', {first_contact(person)}' if person.contacts else ''}" if person else ""


def in_clinic_words(ladder: Ladder, zone: ZoneInfo) -> str:
    """Who above the one who answers is in clinic, and until when; empty: nobody."""
    return ", ".join(
        f"{rung.clinician.name} in clinic until {clock_time(rung.clinic_until, zone, ladder.at)}"
        for rung in ladder.passed_over
        if rung.clinic_until
    )


def ladder_sentence(name: str, ladder: Ladder, zone: ZoneInfo) -> str:
    """``Cardiology: Dr Adaeze Okafor, bleep 2007, until 17:00; then Dr Rohan Patel.``"""
    rung = ladder.answering
    if rung is None:
        following = ladder.next_available
        if following is None:
            return f"{name}: NOBODY, and nobody later in the rota."
        return f"{name}: NOBODY until {clock_time(following.at, zone, ladder.at)} ({following.clinician.name})."
    until = clock_time(rung.shift.end, zone, ladder.at)
    behind = next((f"then {free.clinician.name}" for free in ladder.free_behind), "nobody behind")
    over = in_clinic_words(ladder, zone)
    line = f"{name}: {rung.clinician.name}, {first_contact(rung.clinician)}, until {until}; {behind}"
    return f"{line} ({over})." if over else f"{line}."
