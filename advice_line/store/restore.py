"""A copy put back in the place of the store, after it has been read as if it were the store."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advice_line.files import half_file, is_database, is_held, sync_folder
from advice_line.problems import StoreTrouble
from advice_line.store.aside import (
    aside_name,
    finish_interrupted,
    refuse_foreign_log,
    restoring,
    sole_use,
    take_its_place,
    with_beside,
)
from advice_line.store.backup import whole_trail
from advice_line.store.opening import bring_up, check_version, migrations
from advice_line.store.reading import as_it_stands
from advice_line.store.sqlite import SqliteStore
from advice_line.store.values.installation import Site


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: how many rows of the trail, until when, and where the store of before is now."""

    store: Path
    rows: int
    until: datetime | None
    set_aside: Path | None


def restore_store(path: Path, copy: Path, at: datetime, note: Callable[[SqliteStore, Path | None], None]) -> Restored:
    """Puts a checked copy of ``copy`` where the store is, and the store, as it is, aside. ``note`` writes the trail.

    Raises StoreTrouble while anybody has the store, or where the copy is not whole; then nothing is changed.
    """
    path = Path(os.path.realpath(path))
    if not copy.is_file() or not is_database(copy):
        raise StoreTrouble(f"{copy} is no copy of a store; “advice-line backup” makes them.")
    if path.exists() and path.samefile(copy):
        raise StoreTrouble(f"{copy} is the store itself.")
    if path.exists() and not path.is_file():
        raise StoreTrouble(f"{path} is not a file; --store wants the store's file.")
    refuse_foreign_log(copy)
    finish_interrupted(path)
    stood = _whose(path)
    with sole_use(path):
        aside = aside_name(path, at.timestamp()) if path.exists() else None
        taken = [there for there in with_beside(aside) if there.exists()] if aside is not None else []
        if taken:
            raise StoreTrouble(f"{taken[0]} is there already; try again in a second.")
        with half_file(path) as (half, file):
            file.close()
            try:
                _bring(copy, half, path)
                rows, until = _check(half, copy, at, stood, lambda store: note(store, aside))
                os.utime(half, (at.timestamp(), at.timestamp()))
                with half.open("rb+") as written:
                    os.fsync(written.fileno())
                half.rename(restoring(path))  # from here on the new store counts
                sync_folder(path.parent)
                take_its_place(path)
            except OSError as error:
                raise StoreTrouble(f"The copy cannot be put at {path}: {error.strerror}.") from error
            finally:
                for ending in ("-wal", "-shm", "-journal"):
                    Path(f"{half}{ending}").unlink(missing_ok=True)
    return Restored(path, rows, until, aside)


@dataclass(frozen=True, slots=True)
class Whose:
    """Which hospitals a store is of, and whether it is a demonstration."""

    sites: tuple[str, ...]
    demo: bool

    def __str__(self) -> str:
        return f"{'a demonstration' if self.demo else 'the store'} of {', '.join(self.sites) or 'nobody'}"


def _said(store: SqliteStore) -> Whose:
    demo = (
        store.one(str, "table_exists_sqlite", name="store_mark") is not None
        and store.one(str, "store_mark") is not None
    )
    return Whose(tuple(sorted(site.code for site in store.all(Site, "sites"))), demo)


def _whose(path: Path) -> Whose | None:
    """Whose the store is that stands there. None where there is none, or its file alone does not tell.

    It is read without its log, so that nothing of it is changed, and before it is taken out of use: closing it
    then would drop the lock.
    """
    if not path.exists() or is_held(path.stat()) or not is_database(path):
        return None
    try:
        with closing(as_it_stands(path)) as store:
            return _said(store)
    except StoreTrouble:  # damaged, which may be why a copy is put in its place
        return None


def _refuse_anothers(copy: Path, copied: Whose, stood: Whose | None) -> None:
    """A wrong name on a tired night is not to put one hospital's records, or invented ones, under another's name."""
    if stood is None or not stood.sites:
        return
    if stood.demo != copied.demo or set(stood.sites).isdisjoint(copied.sites):
        raise StoreTrouble(
            f"{copy} is {copied}, and what stands there is {stood}: one is no backup of the other. If you mean it, "
            "move that store with its -wal and -shm away first. Nothing was changed."
        )


def _bring(copy: Path, half: Path, path: Path) -> None:
    """The copy's bytes into the half-made file, with the log of a store that was set aside by a restore before."""
    if os.access(copy, os.W_OK):
        with sole_use(copy):
            _copied(copy, half)
    else:
        _copied(copy, half)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # the store stays its owner's when root puts it back
        owner = path.stat() if path.exists() else path.parent.stat()
        os.chown(half, owner.st_uid, owner.st_gid)


def _copied(copy: Path, half: Path) -> None:
    shutil.copyfile(copy, half)
    if Path(f"{copy}-wal").exists():
        shutil.copyfile(f"{copy}-wal", f"{half}-wal")


def _check(
    half: Path,
    copy: Path,
    at: datetime,
    stood: Whose | None,
    note: Callable[[SqliteStore], None],
) -> tuple[int, datetime | None]:
    """Reads the copy whole, brings it up to this version, notes the restore on its trail, folds it to one file."""
    try:
        with closing(SqliteStore(half, alone=True)) as store:
            check_version(store, str(copy))
            found = store.integrity_check()
            if found != "ok":
                raise StoreTrouble(f"{copy} is damaged: {found}. Take another copy; nothing was changed.")
            bring_up(store, at, migrations())
            _refuse_anothers(copy, _said(store), stood)
            rows, newest = whole_trail(store), store.one(datetime, "newest_of_the_trail")
            note(store)
            store.fold()
    except StoreTrouble as refusal:
        raise StoreTrouble(str(refusal).replace(str(half), str(copy))) from refusal
    return rows, newest
