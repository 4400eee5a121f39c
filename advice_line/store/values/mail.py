"""Mail that came in with its files, the outbox, the mail servers, and practices' addresses."""

from datetime import datetime

from advice_line.enquiry.correspondence import MailKind
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


@value
class OutMail:
    """A mail in the outbox and where it stands, as a list shows it."""

    id: int
    desk: str | None
    desk_name: str
    enquiry: int | None
    kind: str
    recipient: str
    made_at: datetime
    state: str
    tries: int
    next_at: datetime
    error: str
    since: datetime


@value
class MailToPractice:
    """A mail of ours about an enquiry."""

    id: int
    kind: str
    recipient: str
    message_id: str
    advice: int | None
    made_at: datetime
    state: str
    tries: int
    error: str
    since: datetime


@value
class KnownOfSent:
    """What a message id of ours was about."""

    id: int
    enquiry: int | None
    kind: str
    advice: int | None


@value
class MailOfEnquiry:
    """A mail that came in about an enquiry; its thread and its problems are JSON."""

    id: int
    kind: MailKind
    why: str
    sender: str
    sender_name: str
    subject: str
    message_id: str
    thread: str
    words: str
    problems: str
    arrived_at: datetime
    taken_at: datetime
    joined_at: datetime
    joined_by: str


@value
class ListedMail:
    """A mail that came in, without its words; its problems are JSON, its flag is open."""

    id: int
    desk: str
    desk_name: str
    kind: MailKind
    why: str
    sender: str
    sender_name: str
    subject: str
    problems: str
    arrived_at: datetime
    taken_at: datetime
    enquiry: int | None
    flag: int | None


@value
class WholeMail:
    """A mail that came in, with its words; its thread and its problems are JSON, its flag is open."""

    id: int
    site: str
    desk: str
    desk_name: str
    kind: MailKind
    why: str
    sender: str
    sender_name: str
    subject: str
    thread: str
    words: str
    problems: str
    arrived_at: datetime
    enquiry: int | None
    flag: int | None


@value
class AttachedFile:
    """A file of a mail, without its content; ``refused``: why it was not kept."""

    mail: int
    position: int
    name: str
    type: str
    size: int
    refused: str


@value
class AttachedContent:
    """A file of a mail with its content, where it was kept."""

    mail: int
    position: int
    name: str
    type: str
    size: int
    sha256: str
    content: bytes | None
    refused: str
    enquiry: int | None
