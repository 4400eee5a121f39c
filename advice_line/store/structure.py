"""Whether a store's tables, indexes and triggers are those of ``schema.sql``."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from advice_line.shipped import shipped_file
from advice_line.store.engine import Store
from advice_line.store.schema import for_postgres, for_sqlite

_OBJECTS = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"

_COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
_REFERS = 'SELECT "from", "table", "to", on_update, on_delete FROM pragma_foreign_key_list(?)'


def structure_faults(store: Store) -> Iterator[str]:
    """In words, what is there that should not be, what should be there and is not, and what is otherwise."""
    if store.engine == "postgres":
        yield from _of_postgres(store)
        return
    ours = {(kind, name): _shape(store, kind, name, text) for kind, name, text in store.select(_OBJECTS)}
    expected = _expected()
    for kind, name in sorted(expected.keys() - ours.keys()):
        yield f"the {kind} {name} is not there any more"
    for kind, name in sorted(ours.keys() - expected.keys()):
        yield f"the {kind} {name} is not the program's own"
    for kind, name in sorted(ours.keys() & expected.keys()):
        if ours[kind, name] != expected[kind, name]:
            yield f"the {kind} {name} is not as the program makes it"


class _Fresh:
    """A store in memory, as this version makes it."""

    def __init__(self) -> None:
        from advice_line.store import sqlite as engine
        from advice_line.store.sqlite import statements_of

        library: Any = engine.sqlite3  # type: ignore[attr-defined]  # one library in the whole process
        self._connection = library.connect(":memory:")
        for statement in statements_of(for_sqlite(shipped_file("schema.sql").read_text("utf-8"))):
            self._connection.execute(statement)

    def select(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._connection.execute(text, values).fetchall()
        return found


@cache
def _expected() -> dict[tuple[str, str], Any]:
    fresh = _Fresh()
    return {(kind, name): _shape(fresh, kind, name, text) for kind, name, text in fresh.select(_OBJECTS)}


def _shape(store: "Store | _Fresh", kind: str, name: str, text: str) -> Any:
    """What counts about it. A table that was changed by migrations has its columns in another order."""
    plain = " ".join(re.sub(r"--[^\n]*", "", text).split())
    if kind != "table" or plain.upper().startswith("CREATE VIRTUAL"):
        return plain.rstrip("; ")
    columns, refers = store.select(_COLUMNS, name), store.select(_REFERS, name)
    return sorted(map(str, columns)), sorted(map(str, refers)), sorted(_checks(plain)), plain.endswith("STRICT")


def _checks(text: str) -> Iterator[str]:
    """The conditions of a table, whole with their inner brackets."""
    for found in re.finditer(r"\bCHECK \(", text):
        depth, end = 1, found.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[found.end() : end - 1]


_TRIGGERS = """
SELECT c.relname, t.tgname, t.tgenabled::text, p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname = current_schema()"""
_FUNCTIONS = """
SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema()"""


def _of_postgres(store: Store) -> Iterator[str]:
    """Tables, indexes and triggers by name, triggers switched on, functions word for word."""
    text = for_postgres(shipped_file("schema.sql").read_text("utf-8"))
    wanted = re.findall(r"^CREATE (?:OR REPLACE )?TRIGGER (\w+) .*? ON (\w+) .*?EXECUTE FUNCTION (\w+)", text, re.M)
    triggers = {(table, name): (state, does) for table, name, state, does in store.select(_TRIGGERS)}
    for name, table, does in wanted:
        found = triggers.pop((table, name), None)
        if found is None:
            yield f"the trigger {name} is not there any more"
        elif found != ("O", does):
            yield f"the trigger {name} is switched off, or does something else"
    for _, name in sorted(triggers):
        yield f"the trigger {name} is not the program's own"
    bodies = dict(store.select(_FUNCTIONS))
    for name, body in re.findall(r"FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*?)\$\$", text, re.S):
        if bodies.get(name) != body:
            yield f"the function {name} is not as the program makes it"
    for kind, table, column in (("TABLE", "pg_tables", "tablename"), ("INDEX", "pg_indexes", "indexname")):
        there = {row[0] for row in store.select(f"SELECT {column} FROM {table} WHERE schemaname = current_schema()")}
        for name in re.findall(rf"^CREATE {kind} (\w+)", text, re.M):
            if name not in there:
                yield f"the {kind.lower()} {name} is not there any more"
