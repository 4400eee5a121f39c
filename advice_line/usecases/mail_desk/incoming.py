"""Takes a mail in: what it is, the enquiry it makes or joins, all in one transaction and once for each place.

A mailbox's server is told only afterwards. A crash before the transaction leaves the mail where it was; a
crash after it finds the mail's place in the store and only moves the mail.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.correspondence import (
    NEEDS_A_PERSON,
    Arrived,
    Known,
    MailKind,
    Sorted,
    reference_in,
    sort_mail,
)
from advice_line.enquiry.states import OPEN, State, reference
from advice_line.instants import to_text
from advice_line.people.numbers import numbers_in
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.enquiries import Enquiry
from advice_line.store.values.mail import KnownOfSent, WholeMail
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.advice.acknowledging import acknowledge_last, note_bounce
from advice_line.usecases.enquiries import move_enquiry, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.flags.site_flags import raise_site_flag
from advice_line.usecases.mail_desk.correspondents import has_our_newest, is_correspondent
from advice_line.usecases.mail_desk.outbox import note_copy
from advice_line.usecases.mail_desk.practice_addresses import Recognised, recognise
from advice_line.usecases.usecase import By, Press, Receipt, act_once


@dataclass(frozen=True, slots=True)
class MailboxPlace:
    """Where a mail lies: a mailbox's name, its validity, its number there."""

    mailbox: str
    uid_validity: int
    uid: int

    @property
    def key(self) -> str:
        return f"mail {self.mailbox} {self.uid_validity} {self.uid}"


@dataclass(frozen=True, slots=True)
class MailTaken:
    """What became of a mail."""

    mail: int
    kind: MailKind
    why: str
    enquiry: int | None

    def __str__(self) -> str:
        joined = f" {reference(self.enquiry)}" if self.enquiry else ""
        return f"{self.kind}{joined}: {self.why}"


def is_taken(store: Store, place: MailboxPlace) -> bool:
    """Whether the mail at this place is in the store already."""
    where = {"mailbox": place.mailbox, "uid_validity": place.uid_validity, "uid": place.uid}
    return store.one(int, "mail_at_place", **where) is not None


def take_in(
    by: By,
    desk: str,
    place: MailboxPlace,
    mail: Arrived,
    arrived_at: datetime,
    domains: Sequence[str] = (),
) -> MailTaken:
    """Writes one mail into the store. ``domains``: those in whose addresses a practice's code is believed.

    The time to answer runs from when it came to the mailbox, not from when somebody looked.
    """
    row = the_desk(by.store, desk)
    came = min(arrived_at, by.at)

    def work() -> Receipt:
        practice = recognise(by.store, mail.sender, domains)
        known, first, enquiry = _known(by.store, row, mail, practice)
        sort = sort_mail(mail, known)
        number = _write(by, row, place, mail, sort, came, first)
        joined = _follow(by, row, number, mail, sort, came, practice, enquiry, known)
        return Receipt(str(number), {"kind": str(sort.kind), "enquiry": joined, "desk": desk})

    mail_id = int(act_once(by, "took a mail in", "mail", Press.by_itself(place.key), work))
    found = by.store.the(WholeMail, "mail_by_id", id=mail_id)
    return MailTaken(mail_id, found.kind, found.why, found.enquiry)


def _known(store: Store, desk: DeskRow, mail: Arrived, practice: Recognised) -> tuple[Known, int | None, int | None]:
    """What the store knows of it, the mail it repeats, and the enquiry it belongs to."""
    sent = store.one(KnownOfSent, "enquiry_of_sent", message_id=mail.message_id) if mail.message_id else None
    first = _seen_before(store, desk.id, mail)
    enquiry = _enquiry_of(store, desk, mail, practice)
    bounced = any(store.one(KnownOfSent, "enquiry_of_sent", message_id=m) for m in mail.bounced_ids)
    known = Known(
        came_before=first is not None,
        ours=sent is not None,
        own_address=bool(store.one(str, "desk_of_address", address=mail.sender)),
        practice=practice.code,
        answers=enquiry,
        outsider=enquiry is not None
        and not is_correspondent(store, the_enquiry(store, enquiry), mail.sender, practice.code),
        bounced=bounced,
    )
    return known, first, enquiry


def _seen_before(store: Store, desk: str, mail: Arrived) -> int | None:
    same = store.one(int, "mail_seen_before", desk=desk, sha256=mail.sha256)
    if same is None and mail.message_id:
        same = store.one(
            int,
            "mail_with_message_id",
            desk=desk,
            message_id=mail.message_id,
            sender=mail.sender,
            subject=mail.subject,
            words=mail.words,
        )
    return same


def _enquiry_of(store: Store, desk: DeskRow, mail: Arrived, practice: Recognised) -> int | None:
    for message_id in reversed(mail.thread):
        sent = store.one(KnownOfSent, "enquiry_of_sent", message_id=message_id)
        found = sent.enquiry if sent else store.one(int, "enquiry_of_mail", message_id=message_id, desk=desk.id)
        if found is not None and _of_desk(store, found, desk.id):
            return found
    named = reference_in(mail.subject)
    row = store.one(Enquiry, "enquiry_by_id", id=named) if named is not None else None
    # Anybody can write a number in a subject: it counts only from the practice whose enquiry it is.
    if row and row.desk == desk.id and practice.code is not None and row.practice == practice.code:
        return row.id
    return None


def _of_desk(store: Store, enquiry: int, desk: str) -> bool:
    row = store.one(Enquiry, "enquiry_by_id", id=enquiry)
    return row is not None and row.desk == desk


def _write(
    by: By,
    desk: DeskRow,
    place: MailboxPlace,
    mail: Arrived,
    sort: Sorted,
    came: datetime,
    first: int | None,
) -> int:
    made = by.store.inserted(
        "add_mail",
        site=by.person.site,
        desk=desk.id,
        kind=sort.kind,
        why=sort.why,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        message_id=mail.message_id,
        thread=json.dumps(mail.thread),
        words=mail.words,
        problems=json.dumps(mail.problems, ensure_ascii=False),
        size=mail.size,
        sha256=mail.sha256,
        source=mail.source,
        arrived_at=to_text(came),
        taken_at=to_text(by.at),
        duplicate_of=first if sort.kind is MailKind.DUPLICATE else None,
        key=place.key,
    )
    place_of = {"mailbox": place.mailbox, "uid_validity": place.uid_validity, "uid": place.uid}
    by.store.run("add_mail_place", mail=made, **place_of)
    if sort.kind is not MailKind.DUPLICATE:
        for position, file in enumerate(mail.attachments):
            values = {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
            values |= {"content": file.content, "refused": file.refused}
            by.store.run("add_mail_attachment", mail=made, position=position, **values)
    return made


def _follow(
    by: By,
    desk: DeskRow,
    number: int,
    mail: Arrived,
    sort: Sorted,
    came: datetime,
    practice: Recognised,
    enquiry: int | None,
    known: Known,
) -> int | None:
    """What the mail sets going; gives the enquiry it belongs to."""
    if sort.kind is MailKind.QUESTION:
        enquiry = new_enquiry(
            by, desk, mail_question(mail), came, practice, Press.by_itself(f"enquiry of mail {number}")
        )
    elif sort.kind is MailKind.OWN_COPY:
        enquiry = note_copy(by, mail.message_id)
    elif sort.kind is MailKind.BOUNCE:
        enquiry = note_bounce(by, mail.bounced_ids, mail.new_words)
    elif sort.kind not in (MailKind.REPLY, MailKind.ACKNOWLEDGEMENT, MailKind.AUTOMATIC):
        enquiry = None
    if enquiry is not None:
        by.store.run("add_mail_enquiry", mail=number, enquiry=enquiry, at=to_text(by.at), account=by.person.account)
    replies = sort.kind in (MailKind.REPLY, MailKind.ACKNOWLEDGEMENT) and not known.outsider
    if replies and enquiry is not None and has_our_newest(by.store, enquiry, mail.subject, mail.thread):
        acknowledge_last(By(by.store, by.person, came), enquiry, "replied by mail")
    if sort.kind is MailKind.REPLY and enquiry is not None:
        reopen(by, desk, enquiry, came)
    if _needs_a_person(sort.kind, known, joined=enquiry is not None):
        about = f" ({reference(enquiry)})" if enquiry is not None else ""
        words = f"Mail {number} to {desk.name} from {mail.sender or 'nobody'}: {sort.why}{about}"
        raise_site_flag(
            by.store, by.person.site, by.at, ChaserKind.MAIL, f"mail {number}", words, "operator", desk=desk.id
        )
    return enquiry


def _needs_a_person(kind: MailKind, known: Known, *, joined: bool) -> bool:
    if kind is MailKind.REPLY:
        return known.outsider
    if kind is MailKind.BOUNCE:
        return not joined
    if kind is MailKind.AUTOMATIC:
        return not joined and known.practice is not None
    return kind in NEEDS_A_PERSON


def mail_question(mail: Arrived) -> dict[str, str]:
    """The enquiry's own words: subject, text, and who wrote it."""
    words = f"{mail.subject}\n\n{mail.words}".strip()
    return {"words": words, "name": mail.sender_name or mail.sender}


def new_enquiry(
    by: By,
    desk: DeskRow,
    question: dict[str, str],
    came: datetime,
    practice: Recognised,
    press: Press,
) -> int:
    """An e-mail question as an enquiry that waits for its answer; call it inside a transaction."""
    due_at = came + timedelta(hours=desk.reply_within_hours)
    numbers = numbers_in(question["words"])
    named: dict[str, Any] = {"patient": "given", "nhs_number": numbers[0]} if len(numbers) == 1 else {}
    made = by.store.inserted(
        "add_enquiry",
        **{
            "site": by.person.site,
            "desk": desk.id,
            "channel": "e-mail",
            "arrived_at": to_text(came),
            "account": by.person.account,
            "caller_name": question["name"],
            "caller_role": "by e-mail",
            "caller_number": "",
            "caller_e164": None,
            "caller_extension": "",
            "practice": practice.code,
            "from_listed": int(practice.known),
            "urgency": "routine",
            "patient": "not asked",
            "nhs_number": None,
            "birth_date": None,
            "patient_name": None,
            "key": press.key,
        }
        | named,
    )
    state = {"state": State.TO_ANSWER, "holder": None, "due_at": to_text(due_at), "since": to_text(came)}
    by.store.run("add_enquiry_state", enquiry=made, **state)
    asked = {"words": question["words"], "account": by.person.account, "at": to_text(came), "due_at": to_text(due_at)}
    by.store.run("add_question", enquiry=made, **asked)
    refresh_flags(by, made)
    return made


def reopen(by: By, desk: DeskRow, enquiry: int, came: datetime) -> None:
    """A closed enquiry whose practice wrote again waits for an answer, with a new time."""
    row = the_enquiry(by.store, enquiry)
    if row.state not in OPEN:
        due_at = came + timedelta(hours=desk.reply_within_hours)
        move_enquiry(by.store, row, State.TO_ANSWER, max(came, row.since), adviser=row.adviser, due_at=due_at)
    refresh_flags(by, enquiry)
