"""The outbox, the mail servers, and where practices write from and are written to."""

from datetime import datetime

from advice_line.store.typed import value


@value
class OutboxMail:
    """A mail that goes or went out, whole, and where it stands."""

    id: int
    site: str
    desk: str | None
    enquiry: int | None
    advice: int | None
    kind: str
    recipient: str
    message_id: str
    source: str
    made_at: datetime
    state: str
    tries: int
    next_at: datetime
    error: str
    since: datetime


@value
class ClaimedMail:
    """A mail that a worker holds to send it, and how often that was tried."""

    outbox: int
    tries: int


@value
class MailServer:
    """A server: when it last worked, and since when it does not."""

    name: str
    well_at: datetime | None
    ill_at: datetime | None
    error: str


@value
class EnteredAddress:
    """An address that somebody entered for a practice."""

    practice: str
    address: str


@value
class AddressToCheck:
    """An address that waits for a second person's word, and who entered it."""

    id: int
    account: int
    author: str
    practice_name: str


@value
class LettersAddress:
    """Where a practice's letters go, since when, and who said so."""

    address: str
    since: datetime
    author: str


@value
class AddressedPractice:
    """The practice of an address."""

    code: str
    name: str
