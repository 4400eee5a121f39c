"""Why practices ring although no advice is needed: the hospital's side of the interface failed.

Hospitals must name a lead for the primary-secondary care interface and their commissioners review it, so
these are counted apart from advice.
"""

from advice_line.problems import Refused

INTERFACE_REASONS: dict[str, str] = {
    "to chase a result the clinic ordered": "chase_a_result",
    "asked to refer on to another clinic": "asked_to_refer_on",
    "no discharge letter": "no_discharge_letter",
    "patient cannot get information": "patient_without_information",
    "prescription or fit note not issued": "prescription_or_fit_note",
    "another failure of the hospital's side": "another_failure",
}
"""Each reason, and the column of the interface audit that counts it."""


def refuse_reason(reason: str) -> None:
    """Refuses what is not a reason of the list."""
    if reason not in INTERFACE_REASONS:
        raise Refused(f"“{reason}” is not a reason of the list.")
