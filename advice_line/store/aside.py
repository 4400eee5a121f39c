"""One store put in the place of another, so that a kill at any moment leaves either the old one or the new.

The new file waits, checked and whole, under the name ``STORE.restoring``; from the moment that it has this name the
new store is the one that counts, and whoever opens the store next finishes what was begun: the old file goes aside
with its ``-wal`` and ``-shm``, and only then the new one takes its name, so that no log is ever played into a file
that it does not belong to.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from advice_line.files import hold, is_database, is_held, let_go, sync_folder
from advice_line.instants import file_stamp
from advice_line.problems import StoreTrouble
from advice_line.store.queue import Queue, holders, in_words

fcntl: Any
try:
    import fcntl
except ImportError:
    fcntl = None

_BESIDE = ("-wal", "-shm", "-journal")
_FIRST_LOCK, _LOCKS = 0x40000000, 512
"""Where SQLite locks a database file: whoever has it open in WAL mode holds one of these bytes, idle or not."""


def restoring(path: Path) -> Path:
    """Where a new store waits for its place."""
    return Path(f"{path}.restoring")


def aside_name(path: Path, at: float) -> Path:
    """The dated name under which an old store is set aside."""
    return path.with_name(f"{path.stem}-set-aside-{file_stamp(datetime.fromtimestamp(at, UTC))}{path.suffix}")


def with_beside(path: Path) -> list[Path]:
    """A store's file with those that SQLite keeps beside it, the store itself last."""
    return [Path(f"{path}{ending}") for ending in (*_BESIDE, "")]


def take_its_place(path: Path) -> Path | None:
    """Finishes what waits, and gives the name of what was set aside. The caller has the store to itself."""
    new = restoring(path)
    aside = aside_name(path, new.stat().st_mtime)
    there = path.exists()
    beside = zip(with_beside(path), with_beside(aside), strict=True)
    left = [(old, kept) for old, kept in beside if old.exists()]
    for old, kept in left:  # before anything is moved: a log never goes without its store
        if kept.exists():
            raise StoreTrouble(f"{kept} is there already, so {old.name} cannot be set aside; move it away first.")
    for old, kept in left:
        old.rename(kept)
        sync_folder(path.parent)
    new.rename(path)
    sync_folder(path.parent)
    return aside if there or aside.exists() else None


def finish_interrupted(path: Path) -> None:
    """Puts a store in place that a killed ``restore`` left waiting."""
    if restoring(path).exists():
        with sole_use(path):
            if restoring(path).exists():
                take_its_place(path)


@contextmanager
def sole_use(path: Path) -> Iterator[None]:
    """Nobody else has the store, and nobody gets it meanwhile. Raises StoreTrouble that names who has it.

    An open screen that does nothing is noticed too. A program that has the file open without SQLite is not.
    """
    if not path.exists():
        yield
        return
    if is_held(path.stat()):
        raise StoreTrouble(f"The store {path} is open in this very process; close it first.")
    queue, number = Queue(path), None
    try:
        if not queue.take_at_once():
            raise _in_use(path, queue)
        if fcntl is not None:
            number = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _FIRST_LOCK)
            except OSError:
                raise _in_use(path, queue) from None
        held = hold(path)  # closing the file a second time would drop the lock
        try:
            yield
        finally:
            let_go(held)
    except OSError as error:
        raise StoreTrouble(f"The store {path} cannot be taken out of use: {error.strerror}.") from error
    finally:
        if number is not None:
            os.close(number)
        queue.close()


def _in_use(path: Path, queue: Queue) -> StoreTrouble:
    who = [pid for pid in holders(queue.path, path, Path(f"{path}-shm")) if pid != os.getpid()]
    return StoreTrouble(
        f"The store {path} is in use by {in_words(who)}. Stop every screen, worker and command that has it open, "
        "then try again; nothing was changed."
    )


def refuse_foreign_log(path: Path) -> None:
    """Raises StoreTrouble when the ``-wal`` beside a store cannot be its own, before SQLite plays it into the file.

    A file that says of itself that it uses no log, as every backup does, has none: the log belongs to the file that
    stood here before. Of a file that says it uses one, nothing tells whose the log is.
    """
    log = Path(f"{path}-wal")
    if not _size(log) or is_held(path.stat()) or not is_database(path):
        return
    with path.open("rb") as file:
        uses_a_log = file.read(20)[18:20] == b"\x02\x02"
    if not uses_a_log and _size(log):  # looked at again: whoever folds a log takes it away before he says so
        raise StoreTrouble(
            f"{log} does not belong to {path}: it was left by the file that stood here before, and would be played "
            "into this one. Nothing was opened or changed. If this file is a backup that was copied here by hand, "
            f"move both files away and run “advice-line --store {path} restore BACKUP”."
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
