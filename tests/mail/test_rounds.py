"""One round through a mailbox, with a mailbox that is a list."""

from dataclasses import replace
from datetime import datetime

import pytest

from advice_line.enquiry.correspondence import Arrived
from advice_line.mail import rounds
from advice_line.mail.mailbox import MailWaiting
from advice_line.mail.parsing import parse_mail
from advice_line.problems import StoreTrouble
from advice_line.settings.mail import MailSettings
from advice_line.usecases.mail_desk.incoming import MailTaken
from tests.hospital import TUESDAY
from tests.mail.mails import mail
from tests.mail.post import LIMITS, Post
from tests.rows import row_of


class ListedMailbox:
    """Mails by their place; what was kept is gone from it."""

    uid_validity = 1

    def __init__(self, *mails: bytes) -> None:
        self.lying = dict(enumerate(mails, 1))

    def waiting(self) -> list[MailWaiting]:
        return [MailWaiting(uid, len(data), TUESDAY) for uid, data in self.lying.items()]

    def fetch(self, uid: int, *, headers_only: bool = False) -> bytes | None:
        data = self.lying.get(uid)
        return data.partition(b"\r\n\r\n")[0] if data and headers_only else data

    def keep(self, uid: int) -> None:
        del self.lying[uid]


def go_round(post: Post, mailbox: ListedMailbox, settings: MailSettings = LIMITS) -> list[MailTaken]:
    def clock() -> datetime:
        return TUESDAY

    return rounds.take_in_all(
        post.hospital.store, post.worker, clock, "this process", "cardiology", "box",
        mailbox, settings, lambda taken: None,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("poison", ["nothing \ud800", "nothing \x00"], ids=["a half character", "a zero byte"])
def test_a_mail_that_breaks_the_store_is_kept_and_the_next_is_taken_in(
    post: Post, poison: str, monkeypatch: pytest.MonkeyPatch
):
    def misunderstood(data: bytes, settings: MailSettings, *, whole: bool, size: int) -> Arrived:
        found = parse_mail(data, settings, whole=whole, size=size)
        return replace(found, subject=poison) if b"<poison@x>" in data else found

    monkeypatch.setattr(rounds, "parse_mail", misunderstood)
    mailbox = ListedMailbox(mail(message_id="<poison@x>"), mail("The next", message_id="<next@x>"))
    taken = go_round(post, mailbox)
    assert mailbox.lying == {}
    kinds = [one.kind for one in taken]
    if post.hospital.store.engine == "sqlite" and "\x00" in poison:
        assert kinds == ["question", "question"]  # SQLite holds a zero byte
        return
    assert kinds == ["not understood", "question"]
    row = row_of(post.hospital.store, "mail_by_id", id=taken[0].mail)
    assert row is not None
    assert "it could not be taken in (ValuesRefused" in row["problems"]
    ((source,),) = post.hospital.store.select("SELECT source FROM mail WHERE id = ?", taken[0].mail)
    assert b"<poison@x>" in bytes(source)
    assert row["flag"] is not None


def test_a_store_in_trouble_leaves_every_mail_where_it_lies(local: Post, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> MailTaken:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr(rounds, "take_in", full)
    mailbox = ListedMailbox(mail())
    with pytest.raises(StoreTrouble):
        go_round(local, mailbox)
    assert len(mailbox.lying) == 1


def test_of_a_mail_that_is_too_large_only_the_headers_are_fetched(local: Post):
    mailbox = ListedMailbox(mail("x" * 3_100_000))
    (taken,) = go_round(local, mailbox, MailSettings(largest_mb=1))
    assert (taken.kind, taken.why) == ("too large", "3 MB is more than is taken in")
    assert mailbox.lying == {}
