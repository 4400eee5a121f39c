"""The same store on PostgreSQL, for several sites. Same schema, same queries, same use-cases."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from advice_line.problems import StoreTrouble, Unvouched, ValuesRefused
from advice_line.store.queries import adds_a_record, for_postgres
from advice_line.store.typed import TypedReads

_UNVOUCHED = """CREATE TEMP TABLE unvouched (name TEXT NOT NULL, key TEXT NOT NULL) ON COMMIT DELETE ROWS"""
"""Where the triggers note the key of every record that this connection adds, until it is vouched for."""


class PostgresStore(TypedReads):
    """One connection; see ``Store``. Autocommit outside ``transaction``, so no SELECT holds one open."""

    engine: Final = "postgres"

    def __init__(self, url: str) -> None:
        import psycopg

        self._errors = (psycopg.Error, UnicodeEncodeError)
        self._of_values = (psycopg.DataError, psycopg.IntegrityError, UnicodeEncodeError)
        self.kept: dict[Any, Any] = {}
        self._depth = 0
        try:
            self.connection: Any = psycopg.connect(url, autocommit=True)
            self.connection.execute(_UNVOUCHED)
        except psycopg.Error as error:
            raise StoreTrouble(f"The PostgreSQL store cannot be reached: {error}.") from error

    def found(self, query: str, values: dict[str, Any]) -> tuple[Any, list[tuple[Any, ...]]]:
        if not self._depth and (table := adds_a_record(query)):
            raise Unvouched(table)
        try:
            cursor = self.connection.execute(for_postgres(query), values)
            return cursor.description, cursor.fetchall() if cursor.description else []
        except self._errors as error:
            raise self._trouble(error) from error

    def run(self, query: str, **values: Any) -> None:
        self.found(query, values)

    def many(self, query: str, values: Iterable[Mapping[str, Any]]) -> None:
        if not self._depth and (table := adds_a_record(query)):
            raise Unvouched(table)
        try:
            with self.connection.cursor() as cursor:
                cursor.executemany(for_postgres(query), list(values))
        except self._errors as error:
            raise self._trouble(error) from error

    def select(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            found: list[tuple[Any, ...]] = self.connection.execute(text.replace("?", "%s"), values).fetchall()
        except self._errors as error:
            raise self._trouble(error) from error
        return found

    def script(self, text: str) -> None:
        from advice_line.store import schema

        try:
            self.connection.execute(schema.for_postgres(text))
        except self._errors as error:
            raise self._trouble(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        self._depth = 1
        try:
            with self.connection.transaction():
                yield
                if left := self.one(str, "an_unvouched"):
                    raise Unvouched(left)
        finally:
            self._depth = 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if self.connection.info.transaction_status:  # anything but idle
            yield
            return
        with self.connection.transaction():
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def mark(self) -> int:
        return self.the(int, "sum_of_chain_heads")

    @property
    def waits_for(self) -> str:
        return ""

    def close(self) -> None:
        self.connection.close()

    def _trouble(self, error: Exception) -> StoreTrouble:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        refused = ValuesRefused if isinstance(error, self._of_values) else StoreTrouble
        return refused(f"The PostgreSQL store refused: {first}.")
