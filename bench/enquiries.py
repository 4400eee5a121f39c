"""Search, worklists, header counts and a sweep of the chasers with a thousand enquiries and with a million; ratios.

The million is the demo's month written over and over into the same tables: every row with its state, attempt,
advice, countersign and words, a few hundred of them still open, as in a hospital of any age.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click

from advice_line.demo.hospital import A_TUESDAY, build_demo
from advice_line.settings import Settings
from advice_line.store import open_store
from advice_line.store.sqlite import SqliteStore
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice import searching
from advice_line.usecases.calls import taking
from advice_line.usecases.reminders import unseen, worklists
from advice_line.usecases.reminders.chasers import sweep
from advice_line.usecases.usecase import By

_COPIED = ("enquiry", "advice", "attempt")
FEW, MANY, CHUNK = 1_000, 1_000_000, 50_000
_WORDS = (
    "anticoagulation", "bradycardia", "warfarin", "potassium", "digoxin", "syncope", "murmur", "oedema", "statin",
    "amiodarone", "troponin", "palpitations", "hypertension", "furosemide", "bisoprolol", "angina",
)  # fmt: skip


def grow(store: SqliteStore, up_to: int) -> None:
    """Copies finished enquiries of the demo until there are so many, under new keys, times and words."""
    run = store.connection.execute
    columns = {t: [row[1] for row in run(f"PRAGMA table_info({t})").fetchall()] for t in _COPIED}
    run("CREATE TEMP TABLE seed AS SELECT e.id, row_number() OVER (ORDER BY e.id) - 1 AS n FROM enquiry e "
        "JOIN enquiry_state s ON s.enquiry = e.id WHERE s.state = 'advised'")  # fmt: skip
    run("CREATE INDEX temp.seed_n ON seed (n)")
    seeds = run("SELECT count(*) FROM seed").fetchone()[0]
    have = run("SELECT count(*) FROM enquiry").fetchone()[0]
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=up_to, label="Growing the store", file=sys.stderr, hidden=hidden) as bar:
        while have < up_to:
            many = min(CHUNK, up_to - have)
            _copy(store, columns, seeds, have, many)
            have += many
            bar.update(many)
    run("DROP TABLE seed")
    run("ANALYZE")


def _copy(store: SqliteStore, columns: dict[str, list[str]], seeds: int, have: int, many: int) -> None:
    run = store.connection.execute
    run("BEGIN IMMEDIATE")
    numbers = f"WITH RECURSIVE k(i) AS (SELECT {have} UNION ALL SELECT i + 1 FROM k WHERE i < {have + many - 1})"
    base, joined = 10_000_000, f"FROM k JOIN seed ON seed.n = k.i % {seeds}"
    changed = {
        "id": f"{base} + k.i",
        "enquiry": f"{base} + k.i",
        "key": "'grown ' || k.i",
        "nhs_number": f"CASE WHEN x.nhs_number IS NULL THEN NULL ELSE printf('999%07d', k.i % {MANY}) END",
        "advice": f"x.advice || ' ' || {_word('k.i')} || ' ' || {_word('k.i / 16')} || ' case' || k.i",
        "arrived_at": "strftime('%Y-%m-%dT%H:%M:%f', '2016-01-01', '+' || (k.i * 300) || ' seconds') || 'Z'",
    }
    for table in _COPIED:
        own = [c for c in columns[table] if c != "month"]
        values = ", ".join(changed.get(c, f"x.{c}") for c in own)
        key = "id" if table == "enquiry" else "enquiry"
        only = "AND x.version = 1" if table == "advice" else ""
        if table == "attempt":
            only = "AND x.id = (SELECT max(y.id) FROM attempt y WHERE y.enquiry = x.enquiry)"
        source = f"{joined} JOIN {table} x ON x.{key} = seed.id {only}"
        run(f"{numbers} INSERT INTO {table} ({', '.join(own)}) SELECT {values} {source}")
    run(f"{numbers} INSERT INTO enquiry_state SELECT {base} + k.i, 'advised', NULL, x.adviser, NULL, '', x.since "
        f"{joined} JOIN enquiry_state x ON x.enquiry = seed.id")  # fmt: skip
    run(f"{numbers} INSERT INTO advice_words (rowid, desk, words) SELECT a.id, replace(e.desk, '-', ''), "
        f"a.situation || ' ' || a.request || ' ' || a.medicines || ' ' || a.advice FROM k "
        f"JOIN advice a ON a.id = {base} + k.i JOIN enquiry e ON e.id = a.enquiry")  # fmt: skip
    run("COMMIT")


def _word(number: str) -> str:
    cases = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(_WORDS))
    return f"CASE ({number}) % {len(_WORDS)} {cases} END"


def questions(store: SqliteStore) -> dict[str, Callable[[], Any]]:
    """What is measured, by name; each as its person would ask it."""

    def who(name: str) -> Any:
        row = store.the(Account, "account_by_username", username=name)
        return accounts.person_of(store, row)

    registrar, consultant, operator, manager = who("rahman"), who("bevan"), who("sam"), who("ruth")
    at, worker = A_TUESDAY, worker_of(store, "RRV03", A_TUESDAY)

    def find(person: Any, words: str) -> Callable[[], Any]:
        return lambda: searching.search(By(store, person, at), words)

    return {
        "search: a word of every sixteenth record": find(registrar, "warfarin"),
        "search: two words": find(registrar, "warfarin digoxin"),
        "search: a word of every record": find(registrar, "anticoagulation renal"),
        "search: a rare word": find(registrar, "case4711"),
        "search: a patient": find(registrar, "999 000 0018"),
        "search: a practice": find(operator, "V90012"),
        "search: a clinician": find(manager, "Rahman"),
        "worklist of a registrar": lambda: worklists.worklist(By(store, registrar, at)),
        "worklist of a consultant": lambda: worklists.worklist(By(store, consultant, at)),
        "worklist of a manager": lambda: worklists.worklist(By(store, manager, at)),
        "the operator's queue": lambda: taking.waiting(store, operator),
        "accountability": lambda: unseen.unseen_rows(store, manager),
        "a sweep of the chasers": lambda: sweep(By(store, worker, at), Settings(), "bench"),
    }


def best(ask: Callable[[], Any], times: int = 9) -> float:
    """The median of some runs, in milliseconds, after one that warms."""
    ask()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def main() -> None:
    """Two stores in a temporary folder, asked the same questions in turn."""
    with tempfile.TemporaryDirectory(prefix="advice-line-bench-") as folder:
        stores = []
        for count in (FEW, MANY):
            path = Path(folder) / f"{count}.db"
            build_demo(path, A_TUESDAY)
            store = SqliteStore(path, durable=False)
            grow(store, count)
            store.close()
            stores.append(open_store(path, datetime.now(UTC)))
        few, many = (questions(store) for store in stores)
        click.echo(f"\n{'':<42}{FEW:>12,}{MANY:>12,}   ratio")
        for name, ask in few.items():
            first, second = best(ask), best(many[name])
            click.echo(f"{name:<42}{first:>9.2f} ms{second:>9.2f} ms  {second / first:>5.2f}")
        for store in stores:
            store.close()


if __name__ == "__main__":
    main()
