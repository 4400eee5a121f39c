"""The line in which writers wait: one file beside the store, locked in turn, and who it is that holds it.

SQLite's own lock lets one unlucky writer starve for seconds; a ``flock`` on a file of our own is fair. The file is
for the store's owner alone, for whoever can open it can hold it and so keep everybody from writing.
"""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from advice_line.problems import StoreTrouble

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows: SQLite's own lock alone
    fcntl = None

WAIT_SECONDS = 30.0
"""A turn is over in milliseconds; the longest honest one, bringing in every practice, takes a few seconds."""


class Queue:
    """One connection's place in the line of a store."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.path = Path(f"{os.path.realpath(store)}.lock")
        self._number: int | None = None
        if fcntl is not None:
            self._number = self._open()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Holds the line while the caller writes. Raises StoreTrouble when it does not come to its turn."""
        if fcntl is None:
            yield
            return
        number = self._take()
        try:
            with suppress(OSError):  # a full disk: then nobody is told who holds it
                os.pwrite(number, f"{os.getpid():<20}\n".encode(), 0)
            yield
        finally:
            fcntl.flock(number, fcntl.LOCK_UN)

    def take_at_once(self) -> bool:
        """Takes the line until ``close``, unless somebody has it."""
        if self._number is None:
            return fcntl is None
        try:
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        if self._number is not None:
            os.close(self._number)
            self._number = None

    def _open(self) -> int:
        try:
            number = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if self.path.is_symlink():
                raise StoreTrouble(f"{self.path} is a link, and a store's lock never is; remove it.") from error
            raise StoreTrouble(
                f"The store {self._store} may only be read, not written: {error.strerror}; look at {self.path}."
            ) from error
        try:
            self._make_ours(number)
        except BaseException:
            os.close(number)
            raise
        return number

    def _make_ours(self, number: int) -> None:
        """A lock that others could open is theirs to hold: it is closed to them, or refused."""
        found, owner = os.fstat(number), self._store.stat().st_uid
        if not stat.S_ISREG(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
            raise StoreTrouble(
                f"{self.path} belongs to another user of this machine (number {found.st_uid}), who can keep "
                "everybody from writing; have it removed by whoever looks after the machine."
            )
        with suppress(PermissionError):
            if found.st_mode & 0o077:
                os.fchmod(number, 0o600)
            if found.st_uid != owner and os.geteuid() == 0:
                os.fchown(number, owner, -1)

    def _take(self) -> int:
        if self._number is None:
            self._number = self._open()
        number = self._number
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return number
        except BlockingIOError:
            pass
        came, guard, given_up = threading.Event(), threading.Lock(), [True]

        def wait() -> None:  # the kernel's queue is the fair one, and knows no limit
            fcntl.flock(number, fcntl.LOCK_EX)
            with guard:
                came.set()
                if given_up[0]:
                    os.close(number)

        given_up[0] = False
        threading.Thread(target=wait, daemon=True, name="store-queue").start()
        try:
            came.wait(WAIT_SECONDS)
        finally:
            with guard:
                if not came.is_set():
                    given_up[0], self._number = True, None
        if not came.is_set() or given_up[0]:
            raise StoreTrouble(
                f"The store {self._store} is held by {in_words(holders(self.path))} for more than {WAIT_SECONDS:g} "
                "seconds, so nothing was written. Try again; if it stays so, look at that process and end it."
            )
        return number


def holders(*files: Path, write: bool = False) -> list[int]:
    """The processes that hold a lock (``write``: one for writing) on one of these files, as far as can be told."""
    found = {pid for file in files for pid in _by_the_kernel(file, write)}
    if not found:
        found = {pid for file in files if file.name.endswith(".lock") for pid in _by_its_own_word(file)}
    return sorted(found)


def in_words(pids: list[int]) -> str:
    """“process 4711”, or that it cannot be told."""
    if not pids:
        return "a process that cannot be named"
    return f"process{'es' * (len(pids) > 1)} {', '.join(map(str, pids))}"


def _by_the_kernel(file: Path, write: bool) -> Iterator[int]:
    with suppress(OSError, ValueError):
        found = file.stat()
        where = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            words = line.split()
            if "->" in words or where not in words or (write and words[3] != "WRITE"):
                continue
            if int(words[4]) > 0:
                yield int(words[4])


def _by_its_own_word(file: Path) -> Iterator[int]:
    with suppress(OSError, ValueError):
        pid = int(file.read_text("ascii"))
        with suppress(PermissionError):
            os.kill(pid, 0)
        yield pid
