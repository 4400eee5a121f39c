"""A call as an operator types it, and what of it is written down."""

from dataclasses import dataclass
from datetime import date

from advice_line.enquiry.reasons import is_blank
from advice_line.people.numbers import birth_date, nhs_number
from advice_line.people.phones import DialledNumber, telephone
from advice_line.plain import check_plain
from advice_line.problems import Refused

ROLES = ("GP", "practice nurse", "paramedic", "pharmacist", "other clinician")
URGENCIES = ("now", "today", "routine")


def practice_words(listed: str | None) -> str:
    """The practice as it is called; ``listed`` is its name in the list of practices, where it is known."""
    return listed or "practice not known"


def caller_words(name: str, listed: str | None) -> str:
    """``Dr A Gill, Ashwell Surgery``."""
    return f"{name}, {practice_words(listed)}"


@dataclass(frozen=True, slots=True)
class CallToTake:
    """What the operator typed. ``patient`` is “given” when any of the three patient fields is filled."""

    desk: str
    number: str
    caller_name: str
    caller_role: str = "GP"
    practice: str | None = None
    urgency: str = "routine"
    patient: str = "not asked"
    nhs_number: str = ""
    birth_date: str = ""
    patient_name: str = ""


@dataclass(frozen=True, slots=True)
class CallAsTaken:
    """What is written of a call: its caller, the number they rang from, and its patient as far as one was named."""

    caller_name: str
    number: DialledNumber
    patient: str
    nhs_number: str | None
    birth_date: date | None
    patient_name: str | None


def as_taken(call: CallToTake, today: date) -> CallAsTaken:
    """Reads what was typed.

    Raises Refused: nobody is named, there is no telephone number, an NHS number or a birth date is none, a name
    holds what nobody sees.
    """
    if is_blank(call.caller_name):
        raise Refused("Ask the caller's name.")
    try:
        check_plain(call.caller_name.strip(), "The caller's name")
        check_plain(call.caller_role.strip(), "The caller's role")
        check_plain(call.patient_name.strip(), "The patient's name")
        number = telephone(call.number)
        nhs = nhs_number(call.nhs_number) if call.nhs_number.strip() else None
        born = birth_date(call.birth_date, today) if call.birth_date.strip() else None
    except ValueError as error:
        raise Refused(f"{error}") from error
    name = call.patient_name.strip() or None
    said = "not asked" if call.patient == "given" else call.patient
    return CallAsTaken(call.caller_name.strip(), number, "given" if nhs or born or name else said, nhs, born, name)


def practice_rung(known: str | None, found: str | None) -> str:
    """The practice whose listed number is rung back: the call's, else the one found since. Refused: neither."""
    rung = known or found
    if rung is None:
        raise Refused("Without a practice there is no listed number to ring back on; find the practice first.")
    return rung
