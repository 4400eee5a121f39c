"""The rows of a named statement as they stand in the store, for tests that look below the values."""

from typing import Any

from advice_line.store import Store
from advice_line.store.typed import TypedReads


def rows_of(store: Store, query: str, **values: Any) -> list[dict[str, Any]]:
    assert isinstance(store, TypedReads)
    columns, rows = store.found(query, values)
    return [dict(zip((column[0] for column in columns), row, strict=True)) for row in rows]


def row_of(store: Store, query: str, **values: Any) -> dict[str, Any] | None:
    return next(iter(rows_of(store, query, **values)), None)
