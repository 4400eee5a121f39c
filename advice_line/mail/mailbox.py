"""One desk's mailbox over IMAP: what is new, its bytes, and moving it where taken mail is kept.

Nothing is marked as read before it has been taken in, and only the message itself is fetched.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from imaplib import IMAP4
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from advice_line.problems import Refused
from advice_line.settings.mail import Login, Server

_TIMEOUT = 60
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')


class MailTrouble(Refused):
    """A mail server does not do what is asked; the sentence says which and what it said."""


@dataclass(frozen=True, slots=True)
class MailWaiting:
    """A mail that lies in the mailbox: its number there, its size in bytes, when it came."""

    uid: int
    size: int
    arrived_at: datetime | None


@contextmanager
def opened(server: Server, login: Login, folder: str) -> "Iterator[Mailbox]":
    """The mailbox, signed in, with the folder for taken mail made if need be. Raises MailTrouble.

    What goes wrong between two words with the server is not the server's: a full disk here is said as that.
    """
    client: BaseMailBox | None = None
    try:
        with _speaking(server.host):
            client = _connect(server)
            client.login(login.user, login.password(), initial_folder=None)
        mailbox = Mailbox(client, folder, server.host)
        mailbox.open()
        yield mailbox
    finally:
        if client is not None:
            _leave(client)


@contextmanager
def _speaking(host: str) -> Iterator[None]:
    """Whatever goes wrong within is the mail server's, or the way to it."""
    try:
        yield
    except (OSError, IMAP4.error, ImapToolsError, EOFError) as error:
        raise MailTrouble(f"The mail server {host} does not answer as it should: {_said(error)}.") from error


def _connect(server: Server) -> BaseMailBox:
    # imaplib by itself encrypts towards whoever answers: the certificate is only checked with a context that says so.
    if server.tls == "tls":
        return MailBox(server.host, server.port, timeout=_TIMEOUT, ssl_context=ssl.create_default_context())
    if server.tls == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=_TIMEOUT, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(server.host, server.port, timeout=_TIMEOUT)


def _leave(client: BaseMailBox) -> None:
    try:
        client.logout()
    except (OSError, IMAP4.error, ImapToolsError):
        return


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())[:300]
    return text.rstrip(".") or type(error).__name__


class Mailbox:
    """The inbox of one desk, open."""

    def __init__(self, client: BaseMailBox, folder: str, host: str = "") -> None:
        self._client = client
        self._folder = folder
        self._host = host
        self.uid_validity = 0

    def open(self) -> None:
        with _speaking(self._host):
            if not self._client.folder.exists(self._folder):
                self._client.folder.create(self._folder)
            self._client.folder.subscribe(self._folder, True)
            self._client.folder.set("INBOX")
            status = self._client.folder.status("INBOX", ["UIDVALIDITY"])
            self.uid_validity = status["UIDVALIDITY"]

    def waiting(self) -> list[MailWaiting]:
        """Everything in the inbox, read or unread: who looks into the mailbox by hand must not hide a mail."""
        found = []
        with _speaking(self._host):
            kind, lines = self._client.client.uid("SEARCH", "UNDELETED")
        if kind != "OK" or not lines or not lines[0]:
            return []
        uids = [int(number) for number in lines[0].split()]
        for start in range(0, len(uids), 200):
            found += self._sizes(uids[start : start + 200])
        return found

    def _sizes(self, uids: list[int]) -> list[MailWaiting]:
        with _speaking(self._host):
            _, lines = self._client.client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE INTERNALDATE)")
        found = []
        for line in lines or []:
            text = line[0] if isinstance(line, tuple) else line
            number = re.search(rb"UID (\d+)", text or b"")
            if number and int(number[1]) in uids:
                size, came = _SIZE.search(text), _DATE.search(text)
                found.append(
                    MailWaiting(int(number[1]), int(size[1]) if size else 0, _date(came[1]) if came else None)
                )
        return found

    def fetch(self, uid: int, *, headers_only: bool = False) -> bytes | None:
        """A mail's bytes, or its headers'; None when it has gone meanwhile."""
        part = "BODY.PEEK[HEADER]" if headers_only else "BODY.PEEK[]"
        with _speaking(self._host):
            _, lines = self._client.client.uid("FETCH", str(uid), f"({part})")
        found: Any = next((line[1] for line in lines or [] if isinstance(line, tuple)), None)
        return found if isinstance(found, bytes) else None

    def keep(self, uid: int) -> None:
        """Moves a mail that has been taken in to the folder for those."""
        with _speaking(self._host):
            self._client.move(str(uid), self._folder)

    def wait(self, seconds: int) -> None:
        """Until something comes, where the server can tell (IDLE); at most this long. Else it just returns."""
        if "IDLE" in self._client.client.capabilities:
            with _speaking(self._host), self._client.idle as idle:
                idle.poll(timeout=seconds)

    @property
    def can_wait(self) -> bool:
        return "IDLE" in self._client.client.capabilities


def _date(text: bytes) -> datetime | None:
    try:
        return datetime.strptime(text.decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None
