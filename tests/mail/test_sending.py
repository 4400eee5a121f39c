"""What becomes of one mail, towards a real SMTP server."""

from collections.abc import Iterator

import pytest

from advice_line.mail.mailbox import MailTrouble
from advice_line.mail.sending import Outcome, Sender
from advice_line.settings.mail import Login, Server
from advice_line.usecases.mail_desk.outbox import ToSend
from tests.mail.mails import ASHWELL, DESK
from tests.mail.servers import Sink, free_port


@pytest.fixture
def sink() -> Iterator[Sink]:
    found = Sink({})
    found.start(free_port())
    yield found
    found.stop()


def send(sink: Sink, *recipients: str) -> Outcome:
    sender = Sender(Server("127.0.0.1", sink.controller.port, "none"), Login())
    try:
        return sender.send(ToSend(1, DESK, recipients, "Subject: Re: warfarin\r\n\r\nStop it today.\r\n", 1))
    finally:
        sender.close()


def test_a_mail_goes_to_the_practice_and_to_the_desks_own_mailbox(sink: Sink):
    assert send(sink, ASHWELL, DESK) == Outcome(True)
    assert [who for who, _ in sink.kept] == [ASHWELL, DESK]


def test_an_address_with_letters_that_mail_does_not_know_is_refused_for_ever_and_stops_no_other(sink: Sink):
    outcome = send(sink, "jürgen@example.nhs.uk", DESK)
    assert outcome == Outcome(False, True, "jürgen@example.nhs.uk holds letters that mail cannot be addressed with")
    assert send(sink, ASHWELL) == Outcome(True)


def test_an_address_that_the_server_refuses_is_told_from_one_that_it_cannot_take_now(sink: Sink):
    sink.refuse = {ASHWELL: "550 no such mailbox"}
    assert send(sink, ASHWELL, DESK) == Outcome(False, True, "550 no such mailbox")
    sink.refuse = {ASHWELL: "451 come again"}
    assert send(sink, ASHWELL, DESK) == Outcome(False, False, "451 come again")


def test_a_server_that_is_not_there_is_said_by_its_name():
    sender = Sender(Server("127.0.0.1", free_port(), "none"), Login())
    with pytest.raises(MailTrouble, match=r"The mail server 127\.0\.0\.1 cannot be used for sending"):
        sender.greet()
