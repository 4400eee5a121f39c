"""The only room that knows SQL: opening, schema, migrations, named queries, one small module per noun."""

from advice_line.store.engine import Row, Store
from advice_line.store.opening import create_store, default_path, open_store
from advice_line.store.sqlite import SqliteStore

__all__ = ["Row", "SqliteStore", "Store", "create_store", "default_path", "open_store"]
