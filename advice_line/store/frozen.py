"""A SQLite store that is only looked into, and in no way touched: a backup that bears witness."""

from contextlib import closing
from pathlib import Path
from typing import Any

from advice_line.problems import StoreTrouble
from advice_line.store import sqlite as engine
from advice_line.store.engine import Row
from advice_line.store.queries import statements

_LIBRARY: Any = engine.sqlite3  # type: ignore[attr-defined]  # one library in the whole process
MAGIC = b"SQLite format 3\0"


def is_sqlite(path: Path) -> bool:
    """Whether a file begins as an SQLite database does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def heads_of_file(path: Path) -> list[Row]:
    """(site, seq, hash) of every chain in a copy of a store. Raises StoreTrouble with a sentence."""
    if Path(f"{path}-wal").exists():
        raise StoreTrouble(f"{path} has a “-wal” beside it: it is a store in use, or one that was torn from its log.")
    try:
        with closing(_LIBRARY.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = connection.execute(statements()["chain_heads"]).fetchall()
    except _LIBRARY.Error as error:
        raise engine.trouble(error, path) from error
    return [dict(zip(("site", "seq", "hash"), row, strict=True)) for row in found]
