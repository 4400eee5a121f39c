"""The fields of an advice record, and which are missing before it may be closed.

The list of musts is that of a telephone-advice record (Good medical practice 2024; defence bodies' advice
on unseen patients). Every value is text as it stands in the form; empty is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advice_line.enquiry.accountability import DOSES, RELIED_ON, RESPONSIBLE
from advice_line.enquiry.outcomes import OUTCOMES
from advice_line.people.numbers import birth_date, nhs_number

PATIENT_KINDS = ("given", "not asked", "declined", "not known", "general question")
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its key, what it is called, what may be chosen, and whether it must be there."""

    key: str
    label: str
    must: bool = True
    choices: tuple[str, ...] = ()
    lines: int = 1
    hint: str = ""


SECTIONS: dict[str, tuple[Field, ...]] = {
    "Patient": (
        Field("patient_kind", "Patient", choices=PATIENT_KINDS),
        Field("nhs_number", "NHS number", must=False, hint="ten digits, as read out"),
        Field("birth_date", "Date of birth", must=False, hint="4/7/1951"),
        Field("patient_name", "Name, read back", must=False),
        Field("seen_by_caller", "Seen by the caller", choices=YES_NO),
        Field("seen_by_adviser", "Seen by you", choices=YES_NO),
        Field("relied_on", "Advice relies on", choices=RELIED_ON),
    ),
    "Question": (
        Field("situation", "Situation", lines=2),
        Field("background", "Background", lines=2),
        Field("assessment", "Caller's assessment"),
        Field("request", "What is asked"),
        Field("medicines", "Medicines as stated", hint="“none” or “not stated” if so"),
        Field("allergies", "Allergies as stated", hint="“none” or “not stated” if so"),
    ),
    "Advice": (
        Field("advice", "Advice given", lines=3),
        Field("doses", "Doses", choices=DOSES),
        Field("uncertainty", "What is uncertain", hint="“none” if so"),
        Field("would_change", "What would change it", hint="“none” if so"),
        Field("outcome", "Outcome", choices=tuple(OUTCOMES)),
        Field("actions", "Who does what by when", hint="“none” if so"),
        Field("safety_net", "Safety net", hint="when to ring again or ring 999"),
        Field("review", "Review", hint="a date, or “none”"),
    ),
    "Accountability": (
        Field("responsible", "Keeps responsibility", choices=RESPONSIBLE),
        Field("responsibility_agreed", "Caller agreed that", choices=YES_NO),
        Field("supervisor", "Supervising consultant"),
        Field("discussed_with", "Discussed with, when", must=False, hint="name and time, or nothing"),
        Field("patient_agreed", "Patient told and agreed", must=False, choices=("yes", "no", "not known")),
        Field("recording", "Recording kept", must=False, hint="where, if one was made"),
    ),
}
FIELDS: dict[str, Field] = {field.key: field for fields in SECTIONS.values() for field in fields}


def missing(record: Mapping[str, str], today: date) -> list[str]:
    """What stands between the record and being closed, a sentence each, in the form's order."""
    found: list[str] = []
    for key, field in FIELDS.items():
        value = record.get(key, "").strip()
        if field.must and not value:
            found.append(f"{field.label}.")
        elif value and field.choices and value not in field.choices:
            found.append(f"{field.label}: choose one of the list.")
    found.extend(_patient(record, today))
    review = record.get("review", "").strip()
    if review and review.lower() != "none":
        try:
            date.fromisoformat(review)
        except ValueError:
            found.append("Review: a date like 2026-11-30, or “none”.")
    return found


def _patient(record: Mapping[str, str], today: date) -> list[str]:
    given = {key: record.get(key, "").strip() for key in ("nhs_number", "birth_date", "patient_name")}
    found: list[str] = []
    if record.get("patient_kind") == "given":
        found.extend(f"{FIELDS[key].label}." for key, value in given.items() if not value)
    elif any(given.values()):
        found.append("Patient: choose “given”, or empty the patient's details.")
    try:
        if given["nhs_number"]:
            nhs_number(given["nhs_number"])
    except ValueError as error:
        found.append(f"{error}")
    try:
        if given["birth_date"]:
            birth_date(given["birth_date"], today)
    except ValueError as error:
        found.append(f"{error}")
    return found


def is_unseen(record: Mapping[str, str]) -> bool:
    """Whether the adviser had not seen the patient; a general question has no patient to see."""
    return record.get("patient_kind") != "general question" and record.get("seen_by_adviser") != "yes"
