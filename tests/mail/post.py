"""The post of cardiology: mails come, answers go."""

from datetime import datetime, timedelta

from advice_line.mail.parsing import parse_mail
from advice_line.people.roles import Person
from advice_line.settings.mail import MailSettings
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.mail_desk import outbox
from advice_line.usecases.mail_desk.incoming import MailboxPlace, MailTaken, take_in
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import mail
from tests.rows import row_of, rows_of

LIMITS = MailSettings()
HOUR = timedelta(hours=1)
GENERAL = {"patient_kind": "general question", "nhs_number": "", "birth_date": "", "patient_name": ""}


class Post:
    """The mailbox of cardiology: each mail lies at a place of its own."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital, self.uid = hospital, 0
        self.worker: Person = worker_of(hospital.store, "RRV03", TUESDAY)

    def come(
        self, data: bytes, at: datetime = TUESDAY, *, arrived: datetime | None = None, uid: int = 0
    ) -> MailTaken:
        self.uid = uid or self.uid + 1
        place = MailboxPlace("cardiology@mail", 1, self.uid)
        came = arrived or at
        return take_in(
            By(self.hospital.store, self.worker, at), "cardiology", place, parse_mail(data, LIMITS), came, ("nhs.uk",)
        )

    def send(self, at: datetime = TUESDAY) -> list[outbox.ToSend]:
        sent = []
        while (one := outbox.claim(self.hospital.store, "test", at)) is not None:
            outbox.note_sent(By(self.hospital.store, self.worker, at), one.id)
            sent.append(one)
        return sent


def state(post: Post, enquiry: int | None) -> str:
    row = row_of(post.hospital.store, "enquiry_by_id", id=enquiry)
    return str(row["state"]) if row else "none"


def answered(post: Post, data: bytes | None = None, at: datetime = TUESDAY) -> tuple[int, str]:
    """A question that came, was answered, and the answer sent: the enquiry and the answer's message id."""
    enquiry = post.come(data or mail(), at).enquiry
    assert enquiry is not None
    post.hospital.record(enquiry, "patel", at, **GENERAL)
    post.send(at)
    return enquiry, rows_of(post.hospital.store, "outbox_of_enquiry", enquiry=enquiry)[-1]["message_id"]
