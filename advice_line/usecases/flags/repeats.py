"""Earlier enquiries about the same patient, shown to the registrar at once."""

from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.repeats import REPEAT_WITHIN
from advice_line.enquiry.states import reference
from advice_line.people.roles import Act, may
from advice_line.store import Store
from advice_line.store.values.enquiries import Enquiry, FoundEnquiry
from advice_line.usecases.usecase import By, note_reading


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of them. Of another desk's it says only that it was, when and where; its words take a reason."""

    enquiry: int
    desk_name: str
    arrived_at: datetime
    outcome: str
    advice: str
    own_desk: bool

    @property
    def reference(self) -> str:
        return reference(self.enquiry)


def patient_enquiries(store: Store, site: str, nhs_number: str, around: datetime, besides: int) -> list[int]:
    """Enquiries about a patient within thirty days before an instant, newest first."""
    found = store.all(int, "enquiries_of_patient", nhs_number=nhs_number, site=site, most=50)
    return [
        number
        for number in found
        if number != besides and timespan(store.the(Enquiry, "enquiry_by_id", id=number).arrived_at, around)
    ]


def timespan(earlier: datetime, now: datetime) -> bool:
    return earlier <= now and now - earlier <= REPEAT_WITHIN


def earlier_enquiries(by: By, site: str, nhs_number: str, around: datetime, besides: int) -> list[Earlier]:
    """What a registrar sees of them: one's own desk's with its words, another's as a fact. Either is on the trail."""
    found = []
    for number in patient_enquiries(by.store, site, nhs_number, around, besides):
        row = by.store.one(FoundEnquiry, "found_enquiry", id=number, site=site)
        if row is None:
            continue
        own = may(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
        act = "read an earlier record" if own else "was told of another desk's earlier enquiry"
        note_reading(by, act, "enquiry", str(number))
        found.append(
            Earlier(
                number,
                row.desk_name,
                row.arrived_at,
                (row.outcome or row.state) if own else "",
                (row.advice or "") if own else "",
                own,
            )
        )
    return found
