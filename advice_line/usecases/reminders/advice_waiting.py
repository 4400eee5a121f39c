"""Advice that waits for a clinician: to be recorded, answered, countersigned."""

from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.states import State
from advice_line.people.roles import Act, Person, ever
from advice_line.store import Store
from advice_line.store.values.advice import ToCountersign, ToRecord
from advice_line.usecases.enquiries import desks_text


@dataclass(frozen=True, slots=True)
class AdviceWaiting:
    """One enquiry that waits for a clinician; ``advice`` is what is to be countersigned."""

    id: int
    kind: str
    desk: str
    desk_name: str
    caller: str
    since: datetime
    due_at: datetime | None
    urgency: str
    adviser: str
    advice: int | None = None


def advice_waiting(store: Store, person: Person) -> list[AdviceWaiting]:
    """To record, to answer by e-mail, to countersign; each part by time."""
    if not ever(person, Act.RECORD_ADVICE):
        return []
    found = [
        AdviceWaiting(
            row.id,
            "to record" if row.state == State.TO_RECORD else "to answer",
            row.desk,
            row.desk_name,
            row.caller,
            row.since,
            row.due_at,
            row.urgency,
            row.adviser_name,
        )
        for row in store.all(ToRecord, "worklist_to_record", clinician=person.clinician, desks=desks_text(person))
    ]
    if ever(person, Act.COUNTERSIGN):
        found += [
            AdviceWaiting(
                row.id,
                "to countersign",
                row.desk,
                row.desk_name,
                row.caller,
                row.written_at,
                None,
                row.urgency,
                row.adviser_name,
                row.advice,
            )
            for row in store.all(ToCountersign, "worklist_to_countersign", desks=desks_text(person))
        ]
    return found
