"""An enquiry's whole story on one page, in time order."""

import json
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.reasons import is_blank
from advice_line.enquiry.states import reference
from advice_line.people.numbers import group_nhs_number
from advice_line.people.roles import Act, may
from advice_line.store import Store
from advice_line.store.values.advice import Acknowledgement, AdviceVersion, ReferralNote
from advice_line.store.values.enquiries import (
    AskedQuestion,
    Attempt,
    CallDetails,
    Enquiry,
    Feedback,
    InterfaceNote,
    SettingAside,
    Verification,
)
from advice_line.store.values.flags import EnquiryFlag
from advice_line.store.values.mail import AttachedFile, MailOfEnquiry, MailToPractice
from advice_line.usecases.enquiries import require_reading, the_enquiry
from advice_line.usecases.usecase import By, note_reading
from advice_line.words.records import record_words


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when, what, who, and its words."""

    at: datetime
    what: str
    who: str
    words: str = ""
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What the reader may see of an enquiry."""

    reference: str
    enquiry: CallDetails
    events: tuple[Event, ...]
    clinical: bool
    advised: bool = False
    files: int = 0
    set_aside: str = ""
    """Why it is left out of what is charged; empty: it is not."""


def story(by: By, enquiry: int, reason: str = "") -> Story:
    """Everything about an enquiry in time order.

    Who may not see clinical text sees who was called, not what was said.
    """
    row = the_enquiry(by.store, enquiry)
    clinical = may(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk) or (
        not is_blank(reason) and may(by.person, Act.BREAK_GLASS)
    )
    if clinical:
        require_reading(by, row, reason)
    else:
        note_reading(by, "read who was called", "enquiry", str(enquiry))
    asides = by.store.all(SettingAside, "settings_aside_of", enquiry=enquiry)
    events = [_arrival(row, clinical), *_attempts(by.store, enquiry), *map(_aside, asides)]
    if verified := by.store.one(Verification, "verification_of", enquiry=enquiry):
        events.append(Event(verified.at, "caller verified", verified.by_name, verified.how))
    if question := by.store.one(AskedQuestion, "question_of", enquiry=enquiry):
        words = question.words if clinical else ""
        if row.channel == "phone":
            what = "turned into an e-mail question"
            events.append(Event(question.at, what, question.by_name, words))
    advice = _advice(by.store, enquiry, clinical)
    events += [
        *advice,
        *_mails(by.store, enquiry, clinical),
        *_told(by.store, enquiry),
        *_said(by.store, enquiry, clinical),
    ]
    for flag in by.store.all(EnquiryFlag, "flags_of", enquiry=enquiry):
        owner = flag.owner_name
        events.append(Event(flag.raised_at, f"flag: {flag.kind}", owner))
        if flag.settled_at:
            what = f"flag settled: {flag.kind}"
            how = flag.how if clinical or not flag.how.startswith("reviewed: ") else "reviewed"
            events.append(Event(flag.settled_at, what, flag.settled_by, how))
    files = sum(not f.refused for f in by.store.all(AttachedFile, "attachments_of_enquiry", enquiry=enquiry))
    ordered = tuple(sorted(events, key=lambda e: e.at))
    return Story(reference(enquiry), row, ordered, clinical, bool(advice), files, asides[-1].reason if asides else "")


def _arrival(row: Enquiry, clinical: bool) -> Event:
    words = f"{row.caller_name}, {row.caller_role}, {row.practice_name}, {row.caller_number}; {row.urgency}"
    if clinical and row.patient == "given":
        parts = [
            row.patient_name or "",
            f"born {row.birth_date}" if row.birth_date else "",
            f"NHS {group_nhs_number(row.nhs_number)}" if row.nhs_number else "",
        ]
        words += ". Patient: " + ", ".join(part for part in parts if part)
    elif clinical:
        words += f". Patient: {row.patient}"
    what = "e-mail question" if row.channel == "e-mail" else "phone call"
    return Event(row.arrived_at, f"{what} to {row.desk_name}", row.taken_by, words)


def _attempts(store: Store, enquiry: int) -> list[Event]:
    events = []
    for attempt in store.all(Attempt, "attempts_of", enquiry=enquiry):
        words = f"{attempt.place}: {attempt.result or 'ringing'}"
        if attempt.clinic_reason:
            words += f"; called out of clinic: {attempt.clinic_reason}"
        what = f"dialled {attempt.name} on {attempt.contact}"
        events.append(Event(attempt.started_at, what, attempt.by_name, words))
    return events


def _aside(one: SettingAside) -> Event:
    what = f"set aside, not charged: {one.reason}" if one.reason else "taken back in, charged after all"
    return Event(one.at, what, one.by_name, one.words)


def _advice(store: Store, enquiry: int, clinical: bool) -> list[Event]:
    events = []
    for version in store.all(AdviceVersion, "advice_versions", enquiry=enquiry):
        because = f": {version.amends_because}" if clinical else ""
        what = "advice recorded" if version.version == 1 else f"amended{because}"
        words = _recorded(version) if clinical else ""
        events.append(Event(version.written_at, what, version.by_name, words, is_advice=True))
        if version.countersigned_at:
            said = version.countersign_words if clinical else ""
            at, who = version.countersigned_at, version.countersigned_by
            events.append(Event(at, f"countersigned: {version.verdict}", who, said))
    return events


def _mails(store: Store, enquiry: int, clinical: bool) -> list[Event]:
    events = []
    files: dict[int, list[str]] = {}
    for file in store.all(AttachedFile, "attachments_of_enquiry", enquiry=enquiry):
        said = f"{file.name} ({file.refused or 'kept'})"
        files.setdefault(file.mail, []).append(said)
    for mail in store.all(MailOfEnquiry, "mails_of_enquiry", enquiry=enquiry):
        parts = [f"Subject: {mail.subject}", mail.words, *json.loads(mail.problems)] if clinical else []
        if mail.id in files:
            parts.append("Attachments: " + ", ".join(files[mail.id]))
        who = f"{mail.sender_name} <{mail.sender}>".strip()
        words = "\n".join(filter(None, [mail.why if mail.kind != "question" else "", *parts]))
        events.append(Event(mail.arrived_at, f"mail came in: {mail.kind}", who, words))
    return events


def _told(store: Store, enquiry: int) -> list[Event]:
    """What was sent to the practice, that it has it, and what was made for it to send."""
    events = []
    for mail in store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry):
        events.append(Event(mail.made_at, f"{mail.kind} to {mail.recipient}", "outbox"))
        if mail.state != "waiting":
            error = f": {mail.error}" if mail.error else ""
            events.append(Event(mail.since, f"{mail.kind} {mail.state}{error}", mail.recipient))
    for ack in store.all(Acknowledgement, "acknowledgements_of", enquiry=enquiry):
        events.append(Event(ack.at, "acknowledged", ack.practice_name, ack.how))
    for note in store.all(ReferralNote, "referral_notes_of", enquiry=enquiry):
        events.append(Event(note.at, "made a referral note for the practice to send", note.by_name))
    return events


def _said(store: Store, enquiry: int, clinical: bool) -> list[Event]:
    """Feedback from both sides, and failures of the interface."""
    events = []
    for said in store.all(Feedback, "feedback_of", enquiry=enquiry):
        what = f"feedback of the {said.side}: useful {said.useful}"
        if said.afterwards:
            what = f"the practice says of the patient: {said.afterwards}"
        events.append(Event(said.at, what, said.by_name, said.words if clinical else ""))
    for note in store.all(InterfaceNote, "interface_notes_of", enquiry=enquiry):
        events.append(Event(note.at, f"rang {note.reason}", note.by_name, note.words))
    return events


def _recorded(version: AdviceVersion) -> str:
    """A line for each field; that a patient was given is seen from who it is."""
    said = record_words(version)
    if version.patient_kind == "given":
        del said["patient_kind"]
    return "\n".join(f"{label}: {words}" for label, words in said.values())
