"""The one writer of files: whole or not at all, for their owner alone, and over nothing that matters.

Everything that leaves the program as a file goes through here, so that no name that a person or a mail chose can
replace the store, a device, or a file that nobody asked to replace. It stands below the store, which writes its
backups by the same rules.
"""

import os
import secrets
import stat
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EBUSY
from pathlib import Path
from typing import BinaryIO

from advice_line.problems import Refused

PRIVATE = 0o600
COMPANIONS = ("-wal", "-shm", "-journal", ".lock", ".restoring")
"""What stands beside a store and belongs to it."""
_SQLITE = b"SQLite format 3\x00"
_HALF, _PART = ".advice-line-", ".part"

_held: Counter[tuple[int, int]] = Counter()
_guard = threading.Lock()


class AlreadyThere(Refused):
    """A file of that name exists, and nobody said that it may be replaced."""


def keep_to_ourselves() -> None:
    """Everything that this process makes is for its owner alone; called once, as the program starts."""
    os.umask(0o077)


def hold(path: Path) -> tuple[int, int]:
    """Notes that this process has a store open here, until ``let_go``.

    SQLite's locks are the process's own and fall when *any* of its descriptors of the file is closed: while a
    store is open, nothing in the process may open the file beside SQLite, not even to look at it.
    """
    found = path.stat()
    with _guard:
        _held[found.st_dev, found.st_ino] += 1
    return found.st_dev, found.st_ino


def let_go(which: tuple[int, int]) -> None:
    with _guard:
        _held[which] -= 1


def is_held(found: os.stat_result) -> bool:
    """Whether this process has a store open in this file."""
    with _guard:
        return _held[found.st_dev, found.st_ino] > 0


def leave_alone(path: Path) -> None:
    """Raises OSError for a store that is open here: reading it as a file, too, ends by closing it."""
    if is_held(path.stat()):
        raise OSError(EBUSY, "it is the store that is open here")


def is_database(path: Path) -> bool:
    """Whether a plain file begins as an SQLite database does; one that is open here is not touched to find out."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return False
        if is_held(found):
            return True
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return False


def _not_written(path: Path, why: str) -> Refused:
    return Refused(f"{path}: the file cannot be written: {why}.")


def not_read(path: Path | str, error: OSError) -> Refused:
    """That a file could not be read, and why."""
    return Refused(f"{path}: this file cannot be read: {error.strerror}.")


def refuse_what_matters(path: Path) -> bool:
    """Whether a plain file is there. Raises Refused for what is never written to, whoever insists."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        found = None
    except (OSError, ValueError) as error:
        raise _not_written(path, _why(error)) from error
    if found is not None:
        _refuse_what_is_no_file(path, found.st_mode)
        if is_database(path):
            raise Refused(f"{path} is a database, perhaps the store; it is never replaced. Choose another name.")
    for ending in COMPANIONS:
        name = path.name[: -len(ending)]
        if name and path.name.lower().endswith(ending) and is_database(path.with_name(name)):
            raise Refused(f"{path} belongs to the store {name} beside it; choose another name.")
    return found is not None


def _refuse_what_is_no_file(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise Refused(f"{path} is a folder; name a file in it.")
    if stat.S_ISLNK(mode):
        raise Refused(f"{path} is a link, and nothing is written through one; name the file itself.")
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    raise Refused(f"{path} is {kinds.get(stat.S_IFMT(mode), 'a device')}, not a file; choose another name.")


def check_may_write(path: Path, *, replace: bool) -> None:
    """What ``write_whole`` would refuse, before anything is noted or read for it. Raises AlreadyThere or Refused."""
    if refuse_what_matters(path) and not replace:
        raise AlreadyThere(f"{path} is there already; choose another name, or say that it may be replaced (--force).")


def write_whole(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Writes a file of mode 0600, whole or not at all. What is there is replaced only where ``replace`` says so.

    Raises AlreadyThere, or Refused with a sentence.
    """
    write_parts(path, [data], replace=replace)


def write_parts(path: Path, parts: Iterable[bytes], *, replace: bool = False) -> None:
    """The same from parts that are never held together."""
    check_may_write(path, replace=replace)
    with half_file(path) as (half, file):
        try:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            put_in_place(half, path, replace=replace)
        except OSError as error:
            raise _not_written(path, _why(error)) from error


@contextmanager
def half_file(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file beside ``path`` under a name that nobody can guess or lay a link under, open for writing.

    It is gone afterwards unless it was put in place. Raises Refused.
    """
    half = path.with_name(f"{_HALF}{secrets.token_hex(12)}{_PART}")
    try:
        number = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
    except FileNotFoundError:
        raise _not_written(path, f"there is no folder {path.parent}") from None
    except (OSError, ValueError) as error:
        raise _not_written(path, _why(error)) from error
    file = os.fdopen(number, "wb")
    try:
        yield half, file
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            half.unlink(missing_ok=True)


def half_files(folder: Path) -> list[Path]:
    """Half-written files in a folder: of a program that is writing now, or that was killed."""
    return sorted(file for file in folder.glob(f"{_HALF}*{_PART}") if file.is_file() and not file.is_symlink())


def put_in_place(half: Path, path: Path, *, replace: bool) -> None:
    """Gives a written file its name, and the name to the disk. Raises AlreadyThere, or OSError."""
    if replace:
        half.replace(path)
    else:
        try:
            os.link(half, path)  # unlike a rename it refuses what came meanwhile
        except FileExistsError:
            raise AlreadyThere(f"{path} is there already; choose another name.") from None
        except OSError:  # a disk that knows no second names
            half.rename(path)
    sync_folder(path.parent)


def make_folder(path: Path, what: str) -> None:
    """A folder for its owner alone, with those above it, for ``what`` the sentence says. Raises Refused."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, ValueError) as error:
        raise Refused(f"{path}: the folder for {what} cannot be made: {_why(error)}.") from error


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows knows no such thing
        return
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _why(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
