"""``schema.sql`` for either engine, and the triggers behind its ``append-only`` lines."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from advice_line.shipped import shipped_file

_APPEND_ONLY = re.compile(r"^-- append-only: (\w+) by (.+)$", re.MULTILINE)

_ONLY = re.compile(r"^-- only (sqlite|postgres)\n(.*?)(?=^-- (?:only|both)\b)", re.MULTILINE | re.DOTALL)

_COLLECTED = re.compile(r"^-- collected: (\w+) by (\S+)$", re.MULTILINE)

_COUNTED = re.compile(r"^-- counted: (\w+) by (\w+)( and changes)?$", re.MULTILINE)
"""What an audit's day is made of: a row added (or changed) takes away the kept totals of its enquiry's days."""

_ENQUIRY_OF = {
    "id": "NEW.id",
    "enquiry": "NEW.enquiry",
    "attempt": "(SELECT enquiry FROM attempt WHERE id = NEW.attempt)",
    "advice": "(SELECT enquiry FROM advice WHERE id = NEW.advice)",
    "flag": "(SELECT enquiry FROM flag WHERE id = NEW.flag)",
}
"""The enquiry of a row, by the column that leads to it."""

NOT_COLLECTED: Mapping[str, str] = MappingProxyType({"trail": "it is what vouches for the others"})
"""The append-only tables whose rows no trail row vouches for, and why."""

# The row's key goes to a table of the connection's own; one that has none (another tool's) is not collected.
_POSTGRES_FUNCTIONS = """\
CREATE OR REPLACE FUNCTION advice_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE OR REPLACE FUNCTION advice_line_collect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_regclass('pg_temp.unvouched') IS NOT NULL THEN
    INSERT INTO pg_temp.unvouched (name, key)
    SELECT TG_TABLE_NAME, (SELECT jsonb_agg(to_jsonb(NEW) -> k.name ORDER BY k.n)
                           FROM unnest(TG_ARGV) WITH ORDINALITY AS k (name, n))::text;
  END IF;
  RETURN NULL;
END $$;
"""

# Whatever the zone, the enquiry's day by the desk's clock is the day of UTC or a neighbour of it.
_POSTGRES_UNCOUNT = """\
CREATE OR REPLACE FUNCTION advice_line_uncount_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM day_total t USING enquiry e
  WHERE e.id = {enquiry} AND t.desk = e.desk
    AND t.day BETWEEN (left(e.arrived_at, 10)::date - 1)::text AND (left(e.arrived_at, 10)::date + 1)::text;
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_uncount AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION advice_line_uncount_{table}();
"""
_SQLITE_UNCOUNT = """\
CREATE TRIGGER {table}_uncount_{when} AFTER {when} ON {table} BEGIN
  DELETE FROM day_total WHERE (desk, day) IN (
    SELECT e.desk, date(e.arrived_at, d.off)
    FROM enquiry e, (SELECT '-1 day' AS off UNION ALL SELECT '+0 day' UNION ALL SELECT '+1 day') d
    WHERE e.id = {enquiry}
  );
END;
"""


@cache
def collected() -> Mapping[str, tuple[str, ...]]:
    """The tables whose every row a trail row vouches for, each with the columns of its key."""
    found = _APPEND_ONLY.findall(shipped_file("schema.sql").read_text("utf-8"))
    return MappingProxyType(
        {table: tuple(keys.split(", ")[0].split("+")) for table, keys in found if table not in NOT_COLLECTED}
    )


def collecting(tables: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What makes one SQLite connection note the key of every row it adds to these tables, until it is vouched for.

    All of it is the connection's own: nothing is left in the file, and no other tool's rows come in.
    """
    yield "CREATE TEMP TABLE IF NOT EXISTS unvouched (name TEXT NOT NULL, key NOT NULL)"
    for table, key in tables.items():
        value = f"NEW.{key[0]}" if len(key) == 1 else f"json_array({', '.join(f'NEW.{column}' for column in key)})"
        yield (
            f"CREATE TEMP TRIGGER IF NOT EXISTS {table}_collect AFTER INSERT ON main.{table} "
            f"BEGIN INSERT INTO unvouched VALUES ('{table}', {value}); END"
        )


def _of_engine(text: str, engine: str) -> str:
    """Without what is marked for the other engine alone."""
    return _ONLY.sub(lambda found: found[2] if found[1] == engine else "", text)


def for_sqlite(text: str) -> str:
    """The script that SQLite runs."""
    text = _COUNTED.sub(_sqlite_uncounting, _of_engine(text, "sqlite"))
    return _APPEND_ONLY.sub(lambda found: "\n".join(_sqlite_triggers(found[1], found[2])), text)


def _sqlite_uncounting(found: re.Match[str]) -> str:
    events = ("INSERT", "UPDATE") if found[3] else ("INSERT",)
    return "".join(
        _SQLITE_UNCOUNT.format(table=found[1], when=event, enquiry=_ENQUIRY_OF[found[2]]) for event in events
    )


def _postgres_uncounting(found: re.Match[str]) -> str:
    when = "INSERT OR UPDATE" if found[3] else "INSERT"
    return _POSTGRES_UNCOUNT.format(table=found[1], when=when, enquiry=_ENQUIRY_OF[found[2]])


def _sqlite_triggers(table: str, keys: str) -> Iterator[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END;"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END;"
    for number, key in enumerate(keys.split(", "), 1):
        same = " AND ".join(f"{column} = NEW.{column}" for column in key.split("+"))
        yield (
            f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {refuse}; END;"
        )


def for_postgres(text: str) -> str:
    """The script that PostgreSQL runs."""
    text = _of_engine(text, "postgres")
    text = text.replace(") STRICT;", ");")
    text = re.sub(r"\bINTEGER PRIMARY KEY\b", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", text)
    text = re.sub(r"\bINTEGER\b", "BIGINT", text)
    text = re.sub(r"\bBLOB\b", "BYTEA", text)
    text = _COLLECTED.sub(lambda found: _postgres_collecting(found[1], found[2]), text)
    text = _COUNTED.sub(_postgres_uncounting, text)
    return _POSTGRES_FUNCTIONS + _APPEND_ONLY.sub(
        lambda found: "\n".join(_postgres_triggers(found[1], found[2])), text
    )


def _postgres_triggers(table: str, keys: str) -> Iterator[str]:
    refuse = "EXECUTE FUNCTION advice_line_refuse()"
    yield f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse};"
    yield f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse};"
    if table not in NOT_COLLECTED:
        yield _postgres_collecting(table, keys.split(", ")[0])


def _postgres_collecting(table: str, key: str) -> str:
    columns = ", ".join(f"'{column}'" for column in key.split("+"))
    return (
        f"CREATE OR REPLACE TRIGGER {table}_collect AFTER INSERT ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION advice_line_collect({columns});"
    )
