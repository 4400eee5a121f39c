"""The embedded store: one SQLite file that many processes on one host share.

Measured reasons for every setting are in ``docs/store.md``. pysqlite3 is imported directly: sqlite-utils costs 110 ms
that the first screen should not wait for, and reads and writes nothing here, where named statements serve both
engines. It comes along because it looks into a store with this very library.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from advice_line.files import hold, let_go
from advice_line.problems import StoreTrouble, Unvouched, ValuesRefused
from advice_line.store.queries import adds_a_record, statements
from advice_line.store.queue import Queue, holders, in_words
from advice_line.store.typed import TypedReads

try:
    from pysqlite3 import dbapi2 as sqlite3
except ImportError:  # no wheel for this platform: the library that sqlite-utils would choose
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

SAFE_VERSION = (3, 51, 3)
RISK_SETTING = "ADVICE_LINE_ACCEPT_OLD_SQLITE"


def refuse_unsafe_library() -> None:
    """SQLite below 3.51.3 can corrupt a WAL file shared by two connections."""
    if sqlite3.sqlite_version_info < SAFE_VERSION and not os.environ.get(RISK_SETTING):
        raise StoreTrouble(
            f"This machine's SQLite is {sqlite3.sqlite_version}; below 3.51.3 it can damage a shared store. "
            f"Install pysqlite3, or set {RISK_SETTING}=1 to accept the risk."
        )


_ERRORS = (sqlite3.Error, OverflowError, UnicodeEncodeError)
"""What the driver raises: its own, and Python's for values that it cannot bind."""


def trouble(error: Exception, path: Path) -> StoreTrouble:
    """A driver's error as a sentence with what to do."""
    text = str(error)
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return ValuesRefused("This cannot be stored or looked for: a number is too long, or a text is not UTF-8.")
    if "full" in text or "disk I/O" in text:
        return StoreTrouble(
            f"The disk of {path} is full or failing ({text}). Nothing was lost: free some space, try again."
        )
    if "readonly" in text or "read-only" in text:
        return StoreTrouble(
            f"The store {path} may only be read, not written; check its permissions and its folder's."
        )
    if "not a database" in text or "malformed" in text or "encrypted" in text:
        return StoreTrouble(
            f"{path} is not an Advice Line store, or is damaged ({text}). "
            "Put a backup in its place with “advice-line restore BACKUP”."
        )
    if "locked" in text or "busy" in text:
        return StoreTrouble(f"The store {path} is busy; somebody holds it. Try again.")
    if "unable to open" in text:
        return StoreTrouble(f"The store {path} cannot be opened; check that its folder exists and may be written.")
    if "append-only" in text:
        return StoreTrouble(f"The store refused a change: {text}. Records are amended, never overwritten.")
    refused = ValuesRefused if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError) else StoreTrouble
    return refused(f"The store {path} refused: {text}.")


class SqliteStore(TypedReads):
    """One connection to a store file; see ``Store``."""

    engine: Final = "sqlite"

    def __init__(
        self,
        path: Path,
        *,
        durable: bool = True,
        alone: bool = False,
        reading: str = "",
        afterwards: Callable[[], object] = lambda: None,
    ) -> None:
        """``alone``: a file that nobody else knows, so nobody queues for it; ``reading``: it is only read, and how;
        ``afterwards`` is done when it is closed."""
        refuse_unsafe_library()
        self.path = path
        self.kept: dict[Any, Any] = {}
        self.reading = bool(reading)
        self._depth = 0
        self._collecting = False
        self._queue_file: Queue | None = None
        self._waiting = False
        self._held: tuple[int, int] | None = None
        self._afterwards = afterwards
        try:
            # It never makes the file: where a store has just been set aside there is none.
            # Room for every statement that is named: the cache evicts what is young, so a full one keeps nothing.
            self.connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?{reading or 'mode=rw'}",
                uri=True,
                isolation_level=None,
                timeout=30,
                check_same_thread=False,
                cached_statements=1024,
            )
        except sqlite3.Error as error:
            raise trouble(error, path) from error
        try:
            self._held = hold(path)
            for pragma in (
                "foreign_keys = ON",
                "recursive_triggers = ON",
                "cache_size = -32000",
                "schema_version" if reading else "journal_mode = WAL",
                f"synchronous = {'FULL' if durable else 'OFF'}",
            ):
                self.connection.execute(f"PRAGMA {pragma}").fetchall()
            if not (alone or reading):
                self._queue_file = Queue(path)
        except (sqlite3.Error, OSError, StoreTrouble) as error:
            self.close()
            raise error if isinstance(error, StoreTrouble) else trouble(error, path) from error

    def found(self, query: str, values: dict[str, Any]) -> tuple[Any, list[tuple[Any, ...]]]:
        if not self._depth and (table := adds_a_record(query)):
            raise Unvouched(table)
        try:
            cursor = self.connection.execute(statements()[query], values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        except _ERRORS as error:
            raise trouble(error, self.path) from error
        return cursor.description, rows

    def run(self, query: str, **values: Any) -> None:
        self.found(query, values)

    def many(self, query: str, values: Iterable[Mapping[str, Any]]) -> None:
        if not self._depth and (table := adds_a_record(query)):
            raise Unvouched(table)
        try:
            self.connection.executemany(statements()[query], values)
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    def select(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            found: list[tuple[Any, ...]] = self.connection.execute(text, values).fetchall()
        except _ERRORS as error:
            raise trouble(error, self.path) from error
        return found

    def script(self, text: str) -> None:
        from advice_line.store.schema import for_sqlite

        self._collecting = False  # the next transaction looks again which tables there are
        try:
            for statement in statements_of(for_sqlite(text)):
                self.connection.execute(statement)
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        if not self._collecting:
            self._collect()
        with self._queue():
            self._begin()
            self._depth = 1
            try:
                self.run("forget_unvouched")  # what was added outside any act is never vouched for
                yield
                if left := self.one(str, "an_unvouched"):
                    raise Unvouched(left)
                self._execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self.connection.in_transaction:
            yield
            return
        self._execute("BEGIN")
        try:
            yield
        finally:
            self._execute("ROLLBACK")

    def _collect(self) -> None:
        """From now on this connection notes every record that it adds; see ``schema.collecting``."""
        from advice_line.store.schema import collected, collecting

        there = {row[0] for row in self.select("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for statement in collecting({table: key for table, key in collected().items() if table in there}):
            self._execute(statement)
        self._collecting = True

    def _execute(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    @property
    def waits_for(self) -> str:
        """Who keeps this connection from its turn to write, in words; empty when nobody does."""
        return in_words(self._holders()) if self._waiting else ""

    def _holders(self) -> list[int]:
        lock = self._queue_file.path if self._queue_file is not None else Path(f"{self.path}.lock")
        return [pid for pid in holders(lock, Path(f"{self.path}-shm"), write=True) if pid != os.getpid()]

    def _begin(self) -> None:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except _ERRORS as error:
            if "locked" not in str(error):
                raise trouble(error, self.path) from error
            raise StoreTrouble(
                f"The store {self.path} is busy: {in_words(self._holders())} writes to it and does not end. "
                "Nothing was written; try again."
            ) from error
        finally:
            self._waiting = False

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """Waits in a fair line: SQLite's own lock lets one unlucky writer starve for seconds."""
        if self.reading:
            raise StoreTrouble(
                f"The store {self.path} may only be read: its disk takes nothing any more. Nothing was written; "
                "have the disk seen to."
            )
        self._waiting = True
        try:
            if self._queue_file is None:
                yield
                return
            with self._queue_file.turn():
                yield
        finally:
            self._waiting = False

    def mark(self) -> int:
        try:
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    def copy_to(self, path: Path) -> None:
        """A consistent copy, as one reading transaction; writers go on."""
        try:
            self.connection.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.Error as error:
            raise trouble(error, path) from error

    def quick_check(self) -> str:
        """“ok”, or what SQLite finds wrong with its own pages."""
        try:
            return str(self.connection.execute("PRAGMA quick_check").fetchone()[0])
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    def integrity_check(self) -> str:
        """The same, with every index and constraint read too; it takes longer."""
        try:
            return str(self.connection.execute("PRAGMA integrity_check").fetchone()[0])
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    def fold(self) -> None:
        """Brings the write-ahead log into the one file, for a copy that is put away."""
        try:
            self.connection.execute("PRAGMA journal_mode = DELETE")
        except _ERRORS as error:
            raise trouble(error, self.path) from error

    def close(self) -> None:
        self.connection.close()
        if self._held is not None:
            let_go(self._held)
            self._held = None
        if self._queue_file is not None:
            self._queue_file.close()
            self._queue_file = None
        afterwards, self._afterwards = self._afterwards, lambda: None
        afterwards()


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script; a trigger's inner semicolons belong to it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
