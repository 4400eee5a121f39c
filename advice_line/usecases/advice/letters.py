"""What the practice is told: the answer to its mail, or the record of its call, as a letter."""

from dataclasses import replace as replaced
from datetime import datetime
from pathlib import Path

from advice_line.enquiry.advice import SECTIONS
from advice_line.exports.letters import FORMS, Letter, letter_pdf, letter_text
from advice_line.exports.outgoing import Outgoing, attached, footed, quoted, reply_subject
from advice_line.files import check_may_write, write_whole
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id, the_desk
from advice_line.store.values.advice import AdviceVersion
from advice_line.store.values.enquiries import Attempt, Enquiry
from advice_line.store.values.mail import MailOfEnquiry, MailToPractice, OutboxMail
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.accounts.desk_settings import desk_settings
from advice_line.usecases.enquiries import require_reading, the_enquiry
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.mail_desk.correspondents import answer_address, mails_to_answer
from advice_line.usecases.mail_desk.outbox import put_in_outbox
from advice_line.usecases.mail_desk.practice_addresses import address_of
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, Press, note_reading
from advice_line.words.days import letter_date
from advice_line.words.records import record_words, responsibility_words
from advice_line.words.times import clock, letter_moment

_PRIVATE = frozenset({"incident", "interface_reason", "adviser_feedback", "patient_kind"})
"""Fields that are the hospital's own business, or say nothing to a practice."""
_OF_THE_ANSWER = frozenset(
    {"advice", "doses", "uncertainty", "would_change", "outcome", "outcome_reason", "actions", "safety_net", "review"}
)


def tell_the_practice(by: By, enquiry: int, advice: int) -> int | None:
    """Puts the answer or the confirmation into the outbox; call it inside the transaction that recorded the advice.

    Gives the mail, or None: the desk sends no confirmations, or nobody has entered the practice's address.
    """
    row = the_enquiry(by.store, enquiry)
    desk = the_desk(by.store, row.desk)
    version = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)[-1]
    asked = mails_to_answer(by.store, row)
    to = answer_address(by.store, row, asked) if asked else ""
    if to:
        mail = _answer(by.store, desk, row, version, asked[-1], to)
        return put_in_outbox(
            by, "answer", mail, Press.by_itself(f"answer {advice}"), desk=desk.id, enquiry=enquiry, advice=advice
        )
    address = address_of(by.store, row.practice)
    if not address or not desk_settings(by.store, desk.id).confirm_by_mail:
        return None
    mail = _confirmation(by.store, desk, row, version, address)
    press = Press.by_itself(f"confirmation {advice}")
    return put_in_outbox(by, "confirmation", mail, press, desk=desk.id, enquiry=enquiry, advice=advice)


def _answer(
    store: Store, desk: DeskRow, row: Enquiry, version: AdviceVersion, asked: MailOfEnquiry, to: str
) -> Outgoing:
    on, at = letter_date(asked.arrived_at.astimezone(desk.zone)), clock(asked.arrived_at, desk.zone)
    body = [f"{label}: {words}" for key, (label, words) in record_words(version).items() if key in _OF_THE_ANSWER]
    who = asked.sender_name or asked.sender
    question = "\n\n".join(
        [
            "\n".join(body),
            *responsibility_words(row.reference, version),
            f"On {on} at {at} {who} wrote:\n{quoted(asked.words)}",
        ]
    )
    return Outgoing(
        f"{desk.name} advice line",
        desk.email,
        to,
        reply_subject(asked.subject, row.reference),
        question,
        _thread(store, row.id, asked),
    )


def _thread(store: Store, enquiry: int, asked: MailOfEnquiry) -> list[str]:
    """The message ids of the whole exchange, the one that is answered last."""
    ours = [o.message_id for o in store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry)]
    theirs = [m.message_id for m in store.all(MailOfEnquiry, "mails_of_enquiry", enquiry=enquiry)]
    return [m for m in [*ours, *theirs] if m and m != asked.message_id] + [m for m in [asked.message_id] if m]


def _confirmation(store: Store, desk: DeskRow, row: Enquiry, version: AdviceVersion, address: str) -> Outgoing:
    letter = _letter(store, desk, row, version)
    words = "Reply to this mail with the one word “received”, or with what you would add.\n\n" + letter_text(letter)
    return Outgoing(
        f"{desk.name} advice line",
        desk.email,
        address,
        f"Advice line record [{letter.reference}]",
        words,
        [o.message_id for o in store.all(MailToPractice, "outbox_of_enquiry", enquiry=row.id)],
    )


def as_sent(store: Store, at: datetime, outbox: int, source: str) -> str:
    """An answer or a confirmation as it leaves: with the trail's head, and a confirmation with its letter as PDF.

    Both are made only now: the letter takes a while, and the head of now proves the advice itself, whose row of
    the trail was written after the mail. The letter is of the version of the advice that the mail was made for.
    """
    row = store.one(OutboxMail, "outbox_by_id", id=outbox)
    if row is None or row.kind == "chaser" or row.desk is None or row.enquiry is None:
        return source
    head = head_on_paper(store, row.site, at)
    source = footed(source, head.text)
    if row.kind == "answer":
        return source
    versions = store.all(AdviceVersion, "advice_versions", enquiry=row.enquiry)
    version = next(version for version in versions if version.id == row.advice)
    desk = the_desk(store, row.desk)
    letter = replaced(_letter(store, desk, the_enquiry(store, row.enquiry), version), head=head)
    return attached(source, f"{letter.reference}.pdf", letter_pdf(letter))


def letter_of(by: By, enquiry: int) -> Letter:
    """The newest advice of an enquiry as a letter; a reading of the record, and on the trail as one."""
    row = the_enquiry(by.store, enquiry)
    require_reading(by, row)
    versions = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    desk = desk_by_id(by.store, row.desk)
    if not versions or desk is None:
        raise Refused("Nothing is recorded yet that could be confirmed.")
    return replaced(_letter(by.store, desk, row, versions[-1]), head=head_on_paper(by.store, row.site, by.at))


def write_letter(by: By, enquiry: int, path: Path, *, replace: bool = False) -> None:
    """Writes the letter to a .txt, .html or .pdf file, to be printed and posted.

    The trail says so first: a letter that is out is never missing there, and carries a head that proves that row.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise Refused("The letter is written as .txt, .html or .pdf.")
    check_may_write(path, replace=replace)
    letter = letter_of(by, enquiry)
    note_reading(by, "exported a letter", "enquiry", str(enquiry), file=path.name)
    head = head_on_paper(by.store, by.person.site, by.at)
    write_whole(path, form(replaced(letter, head=head)), replace=replace)


def _letter(store: Store, desk: DeskRow, row: Enquiry, version: AdviceVersion) -> Letter:
    attempts = store.all(Attempt, "attempts_of", enquiry=row.id)
    answered_at = next((a.answered_at for a in attempts if a.answered_at), None)
    contact = [("Received", f"{letter_moment(row.arrived_at, desk.zone)}, by {row.channel}")]
    if answered_at is not None:
        contact.append(("Put through", letter_moment(answered_at, desk.zone)))
    contact += [
        ("Caller", f"{row.caller_name}, {row.caller_role}"),
        ("Recorded", letter_moment(version.written_at, desk.zone)),
    ]
    if version.version > 1:
        contact.append(("Amended", f"version {version.version}, because: {version.amends_because}"))
    by_key = record_words(version)
    sections = [("The call", tuple(contact))]
    for heading, fields in SECTIONS.items():
        lines = tuple(by_key[f.key] for f in fields if f.key in by_key and f.key not in _PRIVATE)
        if lines:
            sections.append((heading, lines))
    return Letter(
        row.reference,
        f"{desk.name}: advice given to a practice",
        called(store, site_named(store, row.site).name),
        row.practice_listed or row.caller_name,
        tuple(sections),
        responsibility_words(row.reference, version),
    )
