"""PURE. What a mail to the department is: a question, a reply, a bounce, an automatic answer, a stray.

Nothing here reads a mailbox or takes a mail apart; ``mail.parsing`` makes an ``Arrived`` of the bytes,
``usecases.mail_desk.incoming`` looks up what is ``Known``, and ``sort_mail`` says what follows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# A mail that has been handed on by this many servers is going round in a circle.
MOST_HOPS = 25
_ACKNOWLEDGING = re.compile(r"\s*(received|acknowledged|receipt acknowledged)\s*[.!]?\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"\bAL-([0-9]{6,12})\b")
_PRACTICE_CODE = re.compile(r"(?<![a-z0-9])([a-z][0-9]{5})(?![0-9])")


class MailKind(StrEnum):
    QUESTION = "question"
    REPLY = "reply"
    ACKNOWLEDGEMENT = "acknowledgement"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    OWN_COPY = "own copy"
    DUPLICATE = "duplicate"
    LOOP = "loop"
    SPAM = "spam"
    NOT_UNDERSTOOD = "not understood"
    TOO_LARGE = "too large"


NEEDS_A_PERSON = frozenset({MailKind.LOOP, MailKind.SPAM, MailKind.NOT_UNDERSTOOD, MailKind.TOO_LARGE})
"""Kept, and flagged for somebody to look at: they make no enquiry by themselves."""

OUTSIDER = "an unknown address in our thread"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hung on a mail. ``content`` is None, and ``refused`` says why, when it is not kept."""

    name: str
    type: str
    size: int
    sha256: str
    content: bytes | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One mail as it was understood. ``problems`` are sentences about what was wrong with it."""

    sender: str
    sender_name: str
    subject: str
    message_id: str
    thread: tuple[str, ...]
    words: str
    new_words: str
    size: int
    sha256: str
    automatic: bool = False
    bounce: bool = False
    bounced_ids: tuple[str, ...] = ()
    spam: bool = False
    hops: int = 0
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = ()
    understood: bool = True
    whole: bool = True
    source: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows about a mail: whether it came before, whom it is from, what it answers.

    ``outsider``: what it answers is not its writer's, as far as anybody has said.
    """

    came_before: bool = False
    ours: bool = False
    own_address: bool = False
    practice: str | None = None
    answers: int | None = None
    outsider: bool = False
    bounced: bool = False


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a mail is, and why it was sorted so."""

    kind: MailKind
    why: str


def sort_mail(mail: Arrived, known: Known) -> Sorted:
    """What follows from a mail. The order matters: what could go in circles is seen before what makes work."""
    if known.came_before:
        return Sorted(MailKind.DUPLICATE, "the same mail came before")
    if known.ours and known.own_address:
        return Sorted(MailKind.OWN_COPY, "our own mail, come back to us")
    if not mail.whole:
        return Sorted(MailKind.TOO_LARGE, f"{mail.size // 1_000_000} MB is more than is taken in")
    if mail.bounce:
        return Sorted(MailKind.BOUNCE, "a mail of ours was not delivered" if known.bounced else "a mail was returned")
    if mail.hops > MOST_HOPS:
        return Sorted(MailKind.LOOP, f"it passed {mail.hops} servers")
    if known.own_address:
        return Sorted(MailKind.LOOP, "it says that it comes from a desk of ours")
    if mail.automatic:
        return Sorted(MailKind.AUTOMATIC, "an automatic answer")
    if not mail.understood:
        return Sorted(MailKind.NOT_UNDERSTOOD, mail.problems[0] if mail.problems else "it has nothing to read")
    if known.answers is not None:
        if known.outsider:
            return Sorted(MailKind.REPLY, OUTSIDER)
        if _only_acknowledges(mail):
            return Sorted(MailKind.ACKNOWLEDGEMENT, "the practice has received our mail")
        return Sorted(MailKind.REPLY, "it answers a mail of ours")
    if mail.spam and known.practice is None:
        return Sorted(MailKind.SPAM, "the mail server marked it as spam")
    return Sorted(MailKind.QUESTION, "a new question")


def needs_a_person(kind: MailKind, known: Known, *, joined: bool) -> bool:
    """Whether somebody has to look at a mail. ``joined``: it belongs to an enquiry by now."""
    if kind is MailKind.REPLY:
        return known.outsider
    if kind is MailKind.BOUNCE:
        return not joined
    if kind is MailKind.AUTOMATIC:
        return not joined and known.practice is not None
    return kind in NEEDS_A_PERSON


def _only_acknowledges(mail: Arrived) -> bool:
    """Whether a reply says “received” and not a word more: anything else is for a clinician to read."""
    own = mail.new_words.split("\n-- \n")[0]
    return bool(_ACKNOWLEDGING.fullmatch(own)) and not mail.attachments


def reference_in(subject: str) -> int | None:
    """The enquiry that a subject names (AL-000123)."""
    found = _REFERENCE.search(subject)
    return int(found[1]) if found else None


def practice_codes_in(address: str) -> Sequence[str]:
    """ODS practice codes within an address: ``advice.v90001@example.nhs.uk`` holds V90001."""
    return [code.upper() for code in _PRACTICE_CODE.findall(address.lower())]
