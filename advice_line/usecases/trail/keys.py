"""The key that signs the trail's heads: a file of its owner's alone, outside the store and its backups.

Whoever takes the store, or a copy of it, can reseal it but not sign it. A new key is handed on to by a note that
both keys sign, so that what the old one signed stays proved.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from advice_line.exports.signed_note import Note, Signer, VerifierKey, signed_note, verifier_key
from advice_line.exports.trail_heads import KEY_TITLE, heads_in, key_name
from advice_line.instants import to_second_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.settings import our_settings, settings_path
from advice_line.store.values.installation import Site
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def key_path() -> Path:
    """Where the key is: as the settings say, else in a folder of its own beside the settings."""
    chosen = our_settings().head_key
    return Path(chosen).expanduser() if chosen else settings_path().parent / "keys" / "head.key"


def signers(site: str) -> list[Signer]:
    """Who signs a site's heads: one, or nobody where there is no key. Raises Refused for a key that is not safe."""
    key = _read(key_path())
    return [Signer(key_name(site), key)] if key is not None else []


def signers_if_any(site: str) -> list[Signer]:
    """The same for paper: a letter does not wait until somebody has mended a key; doctor and worker say that."""
    try:
        return signers(site)
    except Refused:
        return []


def key_trouble() -> str:
    """What is wrong with the key, as a sentence; empty when all is well."""
    try:
        found = _read(key_path())
    except Refused as refused:
        return str(refused)
    return "" if found else (
        f"There is no key that signs the trail's heads at {key_path()}; an administrator makes one with "
        "“advice-line trail key new”."
    )  # fmt: skip


def _read(path: Path) -> "Ed25519PrivateKey | None":
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            data = file.read(10_000) if stat.S_ISREG(found.st_mode) else b""
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(f"The key of the trail's heads, {path}, cannot be read: {error.strerror}.") from error
    if os.name == "posix":
        if found.st_uid != os.geteuid() and os.geteuid() != 0:
            raise Refused(f"The key of the trail's heads, {path}, belongs to another user of this machine; not used.")
        if found.st_mode & 0o077:
            raise Refused(
                f"The key of the trail's heads, {path}, may be read by others of this machine; not used. "
                f"Make a new one, or “chmod 600” it if you are sure that nobody did."
            )
    return _private(data, path)


def _private(data: bytes, path: Path) -> "Ed25519PrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refused(f"{path} is not a private key as “advice-line trail key new” writes it.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{path} is a key of another kind; the trail's heads are signed with Ed25519.")
    return key


def make_key(path: Path, store: Path | None) -> None:
    """A first key, in a new file of mode 0600. Raises Refused with a sentence; never replaces one."""
    if store is not None and path.parent.resolve() == store.parent.resolve():
        raise Refused(
            f"The key of the trail's heads may not lie beside the store, in {path.parent}: whoever takes the one "
            "would have the other. Choose another place with “head_key” in the settings."
        )
    _write(path)


def _write(path: Path) -> "Ed25519PrivateKey":
    """Makes a key and puts it into a new file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if isinstance(error, FileExistsError) and path.exists():
            raise Refused(f"{path} is there already; a key is never written over.") from None
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise Refused(f"The key of the trail's heads cannot be written to {path}: {error.strerror}.") from error
    return key


def new_head_key(by: By, store_file: Path | None = None) -> list[str]:
    """A first key, or the next one, on the trail. Gives the notes that hand the signing on, one for each site."""
    require(by.person, Act.MANAGE_ACCOUNTS)
    path, sites = key_path(), [site.code for site in by.store.all(Site, "sites")]
    old = _read(path)
    if old is None:
        make_key(path, store_file)
        notes: list[str] = []
    else:
        notes = _replace(path, old, sites, by.at)
    vkeys = {site: str(signer.verifier) for site in sites for signer in signers(site)}
    act = "made a key of the trail's heads" if old is None else "handed the trail's heads to a new key"
    act_once(by, act, "trail", Press(), lambda: Receipt(by.person.site, {"keys": vkeys}))
    return notes


def _replace(path: Path, old: "Ed25519PrivateKey", sites: Sequence[str], at: datetime) -> list[str]:
    half = path.with_name(f"{path.name}.next")
    half.unlink(missing_ok=True)  # of a rotation that was cut off before it counted
    new = _write(half)
    notes = [_handing_on(Signer(key_name(site), old), Signer(key_name(site), new), at) for site in sites]
    with os.fdopen(os.open(_handed_on(path), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
        file.write("".join(f"\n{note}" for note in notes))
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return notes


def _handed_on(path: Path) -> Path:
    return path.with_name(f"{path.name}.handed-on")


def _handing_on(old: Signer, new: Signer, at: datetime) -> str:
    time = to_second_text(at)
    return signed_note(f"{old.name}{KEY_TITLE}\n{old.verifier}\n{new.verifier}\n{time}\n", [old, new])


def our_keys(site: str) -> list[VerifierKey]:
    """Whose signatures of a site's heads are believed here: the key's own, and those it was handed on from."""
    found = [signer.verifier for signer in signers(site)]
    try:
        lines = _handed_on(key_path()).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return found
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{_handed_on(key_path())} cannot be read: {error}.") from error
    return believed(found, [note for note in heads_in(lines, "") if isinstance(note, Note)])


def believed(keys: Iterable[VerifierKey], notes: Sequence[Note]) -> list[VerifierKey]:
    """Those keys, and all that are tied to them by notes which both keys of a handing-on signed."""
    found = list(dict.fromkeys(keys))
    pairs = [pair for note in notes if (pair := _pair(note)) is not None]
    while new := [key for pair in pairs for key in pair if key not in found and not found_apart(pair, found)]:
        found += dict.fromkeys(new)
    return found


def found_apart(pair: tuple[VerifierKey, VerifierKey], found: Sequence[VerifierKey]) -> bool:
    """Whether neither key of a pair is believed yet."""
    return pair[0] not in found and pair[1] not in found


def _pair(note: Note) -> tuple[VerifierKey, VerifierKey] | None:
    try:
        title, old, new, _ = note.text.splitlines()
        pair = verifier_key(old), verifier_key(new)
    except (ValueError, Refused):
        return None
    signed = all(any(key.verifies(note.text, s) for s in note.signatures) for key in pair)
    named = {key.name for key in pair} == {title.removesuffix(KEY_TITLE)}
    return pair if signed and named and title.endswith(KEY_TITLE) else None
