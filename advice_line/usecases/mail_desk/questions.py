"""An e-mail question as an enquiry that waits for its answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.enquiry.correspondence import Arrived
from advice_line.enquiry.states import OPEN, State
from advice_line.instants import to_text
from advice_line.people.numbers import numbers_in
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.enquiries import move_enquiry, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.mail_desk.practice_addresses import Recognised
from advice_line.usecases.usecase import By, Press


@dataclass(frozen=True, slots=True)
class MailedQuestion:
    """What a mail asks, who wrote it, and when it came: from then its time to be answered runs."""

    words: str
    asker: str
    came: datetime


def mailed_question(mail: Arrived, came: datetime) -> MailedQuestion:
    """The enquiry's own words: subject, text, and who wrote it."""
    return MailedQuestion(f"{mail.subject}\n\n{mail.words}".strip(), mail.sender_name or mail.sender, came)


def new_enquiry(by: By, desk: DeskRow, question: MailedQuestion, practice: Recognised, press: Press) -> int:
    """Makes an enquiry of it, about the patient whose number alone stands in its words; call it in a transaction."""
    came, due_at = to_text(question.came), to_text(question.came + timedelta(hours=desk.reply_within_hours))
    numbers = numbers_in(question.words)
    known = len(numbers) == 1
    made = by.store.inserted(
        "add_enquiry",
        site=by.person.site,
        desk=desk.id,
        channel="e-mail",
        arrived_at=came,
        account=by.person.account,
        caller_name=question.asker,
        caller_role="by e-mail",
        caller_number="",
        caller_e164=None,
        caller_extension="",
        practice=practice.code,
        from_listed=int(practice.known),
        urgency="routine",
        patient="given" if known else "not asked",
        nhs_number=numbers[0] if known else None,
        birth_date=None,
        patient_name=None,
        key=press.key,
    )
    by.store.run("add_enquiry_state", enquiry=made, state=State.TO_ANSWER, holder=None, due_at=due_at, since=came)
    by.store.run(
        "add_question", enquiry=made, words=question.words, account=by.person.account, at=came, due_at=due_at
    )
    refresh_flags(by, made)
    return made


def reopen(by: By, desk: DeskRow, enquiry: int, came: datetime) -> None:
    """A closed enquiry whose practice wrote again waits for an answer, with a new time."""
    closed = the_enquiry(by.store, enquiry)
    if closed.state not in OPEN:
        due_at = came + timedelta(hours=desk.reply_within_hours)
        since = max(came, closed.since)
        move_enquiry(by.store, closed, State.TO_ANSWER, since, adviser=closed.adviser, due_at=due_at)
    refresh_flags(by, enquiry)
