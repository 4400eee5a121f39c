"""The only room that knows SQL: opening, schema, migrations, named queries, one small module per noun."""

from advice_line.store.engine import Store
from advice_line.store.opening import create_store, default_path, open_store, refuse_taken
from advice_line.store.sqlite import SqliteStore

__all__ = ["SqliteStore", "Store", "create_store", "default_path", "open_store", "refuse_taken"]
