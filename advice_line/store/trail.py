"""The trail: append-only, hash-chained, written in the same transaction as what it records."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advice_line.instants import to_text
from advice_line.store.engine import Row, Store

GENESIS = "0" * 64
_SEALED = ("site", "seq", "at", "who", "role", "act", "subject_kind", "subject", "detail", "key", "previous")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row of the trail says: who did or read what. ``detail`` never holds identity or clinical text."""

    site: str
    at: datetime
    who: str
    role: str
    act: str
    subject_kind: str
    subject: str
    key: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One site's chain: how many rows are whole, and the first that is not, with why."""

    site: str
    rows: int
    broken_at: int | None = None
    why: str = ""


def seal(row: Row) -> str:
    """The hash of a row: SHA-256 over its columns as one JSON array, the previous hash among them."""
    text = json.dumps([row[column] for column in _SEALED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def start_chain(store: Store, site: str) -> None:
    store.run("start_chain", site=site, hash=GENESIS)


def append(store: Store, entry: Entry) -> None:
    """Adds one row at the head of its site's chain; call it inside the transaction it records."""
    head = store.row("advance_chain", site=entry.site)
    if head is None:
        raise ValueError(f"site {entry.site} has no chain")
    row: Row = {
        "site": entry.site,
        "seq": head["seq"],
        "at": to_text(entry.at),
        "who": entry.who,
        "role": entry.role,
        "act": entry.act,
        "subject_kind": entry.subject_kind,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "key": entry.key,
        "previous": head["hash"],
    }
    row["hash"] = seal(row)
    store.run("add_trail", **row)
    store.run("set_chain_head", site=entry.site, seq=row["seq"], hash=row["hash"])


def subject_of(store: Store, key: str) -> str | None:
    """What an earlier run with this idempotency key made, or None."""
    row = store.row("trail_by_key", key=key)
    return row["subject"] if row else None


def verify(store: Store, batch: int = 5000) -> Iterator[Verdict]:
    """Walks every site's chain from the first row to its head."""
    for head in store.rows("chain_heads"):
        yield _verify_site(store, head, batch)


def _verify_site(store: Store, head: Row, batch: int) -> Verdict:
    site, previous, seq = head["site"], GENESIS, 0
    while rows := store.rows("trail_of_site", site=site, after=seq, until=head["seq"], most=batch):
        for row in rows:
            if row["seq"] != seq + 1:
                return Verdict(site, seq, seq + 1, "this row is missing")
            if row["previous"] != previous:
                return Verdict(site, seq, row["seq"], "it does not follow the row before it")
            if seal(row) != row["hash"]:
                return Verdict(site, seq, row["seq"], "its content does not match its seal")
            previous, seq = row["hash"], row["seq"]
    if seq != head["seq"] or previous != head["hash"]:
        return Verdict(site, seq, seq + 1, f"the head says {head['seq']} rows; the end has been cut off")
    return Verdict(site, seq)
