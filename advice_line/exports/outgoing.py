"""What goes out by mail, as it is sent: headers that thread, plain text, and nothing that could start a loop."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from advice_line.people.addresses import CLAIMED

SAYS_SO = "X-Advice-Line"
"""A header of all our mail, so that it is known when it comes back."""
_SUBTYPES = {"xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""What a file's ending is called in a mail, where that is not the ending itself."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail about to be written. ``thread`` are the message ids it follows, newest last; ``files`` hang on it, each
    a name with its ending and what it holds."""

    from_name: str
    from_address: str
    to: str
    subject: str
    words: str
    thread: Sequence[str] = ()
    automatic: bool = False
    files: Sequence[tuple[str, bytes]] = ()


def new_message_id(address: str) -> str:
    """One of its own for ever; its domain is the sender's."""
    return make_msgid("advice-line", domain=address.rpartition("@")[2] or "localhost")


def mail_text(mail: Outgoing, message_id: str, at: datetime) -> str:
    """The whole mail, in plain ASCII. Raises ValueError with a sentence when an address cannot be one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.from_name, mail.from_address)
    message["To"] = _address("", mail.to)
    message["Subject"] = one_line(mail.subject)[:200]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    if mail.thread:
        message["In-Reply-To"] = mail.thread[-1]
        message["References"] = " ".join([*mail.thread[:1], *mail.thread[1:][-9:]])
    message[SAYS_SO] = "yes"
    if mail.automatic:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.words, cte="quoted-printable")
    for name, data in mail.files:
        ending = name.rpartition(".")[2]
        message.add_attachment(data, maintype="application", subtype=_SUBTYPES.get(ending, ending), filename=name)
    return message.as_bytes().decode("ascii")


def attached(source: str, name: str, pdf: bytes) -> str:
    """The same mail with a PDF hung on it."""
    message = message_from_string(source, EmailMessage, policy=SMTP)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes().decode("ascii")


def footed(source: str, foot: str) -> str:
    """The same mail with a foot below its words, whatever hangs on it."""
    message = message_from_string(source, EmailMessage, policy=SMTP)
    assert isinstance(message, EmailMessage)
    message.set_content(f"{message.get_content().rstrip()}\n\n{foot}", cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def one_line(text: str) -> str:
    """A text that may stand in a header: no line breaks, no control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _address(name: str, address: str) -> Address:
    if not CLAIMED.fullmatch(address):
        raise ValueError(f"“{address}” is not a mail address.")
    local, _, domain = address.rpartition("@")
    return Address(one_line(name), local, domain)


def quoted(words: str) -> str:
    """The question, marked as quoted, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))


def reply_subject(subject: str, reference: str) -> str:
    """“Re: …” once, with our reference once."""
    plain = re.sub(r"^(?:\s*(?:re|aw|fwd?)\s*:\s*)+", "", one_line(subject), flags=re.IGNORECASE)
    plain = plain.replace(f"[{reference}]", "").strip()
    return f"Re: {plain or 'your question'} [{reference}]"
