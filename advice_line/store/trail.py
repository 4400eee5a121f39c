"""The trail: append-only, hash-chained, written in the same transaction as what it records.

Each row vouches for the records that its act wrote: it names them and keeps their digest.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from advice_line.instants import to_text
from advice_line.json_values import JsonValue
from advice_line.problems import StoreTrouble
from advice_line.store.engine import Store
from advice_line.store.records import Keys, Look, digest_of, look_at, named, take_written
from advice_line.store.values.trail import ChainPlace

GENESIS = "0" * 64
_WHAT = ("site", "seq", "at", "who", "role", "act", "subject_kind", "subject", "detail", "key")
_SEALED = (*_WHAT, "records", "digest", "previous")
_SEALED_BEFORE = (*_WHAT, "previous")
"""Of a row from before records were vouched for: its ``records`` is empty."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """What one row of the trail says: who did or read what. ``detail`` never holds identity or clinical text."""

    site: str
    at: datetime
    who: str
    role: str
    act: str
    subject_kind: str
    subject: str
    key: str
    detail: Mapping[str, JsonValue]


def seal(row: Mapping[str, Any]) -> str:
    """The hash of a row: SHA-256 over its columns as one JSON array, the previous hash among them."""
    sealed = _SEALED if row["records"] else _SEALED_BEFORE
    text = json.dumps([row[column] for column in sealed], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def start_chain(store: Store, site: str) -> None:
    store.run("start_chain", site=site, hash=GENESIS)
    make_secret(store, site)


def make_secret(store: Store, site: str) -> None:
    store.run("add_trail_secret", site=site, secret=secrets.token_hex(32))


def append(store: Store, entry: TrailEntry, look: Look | None = None) -> None:
    """Adds one row at the head of its site's chain; call it inside the transaction it records.

    It vouches for every record that the transaction has added since the trail row before, each shown to ``look``.
    """
    keys = take_written(store)
    if look is not None:
        look_at(store, keys, look)
    append_for(store, entry, keys)


def append_for(store: Store, entry: TrailEntry, keys: Keys) -> None:
    """Adds one row that vouches for the records with these keys."""
    head = store.one(ChainPlace, "advance_chain", site=entry.site)
    if head is None:
        raise StoreTrouble(f"The site {entry.site} has no chain in the trail; run “advice-line trail verify”.")
    beyond = store.one(int, "trail_beyond", site=entry.site, seq=head.seq)
    if beyond is not None:
        raise StoreTrouble(
            f"Nothing can be written: row {beyond} of the trail of {entry.site} lies beyond its head, and "
            "this program did not put it there. Run “advice-line trail verify”, and restore the newest whole backup."
        )
    row: dict[str, Any] = {
        "site": entry.site,
        "seq": head.seq,
        "at": to_text(entry.at),
        "who": entry.who,
        "role": entry.role,
        "act": entry.act,
        "subject_kind": entry.subject_kind,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "key": entry.key,
        "records": named(keys),
        "digest": digest_of(store, _secret(store, entry.site), keys),
        "previous": head.hash,
    }
    row["hash"] = seal(row)
    store.run("add_trail", **row)
    store.run("set_chain_head", site=entry.site, seq=row["seq"], hash=row["hash"])


def anything_written(store: Store) -> bool:
    """Whether this transaction has added a record since its last trail row."""
    return store.one(str, "an_unvouched") is not None


def _secret(store: Store, site: str) -> str:
    kept = ("trail secret", site)
    if kept not in store.kept:
        secret = store.one(str, "trail_secret", site=site)
        if secret is None:
            raise StoreTrouble(f"The trail of {site} has no secret any more; run “advice-line trail verify”.")
        store.kept[kept] = secret
    found: str = store.kept[kept]
    return found


def subject_of(store: Store, key: str) -> str | None:
    """What an earlier run with this idempotency key made, or None."""
    return store.one(str, "trail_by_key", key=key)
