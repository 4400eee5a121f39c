"""A mail's bytes, understood: who, what, which thread, its text, what hangs on it, and what was wrong with it.

Whatever comes is answered with an ``Arrived``; nothing here raises on any input. The parser is the standard
library's with its oldest policy, the only one that never refuses a header.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses
from typing import Any

from advice_line.enquiry.correspondence import Arrived, Attachment
from advice_line.mail.plain_text import html_to_text, new_part, tidy
from advice_line.people.addresses import CLAIMED, CLAIMED_WITHIN
from advice_line.plain import visible
from advice_line.settings.mail import MailSettings

_IDS = re.compile(r"<[!-;=?-~]{1,250}>")
_TYPE = re.compile(r"[a-z0-9.+_-]{1,80}/[a-z0-9.+_-]{1,120}")
_MOST_PARTS = 500
_LONGEST_WORDS = 200_000
_LONGEST_HEADER = 2_000
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


def parse_mail(data: bytes, limits: MailSettings, *, whole: bool = True, size: int | None = None) -> Arrived:
    """What the bytes say. ``whole`` is False when only the headers of a mail of ``size`` bytes were fetched."""
    problems: list[str] = []
    try:
        parser = BytesParser() if whole else BytesHeaderParser()
        message: Message = parser.parsebytes(data)
        return _understood(message, data, limits, problems, whole, size)
    except Exception as error:  # whatever a hostile mail breaks in the parser: the mail is kept and flagged
        problems.append(f"it cannot be taken apart ({type(error).__name__})")
        return as_it_came(data, problems, whole=whole, size=size)


def as_it_came(data: bytes, problems: Sequence[str], *, whole: bool = True, size: int | None = None) -> Arrived:
    """A mail of which nothing is believed: its bytes, for a person to look at."""
    return Arrived(
        "", "", "", "", (), "", "", size or len(data), _hash(data),
        problems=tuple(problems), understood=False, whole=whole, source=data,
    )  # fmt: skip


def _understood(
    message: Message, data: bytes, limits: MailSettings, problems: list[str], whole: bool, size: int | None
) -> Arrived:
    sender, name = _sender(message)
    if not sender:
        problems.append("it has no sender")
    parts = list(_parts(message, problems)) if whole else []
    words = _words(parts, problems)
    attachments = tuple(_attachments(parts, limits)) if whole else ()
    subject = _header(message, "Subject")
    understood = bool(sender) and bool(words or attachments or subject or not whole)
    if sender and not understood:
        problems.append("it has nothing to read")
    bounce = _is_bounce(message, sender)
    return Arrived(
        sender=sender,
        sender_name=name,
        subject=subject,
        message_id=next(iter(_IDS.findall(_raw(message, "Message-ID"))), ""),
        thread=tuple(_IDS.findall(_raw(message, "References") + " " + _raw(message, "In-Reply-To")))[-50:],
        words=words,
        new_words=new_part(words),
        size=size if size is not None else len(data),
        sha256=_hash(data),
        automatic=_is_automatic(message),
        bounce=bounce,
        bounced_ids=tuple(_bounced(parts)) if bounce else (),
        spam=_raw(message, "X-Spam-Flag").strip().lower().startswith("yes"),
        hops=len(message.get_all("Received") or []),
        attachments=attachments,
        problems=tuple(problems),
        understood=understood,
        whole=whole,
        source=None if understood and not problems else data,
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _raw(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)[:_LONGEST_HEADER]


def _header(message: Message, name: str) -> str:
    """A header in one line, its encoded words decoded as well as can be."""
    return _decoded_header(_raw(message, name))


def _decoded_header(raw: str) -> str:
    try:
        pieces = [_piece(text, charset) for text, charset in decode_header(raw)]
    except Exception:  # a header that cannot be decoded is shown as it stands
        pieces = [raw]
    return tidy("".join(pieces).replace("\n", " ").replace("\r", " "))[:500]


def _piece(text: bytes | str, charset: str | None) -> str:
    return text if isinstance(text, str) else _decoded(text, charset)


def _decoded(data: bytes, charset: str | None) -> str:
    """Bytes as text: as they claim to be, else UTF-8, else Windows Western, which fits anything."""
    for name in (charset, "utf-8"):
        if name:
            try:
                return data.decode(str(name))
            except Exception:  # an unknown charset, or a wrong claim; some codecs raise what they please
                continue
    return data.decode("cp1252", errors="replace")


def _sender(message: Message) -> tuple[str, str]:
    """Address and name. The address is read before the name is decoded, so that no name can pose as one."""
    for header in ("From", "Sender", "Return-Path"):
        raw = _raw(message, header).replace("\n", " ").replace("\r", " ")
        for who, address in getaddresses([raw]) if raw else []:
            if found := CLAIMED.fullmatch(address.strip()):
                return found[0].lower(), _decoded_header(who)[:200]
        if found := CLAIMED_WITHIN.search(raw):
            return found[0].lower(), ""
    return "", ""


def _parts(message: Message, problems: list[str]) -> Iterator[Message]:
    """The leaves of a mail, in order; a mail within a mail is an attachment and is not opened."""
    stack, seen = [message], 0
    while stack:
        part = stack.pop()
        seen += 1
        if seen > _MOST_PARTS:
            problems.append(f"it has more than {_MOST_PARTS} parts; the rest is left out")
            return
        payload = part.get_payload()
        if (
            part.is_multipart()
            and isinstance(payload, list)
            and not part.get_content_type().startswith("message/rfc822")
        ):
            stack.extend(p for p in reversed(payload) if isinstance(p, Message))
        else:
            if part.get_content_maintype() == "multipart":
                problems.append("its parts cannot be told apart; all of it is shown as text")
            yield part


def _content(part: Message) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):  # a mail within a mail
        return b"".join(_safe_bytes(inner) for inner in payload if isinstance(inner, Message))
    decoded: Any = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _safe_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # a broken inner mail cannot always be written again
        return b""


def _is_attachment(part: Message) -> bool:
    kind = part.get_content_type()
    if kind.startswith("multipart/"):  # a broken one: its text is better seen than lost
        return False
    disposition = (part.get_content_disposition() or "").lower()
    named = bool(part.get_filename())
    return (
        disposition == "attachment"
        or not kind.startswith("text/")
        or (named and kind not in ("text/plain", "text/html"))
    )


def _words(parts: list[Message], problems: list[str]) -> str:
    texts = [part for part in parts if not _is_attachment(part)]
    plain = [part for part in texts if part.get_content_type() != "text/html"]
    chosen = plain if any(_content(part).strip() for part in plain) else texts
    found = []
    for part in chosen:
        text = _decoded(_content(part), part.get_content_charset())
        found.append(html_to_text(text) if part.get_content_type() == "text/html" else tidy(text))
    words = "\n\n".join(filter(None, found))
    if len(words) > _LONGEST_WORDS:
        problems.append("its text is longer than is kept; the rest is in the mailbox")
        words = words[:_LONGEST_WORDS]
    return words


def _attachments(parts: list[Message], limits: MailSettings) -> Iterator[Attachment]:
    for number, part in enumerate((p for p in parts if _is_attachment(p)), 1):
        content, kind = _content(part), part.get_content_type().lower()
        kind = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
        if kind.startswith("message/delivery-status"):
            continue
        name = safe_name(_filename(part), number)
        refused = ""
        if kind not in limits.attachment_types:
            refused = f"files of the type {kind} are not kept"
        elif len(content) > limits.attachment_mb * 1_000_000:
            refused = f"it is larger than {limits.attachment_mb} MB"
        yield Attachment(name, kind, len(content), _hash(content), None if refused else content, refused)


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # a file name in a charset nobody knows
        return ""


def safe_name(name: str, number: int) -> str:
    """A file name without folder, control or direction-changing characters: “../../x.pdf” is “x.pdf”."""
    last = visible(re.split(r"[/\\]", name)[-1])
    kept = "".join(
        char for char in last if char.isprintable() and char not in '<>:"|?*\u202a\u202b\u202d\u202e\u2066\u2067'
    )
    kept = kept.strip(". ")[-120:]
    return kept or f"attachment {number}"


def _is_automatic(message: Message) -> bool:
    submitted = _raw(message, "Auto-Submitted").strip().lower()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or _raw(message, "Precedence").strip().lower() in _BULK
        or bool(_raw(message, "X-Autoreply") or _raw(message, "X-Autorespond") or _raw(message, "List-Id"))
        or message.get_content_type() == "multipart/report"
        or "disposition-notification" in _raw(message, "Content-Type").lower()
    )


def _is_bounce(message: Message, sender: str) -> bool:
    report = message.get_content_type() == "multipart/report"
    delivery = "delivery-status" in _raw(message, "Content-Type").lower()
    daemon = sender.split("@")[0] in ("mailer-daemon", "postmaster")
    return (report and delivery) or (daemon and _raw(message, "Return-Path").strip() in ("<>", ""))


def _bounced(parts: list[Message]) -> Iterator[str]:
    """The message ids of the mail that came back, as the returned copy or its headers name them."""
    for part in parts:
        text = _decoded(_content(part), None)[:20_000]
        for line in re.findall(r"^Message-ID:\s*(\S+)", text, re.MULTILINE | re.IGNORECASE):
            yield from _IDS.findall(line)
