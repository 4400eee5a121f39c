"""The demo's mail: questions from practices, answers sent and acknowledged, and the strays every mailbox gets."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from advice_line.demo.places import PRACTICES, caller, patient, practice_code
from advice_line.demo.questions import QUESTIONS
from advice_line.mail.parsing import parse_mail
from advice_line.people.numbers import group_nhs_number
from advice_line.people.roles import Person
from advice_line.settings.mail import MailSettings
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.enquiries import Enquiry
from advice_line.store.values.mail import MailToPractice
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.mail_desk import outbox
from advice_line.usecases.mail_desk.incoming import MailboxPlace, MailTaken, take_in
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.mail_desk.servers import note_well
from advice_line.usecases.usecase import By, Press

Script = Generator[datetime, None, None]
_LIMITS = MailSettings()


@dataclass(slots=True)
class Hospital:
    """Who acts in the history."""

    store: Store
    operators: list[Person]
    manager: Person
    clinicians: dict[str, Person]
    random: Random = field(default_factory=Random)
    mails: int = 0
    patients: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Born, and named, by NHS number: what the mails say in words."""


def practice_address(number: int) -> str:
    return f"advice.{practice_code(number).lower()}@example.nhs.uk"


def enter_addresses(hospital: Hospital, at: datetime) -> None:
    """One practice of three has an address so far; the others are told by telephone or by post."""
    for number in range(1, PRACTICES + 1):
        if number % 3 == 0:
            code = practice_code(number)
            enter_address(
                By(hospital.store, hospital.manager, at),
                code,
                practice_address(number),
                Press.by_itself(f"demo address {code}"),
            )


def _mail(sender: str, name: str, to: str, subject: str, words: str, number: int, **headers: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = f"{name} <{sender}>", to, subject
    message["Message-ID"] = f"<demo.{number}@{sender.rpartition('@')[2]}>"
    for key, value in headers.items():
        message[key.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


def _arrive(hospital: Hospital, at: datetime, desk: str, data: bytes) -> MailTaken:
    hospital.mails += 1
    worker = worker_of(hospital.store, hospital.manager.site, at)
    place = MailboxPlace(f"{desk}@example.nhs.uk", 1, hospital.mails)
    came = at - timedelta(seconds=40)
    return take_in(By(hospital.store, worker, at), desk, place, parse_mail(data, _LIMITS), came, ("nhs.uk",))


def mail_question(hospital: Hospital, at: datetime, number: int, desk: str = "") -> tuple[int, str]:
    """A practice asks by mail; gives the enquiry and its desk."""
    random = hospital.random
    desk = desk or random.choice(list(QUESTIONS))
    question = random.choice(QUESTIONS[desk])
    place = random.randint(1, PRACTICES)
    name, (nhs, born, who) = caller(random), patient(random)
    hospital.patients[group_nhs_number(nhs)] = (born, who)
    words = (
        f"Dear colleague,\n\nAbout {who}, born {born}, NHS number {group_nhs_number(nhs)}.\n\n{question.situation}. "
        f"{question.background}. {question.request}\n\nMany thanks\n\n-- \n{name}"
    )
    row = the_desk(hospital.store, desk)
    data = _mail(practice_address(place), name, row.email, question.situation[:60], words, number)
    taken = _arrive(hospital, at, desk, data)
    assert taken.enquiry is not None
    return taken.enquiry, desk


def fresh_mail(hospital: Hospital, at: datetime, number: int) -> Script:
    """One for cardiology that still waits when the demo opens."""
    yield at
    mail_question(hospital, at, number, "cardiology")


def stray_mails(hospital: Hospital, at: datetime) -> Script:
    """Advertising that the server marked, a broken mail, and servers that are well."""
    yield at
    row = the_desk(hospital.store, "cardiology")
    words = "Twelve stents for the price of ten, until Friday."
    advert = _mail(
        "offers@stents.example.com", "Stents Direct", row.email, "Only this week", words, 0, X_Spam_Flag="YES"
    )
    _arrive(hospital, at, "cardiology", advert)
    _arrive(
        hospital, at, "cardiology", b"Subject: =?utf-8?B?///\r\nContent-Type: multipart/mixed\r\n\r\n\xff\xfe\x00"
    )
    note_well(hospital.store, at, "incoming cardiology")
    note_well(hospital.store, at, "outgoing")


def told(hospital: Hospital, at: datetime, enquiry: int) -> Generator[datetime, None, datetime]:
    """The answer or the confirmation goes out a moment later, and most practices acknowledge it."""
    store, random = hospital.store, hospital.random
    mails = [
        mail for mail in store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry) if mail.state == "waiting"
    ]
    if not mails:
        return at
    worker = worker_of(store, hospital.manager.site, at)
    at += timedelta(minutes=1)
    yield at
    for mail in mails:
        outbox.note_sent(By(store, worker, at), mail.id)
    if random.random() < 0.8:
        at += timedelta(minutes=random.randint(5, 300))
        yield at
        row = store.the(Enquiry, "enquiry_by_id", id=enquiry)
        desk = the_desk(store, row.desk)
        data = _mail(
            mails[-1].recipient, "Reception", desk.email, "Re: advice", "Received.", 100_000 + mails[-1].id,
            In_Reply_To=mails[-1].message_id,
        )  # fmt: skip
        _arrive(hospital, at, row.desk, data)
    else:
        rung = at + timedelta(hours=random.randint(73, 90))
        yield rung
        acknowledge(
            By(store, random.choice(hospital.operators), rung),
            enquiry,
            "Reception, by telephone",
            Press.by_itself(f"demo {enquiry}"),
        )
    return at
