"""What the e-mail desk looks like: inbox, outbox, servers; attachments; what to do with mail that needs a person."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from advice_line.enquiry.correspondence import MailKind
from advice_line.enquiry.reasons import said
from advice_line.enquiry.states import reference
from advice_line.files import AlreadyThere, write_whole
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person, may
from advice_line.plain import visible
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.mail import AttachedContent, AttachedFile, ListedMail, MailServer, OutMail, WholeMail
from advice_line.usecases.advice.acknowledging import acknowledge_last
from advice_line.usecases.enquiries import practice_of, require_reading, the_enquiry
from advice_line.usecases.flags.site_flags import settle_by_itself
from advice_line.usecases.mail_desk.correspondents import has_our_newest
from advice_line.usecases.mail_desk.practice_addresses import Recognised, put_address
from advice_line.usecases.mail_desk.questions import MailedQuestion, new_enquiry
from advice_line.usecases.mail_desk.servers import mail_servers
from advice_line.usecases.usecase import By, Press, Receipt, act_once, note_reading, require
from advice_line.words.times import dated_moment


@dataclass(frozen=True, slots=True)
class InMail:
    """A mail that came in; its words are read apart from this list."""

    id: int
    desk: str
    desk_name: str
    kind: MailKind
    why: str
    sender: str
    subject: str
    arrived_at: datetime
    enquiry: int | None
    problems: tuple[str, ...]
    flag: int | None

    @property
    def needs_a_person(self) -> bool:
        """Its flag is open."""
        return self.flag is not None

    @property
    def is_an_outsiders(self) -> bool:
        """It joins a thread from an address that nobody has said is the practice's."""
        return self.needs_a_person and self.enquiry is not None


@dataclass(frozen=True, slots=True)
class MailDesk:
    """All of it."""

    servers: tuple[MailServer, ...]
    coming: tuple[InMail, ...]
    going: tuple[OutMail, ...]


def mail_desk(store: Store, person: Person, most: int = 200) -> MailDesk:
    """Inbox and outbox, newest first, unsent before sent: a site's, or a clinician's desks'. No clinical text."""

    def seen(row: ListedMail | OutMail) -> bool:
        return may(person, Act.SEE_MAIL, desk=row.desk, site=person.site)

    unsent = store.all(OutMail, "outbox_unsent", site=person.site)
    waiting = {row.id for row in unsent}
    newest = store.all(OutMail, "outbox_newest", site=person.site, most=most)
    going = [*unsent, *(row for row in newest if row.id not in waiting)]
    coming = store.all(ListedMail, "mails_newest", site=person.site, most=most)
    return MailDesk(
        tuple(mail_servers(store)),
        tuple(_in(row, person) for row in coming if seen(row)),
        tuple(row for row in going if seen(row)),
    )


def _in(row: ListedMail, person: Person) -> InMail:
    """A subject may name a patient: only clinicians of the desk see it."""
    subject = row.subject if may(person, Act.SEE_CLINICAL_TEXT, desk=row.desk) else ""
    return InMail(
        row.id, row.desk, row.desk_name, row.kind, row.why, row.sender, subject,
        row.arrived_at, row.enquiry, tuple(json.loads(row.problems)), row.flag,
    )  # fmt: skip


def read_mail(by: By, mail: int) -> list[str]:
    """A mail as lines: clinicians of the desk read it all; whoever sorts stray mail reads what sorting needs."""
    row = _mail(by.store, by.person, mail)
    clinical = may(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
    stray = row.flag is not None and row.enquiry is None
    if not clinical and not (stray and may(by.person, Act.SORT_MAIL, site=row.site)):
        raise NotPermitted("The text of a mail is for the clinicians of its desk.")
    note_reading(by, "read a mail", "mail", str(mail), desk=row.desk)
    lines = [
        f"From {row.sender_name} <{row.sender or 'no sender'}>",
        f"To {row.desk_name}, {dated_moment(row.arrived_at, UTC)} UTC",
        f"Subject: {row.subject or 'none'}",
        f"Sorted as {row.kind}: {row.why}",
        *(f"! {problem}" for problem in json.loads(row.problems)),
        "",
        *(row.words.split("\n") if row.words else ["(nothing to read)"]),
    ]
    files = by.store.all(AttachedFile, "attachments_of_mail", mail=mail)
    if files:
        lines += ["", "Attachments, never opened by this program:"]
        lines += [f"{f.position + 1}. {f.name}, {f.size} bytes. {f.refused or 'kept'}" for f in files]
    return lines


def _mail(store: Store, person: Person, mail: int) -> WholeMail:
    row = store.one(WholeMail, "mail_by_id", id=mail)
    if row is None or row.site != person.site:
        raise Refused("There is no such mail.")
    return row


def make_question(by: By, mail: int, practice: str | None, press: Press) -> int:
    """A stray mail is a question after all: it becomes an enquiry. ``practice`` is its practice, where known."""
    require(by.person, Act.ROUTE)
    row = _mail(by.store, by.person, mail)
    desk = the_desk(by.store, row.desk)

    def work() -> Receipt:
        now = _mail(by.store, by.person, mail)
        if now.enquiry is not None:
            raise Refused(f"This mail belongs to {reference(now.enquiry)} already.")
        words = visible(f"{row.subject}\n\n{row.words}".strip(), lines=True)
        words = words or "(the text could not be read; see the mailbox)"
        question = MailedQuestion(words, visible(row.sender_name or row.sender) or "not named", row.arrived_at)
        recognised = Recognised(practice, False)
        made = new_enquiry(by, desk, question, recognised, Press.by_itself(f"enquiry of mail {mail}"))
        by.store.run("add_mail_enquiry", mail=mail, enquiry=made, at=to_text(by.at), account=by.person.account)
        if now.flag is not None:
            settle_by_itself(by, now.flag, f"made the enquiry {reference(made)}")
        return Receipt(str(made), {"mail": mail, "desk": row.desk})

    return int(act_once(by, "made a question of a mail", "enquiry", press, work))


def believe_sender(by: By, mail: int, how: str, press: Press) -> str:
    """That a mail in a thread is from the enquiry's practice after all, and how that is known.

    Gives the practice's name. It writes from there from now on; its letters go where they went. What the mail proves
    of our newest advice is written down.
    """
    require(by.person, Act.ROUTE)
    how = said(how, "Say who at the practice said so; the words stay beside the flag.", "How that is known")

    def work() -> Receipt:
        row = _mail(by.store, by.person, mail)
        enquiry = the_enquiry(by.store, row.enquiry) if row.enquiry is not None else None
        if row.flag is None or enquiry is None:
            raise Refused("Only a mail that joins a thread from an unknown address asks for this.")
        practice = practice_of(enquiry)
        put_address(by, practice, row.sender, press, letters=False)
        if has_our_newest(by.store, enquiry.id, row.subject, json.loads(row.thread)):
            acknowledge_last(by, enquiry.id, "replied by mail")
        settle_by_itself(by, row.flag, f"the practice's address: {how}")
        return Receipt(enquiry.practice_name, {"mail": mail, "practice": practice})

    return act_once(by, "said whose an address is", "mail", press, work)


def save_attachment(by: By, mail: int, position: int, folder: Path) -> Path:
    """Writes an attachment to a folder under its own safe name; never over another file, never opened."""
    row = by.store.one(AttachedContent, "attachment", mail=mail, position=position)
    if row is None:
        raise Refused("There is no such attachment.")
    if row.enquiry is None:
        raise Refused("This mail belongs to no enquiry; make it a question first.")
    require_reading(by, the_enquiry(by.store, row.enquiry))
    if row.content is None:
        raise Refused(f"“{row.name}” was not kept: {row.refused}. It is in the mailbox's folder.")
    target = _written_beside(folder, row.name, row.content)
    note_reading(by, "saved an attachment", "mail", str(mail), position=position)
    return target


def _written_beside(folder: Path, name: str, content: bytes) -> Path:
    """Under its own name, or with a number where others have that name."""
    for number in count(1):
        target: Path = folder / (name if number == 1 else f"{Path(name).stem}-{number}{Path(name).suffix}")
        with suppress(AlreadyThere):
            write_whole(target, content)
            return target
    raise AssertionError("numbers do not end")


def kept_files(store: Store, person: Person, enquiry: int) -> list[tuple[int, int]]:
    """(mail, position) of the attachments of an enquiry that were kept."""
    require(person, Act.SEE_CLINICAL_TEXT, desk=the_enquiry(store, enquiry).desk)
    rows = store.all(AttachedFile, "attachments_of_enquiry", enquiry=enquiry)
    return [(row.mail, row.position) for row in rows if not row.refused]
