"""Signed notes (C2SP signed-note, as Go's sumdb/note writes them): lines of text that anybody can verify.

A note is its text, a blank line, and for each signature a line “— NAME base64(key id, signature)”. The key id is
the beginning of SHA-256 over name, newline, algorithm and public key. Only Ed25519 (0x01) is known here; the byte
leaves room for others. cryptography is imported where a key is made, read or used: it costs 40 ms.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advice_line.problems import Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = 0x01
_SIGNED_BY = "— "
_MOST_SIGNATURES = 20
_NAME = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signatures are believed: a name and an Ed25519 public key. As text: ``name+hexid+base64``."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell this key from others of the same name; they prove nothing."""
        keyed = self.name.encode() + b"\n" + bytes([ED25519]) + self.public
        return hashlib.sha256(keyed).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(bytes([ED25519]) + self.public)}"

    def made(self, signature: "Signature") -> bool:
        """Whether a signature says that it is by this key."""
        return (signature.name, signature.key_id) == (self.name, self.id)

    def verifies(self, text: str, signature: "Signature") -> bool:
        """Whether this key signed this very text."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if not self.made(signature):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature.bytes, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note."""

    name: str
    key_id: bytes
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its last newline, and who signed it."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key under the name it signs with."""

    name: str
    key: "Ed25519PrivateKey"

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.key.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The line under a text that this key signs it with."""
        return f"{_SIGNED_BY}{self.name} {_base64(self.verifier.id + self.key.sign(text.encode()))}\n"


def signed_note(text: str, signers: Sequence[Signer]) -> str:
    """The text as a note signed by each of them."""
    if not text.endswith("\n") or any(ord(char) < 32 and char != "\n" for char in text):
        raise ValueError("the text of a note is whole lines without control characters")
    return f"{text}\n{''.join(signer.line(text) for signer in signers)}"


def read_note(source: str) -> Note:
    """A note's text and signatures, none of them verified. Raises Refused with a sentence."""
    text, blank, lines = source.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise Refused("This is no signed note: text, a blank line, and signatures that begin with a dash are wanted.")
    signatures = tuple(map(_signature, lines.splitlines()))
    if len(signatures) > _MOST_SIGNATURES:
        raise Refused(f"This note has more than {_MOST_SIGNATURES} signatures.")
    return Note(text + "\n", signatures)


def _signature(line: str) -> Signature:
    name, space, coded = line.removeprefix(_SIGNED_BY).partition(" ")
    found = _bytes(coded)
    if not line.startswith(_SIGNED_BY) or not space or not _NAME.fullmatch(name) or len(found) < 5:
        raise Refused("A signature line of this note is not “— NAME SIGNATURE”; a letter of it is wrong or missing.")
    return Signature(name, found[:4], found[4:])


def verifier_key(source: str) -> VerifierKey:
    """The key of a text ``name+hexid+base64``. Raises Refused with a sentence."""
    name, _, rest = source.strip().partition("+")
    hexid, _, coded = rest.partition("+")
    found = _bytes(coded)
    if not _NAME.fullmatch(name) or not re.fullmatch(r"[0-9a-f]{8}", hexid) or not found:
        raise Refused("A verifier key is NAME+ID+KEY, as “advice-line trail key” prints it.")
    if found[0] != ED25519 or len(found) != 33:
        raise Refused(f"The key {name}+{hexid} is of a kind that this program does not know; it knows Ed25519 alone.")
    key = VerifierKey(name, found[1:])
    if key.id.hex() != hexid:
        raise Refused(f"The verifier key {name}+{hexid} does not fit its own id; a letter of it is wrong.")
    return key


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    """What a base64 text says; empty where it is none, or not as we would write it."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return found if _base64(found) == text else b""
