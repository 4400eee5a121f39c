"""How the fields of a record are said to whoever reads it: in a letter, in an enquiry's story."""

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
