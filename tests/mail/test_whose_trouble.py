"""A round that fails says whose fault it is: a full disk here is not “the mail server does not answer”."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from advice_line.mail import mailbox as mailboxes
from advice_line.mail import rounds
from advice_line.mail.mailbox import MailTrouble, opened
from advice_line.problems import Refused, StoreTrouble
from advice_line.settings.mail import Login, MailSettings, Server
from advice_line.usecases.mail_desk.servers import mail_servers
from tests.hospital import TUESDAY
from tests.mail.mails import mail
from tests.mail.post import Post
from tests.mail.test_rounds import ListedMailbox

FULL = "The disk is full; nothing more can be written."
SETTINGS = MailSettings(incoming=Server("mail.example.nhs.uk", 993), mailboxes={"cardiology": Login("advice")})


def clock() -> datetime:
    return TUESDAY


def go(post: Post) -> None:
    rounds.take_in_desk(rounds.MailRound(post.hospital.store, post.worker, clock, "me", SETTINGS), "cardiology")


@contextmanager
def there(server: Server, login: Login, folder: str) -> Iterator[Any]:
    box = ListedMailbox(mail())
    box.can_wait = False  # type: ignore[attr-defined]
    yield box


def test_a_store_that_cannot_be_written_is_said_as_that_and_the_server_stays_well(
    post: Post, monkeypatch: pytest.MonkeyPatch
):
    def full(*arguments: object, **more: object) -> None:
        raise StoreTrouble(FULL)

    monkeypatch.setattr(rounds, "opened", there)
    monkeypatch.setattr(rounds, "take_in", full)
    with pytest.raises(StoreTrouble, match="The disk is full") as said:
        go(post)
    assert not isinstance(said.value, MailTrouble)
    assert mail_servers(post.hospital.store) == []


def test_a_server_that_does_not_answer_is_said_as_that_and_noted(post: Post, monkeypatch: pytest.MonkeyPatch):
    def silent(server: Server) -> None:
        raise ConnectionRefusedError(errno.ECONNREFUSED, "refused")

    monkeypatch.setattr(mailboxes, "_connect", silent)
    with pytest.raises(MailTrouble, match=r"mail\.example\.nhs\.uk does not answer as it should"):
        go(post)
    (server,) = mail_servers(post.hospital.store)
    assert server.ill_at == TUESDAY


class _Quiet:
    """A client whose server does all it is asked."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *arguments: object, **more: object) -> Any:
        return self

    def __getitem__(self, name: str) -> int:
        return 1


def test_what_fails_between_two_words_with_the_server_is_not_the_servers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailboxes, "_connect", lambda server: _Quiet())
    with (
        pytest.raises(OSError, match="No space left") as said,
        opened(Server("mail.example.nhs.uk", 993), Login("advice"), "Kept"),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not isinstance(said.value, Refused)
