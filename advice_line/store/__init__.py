"""The only room that knows SQL: opening, schema, migrations, named queries, one small module per noun."""

from advice_line.store.engine import Row, Store
from advice_line.store.opening import create_store, default_path, open_store

__all__ = ["Row", "Store", "create_store", "default_path", "open_store"]
