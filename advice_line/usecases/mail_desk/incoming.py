"""Takes a mail in: what it is, the enquiry it makes or joins, all in one transaction and once for each place.

A mailbox's server is told only afterwards. A crash before the transaction leaves the mail where it was; a
crash after it finds the mail's place in the store and only moves the mail.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.correspondence import (
    Arrived,
    Known,
    MailKind,
    Sorted,
    needs_a_person,
    reference_in,
    sort_mail,
)
from advice_line.enquiry.states import reference
from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.enquiries import Enquiry
from advice_line.store.values.mail import KnownOfSent, WholeMail
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.advice.acknowledging import acknowledge_last, note_bounce
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.flags.site_flags import raise_site_flag
from advice_line.usecases.mail_desk.correspondents import has_our_newest, is_correspondent
from advice_line.usecases.mail_desk.outbox import note_copy
from advice_line.usecases.mail_desk.practice_addresses import Recognised, recognise
from advice_line.usecases.mail_desk.questions import mailed_question, new_enquiry, reopen
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

    def work() -> Receipt:
        practice = recognise(by.store, mail.sender, domains)
        sorting = _sort(by.store, row, mail, practice, min(arrived_at, by.at))
        number = _write(by, place, sorting)
        joined = _follow(by, number, sorting)
        return Receipt(str(number), {"kind": str(sorting.kind), "enquiry": joined, "desk": desk})

    mail_id = int(act_once(by, "took a mail in", "mail", Press.by_itself(place.key), work))
    found = by.store.the(WholeMail, "mail_by_id", id=mail_id)
    return MailTaken(mail_id, found.kind, found.why, found.enquiry)


@dataclass(frozen=True, slots=True)
class _Sorting:
    """A mail to a desk, when it came, what is known of it, and what it therefore is.

    ``repeats`` is the mail that it is again; ``enquiry`` the one that its thread or its subject names.
    """

    desk: DeskRow
    mail: Arrived
    came: datetime
    practice: Recognised
    known: Known
    sort: Sorted
    repeats: int | None
    enquiry: int | None

    @property
    def kind(self) -> MailKind:
        return self.sort.kind


def _sort(store: Store, desk: DeskRow, mail: Arrived, practice: Recognised, came: datetime) -> _Sorting:
    repeats, enquiry = _seen_before(store, desk.id, mail), _enquiry_of(store, desk, mail, practice)
    sent = store.one(KnownOfSent, "enquiry_of_sent", message_id=mail.message_id) if mail.message_id else None
    known = Known(
        came_before=repeats is not None,
        ours=sent is not None,
        own_address=bool(store.one(str, "desk_of_address", address=mail.sender)),
        practice=practice.code,
        answers=enquiry,
        outsider=enquiry is not None
        and not is_correspondent(store, the_enquiry(store, enquiry), mail.sender, practice.code),
        bounced=any(store.one(KnownOfSent, "enquiry_of_sent", message_id=m) for m in mail.bounced_ids),
    )
    return _Sorting(desk, mail, came, practice, known, sort_mail(mail, known), repeats, enquiry)


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


def _write(by: By, place: MailboxPlace, sorting: _Sorting) -> int:
    mail = sorting.mail
    made = by.store.inserted(
        "add_mail",
        site=by.person.site,
        desk=sorting.desk.id,
        kind=sorting.kind,
        why=sorting.sort.why,
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
        arrived_at=to_text(sorting.came),
        taken_at=to_text(by.at),
        duplicate_of=sorting.repeats if sorting.kind is MailKind.DUPLICATE else None,
        key=place.key,
    )
    place_of = {"mailbox": place.mailbox, "uid_validity": place.uid_validity, "uid": place.uid}
    by.store.run("add_mail_place", mail=made, **place_of)
    if sorting.kind is not MailKind.DUPLICATE:
        for position, file in enumerate(mail.attachments):
            values = {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
            values |= {"content": file.content, "refused": file.refused}
            by.store.run("add_mail_attachment", mail=made, position=position, **values)
    return made


def _follow(by: By, number: int, sorting: _Sorting) -> int | None:
    """What the mail sets going; gives the enquiry it belongs to."""
    mail, kind, outsider = sorting.mail, sorting.kind, sorting.known.outsider
    enquiry = _joined(by, number, sorting)
    if enquiry is not None:
        by.store.run("add_mail_enquiry", mail=number, enquiry=enquiry, at=to_text(by.at), account=by.person.account)
        replies = kind in (MailKind.REPLY, MailKind.ACKNOWLEDGEMENT) and not outsider
        if replies and has_our_newest(by.store, enquiry, mail.subject, mail.thread):
            acknowledge_last(By(by.store, by.person, sorting.came), enquiry, "replied by mail")
        if kind is MailKind.REPLY:
            reopen(by, sorting.desk, enquiry, sorting.came)
    if needs_a_person(kind, sorting.known, joined=enquiry is not None):
        _flag(by, number, sorting, enquiry)
    return enquiry


def _joined(by: By, number: int, sorting: _Sorting) -> int | None:
    """The enquiry that it makes, that it is proof or failure of a mail about, or whose thread it is in."""
    mail, kind = sorting.mail, sorting.kind
    if kind is MailKind.QUESTION:
        question, press = mailed_question(mail, sorting.came), Press.by_itself(f"enquiry of mail {number}")
        return new_enquiry(by, sorting.desk, question, sorting.practice, press)
    if kind is MailKind.OWN_COPY:
        return note_copy(by, mail.message_id)
    if kind is MailKind.BOUNCE:
        return note_bounce(by, mail.bounced_ids, mail.new_words)
    of_a_thread = kind in (MailKind.REPLY, MailKind.ACKNOWLEDGEMENT, MailKind.AUTOMATIC)
    return sorting.enquiry if of_a_thread else None


def _flag(by: By, number: int, sorting: _Sorting, enquiry: int | None) -> None:
    about = f" ({reference(enquiry)})" if enquiry is not None else ""
    sender, desk = sorting.mail.sender or "nobody", sorting.desk
    words = f"Mail {number} to {desk.name} from {sender}: {sorting.sort.why}{about}"
    raise_site_flag(
        by.store, by.person.site, by.at, ChaserKind.MAIL, f"mail {number}", words, "operator", desk=desk.id
    )
