"""What is wrong with an installation: one small check a question, each answered in a sentence with what to do.

A new check is a function in ``BEFORE`` (of files, while the store may not open) or ``INSIDE`` (of the open store).
"""

import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from advice_line.files import half_files
from advice_line.problems import Refused
from advice_line.rota import Rota, read_rota
from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.settings import our_settings, settings_path
from advice_line.store import SqliteStore, Store, open_store
from advice_line.store.publications import Lists, source_hash
from advice_line.store.queue import holders, in_words
from advice_line.store.reading import may_be_written
from advice_line.store.values.rotas import KeptPublication, WrittenClinic, WrittenShift
from advice_line.usecases.clock import clock_trouble
from advice_line.usecases.statements.old_prices import uncontracted_prices
from advice_line.usecases.trail.keys import key_path, key_trouble
from advice_line.words.times import sorted_column

_ROOM = 200 * 1024 * 1024
_A_DAY = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: about what, whether it is well, and a sentence."""

    about: str
    well: bool
    words: str


@dataclass(frozen=True, slots=True)
class Installation:
    """What is looked at: the store's file, files that are a person's own (sessions, keys), and when."""

    store: Path
    private: tuple[Path, ...]
    at: datetime


def examine(place: Installation) -> Iterator[Finding]:
    """Every check in turn; the store is opened as any command opens it."""
    for look in BEFORE:
        yield from look(place)
    try:
        store = open_store(place.store, place.at)
    except Refused as refusal:
        yield Finding("store", False, str(refusal))
        return
    try:
        yield Finding("store", True, f"{place.store} opens; {_version(store)}.")
        for check in INSIDE:
            yield from check(place, store)
    finally:
        store.close()


def _version(store: Store) -> str:
    return f"store version {store.one(int, 'schema_version_now') or 0}"


def library(place: Installation) -> Iterator[Finding]:
    from advice_line.store import sqlite

    found: str = sqlite.sqlite3.sqlite_version  # type: ignore[attr-defined]
    try:
        sqlite.refuse_unsafe_library()
    except Refused as refusal:
        yield Finding("library", False, str(refusal))
        return
    safe = tuple(int(part) for part in found.split(".")) >= sqlite.SAFE_VERSION
    accepted = f"SQLite {found} can damage a shared store, and {sqlite.RISK_SETTING} accepts it; install pysqlite3."
    yield Finding("library", safe, f"SQLite is {found}." if safe else accepted)


def settings(place: Installation) -> Iterator[Finding]:
    path = settings_path()
    try:
        our_settings()
    except Refused as refusal:
        yield Finding("settings", False, str(refusal))
        return
    said = f"{path} can be read." if path.exists() else f"There is no {path}; everything is as it is shipped."
    yield Finding("settings", True, said)
    if path.exists() and path.stat().st_mode & 0o022:
        yield Finding("settings", False, f"{path} may be changed by others of this machine; run: chmod go-w {path}")


def mail_passwords(place: Installation) -> Iterator[Finding]:
    """Every password file that the settings name; variables are the worker's, which is started elsewhere."""
    try:
        mail = our_settings().mail
    except Refused:  # said by the check before
        return
    logins = {login.password_file: login for login in (mail.outgoing_login, *mail.mailboxes.values())}
    ill = False
    for name, login in logins.items():
        if not name:
            continue
        file = Path(name).expanduser()
        try:
            trouble = "" if login.password() else f"The password of {login.user} in {file} is empty; write it there."
        except Refused as refusal:
            trouble = str(refusal)
        if not trouble and file.stat().st_mode & 0o077:
            trouble = f"{file}, a password of the mail's, is open to others; run: chmod 600 {file}"
        if trouble:
            ill = True
            yield Finding("mail passwords", False, trouble)
    if any(logins) and not ill:
        yield Finding("mail passwords", True, "Every password file that the settings name can be read.")


def permissions(place: Installation) -> Iterator[Finding]:
    """Of what holds people's data, or lets in."""
    beside = [Path(f"{place.store}{ending}") for ending in ("", "-wal", "-shm", ".lock")]
    open_to_others = [f for f in (*beside, *place.private) if f.is_file() and f.stat().st_mode & 0o077]
    for file in open_to_others:
        mode = stat.S_IMODE(file.stat().st_mode)
        yield Finding("permissions", False, f"{file} is open to others ({mode:04o}); run: chmod 600 {file}")
    folder = place.store.absolute().parent
    if folder.is_dir() and folder.stat().st_mode & 0o022 and not folder.stat().st_mode & stat.S_ISVTX:
        yield Finding("permissions", False, f"Others may put files into {folder}; run: chmod go-w {folder}")
    elif not open_to_others:
        yield Finding("permissions", True, "The store, its lock, sessions and keys are for their owner alone.")


def left_over(place: Installation) -> Iterator[Finding]:
    """Files that a killed program left half-written; one of the last hour may still be at work on."""
    for half in half_files(place.store.absolute().parent):
        if datetime.fromtimestamp(half.stat().st_mtime, UTC) < place.at - _AN_HOUR:
            words = (
                f"{half} was left half-written by a program that was killed, and may hold people's data; delete it."
            )
            yield Finding("left over", False, words)


def head_key(place: Installation) -> Iterator[Finding]:
    """Whether the trail's heads can be signed, with a key that does not go where the store goes."""
    try:
        trouble, path = key_trouble(), key_path()
    except Refused:  # said by the check of the settings
        return
    if not trouble and path.resolve().parent == place.store.resolve().parent:
        trouble = (
            f"{path}, the key of the trail's heads, lies beside the store: whoever takes the one has the other. Move "
            "it, and name the place with “head_key” in the settings."
        )
    yield Finding("head key", not trouble, trouble or f"The trail's heads are signed with {path}.")


def lock(place: Installation) -> Iterator[Finding]:
    """Who has it for a moment only is no trouble, so it is looked at twice."""
    path = Path(f"{os.path.realpath(place.store)}.lock")
    first = holders(path) if path.exists() else []
    still = []
    if first and first != [os.getpid()]:
        import time

        time.sleep(0.5)
        still = [pid for pid in holders(path) if pid in first]
    said = f"{in_words(still).capitalize()} holds the store's lock and lets nobody write; look at it, and end it."
    yield Finding("lock", not still, said if still else "Nobody holds the store's lock.")


def disk(place: Installation) -> Iterator[Finding]:
    folder = place.store.absolute().parent
    if not folder.is_dir():
        return
    free, size = shutil.disk_usage(folder).free, place.store.stat().st_size if place.store.exists() else 0
    words = f"{free // 1024 // 1024} MB are free on the disk of {folder}"
    enough = free > size + _ROOM
    yield Finding("disk", enough, f"{words}." if enough else f"{words}, less than a restore would need; make room.")
    if place.store.exists() and not may_be_written(place.store):
        yield Finding("disk", False, f"{place.store} may only be read; have the disk or its permissions seen to.")


def integrity(place: Installation, store: SqliteStore) -> Iterator[Finding]:
    found = store.integrity_check()
    mend = f"The store is damaged: {found}. Put a backup in its place: advice-line restore BACKUP"
    yield Finding("integrity", found == "ok", "The store's pages are sound." if found == "ok" else mend)


def trail_age(place: Installation, store: SqliteStore) -> Iterator[Finding]:
    newest = store.one(datetime, "newest_of_the_trail")
    if newest is None:
        yield Finding("trail", False, "The trail is empty; make a new store with “advice-line init”.")
        return
    if newest - place.at > _A_DAY:
        yield Finding("trail", False, f"The trail's newest row is of {sorted_column(newest)} UTC, which is still "
                      "to come: this machine's clock is wrong, or was. Set it.")  # fmt: skip
        return
    yield Finding("trail", True, f"The trail's newest row is {_age(place.at - newest)} old.")


def clock(place: Installation, store: SqliteStore) -> Iterator[Finding]:
    """Whether the chasers believe this machine's clock; under one that they do not they wait."""
    words = clock_trouble(store, place.at)
    yield Finding("clock", not words, words or "This machine's clock fits the newest act.")


def _age(span: timedelta) -> str:
    hours = max(0, int(span.total_seconds() // 3600))
    return f"{hours} h" if hours < 72 else f"{hours // 24} days"


def publications(place: Installation, store: SqliteStore) -> Iterator[Finding]:
    """Whether every kept rota file says the shifts, clinics and people that were written from it."""
    wrong = 0
    for kept in store.all(KeptPublication, "publications_kept"):
        trouble = _publication_trouble(store, kept)
        if trouble:
            wrong += 1
            yield Finding("publications", False, f"Publication {kept.id} of {kept.desk} ({kept.file}, "
                          f"{kept.published_at.date()}): {trouble} Publish the right file again.")  # fmt: skip
    if not wrong:
        yield Finding("publications", True, "Every publication's text says the shifts that were written from it.")


def _publication_trouble(store: Store, kept: KeptPublication) -> str:
    if source_hash(kept.source) != kept.sha256:
        return "its kept text is not the one that was published; run “advice-line trail verify”."
    rota = read_rota(kept.source.encode(), "").rota
    until = store.one(date, "publication_extent", publication=kept.id)
    if rota is None or until is None:
        return "its kept text can no longer be read as a rota."
    lists = Lists.of(store, kept.id)
    if set(lists.people.values()) != set(rota.clinicians) or lists.duties != rota.duty_by_code:
        return "its kept text names other people, contacts or duties than were written."
    first = kept.effective_from.astimezone(rota.zone).date() - timedelta(days=2)
    said, written = _said(rota, first, until), _written(store, kept.id, lists)
    different = sum(((said - written) + (written - said)).values())
    return f"its kept text says other shifts or clinics than were written ({different} differ)." if different else ""


def _said(rota: Rota, first: date, until: date) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter(
        (s.clinician.id, s.duty.code, s.date, s.start, s.end) for s in shifts_between(rota, first, until)
    )
    clinics = clinics_between(rota, first, until)
    return found + Counter((c.clinician, c.start, c.end) for c in clinics)


def _written(store: Store, number: int, lists: Lists) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter(
        (lists.people[r.clinician].id, r.duty, r.date, r.starts_at, r.ends_at)
        for r in store.all(WrittenShift, "shifts_of_publication", publication=number)
    )
    return found + Counter(
        (lists.people[r.clinician].id, r.starts_at, r.ends_at)
        for r in store.all(WrittenClinic, "clinics_of_publication", publication=number)
    )


def prices(place: Installation, store: SqliteStore) -> Iterator[Finding]:
    for sentence in uncontracted_prices(store):
        yield Finding("prices", False, sentence)


BEFORE: tuple[Callable[[Installation], Iterator[Finding]], ...] = (
    library,
    settings,
    mail_passwords,
    permissions,
    left_over,
    head_key,
    lock,
    disk,
)
INSIDE: tuple[Callable[[Installation, SqliteStore], Iterator[Finding]], ...] = (
    integrity,
    trail_age,
    clock,
    publications,
    prices,
)
