"""How a record is said to whoever reads it, its fields and who answers for it: in a letter, a note, a story."""

from advice_line.enquiry.advice import FIELDS, NO_PATIENT
from advice_line.people.numbers import group_nhs_number
from advice_line.store.typed import fields_of
from advice_line.store.values.advice import AdviceVersion


def record_words(version: AdviceVersion) -> dict[str, tuple[str, str]]:
    """The label and the words of each field that says something, by its key and in the form's order."""
    shown = fields_of(version) | {
        "seen_by_adviser": _seen(version),
        "responsibility_agreed": "yes" if version.responsibility_agreed else "no",
        "supervisor": version.supervisor_name,
        "nhs_number": group_nhs_number(version.nhs_number) if version.nhs_number else "",
    }
    return {key: (field.told, str(shown[key])) for key, field in FIELDS.items() if shown.get(key)}


def _seen(version: AdviceVersion) -> str:
    """Nothing where there is no patient whom anybody could have seen."""
    if version.patient_kind == NO_PATIENT:
        return ""
    return "no: unseen" if version.is_unseen else "yes"


def responsibility_words(reference: str, version: AdviceVersion) -> tuple[str, ...]:
    """Who advised, on what, who supervises, who keeps responsibility. It never says who is liable."""
    unseen = version.is_unseen
    seen = "The adviser has seen the patient." if not unseen else (
        f"The adviser has not seen the patient and relied on {version.relied_on} and on what the practice stated."
    )  # fmt: skip
    agreed = "both sides agreed this" if version.responsibility_agreed else "this was not agreed"
    if version.patient_kind == NO_PATIENT:
        keeps = "This was a general question about no particular patient."
    else:
        keeps = f"Responsibility for the patient is kept by {version.responsible}; {agreed}. {seen}"
    supervisor = f", supervised by {version.supervisor_name}" if version.supervisor_name else ""
    return (
        f"Advice by {version.adviser_name}, {version.adviser_grade}, GMC {version.adviser_gmc}{supervisor}. "
        f"Reference {reference}.",
        keeps,
        "Advice does not replace an urgent suspected-cancer referral. If the patient gets worse, act on that first: "
        "999 in an emergency.",
    )
