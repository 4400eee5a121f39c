"""The order in which a referral wants what a record holds, and who has nobody to refer."""

from advice_line.enquiry.advice import NO_PATIENT
from advice_line.problems import Refused

REFERRAL_ORDER: dict[str, tuple[str, ...]] = {
    "The patient": (
        "nhs_number", "patient_name", "birth_date", "seen_by_caller", "child_with", "child_weight", "safeguarding",
        "pregnancy", "gestation", "pregnancy_team",
    ),
    "Why": ("request", "situation", "assessment", "suspected_cancer", "cancer_referral"),
    "History": ("background", "medicines", "allergies"),
    "Advice already given": (
        "advice", "doses", "uncertainty", "would_change", "outcome_reason", "actions", "safety_net", "review",
    ),
    "Agreed": ("patient_agreed", "discussed_with"),
}  # fmt: skip
"""Headings with the record's fields below them. Who refers stands before it, and who answers for the advice after;
the hospital's own business stands nowhere."""


def refuse_referral(patient_kind: str | None) -> None:
    """Refuses where nothing is recorded yet (None), or where the question was about nobody in particular."""
    if patient_kind is None:
        raise Refused("Nothing is recorded yet that a referral could be made of.")
    if patient_kind == NO_PATIENT:
        raise Refused("This was a general question about no particular patient; there is nobody to refer.")
