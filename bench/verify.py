"""The trail verified whole, in rows a second on one core, against reading the same rows and hashing them bare.

A hospital of any age has many acts; here the demo's attempts are made over and over, each with its result and its
trail row, written as the program writes them, and as many readings, which have a trail row alone.
"""

import json
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from statistics import median

import click

from advice_line.demo.hospital import A_TUESDAY, build_demo
from advice_line.store import open_store, trail
from advice_line.store.engine import Store
from advice_line.store.values.installation import TableColumn
from advice_line.store.verifying import check

ACTS, CHUNK, RUNS = 60_000, 500, 5
_TABLES = ("trail", "attempt", "attempt_result")


def grow(store: Store, acts: int) -> None:
    """So many attempts, and one reading for each."""
    first = store.select("SELECT * FROM attempt ORDER BY id LIMIT 1")[0]
    columns = store.all(TableColumn, "columns_of_sqlite", name="attempt")
    named = dict(zip((column.name for column in columns), first, strict=True))
    said = trail.TrailEntry("demo", A_TUESDAY, "1", "operator", "calls.attempt", "enquiry", "1", "", {"rung": 1})
    site = store.select("SELECT site FROM trail LIMIT 1")[0][0]
    with click.progressbar(range(0, acts, CHUNK), label="Writing acts", file=sys.stderr) as chunks:
        for begin in chunks:
            with store.transaction():
                for number in range(begin, begin + CHUNK):
                    made = store.inserted("add_attempt", **{**named, "key": f"grown {number}"})
                    result = {"attempt": made, "result": "no answer", "at": named["started_at"]}
                    store.run("add_attempt_result", account=named["account"], **result)
                    trail.append(store, replace(said, site=site, key=f"grown {number}"))
                    trail.append(store, replace(said, site=site, act="enquiry.read", key=f"read {number}"))


def bare(store: Store) -> int:
    """Reads every row of the same tables and hashes it, and does nothing else."""
    count = 0
    for table in _TABLES:
        for row in store.select(f"SELECT * FROM {table}"):
            sha256(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()).digest()
            count += 1
    return count


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        build_demo(path, A_TUESDAY)
        with closing(open_store(path, A_TUESDAY)) as store:
            grow(store, ACTS)
            whole: list[float] = []
            plain: list[float] = []
            for _ in range(RUNS):
                begun = time.process_time()
                found = check(store)
                whole.append((found.rows + found.records) / (time.process_time() - begun))
                assert not found.faults, found.faults[0]
                begun = time.process_time()
                plain.append(bare(store) / (time.process_time() - begun))
    print(
        f"Trail verified whole, {found.rows:,} trail rows that vouch for {found.records:,} records, median of {RUNS}"
    )
    print(f"  read and hashed bare    {median(plain):10,.0f} rows a second   1 x")
    print(f"  verified                {median(whole):10,.0f} rows a second   {median(plain) / median(whole):.2f} x")


if __name__ == "__main__":
    main()
