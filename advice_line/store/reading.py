"""Stores that are only read: on a disk that has gone read-only, and copies that bear witness."""

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from advice_line.problems import StoreTrouble
from advice_line.store.sqlite import SqliteStore
from advice_line.store.values.trail import ChainHead


def may_be_written(path: Path) -> bool:
    """Whether this process may write the store and beside it; on a disk that is read-only not even root may."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def open_reading(path: Path) -> SqliteStore:
    """Opens a store to read it only. Raises StoreTrouble rather than leave out what stands in its log.

    Without its ``-shm`` SQLite cannot look into a log on such a disk. Where there is no log the file is the whole
    store and, as nothing can write it, may be read as it is; where there is one, both are copied and read elsewhere.
    """
    try:
        return SqliteStore(path, reading="mode=ro")
    except StoreTrouble:
        if not _disk_is_read_only(path):
            raise
    if not any(_size(Path(f"{path}{ending}")) for ending in ("-wal", "-journal")):
        return as_it_stands(path)
    return _read_elsewhere(path)


def as_it_stands(path: Path) -> SqliteStore:
    """Opens the very file, without its log, and touches nothing of it. For one that nobody writes."""
    return SqliteStore(path, reading="mode=ro&immutable=1")


def heads_of_file(path: Path) -> list[ChainHead]:
    """The head of every chain in a copy of a store. Raises StoreTrouble with a sentence."""
    if Path(f"{path}-wal").exists():
        raise StoreTrouble(f"{path} has a “-wal” beside it: it is a store in use, or one that was torn from its log.")
    with closing(as_it_stands(path)) as copy:
        return copy.all(ChainHead, "chain_heads")


def _read_elsewhere(path: Path) -> SqliteStore:
    folder = Path(tempfile.mkdtemp(prefix="advice-line-reading-"))
    try:
        for ending in ("", "-wal", "-journal"):
            if Path(f"{path}{ending}").exists():
                shutil.copyfile(f"{path}{ending}", folder / f"{path.name}{ending}")
        store = SqliteStore(folder / path.name, alone=True, afterwards=lambda: shutil.rmtree(folder, True))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreTrouble(
            f"The disk of {path} may only be read, and its log has to be read elsewhere, which {folder.parent} does "
            f"not allow: {error.strerror}. Name a folder with more room in TMPDIR."
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    store.path, store.reading = path, True
    return store


def _disk_is_read_only(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
