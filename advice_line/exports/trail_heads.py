"""The head of a site's trail as it leaves the building: signed, printed small, and read again from what was kept.

A head says that the trail had so many rows, the newest with this hash, at this moment. Whoever keeps one outside
the store can prove later that nothing up to that row was changed: docs/trail.md says how.
"""

import base64
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from advice_line.exports.signed_note import Note, Signer, read_note, signed_note
from advice_line.instants import to_second_text
from advice_line.problems import Refused

LEAST_DIGITS = 16
"""Of a hash that somebody typed: 64 bits, more than anybody can search through for another row that fits."""
_TITLE = "trail head v1"
KEY_TITLE = " trail key v1"
"""How the first line of a note ends that hands the signing on from one key to the next."""
_FIRST = re.compile(rf"(\S+)/([A-Z0-9]{{5}}) {_TITLE}")
_LINE = re.compile(
    rf"\b(?P<site>[A-Z0-9]{{5}}) (?P<seq>\d{{1,15}}):(?P<hash>[0-9a-f]{{{LEAST_DIGITS},64}})(?![0-9a-f])"
)
_TYPED = re.compile(rf"(?:([A-Z0-9]{{5}})[ :])?(\d{{1,15}}):([0-9a-fA-F]{{{LEAST_DIGITS},64}})")
_MOST_LINES = 30
"""Of one note: a body of four, a blank one, and as many signatures as anybody needs."""


def key_name(site: str) -> str:
    """The name that a site's heads are signed with. ODS codes are the nation's, so it is one site's alone."""
    return f"advice-line/{site}"


@dataclass(frozen=True, slots=True)
class Head:
    """A site's trail at a moment: how many rows, and the newest one's hash."""

    site: str
    seq: int
    hash: str
    at: datetime

    @property
    def body(self) -> str:
        """The text that is signed. It is no tlog-checkpoint: its hash is of a chain, not of a tree."""
        coded = base64.b64encode(bytes.fromhex(self.hash)).decode("ascii")
        return f"{key_name(self.site)} {_TITLE}\n{self.seq}\n{coded}\n{to_second_text(self.at)}\n"

    @property
    def short(self) -> str:
        """What a person can type again."""
        return f"{self.site} {self.seq}:{self.hash[:LEAST_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A head as it stands on paper: one line to be typed again, and the whole signed note where there is a key."""

    line: str
    note: str
    head: Head

    @property
    def text(self) -> str:
        return f"{self.line}\n\n{self.note}" if self.note else f"{self.line}\n"

    @property
    def values(self) -> dict[str, str | int | None]:
        """For JSON."""
        head = self.head
        return {
            "site": head.site, "seq": head.seq, "hash": head.hash, "at": to_second_text(head.at), "short": head.short,
            "note": self.note or None,
        }  # fmt: skip


def printed(head: Head, signers: list[Signer]) -> Printed:
    """A head ready to be put on paper, signed by whoever can."""
    signed = f"signed below by {', '.join(s.verifier.name for s in signers)}" if signers else "not signed"
    line = f"Trail head {head.short} at {to_second_text(head.at)}, {signed}."
    return Printed(line, signed_note(head.body, signers) if signers else "", head)


def log_entry(head: Head, signers: list[Signer]) -> str:
    """What is appended to a log of heads: the note, or without a key one line with the whole hash."""
    if signers:
        return signed_note(head.body, signers)
    return f"{head.site} {head.seq}:{head.hash} {to_second_text(head.at)}\n"


@dataclass(frozen=True, slots=True)
class Witness:
    """A head that somebody kept. ``hash`` may be the beginning of one; ``site`` is empty where it was not typed."""

    site: str
    seq: int
    hash: str
    at: datetime | None = None
    note: Note | None = None
    where: str = ""


def typed(text: str) -> Witness | None:
    """A head as a person types it, ``SEQ:HASH`` or ``SITE SEQ:HASH`` with at least sixteen digits, or None."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    return Witness(found[1] or "", int(found[2]), found[3].lower(), where="as typed") if found else None


@dataclass(frozen=True, slots=True)
class UnreadHead:
    """A head that was cut off or changed where it was kept; it proves nothing, and is said."""

    where: str
    why: str


def heads_in(lines: Iterable[str], where: str) -> Iterator[Witness | Note | UnreadHead]:
    """Every head in a text: in logs, letters, mails, pages, tables. Other notes (of keys) come as they are."""
    note: list[str] = []
    number = 0
    for number, raw in enumerate(lines, 1):
        line = html.unescape(raw.rstrip("\r\n").lstrip("> "))
        line = line.removeprefix('<div class="head">').removeprefix("<pre>").removesuffix("</pre></div>")
        begins = _FIRST.fullmatch(line) or line.endswith(KEY_TITLE)
        if note and not begins and len(note) < _MOST_LINES and ("" not in note or line.startswith("— ")):
            note.append(line)
            continue
        if note:
            yield _noted(note, f"{where}:{number - len(note)}")
            note = []
        if begins:
            note = [line]
            continue
        for found in _LINE.finditer(line):
            yield Witness(found["site"], int(found["seq"]), found["hash"], where=f"{where}:{number}")
    if note:
        yield _noted(note, f"{where}:{number + 1 - len(note)}")


def _noted(lines: list[str], where: str) -> Witness | Note | UnreadHead:
    try:
        note = read_note("\n".join(lines) + "\n")
        body = note.text.splitlines()
        first = _FIRST.fullmatch(body[0])
        if first is None:
            return note
        seq, coded, time = body[1:]
        hashed, at = base64.b64decode(coded, validate=True), datetime.fromisoformat(time)
        if not seq.isdecimal() or len(hashed) != 32 or at.tzinfo is None:
            raise ValueError
    except ValueError:
        return UnreadHead(where, "this begins as a head of a trail and is none")
    except Refused as refused:
        return UnreadHead(where, str(refused))
    return Witness(first[2], int(seq), hashed.hex(), at, note, where)
