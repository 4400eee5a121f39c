"""Creating a store, and opening one after making sure that it is ours and not newer than this program."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advice_line import __version__
from advice_line.files import COMPANIONS
from advice_line.instants import to_text
from advice_line.problems import StoreTrouble
from advice_line.shipped import shipped_file
from advice_line.store.aside import finish_interrupted, refuse_foreign_log
from advice_line.store.engine import Store
from advice_line.store.reading import may_be_written, open_reading
from advice_line.store.sqlite import SqliteStore

_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step from the version before it."""

    version: int
    sql: str


def migrations() -> list[Migration]:
    """The numbered steps of ``migrations/NNNN_what.sql``, in order; version 1 is the first schema itself."""
    steps = []
    for file in sorted(_MIGRATIONS.glob("*.sql")):
        found = re.match(r"(\d{4})_", file.name)
        if found:
            steps.append(Migration(int(found[1]), file.read_text("utf-8")))
    return steps


def newest_version(steps: Sequence[Migration]) -> int:
    return max((step.version for step in steps), default=1)


def default_path() -> Path:
    """The store in the platform's data folder."""
    from platformdirs import user_data_path

    return user_data_path("advice-line", appauthor=False) / "advice-line.db"


def refuse_taken(path: Path) -> None:
    """Refuses a place where a store, or what is left of one, is already."""
    if path.exists() or path.is_symlink():
        raise StoreTrouble(f"{path} is there already; choose another --store, or open this one.")
    if left := next((f for e in COMPANIONS if (f := path.with_name(path.name + e)).exists() and e != ".lock"), None):
        raise StoreTrouble(
            f"{left} was left by a store that stood here before and may hold a part of it; move it away first."
        )


def create_store(path: Path, at: datetime, *, durable: bool = True) -> SqliteStore:
    """Makes a new store file; refuses to touch one that is there."""
    refuse_taken(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreTrouble(f"The store cannot be made at {path}: {error.strerror}.") from error
    try:
        store = SqliteStore(path, durable=durable)
        write_schema(store, at)
    except StoreTrouble:
        path.unlink(missing_ok=True)
        raise
    return store


def write_schema(store: Store, at: datetime) -> None:
    """The whole schema into an empty database, in one transaction."""
    with store.transaction():
        store.script(shipped_file("schema.sql").read_text("utf-8"))
        store.run(
            "add_schema_version",
            version=newest_version(migrations()),
            applied_at=to_text(at),
            program=__version__,
        )


def open_store(path: Path, at: datetime) -> SqliteStore:
    """Opens a store file, bringing an older one up to this version. Raises StoreTrouble with a sentence."""
    finish_interrupted(Path(os.path.realpath(path)))
    if not path.exists():
        raise StoreTrouble(
            f"There is no store at {path}. Make one with “advice-line init”, or look around with “advice-line demo”."
        )
    if path.is_dir():
        raise StoreTrouble(f"{path} is a folder; --store wants the store's file.")
    refuse_foreign_log(path)
    store = _opened(path)
    try:
        check_version(store, str(path))
        if store.reading:
            _refuse_older(store, str(path))
        else:
            bring_up(store, at, migrations())
    except BaseException:
        store.close()
        raise
    return store


def _opened(path: Path) -> SqliteStore:
    """Opens the file of that name, and not one that was set aside while it was being opened."""
    if not may_be_written(path):
        return open_reading(path)
    for _ in range(3):
        before = path.stat()
        store = SqliteStore(path)
        if os.path.samestat(before, path.stat()):
            return store
        store.close()
    raise StoreTrouble(f"The store {path} is being replaced; try again.")


def _version(store: Store) -> int:
    return store.one(int, "schema_version_now") or 0


def _refuse_older(store: Store, name: str) -> None:
    if _version(store) < newest_version(migrations()):
        raise StoreTrouble(
            f"{name} is from an older Advice Line and its disk may only be read, so it cannot be brought up to this "
            "one. Have the disk seen to, or copy the store to another disk."
        )


def check_version(store: Store, name: str) -> None:
    """Refuses what is not a store, and a store from a newer program."""
    if store.one(str, f"table_exists_{store.engine}", name="schema_version") is None:
        raise StoreTrouble(f"{name} is not an Advice Line store; it holds something else. Check --store.")
    version, newest = _version(store), newest_version(migrations())
    if version > newest:
        raise StoreTrouble(
            f"{name} is from a newer Advice Line (store version {version}; this program knows {newest}). "
            "Install the newer program; nothing was changed."
        )


def bring_up(store: Store, at: datetime, steps: Sequence[Migration]) -> None:
    """Runs the steps that the store has not had, each in its own transaction, one process at a time.

    A store that is older than the vouching for records has what it held sealed, once.
    """
    from advice_line.store.sealing import FIRST_VOUCHED, seal_what_was_there, vouch_for_migration

    for step in steps if _version(store) < newest_version(steps) else ():
        with store.transaction():
            if step.version <= _version(store):
                continue
            store.script(step.sql)
            vouch_for_migration(store, at, step.version)
            store.run("add_schema_version", version=step.version, applied_at=to_text(at), program=__version__)
    if newest_version(steps) >= FIRST_VOUCHED:
        seal_what_was_there(store, at)
