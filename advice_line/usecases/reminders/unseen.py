"""Accountability: every piece of advice about an unseen patient that still lacks something, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.flags import Kind
from advice_line.enquiry.states import reference
from advice_line.people.roles import Act, Person, may
from advice_line.store import Store
from advice_line.store.values.advice import AdviceFlag
from advice_line.usecases.usecase import By, note_reading, require_ever


@dataclass(frozen=True, slots=True)
class Unseen:
    """One of them, and what is missing. No patient's identity, no clinical text."""

    enquiry: int
    advice: int
    desk: str
    desk_name: str
    written_at: datetime
    adviser: str
    supervisor: str
    caller: str
    missing: tuple[str, ...]
    special: tuple[str, ...]
    to_countersign: bool

    @property
    def reference(self) -> str:
        return reference(self.enquiry)


_MISSING = {
    Kind.NOT_COUNTERSIGNED: "countersign",
    Kind.NO_CONSULTANT: "consultant",
    Kind.NOT_ACKNOWLEDGED: "acknowledgement",
    Kind.NOT_DELIVERED: "delivery",
    Kind.NOT_READ_BACK: "dose read back",
    Kind.NOT_AGREED: "agreed responsibility",
    Kind.DISAGREED: "what came of the disagreement",
    Kind.LATE_ENTRY: "a look at the late entry",
}
_SPECIAL = {
    Kind.REPEAT_CALL: "repeat call",
    Kind.CHILD: "child",
    Kind.PREGNANCY: "pregnancy",
    Kind.SUSPECTED_CANCER: "suspected cancer",
}


def unseen_patients(by: By) -> list[Unseen]:
    """A consultant's own desks', a manager's site's, oldest first; looking is on the trail."""
    require_ever(by.person, Act.AUDIT)
    note_reading(by, "read the accountability page", "audit", "accountability")
    return unseen_rows(by.store, by.person)


def unseen_rows(store: Store, person: Person) -> list[Unseen]:
    """The same without a trail row, for a page that is being looked at already."""
    rows = [
        row
        for row in store.all(AdviceFlag, "accountability_open", site=person.site)
        if row.is_unseen and may(person, Act.AUDIT, desk=row.desk, site=person.site)
    ]
    kinds: dict[int, list[Kind]] = {}
    for row in rows:
        kinds.setdefault(row.advice, []).append(row.kind)
    found: list[Unseen] = []
    for row in rows:
        if found and found[-1].advice == row.advice:
            continue
        own = kinds[row.advice]
        found.append(
            Unseen(
                row.enquiry,
                row.advice,
                row.desk,
                row.desk_name,
                row.written_at,
                row.adviser_name,
                row.supervisor_name or "nobody",
                row.caller,
                tuple(words for kind, words in _MISSING.items() if kind in own),
                tuple(words for kind, words in _SPECIAL.items() if kind in own),
                Kind.NOT_COUNTERSIGNED in own
                and row.adviser != person.clinician
                and may(person, Act.COUNTERSIGN, desk=row.desk),
            )
        )
    return found
