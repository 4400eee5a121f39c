"""An enquiry's whole story on one page, in time order."""

from dataclasses import dataclass
from datetime import datetime

from advice_line.desk.acting import note_reading
from advice_line.desk.calls import enquiry_row
from advice_line.desk.reading import require_reading
from advice_line.enquiry.advice import FIELDS
from advice_line.enquiry.states import reference
from advice_line.instants import from_text
from advice_line.people.numbers import group_nhs_number
from advice_line.people.phones import Contact
from advice_line.people.roles import Act, Person, may
from advice_line.store import Row, Store


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when, what, who, and its words."""

    at: datetime
    what: str
    who: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What the reader may see of an enquiry."""

    reference: str
    row: Row
    events: tuple[Event, ...]
    clinical: bool


def story(store: Store, person: Person, at: datetime, enquiry: int, reason: str = "") -> Story:
    """Everything about an enquiry in time order.

    Who may not see clinical text sees who was called, not what was said.
    """
    row = enquiry_row(store, enquiry)
    clinical = may(person, Act.SEE_CLINICAL_TEXT, desk=row["desk"]) or bool(reason and person.clinician)
    if clinical:
        require_reading(store, person, at, row, reason)
    else:
        note_reading(store, person, at, "read who was called", "enquiry", str(enquiry))
    events = [_arrival(row, clinical), *_attempts(store, enquiry)]
    if verified := store.row("verification_of", enquiry=enquiry):
        events.append(Event(from_text(verified["at"]), "caller verified", verified["by_name"], verified["how"]))
    if question := store.row("question_of", enquiry=enquiry):
        words = question["words"] if clinical else ""
        events.append(Event(from_text(question["at"]), "turned into an e-mail question", question["by_name"], words))
    events += _advice(store, enquiry, clinical)
    for flag in store.rows("flags_of", enquiry=enquiry):
        owner = flag["clinician_name"] or flag["owner"]
        events.append(Event(from_text(flag["raised_at"]), f"flag: {flag['kind']}", owner))
        if flag["settled_at"]:
            what = f"flag settled: {flag['kind']}"
            events.append(Event(from_text(flag["settled_at"]), what, flag["settled_by"], flag["how"]))
    return Story(reference(enquiry), row, tuple(sorted(events, key=lambda e: e.at)), clinical)


def _arrival(row: Row, clinical: bool) -> Event:
    practice = row["practice_name"] or "practice not known"
    words = f"{row['caller_name']}, {row['caller_role']}, {practice}, {row['caller_number']}; {row['urgency']}"
    if clinical and row["patient"] == "given":
        parts = [
            row["patient_name"] or "",
            f"born {row['birth_date']}" if row["birth_date"] else "",
            f"NHS {group_nhs_number(row['nhs_number'])}" if row["nhs_number"] else "",
        ]
        words += ". Patient: " + ", ".join(part for part in parts if part)
    elif clinical:
        words += f". Patient: {row['patient']}"
    return Event(from_text(row["arrived_at"]), f"{row['channel']} call to {row['desk_name']}", row["taken_by"], words)


def _attempts(store: Store, enquiry: int) -> list[Event]:
    events = []
    for attempt in store.rows("attempts_of", enquiry=enquiry):
        contact = Contact(attempt["contact_kind"], attempt["contact_value"])
        place = f"rung {attempt['rung']}, {attempt['duty']}" if attempt["publication"] else "not on the roster"
        words = f"{place}: {attempt['result'] or 'ringing'}"
        if attempt["clinic_reason"]:
            words += f"; called out of clinic: {attempt['clinic_reason']}"
        at = from_text(attempt["started_at"])
        events.append(Event(at, f"dialled {attempt['name']} on {contact}", attempt["by_name"], words))
    return events


def _advice(store: Store, enquiry: int, clinical: bool) -> list[Event]:
    events = []
    for version in store.rows("advice_versions", enquiry=enquiry):
        what = "advice recorded" if version["version"] == 1 else f"amended: {version['amends_because']}"
        words = "\n".join(_fields(version)) if clinical else ""
        events.append(Event(from_text(version["written_at"]), what, version["by_name"], words))
        if version["countersigned_at"]:
            said = version["countersign_words"] if clinical else ""
            at, who = from_text(version["countersigned_at"]), version["countersigned_by"]
            events.append(Event(at, f"countersigned: {version['verdict']}", who, said))
    return events


def _fields(version: Row) -> list[str]:
    """The record's fields that say something, a line each."""
    shown = dict(version) | {
        "supervisor": version["supervisor_name"],
        "seen_by_adviser": "yes" if version["seen_by_adviser"] else "no: unseen",
        "responsibility_agreed": "yes" if version["responsibility_agreed"] else "no",
        "nhs_number": group_nhs_number(version["nhs_number"]) if version["nhs_number"] else "",
    }
    labels = {key: "Seen by the adviser" if key == "seen_by_adviser" else f.label for key, f in FIELDS.items()}
    shown["patient_kind"] = shown["patient_kind"] if shown["patient_kind"] != "given" else ""
    return [f"{labels[key]}: {shown[key]}" for key in FIELDS if shown.get(key)]
