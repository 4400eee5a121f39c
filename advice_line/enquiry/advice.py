"""The fields of an advice record, and which are missing before it may be closed.

The list of musts is that of a telephone-advice record (Good medical practice 2024; defence bodies' advice
on unseen patients). Every value is text as it stands in the form; empty is missing.
"""

from collections.abc import Iterator
from datetime import date

from advice_line.enquiry.accountability import DOSES, RELIED_ON, RESPONSIBLE
from advice_line.enquiry.form import Field, Form, Lack, Values, options
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE, OUTCOMES
from advice_line.enquiry.reasons import is_blank, words_of
from advice_line.people.numbers import birth_date, nhs_number

NO_PATIENT = "general question"
PATIENT_KINDS = ("given", "not asked", "declined", "not known", NO_PATIENT)
YES_NO = ("yes", "no")
CANCER_REMINDER = "Advice does not replace an urgent suspected-cancer referral."
ADULT = 18

Record = Values


def is_child(record: Record, today: date) -> bool:
    """Whether the date of birth makes the patient younger than 18 today."""
    try:
        born = birth_date(record.get("birth_date", ""), today)
    except ValueError:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT


def is_pregnant(record: Record, today: date) -> bool:
    return record.get("pregnancy") == "yes"


def is_suspected_cancer(record: Record, today: date) -> bool:
    return record.get("suspected_cancer") == "yes"


def _not_for_the_line(record: Record, today: date) -> bool:
    return record.get("outcome") == NOT_FOR_THE_LINE


def _has_patient(record: Record, today: date) -> bool:
    return record.get("patient_kind") != NO_PATIENT


SAFEGUARDING = ("no concern stated", "concern stated", "not asked")
CANCER_REFERRAL = ("made already", "the caller makes it today", "criteria not met, as said in the advice")


def _a_name(words: str) -> None:
    words_of(words, "“Name, read back”", lines=False)


def _a_day_or_none(words: str) -> None:
    if words.lower() != "none":
        try:
            date.fromisoformat(words)
        except ValueError:
            raise ValueError("Review: a date like 2026-11-30, or “none”.") from None


def _patient(record: Record, today: date) -> Iterator[Lack]:
    """Whose identity is given is named by all three; whose is not, by none."""
    given = {key: record.get(key, "").strip() for key in ("nhs_number", "birth_date")}
    name = record.get("patient_name", "")
    given["patient_name"] = "" if is_blank(name) else name.strip()
    if record.get("patient_kind") == "given":
        yield from (Lack(key, f"{RECORD.fields[key].label}.") for key, value in given.items() if not value)
    elif any(given.values()):
        yield Lack("patient_kind", "Patient: choose “given”, or empty the patient's details.")
    for key, check in (("nhs_number", nhs_number), ("birth_date", lambda text: birth_date(text, today))):
        try:
            if given[key]:
                check(given[key])
        except ValueError as error:
            yield Lack(key, f"{error}")


RECORD = Form(
    {
        "Patient": (
            Field("patient_kind", "Patient", choices=options(*PATIENT_KINDS)),
            Field("nhs_number", "NHS number", must=False, hint="ten digits, as read out"),
            Field("birth_date", "Date of birth", must=False, hint="4/7/1951"),
            Field("patient_name", "Name, read back", must=False, check=_a_name),
            Field("child_with", "Child: who is with them", hint="a parent, who consents", when=is_child),
            Field("child_weight", "Child: weight in kg", hint="“not known” if so", usual="not known", when=is_child),
            Field("safeguarding", "Child: safeguarding", choices=options(*SAFEGUARDING), when=is_child),
            Field("seen_by_caller", "Seen by the caller", choices=options(*YES_NO), usual="yes"),
            Field("seen_by_adviser", "Seen by you", choices=options(*YES_NO), reader="Seen by the adviser"),
            Field("relied_on", "Advice relies on", choices=options(*RELIED_ON), usual=RELIED_ON[0]),
            Field("pregnancy", "Pregnant", must=False, choices=options("no", "yes", "not known"), when=_has_patient),
            Field("gestation", "Weeks pregnant", hint="“not known” if so", usual="not known", when=is_pregnant),
            Field("pregnancy_team", "Pregnancy cared for by", hint="midwife, hospital", when=is_pregnant),
            Field(
                "suspected_cancer", "Suspected cancer", must=False, choices=options("no", "yes"), when=_has_patient
            ),
            Field("cancer_referral", "Urgent referral", choices=options(*CANCER_REFERRAL), when=is_suspected_cancer),
        ),
        "Question": (
            Field("situation", "Situation", lines=2),
            Field("background", "Background", lines=2),
            Field("assessment", "Caller's assessment"),
            Field("request", "What is asked"),
            Field("medicines", "Medicines as stated", hint="“none” or “not stated” if so", usual="not stated"),
            Field("allergies", "Allergies as stated", hint="“none” or “not stated” if so", usual="not stated"),
        ),
        "Advice": (
            Field("advice", "Advice given", lines=3),
            Field("doses", "Doses", choices=options(*DOSES), usual=DOSES[0]),
            Field("uncertainty", "What is uncertain", hint="“none” if so", usual="none"),
            Field("would_change", "What would change it", hint="“none” if so", usual="none"),
            Field("outcome", "Outcome", choices=options(*OUTCOMES)),
            Field("outcome_reason", "Why not for the line", when=_not_for_the_line),
            Field("actions", "Who does what by when", hint="“none” if so", usual="none"),
            Field("safety_net", "Safety net", hint="when to ring again or ring 999"),
            Field("review", "Review", hint="a date, or “none”", usual="none", check=_a_day_or_none),
        ),
        "Accountability": (
            Field("responsible", "Keeps responsibility", choices=options(*RESPONSIBLE)),
            Field("responsibility_agreed", "Caller agreed that", choices=options(*YES_NO), usual="yes"),
            Field("supervisor", "Supervising consultant", chosen=True),
            Field("discussed_with", "Discussed with, when", must=False, hint="name and time, or nothing"),
            Field("patient_agreed", "Patient told and agreed", must=False, choices=options("yes", "no", "not known")),
            Field("recording", "Recording kept", must=False, hint="where, if one was made"),
        ),
        "Besides": (
            Field("interface_reason", "Had to ring because", must=False, choices=options(*INTERFACE_REASONS)),
            Field("caller_registration", "Caller's own number", must=False, hint="GMC or NMC, if given"),
            Field("incident", "Incident or complaint", must=False, hint="its number, if there is one"),
            Field("adviser_feedback", "Your word on this call", must=False, hint="was the line right for it?"),
        ),
    },
    _patient,
)
SECTIONS, FIELDS = RECORD.sections, RECORD.fields


BESIDE = frozenset({"interface_reason", "adviser_feedback"})
"""Fields of the form that are kept in tables of their own, not in the advice."""


def shown(record: Record, today: date) -> list[Field]:
    """The fields that are there in this record, in the form's order: specialised ones only when they matter."""
    return RECORD.shown(record, today)


def missing(record: Record, today: date) -> list[str]:
    """What stands between the record and being closed, a sentence each, in the form's order."""
    return [lack.words for lack in RECORD.lacks(record, today)]


def is_unseen(patient_kind: str, seen_by_adviser: bool) -> bool:
    """Whether the adviser had not seen the patient; a general question has no patient to see."""
    return patient_kind != NO_PATIENT and not seen_by_adviser
