"""Records that no act wrote: what a store held before its trail vouched for records, and what a migration adds."""

from datetime import datetime

from advice_line.store.engine import Store
from advice_line.store.records import Key, shape_of, take_written
from advice_line.store.schema import collected
from advice_line.store.trail import TrailEntry, append_for, make_secret
from advice_line.store.values.trail import ChainHead

SEALED = "sealed what was there before"
FIRST_VOUCHED = 5
"""The version of the store from which on every record is vouched for."""
_WHO, _ROLE = "advice-line", "system"


def vouch_for_migration(store: Store, at: datetime, version: int) -> None:
    """What a step has added is vouched for by a row that says so; call it in the step's transaction."""
    keys = take_written(store)
    first = store.one(ChainHead, "chain_heads")
    if version > FIRST_VOUCHED and keys and first is not None:
        said = {table: len(found) for table, found in keys.items()}
        entry = _entry(first.site, at, "brought the store up", str(version), f"migration {version}", said)
        append_for(store, entry, keys)


def seal_what_was_there(store: Store, at: datetime) -> None:
    """Once in the life of a store that is older than the vouching: one row for all records, in its first chain.

    The other chains get a row that names none: it marks where the vouching begins. A store whose trail vouches
    for anything already is left alone, so that whoever takes the secrets away does not get their rows sealed.
    """
    if _sealed(store):
        return
    with store.transaction():
        if _sealed(store):
            return
        keys = {table: found for table in sorted(collected()) if (found := _all_keys(store, table))}
        for chain in store.all(ChainHead, "chain_heads"):
            said = {table: len(found) for table, found in keys.items()}
            make_secret(store, chain.site)
            entry = _entry(chain.site, at, SEALED, str(FIRST_VOUCHED), f"seal {chain.site}", said)
            append_for(store, entry, keys)
            keys = {}


def _sealed(store: Store) -> bool:
    return store.one(str, "chains_without_secret") is None or store.one(str, "trail_that_vouches") is not None


def _entry(site: str, at: datetime, act: str, version: str, key: str, said: dict[str, int]) -> TrailEntry:
    return TrailEntry(site, at, _WHO, _ROLE, act, "schema_version", version, key, {"rows": said})


def _all_keys(store: Store, table: str) -> list[Key]:
    key = ", ".join(shape_of(store, table).key)
    found = store.select(f"SELECT {key} FROM {table} ORDER BY {key}")
    return sorted(row[0] if len(row) == 1 else list(row) for row in found)
